"""Map: who held what, day by day, with the sources of each change."""

import streamlit as st

from controlatlas.ui.frame import current_dataset
from controlatlas.ui.map_page import find, map_with_address, table_of_day

dataset = current_dataset()
tools = st.container(key="find")
view = map_with_address(dataset)
with tools:
    find(dataset)
table_of_day(dataset, view)
