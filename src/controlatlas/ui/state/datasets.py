"""Datasets and documents, loaded once for all readers and again only when a file has changed."""

from __future__ import annotations

import gc
import hashlib
import pathlib
import weakref
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


_opened: weakref.WeakValueDictionary[tuple[pathlib.Path, str], Dataset] = weakref.WeakValueDictionary()


def opened(folder: pathlib.Path, stamp: str) -> Dataset | None:
    """The dataset of a folder, if this server has opened it as its files stand; asked also where no session runs."""
    return _opened.get((folder, stamp))


@st.cache_resource(max_entries=8, show_spinner=False)
def _dataset(folder: pathlib.Path, stamp: str) -> Dataset:
    dataset = load_dataset(folder)
    _opened[folder, stamp] = dataset
    _set_aside()
    return dataset


@st.cache_resource(max_entries=16, show_spinner=False)
def _document(folder: pathlib.Path, stamp: str, language: str, names: str) -> Document:
    document = as_document(build_document(_dataset(folder, stamp), language=language, names=names))
    _set_aside()
    return document


@st.cache_resource(max_entries=16, show_spinner=False)
def _comparison(folder: pathlib.Path, stamp: str, language: str, names: str) -> Document:
    document = as_document(build_compare(_dataset(folder, stamp), language=language, names=names))
    _set_aside()
    return document


def _set_aside() -> None:
    """Have the collector of garbage pass over all that is there now: after each run Streamlit has it look at everything.

    A dataset, what was worked out from it and the libraries stay as long as the server runs; to look through their hundred
    thousands of records took longer than the run of a page.
    """
    gc.collect()
    gc.freeze()
