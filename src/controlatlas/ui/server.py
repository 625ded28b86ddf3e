"""What the server of the app does beside Streamlit: a second wall round every page, the first page by its name, and an end that is an end."""

from __future__ import annotations

import contextlib
import re
import signal
from collections.abc import AsyncIterator
from typing import Any

from starlette.middleware import Middleware
from starlette.responses import RedirectResponse
from starlette.types import Message, Receive, Scope, Send
from uvicorn import Server

from .over_http import OverHttp
from .parts.early import EarlyEars
from .parts.navigation import PAGES
from .served import MapDocuments
from .state.settings import check_settings
from .whole_callbacks import keep_callbacks_whole

POLICY = {
    "default-src": "'none'",
    # Streamlit's own scripts, those of components (blob:), and those in the document of the map, which has hashes of them
    # in a policy of its own; charts are compiled. A handler in an attribute, which is what foreign markup has, never runs.
    "script-src": "'self' 'unsafe-inline' 'unsafe-eval' blob:",
    "script-src-attr": "'none'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "media-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self' {sockets}",
    "worker-src": "'self' blob:",
    "frame-src": "'self'",
    "manifest-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}
"""What a page of the app may load and ask: what comes from its own server, and nothing from any other."""

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
"""What else each answer says: take files for what they are called, tell no address, lend no device."""

_HOST = re.compile(r"[A-Za-z0-9.-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")


def policy(host: str) -> str:
    """The policy for an answer to a request to a host, which not every browser takes for 'self' where sockets are meant."""
    sockets = f"ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    return "; ".join(f"{name} {sources.format(sockets=sockets).strip()}" for name, sources in POLICY.items())


class Walls(OverHttp):
    """Adds the policy and the other headers to every answer that does not bring its own."""

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on, and add to its answer."""
        host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
        headers = {**HEADERS, "Content-Security-Policy": policy(host)}

        async def answered(message: Message) -> None:
            if message["type"] == "http.response.start":
                there = {name.lower() for name, _ in message["headers"]}
                more = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
                message["headers"] = [*message["headers"], *(it for it in more if it[0] not in there)]
            await send(message)

        await self.app(scope, receive, answered)


class FirstPage(OverHttp):
    """Leads from the name of the first page to where that page is: Streamlit knows it by no name, and says there is none."""

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request for the first page by its name, and hand on any other."""
        if scope["path"].endswith(f"/{PAGES[0].name}"):
            query = scope["query_string"].decode("latin-1")
            await RedirectResponse(f"./?{query}" if query else "./")(scope, receive, send)
        else:
            await self.app(scope, receive, send)


MIDDLEWARE = [Middleware(Walls), Middleware(MapDocuments), Middleware(FirstPage), Middleware(EarlyEars)]


@contextlib.asynccontextmanager
async def lifespan(_: Any) -> AsyncIterator[None]:
    """While the server runs: a signal to end ends it, and then the process in the usual way.

    It does not start with settings that cannot be: whoever starts it reads why, and no visitor does.
    By itself the server ends the process with the same signal, and what was to be done at its end would not be done.
    """
    check_settings()
    keep_callbacks_whole()
    for number in (signal.SIGINT, signal.SIGTERM):
        server = getattr(signal.getsignal(number), "__self__", None)
        if isinstance(server, Server):
            signal.signal(number, lambda *_, server=server: _end(server))
    yield


def _end(server: Server) -> None:
    """Ask the server to end; the second time, not to wait for anybody."""
    server.force_exit = server.should_exit
    server.should_exit = True
