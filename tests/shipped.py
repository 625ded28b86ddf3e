"""The shipped dataset, loaded once for all tests of a process, also for those that need it before any test begins."""

from __future__ import annotations

import functools

from running import ROOT

from controlatlas import Dataset, load_dataset

FOLDER = ROOT / "geodata" / "karabakh"


@functools.cache
def shipped() -> Dataset:
    """The dataset, the same for all: nobody changes it."""
    return load_dataset(FOLDER)
