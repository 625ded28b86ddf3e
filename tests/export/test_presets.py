"""Every size that is offered: letters that can be read at their final size, most of it map, nothing cut or covered."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools

import pytest
import shapely
from bench.generated import generated_dataset

from controlatlas.history.timeline import control_on
from controlatlas.language.capitals import capitals
from controlatlas.language.captions import PictureKind
from controlatlas.language.dates_and_works import day_in_words
from controlatlas.picture.compose import map_scene, picture, plan_of
from controlatlas.picture.drawing import Drawing, DrawingLayer, TextRun, VectorPath
from controlatlas.picture.fonts import width_of, writable
from controlatlas.picture.size import LABELS, PRESETS, Size, read_size
from controlatlas.picture.spec import PictureSpec
from controlatlas.records.model import NONE, Change, Dataset, Standing, drawn_on, say
from controlatlas.style.marks import STROKES
from controlatlas.style.palette import Palette

DAY, EVE = dt.date(2020, 11, 10), dt.date(2020, 9, 26)
SHAPES = list({tuple(map(round, size.logical)): name for name, size in reversed(PRESETS.items())}.values())
"""A preset for each layout: those of one shape, as 1200x675 and 1920x1080, are one drawing in more or fewer pixels."""

NARROW = ["1080x1080", "1080x1920", "column-85", "phone"]
"""The presets in which words have least room."""

SHORT = [*NARROW, "1080x1350", "column-176"]
"""The presets that name the licence by its identifier."""

CASES = [
    *((PictureKind.DAY, name, "hy") for name in SHAPES),  # the language with the longest words
    *((PictureKind.DAY, "phone", language) for language in ("az", "en", "ru")),
    *((PictureKind.PAIR, name, "hy") for name in ("1200x675", *NARROW)),
    (PictureKind.CLIP, "1080x1920", "hy"),
    *((PictureKind.DIFFERENCE, name, "hy") for name in ("1200x675", "1080x1920", "phone")),
]
"""All shapes for a day; other languages, pairs and differences where there is least room, and a wide one of each."""


def box_of(run: TextRun) -> tuple[float, float, float, float]:
    """The box of a text, from the top of its capitals to its base line, a little inside its edges."""
    wide = width_of(run.text, run.size, run.face, run.spacing)
    left = run.x - {"start": 0, "middle": wide / 2, "end": wide}[run.anchor]
    return left + 0.5, run.y - run.size * 0.62, left + wide - 0.5, run.y


def smallest(drawing: Drawing, size: Size) -> float:
    """The height of the smallest letters: in points on paper, else in pixels of the file."""
    least = min(run.size for _, run in drawing.texts())
    return least * size.mm[0] / 25.4 * 72 / drawing.width if size.mm else least * size.width / drawing.width


def least_of(size: Size) -> float:
    """What the smallest letters must have: 7 points on paper, 12 pixels where a phone shows 360, else 12 in 1200."""
    if size.mm:
        return 7.0
    if size.id == "phone":
        return 12.0 * size.width / 360
    return 12.0 * size.width / 1200


def map_of(drawing: Drawing) -> float:
    """The part of the picture that is map: all inside the frames, but for the cards that lie on them."""
    clips = [layer.clip for layer in drawing.layers if layer.id.endswith("ground")]
    seen = shapely.union_all([shapely.box(*clip) for clip in clips if clip])
    for layer in drawing.layers:
        if layer.id == "legend":
            cards = [
                it.geometry for it in layer.items if isinstance(it, VectorPath) and it.fill == drawing.paper
            ]
            seen = seen.difference(shapely.union_all(cards))
    return float(seen.area) / (drawing.width * drawing.height)


def must_say(dataset: Dataset, language: str, text: str) -> list[str]:
    """What stands in a picture of one day in every size; of the disclaimer the first sentence or the short form."""
    short = {
        "en": "not whose it is in law.",
        "az": "hüquqi mənsubiyyəti yox.",
        "hy": "ոչ թե ումն է ըստ իրավունքի։",
        "ru": "а не чьё по праву.",
    }[language]
    return [
        day_in_words(DAY, language),
        *(say(dataset.actors[it].names, language) for it in ("azerbaijan", "armenian-forces")),
        "1.1.0",
        short
        if short in text
        else {
            "en": "not to whom it belongs in law.",
            "az": "hüquqi mənsubiyyəti yox.",
            "hy": "և ոչ թե ում է այն պատկանում իրավաբանորեն։",
            "ru": "а не кому она принадлежит по праву.",
        }[language],
        "Control Atlas",
        "OpenStreetMap contributors",
        "GeoNames",
    ]


def problems_of(drawing: Drawing) -> list[str]:
    """What lies on something else, outside the picture or under a card."""
    found = []
    runs = [(layer.id, run, box_of(run)) for layer, run in drawing.texts()]
    for (_, one, a), (_, other, b) in itertools.combinations(runs, 2):
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]:
            found.append(f"{one.text} lies on {other.text}")
    for _, run, (left, top, right, bottom) in runs:
        if left < 0 or top < 0 or right > drawing.width or bottom > drawing.height:
            found.append(f"{run.text} is cut")
    return found


@pytest.mark.parametrize(("kind", "name", "language"), CASES)
def test_a_preset_can_be_read_and_is_mostly_map(karabakh, kind, name, language):
    """Letters as large as they must be, 60 % map, all that must be said, no text on another or cut or under an app's buttons."""
    size = PRESETS[name]
    drawing = picture(karabakh, PictureSpec(DAY, kind=kind, earlier=EVE, size=size, language=language))
    assert smallest(drawing, size) >= least_of(size) - 1e-6
    assert map_of(drawing) >= (0.59 if kind is PictureKind.PAIR else 0.6)  # a pair has a gap between its maps
    assert problems_of(drawing) == []
    clips = [layer.clip for layer in drawing.layers if layer.id.endswith("ground")]
    assert len(clips) == (2 if kind is PictureKind.PAIR else 1)
    assert not any(shapely.box(*a).overlaps(shapely.box(*b)) for a, b in itertools.combinations(clips, 2))
    text = " ".join(run.text for _, run in drawing.texts())
    if kind is PictureKind.DAY:
        missing = [
            it for it in must_say(karabakh, language, text) if it.replace("\u202f", "\u00a0") not in text
        ]
        assert missing == []
    assert "Open Data Commons Open Database License 1.0" in text or (name in SHORT and "ODbL-1.0" in text)
    if name == "1080x1920":  # the upper 14 % and the lower 20 % of a story hold nothing but map
        assert min(run.y - run.size for _, run in drawing.texts()) >= 0.14 * drawing.height
        assert max(run.y for _, run in drawing.texts()) <= 0.8 * drawing.height


