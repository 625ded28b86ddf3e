"""Who holds something, as columns name it: one id for one actor, however it is written."""

from __future__ import annotations

import itertools
import re

from ..language.catalogue import mark
from .build import NOBODY_KNOWN, UNKNOWN
from .layers import Found
from .names import id_of

NOBODY = frozenset({"none", "nobody", "no one", "no-one", "никто", "heç kim", "ոչ ոք", "-", "–", "—", "?"})
"""What people write where they name no holder."""


def actor_of(text: str, actors: dict[str, str], problems: Found) -> str:
    """The id of the actor that a text names, which is noted among ``actors`` by its id if it is new.

    Names that differ in capitals, spaces and marks are one actor's; names that differ in letters are not, though their ids
    would be alike.
    """
    name = " ".join(text.split())
    if name.casefold() in NOBODY:
        actors.setdefault(UNKNOWN, NOBODY_KNOWN)
        problems.assume(
            mark("{text} was taken to say that it is unknown who holds a place."), text=repr(name)
        )
        return UNKNOWN
    wanted = id_of(name, otherwise="actor")
    for number in itertools.count(1):
        key = wanted if number == 1 else f"{wanted}-{number}"
        other = actors.setdefault(key, name)
        if _letters(other) == _letters(name):
            if other.casefold() != name.casefold():
                problems.assume(mark("{one} and {other} were taken for one actor."), one=other, other=name)
            return key
    raise AssertionError


def _letters(name: str) -> str:
    """What tells names apart: letters and figures, in small letters; of a name without any, its signs."""
    folded = name.casefold()
    return re.sub(r"[\W_]+", "", folded) or folded
