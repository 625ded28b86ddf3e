"""The papers for contributors name rooms, files, functions and commands that exist."""

from __future__ import annotations

import ast
import json
import pathlib
import re
import runpy
import tomllib

import pytest
import yaml

ROOT = pathlib.Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "controlatlas"
PAPERS = ROOT / ".github"
ARCHITECTURE = (PAPERS / "ARCHITECTURE.md").read_text(encoding="utf-8")
CONTRIBUTING = (PAPERS / "CONTRIBUTING.md").read_text(encoding="utf-8")
LAYERS = runpy.run_path(str(ROOT / "tests" / "architecture" / "test_layers.py"))
CODE = (".py", ".js", ".css")


# ---------------------------------------------------------------- rooms


def rooms(text: str) -> list[tuple[str, str]]:
    """The rooms in the table of a text, each with its layer."""
    return re.findall(r"^\| `(\w+)` \| ([a-z ]+) \|", text.partition("## Rooms")[2], re.MULTILINE)


def test_the_rooms_are_told_in_their_order():
    """The table of rooms has each floor of the guard once, from the ground up, with the layer that the guard knows."""
    assert rooms(ARCHITECTURE) == [(room, LAYERS["LAYER_OF"][room]) for room in LAYERS["FLOORS"]]


def test_every_folder_of_the_package_is_a_room():
    """No folder of the package is missing in the table of rooms, and no room is missing in the package."""
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert {room for room, _ in rooms(ARCHITECTURE)} == folders


# ---------------------------------------------------------------- files and what they hold


def places_of(path: str) -> list[pathlib.Path]:
    """The files that a path in a paper can mean: below the package, or below the repository."""
    return [base / path for base in (PACKAGE, ROOT, PAPERS) if (base / path).exists()]


def spans(text: str) -> list[str]:
    """The code spans of a paper that are paths of files or folders of this repository."""
    found = re.findall(r"(?<!`)`([^`\n]+)`(?!`)", text)
    return [it for it in found if re.fullmatch(r"[\w./-]+", it) and ("/" in it or it.endswith(CODE))]


def promised(text: str) -> list[tuple[str, str]]:
    """Each name that stands in brackets behind the path of a source file, with that path."""
    found = re.findall(r"`([\w/.]+\.(?:py|js))`\s+\(((?:`\w+`(?:,\s+)?)+)\)", text)
    return [(path, name) for path, names in found for name in re.findall(r"\w+", names)]


