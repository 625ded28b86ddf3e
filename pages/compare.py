"""Compare: two days side by side, who gained, and what changed between them."""

import streamlit as st

from controlatlas.ui.compare_page import (
    before_and_after,
    choose_days,
    map_of_both,
    what_changed,
    what_it_says,
    who_gained,
)
from controlatlas.ui.frame import current_dataset
from controlatlas.ui.state.reader import current_reader

atlas = current_dataset()
reader = current_reader(atlas)
title, days = st.container(), st.container()
with st.container(key="compare-body"):
    both, beside = st.columns([17, 6], gap="medium")
with both:
    view = map_of_both(atlas, reader)  # before all that stands above and beside it, so that it is there first
with title:
    what_it_says(atlas, reader, view.lens)
with days:
    choose_days(atlas, reader)
with beside:
    who_gained(atlas, reader, view.lens)
before_and_after(atlas, reader, view.lens)
what_changed(atlas, reader, view.lens)
