"""A worker as its owner sees it: a process that is started, gets orders, answers, and can be ended at any moment."""

from __future__ import annotations

import os
import pathlib
import pickle
import subprocess
import sys
from collections.abc import Iterator

from ..disk.whole import take_away
from ..importing.walls import walled
from .order import Answer, AnyOrder

MODULE = "controlatlas.work.worker"

_SPARING = {"MALLOC_MMAP_THRESHOLD_": "262144", "MALLOC_ARENA_MAX": "2"}
"""Has the C library of Linux give each picture's memory back at once; other systems do not know these names."""


class Worker:
    """One process; its memory and all that it was doing go with it.

    It is a program of its own and no fork: it has none of the server's sockets, and runs nothing of the app.
    """

    def __init__(self) -> None:
        package = str(pathlib.Path(__file__).resolve().parents[2])
        paths = [package, *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", MODULE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={
                **walled({**os.environ, **_SPARING}),
                "PYTHONPATH": os.pathsep.join(paths),
            },
        )

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def runs(self) -> bool:
        """Whether the process is there."""
        return self._process.poll() is None

    @property
    def killed(self) -> bool:
        """Whether it was ended from outside, and not by a fault of its own."""
        return self._process.wait() < 0

    def work(self, order: AnyOrder) -> Iterator[Answer]:
        """Give an order; the answers as they come, until the process says no more."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            pickle.dump(order, self._process.stdin)
            self._process.stdin.flush()
            while True:
                yield pickle.load(self._process.stdout)
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            return

    def end(self) -> None:
        """End the process at once."""
        self._process.kill()

    def put_away(self) -> None:
        """End the process, and give back what its owner held of it."""
        self._process.kill()
        self._process.wait()
        take_away(self.pid)
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            try:
                pipe.close()
            except OSError:  # an order that it did not take
                continue
