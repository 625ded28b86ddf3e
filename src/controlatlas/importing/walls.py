"""What GDAL may not do: it goes by what a file holds, not by its name, and some formats of it name an address or another file to read."""

from __future__ import annotations

import os
from collections.abc import MutableMapping

SKIPPED = (
    "ADBC", "AmigoCloud", "Carto", "CSW", "EEDA", "Elasticsearch", "GPSBabel", "HTTP", "NGW", "OAPIF", "OGCAPI", "PLSCENES",
    "WFS", "OGR_VRT", "VRT", "GDALG",
)  # fmt: skip
"""Formats that are an address, a program that is run, or the name of another file, which may be an address again."""


def walled(environment: MutableMapping[str, str] = os.environ) -> MutableMapping[str, str]:
    """The environment in which GDAL, once it is loaded, asks no other host and reads no other file than it is given."""
    asked = filter(None, environment.get("GDAL_SKIP", "").split(","))
    environment["GDAL_SKIP"] = ",".join(dict.fromkeys([*asked, *SKIPPED]))
    environment["CPL_VSIL_CURL_ALLOWED_EXTENSIONS"] = "{none}"
    return environment
