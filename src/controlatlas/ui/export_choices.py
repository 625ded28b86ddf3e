"""The choices of the page Export: what is wanted, how it looks, and what all of them come to."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from ..export.formats import FORMS
from ..history.compare import day_to_compare
from ..language.capitals import with_capital
from ..language.captions import PictureKind, name_of_whole
from ..language.catalogue import LANGUAGES, Translator, mark, name_of_language
from ..language.drawn import only_drawn
from ..language.naming import BOTH, policies
from ..language.reader import Reader
from ..language.terms import LENS_MEANINGS_OF_PICTURES, LENSES, MAP_LAYERS, SAYS
from ..picture.labels import DENSITIES
from ..picture.legend import LEGENDS
from ..picture.shots import USUAL, Pace
from ..picture.size import LABELS, PRESETS, read_size
from ..picture.spec import CHANGES, LONGEST_TEXT, WHOLE, PictureSpec, extents
from ..picture.svg import LETTERS
from ..records.errors import ExportError
from ..records.model import Dataset, Lens, Period, say
from ..style.palette import THEMES, TONES
from .parts.day_field import day_field
from .parts.markdown import as_text
from .state.address import View
from .state.datasets import OpenDataset
from .state.fields import Field, Fields
from .state.settings import address_of_installation, site_of_installation
from .state.view import show, view_state

AS_ON_MAP = "map"
OWN_SIZE = "own"

KINDS: Mapping[str, str] = {
    "day": mark("One day"),
    "pair": mark("Two days, side by side"),
    "difference": mark("What changed between two days"),
}
DATA_KINDS: Mapping[str, str] = {"day": KINDS["day"], "pair": mark("From one day to another")}
DENSITY_NAMES: Mapping[str, str] = {
    "none": mark("No settlements"),
    "few": mark("The most important"),
    "some": mark("As on the map"),
    "many": mark("As many as fit"),
}
THEME_NAMES: Mapping[str, str] = {"light": mark("Light"), "dark": mark("Dark")}
TONE_NAMES: Mapping[str, str] = {"colour": mark("Colour"), "grey": mark("Grey")}
LETTER_NAMES: Mapping[str, str] = {"text": mark("Text"), "outlines": mark("Outlines")}
LEGEND_NAMES: Mapping[str, str] = {
    "none": mark("no legend"),
    "short": mark("names of the signs"),
    "full": mark("with meanings"),
}

_NUMBER = re.compile(r"\d{1,3}([.,]\d{1,2})?")


def fields_of(atlas: OpenDataset, reader: Reader) -> Fields:
    """What this page keeps in the address beside the view."""
    dataset = atlas.dataset
    places = {*dataset.places, *dataset.groups, WHOLE, CHANGES, AS_ON_MAP}
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
            Field("letters", LETTERS, default=LETTERS[0]),
            Field("legend", LEGENDS, default="short"),
            *(Field(name, default="") for name in LONGEST_TEXT),
            Field("fps", default="12", accepts=lambda text: text.isdecimal()),
            Field("each", default="0.25", accepts=lambda text: bool(number(text))),
            Field("change", default="1.6", accepts=lambda text: bool(number(text))),
            Field("hold", default="3", accepts=lambda text: bool(number(text))),
            Field("days", ("all", "changes"), default="all"),
        ),
        reader.t,
    )


def choices(atlas: OpenDataset, fields: Fields, reader: Reader) -> str:
    """All choices; returns the form chosen."""
    t, view = reader.t, view_state(atlas).view
    st.selectbox(
        t("Format"),
        list(FORMS),
        key=fields.key("format"),
        format_func=lambda key: t(SAYS, name=t(FORMS[key].name), state=t(FORMS[key].purpose)),
    )
    form = FORMS[fields["format"]]
    two = form.moves or fields["kind"] in ("pair", "difference")
    if not form.moves:
        kinds = DATA_KINDS if form.id in ("geojson", "csv") else KINDS
        if fields["kind"] not in kinds:
            st.session_state[fields.key("kind")] = "pair" if two else "day"
        st.selectbox(t("What"), list(kinds), key=fields.key("kind"), format_func=lambda key: t(kinds[key]))
    _days(atlas, view, two=two, t=t)
    _extent(atlas, fields, view, reader)
    if form.drawn:
        _size(fields, t)
    if form.moves:
        _pace(fields, t)
    _lens(atlas, view, t)
    with st.expander(t("Your own title and credit"), icon=":material/title:"):
        for name, label in (
            ("title", t("Title")),
            ("subtitle", t("Line under the date")),
            ("credit", t("Credit")),
        ):
            st.text_input(
                label, key=fields.key(name), max_chars=LONGEST_TEXT[name], placeholder=t("The program’s own")
            )
    with st.expander(t("Language, look and layers"), icon=":material/palette:"):
        _look(atlas, fields, view, reader)
        if form.drawn:
            st.segmented_control(
                t("Legend"),
                LEGENDS,
                key=fields.key("legend"),
                format_func=lambda key: t(LEGEND_NAMES[key]),
                help=t("With meanings, where the picture has room for them."),
                required=True,
            )
        if form.id in ("svg", "zip"):
            st.segmented_control(
                t("Letters of the SVG"),
                LETTERS,
                key=fields.key("letters"),
                format_func=lambda key: t(LETTER_NAMES[key]),
                help=t("Outlines look the same in every program; text can be edited and copied."),
                required=True,
            )
    st.button(
        t("Back to the usual choices"),
        key="export:clear",
        type="tertiary",
        icon=":material/undo:",
        disabled=not fields.touched,
        on_click=fields.clear,
    )
    return form.id


def _days(atlas: OpenDataset, view: View, *, two: bool, t: Translator) -> None:
    """The day, or the two days; ranges of the dataset fill in both."""
    dataset = atlas.dataset
    earlier = min(_earlier(view, dataset), view.day)
    st.session_state["export:day"], st.session_state["export:other"] = view.day, earlier
    labels = {"export:day": t("Later day") if two else t("Day")}
    if two:
        # a range and a comparison may share their id: with the same days they are one choice, with others two
        named = {f"{it.id} {it.start} {it.end}": it for it in (*dataset.ranges, *dataset.comparisons)}
        st.session_state["export:period"] = next(
            (key for key, it in named.items() if (it.start, it.end) == (earlier, view.day)), None
        )
        st.selectbox(
            t("A period of the dataset"),
            list(named),
            index=None,
            key="export:period",
            placeholder=t("Choose one, or any two days"),
            format_func=lambda key: say(named[key].names, t.language),
            on_change=lambda: _period(atlas, named),
        )
        labels = {"export:other": t("Earlier day"), **labels}
    for column, (key, label) in zip(st.columns(len(labels)), labels.items(), strict=True):
        day_field(dataset, label, key, within=column, on_change=lambda: _move(atlas, two=two))


def _earlier(view: View, dataset: Dataset) -> dt.date:
    """The first of two days: the one compared with, else the first of the period chosen, else the usual one."""
    return view.other or (view.range[0] if view.range else day_to_compare(dataset, view.day))


def _period(atlas: OpenDataset, named: Mapping[str, Period]) -> None:
    chosen = named.get(st.session_state["export:period"] or "")
    if chosen is not None:
        show(atlas, replace(view_state(atlas).view, day=chosen.end, other=chosen.start, range=None))


def _move(atlas: OpenDataset, *, two: bool) -> None:
    day, other = st.session_state["export:day"], st.session_state.get("export:other")
    view = view_state(atlas).view
    if two and isinstance(day, dt.date) and isinstance(other, dt.date):
        show(atlas, replace(view, day=max(day, other), other=min(day, other), range=None))
    elif isinstance(day, dt.date):
        show(atlas, replace(view, day=day, range=None))


def _extent(atlas: OpenDataset, fields: Fields, view: View, reader: Reader) -> None:
    """What the map shows. What is usual stands there until the reader chooses, and goes by the kind of picture."""
    t, dataset = reader.t, atlas.dataset
    offered = [WHOLE, CHANGES, *([AS_ON_MAP] if view.position else []), *extents(dataset)]
    chosen = _chosen_extent(fields, view) or (CHANGES if _is_difference(fields) else WHOLE)
    if chosen not in offered:
        offered.append(chosen)
    st.session_state["export:extent-shown"] = chosen
    names = {
        WHOLE: t("All: {name}", name=name_of_whole(dataset, t.language)),
        CHANGES: t("What changes"),
        AS_ON_MAP: t("As on the map"),
    }
    st.selectbox(
        t("Extent"),
        offered,
        key="export:extent-shown",
        filter_mode="contains",
        format_func=lambda key: names.get(key) or reader.place(dataset, key),
        on_change=lambda: fields.put(extent=st.session_state["export:extent-shown"]),
    )


def _chosen_extent(fields: Fields, view: View) -> str | None:
    """The extent that the reader chose here or, but for a difference, on the map; ``None`` for what is usual."""
    chosen: str | None = fields["extent"]
    if chosen == AS_ON_MAP and view.position is None:
        chosen = None
    if chosen is None and view.position is not None and not _is_difference(fields):
        return AS_ON_MAP
    return chosen


def _is_difference(fields: Fields) -> bool:
    return fields["kind"] == "difference" and not FORMS[fields["format"]].moves


def _size(fields: Fields, t: Translator) -> None:
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
            format_func=lambda key: as_text(f"{key}×"),
            required=True,
        )


def _pace(fields: Fields, t: Translator) -> None:
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


def _lens(atlas: OpenDataset, view: View, t: Translator) -> None:
    if only_drawn(atlas.dataset):
        return  # there are no claims to read in two ways
    st.session_state["export:lens"] = view.lens.value
    st.radio(
        t("How claims are read"),
        [lens.value for lens in Lens],
        key="export:lens",
        format_func=lambda key: t(LENSES[Lens(key)]),
        captions=[t(LENS_MEANINGS_OF_PICTURES[lens]) for lens in Lens],
        on_change=lambda: show(
            atlas, replace(view_state(atlas).view, lens=Lens(st.session_state["export:lens"]))
        ),
    )


def _look(atlas: OpenDataset, fields: Fields, view: View, reader: Reader) -> None:
    t, dataset = reader.t, atlas.dataset
    if fields["in"] is None:
        st.session_state[fields.key("in")] = reader.language
    if fields["named"] is None:
        st.session_state[fields.key("named")] = reader.naming.policy
    st.selectbox(
        t("Language of the picture"),
        LANGUAGES,
        key=fields.key("in"),
        format_func=lambda tag: with_capital(name_of_language(tag, tag), tag),
    )
    st.selectbox(
        t("Names of places"),
        policies(dataset),
        key=fields.key("named"),
        format_func=lambda tag: (
            t("Both sides’ forms")
            if tag == BOTH
            else with_capital(name_of_language(tag, t.language), t.language)
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


def _layers(atlas: OpenDataset) -> None:
    chosen = tuple(key for key in MAP_LAYERS if key in st.session_state["export:layers"])
    show(atlas, replace(view_state(atlas).view, layers=None if len(chosen) == len(MAP_LAYERS) else chosen))


def spec_of(atlas: OpenDataset, fields: Fields, reader: Reader) -> tuple[PictureSpec, list[str]]:
    """What the choices come to, and what is wrong with size and pace, which are then the usual ones."""
    t, dataset, view = reader.t, atlas.dataset, view_state(atlas).view
    form = FORMS[fields["format"]]
    kind = PictureKind(fields["kind"] or "day")
    if form.moves or (form.id == "html" and kind is PictureKind.DAY and view.range):
        kind = PictureKind.CLIP
    times = int(fields["times"] or 1) if form.id in ("png", "zip") else 1
    problems: list[str] = []
    size = PictureSpec(view.day).size
    try:
        size = read_size(fields["own"] if fields["size"] == OWN_SIZE else fields["size"], times, t)
    except ExportError as error:
        problems += error.problems
    pace, unread = _pace_of(fields, t)
    problems += unread
    extent: str | tuple[float, float, float] | None = _chosen_extent(fields, view)
    if extent == AS_ON_MAP:
        extent = view.position
    spec = PictureSpec(
        day=view.day,
        kind=kind,
        earlier=None if kind is PictureKind.DAY else _earlier(view, dataset),
        extent=extent,
        size=size,
        language=fields["in"] or reader.language,
        names=fields["named"] or reader.naming.policy,
        lens=view.lens,
        layers=frozenset(view.layers if view.layers is not None else MAP_LAYERS),
        labels=fields["labels"],
        marked=fields["mark"] or view.selection,
        title=fields["title"] or None,
        subtitle=fields["subtitle"] or None,
        credit=fields["credit"] or None,
        theme=fields["theme"] or "light",
        tone=fields["tone"] or "colour",
        letters=fields["letters"] or LETTERS[0],
        legend=fields["legend"] or "short",
        pace=pace,
        home=address_of_installation(),
        site=site_of_installation(),
    )
    return spec, problems


def _pace_of(fields: Fields, t: Translator) -> tuple[Pace, list[str]]:
    """The pace of a clip, and what of it cannot be read."""
    problems = [
        t("“{text}” is no number of seconds; write it as 0.5.", text=(fields[name] or "")[:20])
        for name in ("each", "change", "hold")
        if not _NUMBER.fullmatch(fields[name] or "")
    ]
    if not (fields["fps"] or "").isdecimal():
        problems.append(
            t("“{text}” is no number of pictures a second; write it as 12.", text=(fields["fps"] or "")[:20])
        )
    if problems:
        return USUAL, problems
    each, change, hold = (
        float((fields[name] or "").replace(",", ".")) for name in ("each", "change", "hold")
    )
    return Pace(int(fields["fps"]), each, change, hold, fields["days"] == "changes"), []
