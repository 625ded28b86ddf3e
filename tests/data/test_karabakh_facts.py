"""What the Karabakh dataset must say, place by place and day by day, written down from the research, not from the code.

Each row: place, day, controller, standing, why. Most changes have a row for the day before and one for the
day itself. A row that fails is either an error in the data or a correction that needs a source.
"""

import datetime as dt
import functools
import json

import pytest
from shipped import FOLDER
from shipped import shipped as dataset

from controlatlas import control_on
from controlatlas.language.naming import Naming

ACTORS = {
    "AZ": "azerbaijan",
    "AR": "armenian-forces",
    "RU": "russian-peacekeepers",
    "SO": "soviet-authorities",
}

TABLE = """
# 1988-1991: the starting point, Soviet administration, Operation Ring
khankendi               1988-02-01  AZ held       the oblast is administered by the Azerbaijan SSR
khankendi               1989-01-11  AZ held       the day before the special administration
khankendi               1989-01-12  SO held       special administration answering to Moscow
khankendi               1989-11-28  AZ contested  returned on paper, Soviet troops in place
aghdam                  1989-06-01  AZ held       districts outside the oblast stay with the republic
artsvashen              1988-02-01  AR held       exclave of the Armenian SSR
qaragol-sev-lich        1988-02-01  AR held       most maps put the lake in Armenia
getashen                1991-04-29  AZ contested  before Operation Ring the village is contested, not held
getashen                1991-04-30  AZ held       Soviet troops and Azerbaijani police
martunashen             1990-06-01  AZ contested  as Getashen
martunashen             1991-04-30  AZ held       as Getashen
karki                   1990-01-18  AZ held       the day before the Azerbaijani date
karki                   1990-01-19  AR held       the word of the side that no longer had it, denied by nobody
karki                   1992-06-01  AR held       by May 1992 all accounts agree
baghanis-ayrum          1990-03-23  AZ held       the day before
baghanis-ayrum          1990-03-24  AR held       night of 23-24 March 1990
buzlukh                 1991-08-01  AZ held       taken over in July 1991
buzlukh                 1991-10-15  AR claimed    Armenian commander: back in September 1991
erkech                  1991-10-15  AR claimed    retaken in September 1991 as Buzlukh was
manashid                1991-10-15  AR claimed    retaken in September 1991 as Buzlukh was
togh                    1991-10-29  AZ contested  the day before
togh                    1991-10-30  AR held       Azerbaijani lists, confirmed in substance by an Armenian author
tsor                    1991-11-15  AR claimed    both dated sources are Armenian
khojavend-village       1991-11-18  AZ contested  the village, not the town of Martuni
khojavend-village       1991-11-19  AR held       Azerbaijani lists

# December 1991: Soviet troops leave; four villages, four days
khankendi               1991-12-01  AR contested  the month is known, the day is not
khankendi               1991-12-31  AR held       by the end of the month
shusha                  1991-12-31  AZ held       the town stays Azerbaijani-held
khojaly                 1991-12-31  AZ held       the town stays Azerbaijani-held
jamilli                 1991-12-14  AZ held       the day before
jamilli                 1991-12-15  AR held       first of the four villages
nabilar                 1991-12-20  AZ held       the day before
nabilar                 1991-12-21  AR held       second of the four villages
meshali                 1991-12-22  AZ held       the day before
meshali                 1991-12-23  AR held       third of the four villages
hasanabad               1991-12-24  AZ held       the day before
hasanabad               1991-12-25  AR held       fourth of the four villages
jamilli                 1991-12-31  AR held       the end of the month changes nothing there
kerkijahan              1991-12-27  AZ held       before either date
kerkijahan              1991-12-28  AR contested  between the Azerbaijani and the Armenian date
kerkijahan              1992-01-22  AR held       by the Armenian date as well

# 1992
malibeyli               1992-02-10  AZ held       the day before
malibeyli               1992-02-11  AR held       Azerbaijani and Memorial-based dates meet
garadaghly              1992-02-16  AZ held       the loss on 17 February is common to all accounts
garadaghly              1992-02-17  AR held       the loss on 17 February is common to all accounts
khojaly                 1992-02-25  AZ held       the day before
khojaly                 1992-02-26  AR held       date agreed
maraga                  1992-04-10  AZ contested  for some hours
maraga                  1992-04-11  AR claimed    Armenian units back, by Armenian works only
shusha                  1992-05-07  AZ held       the day before the assault
shusha                  1992-05-08  AR contested  Azerbaijani date of the loss, street fighting
shusha                  1992-05-09  AR held       Armenian date, conceded by the ministry
gunnut                  1992-05-08  AZ held       before the date that Azerbaijani texts give
gunnut                  2000-01-01  AZ contested  between the lines
lachin                  1992-05-17  AZ held       the day before
lachin                  1992-05-18  AR held       the town, and only the town and the road
zabukh                  1992-05-18  AR held       on the road
cell-lachin-01          1992-05-18  AZ held       the north of the district did not change in May 1992
cell-lachin-01          1993-03-26  AZ held       the north was lost in March and April 1993
cell-lachin-01          1993-04-04  AR contested  the north was lost in March and April 1993
cell-lachin-01          1993-04-05  AR held       the north was lost by 5 April 1993
cell-lachin-02          1993-04-05  AZ held       the south only later in 1993
gulaburd                1993-08-30  AZ held       the south of Lachin, before the loss of Qubadli
gulaburd                1993-09-15  AR contested  the day is not known
gulaburd                1994-05-12  AR held       the whole district by the ceasefire
chayli                  1992-06-15  AR held       the day before
chayli                  1992-06-16  AZ claimed    stormed on 16 June 1992, by an encyclopedia
chayli                  1992-07-04  AZ held       Mardakert beyond it passed
talish                  1992-06-11  AR held       the offensive began on 12 June
talish                  1992-06-14  AZ contested  lost in mid-June, the day is not known
talish                  1992-06-18  AZ held       Azerbaijani forces before Mardakert by 18 June
sugovushan              1992-06-18  AZ held       lost in mid-June
levonarkh               1992-06-18  AZ held       lost in mid-June
maraga                  1992-06-18  AZ held       lost in mid-June, for good
mardakert               1992-07-03  AR held       the day before
mardakert               1992-07-04  AZ held       the town was lost on 4 July
drmbon                  1992-06-11  AR held       before the offensive
drmbon                  1992-07-15  AZ contested  the west was lost in steps
drmbon                  1992-08-24  AZ held       fighting south of Sarsang by then
hesenriz                1992-06-04  AR held       before the earliest date given for Haterk
hesenriz                1992-07-01  AZ contested  Haterk, the day is not certain
hesenriz                1992-08-15  AZ held       Haterk lost by then
shahumyan               1992-06-12  AR held       the offensive began, the date of the loss is the 13th
shahumyan               1992-06-13  AZ held       date used by Armenian sources
erkech                  1992-06-13  AZ held       lost again with the Shahumyan district
manashid                1992-06-13  AZ held       lost again with the Shahumyan district
artsvashen              1992-08-07  AR held       the day before
artsvashen              1992-08-08  AZ contested  8 or 9 August
artsvashen              1992-08-09  AZ held       8 or 9 August
gulatagh                1992-08-23  AR held       the ministry speaks on 24 August
gulatagh                1992-08-24  AZ claimed    ministry communique only
mehmana                 1992-08-31  AZ claimed    ministry communique only
cell-mehmana            1992-08-25  AR held       its village has a day of its own
cell-mehmana            1992-08-31  AZ claimed    with its village
cell-mehmana            1993-07-06  AZ claimed    with its village
cell-mehmana            1993-07-07  AR held       with its village
abdal                   1992-09-03  AZ held       the day before
abdal                   1992-09-04  AR contested  not with Aghdam town in 1993; only encyclopedias give the day
abdal                   1994-05-12  AR held       behind the line
vazgenashen             1992-09-03  AZ held       Gulabli, the day before
vazgenashen             1992-09-04  AR contested  Gulabli, as Abdal
kuropatkino             1992-10-01  AZ held       the day before
kuropatkino             1992-10-02  AR held       Azerbaijani lists
martuni                 1992-10-02  AR held       the town of Martuni did not change that day

# 1993
cildiran                1993-02-04  AZ held       before the winter offensive
cildiran                1993-02-06  AR held       Chldran, acknowledged by an Azerbaijani agency
sirxavend               1993-02-04  AZ held       Azerbaijani-inhabited until the winter of 1993
sirxavend               1993-02-06  AR held       acknowledged by an Azerbaijani agency
hesenriz                1993-02-19  AZ held       Haterk, the day before its return
hesenriz                1993-02-20  AR claimed    Haterk returned on 20 February 1993, by its own head
hesenriz                1993-08-05  AR held       Mardakert was the last foothold by June 1993
sarsang                 1993-02-05  AZ held       before the winter offensive
sarsang                 1993-02-28  AR claimed    by late February; Turan acknowledged two other villages
sarsang                 1993-06-27  AR held       Mardakert was the last foothold by then
hin-shen                1992-05-17  AR claimed    one Armenian text gives the day
hin-shen                1992-05-25  AR held       the road to Lachin was open from 18 May in all accounts
kalbajar                1993-04-01  AZ held       the day before
kalbajar                1993-04-02  AR contested  official Azerbaijani date
kalbajar                1993-04-03  AR held       contemporary press and Armenian accounts
cell-kalbajar-01        1993-03-26  AZ held       the offensive began on 27 March
cell-kalbajar-01        1993-04-04  AR contested  the rest of the district between 27 March and 5 April
cell-kalbajar-01        1993-04-05  AR held       the rest of the district by 5 April
mardakert               1993-06-26  AZ held       the day before
mardakert               1993-06-27  AR held       agencies and Armenian accounts
gulatagh                1993-07-06  AZ claimed    until the official Azerbaijani date
gulatagh                1993-07-07  AR held       official Azerbaijani date of the district
aghdam                  1993-07-22  AZ held       the day before
aghdam                  1993-07-23  AR held       both sides
cell-aghdam-02          1993-08-01  AR contested  villages changed hands until May 1994
cell-aghdam-01          1993-08-01  AZ held       a quarter of the district stayed Azerbaijani-held
jabrayil                1993-08-17  AZ held       before the first date
jabrayil                1993-08-20  AR contested  18, 23 or 26 August
jabrayil                1993-08-26  AR held       all accounts agree
fuzuli                  1993-08-22  AR claimed    claimed over the weekend
fuzuli                  1993-08-23  AR held       acknowledged on 23 August
alxanli                 1993-08-21  AZ held       before the town
alxanli                 1993-09-01  AR held       Alkhanli passed with the town in August
alxanli                 1994-01-05  AR held       the day before the return
alxanli                 1994-01-06  AZ held       Alkhanli returned in January 1994
horadiz                 1993-09-10  AZ contested  claimed lost and denied on 4 September
horadiz                 1993-10-15  AZ contested  not lost before the second half of October
horadiz                 1993-10-29  AR held       lost in late October
horadiz                 1994-01-05  AR held       the day before the return
horadiz                 1994-01-06  AZ held       returned in January 1994
jojug-marjanli          1993-09-01  AR held       lost with the district
jojug-marjanli          1994-01-06  AZ held       Azerbaijani-held since January 1994
qubadli                 1993-08-30  AZ held       the day before
qubadli                 1993-08-31  AR contested  31 August to 4 September
qubadli                 1993-09-04  AR held       counted as lost by 5 September
zangilan                1993-10-28  AR contested  28 or 29 October
zangilan                1993-10-29  AR held       28 or 29 October

# 1994-2018: the line of contact
talish                  1994-04-07  AZ held       before the last offensive
talish                  1994-04-30  AR claimed    no Azerbaijani date was found
talish                  1994-05-12  AR held       line frozen
maraga                  1994-05-12  AZ held       east of the line
cell-tartar-02          2000-01-01  AZ held       the oblast east of the line of 1994
fuzuli                  2000-01-01  AR held       two thirds of the settlements, one third of the area
cell-fuzuli-01          2000-01-01  AZ held       two thirds of the area of Fuzuli
cell-jojug-marjanli     2000-01-01  AZ held       the land at Jojug Marjanli
jojug-marjanli          2016-04-06  AZ held       no change in April 2016
jojug-marjanli          2017-01-25  AZ held       resettled, not retaken, in 2017
lele-tepe               2016-04-01  AR held       the day before
lele-tepe               2016-04-02  AZ contested  the four days of April 2016
lele-tepe               2016-04-05  AZ held       both sides acknowledge the change
talish                  2016-04-06  AR held       the heights changed hands, the village did not
shahumyan               2010-01-01  AZ held       never part of the oblast
gunnut                  2018-06-30  AZ claimed    an advance that Armenia denies

# 27 September to 10 November 2020
boyuk-marjanli          2020-09-26  AR held       the day before the war
boyuk-marjanli          2020-09-27  AZ claimed    announced on the first day
ashaghi-abdurrahmanli   2020-09-27  AR held       named in one version only; announced on 3 October
ashaghi-abdurrahmanli   2020-10-03  AZ claimed    announced on 3 October
murov-peak              2020-09-27  AZ claimed    announced, the road below stayed Armenian-held
sugovushan              2020-10-03  AZ claimed    announced
sugovushan              2020-10-04  AZ contested  denied with a video
sugovushan              2020-11-21  AZ held       in the Armenian list
talish                  2020-10-03  AZ claimed    announced
talish                  2020-11-21  AZ held       in the Armenian list
jabrayil                2020-10-03  AR held       the day before
jabrayil                2020-10-04  AZ contested  announced and denied the same day
jabrayil                2020-10-29  AZ contested  before independent reports
jabrayil                2020-10-30  AZ held       independent reports
hadrut                  2020-10-08  AR held       the day before the announcement
hadrut                  2020-10-09  AZ contested  announced, contradicted by reporters in the town
hadrut                  2020-10-14  AZ contested  last day before the geolocation
hadrut                  2020-10-15  AZ held       independent geolocation
chayli                  2020-10-08  AR held       the day before
chayli                  2020-10-09  AZ claimed    announced, confirmed by nobody
chayli                  2023-10-01  AZ claimed    still confirmed by nobody
fuzuli                  2020-10-16  AR held       the day before
fuzuli                  2020-10-17  AZ claimed    announced
fuzuli                  2020-11-10  AZ held       acknowledged
edisha                  2020-10-15  AZ claimed    announced; Vardashat of the Armenian list
edisha                  2020-11-21  AZ held       Vardashat of the Armenian list
akhullu                 2020-10-16  AZ claimed    announced; Hartashen of the Armenian list
aghjakand               2020-10-20  AZ claimed    announced; Khandzadzor of the Armenian list
aghjakand               2020-11-21  AZ held       Khandzadzor of the Armenian list
bunyadli                2020-10-22  AR held       Karmrakar, the day before
bunyadli                2020-10-23  AZ claimed    announced; Karmrakar of the Armenian list
zangilan                2020-10-19  AR held       the day before
zangilan                2020-10-20  AZ claimed    announced
zangilan                2020-10-30  AZ held       independent reports
qubadli                 2020-10-24  AR held       the day before
qubadli                 2020-10-25  AZ claimed    announced
qubadli                 2020-10-26  AZ held       confirmed by the Armenian ministry
gajar                   2020-11-06  AR held       the day before
gajar                   2020-11-07  AZ claimed    announced; Jivani of the Armenian list
garabulag               2020-11-07  AZ claimed    announced; Aknaghbyur (Askeran) of the Armenian list
garabulag               2020-11-21  AZ held       Aknaghbyur (Askeran) of the Armenian list
atagut                  2020-11-07  AZ claimed    announced; Taghut of the Armenian list
tsamdzor                2020-09-26  AR held       before the war
tsamdzor                2020-10-20  AZ contested  known from the Armenian list only, day unknown
tsamdzor                2020-11-09  AZ held       lost by the end of the war
qocbeyli                2020-10-20  AZ contested  Aygestan (Hadrut), day unknown
shusha                  2020-11-04  AR held       the day before
shusha                  2020-11-05  AR contested  fighting reaches the town
shusha                  2020-11-07  AR contested  the day before the announcement
shusha                  2020-11-08  AZ claimed    announced
shusha                  2020-11-09  AZ held       confirmed by the Karabakh spokesperson
shosh                   2020-11-08  AR held       the day before the announcement
shosh                   2020-11-09  AZ claimed    announced
shosh                   2020-11-10  AR held       announced, but not held
mkhitarishen            2020-11-09  AZ claimed    announced
mkhitarishen            2020-11-10  AR held       announced, but not held
taghavard               2020-11-09  AZ claimed    announced; the lower part with Kaler
taghavard               2020-11-10  AR held       the lower part stayed
boyuk-taghavard         2020-11-10  AZ contested  the upper part, before anybody had looked
boyuk-taghavard         2020-12-08  AZ held       the upper part, seen by reporters in December
khankendi               2020-11-10  AR held       local administration went on beside the peacekeepers
khojaly                 2020-11-10  AR held       never announced as taken

# villages with a day of their own inside areas that passed as a whole
kosalar-khojaly         1992-04-20  AZ held       defended until May 1992 by its own paper
kosalar-khojaly         1992-05-20  AR held       attacked on 8 May with Shusha
canhesen                1992-02-20  AZ held       of the council of Kosalar
aghnaberd               1992-01-28  AZ contested  Umudlu: no work dates a change of hands before the summer
aghnaberd               1992-03-20  AZ contested  Umudlu
charektar               1992-01-20  AZ contested  cut off, without a dated change of hands
imaret-qervend          1992-02-20  AZ contested  as Charektar
kemerli                 1992-02-20  AZ contested  as Charektar
imaret-qervend          1992-09-15  AZ held       with the west of the Mardakert district
imaret-qervend          2000-01-01  AR held       behind the line of 1994
imaret-qervend          2023-10-02  AZ held       with the whole area
agdaban                 1992-02-20  AZ held       of the Kalbajar district
cayqovusan              1992-04-03  AZ held       of the Kalbajar district
agdaban                 1992-05-20  AZ contested  attacked in the night of 7-8 April 1992
agdaban                 1993-05-10  AR held       with the Kalbajar district
agdaban                 2021-06-01  AR contested  no work says who held it after November 2020
agdaban                 2023-10-02  AZ held       with the whole area
xramort                 1991-12-31  AR held       Armenian-inhabited
xramort                 1992-01-01  AZ contested  entered for a day
xramort                 1992-01-02  AR claimed    Armenian units back, by Armenian works only
xramort                 1992-01-31  AZ contested  entered a second time
xramort                 1992-02-05  AR claimed    Armenian units back, by Armenian works only
xramort                 1994-05-12  AR held       behind the line
xramort                 2021-06-01  AR held       in the zone of 2020
cuxurmehle              1993-07-03  AZ held       the day before the Armenian chronicle's date
cuxurmehle              1993-07-08  AR claimed    4 July by an Armenian chronicle
ughtasar                1993-07-13  AR claimed    Shelli, 11 July
qurdlar                 1993-07-13  AR claimed    Gurdlar beside Shelli, 11 July
maqsudlu                1993-07-13  AZ held       16 July
ternoyut                1993-07-19  AR claimed    16 July
qasimli                 1993-07-19  AZ held       21 July
qasimli                 1993-07-22  AR claimed    21 July
cuxurmehle              2000-01-01  AR held       behind the line of 1994
cuxurmehle              2020-11-20  AZ held       handed over with Aghdam
gulistan-goranboy       2000-01-01  AZ held       of the Shahumyan district, beside the line

# after 10 November 2020: corridor and handovers
lachin                  2020-11-09  AR held       the day before the statement took effect
lachin                  2020-11-10  RU held       corridor
lachin                  2020-12-01  RU held       the district passed, the town did not
lachin                  2022-08-25  RU held       deadline of the evacuation
lachin                  2022-08-26  AZ held       Azerbaijani units enter
zabukh                  2022-08-25  RU held       in the corridor
zabukh                  2022-08-26  AZ held       with Lachin town
sus                     2022-08-25  RU held       in the corridor
sus                     2022-08-26  AZ held       with Lachin town
strip-lachin-2020       2022-08-29  RU held       the old road serves until 30 August
strip-lachin-2020       2022-08-30  AZ held       traffic moves to the southern road
strip-south-2022        2022-08-29  AZ held       not yet in use
strip-south-2022        2022-08-30  RU held       traffic moves to the southern road
strip-zabukh-border     2023-03-29  RU held       the last piece of the old highway
strip-zabukh-border     2023-03-30  AZ held       belt between Jaghazur and Zabukh
hakari-bridge           2023-04-22  RU held       the day before
hakari-bridge           2023-04-23  AZ held       Azerbaijani checkpoint
strip-common            2022-12-12  RU held       closed by the sit-in, nominal control unchanged
mets-shen               2022-08-30  AR held       on the new road, under local administration
dadivank                2020-11-25  RU held       guarded by peacekeepers when the district passed
dadivank                2024-04-09  RU held       the day before Azerbaijani outlets say that the post left
dadivank                2024-04-10  AZ claimed    only Azerbaijani outlets say so
dadivank                2024-04-16  AZ claimed    the day before the confirmation
dadivank                2024-04-17  AZ held       departure confirmed
aghdam                  2020-11-19  AR held       the day before the handover
aghdam                  2020-11-20  AZ held       handover
vazgenashen             2020-11-19  AR held       Gulabli passed with the district
vazgenashen             2020-11-20  AZ held       Gulabli passed with the district
qazanci-aghdam          2020-11-20  AR held       land of the former oblast, not handed over with Aghdam
melikli-aghdam          2020-11-20  AR held       land of the former oblast, not handed over with Aghdam
qazanci-aghdam          2023-10-02  AZ held       with the rest of the area
kalbajar                2020-11-15  AR held       handover moved from 15 to 25 November
kalbajar                2020-11-24  AR held       the day before
kalbajar                2020-11-25  AZ held       handover
charektar               2020-11-25  AR held       in the Armenian list by mistake
aghnaberd               2020-11-25  AR held       in the Armenian list by mistake
seysulan                1989-06-01  SO held       in the oblast under special administration
seysulan                1992-01-15  AR held       Armenian-inhabited village of the Mardakert district
seysulan                1992-07-01  AZ held       lost in mid-June with the north-east
ehmedbeyli              1993-10-15  AZ held       one of the twenty villages of the strip
ehmedbeyli              1993-11-15  AR held       one of the twenty villages of the strip
ehmedbeyli              1994-01-06  AZ held       one of the twenty villages of the strip
qazaxlar                1993-10-20  AR contested  second half of October, day not known
aghnaberd               1992-09-15  AZ held       with the west of Mardakert district
gunashli                1993-07-22  AZ held       Azerbaijani lists: 23 July 1993
gunashli                1993-07-23  AR held       Azerbaijani lists: 23 July 1993
akhullu                 1991-11-11  AZ contested  12 November 1991 or 9 January 1992
akhullu                 1991-12-20  AR contested  12 November 1991 or 9 January 1992
akhullu                 1992-01-09  AR held       12 November 1991 or 9 January 1992
yukhari-askipara        1991-06-01  AZ held       August 1990 stands in an encyclopedia only
yukhari-askipara        1992-06-08  AR held       the day of the Azerbaijani lists
qeybali                 1992-02-11  AR held       listed with Malibeyli and the Gushchulars
seysulan                2000-01-01  AR held       on the line itself, Armenian-held from spring 1994
seysulan                2016-04-05  AR held       the announcement of 2 April 2016 was not confirmed
seysulan                2023-10-02  AZ held       with the whole area
yusifcanli              2000-01-01  AR held       under the Armenian front positions: behind the line of 1994
yusifcanli              2020-11-19  AR held       handed over with Aghdam
yusifcanli              2020-11-20  AZ held       handed over with Aghdam
dadivank                2020-11-13  AR held       before the peacekeepers came
dadivank                2020-11-14  RU held       seen there by reporters, said by the church
eyvazli                 2020-11-10  AR held       on the road that Armenian posts left on 18 December
eyvazli                 2020-12-18  AZ held       posts withdrawn
cell-lachin-01          2020-11-30  AR held       the day before
cell-lachin-01          2020-12-01  AZ held       handover of the district outside the corridor
gulaburd                2020-11-09  AZ claimed    announced before the handover
hin-tagher              2020-12-11  AR held       fighting on the 11th, control taken on the 12th
hin-tagher              2020-12-12  AZ contested  fighting
hin-tagher              2020-12-14  AZ held       acknowledged
khtsaberd               2020-12-12  AZ contested  fighting
khtsaberd               2020-12-14  AZ held       acknowledged
goris-kapan-road        2020-12-17  AR held       the day before
goris-kapan-road        2020-12-18  AZ held       posts pulled back
qaragol-sev-lich        2021-05-11  AR held       the day before
qaragol-sev-lich        2021-05-12  AZ contested  positions whose side of the border is disputed
farrukh                 2022-03-23  AR held       the day before
farrukh                 2022-03-24  AZ contested  entered
farrukh                 2022-03-27  RU contested  withdrawal reported by Moscow, denied by Baku
mount-buzlug            2022-08-06  AZ claimed    one side only
height-2054             2023-03-25  AZ contested  who held it afterwards is not settled

# September and October 2023
khankendi               2023-09-18  AR held       the day before the offensive
khankendi               2023-09-19  AR contested  offensive
khankendi               2023-09-20  AZ contested  ceasefire, transition
khankendi               2023-10-01  AZ contested  the day before patrols are documented
khankendi               2023-10-02  AZ held       patrols documented, a modelling choice for the rest
mardakert               2023-09-21  AZ contested  the day before
mardakert               2023-09-22  AZ held       reported with soldiers' videos
martuni                 2023-10-14  AZ contested  the day before
martuni                 2023-10-15  AZ held       first dated public proof
charektar               2023-09-18  AR held       until the offensive
charektar               2023-10-02  AZ held       with the rest of the area
shosh                   2023-10-02  AZ held       with the rest of the area
chayli                  2023-10-02  AZ held       with the rest of the area
strip-common            2024-06-11  RU held       the day before the contingent is gone
strip-common            2024-06-12  AZ held       the contingent is gone
strip-south-2022        2024-06-11  RU held       the day before the contingent is gone
strip-south-2022        2024-06-12  AZ held       the contingent is gone

# border villages
kheyrimli               2024-05-23  AR held       the day before
kheyrimli               2024-05-24  AZ held       one of the four villages
baghanis-ayrum          2024-05-23  AR held       the day before
baghanis-ayrum          2024-05-24  AZ held       one of the four villages
ashaghi-askipara        2024-05-23  AR held       the day before
ashaghi-askipara        2024-05-24  AZ held       one of the four villages
gizilhajili             2024-05-23  AR held       the day before
gizilhajili             2024-05-24  AZ held       one of the four villages
barkhudarli             2026-11-23  AR held       unchanged since 1992
sofulu-gazakh           2026-11-23  AR held       unchanged since 1992
karki                   2026-11-23  AR held       unchanged since 1990-92
yukhari-askipara        2026-11-23  AR held       unchanged since 1992
artsvashen              2026-11-23  AZ held       unchanged since 1992
khankendi               2026-11-23  AZ held       no change after June 2024 was found
"""

