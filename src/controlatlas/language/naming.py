"""What places are called for a reader: in one language, or with the form that the other side uses beside it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from ..records.model import Dataset, say
from ..records.text import fold
from .transliteration import put_into

BOTH = "both"
"""The policy that gives two forms: the one of the reader's language, and the other side's if it is another name."""


def policies(dataset: Dataset) -> tuple[str, ...]:
    """What a reader of the dataset can choose: both forms, or those of one language other than English."""
    return (BOTH, *(tag for tag in dataset.languages if tag != "en" and "-" not in tag))


@dataclass(frozen=True, slots=True)
class Naming:
    """How places are named. ``policy`` is ``BOTH`` or a language; ``seconds`` the tags of the other side's forms.

    The second form is put into the letters of the first one's language, if a table leads there. With ``one_script`` it stands
    only in the script of the first: a dataset can give forms for it, such as ``hy-Cyrl``.
    A place that has no name in the language wanted is called by its English name, or by any that it has.
    """

    language: str = "en"
    policy: str = BOTH
    seconds: tuple[str, ...] = ()
    one_script: bool = False

    @classmethod
    def of(cls, dataset: Dataset, language: str = "en", policy: str = BOTH) -> Naming:
        """The naming of a dataset's places in a language, by a policy that it offers; by another, both forms."""
        known = policy if policy in policies(dataset) else BOTH
        return cls(language, known, dataset.second_names)

    def first(self, names: Mapping[str, str]) -> str:
        """The name that stands first, or alone."""
        return say(names, self.language if self.policy == BOTH else self.policy)

    def second(self, names: Mapping[str, str]) -> str | None:
        """The other side's form, if both are wanted and it is another name than the first."""
        if self.policy != BOTH:
            return None
        written = self.first(names)
        first = _alike(written)
        for tag in self.seconds:
            private = "-x-" in tag  # another name in the same language, not another script of the same name
            if private and tag not in names:
                continue
            language = tag.partition("-")[0]
            spelled = self._spelled(names, tag if private else language)
            other = names.get(tag) if spelled is None else spelled
            if not other or (language == self.language and not private) or _alike(other) == first:
                continue
            if not (self.one_script or private) or script_of(other) == script_of(written):
                return other
        return None

    def _spelled(self, names: Mapping[str, str], tag: str) -> str | None:
        """A name, in the letters of the reader's language, as the dataset spells it in them (``az-Cyrl``) or by the tables.

        Empty of what is described more than named, such as a road.
        """
        given = names.get(f"{tag}-{_SCRIPTS[self.language]}") if self.language in _SCRIPTS else None
        if given:
            return given
        language, _, script = tag.partition("-x-")[0].partition("-")
        spelled = put_into(names[tag], language, self.language) if tag in names and not script else None
        proper = spelled and all(word[0].isupper() for word in _WORD.findall(names[tag]))
        return spelled if proper or spelled is None else ""

    def full(self, names: Mapping[str, str]) -> str:
        """The name in a line of text: the first form, and in brackets the second."""
        second = self.second(names)
        return f"{self.first(names)} ({second})" if second else self.first(names)


def script_of(text: str) -> str:
    """The script of the first letter of a text, as Unicode names it: LATIN, CYRILLIC, ARMENIAN; empty without letters."""
    return next((unicodedata.name(it, "").partition(" ")[0] for it in text if it.isalpha()), "")


def _alike(name: str) -> str:
    """A name without the commonest differences of spelling and script, and of its vowels only the last; to see whether two are one."""
    text = fold(name)
    for letters, sound in _SPELLINGS:
        text = text.replace(letters, sound)
    return _TWICE.sub(r"\1", _VOWELS.sub("", text[:-1]) + text[-1:])


_SPELLINGS = (
    ("ow", "u"),
    ("w", "v"),
    ("gh", "g"),
    ("kh", "x"),
    ("sh", "s"),
    ("ch", "c"),
    ("j", "c"),
    ("y", "i"),
    ("q", "g"),
    ("e", "a"),
    ("o", "u"),
    ("k", "g"),
    ("t", "d"),
    ("p", "b"),
    ("h", "g"),
    ("x", "g"),
    ("z", "s"),
)
_SCRIPTS = {"hy": "Armn", "ru": "Cyrl"}
"""Scripts of which a spelling can be meant for one language alone, as tags name them; ``hy-Latn`` is read in English."""

_WORD = re.compile(r"[^\W\d_]+")
_VOWELS = re.compile("[aiu]")
_TWICE = re.compile(r"(.)\1+")
