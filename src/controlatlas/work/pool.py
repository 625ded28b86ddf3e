"""One queue for all who want files: at most so many are made at a time, and only as long as somebody wants them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from ..export.progress import Progress
from ..records.errors import ControlAtlasError, ExportError, ImportProblemsError
from .order import AnyOrder, Made, Refused, Share, Unfit
from .process import Worker

MOST_WAITING = 20
"""How many orders wait at most."""

MOST_BYTES = 256_000_000
"""How much is kept of what was made; the oldest goes first."""

GRACE_S = 12.0
"""How long work goes on that nobody seems to want: a reader who loads the page again is back before that."""

IDLE_S = 60.0
"""How long a process waits for the next order before its memory is given back."""


class BusyError(ControlAtlasError):
    """So many wait already that no more are let in."""


class LostError(ControlAtlasError):
    """The process ended before the file was made; ``killed`` from outside, not by a fault of its own."""

    def __init__(self, killed: bool) -> None:
        super().__init__("the process that made this ended before it was done")
        self.killed = killed


@dataclass(eq=False)
class Job:
    """One work, for all who want the same. ``made`` is the file once it is done, ``trouble`` why there is none."""

    order: AnyOrder
    owners: dict[str, float] = field(default_factory=dict)
    progress: Progress = field(default_factory=Progress)
    made: bytes | None = None
    trouble: ControlAtlasError | None = None
    began: float | None = None
    worker: Worker | None = None

    @property
    def done(self) -> bool:
        """Whether there is nothing more to wait for."""
        return self.made is not None or self.trouble is not None


@dataclass(frozen=True, slots=True)
class Outlook:
    """How long a work will still take: how many come before it, and seconds, ``None`` while that cannot be said."""

    ahead: int
    seconds: float | None


class Pool:
    """The queue, and the processes that work it off. Owners are names of those who want something, such as sessions."""

    def __init__(self, workers: int = 1, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = workers
        self._clock = clock
        self._changed = threading.Condition()
        self._jobs: dict[AnyOrder, Job] = {}
        """All that somebody wants: done, being made and waiting, in the order in which they came."""
        self._serving = 0
        self._idle = 0
        self._pace: dict[str, float] = {}
        """Seconds for each unit of effort, form by form, as far as that is known."""
        self._closed = False

    # ---------------------------------------------------------------- for those who want something

    def begin(self, order: AnyOrder, owner: str) -> Job:
        """Have something made; raise ``BusyError`` if too many wait. What this owner wanted before is given up."""
        with self._changed:
            if order not in self._jobs and len(self._waiting()) >= MOST_WAITING:
                raise BusyError(f"{MOST_WAITING} are waiting already")
            for other in [it for it in self._jobs.values() if it.order != order]:
                self._leave(other, owner)
            if order in self._jobs and self._jobs[order].trouble is not None:
                del self._jobs[order]
            job = self._jobs.setdefault(order, Job(order))
            job.owners[owner] = self._clock()
            if len(self._waiting()) > self._idle and self._serving < self._most and not self._closed:
                self._serving += 1
                threading.Thread(target=self._serve, name="controlatlas-work", daemon=True).start()
            self._changed.notify()
            return job

    def find(self, order: AnyOrder, owner: str) -> Job | None:
        """The same work if somebody has it made or had it made, from now on for this owner too."""
        with self._changed:
            job = self._jobs.get(order)
            if job is not None:
                job.owners[owner] = self._clock()
            return job

    def leave(self, order: AnyOrder, owner: str) -> None:
        """Take note that this owner no longer wants it; if nobody else does, it ends at once."""
        with self._changed:
            if order in self._jobs:
                self._leave(self._jobs[order], owner)

    def outlook(self, job: Job) -> Outlook:
        """How many come before a work, and how long it will take with them."""
        with self._changed:
            if job.done or job.began is not None:
                return Outlook(0, job.progress.left)
            waiting = self._waiting()
            before = [*self._running(), *(waiting[: waiting.index(job)] if job in waiting else [])]
            each = [self._expected(it) for it in before]
            own = self._expected(job)
            known = [it for it in each if it is not None]
            if own is None or len(known) < len(each):
                return Outlook(len(before), None)
            return Outlook(len(before), sum(known) / self._most + own)

    def tidy(self, alive: Callable[[str], bool]) -> None:
        """End what only those wanted who are gone, and have been for ``GRACE_S``; best called each second."""
        with self._changed:
            now = self._clock()
            for job in list(self._jobs.values()):
                for owner, seen in list(job.owners.items()):
                    if alive(owner):
                        job.owners[owner] = now
                    elif now - seen > GRACE_S:
                        self._leave(job, owner)

    def close(self) -> None:
        """End everything."""
        with self._changed:
            self._closed = True
            for job in list(self._jobs.values()):
                self._drop(job)
            self._changed.notify_all()

    # ---------------------------------------------------------------- within

    def _waiting(self) -> list[Job]:
        return [it for it in self._jobs.values() if it.began is None and not it.done]

    def _running(self, form: str | None = None) -> list[Job]:
        found = [it for it in self._jobs.values() if it.began is not None and not it.done]
        return [it for it in found if form in (None, it.order.form)]

    def _leave(self, job: Job, owner: str) -> None:
        job.owners.pop(owner, None)
        if not job.owners:
            self._drop(job)

    def _drop(self, job: Job) -> None:
        if self._jobs.get(job.order) is job:
            del self._jobs[job.order]
        job.progress.cancel()
        if job.worker is not None:
            job.worker.end()

    def _serve(self) -> None:
        """Work off the queue with one process, and end once nothing has come for a while."""
        worker: Worker | None = None
        try:
            while (job := self._next()) is not None:
                if worker is not None and not worker.runs:
                    worker.put_away()
                    worker = None
                try:
                    worker = worker or Worker()
                except OSError as error:
                    self._end(job, ControlAtlasError(f"no process can be started: {error.strerror}"))
                    continue
                if not self._make(job, worker):
                    worker.put_away()
                    worker = None
        except BaseException:
            with self._changed:
                self._serving -= 1
            raise
        finally:
            if worker is not None:
                worker.put_away()

    def _next(self) -> Job | None:
        """The work that is next, as soon as there is one; ``None`` if there is none for long, which ends this server."""
        with self._changed:
            end = time.monotonic() + IDLE_S
            self._idle += 1
            try:
                while not (waiting := self._waiting()) and not self._closed:
                    if not self._changed.wait(end - time.monotonic()) and not self._waiting():
                        break
                waiting = self._waiting()
                if not waiting or self._closed:
                    self._serving -= 1
                    return None
                waiting[0].began = self._clock()
                return waiting[0]
            finally:
                self._idle -= 1

    def _make(self, job: Job, worker: Worker) -> bool:
        """Have a process make it; whether the process can do more."""
        with self._changed:
            if job.progress.cancelled:
                return True
            job.worker = worker
        outcome: Made | Refused | Unfit | None = None
        try:
            for answer in worker.work(job.order):
                if not isinstance(answer, Share):
                    outcome = answer
                    break
                with self._changed:
                    if not job.progress.cancelled:
                        job.progress.at(answer.done)
        finally:
            match outcome:
                case Made():
                    self._end(job, None, outcome.content)
                case Refused():
                    self._end(job, ExportError(outcome.problems))
                case Unfit():
                    self._end(job, ImportProblemsError(outcome.problems))
                case None:
                    self._end(job, LostError(worker.killed))
        return outcome is not None and worker.runs

    def _end(self, job: Job, trouble: ControlAtlasError | None, made: bytes | None = None) -> None:
        with self._changed:
            job.worker = None
            if job.progress.cancelled:
                return
            job.trouble, job.made = trouble, made
            if made is not None:
                self._learn(job)
                self._forget_oldest()

    def _learn(self, job: Job) -> None:
        """How long this took tells how long the next of its form will."""
        assert job.began is not None
        took = (self._clock() - job.began) / job.order.effort
        known = self._pace.get(job.order.form, took)
        self._pace[job.order.form] = (known + took) / 2

    def _expected(self, job: Job) -> float | None:
        """How many seconds a work takes from now on; ``None`` while that is not known."""
        if job.progress.left is not None:
            return job.progress.left
        pace = self._pace.get(job.order.form)
        if pace is None:
            pace = next((it for it in map(_pace_now, self._running(job.order.form)) if it is not None), None)
        return None if pace is None else pace * job.order.effort

    def _forget_oldest(self) -> None:
        kept = [it for it in self._jobs.values() if it.made is not None]
        while len(kept) > 1 and sum(len(it.made or b"") for it in kept) > MOST_BYTES:
            self._drop(kept.pop(0))


def _pace_now(job: Job) -> float | None:
    """How long a unit of effort takes in a work that is being made."""
    left = job.progress.left
    return None if left is None else left / max(0.01, 1 - job.progress.share) / job.order.effort
