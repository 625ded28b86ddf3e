"""What stands in a picture, where it stands, and that all of it can be read."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools

import pytest

from controlatlas.language.captions import PictureKind
from controlatlas.language.catalogue import LANGUAGES, translator
from controlatlas.language.dates_and_works import day_in_words
from controlatlas.language.terms import LENS_MEANINGS_OF_PICTURES, MAP_LAYERS
from controlatlas.picture.compose import picture, plan_of, works_of
from controlatlas.picture.fonts import missing, width_of, writable
from controlatlas.picture.shots import Pace, shots
from controlatlas.picture.size import PRESETS, read_size
from controlatlas.picture.spec import PictureSpec, extents
from controlatlas.records.model import Lens, say

DAY = dt.date(2020, 11, 10)
EVE = dt.date(2020, 9, 26)
BEGINNING = dt.date(1988, 2, 1)


def box_of(run) -> tuple[float, float, float, float]:
    """The box of a text, from the top of its capitals to its base line, a little inside its edges."""
    wide = width_of(run.text, run.size, run.face, run.spacing)
    left = run.x - {"start": 0, "middle": wide / 2, "end": wide}[run.anchor]
    return left + 0.5, run.y - run.size * 0.62, left + wide - 0.5, run.y


def texts_of(drawing, *layers: str) -> str:
    """All texts of a drawing, or of some of its layers, in one line."""
    return " ".join(run.text for layer, run in drawing.texts() if not layers or layer.id in layers)


def entries_of(drawing) -> set[str]:
    """The texts of the legend, line by line."""
    return {run.text for layer, run in drawing.texts() if layer.id == "legend"}


def crossing(boxes) -> list[tuple[int, int]]:
    """The pairs of boxes that lie on each other."""
    found = []
    for (i, one), (j, other) in itertools.combinations(enumerate(boxes), 2):
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]:
            found.append((i, j))
    return found


def test_no_text_lies_on_another_in_any_extent(karabakh):
    """Close views with as many names as fit have no name on another."""
    for extent in extents(karabakh):
        drawing = picture(karabakh, PictureSpec(dt.date(2022, 9, 1), extent=extent, labels="many"))
        found = [run for layer, run in drawing.texts() if layer.id == "names"]
        boxes = [box_of(run) for run in found]
        assert [(found[i].text, found[j].text) for i, j in crossing(boxes)] == [], extent


def test_the_check_of_overlaps_can_fail():
    """Two boxes that share a corner are found."""
    assert crossing([(0, 0, 10, 10), (9, 9, 20, 20), (30, 0, 40, 10)]) == [(0, 1)]


@pytest.mark.parametrize("policy", ["both", "az", "hy", "ru"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_letter_is_missing(karabakh, language, policy):
    """In every language, with every way to name places, every letter of a picture is in the font that draws it."""
    for extent in ("whole", "lachin-corridor", "district-shusha"):
        drawing = picture(
            karabakh, PictureSpec(DAY, language=language, names=policy, extent=extent, labels="many")
        )
        assert {run.text: missing(run.text, run.face) for _, run in drawing.texts()} == {
            run.text: "" for _, run in drawing.texts()
        }


def test_a_letter_that_no_font_has_is_spelled_out(two_islands):
    """A name with an emoji in it is written with letters, not with an empty box."""
    drawing = picture(two_islands, PictureSpec(dt.date(2021, 5, 1), labels="many", title="Map 🗼 of the day"))
    assert all(not missing(run.text, run.face) for _, run in drawing.texts())
    assert writable("🗼") == ":tokyo_tower:"
    assert "🗼" not in texts_of(drawing)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_says_what_a_printed_map_must_say(karabakh, language):
    """Day in words and as ISO, actors, sources by number, version, last day, licence, disclaimer, credit."""
    drawing = picture(karabakh, PictureSpec(DAY, language=language, size=PRESETS["a3"]))
    text = texts_of(drawing)
    assert day_in_words(DAY, language).replace("\u202f", "\u00a0") in text
    assert "2020-11-10" in text
    for actor in ("azerbaijan", "armenian-forces", "russian-peacekeepers"):
        assert say(karabakh.actors[actor].names, language) in text
    assert "[1]" in text
    assert "[2]" in text
    assert "1.1.0" in text
    assert day_in_words(dt.date(2026, 11, 23), language).replace("\u202f", "\u00a0") in text
    assert "Open Data Commons Open Database License" in text
    assert "Control Atlas" in text
    assert "OpenStreetMap" in text
    assert say(karabakh.disclaimer, language) in text


def test_a_short_legend_begins_with_those_who_hold_most_land(karabakh):
    """The peacekeepers of 10 November 2020 hold one road, and come after both who hold districts."""
    drawing = picture(karabakh, PictureSpec(DAY, size=PRESETS["1080x1350"]))
    named = [run.text for layer, run in drawing.texts() if layer.id == "legend"]
    last = named.index("Russian peacekeepers")
    assert {"Azerbaijan", "Armenian forces"} <= set(named[:last])


def test_the_numbers_of_sources_can_be_resolved(karabakh):
    """The works named in the picture are the first of the list that goes with it, in the same order."""
    spec = PictureSpec(DAY, size=PRESETS["a4"])
    text = texts_of(picture(karabakh, spec), "sources")
    works = works_of(karabakh, spec)
    numbers = [n for n in range(1, 10) if f"[{n}]" in text]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 3
    for number in numbers:
        after = text.split(f"[{number}] ")[1]
        publisher = works[number - 1].source.publisher
        assert publisher is None or after.startswith(publisher)
    assert f"Background: {len(works) - len(numbers)} more works" in text


def test_the_sources_of_a_clip_begin_with_those_of_its_changes(karabakh):
    """What changed in the days shown is cited before what was so before."""
    spec = PictureSpec(DAY, kind=PictureKind.CLIP, earlier=dt.date(2020, 9, 27))
    taken = shots(karabakh, spec.earlier, spec.day, spec.lens, Pace())
    for it in works_of(karabakh, spec, taken)[:4]:
        assert dt.date(2020, 9, 27) <= it.event.when.latest <= DAY


def test_the_legend_has_only_what_is_shown(karabakh):
    """At the beginning of 1988 nothing is claimed and there is no front; on 10 November 2020 there is both."""
    claimed, contested = "Claimed by Azerbaijan, not confirmed", "Contested, last claimed by Azerbaijan"
    size = PRESETS["a4"]
    first = entries_of(picture(karabakh, PictureSpec(BEGINNING, size=size)))
    assert "Azerbaijan SSR" in first
    assert f"{contested} SSR" in first  # two villages in the north, and their stripes are drawn
    assert not first & {claimed, "Russian peacekeepers", "Front line", "Changed on this day"}
    assert not any(text.startswith("Line of contact") for text in first)
    later = entries_of(picture(karabakh, PictureSpec(DAY, size=size)))
    assert {"Front line", "Changed on this day", "Russian peacekeepers", "Armenian forces"} <= later
    assert any(text.startswith("Claimed by Azerbaijan or contested") for text in later)
    assert "Line of contact after 10 November 2020" in later
    shusha = entries_of(picture(karabakh, PictureSpec(dt.date(2022, 1, 1), extent="shusha")))
    assert "Azerbaijan" in shusha
    assert not shusha & {claimed, contested}
    assert not any("contested" in text for text in shusha)


def test_layers_that_are_off_are_neither_drawn_nor_explained(karabakh):
    """Without corridors and lines neither is in the picture nor in its legend."""
    layers = frozenset(MAP_LAYERS) - {"corridors", "lines", "labels"}
    drawing = picture(karabakh, PictureSpec(DAY, layers=layers))
    ids = {layer.id for layer in drawing.layers}
    assert not ids & {"corridors", "lines", "names"}
    assert "Line of contact" not in texts_of(drawing, "legend")


def test_the_legend_is_true_under_both_lenses(karabakh):
    """What is not confirmed is called so whichever way claims are read; how they are read is said above."""
    day = dt.date(2020, 10, 20)
    found = [picture(karabakh, PictureSpec(day, lens=lens, size=PRESETS["a3"])) for lens in Lens]
    said = "Claimed by Azerbaijan or contested, not confirmed", "Contested, last held by Armenian forces"
    for drawing, words in zip(found, said, strict=True):
        assert words in texts_of(drawing, "legend")
    assert "last undisputed holder" in texts_of(found[1], "legend")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lens", Lens)
def test_the_lens_is_stated_also_under_a_subtitle_of_ones_own(karabakh, lens, language):
    """A line of one's own stands beside the sentence on the lens, and does not take its place."""
    spec = PictureSpec(DAY, lens=lens, language=language, subtitle="Last days of the war")
    text = texts_of(picture(karabakh, spec), "legend")
    assert "Last days of the war" in text
    assert translator(language)(LENS_MEANINGS_OF_PICTURES[lens]) in text


