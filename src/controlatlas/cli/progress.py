"""How far long work is, on standard error."""

from __future__ import annotations

import sys

_STEPS = 30


class Bar:
    """A bar on standard error, for those who look: nothing is printed where no terminal is."""

    def __init__(self) -> None:
        self.seen = sys.stderr.isatty()

    def show(self, stage: str, share: float) -> None:
        """Say what is at work, and which share of it is done."""
        if self.seen:
            done = round(share * _STEPS)
            bar = "#" * done + "." * (_STEPS - done)
            print(f"\r{stage:<14} [{bar}] {share:4.0%}", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Wipe it off."""
        if self.seen:
            print("\r" + " " * 60 + "\r", end="", file=sys.stderr, flush=True)
