"""The JSON Schemas of the dataset's files, generated from the shapes that loading uses."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from . import schema

_COLLECTIONS = {
    "settlements": schema.SettlementProperties,
    "cells": schema.CellProperties,
    "corridor": schema.CorridorProperties,
    "lines": schema.LineProperties,
    "districts": schema.DistrictProperties,
    "countries": schema.CountryProperties,
    "context": schema.ContextProperties,
}


def schemas() -> dict[str, dict[str, Any]]:
    """A JSON Schema for each kind of file, by its name: datapackage, events, sources, groups, claims, tour and each layer."""
    found = {
        "datapackage": schema.Package.model_json_schema(),
        "events": schema.Events.model_json_schema(),
        "sources": schema.Sources.model_json_schema(),
        "groups": schema.Groups.model_json_schema(),
        "claims": schema.Claims.model_json_schema(),
        "tour": schema.Tours.model_json_schema(),
    }
    for name, properties in _COLLECTIONS.items():
        feature = TypeAdapter(schema.Feature[properties]).json_schema()  # type: ignore[valid-type]
        found[name] = {
            "$defs": feature.pop("$defs", {}),
            "type": "object",
            "required": ["type", "features"],
            "properties": {
                "type": {"const": "FeatureCollection"},
                "features": {"type": "array", "items": feature},
            },
        }
    return found