ROWS = [line.split(maxsplit=4) for line in TABLE.splitlines() if line and not line.startswith("#")]


@functools.cache
def state_on(day: str):
    """Who controls each place on a day."""
    return control_on(dataset(), dt.date.fromisoformat(day))


@pytest.mark.parametrize(
    ("place", "day", "actor", "standing", "reason"), ROWS, ids=[f"{place}-{day}" for place, day, *_ in ROWS]
)
def test_place_is_held_as_the_research_says(place, day, actor, standing, reason):
    """On that day the place has the controller and the standing that the research notes give."""
    period = state_on(day)[place]
    assert (period.actor, period.standing) == (ACTORS[actor], standing), reason


def test_table_covers_both_wars_and_both_sides_of_most_changes():
    """The table has at least 120 rows, no row twice, and days in each of the five phases of the conflict."""
    assert len(ROWS) >= 120
    assert len({(place, day) for place, day, *_ in ROWS}) == len(ROWS)
    years = {int(day[:4]) for _, day, *_ in ROWS}
    assert {1989, 1991, 1992, 1993, 1994, 2016, 2020, 2022, 2023, 2024} <= years


@pytest.mark.parametrize("town", ["Goris", "Kapan", "Jermuk"])
def test_towns_of_armenia_are_no_places_of_the_map(town):
    """Positions reported inside Armenia never colour its towns: Goris, Kapan and Jermuk are not in the dataset."""
    assert town not in {place.names["en"] for place in dataset().places.values()}


