"""Tables of places and workbooks become datasets, and a workbook gives back what went into it."""

from __future__ import annotations

import datetime as dt
import json

import openpyxl
import pytest

from controlatlas import control_on, load_dataset
from controlatlas.cli.main import main
from controlatlas.export.metadata import metadata_of
from controlatlas.importing.files import KNOWN, read_files, write_files
from controlatlas.importing.workbook import read_workbook, write_workbook
from controlatlas.language.catalogue import translator
from controlatlas.picture.spec import PictureSpec

ROWS = """name;lat;lon;side;date
Lidford;48,1;30,5;North;2001-01-01
Lidford;48,1;30,5;South;05.02.2001
Ham;48.2;30.7;South;20010103
"""


def imported(table, folder, *options):
    """How the import of a table ends, into a dataset ``war`` in the folder; a text is in UTF-8, bytes are as they are."""
    path = folder / "places.csv"
    path.write_bytes(table.encode() if isinstance(table, str) else table)
    return main(["import", "points", str(path), "--source", "A list", "-o", str(folder / "war"), *options])


def test_a_table_of_places_is_a_dataset(tmp_path):
    """Each row says who holds a place from its day on; before its first row its holder is unknown."""
    assert imported(ROWS, tmp_path, "--last", "2001-03-31") == 0
    dataset = load_dataset(tmp_path / "war")
    found = {
        day: {key: it.actor for key, it in control_on(dataset, dt.date.fromisoformat(day)).items()}
        for day in ("2001-01-02", "2001-01-03", "2001-02-05")
    }
    assert found == {
        "2001-01-02": {"lidford": "north", "ham": "unknown"},
        "2001-01-03": {"lidford": "north", "ham": "south"},
        "2001-02-05": {"lidford": "south", "ham": "south"},
    }
    assert dataset.places["lidford"].geometry.coords[0] == (30.5, 48.1)


def test_each_row_names_what_it_rests_on(tmp_path):
    """The works of a table are those of the dataset, cited for the places of their rows; a row without rests on the list."""
    rows = (
        "Ort;Breite;Länge;holder;date;source;url\n"
        "Lidford;48,1;30,5;North;1 January 2001;;\n"
        "Lidford;48,1;30,5;South;05.02.2001;Radio South;https://south.example/1\n"
        "Ham;48,2;30,7;South;05.02.2001;Radio South;https://south.example/1\n"
        "Ham;48,2;30,7;South;05.02.2001;North Post, 6 February;\n"
    )
    assert imported(rows.encode("cp1252"), tmp_path, "--encoding", "cp1252") == 0
    dataset = load_dataset(tmp_path / "war")
    event = dataset.event["table-2001-02-05"]
    assert [(dataset.sources[it.source].title, dataset.sources[it.source].url) for it in event.citations] == [
        ("Radio South", "https://south.example/1"),
        ("North Post, 6 February", None),
    ]
    assert [it.supports["en"] for it in event.citations] == [
        "who holds Lidford, Ham from this day on",
        "who holds Ham from this day on",
    ]
    assert {dataset.sources[it.source].side for it in event.citations} == {"a-list"}
    (first,) = dataset.event["table-2001-01-01"].citations[:1]
    assert dataset.sources[first.source].title == "A list"


def test_a_picture_of_places_says_who_holds_them(tmp_path):
    """Places on no land have the colour of their holder, the legend names the holders, and nothing says that sides agree."""
    assert imported(ROWS, tmp_path) == 0
    war, picture = tmp_path / "war", tmp_path / "war.svg"
    chosen = ["--on", "2001-01-03", "--legend", "full"]
    assert main(["export", "svg", "--dataset", str(war), *chosen, "-o", str(picture)]) == 0
    drawn = picture.read_text(encoding="utf-8")
    assert drawn.count('fill="#0072b2"') == 2, "North on the map and in the legend"
    assert "Who controls" in drawn
    assert "As one mapper draws it" in drawn
    assert "agree" not in drawn


def test_names_are_told_in_a_language_of_the_dataset(tmp_path, capsys):
    """A language that only the dataset has is taken for its names; one that nobody has is refused with those there are."""
    war = tmp_path / "war"
    assert main(["init", str(war)]) == 0
    files = read_files(war)
    files["datapackage.json"]["controlatlas"]["languages"] = ["en", "fr"]
    files["settlements.geojson"]["features"][0]["properties"]["names"]["fr"] = "Gué-de-Lid"
    write_files(files, war)
    capsys.readouterr()
    assert main(["state", "--dataset", str(war), "--lang", "fr"]) == 0
    assert "Gué-de-Lid" in capsys.readouterr().out
    assert main(["state", "--dataset", str(war), "--lang", "de"]) != 0
    assert "choose of en, az, hy, ru, fr" in capsys.readouterr().err


