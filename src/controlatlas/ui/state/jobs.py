"""Work that goes on while the reader does other things: how far it is, how long it will take, and how to stop it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

import streamlit as st

from ...export.progress import CancelledError, Progress
from ...language.catalogue import Translator
from ...records.errors import ControlAtlasError

_KEY = "jobs:current"


@dataclass
class Running:
    """One piece of work of this reader. ``what`` tells it from others; ``made`` is its outcome once it is done."""

    what: Hashable
    progress: Progress = field(default_factory=Progress)
    made: bytes | None = None
    trouble: ControlAtlasError | None = None
    done: bool = False

    def run(self, make: Callable[[Progress], bytes]) -> None:
        """Do the work; an error is kept for the reader, a cancelled work leaves nothing."""
        try:
            self.made = make(self.progress)
        except CancelledError:
            pass
        except ControlAtlasError as error:
            self.trouble = error
        finally:
            self.done = True


def current(what: Hashable) -> Running | None:
    """The work that was begun for this, or ``None``; work that was cancelled is forgotten."""
    running: Running | None = st.session_state.get(_KEY)
    if running is None or running.what != what or (running.done and running.progress.cancelled):
        return None
    return running


def begin(what: Hashable, make: Callable[[Progress], bytes]) -> None:
    """Begin work in the background; what was going on before is given up."""
    before: Running | None = st.session_state.get(_KEY)
    if before is not None:
        before.progress.cancel()
    running = Running(what)
    st.session_state[_KEY] = running
    threading.Thread(target=running.run, args=(make,), daemon=True).start()


@st.fragment(run_every=0.5)
def progress_bar(t: Translator) -> None:
    """A bar with the time left and a button that stops the work; once it is done the whole page is run again."""
    running: Running | None = st.session_state.get(_KEY)
    if running is None:
        return
    if running.done:
        st.rerun()
    left = running.progress.left
    said = (
        t("Making …")
        if left is None
        else t.plural("About {n} second left", "About {n} seconds left", max(1, round(left)))
    )
    st.progress(
        min(1.0, running.progress.share), text=f"{t.percent(100 * running.progress.share, 0)} · {said}"
    )
    if st.button(t("Cancel"), key="jobs:cancel", icon=":material/close:"):
        running.progress.cancel()
        st.session_state[_KEY] = None
        st.rerun()
