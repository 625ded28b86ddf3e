"""Datasets on disk: finding, reading and checking them."""

from .find import available_datasets, default_dataset, find_dataset
from .read import load_dataset, read_dataset

__all__ = ["available_datasets", "default_dataset", "find_dataset", "load_dataset", "read_dataset"]
