"""What stands between the server and Streamlit: it sees what is asked by HTTP, and lets everything else by."""

from __future__ import annotations

import abc

from starlette.types import ASGIApp, Receive, Scope, Send


class OverHttp(abc.ABC):
    """Is asked by HTTP in front of an app; the sockets of sessions, and the server's own beginning and end, go by.

    Messages pass as they come. A base of the library that makes requests and answers of them would hold back what is sent bit by bit.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what comes by HTTP, and hand on everything else."""
        await (self.answer if scope["type"] == "http" else self.app)(scope, receive, send)

    @abc.abstractmethod
    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request by HTTP, or hand it on."""
