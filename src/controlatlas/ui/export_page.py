"""The parts of the page Export: what is wanted, a preview of it, the file, and the words that go with it."""

from __future__ import annotations

import datetime as dt
import functools
import html
import re
import urllib.parse
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from ..bibliography import cite_view_in
from ..captions import Kind, name_of_whole
from ..cite import cite_dataset, one_line
from ..errors import ExportError
from ..export.about import About, about, file_name
from ..export.compose import works_of
from ..export.data_files import rows_of
from ..export.film import Pace, shots
from ..export.formats import FORMS, fitting, make
from ..export.labels import DENSITIES
from ..export.page import embed, page
from ..export.palette import THEMES, TONES
from ..export.png import preview
from ..export.size import LABELS, PRESETS, read_size
from ..export.wish import LONGEST_TEXT, WHOLE, Wish, bounds_of, checked, extents
from ..model import Dataset, Lens
from ..naming import policies
from ..terms import LENS_MEANINGS, LENSES, MAP_LAYERS
from ..words import LANGUAGES, Words, mark, name_of_language
from .address import View
from .data import Opened, as_document
from .fields import Field, Fields
from .host import show_map
from .jobs import begin, current, progress
from .reader import Reader
from .wish import show, wishes

AS_ON_MAP = "map"
OWN_SIZE = "own"
_PREVIEW = 1200
"""How wide the preview is at most, in pixels."""

KINDS: Mapping[str, str] = {
    "day": mark("One day"),
    "pair": mark("Two days, side by side"),
    "difference": mark("What changed between two days"),
}
DENSITY_NAMES: Mapping[str, str] = {
    "none": mark("No settlements"),
    "few": mark("The most important"),
    "some": mark("As on the map"),
    "many": mark("As many as fit"),
}
THEME_NAMES: Mapping[str, str] = {"light": mark("Light"), "dark": mark("Dark")}
TONE_NAMES: Mapping[str, str] = {"colour": mark("Colour"), "grey": mark("Grey")}

_NUMBER = re.compile(r"\d{1,3}(\.\d{1,2})?")


def desk(atlas: Opened, now: Reader) -> None:
    """The whole page: choices on one side, preview, file and words on the other."""
    fields = _fields(atlas, now)
    choices, result = st.columns([1, 2], gap="large")
    with choices:
        form = _choices(atlas, fields, now)
    fields.keep()
    with result:
        try:
            wish = checked(fitting(_wish(atlas, fields, now), form), atlas.dataset, now.t)
            _result(atlas, wish, form, now)
        except ExportError as error:
            for problem in error.problems:
                st.error(_as_text(problem), icon=":material/report:")
            st.info(now.t("Put this right, and the preview comes back."), icon=":material/info:")


# ---------------------------------------------------------------- choices


def _fields(atlas: Opened, now: Reader) -> Fields:
    dataset = atlas.dataset
    places = {*dataset.places, *dataset.groups, WHOLE, AS_ON_MAP}
    number = _NUMBER.fullmatch
    return Fields(
        "export",
        (
            Field("format", tuple(FORMS), default="png"),
            Field("kind", tuple(KINDS)),
            Field("extent", places),
            Field("mark", {*dataset.places, *dataset.groups, *dataset.event}),
            Field("size", (*PRESETS, OWN_SIZE), default="1200x675"),
            Field("own", default=""),
            Field("times", ("1", "2", "3"), default="1"),
            Field("in", LANGUAGES),
            Field("named", policies(dataset)),
            Field("labels", tuple(DENSITIES), default="some"),
            Field("theme", THEMES, default="light"),
            Field("tone", TONES, default="colour"),
            *(Field(name, default="") for name in LONGEST_TEXT),
            Field("fps", default="12", accepts=lambda text: text.isdecimal()),
            Field("each", default="0.25", accepts=lambda text: bool(number(text))),
            Field("change", default="0.75", accepts=lambda text: bool(number(text))),
            Field("hold", default="3", accepts=lambda text: bool(number(text))),
            Field("days", ("all", "changes"), default="all"),
        ),
        now.t,
    )


