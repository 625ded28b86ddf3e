"""The pages of the app: what they are called, where they are, and how to go from one to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

import streamlit as st

from ...language.catalogue import Translator, mark


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


PAGES = (
    Page("map", mark("Map"), mark("Who held what, day by day, with the sources of each change.")),
    Page("compare", mark("Compare"), mark("Two days side by side, and what changed between them.")),
    Page("places", mark("Places"), mark("One place: its names, and who held it when.")),
    Page("changes", mark("Changes"), mark("The chronology as a table, to filter and to take away.")),
    Page("sources", mark("Sources"), mark("All works, what rests on each, and how to cite them.")),
    Page("claims", mark("Claims"), mark("Statements from articles, checked against the map.")),
    Page("tours", mark("Tours"), mark("Guided stories, step by step on the map.")),
    Page("export", mark("Export"), mark("Pictures, clips, web pages and data, ready to print.")),
    Page("method", mark("Method"), mark("Definitions, accuracy, licences and credits.")),
)


def navigation(t: Translator) -> st.Page:
    """The navigation over all pages; returns the one that the address names."""
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
        ],
        position="top",
    )


def open_page(name: str) -> NoReturn:
    """Turn to another page; it shows the view as it stands."""
    st.switch_page(next(page for page in PAGES if page.name == name).path)


def heading(t: Translator, name: str) -> None:
    """The title of a page and, under it, what the page is for."""
    page = next(page for page in PAGES if page.name == name)
    st.title(t(page.title), anchor=False)
    st.markdown(f"<p class='lead'>{t(page.purpose)}</p>", unsafe_allow_html=True)
