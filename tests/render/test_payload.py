"""What travels to the browser: everything that is needed, once, and nothing that can break out."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import json
import re
from importlib import resources
from types import SimpleNamespace

import pytest
import shapely

from controlatlas import control_periods
from controlatlas.evidence.weigh import weigh
from controlatlas.language.catalogue import LANGUAGES
from controlatlas.measure.in_view import in_view
from controlatlas.picture.compose import picture
from controlatlas.picture.map_layers import radius
from controlatlas.picture.spec import PictureSpec
from controlatlas.records.model import Basis, Layer, Lens, Stance, Standing
from controlatlas.style import marks
from controlatlas.style.label_point import label_point
from controlatlas.style.swatches import STRENGTH, color_of, mix, swatch, theme_css
from controlatlas.webmap.encode import as_json, point_of, strings_of
from controlatlas.webmap.payload import build_payload
from controlatlas.webmap.strings import ui_strings

DATASETS = ["karabakh", "two_islands"]


@pytest.fixture(params=DATASETS)
def dataset(request):
    """Each dataset in turn."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def payload(dataset):
    """What the document of that dataset carries, after a journey through JSON."""
    return json.loads(_sent(dataset))


@functools.cache
def _sent(dataset) -> str:
    return as_json(build_payload(dataset))


def test_every_event_is_there_with_its_citations(dataset, payload):
    """Each event travels with its dates and with each of its citations, in file order."""
    assert [event["id"] for event in payload["events"]] == [event.id for event in dataset.events]
    for sent, event in zip(payload["events"], dataset.events, strict=True):
        assert sent["first"] == event.when.earliest.isoformat()
        assert sent.get("last", sent["first"]) == event.when.latest.isoformat()
        titles = [payload["sources"][citation[0]]["title"] for citation in sent["citations"]]
        assert titles == [dataset.sources[citation.source].title for citation in event.citations]
        stances = [payload["stances"][citation[1]] for citation in sent["citations"]]
        assert stances == [citation.stance.value for citation in event.citations]


def test_one_sided_events_say_so(dataset, payload):
    """An event that rests on one side's word carries the reason."""
    sent = {event["id"]: event.get("oneSided") for event in payload["events"]}
    assert {key for key, reason in sent.items() if reason} == {
        event.id for event in dataset.events if event.one_sided
    }


def test_every_source_that_an_event_names_is_there_and_no_other(dataset, payload):
    """The document carries the sources in use, each once."""
    used = {citation.source for event in dataset.events for citation in event.citations}
    used |= {key for event in dataset.events for other in event.alternatives for key in other.sources}
    assert len(payload["sources"]) == len(used)


@pytest.mark.parametrize("lens", Lens)
def test_the_control_periods_are_those_of_the_library(dataset, payload, lens):
    """Read back through its tables, each place has under each lens exactly the periods that the library computes."""
    for sent, (place, spans) in zip(payload["places"], control_periods(dataset, lens).items(), strict=True):
        assert sent["id"] == place
        own = sent.get(lens.value, sent.get("history"))
        history = [] if own is None else payload["histories"][own]
        read = [payload["periods"][index] for index in history]
        assert [
            (
                start,
                payload["actors"][actor]["id"],
                payload["standings"][standing],
                payload["bases"][basis],
                payload["events"][event]["id"],
            )
            for start, actor, standing, basis, event, *_ in read
        ] == [(s.start.isoformat(), s.actor, s.standing.value, s.basis.value, s.event) for s in spans]


def test_a_place_names_a_second_history_only_where_the_lenses_differ(dataset, payload):
    """Where nothing was ever claimed or contested, one history serves both lenses."""
    for sent in payload["places"]:
        spans = control_periods(dataset)[sent["id"]]
        if all(span.standing is Standing.HELD for span in spans):
            assert "held" not in sent
        if any(span.standing is Standing.CLAIMED for span in spans):
            assert sent["held"] != sent["history"]


def test_a_period_is_marked_if_only_its_date_is_uncertain(two_islands):
    """September 2020 at Zibberwick is marked; the claimed cape, contested by a denial, and what is held are not."""
    payload = build_payload(two_islands)
    sent = {place["id"]: place for place in payload["places"]}

    def marked(place):
        periods = (payload["periods"][index] for index in payload["histories"][sent[place]["history"]])
        return [period[0] for period in periods if period[5:] == (1,) or period[5:] == [1]]

    assert marked("zibberwick") == ["2020-09-01"]
    assert marked("cape-quizz") == []
    assert marked("quorraport") == []


