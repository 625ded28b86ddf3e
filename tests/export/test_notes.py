"""Notes on what changed: at most two, on free land or with a leader, none on another word or line, in four languages."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace

import pytest
import shapely

from controlatlas.history.compare import changed_on
from controlatlas.language.captions import PictureKind
from controlatlas.language.naming import Naming, script_of
from controlatlas.picture.compose import picture, plan_of
from controlatlas.picture.drawing import Dot, TextRun, VectorPath, overlap
from controlatlas.picture.fonts import width_of
from controlatlas.picture.size import PRESETS
from controlatlas.picture.spec import PictureSpec
from controlatlas.style.marks import STROKES

WORDS = {
    "en": (
        "from this day: ",
        "confirmed on this day: ",
        "held from this day: ",
        "claimed on this day: ",
        "contested from this day",
        "around this day: ",
    ),
    "az": (
        "həmin gündən: ",
        "həmin gün təsdiqlənib: ",
        "həmin gün iddia edib: ",
        "həmin gündən mübahisəli",
        "təxminən həmin gündən: ",
    ),
    "hy": (
        "այդ օրվանից՝ ",
        "այդ օրը հաստատվել է՝ ",
        "այդ օրը հայտարարել է՝ ",
        "վիճարկվող այդ օրվանից",
        "մոտավորապես այդ օրվանից՝ ",
    ),
    "ru": (
        "с этого дня: ",
        "подтверждено в этот день: ",
        "заявлено в этот день: ",
        "оспаривается с этого дня",
        "примерно с этого дня: ",
    ),
}


def box_of(run: TextRun) -> tuple[float, float, float, float]:
    """Where a line of text stands."""
    wide = width_of(run.text, run.size, run.face, run.spacing)
    left = run.x - {"start": 0.0, "middle": wide / 2, "end": wide}[run.anchor]
    return left, run.y - run.size * 0.72, left + wide, run.y + run.size * 0.2


def names_of(dataset, spec):
    """All that stands in the layer of names."""
    (layer,) = (it for it in picture(dataset, spec).layers if it.id == "names")
    return layer.items


def said_in(items, language: str) -> list[TextRun]:
    """The second lines of the notes."""
    return [it for it in items if isinstance(it, TextRun) and it.text.startswith(WORDS[language])]


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize(
    ("day", "size"),
    [
        ("1993-04-03", "1200x675"),
        ("2020-11-08", "1920x1080"),
        ("2020-11-20", "1200x675"),
        ("2024-05-24", "1080x1080"),
    ],
)
def test_a_day_has_a_note_or_two_that_lie_on_nothing(karabakh, day, size, language):
    """What changed is said on the map, and neither a note nor its leader lies on a word."""
    extent = "changes" if day.startswith("2024") else "whole"
    spec = PictureSpec(dt.date.fromisoformat(day), size=PRESETS[size], language=language, extent=extent)
    items = names_of(karabakh, spec)
    assert 1 <= len(said_in(items, language)) <= 2
    boxes = [box_of(it) for it in items if isinstance(it, TextRun)]
    assert not any(overlap(a, b) for a, b in itertools.combinations(boxes, 2))
    lines = [it.geometry for it in items if isinstance(it, VectorPath)]
    assert not any(line.intersects(shapely.box(*box).buffer(-1)) for line in lines for box in boxes)


@pytest.mark.parametrize(
    ("day", "named"),
    [
        ("1993-04-03", ["Kalbajar"]),
        ("1993-07-23", ["Aghdam and 72 more places"]),
        ("2020-10-17", ["Fuzuli and 1 more place", "Fuzuli district, 8 places"]),
        ("2020-11-08", ["Shusha and 1 more place"]),
        ("2020-11-10", ["Fuzuli and 338 more places"]),
        ("2020-11-20", ["Aghdam and 64 more places"]),
        ("2023-09-20", ["Khankendi, Aghdara and 195 more places"]),
    ],
)
def test_a_note_names_what_a_reader_knows(karabakh, day, named):
    """It goes to the change with a large town or the most land, and a few villages are told by their district."""
    items = names_of(karabakh, PictureSpec(dt.date.fromisoformat(day), names="en"))
    texts = [it.text for it in items if isinstance(it, TextRun)]
    notes = [texts[index - 1] for index, text in enumerate(texts) if text.startswith(WORDS["en"])]
    assert notes == named


def test_a_leader_ends_in_what_changed(karabakh):
    """The dot of a note of 20 November 2020 lies on a cell that changed on that day."""
    day = dt.date(2020, 11, 20)
    spec = PictureSpec(day)
    (frame,) = plan_of(karabakh, spec).frames
    land = [
        frame.view.put(karabakh.places[key].geometry)
        for key in changed_on(karabakh, day)
        if karabakh.places[key].geometry is not None
    ]
    dots = [shapely.Point(it.x, it.y) for it in names_of(karabakh, spec) if isinstance(it, Dot)]
    assert any(area.contains(dot) for area in land for dot in dots)


def test_a_difference_has_dates_on_what_passed(karabakh):
    """On the map of the autumn of 2020 the largest areas have the day on which they passed."""
    spec = PictureSpec(dt.date(2020, 12, 1), kind=PictureKind.DIFFERENCE, earlier=dt.date(2020, 9, 26))
    days = [
        it.text for it in names_of(karabakh, spec) if isinstance(it, TextRun) and it.text.endswith("2020")
    ]
    assert len(days) == 2
    assert "held from 10 November 2020" in days, (
        "much of it was claimed from 17 October on, some passed on that day"
    )


def test_without_names_there_are_no_notes(karabakh):
    """A map on which nothing is to be named, and a day on which nothing changes, have none."""
    spec = PictureSpec(dt.date(2020, 11, 20))
    assert not said_in(names_of(karabakh, replace(spec, labels="none")), "en")
    assert not said_in(names_of(karabakh, replace(spec, day=dt.date(2019, 1, 1))), "en")


@pytest.mark.parametrize("size", ["1200x675", "column-85", "phone"])
@pytest.mark.parametrize("language", WORDS)
def test_a_town_that_changed_lately_is_named(karabakh, size, language):
    """Two days after it was announced, Shusha stands on the map of 10 November 2020, in one column of print too."""
    spec = PictureSpec(dt.date(2020, 11, 10), size=PRESETS[size], language=language)
    said = [it.text for it in names_of(karabakh, spec) if isinstance(it, TextRun)]
    assert karabakh.places["shusha"].names[language] in said


@pytest.mark.parametrize("language", WORDS)
def test_both_names_of_a_place_are_in_one_script(karabakh, language):
    """No town of a picture has one name in Cyrillic or Armenian and one in Latin letters; a form in the same script stands."""
    spec = PictureSpec(dt.date(2020, 11, 10), language=language)
    items = [it for it in names_of(karabakh, spec) if isinstance(it, TextRun)]
    pairs = [(one.text, other.text) for one, other in itertools.pairwise(items) if other.follows]
    assert pairs
    assert all(script_of(one) == script_of(other.removeprefix("· ")) for one, other in pairs)
    naming = Naming("ru", seconds=("hy-Latn", "hy-Cyrl"), one_script=True)
    assert naming.second({"ru": "Шуша", "hy-Latn": "Shushi", "hy-Cyrl": "Шуши"}) == "Шуши"


def lies_on(run: TextRun, line: shapely.Geometry) -> bool:
    """Whether the letters of a text touch a line."""
    return line.intersects(shapely.box(*box_of(run)))


def test_a_town_at_the_front_is_named_beside_it(karabakh):
    """On 10 November 2020 both names of Shusha keep off the front and off the corridor, which meet at the town."""
    day = dt.date(2020, 11, 10)
    layers = {it.id: it for it in picture(karabakh, PictureSpec(day)).layers}
    named = [
        it for it in layers["names"].items if isinstance(it, TextRun) and it.text in ("Shusha", "Shushi")
    ]
    assert [it.text for it in named] == ["Shusha", "Shushi"]
    lines = [it.geometry for it in layers["front"].items if isinstance(it, VectorPath)]
    corridor = layers["corridors"].items
    lines += [it.geometry.boundary for it in corridor if isinstance(it, VectorPath) and it.fill is None]
    assert lines
    assert not any(lies_on(run, line) for run in named for line in lines)


def test_no_name_lies_on_a_ring(karabakh):
    """The villages of Gazakh that passed on 24 May 2024 are ringed, in a difference too, and named beside their rings."""
    later, earlier = dt.date(2024, 5, 24), dt.date(2024, 5, 23)
    one = PictureSpec(later, extent="changes")
    for spec in (one, replace(one, kind=PictureKind.DIFFERENCE, earlier=earlier)):
        layers = {it.id: it for it in picture(karabakh, spec).layers}
        rings = [it.geometry for it in layers["changed"].items]
        assert len(shapely.get_parts(shapely.polygonize(shapely.get_parts(rings[0])))) == 4
        texts = [it for it in layers["names"].items if isinstance(it, TextRun)]
        assert {"Kheyrimli", "Gizilhajili", "Baghanis Ayrum"} <= {it.text for it in texts}
        assert not any(lies_on(run, ring) for run in texts for ring in rings)
        assert {"ARMENIA", "AZERBAIJAN"} <= {it.text for it in texts}


@pytest.mark.parametrize(("size", "language"), [("1200x675", "en"), ("1280x720", "ru"), ("phone", "hy")])
def test_no_name_begins_on_the_ring_of_a_village_whose_extent_is_unknown(karabakh, size, language):
    """The four villages of Gazakh have a dashed ring; beside it, not on it, stand their names."""
    eve, day = dt.date(2024, 5, 23), dt.date(2024, 5, 25)
    spec = PictureSpec(day, kind=PictureKind.DIFFERENCE, earlier=eve, size=PRESETS[size], language=language)
    layers = {it.id: it for it in picture(karabakh, spec).layers}
    drawn = [it for it in layers["settlements"].items if isinstance(it, VectorPath)]
    rings = [it.geometry for it in drawn if it.dash == STROKES["dot-ring"].dash]
    texts = [it for it in layers["names"].items if isinstance(it, TextRun)]
    assert len(rings) == 4
    assert [run.text for run in texts if any(lies_on(run, ring) for ring in rings)] == []


def test_a_name_that_is_long_by_itself_stands_alone_among_many(karabakh):
    """Round the Lachin corridor the turn of the road has its name once: twice it would lie over half of the map."""
    key = "susa-dasalti-yolayrici"
    spec = PictureSpec(dt.date(2022, 8, 30), extent="lachin-corridor", marked=key)
    turn = karabakh.places[key].names
    said = " ".join(run.text for _, run in picture(karabakh, spec).texts())
    assert turn["en"] in said
    assert turn["az"] not in said


@pytest.mark.parametrize("name", ["column-85", "phone", "1200x675"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_leader_is_longer_than_a_third_of_the_width_of_its_map(karabakh, name, language):
    """In September 2023, where the note on Martuni stood far off in a narrow picture: it stands near, or there is none."""
    for day, earlier in (("2023-09-20", "2023-09-18"), ("2023-10-01", "2023-09-18"), ("2023-09-22", None)):
        first = dt.date.fromisoformat(earlier) if earlier else None
        kind = PictureKind.DIFFERENCE if first else PictureKind.DAY
        spec = PictureSpec(dt.date.fromisoformat(day), kind, first, size=PRESETS[name], language=language)
        for layer in picture(karabakh, spec).layers:
            if layer.id == "names":
                left, _, right, _ = layer.clip
                for it in layer.items:
                    if isinstance(it, VectorPath):
                        assert it.geometry.length <= 0.31 * (right - left), day


def test_a_pair_outlines_on_its_later_map_what_has_become_another(karabakh):
    """From 26 September to 1 December 2020: of 740 places that became Azerbaijan's, each town lies inside the outlines of the second map, and the first has none."""
    spec = PictureSpec(dt.date(2020, 12, 1), PictureKind.PAIR, dt.date(2020, 9, 26))
    layers = {it.id: it for it in picture(karabakh, spec).layers}
    assert "earlier-changed" not in layers
    frame = plan_of(karabakh, spec).frames[1]
    white = [it.geometry for it in layers["later-changed"].items if it.stroke == "#ffffff"]
    inside = shapely.union_all(
        [shapely.make_valid(it) for it in shapely.get_parts(shapely.polygonize(white))]
    )
    inside = shapely.union_all([shapely.convex_hull(it) for it in shapely.get_parts(inside)])
    for town, new in (("aghdam", True), ("kalbajar", True), ("zangilan", True), ("khankendi", False)):
        place = karabakh.places[town]
        point = shapely.Point(frame.view.point(place.geometry.x, place.geometry.y))
        assert inside.intersects(point) is new, town
    words = {it.text for layer, it in picture(karabakh, spec).texts() if layer.id == "later-names"}
    assert not any("this day" in it for it in words)


def dots_covered(dataset, spec) -> int:
    """How many dots lie under the names of settlements."""
    layers = {it.id: it for it in picture(dataset, spec).layers}
    dots = [it for it in layers["settlements"].items if isinstance(it, Dot)]
    names = [it for it in layers["names"].items if isinstance(it, TextRun) and not it.spacing]
    middles = [shapely.Point(it.x, it.y) for it in dots]
    boxes = [shapely.box(*box_of(it)) for it in names]
    return sum(any(box.contains(middle) for box in boxes) for middle in middles)


@pytest.mark.parametrize(
    ("extent", "most"), [("district-shusha", 2), ("district-fuzuli", 10), ("lachin-corridor", 2)]
)
def test_names_keep_off_the_dots_of_other_villages(karabakh, extent, most):
    """Close up, on 18 May 1992: of 130 dots and more, names cover only a few, those of towns and of what changed; there were up to three times as many."""
    assert dots_covered(karabakh, PictureSpec(dt.date(1992, 5, 18), extent=extent)) <= most
