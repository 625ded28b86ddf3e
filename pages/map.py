"""Map: who held what, day by day, with the sources of each change."""

from controlatlas.ui.frame import current_dataset
from controlatlas.ui.map_page import below_the_map, map_with_address

atlas = current_dataset()
view = map_with_address(atlas)
below_the_map(atlas, view)
