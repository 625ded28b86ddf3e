"""What the server sends beside the pages: map documents by their fingerprint, kept by browsers, locked in, and nothing else."""

from __future__ import annotations

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from controlatlas.ui import served
from controlatlas.ui.state.datasets import as_document


@pytest.fixture
def client():
    """A browser of an app that answers everything with its own words, behind what sends documents."""
    return TestClient(served.MapDocuments(PlainTextResponse("page")))


def test_a_document_is_sent_once_and_kept_by_the_browser(client):
    """It comes compressed from the address of its fingerprint, may be kept for good, and is sandboxed when it is opened alone."""
    client.get("/")  # a server is there
    document = as_document("<!DOCTYPE html><title>Ագդամ</title>" + "<p>map</p>" * 1000)
    answer = client.get(served.address_of(document).removeprefix("."))
    assert answer.text == document.html
    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-security-policy"].startswith("sandbox allow-scripts")
    assert "allow-same-origin" not in answer.headers["content-security-policy"]
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    plain = client.get(served.address_of(document).removeprefix("."), headers={"accept-encoding": "identity"})
    assert plain.text == document.html
    assert "content-encoding" not in plain.headers


@pytest.mark.parametrize("path", ["/_atlas/map/0123456789abcdef", "/_atlas/still/light"])
def test_what_is_not_there_is_not_found(client, path):
    """A document that this server has not made, and the still of a dataset that it has not opened, are answered with 404."""
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/", "/places", "/_atlas/map/../../etc/passwd", "/_atlas/still/red"])
def test_everything_else_is_for_the_app(client, path):
    """No other address is answered here."""
    assert client.get(path).text == "page"


def test_few_documents_are_kept():
    """What has not been asked for longest gives way, so that the memory of the server stays bounded."""
    served._serving = True
    made = [as_document(f"<p>{number}</p>") for number in range(served.KEPT + 1)]
    for document in made:
        assert served.address_of(document) == f"./_atlas/map/{document.fingerprint}"
    assert made[0].fingerprint not in served._documents
    assert len(served._documents) == served.KEPT
