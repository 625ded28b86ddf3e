"""The button that takes the view of a page to the page Export."""

from __future__ import annotations

import streamlit as st

from ...language.catalogue import Translator
from ..state.datasets import OpenDataset
from ..state.fields import put
from ..state.view import view_state
from .navigation import page_button

FROM = ("map", "compare", "places", "tours")
"""The pages that show a view worth taking away."""


def export_button(atlas: OpenDataset | None, t: Translator, page: str) -> None:
    """Open the page Export with what this page shows; on other pages there is no button."""
    if page not in FROM or atlas is None:
        return
    page_button(
        t("Export"),
        "export",
        key="take-away",
        icon=":material/ios_share:",
        help=t("A picture, clip, web page or data of this view"),
        prepare=lambda: _take(atlas, page),
    )


def _take(atlas: OpenDataset, page: str) -> None:
    place = st.session_state.get("places:place") if page == "places" else None
    kind = None
    if page == "compare":
        kind = "difference" if view_state(atlas).view.mode == "difference" else "pair"
    put("export", kind=kind, extent=place, mark=place)
