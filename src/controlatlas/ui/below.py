"""What stands under the map. It waits for one run of the page, so that the map is there first."""

from __future__ import annotations

import html

import streamlit as st

from .address import View
from .area_questions import land_questions
from .area_section import area_over_time
from .data import OpenDataset
from .first import first_run
from .map_page import table_of_day
from .reader import current_reader

_WAITING = """
<div style="height: 36rem; padding-top: 0.75rem" aria-busy="true">
<h3 style="padding: 0; font-size: 1.75rem; font-weight: 600">{title}</h3></div>
"""


def below_the_map(atlas: OpenDataset, view: View) -> None:
    """Area over time, what share of a country that is, and the day as a table; at first only the room for them."""
    t = current_reader(atlas).t
    if first_run("map"):
        st.html(_WAITING.format(title=html.escape(t("Area over time"))))
        return
    area_over_time(atlas, view)
    land_questions(atlas.dataset, view, t)
    table_of_day(atlas.dataset, view, t)
