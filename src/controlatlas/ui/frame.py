"""The frame round every page: configuration, dataset, navigation, the tools at the top, and where errors are caught."""

from __future__ import annotations

import pathlib
import threading
from collections.abc import Iterable
from urllib.parse import quote

import streamlit as st

from ..language.catalogue import LANGUAGES, Translator, translator
from ..language.naming import BOTH
from ..language.terms import PURPOSE
from ..load import available_datasets, default_dataset
from ..load.find import folders_called
from ..records.errors import ControlAtlasError, DatasetError, UnknownDatasetError
from .parts.address_bar import address_bar
from .parts.export_button import export_button
from .parts.finder import finder
from .parts.held_presses import held_presses
from .parts.markdown import as_text
from .parts.markup import as_html
from .parts.navigation import OWN_MAP, PAGES, navigation, turn_page
from .parts.problems import show_problems
from .parts.reader_menu import reader_menu
from .parts.share import share_button
from .parts.widget_words import widget_words
from .state.asked import asked, begin_run, this_run
from .state.datasets import OpenDataset, open_dataset
from .state.reader import NAMES, language
from .state.sessions import note_session, this_session
from .state.shown_address import begin_address
from .state.view import page_turned

_STYLE = """
<style>
[data-testid=stHeader] { height: 3rem; min-height: 3rem; }
.stMainBlockContainer { padding: 3rem 1rem 0.5rem; max-width: 100%; }
.st-key-map { margin: 0 -1rem; width: calc(100% + 2rem) !important; max-width: none !important; }
.stMainBlockContainer:has(.lead) { max-width: 80rem; padding: 4.5rem 1.5rem 4rem; margin: 0 auto; }
.stMainBlockContainer h1 { font-size: 1.75rem; padding: 0; }
.stMainBlockContainer:has(.lead) h2 { font-size: 1.375rem; padding: 0.75rem 0 0; }
.stMainBlockContainer:has(.lead) h3 { font-size: 1.125rem; padding: 0.25rem 0 0; }
.stMainBlockContainer .lead { opacity: 0.8; margin: 0 0 0.5rem; }
.stHtml a { color: inherit; }
.stApp :is(a, button, summary, td):focus-visible { outline: 2px solid currentColor !important; outline-offset: 2px;
  box-shadow: none !important; transition: none !important; }
.stApp td:focus-visible { outline-offset: -2px; }
[data-testid="stCaptionContainer"] { color: inherit !important; opacity: 0.84; }
/* in the dark, chosen values and the main button stand on a light ground, on which white cannot be read */
[data-tag], [data-tag] button, [data-testid=stBaseButton-primary] { color: light-dark(#ffffff, #14171b) !important; }
.st-key-tools { position: fixed; top: 0.25rem; right: 3.6rem; z-index: 999991; width: auto !important; gap: 0.5rem; }
.st-key-tools > * { width: auto !important; flex: none; }
.brand { position: fixed; top: 0; left: 1rem; height: 3rem; display: none; align-items: center; gap: 0.75rem; margin: 0;
  white-space: nowrap; }
.brand b { font: 600 1.125rem/1 "Source Serif", Georgia, serif; }
.brand span { font-size: 0.875rem; opacity: 0.8; }
@media (min-width: 1360px) {
  .stApp { --brand: 8.5rem; }
  .brand { display: flex; }
}
@media (max-width: 1919px) { .brand span { display: none; } }
@media (min-width: 1920px) { .stApp { --brand: 32rem; } }
@media (min-width: 900px) {
  [data-testid=stTopNav] { margin-left: var(--brand, 0rem); }
  [data-testid=stTopNav] { max-width: calc(100vw - 25.5rem - var(--brand, 0rem)); }
  .stApp:has(.st-key-take-away) [data-testid=stTopNav] { max-width: calc(100vw - 31rem - var(--brand, 0rem)); }
}
[data-testid=stTopNavLink] { padding: 0 0.375rem !important; }
@media (max-width: 1199px) {
  .st-key-tools .st-key-take-away button p { position: absolute; width: 1px; height: 1px; overflow: hidden;
    clip-path: inset(50%); }
  .stApp:has(.st-key-take-away) [data-testid=stTopNav] { max-width: calc(100vw - 28.75rem); }
}
@media (max-width: 899px) {
  .stMainBlockContainer { padding: 3rem 0.25rem 1rem; }
  .st-key-map { margin: 0 -0.25rem; width: calc(100% + 0.5rem) !important; max-width: none !important; }
  .stMainBlockContainer:has(.lead) { padding: 4.25rem 1rem 3rem; }
  .st-key-tools .st-key-find-open button p { position: absolute; width: 1px; height: 1px; overflow: hidden;
    clip-path: inset(50%); }
  .st-key-tools { gap: 0.25rem; }
  .stApp:has([data-testid=stSidebar][data-collapsed=false]) .st-key-tools { display: none; }
}
@media (max-width: 379px) {
  .st-key-tools { flex-wrap: nowrap !important; right: 2.75rem; gap: 0.125rem; }
  .st-key-tools button { padding: 0.25rem 0.375rem; }
}
/* buttons of a group that one line is too short for go on in another, and the first there has an edge of its own */
[data-testid=stButtonGroup] [role=radiogroup] { flex-wrap: wrap !important; overflow-x: visible !important; }
[data-testid=stButtonGroup] [role=radiogroup] > * + * { border-left: 1px solid light-dark(#dcd8ce, #353b43) !important; margin-left: -1px !important; }
[data-testid=stButtonGroup] [role=radiogroup] > [aria-checked=true] { border-left-color: currentColor !important; }
/* what has no looks, and what is fixed at the top, takes no room on the page */
[data-testid=stLayoutWrapper]:has(> :is(.st-key-unseen, .st-key-tools)) { position: absolute; left: 0; width: 1px !important; }
.st-key-unseen { width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
[aria-busy=true] { cursor: progress; opacity: 0.7; }
/* a notice lies at the foot of the window, over no title and over none of the controls of the map */
[data-testid=stToastContainer] { top: auto !important; bottom: 5.5rem !important; left: 50% !important; right: auto !important;
  transform: translateX(-50%); width: max-content; max-width: calc(100vw - 1rem); }
/* readers who space letters, words and paragraphs: a button grows with its words, and none is a paragraph in a page */
:is(button, a, summary, label) p { margin-bottom: 0 !important; }
[data-testid=stButtonGroup] button, [data-testid=stTopNavLink] span { height: auto; overflow: visible; }
[data-testid=stFileUploaderDropzone] span { white-space: normal !important; overflow-wrap: anywhere; }
/* readers with colours of their own: swatches keep theirs, and what is chosen is told apart */
@media (forced-colors: active) {
  .stHtml i[style], [data-testid=stRadioOption] > div > div:first-child, [data-testid=stCheckbox] label > div:first-of-type {
    forced-color-adjust: none; }
  [data-testid=stRadioOption] > div > div:first-child { box-shadow: 0 0 0 1px CanvasText; }
  [data-testid=stButtonGroup] [aria-checked=true] { forced-color-adjust: none; background: Highlight !important;
    color: HighlightText !important; }
}
@media print {
  [data-testid=stHeader], .st-key-tools, [data-testid=stSidebar] { display: none !important; }
  .stMainBlockContainer:has(.lead), .stMainBlockContainer { padding: 0 !important; }
  .st-key-map { margin: 0; }
  iframe { break-inside: avoid; }
  :is(.stHtml, [data-testid=stButtonGroup]) :is(i, button) { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  :is(h1, h2, h3) { break-after: avoid; }
}
</style>
"""


