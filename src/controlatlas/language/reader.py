"""Who reads: in which language, and what places are called."""

from __future__ import annotations

from dataclasses import dataclass

from ..records.model import Dataset, Text, say
from .catalogue import Translator, translator
from .naming import BOTH, Naming


@dataclass(frozen=True, slots=True)
class Reader:
    """One reader: ``t`` says the texts of the program in the reader's language, ``naming`` what places are called."""

    t: Translator
    naming: Naming

    @property
    def language(self) -> str:
        """The reader's language, one of those of the program."""
        return self.t.language

    def say(self, text: Text | None) -> str:
        """A text of the dataset in the reader's language, as far as the dataset has it."""
        return say(text, self.t.language)

    def place(self, dataset: Dataset, key: str) -> str:
        """What a place or a group is called, in a line of text; a group in the reader's language alone."""
        place = dataset.places.get(key)
        return self.naming.full(place.names) if place else self.say(dataset.groups[key].names)


def reader_of(dataset: Dataset, language: str, policy: str = BOTH) -> Reader:
    """Who reads a dataset in that language, with places called by a policy that the dataset offers."""
    return Reader(translator(language), Naming.of(dataset, language, policy))
