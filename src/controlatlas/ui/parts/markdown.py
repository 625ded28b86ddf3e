"""Texts of a dataset as they stand, where Streamlit would read them as Markdown."""

from __future__ import annotations


def as_text(text: str) -> str:
    """The text with nothing in it that Markdown would read."""
    return "".join(f"\\{letter}" if letter in r"\`*_[]<>$:~#|" else letter for letter in text)
