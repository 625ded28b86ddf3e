"""The dataset that a command answers from."""

from __future__ import annotations

import sys

from ..language.catalogue import languages_of
from ..load import available_datasets, default_dataset, load_dataset
from ..records.errors import ControlAtlasError, near
from ..records.model import Dataset


def named_dataset(name: str | None) -> Dataset:
    """The dataset of that id or folder; where none is named and several could be, the error stream says which answers."""
    dataset = load_dataset(name)
    others = [it for it in available_datasets() if it != default_dataset()]
    if name is None and others:
        print(
            f"controlatlas: from {dataset.id} {dataset.version}; --dataset names another: {', '.join(others)}",
            file=sys.stderr,
        )
    return dataset


def language_of(dataset: Dataset, tag: str) -> str:
    """The language asked for, if the program speaks it or the dataset has texts in it; raise ``ControlAtlasError`` if not."""
    known = languages_of(dataset)
    if tag not in known:
        raise ControlAtlasError(
            f"--lang: {dataset.id} has no texts in {tag!r}{near(tag, known)}; choose of {', '.join(known)}"
        )
    return tag
