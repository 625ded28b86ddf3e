"""Files that are read and written: links, devices, permissions, names, a full disk."""

from __future__ import annotations

import errno
import json
import os
import pathlib
import shutil
import stat
import subprocess
import sys

import pytest

from controlatlas import load_dataset
from controlatlas.cli.main import main
from controlatlas.evidence.bibliography import as_bibtex
from controlatlas.export.formats import FORMS, write
from controlatlas.records.errors import DatasetError, ExportError
from controlatlas.ui.state.datasets import open_dataset

TWO_ISLANDS = pathlib.Path(__file__).parents[1] / "datasets" / "two_islands"


@pytest.fixture
def folder(tmp_path: pathlib.Path) -> pathlib.Path:
    """A copy of the invented dataset that a test may spoil."""
    return pathlib.Path(shutil.copytree(TWO_ISLANDS, tmp_path / "two_islands"))


# ---------------------------------------------------------------- written


def test_a_link_is_followed(tmp_path: pathlib.Path) -> None:
    """Writing to a link writes the file that it leads to, also one that is not there yet, and keeps the link."""
    (tmp_path / "there.csv").write_bytes(b"old")
    for name in ("there.csv", "new.csv"):
        link = tmp_path / f"link to {name}"
        link.symlink_to(name)
        write(link, b"new", force=True)
        assert link.is_symlink()
        assert (tmp_path / name).read_bytes() == b"new"


def test_what_is_no_file_is_never_replaced(tmp_path: pathlib.Path) -> None:
    """A device, a pipe and a link to one are refused, and stay what they are."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/dev/full")
    for path in (tmp_path / "pipe", tmp_path / "link", pathlib.Path("/dev/null")):
        with pytest.raises(ExportError, match="a device or a pipe"):
            write(path, b"new", force=True)
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


def test_a_private_file_stays_private(tmp_path: pathlib.Path) -> None:
    """A file that is replaced keeps its permissions; a new one has those that the umask leaves."""
    (tmp_path / "private").write_bytes(b"old")
    (tmp_path / "private").chmod(0o600)
    before = os.umask(0o027)
    try:
        write(tmp_path / "private", b"new", force=True)
        write(tmp_path / "new", b"new")
    finally:
        os.umask(before)
    modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("private", "new")]
    assert modes == [0o600, 0o640]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("x" * 300, "cannot be written: File name too long"),
        ("x" * 255, ""),
        ("a\0b", "holds a NUL"),
        ("nowhere/x", "there is no folder"),
    ],
)
def test_a_name_that_no_file_can_have_is_said(tmp_path: pathlib.Path, name: str, said: str) -> None:
    """Names that are too long or hold a NUL are refused in a sentence; 255 letters are written."""
    if said:
        with pytest.raises(ExportError, match=said) as caught:
            write(tmp_path / name, b"new")
        assert len(str(caught.value)) < 400
    else:
        write(tmp_path / name, b"new")
    assert [path.name for path in tmp_path.iterdir()] == ([] if said else [name])


def test_a_full_disk_leaves_nothing_behind(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the disk is full in the end, the old file is as it was and no part of the new one stays."""
    (tmp_path / "x").write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(ExportError, match="No space left on device"):
        write(tmp_path / "x", b"new", force=True)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"x": b"old"}


def test_an_output_that_is_a_folder_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    """A folder is no name of a file: exit status 2."""
    assert main(["export", "csv", "--dataset", str(TWO_ISLANDS), "-o", "nope/"]) == 2
    assert "name a file" in capsys.readouterr().err


