"""The commands that make a dataset and show it: ``init``, ``view`` and ``app``."""

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
from ..load.program import program_folder
from ..records.errors import ControlAtlasError, ImportProblemsError, Problem
from ..records.model import Dataset


def add_making(commands: Any) -> None:
    """Add the commands to the others."""
    text = "Begin a dataset: a folder that has no problems and can be looked at with `view` at once."
    sub = commands.add_parser("init", help=text, description=text)
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
    view = commands.add_parser("view", help=text, description=text)
    view.add_argument("folder", metavar="FOLDER", help="folder or id of the dataset")

    text = "Open the app with the shipped dataset, with those of CONTROLATLAS_DATASETS, or with one that is named."
    app = commands.add_parser("app", help=text, description=text)
    app.add_argument(
        "folder",
        nargs="?",
        metavar="FOLDER",
        help="folder or id of a dataset, then the only one (default: all that are found)",
    )
    for sub in (view, app):
        sub.set_defaults(run=_view)
        sub.add_argument(
            "--port", type=_port, metavar="N", help="port of the app (default: the first that is free)"
        )
        sub.add_argument("--no-browser", action="store_true", help="only start the app; open no browser")


def _port(text: str) -> int:
    """A port on which a program can listen."""
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port; give a number from 1 to 65535")
    return int(text)


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
    folder = None
    if args.folder is not None:
        folder = find_dataset(args.folder).resolve()
        load_dataset(folder)
    return start(*call_of(folder, args.port, args.no_browser))


def start(command: list[str], environment: Mapping[str, str]) -> int:
    """Run the app in its own folder, where its settings are, until it ends; the exit status.

    Where the system can, this process becomes the app: signals reach it, and the dataset that was checked is out of memory.
    """
    if sys.platform != "win32":
        sys.stdout.flush()
        os.chdir(program_folder())
        os.execve(command[0], command, environment)
    try:
        return subprocess.run(command, cwd=program_folder(), env=environment, check=False).returncode
    except KeyboardInterrupt:
        return 0


def call_of(
    folder: pathlib.Path | None, port: int | None = None, no_browser: bool = False
) -> tuple[list[str], Mapping[str, str]]:
    """The call that starts the app, from its own folder, and its environment.

    There ``folder`` is the only dataset; without one, the datasets are those that are in reach here.
    """
    app = program_folder() / "app.py"
    if not app.is_file():
        raise ControlAtlasError(
            f"{app} is not there: this copy of the program was installed without its app; install it anew"
        )
    command = [sys.executable, "-m", "streamlit", "run", str(app)]
    command += ["--server.port", str(port)] if port else []
    if no_browser:
        # without an address to print, a headless Streamlit asks a server on the Internet for one
        command += ["--server.headless", "true", "--browser.serverAddress", "localhost"]
    return command, {**os.environ, **_datasets(folder)}


def _datasets(folder: pathlib.Path | None) -> Mapping[str, str]:
    """The variable that names the datasets, with whole paths, since the app is started in another folder."""
    if folder is not None:
        return {VARIABLE: str(folder)}
    named = [os.path.abspath(entry) for entry in os.environ.get(VARIABLE, "").split(os.pathsep) if entry]
    return {VARIABLE: os.pathsep.join(named)}
