"""Every piece of HTML that the app writes is the program's own, or has passed ``as_html``: read from the code."""

from __future__ import annotations

import ast
import re

import pytest
from architecture.test_text_is_text import UI, Reading, called

GUARD = "as_html"
HELPER = UI / "parts" / "markup.py"

NUMBERS = frozenset(
    ("number", "percent", "round", "at", "max", "this_run", "number_in_words", "km2_in_words", "len")
)
"""Calls that answer with a number, or with one in words."""

IN_WORDS = frozenset(("day_in_words", "days_in_words"))
"""Calls that answer with a day in the program's own words."""

MAKERS = frozenset(
    (
        "event_html",
        "citations_html",
        "said_html",
        "work_link",
        "side_badge",
        "about_work",
        "period_bar",
        "figures_table",
        "area_look",
    )
)
"""Functions that make HTML for other modules: what they return is looked at where they stand."""

COLOURS = frozenset(("color", "fill", "edge", "ground"))
"""Attributes that hold a colour, which the format of a dataset lets through only as ``#`` and six digits."""

HANDED_ON = frozenset((("_section", "body"), ("_contested", "actor"), ("_mark", "full")))
"""Parameters that are HTML or a colour already: looked at where the function is called."""


class Markup(Reading):
    """The reading of one module for HTML."""

    def faults(self) -> list[str]:
        """What stands in HTML and is not certain to be our own."""
        self.functions = {it.name: it for it in ast.walk(self.tree) if isinstance(it, ast.FunctionDef)}
        asked: list[ast.expr] = []
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                asked += self._written(node)
            elif _is_markup(node):
                asked += [it for it in node.values if not isinstance(it, ast.Constant)]
            elif isinstance(node, ast.Return) and getattr(self.function(node), "name", "") in MAKERS:
                asked += [node.value] if node.value else []
        asked = [it for it in asked if not _is_markup(it)]  # of which each part is asked
        return [f"line {it.lineno}: {ast.unparse(it)}" for it in asked if not self.own(it)]

    def _written(self, call: ast.Call) -> list[ast.expr]:
        """What a call shows as HTML, or hands on as HTML."""
        name = called(call)
        found = [it.value for it in call.keywords if (name, it.arg) in HANDED_ON]
        names = [it.arg for it in self.functions[name].args.args] if name in self.functions else []
        found += [it for it, taken in zip(call.args, names, strict=False) if (name, taken) in HANDED_ON]
        if name == "html" and isinstance(call.func, ast.Attribute):
            found += call.args[:1]
        if any(it.arg == "unsafe_allow_html" for it in call.keywords):
            found += call.args[:1]
        if ast.unparse(call.func).startswith("components."):
            found.append(call)
        return found

    def own(self, it: ast.expr | None) -> bool:
        """Whether an expression can hold nothing but HTML of ours, numbers, colours, and what has passed ``as_html``."""
        match it:
            case ast.Attribute(attr=name):
                return name in COLOURS
            case ast.Name(id=name) if name.strip("_").isupper():
                return True
            case ast.Name(id=name) if (getattr(self.function(it), "name", ""), name) in HANDED_ON:
                return True
        return super().own(it)

    def _own_call(self, it: ast.Call) -> bool:
        function, name = ast.unparse(it.func), called(it)
        if name in {GUARD, "color_of", "letters_on"} | NUMBERS | IN_WORDS | MAKERS:
            return True
        if name == "listed":  # the mark between items is a message
            return all(map(self.own, it.args))
        if name == "format" and isinstance(it.func, ast.Attribute):
            return self.own(it.func.value) and all(self.own(key.value) for key in it.keywords)
        if name in self.functions and function == name and it not in self.seen:
            self.seen.append(it)
            returned = [node.value for node in ast.walk(self.functions[name]) if isinstance(node, ast.Return)]
            found = all(map(self.own, returned))
            self.seen.remove(it)
            return found
        return function not in OF_TEXTS and super()._own_call(it)

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.seen: list[ast.Call] = []


def _is_markup(it: ast.AST) -> bool:
    """Whether something is a text with places to fill that holds a tag."""
    return isinstance(it, ast.JoinedStr) and any(
        isinstance(part, ast.Constant) and "<" in part.value for part in it.values
    )


OF_TEXTS = frozenset(("as_text", "quote"))
"""What makes Markdown or an address of a text makes no HTML of it."""


@pytest.mark.parametrize("path", sorted(UI.rglob("*.py")), ids=lambda path: path.relative_to(UI).as_posix())
def test_what_is_written_as_html_is_ours_or_has_passed_as_html(path):
    """No text of a dataset, an address or a reader comes into HTML as it is."""
    assert Markup(path.read_text(encoding="utf-8")).faults() == []


def test_there_is_one_way_into_html():
    """No other module of the app escapes by itself."""
    found = [
        path.name
        for path in UI.rglob("*.py")
        if re.search(r"\bescape\b(?!-sandbox)", path.read_text(encoding="utf-8")) and path != HELPER
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "st.html(place.note)",
        "st.html(f'<p>{place.note}</p>')",
        "st.html('<p>' + name + '</p>')",
        "left.html(f'<p>{as_text(name)}</p>')",
        "st.html(t('<b>{name}</b>', name=name))",
        "st.markdown(name, unsafe_allow_html=True)",
        "st.markdown(f'<p>{name}</p>')",
        "parts = [f'<li title={name}></li>']",
        "parts = []\n    parts.append(place.note)\n    st.html(''.join(parts))",
        "st.html(made(name))",
        "components.html('<p></p>')",
    ],
)
def test_the_check_can_actually_fail(line):
    """Each way to bring a foreign text into HTML is found."""
    code = f"def made(it):\n    return it\ndef page(name, place, t):\n    {line}\n"
    assert len(Markup(code).faults()) == 1


@pytest.mark.parametrize(
    "line",
    [
        "st.html(f'<p>{as_html(place.note)}</p>')",
        "st.html(f'<p>{t.number(place.km2)}</p>')",
        "st.html(f'<i style=\"color: {actor.color}\"></i>')",
        "items = ''.join(f'<li>{as_html(it)}</li>' for it in names)\n    st.html(f'<ul>{items}</ul>')",
        "st.html(_WAITING.format(title=as_html(name)))",
        "st.html(made(name))",
    ],
)
def test_the_check_lets_through_what_is_text(line):
    """What has passed the one function, numbers, colours and HTML of ours are let through."""
    code = f"def made(it):\n    return f'<p>{{as_html(it)}}</p>'\ndef page(name, names, place, actor, t):\n    {line}\n"
    assert Markup(code).faults() == []
