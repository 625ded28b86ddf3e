"""What is installed is said, bounded and pinned."""

from __future__ import annotations

import pathlib
import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = pathlib.Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NEEDED = [Requirement(text) for text in PROJECT["dependencies"]]
FURTHER = [Requirement(text) for extra in PROJECT["optional-dependencies"].values() for text in extra]


@pytest.fixture(scope="module")
def pinned() -> dict[str, str]:
    """The versions of the constraints, by name."""
    lines = (ROOT / ".ci" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line.split("==") for line in lines if not line.startswith("#")]
    return {canonicalize_name(name): version for name, version in pins}


@pytest.mark.parametrize("needed", [*NEEDED, *FURTHER], ids=lambda needed: needed.name)
def test_each_requirement_has_a_version_that_is_tested(needed, pinned):
    """The constraints pin each requirement, to a version that the project allows."""
    assert pinned[canonicalize_name(needed.name)] in needed.specifier


def test_the_constraints_name_no_place_on_a_machine_or_net(pinned):
    """They are names and versions, and nothing else."""
    assert len(pinned) > 60
    assert all(re.fullmatch(r"[0-9][0-9a-z.]*", version) for version in pinned.values())


def test_what_each_is_for_is_said():
    """The table of dependencies names every one of them, and every one that has an upper bound a second time."""
    text = (ROOT / ".github" / "DEPENDENCIES.md").read_text(encoding="utf-8")
    first, second = text.split("## Upper bounds")
    for needed in NEEDED:
        name = "fonts" if needed.name.startswith("font-") else needed.name
        assert re.search(rf"\b{re.escape(name)}\b", first), name
        bounded = any(it.operator == "<" for it in needed.specifier)
        assert bounded == bool(re.search(rf"^\|.*\b{re.escape(needed.name)}\b.*\|", second, re.MULTILINE)), (
            name
        )
