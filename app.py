"""Control Atlas. Run it with ``streamlit run app.py``.

The server imports this file and serves the application that it finds in it; for each reader it runs the file as a script.
"""

import importlib
import sys

import streamlit as st

FRAME = "controlatlas.ui.frame"

if __name__ == "__main__":
    if FRAME not in sys.modules:
        # A fresh server: its first visitor sees that something is coming while the libraries load, which takes a second.
        with st.spinner("Control Atlas"):
            importlib.import_module(FRAME)
        st.rerun()

    # a second visitor may come while the first one's import goes on: this waits for its end
    importlib.import_module(FRAME).run()
else:
    from controlatlas.ui.server import MIDDLEWARE, lifespan

    app = st.App(__file__, middleware=MIDDLEWARE, lifespan=lifespan)
