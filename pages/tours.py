"""Tours: guided stories, step by step on the map."""

from controlatlas.ui.frame import current_dataset
from controlatlas.ui.tours_page import tour_with_map

tour_with_map(current_dataset())
