"""Nothing breaks: a dataset spoiled at random is refused with words, or everything can be made of it."""

from __future__ import annotations

import json
import os
import pathlib
import re
import tempfile
from collections.abc import Iterator

import pytest
from engine.test_format_guide import _documented
from hostile.mutants import (
    Mutant,
    cut_down,
    make_all,
    mutants,
    publish_all,
    through_workbook,
    understand,
)
from hostile.rich import enriched

from controlatlas import Dataset, load_dataset
from controlatlas.language.catalogue import LANGUAGES
from controlatlas.records.errors import DatasetError

ROOT = pathlib.Path(__file__).parents[2]
NUMBER = int(os.environ.get("CONTROLATLAS_MUTANTS", "60"))
"""How many mutants of each dataset are made; more than in an everyday run are asked for by this variable."""

SEED = int(os.environ.get("CONTROLATLAS_SEED", "20261128"))
BATCHES = 4
SITES = 8
"""Of so many mutants one that loads is published as well."""

STILL, MOVING = (("zip", "html"), ("pdf", "zip")), ("gif", "mp4")
"""The forms that mutants take turns in; a ZIP holds picture, drawing, shapes, table and works."""


@pytest.fixture(scope="module", params=["two_islands", "karabakh"])
def good(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """A dataset in order: the invented one with every field that the format has, and the north-east of Mardakert of the shipped one."""
    folder = tmp_path_factory.mktemp("good") / request.param
    if request.param == "karabakh":
        cut_down(ROOT / "geodata" / "karabakh", folder, "mardakert-northeast")
    else:
        enriched(folder)
    return pathlib.Path(folder)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_mutant_is_refused_with_its_place_or_can_be_shown(good: pathlib.Path, batch: int) -> None:
    """Each mutant is refused with file, record and field, or all meaning, documents and exports can be made of it."""
    changes = list(mutants(good, NUMBER, SEED))[batch::BATCHES]
    for number, mutant in enumerate(changes):
        path = good / mutant.file
        kept = path.read_text(encoding="utf-8")
        changed = mutant.laid_over(json.loads(kept))
        path.write_text(json.dumps(changed), encoding="utf-8")
        try:
            _judge(good, mutant, batch + BATCHES * number)
        except Exception as error:
            error.add_note(f"{good.name}, seed {SEED}: {str(mutant)[:400]}")
            raise
        finally:
            path.write_text(kept, encoding="utf-8")


def _judge(folder: pathlib.Path, mutant: Mutant, number: int) -> None:
    try:
        dataset = load_dataset(folder)
    except DatasetError as error:
        for problem in error.problems:
            whole = len(mutant.path) < 2 or problem.file != mutant.file
            assert problem.file
            assert problem.message
            assert whole or problem.record or problem.field, str(problem)
            assert len(str(problem)) < 1500
            str(problem).encode("utf-8")
        return
    _show(dataset, number)
    with tempfile.TemporaryDirectory() as place:
        through_workbook(folder, pathlib.Path(place))
    if number % SITES == 0:
        publish_all(dataset, LANGUAGES[number // SITES % len(LANGUAGES)])


def _show(dataset: Dataset, number: int) -> None:
    understand(dataset)
    make_all(dataset, STILL[number % 2], MOVING[number // 2 % 2])


def test_what_is_in_order_can_be_shown_in_every_form(good: pathlib.Path) -> None:
    """The datasets from which the mutants are made are themselves in order, and give every form."""
    dataset = load_dataset(good)
    for number in range(4):
        _show(dataset, number)
    publish_all(dataset, "ru")


def test_the_dataset_that_is_spoiled_has_every_field(tmp_path: pathlib.Path) -> None:
    """Each field of the format guide stands in it, so that each can be spoiled."""
    folder = enriched(tmp_path / "rich")
    for name, fields in _documented().items():
        path = next(
            it
            for it in (f"{name}.json", f"{name}.geojson", f"context/{name}.geojson", "context/lakes.geojson")
            if (folder / it).exists()
        )
        content = json.loads((folder / path).read_text(encoding="utf-8"))
        has = set(_fields_in(content.get("features", content) if isinstance(content, dict) else content))
        missing = [it for it in fields if it not in has]
        assert missing == [], path


_BY_ID = re.compile(r"(controlatlas\.(?:event_kinds|line_kinds|place_kinds|sides))\.[\w-]+")


def _fields_in(value: object, before: str = "") -> Iterator[str]:
    """The ways to all that is there, as the guide writes them."""
    if isinstance(value, dict):
        for key, inner in value.items():
            way = _BY_ID.sub(r"\1.<id>", f"{before}.{key}" if before else key)
            yield way
            yield from _fields_in(inner, way)
    elif isinstance(value, list):
        for inner in value:
            yield from _fields_in(inner, f"{before}[]" if before else "")


def test_the_judgement_can_fail(good: pathlib.Path) -> None:
    """A mutant that loads and cannot be shown would be noticed."""
    dataset = load_dataset(good)
    source = next(iter(dataset.sources.values()))
    source.csl["author"] = "Jane"  # type: ignore[index]
    with pytest.raises((AttributeError, TypeError)):
        understand(dataset)
