"""Area over time under the map: what it counts, what it says, and that its file holds what the engine counts."""

from __future__ import annotations

import csv
import datetime as dt
import re

import pytest
from streamlit.testing.v1 import AppTest
from waiting import PATIENCE

from controlatlas.language.catalogue import translator
from controlatlas.measure.areas import shares_over_time
from controlatlas.records.model import Lens
from controlatlas.tables.csv import as_csv
from controlatlas.tables.rows import share_rows
from controlatlas.ui.area.chart import area_chart, day_rows


@pytest.fixture
def app(root, monkeypatch):
    """The app, opened on the day before the truce of 10 November 2020; its reader has come to the chart."""
    monkeypatch.chdir(root)
    app = AppTest.from_file(str(root / "app.py"), default_timeout=PATIENCE)
    app.query_params["day"] = "2020-11-09"
    app.session_state["below:seen"] = 1
    return app


def _islands(app, root, monkeypatch, **query):
    monkeypatch.setenv("CONTROLATLAS_DATASETS", str(root / "tests" / "datasets" / "two_islands"))
    app.query_params["dataset"] = "two_islands"
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


def _figures(app) -> str:
    """The table of the day as text, a space between cells."""
    html = next(e.proto.body for e in app.get("html") if "class='area-figures'" in e.proto.body)
    return re.sub(r"<[^>]+>", " ", html)


def test_the_figures_of_the_day_stand_beside_the_chart(app, root, monkeypatch):
    """On 29 February 2020 the claimed third of Northmark, 331 square kilometres, stands beside the chart."""
    _islands(app, root, monkeypatch, day="2020-02-29")
    assert not app.exception
    text = " ".join(_figures(app).split())
    assert "On 29 February 2020" in text
    assert "claimed, inferred 331 1" in text
    assert "Whole 4,607 20" in text


def test_the_totals_do_not_depend_on_what_the_chart_counts(app):
    """On 10 November 2020 all 1,138 settlements are in the totals of the controllers, also where no land is counted."""
    app.query_params["day"] = "2020-11-10"
    app.run()
    names = ("Azerbaijan", "Armenian forces", "Russian peacekeepers", "Soviet central authorities")
    text = " ".join(_figures(app).split())
    totals = [re.search(rf"{name} (\S+) (\S+)", text).group(2) for name in names]
    assert sum(0 if total == "–" else int(total.replace(",", "")) for total in totals) == 1138
    assert totals[2] != "0"


def test_what_stands_below_waits_until_it_is_seen(app):
    """Until the reader comes near it, the chart is not made, nor once they have been on another page in between."""
    app.session_state["below:seen"] = 0
    app.run()
    assert not app.exception
    assert not app.get("vega_lite_chart")
    assert not app.toggle
    app.session_state["below:seen"] = 1  # what the browser tells of this first page
    app.run()
    assert len(app.get("vega_lite_chart")) == 1
    app.switch_page("pages/method.py").run()
    app.switch_page("pages/map.py").run()
    assert not app.exception
    assert not app.get("vega_lite_chart")


def test_a_group_is_counted_alone(app, root, monkeypatch):
    """Counting the Ring gives its 60 square kilometres and its one village, and no other."""
    _islands(app, root, monkeypatch, day="2020-07-01")
    app.selectbox(key="area:group").set_value("the-ring").run()
    assert not app.exception
    assert "Whole 60 1" in " ".join(_figures(app).split())
    assert "%" not in _figures(app)


def test_percentages_are_those_of_the_reference_area(app, root, monkeypatch):
    """Only where the dataset's reference area is counted, Plim Island without the Ring, shares of it are given."""
    _islands(app, root, monkeypatch, day="2020-07-01")
    assert "%" not in _figures(app)
    app.selectbox(key="area:group").set_value("reference area").run()
    assert not app.exception
    text = " ".join(_figures(app).split())
    assert "% of area" in text
    assert re.search(r"Whole [\d,]+ 100\.0 \d+", text)


def test_a_group_without_area_says_so(app, root, monkeypatch):
    """Lamp Parish has settlements but no cell: asked for its area the page says so, its settlements are counted."""
    _islands(app, root, monkeypatch, day="2020-07-01")
    app.selectbox(key="area:group").set_value("lamp-parish").run()
    assert not app.exception
    assert "No area is drawn for Lamp Parish" in app.info[0].value
    app.session_state["area:unit"] = "settlements"
    app.run()
    assert not app.info
    assert "settlements" in _figures(app)


