"""The scripts of the player as they are joined: none is missing, none stands before what it needs."""

from __future__ import annotations

import json
import re
from importlib import resources

import pytest

from controlatlas.webmap.document import COMPARING, SCRIPTS

FOLDER = resources.files("controlatlas.webmap") / "player"
LISTS = {"tsconfig.json": SCRIPTS, "tsconfig.compare.json": COMPARING}
TEXTS = {
    entry.name.removesuffix(".js"): entry.read_text(encoding="utf-8")
    for entry in FOLDER.iterdir()
    if entry.name.endswith(".js")
}


def code_of(script: str) -> str:
    """A script without its comments and texts; of a template only what is filled in."""
    bare = re.sub(r'/\*.*?\*/|//[^\n]*|"(?:[^"\\\n]|\\.)*"', '""', script, flags=re.S)
    return re.sub(r"`[^`]*`", lambda template: " ".join(re.findall(r"\$\{(.*?)\}", template[0])), bare)


CODE = {name: code_of(text) for name, text in TEXTS.items()}


def names_of_others() -> dict[str, dict[str, set[str]]]:
    """What is declared outside all functions, by whom, and in which scripts it is named: looked for once for all orders."""
    homes: dict[str, set[str]] = {}
    for script, code in CODE.items():
        for name in re.findall(r"^(?:class|function\*?|const|let) (\w+)", code, re.M):
            homes.setdefault(name, set()).add(script)
    return {
        name: {
            "declared": declared,
            "named": {
                script for script, code in CODE.items() if re.search(rf"(?<![\w.$]){name}\b(?!\s*:)", code)
            },
        }
        for name, declared in homes.items()
    }


NAMES = names_of_others()


def early(scripts: tuple[str, ...]) -> list[str]:
    """What scripts joined in this order name before it is declared, or without it being declared at all."""
    return [
        f"{script} names {name}"
        for place, script in enumerate(scripts)
        for name, its in NAMES.items()
        if script in its["named"] and not its["declared"] & set(scripts[: place + 1])
    ]


@pytest.mark.parametrize("scripts", LISTS.values(), ids=LISTS)
def test_each_script_names_only_what_stands_before_it(scripts):
    """Each script of a document uses only what it declares itself or a script before it declares."""
    assert early(scripts) == []


@pytest.mark.parametrize("scripts", LISTS.values(), ids=LISTS)
def test_a_missing_or_misplaced_script_is_noticed(scripts):
    """Whoever leaves out a script that others need, or moves one before what it needs, is told so."""
    for script in scripts[:-1]:
        left = tuple(other for other in scripts if other != script)
        assert early(left), f"nobody misses {script}"
    assert early((scripts[-1], *scripts[:-1]))


def test_every_script_is_joined_into_a_document():
    """No script lies in the folder of the player without being used, and none is named that is not there."""
    assert set(TEXTS) == {*SCRIPTS, *COMPARING}


def test_every_script_asks_for_its_types_to_be_checked(root):
    """Each script of the player and of the app begins with the line that has its types checked."""
    app = {path.name: path.read_text(encoding="utf-8") for path in root.glob("src/controlatlas/ui/**/*.js")}
    assert app
    for name, text in {**TEXTS, **app}.items():
        assert text.startswith("// @ts-check\n"), name


@pytest.mark.parametrize("name", LISTS)
def test_types_are_checked_over_the_scripts_as_they_are_joined(name, root):
    """The type checker reads the scripts of each document, in the order in which they are joined, and those of the app."""
    listed = json.loads((root / "tests" / "player" / name).read_text(encoding="utf-8"))["files"]
    assert "../../src/controlatlas/webmap/player/player.d.ts" in listed
    inside = [path for path in listed if "/webmap/player/" in path and path.endswith(".js")]
    assert [path.rpartition("/")[2].removesuffix(".js") for path in inside] == list(LISTS[name])
    if name == "tsconfig.json":
        app = {path.name for path in root.glob("src/controlatlas/ui/**/*.js")}
        assert app <= {path.rpartition("/")[2] for path in listed}
