"""Control Atlas. Run it with ``streamlit run app.py``."""

import importlib
import sys

import streamlit as st

FRAME = "controlatlas.ui.frame"

if FRAME not in sys.modules:
    # A fresh server: its first visitor sees that something is coming while the libraries load, which takes a second.
    with st.spinner("Control Atlas"):
        importlib.import_module(FRAME)
    st.rerun()

# a second visitor may come while the first one's import goes on: this waits for its end
importlib.import_module(FRAME).run()
