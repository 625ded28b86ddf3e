"""What the server sends beside the pages: map documents by their fingerprint, kept by browsers, locked in, and nothing else."""

from __future__ import annotations

import asyncio
import concurrent.futures
import gzip

import pytest
from starlette.datastructures import Headers

from controlatlas.ui import served
from controlatlas.ui.server import MIDDLEWARE
from controlatlas.ui.state.datasets import as_document


@pytest.fixture(autouse=True)
def serving(monkeypatch):
    """A server is there, and has sent nothing yet."""
    monkeypatch.setattr(served, "_serving", True)
    monkeypatch.setattr(served, "_documents", type(served._documents)())


def asked(path: str, encodings: str = "gzip, br"):
    """The answer to a browser; ``None`` if it is left to the app."""
    return alone(served.answer_of(path, Headers({"accept-encoding": encodings})))


def alone(work):
    """What asynchronous work comes to, in a thread of its own: in this one a browser of other tests may have its loop."""
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def test_a_document_is_sent_once_and_kept_by_the_browser():
    """It comes compressed from the address of its fingerprint, may be kept for good, and is sandboxed when it is opened alone."""
    document = as_document("<!DOCTYPE html><title>Ագդամ</title>" + "<p>map</p>" * 1000)
    path = served.address_of(document).removeprefix(".")
    answer = asked(path)
    assert gzip.decompress(answer.body).decode() == document.html
    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-security-policy"].startswith("sandbox allow-scripts")
    assert "allow-same-origin" not in answer.headers["content-security-policy"]
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    plain = asked(path, "identity")
    assert plain.body.decode() == document.html
    assert "content-encoding" not in plain.headers


@pytest.mark.parametrize("path", ["/_atlas/map/0123456789abcdef", "/_atlas/still/light"])
def test_what_is_not_there_is_not_found(path, monkeypatch):
    """A document that this server has not made, and the still of a dataset that it has not opened, are answered with 404."""
    monkeypatch.setattr(served, "still_of", lambda theme: None)
    assert asked(path).status_code == 404


@pytest.mark.parametrize("path", ["/", "/places", "/_atlas/map/../../etc/passwd", "/_atlas/still/red"])
def test_everything_else_is_for_the_app(path):
    """No other address is answered here."""
    assert asked(path) is None


def test_few_documents_are_kept():
    """What has not been asked for longest gives way, so that the memory of the server stays bounded."""
    made = [as_document(f"<p>{number}</p>") for number in range(served.KEPT + 1)]
    paths = [served.address_of(document).removeprefix(".") for document in made]
    assert asked(paths[0]).status_code == 404
    assert asked(paths[1]).status_code == asked(paths[-1]).status_code == 200


@pytest.mark.parametrize("kind", ["websocket", "lifespan"])
@pytest.mark.parametrize("layer", [it.cls for it in MIDDLEWARE], ids=lambda it: it.__name__)
def test_what_does_not_come_by_http_goes_by(layer, kind):
    """The socket of a session, and the beginning and end of the server, reach Streamlit as they came."""
    came = []

    async def app(*message):
        came.append(message)

    message = {"type": kind}, object(), object()
    alone(layer(app)(*message))
    assert came == [message]