def _choices(atlas: Opened, fields: Fields, now: Reader) -> str:
    """All choices; returns the form chosen."""
    t, view = now.t, wishes(atlas).view
    st.selectbox(
        t("Format"),
        list(FORMS),
        key=fields.key("format"),
        format_func=lambda key: f"{t(FORMS[key].name)}: {t(FORMS[key].purpose)}",
    )
    form = FORMS[fields["format"]]
    days_only = form.moves or form.id in ("html", "geojson", "csv")
    two = form.moves or fields["kind"] in ("pair", "difference")
    if not form.moves:
        kinds = (
            {"day": KINDS["day"], "pair": t("From one day to another")}
            if days_only and form.id != "html"
            else KINDS
        )
        if fields["kind"] not in kinds:
            st.session_state[fields.key("kind")] = "pair" if two else "day"
        st.selectbox(t("What"), list(kinds), key=fields.key("kind"), format_func=lambda key: t(kinds[key]))
    _days(atlas, view, two=two, t=t)
    _extent(atlas, fields, view, now)
    if form.drawn:
        _size(fields, t)
    if form.moves:
        _pace(fields, t)
    _lens(atlas, view, t)
    with st.expander(t("Words of your own"), icon=":material/title:"):
        for name, label in (
            ("title", t("Title")),
            ("subtitle", t("Line under the date")),
            ("credit", t("Credit")),
        ):
            st.text_input(
                label, key=fields.key(name), max_chars=LONGEST_TEXT[name], placeholder=t("The program’s own")
            )
    with st.expander(t("Language, look and layers"), icon=":material/palette:"):
        _look(atlas, fields, view, now)
    st.button(
        t("Back to the usual choices"),
        key="export:clear",
        type="tertiary",
        icon=":material/undo:",
        disabled=not fields.touched,
        on_click=fields.clear,
    )
    return form.id


def _days(atlas: Opened, view: View, *, two: bool, t: Words) -> None:
    """The day, or the two days; ranges of the dataset fill in both."""
    dataset = atlas.dataset
    earlier = view.other or (view.range[0] if view.range else None) or dataset.start
    st.session_state["export:day"], st.session_state["export:other"] = view.day, min(earlier, view.day)
    labels = {"export:day": t("Later day") if two else t("Day")}
    if two:
        named = {it.id: it for it in (*dataset.ranges, *dataset.comparisons)}
        st.session_state["export:period"] = next(
            (key for key, it in named.items() if (it.start, it.end) == (min(earlier, view.day), view.day)),
            None,
        )
        st.selectbox(
            t("A period of the dataset"),
            list(named),
            index=None,
            key="export:period",
            placeholder=t("Choose one, or any two days"),
            format_func=lambda key: _name_of_period(named[key], t),
            on_change=lambda: _period(atlas, named),
        )
        labels = {"export:other": t("Earlier day"), **labels}
    for column, (key, label) in zip(st.columns(len(labels)), labels.items(), strict=True):
        column.date_input(
            label,
            key=key,
            min_value=dataset.start,
            max_value=dataset.end,
            format="YYYY-MM-DD",
            on_change=lambda: _move(atlas, two=two),
        )


def _name_of_period(period: Any, t: Words) -> str:
    text = period.names.get(t.language) or period.names.get("en") or period.id
    return str(text)


def _period(atlas: Opened, named: Mapping[str, Any]) -> None:
    chosen = named.get(st.session_state["export:period"] or "")
    if chosen is not None:
        show(atlas, replace(wishes(atlas).view, day=chosen.end, other=chosen.start, range=None))


def _move(atlas: Opened, *, two: bool) -> None:
    day, other = st.session_state["export:day"], st.session_state.get("export:other")
    view = wishes(atlas).view
    if two and isinstance(day, dt.date) and isinstance(other, dt.date):
        show(atlas, replace(view, day=max(day, other), other=min(day, other), range=None))
    elif isinstance(day, dt.date):
        show(atlas, replace(view, day=day, range=None))


