"""From a record as it stands in a file to the record of the model: fields go over by their names."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, TypeVar

from pydantic import BaseModel

R = TypeVar("R")


def record_from(model: type[R], has: BaseModel, **made: Any) -> R:
    """A record of the model with every field that the file's record has by the same name; lists become tuples.

    ``made`` are the fields that need more than copying: days, nested records, what is called otherwise.
    A field of the model that stands in neither keeps its default; one without a default raises ``TypeError``.
    """
    known = type(has).model_fields.keys() - made.keys()
    copied = {it.name: getattr(has, it.name) for it in fields(model) if it.name in known}  # type: ignore[arg-type]
    return model(**{name: tuple(it) if isinstance(it, list) else it for name, it in copied.items()}, **made)
