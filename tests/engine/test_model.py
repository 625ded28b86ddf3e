"""The records: groups hold what is in them, texts fall back, and nothing can be changed."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import pathlib
import tomllib
import typing

import pytest

import controlatlas
from controlatlas import Dataset, control_periods
from controlatlas.load import schema
from controlatlas.records import model
from controlatlas.records.errors import ControlAtlasError, DateError, UncitedChangeError, near
from controlatlas.records.model import Group, Place, drawn_on, say

ROOT = pathlib.Path(__file__).parents[2]

RECORDS = [
    item
    for item in vars(model).values()
    if dataclasses.is_dataclass(item) and item.__module__ == model.__name__
]


def test_a_group_holds_the_places_of_the_groups_inside_it(islands: Dataset) -> None:
    """The members of a group are those of all groups within it, however deep, in file order and once each."""
    assert islands.members["south-coast"] == ("gullamp", "fort-nebbish", "cell-plim-south-03")
    assert islands.members["truce-zone"] == islands.members["south-coast"]
    assert set(islands.members["south-coast"]) < set(islands.members["district-south"])
    assert set(islands.members["islands"]) == set(islands.places)
    assert all(len(set(ids)) == len(ids) for ids in islands.members.values())


def test_the_cells_are_the_mosaic(islands: Dataset) -> None:
    """The cells are the polygons of the mosaic, without corridors and settlements."""
    assert len(islands.cells()) == 10
    assert {cell.kind for cell in islands.cells()} == {"cell"}


def test_events_are_found_by_id(islands: Dataset) -> None:
    """Each event is found under its id, in file order."""
    assert list(islands.event) == [event.id for event in islands.events]


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ({"en": "Plimstow", "eo": "Plimurbo"}, "eo", "Plimurbo"),
        ({"en": "Plimstow", "eo": "Plimurbo"}, "fr", "Plimstow"),
        ({"en": "Ringmoot"}, "eo", "Ringmoot"),
        ({"ar": "زبلوق", "he": "זבלוק"}, "en", "زبلوق"),
        ({"ar": "زبلوق", "he": "זבלוק"}, "he", "זבלוק"),
        (None, "en", ""),
        ({}, "en", ""),
    ],
)
def test_a_text_falls_back_to_english_and_then_to_what_there_is(
    text: dict[str, str] | None, language: str, said: str
) -> None:
    """A text is said in the language asked for, else in English, else in the first it has; nothing is nothing."""
    assert say(text, language) == said


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_records_are_frozen(record: type) -> None:
    """No record can be changed once it is made."""
    assert record.__dataclass_params__.frozen  # type: ignore[attr-defined]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_records_hold_no_lists(record: type) -> None:
    """What a record holds several of is a tuple or a read-only mapping, never a list or set."""
    kinds = {typing.get_origin(hint) or hint for hint in typing.get_type_hints(record).values()}
    assert not kinds & {list, set, dict}


def test_a_record_refuses_a_new_value(islands: Dataset) -> None:
    """An attempt to change a record is an error."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        islands.places["plimstow"].kind = "city"  # type: ignore[misc]


def test_two_loaded_datasets_are_not_the_same(islands: Dataset) -> None:
    """A dataset equals only itself, so that what is kept for one is never given for another."""
    assert islands != dataclasses.replace(islands)


def test_every_error_has_one_base() -> None:
    """Each error that is raised on purpose can be caught as one family, and a bad date also as a ValueError."""
    assert issubclass(DateError, ControlAtlasError)
    assert issubclass(DateError, ValueError)


def test_a_hint_is_given_only_for_something_near() -> None:
    """A misspelt word brings the nearest that exists; a word like no other brings none."""
    assert near("selewu", ["selevu", "tornabee"]) == " (did you mean 'selevu'?)"
    assert near("qqqq", ["selevu", "tornabee"]) == ""


def test_places_and_groups_are_described() -> None:
    """Every record has a sentence that says what it is."""
    assert all(record.__doc__ for record in (*RECORDS, Place, Group))


