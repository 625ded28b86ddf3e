"""Every message of every language, filled in with real names and numbers, keeps what a rule can check.

To read them all: ``PYTHONPATH=src:tests python tests/texts/test_messages_filled_in.py ru``, or any other language.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import string
import sys
from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po
from translated import LOCALE, ROOT

from controlatlas import load_dataset
from controlatlas.language.catalogue import DOMAIN, LANGUAGES, translator
from controlatlas.language.dates_and_works import day_in_words
from controlatlas.language.naming import Naming
from controlatlas.records.model import Dataset, say

NUMBERS = (1, 2, 5, 11, 21, 22, 101, 1234)
"""Numbers that reach every plural form of the four languages, and one with a separator."""

QUOTES = {"en": "“”‘’", "az": "“”", "hy": "«»", "ru": "«»„“"}
"""The quotation marks of each language, the inner ones last."""

DAYS = (dt.date(2020, 11, 8), dt.date(2020, 11, 10))


def values_of(data: Dataset, language: str) -> dict[str, str]:
    """What can stand in the places of messages, by their names: names of actors and towns, days, amounts, titles."""
    t, naming = translator(language), Naming.of(data, language)
    actors = [say(it.names, language) for it in data.actors.values()]
    towns = [naming.full(it.names) for it in data.places.values() if it.rank == 1]
    first, last = (day_in_words(day, language) for day in DAYS)
    titles = [say(it.title, language) for it in data.events]
    return {
        **dict.fromkeys(("actor", "before", "holder", "claimant"), actors[1]),
        **dict.fromkeys(("after", "taker", "other"), actors[0]),
        **dict.fromkeys(("actors", "voices", "denied", "names"), t.listed(actors[:2])),
        **dict.fromkeys(("place", "places", "towns", "name", "where", "area", "whole"), towns[0]),
        **dict.fromkeys(("day", "date", "start", "earlier", "a"), first),
        **dict.fromkeys(("end", "later", "b"), last),
        **dict.fromkeys(("event", "events", "titles", "step", "title", "text"), titles[-1].rstrip(".")),
        **dict.fromkeys(("amount", "amounts", "km2", "taken", "agreed"), t.number(12946)),
        "group": say(data.groups["district-aghdam"].names, language),
        "settlements": t.plural("{n} settlement", "{n} settlements", 21),
        "standing": t("contested"),
        "n": t.number(21),
    }


def fields(text: str) -> set[str]:
    """The placeholders of a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def filled_in(data: Dataset, language: str) -> Iterator[tuple[str, str]]:
    """Each message with its English, filled in; of a plural one text for each number."""
    t, known = translator(language), values_of(data, language)
    path = LOCALE / (LANGUAGES[1] if language == "en" else language) / "LC_MESSAGES" / f"{DOMAIN}.po"
    for it in read_po(io.BytesIO(path.read_bytes()), domain=DOMAIN):
        if not it.id:
            continue
        one = it.id if isinstance(it.id, str) else it.id[0]
        wanted = fields(one) | fields(it.id[-1] if it.pluralizable else one)
        values = {name: known.get(name, known["group"]) for name in wanted}
        if it.pluralizable:
            values.pop("n", None)
            for n in NUMBERS:
                yield one, t.plural(*it.id, n, **values)
        elif it.context:
            yield one, t.in_context(it.context, one, **values)
        else:
            yield one, t(one, **values) if values else t(one)


def faults(language: str, english: str, text: str) -> list[str]:
    """What is wrong with a text by rules that hold in all languages, and by its own quotation marks."""
    found = []
    if re.search(r"[{}]", text):
        found.append("a brace")
    if re.search(r"[ \u00a0\u202f]{2}", text.strip("\n")):
        found.append("two spaces")
    if re.search(r"\s[,;:.!?](?:\s|$)", text) and english.strip() not in {";", ","}:
        found.append("a space before a mark")
    if re.search(r"[,;:]{2}|\.\.(?!\.)", text.replace("...", "")):
        found.append("two marks")
    foreign = set('«»“”„‟‘"') - set(QUOTES[language])
    if foreign & set(text):
        found.append("quotation marks of another language")
    found += [
        f"{left} without {right}" for left, right in ("«»", "()") if text.count(left) != text.count(right)
    ]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_reads_well_filled_in(karabakh, language):
    """No brace is left, no space doubled or before a mark, and quotation marks are those of the language."""
    wrong = [
        (one, text, fault)
        for one, text in filled_in(karabakh, language)
        for fault in faults(language, one, text)
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_form_is_reached(language):
    """The numbers above reach each form that a language counts with, so each was rendered."""
    locale = translator(language).locale
    assert {locale.plural_form(n) for n in NUMBERS} >= {locale.plural_form(n) for n in range(1, 200)}


def test_what_is_wrong_is_found():
    """The rules can fail."""
    assert faults("ru", "x", "Карта {where}") == ["a brace"]
    assert faults("ru", "x", "Карта  дня") == ["two spaces"]
    assert faults("ru", "x", "Шуша , Лачин") == ["a space before a mark"]
    assert faults("ru", "x", "“Шуша”") == ["quotation marks of another language"]
    assert faults("hy", "x", "«Շուշի") == ["« without »"]


if __name__ == "__main__":
    shipped = load_dataset(ROOT / "geodata" / "karabakh")
    for said in dict.fromkeys(filled_in(shipped, sys.argv[1])):
        sys.stdout.write("\n    ".join(said) + "\n")
