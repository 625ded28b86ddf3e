"""The command ``import``: what people have becomes a dataset."""

from __future__ import annotations

import argparse
import datetime as dt
import pathlib
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from ..importing.recipe import EMPTY, MISSING, NOBODY, ORDERS
from ..records.dates import parse_day
from ..records.errors import ImportProblemsError, Problem
from .making import made
from .progress import Bar

if TYPE_CHECKING:
    from ..importing.build import Origin, Surroundings
    from ..importing.layers import Reading
    from ..importing.maps import Imported

BUDGET_KB = 1000


def add_import(commands: Any) -> None:
    """Add the command, with a command of its own for each kind of input, to the others."""
    text = "Make a dataset of maps, points or tables that you have."
    sub = commands.add_parser("import", help=text, description=text)
    kinds = sub.add_subparsers(dest="kind", required=True, metavar="KIND")
    _add_snapshots(kinds)
    _add_periods(kinds)
    _add_points(kinds)
    _add_events(kinds)


def add_add(commands: Any) -> None:
    """Add the command ``add`` to the others."""
    text = "Add one more day to a dataset of daily maps: only cells that it cuts are split, and ids stay."
    sub = commands.add_parser("add", help=text, description=text)
    sub.set_defaults(run=_add)
    sub.add_argument("folder", type=pathlib.Path, metavar="FOLDER", help="the dataset")
    sub.add_argument("file", type=pathlib.Path, metavar="FILE", help="the map of the day")
    sub.add_argument("--date", metavar="DATE", help="the day (default: as in the name of the file)")
    sub.add_argument(
        "--actor", metavar="NAME", help="whose the polygons are (default: the first of two actors)"
    )
    sub.add_argument("--rest", metavar="NAME", help="who has the rest (default: the second of two actors)")
    _order_options(sub)
    _reading_options(sub)
    _empty_option(sub, "refuse it")
    sub.add_argument("--dry-run", action="store_true", help="only say what would come of it")


def _empty_option(sub: argparse.ArgumentParser, missing: str) -> None:
    sub.add_argument(
        "--empty",
        choices=EMPTY,
        default=MISSING,
        help=f"what a map means on which nothing at all is drawn: `{MISSING}`: there is none of that day, {missing}; "
        f"`{NOBODY}`: nobody is anywhere on it, all is of --rest (default: %(default)s)",
    )


def _add(args: argparse.Namespace) -> int:
    from ..importing.add import AddOptions, add_day
    from ..importing.files import checked, save

    options = AddOptions(_day(args.date), args.actor, args.rest, _reading(args), args.first_comes, args.empty)
    files, said = add_day(args.folder, args.file, options)
    if args.dry_run:
        checked(files, args.folder.resolve().name, args.folder)
    else:
        save(files, args.folder, force=True)
    print(said + (" Nothing was written (--dry-run)." if args.dry_run else ""))
    return 0


