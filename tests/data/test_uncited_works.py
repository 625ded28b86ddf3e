"""What works say that the Karabakh dataset does not cite: whom a place belongs to from a day on, put to the map.

A row is an address, a day, who gained control on it, and the places that the work names. Most works are of one side or relay
it; the test asks whose the map shows a place to be, not how sure that is.
"""

from __future__ import annotations

import datetime as dt

import pytest

from controlatlas import control_on
from controlatlas.records.model import Standing

SAID = """
https://www.azernews.az/karabakh/161694.html 1992-02-11 armenian-forces malibeyli ashaghi-gushchular
https://www.azernews.az/karabakh/161694.html 1992-05-08 armenian-forces shusha
https://fact-info.az/2301-susanin-malibeyli-ve-quscular-kendlerinin-isgalindan-25-il-otdu.html 1992-02-11
    armenian-forces malibeyli yukhari-gushchular
https://www.azernews.az/karabakh/176321.html 1992-02-17 armenian-forces garadaghly
https://sfera.az/read/26995 1991-12-28 armenian-forces kerkijahan
http://azfakt.com/xocavend_rayonunun_i__al_ndan_27_il_ke_ir-79107-xeber.html 1991-10-30 armenian-forces togh salakatin
http://azfakt.com/xocavend_rayonunun_i__al_ndan_27_il_ke_ir-79107-xeber.html 1991-11-19 armenian-forces khojavend-village
http://azfakt.com/xocavend_rayonunun_i__al_ndan_27_il_ke_ir-79107-xeber.html 1992-01-09 armenian-forces akhullu
http://azfakt.com/xocavend_rayonunun_i__al_ndan_27_il_ke_ir-79107-xeber.html 1992-10-02
    armenian-forces amiranlar mughanli-khojavend kuropatkino
http://azfakt.com/xocavend_rayonunun_i__al_ndan_27_il_ke_ir-79107-xeber.html 1993-07-23 armenian-forces gunashli
https://armenpress.am/ara/news/1018319/ 1992-06-13 azerbaijan shahumyan
https://en.trend.az/azerbaijan/karabakh/3094304.html 1993-07-23 armenian-forces aghdam
https://fact-info.az/8057-26-years-pass-since-the-occupation-of-azerbaijans-zangilan-district-by-armenian-armed-forces.html
    1993-10-29 armenian-forces zangilan minjivan
https://www.n-kurs.ru/news/mirovye-novosti/449 2020-10-03
    azerbaijan talish mehdili chakhirli ashaghi-maralyan shaybay guyjag ashaghi-abdurrahmanli
https://ria24.az/c%c9%99miyy%c9%99t/205969/c%c9%99brayil-s%c9%99h%c9%99rinin-v%c9%99-doqquz-k%c9%99ndin-azad-olunmasindan-uc-il 2020-10-04
    azerbaijan jabrayil karkhulu shukurbayli yukhari-maralyan charakan dashkasan horovlu dejal mahmudlu jafarabad
https://ictimaixeber.az/isgaldan-azad-olunan-doqquz-yasayis-m%c9%99nt%c9%99q%c9%99si-hansi-rayonlara-m%c9%99xsusdur 2020-10-09
    azerbaijan hadrut tsor yukhari-guzlak gorazilli gishlag garajalli-jabrayil afandilar-jabrayil suleymanli
http://www.today.az/news/politics/199004.html 2020-10-20
    azerbaijan dordchinar kurdlar-fuzuli garghabazar ashaghi-veysalli yukhari-aybasanli safarsha hasangaydi imambaghi
    dash-veysalli aghtapa yarahmadli aghjakand mulkudara dashbashi gunashli chinarli zangilan havali zarnali mammadbayli
    hakari sharifan mughanli-zangilan
https://www.alaturka.us/azerbaijan-liberates-21-villages-town-from-occupation/ 2020-10-21
    azerbaijan gejagozlu ashaghi-seyidahmadli zargar balyand papi tulus tinli-jabrayil minjivan khurama
    khumarli saril babayli uchunju-aghali hajalli girakh-mushlan udgun turabad ichari-mushlan malikli jahangirbayli baharli
https://www.trtworld.com/asia/azerbaijan-retakes-more-villages-from-armenian-occupation-aliyev-41095 2020-11-02
    azerbaijan chaprand haji-isagli goshabulag dara-gilatagh boyuk-gilatagh ishigli-qubadli muradkhanli milanli
https://noticiasmilitares.blog.br/2020/11/aliyev-anuncia-captura-de-sete-aldeias.html 2020-11-04
    azerbaijan mirak kavdar mashadiismayilli shafibayli basharat garakishilar garajalli-qubadli
https://geopolitics.news/euroasia/azerbaijani-president-claims-16-new-villages-captured-in-karabakh/ 2020-11-07
    azerbaijan yukhari-veysalli yukhari-seyidahmadli gorgan uchunju-mahmudlu gajar divanalilar yukhari-mazra yanarhaj
    gazyan balasoltanli mardanli beshdali garabulag moshkhmaat atagut tsakuri
https://news.az/news/span-classred-highlightaghdam-district-being-transferred-to-azerbaijani-armed-forces-todayspan
    2020-11-20 azerbaijan aghdam
https://www.mia.az/w1002922/rus-jurnalistinnbspqarabagdan-maraqli-reportaji-quotbir-cox-ermeniler-ucun-en-cox-narahatedici
    2020-11-25 azerbaijan kalbajar
https://generico.ru/2022/03/27/azerbaijan-occupied-a-village-in-karabakh-in-the-zone-of-responsibility-of-the-russian-military
    2022-03-24 azerbaijan farrukh
https://interfax.com/newsroom/top-stories/77511/ 2022-03-28 russian-peacekeepers farrukh
https://www.azernews.az/nation/198529.html 2022-08-26 azerbaijan lachin zabukh sus
https://www.mayakinfo.az/news/3440 2023-10-15 azerbaijan martuni
https://kesq.com/news/2023/10/15/azerbaijan-raises-flag-over-the-karabakh-capital-to-reaffirm-control-of-the-disputed-region/
    2023-10-15 azerbaijan khankendi
"""
"""One row goes on where the next line is indented. Long addresses may be cut at their end."""

LATER_THAN_THE_MAP = {"mayakinfo", "kesq", "interfax"}
"""Works that tell of a state that had begun before: by the map another day is the first of it."""


def rows():
    """The address, day, actor and places of each row."""
    for text in SAID.strip().replace("\n ", " ").splitlines():
        address, day, actor, *places = text.split()
        yield address, dt.date.fromisoformat(day), actor, places


@pytest.mark.parametrize(("address", "day", "actor", "places"), list(rows()))
def test_a_work_that_is_not_cited_agrees_with_the_map(karabakh, address, day, actor, places):
    """The map gives each place to whom the work gives it on that day; the day before it is another's, or contested."""
    assert address not in {source.url for source in karabakh.sources.values()}
    state = control_on(karabakh, day)
    assert {place: state[place].actor for place in places} == dict.fromkeys(places, actor)
    if not any(word in address for word in LATER_THAN_THE_MAP):
        before = control_on(karabakh, day - dt.timedelta(days=1))
        settled = {place for place in places if before[place].standing is not Standing.CONTESTED}
        assert {place for place in settled if before[place].actor == actor} == set()
