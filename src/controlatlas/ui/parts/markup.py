"""Texts that are not ours as they stand, inside HTML of ours."""

from __future__ import annotations

from html import escape

from ...records.text import shown


def as_html(text: object) -> str:
    """HTML that shows the text letter by letter, also between quotes; hidden letters are shown as �."""
    return escape(shown(str(text)))
