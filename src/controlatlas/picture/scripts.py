"""Texts with letters that no font of the pictures has: said before a picture is made, not found in it afterwards."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from ..language.catalogue import Translator
from ..records.model import Dataset, say
from .fonts import unwritable, writable
from .spec import PictureSpec

EXAMPLES = 3
"""How many of the texts are named."""


def without_letters(dataset: Dataset, spec: PictureSpec, t: Translator) -> str | None:
    """What to tell of texts of the picture that are spelled in other letters, with examples; ``None`` if there are none."""
    found = {text: lacking for text in _texts(dataset, spec) if (lacking := unwritable(text))}
    if not found:
        return None
    scripts = dict.fromkeys(_script(letter) for lacking in found.values() for letter in lacking)
    examples = "; ".join(f"{text} → {writable(text)}" for text in list(found)[:EXAMPLES])
    return t(
        "The fonts of pictures have no letters for {scripts}. What is written so is spelled out ({n}): {examples}. "
        "Choose names in another language, or words of your own.",
        scripts=", ".join(scripts),
        n=t.number(len(found)),
        examples=examples,
    )


def _texts(dataset: Dataset, spec: PictureSpec) -> Iterator[str]:
    """The texts that can stand in the picture, the reader's own first."""
    yield from filter(None, (spec.title, spec.subtitle, spec.credit))
    language, naming = spec.language, spec.naming(dataset)
    yield from (say(actor.names, language) for actor in dataset.actors.values())
    yield say(dataset.disclaimer, language)
    if spec.labels != "none" and "labels" in spec.layers:
        for place in sorted(dataset.places.values(), key=lambda place: place.rank):
            yield from filter(None, (naming.first(place.names), naming.second(place.names)))
        yield from (say(district.names, language) for district in dataset.districts)
        context = dataset.context
        yield from (say(shape.names, language) for shape in (*context.countries, *context.lakes))


def _script(letter: str) -> str:
    """The script of a letter as Unicode calls it: Lao, Hiragana; for signs of no script the sign itself."""
    name = unicodedata.name(letter, "")
    if name.startswith("CJK "):
        return "CJK"
    return name.split()[0].capitalize() if unicodedata.category(letter)[0] in "LM" and name else letter
