"""What a reader asks by the address: heard once, when a session begins and when the browser comes to a page with one.

Python never writes the address; ``parts/address_bar.py`` has the browser do it. So the query that comes with a run on the
same page as the run before can only be old news, and a page that is turned to by a click comes with none.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

VIEW, OWN = "asked:view", "asked:own"
"""What has been heard and not been obeyed yet: of the view, and of the fields of the page."""

AGAIN = "asked:again"
"""That what has been heard is shown already, by a page that the server before had brought."""

TOLD = "asked:told"
"""The widgets, by the ids that Streamlit gives them, of which the browser tells in a request: those that it shows."""

_HEARD, _PAGE, _RUN, _OURS = "asked:heard", "asked:page", "asked:run", "asked:ours"


def begin_run(page: str) -> None:
    """Take note of a run of a page, and hear what its address asks, if it asks; once at the start of each run."""
    st.session_state[_RUN] = this_run() + 1
    first, turned = _PAGE not in st.session_state, st.session_state.get(_PAGE) != page
    st.session_state[_PAGE] = page
    ours = st.session_state.pop(_OURS, None) == page
    if not turned:
        return
    query = {} if ours else {key: st.query_params[key] for key in st.query_params}
    if query or first:
        hear(query)
    else:
        take(VIEW), take(OWN)


def hear(query: Mapping[str, str]) -> None:
    """Take what a query says as asked for, from now on and until something else is."""
    st.session_state[_HEARD] = st.session_state[VIEW] = st.session_state[OWN] = dict(query)
    for part in ("lang", "names", "dataset"):
        if part in query:
            choose(part, query[part])


def hear_again(query: Mapping[str, str]) -> None:
    """Take what a page that outlived its server showed last: the map shows it still, or what the reader did since."""
    hear(query)
    st.session_state[AGAIN] = True


def turning_to(page: str) -> None:
    """Take note that we turn the page ourselves: the query that comes along is what is shown, and asks nothing."""
    st.session_state[_OURS] = page


def this_page() -> str:
    """The page of the run; in a callback that of the run before."""
    page: str = st.session_state[_PAGE]
    return page


def this_run() -> int:
    """The number of the run; in a callback that of the run before."""
    number: int = st.session_state.get(_RUN, 0)
    return number


def choose(part: str, value: str) -> None:
    """What the reader chose of language, names or dataset, as if the address said it."""
    st.session_state[f"asked:{part}"] = value


def asked(part: str) -> str | None:
    """What was asked for last of language, names or dataset; ``None`` if nothing was."""
    value: str | None = st.session_state.get(f"asked:{part}")
    return value


def take(what: str) -> Mapping[str, str] | None:
    """What has been heard and not been obeyed, once; ``None`` if nothing has."""
    found: Mapping[str, str] | None = st.session_state.pop(what, None)
    return found


def last_heard() -> Mapping[str, str]:
    """The last address that was heard."""
    found: Mapping[str, str] = st.session_state.get(_HEARD, {})
    return found
