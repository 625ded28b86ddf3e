"""Files that readers send are worked on in a process within bounds, and nothing of them stays when it ends."""

from __future__ import annotations

import pytest
from waiting import wait_until

from controlatlas.disk.whole import folders_of
from controlatlas.importing.recipe import POINTS, Recipe, Upload
from controlatlas.records.errors import ImportProblemsError
from controlatlas.work.own_map import LookOrder, MapOrder, from_bytes
from controlatlas.work.pool import Pool

ROWS = b"name,lat,lon,holder,date\nA,48,30,North,2001-01-01\nA,48,30,South,2001-02-01\n"


@pytest.fixture
def pool():
    """A queue with one process."""
    found = Pool()
    yield found
    found.close()


def done(job):
    """A work once it is done."""
    wait_until(lambda: job.done, "it is done")
    return job


def test_a_map_of_a_table_comes_with_its_dataset_and_other_colours(pool):
    """The answer holds the map and the dataset, and other colours are taken over; of refused files all problems are told."""
    sent = (Upload("places.csv", ROWS),)
    recipe = Recipe(POINTS, "places", "Places", "A list")
    made = from_bytes(done(pool.begin(MapOrder(sent, recipe, (("north", "#123456"),)), "reader")).made)
    assert made.archive.startswith(b"PK")
    assert made.document.startswith("<!DOCTYPE html>")
    assert [it[::2] for it in made.actors] == [("north", "#123456"), ("south", "#b5521b")]
    wrong = done(pool.begin(LookOrder((Upload("x.exe", b""), Upload("y.zip", b""))), "reader"))
    assert isinstance(wrong.trouble, ImportProblemsError)
    assert [it.file for it in wrong.trouble.problems] == ["x.exe", "y.zip"]


def test_nothing_stays_of_what_was_sent_when_its_reader_goes(pool):
    """In the middle of the work the files lie in a folder; it is gone with the process that is ended."""
    many = ROWS + b"".join(b"P%d,48,30,North,2001-01-01\n" % number for number in range(400_000))
    order = LookOrder((Upload("many.csv", many),))
    job = pool.begin(order, "reader")
    worker = wait_until(lambda: job.worker, "a process works on it", passing=True)
    wait_until(lambda: folders_of(worker.pid), "the files lie in a folder", passing=True)
    pool.leave(order, "reader")
    wait_until(lambda: not folders_of(worker.pid), "the folder is gone")
    assert not worker.runs