_LONG_NAMES = """
<style>
@media (min-width: 900px) {
  .stApp:has(.st-key-take-away) [data-testid=stTopNav] { max-width: calc(100vw - 33.5rem - var(--brand, 0rem)); }
}
@media (min-width: 1200px) and (max-width: 1759px) {
  .stApp { --brand: 0rem; }
  .brand { display: none; }
  .st-key-tools .st-key-take-away button p { position: absolute; width: 1px; height: 1px; overflow: hidden;
    clip-path: inset(50%); }
  [data-testid=stTopNav] { max-width: calc(100vw - 23rem); }
  .stApp:has(.st-key-take-away) [data-testid=stTopNav] { max-width: calc(100vw - 26.25rem); }
}
</style>
"""
"""Where the names of the pages are long, all of them have room before the name of the program has."""

_LONG = 85
"""So many letters the names of all pages have together where they are long."""

_COMPLETE = "<span data-run='{run}' data-session='{session}' hidden></span>"
"""Written last in each run, and neither seen nor heard: who watches the page knows from it that the run is complete."""

LONGEST_NAME = 500
"""How many letters of the name of a dataset that there is not are repeated to the reader."""

_here = threading.local()


def run() -> None:
    """Run the app: choose the page by its address and show it inside the frame."""
    _here.framed = True
    try:
        _run()
    finally:
        _here.framed = False


