"""How much is drawn at random: enough for every day, and many times that in the scheduled run."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

TIMES = int(os.environ.get("CONTROLATLAS_THOROUGH", "1"))
"""How many times as much is drawn at random as in an everyday run."""


def drawing(everyday: int) -> settings:
    """The settings of a test that draws so many examples in an everyday run, always the same ones."""
    return settings(
        max_examples=everyday * TIMES,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
