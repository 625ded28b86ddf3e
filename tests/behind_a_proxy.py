"""Several processes of the app behind the proxy of ``.container``, without containers: for tests and benchmarks."""

from __future__ import annotations

import contextlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from running import ROOT, Server, end_process, free_port
from waiting import wait_until

CADDYFILE = ROOT / ".container" / "Caddyfile"
COOKIE = "atlas"
"""What the proxy calls the cookie by which it knows the process of a reader."""


@dataclass(frozen=True)
class Behind:
    """The processes, the address of the proxy before them, and the file with what the proxy writes."""

    apps: Sequence[Server]
    address: str
    log: pathlib.Path


@contextlib.contextmanager
def apps_behind_a_proxy(environments: Sequence[Mapping[str, str]]) -> Iterator[Behind]:
    """A process of the app for each environment, as the containers run it, and the proxy, until the block ends."""
    with contextlib.ExitStack() as stack:
        folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
        apps = []
        for number, environment in enumerate(environments):
            port = free_port()
            command = [sys.executable, "-m", "controlatlas", "app", "--no-browser", "--port", str(port)]
            log = folder / f"app-{number}.log"
            app = Server(command, f"http://127.0.0.1:{port}", log, dict(environment), folder)
            stack.callback(app.end)
            app.start(wait=False)
            apps.append(app)
        for app in apps:
            app.wait()
        address, log = f"http://127.0.0.1:{free_port()}", folder / "proxy.log"
        said = {
            "ATLAS_SITE": address,
            "ATLAS_PROCESSES": " ".join(app.address.removeprefix("http://") for app in apps),
            "HOME": str(folder),
        }
        with log.open("wb") as out:
            proxy = subprocess.Popen(
                [shutil.which("caddy") or "caddy", "run", "--config", str(CADDYFILE)],
                env={**os.environ, **said},
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        stack.callback(end_process, proxy)
        wait_until(lambda: proxy.poll() is not None or cookie_from(address), "the proxy answers")
        yield Behind(apps, address, log)


def cookie_from(address: str) -> str:
    """The cookie that a reader gets who has none; empty if nobody answers."""
    with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/", timeout=5) as answer:
        pair = str(answer.headers.get("Set-Cookie", "")).partition(";")[0]
        return pair if pair.startswith(f"{COOKIE}=") else ""
    return ""
