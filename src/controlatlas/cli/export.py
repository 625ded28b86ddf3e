"""The command ``export``: pictures, clips, web pages and data, the same as those of the page Export."""

from __future__ import annotations

import argparse
import functools
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..history.search import describe, find_extent, find_place
from ..load.public_address import public_address, published_site
from ..records.dates import parse_day
from ..records.errors import ControlAtlasError, ExportError
from ..records.model import Dataset, Lens
from .dataset import named_dataset
from .progress import Bar

if TYPE_CHECKING:
    from ..picture.shots import Pace
    from ..picture.spec import PictureSpec

FORM_IDS = ("png", "svg", "pdf", "gif", "mp4", "html", "geojson", "csv", "zip")
"""The forms, as ``export.formats.FORMS`` has them; named here so that ``--help`` loads no drawing."""

WORKBOOK = "xlsx"
"""The whole dataset as a workbook: no form of a view, so it is none of the others."""

_EPILOG = """examples:
  controlatlas export png --on 2020-11-10 --size 1200x675 --lang en -o map.png
  controlatlas export png --from 2020-09-26 --to 2020-11-10 --as difference -o changed.png
  controlatlas export mp4 --from 2020-09-27 --to 2020-11-10 -o war.mp4
  controlatlas export csv --from 2023-09-19 --to 2023-10-01 -o changes.csv
"""


def add_export(commands: Any, parents: list[argparse.ArgumentParser]) -> None:
    """Add the command to the others."""
    text = "Take away a picture, a clip, a web page or data of a day, or of two days."
    sub = commands.add_parser(
        "export",
        help=text,
        description=text,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=parents,
    )
    sub.set_defaults(run=run)
    forms = (*FORM_IDS, WORKBOOK)
    sub.add_argument(
        "form",
        choices=forms,
        metavar="FORM",
        help=f"one of {', '.join(forms)}; xlsx is the whole dataset as a workbook, to be edited and imported again",
    )
    sub.add_argument("--on", metavar="DATE", help="the day, YYYY-MM-DD (default: the dataset's own choice)")
    sub.add_argument(
        "--from", dest="start", metavar="DATE", help="the earlier of two days, or the first of a clip"
    )
    sub.add_argument("--to", dest="end", metavar="DATE", help="the later of two days, or the last of a clip")
    sub.add_argument(
        "--as",
        dest="kind",
        choices=("pair", "difference"),
        help="how two days are shown: beside each other, or what changed (default: beside each other; "
        "a web page plays from the one to the other)",
    )
    sub.add_argument(
        "--extent",
        metavar="WHERE",
        help="whole, changes (what changes on the day or between the days), the name of a group or place, or "
        "LATITUDE,LONGITUDE,ZOOM (default: whole; of a difference what changes)",
    )
    sub.add_argument(
        "--size",
        metavar="SIZE",
        help="as 1200x675, 176x120mm, a4, a3, column-85, phone (default: 1200x675; clips 1280x720)",
    )
    sub.add_argument("--times", type=int, metavar="N", help="1, 2 or 3 times as fine (default: 1)")
    sub.add_argument(
        "--lang",
        default="en",
        help="language of the words: en, az, hy or ru; of another one that the dataset has, its texts, with English words "
        "(default: %(default)s)",
    )
    sub.add_argument(
        "--names",
        default="both",
        help="names of places: both, or a language of the dataset (default: %(default)s)",
    )
    sub.add_argument("--layers", metavar="IDS", help="layers to draw, separated by commas (default: all)")
    sub.add_argument("--labels", default="some", help="none, few, some or many names (default: %(default)s)")
    sub.add_argument("--mark", metavar="NAME", help="outline this place or group")
    sub.add_argument("--title", help="a title of your own")
    sub.add_argument("--subtitle", help="a line under the date")
    sub.add_argument("--credit", help="who made the picture (default: Control Atlas)")
    sub.add_argument("--theme", default="light", help="light or dark (default: %(default)s)")
    sub.add_argument("--tone", default="colour", help="colour or grey (default: %(default)s)")
    sub.add_argument(
        "--legend",
        metavar="HOW",
        help="none, short (what each sign is called) or full (also what it means, where there is room) (default: short)",
    )
    sub.add_argument(
        "--letters",
        metavar="HOW",
        help="letters of an SVG: outlines, which look the same in every program, or text, with the fonts in the file, "
        "which can be edited and copied (default: outlines)",
    )
    clip = sub.add_argument_group("clips")
    clip.add_argument("--fps", type=int, metavar="N", help="pictures a second (default: 12)")
    clip.add_argument("--day-seconds", type=float, metavar="S", help="for a plain day (default: 0.25)")
    clip.add_argument(
        "--change-seconds",
        type=float,
        metavar="S",
        help="for a day with a change (default: 1.6)",
    )
    clip.add_argument("--hold", type=float, metavar="S", help="more for the last day (default: 3)")
    clip.add_argument("--only-changes", action="store_true", help="leave out the days without a change")
    sub.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="where to write; - is standard output (default: a name made of the days)",
    )
    sub.add_argument("--force", action="store_true", help="replace a file that is there already")


