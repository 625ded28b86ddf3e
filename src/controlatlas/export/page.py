"""Web page: the moving map, or the map of two days, as one file that plays from disk and inside another page."""

from __future__ import annotations

from html import escape
from typing import Any

from ..captions import Kind
from ..model import Dataset
from ..render import Opening, build_compare, build_document
from ..terms import MAP_LAYERS
from .about import about
from .job import NOBODY, Job
from .wish import WHOLE, Wish, bounds_of

_MODES = {Kind.PAIR: "split", Kind.DIFFERENCE: "difference"}

HEIGHT = 640
"""How high the frame of the snippet is, in pixels of a page."""


def page(dataset: Dataset, wish: Wish, job: Job = NOBODY) -> bytes:
    """The page as HTML, which asks nothing of any network; same dataset, same wish, same bytes."""
    job.at(0.1)
    told = about(dataset, wish, "html")
    opening = Opening(wish.title, told.description, told.credit, told.caption, tuple(_parts(dataset, wish)))
    # the page follows the reader's light or dark, unless dark was asked for
    theme = "dark" if wish.theme == "dark" else "auto"
    if wish.kind in _MODES:
        html = build_compare(
            dataset,
            earlier=wish.earlier,
            later=wish.day,
            language=wish.language,
            names=wish.names,
            theme=theme,
            opening=opening,
        )
    else:
        day = wish.earlier if wish.kind is Kind.CLIP else wish.day
        html = build_document(
            dataset, day=day, language=wish.language, names=wish.names, theme=theme, opening=opening
        )
    return html.encode("utf-8")


def embed(dataset: Dataset, wish: Wish, file: str) -> str:
    """The line of HTML that shows the page inside another one."""
    told = about(dataset, wish, "html")
    return (
        f'<iframe src="{escape(file)}" title="{escape(told.title)}" width="100%" height="{HEIGHT}" '
        'style="border:0" loading="lazy" sandbox="allow-scripts allow-popups"></iframe>'
    )


def _parts(dataset: Dataset, wish: Wish) -> list[dict[str, Any]]:
    """What the page shows first, as the host of the map would ask for it."""
    parts: list[dict[str, Any]] = []
    if wish.layers != frozenset(MAP_LAYERS):
        parts.append({"type": "layers", "value": [key for key in MAP_LAYERS if key in wish.layers]})
    parts.append({"type": "lens", "value": wish.lens.value})
    if wish.marked is not None:
        parts.append({"type": "select", "id": wish.marked})
    if wish.kind in _MODES:
        parts.append({"type": "mode", "value": _MODES[wish.kind]})
    elif wish.kind is Kind.CLIP and wish.earlier is not None:
        parts.append({"type": "range", "value": [wish.earlier.isoformat(), wish.day.isoformat()]})
        parts.append({"type": "show", "day": wish.earlier.isoformat()})
    else:
        parts.append({"type": "show", "day": wish.day.isoformat()})
    if not isinstance(wish.extent, str):
        parts.append({"type": "view", "value": list(wish.extent)})
    elif wish.extent != WHOLE:
        bounds = bounds_of(wish, dataset)
        assert bounds is not None
        parts.append({"type": "fit", "value": [round(edge, 4) for edge in bounds]})
    return parts
