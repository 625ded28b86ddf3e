"""The frame round every page: configuration, the choice of dataset, navigation, and where errors are caught."""

from __future__ import annotations

import pathlib

import streamlit as st

from ..errors import ControlAtlasError, DatasetError, UnknownDatasetError
from ..load import available_datasets
from ..load.find import DEFAULT
from .data import Opened, opened
from .problems import show_problems

PAGES = (
    (
        "pages/map.py",
        "Map",
        ":material/map:",
        "map",
        "Who held what, day by day, with the sources of each change.",
    ),
    (
        "pages/about.py",
        "Data and credits",
        ":material/info:",
        "about",
        "What the data is, its licences and limits.",
    ),
)

_STYLE = """
<style>
.stMainBlockContainer { padding: 3.75rem 1rem 0.5rem; max-width: 100%; }
.st-key-find { position: fixed; top: 0.6rem; right: 3.6rem; z-index: 999991; width: auto !important; }
@media (max-width: 899px) { .stMainBlockContainer { padding: 3.75rem 0.25rem 1rem; } }
</style>
"""


def run() -> None:
    """Run the app: choose the page by its address and show it inside the frame."""
    st.set_page_config(
        page_title="Control Atlas",
        page_icon=str(pathlib.Path(__file__).with_name("icon.png")),
        layout="wide",
        menu_items={"About": "Control Atlas: who held what, on which day, and on whose word."},
    )
    st.html(_STYLE)
    page = st.navigation(
        [
            st.Page(path, title=title, icon=icon, url_path=url, help=text, default=url == "map")
            for path, title, icon, url, text in PAGES
        ],
        position="top",
    )
    try:
        page.run()
    except DatasetError as error:
        show_problems(error)
    except ControlAtlasError as error:
        st.error(str(error), icon=":material/report:")


def opened_dataset() -> Opened:
    """The dataset that the address names, by default the shipped one; raises ``DatasetError`` if it is refused.

    Raises ``UnknownDatasetError`` for a name that no dataset has: a mistyped address must not open the map
    of another conflict.
    """
    found = available_datasets()
    wanted = st.query_params.get("dataset", DEFAULT)
    if wanted in found:
        return opened(found[wanted])
    if not found:
        raise UnknownDatasetError(
            "No dataset was found. Run the app from the folder that holds geodata/, "
            "or set CONTROLATLAS_DATASETS to where your datasets are."
        )
    links = ", ".join(f"[{name}](?dataset={name})" for name in found)
    raise UnknownDatasetError(f"There is no dataset “{wanted}”. These can be opened: {links}.")
