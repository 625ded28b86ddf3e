"""Names as people type them: folded to what case, accents and scripts have in common."""

from __future__ import annotations

import re
import unicodedata

from anyascii import anyascii


def fold(text: str) -> str:
    """A name without case, accents, script and punctuation."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "", anyascii(bare.replace("ə", "a").replace("ı", "i")).casefold())
