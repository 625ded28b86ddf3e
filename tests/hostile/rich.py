"""The invented dataset with every field that the format has: what it leaves out is put in, so that it can be spoiled too."""

from __future__ import annotations

import json
import pathlib
import shutil
from typing import Any

from PIL import Image

TWO_ISLANDS = pathlib.Path(__file__).parents[1] / "datasets" / "two_islands"


def enriched(folder: pathlib.Path) -> pathlib.Path:
    """Write the dataset into the folder, and return it."""
    shutil.copytree(TWO_ISLANDS, folder)
    for name, more in (
        ("datapackage.json", _package),
        ("settlements.geojson", _settlements),
        ("cells.geojson", _cells),
        ("context/countries.geojson", _countries),
        ("events.json", _events),
        ("claims.json", _claims),
        ("sources.json", _sources),
    ):
        path = folder / name
        content = json.loads(path.read_text(encoding="utf-8"))
        more(content)
        path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    Image.new("L", (40, 30), 200).save(folder / "relief.png")
    return folder


def _package(content: dict[str, Any]) -> None:
    settings = content["controlatlas"]
    settings["languages"] = ["en", "eo", "hy", "ru"]
    settings["titles"] = {"en": "Two Islands", "eo": "Du Insuloj", "ru": "Два острова", "hy": "Երկու կղզի"}
    settings["names_note"] = {"en": "The older form stands first.", "eo": "La pli malnova formo staras unue."}
    settings["actors"][0]["side"] = "plimmish"
    settings["actors"][3]["dated_names"][0]["start"] = "2019-12-15"
    settings["event_kinds"]["statement"]["color"] = "#555555"
    settings["line_kinds"]["line-of-contact"] |= {"opacity": 0.8}
    settings["place_kinds"] = {
        "oil-field": {"names": {"en": "oil field", "ru": "промысел"}, "rank": 2, "sign": "triangle"}
    }
    settings["comparisons"] = [
        {"id": "spring", "names": {"en": "Spring"}, "start": "2020-02-28", "end": "2020-05-31"}
    ]
    settings["relief"] = {"path": "relief.png", "bounds": [[-40.6, -121.2], [-39.7, -119.2]]}
    settings["gaps"] = [{"point": [-119.0, -39.0], "note": {"en": "Open sea."}}]
    settings["fronts"] = [
        {"actors": ["plim", "quorra"], "start": "2020-02-29", "end": "2021-06-01"},
        {"actors": ["plim", "company"]},
    ]
    settings["quality"] = [
        {
            "layer": {"en": "cells"},
            "accuracy": {"en": "to 100 m"},
            "defects": {"en": "The west coast is straight."},
        }
    ]
    settings["releases"] = [
        {"version": "1.2.0", "date": "2022-01-02", "changes": [{"en": "The ring was drawn anew."}]},
        {"version": "1.1.0", "changes": [{"en": "A lake."}, {"en": "A river."}]},
    ]


def _settlements(content: dict[str, Any]) -> None:
    one, other = content["features"][1]["properties"], content["features"][2]["properties"]
    one["kind"] = "oil-field"
    one.pop("rank", None)
    content["features"][12]["properties"]["extent"] = "unknown"  # it lies on no land
    other["names"] |= {"az": "Şəhər", "hy": "Քաղաք", "hy-Latn": "Kaghak", "ru": "Город"}


def _cells(content: dict[str, Any]) -> None:
    free = next(it for it in content["features"] if it["properties"].get("anchor") is None)
    free["properties"]["constructed"] = True


def _countries(content: dict[str, Any]) -> None:
    content["features"][0]["properties"]["actor"] = "plim"


def _events(content: list[dict[str, Any]]) -> None:
    exact = next(it for it in content if len(it["date"]) == 10 and it.get("changes"))
    exact["lead"] = True
    exact["citations"][0]["whole"] = True
    content[0]["changes"][0]["basis"] = "inferred"
    content[-1].setdefault("alternatives", []).append(
        {"text": {"en": "Another day."}, "date": "2021-01", "sources": ["almanac"]}
    )


def _claims(content: list[dict[str, Any]]) -> None:
    for claim in content:
        for check in claim.get("checks", ()):
            if check["kind"] == "days-between":
                check["both_included"] = True


def _sources(content: list[dict[str, Any]]) -> None:
    content[0]["author"] = [
        {"family": "Plepper", "given": "Ada", "suffix": "Jr.", "non-dropping-particle": "van der"},
        {"literal": "The Almanac Board", "dropping-particle": "de"},
    ]
    content[0]["accessed"] = {"date-parts": [[2022, 1, 2]]}
