"""What a press does stands in a callback, which is done to its end; what follows it in a run can be broken off before it is reached."""

from __future__ import annotations

import ast
import pathlib

import pytest

UI = pathlib.Path(__file__).parents[2] / "src" / "controlatlas" / "ui"
PRESSED = {"button", "download_button", "form_submit_button"}


def asked(code: str) -> list[str]:
    """The calls for a button whose answer, whether it was pressed, is looked at."""
    tree = ast.parse(code)
    alone = {id(it.value) for it in ast.walk(tree) if isinstance(it, ast.Expr)}
    return [
        ast.unparse(it)
        for it in ast.walk(tree)
        if isinstance(it, ast.Call)
        and isinstance(it.func, ast.Attribute)
        and it.func.attr in PRESSED
        and id(it) not in alone
    ]


@pytest.mark.parametrize("path", sorted(UI.rglob("*.py")), ids=lambda it: it.relative_to(UI).as_posix())
def test_no_run_asks_whether_a_button_was_pressed(path):
    """A newer request ends a run at any moment, and the run after it does not hear of the press again."""
    assert asked(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "code",
    ["if st.button('Go'): go()", "pressed = within.button('Go')", "st.download_button('x', y) and go()"],
)
def test_a_press_that_is_asked_for_is_found(code):
    """The test above can fail."""
    assert len(asked(code)) == 1
