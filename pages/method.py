"""Method: definitions, how the map is made and how good it is, sides, names, licences and credits."""

from controlatlas.ui.frame import opened_dataset
from controlatlas.ui.method_page import method
from controlatlas.ui.navigation import heading
from controlatlas.ui.reader import reader
from controlatlas.ui.wish import view_of

atlas = opened_dataset()
now = reader(atlas)
view_of(atlas)
heading(now.t, "method")
method(atlas.dataset, now)
