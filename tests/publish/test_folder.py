"""What a second publishing does to a folder: it writes what is another, removes what was ours, and touches nothing else."""

from __future__ import annotations

import json

import pytest

from controlatlas.publish.files import SiteFile
from controlatlas.publish.folder import MANIFEST, manifest_of, write_site
from controlatlas.records.errors import PublishError

ONE = SiteFile("en/a.html", b"one")
TWO = SiteFile("en/places/b.html", b"two")


def written(folder, *files, **how):
    """Bring a folder to hold these files."""
    return write_site(folder, files, {"dataset": "invented"}, **how)


def test_what_is_the_same_is_not_written_again(tmp_path):
    """A file whose bytes are the same keeps its time; one that is another is written."""
    written(tmp_path / "site", ONE, TWO)
    before = (tmp_path / "site" / "en" / "a.html").stat()
    done = written(tmp_path / "site", ONE, SiteFile(TWO.path, b"another"))
    after = (tmp_path / "site" / "en" / "a.html").stat()
    assert (done.new, done.changed, done.removed, done.kept) == ((), (TWO.path,), (), 1)
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)
    assert (tmp_path / "site" / TWO.path).read_bytes() == b"another"


def test_what_is_no_longer_made_is_removed_and_what_is_foreign_stays(tmp_path):
    """A page of a record that is gone goes, with its folder if that is empty; a file of somebody else stays."""
    written(tmp_path / "site", ONE, TWO)
    foreign = tmp_path / "site" / "en" / "CNAME"
    foreign.write_text("maps.example.org")
    done = written(tmp_path / "site", ONE)
    assert done.removed == (TWO.path,)
    assert not (tmp_path / "site" / "en" / "places").exists()
    assert foreign.read_text() == "maps.example.org"
    assert manifest_of(tmp_path / "site").keys() == {ONE.path}


def test_what_somebody_edited_is_not_removed(tmp_path):
    """A file of ours that was edited since and is no longer made stays where it is, and is told."""
    written(tmp_path / "site", ONE, TWO)
    (tmp_path / "site" / TWO.path).write_text("mine now")
    done = written(tmp_path / "site", ONE)
    assert (done.removed, done.edited) == ((), (TWO.path,))
    assert (tmp_path / "site" / TWO.path).read_text() == "mine now"


def test_a_folder_with_other_things_is_refused(tmp_path):
    """A folder that is not empty and was not published is left alone, and so is one with a list that is none of ours."""
    (tmp_path / "thesis.odt").write_text("years of work")
    with pytest.raises(PublishError, match="not empty and holds no"):
        written(tmp_path, ONE)
    (tmp_path / MANIFEST).write_text('{"name": "something else"}')
    with pytest.raises(PublishError, match="no list of a site"):
        written(tmp_path, ONE)
    assert sorted(it.name for it in tmp_path.iterdir()) == [MANIFEST, "thesis.odt"]


def test_the_site_of_another_dataset_is_not_replaced(tmp_path):
    """Who forgets to name the dataset reads so before a file is touched."""
    written(tmp_path / "site", ONE)
    before = sorted(it.name for it in (tmp_path / "site").iterdir())
    with pytest.raises(PublishError, match="holds the site of the dataset 'invented'"):
        write_site(tmp_path / "site", [], {"dataset": "another"})
    assert sorted(it.name for it in (tmp_path / "site").iterdir()) == before


def test_a_foreign_file_in_the_way_is_not_replaced(tmp_path):
    """Where somebody has put a file under a path that we need nothing at all is written."""
    written(tmp_path / "site", ONE)
    (tmp_path / "site" / "en" / "places").mkdir()
    (tmp_path / "site" / TWO.path).write_text("mine")
    with pytest.raises(PublishError, match="was not published by us"):
        written(tmp_path / "site", SiteFile(ONE.path, b"another"), TWO)
    assert (tmp_path / "site" / ONE.path).read_bytes() == b"one"


@pytest.mark.parametrize(
    ("where", "name"), [("..", "outside.txt"), ("/etc", "hosts"), ("a/../..", "b"), ("", "C:\\b"), ("", "")]
)
def test_a_list_that_leads_out_of_the_folder_is_refused(tmp_path, where, name):
    """A list that was tampered with removes nothing outside the folder."""
    (tmp_path / MANIFEST).write_text(
        json.dumps({"kind": "Control Atlas site", "files": {where: {name: "0"}}})
    )
    with pytest.raises(PublishError, match="no list of a site"):
        written(tmp_path, ONE)


def test_a_dry_run_writes_nothing(tmp_path):
    """What would be written is told, and no folder is made."""
    done = written(tmp_path / "site", ONE, TWO, dry=True)
    assert done.new == (ONE.path, TWO.path)
    assert not (tmp_path / "site").exists()


def test_a_publishing_that_was_broken_off_goes_on(tmp_path, monkeypatch):
    """Whatever stops it, the list names all that may be there, so that the next call is not refused."""
    from controlatlas.publish import folder as module

    write, left = module._write, [2]

    def fails_after(path, content):
        if not left[0]:
            raise OSError(28, "No space left on device")
        left[0] -= 1
        write(path, content)

    monkeypatch.setattr(module, "_write", fails_after)
    with pytest.raises(PublishError, match="No space left"):
        written(tmp_path / "site", ONE, TWO)
    monkeypatch.undo()
    done = written(tmp_path / "site", ONE, TWO)
    assert (done.new, done.kept) == ((TWO.path,), 1)
