"""What the server of the app sends by HTTP beside the pages: map documents, which a browser keeps, and a still of the first map.

By the socket of a session a document would travel again with each visit. Here it has an address made of its fingerprint, so that
a browser that has it asks nothing.
"""

from __future__ import annotations

import functools
import gzip
import re
from collections import OrderedDict

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from .over_http import OverHttp
from .state.datasets import Document
from .still import still_of

KEPT = 64
"""So many documents can be asked for; the oldest give way."""

SANDBOX = "sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox; frame-ancestors 'self'"
"""A document that is opened alone is as locked in as inside a page; its own policy stands in it."""

_FOREVER = "private, max-age=31536000, immutable"
_A_WHILE = "private, max-age=300"

_MAP = re.compile(r"/_atlas/map/([0-9a-f]{16})$")
_STILL = re.compile(r"/_atlas/still/(light|dark)$")

_documents: OrderedDict[str, Document] = OrderedDict()
_serving = False


def address_of(document: Document) -> str | None:
    """Where a browser finds a document, relative to a page of the app; ``None`` if no server sends it."""
    if not _serving:
        return None
    _documents[document.fingerprint] = document
    _documents.move_to_end(document.fingerprint)
    while len(_documents) > KEPT:
        _documents.popitem(last=False)
    return f"./_atlas/map/{document.fingerprint}"


class MapDocuments(OverHttp):
    """Answers for map documents and the still of the first map, and hands on everything else."""

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request for a document that is there, for the still, or none of them."""
        global _serving
        _serving = True
        found = await answer_of(scope["path"], Headers(scope=scope))
        await (found or self.app)(scope, receive, send)


async def answer_of(path: str, headers: Headers) -> Response | None:
    """The answer to a request for a document or the still; ``None`` if it is for none of them."""
    if found := _MAP.search(path):
        document = _documents.get(found[1])
        if document is None:
            return Response("This map is made again when its page is.", 404, media_type="text/plain")
        return await run_in_threadpool(_page, document, "gzip" in headers.get("accept-encoding", ""))
    if found := _STILL.search(path):
        still = await run_in_threadpool(still_of, found[1])
        if still is None:
            return Response(status_code=404)
        return Response(still, media_type="image/png", headers={"Cache-Control": _A_WHILE})
    return None


def _page(document: Document, small: bool) -> Response:
    headers = {
        "Cache-Control": _FOREVER,
        "Content-Security-Policy": SANDBOX,
        "Vary": "Accept-Encoding",
        **({"Content-Encoding": "gzip"} if small else {}),
    }
    content = _zipped(document) if small else document.html.encode()
    return Response(content, media_type="text/html", headers=headers)


@functools.lru_cache(maxsize=KEPT)
def _zipped(document: Document) -> bytes:
    return gzip.compress(document.html.encode(), compresslevel=6, mtime=0)
