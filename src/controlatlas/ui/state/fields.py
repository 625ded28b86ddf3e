"""What one page keeps in the address beside the view: its filters, its page of a table, its step of a tour.

Widgets know their labels, which change with the language; the address and this module know ids. A page says
which fields it has, makes its widgets under their keys, and keeps them::

    fields = Fields("changes", (Field("kind", kinds, many=True), Field("q")), t)
    st.multiselect(t("Kind"), kinds, key=fields.key("kind"), format_func=...)
    chosen = fields.keep()
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from ...language.catalogue import Translator, mark
from .asked import OWN, take
from .shown_address import put_own
from .view import report_ignored

Value = str | None | list[str]
"""A text, ``None`` for no choice, or several ids."""


_NO_CHOICE = mark("“{text}” is no choice for “{field}”")


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name in the address, the ids it can have (``None``: any text), and whether several at once.

    ``accepts`` says of a text that is no id whether it can be read.
    """

    name: str
    options: Collection[str] | None = None
    many: bool = False
    default: str | None = None
    accepts: Callable[[str], bool] | None = None

    def knows(self, text: str) -> bool:
        """Whether a text of the address is a value of this field."""
        if self.options is not None:
            return text in self.options
        return self.accepts is None or self.accepts(text)

    @property
    def nothing(self) -> Value:
        """Its value where neither reader nor address says one."""
        return [] if self.many else self.default


class Fields:
    """The fields of one page: from the address if it says them anew, else as the reader left them."""

    def __init__(self, page: str, fields: tuple[Field, ...], t: Translator) -> None:
        self.page = page
        self.fields = fields
        self._t = t
        kept = self._kept()
        asked = take(OWN)
        if asked is not None:
            ignored: list[str] = []
            values = {field.name: _read(field, asked.get(field.name), t, ignored) for field in fields}
            report_ignored(tuple(ignored))
        else:
            values = {field.name: self._now(field, kept["values"]) for field in fields}
        for name, value in values.items():
            st.session_state[self.key(name)] = value

    def key(self, name: str) -> str:
        """The key of the widget of a field."""
        return _key(self.page, name)

    def __getitem__(self, name: str) -> Any:
        return st.session_state[self.key(name)]

    def put(self, **values: Value) -> None:
        """Set fields, from a callback: the widgets show it in the run that follows."""
        put(self.page, **values)

    def options(self, name: str) -> list[str]:
        """The ids that a field can have."""
        return next([*(field.options or ())] for field in self.fields if field.name == name)

    def first_page(self) -> None:
        """Back to the first page of a list, from a callback: what every filter does."""
        self.put(page="1")

    def clear(self) -> None:
        """Every field back to nothing, from a callback."""
        self.put(**{field.name: field.nothing for field in self.fields})

    def page_of(self, count: int, rows: int) -> int:
        """The page of a list of ``count`` that the field ``page`` asks for, ``rows`` on each; there is always one.

        A page that the list does not have is put right and named.
        """
        text, last = self["page"], max(1, -(-count // rows))
        number = int(text) if text and text.isdecimal() else 0
        if 1 <= number <= last:
            return number
        said = self._t(_NO_CHOICE, text=text, field="page")
        report_ignored((said,))
        number = min(max(number, 1), last)
        self.put(page=str(number))
        return number

    @property
    def touched(self) -> bool:
        """Whether any field says something."""
        return any(self[field.name] not in (field.nothing, "", None) for field in self.fields)

    def keep(self) -> Mapping[str, Any]:
        """Keep the values for when the reader comes back, put them into the address, and return them."""
        values = {field.name: self[field.name] for field in self.fields}
        written = {
            field.name: ",".join(value) if isinstance(value, list) else str(value)
            for field in self.fields
            if (value := values[field.name]) not in (field.nothing, "", None)
        }
        put_own(written)
        self._kept()["values"] = values
        return values

    def _kept(self) -> dict[str, Any]:
        return _kept(self.page)

    def _now(self, field: Field, kept: Mapping[str, Value]) -> Value:
        value: Value = st.session_state.get(self.key(field.name), kept.get(field.name, field.nothing))
        if field.options is None:
            return value
        if isinstance(value, list):
            return [part for part in value if part in field.options]
        return value if value is None or value in field.options else field.nothing


def put(page: str, /, **values: Value) -> None:
    """Set fields of a page, from a callback: the widgets show it in the run that follows."""
    for name, value in values.items():
        st.session_state[_key(page, name)] = value
        _kept(page)["values"][name] = value


def forget_all() -> None:
    """Forget what is chosen on all pages, from a callback: it is of another dataset."""
    for key in [it for it in map(str, st.session_state) if it.startswith(_OWN)]:
        page = key.removeprefix(_OWN)
        for name in _kept(page)["values"]:
            st.session_state.pop(_key(page, name), None)
        del st.session_state[key]


_OWN = "own:"


def _kept(page: str) -> dict[str, Any]:
    kept: dict[str, Any] = st.session_state.setdefault(f"{_OWN}{page}", {"values": {}})
    return kept


def _key(page: str, name: str) -> str:
    return f"{page}:{name}"


def _read(field: Field, text: str | None, t: Translator, ignored: list[str]) -> Value:
    if text is None:
        return field.nothing
    parts = [part for part in text.split(",") if part] if field.many else [text]
    known = [part for part in parts if field.knows(part)]
    ignored.extend(t(_NO_CHOICE, text=part, field=field.name) for part in parts if part not in known)
    if field.many:
        return known
    return known[0] if known else field.default
