"""Files are made in processes beside the app, in one queue, for as long as somebody wants them and no longer."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import pathlib
import signal
import subprocess
import sys

import pytest
from running import ROOT
from waiting import wait_until

from controlatlas.export.formats import make
from controlatlas.language.captions import PictureKind
from controlatlas.load.stamp import stamp_of
from controlatlas.picture.shots import Pace
from controlatlas.picture.size import read_size
from controlatlas.picture.spec import PictureSpec
from controlatlas.records.errors import ExportError, SettingError
from controlatlas.work import pool as pools
from controlatlas.work.order import Order, order_of
from controlatlas.work.pool import BusyError, LostError, Pool
from controlatlas.work.workers import workers_wanted

ISLANDS = ROOT / "tests" / "datasets" / "two_islands"

OWNER = """
import datetime as dt, pathlib, sys
sys.path.insert(0, sys.argv[2])
from waiting import wait_until
from controlatlas import load_dataset
from controlatlas.language.captions import PictureKind
from controlatlas.load.stamp import stamp_of
from controlatlas.picture.size import read_size
from controlatlas.picture.shots import Pace
from controlatlas.picture.spec import PictureSpec
from controlatlas.work.order import order_of
from controlatlas.work.pool import Pool
folder = pathlib.Path(sys.argv[1])
dataset = load_dataset(folder)
spec = PictureSpec(dataset.end, kind=PictureKind.CLIP, earlier=dataset.end - dt.timedelta(200),
                   size=read_size("1920x1080"), pace=Pace(fps=12, day=1.0))
