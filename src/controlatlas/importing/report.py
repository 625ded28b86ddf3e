"""What an import found and did, in sentences that whoever shows them can say in another language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..language.catalogue import mark
from ..language.positions import position_said
from ..records.errors import Figure, InARow, Said
from .maps import Imported
from .snapshots import areas_on

GAPS_NAMED = 5
EMPTY_NAMED = 5
ACTORS_NAMED = 6


def report_lines(imported: Imported) -> Iterator[Said]:
    """What was read, what was mended, how exact the result is, and who has how much on the first and the last day."""
    made, report = imported.mosaic, imported.mosaic.report
    yield Said(
        mark(
            "{days} days from {first} to {last}, {differing} of them with a map that differs; "
            "{faces} faces became {cells} cells."
        ),
        days=Figure(len(made.days)),
        first=str(made.days[0]),
        last=str(made.days[-1]),
        differing=Figure(len(imported.files["events.json"])),
        faces=Figure(report.faces),
        cells=Figure(len(made.cells)),
    )
    yield from _mended(imported)
    if report.tolerance:
        yield Said(
            mark("Lines were simplified (tolerance {degrees} degrees) to about {kb} kB."),
            degrees=Figure(report.tolerance, 6),
            kb=Figure(report.size // 1000),
        )
    share = Figure(report.error, 4, percent=True)
    if report.error_of:
        actor, day = report.error_of
        yield Said(
            mark("Areas differ from what was given by at most {share} ({actor}, {day})."),
            share=share,
            actor=imported.actors.get(actor, actor),
            day=str(day),
        )
    else:
        yield Said(mark("Areas differ from what was given by at most {share}."), share=share)
    for day in dict.fromkeys((made.days[0], made.days[-1])):
        areas = sorted(areas_on(made, day).items(), key=lambda it: -it[1])
        named = [
            Said(mark("{actor} {km2} km²"), actor=imported.actors.get(key, key), km2=Figure(km2, 1))
            for key, km2 in areas[:ACTORS_NAMED]
        ]
        more = len(areas) - ACTORS_NAMED
        named += [Said(mark("{n} others"), n=Figure(more))] if more > 0 else []
        yield Said(mark("{day}: {areas}."), day=str(day), areas=InARow(tuple(named)))


def _mended(imported: Imported) -> Iterator[Said]:
    """What was not as it should be in what was given, and what was done about it."""
    report = imported.mosaic.report
    if report.invalid:
        yield Said(mark("{n} shapes were not valid and were made so."), n=Figure(report.invalid))
    if report.empty:
        yield Said(
            mark(
                "Nothing at all is drawn in {files}: taken for a map that is missing, so the one before goes on."
            ),
            files=_in_a_row(report.empty),
        )
    if report.nobody:
        yield Said(
            mark("Nothing at all is drawn on {days}: nobody was anywhere on that day, as you said."),
            days=_in_a_row(report.nobody),
        )
    if report.overlap_km2:
        yield Said(
            mark(
                "Where several are drawn at once, the one drawn there last has it: up to {km2} km², on {day}."
            ),
            km2=Figure(report.overlap_km2, 1),
            day=str(report.overlap_day),
        )
    if report.slivers:
        yield Said(
            mark("{n} slivers, {km2} km² together, went to a neighbour."),
            n=Figure(report.slivers),
            km2=Figure(report.slivers_km2, 3),
        )
    gaps = sorted(report.gaps, reverse=True)
    for km2, x, y, filled in gaps[:GAPS_NAMED]:
        if filled:
            said = mark(
                "Nobody is drawn in {km2} km² near {latitude}, {longitude}, with land of others all around."
            )
        else:
            said = mark(
                "Nobody is drawn in {km2} km² near {latitude}, {longitude}, with land of others all around; "
                "it is left out."
            )
        latitude, longitude = position_said(y, x)
        yield Said(said, km2=Figure(km2, 1), latitude=latitude, longitude=longitude)
    if len(gaps) > GAPS_NAMED:
        rest = gaps[GAPS_NAMED:]
        yield Said(
            mark("So it is in {n} smaller gaps, {km2} km² together."),
            n=Figure(len(rest)),
            km2=Figure(sum(it[0] for it in rest), 1),
        )


def _in_a_row(names: Sequence[str]) -> InARow:
    """The first of the names, and how many more there are."""
    more = len(names) - EMPTY_NAMED
    others = [Said(mark("{n} others"), n=Figure(more))] if more > 0 else []
    return InARow((*names[:EMPTY_NAMED], *others))
