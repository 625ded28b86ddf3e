"""Your own map: a table, daily maps, an atlas or a workbook becomes a dataset, to look at and to take away."""

from controlatlas.language.catalogue import translator
from controlatlas.ui.frame import within_the_frame
from controlatlas.ui.import_page import own_map
from controlatlas.ui.parts.navigation import heading
from controlatlas.ui.state.reader import language

within_the_frame()
t = translator(language())
heading(t, "import")
own_map(t)
