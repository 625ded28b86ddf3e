"""One term has one word in each language, in the program and in the dataset, as the glossary of the language says."""

from __future__ import annotations

import re
import sys

import pytest
from translated import LOCALE, Translated, everything, listed, plain

from controlatlas.language.catalogue import LANGUAGES

FIELDS = {"term", "also", "word", "forms", "never", "note", "not_in"}
WITH_GLOSSARY = [it for it in LANGUAGES if (LOCALE / it / "glossary.json").is_file()]


def excused(entry: dict, it: Translated) -> bool:
    """Whether the glossary excuses a text: by its msgid, or by the id of its record and its field."""
    wanted = [re.split(r"[ /+:.]+", key) for key in entry.get("not_in", ())]
    own = re.split(r"[ /+:.]+", it.key)
    return it.key in entry.get("not_in", ()) or any(
        key[0] == own[0] and key[-1] == own[-1] and set(key) <= set(own) for key in wanted
    )


def holds(entry: dict, english: str) -> bool:
    """Whether an English text in small letters has the term."""
    terms = (term.lower() for term in (entry["term"], *entry.get("also", ())))
    return any(term in english and re.search(rf"(?<!\w){re.escape(term)}(?!\w)", english) for term in terms)


def wrong(language: str) -> list[str]:
    """Each text that says a term in another word than that of the glossary."""
    found = []
    for entry in listed(language, "glossary"):
        for it, english, text in everything(language):
            if not holds(entry, english) or excused(entry, it):
                continue
            if not any(form in text for form in entry["forms"]):
                found.append(f"{entry['term']}: not “{entry['word']}” in {it.key}: {it.text}")
            found += [
                f"{entry['term']}: “{stem}” in {it.key}: {it.text}"
                for stem in entry.get("never", ())
                if stem in text
            ]
    return found


@pytest.mark.parametrize("language", WITH_GLOSSARY)
def test_a_term_has_the_word_of_the_glossary(language):
    """Whatever text has a term of the glossary in English has its one word in the other language."""
    assert wrong(language) == []


@pytest.mark.parametrize("language", WITH_GLOSSARY)
def test_a_glossary_is_of_use(language):
    """Each entry has a word, forms in small letters and a note; its term occurs; what it excuses exists and needs it."""
    entries = listed(language, "glossary")
    terms = [entry["term"] for entry in entries]
    assert len(terms) == len(set(terms))
    for entry in entries:
        assert set(entry) <= FIELDS, entry
        assert entry["word"], entry
        assert entry["forms"], entry
        assert entry["note"], entry
        stems = [*entry["forms"], *entry.get("never", ())]
        assert [plain(stem, language) for stem in stems] == stems, entry
        held = [it for it, english, _ in everything(language) if holds(entry, english)]
        assert held, entry["term"]
        for key in entry.get("not_in", ()):
            assert any(excused({"not_in": [key]}, it) for it in held), (entry["term"], key)


def test_another_word_is_found(monkeypatch):
    """A text that says it otherwise, or with a word that is ruled out, would be found."""
    here = sys.modules[__name__]
    it = Translated("a b", "The standing is inferred.", "Статус выведен.")
    entry = {"term": "inferred", "word": "по косвенным данным", "forms": ["косвенн"], "never": ["выведен"]}
    monkeypatch.setattr(here, "everything", lambda _: ((it, plain(it.english), plain(it.text)),))
    monkeypatch.setattr(here, "listed", lambda *_: [entry])
    assert len(wrong("ru")) == 2
    monkeypatch.setattr(here, "listed", lambda *_: [{**entry, "not_in": ["a b"]}])
    assert wrong("ru") == []
