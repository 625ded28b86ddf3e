"""The pages of the app: what they are called, where they are, and how to go from one to another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from ...language import terms
from ...language.catalogue import Translator, mark
from ...load.own_maps import OwnMaps
from ..state.asked import this_page, turning_to
from ..state.settings import own_maps_of_installation
from ..state.shown_address import shown_address

_ASKED = "navigation:asked"
"""From which page to which the reader wants to turn, and whether we have begun to."""

_TOLD = "navigation:told"
"""That the run has come because a map told what it shows."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its name in addresses, its title, and what it is for.

    It has no icon: Streamlit makes the icon of a page the picture of the browser's tab and fetches it from the network.
    """

    name: str
    title: str
    purpose: str

    @property
    def path(self) -> str:
        """Its file."""
        return f"pages/{self.name}.py"


OWN_MAP = "import"
"""The page that needs no dataset, and that a server need not have."""

PAGES = (
    *(Page(name, *said) for name, said in terms.PAGES.items()),
    Page(
        OWN_MAP,
        mark("Your own map"),
        mark("A table, daily maps or an atlas of yours becomes a map that plays."),
    ),
)


def navigation(t: Translator) -> st.Page:
    """The navigation over all pages of this server; returns the one that the address names."""
    return st.navigation(
        [
            st.Page(
                page.path,
                title=t(page.title),
                url_path=page.name,
                help=t(page.purpose),
                default=page is PAGES[0],
            )
            for page in PAGES
            if page.name != OWN_MAP or own_maps_of_installation() is not OwnMaps.OFF
        ],
        position="top",
    )


def page_button(
    label: str,
    to: str,
    *,
    key: str,
    prepare: Callable[[], object] = lambda: None,
    within: Any = st,
    **look: Any,
) -> None:
    """A button that turns to another page, which shows the view as it stands; ``prepare`` is done when it is pressed.

    The press is heard before anything of the page is run, so that no other run can come in between.
    """

    def pressed() -> None:
        prepare()
        turn_to(to)

    within.button(label, key=key, on_click=pressed, **look)


def turn_to(name: str) -> None:
    """Ask for another page, from a callback."""
    st.session_state[_ASKED] = (this_page(), name, False)


def told_by_map() -> None:
    """Take note, from a callback, that a map has told what it shows: such a run asks for no page."""
    st.session_state[_TOLD] = True


def turn_page(here: str) -> None:
    """Turn to the page that was asked for, at the start of a run of the page ``here``.

    What is asked stands until that page is complete: a word of the map of the page before that was still on its way when we
    turned leads back there, and does not mean it. A reader who goes back in that time does.
    """
    told = st.session_state.pop(_TOLD, False)
    before, to, begun = st.session_state.get(_ASKED, (here, here, False))
    if here == to:
        return
    if here == before and (told or not begun):
        st.session_state[_ASKED] = (before, to, True)
        turning_to(to)
        # with the very query that the browser shows: for any other one Streamlit adds an entry to the history
        st.switch_page(next(page for page in PAGES if page.name == to).path, query_params=shown_address())
    st.session_state.pop(_ASKED, None)


def page_complete() -> None:
    """Take note that the page is all there, at the end of a run: whatever page was asked for, it has come."""
    st.session_state.pop(_ASKED, None)


def heading(t: Translator, name: str) -> None:
    """The title of a page and, under it, what the page is for."""
    page = next(page for page in PAGES if page.name == name)
    st.title(t(page.title), anchor=False)
    st.markdown(f"<p class='lead'>{t(page.purpose)}</p>", unsafe_allow_html=True)