def test_each_event_carries_its_evidence(dataset, payload):
    """For each event the sides under each stance, the independent voices and the reason are those of the library."""
    sides = [side["id"] for side in payload["sides"]]
    for sent, event in zip(payload["events"], dataset.events, strict=True):
        found, known = sent["evidence"], weigh(dataset, event)
        said = {
            stance: tuple(sides[i] for i in taken)
            for stance, taken in zip(Stance, found["stances"], strict=True)
            if taken
        }
        assert said == known.sides
        assert tuple(sides[i] for i in found.get("voices", [])) == known.voices
        assert tuple(sides[i] for i in found.get("denied", [])) == known.denied_by
        assert (found["works"], found["reason"]) == (known.works, known.reason.value)
        assert f"reason:{found['reason']}" in payload["ui"]


def test_only_kinds_that_change_no_control_have_a_lane(dataset, payload):
    """A kind with a lane of its own is marked, and none of its events changes anything."""
    lanes = {index for index, kind in enumerate(payload["kinds"]) if kind.get("lane")}
    assert {payload["kinds"][index]["id"] for index in lanes} <= {"information-operation", "rumour"}
    assert lanes
    assert not any(event.get("changes") for event in payload["events"] if event["kind"] in lanes)


@pytest.mark.parametrize(
    ("day", "headline"),
    [
        ("1992-05-18", "1992-05-18-lachin"),
        ("2020-11-10", "2020-11-10-trilateral-statement"),
        ("2020-11-20", "2020-11-20-aghdam"),
        ("2024-05-24", "2024-05-24-gazakh-villages"),
    ],
)
def test_the_weightiest_event_of_a_day_is_the_headline_of_its_picture(karabakh, day, headline):
    """What the panel lists first on a day is what heads a picture of it, by one rule."""
    events = build_payload(karabakh)["events"]
    today = [event for event in events if (event["first"], event.get("last")) == (day, None)]
    assert max(today, key=lambda event: event["weight"])["id"] == headline
    assert in_view(karabakh, dt.date.fromisoformat(day)).events[0].id == headline


def test_nothing_is_sent_twice(payload):
    """Periods and histories are tables of distinct values."""
    for table in ("periods", "histories"):
        rows = [json.dumps(row) for row in payload[table]]
        assert len(rows) == len(set(rows))


def test_what_is_absent_is_left_out(payload):
    """No record of the payload holds a null."""
    for table in ("places", "events", "sources", "lines", "districts", "groups"):
        assert all(value is not None for row in payload[table] for value in row.values())


def test_changes_name_places_by_index_and_groups_by_complement(dataset, payload):
    """The names of a change lead back to the places and groups that the event names."""
    places, groups = list(dataset.places), list(dataset.groups)
    for sent, event in zip(payload["events"], dataset.events, strict=True):
        for change, record in zip(sent.get("changes", []), event.changes, strict=True):
            read = [places[at] if at >= 0 else groups[~at] for at in change["places"]]
            assert read == list(record.places)
            assert payload["actors"][change["to"]]["id"] == record.to


def test_shapes_come_back_to_a_metre(dataset, payload):
    """A point unpacked lies within a metre of where the dataset has it; an area keeps its size to a thousandth."""
    for sent, place in zip(payload["places"], dataset.places.values(), strict=True):
        if place.geometry is None:
            assert "shape" not in sent
        elif place.layer is Layer.SETTLEMENT:
            x, y = (number / 1e5 for number in sent["shape"])
            assert abs(x - place.geometry.x) <= 5.1e-6
            assert abs(y - place.geometry.y) <= 5.1e-6
        elif place.geometry.geom_type == "Polygon" and not place.geometry.interiors:
            assert shapely.Polygon(unpack(sent["shape"][0])).area == pytest.approx(
                place.geometry.area, rel=1e-3
            )


def unpack(flat):
    """The corners of a packed ring, in degrees."""
    x = y = 0
    corners = []
    for dx, dy in zip(flat[::2], flat[1::2], strict=True):
        x, y = x + dx, y + dy
        corners.append((x / 1e5, y / 1e5))
    return corners


def test_the_first_day_shown_may_be_chosen(two_islands):
    """The document begins on the day asked for, else on the dataset's own."""
    assert build_payload(two_islands)["day"] == two_islands.default_day.isoformat()
    assert build_payload(two_islands, day=two_islands.start)["day"] == two_islands.start.isoformat()


def test_json_cannot_leave_its_element():
    """No text of the data can end the script element, open a comment or end a line of script."""
    nasty = {"name": "</script><!--<script>&amp;\u2028\u2029 {{ 7 * 7 }} {% raw %}"}
    text = as_json(nasty)
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == nasty


def test_lines_and_rings_shrink_to_what_is_seen():
    """Points that fall together after rounding are sent once, and holes beside their outer ring."""
    line = shapely.LineString([(1, 1), (1.000001, 1), (1.5, 1)])
    assert strings_of(line) == [[100000, 100000, 50000, 0]]
    ring = shapely.box(0, 0, 1, 1).difference(shapely.box(0.4, 0.4, 0.6, 0.6))
    assert len(strings_of(ring)) == 2
    assert point_of(shapely.Point(46.75, 39.76)) == [4675000, 3976000]