@pytest.mark.parametrize(
    "call",
    [
        ["check", ""],
        ["check", "--dataset", ""],
        ["places", "--dataset", ""],
        ["export", "csv", "--dataset", str(TWO_ISLANDS), "-o", ""],
    ],
)
def test_an_empty_text_is_no_name(call: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """An unset variable in a script does not check the shipped dataset or write anywhere in silence: exit status 2."""
    with pytest.raises(SystemExit) as ended:
        main(call)
    assert ended.value.code == 2
    assert "empty text" in capsys.readouterr().err


def test_a_name_of_a_dataset_that_is_too_long_is_said_shortly(capsys: pytest.CaptureFixture[str]) -> None:
    """A name of 5,000 letters is no dataset, in fewer than 500 letters."""
    assert main(["check", "x" * 5000]) == 2
    assert main(["check", "x/" + "x" * 5000]) == 1
    assert len("".join(capsys.readouterr())) < 1000


KILLED = """
import os, pathlib, sys
from controlatlas.export.formats import write
os.replace = lambda *names: (print("written", flush=True), sys.stdin.read())
write(pathlib.Path(sys.argv[1]), b"half")
"""
"""Writes a file, and is killed before the file has its name."""


@pytest.mark.skipif(os.name != "posix", reason="asks for processes by their number")
def test_what_a_killed_export_left_is_cleared_by_the_next(tmp_path: pathlib.Path) -> None:
    """A killed export leaves a part; the next one in that folder takes it away, and no part of one that still runs."""
    command = [sys.executable, "-c", KILLED, str(tmp_path / "map.png")]
    with (
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as killed,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as runs,
    ):
        for process in (killed, runs):
            assert process.stdout is not None
            assert process.stdout.readline() == b"written\n"
        assert len(list(tmp_path.iterdir())) == 2
        killed.kill()
        killed.wait()
        (tmp_path / ".controlatlas-of-somebody-else.part").touch()
        write(tmp_path / "other.png", b"whole")
        left = {path.name for path in tmp_path.iterdir()}
        assert {"other.png", ".controlatlas-of-somebody-else.part"} < left
        assert [f"-{runs.pid}-" in name for name in left if name.endswith(".part")].count(True) == 1
        assert len(left) == 3
        runs.kill()


@pytest.mark.parametrize("command", [["places"], ["export", "csv", "-o", "-"]])
def test_a_full_standard_output_is_said(command: list[str]) -> None:
    """What cannot be printed is an error in one sentence, with exit status 2."""
    call = [sys.executable, "-m", "controlatlas", *command, "--dataset", str(TWO_ISLANDS)]
    buffered = {name: text for name, text in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with open("/dev/full", "wb") as full:
        done = subprocess.run(call, stdout=full, stderr=subprocess.PIPE, env=buffered, text=True, check=False)
    assert done.returncode == 2
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


FULL = """
import json, pathlib, resource, sys
from controlatlas.cli.main import main
from controlatlas.export.formats import FORMS
dataset, folder = sys.argv[1:]
resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))
for form in FORMS:
    days = ["--from", "2020-06-30", "--to", "2020-07-01", "--hold", "0.1"] if FORMS[form].moves else []
    size = ["--size", "640x480"] if FORMS[form].drawn else []
    for place in (folder, "/proc") if form in ("csv", "mp4") else (folder,):
        status = main(["export", form, "--dataset", dataset, *size, *days, "-o", f"{place}/x.{form}"])
        assert status == 2, (form, place, status)
"""
"""Every form onto a disk on which a file may have 1,024 bytes, and two into a folder in which no file can be made."""


@pytest.mark.skipif(
    not pathlib.Path("/proc/self").exists(), reason="without /proc and limits of the size of files"
)
def test_no_form_leaves_anything_on_a_full_or_unwritable_disk(tmp_path: pathlib.Path) -> None:
    """Each of the nine forms ends with a sentence and exit status 2, and neither the file nor a part of it stays."""
    target, scratch = tmp_path / "target", tmp_path / "scratch"
    target.mkdir()
    scratch.mkdir()
    call = [sys.executable, "-c", FULL, str(TWO_ISLANDS), str(target)]
    done = subprocess.run(
        call, env={**os.environ, "TMPDIR": str(scratch)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    said = [line for line in done.stderr.splitlines() if "cannot be written: " in line]
    assert len(said) == len(FORMS) + 2
    assert all(line.startswith("controlatlas: ") for line in said)
    assert "Traceback" not in done.stderr
    assert sum("File too large" in line for line in said) == len(FORMS)
    assert [*target.iterdir(), *scratch.iterdir()] == []


def test_what_cannot_be_mended_on_a_disk_is_said(
    folder: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A disk on which nothing can be written, and one that is full for what is needed for a while: a sentence and no traceback."""
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    cells = json.loads((folder / "cells.geojson").read_text(encoding="utf-8"))
    cells["features"][0]["properties"]["id"] = cells["features"][0].pop("id")
    (folder / "cells.geojson").write_text(json.dumps(cells), encoding="utf-8")
    spoiled = (folder / "cells.geojson").read_bytes()

    def refuse(self: pathlib.Path, *_: object, **__: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(self))

    monkeypatch.setattr(pathlib.Path, "mkdir", refuse)
    assert main(["check", "--fix", str(folder)]) == 1
    assert "nothing was mended" in capsys.readouterr().err
    assert (
        main(["import", "points", str(folder / "places.csv"), "--source", "x", "-o", str(folder / "new")])
        == 1
    )
    (folder / "places.csv").write_text("name,lat,lon,holder,date\nA,48,30,N,2001-01-01\n", encoding="utf-8")
    call = [
        "import",
        "points",
        str(folder / "places.csv"),
        "--source",
        "x",
        "-o",
        str(folder / "new"),
        "--dry-run",
    ]
    assert main(call) == 2
    assert "Read-only file system" in capsys.readouterr().err
    assert (folder / "cells.geojson").read_bytes() == spoiled
    assert {path for path in folder.rglob("*") if path.is_file()} == {*before, folder / "places.csv"}


# ---------------------------------------------------------------- read


def test_a_pipe_or_device_is_not_read(folder: pathlib.Path) -> None:
    """A pipe or a device in place of a file is told, and nobody waits for it."""
    (folder / "events.json").unlink()
    os.mkfifo(folder / "events.json")
    (folder / "lines.geojson").unlink()
    (folder / "lines.geojson").symlink_to("/dev/zero")
    with pytest.raises(DatasetError) as caught:
        load_dataset(folder)
    message = "is a pipe or a device; put a plain file there"
    assert [(it.file, it.message) for it in caught.value.problems] == [
        ("events.json", message),
        ("lines.geojson", message),
    ]


def test_a_number_of_very_many_digits_is_told_in_our_words(folder: pathlib.Path) -> None:
    """What the language itself would say of it is advice to change the program."""
    text = (folder / "datapackage.json").read_text(encoding="utf-8")
    (folder / "datapackage.json").write_text(text.replace("2400", "9" * 5001, 1), encoding="utf-8")
    with pytest.raises(
        DatasetError, match=r"datapackage\.json: holds a number of 5,001 digits, 9{20}…; correct it"
    ):
        load_dataset(folder)


def test_a_link_that_leads_nowhere_is_told(folder: pathlib.Path) -> None:
    """Not even a file that may be missing is left out in silence if a link of its name is there."""
    (folder / "lines.geojson").unlink()
    (folder / "lines.geojson").symlink_to("elsewhere")
    with pytest.raises(DatasetError, match=r"lines\.geojson: is a link that leads nowhere"):
        load_dataset(folder)


def test_a_link_that_an_editor_makes_is_no_file_of_the_dataset(folder: pathlib.Path) -> None:
    """While an editor holds a file with unsaved changes the dataset opens as before."""
    before = open_dataset(folder)
    (folder / ".#events.json").symlink_to("somebody@somewhere.1234:5678")
    after = open_dataset(folder)
    assert (after.stamp, after.dataset) == (before.stamp, before.dataset)


def test_braces_and_other_signs_of_latex_are_text(folder: pathlib.Path) -> None:
    """A title with one brace is written as BibTeX like any other, and an address letter by letter."""
    from pybtex.database import parse_string

    path = folder / "sources.json"
    address = "https://gazette.example/a_b%20c?d=e&f=g#h~"
    text = path.read_text(encoding="utf-8").replace("https://gazette.example/2021/12/review", address)
    path.write_text(text.replace('"title": "', '"title": "$5 {for _100% '), encoding="utf-8")
    works = load_dataset(folder).sources
    entries = parse_string(as_bibtex(works.values()), "bibtex").entries
    assert entries["gazette-2021"].fields["url"] == address
    for key in works:
        assert entries[key].fields["title"].startswith(r"{\$5 \textbraceleft{}for \_100\% ")
