"""Every file that the app offers is called by the functions that make a safe name of what a dataset says."""

from __future__ import annotations

import ast

import pytest
from architecture.test_text_is_text import UI, Reading, called

MAKERS = frozenset(("file_name", "file_about", "in_file_name"))


class Names(Reading):
    """The reading of one module for names of files."""

    def faults(self) -> list[str]:
        """Names of files that were put together in another way."""
        asked: list[ast.expr] = []
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                asked += [it.value for it in node.keywords if it.arg == "file_name"]
                asked += node.args[2:3] if called(node) in ("csv_button", "_download") else []
        return [f"line {it.lineno}: {ast.unparse(it)}" for it in asked if not self.own(it)]

    def own(self, it: ast.expr | None) -> bool:
        """Whether a name is written out, or made by one of the functions."""
        if isinstance(it, ast.Name):
            if it.id in ("file_name", "name") and not self.given(it):
                return True  # handed on: looked at where the function is called
            return bool(self.given(it)) and all(map(self.own, self.given(it)))
        return called(it) in MAKERS if isinstance(it, ast.Call) else super().own(it)


@pytest.mark.parametrize("path", sorted(UI.rglob("*.py")), ids=lambda path: path.relative_to(UI).as_posix())
def test_what_is_offered_is_called_by_one_function(path):
    """No identifier, version or folder comes into the name of a file as it is."""
    assert Names(path.read_text(encoding="utf-8")).faults() == []


@pytest.mark.parametrize(
    ("line", "faults"),
    [
        ("st.download_button('x', data, file_name=f'{dataset.version}.csv')", 1),
        ("csv_button('x', data, dataset.version + '.csv')", 1),
        ("name = dataset.id\n    st.download_button('x', data, file_name=name)", 1),
        ("st.download_button('x', data, file_name=file_about(dataset, 'works'))", 0),
        ("csv_button('x', data, 'all.csv')", 0),
    ],
)
def test_the_check_can_fail(line, faults):
    """A name that was put together by hand is found."""
    assert len(Names(f"def page(dataset, data):\n    {line}\n").faults()) == faults
