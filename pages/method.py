"""Method: definitions, how the map is made and how good it is, sides, names, licences and credits."""

from controlatlas.ui.frame import current_dataset
from controlatlas.ui.method_page import method
from controlatlas.ui.navigation import heading
from controlatlas.ui.reader import current_reader
from controlatlas.ui.wish import view_of

atlas = current_dataset()
reader = current_reader(atlas)
view_of(atlas)
heading(reader.t, "method")
method(atlas.dataset, reader)