def test_the_name_of_a_country_keeps_off_the_areas_of_control():
    """A country's name is written where it covers no area of control, as long as there is room."""
    country, areas = shapely.box(0, 0, 10, 4), shapely.box(4, 0, 10, 4)
    x, _ = label_point(country, (0, 0, 4, 10), clear_of=areas)
    assert 0 < x < 4
    assert label_point(country, (0, 0, 4, 10), clear_of=country) is not None
    assert label_point(country, (20, 20, 30, 30), clear_of=areas) is None


def test_inferred_is_lighter_than_recorded_and_claimed_lighter_than_held():
    """How much colour an area has says how sure its state is."""
    for standing in Standing:
        assert STRENGTH[standing, Basis.INFERRED] < STRENGTH[standing, Basis.RECORDED]
    assert STRENGTH[Standing.CLAIMED, Basis.RECORDED] < STRENGTH[Standing.HELD, Basis.INFERRED]


def test_no_standing_is_told_by_colour_alone(dataset):
    """Claimed has a dashed edge and contested is hatched, for every actor in both themes."""
    for actor in dataset.actors.values():
        for theme in ("light", "dark"):
            assert swatch(actor, Standing.CLAIMED, Basis.RECORDED, theme).dash is not None
            assert swatch(actor, Standing.CONTESTED, Basis.RECORDED, theme).hatched
            held = swatch(actor, Standing.HELD, Basis.RECORDED, theme)
            assert held.dash is None
            assert not held.hatched


def test_colours_mix_as_on_paper():
    """Half of black on white is the grey between, and the ends are the colours themselves."""
    assert mix("#000000", "#ffffff", 0.5) == "#808080"
    assert mix("#112233", "#ffffff", 1) == "#112233"
    assert mix("#112233", "#ffffff", 0) == "#ffffff"


def test_a_colour_that_is_no_colour_is_refused(two_islands):
    """Text other than #rrggbb never reaches the style sheet."""
    actor = next(iter(two_islands.actors.values()))
    with pytest.raises(ValueError, match="write it as #rrggbb"):
        color_of(dataclasses.replace(actor, color="red;}body{display:none"), "light")


def test_text_and_paper_keep_their_distance():
    """Text colours reach a contrast of 4.5 to 1 on the paper and the cards of their theme."""
    css = theme_css([])
    for block in css.split("\n")[:1] + css.split("\n")[2:3]:
        values = dict(
            part.strip().split(": ") for part in block.split("{")[1].split(";")[:-1] if ": " in part
        )
        for text in ("--ink", "--soft", "--faint", "--accent"):
            for ground in ("--paper", "--card"):
                assert contrast(values[text], values[ground]) >= 4.5, (text, ground)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2 between two colours."""

    def light(color: str) -> float:
        parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_texts_of_the_page_are_plain(language):
    """The texts of the player hold no markup, twelve months in both forms, and say where day, month and year stand."""
    texts = ui_strings(language)
    flat = [part for text in texts.values() for part in (text.values() if isinstance(text, dict) else [text])]
    assert not any("<" in text or "{{" in text for text in flat)
    assert len(texts["months"].split("|")) == len(texts["monthsAlone"].split("|")) == 12
    assert all(part in texts["dayInWords"] for part in ("{d}", "{month}", "{y}"))
    assert all(part in texts["monthInWords"] for part in ("{month}", "{y}"))


def test_places_are_called_as_the_reader_chose(karabakh):
    """By default the other side's form stands beside the English one; of a language chosen, its form stands alone."""
    both, armenian = (
        {place["id"]: place for place in build_payload(karabakh, names=policy)["places"]}
        for policy in ("both", "hy")
    )
    assert (both["shusha"]["name"], both["shusha"]["second"]) == ("Shusha", "Shushi")
    assert armenian["shusha"]["name"] == "Շուշի"
    assert "second" not in armenian["shusha"]


def test_ranges_and_span_are_days(dataset, payload):
    """Every day in the payload is an ISO day within the span."""
    first, last = payload["span"]
    for period in payload["ranges"]:
        assert first <= period["start"] <= period["end"] <= last
    assert dt.date.fromisoformat(payload["day"])


def test_the_size_of_a_village_is_one_number(two_islands, monkeypatch):
    """Who makes the dots of a rank larger in the one table makes them larger on the web map and in pictures alike."""
    village = next(
        place for place in two_islands.places.values() if place.layer is Layer.SETTLEMENT and place.rank == 3
    )
    scene = SimpleNamespace(view=SimpleNamespace(zoom=9.0))
    before = radius(scene, village)
    monkeypatch.setitem(marks.DOT_RADIUS, 3, 2 * marks.DOT_RADIUS[3])
    assert build_payload(two_islands)["marks"]["dotRadius"][3] == marks.DOT_RADIUS[3]
    assert radius(scene, village) == pytest.approx(2 * before)


