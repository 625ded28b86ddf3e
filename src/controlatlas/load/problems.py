"""Collecting problems while a dataset is read: every file, every record, nothing stops at the first."""

from __future__ import annotations

import datetime as dt
import json
import math
import pathlib
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from ..records.dates import When, parse_day, parse_when
from ..records.errors import DateError, Problem, near
from ..records.text import HIDDEN, shown

M = TypeVar("M", bound=BaseModel)


class Problems(list[Problem]):
    """The problems found so far; ``add`` says where one is and what to do about it."""

    def add(self, file: str, record: str, field: str, message: str) -> None:
        """Note one problem."""
        self.append(Problem(file, record, field, message))


def read_json(folder: pathlib.Path, name: str, problems: Problems, *, optional: bool = False) -> Any:
    """The content of a JSON file, or ``None`` with a problem noted if it is missing or no JSON."""
    path = folder / name
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        if not optional:
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
            text, parse_constant=_no_constant, parse_float=_finite, object_pairs_hook=_no_repetition
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
        if HIDDEN.search(text) or "\\u" in text:
            _note_hidden(value, name, problems)
        return value
    return None


def _note_hidden(
    value: Any, file: str, problems: Problems, record: str = "", at: tuple[str | int, ...] = ()
) -> None:
    """Note each text with a letter that cannot be seen: what it does to a name, nobody could check on the map."""
    if isinstance(value, dict):
        own = value.get("id")
        if isinstance(own, str) and not HIDDEN.search(own):
            record, at = own, ()
        for key, part in value.items():
            _note_hidden(part, file, problems, record, (*at, shown(key)))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            _note_hidden(part, file, problems, record, (*at, number))
    elif isinstance(value, str) and (found := HIDDEN.search(value)):
        message = (
            f"holds the letter U+{ord(found[0]):04X}, which is not seen or turns the text round; take it out"
        )
        problems.add(file, record, path_of(at), message)


_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def _no_constant(name: str) -> float:
    raise ValueError(f"holds {name}, which is no JSON number; write a number or null")


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
            problems.add(file, record, field, _advice(model, detail))
        return None


def _without_kinds(raw: Any, location: Sequence[str | int]) -> Iterator[str | int]:
    """The way to a value as it is in the file; pydantic adds the ``kind`` of a record by which it chose its shape."""
    for place, part in enumerate(location, 1):
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


def record_of(item: Any, index: int) -> str:
    """How to name a raw record: by its id if it has one, else by its place in the file (from 1)."""
    if isinstance(item, dict) and isinstance(item.get("id"), str) and item["id"]:
        return str(item["id"])
    return f"record {index + 1}"


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


def path_of(location: Iterable[str | int]) -> str:
    """A field's path as people write it: ``changes[1].to``; list places count from 1."""
    text = ""
    for part in location:
        if part != "[key]":  # pydantic's mark for "the name of the field, not its value"
            text += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return text.removeprefix(".")


def _advice(model: type[BaseModel], detail: Any) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    got = json.dumps(detail.get("input"), ensure_ascii=False, default=str)
    got = got if len(got) <= 60 else got[:57] + "..."
    match kind:
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
