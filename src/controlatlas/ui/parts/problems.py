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
    items = "".join(f"<li>{_told(one, t, called)}</li>" for one in problems[:MOST_LISTED])
    st.html(f"<ol class='problems'>{items}</ol>")
    if len(problems) > MOST_LISTED:
        st.caption(t.plural("And {n} more problem.", "And {n} more problems.", len(problems) - MOST_LISTED))


def _told(problem: Problem, t: Translator, called: Callable[[str], str]) -> str:
    """One problem as markup: where, and what."""
    where = " · ".join(called(it) for it in (problem.file, problem.record, problem.field) if it)
    said = t.said(problem.message)
    text = as_html(called(problem.message if said is None else said))
    return f"<b>{as_html(where)}</b> " + (f"<span lang='en'>{text}</span>" if said is None else text)


MOST_LISTED = 100
"""How many problems are listed; whoever has corrected so many sees the next."""


def show_problems(error: DatasetError) -> None:
    """List all problems of a dataset by file, with a download."""
    count = len(error.problems)
    st.error(
        f"**The dataset “{as_text(error.folder)}” is not drawn: it has {count} problem{'' if count == 1 else 's'}.** "
        "A map with a silent hole would be a false map. Correct the files below and reload the page.",
        icon=":material/report:",
    )
    rows = [
        {
            "File": problem.file,
            "Record": problem.record,
            "Field": problem.field,
            "What is wrong, and what to do": problem.message,
        }
        for problem in error.problems
    ]
    st.dataframe(rows, hide_index=True, width="stretch", column_config=_WIDTHS)
    st.download_button(
        "Download the list",
        "\n".join(str(problem) for problem in error.problems) + "\n",
        file_name=f"{in_file_name(error.folder)}-problems.txt",
        mime="text/plain",
        icon=":material/download:",
    )
    st.caption("The same list on the command line: `controlatlas check FOLDER`")


_WIDTHS = {
    "File": st.column_config.TextColumn(width="small"),
    "Record": st.column_config.TextColumn(width="small"),
    "Field": st.column_config.TextColumn(width="small"),
    "What is wrong, and what to do": st.column_config.TextColumn(width="large"),
}
