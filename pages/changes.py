"""Changes: the chronology as a table, to filter and to take away."""

from controlatlas.ui.changes_page import chronology
from controlatlas.ui.frame import opened_dataset
from controlatlas.ui.navigation import heading
from controlatlas.ui.reader import reader
from controlatlas.ui.wish import view_of

atlas = opened_dataset()
view_of(atlas)
heading(reader(atlas).t, "changes")
chronology(atlas)
