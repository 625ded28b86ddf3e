"""Every text that Streamlit reads as Markdown is the program's own, or has passed ``as_text``: read from the code."""

from __future__ import annotations

import ast
import pathlib

import pytest

UI = pathlib.Path(__file__).parents[2] / "src" / "controlatlas" / "ui"

FIRST = frozenset(
    [
        "markdown",
        "caption",
        "error",
        "info",
        "warning",
        "success",
        "toast",
        "title",
        "header",
        "subheader",
        "button",
        "download_button",
        "link_button",
        "checkbox",
        "toggle",
        "radio",
        "selectbox",
        "multiselect",
        "segmented_control",
        "pills",
        "slider",
        "select_slider",
        "text_input",
        "text_area",
        "number_input",
        "date_input",
        "time_input",
        "file_uploader",
        "color_picker",
        "expander",
        "popover",
        "tabs",
        "status",
        "spinner",
        "metric",
        "TextColumn",
        "NumberColumn",
        "DateColumn",
        "LinkColumn",
        "csv_button",
    ]
)
"""Calls whose first argument is read as Markdown; ``csv_button`` is our own and hands it on."""

KEPT = ("kept_text", "kept_one_of", "kept_buttons", "kept_color")
SECOND = {
    "_typed": 0,
    "any_of": 3,
    "day_field": 1,
    "_download": 0,
    "page_button": 0,
    **dict.fromkeys(KEPT, 0),
}
"""Calls of our own that hand on one of their arguments, and which."""

NAMED = frozenset({"label", "body", "text", "help", "caption", "captions"})
"""Arguments by name that are read as Markdown; ``alt``, ``placeholder`` and cells of tables are not."""

CHOICES = frozenset({"radio", "segmented_control", "pills", "kept_buttons"})
"""Calls whose choices are read as Markdown; those of ``selectbox`` and ``multiselect`` are not."""

PLAIN = frozenset(
    [
        "html",
        "container",
        "columns",
        "rerun",
        "dataframe",
        "image",
        "video",
        "code",
        "vega_lite_chart",
        "pagination",
        "navigation",
        "switch_page",
        "Page",
        "set_page_config",
        "progress",
        "fragment",
        "cache_resource",
        "component",
        "get",
        "pop",
        "setdefault",
        "get_all",
        "from_dict",
    ]
)
"""Calls of ``st`` whose first argument is no Markdown. What stands in no list is refused, ``st.write`` before all."""

OWN = frozenset({"as_text", "len", "sum", "number", "percent", "round", "quote"})
"""Calls that answer with a number, or with Markdown that shows a text as it is."""

MAKERS = frozenset({"_choice", "_label", "_policy", "_count"})
"""Functions that make Markdown: what they return is looked at where it stands."""

HANDED_ON = {
    ("_typed", "label"),
    ("csv_button", "label"),
    ("any_of", "title"),
    ("day_field", "label"),
    ("_download", "label"),
    ("page_button", "label"),
    *((name, "label") for name in KEPT),
}
"""Parameters that are handed on to Streamlit: looked at where the function is called, see ``SECOND`` and ``FIRST``."""

PROGRAM = frozenset({"page.title", "page.purpose", "made.name"})
"""Messages in tables of the program that are reached by a name: of pages (navigation.py) and of forms (formats.py)."""


def texts(call: ast.Call) -> list[ast.expr]:
    """The arguments of a call that are read as Markdown; a call of ``st`` that is not known is one itself."""
    name = called(call)
    found: list[ast.expr] = []
    first = SECOND.get(name, 0 if name in FIRST else None)
    if first is not None and len(call.args) > first:
        found.append(call.args[first])
    streamlit = ast.unparse(call.func).startswith("st.")
    if streamlit and name not in FIRST | PLAIN:
        found.append(call)
    if first is not None or streamlit:
        found += [it.value for it in call.keywords if it.arg in NAMED]
    if name in CHOICES:
        found += [it.value for it in call.keywords if it.arg == "format_func"]
    return found


