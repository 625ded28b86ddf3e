"""The dataset that a command answers from."""

from __future__ import annotations

import sys

from ..load import available_datasets, default_dataset, load_dataset
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
