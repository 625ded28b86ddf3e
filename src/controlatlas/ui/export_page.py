"""The parts of the page Export: a preview of what is chosen, the file, and the words that go with it."""

from __future__ import annotations

import functools
import html
import urllib.parse
from collections.abc import Callable

import streamlit as st

from ..evidence.bibliography import cite_view_in
from ..export.data_files import rows_of
from ..export.formats import FORMS, fitted_to_form, make
from ..export.metadata import Metadata, file_name, metadata_of
from ..export.page import embed, page
from ..export.png import preview
from ..language.captions import PictureKind
from ..language.catalogue import Translator
from ..language.dates_and_works import cite_dataset, one_line
from ..language.terms import MAP_LAYERS
from ..picture.compose import works_of
from ..picture.scripts import without_letters
from ..picture.shots import shots
from ..picture.spec import WHOLE, PictureSpec, bounds_of, validated
from ..records.errors import ExportError
from ..records.model import Dataset
from .export_choices import choices, fields_of, spec_of
from .parts.map_host import show_map
from .parts.markdown import as_text
from .state.address import View
from .state.datasets import OpenDataset, as_document
from .state.jobs import begin, current, progress_bar
from .state.reader import Reader

_PREVIEW = 1200
"""How wide the preview is at most, in pixels."""


def desk(atlas: OpenDataset, reader: Reader) -> None:
    """The whole page: choices on one side, preview, file and words on the other."""
    fields = fields_of(atlas, reader)
    left, right = st.columns([1, 2], gap="large")
    with left:
        form = choices(atlas, fields, reader)
    fields.keep()
    with right:
        spec, problems = spec_of(atlas, fields, reader)
        try:
            spec = validated(fitted_to_form(spec, form), atlas.dataset, reader.t)
        except ExportError as error:
            problems += error.problems
        if not problems:
            said = without_letters(atlas.dataset, spec, reader.t) if FORMS[form].drawn else None
            if said:
                st.warning(as_text(said), icon=":material/translate:")
            try:
                _result(atlas, spec, form, reader)
                return
            except ExportError as error:
                problems += error.problems
        for problem in problems:
            st.error(as_text(problem), icon=":material/report:")
        st.info(reader.t("Put this right, and the preview comes back."), icon=":material/info:")


def _result(atlas: OpenDataset, spec: PictureSpec, form: str, reader: Reader) -> None:
    """The preview, the file, and the words."""
    t, dataset, made = reader.t, atlas.dataset, FORMS[form]
    metadata = metadata_of(dataset, spec, form)
    name = file_name(dataset, spec, form)
    if made.moves:
        taken = shots(dataset, spec.earlier or dataset.start, spec.day, spec.lens, spec.pace, t)
        seconds = sum(shot.seconds for shot in taken)
        _clip(dataset, spec, form, name, metadata, seconds, t)
    else:
        _preview(dataset, spec, form, metadata, reader)
        if form == "zip":
            _long(dataset, spec, form, name, t)
        else:
            label = t("Download {name}", name=as_text(t(made.name)))
            _download(label, functools.partial(make, dataset, spec, form), name, made.media)
    _words(atlas, spec, form, metadata, name, reader)


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
    position = None if isinstance(spec.extent, str) else spec.extent
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
        fit=bounds_of(spec, dataset) if position is None and spec.extent != WHOLE else None,
    )


def _clip(
    dataset: Dataset,
    spec: PictureSpec,
    form: str,
    name: str,
    metadata: Metadata,
    seconds: float,
    t: Translator,
) -> None:
    """The clip once it is made; before that its last picture."""
    running = current((dataset, spec, form))
    if running is not None and running.made is not None:
        if form == "mp4":
            st.video(running.made, format="video/mp4", loop=True, muted=True)
        else:
            st.image(running.made, width="stretch", alt=metadata.alt)
    else:
        st.image(preview(dataset, spec, _PREVIEW), width="stretch", alt=metadata.alt)
        st.caption(t("The last picture of the clip, which takes {n} seconds.", n=t.number(seconds, 1)))
    _long(dataset, spec, form, name, t)


def _long(dataset: Dataset, spec: PictureSpec, form: str, name: str, t: Translator) -> None:
    """What takes its time: a button, then a bar, then the file."""
    what = (dataset, spec, form)
    running = current(what)
    made = FORMS[form]
    if running is None:
        if st.button(
            t("Make {name}", name=as_text(t(made.name))),
            type="primary",
            icon=":material/movie:",
            key="export:make",
        ):
            begin(what, functools.partial(make, dataset, spec, form))
            st.rerun()
    elif not running.done:
        progress_bar(t)
    elif running.trouble is not None:
        st.error(as_text(running.trouble), icon=":material/report:")
    elif running.made is None:
        st.error(
            t("This could not be made; the window in which the app runs says why."), icon=":material/report:"
        )
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


def _words(
    atlas: OpenDataset, spec: PictureSpec, form: str, metadata: Metadata, name: str, reader: Reader
) -> None:
    """Caption, alternative text, how to cite, address, works: each to copy with one click."""
    t, dataset = reader.t, atlas.dataset
    link = f"{_home()}{metadata.address}"
    texts = {t("Caption"): metadata.caption, t("Alternative text"): metadata.alt}
    if form == "html":
        texts[t("To embed")] = embed(dataset, spec, name)
    texts[t("Permalink")] = link
    st.subheader(t("Words that go with it"), anchor=False)
    for label, text in texts.items():
        st.markdown(f"**{label}**")
        st.code(text, language=None, wrap_lines=True)
    heading = t("Cite this view")
    st.markdown(f"**{heading}**")
    cited = {
        t("In words"): f"{metadata.title}. {cite_dataset(dataset, spec.language)} {link}",
        "APA": cite_view_in(dataset, metadata.title, link, "apa"),
        "Chicago": cite_view_in(dataset, metadata.title, link, "chicago"),
        "BibTeX": cite_view_in(dataset, metadata.title, link, "bibtex"),
    }
    for tab, text in zip(st.tabs(list(cited)), cited.values(), strict=True):
        tab.code(text, language=None, wrap_lines=True)
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
    with st.expander(t.plural("{n} work behind this picture", "{n} works behind this picture", len(works))):
        lines = [
            f"<li value='{number}'>{html.escape(one_line(it.source, reader.language))} "
            f"<small>[{html.escape(reader.say(dataset.sides[it.source.side].names))}]</small></li>"
            for number, it in enumerate(works, 1)
        ]
        st.html(f"<ol style='padding-left: 2.25rem; font-size: 0.875rem'>{''.join(lines)}</ol>")


def _home() -> str:
    """The address of the app, up to its pages."""
    address = urllib.parse.urlsplit(st.context.url or "http://localhost:8501/")
    folder = address.path.rsplit("/", 1)[0]
    return f"{address.scheme}://{address.netloc}{folder}/"
