"""Data and credits: what the data is, how to read and cite it, where each layer comes from."""

import streamlit as st

from controlatlas.ui.about_page import areas, credits, facts
from controlatlas.ui.frame import opened_dataset

st.title("Data and credits", anchor=False)
dataset = opened_dataset().dataset
facts(dataset)
areas(dataset)
credits(dataset)