def _run() -> None:
    before = translator(language())
    page = navigation(before)
    name = page.url_path or PAGES[0].name
    begin_run(name)
    note_session()
    begin_address()
    t = translator(language())
    if t.language != before.language:
        page = navigation(t)  # the address that has just been heard asks for another language
    turn_page(name)
    st.set_page_config(
        page_title=f"{page.title} · Control Atlas",
        page_icon=str(pathlib.Path(__file__).with_name("icon.png")),
        layout="wide",
        menu_items={"About": t("Control Atlas: who held what, on which day, and on whose word.")},
    )
    st.html(_STYLE + (_LONG_NAMES if sum(len(t(it.title)) for it in PAGES) > _LONG else ""))
    names = asked("names") or st.session_state.get(NAMES) or BOTH
    page_turned(f"{name} {t.language} {names}")
    # What has no looks comes first: in its place nothing before it comes and goes, so Streamlit never takes it out again.
    unseen = st.container(key="unseen")
    tools = st.container(key="tools", horizontal=True)
    atlas: OpenDataset | None = None
    try:
        atlas = dataset_if_any() if name == OWN_MAP else current_dataset()
        page.run()
    except DatasetError as error:
        show_problems(error, t)
    except _NotFoundError as error:
        st.error(_choice(error, t), icon=":material/report:")
    except ControlAtlasError as error:
        st.error(as_text(error), icon=":material/report:")
    with tools:  # after the page, so that the page is there first
        st.html(f"<p class='brand'><b>Control Atlas</b><span>{as_html(t(PURPOSE))}</span></p>")
        if atlas is not None:
            finder(atlas)
        reader_menu(atlas)
        share_button(t)
        export_button(atlas, t, name)
    with unseen:
        address_bar(name)
        held_presses()
        widget_words(t)
        st.html(_COMPLETE.format(run=this_run(), session=as_html(this_session())))


def dataset_if_any() -> OpenDataset | None:
    """The dataset that is open beside a page that needs none."""
    try:
        return current_dataset()
    except ControlAtlasError:
        return None


def current_dataset() -> OpenDataset:
    """The dataset that the address names, else the one that answers by default; raises ``DatasetError`` if it is refused.

    Raises ``UnknownDatasetError`` for a name that no dataset has: a mistyped address must not open the map
    of another conflict.
    """
    within_the_frame()
    t = translator(language())
    found = available_datasets()
    wanted = asked("dataset") or st.session_state.get("dataset") or default_dataset()
    meant = folders_called(wanted, found) if wanted else []
    if len(meant) == 1:
        st.session_state["dataset"] = meant[0]
        return open_dataset(found[meant[0]])
    if not found:
        raise UnknownDatasetError(
            t(
                "No dataset was found. Run the app from the folder that holds geodata/, "
                "or set CONTROLATLAS_DATASETS to where your datasets are."
            )
        )
    raise _NotFoundError(wanted, meant or found, several=bool(meant))


def within_the_frame() -> None:
    """Go on only inside the frame.

    The first visitor of a fresh server came to a page by its own address: Streamlit, which has not yet seen the navigation,
    ran the file alone. Now it has seen it, and runs the page inside the frame.
    """
    if not getattr(_here, "framed", False):
        navigation(translator(LANGUAGES[0]))
        st.rerun()


class _NotFoundError(UnknownDatasetError):
    """The address names a dataset that there is not, or none where there are several; ``found`` are those there are.

    ``several``: the name is that of each of these.
    """

    def __init__(self, wanted: str | None, found: Iterable[str], *, several: bool = False) -> None:
        super().__init__(wanted)
        self.wanted = wanted
        self.several = several
        self.found = tuple(found)


def _choice(error: _NotFoundError, t: Translator) -> str:
    """What was not found, and a link to each dataset that there is, as Markdown."""
    links = ", ".join(f"[{as_text(name)}](?dataset={quote(name, safe='')})" for name in error.found)
    if error.wanted is None:
        return t("CONTROLATLAS_DATASETS names no single dataset. These can be opened: {links}.", links=links)
    name = error.wanted if len(error.wanted) <= LONGEST_NAME else f"{error.wanted[:LONGEST_NAME]}…"
    if error.several:
        return t(
            "Several datasets are called “{name}”. These can be opened: {links}.",
            name=as_text(name),
            links=links,
        )
    return t("There is no dataset “{name}”. These can be opened: {links}.", name=as_text(name), links=links)