def test_each_wrong_row_is_told(tmp_path, capsys):
    """Positions, days and holders that cannot be are told with their lines, all at once."""
    rows = "name,lat,lon,side,date\nA,98,1,N,2001-01-01\nB,8,1,N,soon\nC,8,1,,2001-01-01\nD,8,1,N,2001-01-01\nD,8,1,S,2001-01-01\n"
    assert imported(rows, tmp_path) == 1
    said = capsys.readouterr().err.splitlines()
    assert [it.split(" · ")[1] for it in said] == ["line 2", "line 3", "line 4", "line 6"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\n\n\n", "cannot be read as a table"),
        (b"\x89PNG\r\n\x1a\n", "cannot be read as a table"),
    ],
)
def test_what_is_no_table_is_told(tmp_path, capsys, content, said):
    """An empty file, blank lines or a picture under the name of a table get an answer and no traceback."""
    assert imported(content, tmp_path) == 1
    err = capsys.readouterr().err
    assert said in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "folder", ["tests/datasets/two_islands", "src/controlatlas/importing/templates/blank"]
)
def test_a_workbook_gives_back_what_went_in(root, tmp_path, folder):
    """Every record of every file comes back from the workbook with all its fields."""
    files = read_files(root / folder)
    write_workbook(files, tmp_path / "x.xlsx")
    back = read_workbook(tmp_path / "x.xlsx")
    assert {*back} == {*files} <= {*KNOWN}
    for name, value in files.items():
        assert without_nothing(back[name]) == without_nothing(value), name


def without_nothing(value):
    """A value without fields that say nothing: an empty field of a record is one that is not there."""
    if isinstance(value, dict):
        kept = {key: without_nothing(it) for key, it in value.items()}
        return {key: it for key, it in kept.items() if it not in (None, []) or key == "features"}
    return [without_nothing(it) for it in value] if isinstance(value, list) else value


def test_long_shapes_and_odd_texts_come_back(tmp_path):
    """A shape larger than a cell can hold, a text that looks like a formula and one like a number are not changed."""
    main(["init", str(tmp_path / "n"), "--workbook"])
    files = read_files(tmp_path / "n")
    ring = [[round(-125 + k / 1e5, 5), round(-45 - k % 7 / 1e5, 5)] for k in range(6000)]
    files["cells.geojson"]["features"][0]["geometry"]["coordinates"] = [[*ring, ring[0]]]
    files["events.json"][0]["title"]["en"] = "=1+1"
    files["datapackage.json"]["version"] = "1.0"
    files["events.json"][0]["tags"] = ["a | b", "2001"]
    write_workbook(files, tmp_path / "long.xlsx")
    assert read_workbook(tmp_path / "long.xlsx") == files


def test_what_is_written_into_the_workbook_is_on_the_map(tmp_path, capsys):
    """A place, an event and its citation that are added as rows are there after the import."""
    folder = tmp_path / "war"
    assert main(["init", str(folder), "--from", "blank", "--workbook"]) == 0
    path = folder / "war.xlsx"
    book = openpyxl.load_workbook(path)
    for sheet, row in {
        "events": {
            "id": "taken",
            "date": dt.datetime(2000, 5, 1),
            "kind": "change",
            "title.en": "East passes",
            "summary.en": "All of it.",
            "confidence": "medium",
            "one_sided.en": "No second report.",
        },
        "changes": {
            "event": "taken",
            "places[]": "east",
            "from": "side-b",
            "to": "side-a",
            "standing": "claimed",
        },
        "citations": {"event": "taken", "source": "first-work", "stance": "claims", "supports.en": "all"},
    }.items():
        add(book[sheet], row)
    book.save(path)
    assert main(["import", "events", str(path), "-o", str(folder), "--force"]) == 0
    assert control_on(load_dataset(folder), dt.date(2000, 5, 1))["east"].actor == "side-a"
    assert main(["export", "xlsx", "--dataset", str(folder), "-o", str(tmp_path / "again.xlsx")]) == 0
    assert read_workbook(tmp_path / "again.xlsx") == read_files(folder)


def add(sheet, row):
    """A row under the columns of these names, which are added where the sheet lacks them."""
    columns = [cell.value for cell in sheet[1]]
    for key in row:
        if key not in columns:
            columns.append(key)
            sheet.cell(1, len(columns), key)
    sheet.append([row.get(key) for key in columns])


