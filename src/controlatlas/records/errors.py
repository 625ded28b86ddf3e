"""What can go wrong, as one small family of exceptions."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any


class ControlAtlasError(Exception):
    """Base of every error that this package raises on purpose."""


class Said(str):
    """A sentence in English with values in it, which whoever shows it can say in another language: by its ``template``."""

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, **values: object) -> Said:
        """The template filled in; one without values is the sentence itself."""
        found = super().__new__(cls, template.format(**values) if values else template)
        found.template, found.values = template, values
        return found

    def __reduce__(self) -> tuple[Any, ...]:
        return _said, (self.template, dict(self.values))


@dataclass(frozen=True, slots=True)
class Figure:
    """A number inside a sentence, which whoever shows it writes as the language does; ``percent`` of a share is of a hundred."""

    value: float
    digits: int = 0
    percent: bool = False

    def __str__(self) -> str:
        return f"{self.value:,.{self.digits}%}" if self.percent else f"{self.value:,.{self.digits}f}"


@dataclass(frozen=True, slots=True)
class InARow:
    """Several sentences or names inside one, parted as the language parts them."""

    items: tuple[str, ...]

    def __str__(self) -> str:
        return "; ".join(self.items)


def _said(template: str, values: dict[str, object]) -> Said:
    return Said(template, **values)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a dataset: where it is, what it is, and what to do about it."""

    file: str
    record: str
    field: str
    message: str

    def without(self, text: str) -> Problem:
        """The same with this text taken out wherever it stands: the name of a folder that is nobody's business."""

        def plain(value: object) -> object:
            return (
                value.replace(text, "") if isinstance(value, str) and not isinstance(value, Said) else value
            )

        message = self.message.replace(text, "")
        if isinstance(self.message, Said):
            values = {key: plain(it) for key, it in self.message.values.items()}
            message = Said(self.message.template.replace(text, ""), **values)
        return replace(self, file=self.file.replace(text, ""), message=message)

    def __str__(self) -> str:
        where = " · ".join(part for part in (self.file, self.record, self.field) if part)
        return f"{where}: {self.message}"


class DatasetError(ControlAtlasError):
    """A dataset is refused; ``problems`` holds all that was found, in file order."""

    def __init__(self, folder: str, problems: Iterable[Problem]) -> None:
        self.folder = folder
        self.problems = tuple(problems)
        count = len(self.problems)
        head = f"{folder[:130]}: {count} problem{'' if count == 1 else 's'}"
        super().__init__("\n".join([head, *(f"  {problem}" for problem in self.problems)]))


class ImportProblemsError(ControlAtlasError):
    """What was given cannot become a dataset; ``problems`` holds all that is wrong with it, in the order of the files."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class UnknownDatasetError(ControlAtlasError):
    """No dataset of that name was found in any of the places searched."""


class DateError(ControlAtlasError, ValueError):
    """A text is no calendar day, or no EDTF date that this package reads."""


class UncitedChangeError(ControlAtlasError):
    """A change of control that no work is cited for."""


class OutsideSpanError(ControlAtlasError, ValueError):
    """A day lies before the first or after the last day that the dataset describes."""


class ExportError(ControlAtlasError, ValueError):
    """A picture, clip or file cannot be made as asked; ``problems`` holds all that is wrong, each with what is allowed."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class SettingError(ExportError):
    """An environment variable says what cannot be: for whoever starts the program, not for its readers."""

    def __init__(self, problem: str) -> None:
        super().__init__([problem])


class PublishError(ControlAtlasError, ValueError):
    """A site cannot be published so: the folder, the address or the languages are wrong."""


class UnknownPlaceError(ControlAtlasError, LookupError):
    """No place has that name; ``suggestions`` holds the nearest names."""

    def __init__(self, query: str, suggestions: Iterable[str]) -> None:
        self.query = query
        self.suggestions = tuple(suggestions)
        hint = f" Nearest: {', '.join(self.suggestions)}." if self.suggestions else ""
        super().__init__(f"No place is called {query!r}.{hint}")


class AmbiguousPlaceError(ControlAtlasError, LookupError):
    """Several places have that name; ``candidates`` holds a description of each."""

    def __init__(self, query: str, candidates: Iterable[str]) -> None:
        self.query = query
        self.candidates = tuple(candidates)
        lines = "\n".join(f"  {candidate}" for candidate in self.candidates)
        super().__init__(f"{query!r} may be any of these; use the id in the first column:\n{lines}")


def near(word: str, words: Iterable[str], *, alike: float = 0.6) -> str:
    """A hint at the nearest of the words that exist, for the end of a message; nothing where none is ``alike`` (1: the same)."""
    found = difflib.get_close_matches(word, list(words), n=1, cutoff=alike)
    return Said(DID_YOU_MEAN, word=repr(found[0])) if found else ""


DID_YOU_MEAN = " (did you mean {word}?)"
