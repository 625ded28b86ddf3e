"""Area or settlements by controller from day to day, as a Vega-Lite chart: what is drawn, without Streamlit.

The chart is written as plain Vega-Lite. Altair (6.3) would give the same for 0.7 seconds of computing at the first view
(0.3 to import it, 0.4 to build and check) and 0.02 at each further one, where this takes less than 0.001; and half of
what stands here, expressions, looked-up fields, stripes and names of data, would stand there as well.

Its data have fixed names: while only the day changes, the browser moves the line of the day and builds nothing anew.
Days travel as milliseconds of UTC for the axis and as ISO text for everything else.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ...language.catalogue import Translator
from ...language.dates_and_works import day_in_words, days_in_words
from ...language.figures import head_of_settlements, km2_in_words, settlements_in_words
from ...language.terms import SAYS, sureness_in_words
from ...measure.areas import DayShares, Share, stretches
from ...records.model import Basis, Dataset, Standing, say
from ...style.marks import STROKES
from ...style.swatches import INK, PAPER, swatch

PICK = "pick"
"""The name of the selection that a click on the chart makes; it carries the ``day``."""

HEIGHT = 400
PIECES = 250
STRIPES = 110
"""Height in pixels; into how many pieces the period is cut for clicks; stripes over what is contested."""

AXIS_DAYS = {"year": "%Y", "quarter": "%b", "month": "%b", "week": "%-d %b", "date": "%-d %b"}
"""How the axis writes its days: by the coarsest part of the calendar that begins there."""

UNITS = ("km2", "settlements")
"""What can be counted."""

Row = dict[str, Any]

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Band:
    """One colour of the chart: an actor with a standing and a basis, and its place in the stack from the top."""

    actor: str
    standing: Standing
    basis: Basis

    def sureness(self, t: Translator) -> str:
        """How sure it is, for readers."""
        return sureness_in_words(self.standing, self.basis, t)

    def label(self, dataset: Dataset, t: Translator) -> str:
        """Its name for readers."""
        return t(SAYS, name=say(dataset.actors[self.actor].names, t.language), state=self.sureness(t))


@dataclass(frozen=True, slots=True)
class AreaChart:
    """A Vega-Lite specification without data, and the rows of its named datasets, the line of the day left out."""

    spec: Row
    rows: dict[str, list[Row]]


def unit_in_words(unit: str, series: Iterable[DayShares], t: Translator) -> str:
    """What is counted, for readers: settlements are called otherwise if some of them are no towns or villages."""
    return t("km²") if unit == "km2" else head_of_settlements(sum(entry.others for entry in series), t)


def amount(share: Share, unit: str) -> float:
    """What a share has of what is counted."""
    return share.km2 if unit == "km2" else share.settlements


def bands_of(dataset: Dataset, series: Iterable[DayShares], *units: str) -> tuple[Band, ...]:
    """All bands that are not empty on some day by any of the units, in the order of actors, standings and bases."""
    found = {
        Band(share.actor, share.standing, share.basis)
        for entry in series
        for share in entry.shares
        if any(amount(share, unit) for unit in units)
    }
    actors, standings, bases = list(dataset.actors), list(Standing), list(Basis)
    return tuple(
        sorted(
            found, key=lambda b: (actors.index(b.actor), standings.index(b.standing), bases.index(b.basis))
        )
    )


def area_chart(
    dataset: Dataset,
    series: Sequence[DayShares],
    first: dt.date,
    last: dt.date,
    *,
    unit: str,
    theme: str,
    t: Translator,
    percent: bool = False,
) -> AreaChart:
    """The chart of a period, both its days included; ``theme`` is light or dark.

    ``percent``: what is counted is the reference area, and the figures give shares of it.
    """
    within = list(stretches(series, first, last))
    bands = bands_of(dataset, (entry for _, _, entry in within), unit)
    whole = max((sum(amount(s, unit) for s in entry.shares) for _, _, entry in within), default=0)
    return AreaChart(
        _spec(dataset, bands, (first, last), whole, unit_in_words(unit, series, t), theme, t),
        {
            "bands": _band_rows(within, bands, whole, unit),
            "figures": _figure_rows(within, bands, unit, t, percent=percent),
            "pieces": _piece_rows(within, first, last),
        },
    )


def day_rows(day: dt.date, moves: int, first: dt.date, last: dt.date, t: Translator) -> list[Row]:
    """The line of the day. ``moves`` counts how often the day moved, so that one day can be clicked twice."""
    along = (day - first).days / max(1, (last - first).days)
    side = "left" if along < 0.08 else "right" if along > 0.92 else "center"
    return [
        {"at": _millis(day), "label": day_in_words(day, t.language), "side": side, "moves": moves, "one": 0}
    ]


# ---------------------------------------------------------------- rows


def _millis(day: dt.date) -> float:
    return (day - dt.date(1970, 1, 1)).days * 86_400_000.0


def _moment(day: dt.date) -> Row:
    return {"year": day.year, "month": day.month, "date": day.day, "utc": True}


def _band_rows(
    within: Sequence[tuple[dt.date, dt.date, DayShares]], bands: Sequence[Band], whole: float, unit: str
) -> list[Row]:
    """Lower and upper edge of each band at each day of change, and where it ends; stacked from the top.

    A stretch without the band ends its ``run``, so that an empty band leaves no line. Contested ones go on as
    nothing, for their stripes to keep their width.
    """
    rows: list[Row] = []
    runs = dict.fromkeys(range(len(bands)), 0)
    ends: dict[tuple[int, int], Row] = {}
    for start, end, entry in within:
        amounts = {Band(s.actor, s.standing, s.basis): amount(s, unit) for s in entry.shares}
        high = whole
        for number, band in enumerate(bands):
            low = high - amounts.get(band, 0)
            striped = band.standing is Standing.CONTESTED
            if low < high or striped:
                row = {
                    "band": number, "edge": number + len(bands), "run": runs[number], "low": low, "high": high,
                    "striped": striped, "dashed": band.standing is Standing.CLAIMED,
                }  # fmt: skip
                rows.append({"at": _millis(start), **row})
                ends[number, runs[number]] = {"at": _millis(end + _DAY), **row}
            else:
                runs[number] += 1
            high = low
    return [*rows, *ends.values()]


def _figure_rows(
    within: Sequence[tuple[dt.date, dt.date, DayShares]],
    bands: Sequence[Band],
    unit: str,
    t: Translator,
    *,
    percent: bool,
) -> list[Row]:
    """The figures of each stretch in words, a column for each band; nothing where a band is empty."""
    rows = []
    for number, (start, end, entry) in enumerate(within):
        shares = {Band(s.actor, s.standing, s.basis): s for s in entry.shares}
        words = {
            f"b{n}": in_words(shares[band], entry, unit, t, percent=percent) if band in shares else None
            for n, band in enumerate(bands)
        }
        days = days_in_words(start, end, t.language)
        rows.append({"stretch": number, "days": days, **words})
    return rows


def _piece_rows(
    within: Sequence[tuple[dt.date, dt.date, DayShares]], first: dt.date, last: dt.date
) -> list[Row]:
    """The period cut into pieces to point at: none crosses a day of change, none is wider than a few pixels."""
    step = max(1, (last - first).days // PIECES)
    rows = []
    for number, (start, end, _) in enumerate(within):
        for offset in range(0, (end - start).days + 1, step):
            day = start + dt.timedelta(offset)
            stop = min(day + dt.timedelta(step), end + _DAY)
            rows.append(
                {
                    "at": _millis(day),
                    "until": _millis(stop),
                    "day": day.isoformat(),
                    "stretch": number,
                    "one": 0,
                }
            )
    return rows


def in_words(share: Share, entry: DayShares, unit: str, t: Translator, *, percent: bool = False) -> str:
    """What a share has, beginning with what is counted: 1,936 km², 117 settlements; of the reference area also 8.4%."""
    km2 = km2_in_words(share.km2, t) if share.km2 else ""
    count = settlements_in_words(share.settlements, share.others, t)
    part = t.percent(_percent(share, entry, unit)) if percent and amount(share, unit) else ""
    parts = (km2, part, count) if unit == "km2" else (count, part, km2)
    return ", ".join(filter(None, parts))


def _percent(share: Share, entry: DayShares, unit: str) -> float:
    """The part of the whole that a share has, of what is counted."""
    whole = sum(amount(other, unit) for other in entry.shares)
    return 100 * amount(share, unit) / whole if whole else 0.0


# ---------------------------------------------------------------- the drawing


def _spec(
    dataset: Dataset,
    bands: Sequence[Band],
    period: tuple[dt.date, dt.date],
    whole: float,
    counted: str,
    theme: str,
    t: Translator,
) -> Row:
    looks = [swatch(dataset.actors[b.actor], b.standing, b.basis, theme) for b in bands]
    numbers = list(range(2 * len(bands)))
    scale = {"domain": numbers, "range": [*(look.fill for look in looks), *(look.edge for look in looks)]}
    start, end = period
    x: Row = {
        "field": "at", "type": "temporal", "title": None, "scale": {"type": "utc", "nice": False},
        "axis": {"grid": False, "tickCount": {"expr": "width / 90"}, "format": AXIS_DAYS},
    }  # fmt: skip
    whole_x = {**x, "scale": {**x["scale"], "domain": [_moment(start), _moment(end + _DAY)]}}
    y = {
        "field": "high", "type": "quantitative", "title": counted, "stack": None,
        "axis": {"tickCount": 5, "format": ",~f" if whole >= 10 ** (t.groups[1] - 1) else "~f"}, "scale": {"domain": [0, whole], "nice": False},
    }  # fmt: skip
    steps = {"type": "area", "interpolate": "step-after", "clip": True}
    across = {"x": x, "y": y, "y2": {"field": "low"}, "detail": [{"field": "band"}, {"field": "run"}]}
    color = {"field": "band", "type": "nominal", "scale": scale, "legend": None}
    layers = [
        {"mark": steps, "encoding": {**across, "x": whole_x, "color": color}},
        {
            "transform": [{"filter": "datum.striped"}],
            "mark": {**steps, "color": _stripes(PAPER[theme])},
            "encoding": across,
        },
        {
            "transform": [{"filter": "datum.dashed"}],
            "mark": {
                "type": "line", "interpolate": "step-after", "clip": True,
                "strokeWidth": 1.5, "strokeDash": list(STROKES["claim"].dash or ()),
            },
            "encoding": {
                "x": x, "y": y, "detail": [{"field": "band"}, {"field": "run"}],
                "color": {**color, "field": "edge"},
            },
        },
    ]  # fmt: skip
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "height": HEIGHT,
        "padding": {"left": 2, "top": 22, "right": 8, "bottom": 2},
        "config": {"view": {"stroke": None}, "locale": _locale(t)},
        "data": {"name": "bands"},
        "layer": [*layers, *_day_line(x, INK[theme]), _pointer(dataset, bands, x, INK[theme], t)],
    }


def _locale(t: Translator) -> Row:
    """Numbers, months and days as Vega writes them on the axes."""
    months, days = t.locale.months["stand-alone"], t.locale.days["stand-alone"]
    first_sunday = (6, 0, 1, 2, 3, 4, 5)
    return {
        "number": {
            "decimal": t.decimal, "thousands": t.groups[0], "grouping": [3], "currency": ["", ""],
        },
        "time": {
            "dateTime": "%-d %B %Y", "date": "%-d %B %Y", "time": "%H:%M", "periods": ["", ""],
            "months": [months["wide"][n] for n in range(1, 13)],
            "shortMonths": [months["abbreviated"][n] for n in range(1, 13)],
            "days": [days["wide"][n] for n in first_sunday],
            "shortDays": [days["abbreviated"][n] for n in first_sunday],
        },
    }  # fmt: skip


def _stripes(color: str) -> Row:
    """Upright stripes of a colour with nothing between them, as a gradient across the period."""
    stops = []
    for number in range(STRIPES):
        left, middle, right = number / STRIPES, (number + 0.5) / STRIPES, (number + 1) / STRIPES
        stops += [(left, color), (middle, color), (middle, "transparent"), (right, "transparent")]
    return {
        "gradient": "linear",
        "x1": 0,
        "x2": 1,
        "y1": 0,
        "y2": 0,
        "stops": [{"offset": round(offset, 5), "color": stop} for offset, stop in stops],
    }


def _pointer(dataset: Dataset, bands: Sequence[Band], x: Row, ink: str, t: Translator) -> Row:
    """What is under the pointer: the figures of the day, and the day itself for a click."""
    # what is undefined makes no row of the tooltip; the text is computed once, before what a move of the day alters
    names = (
        f"{json.dumps(band.label(dataset, t))}: datum.b{n} || datum.none" for n, band in enumerate(bands)
    )
    tip = f"{{title: datum.days, {', '.join(names)}}}"
    return {
        "data": {"name": "pieces"},
        "transform": [
            {
                "lookup": "stretch",
                "from": {
                    "data": {"name": "figures"},
                    "key": "stretch",
                    "fields": ["days", *(f"b{n}" for n in range(len(bands)))],
                },
            },
            {"calculate": tip, "as": "tip"},
            {"lookup": "one", "from": {"data": {"name": "day"}, "key": "one", "fields": ["moves"]}},
        ],
        "params": [
            {
                "name": PICK,
                "select": {"type": "point", "on": "click", "fields": ["day", "moves"], "toggle": False, "clear": False},
            },
            {
                "name": "under",
                "select": {
                    "type": "point", "on": "pointerover", "fields": ["day"], "toggle": False,
                    "clear": "pointerout",
                },
            },
        ],
        "mark": {
            "type": "rect",
            "fill": ink,
            "cursor": "pointer",
            "tooltip": {"expr": "datum.tip"},
        },
        "encoding": {
            "x": x,
            "x2": {"field": "until"},
            "fillOpacity": {"condition": {"param": "under", "empty": False, "value": 0.25}, "value": 0},
        },
    }  # fmt: skip


def _day_line(x: Row, ink: str) -> list[Row]:
    """The day that the map shows: a line across, and its date above."""
    return [
        {
            "data": {"name": "day"},
            "mark": {"type": "rule", "color": ink, "strokeWidth": 2, "clip": True},
            "encoding": {"x": x},
        },
        {
            "data": {"name": "day"},
            "mark": {
                "type": "text", "color": ink, "baseline": "bottom", "fontWeight": 600, "fontSize": 13,
                "align": {"expr": "datum.side"},
            },
            "encoding": {"x": x, "y": {"value": -5}, "text": {"field": "label", "type": "nominal"}},
        },
    ]  # fmt: skip
