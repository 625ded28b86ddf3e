"""Work that goes on while the reader does other things: how far it is, how long it will take, and how to stop it.

Work belongs to the sessions that want it. Which work that is, its content says: who loads the page again, in a new
session, or opens the same permalink, finds what is being made or was made of the same choices.
"""

from __future__ import annotations

import atexit
import functools
import threading

import streamlit as st

from ...language.catalogue import Translator
from ...work.order import AnyOrder
from ...work.pool import BusyError, Job, LostError, Pool
from ..parts.markdown import as_text
from .sessions import each_second, is_here, this_session
from .settings import workers_of_installation

_KEY, _LEFT, _REFUSED = "jobs:current", "jobs:left", "jobs:refused"


_first = threading.Lock()


def _pool() -> Pool:
    """The one of this server."""
    with _first:
        return _begun_pool()


@functools.cache
def _begun_pool() -> Pool:
    pool = Pool(workers_of_installation())
    atexit.register(pool.close)
    each_second(lambda: pool.tidy(is_here))
    return pool


def current(order: AnyOrder) -> Job | None:
    """The work on an order, begun by this reader or by another one; ``None`` if there is none or the reader stopped it."""
    if st.session_state.get(_LEFT) == order:
        return None
    job = _pool().find(order, this_session())
    st.session_state[_KEY] = job
    return job


def begin(order: AnyOrder) -> None:
    """Have something made, from a callback; what this reader had made before is given up."""
    st.session_state[_LEFT] = None
    st.session_state[_REFUSED] = False
    try:
        st.session_state[_KEY] = _pool().begin(order, this_session())
    except BusyError:
        st.session_state[_REFUSED] = True


def stopped(order: AnyOrder) -> bool:
    """Whether this reader has just stopped the work on an order."""
    return bool(st.session_state.get(_LEFT) == order)


def refused() -> bool:
    """Whether what this reader has just asked for is not begun, because too many are waiting; said once."""
    return bool(st.session_state.pop(_REFUSED, False))


@st.fragment(run_every=0.5)
def progress_bar(t: Translator) -> None:
    """A bar with the time left and a button that stops the work; once it is done the whole page is run again."""
    job: Job | None = st.session_state.get(_KEY)
    if job is None or job.done or job.progress.cancelled:
        st.rerun()
    outlook = _pool().outlook(job)
    left = _time_left(outlook.seconds, t)
    if job.began is None:
        place = t.plural(
            "Waiting: {n} file before this one", "Waiting: {n} files before this one", outlook.ahead
        )
        said = place if left is None else f"{place} · {left}"
    else:
        left = t("Creating …") if left is None else left
        said = f"{t.percent(100 * job.progress.share, 0)} · {left}"
    st.progress(min(1.0, job.progress.share), text=as_text(said))
    st.button(t("Cancel"), key="jobs:cancel", icon=":material/close:", on_click=_cancel, args=(job,))


def _cancel(job: Job) -> None:
    st.session_state[_KEY], st.session_state[_LEFT] = None, job.order
    _pool().leave(job.order, this_session())


def _time_left(seconds: float | None, t: Translator) -> str | None:
    if seconds is None:
        return None
    if seconds > 90:
        return t.plural("About {n} minute left", "About {n} minutes left", round(seconds / 60))
    return t.plural("About {n} second left", "About {n} seconds left", max(1, round(seconds)))


def trouble(job: Job, t: Translator) -> str | None:
    """Why there is no file, in the reader's words; ``None`` if there is one or will be."""
    if isinstance(job.trouble, LostError):
        if job.trouble.killed:
            return t(
                "The process that made this was stopped before it was done, perhaps because the memory of the machine "
                "ran out. Make it again, or choose a smaller size."
            )
        return t("This could not be made; the window in which the app runs says why.")
    return None if job.trouble is None else str(job.trouble)
