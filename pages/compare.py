"""Compare: two days side by side, and what changed between them."""

from controlatlas.ui.compare_page import choose_days, map_of_both, what_changed, who_gained
from controlatlas.ui.frame import opened_dataset
from controlatlas.ui.navigation import heading
from controlatlas.ui.reader import reader

atlas = opened_dataset()
now = reader(atlas)
heading(now.t, "compare")
choose_days(atlas, now)
view = map_of_both(atlas, now)
who_gained(atlas, now, view.lens)
what_changed(atlas, now, view.lens)
