"""The format guide says what the code does: every field, no other, and its example is a dataset."""

from __future__ import annotations

import datetime as dt
import pathlib
import re
from collections.abc import Iterator
from typing import Any

import pytest

from controlatlas import control_on, load_dataset
from controlatlas.load.json_schema import schemas
from controlatlas.records.dates import parse_when
from controlatlas.records.errors import DatasetError

GUIDE = (pathlib.Path(__file__).parents[2] / "geodata" / "README.md").read_text(encoding="utf-8")
EXAMPLE = dict(re.findall(r"^\*\*`(\S+)`\*\*\n\n```json\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL))
ENVELOPE = re.compile(r"type|features|properties|geometry\.\w+")


def _documented() -> dict[str, dict[str, str]]:
    """For each file with a heading of its own: its fields as the guide lists them, with "yes" or "no"."""
    found = {}
    for section in re.split(r"^### ", GUIDE, flags=re.MULTILINE)[1:]:
        name = re.match(r"`(?:(context)/(?!countries))?(?:context/)?(\w+)", section)
        assert name, f"the heading {section.splitlines()[0]!r} must begin with a file name"
        rows = re.findall(r"^\| `([^`]+)` \| (\w+) \|", section.partition("\n## ")[0], re.MULTILINE)
        found[name[1] or name[2]] = dict(rows)
    return found


def _fields(schema: dict[str, Any], root: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """The path of every field in a JSON Schema, and whether it is needed."""
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
    for option in (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
        yield from _fields(option, root, prefix)
    for name, inner in schema.get("properties", {}).items():
        path = f"{prefix}.{name}" if prefix else name
        yield path, "yes" if name in schema.get("required", ()) else "no"
        yield from _fields(inner, root, path)
    if isinstance(schema.get("items"), dict):
        yield from _fields(schema["items"], root, f"{prefix}[]" if prefix else "")
    if isinstance(schema.get("additionalProperties"), dict):
        yield from _fields(schema["additionalProperties"], root, f"{prefix}.<id>")


def _demanded(name: str) -> dict[str, str]:
    """The fields that the code demands or allows in a file, GeoJSON's own wrapping left out."""
    schema = schemas()[name]
    fields = {path.removeprefix("features[]."): needed for path, needed in _fields(schema, schema)}
    if "features" not in schema.get("properties", {}):
        return fields
    return {path: needed for path, needed in fields.items() if not ENVELOPE.fullmatch(path)}


@pytest.mark.parametrize("name", sorted(schemas()))
def test_the_guide_lists_the_fields_of_each_file(name: str) -> None:
    """Under each file's heading stand all its fields and no others, each with whether it is needed."""
    assert _documented()[name] == _demanded(name)


def test_the_guide_describes_no_file_that_does_not_exist() -> None:
    """Each heading of the field-by-field part is a file that the code knows."""
    assert set(_documented()) == set(schemas())


def test_the_comparison_can_fail() -> None:
    """A field that is missing from the guide, or invented by it, would be noticed."""
    fields = _documented()["events"]
    assert {**fields, "colour": "no"} != _demanded("events")
    assert {key: value for key, value in fields.items() if key != "one_sided"} != _demanded("events")


@pytest.fixture
def teapot(tmp_path: pathlib.Path) -> pathlib.Path:
    """The example of the guide, written to files."""
    for name, text in EXAMPLE.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_example_is_a_dataset(teapot: pathlib.Path) -> None:
    """The example of the guide loads without a problem."""
    assert load_dataset(teapot).title == "Teapot Island"


@pytest.mark.parametrize(
    ("day", "village", "its_cell", "the_rest"),
    [
        ("1950-06-09", "spout held inferred", "spout held recorded", "spout held recorded"),
        ("1950-06-10", "handle contested recorded", "handle contested inferred", "spout held recorded"),
        ("1950-06-11", "handle contested recorded", "handle contested inferred", "spout held recorded"),
        ("1950-06-12", "handle held recorded", "handle held inferred", "spout held recorded"),
        ("1950-12-31", "handle held recorded", "handle held inferred", "spout held recorded"),
    ],
)
def test_the_example_shows_what_the_guide_says(
    teapot: pathlib.Path, day: str, village: str, its_cell: str, the_rest: str
) -> None:
    """On each day the map of the example shows what the guide's last paragraph about it promises."""
    state = control_on(load_dataset(teapot), dt.date.fromisoformat(day))
    found = [
        f"{p.actor} {p.standing} {p.basis}" for p in (state["lidford"], state["cell-lid"], state["cell-rest"])
    ]
    assert found == [village, its_cell, the_rest]


def test_the_dates_of_the_guide_are_read() -> None:
    """Every form of date in the guide's table is one that the code reads."""
    table = GUIDE.partition("## Dates")[2].partition("## How sure")[0]
    forms = [
        form
        for row in re.findall(r"^\| (`.*`) \|", table, re.MULTILINE)
        for form in re.findall(r"`([^`]+)`", row)
    ]
    assert len(forms) == 6
    assert all(parse_when(form) for form in forms)


def test_what_every_file_holds_is_in_the_first_table() -> None:
    """The files marked as needed are those without which a dataset does not load; groups only if something is in one."""
    rows = dict(
        re.findall(
            r"^\| `([\w./*]+)` \| .* \| (yes|no)\b", GUIDE.partition("## The one rule")[0], re.MULTILINE
        )
    )
    assert {name for name, needed in rows.items() if needed == "yes"} == set(EXAMPLE) - {"groups.json"}


def test_no_needed_file_may_be_missing(teapot: pathlib.Path) -> None:
    """Without any one of the needed files the example does not load: each is named as missing."""
    for name in EXAMPLE:
        kept = (teapot / name).read_text(encoding="utf-8")
        (teapot / name).unlink()
        with pytest.raises(DatasetError, match=f"{name}: the file is missing"):
            load_dataset(teapot)
        (teapot / name).write_text(kept, encoding="utf-8")
