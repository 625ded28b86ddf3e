"""What of the player needs no page is tested in node; Python writes down its own answers for comparison."""

from __future__ import annotations

import datetime as dt
import json
import os
import pathlib
import re
import shutil
import subprocess

import pytest
from babel.dates import format_date
from days import days_that_matter
from pyproj import Transformer

from controlatlas import control_on
from controlatlas.history.timeline import change_days
from controlatlas.language.catalogue import LANGUAGES, translator
from controlatlas.records.model import Lens
from controlatlas.webmap.document import COMPARING, SCRIPTS
from controlatlas.webmap.payload import build_comparison, build_payload
from controlatlas.webmap.strings import ui_strings

HERE = pathlib.Path(__file__).parent
EPOCH = dt.date(1970, 1, 1).toordinal()
HALF = 20037508.342789244
"""Half the width of the world in metres of web Mercator (EPSG:3857)."""


@pytest.fixture(scope="module")
def node():
    """The program node; its absence is a failure where it is required."""
    found = shutil.which("node")
    if not found:
        _missing("node is not installed")
    return found


@pytest.fixture(scope="module")
def tsc():
    """The type checker, installed by ``npm ci`` in this folder."""
    found = HERE / "node_modules" / "typescript" / "bin" / "tsc"  # .bin/tsc is no script of node on Windows
    if not found.exists():
        _missing("run npm ci in tests/player")
    return found


def _missing(reason: str) -> None:
    if os.environ.get("CONTROLATLAS_REQUIRE_NODE"):
        pytest.fail(f"node is required here: {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="module")
def answers(karabakh, two_islands, tmp_path_factory):
    """A folder of what Python answers, for the tests in node."""
    folder = tmp_path_factory.mktemp("node")
    known = {
        "scripts": {"player": SCRIPTS, "compare": COMPARING},
        "calendar": {
            "ordinals": _ordinals(),
            "languages": {language: _in_words(language) for language in LANGUAGES},
        },
        "plane": _plane(),
        "writing": {language: _numbers(language) for language in LANGUAGES},
        "histories": {dataset.id: _history(dataset) for dataset in (karabakh, two_islands)},
    }
    for subject, answer in known.items():
        (folder / f"{subject}.json").write_text(json.dumps(answer), encoding="utf-8")
    return folder


def _ordinals() -> list[tuple[str, int]]:
    """Days of many centuries, and around each turn of a leap year of our time, with their numbers."""
    days = {dt.date(1, 1, 1) + dt.timedelta(step * 487) for step in range(2900)}
    turns = [dt.date(year, month, 1) for year in range(1895, 2105) for month in (1, 3)]
    days.update(turn + dt.timedelta(shift) for turn in turns for shift in (-2, -1, 0, 1))
    return [(day.isoformat(), day.toordinal() - EPOCH) for day in sorted(days)]


def _in_words(language: str) -> dict[str, object]:
    days = [dt.date(2020, month, 9 + month) for month in range(1, 13)]
    pattern = "d MMMM y" if language == "en" else "long"  # English without the comma of America
    written = [(day.isoformat(), format_date(day, pattern, language)) for day in days]
    return {"ui": ui_strings(language), "days": written}


def _numbers(language: str) -> dict[str, object]:
    t = translator(language)
    numbers = [(n, t.number(n)) for n in (0, 7, 999, 1000, 1138, 9999, 10000, 123456, 1234567)]
    return {"ui": ui_strings(language), "numbers": numbers}


def _plane() -> list[tuple[float, ...]]:
    """Points of the globe, and where they lie on a map of it that is 256 pixels wide."""
    project = Transformer.from_crs("EPSG:4326", "EPSG:3857", always_xy=True).transform
    points = [(lon, lat) for lon in (-122.4, -0.1, 46.75, 179.5) for lat in (-54.9, -1, 0, 39.8, 40.2, 71.3)]
    return [
        (lon, lat, (x + HALF) / HALF * 128, (HALF - y) / HALF * 128)
        for lon, lat in points
        for x, y in [project(lon, lat)]
    ]


def _history(dataset) -> dict[str, object]:
    return {
        "payload": build_payload(dataset),
        "lenses": {
            lens.value: {
                "changes": [day.isoformat() for day in change_days(dataset, lens)],
                "days": {
                    day.isoformat(): _held(dataset, day, lens) for day in days_that_matter(dataset, lens)
                },
            }
            for lens in Lens
        },
    }


def _held(dataset, day, lens) -> dict[str, str]:
    periods = control_on(dataset, day, lens)
    return {place: f"{period.actor} {period.standing.value}" for place, period in periods.items()}


@pytest.mark.parametrize("zone", ["Asia/Baku", "America/New_York"])
def test_the_player_holds_in_node(zone, node, answers):
    """Calendar, histories, pace, shapes and axis of the player are right without a page, in any time zone."""
    files = sorted(path.name for path in HERE.glob("*.test.mjs"))
    surroundings = {"TZ": zone, "CONTROLATLAS_ANSWERS": str(answers), "NO_COLOR": "1"}
    done = _run(node, "--test", "--test-reporter=spec", *files, folder=HERE, **surroundings)
    assert done.returncode == 0, done.stdout.rpartition("failing tests")[2] + done.stderr
    count = dict(re.findall(r"^. (pass|fail|skipped) (\d+)$", done.stdout, re.M))
    assert int(count["pass"]) > 50
    assert count["fail"] == count["skipped"] == "0"


def test_the_types_describe_the_payload(two_islands, node, tsc, tmp_path):
    """Everything that Python hands to the map of a day and to that of two days is declared in player.d.ts, as it is."""
    handed = {"a_day": build_payload(two_islands), "two_days": build_comparison(two_islands)}
    assert _complaints(handed, node, tsc, tmp_path) == []


def test_a_payload_that_is_not_as_declared_is_noticed(two_islands, node, tsc, tmp_path):
    """A field that player.d.ts does not know, and one of another type, are each found."""
    payload = build_payload(two_islands)
    place, *others = payload["places"]
    handed = {
        "unknown_field": {**payload, "places": [{**place, "colour": "red"}, *others]},
        "wrong_type": {**payload, "places": [{**place, "rank": "first"}, *others]},
    }
    first, second = _complaints(handed, node, tsc, tmp_path)
    assert first.startswith("unknown_field.ts")
    assert "colour" in first
    assert second.startswith("wrong_type.ts")


def _complaints(handed, node, tsc, folder) -> list[str]:
    """What the type checker says of payloads, a line each."""
    player = HERE.parents[1] / "src" / "controlatlas" / "webmap" / "player"
    files = [str(player / "player.d.ts"), str(player / "calendar.js")]
    for name, payload in handed.items():
        text = json.dumps(payload, ensure_ascii=False)
        (folder / f"{name}.ts").write_text(f"const {name}: Atlas.Payload = {text};\n", encoding="utf-8")
        files.append(f"{name}.ts")
    config = {"extends": str(HERE / "tsconfig.json"), "files": files}
    (folder / "tsconfig.json").write_text(json.dumps(config), encoding="utf-8")
    done = _run(node, tsc, "-p", ".", "--pretty", "false", folder=folder)
    complaints = [line for line in done.stdout.splitlines() if "error TS" in line]
    assert bool(complaints) == bool(done.returncode), done.stdout + done.stderr
    return complaints


def _run(*command, folder, **environment) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