def test_sev_lich_has_a_marker_and_no_area():
    """The positions of May 2021 at Sev Lich are a marker: no cell and no corridor follows them."""
    assert dataset().places["qaragol-sev-lich"].geometry.geom_type == "Point"
    assert all(place.anchor != "qaragol-sev-lich" for place in dataset().places.values())


@pytest.mark.parametrize(
    ("place", "armenian"),
    [
        ("aghjakand", "Khandzadzor"),
        ("edisha", "Vardashat"),
        ("bunyadli", "Karmrakar"),
        ("aghbulag", "Aknaghbyur"),
        ("kamartuk", "Karmrakuch"),
        ("akhullu", "Akhullu"),
        ("lachin", "Lachin"),
        ("khankendi", "Stepanakert"),
        ("shusha", "Shushi"),
        ("mardakert", "Martakert"),
        ("sugovushan", "Mataghis"),
        ("zabukh", "Zabukh"),
    ],
)
def test_place_carries_its_own_armenian_name(place, armenian):
    """Each place has the Armenian name of its own village, not that of a namesake nearby."""
    assert dataset().places[place].names["hy-Latn"] == armenian


@pytest.mark.parametrize(
    ("place", "later"),
    [
        ("khojaly", "Իվանյան"),
        ("seysulan", "Արծվաշեն"),
        ("abdal", "Վարդեր"),
        ("gulaburd", "Ծաղկաբերդ"),
    ],
)
def test_a_name_given_after_a_side_took_the_place_stands_among_the_others(place, later):
    """It is found, and stands on no map."""
    found = dataset().places[place]
    assert later in found.other
    assert later not in found.names.values()


