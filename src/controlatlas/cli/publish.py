"""The command ``publish``: a whole dataset as a site of files."""

from __future__ import annotations

import argparse
import pathlib
import re
import sys
from typing import Any
from urllib.parse import urlsplit

from ..records.errors import PublishError
from .dataset import named_dataset
from .progress import Bar

_EPILOG = """examples:
  controlatlas publish site --base https://maps.example.org/atlas
  controlatlas publish site --base https://maps.example.org/atlas --lang en --lang hy --dry-run
"""


def add_publish(commands: Any, parents: list[argparse.ArgumentParser]) -> None:
    """Add the command to the others."""
    text = (
        "Write a whole dataset as a site of files, which any web server carries and which also opens from disk. A second time "
        "only what is another than before is written."
    )
    sub = commands.add_parser(
        "publish",
        help=text,
        description=text,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=parents,
    )
    sub.set_defaults(run=run)
    sub.add_argument(
        "folder",
        type=pathlib.Path,
        metavar="SITE_FOLDER",
        help="a new or empty folder, or one that was published before",
    )
    sub.add_argument(
        "--base",
        required=True,
        metavar="ADDRESS",
        help="where the folder will be found, as https://maps.example.org/atlas",
    )
    sub.add_argument(
        "--lang",
        action="append",
        metavar="LANGUAGE",
        help="a language of the pages: en, az, hy or ru; repeatable, the first is the default (default: all in which the "
        "dataset has texts)",
    )
    sub.add_argument("--dry-run", action="store_true", help="say what would be written, and write nothing")


def run(args: argparse.Namespace) -> int:
    """Make the site, and say what became of the folder."""
    base = checked_base(args.base)
    from ..publish.files import Site
    from ..publish.folder import manifest_of, write_site
    from ..publish.site import languages_of_site, site_files

    manifest_of(args.folder)  # a folder that cannot be is told before anything is made
    dataset = named_dataset(args.dataset)
    manifest_of(args.folder, dataset.id)
    site = Site(dataset, base, checked_languages(args.lang) or languages_of_site(dataset))
    bar = Bar()
    files = site_files(site, lambda share: bar.show("publish", share))
    about = {
        "dataset": dataset.id,
        "version": dataset.version,
        "base": base,
        "languages": list(site.languages),
    }
    try:
        done = write_site(args.folder, files, about, dry=args.dry_run)
    finally:
        bar.end()
    counts = f"{len(done.new)} new, {len(done.changed)} changed, {len(done.removed)} removed, {done.kept} as before"
    print(f"{args.folder}: {counts}{' (nothing was written)' if args.dry_run else ''}", file=sys.stderr)
    for path in done.edited:
        print(
            f"controlatlas: {args.folder / path} was edited after it was published, and stays",
            file=sys.stderr,
        )
    return 0


def checked_base(text: str) -> str:
    """The address without a slash at its end; raise ``PublishError`` if it is no web address of a folder."""
    try:
        parts = urlsplit(text.strip())
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    if not host or parts.scheme not in ("http", "https") or parts.query or parts.fragment or parts.username:
        raise PublishError(
            f"--base is {text[:200]!r}; write the web address of the folder, as in https://maps.example.org/atlas"
        )
    if re.search(r"[\s\"'<>\\^`{|}]", text.strip()):
        raise PublishError(
            f"--base is {text[:200]!r}; write letters that no address has with % and their numbers"
        )
    return text.strip().rstrip("/")


def checked_languages(asked: list[str] | None) -> tuple[str, ...]:
    """The languages asked for, each once; raise ``PublishError`` for one that the program does not speak."""
    from ..language.catalogue import LANGUAGES

    wanted = tuple(dict.fromkeys(part for text in asked or () for part in text.split(",") if part))
    for tag in wanted:
        if tag not in LANGUAGES:
            raise PublishError(
                f"--lang {tag[:40]!r} is no language of the program; choose of {', '.join(LANGUAGES)}"
            )
    return wanted
