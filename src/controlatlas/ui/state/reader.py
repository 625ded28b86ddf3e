"""Who reads: the language of the page and what places are called, from the address, else the browser."""

from __future__ import annotations

import streamlit as st

from ...language.capitals import with_capital
from ...language.catalogue import LANGUAGES, Translator, name_of_language, spoken, translator
from ...language.naming import BOTH, Naming, policies
from ...language.reader import Reader
from ..parts.markdown import as_text
from .asked import asked, choose
from .datasets import OpenDataset

LANGUAGE = "reader:language"
NAMES = "reader:names"


def language() -> str:
    """The language that the address asks for; else the one chosen in this session, that of the browser, English."""
    wanted = asked("lang")
    found = wanted if wanted in LANGUAGES else None
    if wanted and not found and wanted != st.session_state.get("reader:refused"):
        st.session_state["reader:refused"] = wanted
        t = translator(st.session_state.get(LANGUAGE) or spoken(st.context.locale) or LANGUAGES[0])
        said = t("there is no language “{tag}”", tag=_plain(wanted))
        shown = as_text(name_of_language(t.language, t.language))
        st.toast(t("Ignored in the address: {what}. Shown is {shown}.", what=as_text(said), shown=shown))
    chosen: str = found or st.session_state.get(LANGUAGE) or spoken(st.context.locale) or LANGUAGES[0]
    st.session_state[LANGUAGE] = chosen
    return chosen


def current_reader(atlas: OpenDataset) -> Reader:
    """The reader of the page that is run."""
    spoken_here = language()
    wanted = asked("names") or st.session_state.get(NAMES) or BOTH
    policy = wanted if wanted in policies(atlas.dataset) else BOTH
    st.session_state[NAMES] = policy
    return Reader(translator(spoken_here), Naming.of(atlas.dataset, spoken_here, policy))


def address_of_reader(atlas: OpenDataset) -> dict[str, str]:
    """The part of the address that says in which words the page is shown."""
    reader = current_reader(atlas)
    return {
        "lang": reader.language,
        **({"names": reader.naming.policy} if reader.naming.policy != BOTH else {}),
    }


def reader_menu(atlas: OpenDataset | None) -> None:
    """Choose the language, and what places are called."""
    t = translator(language())
    with st.popover(
        t.language.upper(), icon=":material/translate:", key="reader:menu", help=t("Language and names")
    ):
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


def _policy(t: Translator, tag: str) -> str:
    if tag == BOTH:
        return t("Both: this language, with the other side’s form")
    return with_capital(name_of_language(tag, t.language), t.language)


def _choose(part: str, kept: str, widget: str) -> None:
    chosen = st.session_state[widget]
    st.session_state[kept] = chosen
    choose(part, chosen)


def _plain(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum() or letter == "-")[:20]
