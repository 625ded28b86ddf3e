"""The parts of the page for maps of one's own: files in, what they hold, problems or a map, and the dataset out."""

from __future__ import annotations

import datetime as dt
import hashlib
import pathlib
import re
from collections.abc import Sequence

import streamlit as st

from ..importing.example import example_table
from ..importing.packed import put_into
from ..importing.recipe import Glimpse, Recipe, Upload
from ..importing.uploads import ACCEPTED, MOST_FILES, MOST_MB
from ..language.catalogue import Translator, mark
from ..load.own_maps import OwnMaps, place_for_own_maps
from ..records.errors import ControlAtlasError, ImportProblemsError, Problem
from ..records.text import in_file_name
from ..work.own_map import LookOrder, MapOrder, OwnMap, from_bytes
from .import_choices import LABELS, choices, colors, reading, reading_kept
from .parts.map_host import PREVIEW, show_map
from .parts.markdown import as_text
from .parts.markup import as_html
from .parts.navigation import turn_to
from .parts.problems import problem_list, said_list
from .state.address import View
from .state.asked import choose
from .state.datasets import as_document
from .state.jobs import begin, current, progress_bar, refused, stopped, trouble
from .state.settings import own_maps_of_installation

_SENT, _LOOKED, _MADE, _UNSAVED = "import:sent", "import:looked", "import:made", "import:unsaved"
"""The files, with a key of them; what was seen of them; the last map with what it was made of; why it was not saved."""

_LAST = "import:last"
"""The map that was shown last: it stays when its files are taken away."""


WHAT = (
    mark("a table of places, a row for each place and each change of its holder (CSV, XLSX)"),
    mark("maps of single days, with the day in the name of each file (GeoJSON, or many of them in a ZIP)"),
    mark("areas with a first and a last day, such as an atlas of states (GeoPackage, shapefile in a ZIP)"),
    mark("a workbook with all records of a dataset (XLSX)"),
)


def own_map(t: Translator) -> None:
    """The whole page."""
    sent = _files(t)
    if sent is None:
        last: tuple[MapOrder, OwnMap] | None = st.session_state.get(_LAST)
        if last is not None:
            st.caption(t("The map that you made last. To change it, send its files again."))
            _map(last[1], t)
        return
    key, uploads = sent
    found = _look(uploads, t)
    if found is None:
        return
    left, right = st.columns([2, 5], gap="large")
    with left:
        recipe, problems = choices(found, _name(uploads), t)
        made = _made_of(key, recipe)
        chosen = colors(made.actors, key, t) if made is not None and made.actors else ()
        order = MapOrder(uploads, recipe, chosen, t.language)
        _make_button(order, made, problems, t)
    with right:
        _result(order, key, found, problems, t)


def _files(t: Translator) -> tuple[str, tuple[Upload, ...]] | None:
    """The files that were sent, with a key of them: those of before as long as no others are, also for who comes back."""
    st.file_uploader(
        t("Your files"),
        type=[it[1:] for it in ACCEPTED],
        accept_multiple_files=True,
        max_upload_size=MOST_MB,
        key=_FILES,
        on_change=_keep,
        help=t(
            "A table (CSV, XLSX), maps (GeoJSON, GeoPackage, FlatGeobuf, KML, a ZIP with a shapefile or with many files), one or "
            "many days, or a workbook. At most {mb} MB a file, {n} files.",
            mb=t.number(MOST_MB),
            n=t.number(MOST_FILES),
        ),
    )
    kept: tuple[str, tuple[Upload, ...]] | None = st.session_state.get(_SENT)
    if kept is not None and not st.session_state.get(_FILES):
        _of_before(kept[1], t)
    if kept is None:
        st.markdown(t("You see what would come of your files before anything is kept. They can be:"))
        st.html("<ul>" + "".join(f"<li>{as_html(t(it))}</li>" for it in WHAT) + "</ul>")
        st.download_button(
            t("An example to try: ten places"),
            example_table(),
            file_name="example-places.csv",
            mime="text/csv",
            icon=":material/download:",
            key="import:example",
        )
    return kept


_FILES = "import:files"


