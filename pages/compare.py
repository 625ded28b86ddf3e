"""Compare: two days side by side, and what changed between them."""

import streamlit as st

from controlatlas.ui.compare_page import choose_days, map_of_both, what_changed, who_gained
from controlatlas.ui.frame import opened_dataset
from controlatlas.ui.navigation import heading
from controlatlas.ui.reader import reader

atlas = opened_dataset()
now = reader(atlas)
heading(now.t, "compare")
days = st.container()
view = map_of_both(atlas, now)  # before the fields above it, so that it is there first
with days:
    choose_days(atlas, now)
who_gained(atlas, now, view.lens)
what_changed(atlas, now, view.lens)