@pytest.mark.parametrize(
    ("place", "english", "azerbaijani", "armenian", "russian"),
    [
        ("lachin", "Lachin (Berdzor)", "Laçın (Berdzor)", "Լաչին (Բերձոր)", "Лачин (Бердзор)"),
        (
            "kalbajar",
            "Kalbajar (Karvachar)",
            "Kəlbəcər (Karvaçar)",
            "Քելբաջար (Քարվաճառ)",
            "Кельбаджар (Карвачар)",
        ),
        ("fuzuli", "Fuzuli (Varanda)", "Füzuli (Varanda)", "Ֆիզուլի (Վարանդա)", "Физули (Варанда)"),
        (
            "mardakert",
            "Aghdara (Martakert)",
            "Ağdərə (Martakert)",
            "Մարտակերտ (Աղդարա)",
            "Мардакерт (Агдере)",
        ),
    ],
)
def test_both_sides_names_stand_beside_each_other(place, english, azerbaijani, armenian, russian):
    """Also where one side's name is of the 1990s and became known; each in the letters of the reader."""
    wanted = {"en": english, "az": azerbaijani, "hy": armenian, "ru": russian}
    names = dataset().places[place].names
    assert {tag: Naming.of(dataset(), tag).full(names) for tag in wanted} == wanted


