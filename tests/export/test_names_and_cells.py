"""What a dataset writes into the names of files and the cells of tables does there what names and texts do."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import replace

import pytest

from controlatlas.export.metadata import file_name
from controlatlas.picture.spec import PictureSpec
from controlatlas.tables.csv import as_csv


@pytest.mark.parametrize(
    ("version", "name"),
    [
        ("1.0", "two-islands-1.0_2020-07-01_whole_en_light_1200x675.png"),
        ("1.0/../../x", "two-islands-1.0-.-.-x_2020-07-01_whole_en_light_1200x675.png"),
        ("..\\..\\x", "two-islands-x_2020-07-01_whole_en_light_1200x675.png"),
        ("a:b\n\x00c", "two-islands-a-b-c_2020-07-01_whole_en_light_1200x675.png"),
        ("..", "two-islands-unnamed_2020-07-01_whole_en_light_1200x675.png"),
        ("9" * 300, f"two-islands-{'9' * 60}_2020-07-01_whole_en_light_1200x675.png"),
    ],
)
def test_a_version_leads_out_of_no_folder(version, name, two_islands):
    """A file is called by the version of its dataset, without slashes, folders, control characters and endless names."""
    dataset = replace(two_islands, version=version)
    assert file_name(dataset, PictureSpec(dt.date(2020, 7, 1)), "png") == name


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("-12.5", "-12.5"),
        ("+3", "+3"),
        (-12.5, "-12.5"),
        ("Plimstow", "Plimstow"),
        ("2020-07-01", "2020-07-01"),
        ("a=b", "a=b"),
        (None, ""),
    ],
)
def test_no_cell_is_computed_by_a_spreadsheet(value, cell):
    """A text that begins as a formula does has an apostrophe before it; numbers and all else are as they were."""
    ((read,),) = list(csv.reader(io.StringIO(as_csv([{"name": value}]), newline="")))[1:]
    assert read == cell
