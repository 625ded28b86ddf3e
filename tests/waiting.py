"""The one place where tests wait: for a state, looked at again and again, and no longer than the patience allows."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")

PATIENCE = float(os.environ.get("CONTROLATLAS_PATIENCE", "60"))
"""For how many seconds a test waits for a state before it fails; a busy machine needs more."""

GLANCE, LONG_GLANCE = 0.02, 0.1
"""Seconds between the first two looks, and at the most: what is to come soon is seen soon, and looking takes time from it."""


def wait_until(look: Callable[[], Found], wanted: str, *, passing: bool = False) -> Found:
    """Look until what is seen holds, and return it; fail with what was wanted once the patience is at its end.

    What is ``passing`` may be over soon, so that it is looked for again after a glance, however long it is to come.
    """
    end, pause = time.monotonic() + PATIENCE, GLANCE
    while not (found := look()):
        assert time.monotonic() < end, f"after {PATIENCE:.0f} seconds still not: {wanted}"
        time.sleep(pause)
        pause = GLANCE if passing else min(pause * 1.25, LONG_GLANCE)
    return found
