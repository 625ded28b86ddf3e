"""Places: one place, its names, and who held it when."""

from controlatlas.ui.frame import current_dataset
from controlatlas.ui.parts.navigation import heading
from controlatlas.ui.places_page import about, chosen_place
from controlatlas.ui.state.reader import current_reader
from controlatlas.ui.state.view import view_of

atlas = current_dataset()
view_of(atlas)
heading(current_reader(atlas).t, "places")
place = chosen_place(atlas)
if place is not None:
    about(atlas, place)
