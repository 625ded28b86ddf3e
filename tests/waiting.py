"""The one place where tests wait: for a state, looked at again and again, and no longer than the patience allows."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")

PATIENCE = float(os.environ.get("CONTROLATLAS_PATIENCE", "60"))
"""For how many seconds a test waits for a state before it fails; a busy machine needs more."""

GLANCE = 0.02
"""Seconds between two looks."""


def wait_until(look: Callable[[], Found], wanted: str) -> Found:
    """Look until what is seen holds, and return it; fail with what was wanted once the patience is at its end."""
    end = time.monotonic() + PATIENCE
    while not (found := look()):
        assert time.monotonic() < end, f"after {PATIENCE:.0f} seconds still not: {wanted}"
        time.sleep(GLANCE)
    return found
