"""Checking a dataset: what its records refer to, and what must hold of them together."""

from .dataset import check_dataset

__all__ = ["check_dataset"]
