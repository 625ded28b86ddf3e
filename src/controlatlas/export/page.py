"""Web page: the moving map, or the map of two days, as one file that plays from disk and inside another page."""

from __future__ import annotations

from html import escape
from typing import Any

from ..language.captions import PictureKind
from ..language.terms import MAP_LAYERS
from ..picture.spec import WHOLE, PictureSpec, bounds_of
from ..records.model import Dataset
from ..webmap import Opening, build_compare, build_document
from .metadata import metadata_of
from .progress import UNWATCHED, Progress

_MODES = {PictureKind.PAIR: "split", PictureKind.DIFFERENCE: "difference"}

HEIGHT = 640
"""How high the frame of the snippet is, in pixels of a page."""


def page(dataset: Dataset, spec: PictureSpec, progress: Progress = UNWATCHED) -> bytes:
    """The page as HTML, which asks nothing of any network; same dataset, same specification, same bytes."""
    progress.at(0.1)
    metadata = metadata_of(dataset, spec, "html")
    opening = Opening(
        spec.title, metadata.description, metadata.credit, metadata.caption, tuple(_parts(dataset, spec))
    )
    # the page follows the reader's light or dark, unless dark was asked for
    theme = "dark" if spec.theme == "dark" else "auto"
    if spec.kind in _MODES:
        html = build_compare(
            dataset,
            earlier=spec.earlier,
            later=spec.day,
            language=spec.language,
            names=spec.names,
            theme=theme,
            opening=opening,
        )
    else:
        day = spec.earlier if spec.kind is PictureKind.CLIP else spec.day
        html = build_document(
            dataset, day=day, language=spec.language, names=spec.names, theme=theme, opening=opening
        )
    return html.encode("utf-8")


def embed(dataset: Dataset, spec: PictureSpec, file: str) -> str:
    """The line of HTML that shows the page inside another one."""
    return frame_of(file, metadata_of(dataset, spec, "html").title)


def frame_of(address: str, title: str, sandbox: str = "allow-scripts allow-popups") -> str:
    """The line of HTML that shows a page at an address inside another one."""
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="100%" height="{HEIGHT}" '
        f'style="border:0" loading="lazy" sandbox="{sandbox}"></iframe>'
    )


def _parts(dataset: Dataset, spec: PictureSpec) -> list[dict[str, Any]]:
    """What the page shows first, as the host of the map would ask for it."""
    parts: list[dict[str, Any]] = []
    if spec.layers != frozenset(MAP_LAYERS):
        parts.append({"type": "layers", "value": [key for key in MAP_LAYERS if key in spec.layers]})
    parts.append({"type": "lens", "value": spec.lens.value})
    if spec.marked is not None:
        parts.append({"type": "select", "id": spec.marked})
    if spec.kind in _MODES:
        parts.append({"type": "mode", "value": _MODES[spec.kind]})
    elif spec.kind is PictureKind.CLIP and spec.earlier is not None:
        parts.append({"type": "range", "value": [spec.earlier.isoformat(), spec.day.isoformat()]})
        parts.append({"type": "show", "day": spec.earlier.isoformat()})
    else:
        parts.append({"type": "show", "day": spec.day.isoformat()})
    if not isinstance(spec.shown, str):
        parts.append({"type": "view", "value": list(spec.shown)})
    elif spec.shown != WHOLE:
        bounds = bounds_of(spec, dataset)
        assert bounds is not None
        parts.append({"type": "fit", "value": [round(edge, 4) for edge in bounds]})
    return parts
