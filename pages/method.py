"""Method: definitions, accuracy, areas against published figures, licences and credits."""

from controlatlas.ui.frame import opened_dataset
from controlatlas.ui.method_page import areas, credits, facts
from controlatlas.ui.navigation import heading
from controlatlas.ui.reader import reader
from controlatlas.ui.wish import view_of

atlas = opened_dataset()
now, view = reader(atlas), view_of(atlas)
heading(now.t, "method")
facts(atlas.dataset)
areas(atlas.dataset)
credits(atlas.dataset)
