"""Works are found by what is known of them, and each says what rests on it."""

from __future__ import annotations

import datetime as dt

import geopandas as gpd
import pytest
import shapely

from controlatlas.evidence.works import (
    WorkFilter,
    author_of,
    balance_of_sides,
    matching_works,
    parties,
    supports,
    year_of,
)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (WorkFilter(sides=("plimmish",)), ["gazette", "gazette-2021"]),
        (
            WorkFilter(sides=("plimmish", "mission")),
            ["gazette", "gazette-2021", "watch-log"],
        ),
        (WorkFilter(types=("article-newspaper",), first=2021), ["gazette-2021"]),
        (WorkFilter(languages=("ar",)), ["radio-zabluq"]),
        (WorkFilter(languages=("eo", "ar")), ["herald", "radio-zabluq"]),
        (WorkFilter(publishers=("Ocean Wire",)), ["wire", "wire-2021"]),
        (WorkFilter(publishers=("Ocean Wire",), first=1900), ["wire"]),
        (WorkFilter(last=1904), ["almanac"]),
        (WorkFilter(first=1905, last=2020, sides=("quorran",)), ["herald"]),
        (WorkFilter(text="ootle"), ["herald"]),
        (WorkFilter(text="HANDOVERS year"), ["gazette-2021"]),
        (WorkFilter(text="زبلوق"), ["radio-zabluq"]),
        (WorkFilter(text="no such words"), []),
    ],
    ids=lambda it: "" if isinstance(it, list) else repr(it)[:60],
)
def test_works_pass_every_filter(two_islands, wanted, found):
    """Values of one field are alternatives, fields together narrow; a work without date answers to no year."""
    assert [source.id for source in matching_works(two_islands, wanted)] == found


def test_an_empty_filter_lets_all_through(two_islands):
    """Without a filter all nine works come, in the order of the file."""
    assert [source.id for source in matching_works(two_islands, WorkFilter())] == list(two_islands.sources)
    assert len(two_islands.sources) == 9


def test_author_and_year_are_those_of_the_record(two_islands):
    """A person stands with the given name first; a work without author or date has none."""
    sources = two_islands.sources
    assert author_of(sources["herald"]) == "Bim Ootle"
    assert author_of(sources["gazette"]) == ""
    assert year_of(sources["almanac"]) == 1904
    assert year_of(sources["wire-2021"]) is None


def test_every_citation_of_the_files_is_counted_once(root):
    """What rests on a work is what the files say: counted here from their JSON, without the engine."""
    import json
    from collections import Counter

    from controlatlas import load_dataset

    folder = root / "tests" / "datasets" / "two_islands"
    events = json.loads((folder / "events.json").read_text(encoding="utf-8"))
    claims = json.loads((folder / "claims.json").read_text(encoding="utf-8"))
    cited = Counter(citation["source"] for event in events for citation in event["citations"])
    claimed = Counter(
        key
        for claim in claims
        for key in {claim["source"], *(citation["source"] for citation in claim["citations"])}
    )
    found = supports(load_dataset(folder))
    assert {key: len(it.events) for key, it in found.items() if it.events} == dict(cited)
    assert {key: len(it.claims) for key, it in found.items() if it.claims} == dict(claimed)
    assert sum(cited.values()) > 0


def test_the_balance_of_sides_adds_up_to_all_citations(root, karabakh):
    """Year by year and side by side, the balance counts each citation of the file exactly once."""
    import json

    events = json.loads((root / "geodata" / "karabakh" / "events.json").read_text(encoding="utf-8"))
    rows = balance_of_sides(karabakh)
    assert sum(n for _, _, n in rows) == sum(len(event["citations"]) for event in events)
    assert len({(year, side) for year, side, _ in rows}) == len(rows)
    of_1989 = sum(n for year, _, n in rows if year == 1989)
    # an EDTF date begins with its year, after "[.." where only the end is known
    begun = sum(len(event["citations"]) for event in events if event["date"].lstrip("[.")[:4] == "1989")
    assert of_1989 == begun > 0


def test_parties_are_the_sides_of_who_holds_something_and_who_follows_them(karabakh):
    """Azerbaijani, Armenian and Russian works speak for a holder, Turkish ones follow; media, research and the rest do not."""
    assert parties(karabakh) == {"azerbaijani", "armenian", "russian", "turkish"}


def test_a_map_of_a_whole_day_stands_for_those_before_it(tmp_path):
    """A picture of a day of daily maps rests on the map of that day; one of two days on two, a clip on all."""
    from controlatlas.importing.build import Origin
    from controlatlas.importing.files import checked
    from controlatlas.importing.snapshots import SnapshotOptions, from_geopandas
    from controlatlas.language.captions import PictureKind
    from controlatlas.picture.compose import works_of
    from controlatlas.picture.spec import PictureSpec

    days = {
        dt.date(2001, 3, number): gpd.GeoDataFrame(
            geometry=[shapely.box(30, 48, 30 + number / 10, 49)], crs=4326
        )
        for number in (1, 2, 5, 9)
    }
    options = SnapshotOptions(Origin("A mapper"), "War", actor="North", rest="South")
    dataset = checked(from_geopandas(days, "war", options).files, "war")

    def named(day, **more):
        return {it.source.id[-2:] for it in works_of(dataset, PictureSpec(dt.date(2001, 3, day), **more))}

    assert named(7) == {"05"}
    assert named(9) == {"09"}
    two = {"kind": PictureKind.DIFFERENCE, "earlier": dt.date(2001, 3, 3)}
    assert named(9, **two) == {"02", "09"}
    assert named(9, kind=PictureKind.CLIP, earlier=dt.date(2001, 3, 1)) == {"01", "02", "05", "09"}