def _keep() -> None:
    """Take the files that were sent, or forget them when the last one is taken away."""
    sent = st.session_state.get(_FILES) or ()
    uploads = tuple(Upload(it.name, it.getvalue()) for it in sent)
    st.session_state[_SENT] = (_key(uploads), uploads) if uploads else None


def _forget() -> None:
    st.session_state[_SENT] = None


def _of_before(uploads: Sequence[Upload], t: Translator) -> None:
    """Which files are still here, and a way to be rid of them."""
    names = ", ".join(it.name for it in uploads[:_NAMED])
    more = t.plural("and {n} more", "and {n} more", len(uploads) - _NAMED) if len(uploads) > _NAMED else ""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(t("Still here from before: {files}", files=as_text(f"{names} {more}".strip())))
        st.button(
            t("Take them away"),
            key="import:forget",
            icon=":material/close:",
            type="tertiary",
            on_click=_forget,
        )


_NAMED = 5


def _key(uploads: Sequence[Upload]) -> str:
    """What tells these files from others."""
    said = "\n".join(f"{it.name} {hashlib.sha256(it.content).hexdigest()}" for it in uploads)
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:16]


def _name(uploads: Sequence[Upload]) -> str:
    """A name for what is made of the files: that of one file, without days."""
    stem = pathlib.PurePath(uploads[0].name).name.partition(".")[0]
    return re.sub(r"[-_. ]*\d{4}[-_.]?\d{2}[-_.]?\d{2}.*$", "", stem) or "my-map"


def _look(uploads: tuple[Upload, ...], t: Translator) -> Glimpse | None:
    """What can be said of the files; ``None`` as long as that is not known, or they cannot be read."""
    order = LookOrder(uploads, *reading_kept(_name(uploads)))
    looked: tuple[LookOrder, Glimpse] | None = st.session_state.get(_LOOKED)
    if looked is not None and looked[0] == order:
        return looked[1]
    job = current(order)
    if job is None and not stopped(order):
        begin(order)
        job = current(order)
    if job is None:
        if refused():
            st.warning(t("Too many files are waiting to be made. Try again in a few minutes."))
        st.button(t("Read the files"), key="import:look", on_click=begin, args=(order,))
        return None
    if job.made is not None:
        found: Glimpse = from_bytes(job.made)
        st.session_state[_LOOKED] = order, found
        return found
    if job.trouble is not None:
        _trouble(job.trouble, trouble(job, t), t)
        if isinstance(job.trouble, ImportProblemsError) and _UNSAID & {
            it.field for it in job.trouble.problems
        }:
            reading(_name(uploads), t)
    else:
        progress_bar(t)
    return None


_UNSAID = frozenset({"--layer", "--encoding"})
"""What files may not say of how they are read, and their reader has to."""


def _trouble(error: ControlAtlasError, said: str | None, t: Translator) -> None:
    """What is wrong, all of it; options of the command line are called as they are on the page."""
    if isinstance(error, ImportProblemsError):
        problem_list(error.problems, t, called=lambda text: _on_page(text, t))
    else:
        st.error(as_text(said), icon=":material/report:")


def _on_page(text: str, t: Translator) -> str:
    """A text in which options of the command line are called as the fields of the page are."""

    def label(found: re.Match[str]) -> str:
        return t("“{title}”", title=t(LABELS[found[0]])) if found[0] in LABELS else found[0]

    return re.sub(r"--[a-z][a-z-]*", label, text)


def _made_of(key: str, recipe: Recipe) -> OwnMap | None:
    """The last map, if it was made of these files in this way; its colours may differ."""
    made: tuple[str, Recipe, OwnMap] | None = st.session_state.get(_MADE)
    return made[2] if made is not None and made[:2] == (key, recipe) else None


def _as_it_is(order: MapOrder) -> OwnMap | None:
    """The map that was shown last, if it is the one that is asked for: who comes back to the page finds it."""
    last: tuple[MapOrder, OwnMap] | None = st.session_state.get(_LAST)
    return last[1] if last is not None and last[0] == order and current(order) is None else None


