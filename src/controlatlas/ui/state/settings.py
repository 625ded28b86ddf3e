"""What the environment of the server says: wrong settings keep it from starting, and no reader ever sees them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from ...load.own_maps import OwnMaps, own_maps_wanted
from ...load.public_address import public_address, published_site
from ...records.errors import SettingError
from ...work.workers import workers_wanted

T = TypeVar("T")


def check_settings() -> None:
    """Raise ``SettingError`` if a setting says what cannot be; asked once, when the server starts."""
    public_address()
    published_site()
    workers_wanted()
    own_maps_wanted()


def address_of_installation() -> str | None:
    """The public address of the app, if it has one that can be."""
    return _or_usual(public_address, None)


def site_of_installation() -> str | None:
    """The address of the published site, if there is one that can be."""
    return _or_usual(published_site, None)


def workers_of_installation() -> int:
    """How many files are made at a time; 0: none."""
    return _or_usual(workers_wanted, 1)


def own_maps_of_installation() -> OwnMaps:
    """What readers may do with maps of their own; nothing where the setting cannot be read."""
    return _or_usual(own_maps_wanted, OwnMaps.OFF)


def _or_usual(setting: Callable[[], T], usual: T) -> T:
    """A setting, or what is usual if it cannot be: that goes to the log, for whoever runs the server."""
    try:
        return setting()
    except SettingError as error:
        logging.getLogger("controlatlas").error("%s", error)
        return usual
