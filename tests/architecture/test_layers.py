"""Imports point down only, from room to room, and the engine knows no conflict by name."""

from __future__ import annotations

import ast
import functools
import json
import pathlib
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

ROOT = pathlib.Path(__file__).parents[2]
PACKAGE = "controlatlas"
SOURCES = ROOT / "src" / PACKAGE
SHIPPED = ROOT / "geodata" / "karabakh"

LAYER_OF = {
    "records": "records",
    "disk": "disk",
    **dict.fromkeys(("history", "measure", "evidence", "language", "style", "tables"), "meaning"),
    **dict.fromkeys(("webmap", "picture", "export", "publish"), "output"),
    **dict.fromkeys(("load", "check", "importing"), "side door"),
    **dict.fromkeys(("work", "cli", "__main__", "__init__"), "front door"),
    **dict.fromkeys(("ui", "app", "pages"), "screen"),
}
"""The layer of each room of the package, and of the app beside it (.github/ARCHITECTURE.md, "Rooms")."""

MAY_IMPORT = {
    "records": {"records"},
    "meaning": {"records", "meaning"},
    "disk": {"records", "disk"},
    "output": {"records", "disk", "meaning", "output"},
    "side door": {"records", "disk", "meaning", "side door"},
    "front door": {"records", "disk", "meaning", "side door", "front door", "output"},
    "screen": {"records", "disk", "meaning", "side door", "front door", "output", "screen"},
}

FLOORS = (
    "records", "disk", "history", "measure", "evidence", "style", "language", "tables", "webmap", "picture", "export",
    "publish", "check", "load", "importing", "work", "cli", "ui",
)  # fmt: skip
"""The rooms from the ground up: a room imports only from those before it."""

ONLY_IN = {
    "streamlit": {"screen"},
    **{key: {"output"} for key in ("folium", "branca", "xstatic", "matplotlib", "PIL", "av")},
    "jinja2": {"output"},
    "geopandas": {"meaning", "side door"},
    **{key: {"side door"} for key in ("pyogrio", "openpyxl")},
}
"""Which layers alone may import a library."""

NO_FILES_IN = {"records", "meaning"}
READS_ITS_OWN = {"controlatlas.language.catalogue", "controlatlas.evidence.reference_styles"}
"""The catalogues of the languages and the styles of references lie in the package and are read where they are used."""

FILES = {
    "os",
    "pathlib",
    "shutil",
    "tempfile",
    "glob",
    "socket",
    "urllib",
    "http",
    "requests",
    "importlib",
}
OPENING = {"open", "read_text", "read_bytes", "write_text", "write_bytes"}


def module_of(path: pathlib.Path) -> str:
    """The dotted name of a file of the package, or of the app beside it."""
    base = SOURCES.parent if path.is_relative_to(SOURCES) else ROOT
    return ".".join(path.relative_to(base).with_suffix("").parts)


def layer_of(module: str) -> str:
    """The layer of a module given by its dotted name; a module that has none yet must be given one above."""
    parts = module.split(".")
    name = parts[0] if parts[0] != PACKAGE else parts[1] if len(parts) > 1 else "__init__"
    assert name in LAYER_OF, (
        f"{module} is in no room: add its folder to LAYER_OF and FLOORS, and to .github/ARCHITECTURE.md"
    )
    return LAYER_OF[name]


def is_above(name: str, module: str) -> bool:
    """Whether an imported module stands in a room above the one that imports it."""
    there, here = (it.split(".")[1] if it.startswith(f"{PACKAGE}.") else "" for it in (name, module))
    return there in FLOORS and here in FLOORS and FLOORS.index(there) > FLOORS.index(here)


def imports(source: str, module: str) -> Iterator[str]:
    """The dotted names that a module imports, also inside functions; relative ones made absolute."""
    package = module.split(".")[:-1]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            if base == PACKAGE or (node.level and not node.module):
                yield from (_submodule(base, alias.name) for alias in node.names)
            else:
                yield base


def _submodule(base: str, name: str) -> str:
    """``from package import name`` means a module of the package if there is one, else what its front page offers."""
    return f"{base}.{name}" if base != PACKAGE or name in LAYER_OF else base


