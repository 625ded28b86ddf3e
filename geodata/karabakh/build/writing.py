"""GeoJSON on disk: one feature a line, id at the top, five decimals, outer rings anticlockwise (RFC 7946)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

DECIMALS = 5


@dataclass(frozen=True)
class Feature:
    """One feature: id, geometry in degrees, properties in the order in which they are written."""

    id: str
    geometry: BaseGeometry
    properties: dict[str, Any] = field(default_factory=dict)


def write_features(path: Path, features: Iterable[Feature]) -> None:
    """Write the features in the given order; translations that the file has of the same English texts stay."""
    said = _translations(path)
    text = ",\n".join(
        json.dumps(_translated(_as_json(f), said), ensure_ascii=False, separators=(",", ":"))
        for f in features
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f'{{"type":"FeatureCollection","features":[\n{text}\n]}}\n', encoding="utf-8", newline="\n"
    )


def _translations(path: Path) -> dict[str, dict[str, str]]:
    """The texts of a layer as it stands on disk, by their English form."""
    if not path.exists():
        return {}
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    texts = (text for feature in features for text in feature["properties"].values())
    return {text["en"]: text for text in texts if isinstance(text, dict) and "en" in text}


def _translated(feature: dict[str, Any], said: dict[str, dict[str, str]]) -> dict[str, Any]:
    properties = {
        name: {**said.get(text["en"], {}), **text} if isinstance(text, dict) and "en" in text else text
        for name, text in feature["properties"].items()
    }
    return {**feature, "properties": properties}


def rounded(geometry: BaseGeometry) -> BaseGeometry:
    """The geometry with coordinates as they stand on disk."""
    return shapely.transform(geometry, lambda xy: np.round(xy, DECIMALS))


def _as_json(feature: Feature) -> dict[str, Any]:
    shape = shapely.orient_polygons(shapely.normalize(rounded(feature.geometry)), exterior_cw=False)
    return {
        "type": "Feature",
        "id": feature.id,
        "properties": feature.properties,
        "geometry": mapping(shape),
    }
