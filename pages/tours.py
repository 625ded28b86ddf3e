"""Tours: guided stories, step by step on the map."""

from controlatlas.ui.frame import opened_dataset
from controlatlas.ui.navigation import heading
from controlatlas.ui.reader import reader
from controlatlas.ui.tours_page import tour_with_map

atlas = opened_dataset()
heading(reader(atlas).t, "tours")
tour_with_map(atlas)
