"""The parts of the page Export: a preview of what is chosen, the file, and the words that go with it."""

from __future__ import annotations

import functools
import html
import urllib.parse
from collections.abc import Callable

import streamlit as st

from ..bibliography import cite_view_in
from ..captions import Kind
from ..cite import cite_dataset, one_line
from ..errors import ExportError
from ..export.about import About, about, file_name
from ..export.compose import works_of
from ..export.data_files import rows_of
from ..export.film import shots
from ..export.formats import FORMS, fitting, make
from ..export.page import embed, page
from ..export.png import preview
from ..export.wish import WHOLE, Wish, bounds_of, checked
from ..model import Dataset
from ..terms import MAP_LAYERS
from ..words import Words
from .address import View
from .data import Opened, as_document
from .export_choices import choices, fields_of, wish_of
from .host import show_map
from .jobs import begin, current, progress
from .plain import as_text
from .reader import Reader

_PREVIEW = 1200
"""How wide the preview is at most, in pixels."""


def desk(atlas: Opened, now: Reader) -> None:
    """The whole page: choices on one side, preview, file and words on the other."""
    fields = fields_of(atlas, now)
    left, right = st.columns([1, 2], gap="large")
    with left:
        form = choices(atlas, fields, now)
    fields.keep()
    with right:
        wish, problems = wish_of(atlas, fields, now)
        try:
            wish = checked(fitting(wish, form), atlas.dataset, now.t)
        except ExportError as error:
            problems += error.problems
        if not problems:
            try:
                _result(atlas, wish, form, now)
                return
            except ExportError as error:
                problems += error.problems
        for problem in problems:
            st.error(as_text(problem), icon=":material/report:")
        st.info(now.t("Put this right, and the preview comes back."), icon=":material/info:")


def _result(atlas: Opened, wish: Wish, form: str, now: Reader) -> None:
    """The preview, the file, and the words."""
    t, dataset, made = now.t, atlas.dataset, FORMS[form]
    told = about(dataset, wish, form)
    name = file_name(dataset, wish, form)
    if made.moves:
        taken = shots(dataset, wish.earlier or dataset.start, wish.day, wish.lens, wish.pace, t)
        seconds = sum(shot.seconds for shot in taken)
        _clip(dataset, wish, form, name, told, seconds, t)
    else:
        _preview(dataset, wish, form, told, now)
        if form == "zip":
            _long(dataset, wish, form, name, t)
        else:
            label = t("Download {name}", name=t(made.name))
            _download(label, functools.partial(make, dataset, wish, form), name, made.media)
    _words(atlas, wish, form, told, name, now)


def _preview(dataset: Dataset, wish: Wish, form: str, told: About, now: Reader) -> None:
    if form == "html":
        _moving(dataset, wish, told)
    elif form in ("geojson", "csv"):
        rows = rows_of(dataset, wish)
        st.markdown(
            now.t.many("{n} row; the first are shown here.", "{n} rows; the first are shown here.", len(rows))
        )
        shown = [{**row, "citations": " ".join(row["citations"])} for row in rows[:200]]
        st.dataframe(shown, hide_index=True, width="stretch", height=420, alt=told.title)
    else:
        st.image(preview(dataset, wish, _PREVIEW), width="stretch", alt=told.alt)


def _moving(dataset: Dataset, wish: Wish, told: About) -> None:
    """The web page as it will open, in the same frame without rights as the map of the other pages."""
    two = wish.kind in (Kind.PAIR, Kind.DIFFERENCE)
    clip = (wish.earlier, wish.day) if wish.kind is Kind.CLIP and wish.earlier else None
    position = None if isinstance(wish.extent, str) else wish.extent
    show_map(
        as_document(page(dataset, wish).decode("utf-8")),
        title=told.title,
        view=View(
            day=wish.earlier if (two or clip) and wish.earlier else wish.day,
            selection=wish.marked,
            layers=None if len(wish.layers) == len(MAP_LAYERS) else tuple(sorted(wish.layers)),
            position=position,
            lens=wish.lens,
            range=clip,
            other=wish.day if two else None,
            mode="difference" if wish.kind is Kind.DIFFERENCE else None,
        ),
        turn=1,
        key="export:map",
        fit=bounds_of(wish, dataset) if position is None and wish.extent != WHOLE else None,
    )