pool = Pool()
job = pool.begin(order_of(folder, stamp_of(folder), dataset, spec, "mp4"), "reader")
wait_until(lambda: job.progress.share > 0, "it is being made")
print(job.worker.pid, flush=True)
sys.stdin.read()
"""
"""An owner of a worker in the midst of a long clip; it says the number of the worker."""


def lives(pid: int) -> bool:
    """Whether a process is there and has not ended."""
    with contextlib.suppress(OSError):
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


@pytest.fixture
def pool():
    """A queue with one process."""
    found = Pool()
    yield found
    found.close()


def short(dataset, days: int = 2, size: str = "800x450", form: str = "gif") -> Order:
    """The order of a clip of some days that is soon made."""
    spec = PictureSpec(
        dataset.end,
        kind=PictureKind.CLIP,
        earlier=dataset.end - dt.timedelta(days),
        size=read_size(size),
        pace=Pace(fps=10, day=0.1),
    )
    return order_of(ISLANDS, stamp_of(ISLANDS), dataset, spec, form)


def long(dataset, form: str = "gif") -> Order:
    """The order of a clip that takes longer than any of these tests."""
    return short(dataset, 150, "1200x1200", form)


def at_work(job) -> None:
    """Wait until a process is in the midst of it."""
    wait_until(lambda: job.done or (job.worker is not None and job.progress.share > 0), "it is being made")
    assert not job.done, job.trouble


def test_a_file_made_beside_the_app_is_the_same_file(pool, two_islands):
    """The bytes that a process makes are those that are made without one; it says how far it is."""
    order = short(two_islands)
    job = pool.begin(order, "reader")
    wait_until(lambda: job.done, "it is made")
    assert job.made == make(two_islands, order.spec, "gif")
    assert 0 < job.progress.share <= 1
    assert pool.find(order, "another").made is job.made


def test_the_queue_is_worked_off_in_its_order(pool, two_islands):
    """One at a time, first come, first served; each knows how many come before it, and a stopped one counts no more."""
    jobs = [
        pool.begin(order, f"reader {number}")
        for number, order in enumerate([long(two_islands), short(two_islands, 2), short(two_islands, 3)])
    ]
    at_work(jobs[0])
    assert [pool.outlook(job).ahead for job in jobs] == [0, 1, 2]
    between = pool.begin(short(two_islands, 4), "reader 3")
    assert pool.outlook(between).ahead == 3
    pool.leave(jobs[1].order, "reader 1")
    assert [pool.outlook(job).ahead for job in (jobs[2], between)] == [1, 2]
    assert pool.find(jobs[1].order, "reader 1") is None
    wait_until(lambda: pool.outlook(between).seconds is not None, "the time left is known")
    assert pool.outlook(between).seconds > pool.outlook(jobs[2]).seconds
    pool.leave(jobs[0].order, "reader 0")
    wait_until(lambda: between.done, "the last is made")
    assert jobs[2].made
    assert jobs[2].began < between.began
    assert jobs[0].made is None
    assert jobs[1].began is None


def test_two_processes_work_at_the_same_time_and_no_more(two_islands):
    """With two processes the first two are made beside each other, and the third waits."""
    pool = Pool(2)
    try:
        jobs = [pool.begin(short(two_islands, 150 + n, "1200x1200"), f"reader {n}") for n in range(3)]
        at_work(jobs[0])
        at_work(jobs[1])
        assert jobs[0].worker.pid != jobs[1].worker.pid
        assert jobs[2].began is None
        assert pool.outlook(jobs[2]).ahead == 2
    finally:
        pool.close()


def test_what_is_stopped_ends_at_once(pool, two_islands):
    """Whoever stops a work ends the process that does it, in the midst of a clip; the next has a new one."""
    job = pool.begin(long(two_islands, "mp4"), "reader")
    at_work(job)
    pid = job.worker.pid
    pool.leave(job.order, "reader")
    wait_until(lambda: not lives(pid), "its process has ended")
    after = pool.begin(short(two_islands), "reader")
    wait_until(lambda: after.made, "the next is made")
    assert job.made is None
    assert job.trouble is None


def test_a_killed_process_is_an_error_and_the_next_work_goes_on(pool, two_islands):
    """If the process is killed in the midst of its work, the reader hears of it, and whoever waits gets the file."""
    job = pool.begin(long(two_islands), "reader")
    waits = pool.begin(short(two_islands), "another")
    at_work(job)
    os.kill(job.worker.pid, signal.SIGKILL)
    wait_until(lambda: job.done, "the work has ended")
    assert isinstance(job.trouble, LostError)
    assert job.trouble.killed
    wait_until(lambda: waits.made, "the next is made")
    again = pool.begin(job.order, "reader")
    assert again is not job
    at_work(again)


def test_one_work_for_all_who_want_the_same(pool, two_islands):
    """Equal orders are one work; it goes on while one of its readers wants it, and ends with the last."""
    first = pool.begin(long(two_islands), "reader")
    assert pool.begin(long(two_islands), "another") is first
    at_work(first)
    pid = first.worker.pid
    pool.leave(first.order, "reader")
    assert not first.progress.cancelled
    assert lives(pid)
    pool.leave(first.order, "another")
    wait_until(lambda: not lives(pid), "its process has ended")


def test_a_reader_has_one_work_at_a_time(pool, two_islands):
    """What a reader has made before is given up with the next order."""
    before = pool.begin(long(two_islands), "reader")
    after = pool.begin(short(two_islands), "reader")
    wait_until(lambda: after.made, "the second is made")
    assert before.progress.cancelled
    assert pool.find(before.order, "reader") is None


def test_work_ends_some_seconds_after_its_last_reader(two_islands):
    """A reader who is back within the grace finds the work; when nobody came back, it ends."""
    now = [0.0]
    pool = Pool(clock=lambda: now[0])
    try:
        job = pool.begin(long(two_islands), "reader")
        at_work(job)
        pid = job.worker.pid
        pool.tidy(lambda owner: True)
        now[0] += pools.GRACE_S
        pool.tidy(lambda owner: False)
        assert pool.find(job.order, "the same reader, who loaded the page again") is job
        now[0] += pools.GRACE_S
        pool.tidy(lambda owner: owner != "reader")
        assert list(job.owners) == ["the same reader, who loaded the page again"]
        assert lives(pid)
        now[0] += pools.GRACE_S + 0.1
        pool.tidy(lambda owner: False)
        wait_until(lambda: not lives(pid), "its process has ended")
    finally:
        pool.close()


def test_what_is_kept_is_bounded(pool, two_islands, monkeypatch):
    """Of what was made only so much is kept: the oldest goes, the newest stays."""
    orders = [short(two_islands, days) for days in (2, 3, 4)]
    monkeypatch.setattr(pools, "MOST_BYTES", int(1.5 * len(make(two_islands, orders[2].spec, "gif"))))
    for number, order in enumerate(orders):
        job = pool.begin(order, f"reader {number}")
        wait_until(lambda job=job: job.made, "it is made")
    assert [pool.find(order, "reader") is not None for order in orders] == [False, False, True]


def test_the_queue_is_bounded(pool, two_islands, monkeypatch):
    """When too many wait, the next is told so, and those in the queue stay there; who shares a work is let in."""
    monkeypatch.setattr(pools, "MOST_WAITING", 2)
    jobs = [pool.begin(short(two_islands, 150 + n, "1200x1200"), f"reader {n}") for n in range(2)]
    at_work(jobs[0])
    jobs.append(pool.begin(short(two_islands, 160, "1200x1200"), "reader 2"))
    with pytest.raises(BusyError):
        pool.begin(short(two_islands), "reader 3")
    assert pool.begin(jobs[2].order, "reader 3") is jobs[2]
    assert not any(job.progress.cancelled for job in jobs)


def test_what_cannot_be_made_says_why(pool, two_islands):
    """All that is wrong with an order comes back from the process, problem by problem."""
    order = short(two_islands, size="1920x1080")
    job = pool.begin(order, "reader")
    wait_until(lambda: job.done, "it is refused")
    with pytest.raises(ExportError) as caught:
        make(two_islands, order.spec, "gif")
    assert job.trouble.problems == caught.value.problems


def test_a_dataset_that_has_changed_is_not_drawn(pool, two_islands):
    """A process that finds other files than those the reader saw makes nothing of them."""
    order = short(two_islands)
    job = pool.begin(Order(order.folder, "as it was", order.spec, order.form), "reader")
    wait_until(lambda: job.done, "it is refused")
    assert "has changed" in str(job.trouble)


def test_a_process_without_work_gives_its_memory_back(pool, two_islands, monkeypatch):
    """When nothing is wanted for a while the process ends, and the next order starts another."""
    monkeypatch.setattr(pools, "IDLE_S", 0.0)
    job = pool.begin(long(two_islands), "reader")
    at_work(job)
    pid = job.worker.pid
    after = pool.begin(short(two_islands), "reader")
    wait_until(lambda: after.made and not lives(pid), "the process has ended")
    again = pool.begin(short(two_islands, 3), "reader")
    wait_until(lambda: again.made, "another made the next")


@pytest.mark.skipif(not pathlib.Path("/proc/self/stat").exists(), reason="looks at processes in /proc")
def test_a_clip_takes_less_than_400_megabytes(pool, karabakh):
    """The process that makes a large clip of the shipped dataset never holds more than 400 MB: pictures do not pile up."""
    folder = ROOT / "geodata" / "karabakh"
    last = dt.date(2020, 11, 10)
    spec = PictureSpec(
        last,
        kind=PictureKind.CLIP,
        earlier=last - dt.timedelta(11),
        size=read_size("1920x1080"),
        pace=Pace(fps=10, day=0.5, change=0.5, hold=1.0),  # seventy pictures: an encoder would keep sixty
    )
    job = pool.begin(order_of(folder, stamp_of(folder), karabakh, spec, "mp4"), "reader")
    at_work(job)
    status = pathlib.Path(f"/proc/{job.worker.pid}/status")
    wait_until(lambda: job.done, "it is made")
    most = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    assert job.made
    assert int(most.split()[1]) * 1024 < 400_000_000


@pytest.mark.skipif(not pathlib.Path("/proc/self/stat").exists(), reason="looks at processes in /proc")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_no_process_outlives_its_owner(how):
    """An owner that is killed in an instant leaves no process, not even in the midst of a clip."""
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(ISLANDS), str(ROOT / "tests")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        pid = int(owner.stdout.readline())
        assert lives(pid)
    finally:
        owner.send_signal(how)
        owner.communicate()
    wait_until(lambda: not lives(pid), "the worker has ended")


@pytest.mark.parametrize(("text", "number"), [(None, 1), ("", 1), ("0", 0), (" 2 ", 2), ("64", 64)])
def test_the_environment_says_how_many_work(text, number):
    """One process unless the variable says more, or none."""
    assert workers_wanted({} if text is None else {"CONTROLATLAS_WORKERS": text}) == number


@pytest.mark.parametrize("text", ["-1", "two", "1.5", "65", "²", "1" * 5000])
def test_a_number_that_is_none_is_named(text):
    """What is no number of processes is repeated, with what is allowed."""
    with pytest.raises(SettingError, match=r"CONTROLATLAS_WORKERS is .* from 0, for none, to 64") as caught:
        workers_wanted({"CONTROLATLAS_WORKERS": text})
    assert len(str(caught.value)) < 250