def defined(path: pathlib.Path) -> set[str]:
    """The functions, classes, methods and constants of a Python module or of a script of the player."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".js":
        found = re.findall(r"^(?:class|function|const|let) (\w+)|^  (\w+)\([^;]*\) \{$", text, re.MULTILINE)
        return {name for pair in found for name in pair if name}
    names = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
    return names


def lacking(path: str, name: str) -> bool:
    """Whether there is no such file, or nothing of that name in it."""
    found = places_of(path)
    return not found or name not in defined(found[0])


@pytest.mark.parametrize("path", sorted({*spans(ARCHITECTURE), *spans(CONTRIBUTING)}))
def test_each_path_in_the_papers_exists(path):
    """Whatever file or folder the papers name is there."""
    assert places_of(path)


@pytest.mark.parametrize(("path", "name"), sorted(set(promised(ARCHITECTURE))))
def test_each_function_on_the_walks_exists(path, name):
    """What the architecture names in brackets behind a file is defined in that file."""
    assert not lacking(path, name)


@pytest.mark.parametrize(
    "title", ["ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "PULL_REQUEST_TEMPLATE.md"]
)
def test_each_link_of_the_papers_leads_somewhere(title):
    """Links within the repository lead to files, seen from the folder of the paper, and to headings that it has."""
    text = (PAPERS / title).read_text(encoding="utf-8")
    headings = {
        re.sub(r"[^\w -]", "", line.lower()).replace(" ", "-")
        for line in re.findall(r"^#+ (.+)$", text, re.M)
    }
    for target, anchor in re.findall(r"\]\((?!\w+:)([^)#]*)(?:#([^)]+))?\)", text):
        assert (PAPERS / target).exists(), target
        assert target or anchor in headings, anchor


def everything() -> set[str]:
    """All that is defined anywhere in the package."""
    return {name for path in PACKAGE.rglob("*") if path.suffix in (".py", ".js") for name in defined(path)}


def names(text: str) -> set[str]:
    """The names that stand alone in code spans, from the walks to the view."""
    return set(re.findall(r"`(\w+)`", text.partition("## Three walks")[2].partition("## Tests")[0]))


def test_each_name_on_the_walks_exists():
    """A name that the walks and the view mention without a file is defined in some module."""
    assert len(names(ARCHITECTURE)) > 40
    assert names(ARCHITECTURE) <= everything()


def test_the_walks_are_read():
    """The three walks name functions in both languages, so that the checks above have something to check."""
    paths = [path for path, _ in promised(ARCHITECTURE)]
    assert len(paths) > 40
    assert {"history/timeline.py", "webmap/player/history.js", "export/formats.py"} <= set(paths)


def test_the_checks_of_the_papers_can_fail():
    """A room out of order, a file, a function and a command that do not exist would be noticed."""
    assert rooms("## Rooms\n| `ui` | screen | x |\n| `records` | records | y |") != rooms(ARCHITECTURE)
    assert spans("see `history/nothing.py`") == ["history/nothing.py"]
    assert not places_of("history/nothing.py")
    assert promised("`history/timeline.py` (`control_on`,\n`no_such`)") == [
        ("history/timeline.py", "control_on"),
        ("history/timeline.py", "no_such"),
    ]
    assert not lacking("history/timeline.py", "control_on")
    assert lacking("history/timeline.py", "no_such")
    assert lacking("webmap/player/history.js", "noSuch")
    assert not names("## Three walks\n`no_such`") <= everything()
    assert unknown_command("npm run no-such")
    assert unknown_command("controlatlas no-such")
    assert unknown_command("invented --option")


# ---------------------------------------------------------------- commands

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SCRIPTS = json.loads((ROOT / "tests" / "player" / "package.json").read_text(encoding="utf-8"))["scripts"]
TOOLS = {
    "git", "cd", "source", "python", "pip", "npm", "pytest", "ruff", "mypy", "codespell", "pre-commit", "controlatlas",
    "streamlit", "bash", "pybabel", "playwright",
}  # fmt: skip
"""The programs that a contributor may be asked to call."""


def commands(text: str) -> list[str]:
    """The single commands in the code blocks of a paper, without comments."""
    blocks = re.findall(r"^```(?:sh|bash)?\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = [line.partition("  #")[0].strip() for block in blocks for line in block.splitlines()]
    return [part.strip() for line in lines if line for part in line.split("&&")]


def unknown_command(command: str) -> str:
    """What of a command does not exist here; nothing if all of it does."""
    program, *words = command.split()
    paths = [it for it in words if "/" in it and "=" not in it and not it.startswith(("-", ".venv", "http"))]
    if program.startswith(".ci/"):
        return "" if (ROOT / program).is_file() else program
    if program not in TOOLS:
        return program
    if program == "npm" and words[0] in ("run", "test") and words[-1] not in SCRIPTS:
        return words[-1]
    if program == "pip" and "-e" in words:
        wanted = set(re.findall(r"\w+", "".join(re.findall(r"\[(.+?)\]", command))))
        return ", ".join(wanted - PROJECT["optional-dependencies"].keys())
    if program == "controlatlas":
        main = (PACKAGE / "cli" / "main.py").read_text(encoding="utf-8")
        export = (PACKAGE / "cli" / "export.py").read_text(encoding="utf-8")
        return "" if re.search(rf'"{words[0]}"', main + export) else words[0]
    return ", ".join(path for path in paths if not places_of(path.partition("::")[0]))


@pytest.mark.parametrize("command", commands(CONTRIBUTING))
def test_each_command_for_contributors_exists(command):
    """The programs, scripts, extras and files in the commands for contributors are there."""
    assert unknown_command(command) == ""


def test_the_everyday_commands_are_told():
    """A contributor finds the commands for tests, lint, types, scripts and all of them together."""
    told = commands(CONTRIBUTING)
    for command in (
        'pytest -m "not browser"',
        "pytest",
        "ruff check .",
        "mypy",
        "codespell",
        ".ci/run",
        ".ci/newest",
    ):
        assert command in told, command
    assert {f"npm run {name}" for name in ("format", "lint", "types", "test")} <= set(told)


# ---------------------------------------------------------------- forms, workflow, citation

FORMS = sorted((PAPERS / "ISSUE_TEMPLATE").glob("[0-9]*.yml"))
FIELDS = {
    "markdown": {"value"},
    "input": {"label", "description", "placeholder", "value"},
    "textarea": {"label", "description", "placeholder", "value", "render"},
    "dropdown": {"label", "description", "multiple", "options", "default"},
    "checkboxes": {"label", "description", "options"},
}
"""The attributes that each kind of field may have: https://docs.github.com (syntax for GitHub's form schema)."""


