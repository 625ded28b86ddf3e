"""Tables of rows as people have them: CSV in any of its forms, the sheet of a workbook that is meant, a layer of points."""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import pathlib
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import pandas as pd

from ..language.catalogue import mark
from .days import is_empty
from .layers import POINTS, Found, Reading, as_gdal_writes_it, read_layer
from .workbook import UNREADABLE, look_over

TABLES = (".csv", ".tsv", ".txt", ".xlsx")

COUNTED_FROM = "days are counted from"
"""The attribute of a table of a workbook with the day from which its numbers of days are counted."""

HEADS = 20
"""In so many of the first rows that hold anything the names of the columns are looked for."""

LEAST_KNOWN = 2
"""A row with so many of the names that columns have is one of names."""

SIGNS = (",", ";", "\t", "|")
"""What parts the columns of a table in text."""

WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
"""How a text begins that is written in UTF-16."""


def read_table(
    path: pathlib.Path, problems: Found, known: Collection[str] = (), encoding: str | None = None
) -> Any:
    """A table of rows, without empty ones, each by the number of its line; ``None`` with what is wrong noted.

    ``known`` is what columns are called: the sheet of a workbook in which more of them stand, and the row in which they do, is
    the one that is meant.
    """
    if path.suffix.lower() not in TABLES:
        layer = read_layer(path, problems, Reading(encoding=encoding), POINTS)
        if layer is None:
            return None
        points = layer.geometry.representative_point()
        return _numbered(layer.drop(columns="geometry").assign(lon=points.x, lat=points.y), 1)
    if encoding is not None and as_gdal_writes_it(encoding, str(path), problems) is None:
        return None
    try:
        if path.suffix.lower() == ".xlsx":
            look_over(path, problems)
            return None if problems else _of_workbook(path, known, problems)
        return _of_text(path, known, encoding)
    except FileNotFoundError:
        problems.note(str(path), "", "", mark("there is no such file; correct its name"))
    except ImportError:
        problems.note(str(path), "", "", "needs openpyxl to be read; pip install 'controlatlas[xlsx]'")
    except UnicodeDecodeError:
        message = mark(
            "cannot be read as a table in UTF-8; save it as CSV in UTF-8, or say what it is with --encoding, as in --encoding cp1251"
        )
        problems.note(str(path), "", "--encoding", message)
    except (csv.Error, *UNREADABLE) as error:
        if path.exists() and not path.stat().st_size:
            problems.note(str(path), "", "", mark("is empty; save the table with its rows"))
            return None
        problems.note(
            str(path),
            "",
            "",
            mark("cannot be read as a table ({reason}); save it as CSV in UTF-8"),
            reason=str(error)[:120],
        )
    return None


def _of_text(path: pathlib.Path, known: Collection[str], encoding: str | None) -> Any:
    """A table in text, from the line in which its columns are named."""
    with path.open("rb") as file:
        wide = file.read(2) in WIDE
    text = path.read_text(encoding=encoding or ("utf-16" if wide else "utf-8-sig"))
    lines = text.split("\n")
    head, sign = _head_of_text(lines, known)
    table = pd.read_csv(
        io.StringIO("\n".join(lines[head:])),
        sep=sign,
        engine="python",
        index_col=False,
        skip_blank_lines=False,
        skipinitialspace=True,
    )
    return _numbered(table, head + 2).dropna(how="all")


def _head_of_text(lines: Sequence[str], known: Collection[str]) -> tuple[int, str | None]:
    """In which of the lines, from 0, the columns are named, and what parts them; ``None`` where no name of theirs is known."""
    found = []
    for sign in SIGNS:
        rows = ((number, next(csv.reader([it], delimiter=sign), [])) for number, it in enumerate(lines))
        filled = ((number, row) for number, row in rows if not all(map(is_empty, row)))
        many, head = _head(dict(itertools.islice(filled, HEADS)), known)
        found.append((many, -head, sign))
    many, head, sign = max(found, key=lambda it: it[:2])
    return -head, sign if many else None


def _numbered(table: Any, first: int) -> Any:
    return table.set_axis(range(first, first + len(table)), axis="index")


def _of_workbook(path: pathlib.Path, known: Collection[str], problems: Found) -> Any:
    """The sheet that is meant, with what merged cells say in each of them."""
    import openpyxl

    book = openpyxl.load_workbook(path, data_only=True)
    sheets = {it.title: _rows(it) for it in book.worksheets}
    heads = {title: _head(rows, known) for title, rows in sheets.items()}
    title = max(heads, key=lambda it: heads[it][0])
    if others := [it for it, rows in sheets.items() if it != title and rows]:
        message = mark("Only the sheet {sheet} was read, and not {others}.")
        problems.assume(message, sheet=repr(title), others=", ".join(map(repr, others)))
    rows, head = sheets[title], heads[title][1]
    names = list(_names(rows[head])) if rows else []
    lines = sorted(it for it in rows if it > head)
    table = pd.DataFrame([rows[it] for it in lines], index=lines, columns=names, dtype=object)
    table.attrs[COUNTED_FROM] = book.epoch.date()
    return table.loc[:, [not it.startswith(_UNNAMED) or bool(table[it].notna().any()) for it in names]]


def _rows(sheet: Any) -> dict[int, list[Any]]:
    """The rows of a sheet that hold anything, by their numbers; what a merged cell holds stands in each cell of it."""
    rows = {number: list(row) for number, row in enumerate(sheet.iter_rows(values_only=True), 1)}
    for merged in sheet.merged_cells.ranges:
        value = rows[merged.min_row][merged.min_col - 1]
        for number in range(merged.min_row, min(merged.max_row, len(rows)) + 1):
            for at in range(merged.min_col - 1, min(merged.max_col, len(rows[number]))):
                rows[number][at] = value
    return {number: row for number, row in rows.items() if not all(map(is_empty, row))}


def _head(rows: dict[int, list[Any]], known: Collection[str]) -> tuple[int, int]:
    """How many names of columns are known in the row that has most of them, and its number; else the first row's."""
    found = [(len({str(it).strip().lower() for it in rows[key]} & {*known}), key) for key in [*rows][:HEADS]]
    best = max(found, key=lambda it: (it[0], -it[1]), default=(0, 0))
    return best if best[0] >= LEAST_KNOWN else (0, min(rows, default=0))


_UNNAMED = "Unnamed: "


def _names(row: Sequence[Any]) -> Iterator[str]:
    """A name for each column; one that is there twice has a number behind it."""
    seen: dict[str, int] = {}
    for number, value in enumerate(row):
        name = f"{_UNNAMED}{number}" if is_empty(value) else " ".join(str(value).split())
        seen[name] = seen.get(name, 0) + 1
        yield name if seen[name] == 1 else f"{name}.{seen[name] - 1}"