def run(args: argparse.Namespace) -> int:
    """Make the file; nothing is written unless all of it was made."""
    if args.form == WORKBOOK:
        return _workbook(args)
    from ..export.formats import FORMS, check_ending, check_path, fitted_to_form, make, write
    from ..export.metadata import description_of, file_name
    from ..export.progress import Progress
    from ..language.captions import outside_in_words
    from ..language.catalogue import translator
    from ..picture.spec import in_other_letters

    dataset = named_dataset(args.dataset)
    spec = fitted_to_form(_spec(dataset, args), args.form)
    path = None if args.output == "-" else _path(args.output, file_name(dataset, spec, args.form))
    if path is not None:
        check_path(path, force=args.force)
        check_ending(path, args.form)
    if isinstance(spec.extent, str) and args.extent != spec.extent:
        print(f"extent: {describe(dataset, spec.extent)}", file=sys.stderr)
    if FORMS[args.form].drawn and (warning := in_other_letters(spec, dataset, translator("en"))):
        print(f"controlatlas: {warning}", file=sys.stderr)
    bar = Bar()
    content = make(dataset, spec, args.form, Progress(functools.partial(bar.show, args.form)))
    bar.end()
    outside = outside_in_words(description_of(dataset, spec, args.form).view, translator("en"))
    if outside:
        print(f"warning: {outside} To show what changed: --extent changes", file=sys.stderr)
    if path is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        write(path, content, force=args.force)
        print(f"{path}: {len(content):,} bytes", file=sys.stderr)
    return 0


def _path(output: str | None, usual: str) -> Path:
    """Where to write; raise ``ExportError`` if that names no file."""
    if output is None:
        return Path(usual)
    if output.endswith(("/", os.sep)):
        raise ExportError([f"{output[:200]} is a folder; name a file in it"])
    return Path(output)


def _spec(dataset: Dataset, args: argparse.Namespace) -> PictureSpec:
    """What the call asks for; raise ``ExportError`` with everything that cannot be read."""
    from ..language.captions import PictureKind
    from ..language.terms import MAP_LAYERS
    from ..picture.size import read_size
    from ..picture.spec import PictureSpec
    from ..picture.svg import LETTERS

    problems: list[str] = []

    def read(what: Any, *values: Any) -> Any:
        try:
            return what(*values)
        except ControlAtlasError as error:
            problems.append(str(error))
            return None

    if args.on and (args.start or args.end):
        problems.append("--on is for one day, --from and --to for two: give one or the other")
    problems += _idle(args)
    if args.start and not args.end:
        problems.append("--from also needs --to")
    last = args.end or args.on
    day = (read(parse_day, last) if last else None) or dataset.default_day
    earlier = read(parse_day, args.start) if args.start else None
    if args.end and not args.start:
        earlier = dataset.start
    moves = args.form in ("gif", "mp4")
    size = read(
        read_size, args.size or ("1280x720" if moves else "1200x675"), 1 if args.times is None else args.times
    )
    extent = read(_extent, dataset, args.extent) if args.extent is not None else None
    home, site = read(public_address), read(published_site)
    marked = read(find_place, dataset, args.mark) if args.mark else None
    if problems:
        raise ExportError(problems)
    kind = PictureKind.DAY
    if earlier is not None:
        plays = moves or (args.form == "html" and args.kind is None)
        kind = PictureKind.CLIP if plays else PictureKind(args.kind or "pair")
    return PictureSpec(
        day=day,
        kind=kind,
        earlier=earlier,
        extent=extent,
        size=size,
        language=args.lang,
        names=args.names,
        lens=Lens(args.lens),
        layers=frozenset(args.layers.split(",")) if args.layers else frozenset(MAP_LAYERS),
        labels=args.labels,
        marked=marked,
        title=args.title,
        subtitle=args.subtitle,
        credit=args.credit,
        theme=args.theme,
        tone=args.tone,
        letters=args.letters or LETTERS[0],
        legend=args.legend or "short",
        pace=_pace(args),
        home=home,
        site=site,
    )