def violations(source: str, module: str) -> list[str]:
    """What a module does that its layer may not do."""
    layer, found = layer_of(module), []
    no_files = layer in NO_FILES_IN and module not in READS_ITS_OWN
    for name in imports(source, module):
        library = name.partition(".")[0]
        if library == PACKAGE and (layer_of(name) not in MAY_IMPORT[layer] or is_above(name, module)):
            found.append(f"{module} ({layer}) imports {name} ({layer_of(name)})")
        if layer not in ONLY_IN.get(library, {layer}):
            allowed = " and ".join(sorted(ONLY_IN[library]))
            found.append(f"{module} ({layer}) imports {library}, which belongs to {allowed}")
        if no_files and library in FILES:
            found.append(f"{module} ({layer}) imports {library}")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and no_files:
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if called in OPENING:
                found.append(f"{module} ({layer}) calls {called}")
    return found


MODULES = sorted(
    [*SOURCES.rglob("*.py"), *(ROOT / "pages").glob("*.py"), *ROOT.glob("app.py")], key=module_of
)


@pytest.mark.parametrize("path", MODULES, ids=module_of)
def test_imports_point_down(path: pathlib.Path) -> None:
    """A module imports only from its own layer and those below, and the libraries that its layer may know."""
    assert violations(path.read_text(encoding="utf-8"), module_of(path)) == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("controlatlas.records.model", "from ..history.timeline import control_on"),
        ("controlatlas.records.model", "import pathlib"),
        ("controlatlas.history.timeline", "from .. import load"),
        ("controlatlas.history.timeline", "from controlatlas import load_dataset"),
        ("controlatlas.history.timeline", "from controlatlas.load.read import load_dataset"),
        ("controlatlas.history.timeline", "def f():\n    from ..webmap import build_map"),
        ("controlatlas.measure.areas", "def f(path):\n    return path.read_text()"),
        ("controlatlas.history.search", "open('x')"),
        ("controlatlas.history.compare", "import streamlit as st"),
        ("controlatlas.check.dataset", "from ..webmap import payload"),
        ("controlatlas.load.read", "from ..ui import frame"),
        ("controlatlas.webmap.payload", "from ..load import load_dataset"),
        ("controlatlas.webmap.document", "import streamlit"),
        ("controlatlas.history.timeline", "from ..measure.areas import land_km2"),
        ("controlatlas.evidence.weigh", "from ..language.terms import STANCES"),
        ("controlatlas.webmap.payload", "from ..picture.spec import PictureSpec"),
        ("controlatlas.cli.main", "from controlatlas.ui import frame"),
        ("controlatlas.ui.frame", "import folium"),
        ("app", "from matplotlib import pyplot"),
        ("controlatlas.ui.frame", "import geopandas"),
        ("controlatlas.load.read", "from ..importing import files"),
    ],
)
def test_the_check_of_imports_can_fail(module: str, source: str) -> None:
    """An upward arrow, a library of another layer, and a file opened where none may be are each noticed."""
    assert len(violations(source, module)) == 1


@pytest.mark.parametrize(
    ("module", "source"),
    [
        (
            "controlatlas.history.timeline",
            "from ..records.model import Dataset\nfrom ..records import errors\nimport datetime",
        ),
        ("controlatlas.load.read", "from ..check import check_dataset\nfrom . import schema\nimport pathlib"),
        (
            "controlatlas.webmap.document",
            "import folium\nfrom ..history.timeline import control_periods\nfrom . import payload",
        ),
        (
            "controlatlas.ui.frame",
            "import streamlit\nfrom controlatlas import load_dataset\nfrom ..webmap import x",
        ),
        ("app", "import streamlit\nfrom controlatlas.ui import frame"),
    ],
)
def test_the_check_of_imports_can_pass(module: str, source: str) -> None:
    """Arrows that point down are allowed."""
    assert violations(source, module) == []


# ---------------------------------------------------------------- no conflict by name


def literals(source: str) -> Iterator[str]:
    """The text constants of a module, docstrings left out."""
    tree = ast.parse(source)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


@functools.cache
def shipped_words() -> frozenset[str]:
    """All ids of the shipped dataset, its own, and the names of its actors, places and groups, in lower case.

    Words of fewer than five letters are left out: a village is called Top, and so is the upper edge of a page.
    Kinds of events and sides are words of the trade and may be said; kinds of lines are the dataset's own.
    """
    package = json.loads((SHIPPED / "datapackage.json").read_text(encoding="utf-8"))
    settings = package["controlatlas"]
    records = [*settings["actors"], *_records("groups.json")]
    for name in ("settlements", "cells", "corridor", "lines", "districts"):
        for feature in json.loads((SHIPPED / f"{name}.geojson").read_text(encoding="utf-8"))["features"]:
            records.append({"id": feature["id"], **feature["properties"]})
    words = {word.lower() for record in records for word in (record["id"], *record["names"].values())}
    for name in ("events.json", "sources.json", "claims.json", "tour.json"):
        words |= {record["id"] for record in _records(name)}
    for name in ("ranges", "comparisons", "land_questions", "published_areas"):
        words |= {record["id"] for record in settings.get(name, [])}
    words |= {*settings["line_kinds"], package["name"], "nagorno"}
    return frozenset(word for word in words if len(word) >= 5) - SPOKEN


