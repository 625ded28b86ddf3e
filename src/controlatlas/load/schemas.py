"""The JSON Schemas of the dataset's files, generated from the shapes that loading uses."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from . import shapes

_COLLECTIONS = {
    "settlements": shapes.SettlementProperties,
    "cells": shapes.CellProperties,
    "corridor": shapes.CorridorProperties,
    "lines": shapes.LineProperties,
    "districts": shapes.DistrictProperties,
    "context": shapes.ContextProperties,
}


def schemas() -> dict[str, dict[str, Any]]:
    """A JSON Schema for each kind of file, by its name: datapackage, events, sources, groups, claims, tour and each layer."""
    found = {
        "datapackage": shapes.Package.model_json_schema(),
        "events": shapes.Events.model_json_schema(),
        "sources": shapes.Sources.model_json_schema(),
        "groups": shapes.Groups.model_json_schema(),
        "claims": shapes.Claims.model_json_schema(),
        "tour": shapes.Tours.model_json_schema(),
    }
    for name, properties in _COLLECTIONS.items():
        feature = TypeAdapter(shapes.Feature[properties]).json_schema()  # type: ignore[valid-type]
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
