"""What is translated, in one list: every message of a catalogue and every text of the dataset, with its English."""

from __future__ import annotations

import functools
import io
import json
import pathlib
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from babel.messages.pofile import read_po

from controlatlas.language.catalogue import DOMAIN

ROOT = pathlib.Path(__file__).parents[1]
LOCALE = ROOT / "src" / "controlatlas" / "language" / "locale"
DATASET = ROOT / "geodata" / "karabakh"
FILES = (
    "events.json",
    "claims.json",
    "groups.json",
    "tour.json",
    "datapackage.json",
    "lines.geojson",
    "corridor.geojson",
)
"""The files of the dataset whose texts are sentences and labels; names of places are in others."""

_ID = re.compile(r"\b\d{4}-\d\d[-\w]*-[a-z][-\w]*")


class Translated(NamedTuple):
    """A text with its English. ``key`` is the msgid, or the id of the innermost record and the field inside it.

    Of a plural ``english`` and ``text`` have all forms.
    """

    key: str
    english: str
    text: str


@functools.cache
def messages(language: str) -> tuple[Translated, ...]:
    """Every message of a catalogue."""
    path = LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    found = []
    for it in read_po(io.BytesIO(path.read_bytes()), locale=language, domain=DOMAIN):
        if it.id:
            english = it.id if isinstance(it.id, tuple) else (it.id,)
            forms = it.string if isinstance(it.string, tuple) else (it.string,)
            found.append(Translated(english[0], "\n".join(english), "\n".join(forms)))
    return tuple(found)


@functools.cache
def texts(language: str) -> tuple[Translated, ...]:
    """Every text of the dataset that has English and a translation."""
    return tuple(it for name in FILES for it in _texts(_read(name), language, name.partition(".")[0], ()))


@functools.cache
def _read(name: str) -> Any:
    return json.loads((DATASET / name).read_text(encoding="utf-8"))


def _texts(node: Any, language: str, record: str, field: tuple[str, ...]) -> Iterator[Translated]:
    if isinstance(node, list):
        for n, part in enumerate(node):
            yield from _texts(part, language, record, (*field, str(n)))
    elif isinstance(node, dict) and isinstance(node.get("en"), str):
        if isinstance(node.get(language), str):
            yield Translated(f"{record} {'/'.join(field)}", node["en"], node[language])
    elif isinstance(node, dict):
        if isinstance(node.get("id"), str):
            record, field = node["id"], ()
        for name, part in node.items():
            yield from _texts(part, language, record, (*field, name))


def plain(text: str, language: str = "en") -> str:
    """A text in small letters, without what is filled in, ids and the name of the program."""
    bare = re.sub(r"\{[^}]*\}", " ", text).replace("Control Atlas", " ")
    bare = _ID.sub(" ", bare).replace("\u00a0", " ").replace("\u202f", " ")
    if language == "az":
        bare = bare.replace("İ", "i").replace("I", "ı")
    return bare.lower()


@functools.cache
def everything(language: str) -> tuple[tuple[Translated, str, str], ...]:
    """Messages and texts, each with its English and itself as ``plain`` has them."""
    return tuple(
        (it, plain(it.english), plain(it.text, language)) for it in (*messages(language), *texts(language))
    )


@functools.cache
def listed(language: str, name: str) -> list[dict[str, Any]]:
    """What a list for the translators of a language says; empty if the language has none."""
    path = LOCALE / language / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
