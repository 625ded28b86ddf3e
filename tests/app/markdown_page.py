"""A page for test_text_is_text.py: foreign texts in every kind of call that reads Markdown, each in a box of its own."""

import json
import os
import pathlib

import streamlit as st

from controlatlas.ui.parts.markdown import as_text

KINDS = {
    "markdown": st.markdown,
    "caption": st.caption,
    "subheader": lambda text: st.subheader(text, anchor=False),
    "error": st.error,
    "info": st.info,
    "expander": st.expander,
    "tabs": lambda text: st.tabs([text]),
    "button": lambda text: st.button(text, key=f"button {text}"),
    "segmented_control": lambda text: st.segmented_control(
        "", ["x"], format_func=lambda _: text, key=f"segment {text}", label_visibility="collapsed"
    ),
    "radio": lambda text: st.radio(
        "", ["x"], format_func=lambda _: text, key=f"radio {text}", label_visibility="collapsed"
    ),
}

for kind, texts in json.loads(pathlib.Path(os.environ["TEXTS"]).read_text(encoding="utf-8")).items():
    for number, text in enumerate(texts):
        with st.container(key=f"{kind}-{number}"):
            KINDS[kind](as_text(text))
st.html("<b id='complete'></b>")
