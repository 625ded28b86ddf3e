"""Tours: guided stories, step by step on the map."""

from controlatlas.ui.frame import opened_dataset
from controlatlas.ui.navigation import heading
from controlatlas.ui.reader import reader
from controlatlas.ui.wish import view_of

atlas = opened_dataset()
now, view = reader(atlas), view_of(atlas)
heading(now.t, "tours")
