"""The parts of the page on method, data and credits."""

from __future__ import annotations

import streamlit as st

from ..areas import measured_areas
from ..cite import cite_dataset, day_in_words
from ..model import Dataset, say
from ..tables import area_row
from .csv_file import as_csv, csv_button

READING = """
- **Held**: both sides, or independent observers, agree on who controls the place.
- **Claimed**: one side says so, and nobody else has confirmed it. Drawn with a dashed edge.
- **Contested**: fighting there, or the statements of the sides conflict. Drawn hatched, in the colour of who last took
  or claimed it.
- **Date uncertain**: a change whose exact day is unknown is contested from the first day that it may mean to the last.
  Drawn dotted, with a question mark.
- **Recorded**: a source names the place, or the area in which it lies.
- **Inferred**: the state follows from that of a neighbouring place. Drawn in a weaker colour.
- **Front**: where areas of different controllers meet; dashed where one of the two is inferred.

Two buttons beside the legend say how claims are read: *as claimed*, or *only what is held*, where a claimed or contested
place stays, hatched, with its last undisputed holder.

The last change dated on or before a day decides who holds a place on that day.
"""


def facts(dataset: Dataset) -> None:
    """What the dataset holds, and how to read the map."""
    st.markdown(
        f"**{dataset.title}**, version {dataset.version}, covers {day_in_words(dataset.start)} "
        f"to {day_in_words(dataset.end)}: {len(dataset.events)} events, {len(dataset.sources)} works, "
        f"{len(dataset.places)} places."
    )
    st.subheader("How to read the map", anchor=False)
    st.markdown(READING)
    st.subheader("How to cite", anchor=False)
    st.code(cite_dataset(dataset), language=None, wrap_lines=True)


def areas(dataset: Dataset) -> None:
    """Areas of the map beside published ones, with a download; nothing where the dataset names none."""
    found = measured_areas(dataset)
    if not found:
        return
    st.subheader("Areas against published figures", anchor=False)
    st.markdown(
        "How good the shapes are: the area of some land on this map, measured on the ellipsoid, beside a figure that "
        "others give for it. A large difference means that the figure and the borders of this map do not fit; which "
        "of the two is wrong, it does not say."
    )
    rows = [area_row(dataset, area) for area in found]
    st.dataframe(
        rows,
        hide_index=True,
        width="stretch",
        column_config={
            "land": st.column_config.TextColumn("Land", width="medium"),
            "km2": st.column_config.NumberColumn("On this map, km²", format="%.1f"),
            "published_km2": st.column_config.NumberColumn("Published, km²", format="%.1f"),
            "difference_percent": st.column_config.NumberColumn("Difference, %", format="%+.1f"),
            "published_by": st.column_config.TextColumn("Who gives it", width="large"),
            "works": st.column_config.TextColumn("Works"),
        },
    )
    csv_button("Download the areas", as_csv(rows), f"{dataset.id}-{dataset.version}-areas.csv")


def credits(dataset: Dataset) -> None:
    """Each layer's origin and licence, with a download."""
    st.subheader("Credits and licences", anchor=False)
    st.markdown(f"The dataset as a whole: **{dataset.licence}**. The program: MIT licence.")
    rows = [
        {
            "Layer": say(credit.layer),
            "Origin": say(credit.text),
            "Licence": credit.licence,
            "Address": credit.url,
        }
        for credit in dataset.credits
    ]
    st.dataframe(
        rows,
        hide_index=True,
        width="stretch",
        column_config={
            "Layer": st.column_config.TextColumn(width="medium"),
            "Origin": st.column_config.TextColumn(width="large"),
            "Address": st.column_config.LinkColumn(),
        },
    )
    lines = [
        f"{say(credit.layer)}\t{say(credit.text)}\t{credit.licence}\t{credit.url or ''}"
        for credit in dataset.credits
    ]
    st.download_button(
        "Download the credits",
        "\n".join(["layer\torigin\tlicence\taddress", *lines]) + "\n",
        file_name=f"{dataset.id}-credits.tsv",
        mime="text/tab-separated-values",
        icon=":material/download:",
    )
    st.caption(say(dataset.disclaimer))
