"""Places: one place, its names, and who held it when."""

from controlatlas.ui.frame import current_dataset
from controlatlas.ui.navigation import heading
from controlatlas.ui.places_page import about, chosen_place
from controlatlas.ui.reader import current_reader
from controlatlas.ui.wish import view_of

atlas = current_dataset()
view_of(atlas)
heading(current_reader(atlas).t, "places")
place = chosen_place(atlas)
if place is not None:
    about(atlas, place)
