"""What a reader does is done to its end, though he does the next thing at once.

Streamlit looks for a newer request whenever the state of a session is touched or something is put on the page, in
callbacks too: one that comes in the middle breaks the callback off. It takes that for a rerun that the callback has asked
for, and as the value that had changed is no news in the newer run, nothing is ever called again: a press, a key or a choice
is lost. And unless it is told otherwise, it begins the newer run in a thread of its own, beside the one that it stops.

So the requests of a session are taken one after the other, and while callbacks are called nobody asks for newer ones;
right after them Streamlit does by itself. What a press does belongs into a callback: a run is broken off as ever.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterator
from typing import Any

from streamlit import config
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state.safe_session_state import SafeSessionState

from .state.asked import TOLD


def keep_callbacks_whole() -> None:
    """Let no request break off what another one has begun, in all sessions of this process; once is enough."""
    config.set_option("runner.fastReruns", False)
    calls = SafeSessionState.on_script_will_rerun
    if hasattr(calls, "__wrapped__"):
        return

    @functools.wraps(calls)
    def whole(self: SafeSessionState, *args: Any, **more: Any) -> None:
        with _undisturbed():
            if args:
                self[TOLD] = tuple(widget.id for widget in args[0].widgets)
            calls(self, *args, **more)

    SafeSessionState.on_script_will_rerun = whole  # type: ignore[method-assign]


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """In this run nothing asks for newer requests; it is the one place where Streamlit would hear of any."""
    context = get_script_run_ctx()
    requests: Any = context.script_requests if context else None
    if requests is None:
        yield
        return
    requests.on_scriptrunner_yield = lambda: None
    try:
        yield
    finally:
        del requests.on_scriptrunner_yield
