"""Your own map: a table, daily maps, an atlas or a workbook becomes a dataset, to look at and to take away."""

from controlatlas.language.catalogue import translator
from controlatlas.ui.frame import dataset_if_any, within_the_frame
from controlatlas.ui.import_page import own_map
from controlatlas.ui.parts.navigation import heading
from controlatlas.ui.state.reader import language
from controlatlas.ui.state.view import view_of

within_the_frame()
atlas = dataset_if_any()
if atlas is not None:
    view_of(atlas)
t = translator(language())
heading(t, "import")
own_map(t)
