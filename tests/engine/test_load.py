"""From the files of a folder to records: nothing is lost, nothing is guessed."""

from __future__ import annotations

import base64
import datetime as dt
import json
import pathlib
import shutil

import numpy as np
import pytest
import shapely
from jsonschema import Draft202012Validator

from controlatlas import Dataset, load_dataset
from controlatlas.check.dataset import is_coverage
from controlatlas.load.json_schema import schemas
from controlatlas.records.errors import DatasetError
from controlatlas.records.model import Layer

from .conftest import TWO_ISLANDS

SCHEMAS = pathlib.Path(__file__).parents[2] / "geodata" / "schemas"
A_PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""A whole PNG file of one pixel."""

SCHEMA_OF = {
    **{name: name.partition(".")[0] for name in (path.name for path in TWO_ISLANDS.glob("*.*json"))},
    "context/countries.geojson": "countries",
    "context/lakes.geojson": "context",
    "context/rivers.geojson": "context",
}


def test_every_record_of_the_files_is_loaded(islands: Dataset) -> None:
    """The loaded dataset has as many records of each kind as its files."""
    layers = [place.layer for place in islands.places.values()]
    assert [layers.count(layer) for layer in (Layer.SETTLEMENT, Layer.CELL, Layer.CORRIDOR)] == [20, 10, 1]
    assert (len(islands.groups), len(islands.events), len(islands.sources)) == (13, 26, 9)
    assert (len(islands.lines), len(islands.districts), len(islands.context.countries)) == (2, 4, 1)


def test_a_settlement_keeps_all_that_its_file_says(islands: Dataset) -> None:
    """Names, spellings, kind, rank, position and its precision arrive as they were written."""
    place = islands.places["plimstow"]
    assert place.names == {"en": "Plimstow", "eo": "Plimurbo"}
    assert place.other == ("Old Plim", "Plimmestoe")
    assert (place.kind, place.rank, place.within, place.cell) == (
        "town",
        1,
        ("district-north",),
        "cell-plim-north-01",
    )
    assert (place.precision_m, place.position, place.sources) == (
        100,
        {"en": "Market square on the sheet of 1904"},
        ("almanac",),
    )
    assert place.geometry is not None
    assert (place.geometry.x, place.geometry.y) == (-120.9, -40.1)


def test_a_settlement_without_position_is_a_place_like_any_other(islands: Dataset) -> None:
    """A settlement whose position nobody knows is loaded without geometry."""
    assert islands.places["wuzz"].geometry is None


def test_names_are_text_whatever_they_look_like(islands: Dataset) -> None:
    """Quotes, ampersands, markup, emoji and right-to-left script are kept letter by letter."""
    names = {name for place in islands.places.values() for name in place.names.values()}
    assert {
        'Cape "Quizz"',
        "Salt & Plepper",
        "</script><b>Vunder</b> Point",
        "Lampglow 🗼",
        "زبلوق",
        "זבלוק",
    } <= names


def test_a_corridor_has_days_and_a_centreline(islands: Dataset) -> None:
    """A corridor is drawn from its first day up to its end, along its centreline."""
    road = islands.places["corridor-road"]
    assert (road.start, road.end) == (dt.date(2020, 7, 1), dt.date(2021, 6, 30))
    assert road.centreline is not None
    assert road.centreline.coords[0] == (-120.7, -40.0)


def test_an_event_keeps_all_that_its_file_says(islands: Dataset) -> None:
    """Changes with their exceptions, citations with their locator, dispute and alternatives arrive as written."""
    (change,) = islands.event["new-year-handover"].changes
    assert (change.places, change.from_, change.to, change.standing) == (
        ("district-north",),
        "company",
        "plim",
        "held",
    )
    assert change.except_ == ("plimstow", "cell-plim-north-01", "cape-quizz", "cell-plim-north-03")
    talks = islands.event["ceasefire-talks"]
    assert talks.dispute == {"en": "The sides do not agree on the day."}
    assert [(a.date, a.sources) for a in talks.alternatives] == [
        ("2020-06-14", ("radio-zabluq",)),
        (None, ()),
    ]
    assert islands.event["truce"].citations[0].locator == "p. 1"
    assert islands.event["lampglow-claim"].one_sided == {"en": "It was the first of April."}


@pytest.mark.parametrize(
    ("source", "issued", "url", "archive"),
    [
        ("almanac", "1904", None, None),
        ("gazette-2021", "2021-12", "https://gazette.example/2021/12/review", None),
        ("wire", "2020-04-04", None, None),
        ("wire-2021", None, "https://wire.example/timeline", None),
        (
            "watch-log",
            "2020-07-01",
            "http://watch.example/log.pdf",
            "https://archive.example/20200702/watch.example/log.pdf",
        ),
    ],
)
def test_a_source_is_dated_as_exactly_as_it_is_known(
    islands: Dataset, source: str, issued: str | None, url: str | None, archive: str | None
) -> None:
    """A work has the year, month or day of publication that is known, and an address only if it has one."""
    has = islands.sources[source]
    assert (has.issued, has.url, has.archive) == (issued, url, archive)


def test_a_source_keeps_its_csl_record(islands: Dataset) -> None:
    """Fields of the citation standard that the map does not use are kept for whoever exports the sources."""
    assert islands.sources["herald"].csl["author"] == [{"family": "Ootle", "given": "Bim"}]


def test_the_settings_are_those_of_the_package(islands: Dataset) -> None:
    """Title, span, first view, languages and actors come from datapackage.json."""
    assert (islands.id, islands.title, islands.version, islands.licence) == (
        "two-islands",
        "Two Islands",
        "1.2.0",
        "CC0 1.0",
    )
    assert (islands.start, islands.end, islands.default_day) == (
        dt.date(2019, 12, 1),
        dt.date(2021, 12, 31),
        dt.date(2020, 7, 1),
    )
    assert islands.bounds == (-40.6, -121.2, -39.7, -119.2)
    assert islands.languages == ("en", "eo")
    assert list(islands.actors) == ["plim", "quorra", "watch", "company"]
    assert islands.actors["company"].pattern is None
    assert [side.id for side in islands.sides.values() if not side.independent] == ["reference"]
    assert islands.sides["quorran-ally"].follows == "quorran"


ORIENTATION = [
    "lines.geojson",
    "districts.geojson",
    *(name for name in SCHEMA_OF if name.startswith("context/")),
]


@pytest.mark.parametrize("name", ORIENTATION)
def test_layers_that_only_orient_may_be_missing(folder: pathlib.Path, name: str) -> None:
    """A dataset without lines, districts or base map is still one, since these say nothing about control."""
    (folder / name).unlink()
    load_dataset(folder)


def test_a_relief_is_read_with_its_bounds(folder: pathlib.Path) -> None:
    """A picture of the terrain is kept as bytes, with south, west, north and east."""
    (folder / "context" / "relief.png").write_bytes(A_PNG)
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    package["controlatlas"]["relief"] = {"path": "context/relief.png", "bounds": [[-41, -122], [-39, -119]]}
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    relief = load_dataset(folder).context.relief
    assert relief is not None
    assert (relief.png, relief.bounds) == (A_PNG, (-41, -122, -39, -119))


# ---------------------------------------------------------------- schemas


def test_the_schemas_in_geodata_are_those_of_the_code() -> None:
    """The JSON Schemas beside the datasets say what loading demands (regenerate: see geodata/README.md)."""
    written = {
        path.name.removesuffix(".schema.json"): json.loads(path.read_text(encoding="utf-8"))
        for path in SCHEMAS.glob("*.schema.json")
    }
    assert written == schemas()


@pytest.mark.parametrize("name", sorted(schemas()))
def test_each_schema_is_one(name: str) -> None:
    """Each generated schema is itself valid JSON Schema, so that an editor can use it."""
    Draft202012Validator.check_schema(schemas()[name])


@pytest.mark.parametrize("name", sorted(SCHEMA_OF))
def test_a_file_in_order_satisfies_its_schema(name: str) -> None:
    """What loading accepts, the schema of that file accepts too."""
    schema = schemas()[SCHEMA_OF[name]]
    content = json.loads((TWO_ISLANDS / name).read_text(encoding="utf-8"))
    assert [error.message for error in Draft202012Validator(schema).iter_errors(content)] == []


def test_a_schema_can_refuse() -> None:
    """A misspelt field that loading refuses, the schema refuses too."""
    content = json.loads((TWO_ISLANDS / "events.json").read_text(encoding="utf-8"))
    content[0]["confidense"] = "high"
    assert not Draft202012Validator(schemas()["events"]).is_valid(content)


@pytest.mark.parametrize(
    "letter", ["\u202e", "\u2066", "\u2069", "\u200b", "\u2060", "\ufeff", "\u0000", "\u0007", "\u001b"]
)
def test_a_letter_that_is_not_seen_is_refused_with_its_place(letter, tmp_path):
    """An override of direction, a letter without width and a control character are named with record and field."""
    folder = shutil.copytree(TWO_ISLANDS, tmp_path / "two_islands")
    events = json.loads((folder / "events.json").read_text(encoding="utf-8"))
    events[1]["title"]["en"] += letter
    (folder / "events.json").write_text(json.dumps(events), encoding="utf-8")
    with pytest.raises(DatasetError) as refused:
        load_dataset(folder)
    (problem,) = refused.value.problems
    assert (problem.file, problem.record, problem.field) == ("events.json", events[1]["id"], "title.en")
    opened = (
        "a direction of writing that does not end" if letter in "\u202e\u2066" else f"U+{ord(letter):04X}"
    )
    assert opened in problem.message


def test_letters_that_scripts_are_joined_with_may_stand_in_names(tmp_path):
    """Persian and Indic names are written with the joiner and the non-joiner, which are not seen either."""
    folder = shutil.copytree(TWO_ISLANDS, tmp_path / "two_islands")
    events = json.loads((folder / "events.json").read_text(encoding="utf-8"))
    events[1]["title"]["en"] = "می\u200cخواهم क्\u200dष"
    (folder / "events.json").write_text(json.dumps(events), encoding="utf-8")
    assert load_dataset(folder).events[1].title["en"] == "می\u200cخواهم क्\u200dष"


def test_what_was_checked_once_is_not_checked_again(tmp_path, monkeypatch) -> None:
    """A dataset without problems whose check takes long is remembered by what its files say; a change of a byte has it checked again."""
    from controlatlas.load import read, remembered

    folder = pathlib.Path(shutil.copytree(TWO_ISLANDS, tmp_path / "two_islands"))
    asked = []
    check = read.check_dataset
    monkeypatch.setattr(read, "check_dataset", lambda *given: asked.append(1) or check(*given))
    monkeypatch.setenv("CONTROLATLAS_CACHE", str(tmp_path / "cache"))
    read.load_dataset(folder)
    assert not (tmp_path / "cache").exists()  # soon done: nothing is worth remembering
    monkeypatch.setattr(remembered, "WORTH_S", 0.0)
    for _ in range(3):
        read.load_dataset(folder)
    assert len(asked) == 2
    (folder / "sources.json").write_text(
        (folder / "sources.json").read_text(encoding="utf-8") + "\n", encoding="utf-8"
    )
    read.load_dataset(folder)
    assert len(asked) == 3
    (folder / "events.json").write_text("[]", encoding="utf-8")
    for number in (4, 5):
        with pytest.raises(DatasetError):
            read.load_dataset(folder)
        assert len(asked) == number
    monkeypatch.setenv("CONTROLATLAS_CACHE", "/proc/nowhere")
    shutil.copy(TWO_ISLANDS / "events.json", folder)
    read.load_dataset(folder)


BOX = shapely.box
UNEVEN = {
    "neighbours": ([BOX(0, 0, 1, 1), BOX(1, 0, 2, 1)], True),
    "apart": ([BOX(0, 0, 1, 1), BOX(3, 0, 4, 1)], True),
    "one in the hole of another": ([BOX(0, 0, 3, 3) - BOX(1, 1, 2, 2), BOX(1, 1, 2, 2)], True),
    "at a corner": ([BOX(0, 0, 1, 1), BOX(1, 1, 2, 2)], True),
    "an edge against two": ([BOX(0, 0, 1, 2), BOX(1, 0, 2, 1), BOX(1, 1, 2, 2)], False),
    "crossing": ([BOX(0, 0, 2, 2), BOX(1, 1, 3, 3)], False),
    "one inside another": ([BOX(0, 0, 3, 3), BOX(1, 1, 2, 2)], False),
    "twice the same": ([BOX(0, 0, 1, 1), BOX(0, 0, 1, 1)], False),
    "overlapping along an edge": ([BOX(0, 0, 1, 1), BOX(0.9, 0, 2, 1)], False),
}


@pytest.mark.parametrize(("shapes", "valid"), UNEVEN.values(), ids=UNEVEN)
def test_a_coverage_is_one_only_where_edges_are_shared(shapes, valid) -> None:
    """The quick look accepts what GEOS accepts and nothing else."""
    array = np.array(shapes, dtype=object)
    assert is_coverage(array) is valid
    assert bool(shapely.coverage_is_valid(array)) is valid
