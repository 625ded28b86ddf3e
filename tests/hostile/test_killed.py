"""Whoever writes is killed at each of its steps on the disk, one after another: nothing half written passes for whole."""

from __future__ import annotations

import contextlib
import os
import pathlib
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator

import pytest

from controlatlas import load_dataset
from controlatlas.disk.whole import UNFINISHED
from controlatlas.export.formats import write
from controlatlas.importing.files import Files, save, write_files
from controlatlas.importing.fix import fix_folder
from controlatlas.importing.packed import packed, put_into
from controlatlas.importing.template import template
from controlatlas.importing.workbook import read_workbook, write_workbook
from controlatlas.publish.files import SiteFile
from controlatlas.publish.folder import write_site
from controlatlas.records.errors import DatasetError

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is split in two")

STEPS = {"os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "shutil.copytree", "open"}
MOST = 200


def ended(task: Callable[[], object], step: int) -> bool:
    """Whether a task comes to its end in a process that is killed before the given step of it on the disk."""
    child = os.fork()
    if child == 0:
        done = 0

        def count(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal done
            reads = event == "open" and isinstance(arguments[2], int) and not arguments[2] & os.O_CREAT
            if event in STEPS and not reads:
                done += 1
                if done == step:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        with contextlib.suppress(BaseException):
            task()
            os._exit(0)
        os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the task failed by itself"
    return not os.WIFSIGNALED(status)


@pytest.fixture
def scratch(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    """The folder of the system for what is needed for a while."""
    place = tmp_path / "scratch"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    return place


def killed_at_each_step(
    before: Callable[[], object], task: Callable[[], object], steps: int = MOST
) -> Iterator[int]:
    """Kill a task at its first step, at its second, and so on, each time from the beginning, until it comes to its end."""
    for step in range(1, steps):
        before()
        if ended(task, step):
            assert step > 2, "it has no steps"
            return
        yield step
    raise AssertionError("it has more steps than expected")


def content(folder: pathlib.Path) -> dict[str, bytes]:
    """All that lies in a folder, hidden files too."""
    return {it.relative_to(folder).as_posix(): it.read_bytes() for it in folder.rglob("*") if it.is_file()}


def titled(title: str) -> Files:
    """A dataset that says in two of its files which one it is."""
    files = template("isle", "example")
    files["datapackage.json"]["title"] = title
    files["events.json"][0]["title"] = {"en": title}
    return files


def title_of(folder: pathlib.Path) -> str:
    """The title of a dataset, which its first event has too, or why it is refused."""
    try:
        dataset = load_dataset(folder)
    except DatasetError as error:
        return str(error)
    assert dataset.events[0].title["en"] == dataset.title
    return dataset.title


def test_a_dataset_that_is_replaced_is_the_old_one_the_new_one_or_refused(
    tmp_path: pathlib.Path, scratch: pathlib.Path
) -> None:
    """A mixture of both is refused and says how to go on; ``check --fix`` does, and nothing else stays in the folder."""
    isle = tmp_path / "isle"
    save(titled("Old"), isle)
    old = content(isle)
    (tmp_path / "new").mkdir()
    save(titled("New"), tmp_path / "new" / "isle")
    new = content(tmp_path / "new" / "isle")

    def put_back() -> None:
        shutil.rmtree(isle)
        shutil.copytree(tmp_path / "old", isle)

    shutil.copytree(isle, tmp_path / "old")
    found = []
    for step in killed_at_each_step(put_back, lambda: save(titled("New"), isle, force=True)):
        said = title_of(isle)
        found.append(said if said in ("Old", "New") else "refused")
        if found[-1] == "refused":
            assert "check --fix isle" in said
            fix_folder(isle)
            assert content(isle) == new, f"killed at step {step}"
        save(titled("Old"), isle, force=True)
        assert content(isle) == old
        assert not [*isle.glob(".*")]
    assert found == sorted(found, key=["Old", "refused", "New"].index)
    assert set(found) == {"Old", "refused", "New"}
    assert [*scratch.iterdir()] == []


def test_a_new_dataset_is_there_whole_or_not_at_all(tmp_path: pathlib.Path, scratch: pathlib.Path) -> None:
    """So are one that is unpacked and the copy that is made before mending."""
    home, files = tmp_path / "home", titled("New")
    archive = packed(files, "isle")
    broken = titled("New")
    broken["cells.geojson"]["features"][0]["properties"]["id"] = broken["cells.geojson"]["features"][0].pop(
        "id"
    )

    def clean() -> None:
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir()

    def with_mistake() -> None:
        clean()
        save(files, home / "isle")
        write_files(broken, home / "isle")

    for before, task, copy in (
        (clean, lambda: save(files, home / "isle"), "isle"),
        (clean, lambda: put_into(home, archive, "isle"), "isle"),
        (with_mistake, lambda: fix_folder(home / "isle"), "isle.before-fix-1"),
    ):
        before()
        task()
        wanted = content(home / copy)
        for _ in killed_at_each_step(before, task):
            if (home / copy).exists():
                assert content(home / copy) == wanted
            if before is with_mistake:
                fix_folder(home / "isle")
                load_dataset(home / "isle")
                assert not (home / "isle" / UNFINISHED).exists()
            put_into(home, packed(titled("Other"), "other"), "other")
            assert not [*home.glob(".*")]
    assert [*scratch.iterdir()] == []


def test_a_file_is_the_old_one_or_the_new_one(tmp_path: pathlib.Path) -> None:
    """A file of the command ``export`` and a workbook; the next one in the folder takes away what was left."""
    files, path, book = titled("New"), tmp_path / "map.csv", tmp_path / "isle.xlsx"
    write_workbook(titled("Old"), book)
    old = book.read_bytes()
    for _ in killed_at_each_step(lambda: path.write_bytes(b"old"), lambda: write(path, b"new", force=True)):
        assert path.read_bytes() in (b"old", b"new")
    for _ in killed_at_each_step(lambda: book.write_bytes(old), lambda: write_workbook(files, book)):
        assert read_workbook(book)["datapackage.json"]["title"] in ("Old", "New")
    write(path, b"newer", force=True)
    assert {it.name for it in tmp_path.iterdir()} == {"map.csv", "isle.xlsx"}


def test_a_site_that_was_broken_off_says_so_and_is_made_whole_by_the_next(tmp_path: pathlib.Path) -> None:
    """Each file of it is whole at any time, and ``site.json`` says of the site whether it is."""
    old = [SiteFile(f"en/{name}.html", b"old") for name in "abc"]
    new = [SiteFile(f"en/{name}.html", b"new") for name in "bcd"]
    folder = tmp_path / "site"

    def published() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        write_site(folder, old, {"dataset": "isle"})

    published()
    assert b'"whole": true' in (folder / "site.json").read_bytes()
    write_site(folder, new, {"dataset": "isle"})
    wanted = content(folder)
    for _ in killed_at_each_step(published, lambda: write_site(folder, new, {"dataset": "isle"})):
        pages = {name: text for name, text in content(folder).items() if name.endswith(".html")}
        assert set(pages.values()) <= {b"old", b"new"}
        if b'"whole": true' in (folder / "site.json").read_bytes():
            assert pages in (
                {f"en/{name}.html": b"old" for name in "abc"},
                {f"en/{name}.html": b"new" for name in "bcd"},
            )
        write_site(folder, new, {"dataset": "isle"})
        assert content(folder) == wanted
