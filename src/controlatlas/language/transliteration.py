"""Names of places in letters of another language, where nobody has given them in it: sounds, not meanings.

The tables are our own and small. They go from the Azerbaijani alphabet, from the Armenian of the reformed spelling and from
English spellings (GeoNames) to the letters of the three languages, and follow what newspapers do: Ağbənd is Աղբենդ and
Агбенд, Թալիշ is Taliş. Where custom has another form the dataset gives it, and the tables are not asked.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from ..records.text import fold
from .capitals import with_capital

_FROM_AZERBAIJANI = {
    "hy": """^e=է ^o=օ ^ö=օ ^ü=ու ^ye=ե ənd=ենդ əyə=եյա əy=եյ kənd=քենդ kə=քյա gə=գյա ya=յա yə=յա yo=յո yu=յու yü=յու ö=յո ü=յու ı$=ի
        a=ա b=բ c=ջ ç=չ d=դ e=ե ə=ա f=ֆ g=գ ğ=ղ h=հ x=խ ı=ը i=ի j=ժ k=ք q=ղ l=լ m=մ n=ն o=ո p=փ r=ր s=ս ş=շ t=թ u=ու v=վ y=յ z=զ""",
    "ru": """^e=э ^ö=о ^ü=у ənd=енд əyə=ея əy=ей kənd=кенд kə=кя gə=гя ya=я yə=я ye=е yo=ё yö=ё yu=ю yü=ю cı=джи çı=чи şı=ши jı=жи
        cü=джу çü=чу şü=шу cö=джо çö=чо şö=шо ö=ё ü=ю a=а b=б c=дж ç=ч d=д e=е ə=а f=ф g=г ğ=г h=г x=х ı=ы i=и j=ж k=к q=к
        l=л m=м n=н o=о p=п r=р s=с ş=ш t=т u=у v=в y=й z=з""",
}
_FROM_ARMENIAN = {
    "az": """^ե=ye ^ո=vo ու=u և=ev ա=a բ=b գ=q դ=d ե=e զ=z է=e ը=ı թ=t ժ=j ի=i լ=l խ=x ծ=ts կ=k հ=h ձ=dz ղ=ğ ճ=ç մ=m յ=y ն=n
        շ=ş ո=o չ=ç պ=p ջ=c ռ=r ս=s վ=v տ=t ր=r ց=ts փ=p ք=k օ=o ֆ=f""",
    "ru": """^ո=во յա=я յու=ю յո=ё ու=у և=ев ա=а բ=б գ=г դ=д ե=е զ=з է=э ը=ы թ=т ժ=ж ի=и լ=л խ=х ծ=ц կ=к հ=х ձ=дз ղ=г ճ=ч
        մ=м յ=й ն=н շ=ш ո=о չ=ч պ=п ջ=дж ռ=р ս=с վ=в տ=т ր=р ց=ц փ=п ք=к օ=о ֆ=ф""",
}
_FROM_ENGLISH = {
    "az": """dzh=c zh=j kh=x gh=ğ sh=ş ch=ç j=c y$=ı ya=ya ye=ye yu=yu ey$=ey w=v""",
    "hy": """^e=է ^o=օ ^ye=ե dzh=ջ zh=ժ kh=խ gh=ղ sh=շ ch=չ ts=ց dz=ձ ya=յա ye=յե yu=յու ey$=եյ y$=ի a=ա b=բ c=կ d=դ e=ե f=ֆ g=գ h=հ
        i=ի j=ջ k=ք l=լ m=մ n=ն o=ո p=փ q=ղ r=ր s=ս t=թ u=ու v=վ w=վ x=խ y=յ z=զ""",
    "ru": """^e=э dzh=дж zh=ж kh=х gh=г sh=ш ch=ч ts=ц dz=дз ya=я ye=е yu=ю ey$=ей y$=ы a=а b=б c=к d=д e=е f=ф g=г h=г i=и j=дж k=к
        l=л m=м n=н o=о p=п q=к r=р s=с t=т u=у v=в w=в x=х y=й z=з""",
}
_TABLES: Mapping[str, Mapping[str, str]] = {
    "az": _FROM_AZERBAIJANI,
    "hy": _FROM_ARMENIAN,
    "en": _FROM_ENGLISH,
}

LETTERED = ("az", "hy", "ru")
"""The languages into whose letters a name can be put."""


def put_into(name: str, source: str, target: str) -> str | None:
    """A name of the language ``source`` in the letters of ``target``; ``None`` if no table leads there."""
    if target not in _TABLES.get(source, {}):
        return None
    return "".join(_word(word, source, target) for word in re.split(r"([\s\-–/(),.]+)", name))


@functools.lru_cache(maxsize=8192)
def _word(word: str, source: str, target: str) -> str:
    table = _table(source, target)
    plain = word.replace("I", "ı").replace("İ", "i") if source == "az" else word
    small, made, at = plain.lower(), "", 0
    while at < len(small):
        for sign, bare, letters in table:
            fits = small.startswith(bare, at) and (sign[0] != "^" or at == 0)
            if fits and (sign[-1] != "$" or at + len(bare) == len(small) > len(bare)):
                made, at = made + letters, at + len(bare)
                break
        else:
            made, at = made + small[at], at + 1
    return with_capital(made, target) if word[:1].isupper() else made


@functools.cache
def _table(source: str, target: str) -> list[tuple[str, str, str]]:
    """The signs, what is looked for and what is written: longer ones first, and those bound to an end of the word."""
    pairs = (pair.split("=") for pair in _TABLES[source][target].split())
    found = [(sign, sign.strip("^$"), letters) for sign, letters in pairs]
    return sorted(found, key=lambda it: (-len(it[1]), it[0] == it[1]))


def filled(names: Mapping[str, str], languages: tuple[str, ...]) -> tuple[dict[str, str], tuple[str, ...]]:
    """The names with one in each of the languages that can be written, and the tags of those that were put into its letters.

    A name is taken from Azerbaijani or Armenian, if the place has both from that which English follows; else from English.
    """
    made = {
        tag: written
        for tag in languages
        if tag in LETTERED and tag not in names and (written := _written(names, tag)) is not None
    }
    return {**names, **made}, tuple(made)


def _written(names: Mapping[str, str], target: str) -> str | None:
    sources = [tag for tag in ("az", "hy") if tag in names and tag != target]
    if len(sources) > 1 and fold(names.get("hy-Latn", "")) == fold(names.get("en", "")):
        sources.reverse()
    for source in (*sources, "en"):
        if source in names and (written := put_into(names[source], source, target)):
            return written
    return None