def _extent(atlas: Opened, fields: Fields, view: View, now: Reader) -> None:
    t, dataset = now.t, atlas.dataset
    offered = [WHOLE, *([AS_ON_MAP] if view.position else []), *extents(dataset)]
    chosen = fields["extent"]
    if chosen == AS_ON_MAP and view.position is None:
        chosen = None
    if chosen is None:
        chosen = AS_ON_MAP if view.position else WHOLE
    if chosen not in offered:
        offered.append(chosen)
    st.session_state[fields.key("extent")] = chosen
    names = {WHOLE: t("All: {name}", name=name_of_whole(dataset, t.language)), AS_ON_MAP: t("As on the map")}
    st.selectbox(
        t("Extent"),
        offered,
        key=fields.key("extent"),
        format_func=lambda key: names.get(key) or now.place(dataset, key),
    )


def _size(fields: Fields, t: Words) -> None:
    st.selectbox(
        t("Size"),
        [*PRESETS, OWN_SIZE],
        key=fields.key("size"),
        format_func=lambda key: t(LABELS[key]) if key in LABELS else t("Another size"),
    )
    if fields["size"] == OWN_SIZE:
        st.text_input(
            t("Width × height"),
            key=fields.key("own"),
            placeholder="1600x900, 120x90mm",
            help=t("In pixels, or in mm."),
        )
    if fields["format"] in ("png", "zip"):
        st.segmented_control(
            t("Resolution"),
            ["1", "2", "3"],
            key=fields.key("times"),
            format_func=lambda key: f"{key}×",
            required=True,
        )


def _pace(fields: Fields, t: Words) -> None:
    with st.expander(t("Pace"), icon=":material/speed:"):
        st.radio(
            t("Days shown"),
            ["all", "changes"],
            key=fields.key("days"),
            format_func=lambda key: {"all": t("Every day"), "changes": t("Only days with a change")}[key],
        )
        for name, label in (
            ("each", t("Seconds for a plain day")),
            ("change", t("Seconds for a day with a change")),
            ("hold", t("Seconds more for the last day")),
            ("fps", t("Pictures a second")),
        ):
            st.text_input(label, key=fields.key(name))


def _lens(atlas: Opened, view: View, t: Words) -> None:
    st.session_state["export:lens"] = view.lens.value
    st.radio(
        t("How claims are read"),
        [lens.value for lens in Lens],
        key="export:lens",
        format_func=lambda key: t(LENSES[Lens(key)]),
        captions=[t(LENS_MEANINGS[lens]) for lens in Lens],
        on_change=lambda: show(
            atlas, replace(wishes(atlas).view, lens=Lens(st.session_state["export:lens"]))
        ),
    )


def _look(atlas: Opened, fields: Fields, view: View, now: Reader) -> None:
    t, dataset = now.t, atlas.dataset
    if fields["in"] is None:
        st.session_state[fields.key("in")] = now.language
    if fields["named"] is None:
        st.session_state[fields.key("named")] = now.naming.policy
    st.selectbox(
        t("Language of the picture"),
        LANGUAGES,
        key=fields.key("in"),
        format_func=lambda tag: name_of_language(tag, tag).capitalize(),
    )
    st.selectbox(
        t("Names of places"),
        policies(dataset),
        key=fields.key("named"),
        format_func=lambda tag: (
            t("Both sides’ forms") if tag == "both" else name_of_language(tag, t.language).capitalize()
        ),
    )
    st.selectbox(
        t("Names on the map"),
        list(DENSITIES),
        key=fields.key("labels"),
        format_func=lambda key: t(DENSITY_NAMES[key]),
    )
    st.segmented_control(
        t("Surroundings"),
        THEMES,
        key=fields.key("theme"),
        format_func=lambda key: t(THEME_NAMES[key]),
        required=True,
    )
    st.segmented_control(
        t("Ink"), TONES, key=fields.key("tone"), format_func=lambda key: t(TONE_NAMES[key]), required=True
    )
    st.session_state["export:layers"] = list(view.layers if view.layers is not None else MAP_LAYERS)
    st.multiselect(
        t("Layers"),
        list(MAP_LAYERS),
        key="export:layers",
        format_func=lambda key: t(MAP_LAYERS[key]),
        on_change=lambda: _layers(atlas),
    )


