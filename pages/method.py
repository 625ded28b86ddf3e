"""Method: definitions, how the map is made and how good it is, sides, names, licences and credits."""

from controlatlas.ui.frame import current_dataset
from controlatlas.ui.method_page import method
from controlatlas.ui.parts.navigation import heading
from controlatlas.ui.state.reader import current_reader
from controlatlas.ui.state.view import view_of

atlas = current_dataset()
reader = current_reader(atlas)
view_of(atlas)
heading(reader.t, "method")
method(atlas.dataset, reader)
