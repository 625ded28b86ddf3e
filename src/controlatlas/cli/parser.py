"""A call that cannot be understood is answered with what to write instead."""

from __future__ import annotations

import argparse
import itertools
import os
import re
import sys
from collections.abc import Iterator, Sequence
from typing import Any, NoReturn

from ..load.find import available_datasets
from ..records.dates import is_day
from ..records.errors import near

USAGE = 2

OTHERWISE: dict[str, tuple[str, ...]] = {
    "--day": ("--on", "--date", "--from"),
    "--date": ("--on", "--from"),
    "--on": ("--date", "--from"),
    "--start": ("--from", "--first"),
    "--since": ("--from", "--first"),
    "--first": ("--from",),
    "--end": ("--to", "--last"),
    "--until": ("--to", "--last"),
    "--last": ("--to",),
    "--out": ("--output",),
    "--file": ("--output",),
    "--folder": ("--dataset", "--output"),
    "--data": ("--dataset",),
    "--name": ("--title", "--dataset"),
    "--language": ("--lang",),
    "--locale": ("--lang",),
    "--place": ("--extent", "--mark"),
    "--where": ("--extent",),
    "--bbox": ("--bounds", "--extent"),
    "--bounds": ("--extent",),
    "--highlight": ("--mark",),
    "--author": ("--source", "--credit"),
    "--license": ("--licence",),
    "--colour": ("--color",),
    "--colors": ("--color",),
    "--projection": ("--crs",),
    "--overwrite": ("--force",),
    "--dryrun": ("--dry-run",),
    "--scale": ("--times",),
    "--dpi": ("--times",),
    "--width": ("--size",),
    "--height": ("--size",),
}
"""What people write who mean an option that another command or program calls otherwise; the first that there is counts."""


