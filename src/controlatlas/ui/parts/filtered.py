"""What the lists with filters have in common: a choice of several, what is said where nothing is left, and their pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from ...language.catalogue import Translator
from ..state.fields import Fields


def any_of(
    within: Any, fields: Fields, name: str, title: str, in_words: Callable[[str], str], t: Translator
) -> None:
    """A choice of any of what a field can be; with each the list begins anew."""
    within.multiselect(
        title,
        fields.options(name),
        key=fields.key(name),
        format_func=in_words,
        placeholder=t("Any"),
        on_change=fields.first_page,
    )


def nothing_left(fields: Fields, t: Translator) -> None:
    """What is said where the filters leave nothing, with the way out."""
    st.info(t("No results. Remove a filter or start over."), icon=":material/info:")
    st.button(t("Clear all filters"), key=f"{fields.page}:none", on_click=fields.clear)


def clear_filters(fields: Fields, t: Translator) -> None:
    """A button beside the count of what is found, once a filter says something."""
    if fields.touched:
        st.button(t("Clear all filters"), key=f"{fields.page}:clear", type="tertiary", on_click=fields.clear)


def turn_pages(fields: Fields, number: int, count: int, rows: int) -> None:
    """A button for each page of a list of ``count``, ``rows`` on each, with the one shown; nothing where there is one page."""
    pages = -(-count // rows)
    if pages > 1:
        key = f"{fields.page}:turn:{number}:{pages}"
        st.pagination(
            pages, default=number, key=key, on_change=lambda: fields.put(page=str(st.session_state[key]))
        )