def wide_names(dataset: Dataset, spec: PictureSpec, language: str) -> list[TextRun]:
    """The names of countries and districts on the map of a picture."""
    named = [*dataset.context.countries, *dataset.districts]
    said = {writable(capitals(say(it.names, language), language)) for it in named}
    layers = [layer for layer in picture(dataset, spec).layers if layer.id.endswith("names")]
    return [it for layer in layers for it in layer.items if isinstance(it, TextRun) and it.text in said]


@pytest.mark.parametrize("name", SHAPES)
def test_the_names_of_countries_keep_off_corridors_and_the_front(karabakh, name):
    """Neither AZERBAIJAN nor SHUSHA lies on the Lachin corridor, on the front or, of a country, on the land of another."""
    around_corridor = {"extent": "lachin-corridor", "size": PRESETS[name]}
    pair = {"kind": PictureKind.DIFFERENCE, "earlier": dt.date(2022, 8, 29)}
    for spec in (
        PictureSpec(dt.date(2022, 8, 30), **around_corridor),
        PictureSpec(dt.date(2022, 8, 31), language="ru", **pair, **around_corridor),
        PictureSpec(EVE, size=PRESETS[name], language="az"),
    ):
        (frame,) = plan_of(karabakh, spec).frames
        scene = map_scene(karabakh, spec, Palette.of(karabakh), frame)
        corridors = [
            frame.view.put(it.geometry)
            for it in karabakh.places.values()
            if it.id.startswith("strip-") and drawn_on(it, spec.day)
        ]
        apart = shapely.union_all([*corridors, scene.land.front.buffer(STROKES["region-front"].width / 2)])
        for run in wide_names(karabakh, spec, spec.language):
            assert not shapely.box(*box_of(run)).intersects(apart), (name, spec.day, run.text)


