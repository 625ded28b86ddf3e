"""Events as rows that wrap, of which one is read: date, title, kind, and what else is to be said in a word."""

from __future__ import annotations

import importlib.resources
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from ...records.model import EventFamily
from ...records.text import shown
from ...style.families import FAMILIES
from .script_text import script_text

_FILES = importlib.resources.files(__package__)
_component = st.components.v2.component(
    "controlatlas_events",
    html="<ol role='list'></ol>",
    css=_FILES.joinpath("event_list.css").read_text(encoding="utf-8"),
    js=script_text("event_list.js"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One event in a row: texts in the reader's language, and the family of its kind, which gives its mark; ``facts`` stand one after another."""

    id: str
    date: str
    title: str
    kind: str
    family: EventFamily
    facts: tuple[str, ...]


def event_list(
    rows: Sequence[Row], chosen: str, *, label: str, key: str, on_choose: Callable[[str], object]
) -> None:
    """Show the rows; ``on_choose`` is called in a callback with the id of the row that is pressed.

    The texts come to the browser as data and stand there as texts, never as markup.
    """
    known = {row.id for row in rows}

    def heard() -> None:
        told = (st.session_state.get(key) or {}).get("chosen")
        if told in known:
            on_choose(told)

    data = {"rows": [_sent(row) for row in rows], "chosen": chosen, "label": label}
    _component(key=key, data=data, on_chosen_change=heard)


def _sent(row: Row) -> dict[str, object]:
    return {
        "id": row.id,
        "date": row.date,
        "title": shown(row.title),
        "kind": shown(row.kind),
        "color": FAMILIES[row.family].css,
        "mark": FAMILIES[row.family].mark,
        "facts": [shown(fact) for fact in row.facts],
    }
