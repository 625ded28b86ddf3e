"""The parts of the page Export: a preview of what is chosen, the file, and the words that go with it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping

import streamlit as st

from ..evidence.bibliography import cite_view_in
from ..export.data_files import rows_of
from ..export.formats import FORMS, fitted_to_form, make
from ..export.metadata import Metadata, description_of, file_name, metadata_of
from ..export.page import embed, page
from ..export.png import preview
from ..language.captions import PictureKind, outside_in_words
from ..language.catalogue import Translator
from ..language.dates_and_works import cite_dataset, one_line
from ..language.reader import Reader
from ..language.terms import MAP_LAYERS
from ..picture.compose import works_of
from ..picture.spec import (
    CHANGES,
    WHOLE,
    PictureSpec,
    bounds_of,
    in_other_letters,
    shots_of,
    validated,
)
from ..records.errors import ExportError
from ..records.model import Dataset
from ..work.order import order_of
from .export_choices import choices, fields_of, spec_of
from .parts.copied_text import copied_text
from .parts.map_host import show_map
from .parts.markdown import as_text
from .parts.markup import as_html
from .state.address import View
from .state.datasets import OpenDataset, as_document
from .state.fields import Fields, put
from .state.jobs import begin, current, progress_bar, refused, trouble
from .state.settings import workers_of_installation

_PREVIEW = 1200
"""How wide the preview is at most, in pixels."""


_STYLE = """
<style>
@media (max-width: 640px) { [data-testid=stColumn]:has(.st-key-export-seen) { order: -1; } }
</style>
"""
"""On a phone what is made stands first, and what can be chosen below it."""


def desk(atlas: OpenDataset, reader: Reader) -> None:
    """The whole page: choices on one side, preview and file on the other, and the words below both."""
    fields = fields_of(atlas, reader)
    left, right = st.columns([1, 2], gap="large")
    with left:
        form = choices(atlas, fields, reader)
    fields.keep()
    with right, st.container(key="export-seen"):
        made = _made(atlas, fields, form, reader)
        st.html(_STYLE)
    if made is not None:
        spec, metadata = made
        _words(atlas, spec, form, metadata, reader)


def _made(
    atlas: OpenDataset, fields: Fields, form: str, reader: Reader
) -> tuple[PictureSpec, Metadata] | None:
    """What is chosen, with its preview and its file; or all that stands against it."""
    spec, problems = spec_of(atlas, fields, reader)
    try:
        spec = validated(fitted_to_form(spec, form), atlas.dataset, reader.t)
    except ExportError as error:
        problems += error.problems
    if not problems:
        try:
            return spec, _result(atlas, spec, form, reader)
        except ExportError as error:
            problems += error.problems
    for problem in problems:
        st.error(as_text(problem), icon=":material/report:")
    st.info(reader.t("Fix this to see the preview."), icon=":material/info:")
    return None


def _result(atlas: OpenDataset, spec: PictureSpec, form: str, reader: Reader) -> Metadata:
    """The preview and the file; what is said of it."""
    t, dataset, made = reader.t, atlas.dataset, FORMS[form]
    metadata = metadata_of(dataset, spec, form)
    name = file_name(dataset, spec, form)
    if made.drawn and (warning := in_other_letters(spec, dataset, t)):
        st.warning(as_text(warning), icon=":material/translate:")
    if made.moves:
        seconds = sum(shot.seconds for shot in shots_of(spec, dataset))
        _clip(atlas, spec, form, name, metadata, seconds, t)
    elif form == "html":  # a map as high as the window stands below what a reader came for
        _take(dataset, spec, form, name, t)
        _copied({t("Embed on your page"): embed(dataset, spec, name)}, t, exact=True)
        st.caption(t("Upload the file to your server, and put this line where the map is to stand."))
        _outside(dataset, spec, form, t)
        _preview(dataset, spec, form, metadata, reader)
    else:
        _preview(dataset, spec, form, metadata, reader)
        _outside(dataset, spec, form, t)
        if form == "zip":
            _long(atlas, spec, form, name, t)
        else:
            _take(dataset, spec, form, name, t)
    return metadata


def _take(dataset: Dataset, spec: PictureSpec, form: str, name: str, t: Translator) -> None:
    """The file that is made at once; beside a picture, the way to a moving map with a line to embed it."""
    made = FORMS[form]
    label = t("Download {name}", name=as_text(t(made.name)))
    with st.container(key="export-take", horizontal=True, vertical_alignment="center"):
        _download(label, functools.partial(make, dataset, spec, form), name, made.media)
        if made.drawn:
            st.button(
                t("Embed a moving map"),
                key="export:embed",
                icon=":material/code:",
                type="tertiary",
                on_click=lambda: put("export", format="html"),
            )


def _outside(dataset: Dataset, spec: PictureSpec, form: str, t: Translator) -> None:
    """What changes but lies outside the map, with a button that shows it."""
    said = outside_in_words(description_of(dataset, spec, form).view, t)
    if said:
        with st.container(key="export-outside", horizontal=True, vertical_alignment="center"):
            st.warning(as_text(said), icon=":material/location_off:")
            st.button(
                t("Show what changes"),
                key="export:show-changes",
                icon=":material/arrow_forward:",
                on_click=lambda: put("export", extent=CHANGES),
            )


def _preview(dataset: Dataset, spec: PictureSpec, form: str, metadata: Metadata, reader: Reader) -> None:
    if form == "html":
        _moving(dataset, spec, metadata)
    elif form in ("geojson", "csv"):
        rows = rows_of(dataset, spec)
        st.markdown(
            reader.t.plural(
                "{n} row; the first are shown here.", "{n} rows; the first are shown here.", len(rows)
            )
        )
        shown = [{**row, "citations": " ".join(row["citations"])} for row in rows[:200]]
        st.dataframe(shown, hide_index=True, width="stretch", height=420, alt=metadata.title)
    else:
        st.image(preview(dataset, spec, _PREVIEW), width="stretch", alt=metadata.alt)


def _moving(dataset: Dataset, spec: PictureSpec, metadata: Metadata) -> None:
    """The web page as it will open, in the same frame without rights as the map of the other pages."""
    two = spec.kind in (PictureKind.PAIR, PictureKind.DIFFERENCE)
    clip = (spec.earlier, spec.day) if spec.kind is PictureKind.CLIP and spec.earlier else None
    position = None if isinstance(spec.shown, str) else spec.shown
    show_map(
        as_document(page(dataset, spec).decode("utf-8")),
        title=metadata.title,
        view=View(
            day=spec.earlier if (two or clip) and spec.earlier else spec.day,
            selection=spec.marked,
            layers=None if len(spec.layers) == len(MAP_LAYERS) else tuple(sorted(spec.layers)),
            position=position,
            lens=spec.lens,
            range=clip,
            other=spec.day if two else None,
            mode="difference" if spec.kind is PictureKind.DIFFERENCE else None,
        ),
        turn=1,
        key="export:map",
        fit=bounds_of(spec, dataset) if position is None and spec.shown != WHOLE else None,
    )


def _clip(
    atlas: OpenDataset,
    spec: PictureSpec,
    form: str,
    name: str,
    metadata: Metadata,
    seconds: float,
    t: Translator,
) -> None:
    """The clip once it is made; before that its last picture."""
    running = current(order_of(atlas.folder, atlas.stamp, atlas.dataset, spec, form))
    if running is not None and running.made is not None:
        if form == "mp4":
            st.video(running.made, format="video/mp4", loop=True, muted=True)
        else:
            st.image(running.made, width="stretch", alt=metadata.alt)
    else:
        st.image(preview(atlas.dataset, spec, _PREVIEW), width="stretch", alt=metadata.alt)
        st.caption(t("The last picture of the clip, which lasts {n} seconds.", n=t.number(seconds, 1)))
    _long(atlas, spec, form, name, t)


def _long(atlas: OpenDataset, spec: PictureSpec, form: str, name: str, t: Translator) -> None:
    """What takes its time: a button, then a bar, then the file; or that this server does not make it."""
    if workers_of_installation() == 0:
        st.info(
            t(
                "This server makes no clips or ZIP files. Control Atlas on your own computer makes them with the same choices."
            )
        )
        return
    order = order_of(atlas.folder, atlas.stamp, atlas.dataset, spec, form)
    running = current(order)
    made = FORMS[form]
    problem = trouble(running, t) if running is not None else None
    if problem is not None:
        st.error(as_text(problem), icon=":material/report:")
    if running is None or problem is not None:
        st.button(
            t("Create {name}", name=as_text(t(made.name))),
            type="primary",
            icon=":material/movie:" if made.moves else ":material/folder_zip:",
            key="export:make",
            on_click=begin,
            args=(order,),
        )
        if refused():
            st.warning(t("Too many files are waiting to be made. Try again in a few minutes."))
    elif running.made is None:
        progress_bar(t)
    else:
        megabytes = t.number(len(running.made) / 1e6, 1)
        label = t("Download {name}", name=as_text(t(made.name))) + f" ({megabytes} MB)"
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


def _words(atlas: OpenDataset, spec: PictureSpec, form: str, metadata: Metadata, reader: Reader) -> None:
    """Caption, alternative text, how to cite, address, works: each to copy with one click."""
    t = reader.t
    st.subheader(t("Caption, alt text and citation"), anchor=False)
    left, right = st.columns(2, gap="large")
    with left:
        _copied({t("Caption"): metadata.caption, t("Alternative text"): metadata.alt}, t)
    with right:
        _cited(atlas, spec, form, metadata, reader)


def _copied(texts: Mapping[str, str], t: Translator, *, exact: bool = False) -> None:
    """Each text under its name, with a button that copies it."""
    for label, text in texts.items():
        st.markdown(f"**{as_text(label)}**")
        copied_text(text, t, key=f"export:{label}", exact=exact)


def _cited(atlas: OpenDataset, spec: PictureSpec, form: str, metadata: Metadata, reader: Reader) -> None:
    """Addresses, how to cite, and the works."""
    t, dataset = reader.t, atlas.dataset
    link = metadata.address
    _copied({t("Permalink"): link}, t, exact=True)
    heading = t("Cite this view")
    st.markdown(f"**{heading}**")
    cited = {
        t("In words"): f"{metadata.title}. {cite_dataset(dataset, spec.language)} {link}",
        "APA": cite_view_in(dataset, metadata.title, link, "apa"),
        "Chicago": cite_view_in(dataset, metadata.title, link, "chicago"),
        "BibTeX": cite_view_in(dataset, metadata.title, link, "bibtex"),
    }
    for tab, (style, text) in zip(st.tabs(list(cited)), cited.items(), strict=True):
        copied_text(text, t, key=f"export:cite:{style}", exact=style == "BibTeX", within=tab)
    if not spec.site:
        st.caption(
            t(
                "The permalink opens this page with the same choices, for whoever runs Control Atlas with version {version} of "
                "the data.",
                version=as_text(dataset.version),
            )
        )
    if form in ("geojson", "csv", "html"):
        return
    works = works_of(dataset, spec)
    with st.expander(t("Sources ({n})", n=t.number(len(works)))):
        lines = [
            f"<li value='{as_html(number)}'>{as_html(one_line(it.source, reader.language))} "
            f"<small>[{as_html(reader.say(dataset.sides[it.source.side].names))}]</small></li>"
            for number, it in enumerate(works, 1)
        ]
        st.html(f"<ol style='padding-left: 2.25rem; font-size: 0.875rem'>{''.join(lines)}</ol>")
