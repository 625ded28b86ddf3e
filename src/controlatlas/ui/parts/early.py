"""What a reader does before the scripts of components are there, or while they are not, is kept for them."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.types import Message, Receive, Scope, Send

from ..over_http import OverHttp
from ..still import markup
from .script_text import script_text

_SCRIPT = script_text("early.js")
_HEAD, _BODY = b"<head>", b"<body>"
_HEARING = f"<head><script>{_SCRIPT}</script>".encode()
_UNASKED = (b"accept-encoding", b"if-none-match", b"if-modified-since")
"""Not asked of Streamlit for a page: it is to come whole and plain, so that the script can be put in."""
_UNTRUE = (b"content-length", b"etag", b"last-modified", b"accept-ranges")
"""What Streamlit says of a page without the script."""


class EarlyEars(OverHttp):
    """Puts the script that listens from the first moment on into each page, before anything that can be pressed.

    What a run of the app puts into the page would be too late: the browser draws what is to be seen, and what can be pressed,
    before it looks at the scripts that came with it, and much later when it is busy.
    """

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on; in the answer to a browser that comes to a page, put the script in."""
        if scope["method"] != "GET" or b"text/html" not in dict(scope["headers"]).get(b"accept", b""):
            await self.app(scope, receive, send)
            return
        held: list[Message] = []
        parts: list[bytes] = []

        async def answered(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_page(message):
                held.append(message)
            elif not held:
                await send(message)
            elif message["type"] == "http.response.body":
                parts.append(message.get("body", b""))
                if not message.get("more_body", False):
                    await _sent(held.pop(), b"".join(parts), send)

        headers = [(name, value) for name, value in scope["headers"] if name not in _UNASKED]
        await self.app({**scope, "headers": headers}, receive, answered)


def _is_page(start: Message) -> bool:
    headers = {name.lower(): value for name, value in start["headers"]}
    return headers.get(b"content-type", b"").startswith(b"text/html") and b"content-encoding" not in headers


async def _sent(start: Message, body: bytes, send: Send) -> None:
    body = body.replace(_HEAD, _HEARING, 1).replace(_BODY, _BODY + await run_in_threadpool(markup), 1)
    headers = [(name, value) for name, value in start["headers"] if name.lower() not in _UNTRUE]
    start["headers"] = [*headers, (b"content-length", str(len(body)).encode())]
    await send(start)
    await send({"type": "http.response.body", "body": body})
