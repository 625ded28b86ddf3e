"""Who is here: which sessions have a reader, and what becomes of those that have none any more.

Streamlit keeps a session that has lost its connection for two minutes, in case the reader comes back, and looks after
that only when another one goes; each keeps three files open. Here one thread looks each second, and sends a session
away for good half a minute after its reader has gone. Who comes back later gets a new one, on the same view, by the
address.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from streamlit import config, runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

KEPT_S = 30.0
"""How long a session without a reader is kept, unless the server is told to keep it for less than twice as long."""

_LOOK_S = 1.0

_lock = threading.Lock()
_seen: dict[str, float] = {}
"""The sessions that there are, each with when its reader was last here."""
_cares: list[Callable[[], None]] = []
_watching: threading.Thread | None = None


def this_session() -> str:
    """The name of the session that runs."""
    context = get_script_run_ctx()
    return context.session_id if context is not None else ""


def note_session() -> None:
    """Take note of the session that runs, so that it is looked after once its reader has gone."""
    with _lock:
        _seen[this_session()] = time.monotonic()
    _watch()


def is_here(session: str) -> bool:
    """Whether the session has a reader; where no server runs, as in a test, it has."""
    server = _server()
    return server is None or server.is_active_session(session)


def _kept_s() -> float:
    """How long a session is kept: it has to be sent away while Streamlit still knows it, later it would only lie there."""
    return min(KEPT_S, float(config.get_option("server.disconnectedSessionTTL")) / 2)


def _server() -> runtime.Runtime | None:
    try:
        return runtime.get_instance()
    except RuntimeError:  # there is none, or none any more
        return None


def each_second(care: Callable[[], None]) -> None:
    """Have something done each second, beside all sessions, as long as the server runs."""
    with _lock:
        _cares.append(care)
    _watch()


def _watch() -> None:
    global _watching
    with _lock:
        if _watching is None:
            _watching = threading.Thread(target=_look, name="controlatlas-sessions", daemon=True)
            _watching.start()


def _look() -> None:
    while True:
        time.sleep(_LOOK_S)
        with _lock:
            cares = tuple(_cares)
        for care in cares:
            care()
        _send_away()


def _send_away() -> None:
    server, now = _server(), time.monotonic()
    if server is None:
        return
    with _lock:
        for session in list(_seen):
            if is_here(session):
                _seen[session] = now
            elif now - _seen[session] > _kept_s():
                del _seen[session]
                # of the ways to close a session the one that any thread may go; one with a reader would go on
                server.clear_user_info_for_session(session)
