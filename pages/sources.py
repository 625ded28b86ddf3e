"""Sources: all works, what rests on each, and how to cite them."""

from controlatlas.ui.frame import current_dataset
from controlatlas.ui.navigation import heading
from controlatlas.ui.reader import current_reader
from controlatlas.ui.sources_page import all_works
from controlatlas.ui.wish import view_of

atlas = current_dataset()
view_of(atlas)
heading(current_reader(atlas).t, "sources")
all_works(atlas)