@pytest.mark.parametrize(
    "name", ["Hartashen", "Jivani", "Taghut", "Kaler", "Gulabli", "Madagiz", "Mardakert"]
)
def test_second_name_leads_to_one_place(name):
    """A name from the Armenian list or from older use belongs to exactly one place that events name."""
    named = {key for event in dataset().events for change in event.changes for key in change.places}
    places = [
        place.id
        for place in dataset().places.values()
        if name in (*place.names.values(), *place.other) and place.id in named
    ]
    assert len(places) == 1


@pytest.mark.parametrize(
    "merged",
    ["karmrakar", "vardashat", "hartashen", "khandzadzor", "jivani", "aknaghbyur", "taghut", "kaler"],
)
def test_merged_places_are_gone(merged):
    """A village known under two names is one place, not two."""
    assert not [key for key in dataset().places if key.startswith(merged)]


def test_places_without_position_are_listed_not_drawn():
    """Seven places of the gazetteer have no known position and therefore no point."""
    lost = ["buzluq", "hajili-fuzuli", "hasanabad", "nabilar", "nor-jraberd", "sigirt-height", "veysalli"]
    found = [key for key in lost if key in dataset().places and dataset().places[key].geometry is None]
    assert found == [key for key in lost if key != "buzluq"]
    assert dataset().places["mount-buzlug"].geometry is None


