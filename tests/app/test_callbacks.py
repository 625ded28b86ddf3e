"""What a reader has done is done to its end, whatever he does next and however soon."""

from __future__ import annotations

from running import server_of
from visitor import Visitor, buttons
from waiting import wait_until

SCRIPT = '''
import pathlib
import threading

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType

if __name__ == "__main__":

    def deed():
        """Begin when the next request of the same reader has come, as one does that takes a moment."""
        requests = get_script_run_ctx().script_requests
        pathlib.Path(__file__).with_name("here").touch()
        while requests._state is ScriptRequestType.CONTINUE:
            threading.Event().wait(0.01)
        st.session_state.begun = st.session_state.get("begun", 0) + 1
        st.session_state.ended = st.session_state.get("ended", 0) + 1

    st.button("do", on_click=deed)
    st.html(f"begun {st.session_state.get('begun', 0)}, ended {st.session_state.get('ended', 0)}")
else:
    from controlatlas.ui.server import lifespan

    app = st.App(__file__, lifespan=lifespan)
'''
"""An app with a callback during which the next request arrives, always."""


def texts(elements) -> list[str]:
    """What a page says."""
    return [it.html.body for it in elements if it.WhichOneof("type") == "html"]


def test_a_callback_is_done_to_its_end_though_the_next_request_has_come(tmp_path):
    """Streamlit breaks off what touches the state of a session once there is a newer request, and does not come back to it."""
    script = tmp_path / "app.py"
    script.write_text(SCRIPT, encoding="utf-8")
    with server_of(script, tmp_path / "app.log") as server, Visitor(server.address) as reader:
        (button,) = buttons(reader.see(""))
        reader.ask("", press=button.id)
        wait_until((tmp_path / "here").exists, "the callback has begun")  # else both requests may become one
        reader.ask("")
        assert texts(reader.seen())[-1:] == ["begun 1, ended 1"]
        assert texts(reader.see("")) == ["begun 1, ended 1"]
