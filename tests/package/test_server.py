"""Two processes of the app behind the proxy of ``.container``: a reader stays with one of them, and nobody is noted down."""

from __future__ import annotations

import shutil

import pytest
from behind_a_proxy import CADDYFILE, Behind, apps_behind_a_proxy, cookie_from
from running import ROOT
from visitor import Visitor, complete, exceptions
from waiting import wait_until

pytestmark = pytest.mark.skipif(shutil.which("caddy") is None, reason="needs Caddy, the proxy")

DATASETS = (ROOT / "geodata" / "karabakh", ROOT / "tests" / "datasets" / "two_islands")
"""Each process has another one here, so that a reader can tell which of them answers."""


@pytest.fixture(scope="module")
def behind():
    """Two processes, each with a dataset of its own, and the proxy."""
    with apps_behind_a_proxy([{"CONTROLATLAS_DATASETS": str(it)} for it in DATASETS]) as found:
        yield found


def answered(behind: Behind, cookie: str) -> str:
    """Which process answers a reader with that cookie: what its page speaks of."""
    with Visitor(behind.address, cookie) as visitor:
        seen = visitor.see("method", "lang=en")
    assert complete(seen)
    assert exceptions(seen) == []
    return "islands" if "Two Islands" in str(seen) else "shipped"


def test_readers_stay_with_a_process_until_it_ends(behind):
    """Both processes get readers, and a cookie always leads to the same one; when that ends, the other one takes over."""
    cookies: dict[str, str] = {}

    def both() -> bool:
        cookie = cookie_from(behind.address)
        if cookie not in cookies.values():
            cookies.setdefault(answered(behind, cookie), cookie)
        return len(cookies) == 2

    wait_until(both, "both processes have had a reader")
    for name, cookie in cookies.items():
        assert [answered(behind, cookie) for _ in range(3)] == [name] * 3
    behind.apps[1].end()
    assert answered(behind, cookies["islands"]) == "shipped"
    assert answered(behind, cookies["shipped"]) == "shipped"
    said = behind.log.read_text(encoding="utf-8")
    assert "handled request" not in said
    assert "remote_ip" not in said
    assert "method?" not in said


def test_the_containers_use_this_proxy():
    """What is tried here is what the containers run: the same file, the same call, and the health check that it asks for."""
    proxy = CADDYFILE.read_text(encoding="utf-8")
    container = (CADDYFILE.parent / "Dockerfile").read_text(encoding="utf-8")
    compose = (CADDYFILE.parent / "compose.yaml").read_text(encoding="utf-8")
    assert "./Caddyfile:/etc/caddy/Caddyfile:ro" in compose
    assert '["controlatlas", "app", "--no-browser", "--port", "8501"]' in container
    assert "/_stcore/health" in proxy
    assert "/_stcore/health" in container
