"""The command line: make and check a dataset, ask who holds what, list what changed, find a place, take away."""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import errno
import json
import os
import pathlib
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from .. import __version__
from ..disk.whole import put
from ..evidence.claims import answers
from ..evidence.links import ADVICE, Links, survey
from ..history.compare import changes_between
from ..history.search import called, find_place, nobody_called, search
from ..history.timeline import control_on
from ..language.catalogue import translator
from ..load import load_dataset
from ..load.find import find_dataset
from ..measure.map_ends import beyond_the_map
from ..records.dates import parse_day
from ..records.errors import ControlAtlasError, DatasetError, ImportProblemsError
from ..records.model import Dataset, Lens
from ..tables.rows import change_row, claim_row, point_in, state_row
from . import listings
from .dataset import language_of, named_dataset
from .export import add_export
from .importing import add_add, add_import
from .making import add_making
from .parser import Parser
from .publish import add_publish

OK, PROBLEMS, USAGE = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 0, 1 if the dataset has problems, 2 if the call is wrong."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    args = _parser().parse_args(_with_southern_positions(sys.argv[1:] if argv is None else argv))
    try:
        status = int(args.run(args))
        sys.stdout.flush()
        return status
    except (DatasetError, ImportProblemsError) as error:
        print(error, file=sys.stderr)
        return PROBLEMS
    except ControlAtlasError as error:
        for line in str(error).splitlines():
            print(f"controlatlas: {line}" if not line.startswith(" ") else line, file=sys.stderr)
        return USAGE
    except BrokenPipeError:
        _say_no_more()
        return OK
    except OSError as error:
        if error.filename is not None:
            name = str(error.filename)[:200]
            print(f"controlatlas: {name} cannot be read or written: {error.strerror}", file=sys.stderr)
            return USAGE
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EIO):
            raise
        _say_no_more()
        print(f"controlatlas: cannot print: {error.strerror}", file=sys.stderr)
        return USAGE


