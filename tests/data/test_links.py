"""Where the works of the Karabakh dataset can be read: no new weak address, and no copy of somebody else's page."""

from __future__ import annotations

import pathlib
import re

from controlatlas.evidence.links import Weakness, host_of, kind_of, survey

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
