"""Sources: all works, what rests on each, and how to cite them."""

from controlatlas.ui.frame import current_dataset
from controlatlas.ui.parts.navigation import heading
from controlatlas.ui.sources_page import all_works
from controlatlas.ui.state.reader import current_reader
from controlatlas.ui.state.view import view_of

atlas = current_dataset()
view_of(atlas)
heading(current_reader(atlas).t, "sources")
all_works(atlas)
