"""What one mapper draws is told as that mapper's word, and never as agreed."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import pathlib
import re
import shutil

import pytest

from controlatlas import Dataset, Lens, Standing, control_on, load_dataset, weigh
from controlatlas.export.formats import make
from controlatlas.language.captions import PictureKind, ViewDescription, caption
from controlatlas.language.drawn import drawn_in_words
from controlatlas.language.naming import Naming
from controlatlas.measure.in_view import in_view
from controlatlas.picture.size import read_size
from controlatlas.picture.spec import PictureSpec
from controlatlas.webmap.payload import build_payload

EXAMPLE = pathlib.Path(__file__).parents[2] / "src" / "controlatlas" / "importing" / "templates" / "example"
SAID = "As drawn by Neutral press; no second source has been weighed."


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """The example of the guide, as if all of it were from the map of one newspaper."""
    folder = pathlib.Path(shutil.copytree(EXAMPLE, tmp_path_factory.mktemp("drawn") / "drawn"))
    events = json.loads((folder / "events.json").read_text(encoding="utf-8"))
    for event in events:
        event["date"] = event["date"].partition("/")[2] or event["date"]
        event["citations"] = event["citations"][:1]
        for change in event["changes"]:
            change["standing"] = "drawn"
    (folder / "events.json").write_text(json.dumps(events), encoding="utf-8")
    return load_dataset(folder)


def test_one_side_is_enough_and_stays_under_every_lens(drawn: Dataset) -> None:
    """A mapper's word needs no second side, and is as undisputed as the dataset knows."""
    for lens in Lens:
        period = control_on(drawn, dt.date(1950, 6, 12), lens)["lidford"]
        assert (period.actor, period.standing) == ("handle", Standing.DRAWN)


def test_the_weight_of_the_evidence_is_one_mapper(drawn: Dataset) -> None:
    """The card says as whose map it is drawn, neither agreed nor claimed."""
    assert weigh(drawn, drawn.event["lidford-taken"]).reason == "drawn"


def test_a_mapper_with_a_very_long_name_leaves_room_for_the_map(
    drawn: Dataset, tmp_path: pathlib.Path
) -> None:
    """A side whose name is a paragraph is told shortly in a picture, down to the smallest size, and whole in the caption."""
    name = "The daily list of the harbour master " * 90
    sides = {key: dataclasses.replace(it, names={"en": name.strip()}) for key, it in drawn.sides.items()}
    long = dataclasses.replace(drawn, sides=sides)
    assert make(long, PictureSpec(long.default_day, size=read_size("640x480")), "svg")
    assert name.strip() in drawn_in_words(long)


def test_a_word_of_one_side_is_still_no_agreement(islands: Dataset) -> None:
    """Where the standing is not as drawn, nothing is told as a mapper's word."""
    assert {weigh(islands, event).reason.value for event in islands.events}.isdisjoint({"drawn"})
    assert "drawnMeaning" in build_payload(islands)["ui"]
    assert "{" not in build_payload(islands)["ui"]["drawnMeaning"]


def test_caption_picture_and_legend_name_the_mapper(drawn: Dataset) -> None:
    """What is taken away says whose map it is, and nothing of agreement or of claims."""
    day = dt.date(1950, 6, 20)
    said = caption(ViewDescription(in_view(drawn, day), PictureKind.DAY, Naming.of(drawn)))
    assert SAID in said
    assert "claimed" not in said
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", make(drawn, PictureSpec(day), "svg").decode()))
    assert SAID in words
    assert "laimed" not in words
    ui = build_payload(drawn)["ui"]
    assert (ui["drawnMeaning"], ui["lensMeaning:held"]) == (SAID, SAID)


def test_no_picture_calls_what_was_drawn_contested(drawn: Dataset) -> None:
    """On the day of a change nothing in a picture, in its notes or its legend, speaks of a contest or a claim."""
    day = next(event.when.latest for event in drawn.events if event.id == "lidford-taken")
    text = make(drawn, PictureSpec(day), "svg").decode()
    assert "from this day: " in text
    assert "contested" not in text.casefold()
    assert "claimed" not in text.casefold().replace("as claimed", "")
