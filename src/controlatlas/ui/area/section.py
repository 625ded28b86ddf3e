"""Area over time, under the map: the chart, its figures and their table, bound to the day of the map both ways.

It is a fragment: choosing what to count runs this part alone. A click on the chart asks the map, so it
runs the page, which tells the map first and draws the chart after it.
"""

from __future__ import annotations

import datetime as dt
import functools

import pandas as pd
import streamlit as st

from ...export.metadata import file_about
from ...language.catalogue import Translator, mark, translator
from ...language.dates_and_works import day_in_words, days_in_words
from ...language.terms import LENS_MEANINGS
from ...measure.areas import DayShares, shares_over_time, stretches
from ...measure.reference_area import reference_places
from ...records.model import Dataset, Layer, Lens, say
from ...tables.csv import as_csv
from ...tables.rows import share_rows
from ..parts.csv_button import csv_button
from ..parts.markdown import as_text
from ..state.address import View
from ..state.datasets import OpenDataset
from ..state.reader import current_reader
from ..state.view import go, view_state
from .chart import PICK, UNITS, Row, area_chart, bands_of, day_rows, unit_in_words
from .figures import STYLE, figures_table

WHOLE = "whole map"
"""The choice that counts everything."""

REFERENCE = "reference area"
"""The choice that counts the land of which percentages are given."""

KEY = "area:chart"

_STYLE = """
<style>
.st-key-area { padding: 0.25rem 0 0; max-width: 1500px; }
.st-key-area h2 { padding: 0; font-size: 1.75rem; }
.st-key-area-controls { row-gap: 0.25rem; }
.st-key-area-body { padding-top: 0.75rem; }
#vg-tooltip-element td.key, #vg-tooltip-element td.value { max-width: none !important; text-overflow: clip; }
.st-key-area [data-testid=stElementToolbar] button[aria-label^="Show data"] { display: none; }
.st-key-area-body [data-testid=stColumn] { min-width: min(100%, 23rem); }
</style>
"""

_NOTHING = {
    "km2": mark(
        "No area is drawn for {name}: it is known by its settlements only. Count settlements instead, or choose "
        "another part of the map."
    ),
    "settlements": mark(
        "No settlement is listed in {name}: it is known by its area only. Count square kilometres instead, or choose "
        "another part of the map."
    ),
}
"""What is said where there is nothing to count."""

COUNTED = {
    "km2": mark(
        "Area of the cells of the map by controller; corridors lie over them and are not counted again."
    ),
    "settlements": mark(
        "Number of the settlements of the map by controller, whatever their size, with other places such as heights and "
        "bridges; those without a known position are counted too."
    ),
}

READ_ON = mark(
    "What is inferred is weaker in colour, what is contested striped, what is claimed has a dashed edge. Click on the "
    "chart to go to a day."
)


@st.fragment
def area_over_time(atlas: OpenDataset, view: View) -> None:
    """The section; a click on its chart moves the map, and a move of the map moves its line."""
    if view_state(atlas).view.day != view.day:  # the chart was clicked: the page has to tell the map
        st.rerun()
    dataset, t = atlas.dataset, current_reader(atlas).t
    first, last = view.range or (dataset.start, dataset.end)
    names = _names(dataset, t.language)
    if st.session_state.get("area:group", WHOLE) not in _choices(dataset):  # chosen in another dataset
        del st.session_state["area:group"]
    st.html(_STYLE + STYLE)
    with st.container(key="area"):
        with st.container(
            key="area-controls",
            horizontal=True,
            vertical_alignment="center",
            horizontal_alignment="distribute",
        ):
            st.header(t("Area over time"), anchor="area-over-time", width="content")
            chosen = st.selectbox(
                t("Count"),
                list(_choices(dataset)),
                key="area:group",
                format_func=names.__getitem__,
                label_visibility="collapsed",
                filter_mode="contains",
                width=320,
            )
            series = shares_over_time(dataset, _choices(dataset)[chosen], view.lens)
            unit = st.segmented_control(
                t("Unit"),
                list(UNITS),
                default="km2" if dataset.cells() else "settlements",
                required=True,
                key="area:unit",
                format_func=lambda unit: as_text(unit_in_words(unit, series[:1], t)),
                label_visibility="collapsed",
                width="content",
            )
        if _nothing(series, unit):
            st.info(t(_NOTHING[unit], name=as_text(names[chosen])), icon=":material/info:")
        else:
            _chart_and_figures(atlas, view, series, chosen, unit, t)
        _table(dataset, chosen, view.lens, first, last, t)


def area_of_group(atlas: OpenDataset, view: View, group: str) -> None:
    """The chart and the figures of one group, on a page of its own."""
    t = current_reader(atlas).t
    series = shares_over_time(atlas.dataset, _choices(atlas.dataset).get(group), view.lens)
    unit = "settlements" if _nothing(series, "km2") else "km2"
    if _nothing(series, unit):
        st.info(t("Nothing of this group is drawn or listed."), icon=":material/info:")
        return
    st.html(_STYLE + STYLE)
    _chart_and_figures(atlas, view, series, group, unit, t)