def _say_no_more() -> None:
    """What is still to be printed goes nowhere, so that nothing fails again when the program ends."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _with_southern_positions(argv: Sequence[str]) -> list[str]:
    """The words of a call, with a position that begins with a minus joined to its option, which it would else seem to be."""
    words: list[str] = []
    for word in argv:
        if words and words[-1] == "--extent" and word[:1] == "-" and word.lstrip("-.")[:1].isdecimal():
            words[-1] = f"--extent={word}"
        else:
            words.append(word)
    return words


# ---------------------------------------------------------------- commands


def _check(args: argparse.Namespace) -> int:
    folder = args.dataset if args.folder is None else args.folder
    if folder and ("/" in str(folder) or "\\" in str(folder)):
        folder = pathlib.Path(folder)
    if args.fix:
        _fix(find_dataset(folder), args)
    try:
        dataset = load_dataset(folder)
    except DatasetError as error:
        if args.json:
            _print_json({"ok": False, "problems": [asdict(problem) for problem in error.problems]})
        else:
            print(error)
        return PROBLEMS
    counts = {
        "events": len(dataset.events),
        "sources": len(dataset.sources),
        "places": len(dataset.places),
        "cells": len(dataset.cells()),
    }
    links = survey(dataset) if args.links else None
    if args.json:
        found = {"ok": True, "dataset": dataset.id, "version": dataset.version, **counts, "problems": []}
        _print_json({**found, "links": asdict(links)} if links else found)
    else:
        listed = ", ".join(f"{number} {noun}" for noun, number in counts.items())
        print(f"{dataset.id} {dataset.version}: no problems. {listed}.")
        if beyond := beyond_the_map(dataset):
            print(
                f"{beyond} of its places reach beyond 85 degrees of latitude, where the moving map ends: pictures show them."
            )
        if links:
            _print_links(links)
    return OK


def _fix(folder: pathlib.Path, args: argparse.Namespace) -> None:
    """Mend what can be mended, and say what was done."""
    from ..importing.fix import fix_folder

    done = fix_folder(folder, gap_km2=args.gap)
    if not args.json:
        print("\n".join([*done, ""]) if done else "There is nothing that --fix could mend.")


def _state(args: argparse.Namespace) -> int:
    dataset = named_dataset(args.dataset)
    periods = control_on(dataset, _day(args.on, dataset.end), Lens(args.lens))
    wanted = _wanted(dataset, args.place) if args.place else list(periods)
    language = language_of(dataset, args.lang)
    found = [periods[place] for place in wanted if place in periods]
    if args.json:
        _print_json([state_row(dataset, period, language) for period in found])
    else:
        _print_lines(listings.state(dataset, found, language))
    return OK


def _changes(args: argparse.Namespace) -> int:
    dataset = named_dataset(args.dataset)
    found = changes_between(
        dataset, _day(args.start, dataset.start), _day(args.end, dataset.end), Lens(args.lens)
    )
    language = language_of(dataset, args.lang)
    if args.place:
        wanted = set(_wanted(dataset, args.place))
        found = tuple(transition for transition in found if transition.place in wanted)
    if args.json:
        _print_json([change_row(dataset, transition, language) for transition in found])
    elif not found:
        print(translator(language)("Nothing on the map changed in these days."))
    else:
        _print_lines(listings.changes(dataset, found, language))
    return OK


def _places(args: argparse.Namespace) -> int:
    dataset = named_dataset(args.dataset)
    language = language_of(dataset, args.lang)
    if args.query:
        query = " ".join(args.query)
        ids = [hit.id for hit in search(dataset, query, limit=args.limit)]
        if ids and not called(dataset, query):
            print(nobody_called(dataset, query), file=sys.stderr if args.json else sys.stdout)
    else:
        ids = [*dataset.places, *dataset.groups]
    if args.json:
        _print_json([_place_row(dataset, key) for key in ids])
    elif ids:
        _print_lines(listings.place(dataset, key, language) for key in ids)
    else:
        said = "No place is called “{name}”. Try another spelling or language."
        print(translator(language)(said, name=" ".join(args.query)))
    return OK


def _claims(args: argparse.Namespace) -> int:
    dataset = named_dataset(args.dataset)
    language = language_of(dataset, args.lang)
    found = answers(dataset)
    if args.json:
        _print_json([claim_row(dataset, answer, language) for answer in found])
    elif found:
        _print_lines(listings.claims(dataset, found, language))
    else:
        print(translator(language)("This dataset holds no claims."))
    return OK


def _schemas(args: argparse.Namespace) -> int:
    from ..load.json_schema import schemas

    try:
        args.folder.mkdir(parents=True, exist_ok=True)
        for name, schema in schemas().items():
            text = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
            put(args.folder / f"{name}.schema.json", text.encode())
    except OSError as error:
        print(f"controlatlas: cannot write to {args.folder}: {error.strerror}", file=sys.stderr)
        return USAGE
    print(f"{len(schemas())} schemas in {args.folder}")
    return OK


# ---------------------------------------------------------------- rows


def _place_row(dataset: Dataset, key: str) -> dict[str, Any]:
    place = dataset.places.get(key)
    if place is None:
        group = dataset.groups[key]
        return {
            "id": key,
            "kind": group.kind,
            "names": dict(group.names),
            "places": len(dataset.members[key]),
        }
    point = point_in(place)
    return {
        "id": key,
        "kind": place.kind,
        "names": dict(place.names),
        "other": list(place.other),
        "within": list(place.within),
        "position": None if point is None else list(point),
    }


# ---------------------------------------------------------------- input and output


def _wanted(dataset: Dataset, names: Iterable[str]) -> list[str]:
    """The places that the names stand for, in the order given; a group stands for all places in it."""
    keys = (find_place(dataset, name) for name in names)
    return list(dict.fromkeys(place for key in keys for place in dataset.members.get(key, (key,))))


def _day(text: str | None, default: dt.date) -> dt.date:
    return default if text is None else parse_day(text)


def _count(text: str) -> int:
    """A number of results, at least 1."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of results; give 1 or more")
    return int(text)


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


