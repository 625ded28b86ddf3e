"""Tours: guided stories, step by step on the map."""

from controlatlas.ui.frame import current_dataset
from controlatlas.ui.parts.navigation import heading
from controlatlas.ui.state.reader import current_reader
from controlatlas.ui.tours_page import tour_with_map

atlas = current_dataset()
heading(current_reader(atlas).t, "tours")
tour_with_map(atlas)
