"""Changes: the chronology as a table, to filter and to take away."""

from controlatlas.ui.changes_page import chronology
from controlatlas.ui.frame import current_dataset
from controlatlas.ui.parts.navigation import heading
from controlatlas.ui.state.reader import current_reader
from controlatlas.ui.state.view import view_of

atlas = current_dataset()
view_of(atlas)
heading(current_reader(atlas).t, "changes")
chronology(atlas)
