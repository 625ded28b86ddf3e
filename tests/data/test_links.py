"""Where the works of the Karabakh dataset can be read: no new weak address, and no copy of somebody else's page."""

from __future__ import annotations

import pathlib
import re

from controlatlas.evidence.links import Weakness, host_of, kind_of, survey
from controlatlas.records.model import say

ALLOWED = pathlib.Path(__file__).with_name("weak_links.txt")
"""One line for each weak address that is known, ``weakness record``. The list may only become shorter: 92 lines in 1.0.0."""

NEVER = {Weakness.MIRROR, Weakness.SHORTENER, Weakness.ARCHIVE_ONLY, Weakness.SOCIAL}


def test_weak_addresses_only_become_fewer(karabakh):
    """A weak address that is not in the list is new: mend it. One that is only in the list is mended: take it out."""
    found = {f"{weak.weakness} {weak.record}" for weak in survey(karabakh).weak}
    allowed = set(ALLOWED.read_text(encoding="utf-8").splitlines())
    assert sorted(found - allowed) == [], "new weak addresses"
    assert sorted(allowed - found) == [], "mended: delete these lines"


def test_the_list_is_much_shorter_than_in_the_first_version():
    """Of the 92 weak addresses of version 1.0.0 less than half are left, and of the 42 works without any, with later works."""
    lines = ALLOWED.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 92 // 2
    assert sum(line.startswith("no-address ") for line in lines) <= 42 // 2


def test_no_work_stands_twice(karabakh):
    """One address is one work: two records of it would count as two voices."""
    addresses = [
        re.sub(r"^https?://(www\.)?", "", it.url).rstrip("/") for it in karabakh.sources.values() if it.url
    ]
    assert sorted(it for it in set(addresses) if addresses.count(it) > 1) == []


def test_what_the_quality_note_counts_is_so(karabakh):
    """How many works have no address and how far they were read stands in the dataset as it is, in each language."""
    read = [(work.csl["custom"].get("read") or "") for work in karabakh.sources.values()]
    figures = [
        sum(not work.url for work in karabakh.sources.values()),
        sum(it.startswith("opening") for it in read),
        len(read),
        read.count("not read"),
    ]
    (note,) = (it for it in karabakh.quality if say(it.layer) == "Chronology")
    for text in note.defects.values():
        assert sorted(int(it) for it in re.findall(r"\d+", text)) == sorted(figures), text
    one_sided = sum(event.one_sided is not None for event in karabakh.events)
    assert all(str(one_sided) in text for text in note.accuracy.values())
    counts = (len(karabakh.events), len(karabakh.sources), len(list(karabakh.cells())))
    for text in karabakh.releases[0].changes[0].values():
        assert all(re.search(rf"\b{count}\b", text) for count in counts), text


def test_every_control_change_leads_to_a_work_that_can_be_opened(karabakh):
    """No change of control rests only on works without an address."""
    assert Weakness.NO_ADDRESSED_SUPPORT not in {weak.weakness for weak in survey(karabakh).weak}


def test_the_list_has_each_line_once_and_in_order():
    """The list stays readable: sorted, no line twice."""
    lines = ALLOWED.read_text(encoding="utf-8").splitlines()
    assert lines == sorted(set(lines))


def test_no_copy_is_linked_anywhere_in_the_dataset(root):
    """No file of the dataset, not even in a note, links a proxy, a mirror, a shortener or a social network."""
    folder = root / "geodata" / "karabakh"
    files = [*folder.glob("*.json"), *folder.rglob("*.geojson")]
    assert len(files) > 10
    for path in files:
        for address in re.findall(r"https?://[^\"\\\s]+", path.read_text(encoding="utf-8")):
            assert kind_of(host_of(address)) not in NEVER, f"{path.name}: {address}"