def _shared(
    kinds: Any, name: str, text: str, run: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    sub: argparse.ArgumentParser = kinds.add_parser(name, help=text, description=text)
    sub.set_defaults(run=run)
    sub.add_argument(
        "-o",
        "--output",
        type=pathlib.Path,
        required=True,
        metavar="FOLDER",
        help="where the dataset goes; the folder's name is its id",
    )
    sub.add_argument("--title", help="title of the dataset (default: made of the folder's name)")
    sub.add_argument("--dry-run", action="store_true", help="only say what would come of it")
    sub.add_argument(
        "--force", action="store_true", help="replace the files of a folder that is there already"
    )
    return sub


def _order_options(sub: argparse.ArgumentParser) -> None:
    order = sub.add_mutually_exclusive_group()
    for first in ORDERS:
        order.add_argument(
            f"--{first}-first",
            dest="first_comes",
            action="store_const",
            const=first,
            help=f"in days such as 03/04/2022 the {first} comes first (default: as the days show; if they do not, the day, "
            "which is told)",
        )


def _reading_options(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--crs", metavar="CODE", help="projection of files that name none, as in EPSG:32637")
    sub.add_argument("--layer", metavar="NAME", help="which layer is meant, where a file has several")
    sub.add_argument(
        "--encoding", metavar="CODE", help="how texts are written in files that do not say it, as in cp1251"
    )


def _reading(args: argparse.Namespace) -> Reading:
    from ..importing.layers import Reading

    return Reading(args.crs, args.layer, args.encoding)


def _of_maps(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="files, patterns in quotes, or a folder: GeoJSON (also .gz), GeoPackage, Shapefile, KML, FlatGeobuf",
    )
    _origin_options(sub)
    sub.add_argument("--rest", metavar="NAME", help="who has what nobody is drawn to have (default: unknown)")
    sub.add_argument(
        "--outline",
        metavar="FILE",
        help="the land that is mapped: what nobody is drawn to have in it is of --rest",
    )
    _order_options(sub)
    _reading_options(sub)
    sub.add_argument(
        "--grid",
        type=_positive,
        default=1e-5,
        metavar="DEGREES",
        help="positions are snapped to so many degrees (default: 0.00001, about 1 m)",
    )
    sub.add_argument(
        "--sliver",
        type=_positive,
        default=0.01,
        metavar="KM2",
        help="pieces smaller than this go to a neighbour (default: %(default)s)",
    )
    sub.add_argument(
        "--budget",
        type=_positive,
        default=BUDGET_KB,
        metavar="KB",
        help="cells are simplified until they take so many kilobytes (default: %(default)s)",
    )


def _origin_options(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "--source",
        required=True,
        metavar="NAME",
        help="who draws the map: legend, cards and pictures name it",
    )
    sub.add_argument("--url", metavar="ADDRESS", help="where the map stands; {date} in it becomes the day")
    sub.add_argument(
        "--licence", metavar="NAME", help="licence of the map, as in CC-BY-4.0 (default: not stated)"
    )
    sub.add_argument(
        "--color", action="append", default=[], metavar="NAME=#RRGGBB", help="colour of an actor; repeatable"
    )
    sub.add_argument(
        "--base",
        choices=("countries", "land", "none"),
        help="what lies round the land that is mapped, coarse, from Natural Earth: countries with their names, land without "
        "boundaries, or nothing (default: countries from 2012 on, whose boundaries they are, else land)",
    )
    sub.add_argument(
        "--bounds",
        metavar="S,W,N,E",
        help="the part of the earth to show at first, in degrees (default: all that is mapped)",
    )


def _positive(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < 1e9:
        raise argparse.ArgumentTypeError(f"{text!r} is no number above 0")
    return value


def _add_snapshots(kinds: Any) -> None:
    sub = _shared(
        kinds, "snapshots", "Maps of single days: one file for each day, or rows with a date.", _snapshots
    )
    _of_maps(sub)
    sub.add_argument("--actor", metavar="NAME", help="whose all polygons are")
    sub.add_argument(
        "--actor-field", metavar="FIELD", help="column that says whose a polygon is (default: guessed)"
    )
    sub.add_argument(
        "--date-from",
        metavar="name|FIELD",
        help="`name`: the day stands in the name of the file; else a column (default: guessed)",
    )
    _empty_option(sub, "the one before goes on")


def _add_periods(kinds: Any) -> None:
    sub = _shared(
        kinds, "periods", "Polygons with a first and a last day, such as the states of an atlas.", _periods
    )
    _of_maps(sub)
    sub.add_argument("--start", metavar="FIELD", help="column of the first day (default: guessed)")
    sub.add_argument(
        "--end", metavar="FIELD", help="column of the last day; empty is still so (default: guessed)"
    )
    sub.add_argument(
        "--end-is",
        choices=("last", "after"),
        default="last",
        help="whether that day is the last one or the one after it (default: %(default)s)",
    )
    sub.add_argument("--actor", metavar="FIELD", help="column of the actor (default: guessed)")
    sub.add_argument("--name", metavar="FIELD", help="column of the actor's name (default: guessed)")
    sub.add_argument(
        "--fronts",
        choices=("all", "none"),
        default="none",
        help="whether the lines between actors are fronts; `fronts` in datapackage.json says it for each pair of actors and "
        "each time (default: %(default)s)",
    )
    sub.add_argument("--first", metavar="DATE", help="begin on this day (default: the first of all)")
    sub.add_argument("--last", metavar="DATE", help="end on this day (default: the last of all)")


def _add_points(kinds: Any) -> None:
    sub = _shared(
        kinds, "points", "A table of places with their holders: CSV, XLSX, or a layer of points.", _points
    )
    sub.add_argument(
        "file",
        type=pathlib.Path,
        metavar="FILE",
        help="one row for each place, or for each change of its holder",
    )
    _origin_options(sub)
    sub.add_argument("--lat", metavar="FIELD", help="column of the latitude (default: guessed)")
    sub.add_argument("--lon", metavar="FIELD", help="column of the longitude (default: guessed)")
    sub.add_argument("--holder", metavar="FIELD", help="column of the holder (default: guessed)")
    sub.add_argument("--name", metavar="FIELD", help="column of the place's name (default: guessed)")
    sub.add_argument("--date", metavar="FIELD", help="column of the day since when (default: guessed)")
    sub.add_argument(
        "--work",
        metavar="FIELD",
        help="column of the work on which a row rests (default: guessed, as `source`)",
    )
    sub.add_argument(
        "--address", metavar="FIELD", help="column of the address of that work (default: guessed, as `url`)"
    )
    _order_options(sub)
    sub.add_argument(
        "--encoding", metavar="CODE", help="how the table is written if not in UTF-8, as in cp1251"
    )
    sub.add_argument("--first", metavar="DATE", help="first day of all, and the day of rows without one")
    sub.add_argument("--last", metavar="DATE", help="last day of all (default: the last of the table)")


def _add_events(kinds: Any) -> None:
    text = (
        "A workbook with the sheets dataset, actors, places, events, changes, citations, sources and others."
    )
    sub = _shared(kinds, "events", text, _events)
    sub.add_argument(
        "file",
        type=pathlib.Path,
        metavar="FILE.xlsx",
        help="a workbook as `init --workbook` or `export xlsx` makes it",
    )


# ---------------------------------------------------------------- runs


def _snapshots(args: argparse.Namespace) -> int:
    from ..importing.snapshots import SnapshotOptions, import_snapshots

    options = SnapshotOptions(
        **_map_options(args),
        actor=args.actor,
        actor_field=args.actor_field,
        date_from=args.date_from,
        empty=args.empty,
    )
    return _finish(args, lambda watch: import_snapshots(args.files, name_of(args), options, watch))


def _periods(args: argparse.Namespace) -> int:
    from ..importing.periods import PeriodOptions, import_periods

    options = PeriodOptions(
        **_map_options(args),
        start=args.start,
        end=args.end,
        actor=args.actor,
        name=args.name,
        end_is=args.end_is,
        first=_day(args.first),
        last=_day(args.last),
    )
    return _finish(args, lambda watch: import_periods(args.files, name_of(args), options, watch))


def _map_options(args: argparse.Namespace) -> dict[str, Any]:
    """What all imports of maps are told, by the names that ``MapOptions`` has for it."""
    from ..importing.build import colors_of

    return {
        "origin": _origin(args),
        "title": title_of(args),
        "rest": args.rest,
        "outline": args.outline,
        "reading": _reading(args),
        "first_comes": args.first_comes,
        "grid": args.grid,
        "sliver_km2": args.sliver,
        "budget": int(args.budget * 1000),
        "colors": colors_of(args.color),
        "around": _around(args),
        "fronts": getattr(args, "fronts", "all") == "all",
    }


def _around(args: argparse.Namespace) -> Surroundings:
    from ..importing.build import Surroundings
    from ..importing.template import bounds_of

    bounds = bounds_of(args.bounds, across=True) if args.bounds else None
    return Surroundings(args.base, bounds)


def _day(text: str | None) -> dt.date | None:
    return parse_day(text) if text else None


def _points(args: argparse.Namespace) -> int:
    from ..importing.build import colors_of
    from ..importing.points import PointOptions, import_points

    options = PointOptions(
        origin=_origin(args),
        title=title_of(args),
        lat=args.lat,
        lon=args.lon,
        holder=args.holder,
        name=args.name,
        date=args.date,
        work=args.work,
        address=args.address,
        encoding=args.encoding,
        first=_day(args.first),
        last=_day(args.last),
        first_comes=args.first_comes,
        colors=colors_of(args.color),
        around=_around(args),
    )
    imported = import_points(args.file, name_of(args), options)
    return _written(args, imported.files, [*imported.assumed, imported.report])


def _events(args: argparse.Namespace) -> int:
    from ..importing.workbook import read_workbook

    return _written(args, read_workbook(args.file))


def _written(args: argparse.Namespace, files: dict[str, Any], said: Sequence[str] = ()) -> int:
    """Check the files and write them, or only say what would come of it."""
    from ..importing.files import checked, save

    dataset = checked(files, name_of(args)) if args.dry_run else save(files, args.output, force=args.force)
    for line in said:
        print(line)
    if args.dry_run:
        print("Nothing was written (--dry-run).")
    print(made(args.output, dataset))
    return 0


def _origin(args: argparse.Namespace) -> Origin:
    from ..importing.build import Origin

    if args.url and not args.url.startswith(("http://", "https://")):
        raise ImportProblemsError(
            [Problem("--url", "", "", f"{args.url!r} is no address; write it whole, with https://")]
        )
    return Origin(args.source, args.url, args.licence or None)


def name_of(args: argparse.Namespace) -> str:
    """The name of the dataset: that of its folder."""
    return str(args.output.resolve().name)


def title_of(args: argparse.Namespace) -> str:
    """The title asked for, else one made of the name."""
    from ..importing.names import title_of as made_of

    return args.title or made_of(name_of(args))


def _finish(args: argparse.Namespace, run: Callable[[Callable[[str, float], None]], Imported]) -> int:
    from ..importing.files import checked, save
    from ..importing.report import report_lines

    began = time.monotonic()
    bar = Bar()
    imported = run(bar.show)
    bar.show("check", 0.9)
    try:
        if args.dry_run:
            dataset = checked(imported.files, name_of(args))
        else:
            dataset = save(imported.files, args.output, force=args.force)
    finally:
        bar.end()
    for line in (*imported.mosaic.report.assumed, *report_lines(imported)):
        print(line)
    print(f"It took {time.monotonic() - began:.0f} s.")
    print("Nothing was written (--dry-run)." if args.dry_run else made(args.output, dataset))
    return 0
