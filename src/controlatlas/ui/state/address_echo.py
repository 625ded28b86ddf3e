"""Tell what a reader asks by the address from the echo of an address that we have replaced.

The browser sends its address with every run. A click that was on its way while we wrote a new address still
carries the old one: obeyed, it would undo what was just written.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

LATE = 2.0
"""For how many seconds an address that we have replaced can come back without anybody asking for it."""

_RUN = "run"


def begin_run() -> None:
    """Take note that the script runs anew; once at the start of each run."""
    st.session_state[_RUN] = this_run() + 1


def this_run() -> int:
    """The number of the run; in a callback that of the run before."""
    number: int = st.session_state.get(_RUN, 0)
    return number


@dataclass
class Written:
    """What we wrote into the address last, and what stood there before."""

    query: Mapping[str, str] | None = None
    before: Mapping[str, str] | None = None
    at: float = 0.0
    run: int = 0

    def is_asked(self, query: Mapping[str, str]) -> bool:
        """Whether an address asks for something, being neither what we wrote nor an echo of what it replaced."""
        if query == self.query:
            if this_run() > self.run:  # the browser has it: from now on what stood before is a way back
                self.before = None
            return False
        return query != self.before or time.monotonic() - self.at > LATE

    def put(self, query: Mapping[str, str], before: Mapping[str, str]) -> None:
        """Take note of what is written, and of what it replaces."""
        if query != before:
            self.before, self.at, self.run = dict(before), time.monotonic(), this_run()
        self.query = dict(query)
