"""Export: pictures, clips, web pages and data, ready to print."""

from controlatlas.ui.export_page import desk
from controlatlas.ui.frame import opened_dataset
from controlatlas.ui.navigation import heading
from controlatlas.ui.reader import reader
from controlatlas.ui.wish import view_of

atlas = opened_dataset()
view_of(atlas)
now = reader(atlas)
heading(now.t, "export")
desk(atlas, now)
