"""The words of the program in the reader's language: English in the code, the others in gettext catalogues.

A catalogue is a ``.po`` file in ``locale``; Babel reads it when its language is first wanted, so there is no
compiled file that could be older than its text. What a catalogue lacks is said in English.
"""

from __future__ import annotations

import functools
import gettext
import importlib.resources
import io
import re
from collections.abc import Collection, Iterable
from typing import Any

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from ..records.errors import Figure, InARow, Said
from ..records.model import Dataset

LANGUAGES = ("en", "az", "hy", "ru")
"""The languages of the program, the first being that of the code."""

DOMAIN = "controlatlas"

_GROUPS = {"en": (",", 4)}
_OTHER_GROUPS = ("\N{NO-BREAK SPACE}", 5)
"""What parts thousands, and from how many digits on: 1,960 in English; 1960 and 17 000 in Azerbaijani, Armenian and Russian."""

KEYWORDS: dict[str, Any] = {
    "t": None,
    "mark": None,
    "plural": (1, 2),
    "mark_plural": (1, 2),
    "in_context": ((1, "c"), 2),
}
"""The functions whose texts Babel extracts: a translation, a text translated later, plurals, one with a context."""


def mark(message: str) -> str:
    """A text that stands in a table and is translated where it is shown."""
    return message


def mark_plural(one: str, other: str) -> tuple[str, str]:
    """The two English forms of a text about a number, translated where they are shown."""
    return one, other


_HINT = mark(" (did you mean {word}?)")
"""What ``records.errors.near`` ends a message with, which knows no language."""


class Translator:
    """The texts of one language. Call it ``t``: ``t("Day {n}", n=3)``, ``t.plural("{n} place", "{n} places", n)``.

    A full stop after a value that ends in one, such as the abbreviated year of a Russian date, is not doubled. ``language`` is
    the tag of the texts of a dataset, ``words`` the language of the program's own: another one where the program does not
    speak that of the dataset.
    """

    def __init__(
        self, language: str, catalogue: gettext.NullTranslations, known: Collection[str] = ()
    ) -> None:
        self.language = language
        self.words = language if language in LANGUAGES else LANGUAGES[0]
        self.locale = Locale.parse(self.words)
        self._catalogue, self._known = catalogue, known

    def __call__(self, message: str, **values: object) -> str:
        """The message in this language, with the values in their places."""
        return self._filled(self._catalogue.gettext(message), values)

    def said(self, text: str) -> str | None:
        """A sentence of a problem in this language, values in their places; ``None`` if it is in English only."""
        if self.words == LANGUAGES[0]:
            return text
        if not isinstance(text, Said) or text.template not in self._known:
            return None
        return self(
            text.template,
            **{key: self._inside(it) for key, it in text.values.items()},
        )

    def _inside(self, value: object) -> object:
        """A value of a sentence in this language: a number, a sentence, or several; a text as it is."""
        if isinstance(value, Figure):
            return (
                self.percent(100 * value.value, value.digits)
                if value.percent
                else self.number(value.value, value.digits)
            )
        if isinstance(value, InARow):
            return self.listed(str(self._inside(it)) for it in value.items)
        return (self.said(value) if isinstance(value, Said) else None) or value

    def in_context(self, context: str, message: str, **values: object) -> str:
        """A message that means something else elsewhere: the context tells which is meant."""
        return self._filled(self._catalogue.pgettext(context, message), values)

    def plural(self, one: str, other: str, n: int, **values: object) -> str:
        """A message about ``n`` things, in the form that the number asks for; ``{n}`` is written as people write it."""
        form = self._catalogue.ngettext(one, other, n)
        return self._filled(form, {"n": self.number(n), **values})

    def listed(self, items: Iterable[str]) -> str:
        """Items that have commas in them, in a row, with the mark that the language puts between them."""
        return self.in_context("between items", "; ").join(items)

    def forms(self, one: str, other: str) -> dict[str, str]:
        """All forms of a message about a number, by the plural category that CLDR gives the number."""
        found: dict[str, str] = {}
        for n in (*range(101), 1000, 1000000):
            found.setdefault(self.locale.plural_form(n), self._catalogue.ngettext(one, other, n))
        return found

    def number(self, value: float, digits: int = 0) -> str:
        """A number with so many decimals, as newspapers of the language write it."""
        group, least = self.groups
        rounded = round(value, digits)
        pattern = ("#,##0" if abs(rounded) >= 10 ** (least - 1) else "0") + (
            "." + "0" * digits if digits else ""
        )
        whole, decimal, rest = format_decimal(rounded, format=pattern, locale=self.locale).partition(
            self.decimal
        )
        return whole.replace(self._sign("group"), group) + decimal + rest

    @property
    def groups(self) -> tuple[str, int]:
        """What parts thousands, and from how many digits on."""
        return _GROUPS.get(self.words, _OTHER_GROUPS)

    @property
    def decimal(self) -> str:
        """What stands before the decimals."""
        return self._sign("decimal")

    def _sign(self, what: str) -> str:
        return str(self.locale.number_symbols["latn"][what])

    def percent(self, value: float, digits: int = 1) -> str:
        """A value in per cent, with its sign, as people of the language write it."""
        shape = "#,##0" + ("." + "0" * digits if digits else "")
        pattern = self.locale.percent_formats[None].pattern.replace("#,##0", shape)
        return format_percent(value / 100, format=pattern, locale=self.locale)

    @staticmethod
    def _filled(text: str, values: dict[str, object]) -> str:
        if not values:
            return text
        for name, value in values.items():
            if str(value).endswith("."):
                text = re.sub(rf"(\{{{name}\}})\.(?!\.)", r"\1", text)
        return text.format(**values)


@functools.cache
def translator(language: str) -> Translator:
    """The texts of a language; of one that the program does not speak, English beside the dataset's own texts."""
    if language not in LANGUAGES[1:]:
        return Translator(language, gettext.NullTranslations())
    return Translator(language, *_catalogue(language))


def languages_of(dataset: Dataset) -> tuple[str, ...]:
    """The languages in which a dataset can be shown: those of the program, and others that it has texts in."""
    return tuple(dict.fromkeys((*LANGUAGES, *dataset.languages)))


def spoken(tag: str | None) -> str | None:
    """The language of the program that a BCP 47 tag asks for: ``ru-RU`` asks for ``ru``; ``None`` if it has none."""
    base = (tag or "").replace("_", "-").partition("-")[0].casefold()
    return base if base in LANGUAGES else None


def name_of_language(tag: str, language: str) -> str:
    """What speakers of a language call another one, or their own; what a dataset means by a private use (``x``) it knows alone."""
    locale = Locale.parse(language)
    base, _, script = tag.partition("-x-")[0].partition("-")
    name = str(locale.languages.get(base, tag))
    return f"{name} ({locale.scripts.get(script, script)})" if script else name


def _catalogue(language: str) -> tuple[gettext.NullTranslations, frozenset[str]]:
    """The texts of a language, and the messages that have one."""
    path = importlib.resources.files(__package__) / "locale" / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    if not path.is_file():
        return gettext.NullTranslations(), frozenset()
    compiled = io.BytesIO()
    read = read_po(io.BytesIO(path.read_bytes()), locale=language, domain=DOMAIN)
    write_mo(compiled, read)
    compiled.seek(0)
    known = frozenset(it.id for it in read if isinstance(it.id, str) and it.string)
    return gettext.GNUTranslations(compiled), known