class Parser(argparse.ArgumentParser):
    """Like any parser of arguments, but its errors say what to do. Commands that are added to it are such parsers too."""

    _given: Sequence[str] = ()
    """The words that it was last called with, for what is said of them."""

    def __init__(self, **settings: Any) -> None:
        # an option is taken by its whole name only: "--day" must not mean "--day-seconds"
        super().__init__(**{"allow_abbrev": False, **settings})

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Read what can be read of a call."""
        self._given = tuple(map(str, sys.argv[1:] if args is None else args))
        return super().parse_known_args(args, namespace)

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Read a call; end the program with status 2 if it cannot be understood."""
        found, left = self.parse_known_args(args, namespace)
        if empty := list(self._command_of(found)._empty(self._given)):
            self._command_of(found).error("\n".join(empty))
        if left:
            command = self._command_of(found)
            command.error("\n".join(command.answers(left)))
        return found

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and what to write, and end with status 2."""
        for line in self._said(message).splitlines():
            print(f"{self.prog}: {line}", file=sys.stderr)
        print(f"All that it takes: {self.prog} --help", file=sys.stderr)
        sys.exit(USAGE)

    def answers(self, left: Sequence[str]) -> Iterator[str]:
        """What to write instead of each word that has no place in the call."""
        for number, word in enumerate(left):
            before = left[number - 1] if number else ""
            if word.startswith("-") and len(word) > 1:
                yield self._option(word)
            elif not before.startswith("-") or "=" in before:
                yield self._word(word)

    def _empty(self, given: Sequence[str]) -> Iterator[str]:
        """What to write instead of each text that is empty, as that of a variable of a shell which nobody has set."""
        for before, word in itertools.pairwise(("", *given)):
            option, sign, value = word.partition("=")
            if not (sign and option.startswith("-")):
                option, value = before if before.startswith("-") and "=" not in before else "", word
            action = self._called(option)
            if value.strip() or (action is not None and action.nargs == 0):
                continue
            if action is None:
                yield "one of the words is an empty text; write it, or leave it out"
            else:
                way_out = "" if action.required else f", or leave {option} out"
                yield f"{option} is followed by an empty text; write what it is to be{way_out}"

    def _command_of(self, found: argparse.Namespace) -> Parser:
        """The parser of the command that a call names, also where it has commands of its own."""
        here: Parser = self
        while (below := here._commands()) is not None:
            name = getattr(found, below.dest, None)
            if name not in (below.choices or {}):
                break
            here = dict(below.choices or {})[name]
        return here

    def _commands(self) -> argparse.Action | None:
        return next((it for it in self._actions if isinstance(it, argparse._SubParsersAction)), None)

    def _option(self, word: str) -> str:
        name = word.partition("=")[0]
        known = [it for it in self._option_string_actions if it.startswith("--")]
        meant = [it for it in OTHERWISE.get(name, ()) if it in known]
        meant += [it for it in known if len(it) > 4 and name.startswith(it)]
        hint = f" (did you mean {meant[0]}?)" if meant else near(name, known)
        action = self._option_string_actions.get(meant[0]) if meant else None
        says = self._help(action)
        return f"there is no option {name}{hint or '; there are: ' + ', '.join(known)}{says}"

    @staticmethod
    def _help(action: argparse.Action | None) -> str:
        return f": {action.help % {'default': action.default}}" if action is not None and action.help else ""

    def _word(self, word: str) -> str:
        shown = word[:120]
        options = self._option_string_actions
        if "--dataset" in options and (os.path.isdir(word) or word in available_datasets()):
            return f"{shown} is a dataset; name it with --dataset {shown}"
        if is_day(word) and (
            option := next((it for it in ("--on", "--date", "--from") if it in options), None)
        ):
            return f"{shown} is a day; say it with {option} {shown}"
        if "--place" in options:
            return f"{shown} is one word too many; name places with --place {shown!r}"
        if (
            "--output" in options
            and not {"-o", "--output"} & {*self._given}
            and re.search(r"\.\w{2,7}$", word)
        ):
            return f"{shown} is one word too many; where to write is said with -o {shown}"
        return f"{shown} is one word too many; put quotes round what belongs together, or leave it out"

    def _said(self, message: str) -> str:
        """The messages of argparse in words that say what to do."""
        if found := re.fullmatch(r"the following arguments are required: (.*)", message):
            known = self._option_string_actions
            options = (it for it in self._given if it.startswith("--") and it.partition("=")[0] not in known)
            return "\n".join([*map(self._option, options), *map(self._missing, found[1].split(", "))])
        if found := re.fullmatch(
            r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)", message, re.DOTALL
        ):
            return self._no_choice(found[1], found[2].strip("'\""), re.sub("['\"]", "", found[3]).split(", "))
        if found := re.fullmatch(r"argument (.*?): expected (?:at least )?one argument", message):
            action = self._called(found[1])
            says = self._help(action)
            return f"{found[1].split('/')[0]} needs a value behind it{says}"
        return message

    def _called(self, name: str) -> argparse.Action | None:
        names = name.split("/")
        return next(
            (it for it in self._actions if {*names} & {*it.option_strings} or name in (it.metavar, it.dest)),
            None,
        )

    def _missing(self, name: str) -> str:
        action = self._called(name)
        if isinstance(action, argparse._SubParsersAction):
            return f"say what to do: {', '.join(action.choices)}"
        says = self._help(action)
        shown = name.split("/")[0]
        value = (
            f" {action.metavar}" if action is not None and action.option_strings and action.metavar else ""
        )
        return f"{shown}{value} is missing{says}"

    def _no_choice(self, name: str, word: str, known: Sequence[str]) -> str:
        if name == "FORM" and (os.path.isdir(word) or word in available_datasets()):
            return f"{word[:120]} is a dataset; name the form first, then the dataset: {self.prog} png --dataset {word[:120]}"
        what = {"COMMAND": "a command", "KIND": "a kind of import", "FORM": "a form"}.get(name, f"for {name}")
        return f"{word[:120]!r} is not {what}{near(word, known)}; choose from {', '.join(known)}"
