"""How long exports take and how large they are.

    python tests/bench/bench_export.py [--quick]

Times are those of ``export.formats.make`` in this process: the first one cold, with the fonts and libraries loaded by it,
then the median of others of other days, as a reader makes them who goes on choosing. ``--quick`` leaves out the clips.
"""

from __future__ import annotations

import argparse
import datetime as dt
import statistics
import time

from controlatlas import load_dataset
from controlatlas.export.formats import make
from controlatlas.language.captions import PictureKind
from controlatlas.picture.size import read_size
from controlatlas.picture.spec import PictureSpec

FIRST, LAST = dt.date(2020, 9, 27), dt.date(2020, 11, 10)
STILL = ("png", "svg", "pdf", "html", "geojson", "csv", "zip")


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="leave out the clips")
    args = parser.parse_args()
    dataset = load_dataset()
    days = [LAST - dt.timedelta(7 * n) for n in range(6)]
    print(f"{'what':32} {'first, s':>9} {'then, s':>9} {'kB':>8}")
    for form in STILL:
        times, size = [], 0
        for day in days:
            began = time.perf_counter()
            size = len(make(dataset, PictureSpec(day), form))
            times.append(time.perf_counter() - began)
        row = (
            f"{form + ', 1200x675':32} {times[0]:9.2f} {statistics.median(times[1:]):9.2f} {size / 1000:8.0f}"
        )
        print(row)
    for name in () if args.quick else ("1280x720", "1920x1080", "1080x1920"):
        spec = PictureSpec(LAST, kind=PictureKind.CLIP, earlier=FIRST, size=read_size(name))
        began = time.perf_counter()
        size = len(make(dataset, spec, "mp4"))
        print(f"{'mp4, 44 days, ' + name:32} {time.perf_counter() - began:9.2f} {'':9} {size / 1000:8.0f}")
    if not args.quick:
        spec = PictureSpec(LAST, kind=PictureKind.CLIP, earlier=FIRST, size=read_size("800x450"))
        began = time.perf_counter()
        size = len(make(dataset, spec, "gif"))
        print(f"{'gif, 44 days, 800x450':32} {time.perf_counter() - began:9.2f} {'':9} {size / 1000:8.0f}")


if __name__ == "__main__":
    main()
