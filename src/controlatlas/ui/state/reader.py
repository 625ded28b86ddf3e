"""Who reads: the language of the page and what places are called, from the address, else the browser."""

from __future__ import annotations

import streamlit as st

from ...language.catalogue import LANGUAGES, name_of_language, spoken, translator
from ...language.naming import BOTH, Naming, policies
from ...language.reader import Reader
from ..parts.markdown import as_text
from .asked import asked
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


def _plain(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum() or letter == "-")[:20]
