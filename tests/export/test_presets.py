"""Every size that is offered: letters that can be read at their final size, most of it map, nothing cut or covered."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools

import pytest
import shapely
from bench.generated import generated_dataset

from controlatlas.language.captions import PictureKind
from controlatlas.language.catalogue import LANGUAGES
from controlatlas.picture.compose import picture
from controlatlas.picture.drawing import Drawing, DrawingLayer, TextRun, VectorPath
from controlatlas.picture.fonts import width_of
from controlatlas.picture.size import LABELS, PRESETS, Size, read_size
from controlatlas.picture.spec import PictureSpec
from controlatlas.records.model import NONE, Change, Dataset, Standing
from controlatlas.style.palette import THEMES

DAY, EVE = dt.date(2020, 11, 10), dt.date(2020, 9, 26)
EVERYWHERE = list(itertools.product(PRESETS, LANGUAGES, THEMES))


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


@pytest.mark.parametrize(("name", "language", "theme"), EVERYWHERE)
def test_a_preset_can_be_read_and_is_mostly_map(karabakh, name, language, theme):
    """Smallest letters at their final size, at least 60 % map, no text on another, none cut."""
    size = PRESETS[name]
    drawing = picture(karabakh, PictureSpec(DAY, size=size, language=language, theme=theme))
    assert smallest(drawing, size) >= least_of(size) - 1e-6
    assert map_of(drawing) >= 0.6
    assert problems_of(drawing) == []


@pytest.mark.parametrize("kind", [PictureKind.PAIR, PictureKind.DIFFERENCE])
@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_has_room_for_two_days(karabakh, name, kind):
    """The same for two days, in the language with the longest words."""
    size = PRESETS[name]
    drawing = picture(karabakh, PictureSpec(DAY, kind=kind, earlier=EVE, size=size, language="hy"))
    assert smallest(drawing, size) >= least_of(size) - 1e-6
    assert map_of(drawing) >= 0.59  # a pair has a gap between its maps
    clips = [layer.clip for layer in drawing.layers if layer.id.endswith("ground")]
    assert not any(shapely.box(*a).overlaps(shapely.box(*b)) for a, b in itertools.combinations(clips, 2))
    assert problems_of(drawing) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(PictureKind))
def test_a_story_has_no_words_where_the_app_has_its_buttons(karabakh, kind, language):
    """The upper 14 % and the lower 20 % of a story hold nothing but map."""
    spec = PictureSpec(DAY, kind=kind, earlier=EVE, size=PRESETS["1080x1920"], language=language)
    drawing = picture(karabakh, spec)
    tops = [run.y - run.size for _, run in drawing.texts()]
    assert min(tops) >= 0.14 * drawing.height
    assert max(run.y for _, run in drawing.texts()) <= 0.8 * drawing.height


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


@pytest.mark.parametrize("name", PRESETS)
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
