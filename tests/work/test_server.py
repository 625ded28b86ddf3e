"""Work of a running app belongs to those who look at it: a page loaded again finds it, and it ends with its readers."""

from __future__ import annotations

import contextlib
import html
import os
import pathlib
import signal
import subprocess

import pytest
from running import ROOT, server_of
from visitor import Visitor, buttons
from waiting import wait_until

pytestmark = pytest.mark.skipif(
    not pathlib.Path("/proc/self/stat").exists(), reason="looks at processes in /proc"
)

CLIP = ("export", "lang=en&day=2020-11-10&other=2020-08-10&format=mp4&size=1920x1080")
ANOTHER = ("export", "lang=en&day=2020-11-10&other=2020-11-09&format=gif&size=800x450&fps=10")
SHORT = {"STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": "4"}
"""For how many seconds a server keeps the session of a reader whose connection is gone."""


IMPATIENT = """
import signal
from controlatlas.work import pool
pool.IDLE_S = 0.0
signal.signal(signal.SIGUSR1, lambda *_: setattr(pool, "GRACE_S", 0.0))
"""
"""Has a server end each process as soon as it has nothing to make, which tells that something is made.

Once it is sent the signal, it gives up at once what nobody wants; until then it waits as long as any other.
"""


@pytest.fixture
def server():
    """An app of its own, which a test may end."""
    with server_of(ROOT / "app.py", before=IMPATIENT) as found:
        yield found


@pytest.fixture
def reader(server):
    """Somebody who has the app open, without a browser."""
    with Visitor(server.address) as found:
        yield found


def workers(server: subprocess.Popen[bytes]) -> set[int]:
    """The numbers of the processes that a server has, those that have ended left out."""
    found = set()
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
        except OSError:  # it has just ended
            continue
        if int(parent) == server.pid and state != "Z":
            found.add(int(stat.parent.name))
    return found


def lives(pid: int) -> bool:
    """Whether a process is there and has not ended."""
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def labels(elements) -> list[str]:
    """The names of the buttons on a page."""
    return [it.label for it in buttons(elements)]


def test_work_is_found_again_waited_for_and_ended_with_its_reader(server, reader):
    """A page loaded again shows the same work; another reader waits behind it; when the first has gone, the other's is made."""
    process = server.process
    with Visitor(server.address) as first:
        first.press("Create MP4", *CLIP)
        (worker,) = workers(process)
        os.kill(worker, signal.SIGSTOP)  # it need not work to be there
    with Visitor(server.address) as again:  # the same reader, who loads the page again
        assert "Cancel" in labels(again.see(*CLIP))
        assert workers(process) == {worker}
        reader.press("Create GIF", *ANOTHER)
        waits = [it.progress.text for it in reader.see(*ANOTHER) if it.WhichOneof("type") == "progress"]
        assert "Waiting: 1 file before this one" in html.unescape(" ".join(waits))
        assert lives(worker)
    process.send_signal(signal.SIGUSR1)
    wait_until(lambda: not lives(worker), "the clip that nobody waits for has ended")
    wait_until(
        lambda: (
            not workers(process)
            and any(label.startswith("Download GIF") for label in labels(reader.see(*ANOTHER)))
        ),
        "the other is made",
    )


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_nothing_outlives_the_app(server, reader, how):
    """An app that is ended in the midst of a clip, kindly or not, leaves no process."""
    process = server.process
    reader.press("Create MP4", *CLIP)
    (worker,) = workers(process)
    process.send_signal(how)
    wait_until(lambda: not lives(worker), "the worker has ended")
    process.wait()


def test_a_session_gives_its_files_back():
    """Readers who have gone leave no open file behind, once Streamlit waits for them no more; no new reader is needed for that."""
    with contextlib.ExitStack() as readers, server_of(ROOT / "app.py", **SHORT) as server:
        files = pathlib.Path(f"/proc/{server.process.pid}/fd")

        def number() -> int:
            return len(list(files.iterdir()))

        with Visitor(
            server.address
        ) as first:  # what is opened once for all, such as the fonts, may stay open
            first.see("method", "lang=en")
        before = number()
        for _ in range(8):
            readers.enter_context(Visitor(server.address)).see("method", "lang=en")
        assert number() >= before + 8
        readers.close()
        wait_until(lambda: number() <= before, "the files of all sessions are closed")


def test_a_wrong_number_of_workers_is_said_to_whoever_starts_the_server():
    """With a setting that is no number the server does not start, and what it prints last says what is allowed."""
    with (
        pytest.raises(RuntimeError, match=r"CONTROLATLAS_WORKERS is 'many'.* from 0, for none, to 64"),
        server_of(ROOT / "app.py", CONTROLATLAS_WORKERS="many"),
    ):
        pass
