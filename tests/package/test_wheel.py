"""What pip installs answers by itself: the wheel is unpacked outside the checkout, and nothing of the checkout is in reach."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
import sys
import urllib.request
import zipfile

import pytest
from running import ROOT, Server, free_port
from visitor import Visitor, complete, exceptions

pytest.importorskip("hatchling", reason="the wheel is built by hatchling; pip install -e '.[test]'")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> pathlib.Path:
    """The wheel of the checkout as it stands."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


class Installed:
    """The wheel where a user has it, beside the libraries of this environment, called in a folder of the user's."""

    def __init__(self, site: pathlib.Path, home: pathlib.Path) -> None:
        self.site, self.home = site, home
        self.environment = {**os.environ, "PYTHONPATH": str(site), "PYTHONUTF8": "1"}
        self.environment.pop("CONTROLATLAS_DATASETS", None)

    def python(self, *words: str) -> str:
        """What a call of Python prints; it has to end well."""
        done = subprocess.run(
            [sys.executable, *words],
            cwd=self.home,
            env=self.environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def controlatlas(self, *words: str) -> str:
        """What a command prints."""
        return self.python("-m", "controlatlas", *words)


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Installed:
    """The wheel, unpacked as pip unpacks it."""
    site = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    found = Installed(site, tmp_path_factory.mktemp("home"))
    said = found.python("-c", "import controlatlas; print(controlatlas.__file__)")
    assert pathlib.Path(said.strip()).is_relative_to(site)
    return found


def test_the_wheel_is_small_and_holds_what_a_reader_needs(wheel):
    """It stays under 5 MB, with the app and the dataset, and without tests and the making of the dataset."""
    assert wheel.stat().st_size < 5_000_000
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    app = [name.removeprefix("controlatlas/app/") for name in names if name.startswith("controlatlas/app/")]
    assert {name.partition("/")[0] for name in app} == {"app.py", "pages", "geodata", ".streamlit"}
    assert sorted(name for name in app if name.startswith("pages/")) == sorted(
        path.relative_to(ROOT).as_posix() for path in (ROOT / "pages").glob("*.py")
    )
    assert not [name for name in names if "/build/" in name or "tests" in name]


def test_the_commands_answer_outside_a_checkout(installed):
    """Whoever has installed it asks who holds what without a folder of data."""
    rows = json.loads(installed.controlatlas("state", "--on", "2020-11-08", "--place", "Şuşa", "--json"))
    assert [(row["place"], row["controller"], row["standing"]) for row in rows] == [
        ("shusha", "azerbaijan", "claimed")
    ]
    assert "karabakh" in installed.controlatlas("check")


def test_the_app_opens_outside_a_checkout(installed, tmp_path):
    """`controlatlas app` serves the map with its own settings; it asks no network, and ends when it is told to."""
    port = free_port()
    command = [sys.executable, "-m", "controlatlas", "app", "--no-browser", "--port", str(port)]
    log = tmp_path / "app.log"
    server = Server(command, f"http://127.0.0.1:{port}", log, installed.environment, installed.home)
    try:
        server.start()
        with urllib.request.urlopen(server.address) as answer:
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        with Visitor(server.address) as visitor:
            seen = visitor.see("", "lang=en")
        assert visitor.session.config.gather_usage_stats is False
        assert visitor.session.custom_theme.light.primary_color == "#1f4e79"
        assert complete(seen)
        assert exceptions(seen) == []
        assert "external" not in log.read_text(encoding="utf-8").lower()
    finally:
        server.end()
