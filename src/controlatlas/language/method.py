"""What the page on method says wherever it stands: what each word means and how it is drawn, how the mosaic is made, whose voices."""

from __future__ import annotations

from collections.abc import Mapping

from ..records.model import Basis, Dataset, Standing
from .catalogue import Translator, mark
from .dates_and_works import days_in_words
from .reader import Reader
from .terms import (
    BASES,
    BASIS_MEANINGS,
    CONFIDENCE_MEANING,
    LENS_MEANINGS,
    LENSES,
    STANDING_MEANINGS,
    STANDINGS,
    UNCERTAIN,
    UNCERTAIN_MEANING,
)

DRAWN_AS: Mapping[str, str] = {
    "held": mark("A plain colour."),
    "claimed": mark("A dashed edge."),
    "contested": mark("Hatched."),
    "drawn": mark("A plain colour."),
    "uncertain": mark("Dotted, with a question mark."),
    "recorded": mark("The full strength of the colour."),
    "inferred": mark("A weaker colour."),
}
"""How each word is drawn, beside what it means."""

STATES: tuple[tuple[str, str, str, Standing, Basis], ...] = (
    *((STANDINGS[it], STANDING_MEANINGS[it], DRAWN_AS[it.value], it, Basis.RECORDED) for it in STANDINGS),
    (UNCERTAIN, UNCERTAIN_MEANING, DRAWN_AS["uncertain"], Standing.CONTESTED, Basis.RECORDED),
    *((BASES[it], BASIS_MEANINGS[it], DRAWN_AS[it.value], Standing.HELD, it) for it in BASES),
)
"""The words for how land is held: name, meaning, sign, and the standing and the basis whose look stands beside them."""

FRONT = (
    mark("Front"),
    mark("Where areas of different controllers meet."),
    mark("A solid line where both are recorded, dashed where one is inferred."),
)
"""Name, meaning and sign of the front."""

READING = (
    (mark("Confidence"), CONFIDENCE_MEANING, mark("High, medium or low, on the card of an event.")),
    *((LENSES[it], LENS_MEANINGS[it], mark("A way to read claims, switched on the map.")) for it in LENSES),
)
"""The other words: name, meaning, and where they are met."""

VAGUE_DATES = mark(
    "A vague date is a span of days: from its first possible day a place is contested, with the sign of an uncertain "
    "date, and from its last possible day it has the new state."
)

PUBLISHED_AREAS = mark(
    "How good the shapes are: the area of some land on this map, measured on the ellipsoid, beside a figure that "
    "others give for it. A large difference means that the figure and the borders of this map do not fit; which of "
    "the two is wrong, it does not say."
)

SIDES = mark(
    "Each source carries the side whose voice it is. A change of control needs sources of two sides that are independent of each other, or it is marked as resting on one side."
)

NAMES = (
    mark(
        "Places have names in several languages, and both sides' names are kept. By default the form of the page's "
        "language stands first and the other side's form beside it; one language alone can be chosen at the top of each "
        "page. No order of names says whose a place is."
    ),
    mark(
        "Texts in other languages than English are translations by this project; where a text and its translation "
        "differ, the English one counts. What has no translation yet is shown in English."
    ),
)

NO_LICENCE = mark("Licence not stated")
"""What stands for the licence of a layer, or of the dataset, that states none."""

_OF_PROGRAM = mark("The program: MIT licence.")
_OF_DATASET = mark("The dataset as a whole: {licence}.")
_OF_NO_DATASET = mark("The licence of the dataset as a whole is not stated.")

MOSAIC = (
    mark(
        "All known lines are laid over each other: borders of districts, lines of contact, agreed zones, corridors. What "
        "lies between them is a unit of land."
    ),
    mark(
        "Where settlements within a unit have dated changes of their own, the unit is cut: each point follows the nearest "
        "of these settlements, up to a few kilometres. Such land is inferred, until a source speaks of the area itself."
    ),
    mark(
        "Land never contradicts a known line on one of its days; a settlement that does keeps its dot and gets no land."
    ),
    mark(
        "Cells share their edges exactly, without gaps and overlaps. Areas are measured on the ellipsoid, never in the "
        "projection of the screen."
    ),
    mark("The last change dated on or before a day decides who holds a place on that day."),
)


def licences_in_words(dataset: Dataset, t: Translator) -> str:
    """Under which licence the dataset as a whole is, if it states one, and the program."""
    of_dataset = t(_OF_DATASET, licence=dataset.licence) if dataset.licence else t(_OF_NO_DATASET)
    return f"{of_dataset} {t(_OF_PROGRAM)}"


def how_a_side_counts(dataset: Dataset, side: str, reader: Reader) -> str:
    """What the sources of a side are worth as independent ones."""
    it, t = dataset.sides[side], reader.t
    if not it.independent:
        return t("Never counts as an independent source.")
    if it.follows:
        followed = reader.say(dataset.sides[it.follows].names)
        return t("Confirms nothing that this side says: {side}.", side=followed)
    return t("Counts as an independent source.")


def facts_in_words(dataset: Dataset, reader: Reader) -> str:
    """How much a dataset holds: its days, and how many events, sources and places."""
    t = reader.t
    return " · ".join(
        (
            days_in_words(dataset.start, dataset.end, reader.language),
            t.plural("{n} event", "{n} events", len(dataset.events)),
            t.plural("{n} source", "{n} sources", len(dataset.sources)),
            t.plural("{n} place", "{n} places", len(dataset.places)),
        )
    )


def names_in_words(dataset: Dataset, reader: Reader) -> list[str]:
    """What is said of names of places: by the program, and by the dataset of which form stands first."""
    first, *rest = (reader.t(text) for text in NAMES)
    note = reader.say(dataset.names_note)
    return [first, *([note] if note else []), *rest]
