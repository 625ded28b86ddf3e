"""Collecting problems while a dataset is read: every file, every record, nothing stops at the first."""

from __future__ import annotations

import datetime as dt
import json
import math
import pathlib
import re
import stat
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from ..records.dates import When, parse_day, parse_when
from ..records.errors import DateError, Problem, near
from .letters import strange_texts
from .naming import path_of, record_of
from .schema import AS_TEXT, BY_LANGUAGE

M = TypeVar("M", bound=BaseModel)

LONGEST_INTEGER = 4000
"""How many digits a whole number may have to be read at all; whether it fits its field is judged there."""


class Problems(list[Problem]):
    """The problems found so far; ``add`` says where one is and what to do about it.

    What is ``light`` is wrong in itself, and leaves its record as it is for all that refers to it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.light: set[Problem] = set()

    def heavy(self) -> tuple[Problem, ...]:
        """The problems because of which other records cannot be judged."""
        return tuple(problem for problem in self if problem not in self.light)

    def add(self, file: str, record: str, field: str, message: str, *, light: bool = False) -> None:
        """Note one problem."""
        problem = Problem(_cut(file, 130), _cut(record, 130), _cut(field, 300), _cut(message, 1000))
        self.append(problem)
        if light:
            self.light.add(problem)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def read_json(folder: pathlib.Path, name: str, problems: Problems, *, optional: bool = False) -> Any:
    """The content of a JSON file, or ``None`` with a problem noted if it is missing or no JSON."""
    path = folder / name
    try:
        if not stat.S_ISREG(mode := path.stat().st_mode) and not stat.S_ISDIR(mode):
            problems.add(name, "", "", "is a pipe or a device; put a plain file there")
            return None
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        if path.is_symlink():
            problems.add(name, "", "", "is a link that leads nowhere; put the file there")
        elif not optional:
            problems.add(
                name, "", "", f"the file is missing; add {name} to the folder, or see geodata/README.md"
            )
        return None
    except UnicodeDecodeError as error:
        problems.add(name, "", "", f"byte {error.start} is not UTF-8; save the file as UTF-8")
        return None
    except OSError as error:
        problems.add(name, "", "", f"cannot be read ({error.strerror}); check the file's permissions")
        return None
    try:
        value = json.loads(
            text,
            parse_constant=_no_constant,
            parse_float=_finite,
            parse_int=_short,
            object_pairs_hook=_no_repetition,
        )
        if _SURROGATE.search(text):
            json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        problems.add(name, where, "", f"is not valid JSON ({error.msg}); correct the text there")
    except UnicodeEncodeError:
        problems.add(
            name, "", "", "holds half a character (an escape \\ud800 to \\udfff alone); write the letter"
        )
    except RecursionError:
        problems.add(name, "", "", "is nested too deeply; see geodata/README.md for what belongs in the file")
    except ValueError as error:
        problems.add(name, "", "", str(error))
    else:
        if value is None:
            problems.add(name, "", "", "holds only null; see geodata/README.md for what belongs in the file")
        for record, field, message in strange_texts(value):
            problems.add(name, record, field, message, light=True)
        return value
    return None


_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def _no_constant(name: str) -> float:
    raise ValueError(f"holds {name}, which is no JSON number; write a number or null")


def _short(text: str) -> int:
    if len(text) > LONGEST_INTEGER:
        raise ValueError(f"holds a number of {len(text):,} digits, {text[:20]}…; correct it")
    return int(text)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"holds the number {text}, which is too large; correct it")
    return number


def _no_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """JSON lets a field appear twice and keeps the last, so that half of a hand-made merge would vanish."""
    value = dict(pairs)
    if len(value) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        record = f" in the record {value['id']!r}" if isinstance(value.get("id"), str) else ""
        raise ValueError(f"has the field {twice!r} twice{record}; keep one of the two")
    return value


def shaped(model: type[M], raw: Any, file: str, record: str, problems: Problems) -> M | None:
    """The raw value as that shape, or ``None`` with each misfit noted."""
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            field = path_of(_without_kinds(raw, detail["loc"]))
            told = any((it.file, it.record, it.field) == (file, record, field) for it in problems)
            if told and detail["type"] == "string_pattern_mismatch":
                continue  # of a letter that no text may hold
            problems.add(file, record, field, _advice(model, detail))
        return None


def _without_kinds(raw: Any, location: Sequence[str | int]) -> Iterator[str | int]:
    """The way to a value as it is in the file; pydantic adds the ``kind`` of a record by which it chose its shape."""
    for place, part in enumerate(location, 1):
        if part in (AS_TEXT, BY_LANGUAGE):
            continue
        inside = isinstance(raw, dict) and part in raw
        if inside or not isinstance(raw, dict) or raw.get("kind") != part or place == len(location):
            yield part
            inside = inside or (isinstance(raw, list) and isinstance(part, int) and part < len(raw))
            raw = raw[part] if inside else None


def shaped_list(model: type[M], raw: Any, file: str, problems: Problems) -> list[M]:
    """The items of a JSON array that have that shape; each other one is noted under its id or its place."""
    if raw is None:
        return []
    if not isinstance(raw, list):
        problems.add(file, "", "", "must be a JSON array of records; put [ and ] round them")
        return []
    found = (shaped(model, item, file, record_of(item, index), problems) for index, item in enumerate(raw))
    return [item for item in found if item is not None]


def day_of(problems: Problems, file: str, record: str, field: str, text: str | None) -> dt.date | None:
    """A calendar day, or ``None`` for none, or with a problem noted if the text is no day."""
    try:
        return parse_day(text) if text is not None else None
    except DateError as error:
        problems.add(file, record, field, str(error))
        return None


def when_of(problems: Problems, file: str, record: str, field: str, text: str) -> When | None:
    """An EDTF date, or ``None`` with a problem noted if the text is none."""
    try:
        return parse_when(text)
    except DateError as error:
        problems.add(file, record, field, str(error))
        return None


def _advice(model: type[BaseModel], detail: Any) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    got = json.dumps(detail.get("input"), ensure_ascii=False, default=str)
    got = got if len(got) <= 60 else got[:57] + "..."
    match kind:
        case "told":
            return str(detail["msg"])
        case "string_too_long":
            return f"has {len(detail['input'])} letters; at most {context['max_length']} fit, so shorten it"
        case "too_long":
            return f"is {got}; at most {context['max_length']} entries belong here"
        case "literal_error" if len(str(context.get("expected"))) > 300:
            hint = near(str(detail.get("input")), re.findall(r"'(.*?)'", context["expected"]))
            return f"is {got}, which is no type of CSL{hint}; use one of those"
        case "missing":
            return "is missing; add it"
        case "extra_forbidden":
            name, known = str(detail["loc"][-1]), _fields(model)
            if name in known:
                return "does not belong to this kind of record; remove it, or correct the kind"
            hint = near(name, sorted(known))
            return f"is not a field of the format{hint}; remove it or correct its name"
        case "literal_error" | "enum":
            return f"is {got}; use one of {context.get('expected')}"
        case "union_tag_invalid":
            return f"is of the kind {context.get('tag')!r}; use one of {context.get('expected_tags')}"
        case "union_tag_not_found":
            return f"is {got}; give it a kind"
        case "string_pattern_mismatch" if "https" in str(context.get("pattern")):
            return f"is {got}; write a whole web address that begins with http:// or https://"
        case "string_pattern_mismatch" if str(context.get("pattern")).startswith("^#"):
            return f"is {got}; write a colour as #rrggbb"
        case "string_pattern_mismatch" if "a-z0-9-" in str(context.get("pattern")):
            return f"is {got}; an id has only lower-case letters, digits and hyphens"
        case "string_pattern_mismatch" if "._+-" in str(context.get("pattern")):
            return f"is {got}; write a version of letters, digits, points and hyphens, as in 1.0.0"
        case "string_pattern_mismatch" if "x00" in str(context.get("pattern")):
            return f"is {got}; write the path of a file in the folder, parted by /, as in context/relief.png"
        case "string_pattern_mismatch":
            return f"is {got}; write a language tag, for example en or hy-Latn"
        case "too_short" | "string_too_short":
            return "is empty; it needs at least one entry"
    noun = _NOUNS.get(str(kind).removesuffix("_type").removesuffix("_parsing"))
    if noun and (kind.endswith(("_type", "_parsing"))):
        return f"is {got}; write {noun}"
    return f"is {got}; {str(detail['msg'])[:1].lower()}{str(detail['msg'])[1:]}"


_NOUNS = {
    "string": 'a text in quotes, "..."',
    "dict": "an object, {...}",
    "model": "an object, {...}",
    "list": "an array, [...]",
    "tuple": "an array, [...]",
    "int": "a whole number",
    "int_from_float": "a whole number",
    "float": "a number",
    "bool": "true or false",
}


def _fields(model: type[BaseModel]) -> set[str]:
    """The names of all fields of a shape and of the shapes in it, as they are written in the file."""
    schema = model.model_json_schema()
    shapes = [schema, *schema.get("$defs", {}).values()]
    return {field for shape in shapes for field in shape.get("properties", {})}
