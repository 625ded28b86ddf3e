"""Datasets and documents, loaded once for all readers and again only when a file has changed."""

from __future__ import annotations

import hashlib
import pathlib
from dataclasses import dataclass

import streamlit as st

from ...load import available_datasets, load_dataset
from ...load.find import about
from ...load.stamp import stamp_of
from ...records.model import Dataset
from ...webmap import build_compare, build_document


@dataclass(frozen=True, slots=True)
class Document:
    """A map document, and what tells it from every other."""

    html: str
    fingerprint: str


def as_document(html: str) -> Document:
    """A document with its fingerprint. Same text, same fingerprint."""
    return Document(html, hashlib.sha256(html.encode()).hexdigest()[:16])


@dataclass(frozen=True, slots=True)
class OpenDataset:
    """A dataset as its folder stands now. ``stamp`` changes when a file does; the folder's name is in addresses."""

    folder: pathlib.Path
    stamp: str
    dataset: Dataset

    @property
    def name(self) -> str:
        """What addresses call the dataset."""
        return self.folder.name


def open_dataset(folder: pathlib.Path) -> OpenDataset:
    """Open the dataset in a folder; raises ``DatasetError`` with all its problems."""
    stamp = stamp_of(folder)
    return OpenDataset(folder, stamp, _dataset(folder, stamp))


def titles_in_reach(language: str) -> dict[str, str]:
    """The titles of all datasets of this server by the names of their folders; where two are alike, the name stands behind."""
    found = {key: about(folder).titles for key, folder in available_datasets().items()}
    titles = {key: it.get(language) or it["en"] for key, it in found.items()}
    twice = {it for it in titles.values() if list(titles.values()).count(it) > 1}
    return {key: f"{it} ({key})" if it in twice else it for key, it in titles.items()}


def document_of(atlas: OpenDataset, language: str, names: str) -> Document:
    """The map document of an opened dataset, in a language, with places named by a policy."""
    return _document(atlas.folder, atlas.stamp, language, names)


def compare_document_of(atlas: OpenDataset, language: str, names: str) -> Document:
    """The document that compares two days of an opened dataset."""
    return _comparison(atlas.folder, atlas.stamp, language, names)


@st.cache_resource(max_entries=8, show_spinner=False)
def _dataset(folder: pathlib.Path, stamp: str) -> Dataset:
    return load_dataset(folder)


@st.cache_resource(max_entries=16, show_spinner=False)
def _document(folder: pathlib.Path, stamp: str, language: str, names: str) -> Document:
    return as_document(build_document(_dataset(folder, stamp), language=language, names=names))


@st.cache_resource(max_entries=16, show_spinner=False)
def _comparison(folder: pathlib.Path, stamp: str, language: str, names: str) -> Document:
    return as_document(build_compare(_dataset(folder, stamp), language=language, names=names))
