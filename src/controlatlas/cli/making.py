"""The commands that make a dataset and show it: ``init`` and ``view``."""

from __future__ import annotations

import argparse
import os
import pathlib
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from ..importing.files import save
from ..importing.template import TEMPLATES, template
from ..load import load_dataset
from ..load.find import VARIABLE, find_dataset
from ..records.errors import ControlAtlasError, ImportProblemsError, Problem
from ..records.model import Dataset

ROOT = pathlib.Path(__file__).resolve().parents[3]
"""The folder of the program, with ``app.py``."""


def add_making(commands: Any) -> None:
    """Add the commands to the others."""
    text = "Begin a dataset: a folder that has no problems and can be looked at with `view` at once."
    sub = commands.add_parser("init", help=text, description=text, allow_abbrev=False)
    sub.set_defaults(run=_init)
    sub.add_argument("folder", type=pathlib.Path, metavar="FOLDER", help="a new folder; its name is the id")
    sub.add_argument(
        "--from",
        dest="kind",
        choices=TEMPLATES,
        default=TEMPLATES[0],
        help="example: an invented island with each kind of file; blank: two halves to draw over "
        "(default: %(default)s)",
    )
    sub.add_argument("--title", help="title of the dataset (default: made of the folder's name)")
    sub.add_argument("--bounds", metavar="S,W,N,E", help="blank: the part of the earth to map, in degrees")

    sub.add_argument(
        "--workbook",
        action="store_true",
        help="also put a workbook of it into the folder, to be edited and read with `import events`",
    )
    sub.add_argument(
        "--force", action="store_true", help="replace the files of a folder that is there already"
    )

    text = "Look at a dataset: check it, start the app with it, and open a browser."
    sub = commands.add_parser("view", help=text, description=text, allow_abbrev=False)
    sub.set_defaults(run=_view)
    sub.add_argument("folder", metavar="FOLDER", help="folder or id of the dataset")
    sub.add_argument(
        "--port", type=int, metavar="N", help="port of the app (default: the first that is free)"
    )
    sub.add_argument("--no-browser", action="store_true", help="only start the app; open no browser")


def _init(args: argparse.Namespace) -> int:
    if args.bounds and args.kind != "blank":
        raise ImportProblemsError(
            [Problem("--bounds", "", "", "is for --from blank: the example stays where it is")]
        )
    name = args.folder.resolve().name
    files = template(name, args.kind, title=args.title, bounds=args.bounds)
    dataset = save(files, args.folder, force=args.force)
    if args.workbook:
        from ..importing.workbook import write_workbook

        book = args.folder / f"{name}.xlsx"
        write_workbook(files, book)
        print(f"{book}: edit it, then: controlatlas import events {book} -o {args.folder} --force")
    print(made(args.folder, dataset))
    return 0


def made(folder: pathlib.Path, dataset: Dataset) -> str:
    """What was made, and how to go on."""
    counts = f"{len(dataset.cells())} cells, {len(dataset.places) - len(dataset.cells())} other places"
    return (
        f"{folder}: {counts}, {len(dataset.events)} events, {len(dataset.sources)} sources; no problems.\n"
        f"Look at it: controlatlas view {folder}"
    )


def _view(args: argparse.Namespace) -> int:
    folder = find_dataset(args.folder).resolve()
    load_dataset(folder)
    command, environment = call_of(folder, args.port, args.no_browser)
    try:
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    except KeyboardInterrupt:
        return 0


def call_of(
    folder: pathlib.Path, port: int | None = None, no_browser: bool = False
) -> tuple[list[str], Mapping[str, str]]:
    """The call that starts the app, and its environment, in which this dataset is the only one."""
    app = ROOT / "app.py"
    if not app.is_file():
        raise ControlAtlasError(
            f"{app} is not there: the app is not installed with the library; run from a copy of the repository"
        )
    command = [sys.executable, "-m", "streamlit", "run", str(app)]
    command += ["--server.port", str(port)] if port else []
    command += ["--server.headless", "true"] if no_browser else []
    return command, {**os.environ, VARIABLE: str(folder)}
