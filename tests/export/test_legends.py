"""How much of a legend a picture has, by choice and by what can be seen on it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from controlatlas.cli.main import main
from controlatlas.export.formats import make
from controlatlas.history.timeline import control_on
from controlatlas.language.captions import PictureKind
from controlatlas.language.catalogue import translator
from controlatlas.measure.areas import area_km2
from controlatlas.picture.compose import map_scene, picture, plan_of
from controlatlas.picture.drawing import VectorPath
from controlatlas.picture.legend import Entry, Section, Seen, in_short, sections, with_names
from controlatlas.picture.size import PRESETS
from controlatlas.picture.spec import PictureSpec
from controlatlas.records.errors import ExportError
from controlatlas.records.model import Lens, drawn_on, say
from controlatlas.style.marks import STROKES
from controlatlas.style.palette import Palette

DAY = dt.date(2020, 11, 8)
MEANING = "last undisputed holder and of the claimant"


def text_of(dataset, spec) -> str:
    """All words of the legend and what stands above it."""
    return " ".join(run.text for layer, run in picture(dataset, spec).texts() if layer.id == "legend")


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Contested: Fighting."), ("hy", "Contested. Fighting."), ("ru", "Contested: Fighting.")],
)
def test_a_meaning_beside_its_name_is_joined_as_the_language_does(language, said):
    """Armenian, whose full stop looks like a colon, has none between what a sign is called and what it means."""
    entries = (Entry(lambda *_: [], "Contested", "Fighting."), Entry(lambda *_: [], "Azerbaijan"))
    found = with_names(Section("", entries), translator(language)).entries
    assert [it.meaning for it in found] == [said, ""]


def test_a_legend_is_left_out_short_or_full(karabakh):
    """Without a legend no sign is explained, a short one names them, a full one says what they mean."""
    spec = PictureSpec(DAY, size=PRESETS["a4"])
    none, short, full = (text_of(karabakh, replace(spec, legend=it)) for it in ("none", "short", "full"))
    assert "Front line" not in none
    assert "Azerbaijan announces control of Shusha" in none
    assert "Front line" in short
    assert MEANING not in short
    assert MEANING in full
    assert text_of(karabakh, spec) == short


def test_a_wide_picture_has_room_for_a_full_legend(karabakh):
    """At the usual size the column beside the map holds the meanings, and the map keeps its share."""
    assert MEANING in text_of(karabakh, PictureSpec(DAY, legend="full"))


@pytest.mark.parametrize("language", ["en", "az", "hy", "ru"])
def test_a_full_legend_where_there_is_no_room_is_a_short_one(karabakh, language):
    """A narrow column is never refused for meanings that do not fit."""
    spec = PictureSpec(DAY, size=PRESETS["phone"], language=language)
    assert text_of(karabakh, replace(spec, legend="full"))


def entries_of(dataset, seen: Seen, kind=PictureKind.DAY) -> list[str]:
    """The names in a legend."""
    return [entry.name for it in sections(dataset, seen, kind, translator("en")) for entry in it.entries]


@pytest.mark.parametrize(
    ("reasons", "name"),
    [
        ({"claimed"}, "Claimed by Azerbaijan, not confirmed"),
        ({"contested"}, "Contested, last claimed by Azerbaijan"),
        ({"undated"}, "Passes to Azerbaijan around this day"),
        ({"claimed", "contested"}, "Claimed by Azerbaijan or contested, not confirmed"),
        ({"contested", "undated"}, "Contested, or passes to Azerbaijan around this day"),
        ({"claimed", "undated"}, "Not confirmed, or passes to Azerbaijan around this day"),
    ],
)
def test_stripes_are_called_by_all_that_they_mean(karabakh, reasons, name):
    """However small they are; no reason stands for another."""
    seen = Seen(held={"azerbaijan": 0.2}, unsure={("armenian-forces", "azerbaijan"): reasons})
    assert entries_of(karabakh, seen) == ["Azerbaijan", name]


def test_stripes_of_one_meaning_have_one_entry(karabakh):
    """Contested land of two earlier holders is one line of the legend, with a sample of each."""
    pairs = ("armenian-forces", "azerbaijan"), ("azerbaijan", "azerbaijan")
    seen = Seen(unsure={it: {"contested"} for it in pairs})
    assert entries_of(karabakh, seen) == ["Contested, last claimed by Azerbaijan"]


@pytest.mark.parametrize(
    ("reasons", "name"),
    [
        ({"claimed"}, "Contested, last held by Armenian forces"),
        ({"claimed", "contested"}, "Contested, last held by Armenian forces"),
        ({"undated"}, "Passes to Azerbaijan around this day"),
    ],
)
def test_where_claims_are_not_counted_no_stripes_are_called_claimed(karabakh, reasons, name):
    """With the lens that moves nothing until it is confirmed, stripes are said to be of who held the land last."""
    seen = Seen(unsure={("armenian-forces", "azerbaijan"): reasons}, lens=Lens.HELD)
    assert entries_of(karabakh, seen) == [name]


def test_the_legend_fits_the_lens(karabakh):
    """On 10 November 2020 land of two kinds is striped: claimed, or contested, by lens; no picture says what the other means."""
    claimed, held = (text_of(karabakh, PictureSpec(dt.date(2020, 11, 10), lens=it)) for it in Lens)
    assert "Claimed by Azerbaijan or contested, not confirmed" in claimed
    assert "last held by" not in claimed
    assert "Contested, last held by Armenian forces" in held
    assert "Claimed by" not in held


MEANT = [
    ("1994-05-12", None, PictureKind.DAY),
    ("2020-12-01", None, PictureKind.DAY),
    ("2022-08-30", None, PictureKind.DAY),
    ("2020-12-01", "2020-09-26", PictureKind.PAIR),
]
SHAPES = list({tuple(map(round, size.logical)): name for name, size in reversed(PRESETS.items())}.values())
"""A preset for each layout: those of one shape are one drawing in more or fewer pixels."""


@pytest.mark.parametrize(("size", "language"), [*((it, "en") for it in SHAPES), ("phone", "hy")])
def test_each_line_that_is_drawn_is_in_the_legend(karabakh, size, language):
    """In every preset, on days of peace, war and handover: the front, marks of change, and the dated lines of each kind."""
    t = translator(language)
    for day, earlier, kind in MEANT:
        first = dt.date.fromisoformat(earlier) if earlier else None
        spec = PictureSpec(dt.date.fromisoformat(day), kind, first, size=PRESETS[size], language=language)
        drawing = picture(karabakh, spec)
        said = text_of(karabakh, spec)
        lines = {}
        for layer in drawing.layers:
            name = layer.id.rpartition("-")[2]
            lines.setdefault(name, []).extend(lines_in([layer]))
        if any(it.geometry.length > 30 for it in lines.get("front", ())):
            assert t("Front line") in said, (day, size)
        if kind is not PictureKind.DIFFERENCE and any(
            it.geometry.length > 30 for it in lines.get("changed", ())
        ):
            on_day = t("Changed on this day") if first is None else t("Changed between these days")
            assert on_day in said, (day, size)
        dashes = {(it.dash, it.width) for it in lines.get("lines", ()) if it.geometry.length > 12}
        dated = [it for it in karabakh.lines if drawn_on(it, spec.day) or (first and drawn_on(it, first))]
        for line in dated:
            look = karabakh.line_kinds[line.kind]
            width = min(look.width, STROKES["region-front"].width / 2)
            if (look.dash, width) in dashes:
                assert say(line.names, language) in said, (day, size, line.id)


def test_what_the_legend_has_no_room_for_is_not_drawn(karabakh):
    """The smallest legend names no dated line: none is on that map; with a legend that names them they are."""
    seen = seen_on(karabakh, PictureSpec(dt.date(2020, 11, 10)))
    found, unnamed = in_short(karabakh, seen, PictureKind.DAY, translator("en"), 4)
    assert unnamed == {"line-of-2020", "former-oblast"} & unnamed
    assert unnamed == frozenset(seen.lines)
    assert "Front line" in [entry.name for section in found for entry in section.entries]
    for language in ("en", "hy"):
        spec = PictureSpec(dt.date(2020, 11, 10), size=PRESETS["phone"], language=language)
        layer = next(it for it in picture(karabakh, spec).layers if it.id == "lines")
        assert bool(layer.items) is not bool(plan_of(karabakh, spec).unnamed)


@pytest.mark.parametrize("day", ["1989-06-01", "1992-05-18", "2020-11-10", "2020-11-12", "2022-08-26"])
def test_a_legend_has_all_stripes_that_the_map_has(karabakh, day):
    """Each standing that the dataset has on a day on enough land to be seen is in the words of the legend."""
    when = dt.date.fromisoformat(day)
    standings = {it.standing.value for it in control_on(karabakh, when).values()}
    said = text_of(karabakh, PictureSpec(when)).lower()
    for standing in ("claimed", "contested"):
        cells = [it for it in karabakh.cells() if control_on(karabakh, when)[it.id].standing == standing]
        if any(area_km2(it.geometry) > 15 for it in cells):
            assert standing in said
    assert {"claimed", "contested"} & standings


def test_land_held_throughout_is_not_said_to_be_taken(karabakh):
    """From 18 to 20 September 2023 nothing passed beyond dispute: no land is called taken, what was held is as before."""
    spec = PictureSpec(
        dt.date(2023, 9, 20), kind=PictureKind.DIFFERENCE, earlier=dt.date(2023, 9, 18), extent="whole"
    )
    said = text_of(karabakh, spec)
    assert "Taken by" not in said
    assert "As before: Azerbaijan" in said
    assert "Contested, last claimed by Azerbaijan" in said


def seen_on(dataset, spec) -> Seen:
    """What occurs on the one map of a picture."""
    seen = Seen()
    palette = Palette.of(dataset, spec.theme, spec.tone)
    seen.add(map_scene(dataset, spec, palette, plan_of(dataset, spec).frames[0]))
    return seen


def rows_of(dataset, spec) -> list[tuple[str, list[str]]]:
    """The legend of a difference: each heading with the rows below it."""
    found = sections(dataset, seen_on(dataset, spec), PictureKind.DIFFERENCE, translator("en"))
    return [(it.title, [entry.name for entry in it.entries]) for it in found]


def between(earlier: str, later: str, **more) -> PictureSpec:
    """A difference of two days."""
    days = dt.date.fromisoformat(later), dt.date.fromisoformat(earlier)
    return PictureSpec(days[0], kind=PictureKind.DIFFERENCE, earlier=days[1], **more)


@pytest.mark.parametrize(
    ("earlier", "later", "heading", "rows"),
    [
        ("2020-02-28", "2020-04-04", "From Old Company", ["Taken by Republic of Plim"]),
        ("2021-03-02", "2021-03-04", "From Quorra League", ["Taken by Republic of Plim"]),
    ],
)
def test_under_the_loser_stands_what_it_lost(two_islands, earlier, later, heading, rows):
    """What did not change hands has no heading that names a loser."""
    first, *others = rows_of(two_islands, between(earlier, later, extent="whole"))
    assert first == (heading, rows)
    assert all(title == "" for title, _ in others)
    assert any(row.startswith("As before: ") for _, names in others for row in names)


def test_who_gained_and_lost_is_not_named_as_the_loser(two_islands, karabakh):
    """In 2020 Plim took land of the Company and lost some to the League; in August 2022 land passed both ways."""
    for dataset, spec in (
        (two_islands, between("2020-01-15", "2020-10-11")),
        (karabakh, between("2022-08-29", "2022-08-31")),
    ):
        assert rows_of(dataset, spec)[0][0] == "What changed"


def test_a_loser_out_of_view_is_not_named(karabakh):
    """In the war of 2020 nothing passed round Barda: its difference has no loser and nothing that was taken."""
    rows = rows_of(karabakh, between("2020-09-26", "2020-11-10", extent="district-barda"))
    assert not [it for it in rows if it[0].startswith("From ")]
    assert not [row for _, names in rows for row in names if row.startswith(("Taken", "Passed"))]


def test_settlements_on_no_land_are_changed_or_as_before(two_islands):
    """Where only settlements are drawn, those that kept their holder are not said to come from a loser."""
    seen = Seen(passed={("quorra", "plim")}, spots_before={"watch"})
    seen.spots["plim"] = 1
    found = sections(two_islands, seen, PictureKind.DIFFERENCE, translator("en"))
    rows = [(it.title, [entry.name for entry in it.entries]) for it in found]
    assert rows == [
        ("From Quorra League", ["Under Republic of Plim"]),
        ("", ["As before: Harbour Watch"]),
    ]


def lines_in(layers) -> list[VectorPath]:
    """All that is drawn with a line."""
    return [it for layer in layers for it in layer.items if isinstance(it, VectorPath) and it.stroke]


@pytest.mark.parametrize(("theme", "tone"), [("light", "colour"), ("dark", "grey")])
def test_a_constructed_edge_looks_in_the_legend_as_on_the_map(karabakh, theme, tone):
    """Its dashes have a colour in the legend that they have on the map, over land as on the map."""
    dash = STROKES["region-constructed"].dash
    for spec in (
        between("2022-08-29", "2022-08-31", theme=theme, tone=tone),
        PictureSpec(dt.date(1994, 5, 12), extent=(40.40, 46.52, 10.4), theme=theme, tone=tone),
    ):
        layers = picture(karabakh, spec).layers
        on_map, below = (
            {it.stroke for it in lines_in(layer for layer in layers if layer.id == key) if it.dash == dash}
            for key in ("areas", "legend")
        )
        assert below
        assert below <= on_map


def test_before_there_was_a_war_there_is_no_front(karabakh):
    """In 1989 Moscow administers the oblast: its edge is no front; on 8 November 2020 there is one."""
    assert "Front line" not in text_of(karabakh, PictureSpec(dt.date(1989, 6, 1)))
    assert "Front line" in text_of(karabakh, PictureSpec(DAY))


def test_each_picture_of_a_clip_says_that_the_works_are_of_all_its_days(karabakh):
    """A frame of September that names a work of November says of which days the works are."""
    spec = PictureSpec(dt.date(2020, 11, 10), kind=PictureKind.CLIP, earlier=dt.date(2020, 9, 27))
    said = " ".join(run.text for _, run in picture(karabakh, spec).texts())
    assert "Sources of all changes, 27 September – 10 November 2020" in said


def test_the_choice_stands_in_the_address_and_on_the_command_line(karabakh, loaded_once, tmp_path, capsys):
    """What is not as always is part of the address; another word is refused, and so is the option for a table."""
    assert PictureSpec(DAY, legend="none").address(karabakh, "png")["legend"] == "none"
    assert "legend" not in PictureSpec(DAY).address(karabakh, "png")
    with pytest.raises(ExportError, match="none, short, full"):
        make(karabakh, PictureSpec(DAY, legend="long"), "png")
    assert main(["export", "csv", "--legend", "none", "-o", str(tmp_path / "x.csv")]) != 0
    assert "--legend" in capsys.readouterr().err