def test_a_workbook_that_does_not_fit_is_told_by_sheet_and_row(tmp_path, capsys):
    """A sheet with another name, and a change of no event, are told together with where they are."""
    main(["init", str(tmp_path / "n"), "--workbook"])
    path = tmp_path / "n" / "n.xlsx"
    book = openpyxl.load_workbook(path)
    book.create_sheet("place")
    add(book["changes"], {"event": "nothing", "from": "none", "to": "spout"})
    book.save(path)
    capsys.readouterr()
    assert main(["import", "events", str(path), "-o", str(tmp_path / "o")]) == 1
    said = capsys.readouterr().err
    assert "did you mean 'places'?" in said
    book.remove(book["place"])
    book.save(path)
    assert main(["import", "events", str(path), "-o", str(tmp_path / "o")]) == 1
    assert "changes row 4 · event: is no id of the sheet events" in capsys.readouterr().err
    path.write_text(json.dumps([]), encoding="utf-8")
    assert main(["import", "events", str(path), "-o", str(tmp_path / "o")]) == 1
    assert "cannot be read as a workbook" in capsys.readouterr().err


def where_it_lies(tmp_path, places):
    """What the alternative text of a picture says of where the places of each holder lie."""
    rows = "".join(
        f"P{number:02},{lat},{lon},{holder},2001-01-01\n" for number, (lat, lon, holder) in enumerate(places)
    )
    assert imported(f"name,lat,lon,holder,date\n{rows}", tmp_path) == 0
    spec = PictureSpec(dt.date(2001, 1, 1))
    said = metadata_of(load_dataset(tmp_path / "war"), spec, "png").alt
    return said.partition("2001. ")[2].split(" Changed on")[0].split(" The last change")[0]


SPOTS = [(lat, lon) for lat in (48.1, 48.5, 48.9) for lon in (30.1, 30.5, 30.9)]
"""A place in each ninth of a map."""


@pytest.mark.parametrize(
    ("places", "said"),
    [
        ([(48.1, 30.1, "North"), (48.9, 30.9, "North"), (48.1, 30.9, "South")], "North: P00 and P01. South: P02."),
        ([(48.1, 30.1, "North")], "North: P00."),
        ([(*it, side) for side in ("North", "South") for it in SPOTS], "North: scattered over the map. South: scattered over the map."),
        ([(48.9, 30.1 + n / 10, "North") for n in range(9)] + [(48.88, 30.1, "South")] + [(48.1, 30.1 + n / 10, "East") for n in range(9)], "East: all of the south. North: most of the north. South: P09."),
        ([(48.9 - n / 50, 30.1, "North") for n in range(9)] + [(48.1 + n / 50, 30.1, "South") for n in range(9)], "North: the north. South: the south."),
        ([(48.1, 30.9 - n / 50, "East") for n in range(9)] + [(48.1, 30.1 + n / 50, "West") for n in range(9)], "East: the east. West: the west."),
        ([(48.9, 30.1 + n / 10, "North") for n in range(9)] + [(48.1, 30.1 + n / 10, "South") for n in range(9)], "North: all of the north. South: all of the south."),
        ([(*it, "North") for it in SPOTS] + [(48.5, 30.6, "South")], "North: nearly all of the places. South: P09."),
    ],
)  # fmt: skip
def test_words_of_position_are_true_of_places(tmp_path, places, said):
    """A few places are named; of many is said where most of them lie, or that they lie all over the map; on one line there are two ends."""
    assert where_it_lies(tmp_path, places) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Places on the map: North held 2 settlements; South 1 settlement."),
        ("az", "Xəritədəki yerlər"),
        ("hy", "Քարտեզի վայրերը"),
        ("ru", "Места на карте"),
    ],
)
def test_where_no_land_is_drawn_the_caption_speaks_of_none(tmp_path, language, said):
    """A map of points has no land on it: its caption counts the settlements on the map, in all languages."""
    rows = "name,lat,lon,holder,date\nA,48.1,30.1,North,2001-01-01\nB,48.9,30.9,North,2001-01-01\nC,48.1,30.9,South,2001-01-01\n"
    assert imported(rows, tmp_path) == 0
    spec = PictureSpec(dt.date(2001, 1, 1), language=language)
    caption = metadata_of(load_dataset(tmp_path / "war"), spec, "png").caption
    assert said in caption
    assert translator(language)("Land on the map") not in caption


def test_what_an_import_adds_of_its_own_is_in_all_languages(tmp_path):
    """The sentence under each picture, the kind of its events and the name for nobody known speak the language of the reader."""
    assert imported(ROWS, tmp_path) == 0
    dataset = load_dataset(tmp_path / "war")
    (kind,) = dataset.kinds.values()
    for text in (dataset.disclaimer, kind.names, dataset.actors["unknown"].names):
        assert {*text} == {"en", "az", "hy", "ru"}
        assert len({*text.values()}) == 4
    assert kind.names["ru"] == "Карта дня"