def test_own_words_stand_as_they_are(karabakh):
    """A title with markup, dollars and line breaks is plain text in one line."""
    from controlatlas.picture.spec import validated

    own = "A <b>bold</b> $5 and $6\nclaim & more"
    spec = validated(PictureSpec(DAY, title=own, subtitle="Under it", credit="The Daily"), karabakh)
    drawing = picture(karabakh, spec)
    text = texts_of(drawing)
    assert "A <b>bold</b> $5 and $6 claim & more" in text
    assert "Under it" in text
    assert "The Daily" in text


def test_in_a_clip_only_the_control_and_the_date_move(karabakh):
    """From day to day the map stays where it is, and legend, sources and furniture are the same."""
    spec = PictureSpec(DAY, kind=PictureKind.CLIP, earlier=dt.date(2020, 9, 27))
    from controlatlas.picture.compose import draw

    taken = shots(karabakh, spec.earlier, spec.day, spec.lens, Pace())
    plan = plan_of(karabakh, spec, taken)
    one, other = draw(plan, taken[0]), draw(plan, taken[20])
    for key in ("legend", "sources", "furniture"):
        layers = [next(layer for layer in it.layers if layer.id == key) for it in (one, other)]
        assert layers[0] is layers[1]
    places = [next(run.text for layer, run in it.texts() if layer.id == "date") for it in (one, other)]
    assert places == ["27 September 2020", "17 October 2020"]


def test_a_dataset_of_any_shape_can_be_drawn(two_islands):
    """The invented dataset, which has no relief and its own languages, makes pictures in all its ways."""
    for kind in (PictureKind.DAY, PictureKind.PAIR, PictureKind.DIFFERENCE):
        spec = PictureSpec(dt.date(2020, 10, 9), kind=kind, earlier=dt.date(2020, 3, 1))
        text = texts_of(picture(two_islands, spec))
        assert "Harbour Watch" in text
        assert "Two Islands is invented." in text


def test_a_size_without_room_is_refused(karabakh):
    """A picture too small for a map with its legend and sources is refused, with the reason."""
    from controlatlas.records.errors import ExportError

    with pytest.raises(ExportError, match="no room for a map with its legend and sources"):
        picture(karabakh, PictureSpec(DAY, size=read_size("240x240")))


def test_a_wish_is_the_same_only_if_all_of_it_is():
    """Two specifications that differ in any field are not taken for each other."""
    spec = PictureSpec(DAY)
    changed = {"labels": "few", "theme": "dark", "tone": "grey", "language": "az", "credit": "x"}
    for name, value in changed.items():
        assert dataclasses.replace(spec, **{name: value}) != spec
