"""The command ``publish`` as a reader would call it, on the invented islands."""

from __future__ import annotations

import pathlib

from running import ROOT

from controlatlas.cli.main import main

BASE = "https://maps.example.org/maps/islands"
ISLANDS = ROOT / "tests" / "datasets" / "two_islands"


def publish(folder: pathlib.Path, *more: str) -> int:
    """Publish the islands to a folder; gives the exit status."""
    return main(["publish", str(folder), "--dataset", str(ISLANDS), "--base", BASE, *more])
