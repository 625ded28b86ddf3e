"""Whose voices speak in which years: the citations of events by side, as a chart, in words and as a table."""

from __future__ import annotations

import functools
from collections import Counter
from typing import Any

import pandas as pd
import streamlit as st

from ..evidence.works import balance_of_sides
from ..export.metadata import file_about
from ..language.reader import Reader
from ..records.model import Dataset
from ..style.swatches import INK, mix
from ..tables.csv import as_csv
from .parts.csv_button import csv_button
from .parts.markdown import as_text

HUES = ("#1f6fb4", "#d9782d", "#5b3a8c", "#b03060", "#3c7a5a", "#7a6a2a", "#4c8fa3", "#8a8a8a", "#333333")
"""Colours of the sides in their order; each bar is also named in its tooltip, and the table says all of it."""

HEIGHT = 300


def balance(dataset: Dataset, reader: Reader) -> None:
    """The balance of sides over time."""
    t = reader.t
    rows = balance_of_sides(dataset)
    st.header(t("Balance of sides over time"), anchor=False)
    if not rows:
        st.info(t("No event cites a source."), icon=":material/info:")
        return
    sums = Counter[str]()
    for _, side, n in rows:
        sums[side] += n
    whole = sum(sums.values())
    names = {key: reader.say(side.names) for key, side in dataset.sides.items()}
    parts = ", ".join(f"{names[side]} {t.percent(100 * n / whole, 0)}" for side, n in sums.most_common())
    words = t("Of {n} citations: {parts}.", n=t.number(whole), parts=parts)
    st.markdown(as_text(words))
    theme = st.context.theme.type or "light"
    shown = [{"year": str(year), "side": names[side], "n": n} for year, side, n in rows]
    st.vega_lite_chart(
        pd.DataFrame(shown),
        _spec(tuple(names[side] for side in dataset.sides if side in sums), t("Year"), t("Citations"), theme),
        alt=t("Stacked bars of the citations of events by side and year. {words}", words=words),
    )
    st.caption(
        t(
            "A citation is a source that an event names; the year is that of the event. Independent media and research may relay what one side says; each event tells who says so."
        )
    )
    with st.expander(t("Show the figures as a table")):
        st.dataframe(_table(rows, names), hide_index=True, width="stretch")
    file = [{"year": year, "side": side, "citations": n} for year, side, n in rows]
    csv_button(
        t("Download the figures (CSV)"),
        as_csv(file),
        file_about(dataset, "sides"),
        on_click="ignore",
        key="sources:balance",
    )


def _table(rows: tuple[tuple[int, str, int], ...], names: dict[str, str]) -> list[dict[str, Any]]:
    years = sorted({year for year, _, _ in rows})
    found = {(year, side): n for year, side, n in rows}
    used = [side for side in names if any((year, side) in found for year in years)]
    return [{" ": str(year), **{names[side]: found.get((year, side), 0) for side in used}} for year in years]


@functools.lru_cache(maxsize=32)
def _spec(sides: tuple[str, ...], year: str, count: str, theme: str) -> dict[str, Any]:
    colors = [
        mix(HUES[n % len(HUES)], INK[theme], 0.88 if theme == "light" else 0.75) for n in range(len(sides))
    ]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "height": HEIGHT,
        "config": {"view": {"stroke": None}},
        "mark": {"type": "bar", "stroke": "#ffffff" if theme == "light" else "#14171b", "strokeWidth": 0.8},
        "encoding": {
            "x": {"field": "year", "type": "ordinal", "title": None, "axis": {"labelAngle": 0, "labelOverlap": True}},
            "y": {"field": "n", "type": "quantitative", "title": count, "stack": "zero"},
            "color": {
                "field": "side",
                "type": "nominal",
                "title": None,
                "sort": list(sides),
                "scale": {"domain": list(sides), "range": colors},
                "legend": {"orient": "bottom", "columns": 4, "labelLimit": 260},
            },
            "order": {"field": "side", "sort": "ascending"},
            "tooltip": [
                {"field": "year", "title": year},
                {"field": "side", "title": " "},
                {"field": "n", "title": count},
            ],
        },
    }  # fmt: skip