def called(call: ast.Call) -> str:
    """The name of what is called, without what it belongs to."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


class Reading:
    """The reading of one module."""

    def __init__(self, code: str) -> None:
        self.tree = ast.parse(code)
        self.parents = {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}
        self.asked: list[ast.Name] = []

    def faults(self) -> list[str]:
        """What is read as Markdown and is not certain to be our own."""
        asked: list[ast.expr] = []
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                asked += texts(node)
            if isinstance(node, ast.Return) and getattr(self.function(node), "name", "") in MAKERS:
                asked += [node.value] if node.value else []
        return [f"line {it.lineno}: {ast.unparse(it)}" for it in asked if not self.own(it)]

    def own(self, it: ast.expr | None) -> bool:
        """Whether an expression can hold nothing but the program's own words and what has passed ``as_text``."""
        match it:
            case None | ast.Constant() | ast.Compare():
                return True
            case ast.JoinedStr(values=parts) | ast.List(elts=parts) | ast.Tuple(elts=parts):
                return all(map(self.own, parts))
            case ast.BoolOp(values=parts) | ast.Dict(values=parts):
                return all(map(self.own, parts))
            case ast.FormattedValue(value=part) | ast.Lambda(body=part) | ast.Starred(value=part):
                return self.own(part)
            case ast.ListComp(elt=part) | ast.GeneratorExp(elt=part):
                return self.own(part)
            case ast.BinOp(left=left, right=right) | ast.IfExp(body=left, orelse=right):
                return self.own(left) and self.own(right)
            case ast.Subscript(value=ast.Dict(values=parts)):
                return all(map(self.own, parts))
            case (
                ast.Subscript(value=ast.Name(id=name))
                | ast.Attribute(value=ast.Subscript(value=ast.Name(id=name)))
            ):
                return name.isupper()
            case ast.Call():
                return self._own_call(it)
            case ast.Name():
                handed_on = (getattr(self.function(it), "name", ""), it.id) in HANDED_ON
                if it in self.asked:
                    return True  # a name given to itself, as in a loop, is what it is given elsewhere
                self.asked.append(it)
                given = self.given(it)
                found = handed_on or (bool(given) and all(map(self.own, given)))
                self.asked.remove(it)
                return found
        return False

    def _own_call(self, it: ast.Call) -> bool:
        function, name = ast.unparse(it.func), called(it)
        if name in OWN | MAKERS:
            return True
        if function.removeprefix("reader.") in ("t", "t.plural", "t.in_context"):
            messages = it.args[:2] if name == "plural" else it.args  # the third is the number
            return all(map(self._message, messages)) and all(self.own(key.value) for key in it.keywords)
        if name == "join" and isinstance(it.func, ast.Attribute):
            return self.own(it.func.value) and self.own(it.args[0])
        if name == "list":
            return self._own_keys(it.args[0])
        if name == "with_capital":  # CLDR's name of a language
            return ast.unparse(it.args[0]).startswith("name_of_language(")
        return function == "t.language.upper"

    def _own_keys(self, table: ast.expr) -> bool:
        """Whether the names of a table are our own: tabs show them, and not what stands under them."""
        keys: list[ast.expr | None] = []
        for it in self.given(table) if isinstance(table, ast.Name) else [table]:
            keys += it.keys if isinstance(it, ast.Dict) else [it]
        return bool(keys) and all(map(self.own, keys))

    @staticmethod
    def _message(it: ast.expr) -> bool:
        """Whether a message stands in the code: as it is, or in a table of the program, which has a name in capitals."""
        root = it
        while isinstance(root, ast.Subscript | ast.Attribute):
            root = root.value
        return (
            isinstance(it, ast.Constant)
            or (isinstance(root, ast.Name) and root.id.isupper())
            or ast.unparse(it) in PROGRAM
        )

    def function(self, node: ast.AST) -> ast.AST:
        """The function in which something stands, else the module."""
        while node in self.parents and not isinstance(node, ast.FunctionDef):
            node = self.parents[node]
        return node

    def given(self, name: ast.Name) -> list[ast.expr]:
        """All that a name is given in its function; nothing if it is a parameter or comes from elsewhere."""
        found: list[ast.expr] = []
        taken = getattr(self.function(name), "args", ast.arguments([], [], None, [], [], None, []))
        if name.id in (it.arg for it in (*taken.args, *taken.kwonlyargs)):
            return []
        for node in ast.walk(self.function(name)):
            match node:
                case (
                    ast.Assign(targets=[ast.Name(id=name.id)], value=value)
                    | ast.AugAssign(target=ast.Name(id=name.id), value=value)
                ):
                    found.append(value)
                case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
                    found += [value for it, value in zip(names, values, strict=True) if _is(it, name)]
                case ast.Assign(targets=[ast.Subscript(value=ast.Name(id=name.id), slice=key)], value=value):
                    found.append(ast.Dict(keys=[key], values=[value]))
                case ast.Call(func=ast.Attribute(value=ast.Name(id=name.id), attr="append"), args=[value]):
                    found.append(value)
                case ast.For(target=target, iter=iterated) | ast.comprehension(target=target, iter=iterated):
                    found += self._walked(target, iterated, name)
        return found

    def _walked(self, target: ast.expr, iterated: ast.expr, name: ast.Name) -> list[ast.expr]:
        """What a name is given by a loop over what is written out, or over the items of a table that is."""
        if not any(_is(it, name) for it in ast.walk(target)) or any(
            _is(it, name) for it in ast.walk(iterated)
        ):
            return []
        if isinstance(iterated, ast.Call) and called(iterated) == "items":
            table = iterated.func.value
            tables = self.given(table) if isinstance(table, ast.Name) else [table]
            rows = [[ast.Tuple(elts=[key, value]) for key, value in zip(it.keys, it.values, strict=True)]
                    for it in tables if isinstance(it, ast.Dict)]  # fmt: skip
            written = [row for table in rows for row in table]
        elif isinstance(iterated, ast.Call) and called(iterated) == "zip":
            return [it for part, over in zip(target.elts, iterated.args, strict=False)
                    for it in self._walked(part, over, name)]  # fmt: skip
        else:
            whole = self.given(iterated) if isinstance(iterated, ast.Name) else [iterated]
            written = [it for one in whole if isinstance(one, ast.Tuple | ast.List) for it in one.elts]
        return [value for it in written for value in _matched(target, it, name)]