def test_a_change_that_nobody_is_cited_for_cannot_be_made(islands: Dataset) -> None:
    """An event that changes control and cites no work raises, whoever makes it; one that changes nothing does not."""
    event = next(event for event in islands.events if event.changes)
    with pytest.raises(UncitedChangeError, match=event.id):
        dataclasses.replace(event, citations=())
    assert dataclasses.replace(event, citations=(), changes=()).changes == ()


@pytest.mark.parametrize(
    ("day", "start", "end", "there"),
    [
        ("2020-11-09", "2020-11-10", "2020-11-12", False),
        ("2020-11-10", "2020-11-10", "2020-11-12", True),
        ("2020-11-11", "2020-11-10", "2020-11-12", True),
        ("2020-11-12", "2020-11-10", "2020-11-12", False),
        ("2020-11-12", "2020-11-10", None, True),
        ("2020-11-09", None, "2020-11-12", True),
    ],
)
def test_a_dated_shape_is_there_from_its_first_day_up_to_its_last(
    islands: Dataset, day: str, start: str | None, end: str | None, there: bool
) -> None:
    """A line, a district and a place are drawn from their first day, not on their end, and for ever where none is given."""
    days = [dt.date.fromisoformat(text) if text else None for text in (day, start, end)]
    place = next(iter(islands.places.values()))
    for shape in (islands.lines[0], islands.districts[0], place):
        assert drawn_on(dataclasses.replace(shape, start=days[1], end=days[2]), days[0]) is there


def test_the_span_of_a_dataset_includes_both_its_ends(islands: Dataset) -> None:
    """The first and the last day of a dataset are described, the days beside them are not."""
    one = dt.timedelta(days=1)
    described = [islands.start - one, islands.start, islands.end, islands.end + one]
    assert [islands.describes(day) for day in described] == [False, True, True, False]


def test_a_period_covers_the_days_from_its_start_up_to_the_next(islands: Dataset) -> None:
    """On each day the one period that covers it is the one in force, and the last of a place has no end."""
    for place, periods in control_periods(islands).items():
        for period, following in itertools.pairwise(periods):
            assert period.end == following.start, place
            assert period.covers(period.start)
            assert not period.covers(following.start)
            assert following.covers(following.start)
        assert periods[-1].covers(islands.end)


def test_the_front_page_teaches_the_words() -> None:
    """The package offers the words of the model by name, each with a docstring, and says its version as installed."""
    words = "Dataset Place Group Actor Event Change Standing Basis Lens Source Citation ControlPeriod load_dataset"
    words += " control_on changes_between weigh front_line"
    assert set(words.split()) <= set(controlatlas.__all__)
    assert all(getattr(controlatlas, name).__doc__ for name in controlatlas.__all__)
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert controlatlas.__version__ == declared


def test_each_field_of_a_record_is_read_from_its_file() -> None:
    """What a file may say of a place, a group, an event and a work reaches the record: no field is forgotten on the way."""
    pairs = [
        (schema.GroupSchema, model.Group, set()),
        (schema.ChangeSchema, model.Change, set()),
        (schema.CitationSchema, model.Citation, set()),
        (schema.AlternativeSchema, model.Alternative, set()),
        (schema.EventSchema, model.Event, {"date"}),  # becomes ``when``
        (schema.SettlementProperties, model.Place, set()),
        (schema.CellProperties, model.Place, {"construction"}),
        (schema.ActorSchema, model.Actor, set()),
        (schema.TourStepSchema, model.TourStep, set()),
        (schema.ClaimSchema, model.Claim, {"date"}),  # becomes ``when``
        (schema.PublishedAreaSchema, model.PublishedArea, set()),
    ]
    for written, record, otherwise in pairs:
        fields = {field.name for field in dataclasses.fields(record)}
        assert set(written.model_fields) - otherwise <= fields, written.__name__
