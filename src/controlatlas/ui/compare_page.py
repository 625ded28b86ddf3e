"""The parts of the page Compare: which two days, the map of both, who gained and lost, and every place that changed."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from ..export.metadata import file_about
from ..history.compare import Transition, day_to_compare, difference
from ..language.captions import PictureKind, headline, kicker
from ..language.catalogue import Translator
from ..language.dates_and_works import day_in_words
from ..language.figures import settlements_in_words
from ..language.reader import Reader
from ..language.terms import LENS_MEANINGS, STANDINGS, state_in_words
from ..measure.areas import cell_areas
from ..measure.balance import Amount, Balance, balances, is_restated
from ..picture.spec import PictureSpec, view_description
from ..records.model import PEOPLED, Basis, Dataset, Layer, Lens, Standing, say
from ..style.swatches import color_of
from ..tables.csv import as_csv
from ..tables.rows import difference_row
from .parts.csv_button import csv_button
from .parts.day_field import day_field
from .parts.event_card import event_card
from .parts.in_sight import in_sight
from .parts.map_host import show_map
from .parts.markdown import as_text
from .parts.markup import as_html
from .parts.navigation import page_button
from .parts.signs import area_look
from .state.address import View
from .state.datasets import OpenDataset, compare_document_of
from .state.view import record_answer, show, view_state

_STYLE = """
<style>
.balance { width: 100%; border-collapse: collapse; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
.balance caption { text-align: left; padding: 0 0 0.5rem; }
.balance th, .balance td { border: 0; border-top: 1px solid rgba(128, 128, 128, 0.3); padding: 0.375rem 0 0.375rem 0.75rem;
  text-align: right; font-weight: 400; vertical-align: top; }
.balance th:first-child, .balance td:first-child { text-align: left; padding-left: 0; }
.balance thead th { font-size: 0.75rem; opacity: 0.85; border-top: 0; vertical-align: bottom; }
.balance tbody th { font-weight: 600; }
.balance small { display: block; font-size: 0.75rem; opacity: 0.85; }
.balance i { display: inline-block; width: 0.75rem; height: 0.75rem; border-radius: 2px; margin-right: 0.5rem; }
.balance i.unsure { display: inline; width: auto; height: auto; margin: 0; font-size: 0.75rem; }
.balance td div { margin-top: 0.25rem; }
.balance-frame { overflow-x: auto; }
.st-key-compare-days { row-gap: 0.5rem; }
/* the map takes the width of the window, and who gained stands beside it where there is room */
.stApp .stMainBlockContainer:has(.st-key-compare-body) { max-width: max(110rem, 160vh); }
.st-key-compare-body [data-testid=stColumn] { min-width: min(100%, 19rem); }
@media (min-width: 120rem) {
  .st-key-compare-body [data-testid=stColumn]:last-child { max-width: 28rem; }
}
.gains h3 { display: flex; align-items: center; gap: 0.5rem; font-size: 1rem; margin: 0.75rem 0 0.25rem; padding: 0; }
.gains h3 i { width: 0.75rem; height: 0.75rem; border-radius: 2px; flex: none; }
.gains dl { display: grid; grid-template-columns: 1fr; gap: 0.125rem; margin: 0 !important; padding: 0 !important; font-size: 0.875rem; }
.gains dt { font-size: 0.8125rem; opacity: 0.85; font-weight: 400; margin: 0 !important; }
.gains dd { display: grid; grid-template-columns: 1.25rem 1fr auto; column-gap: 0.5rem; align-items: center;
  margin: 0 !important;
  font-variant-numeric: tabular-nums; }
.gains dd i { width: 1.25rem; height: 0.75rem; box-sizing: border-box; forced-color-adjust: none; }
.gains .amount { text-align: right; }
.gains dd b { font-weight: 600; }
.gains dd small { display: block; font-size: 0.8125rem; opacity: 0.85; }
</style>
"""


def days_of(atlas: OpenDataset) -> tuple[dt.date, dt.date]:
    """The earlier and the later day; the day of the view is one of them, the other is chosen where none is named."""
    view = view_state(atlas).view
    if view.other is None:
        show(atlas, replace(view, other=day_to_compare(atlas.dataset, view.day)))
        view = view_state(atlas).view
    assert view.other is not None
    return min(view.day, view.other), max(view.day, view.other)


def what_it_says(atlas: OpenDataset, reader: Reader, lens: Lens) -> None:
    """The title of the page: what changed, in the words of a picture of it, and between which days."""
    earlier, later = days_of(atlas)
    title, kick = _said(atlas.dataset, earlier, later, lens, reader)
    st.title(as_text(title), anchor=False)
    st.html(f"<p class='lead'>{as_html(kick)}</p>")


def choose_days(atlas: OpenDataset, reader: Reader) -> None:
    """Choose one of the pairs of the dataset, or any two days."""
    t, dataset = reader.t, atlas.dataset
    earlier, later = days_of(atlas)
    pairs = {(it.start, it.end): it.id for it in reversed(dataset.comparisons)}
    names = {it.id: reader.say(it.names) for it in dataset.comparisons}
    st.session_state["compare:pair"] = pairs.get((earlier, later))
    st.session_state["compare:earlier"], st.session_state["compare:later"] = earlier, later
    with st.container(key="compare-days", horizontal=True, vertical_alignment="top"):
        if names:
            st.selectbox(
                t("Suggested comparisons"),
                list(names),
                index=None,
                key="compare:pair",
                format_func=names.__getitem__,
                placeholder=t("Choose a pair, or any two days"),
                on_change=lambda: _choose_pair(atlas),
                width=420,
            )
        for key, label in (("compare:earlier", t("Earlier day")), ("compare:later", t("Later day"))):
            day_field(dataset, label, key, on_change=lambda: _choose_days(atlas), width=160)


def map_of_both(atlas: OpenDataset, reader: Reader) -> View:
    """The map of both days, which move together; what the reader does there is kept."""
    earlier, later = days_of(atlas)
    state = view_state(atlas)
    answer = show_map(
        compare_document_of(atlas, reader.language, reader.naming.policy),
        title=reader.t("{title}: two days compared", title=reader.say(atlas.dataset.titles)),
        view=replace(state.requested, day=earlier, other=later),
        turn=state.turn,
        key="compare:map",
    )
    if answer is not None:  # the days are chosen here, not there
        span = state.view.range
        answer = {
            **answer,
            "day": state.view.day.isoformat(),
            "range": [day.isoformat() for day in span] if span else None,
        }
    return record_answer(state, answer, atlas)


def who_gained(atlas: OpenDataset, reader: Reader, lens: Lens) -> None:
    """What each controller gained and lost, the one that gained most first; held, claimed and contested apart."""
    earlier, later = days_of(atlas)
    found = [it for it in balances(atlas.dataset, earlier, later, lens) if _moved(it)]
    st.header(reader.t("Who gained, who lost"), anchor=False)
    if not found:
        st.markdown(reader.t("No place changes hands."))
    found.sort(key=lambda it: (it.lost.km2 - it.gained.km2, it.lost.settlements - it.gained.settlements))
    sections = "".join(_gains(atlas.dataset, it, later, reader) for it in found)
    st.html(f"{_STYLE}<div class='gains'>{sections}</div>")
    unplaced = _unplaced(atlas.dataset, _found(atlas.dataset, earlier, later, lens))
    if unplaced:
        st.caption(
            reader.t.plural(
                "{n} of the places counted has no known position and is not on the map.",
                "{n} of the places counted have no known position and are not on the map.",
                unplaced,
            )
        )


def before_and_after(atlas: OpenDataset, reader: Reader, lens: Lens) -> None:
    """Area and settlements of each controller on both days, and what passed between them."""
    earlier, later = days_of(atlas)
    found = balances(atlas.dataset, earlier, later, lens)
    st.header(reader.t("Before and after"), anchor=False)
    st.html(
        f"<div class='balance-frame'>{_balance_table(atlas.dataset, found, earlier, later, reader)}</div>"
    )
    st.caption(
        reader.t(
            "Areas of the cells of the map; corridors lie over them and are not counted again. Held before, and gained, "
            "less lost, is held after."
        )
        + " "
        + reader.t(LENS_MEANINGS[lens])
    )


def what_changed(atlas: OpenDataset, reader: Reader, lens: Lens) -> None:
    """Every place whose controller or standing is another, with the event behind it; a row opens its card."""
    t, dataset = reader.t, atlas.dataset
    earlier, later = days_of(atlas)
    found = _found(dataset, earlier, later, lens)
    if found and not in_sight(t("What changed"), key="compare:all"):
        return  # the table is as large as all else on the page, and far down
    st.header(t("What changed"), anchor=False)
    if not found:
        st.info(
            t(
                "Between {earlier} and {later} no place changes its controller or standing. Choose days further apart, or "
                "one of the pairs above.",
                earlier=as_text(day_in_words(earlier, reader.language)),
                later=as_text(day_in_words(later, reader.language)),
            ),
            icon=":material/info:",
        )
        return
    rows = _shown(dataset, earlier, later, lens, reader)
    hands = _counted(dataset, [it for it in found if not is_restated(it)], t)
    same = _counted(dataset, [it for it in found if is_restated(it)], t)
    said = [t("Changed hands: {amounts}.", amounts=hands)] if hands else []
    said += [t("Same side, different certainty: {amounts}.", amounts=same)] if same else []
    said.append(t("Choose a row to see its event and sources."))
    st.markdown(as_text(" ".join(said)))
    picked = st.dataframe(
        rows,
        hide_index=True,
        width="stretch",
        height=min(420, 38 + 35 * len(rows)),
        on_select="rerun",
        selection_mode="single-row",
        key=f"compare:rows:{earlier}:{later}:{lens.value}",
        column_config=_columns(t),
        alt=t("Table of the places that changed"),
    )
    csv_button(
        t("Download as CSV"),
        _file(dataset, earlier, later, lens),
        file_about(dataset, earlier, later, lens.value),
        on_click="ignore",
        key="compare:csv",
    )
    chosen = picked.selection.rows
    if chosen:
        _detail(atlas, found[chosen[0]], reader)


def _detail(atlas: OpenDataset, transition: Transition, reader: Reader) -> None:
    event = atlas.dataset.event[transition.after.event]
    place = atlas.dataset.places[transition.place]
    with st.container(border=True):
        st.subheader(as_text(reader.naming.full(place.names)), anchor=False)
        event_card(atlas, event, key="compare")
        page_button(
            reader.t("Show this place on the map"),
            "map",
            key="compare:place",
            icon=":material/location_on:",
            prepare=lambda: show(
                atlas, replace(view_state(atlas).view, day=transition.day, selection=place.id, position=None)
            ),
        )


# ---------------------------------------------------------------- the days


def _choose_pair(atlas: OpenDataset) -> None:
    chosen = next((it for it in atlas.dataset.comparisons if it.id == st.session_state["compare:pair"]), None)
    if chosen is not None:
        show(atlas, replace(view_state(atlas).view, day=chosen.end, other=chosen.start, range=None))


def _choose_days(atlas: OpenDataset) -> None:
    first, last = sorted((st.session_state["compare:earlier"], st.session_state["compare:later"]))
    show(atlas, replace(view_state(atlas).view, day=last, other=first, range=None))


# ---------------------------------------------------------------- in words


@functools.lru_cache(maxsize=32)
def _said(dataset: Dataset, earlier: dt.date, later: dt.date, lens: Lens, reader: Reader) -> tuple[str, str]:
    """The headline of what changed in all of the dataset, and what stands above it: of what, between which days."""
    kind, names = PictureKind.DIFFERENCE, reader.naming.policy
    spec = PictureSpec(later, kind, earlier, language=reader.language, names=names, lens=lens)
    words = view_description(spec, dataset, None)
    return headline(words), " · ".join(kicker(words))


def _counted(dataset: Dataset, found: Sequence[Transition], t: Translator) -> str:
    """How much land and how many settlements and corridors; they are of different kinds, so there is no sum of them."""
    layers = [dataset.places[it.place].layer for it in found]
    areas = cell_areas(dataset)
    cells = layers.count(Layer.CELL)
    points = [dataset.places[it.place] for it in found if dataset.places[it.place].layer is Layer.SETTLEMENT]
    settlements = settlements_in_words(len(points), sum(it.kind not in PEOPLED for it in points), t)
    unplaced, corridors = _unplaced(dataset, found), layers.count(Layer.CORRIDOR)
    if unplaced:
        settlements = t.plural(
            "{settlements} ({n} of them has no known position and is not on the map)",
            "{settlements} ({n} of them have no known position and are not on the map)",
            unplaced,
            settlements=settlements,
        )
    km2 = sum(areas.get(it.place, 0.0) for it in found)
    parts = (
        t("{n} km² of land", n=t.number(km2, 1)) if cells else "",
        settlements,
        t.plural("{n} corridor", "{n} corridors", corridors) if corridors else "",
    )
    return ", ".join(part for part in parts if part)


def _unplaced(dataset: Dataset, found: Sequence[Transition]) -> int:
    """How many of them are places without a known position, which no map shows and no picture counts."""
    return sum(dataset.places[it.place].geometry is None for it in found)


def _moved(it: Balance) -> bool:
    return any(amount.km2 or amount.settlements for amount in (it.gained, it.lost, it.restated))


def _gains(dataset: Dataset, it: Balance, later: dt.date, reader: Reader) -> str:
    """What an actor gained and lost, each standing on a line of its own with its look on the map."""
    t, theme = reader.t, st.context.theme.type or "light"
    actor = dataset.actors[it.actor]
    lines = []
    same = t("Same side, different certainty")
    for said, amount in ((t("Gained"), it.gained), (t("Lost"), it.lost), (same, it.restated)):
        if amount.parts:
            lines.append(f"<dt>{as_html(said)}</dt>")
        for standing, part in amount.parts:
            look = area_look(actor, standing, Basis.RECORDED, theme)
            land = t("{n} km²", n=t.number(part.km2, 1)) if round(part.km2, 1) else ""
            count = settlements_in_words(part.settlements, part.others, t)
            lines.append(
                f"<dd><i style='{look}'></i><span>{as_html(t(STANDINGS[standing]))}</span>"
                f"<span class='amount'><b>{as_html(land)}</b><small>{as_html(count)}</small></span></dd>"
            )
    name = as_html(reader.say(actor.names_on(later)))
    return f"<h3><i style='background: {color_of(actor, theme)}'></i>{name}</h3><dl>{''.join(lines)}</dl>"


# ---------------------------------------------------------------- the tables


@functools.lru_cache(maxsize=16)
def _found(dataset: Dataset, earlier: dt.date, later: dt.date, lens: Lens) -> tuple[Transition, ...]:
    """What differs: areas first, the largest first, then corridors and settlements by rank."""
    areas = cell_areas(dataset)
    order = {Layer.CELL: 0, Layer.CORRIDOR: 1, Layer.SETTLEMENT: 2}

    def key(it: Transition) -> tuple[int, float, int, str]:
        place = dataset.places[it.place]
        return order[place.layer], -areas.get(it.place, 0.0), place.rank, say(place.names)

    return tuple(sorted(difference(dataset, earlier, later, lens), key=key))


@functools.lru_cache(maxsize=16)
def _shown(
    dataset: Dataset, earlier: dt.date, later: dt.date, lens: Lens, reader: Reader
) -> list[dict[str, Any]]:
    t, areas = reader.t, cell_areas(dataset)

    def state(actor: str, standing: Any, day: dt.date) -> str:
        return state_in_words(reader.say(dataset.actors[actor].names_on(day)), standing, t)

    return [
        {
            "place": reader.naming.full(dataset.places[it.place].names),
            "from": state(it.before.actor, it.before.standing, earlier) if it.before else "",
            "to": state(it.after.actor, it.after.standing, later),
            "km2": round(areas[it.place], 1) if it.place in areas else None,
            "since": it.day,
            "event": reader.say(dataset.event[it.after.event].title),
            "works": len(dataset.event[it.after.event].citations),
        }
        for it in _found(dataset, earlier, later, lens)
    ]


@functools.lru_cache(maxsize=16)
def _file(dataset: Dataset, earlier: dt.date, later: dt.date, lens: Lens) -> str:
    return as_csv([difference_row(dataset, it) for it in _found(dataset, earlier, later, lens)])


def _columns(t: Translator) -> dict[str, Any]:
    column = st.column_config
    return {
        "place": column.TextColumn(t("Place"), width="medium", pinned=True),
        "from": column.TextColumn(t("From"), width="medium"),
        "to": column.TextColumn(t("To"), width="medium"),
        "km2": column.NumberColumn(t("km²"), format="%.1f"),
        "since": column.DateColumn(t("Since"), format="YYYY-MM-DD"),
        "event": column.TextColumn(t("Event"), width="large"),
        "works": column.NumberColumn(t("Sources"), help=t("How many sources the event cites")),
    }


def _balance_table(
    dataset: Dataset, found: tuple[Balance, ...], earlier: dt.date, later: dt.date, reader: Reader
) -> str:
    t = reader.t
    theme = st.context.theme.type or "light"
    heads = [
        day_in_words(earlier, reader.language),
        t("Gained"),
        t("Lost"),
        day_in_words(later, reader.language),
        t("Standing only"),
    ]
    head = "".join(f"<th scope='col'>{as_html(text)}</th>" for text in heads)
    rows = []
    for it in found:
        actor = dataset.actors[it.actor]
        called = as_html(reader.say(actor.names_on(later)))
        name = f"<th scope='row'><i style='background: {color_of(actor, theme)}'></i>{called}</th>"
        cells = (it.before, it.gained, it.lost, it.after, it.restated)
        rows.append(f"<tr>{name}{''.join(_cell(amount, t) for amount in cells)}</tr>")
    return f"<table class='balance'><thead><tr><td></td>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _cell(amount: Amount, t: Translator) -> str:
    """An amount, what is held, what is claimed and what is contested each for itself."""
    said = []
    for standing, part in amount.parts:
        if not part.settlements and round(part.km2, 1) == 0:
            continue
        land = t("{n} km²", n=t.number(part.km2, 1))
        count = settlements_in_words(part.settlements, part.others, t)
        text = f"{as_html(land)}<small>{as_html(count)}</small>"
        if standing is not Standing.HELD:
            text = f"<div><i class='unsure'>{as_html(t(STANDINGS[standing]))}</i> {text}</div>"
        said.append(text)
    return f"<td>{''.join(said) or '–'}</td>"