def test_a_country_keeps_its_name_where_there_is_room_on_its_own_land(karabakh):
    """Round the Lachin corridor AZERBAIJAN stands on its pale land, and not on that of Armenian forces."""
    spec = PictureSpec(
        dt.date(2022, 8, 31),
        kind=PictureKind.DIFFERENCE,
        earlier=dt.date(2022, 8, 29),
        extent="lachin-corridor",
    )
    (run,) = [it for it in wide_names(karabakh, spec, "en") if it.text == "AZERBAIJAN"]
    (frame,) = plan_of(karabakh, spec).frames
    state = control_on(karabakh, spec.day)
    for cell in karabakh.cells():
        if state[cell.id].actor != "azerbaijan":
            assert not frame.view.put(cell.geometry).intersects(shapely.box(*box_of(run))), cell.id


@pytest.mark.parametrize(("name", "changed"), [("1920x1080", {}), ("phone", {"theme": "dark"})])
def test_what_is_one_drawing_needs_no_case_of_its_own(karabakh, name, changed):
    """More pixels or another theme move no word: the cases above hold for all presets and themes."""
    like = PRESETS["phone" if changed else "1200x675"]
    one = picture(karabakh, PictureSpec(DAY, size=like, language="hy"))
    other = picture(karabakh, PictureSpec(DAY, size=PRESETS[name], language="hy", **changed))
    places = [[(run.text, run.x, run.y, run.size) for _, run in it.texts()] for it in (one, other)]
    assert [it[0] for it in places[0]] == [it[0] for it in places[1]]
    for a, b in zip(*places, strict=True):
        assert a[1:] == pytest.approx(b[1:], abs=1e-6)
    assert map_of(one) == pytest.approx(map_of(other))


def test_presets_of_one_shape_are_those_of_a_wide_screen():
    """Thirteen presets have ten shapes: four of them are 1200 to 675."""
    shapes = [tuple(map(round, size.logical)) for size in PRESETS.values()]
    assert len(SHAPES) == len(set(shapes)) == 10
    assert shapes.count((1200, 675)) == 4


def of_forty_actors() -> Dataset:
    """A square of 100 cells; the first of forty controllers with long names has 61 of them, each other has one."""
    dataset = generated_dataset(side=10, changes=0)
    (model, *_), (first,) = dataset.actors.values(), dataset.events
    actors = {
        f"a{n:02}": dataclasses.replace(
            model, id=f"a{n:02}", names={"en": f"Independent Battalion Number {n} of the Northern Volunteers"}
        )
        for n in range(40)
    }
    changes = tuple(
        Change((cell,), NONE, f"a{min(39, 99 - index):02}" if index > 60 else "a39", Standing.HELD)
        for index, cell in enumerate(dataset.places)
    )
    return dataclasses.replace(dataset, actors=actors, events=(dataclasses.replace(first, changes=changes),))


@pytest.mark.parametrize("name", ["1200x675", "a4-portrait", *NARROW])
def test_many_actors_are_folded_and_never_a_reason_to_refuse(name):
    """The controller of most of the land in view is named, and those for whom there is no room are counted."""
    dataset = of_forty_actors()
    drawing = picture(dataset, PictureSpec(dataset.default_day, size=PRESETS[name]))
    legend = " ".join(run.text for layer, run in drawing.texts() if layer.id == "legend")
    named = [n for n in range(40) if f"Number {n} of" in legend]
    assert 39 in named
    if len(named) < 40:
        assert f"and {40 - len(named)} more" in legend
    assert map_of(drawing) >= 0.6
    assert smallest(drawing, PRESETS[name]) >= least_of(PRESETS[name])
    assert problems_of(drawing) == []


def test_each_preset_has_a_name_in_the_app_and_survives_its_address():
    """What is offered by name can be read back from an address, once, twice and three times as fine."""
    assert list(LABELS) == list(PRESETS)
    for name, size in PRESETS.items():
        assert read_size(name) == size
        assert read_size(name, 2).logical == pytest.approx(size.logical)
        assert read_size(name, 2).safe == size.safe


def test_the_checks_can_fail():
    """Two texts on each other and one over the edge are found, and a card takes from the map."""
    texts = (TextRun("one", 10, 50, 12), TextRun("two", 12, 50, 12), TextRun("three", 90, 80, 12))
    card = VectorPath(shapely.box(0, 0, 100, 50), fill="#ffffff")
    drawing = Drawing(
        100,
        100,
        "#ffffff",
        (DrawingLayer("ground", "", (), (0, 0, 100, 100)), DrawingLayer("legend", "", (card, *texts))),
    )
    assert problems_of(drawing) == ["one lies on two", "three is cut"]
    assert map_of(drawing) == pytest.approx(0.5)
