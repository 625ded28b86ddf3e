"""The words of the model for readers, in one place: standings, bases, lenses, stances, verdicts, layers, what they mean."""

from __future__ import annotations

from collections.abc import Mapping

from ..evidence.claims import Against
from ..evidence.weigh import Reason
from ..records.model import (
    Basis,
    Dataset,
    EventFamily,
    Layer,
    Lens,
    SettlementKind,
    Stance,
    Standing,
    Verdict,
    say,
)
from .catalogue import Translator, mark, mark_plural

STANDINGS: Mapping[Standing, str] = {
    Standing.HELD: mark("held"),
    Standing.CLAIMED: mark("claimed"),
    Standing.CONTESTED: mark("contested"),
    Standing.DRAWN: mark("as drawn"),
}

STANDING_MEANINGS: Mapping[Standing, str] = {
    Standing.HELD: mark("Both sides, or independent observers, agree."),
    Standing.CLAIMED: mark("One side says so; no confirmation yet."),
    Standing.CONTESTED: mark(
        "Fighting, or conflicting reports; in the colour of who last took or claimed it."
    ),
    Standing.DRAWN: mark("As one mapper draws it; no second source has been weighed."),
}

DRAWN_BY = mark("As drawn by {names}; no second source has been weighed.")
"""Whose map it is where the standing is as drawn."""

CONTESTED_UNDER_HELD = mark(
    "Claimed by another or fought over; drawn with its last undisputed holder until confirmed."
)
"""What contested means where only what is held moves."""

EXTENT_UNKNOWN = mark("Settlement, extent of its land unknown")
"""A settlement of which nobody says how much land changed hands with it."""

EXTENT_UNKNOWN_MEANING = mark(
    "Land is said to have changed hands here; no source outlines it, so that only the point is drawn."
)

SAYS = mark("{name}: {state}")
"""Of a place, a day or a work something that is true of it; each language joins the two in its own way."""

SURENESS = mark("{standing}, {basis}")
"""How control stands, and how that is known, or why it is not."""

STATE = mark("{actor}, {standing}")
"""Who controls, and how that stands: each language joins the two in its own way."""


STAYS = mark("as before, now {standing}")
"""How control stands where who has it is the same as before."""


def state_in_words(actor: str, standing: Standing, t: Translator) -> str:
    """Who controls, by the name given, and how that stands."""
    return t(STATE, actor=actor, standing=t(STANDINGS[standing]))


def sureness_in_words(standing: Standing, basis: Basis, t: Translator) -> str:
    """How control stands, and whether a source says so."""
    return t(SURENESS, standing=t(STANDINGS[standing]), basis=t(BASES[basis]))


BASES: Mapping[Basis, str] = {Basis.RECORDED: mark("recorded"), Basis.INFERRED: mark("inferred")}

BASIS_MEANINGS: Mapping[Basis, str] = {
    Basis.RECORDED: mark("A source names the place or its area."),
    Basis.INFERRED: mark("Follows from a neighbouring place of which a source speaks."),
}

UNCERTAIN = mark("date uncertain")
UNCERTAIN_MEANING = mark("Changes hands within these days; which of them is unknown.")

LENSES: Mapping[Lens, str] = {Lens.CLAIMED: mark("Including claims"), Lens.HELD: mark("Confirmed only")}

LENS_MEANINGS: Mapping[Lens, str] = {
    Lens.CLAIMED: mark("Areas claimed by one side are shown as that side’s."),
    Lens.HELD: mark("Unconfirmed gains are hatched and stay with the last undisputed holder."),
}

LENS_MEANINGS_OF_PICTURES: Mapping[Lens, str] = {
    **LENS_MEANINGS,
    Lens.CLAIMED: mark("Areas claimed by one side are marked as such."),
}
"""Pictures have one look for what is not confirmed, in the colours of both."""

STANCES: Mapping[Stance, str] = {
    Stance.REPORTS: mark("reports"),
    Stance.CLAIMS: mark("claims"),
    Stance.CONFIRMS: mark("confirms"),
    Stance.DENIES: mark("denies"),
}

CONFIDENCES: Mapping[str, str] = {"high": mark("high"), "medium": mark("medium"), "low": mark("low")}

CONFIDENCE_MEANING = mark(
    "How sure the editors of the dataset are of the event as a whole. Who says so is counted from the sources, so the two "
    "can differ; the standing says what follows for control, the basis whether a source names the place."
)

MAP_LAYERS: Mapping[str, str] = {
    "districts": mark("Districts"),
    "mosaic": mark("Areas of control"),
    "corridors": mark("Corridors"),
    "lines": mark("Lines"),
    "settlements": mark("Settlements"),
    "labels": mark("Names"),
    "relief": mark("Relief"),
}
"""The layers of a map that can be switched, by the ids that addresses and the player use."""

LAYERS: Mapping[Layer, str] = {
    Layer.SETTLEMENT: mark("Settlement"),
    Layer.CELL: mark("Area"),
    Layer.CORRIDOR: mark("Corridor"),
}

FAMILIES: Mapping[EventFamily, str] = {
    EventFamily.FIGHTING: mark("Fighting"),
    EventFamily.HANDOVER: mark("Handover, deployment"),
    EventFamily.AGREEMENT: mark("Agreement"),
    EventFamily.ROAD: mark("Road and corridor"),
    EventFamily.STATEMENT: mark("Statement, law, information"),
}
"""The families of kinds of event."""

