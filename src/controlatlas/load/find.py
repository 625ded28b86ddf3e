"""Where datasets are: folders with a datapackage.json, in ``$CONTROLATLAS_DATASETS`` or under ``geodata/``.

That is the ``geodata/`` of the program, in a checkout or installed, and one in the folder in which the program is called.
"""

from __future__ import annotations

import functools
import json
import os
import pathlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..records.errors import UnknownDatasetError, near
from .program import program_folder

VARIABLE = "CONTROLATLAS_DATASETS"
"""Names a dataset, a folder of datasets, or several of both, separated as in PATH."""

SHIPPED = "karabakh"
"""The id of the dataset that comes with the program."""


def available_datasets() -> dict[str, pathlib.Path]:
    """Every dataset folder that can be found, by folder name; the first place in the search order wins."""
    return _datasets_in([*_own_roots(), *_shipped_roots()])


def default_dataset() -> str | None:
    """The id of the dataset that answers where none is named; ``None`` where that would be a guess.

    That is the only one in reach of ``$CONTROLATLAS_DATASETS``, and the shipped one if nothing is set there.
    """
    own_roots = _own_roots()
    if not own_roots:
        return SHIPPED
    own = list(_datasets_in(own_roots))
    return own[0] if len(own) == 1 else None


def folders_of_datasets() -> list[pathlib.Path]:
    """The folders that hold datasets and are none themselves: of ``$CONTROLATLAS_DATASETS``, else those of the program."""
    roots = _own_roots() or _shipped_roots()
    return [it for it in roots if it.is_dir() and not os.path.isfile(it / "datapackage.json")]


def _datasets_in(roots: Iterable[pathlib.Path]) -> dict[str, pathlib.Path]:
    found: dict[str, pathlib.Path] = {}
    for root in roots:
        if os.path.isfile(root / "datapackage.json"):
            found.setdefault(root.name, root)
        elif os.path.isdir(root):
            for package in sorted(root.glob("*/datapackage.json")):
                found.setdefault(package.parent.name, package.parent)
    return found


def find_dataset(name: str | pathlib.Path | None = None) -> pathlib.Path:
    """The folder of a dataset given by path or by id (its folder, or the ``name`` in it); without either, of ``default_dataset``.

    Raise ``UnknownDatasetError`` if there is none of that id, or if none is named and several could be meant.
    """
    if name == "":
        raise UnknownDatasetError(
            "The name of the dataset is empty; give a folder or an id, or leave it out."
        )
    if name is not None and (isinstance(name, pathlib.Path) or os.path.isdir(name)):
        return pathlib.Path(name)
    found = available_datasets()
    wanted = default_dataset() if name is None else str(name)
    if wanted is None:
        raise UnknownDatasetError(_no_default())
    meant = folders_called(wanted, found)
    if not meant:
        known = ", ".join(found) or "none"
        names = {*found, *(about(it).name for it in found.values())}
        raise UnknownDatasetError(
            f"There is no dataset {wanted[:120]!r}{near(wanted, names)}. Found: {known}. "
            "Give a folder, or set CONTROLATLAS_DATASETS to where your datasets are."
        )
    if len(meant) > 1:
        raise UnknownDatasetError(
            f"{wanted[:120]!r} is the name in several datasets: {', '.join(meant)}. Give the folder of the one that you mean."
        )
    return found[meant[0]]


def folders_called(wanted: str, found: Mapping[str, pathlib.Path]) -> list[str]:
    """The folders that an id means: the one of that name, else those whose ``datapackage.json`` has it as ``name``."""
    if wanted in found:
        return [wanted]
    return [key for key, folder in found.items() if about(folder).name == wanted]


@dataclass(frozen=True, slots=True)
class About:
    """What a dataset is called, as its ``datapackage.json`` says, unchecked: its id, and titles by language."""

    name: str
    titles: Mapping[str, str]


def about(folder: pathlib.Path) -> About:
    """What the dataset in a folder is called; the name of the folder where it does not say."""
    path = folder / "datapackage.json"
    try:
        return _about(path, path.stat().st_mtime_ns)
    except (OSError, ValueError, RecursionError):
        return About(folder.name, {"en": folder.name})


@functools.lru_cache(maxsize=256)
def _about(path: pathlib.Path, written: int) -> About:
    package = json.loads(path.read_text(encoding="utf-8"))
    settings = package.get("controlatlas") if isinstance(package, dict) else None
    titles = settings.get("titles") if isinstance(settings, dict) else None
    name, title = (package.get(key) for key in ("name", "title")) if isinstance(package, dict) else ("", "")
    said = {"en": title if isinstance(title, str) and title else path.parent.name}
    if isinstance(titles, dict):
        said |= {key: it for key, it in titles.items() if isinstance(it, str)}
    return About(name if isinstance(name, str) else "", said)


def _no_default() -> str:
    own = ", ".join(_datasets_in(_own_roots()))
    if own:
        return f"{VARIABLE} leads to several datasets: {own}. Name the one that you mean."
    return f"{VARIABLE} leads to no dataset; set it to a folder with a datapackage.json, or to one that holds such folders."


def _own_roots() -> list[pathlib.Path]:
    return [pathlib.Path(entry) for entry in os.environ.get(VARIABLE, "").split(os.pathsep) if entry]


def _shipped_roots() -> list[pathlib.Path]:
    return [program_folder() / "geodata", pathlib.Path.cwd() / "geodata"]
