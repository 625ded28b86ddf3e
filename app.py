"""Control Atlas. Run it with ``streamlit run app.py``."""

from controlatlas.ui.frame import run

run()
