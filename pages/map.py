"""Map: who held what, day by day, with the sources of each change."""

import streamlit as st

from controlatlas.ui.below import below_the_map
from controlatlas.ui.frame import opened_dataset
from controlatlas.ui.map_page import find, map_with_address

atlas = opened_dataset()
tools = st.container(key="find")
view = map_with_address(atlas)
with tools:
    find(atlas)
below_the_map(atlas, view)
