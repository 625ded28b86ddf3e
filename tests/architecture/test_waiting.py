"""Tests wait for states and never for time: there is one place where they wait at all."""

from __future__ import annotations

import ast
import pathlib
from collections.abc import Iterator

import pytest

TESTS = pathlib.Path(__file__).parents[1]
WAITING = TESTS / "waiting.py"
MEASURING = TESTS / "bench"
"""Benchmarks let time pass between two measurements."""

SLEEPING = {"sleep", "wait_for_timeout", "setTimeout", "networkidle"}
"""Ways of letting time pass, of Python, of Playwright and of the browser."""


def sleeps(source: str) -> Iterator[str]:
    """The lines of a test that let time pass, also those that it has the browser run."""
    for node in ast.walk(ast.parse(source)):
        name = getattr(node, "attr", getattr(node, "id", ""))
        text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
        for word in SLEEPING:
            if name == word or f"{word}(" in text or text == word:
                yield f"line {node.lineno}: {word}"


FILES = sorted(
    path
    for path in TESTS.rglob("*.py")
    if path not in (WAITING, pathlib.Path(__file__)) and MEASURING not in path.parents
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(TESTS).as_posix())
def test_no_test_waits_for_time_to_pass(path: pathlib.Path) -> None:
    """A test waits for the state that its deed causes; how long a state may take is said in one place."""
    assert list(sleeps(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        "import time\ntime.sleep(1)",
        "from time import sleep\nsleep(1)",
        "page.wait_for_timeout(300)",
        'page.evaluate("new Promise(done => setTimeout(done, 300))")',
        'page.wait_for_load_state("networkidle")',
    ],
)
def test_the_check_of_waiting_can_fail(source: str) -> None:
    """A rest in Python, in Playwright and in the browser is each noticed."""
    assert list(sleeps(source))
