"""The process that makes files for the app: it takes one order after another, and ends when nobody is there to give any.

Orders come by standard input and answers go by standard output, pickled one after another. It keeps no file. That its
owner is gone, even killed in an instant, it knows from the end of standard input, on which a thread listens all the time.
"""

from __future__ import annotations

import contextlib
import os
import pathlib
import pickle
import queue
import signal
import sys
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn

from ..disk.whole import take_away

if TYPE_CHECKING:
    from ..records.model import Dataset
    from .order import Answer, AnyOrder, Order
    from .own_map import Importer, LookOrder, MapOrder

PATIENT = 3
"""How much this process steps back (as ``nice`` counts) for those that open pages."""

LARGEST = 256_000_000
"""How many bytes a file made here can have."""

_EVERY_S = 0.1
"""How often it says how far it is, in seconds."""


def main() -> None:
    """Take orders until their giver is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the owner, whose end is the end of this
    if hasattr(os, "nice"):
        os.nice(PATIENT)
    sys.excepthook = _fail
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    orders: queue.SimpleQueue[AnyOrder] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, orders), daemon=True).start()
    desk = _Desk(answers)
    while True:
        desk.serve(orders.get())


def _fail(*error: Any) -> None:
    """Say what went wrong, and end without waiting for the thread that listens."""
    sys.__excepthook__(*error)
    sys.stderr.flush()
    _leave(1)


def _listen(source: BinaryIO, orders: queue.SimpleQueue[AnyOrder]) -> None:
    """Take orders in; when no more can come, end the process, whatever it is in the middle of."""
    try:
        while True:
            orders.put(pickle.load(source))
    except (EOFError, OSError, pickle.UnpicklingError):
        pass
    finally:
        _leave(0)


def _leave(status: int) -> NoReturn:
    """End at once, whatever is being done; of files that were sent nothing stays."""
    take_away(os.getpid())
    os._exit(status)


class _Desk:
    """Makes what is ordered, with the dataset of the last order still at hand."""

    def __init__(self, answers: BinaryIO) -> None:
        self._answers = answers
        self._open: tuple[pathlib.Path, str, Dataset] | None = None
        self._said = 0.0
        self._speaking = threading.Lock()
        self._importer: Importer | None = None

    def serve(self, order: AnyOrder) -> None:
        """Work on one order, and say how far it is meanwhile."""
        from .order import Order

        if isinstance(order, Order):
            self._draw(order)
        else:
            self._import(order)

    def _import(self, order: LookOrder | MapOrder) -> None:
        """Look at files that were sent, or make a map of them, within bounds of time and memory."""
        from ..records.errors import ControlAtlasError, DatasetError, ImportProblemsError, Problem
        from .order import Made, Unfit
        from .own_map import LONGEST_S, Importer, as_bytes

        self._importer = self._importer or Importer()
        late = threading.Timer(LONGEST_S, self._too_long)
        late.daemon = True
        late.start()
        try:
            with _little_memory():
                answer = Made(as_bytes(self._importer.work(order, self._share)))
        except (DatasetError, ImportProblemsError) as error:
            self._answer(Unfit(error.problems))
        except ControlAtlasError as error:
            self._answer(Unfit((Problem("", "", "", str(error)),)))
        except (MemoryError, RecursionError):
            message = "needs more memory than a page may take; send less, or use the command line"
            self._answer(Unfit((Problem("", "", "", message),)))
        else:
            self._answer(answer)
        finally:
            late.cancel()

    def _too_long(self) -> None:
        from ..records.errors import Problem
        from .order import Unfit
        from .own_map import LONGEST_S

        message = f"takes longer than {LONGEST_S / 60:.0f} minutes; send less, or use the command line"
        self._answer(Unfit((Problem("", "", "", message),)))
        _leave(0)

    def _draw(self, order: Order) -> None:
        """Make one file, and say how far it is meanwhile."""
        from ..export.formats import make
        from ..export.progress import Progress
        from ..language.catalogue import translator
        from ..records.errors import ControlAtlasError, ExportError
        from .order import Made, Refused

        try:
            content = make(self._dataset(order), order.spec, order.form, Progress(self._share))
            if len(content) > LARGEST:
                t = translator(order.spec.language)
                most, size = t.number(LARGEST / 1e6, 0), t.number(len(content) / 1e6, 0)
                raise ExportError(
                    [
                        t(
                            "The file has {size} MB; at most {most} MB are possible. Choose a smaller size or a shorter "
                            "range.",
                            size=size,
                            most=most,
                        )
                    ]
                )
        except ExportError as error:
            self._answer(Refused(error.problems))
        except ControlAtlasError as error:
            self._answer(Refused((str(error),)))
        else:
            self._answer(Made(content))

    def _dataset(self, order: Order) -> Dataset:
        """The dataset as it stood when the order was given; raise ``ExportError`` if its files have changed since."""
        from ..language.catalogue import translator
        from ..load import load_dataset
        from ..load.stamp import stamp_of
        from ..records.errors import ExportError

        if self._open is None or self._open[:2] != (order.folder, order.stamp):
            self._open = None
            dataset = load_dataset(order.folder)
            if stamp_of(order.folder) != order.stamp:
                t = translator(order.spec.language)
                raise ExportError([t("The dataset has changed in the meantime. Make it again.")])
            self._open = order.folder, order.stamp, dataset
        return self._open[2]

    def _share(self, done: float) -> None:
        from .order import Share

        if time.monotonic() - self._said >= _EVERY_S:
            self._said = time.monotonic()
            self._answer(Share(done))

    def _answer(self, answer: Answer) -> None:
        try:
            with self._speaking:
                pickle.dump(answer, self._answers, protocol=pickle.HIGHEST_PROTOCOL)
                self._answers.flush()
        except OSError:
            _leave(0)  # nobody is there to hear it


@contextlib.contextmanager
def _little_memory() -> Iterator[None]:
    """Bound the memory of this process for a while, where the system can see to it."""
    from .own_map import MOST_MEMORY

    try:
        import resource
    except ImportError:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY if hard < 0 else min(MOST_MEMORY, hard), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


if __name__ == "__main__":
    main()
