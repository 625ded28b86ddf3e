"""Export: pictures, clips, web pages and data, ready to print."""

from controlatlas.ui.export_page import desk
from controlatlas.ui.frame import current_dataset
from controlatlas.ui.parts.navigation import heading
from controlatlas.ui.state.reader import current_reader
from controlatlas.ui.state.view import view_of

atlas = current_dataset()
view_of(atlas)
reader = current_reader(atlas)
heading(reader.t, "export")
desk(atlas, reader)