YEARS = frozenset({*range(1988, 2027)}) - {2000}
"""The years of the shipped dataset, save one that is a round number as well."""

SPOKEN = frozenset({"region"})
"""Words that are ids of the shipped dataset by chance, and stand in any text."""


def _records(name: str) -> list[dict[str, Any]]:
    return json.loads((SHIPPED / name).read_text(encoding="utf-8"))


def named(source: str, words: frozenset[str]) -> set[str]:
    """The words of the dataset that a module's text constants contain, and the days and years that its constants are."""
    found = {str(year) for year in years(source)}
    for text in literals(source):
        found |= spoken_in(text, words)
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            found.add(text)
    return found


def spoken_in(text: str, words: frozenset[str]) -> set[str]:
    """The words of the dataset in a text."""
    pieces = re.findall(r"[^\W_]+", text.lower())
    joined = re.findall(r"[^\W_]+(?:-[^\W_]+)*", text.lower())
    pairs = (" ".join(pair) for pair in pairwise(joined))
    return set(words & {text.lower(), *pieces, *joined, *pairs})


def years(source: str) -> Iterator[int]:
    """The whole numbers of a module that could be years of the shipped dataset."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and type(node.value) is int and node.value in YEARS:
            yield node.value


def named_in_page_code(text: str, words: frozenset[str]) -> set[str]:
    """The words of the dataset, the days and the years in a script or style sheet, its comments left out."""
    bare = re.sub(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", "", text, flags=re.S)
    numbers = {int(number) for number in re.findall(r"(?<![\w.#])\d{4}(?![\w.%])", bare)}
    days = set(re.findall(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)", bare))
    return spoken_in(bare, words) | days | {str(number) for number in numbers & YEARS}


ENGINE = sorted(SOURCES.rglob("*.py"), key=module_of)
PAGE_CODE = sorted([*SOURCES.rglob("*.js"), *SOURCES.rglob("*.css")])
EXCEPTIONS = {
    "controlatlas.load.find": {"karabakh"},  # which dataset ships has to be said somewhere, once
}


@pytest.mark.parametrize("path", ENGINE, ids=module_of)
def test_the_engine_names_no_place_actor_or_date(path: pathlib.Path) -> None:
    """No module of the package has an id, a name, a day or a year of the shipped dataset among its constants."""
    found = named(path.read_text(encoding="utf-8"), shipped_words())
    assert found == EXCEPTIONS.get(module_of(path), set())


@pytest.mark.parametrize("path", PAGE_CODE, ids=lambda path: path.name)
def test_scripts_and_style_sheets_name_no_place_actor_or_date(path: pathlib.Path) -> None:
    """No script and no style sheet of the package knows an id, a name, a day or a year of the shipped dataset."""
    assert named_in_page_code(path.read_text(encoding="utf-8"), shipped_words()) == set()


@pytest.mark.parametrize(
    "text",
    [
        ".line.former-oblast { stroke-width: 1 }",
        "const line = kinds['line-of-contact'];",
        "if (day < '2020-11-10') return;",
        "const first = 1988;",
        "title.textContent = `Shusha`;",
    ],
)
def test_the_check_of_scripts_can_fail(text: str) -> None:
    """A kind of line, a place, a day or a year in a script or a style sheet would be noticed."""
    assert named_in_page_code(text, shipped_words())
    assert not named_in_page_code(f"/* {text} */", shipped_words())


@pytest.mark.parametrize(
    "source",
    [
        'if place == "shusha": pass',
        'COLOURS = {"armenian-forces": "#ff0000"}',
        'print("Who held Shusha that day?")',
        'SPLIT = "2020-11-10"',
        'title = f"{day} in Nagorno-Karabakh"',
        'case = {"former-oblast": 1}',
        'event = "2020-11-08-shusha"',
        "sample = dt.date(2020, 1, 1)",
    ],
)
def test_the_check_of_names_can_fail(source: str) -> None:
    """A place, an actor, a kind of line, an event, a day or a year of the shipped dataset would be noticed."""
    assert named(source, shipped_words())


def test_the_check_of_names_reads_no_docstrings() -> None:
    """An example in a docstring is explanation and not knowledge."""
    assert not named('"""Say, Shusha on 2020-11-08."""\nx = "a place"', shipped_words())