def _clip(dataset: Dataset, wish: Wish, form: str, name: str, told: About, seconds: float, t: Words) -> None:
    """The clip once it is made; before that its last picture."""
    running = current((dataset, wish, form))
    if running is not None and running.made is not None:
        if form == "mp4":
            st.video(running.made, format="video/mp4", loop=True, muted=True)
        else:
            st.image(running.made, width="stretch", alt=told.alt)
    else:
        st.image(preview(dataset, wish, _PREVIEW), width="stretch", alt=told.alt)
        st.caption(t("The last picture of the clip, which takes {n} seconds.", n=t.number(seconds, 1)))
    _long(dataset, wish, form, name, t)


def _long(dataset: Dataset, wish: Wish, form: str, name: str, t: Words) -> None:
    """What takes its time: a button, then a bar, then the file."""
    what = (dataset, wish, form)
    running = current(what)
    made = FORMS[form]
    if running is None:
        if st.button(
            t("Make {name}", name=t(made.name)), type="primary", icon=":material/movie:", key="export:make"
        ):
            begin(what, functools.partial(make, dataset, wish, form))
            st.rerun()
    elif not running.done:
        progress(t)
    elif running.trouble is not None:
        st.error(as_text(str(running.trouble)), icon=":material/report:")
    elif running.made is None:
        st.error(
            t("This could not be made; the window in which the app runs says why."), icon=":material/report:"
        )
    else:
        megabytes = t.number(len(running.made) / 1e6, 1)
        label = t("Download {name}", name=t(made.name)) + f" ({megabytes} MB)"
        _download(label, running.made, name, made.media)


def _download(label: str, content: bytes | Callable[[], bytes], name: str, media: str) -> None:
    st.download_button(
        label,
        content,
        file_name=name,
        mime=media,
        type="primary",
        icon=":material/download:",
        on_click="ignore",
        key="export:download",
    )


def _words(atlas: Opened, wish: Wish, form: str, told: About, name: str, now: Reader) -> None:
    """Caption, alternative text, how to cite, address, works: each to copy with one click."""
    t, dataset = now.t, atlas.dataset
    link = f"{_home()}{told.address}"
    texts = {t("Caption"): told.caption, t("Alternative text"): told.alt}
    if form == "html":
        texts[t("To embed")] = embed(dataset, wish, name)
    texts[t("Permalink")] = link
    st.subheader(t("Words that go with it"), anchor=False)
    for label, text in texts.items():
        st.markdown(f"**{label}**")
        st.code(text, language=None, wrap_lines=True)
    heading = t("Cite this view")
    st.markdown(f"**{heading}**")
    cited = {
        t("In words"): f"{told.title}. {cite_dataset(dataset, wish.language)} {link}",
        "APA": cite_view_in(dataset, told.title, link, "apa"),
        "Chicago": cite_view_in(dataset, told.title, link, "chicago"),
        "BibTeX": cite_view_in(dataset, told.title, link, "bibtex"),
    }
    for tab, text in zip(st.tabs(list(cited)), cited.values(), strict=True):
        tab.code(text, language=None, wrap_lines=True)
    st.caption(
        t(
            "The permalink opens this page with the same choices, for whoever runs Control Atlas with version {version} of "
            "the data.",
            version=dataset.version,
        )
    )
    if form in ("geojson", "csv", "html"):
        return
    works = works_of(dataset, wish)
    with st.expander(t.many("{n} work behind this picture", "{n} works behind this picture", len(works))):
        lines = [
            f"<li value='{number}'>{html.escape(one_line(it.source, now.language))} "
            f"<small>[{html.escape(now.say(dataset.sides[it.source.side].names))}]</small></li>"
            for number, it in enumerate(works, 1)
        ]
        st.html(f"<ol style='padding-left: 2.25rem; font-size: 0.875rem'>{''.join(lines)}</ol>")


def _home() -> str:
    """The address of the app, up to its pages."""
    address = urllib.parse.urlsplit(st.context.url or "http://localhost:8501/")
    folder = address.path.rsplit("/", 1)[0]
    return f"{address.scheme}://{address.netloc}{folder}/"
