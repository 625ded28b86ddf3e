"""The line of colours of a place: one picture for each history, with colours of its own."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from controlatlas.history.timeline import control_periods
from controlatlas.publish.bars import bar_files, bar_path
from controlatlas.publish.paths import with_page

SVG = "{http://www.w3.org/2000/svg}"


def test_a_bar_has_a_stretch_for_each_period_and_serves_all_places_with_that_history(islands_site, by_path):
    """The periods of a place stand on its bar from left to right, and each bar is one file."""
    files, dataset = by_path(bar_files(islands_site)), islands_site.dataset
    known = control_periods(dataset)
    for place in with_page(dataset):
        bar = ElementTree.fromstring(files[bar_path(dataset, known[place.id])])
        lefts = [int(it.get("x", "")) for it in bar.iter(f"{SVG}rect")]
        assert len(lefts) == len(known[place.id]), place.id
        assert lefts == sorted(lefts), place.id
        assert lefts[0] == 0, place.id
    assert len(files) < len(with_page(dataset))


def test_a_bar_is_dark_where_the_reader_wants_it_dark_and_loads_nothing(islands_site, by_path):
    """A picture knows nothing of the page that it is in: both themes are in the file, and no address of anything else."""
    for content in by_path(bar_files(islands_site)).values():
        text = content.decode()
        light, dark = text.split("@media(prefers-color-scheme:dark)")
        assert re.search(r"\.k0\{fill:#[0-9a-f]{6}\}", light)
        assert re.search(r"\.k0\{fill:#[0-9a-f]{6}\}", dark)
        assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
        assert "url(" not in text