def _workbook(args: argparse.Namespace) -> int:
    """Write the workbook of a dataset."""
    from ..importing.files import read_files
    from ..importing.workbook import write_workbook
    from ..load.find import find_dataset

    folder = find_dataset(args.dataset)
    path = Path(args.output or f"{folder.resolve().name}.xlsx")
    if path.suffix.lower() != ".xlsx":
        raise ExportError([f"{path} does not end as a workbook does; call it {path.with_suffix('.xlsx')}"])
    if path.exists() and not args.force:
        raise ExportError([f"{path} is there already; choose another name, or replace it with --force"])
    write_workbook(read_files(folder), path)
    print(f"{path}: {path.stat().st_size:,} bytes", file=sys.stderr)
    return 0


_CLIPS = ("gif", "mp4")
_STILLS = ("png", "svg", "pdf", "html", "zip")
_DRAWN = ("png", "svg", "pdf", "gif", "mp4", "zip")
_ONLY_FOR: dict[str, tuple[tuple[str, ...], str]] = {
    "--as": (_STILLS, "a clip plays each day, and a table has each change between two days"),
    "--size": (_DRAWN, "nothing else is drawn in a size"),
    "--times": (_DRAWN, "nothing else is drawn in a size"),
    "--legend": (_DRAWN, "nothing else has a legend to choose"),
    "--letters": (("svg", "zip"), "only a drawing that can be edited has letters"),
    "--fps": (_CLIPS, "nothing else has a pace"),
    "--day-seconds": (_CLIPS, "nothing else has a pace"),
    "--change-seconds": (_CLIPS, "nothing else has a pace"),
    "--hold": (_CLIPS, "nothing else has a pace"),
    "--only-changes": (_CLIPS, "nothing else has a pace"),
}
"""Which forms an option is for, and why no others."""


def _pace(args: argparse.Namespace) -> Pace:
    """The pace of a clip: the usual one where the call says no other."""
    from ..picture.shots import USUAL

    said = {"fps": args.fps, "day": args.day_seconds, "change": args.change_seconds, "hold": args.hold}
    return replace(USUAL, skip=args.only_changes, **{name: it for name, it in said.items() if it is not None})


def _idle(args: argparse.Namespace) -> list[str]:
    """The options of a call that would do nothing, each with the reason."""
    found = [
        f"{option} is for {', '.join(forms)}: {why}; leave it out"
        for option, (forms, why) in _ONLY_FOR.items()
        if _given(args, option) and args.form not in forms
    ]
    if args.kind and args.form in _STILLS and not (args.start or args.end):
        found.append("--as is for two days; also give --from and --to")
    return found


def _given(args: argparse.Namespace, option: str) -> bool:
    name = "kind" if option == "--as" else option.removeprefix("--").replace("-", "_")
    return getattr(args, name) not in (None, False)


def _extent(dataset: Dataset, text: str) -> str | tuple[float, float, float]:
    """The extent that a text names; raise an error of the family if it names none."""
    if text in ("whole", "changes"):
        return text
    parts = text.split(",")
    if len(parts) == 3:
        try:
            latitude, longitude, zoom = (float(part) for part in parts)
        except ValueError:
            raise ExportError(
                [f"{text!r} is no position; write LATITUDE,LONGITUDE,ZOOM, as in 39.75,46.75,10"]
            ) from None
        return latitude, longitude, zoom
    return find_extent(dataset, text)
