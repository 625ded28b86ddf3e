"""The texts of a claim, with the figures of its answer in their places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..evidence.claims import Answer
from ..records.model import Text, say
from .figures import figure_in_words

_PLACEHOLDER = re.compile(r"\{([a-z0-9][a-z0-9-]*)\}")


def filled(found: Answer, text: Text | None, language: str = "en") -> str:
    """A text of the claim, its reasoning or its wording, with the figures of the answer in their places."""
    words = {one.check.id: figure_in_words(one, language) for one in found.figures}
    return _PLACEHOLDER.sub(lambda match: words.get(match[1], match[0]), say(text, language))


def placeholders(text: Text | None) -> Iterator[str]:
    """The ids of the checks whose figures a text names, in any of its languages."""
    for words in (text or {}).values():
        yield from _PLACEHOLDER.findall(words)