def _print_links(links: Links) -> None:
    """The hosts with their number of works, then each weak address, then what each weakness means."""
    print()
    hosts = [[host.name, str(host.works), ", ".join(host.weaknesses)] for host in links.hosts]
    _print_lines(listings.table(("host", "works", "weak"), hosts))
    print()
    weak = [[item.weakness, item.record, item.url] for item in links.weak]
    _print_lines(listings.table(("weakness", "record", "address"), weak))
    met = Counter(item.weakness for item in links.weak)
    print(f"\n{len(links.weak)} weak addresses: advice, not problems.")
    for weakness, number in met.items():
        print(f"  {number} {weakness}: {ADVICE[weakness]}")


def _parser() -> Parser:
    parser = Parser(prog="controlatlas", description=__doc__)
    parser.add_argument("--version", action="version", version=f"Control Atlas {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, run: Any, text: str) -> Parser:
        sub = commands.add_parser(name, help=text, description=text)
        sub.set_defaults(run=run)
        return sub

    shared_dataset = Parser(add_help=False)
    shared_dataset.add_argument(
        "--dataset",
        help="folder or id of the dataset (default: the only one in CONTROLATLAS_DATASETS, else the shipped one)",
    )
    shared = Parser(add_help=False, parents=[shared_dataset])
    shared.add_argument("--json", action="store_true", help="print JSON")

    lens = Parser(add_help=False)
    lens.add_argument(
        "--lens",
        choices=[choice.value for choice in Lens],
        default=Lens.CLAIMED.value,
        help="claimed: as claimed; held: only what is held, the rest with its last undisputed holder "
        "(default: %(default)s)",
    )

    def asks(name: str, run: Any, text: str, *more: Parser) -> Parser:
        sub = commands.add_parser(name, help=text, description=text, parents=[shared, *more])
        sub.set_defaults(run=run)
        return sub

    sub = asks("check", _check, "List all problems of a dataset: file, record, field and what to do.")
    sub.add_argument("folder", nargs="?", metavar="FOLDER", help="folder or id of the dataset")
    sub.add_argument(
        "--links",
        action="store_true",
        help="list the hosts of all sources, and weak addresses; advice, which does not change the exit status",
    )
    sub.add_argument(
        "--fix",
        action="store_true",
        help="first mend ids and empty fields as GIS programs write them, shapes that are not valid, edges and small gaps of "
        "cells; says what it did, and keeps a copy of the folder",
    )
    sub.add_argument(
        "--gap",
        type=float,
        default=0.1,
        metavar="KM2",
        help="with --fix: gaps and overlaps smaller than this are mended (default: %(default)s)",
    )
    said = Parser(add_help=False)
    said.add_argument(
        "--lang",
        default="en",
        help="language of the answer, and of names and texts as far as the dataset has them (default: %(default)s)",
    )
    sub = asks("state", _state, "Say who holds what on a day.", lens, said)
    sub.add_argument("--on", metavar="DATE", help="day, YYYY-MM-DD (default: the last day of the dataset)")
    sub.add_argument(
        "--place", action="append", metavar="NAME", help="any name of a place or group; repeatable"
    )
    sub = asks("changes", _changes, "List what changed in a range of days, with citations.", lens, said)
    sub.add_argument(
        "--from", dest="start", metavar="DATE", help="first day, included (default: the first of all)"
    )
    sub.add_argument("--to", dest="end", metavar="DATE", help="last day, included (default: the last of all)")
    sub.add_argument(
        "--place", action="append", metavar="NAME", help="only these places or groups; repeatable"
    )
    sub = asks("places", _places, "Find places and groups by any name, in any script or spelling.", said)
    sub.add_argument("query", nargs="*", metavar="QUERY", help="a name or part of one (default: list all)")
    sub.add_argument(
        "--limit", type=_count, default=20, metavar="N", help="at most so many (default: %(default)s)"
    )
    add_export(commands, [shared_dataset, lens])
    add_publish(commands, [shared_dataset])
    add_making(commands)
    add_import(commands)
    add_add(commands)
    text = "List the claims of published works: verdict, figures as computed, agreement."
    asks("claims", _claims, text, said)
    sub = command("schemas", _schemas, "Write the JSON Schemas of the dataset's files.")
    sub.add_argument("folder", type=pathlib.Path, metavar="FOLDER")
    return parser
