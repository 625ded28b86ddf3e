"""Changes: the chronology as a table, to filter and to take away."""

from controlatlas.ui.changes_page import chronology
from controlatlas.ui.frame import current_dataset
from controlatlas.ui.navigation import heading
from controlatlas.ui.reader import current_reader
from controlatlas.ui.wish import view_of

atlas = current_dataset()
view_of(atlas)
heading(current_reader(atlas).t, "changes")
chronology(atlas)
