"""Positions are read as people write them, and refused where they can mean two things."""

from __future__ import annotations

import re

import openpyxl
import pytest

from controlatlas import load_dataset
from controlatlas.cli.main import main
from controlatlas.importing.degrees import EAST_WEST, NORTH_SOUTH, degrees_in


@pytest.mark.parametrize(
    ("text", "axis", "degrees"),
    [
        (48.1, NORTH_SOUTH, 48.1),
        ("48,1", NORTH_SOUTH, 48.1),
        ("48.1°", NORTH_SOUTH, 48.1),
        ("−48,1", NORTH_SOUTH, -48.1),
        ("+48.1", NORTH_SOUTH, 48.1),
        ("48°06'N", NORTH_SOUTH, 48.1),
        ("48º06′00″ N", NORTH_SOUTH, 48.1),
        ("48° 06' 00''", NORTH_SOUTH, 48.1),
        ("48 06 00 N", NORTH_SOUTH, 48.1),
        ("48-06-00n", NORTH_SOUTH, 48.1),
        ("48:06:00", NORTH_SOUTH, 48.1),
        ("N48.1", NORTH_SOUTH, 48.1),
        ("S 48 06.5", NORTH_SOUTH, -(48 + 6.5 / 60)),
        ("48,1000°\u00a0с.\u00a0ш.", NORTH_SOUTH, 48.1),
        ("с.ш. 48,1", NORTH_SOUTH, 48.1),
        ("48,1° şm. e.", NORTH_SOUTH, 48.1),
        ("30°30'E", EAST_WEST, 30.5),
        ("30 30 0 West", EAST_WEST, -30.5),
        ("30,5° արլ. ե.", EAST_WEST, 30.5),
        ("-0°30'", EAST_WEST, -0.5),
        ("179 59 59.9 W", EAST_WEST, -(179 + 59 / 60 + 59.9 / 3600)),
    ],
)
def test_what_people_write_is_read(text, axis, degrees):
    """Degrees with decimals behind a point or a comma, minutes and seconds, and the quarter of the sky in a letter or in words."""
    assert degrees_in(text, axis) == pytest.approx(degrees, abs=1e-9)


@pytest.mark.parametrize("text", ["48 06", "48 06 00", "48-06", "-48.1 S"])
def test_what_can_mean_two_things_is_not_guessed(text):
    """Figures without a sign of what they are, and a minus beside a quarter of the sky, are refused."""
    with pytest.raises(ValueError, match=re.escape(text[-2:])):
        degrees_in(text, NORTH_SOUTH)


@pytest.mark.parametrize(
    "text",
    [
        *("", "north", "48.1 E", "48.06.00", "1.234,5", "48°60'", "48.5°06'", "91", "48.1, 30.5", "480600N"),
        *("48 N 06", "N 48.1 N", "12 degrees", "48.1 O", "nan", "inf"),
    ],
)
def test_what_is_no_latitude_is_none(text):
    """A longitude, two numbers, sixty minutes, more than a quarter of the earth, or any other text."""
    assert degrees_in(text, NORTH_SOUTH) is None


def test_a_table_has_positions_as_atlases_print_them(tmp_path):
    """Minutes and seconds of a table become degrees; a row that can mean two things is named with its cell and what to write."""
    table = tmp_path / "places.csv"
    row = """Lidford;48°06'N;"30°30'00"" E";North;2001-01-01"""
    table.write_text(f"name;lat;lon;holder;date\n{row}\n", encoding="utf-8")
    command = ["import", "points", str(table), "--source", "A list", "-o", str(tmp_path / "war")]
    assert main(command) == 0
    assert load_dataset(tmp_path / "war").places["lidford"].geometry.coords[0] == (30.5, 48.1)


def test_a_row_with_a_position_that_can_mean_two_things_is_named(tmp_path, capsys):
    """The message names file, line, column and value, and how to write it; both columns of a row are told at once."""
    table = tmp_path / "places.csv"
    table.write_text("name;lat;lon;holder;date\nLidford;48 06;north;North;2001-01-01\n", encoding="utf-8")
    assert main(["import", "points", str(table), "--source", "A list", "-o", str(tmp_path / "war")]) == 1
    said = capsys.readouterr().err
    assert "line 2 · lat: '48 06' can be read in more than one way; write the latitude as in 48.1" in said
    assert "line 2 · lon: 'north' is no longitude; write it in degrees, as in 30.5" in said


def test_a_workbook_has_positions_as_atlases_print_them(tmp_path, capsys):
    """Latitude and longitude of the sheet places may stand there as texts; a wrong one is named by its row."""
    book = tmp_path / "war.xlsx"
    assert main(["init", str(tmp_path / "mine"), "--from", "example", "--workbook"]) == 0
    (made,) = tmp_path.rglob("*.xlsx")
    opened = openpyxl.load_workbook(made)
    sheet = opened["places"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    key = sheet.cell(2, columns["id"]).value
    sheet.cell(2, columns["lat"]).value, sheet.cell(2, columns["lon"]).value = "45°03'S", "−125,1"
    opened.save(book)
    assert main(["import", "events", str(book), "-o", str(tmp_path / "again")]) == 0
    assert load_dataset(tmp_path / "again").places[key].geometry.coords[0] == (-125.1, -45.05)
    sheet.cell(2, columns["lat"]).value = "here"
    opened.save(book)
    capsys.readouterr()
    assert main(["import", "events", str(book), "-o", str(tmp_path / "third")]) == 1
    assert "places row 2 · lat: 'here' is no latitude" in capsys.readouterr().err
