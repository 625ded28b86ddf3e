"""What the server lets its readers do with maps of their own, as the environment says."""

from __future__ import annotations

import os
import pathlib
from collections.abc import Mapping
from enum import StrEnum

from ..records.errors import SettingError
from .find import VARIABLE as DATASETS
from .find import folders_of_datasets

VARIABLE = "CONTROLATLAS_OWN_MAPS"
"""``off``, ``download`` (if it is not set) or ``save``."""


class OwnMaps(StrEnum):
    """No page for maps of one's own; one whose maps can be downloaded; one that also saves them into a folder of the server."""

    OFF = "off"
    DOWNLOAD = "download"
    SAVE = "save"


def own_maps_wanted(environment: Mapping[str, str] = os.environ) -> OwnMaps:
    """What is allowed; raise ``SettingError`` if the variable says no such thing, or there is nowhere to save."""
    text = environment.get(VARIABLE, "").strip() or OwnMaps.DOWNLOAD.value
    if text not in [it.value for it in OwnMaps]:
        raise SettingError(
            f"{VARIABLE} is {text[:40]!r}: write off, download or save, or leave it out for download."
        )
    wanted = OwnMaps(text)
    if wanted is OwnMaps.SAVE and place_for_own_maps() is None:
        raise SettingError(
            f"{VARIABLE} is 'save', but there is no folder that can be written: let {DATASETS} lead to a folder that is to "
            "hold datasets, or write download."
        )
    return wanted


def place_for_own_maps() -> pathlib.Path | None:
    """The first folder of datasets, not itself one, in which files can be written."""
    return next((it for it in folders_of_datasets() if os.access(it, os.W_OK)), None)
