"""What a reader says of files that are to become a map: what they are, their columns, who made them, and the colours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import streamlit as st

from ..importing.names import id_of, title_of
from ..importing.recipe import (
    DAY_FIRST,
    EMPTY,
    MISSING,
    MONTH_FIRST,
    NOBODY,
    PERIODS,
    POINTS,
    SNAPSHOTS,
    WORKBOOK,
    Glimpse,
    Recipe,
)
from ..language.catalogue import Translator, mark
from ..records.dates import parse_day
from ..records.errors import DateError, Problem
from .parts.kept_choices import kept, kept_buttons, kept_color, kept_one_of, kept_text
from .parts.markdown import as_text

KIND_NAMES: Mapping[str, str] = {
    POINTS: mark("A table of places, with who holds them since when"),
    SNAPSHOTS: mark("Maps of single days"),
    PERIODS: mark("Areas with a first and a last day, as in an atlas"),
    WORKBOOK: mark("A workbook of a dataset"),
}

LABELS: Mapping[str, str] = {
    "--name": mark("Name"),
    "--lat": mark("Latitude"),
    "--lon": mark("Longitude"),
    "--holder": mark("Who holds it"),
    "--date": mark("Since when"),
    "--date-from": mark("Where the day stands"),
    "--actor-field": mark("Whose an area is"),
    "--actor": mark("Whose an area is"),
    "--work": mark("What a row rests on"),
    "--address": mark("Where that can be read"),
    "--start": mark("First day"),
    "--end": mark("Last day"),
    "--rest": mark("Who has the rest"),
    "--source": mark("Who draws the map or keeps the list"),
    "--url": mark("Its address"),
    "--crs": mark("Projection"),
    "--month-first": mark("Days such as 03/04/2022"),
    "--empty": mark("A map that shows nothing"),
    "--layer": mark("Layer"),
    "--encoding": mark("Encoding of texts"),
    "--first": mark("First day of all"),
    "--last": mark("Last day of all"),
}
"""What the options of the command line are called on the page, whose messages name them."""

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    POINTS: ("name", "lat", "lon", "holder", "date", "work", "address"),
    SNAPSHOTS: ("actor_field", "date_from"),
    PERIODS: ("start", "end", "actor", "name"),
    WORKBOOK: (),
}
_NEEDED = frozenset({"lat", "lon", "holder", "start", "end", "actor"})
_IN_NAME = "name"
"""Says that the day stands in the name of the file."""

MOST_COLORS = 24
"""So many actors can be given a colour here; the rest keep theirs."""


def choices(found: Glimpse, file: str, t: Translator) -> tuple[Recipe, list[Problem]]:
    """The widgets, and what they say; with it what cannot be read of it."""
    problems: list[Problem] = []
    kind = found.kind
    if len(found.kinds) > 1:
        kind = kept_buttons(
            t("What the files hold"),
            found.kinds,
            f"import:kind:{file}",
            value=found.kind,
            format_func=lambda it: as_text(t(KIND_NAMES[it])),
        )
    else:
        st.markdown(f"**{as_text(t(KIND_NAMES[kind]))}**")
    title = kept_text(t("Title of the map"), f"import:title:{file}", value=title_of(file), max_chars=200)
    source = ""
    if kind != WORKBOOK:
        source = kept_text(
            t(LABELS["--source"]),
            f"import:source:{file}",
            max_chars=200,
            help=t("Legend, cards and pictures name it: what is shown is as drawn by it."),
        )
    columns, actor, rest = _contents(found, kind, file, t)
    name, url, licence, crs, first, last, order, empty = "", "", "", "", None, None, None, MISSING
    with st.expander(t("Dates, address, licence")):
        if kind != WORKBOOK:
            order = _order(file, t)
        if kind == SNAPSHOTS:
            empty = kept_buttons(
                t(LABELS["--empty"]),
                EMPTY,
                f"import:empty:{file}",
                value=MISSING,
                format_func=lambda it: as_text(t(_EMPTY_NAMES[it])),
            )
        if kind in (POINTS, PERIODS):
            first, last = _day("--first", file, problems, t), _day("--last", file, problems, t)
        if kind != WORKBOOK:
            url = _typed(t(LABELS["--url"]), "url", file, "https://")
            licence = _typed(t("Its licence"), "licence", file, "CC-BY-4.0")
        if kind in (SNAPSHOTS, PERIODS):
            crs = _typed(t(LABELS["--crs"]), "crs", file, "EPSG:4326")
        layer, encoding = reading(file, t) if kind != WORKBOOK else (None, None)
        name = _typed(t("Name of the folder"), "folder", file, id_of(file))
    recipe = Recipe(
        kind,
        id_of(name or file, otherwise="my-map")[:60].strip("-"),
        title.strip() or title_of(file),
        source.strip(),
        url or None,
        licence or None,
        _chosen(columns),
        actor or None,
        rest or None,
        crs or None,
        layer,
        encoding,
        first,
        last,
        order,
        empty,
    )
    return recipe, problems


def reading(file: str, t: Translator) -> tuple[str | None, str | None]:
    """Which layer is meant and how texts are written, where the files do not say it themselves."""
    layer = _typed(t(LABELS["--layer"]), "layer", file, "")
    encoding = _typed(t(LABELS["--encoding"]), "encoding", file, "utf-8")
    return layer or None, encoding or None


def reading_kept(file: str) -> tuple[str | None, str | None]:
    """What the reader has said of that before."""
    layer, encoding = (kept(f"import:{it}:{file}", "").strip() for it in ("layer", "encoding"))
    return layer or None, encoding or None


def _typed(label: str, name: str, file: str, placeholder: str) -> str:
    return kept_text(label, f"import:{name}:{file}", placeholder=placeholder, max_chars=300).strip()


def _contents(found: Glimpse, kind: str, file: str, t: Translator) -> tuple[dict[str, str | None], str, str]:
    """Which columns hold what; of daily maps, whose all areas are if no column says it, and who has the rest."""
    if kind == WORKBOOK:
        return {}, "", ""
    if not (kind == SNAPSHOTS and not found.columns):
        unsure = not _NEEDED & {*_COLUMNS[kind]} <= found.guesses[kind].keys()
        with st.expander(t("Columns"), expanded=unsure):
            columns = {name: _column(found, kind, name, file, t) for name in _COLUMNS[kind]}
    else:
        columns = dict.fromkeys(_COLUMNS[kind])
    actor = rest = ""
    if kind == SNAPSHOTS:
        if columns["actor_field"] is None:
            actor = _typed(t("Whose all areas are"), "actor", file, "")
        rest = _typed(t(LABELS["--rest"]), "rest", file, t("unknown"))
    return columns, actor, rest


def _column(found: Glimpse, kind: str, name: str, file: str, t: Translator) -> str | None:
    """Which column holds something; the guess is chosen already."""
    options = [it for it in found.columns if it != _NONE]
    said: dict[str, str] = {}
    guess = found.guesses[kind].get(name)
    if name == "date_from":
        said = {_NONE: t("in the name of the file")}
        guess = None if found.days else guess
    elif name == "actor_field":
        said = {_NONE: t("all of one side")}
    elif name not in _NEEDED or not options:
        said = {_NONE: t("no column")}
    options = [*said, *options]
    chosen = kept_one_of(
        t(LABELS[f"--{name.replace('_', '-')}"]),
        options,
        f"import:{kind}:{name}:{file}",
        value=guess if guess in options else _NONE if said else None,
        format_func=lambda it: said.get(it) or str(it),
        placeholder=t("Choose a column"),
    )
    return chosen or None


_NONE = ""
"""Says that no column holds it."""


def _chosen(columns: Mapping[str, str | None]) -> tuple[tuple[str, str], ...]:
    """The columns that are named; that the day stands in the name of the file is said as the import says it."""
    found = {key: it for key, it in columns.items() if it is not None}
    if "date_from" in columns and columns["date_from"] is None:
        found["date_from"] = _IN_NAME
    return tuple(found.items())


_ORDER_NAMES: Mapping[str, str] = {
    _NONE: mark("as the files show; else the day comes first"),
    DAY_FIRST: mark("the day comes first: 3 April"),
    MONTH_FIRST: mark("the month comes first: 4 March"),
}


_EMPTY_NAMES: Mapping[str, str] = {
    MISSING: mark("is missing: the one before goes on"),
    NOBODY: mark("says that nobody is anywhere on that day"),
}


def _order(file: str, t: Translator) -> str | None:
    """Whether the day or the month comes first where days are in figures; ``None``: as the files show."""
    found = kept_one_of(
        t(LABELS["--month-first"]),
        [*_ORDER_NAMES],
        f"import:order:{file}",
        value=_NONE,
        format_func=lambda it: t(_ORDER_NAMES[it]),
    )
    return found or None


def _day(option: str, file: str, problems: list[Problem], t: Translator) -> dt.date | None:
    label = t(LABELS[option])
    typed = kept_text(label, f"import:{option}:{file}", placeholder="YYYY-MM-DD", max_chars=10).strip()
    try:
        return parse_day(typed) if typed else None
    except DateError as error:
        problems.append(Problem(label, "", "", str(error)))
        return None


def colors(actors: Sequence[tuple[str, str, str]], file: str, t: Translator) -> tuple[tuple[str, str], ...]:
    """The colours that differ from those that the import gave, by the id of the actor."""
    title = t("Colours")
    st.markdown(f"**{title}**")
    found = []
    with st.container(key="import-colors", horizontal=True):
        for key, name, given in actors[:MOST_COLORS]:
            chosen = kept_color(as_text(name), f"import:color:{key}:{given}:{file}", value=given)
            if chosen.lower() != given.lower():
                found.append((key, chosen.lower()))
    return tuple(found)