KINDS: Mapping[str, str] = {
    SettlementKind.CITY: mark("city"),
    SettlementKind.TOWN: mark("town"),
    SettlementKind.VILLAGE: mark("village"),
    SettlementKind.HEIGHT: mark("height"),
    SettlementKind.PASS: mark("mountain pass"),
    SettlementKind.BRIDGE: mark("bridge"),
    SettlementKind.MONASTERY: mark("monastery"),
    SettlementKind.AIRPORT: mark("airport"),
    SettlementKind.INSTALLATION: mark("installation"),
    SettlementKind.ROAD: mark("road"),
    SettlementKind.AREA: mark("area"),
    "cell": mark("area"),
    "corridor": mark("corridor"),
}
"""The kinds of place that a dataset can have."""


def kind_in_words(dataset: Dataset, kind: str, t: Translator) -> str:
    """What a kind of place is called: by the dataset if it is one of its own."""
    own = dataset.place_kinds.get(kind)
    if own is not None:
        return say(own.names, t.language)
    return t(KINDS[kind]) if kind in KINDS else kind


VERDICTS: Mapping[Verdict, str] = {
    Verdict.SUPPORTED: mark("supported"),
    Verdict.CORRECTED: mark("corrected"),
    Verdict.DISPUTED: mark("disputed"),
    Verdict.UNSUPPORTED: mark("unsupported"),
    Verdict.OUTSIDE: mark("outside the dataset"),
}

VERDICT_MEANINGS: Mapping[Verdict, str] = {
    Verdict.SUPPORTED: mark("Sources of more than one side, and the figures computed here, bear it out."),
    Verdict.CORRECTED: mark(
        "What it says happened did happen; a figure, a day or a word needs a correction."
    ),
    Verdict.DISPUTED: mark("Well-placed sources disagree; unresolved."),
    Verdict.UNSUPPORTED: mark("No source found supports it, or the figures computed here contradict it."),
    Verdict.OUTSIDE: mark("The dataset holds nothing by which it could be judged."),
}

AGAINST: Mapping[Against, str] = {
    Against.FIGURES: mark("the figures computed here"),
    Against.SOURCES: mark("a source that denies it"),
}
"""What contradicts a claim."""

REASONS: Mapping[Reason, str] = {
    Reason.RELAYED: mark("One side states it, the others pass on what is said: {voices}."),
    Reason.ONE: mark("One side says so, nobody else: {voices}."),
    Reason.CONTRADICT: mark("The sides contradict each other: {voices} for it, {denied} against."),
    Reason.DENIED: mark("It is denied by {denied}, and no independent side says so."),
    Reason.UNWATCHED: mark("No independent side says so."),
    Reason.DRAWN: mark("As drawn by {voices}; no second source has been weighed."),
}

REASONS_COUNTED: Mapping[Reason, tuple[str, str]] = {
    Reason.AGREE: mark_plural(
        "{n} independent side agrees: {voices}.", "{n} independent sides agree: {voices}."
    ),
    Reason.DISPUTED: mark_plural(
        "{n} independent side speaks for it: {voices}.", "{n} independent sides speak for it: {voices}."
    ),
}
"""Reasons that begin with the number of the sides."""

REASONS_SHORT: Mapping[Reason, str] = {
    Reason.RELAYED: mark("one side only"),
    Reason.ONE: mark("one side only"),
    Reason.CONTRADICT: mark("sides contradict"),
    Reason.DENIED: mark("only denied"),
    Reason.UNWATCHED: mark("no independent side"),
    Reason.DRAWN: mark("as one mapper draws it"),
}

TYPES_OF_WORK: Mapping[str, str] = {
    "article-newspaper": mark("news article"),
    "article": mark("article"),
    "article-journal": mark("journal article"),
    "webpage": mark("web page"),
    "post": mark("post"),
    "report": mark("report"),
    "book": mark("book"),
    "chapter": mark("chapter"),
    "entry-encyclopedia": mark("encyclopedia entry"),
    "legislation": mark("law or resolution"),
    "legal_case": mark("judgment"),
    "dataset": mark("dataset"),
    "motion_picture": mark("film or video"),
    "document": mark("document"),
}
"""The types of works, by their names in CSL."""

VERDICT_SIGNS: Mapping[Verdict, str] = {
    Verdict.SUPPORTED: "✓",
    Verdict.CORRECTED: "✎",
    Verdict.DISPUTED: "⇄",
    Verdict.UNSUPPORTED: "✕",
    Verdict.OUTSIDE: "○",
}
"""A sign for each verdict, beside its word and never alone."""

PAGES: Mapping[str, tuple[str, str]] = {
    "map": (mark("Map"), mark("Who held what, day by day, with the sources of each change.")),
    "compare": (mark("Compare"), mark("Two days side by side, and what changed between them.")),
    "places": (mark("Places"), mark("One place: its names, and who held it when.")),
    "changes": (mark("Changes"), mark("The chronology, event by event, to filter and to download.")),
    "sources": (mark("Sources"), mark("All sources, what each one supports, and how to cite them.")),
    "claims": (mark("Claims"), mark("Statements from articles, checked against the map.")),
    "tours": (mark("Tours"), mark("Guided stories, step by step on the map.")),
    "export": (mark("Export"), mark("Pictures, clips, web pages and data, ready to print.")),
    "method": (mark("Method"), mark("Definitions, accuracy, licences and credits.")),
}
"""The pages: their titles, and what each is for."""

PURPOSE = mark("Who held what, when, and according to whom.")
"""What the program is, in a line."""
