"""The files of the API hold what their schemas say, and on each day who the dataset says."""

from __future__ import annotations

import bisect
import csv
import json
import pathlib
import re
from dataclasses import replace

import jsonschema
import pytest

from controlatlas.publish.api import KINDS, api_files
from controlatlas.publish.files import Site

EXPECTED = pathlib.Path(__file__).parents[1] / "engine" / "two_islands_expected.csv"


@pytest.fixture(scope="module")
def islands(islands_site, by_path) -> dict[str, dict]:
    """The API of the invented islands, file by file, read."""
    return {path: json.loads(content) for path, content in by_path(api_files(islands_site)).items()}


@pytest.fixture(scope="module")
def shipped(karabakh, by_path) -> dict[str, bytes]:
    """The API of the shipped dataset."""
    return by_path(api_files(Site(karabakh, "https://atlas.example/k", ("en", "az", "hy", "ru"))))


def kind_of(path: str) -> str:
    """The kind of a file of the API, by its path."""
    below = path.removeprefix("api/")
    return next(it.path for it in KINDS if re.fullmatch(re.sub(r"\{\w+\}", "[a-z0-9-]+", it.path), below))


def faults(files: dict[str, dict]) -> list[str]:
    """Where files are not what their schemas say."""
    checks = {}
    for it in KINDS:
        jsonschema.Draft202012Validator.check_schema(files[it.schema])
        checks[it.path] = jsonschema.Draft202012Validator(files[it.schema])
    return [
        f"{path}: {error.json_path}: {error.message}"
        for path, value in files.items()
        if not path.startswith("api/schema/")
        for error in checks[kind_of(path)].iter_errors(value)
    ]


def held(files: dict[str, dict], place: str, day: str) -> dict:
    """Who holds a place on any day, as the index tells a newcomer to find it."""
    days = files["api/index.json"]["days"]
    last = days[bisect.bisect_right(days, day) - 1]
    return of_place(files[f"api/state/{last}.json"], place)


def of_place(state: dict, place: str) -> dict:
    """What the state of a day says of a place."""
    return next(
        {**part, **it} for part in state["control"] for it in part["periods"] if place in it["places"]
    )


def test_each_file_is_what_its_schema_says(islands):
    """All kinds of files are there, each with a schema of its own at its lasting address."""
    assert faults(islands) == []
    assert {kind_of(path) for path in islands if not path.startswith("api/schema/")} == {
        it.path for it in KINDS
    }
    assert islands["api/schema/state.json"]["$id"] == "https://atlas.example/islands/api/schema/state.json"


def test_a_file_that_is_not_is_found(islands):
    """A standing that there is not, and a field that nobody described, are told."""
    wrong = json.loads(json.dumps(islands["api/state/2019-12-01.json"]))
    wrong["control"][0]["standing"] = "sure"
    wrong["more"] = 1
    assert len(faults({**islands, "api/state/2019-12-01.json": wrong})) == 2


def test_the_states_are_those_of_the_table_made_by_hand(islands):
    """On each day of the table each place has its controller, standing, basis and event."""
    with EXPECTED.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = ("controller", "standing", "basis", "event")
    for row in rows:
        said = held(islands, row["place"], row["day"])
        assert [said[name] for name in names] == [row[name] for name in names], row


def test_a_place_tells_the_same_as_the_days(islands, two_islands):
    """The period of a place that covers a day has the controller and the event that the state of the day has."""
    for place in two_islands.places:
        periods = islands[f"api/places/{place}.json"]["periods"]
        for day in islands["api/index.json"]["days"]:
            covers = [it for it in periods if it["start"] <= day and (it["end"] is None or day < it["end"])]
            said = held(islands, place, day)
            assert [(it["controller"], it["event"]) for it in covers] == [(said["controller"], said["event"])]


def test_every_id_leads_somewhere(islands):
    """Places, events, works and actors that a file names have a file or a record."""
    works = {it["id"] for it in islands["api/sources.json"]["sources"]}
    actors = {it["id"] for it in islands["api/actors.json"]["actors"]}
    for path, value in islands.items():
        if path.startswith("api/state/"):
            for part in value["control"]:
                for it in part["periods"]:
                    assert f"api/events/{it['event']}.json" in islands
                    assert {part["controller"], it.get("undisputed", part["controller"])} <= actors
                    assert all(f"api/places/{place}.json" in islands for place in it["places"])
        if path.startswith("api/events/"):
            assert {it["source"] for it in value["citations"]} <= works
            assert all(f"api/places/{place}.json" in islands for place in value["places"])
        if path.startswith("api/places/"):
            assert all(f"api/events/{it['event']}.json" in islands for it in value["periods"])


def test_a_corrected_event_rewrites_only_what_it_touches(islands_site, two_islands, by_path):
    """A corrected title is in the event and in the list of events, and nowhere else; the rest are the same bytes."""
    first, *rest = two_islands.events
    corrected = replace(two_islands, events=(replace(first, title={"en": "Corrected"}), *rest))
    before, after = (
        by_path(api_files(islands_site)),
        by_path(api_files(replace(islands_site, dataset=corrected))),
    )
    assert {path for path in before if before[path] != after[path]} == {
        "api/events.json",
        f"api/events/{first.id}.json",
    }


def test_shusha_in_november_2020(shipped):
    """Claimed by Azerbaijan on 8 November 2020, when it was held by nobody beyond dispute; held from the day after."""
    days = {day: json.loads(shipped[f"api/state/{day}.json"]) for day in ("2020-11-08", "2020-11-09")}
    found = {day: of_place(state, "shusha") for day, state in days.items()}
    claimed, confirmed = found["2020-11-08"], found["2020-11-09"]
    assert (claimed["controller"], claimed["standing"]) == ("azerbaijan", "claimed")
    assert (claimed["undisputed"], claimed["event"]) == ("armenian-forces", "2020-11-08-shusha")
    assert (confirmed["controller"], confirmed["standing"]) == ("azerbaijan", "held")
    assert "undisputed" not in confirmed  # the controller, says the schema
    place = json.loads(shipped["api/places/shusha.json"])
    assert place["names"]["hy"] == "Շուշի"
    assert place["position"] == pytest.approx([46.75, 39.76], abs=0.005)
    event = json.loads(shipped["api/events/2020-11-08-shusha.json"])
    assert "azertag-1636823" in [it["source"] for it in event["citations"]]
    assert "2020-11-08-shusha" in place["events"]


def test_the_land_of_10_november_2020_is_that_of_the_readme(shipped):
    """The areas of the day add up to those that the README prints."""
    areas = json.loads(shipped["api/state/2020-11-10.json"])["control"]
    sums = {
        actor: round(sum(it["km2"] for it in areas if it["controller"] == actor))
        for actor in ("armenian-forces", "azerbaijan", "russian-peacekeepers")
    }
    assert sums == {"armenian-forces": 7244, "azerbaijan": 15667, "russian-peacekeepers": 146}


def test_the_api_stays_small(shipped):
    """All of it is a small part of what a site may weigh, and the state of a day is soon there."""
    assert sum(map(len, shipped.values())) < 10_500_000
    assert max(len(content) for path, content in shipped.items() if path.startswith("api/state/")) < 80_000
