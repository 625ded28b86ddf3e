"""Map: who held what, day by day, with the sources of each change."""

import streamlit as st

from controlatlas.ui.area_questions import land_questions
from controlatlas.ui.area_section import area_over_time
from controlatlas.ui.frame import opened_dataset
from controlatlas.ui.map_page import find, map_with_address, table_of_day

atlas = opened_dataset()
tools = st.container(key="find")
view = map_with_address(atlas)
with tools:
    find(atlas)
area_over_time(atlas, view)
land_questions(atlas.dataset, view)
table_of_day(atlas.dataset, view)