def test_no_name_holds_an_explanation():
    """Names are plain, so that each can be looked up as people write it."""
    odd = [
        place.id
        for place in dataset().places.values()
        for name in (*place.names.values(), *place.other)
        if place.layer == "settlement" and set(name) & set("()/|;")
    ]
    assert odd == []


def test_reference_works_never_stand_alone():
    """An event that only reference works report says so under one_sided."""
    sources = {source["id"]: source for source in json.loads((FOLDER / "sources.json").read_text("utf-8"))}
    for event in json.loads((FOLDER / "events.json").read_text("utf-8")):
        sides = {sources[citation["source"]]["custom"]["side"] for citation in event["citations"]}
        first_day = event["id"] == "1988-02-01-initial-state"
        assert sides - {"reference"} or "one_sided" in event or not event["changes"] or first_day, event["id"]


def test_at_the_end_only_four_border_villages_are_armenian_held():
    """The research notes: Karki, Barkhudarli, Sofulu and Yukhari Askipara; every other settlement is Azerbaijan's."""
    state = state_on("2026-11-23")
    others = {
        key for key, period in state.items() if period.actor != "azerbaijan" and not key.startswith("cell-")
    }
    assert others == {"karki", "barkhudarli", "sofulu-gazakh", "yukhari-askipara"}
