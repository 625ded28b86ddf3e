"""The menu of the reader: which dataset, where there are several, the language, and what places are called."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from ...language.capitals import with_capital
from ...language.catalogue import LANGUAGES, Translator, name_of_language, translator
from ...language.naming import BOTH, policies
from ...records.text import shown
from ..state.asked import choose
from ..state.datasets import OpenDataset, titles_in_reach
from ..state.fields import forget_all
from ..state.reader import LANGUAGE, NAMES, current_reader, language
from ..state.shown_address import jumped


def reader_menu(atlas: OpenDataset | None) -> None:
    """Choose the language, and what places are called."""
    t = translator(language())
    titles = titles_in_reach(t.language)
    several = len(titles) > 1
    said = t("Dataset, language and names") if several else t("Language and names")
    menu = st.popover(
        t.language.upper(), icon=":material/translate:", key="reader:menu", on_change="rerun", help=said
    )
    if not menu.open:  # a choice that stays behind on a closed menu would be sent again with every run
        return
    with menu:
        if several:
            _dataset_choice(atlas, titles, t)
        st.session_state["reader:choice"] = t.language
        st.radio(
            t("Language"),
            LANGUAGES,
            key="reader:choice",
            format_func=lambda tag: with_capital(name_of_language(tag, tag), tag),
            on_change=lambda: _choose("lang", LANGUAGE, "reader:choice"),
        )
        if atlas is None:
            return
        st.session_state["reader:names-choice"] = current_reader(atlas).naming.policy
        st.radio(
            t("Names of places"),
            policies(atlas.dataset),
            key="reader:names-choice",
            format_func=lambda tag: _policy(t, tag),
            on_change=lambda: _choose("names", NAMES, "reader:names-choice"),
        )


def _dataset_choice(atlas: OpenDataset | None, titles: Mapping[str, str], t: Translator) -> None:
    """Choose among the datasets of this server; what was chosen on the pages was of the one before."""

    def chosen() -> None:
        if st.session_state["reader:dataset"] is not None:
            forget_all()
            choose("dataset", st.session_state["reader:dataset"])
            jumped()

    st.session_state["reader:dataset"] = atlas.name if atlas is not None else None
    st.selectbox(
        t("Dataset"),
        list(titles),
        index=None if atlas is None else 0,  # once one is open there always is one
        key="reader:dataset",
        format_func=lambda key: shown(titles[key]),
        on_change=chosen,
        placeholder=t("Choose a dataset"),
    )


def _policy(t: Translator, tag: str) -> str:
    if tag == BOTH:
        return t("Both: this language, with the other side’s form")
    return with_capital(name_of_language(tag, t.language), t.language)


def _choose(part: str, kept: str, widget: str) -> None:
    chosen = st.session_state[widget]
    st.session_state[kept] = chosen
    choose(part, chosen)
    jumped()  # Back leads to the words of before
