"""Export: pictures, clips, web pages and data, ready to print."""

from controlatlas.ui.export_page import desk
from controlatlas.ui.frame import current_dataset
from controlatlas.ui.navigation import heading
from controlatlas.ui.reader import current_reader
from controlatlas.ui.wish import view_of

atlas = current_dataset()
view_of(atlas)
reader = current_reader(atlas)
heading(reader.t, "export")
desk(atlas, reader)
