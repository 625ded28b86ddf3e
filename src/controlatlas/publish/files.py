"""What a published site is made of, and what it is made from."""

from __future__ import annotations

from dataclasses import dataclass

from ..records.model import Dataset


@dataclass(frozen=True)
class Site:
    """What is published: the dataset, the address it will have (no slash at the end) and its languages, the first is the default."""

    dataset: Dataset
    base: str
    languages: tuple[str, ...]


@dataclass(frozen=True)
class SiteFile:
    """A file of the site: its path under the base, with slashes, and its bytes."""

    path: str
    content: bytes