def _layers(atlas: Opened) -> None:
    chosen = tuple(key for key in MAP_LAYERS if key in st.session_state["export:layers"])
    show(atlas, replace(wishes(atlas).view, layers=None if len(chosen) == len(MAP_LAYERS) else chosen))


def _wish(atlas: Opened, fields: Fields, now: Reader) -> Wish:
    """What the choices come to; raise ``ExportError`` for a size or a pace that cannot be read."""
    t, dataset, view = now.t, atlas.dataset, wishes(atlas).view
    form = FORMS[fields["format"]]
    kind = Kind(fields["kind"] or "day")
    if form.moves or (form.id == "html" and kind is Kind.DAY and view.range):
        kind = Kind.CLIP
    earlier = view.other or (view.range[0] if view.range else None) or dataset.start
    times = int(fields["times"] or 1) if form.id in ("png", "zip") else 1
    size = read_size(fields["own"] if fields["size"] == OWN_SIZE else fields["size"], times, t)
    extent: str | tuple[float, float, float] = fields["extent"] or WHOLE
    if extent == AS_ON_MAP:
        extent = view.position or WHOLE
    return Wish(
        day=view.day,
        kind=kind,
        earlier=None if kind is Kind.DAY else earlier,
        extent=extent,
        size=size,
        language=fields["in"] or now.language,
        names=fields["named"] or now.naming.policy,
        lens=view.lens,
        layers=frozenset(view.layers if view.layers is not None else MAP_LAYERS),
        labels=fields["labels"],
        marked=fields["mark"] or view.selection,
        title=fields["title"] or None,
        subtitle=fields["subtitle"] or None,
        credit=fields["credit"] or None,
        theme=fields["theme"] or "light",
        tone=fields["tone"] or "colour",
        pace=_pace_of(fields, t),
    )


def _pace_of(fields: Fields, t: Words) -> Pace:
    problems = []
    for name in ("each", "change", "hold"):
        if not _NUMBER.fullmatch(fields[name] or ""):
            problems.append(
                t("“{text}” is no number of seconds; write it as 0.5.", text=(fields[name] or "")[:20])
            )
    if not (fields["fps"] or "").isdecimal():
        problems.append(
            t("“{text}” is no number of pictures a second; write it as 12.", text=(fields["fps"] or "")[:20])
        )
    if problems:
        raise ExportError(problems)
    return Pace(
        int(fields["fps"]),
        float(fields["each"]),
        float(fields["change"]),
        float(fields["hold"]),
        fields["days"] == "changes",
    )


# ---------------------------------------------------------------- what comes of it


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
            st.download_button(
                t("Download {name}", name=t(made.name)),
                functools.partial(make, dataset, wish, form),
                file_name=name,
                mime=made.media,
                type="primary",
                icon=":material/download:",
                on_click="ignore",
                key="export:download",
            )
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
        st.error(_as_text(str(running.trouble)), icon=":material/report:")
    elif running.made is not None:
        megabytes = t.number(len(running.made) / 1e6, 1)
        st.download_button(
            t("Download {name}", name=t(made.name)) + f" ({megabytes} MB)",
            running.made,
            file_name=name,
            mime=made.media,
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


def _as_text(text: str) -> str:
    """A text as it stands, with nothing in it that Markdown would read."""
    return "".join(f"\\{letter}" if letter in r"\`*_[]<>$:~#|" else letter for letter in text)
