"""What an import found and did, in lines to read."""

from __future__ import annotations

from collections.abc import Iterator

from .maps import Imported
from .snapshots import areas_on

GAPS_NAMED = 5
EMPTY_NAMED = 5


def report_lines(imported: Imported) -> Iterator[str]:
    """What was read, what was mended, how exact the result is, and who has how much on the first and the last day."""
    made, report = imported.mosaic, imported.mosaic.report
    differing = len(imported.files["events.json"])
    yield (
        f"{len(made.days)} days from {made.days[0]} to {made.days[-1]}, {differing} of them with a map that differs; "
        f"{report.faces} faces became {len(made.cells)} cells."
    )
    if report.invalid:
        yield f"{report.invalid} shapes were not valid and were made so."
    if report.empty:
        listed = ", ".join(report.empty[:EMPTY_NAMED]) + (
            " and others" if len(report.empty) > EMPTY_NAMED else ""
        )
        yield f"Nothing at all is drawn in {listed}: taken for a map that is missing, so the one before goes on."
    if report.overlap_km2:
        yield (
            f"Where several are drawn at once, the one drawn there last has it: "
            f"up to {report.overlap_km2:,.1f} km2, on {report.overlap_day}."
        )
    if report.slivers:
        yield f"{report.slivers} slivers, {report.slivers_km2:,.3f} km2 together, went to a neighbour."
    gaps = sorted(report.gaps, reverse=True)
    for km2, x, y, filled in gaps[:GAPS_NAMED]:
        done = "" if filled else "; it is left out"
        yield f"Nobody is drawn in {km2:,.1f} km2 near {x:.4f}, {y:.4f}, with land of others all around{done}."
    if len(gaps) > GAPS_NAMED:
        yield f"So it is in {len(gaps) - GAPS_NAMED} smaller gaps, {sum(it[0] for it in gaps[GAPS_NAMED:]):,.1f} km2 together."
    if report.tolerance:
        yield f"Lines were simplified (tolerance {report.tolerance:.6f} degrees) to about {report.size // 1000} kB."
    of = f" ({imported.actors.get(report.error_of[0])}, {report.error_of[1]})" if report.error_of else ""
    yield f"Areas differ from what was given by at most {report.error:.4%}{of}."
    for day in dict.fromkeys((made.days[0], made.days[-1])):
        areas = sorted(areas_on(made, day).items(), key=lambda it: -it[1])
        said = ", ".join(f"{imported.actors.get(key, key)} {km2:,.1f} km2" for key, km2 in areas[:6])
        more = f" and {len(areas) - 6} more" if len(areas) > 6 else ""
        yield f"{day}: {said}{more}."