def read(path: pathlib.Path) -> dict:
    """A YAML file of the repository."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def faults(form: dict) -> list[str]:
    """What GitHub would refuse in an issue form."""
    found = sorted(form.keys() - {"name", "description", "title", "labels", "body"})
    found += [key for key in ("name", "description", "body") if not form.get(key)]
    keys = [field["id"] for field in form["body"] if "id" in field]
    found += [key for key in keys if keys.count(key) > 1]
    for field in form["body"]:
        kind, attributes = field["type"], field["attributes"]
        found += field.keys() - {"type", "id", "attributes", "validations"}
        found += attributes.keys() - FIELDS.get(kind, set())
        found += [
            kind for needed in ("value" if kind == "markdown" else "label",) if not attributes.get(needed)
        ]
        if kind in ("dropdown", "checkboxes"):
            options = [it["label"] if kind == "checkboxes" else it for it in attributes["options"]]
            found += [str(it) for it in options if not isinstance(it, str) or options.count(it) > 1]
    return found


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_each_form_is_one_that_github_shows(path):
    """An issue form has the keys and kinds of fields that GitHub knows, each id and option once."""
    assert faults(read(path)) == []
    assert any(field["type"] != "markdown" for field in read(path)["body"])


def test_the_check_of_forms_can_fail():
    """A field of an unknown kind, without a label, or with a key that is none would be noticed."""
    form = {"name": "a", "description": "b", "body": [{"type": "input", "attributes": {"label": "c"}}]}
    assert faults(form) == []
    for attributes in ({}, {"label": "c", "options": ["d"]}):
        assert faults({**form, "body": [{"type": "input", "attributes": attributes}]})
    assert faults({**form, "sections": []})


def test_a_wrong_date_comes_first_among_the_forms():
    """Whoever opens an issue sees the form for data before all others."""
    assert read(FORMS[0])["name"] == "A date or a source is wrong"
    assert len(FORMS) == 4


def test_the_workflow_calls_what_there_is_and_may_only_read():
    """The workflow runs the checks of this repository on each supported Python, and can change nothing."""
    workflow = read(PAPERS / "workflows" / "ci.yml")
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    called = [step["run"] for step in steps if step.get("run", "").startswith((".ci/", "pytest"))]
    assert called == [".ci/run", 'pytest -m "not browser"', ".ci/package", ".ci/server", ".ci/newest"]
    assert all((ROOT / command).is_file() for command in called if command.startswith(".ci/"))
    assert workflow["permissions"] == {"contents": "read"}
    assert all(re.fullmatch(r"actions/[\w-]+@v\d+", step["uses"]) for step in steps if "uses" in step)
    assert set(workflow["jobs"]["fast"]["strategy"]["matrix"]["python"]) == {"3.11", "3.12", "3.13"}


def test_the_citation_is_of_this_version():
    """CITATION.cff has the fields that its format requires, and version and licence of the project."""
    citation = read(ROOT / "CITATION.cff")
    assert {"cff-version", "message", "title", "authors"} <= citation.keys()
    assert (citation["version"], citation["license"]) == (PROJECT["version"], PROJECT["license"])
