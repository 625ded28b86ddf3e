"""Compare: two days side by side, and what changed between them."""

import streamlit as st

from controlatlas.ui.compare_page import choose_days, map_of_both, what_changed, who_gained
from controlatlas.ui.frame import current_dataset
from controlatlas.ui.parts.navigation import heading
from controlatlas.ui.state.reader import current_reader

atlas = current_dataset()
reader = current_reader(atlas)
heading(reader.t, "compare")
days = st.container()
view = map_of_both(atlas, reader)  # before the fields above it, so that it is there first
with days:
    choose_days(atlas, reader)
who_gained(atlas, reader, view.lens)
what_changed(atlas, reader, view.lens)
