"""What the reader sees when a dataset is refused: every problem, and never half a map."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from ...language.catalogue import Translator
from ...records.errors import DatasetError, Problem
from ...records.text import in_file_name
from .markdown import as_text
from .markup import as_html


def problem_list(
    problems: Sequence[Problem], t: Translator, *, called: Callable[[str], str] = lambda text: text
) -> None:
    """Each problem with where it is, to read on any screen; ``called`` puts other names for options into a text.

    What the catalogue of the language does not have is said in English, and marked as such.
    """
    st.error(
        t.plural(
            "**{n} problem: no map was made.** Correct it and try again.",
            "**{n} problems: no map was made.** Correct them and try again.",
            len(problems),
        ),
        icon=":material/report:",
    )
    _listed(problems, t, called)


def _listed(
    problems: Sequence[Problem], t: Translator, called: Callable[[str], str] = lambda text: text
) -> None:
    items = "".join(f"<li>{_told(one, t, called)}</li>" for one in problems[:MOST_LISTED])
    st.html(f"<ol class='problems'>{items}</ol>")
    if len(problems) > MOST_LISTED:
        st.caption(t.plural("And {n} more problem.", "And {n} more problems.", len(problems) - MOST_LISTED))


def _told(problem: Problem, t: Translator, called: Callable[[str], str]) -> str:
    """One problem as markup: where, and what."""
    where = " · ".join(called(it) for it in (problem.file, problem.record, problem.field) if it)
    return f"<b>{as_html(where)}</b> {_said_in(problem.message, t, called)}"


def said_list(sentences: Sequence[str], t: Translator) -> None:
    """Sentences one below the other."""
    st.html("<ul>" + "".join(f"<li>{_said_in(it, t)}</li>" for it in sentences) + "</ul>")


def _said_in(sentence: str, t: Translator, called: Callable[[str], str] = lambda text: text) -> str:
    """A sentence as markup in the language of the page; what the catalogue does not have is in English, and marked as such."""
    said = t.said(sentence)
    text = as_html(called(sentence if said is None else said))
    return f"<span lang='en'>{text}</span>" if said is None else text


MOST_LISTED = 100
"""How many problems are listed; whoever has corrected so many sees the next."""


def show_problems(error: DatasetError, t: Translator) -> None:
    """List all problems of a dataset that is not drawn, with a download."""
    st.error(
        t.plural(
            "**The dataset “{name}” is not drawn: it has {n} problem.** A map with a silent hole would be a false map. "
            "Correct the file and load the page again.",
            "**The dataset “{name}” is not drawn: it has {n} problems.** A map with a silent hole would be a false map. "
            "Correct the files and load the page again.",
            len(error.problems),
            name=as_text(error.folder),
        ),
        icon=":material/report:",
    )
    _listed(error.problems, t)
    st.download_button(
        t("Download the list"),
        "\n".join(str(problem) for problem in error.problems) + "\n",
        file_name=f"{in_file_name(error.folder)}-problems.txt",
        mime="text/plain",
        icon=":material/download:",
    )
    st.caption(t("The same list on the command line: {command}", command="`controlatlas check FOLDER`"))
