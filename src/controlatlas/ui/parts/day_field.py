"""The field in which a reader chooses a day of the dataset: typed, or from the calendar of the browser.

Streamlit's own field answers a typed date neither on Enter nor before each of its parts is full, and says what is wrong
in English only.
"""

from __future__ import annotations

import datetime as dt
import importlib.resources
from collections.abc import Callable
from typing import Any

import streamlit as st

from ...language.catalogue import translator
from ...language.typed_days import typed_day
from ...records.model import Dataset
from ..state.reader import language
from ..state.sessions import this_session
from .script_text import script_text

_HTML = """
<label for="day"></label>
<div class="field"><input id="day" type="text" autocomplete="off" spellcheck="false" aria-describedby="wrong">
<input class="calendar" type="date" tabindex="-1" aria-hidden="true"><button type="button"><svg viewBox="0 0 24 24"
width="18" height="18" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true"><path d="M4 6h16v14H4zM4
11h16M8 3v5M16 3v5"/></svg></button></div><p id="wrong" role="alert"></p>
"""

_FILES = importlib.resources.files(__package__)
_component = st.components.v2.component(
    "controlatlas_day",
    html=_HTML,
    css=_FILES.joinpath("day_field.css").read_text(encoding="utf-8"),
    js=script_text("day_field.js"),
)

_LONGEST, _SHOWN = 200, 40
"""How many letters of what is typed are read, and how many of what is no day are repeated to the reader."""


def day_field(
    dataset: Dataset,
    label: str,
    key: str,
    *,
    on_change: Callable[[], object],
    within: Any = st,
    width: int | str = "stretch",
    optional: bool = False,
    focus: bool = False,
    otherwise: Callable[[str], bool] = lambda _typed: False,
) -> None:
    """A day that the dataset describes, or none if it is ``optional``; ``within`` is where the field stands.

    ``otherwise`` takes what is no day and says whether it knew what to do with it. With ``focus`` the cursor is in the field when it comes, and what is in it selected.

    The day shown is the one under ``key`` in the state of the session; a day that the reader gives is put there before
    ``on_change`` is called. What is no such day stays in the field as it was typed, with the reason under it.
    """
    state, t = st.session_state, translator(language())
    field, kept = f"{key}:field", f"{key}:wrong"
    if field not in state or state.get(kept, (None, None))[1] != state[key]:
        state.pop(kept, None)  # the field has come anew, or another day since

    def heard() -> None:
        typed = str(((state.get(field) or {}).get("typed") or {}).get("text", ""))[:_LONGEST]
        day = typed_day(typed, t.language) if typed else None
        if typed and day is None and otherwise(typed):
            state.pop(kept, None)
            return
        if _reason(dataset, typed, optional=optional):
            state[kept] = (typed, state[key])
            return
        state.pop(kept, None)
        state[key] = day
        on_change()

    day: dt.date | None = state[key]
    wrong = state[kept][0] if kept in state else None
    text = wrong if wrong is not None else day.isoformat() if day else ""
    data = {
        "label": label,
        "text": text,
        "day": day.isoformat() if day else "",
        "wrong": _reason(dataset, text, optional=optional) if wrong is not None else "",
        "first": dataset.start.isoformat(),
        "last": dataset.end.isoformat(),
        "calendar": t("Open the calendar"),
        "seq": ((state.get(field) or {}).get("typed") or {}).get("seq", 0),
        "session": this_session(),
        "focus": focus,
    }
    with within.container(key=f"day-{key.replace(':', '-')}", width=width):
        _component(key=field, data=data, on_typed_change=heard)


def _reason(dataset: Dataset, text: str, *, optional: bool) -> str:
    """Why a text is no day that can be shown, in the reader's words; empty if it is one."""
    t = translator(language())
    if not text.strip() and optional:
        return ""
    day = typed_day(text, t.language)
    if day is None:
        example = dataset.end.isoformat()
        other = f"{dataset.end.day}.{dataset.end.month}.{dataset.end.year}"
        if not text.strip():
            return t("Write a day, such as {example} or {other}.", example=example, other=other)
        return t(
            "“{text}” is no day; write it as {example} or {other}.",
            text=text[:_SHOWN],
            example=example,
            other=other,
        )
    if not dataset.start <= day <= dataset.end:
        return t(
            "{day} is outside the dataset, which runs from {start} to {end}.",
            day=day,
            start=dataset.start,
            end=dataset.end,
        )
    return ""
