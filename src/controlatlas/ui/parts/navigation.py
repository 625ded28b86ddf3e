"""The pages of the app: what they are called, where they are, and how to go from one to another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from ...language import terms
from ...language.catalogue import Translator, mark
from ...load.own_maps import OwnMaps
from ..state.asked import TOLD, this_page, turning_to
from ..state.settings import own_maps_of_installation
from ..state.shown_address import shown_address

_WANTED = "navigation:wanted"
"""The page that the reader wants to see: to which he turned last, or for which he has pressed a button."""

_PRESSED = "navigation:pressed"
"""That a button has asked for a page, and that we have yet to turn to it."""

_MAPS = "navigation:maps"
"""The keys of the maps by the page that they are on."""


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
    st.session_state[_WANTED] = name
    st.session_state[_PRESSED] = True


def note_map(key: str) -> None:
    """Take note of the map of this page, by its key."""
    st.session_state[_MAPS] = {**st.session_state.get(_MAPS, {}), this_page(): key}


def turn_page(here: str) -> None:
    """Turn to the page that is wanted, at the start of a run of the page ``here``; where nobody wants another, ``here`` it is.

    A word of a map that was still on its way when the page was turned leads back there, and does not mean it. In such a
    request the browser tells of that map, which it shows still; in that of a reader who goes to a page it does not, for the
    map is yet to come.
    """
    pressed = st.session_state.pop(_PRESSED, False)
    told = st.session_state.pop(TOLD, ())
    wanted = st.session_state.get(_WANTED, here)
    if here != wanted and (pressed or _shows_map_of(here, told)):
        turning_to(wanted)
        # with the very query that the browser shows: for any other one Streamlit adds an entry to the history
        st.switch_page(next(page for page in PAGES if page.name == wanted).path, query_params=shown_address())
    st.session_state[_WANTED] = here


def _shows_map_of(page: str, told: tuple[str, ...]) -> bool:
    """Whether the browser tells of the map of a page; the id of a widget ends with its key."""
    key = st.session_state.get(_MAPS, {}).get(page)
    return key is not None and any(it.endswith(f"-{key}") for it in told)


def heading(t: Translator, name: str) -> None:
    """The title of a page and, under it, what the page is for."""
    page = next(page for page in PAGES if page.name == name)
    st.title(t(page.title), anchor=False)
    st.markdown(f"<p class='lead'>{t(page.purpose)}</p>", unsafe_allow_html=True)