def test_the_size_of_a_name_is_one_number(two_islands, monkeypatch):
    """Who makes the names of a rank larger in the one table makes them larger on the web map and in pictures alike."""
    monkeypatch.setitem(marks.NAME_SIZE, 1, 21.0)
    assert build_payload(two_islands)["marks"]["nameSize"][1] == 21.0
    drawn = picture(two_islands, PictureSpec(two_islands.default_day))
    assert 21.0 in {text.size for _, text in drawn.texts()}


def test_both_painters_read_the_same_lines():
    """Each line of the table is a variable of the style sheet, and used by it, but for those that only pictures have."""
    css = marks.marks_css()
    folder = resources.files("controlatlas.webmap") / "player"
    used = set(re.findall(r"var\(--([a-z-]+)-width\)", (folder / "map.css").read_text(encoding="utf-8")))
    assert used == marks.STROKES.keys() - marks.ONLY_IN_PICTURES.keys()
    painter = "".join(
        it.read_text(encoding="utf-8") for it in resources.files("controlatlas.picture").glob("*.py")
    )
    assert [
        name for name in marks.ONLY_IN_PICTURES if f'"{name.removesuffix("-casing")}' not in painter
    ] == []
    assert "--front-width: 1.9; --front-dash: none; --front-opacity: 0.85;" in css
    assert "--claim-width: 1.1; --claim-dash: 3.5 2.5; --claim-opacity: 1;" in css


def test_no_script_has_a_table_of_looks_of_its_own():
    """No script of the player says by rank how large or from when on something is drawn: the payload does."""
    folder = resources.files("controlatlas.webmap") / "player"
    texts = {it.name: it.read_text(encoding="utf-8") for it in folder.iterdir() if it.name.endswith(".js")}
    own = re.compile(r"\{\s*1:\s*[\d.]+,\s*2:|\brank\b\s*[<>=!]=*\s*\d")
    assert own.search("const DOT = { 1: 4.6, 2: 3.7 };")
    assert own.search("const px = rank === 1 ? 13 : 11;")
    assert [name for name, text in texts.items() if own.search(text)] == []


def test_the_look_of_a_line_comes_from_its_dataset(two_islands, payload, dataset):
    """The payload carries the look that a dataset gives its kinds of lines, and one for all other kinds."""
    assert set(payload["lineKinds"]) == {"", *dataset.line_kinds}
    islands = build_payload(two_islands)["lineKinds"]
    assert islands["line-of-contact"] == {"width": 2.2, "dash": "6 3", "casing": 4}
    assert islands[""] == {"width": 1, "dash": "4 3"}


def test_an_actor_has_its_names_by_period(two_islands):
    """The company is called Royal Company until the last day of 2019: the payload says so, and of the others nothing."""
    actors = {it["id"]: it for it in build_payload(two_islands)["actors"]}
    assert actors["company"]["dated"] == [[None, "2020-01-01", "Royal Company"]]
    assert actors["company"]["name"] == "Old Company"
    assert "dated" not in actors["plim"]


def test_what_is_in_another_language_says_in_which(two_islands):
    """A note that the dataset has in English only is told to be English on a map in Russian, and only there."""
    for language, foreign in (("en", False), ("ru", True)):
        sent = build_payload(two_islands, language=language)
        supports = [it[2] for event in sent["events"] for it in event["citations"] if it[2]]
        assert supports
        assert all((not isinstance(it, str) and it[1] == "en") is foreign for it in supports)


def test_each_name_of_a_place_is_said_to_be_of_a_language(karabakh):
    """Whatever tag a name has, the card of the place writes the language beside it and not the tag."""
    words = build_payload(karabakh, language="en")["ui"]
    tags = {tag for place in karabakh.places.values() for tag in place.names}
    assert {"hy-x-later", "az-Cyrl"} <= tags
    assert {words[tag] for tag in tags} == {
        "English", "Azerbaijani", "Azerbaijani (Cyrillic)", "Armenian", "Armenian (Cyrillic)", "Armenian (Latin)", "Russian",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("language", "events"),
    [("en", "event"), ("az", "hadisə"), ("hy", "իրադարձություն"), ("ru", "событи")],
)
def test_a_count_of_what_changes_control_is_one_of_events(language, events):
    """In each language the count beside the date names events; *4 changes* was taken for one of places."""
    forms = ui_strings(language)["changes:n"]
    assert all(events in form for form in forms.values()), forms