def _matched(target: ast.expr, value: ast.expr, name: ast.Name) -> list[ast.expr]:
    if _is(target, name):
        return [value]
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        pairs = zip(target.elts, value.elts, strict=True)
        return [it for part, inside in pairs for it in _matched(part, inside, name)]
    return []


def _is(it: ast.expr, name: ast.Name) -> bool:
    return isinstance(it, ast.Name) and it.id == name.id


@pytest.mark.parametrize("path", sorted(UI.rglob("*.py")), ids=lambda path: path.relative_to(UI).as_posix())
def test_what_streamlit_reads_as_markdown_is_ours_or_has_passed_as_text(path):
    """No text of a dataset, an address or a reader comes to Streamlit as Markdown."""
    assert Reading(path.read_text(encoding="utf-8")).faults() == []


@pytest.mark.parametrize(
    "line",
    [
        "st.markdown(place.note)",
        "st.error(str(error))",
        "st.info(t('No place is called {name}.', name=typed))",
        "st.button(label=name)",
        "st.button('Go', help=event.title)",
        "left.subheader(f'Version {release.version}')",
        "st.radio('Tour', tours, format_func=lambda key: reader.say(tours[key].title))",
        "st.tabs([side.names['en']])",
        "st.tabs(list({side.names['en']: 1}))",
        "st.markdown(', '.join(names))",
        "label = 'ours'\n    label = event.title\n    st.expander(label)",
        "for name in names:\n        st.caption(name)",
        "st.write('anything at all')",
        "st.toast('Ignored: ' + said)",
        "st.column_config.TextColumn(side)",
        "csv_button(title, rows, 'x.csv')",
        "st.progress(0.5, text=step.title)",
        "st.image(picture, caption=credit)",
        "st.markdown(t(dataset.title))",
    ],
)
def test_the_check_can_actually_fail(line):
    """Each way to hand a foreign text to Streamlit is found."""
    assert (
        len(Reading(f"def page(name, typed, names, said, side, title, credit):\n    {line}\n").faults()) == 1
    )


@pytest.mark.parametrize(
    "line",
    [
        "st.markdown(as_text(place.note))",
        "st.info(t('No place is called {name}.', name=as_text(typed)))",
        "st.selectbox('Place', names, format_func=lambda key: names[key])",
        "for name, label in (('title', t('Title')), ('credit', t('Credit'))):\n        st.text_input(label)",
        "st.button(t.plural('{n} work', '{n} works', len(works)))",
        "st.image(picture, alt=place.note)",
    ],
)
def test_the_check_lets_through_what_is_text(line):
    """What has passed the one function, what is the program's own, and what Streamlit does not read, is let through."""
    assert Reading(f"def page(names, works):\n    {line}\n").faults() == []
