"""Where datasets are: folders with a datapackage.json, under ``geodata/`` or in ``$CONTROLATLAS_DATASETS``."""

from __future__ import annotations

import os
import pathlib
from collections.abc import Iterator, Mapping

from ..records.errors import UnknownDatasetError, near

DEFAULT = "karabakh"
"""The id of the shipped dataset."""


def available_datasets() -> dict[str, pathlib.Path]:
    """Every dataset folder that can be found, by folder name; the first place in the search order wins."""
    found: dict[str, pathlib.Path] = {}
    for root in _roots(os.environ):
        if (root / "datapackage.json").is_file():
            found.setdefault(root.name, root)
        elif root.is_dir():
            for package in sorted(root.glob("*/datapackage.json")):
                found.setdefault(package.parent.name, package.parent)
    return found


def find_dataset(name: str | pathlib.Path | None = None) -> pathlib.Path:
    """The folder of a dataset given by path or by id; by default the shipped one."""
    if name is not None and (isinstance(name, pathlib.Path) or pathlib.Path(name).is_dir()):
        return pathlib.Path(name)
    wanted = DEFAULT if name is None else str(name)
    found = available_datasets()
    if wanted not in found:
        known = ", ".join(found) or "none"
        raise UnknownDatasetError(
            f"There is no dataset {wanted!r}{near(wanted, found)}. Found: {known}. "
            "Give a folder, or set CONTROLATLAS_DATASETS to where your datasets are."
        )
    return found[wanted]


def _roots(environ: Mapping[str, str]) -> Iterator[pathlib.Path]:
    for entry in environ.get("CONTROLATLAS_DATASETS", "").split(os.pathsep):
        if entry:
            yield pathlib.Path(entry)
    here = pathlib.Path(__file__).resolve()
    yield here.parents[3] / "geodata"
    yield pathlib.Path.cwd() / "geodata"
