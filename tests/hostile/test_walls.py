"""The second wall: if a foreign text became markup after all, the browser would refuse what it asks for."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request

import pytest
from hostile.injected import FOREIGN
from moving import at_rest, map_frame
from running import ROOT
from waiting import PATIENCE, wait_until

from controlatlas.export.formats import make
from controlatlas.picture.spec import PictureSpec
from controlatlas.ui.server import policy

TRIED = {
    "img-src": "img src=https://{host}/i.png",
    "script-src-elem": "script src=https://{host}/s.js",
    "frame-src": "iframe src=https://{host}/f",
    "style-src-elem": "link rel=stylesheet href=https://{host}/c.css",
    "media-src": "video src=https://{host}/v.mp4",
    "object-src": "object data=https://{host}/o",
    "script-src-attr": "b onclick=window.hit=1",
}
"""By what refuses it: an element that asks something of another host, or holds code."""

TRY = """([wanted, host]) => new Promise((done) => {
  const refused = new Set();
  document.addEventListener("securitypolicyviolation", (event) => {
    refused.add(event.effectiveDirective);
    if (Object.keys(wanted).every((it) => refused.has(it))) done([...refused].sort());
  });
  for (const text of Object.values(wanted)) {
    const [name, ...rest] = text.replace("{host}", host).split(" ");
    const it = document.createElement(name);
    for (const pair of rest) it.setAttribute(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    document.body.append(it);
    it.click?.();
  }
  fetch(`https://${host}/x`).catch(() => 0);
  navigator.sendBeacon?.(`https://${host}/b`, "x");
})"""
"""Put them into a document, and answer once each has been refused."""


def refused(frame) -> list[str]:
    """What a document refuses of all that is tried."""
    wanted = {**TRIED, "connect-src": "span title=fetched"}
    return frame.evaluate(TRY, [wanted, FOREIGN])


def failures(page) -> list[str]:
    """Why requests fail, from now on: ``csp`` are those that the browser did not let out."""
    found: list[str] = []
    page.on("requestfailed", lambda request: found.append(request.failure))
    return found


@pytest.mark.browser
def test_the_app_and_its_map_ask_nothing_of_another_host(app_address, open_page) -> None:
    """Pictures, scripts, frames, styles, films, objects and fetches of another host are refused, and no handler runs."""
    page = open_page(app_address)
    at_rest(page)
    failed = failures(page)
    for frame in (page.main_frame, map_frame(page)):
        assert set(refused(frame)) == {*TRIED, "connect-src"}
        assert frame.evaluate("window.hit") is None
    wait_until(lambda: len(failed) == len(page.witness.outside), "every request has failed")
    assert set(failed) == {"csp"}


@pytest.mark.browser
def test_a_page_that_is_taken_away_asks_nothing_of_another_host(two_islands, open_page, tmp_path) -> None:
    """The exported web page refuses the same, and a script that was not built into it as well."""
    text = make(two_islands, PictureSpec(two_islands.default_day), "html").decode()
    path = tmp_path / "page.html"
    path.write_text(text.replace("</body>", "<script>window.hit = 2</script></body>"), encoding="utf-8")
    page = open_page(path.as_uri())
    wait_until(lambda: page.evaluate("document.documentElement.dataset.day"), "the map shows a day")
    failed = failures(page)
    assert set(refused(page.main_frame)) == {*TRIED, "connect-src"}
    assert page.evaluate("window.hit") is None
    wait_until(lambda: len(failed) == len(page.witness.outside), "every request has failed")
    assert set(failed) == {"csp"}


@pytest.mark.parametrize(
    "path", ["/", "/changes?day=x", "/_stcore/health", "/no/such/page", "/media/none.png"]
)
def test_every_answer_has_the_headers(app_address, path) -> None:
    """Pages, files, and answers that say that there is nothing, bring policy and headers."""
    try:
        headers = urllib.request.urlopen(app_address + path).headers
    except urllib.error.HTTPError as error:
        headers = error.headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "script-src-attr 'none'" in headers["Content-Security-Policy"]
    host = app_address.removeprefix("http://")
    assert f"connect-src 'self' ws://{host} wss://{host};" in headers["Content-Security-Policy"]


@pytest.mark.parametrize("host", ["a b", "x; script-src *", "https://evil.example", "", "a\r\nb", "*"])
def test_a_host_that_is_none_comes_into_no_policy(host) -> None:
    """What a client writes for its host opens nothing."""
    assert "connect-src 'self';" in policy(host)
    assert "connect-src 'self' ws://a.example:80 wss://a.example:80;" in policy("a.example:80")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_server_that_is_told_to_end_ends_in_the_usual_way(number) -> None:
    """Exit status 0, so that what was to be done at the end is done; not the death by the signal."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    call = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "app.py",
        "--server.headless=true",
        f"--server.port={port}",
    ]
    with subprocess.Popen(call, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        wait_until(lambda: _answers(port), "the server answers")
        process.send_signal(number)
        said, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert b"Traceback" not in said


def _answers(port: int) -> bool:
    try:
        return urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1).status == 200
    except OSError:
        return False
