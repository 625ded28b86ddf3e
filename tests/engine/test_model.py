"""The records: groups hold what is in them, texts fall back, and nothing can be changed."""

from __future__ import annotations

import dataclasses
import typing

import pytest

from controlatlas import Dataset
from controlatlas.records import model
from controlatlas.records.errors import ControlAtlasError, DateError, near
from controlatlas.records.model import Group, Place, say

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
