"""Names of districts and countries in the languages of the map."""

_LANGUAGES = ("en", "az", "hy", "ru")

_DISTRICTS = """
aghdam     Aghdam     Ağdam      Աղդամ       Агдам
aghdara    Aghdara    Ağdərə     Աղդարա     Агдере
aghjabadi  Aghjabadi  Ağcabədi   Աղջաբեդի    Агджабеди
barda      Barda      Bərdə      Բարդա       Барда
beylagan   Beylagan   Beyləqan   Բեյլագան    Бейлаган
dashkasan  Dashkasan  Daşkəsən   Դաշքեսան    Дашкесан
fuzuli     Fuzuli     Füzuli     Ֆիզուլի     Физули
gadabay    Gadabay    Gədəbəy    Գետաբեկ     Кедабек
ganja      Ganja      Gəncə      Գյանջա      Гянджа
gazakh     Gazakh     Qazax      Ղազախ       Газах
goranboy   Goranboy   Goranboy   Գորանբոյ    Геранбой
goygol     Goygol     Göygöl     Գյոյգյոլ    Гёйгёль
jabrayil   Jabrayil   Cəbrayıl   Ջեբրայիլ    Джебраил
kalbajar   Kalbajar   Kəlbəcər   Քելբաջար    Кельбаджар
khankendi  Khankendi  Xankəndi   Ստեփանակերտ Ханкенди
khojaly    Khojaly    Xocalı     Խոջալու     Ходжалы
khojavend  Khojavend  Xocavənd   Խոջավենդ    Ходжавенд
lachin     Lachin     Laçın      Լաչին       Лачин
naftalan   Naftalan   Naftalan   Նաֆթալան    Нафталан
qubadli    Qubadli    Qubadlı    Կուբաթլի    Кубатлы
shusha     Shusha     Şuşa       Շուշի       Шуша
tartar     Tartar     Tərtər     Թարթառ      Тертер
zangilan   Zangilan   Zəngilan   Զանգելան    Зангелан
"""

_COUNTRIES = """
armenia    Armenia    Ermənistan Հայաստան  Армения
azerbaijan Azerbaijan Azərbaycan Ադրբեջան Азербайджан
georgia    Georgia    Gürcüstan  Վրաստան   Грузия
iran       Iran       İran       Իրան      Иран
iraq       Iraq       İraq       Իրաք      Ирак
kazakhstan Kazakhstan Qazaxıstan Ղազախստան Казахстан
russia     Russia     Rusiya     Ռուսաստան Россия
syria      Syria      Suriya     Սիրիա     Сирия
turkey     Türkiye    Türkiyə    Թուրքիա   Турция
turkmenistan Turkmenistan Türkmənistan Թուրքմենստան Туркмения
"""


def _table(text: str) -> dict[str, dict[str, str]]:
    rows = (line.split() for line in text.strip().splitlines())
    return {key: dict(zip(_LANGUAGES, names, strict=True)) for key, *names in rows}


DISTRICTS = _table(_DISTRICTS)
COUNTRIES = _table(_COUNTRIES)

LAKES = {
    "mingachevir": {
        "en": "Mingachevir reservoir",
        "az": "Mingəçevir su anbarı",
        "hy": "Մինգեչաուրի ջրամբար",
        "ru": "Мингечевирское вдхр.",
    },
    "sevan": {"en": "Lake Sevan", "az": "Göyçə gölü", "hy": "Սևանա լիճ", "ru": "Севан"},
}

RIVERS = {
    "alazani": {"source": "Alazani", "en": "Alazani", "az": "Qanıx", "hy": "Ալազան", "ru": "Алазань"},
    "aras": {"source": "Aras", "en": "Aras", "az": "Araz", "hy": "Արաքս", "ru": "Аракс"},
    "hrazdan": {"source": "Hrazdan", "en": "Hrazdan", "az": "Razdan", "hy": "Հրազդան", "ru": "Раздан"},
    "iori": {"source": "Iori", "en": "Iori", "az": "Qabırrı", "hy": "Իորի", "ru": "Иори"},
    "khrami": {"source": "Khrami", "en": "Khrami", "az": "Xram", "hy": "Խրամ", "ru": "Храми"},
    "kura": {"source": "Kura", "en": "Kura", "az": "Kür", "hy": "Կուր", "ru": "Кура"},
    "pambak": {"source": "Pambak", "en": "Pambak", "az": "Pəmbək", "hy": "Փամբակ", "ru": "Памбак"},
    "samur": {"source": "Samur", "en": "Samur", "az": "Samur", "hy": "Սամուր", "ru": "Самур"},
    "tartar": {"source": "Terter", "en": "Tartar", "az": "Tərtər", "hy": "Թարթառ", "ru": "Тертер"},
    "vorotan": {"source": "Vorotan", "en": "Vorotan", "az": "Bazarçay", "hy": "Որոտան", "ru": "Воротан"},
}
"""Rivers by key; `source` is the name in Natural Earth."""