def test_the_file_holds_what_the_engine_counts(app, karabakh):
    """The file is named after dataset, version, choice, lens and period, and its rows are those of the engine."""
    app.query_params["lens"] = "held"
    app.query_params["from"], app.query_params["to"] = "2020-09-27", "2020-11-10"
    app.run()
    assert not app.exception
    first, last = dt.date(2020, 9, 27), dt.date(2020, 11, 10)
    rows = share_rows(karabakh, shares_over_time(karabakh, lens=Lens.HELD), first, last)
    app.toggle(key="area:table").set_value(True).run()
    shown = app.dataframe[0].value
    assert shown.to_dict("records") == rows
    assert (min(shown["from"]), max(shown["to"])) == ("2020-09-27", "2020-11-10")
    read = list(csv.DictReader(as_csv(rows).splitlines()))
    assert [{key: str(value) for key, value in row.items()} for row in rows] == read


def test_the_chart_of_a_period_goes_from_its_first_to_its_last_day(islands_of_tests):
    """Every band, piece and figure of the spring of 2020 lies in the spring, and pieces cover each of its days."""
    first, last = dt.date(2020, 2, 29), dt.date(2020, 5, 31)
    series = shares_over_time(islands_of_tests)
    rows = area_chart(
        islands_of_tests, series, first, last, unit="km2", theme="light", t=translator("en")
    ).rows
    assert [row["day"] for row in rows["pieces"]] == [
        (first + dt.timedelta(n)).isoformat() for n in range((last - first).days + 1)
    ]
    assert rows["figures"][0]["days"] == "29 February 2020"
    assert rows["figures"][-1]["days"] == "10–31 May 2020"
    begin, stop = rows["pieces"][0]["at"], rows["pieces"][-1]["until"]
    assert {row["at"] for row in rows["bands"]} <= {begin, stop, *(row["at"] for row in rows["pieces"])}


def test_the_bands_of_the_chart_leave_no_gap(islands_of_tests):
    """On each day of change the bands fill the chart from top to bottom, each where the one above it ends."""
    series = shares_over_time(islands_of_tests)
    start, end = islands_of_tests.start, islands_of_tests.end
    chart = area_chart(islands_of_tests, series, start, end, unit="km2", theme="dark", t=translator("en"))
    runs: dict[tuple[int, int], list[dict]] = {}
    for row in chart.rows["bands"]:
        runs.setdefault((row["band"], row["run"]), []).append(row)
    for entry in series:
        at = (entry.day - dt.date(1970, 1, 1)).days * 86_400_000
        drawn = [[row for row in run if row["at"] <= at][-1] for run in runs.values() if _covers(run, at)]
        drawn.sort(key=lambda row: row["band"])
        edges = [drawn[0]["high"], *(row["low"] for row in drawn)]
        assert edges[0] == pytest.approx(4607.5, rel=1e-3)
        assert edges[-1] == pytest.approx(0, abs=1e-6)
        assert [row["high"] for row in drawn] == edges[:-1]


def _covers(run: list[dict], at: float) -> bool:
    return run[0]["at"] <= at < run[-1]["at"]


def test_one_day_can_be_picked_twice():
    """The line of the day knows how often it moved, so that a second click on a day is told from the first."""
    first, last = dt.date(2020, 1, 1), dt.date(2020, 12, 31)
    once, again = (day_rows(dt.date(2020, 6, 1), moves, first, last, translator("en"))[0] for moves in (1, 3))
    assert once != again
    assert once["label"] == again["label"] == "1 June 2020"


@pytest.fixture
def islands_of_tests(two_islands):
    """The invented dataset."""
    return two_islands


def test_the_question_about_land_is_answered_with_its_assumptions(app):
    """On the eve of the war of 2020 the answer is 13.4 and 8.6 per cent; whole, lens and published figures are shown."""
    app.query_params["day"] = "2020-09-26"
    app.run()
    assert not app.exception
    text = _question(app)
    assert "With the former oblast 13.4%" in text
    assert "Without the former oblast 8.6%" in text
    assert "Of 86,600 km², the area of Azerbaijan in its recognised borders as stated by" in text
    assert "Areas claimed by one side are shown as that side’s." in text
    assert "20% Official Azerbaijani figure" in text
    assert "13.6% Reference works, after Thomas de Waal" in text


def test_a_question_is_text_and_no_markup(app, root, monkeypatch):
    """A question with angle brackets in it shows them, and a work without an address is named by its title."""
    _islands(app, root, monkeypatch, day="2020-09-01")
    body = _question_html(app)
    assert "What share of &lt;Plim&gt; was not under the Republic?" in body
    assert "Almanac &amp; Gazetteer" in body
    text = _question(app)
    assert "407 km² of what is counted are contested" in text
    assert "Other counts 33.3% Ocean Wire" in text


def _question_html(app) -> str:
    """The block of the question."""
    return " ".join(e.proto.body for e in app.get("html") if "class='land-question'" in e.proto.body)


def _question(app) -> str:
    """The block of the question as text, one space between words."""
    return " ".join(re.sub(r"<[^>]+>", " ", _question_html(app)).replace(" .", ".").split())