def _make_button(order: MapOrder, made: OwnMap | None, problems: Sequence[Problem], t: Translator) -> None:
    """The button that makes the map; where only colours differ, it is made without a press.

    A press can come with the last word that was typed before it, or while the page does not know that word yet: so it is
    heard here, where all that was typed is known, and the button is never off.
    """
    pressed = st.session_state.pop(_PRESSED, False)
    if _as_it_is(order) is not None:
        return
    job = current(order)
    idle = job is None or job.trouble is not None
    if (made is not None and job is None and not stopped(order)) or (pressed and idle and not problems):
        begin(order)
    elif idle:
        st.button(
            t("Make the map"),
            type="primary",
            key="import:make",
            icon=":material/map:",
            on_click=_press,
        )
        if refused():
            st.warning(t("Too many files are waiting to be made. Try again in a few minutes."))


_PRESSED = "import:pressed"


def _press() -> None:
    st.session_state[_PRESSED] = True


def _result(order: MapOrder, key: str, found: Glimpse, problems: Sequence[Problem], t: Translator) -> None:
    """The map, or how far it is, or what keeps it from being made; before that the first rows of the files."""
    if problems:
        problem_list(problems, t)
    if (kept := _as_it_is(order)) is not None:
        _map(kept, t)
        return
    job = current(order)
    if job is not None and job.made is not None:
        made: OwnMap = from_bytes(job.made)
        before = _made_of(key, order.recipe)
        if before is None:
            st.session_state[_MADE] = key, order.recipe, made
            st.rerun()  # whoever is on the map has a colour to choose
        st.session_state[_LAST] = order, made
        _map(made, t)
        return
    if job is not None and job.trouble is not None:
        _trouble(job.trouble, trouble(job, t), t)
    elif job is not None:
        progress_bar(t)
    _rows(found, t)


def _rows(found: Glimpse, t: Translator) -> None:
    """What the files hold, as far as it can be shown before they are a map."""
    files = t.plural("{n} file", "{n} files", len(found.files))
    rows = t.plural("{n} row", "{n} rows", found.rows) if found.rows else ""
    days = f"{found.days[0]} – {found.days[-1]}" if found.days else ""
    st.markdown(as_text(" · ".join(it for it in (files, rows, days) if it)))
    if found.columns:
        st.dataframe(
            [dict(zip(found.columns, row, strict=True)) for row in found.head],
            hide_index=True,
            width="stretch",
            alt=t("The first rows"),
        )


def _map(made: OwnMap, t: Translator) -> None:
    """The map as it will open, what the import says, and the ways out."""
    places = t.plural("{n} place", "{n} places", made.places)
    events = t.plural("{n} event", "{n} events", made.events)
    st.subheader(as_text(made.title), anchor=False)
    st.markdown(f"{places} · {events}")
    with st.container(key="import-out", horizontal=True, vertical_alignment="center"):
        if own_maps_of_installation() is OwnMaps.SAVE:
            st.button(
                t("Save and open"),
                type="primary",
                key="import:save",
                icon=":material/save:",
                on_click=_save,
                args=(made,),
            )
        st.download_button(
            t("Download the dataset (ZIP)"),
            made.archive,
            file_name=f"{in_file_name(made.name)}.zip",
            mime="application/zip",
            icon=":material/download:",
            on_click="ignore",
            key="import:download",
        )
    for line in made.assumed:
        said = t.said(line)
        st.warning(as_text(_on_page(line if said is None else said, t)), icon=":material/info:")
    unsaved = st.session_state.pop(_UNSAVED, None)
    if unsaved is not None:
        st.error(as_text(unsaved), icon=":material/report:")
    show_map(
        as_document(made.document),
        title=made.title,
        view=View(day=dt.date.fromisoformat(made.day)),
        turn=1,
        key="import:map",
        shape=PREVIEW,
    )
    if made.said:
        with st.expander(t("What the import did")):
            said_list(made.said, t)
    st.caption(
        t(
            "Unpack the ZIP and open the folder with: {command}",
            command=as_text(f"controlatlas view ./{made.name}"),
        )
    )


def _save(made: OwnMap) -> None:
    """Put the dataset into the folder of the server, and turn to its map."""
    root = place_for_own_maps()
    if root is None or own_maps_of_installation() is not OwnMaps.SAVE:
        return
    try:
        put_into(root, made.archive, made.name)
    except ImportProblemsError as error:
        st.session_state[_UNSAVED] = str(error)
        return
    choose("dataset", made.name)
    turn_to("map")