def _chart_and_figures(
    atlas: OpenDataset, view: View, series: tuple[DayShares, ...], chosen: str, unit: str, t: Translator
) -> None:
    dataset = atlas.dataset
    first, last = view.range or (dataset.start, dataset.end)
    theme = st.context.theme.type or "light"
    spec, frames = _chart(dataset, chosen, view.lens, first, last, unit, theme, t)
    day = pd.DataFrame(_day(view.day, first, last, t))
    with st.container(key="area-body"):
        left, right = st.columns([7, 3], gap="medium")
        with left:
            st.vega_lite_chart(
                {**spec, "datasets": {**frames, "day": day}},
                key=KEY,
                on_select=lambda: _clicked(atlas),
                selection_mode=PICK,
                alt=_in_words(dataset, chosen, unit_in_words(unit, series, t), first, last, t),
            )
            st.caption(f"{t(COUNTED[unit])} {t(LENS_MEANINGS[view.lens])} {t(READ_ON)}")
        with right:
            entry = next(found for _, _, found in stretches(series, view.day, view.day))
            within = [found for _, _, found in stretches(series, first, last)]
            bands = bands_of(dataset, within, *UNITS)
            today = day_in_words(view.day, t.language)
            st.html(
                figures_table(
                    dataset,
                    bands,
                    entry,
                    day=today,
                    unit=unit,
                    theme=theme,
                    t=t,
                    date=view.day,
                    percent=chosen == REFERENCE,
                )
            )


def _clicked(atlas: OpenDataset) -> None:
    picked = st.session_state[KEY].selection.get(PICK)
    if picked:
        go(atlas, day=dt.date.fromisoformat(picked[0]["day"]))


def _day(day: dt.date, first: dt.date, last: dt.date, t: Translator) -> list[Row]:
    """The line of the day, with the number of times that it moved in this session."""
    before, moves = st.session_state.get("area:moves", (day, 0))
    moves += before != day
    st.session_state["area:moves"] = (day, moves)
    return day_rows(day, moves, first, last, t)


def _table(dataset: Dataset, chosen: str, lens: Lens, first: dt.date, last: dt.date, t: Translator) -> None:
    """All figures of the period as a table, and as a file."""
    with st.container(key="area-table", horizontal=True, vertical_alignment="center"):
        shown = st.toggle(t("Show all figures as a table"), key="area:table")
        csv_button(
            t("Download the figures (CSV)"),
            _file(dataset, chosen, lens, first, last),
            file_about(dataset, "area", chosen, lens.value, first, last),
            on_click="ignore",
            key="area:csv",
        )
    if shown:
        rows = _rows(dataset, chosen, lens, first, last)
        st.dataframe(rows, hide_index=True, width="stretch", height=420)


def _in_words(
    dataset: Dataset, chosen: str, counted: str, first: dt.date, last: dt.date, t: Translator
) -> str:
    """What the chart shows, for those who do not see it."""
    return t(
        "Stacked chart by controller, {period}, {name}, counted in {unit}. The figures of the day stand beside it, all "
        "figures in the table below.",
        period=days_in_words(first, last, t.language),
        name=_names(dataset, t.language)[chosen],
        unit=counted,
    )


def _nothing(series: tuple[DayShares, ...], unit: str) -> bool:
    return not any(entry.km2 if unit == "km2" else entry.settlements for entry in series[:1])


# ---------------------------------------------------------------- kept between runs


@functools.lru_cache(maxsize=8)
def _choices(dataset: Dataset) -> dict[str, tuple[str, ...] | None]:
    """What can be counted: everything, or a group that has some cell or settlement but not all of them."""
    counted = {place.id for place in dataset.places.values() if place.layer is not Layer.CORRIDOR}
    parts = {group: members for group, members in dataset.members.items() if counted & set(members) < counted}
    found: dict[str, tuple[str, ...] | None] = {WHOLE: None}
    if dataset.reference_area is not None:
        found[REFERENCE] = tuple(sorted(reference_places(dataset)))
    return {**found, **{group: members for group, members in parts.items() if counted & set(members)}}


@functools.lru_cache(maxsize=8)
def _names(dataset: Dataset, language: str) -> dict[str, str]:
    groups = {group.id: say(group.names, language) for group in dataset.groups.values()}
    t = translator(language)
    area = dataset.reference_area
    return {WHOLE: t("The whole map"), REFERENCE: say(area.names, language) if area else "", **groups}


@functools.lru_cache(maxsize=32)
def _chart(
    dataset: Dataset,
    chosen: str,
    lens: Lens,
    first: dt.date,
    last: dt.date,
    unit: str,
    theme: str,
    t: Translator,
) -> tuple[Row, dict[str, pd.DataFrame]]:
    """The chart as Streamlit takes it, the line of the day left out."""
    series = shares_over_time(dataset, _choices(dataset)[chosen], lens)
    chart = area_chart(dataset, series, first, last, unit=unit, theme=theme, t=t, percent=chosen == REFERENCE)
    return chart.spec, {name: pd.DataFrame(rows) for name, rows in chart.rows.items()}


def _rows(dataset: Dataset, chosen: str, lens: Lens, first: dt.date, last: dt.date) -> list[Row]:
    series = shares_over_time(dataset, _choices(dataset)[chosen], lens)
    return share_rows(dataset, series, first, last, percent=chosen == REFERENCE)


@functools.lru_cache(maxsize=32)
def _file(dataset: Dataset, chosen: str, lens: Lens, first: dt.date, last: dt.date) -> str:
    return as_csv(_rows(dataset, chosen, lens, first, last))
