"""Work of a running app belongs to those who look at it: a page loaded again finds it, and it ends with its readers."""

from __future__ import annotations

import pathlib
import re
import signal
import subprocess

import pytest
from moving import at_rest
from running import ROOT, server_of
from waiting import wait_until

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not pathlib.Path("/proc/self/stat").exists(), reason="looks at processes in /proc"),
]

CLIP = "export?lang=en&day=2020-11-10&other=2020-08-10&format=mp4&size=1920x1080"
ANOTHER = "export?lang=en&day=2020-11-10&other=2020-11-08&format=gif&size=800x450"


@pytest.fixture
def server(chromium):
    """An app of its own, which a test may end."""
    with server_of(ROOT / "app.py") as found:
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


def begun(open_page, address: str):
    """A page on which a long clip is being made."""
    page = open_page(f"{address}/{CLIP}")
    at_rest(page)
    page.get_by_role("button", name="Make MP4").click()
    page.get_by_role("progressbar").wait_for()
    page.get_by_text("left", exact=False).first.wait_for()
    return page


def test_work_is_found_again_waited_for_and_ended_with_its_reader(server, open_page):
    """A page loaded again shows the same work; another reader waits behind it; when the first has gone, the other's is made."""
    address, process = server.address, server.process
    page = begun(open_page, address)
    (worker,) = workers(process)
    page.reload()
    page.get_by_role("button", name="Cancel").wait_for()
    assert workers(process) == {worker}
    other = open_page(f"{address}/{ANOTHER}")
    at_rest(other)
    other.get_by_role("button", name="Make GIF").click()
    other.get_by_text(re.compile("Waiting: 1 file before this one")).wait_for()
    page.close()
    wait_until(lambda: not lives(worker), "the clip that nobody waits for has ended")
    other.get_by_role("button", name=re.compile("Download GIF")).wait_for()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_nothing_outlives_the_app(server, open_page, how):
    """An app that is ended in the midst of a clip, kindly or not, leaves no process."""
    address, process = server.address, server.process
    begun(open_page, address)
    (worker,) = workers(process)
    process.send_signal(how)
    wait_until(lambda: not lives(worker), "the worker has ended")
    process.wait()


def test_a_session_gives_its_files_back(server, open_page):
    """Readers who have gone leave no open file behind for longer than a minute, and no new reader is needed for that."""
    address, process = server.address, server.process
    files = pathlib.Path(f"/proc/{process.pid}/fd")

    def visit(name: str):
        page = open_page(f"{address}/{name}?lang=en")
        at_rest(page)
        return page

    def number() -> int:
        return len(list(files.iterdir()))

    before = number()
    pages = [visit(name) for name in ("method", "claims", "changes")]
    assert number() >= before + 9
    for page in pages:
        page.close()
    # what is opened once for all, such as the fonts, may stay open
    wait_until(lambda: number() <= before + 3, "the files of three sessions are closed")


def test_a_wrong_number_of_workers_is_said_to_whoever_starts_the_server():
    """With a setting that is no number the server does not start, and what it prints last says what is allowed."""
    with (
        pytest.raises(RuntimeError, match=r"CONTROLATLAS_WORKERS is 'many'.* from 1 to 64"),
        server_of(ROOT / "app.py", CONTROLATLAS_WORKERS="many"),
    ):
        pass
