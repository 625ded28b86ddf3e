"""How many page runs a second several processes behind the proxy do, and how long a reader waits for one.

Readers without a browser open page after page, each with a session of its own. Nothing else should run on the machine.
It ends by itself: each line of the table takes as many seconds as are said.

python tests/bench/bench_server.py --processes 1 2 --readers 1 5 20 --seconds 20
"""

from __future__ import annotations

import argparse
import os
import pathlib
import statistics
import sys
import threading
import time
from collections.abc import Callable

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))

from behind_a_proxy import Behind, apps_behind_a_proxy, cookie_from
from visitor import Visitor

PAGES = ("map", "changes", "places", "sources", "map", "compare")
MOST = 4
"""How many processes and minutes are allowed at most, so that a slip of the hand stops no machine."""


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--readers", type=int, nargs="+", default=[1, 5, 20])
    parser.add_argument("--seconds", type=float, default=20)
    args = parser.parse_args()
    if max(args.processes) > MOST or args.seconds > 60 * MOST or max(args.readers) > 200:
        parser.error(f"at most {MOST} processes, 200 readers and {60 * MOST} seconds")
    print(f"{os.cpu_count()} cores")
    print("processes  readers  runs/s  median s  slowest of twenty s")
    for processes in args.processes:
        with apps_behind_a_proxy([{}] * processes) as behind:
            read(behind, 2 * processes, 5)  # what each process loads once
            for readers in args.readers:
                took = read(behind, readers, args.seconds)
                rate, middle = len(took) / args.seconds, statistics.median(took)
                slow = sorted(took)[int(0.95 * (len(took) - 1))]
                print(f"{processes:9}  {readers:7}  {rate:6.1f}  {middle:8.2f}  {slow:19.2f}", flush=True)


def read(behind: Behind, readers: int, seconds: float) -> list[float]:
    """How long each run took that so many readers at once saw within the time."""
    took: list[float] = []
    end = time.perf_counter() + seconds

    def go(_: int) -> None:
        with Visitor(behind.address, cookie_from(behind.address)) as visitor:
            number = 0
            while time.perf_counter() < end:
                start = time.perf_counter()
                visitor.see(PAGES[number % len(PAGES)], "lang=en")
                took.append(time.perf_counter() - start)
                number += 1

    all_at_once(readers, go)
    return took


def all_at_once(readers: int, go: Callable[[int], None]) -> None:
    """Let so many readers go, each with its number, and wait for all of them."""
    threads = [threading.Thread(target=go, args=(number,)) for number in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main()
