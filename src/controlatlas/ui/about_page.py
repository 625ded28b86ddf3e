"""The parts of the page on data and credits."""

from __future__ import annotations

import streamlit as st

from ..cite import cite_dataset, day_in_words
from ..model import Dataset, say

READING = """
- **Held**: both sides, or independent observers, agree on who controls the place.
- **Claimed**: one side says so, and nobody else has confirmed it. Drawn with a dashed edge.
- **Contested**: fighting there, or the statements of the sides conflict. Drawn hatched. A change whose exact
  day is unknown is contested from the first day that it may mean to the last.
- **Recorded**: a source names the place, or the area in which it lies.
- **Inferred**: the state follows from that of a neighbouring place. Drawn lighter.

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


def credits(dataset: Dataset) -> None:
    """Each layer's origin and licence, with a download."""
    st.subheader("Credits and licences", anchor=False)
    st.markdown(f"The dataset as a whole: **{dataset.licence}**. The program: MIT licence.")
    rows = [
        {"Layer": credit.layer, "Origin": credit.text, "Licence": credit.licence, "Address": credit.url}
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
        f"{credit.layer}\t{credit.text}\t{credit.licence}\t{credit.url or ''}" for credit in dataset.credits
    ]
    st.download_button(
        "Download the credits",
        "\n".join(["layer\torigin\tlicence\taddress", *lines]) + "\n",
        file_name=f"{dataset.id}-credits.tsv",
        mime="text/tab-separated-values",
        icon=":material/download:",
    )
    st.caption(say(dataset.disclaimer))
