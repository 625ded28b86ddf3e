"""A reader without a browser, who speaks to the app as Streamlit's own page does: a class of them costs next to nothing."""

from __future__ import annotations

import contextlib
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Button_pb2 import Button
from streamlit.proto.DownloadButton_pb2 import DownloadButton
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import NewSession
from waiting import PATIENCE
from websockets.sync.client import connect
from websockets.typing import Origin


class Visitor:
    """A session of its own on a running app, which ends with the block."""

    def __init__(self, address: str, cookie: str = "") -> None:
        self._address = urlsplit(address).netloc
        self._headers = {"Cookie": cookie} if cookie else {}
        self._left = contextlib.ExitStack()
        self.session: NewSession | None = None
        """What the server has told of its settings."""

    def __enter__(self) -> Visitor:
        self._socket = self._left.enter_context(
            connect(
                f"ws://{self._address}/_stcore/stream",
                subprotocols=["streamlit"],
                origin=Origin(f"http://{self._address}"),
                additional_headers=self._headers,
                max_size=None,
                max_queue=None,  # who reads late answers pings all the same; else the server takes him for gone
                ping_interval=None,
                open_timeout=PATIENCE,
                close_timeout=0.1,  # who leaves does not wait until what he has not read is taken
            )
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._left.close()

    def ask(self, page: str, query: str = "", *, press: str | None = None, told: str | None = None) -> None:
        """Ask for a page by its name in the address, and do not wait for it.

        Or press a button on it, or let a component on it tell something; both are named by their ids.
        """
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.query_string = query
        if press is not None:
            message.rerun_script.widget_states.widgets.add(id=press, trigger_value=True)
        if told is not None:
            message.rerun_script.widget_states.widgets.add(id=told, json_value='{"view": {"told": "here:1"}}')
        self._socket.send(message.SerializeToString())

    def seen(self) -> list[Element]:
        """What the app puts on the page until its run is over."""
        found = []
        while True:
            message = ForwardMsg()
            message.ParseFromString(self._socket.recv(timeout=PATIENCE))
            kind = message.WhichOneof("type")
            if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                found.append(message.delta.new_element)
            if kind == "new_session":
                self.session = message.new_session
            if kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return found

    def see(self, page: str, query: str = "", *, told: str | None = None) -> list[Element]:
        """Ask for a page, or let a component on it tell something, and what the app puts on it."""
        self.ask(page, query, told=told)
        return self.seen()

    def press(self, label: str, page: str, query: str = "") -> list[Element]:
        """Press a button of a page that is there, and what the app puts on the page then."""
        button = next(it for it in buttons(self.see(page, query)) if it.label == label)
        self.ask(page, query, press=button.id)
        return self.seen()


def headings(elements: list[Element]) -> list[str]:
    """The titles of a page."""
    return [
        it.heading.body for it in elements if it.WhichOneof("type") == "heading" and it.heading.tag == "h1"
    ]


def buttons(elements: list[Element]) -> list[Button | DownloadButton]:
    """The buttons of a page, those for files included."""
    return [
        getattr(it, kind)
        for it in elements
        if (kind := it.WhichOneof("type")) in ("button", "download_button")
    ]


def components(elements: list[Element], key: str) -> list[str]:
    """The ids of the components of that key."""
    found = [it.bidi_component.id for it in elements if it.WhichOneof("type") == "bidi_component"]
    return [it for it in found if it.endswith(f"-{key}")]


def exceptions(elements: list[Element]) -> list[str]:
    """The errors that a reader sees in place of a page."""
    return [it.exception.message for it in elements if it.WhichOneof("type") == "exception"]


def complete(elements: list[Element]) -> bool:
    """Whether the run was written into the page, which is the last thing that a run does."""
    return any("data-run='" in it.html.body for it in elements if it.WhichOneof("type") == "html")
