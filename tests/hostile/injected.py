"""The invented dataset with hostile text in every free text field; ``check`` finds nothing wrong with it."""

from __future__ import annotations

import json
import pathlib
import re
import shutil
from typing import Any

TWO_ISLANDS = pathlib.Path(__file__).parents[1] / "datasets" / "two_islands"

FOREIGN = "evil.example"
"""The host that must never be asked, nor be led to."""

FIRST, LAST = "=WEBSERVICE(", "«end»"
POISON = (
    f'{FIRST}"https://{FOREIGN}/w") <img src=x onerror="window.hit=1"><script>window.hit=2</script></script>'
    f"<svg onload='window.hit=3'> <a href=https://{FOREIGN}/a>A</a> [L](javascript:window.hit=4) "
    f"[M](https://{FOREIGN}/l) ![I](https://{FOREIGN}/i.png) *I* **B** ~~S~~ `C` $x^2$ :red[R] :material/home: :smile: "
    f"&lt;E&amp;&#60; https://{FOREIGN}/bare www.{FOREIGN} a@{FOREIGN} {{{{7*7}}}} {{% x %}} ${{7*7}} %00 ' \" "
    rf"]]> --> <!-- -- \ \u003c \input{{x {LAST}"
)
"""One line that is Markdown, HTML, a formula of a spreadsheet, of LaTeX and of templates, and quotes of all kinds."""

PIECES = (
    f'=HYPERLINK("https://{FOREIGN}/h")',
    "<img src=x onerror=window.hit=1>",
    f"![I](https://{FOREIGN}/i.png)",
    "[L](javascript:window.hit=4)",
    "<script>window.hit=2</script>",
    "</script><svg onload='window.hit=3'>",
    ":material/home: :smile: $x^2$ {{7*7}}",
    "&lt;E&amp;&#60; `C` *I* **B** {x",
    f"https://{FOREIGN}/bare www.{FOREIGN}",
)
"""Short ones, of which names take one each, for they have to find room in a legend."""

BROKEN_OUT = re.compile(rf"{re.escape(FIRST)}(?!{re.escape(POISON[len(FIRST) :])})")
"""Where a hostile text begins and does not go on as it was written."""

_LANGUAGE = re.compile(r"[a-z]{2}(-[A-Za-z]+)?")
_TEXTS = frozenset(
    [
        "title",
        "description",
        "other",
        "locator",
        "tags",
        "text",
        "layer",
        "licence",
        "publisher",
        "container-title",
        "family",
        "given",
        "literal",
        "read",
        "note",
        "version",
    ]
)
"""Fields with a text that is not by language."""

_NAMES = frozenset(
    [
        "names",
        "short",
        "titles",
        "by",
        "other",
        "tags",
        "family",
        "given",
        "literal",
        "container-title",
        "publisher",
    ]
)
_KEPT = frozenset(("resources", "licenses"))
_WORK = f"https://works.example/a'onmouseover='window.hit=5'b=')](javascript:window.hit=6)*_{{x}}~$&lt;`?{FOREIGN}=1"


def poisoned(text: str) -> str:
    """The text after all that is hostile, so that it opens fields and cells, and can still be told from others."""
    return f"{POISON} {text}"


def named(key: str, name: str) -> str:
    """A name after one of the short hostile texts, always the same one for the same name."""
    return f"{PIECES[sum(map(ord, key + name)) % len(PIECES)]} {name}"


def injected(folder: pathlib.Path) -> pathlib.Path:
    """Write the dataset into the folder, and return it."""
    shutil.copytree(TWO_ISLANDS, folder)
    for path in sorted(folder.rglob("*json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        if path.name == "datapackage.json":
            content = _package(content)
        elif path.name == "sources.json":
            content = [_work(work) for work in content]
        else:
            content = _spoiled(content)
        path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return folder


def _spoiled(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        if (
            value
            and all(_LANGUAGE.fullmatch(it) for it in value)
            and all(isinstance(it, str) for it in value.values())
        ):
            return {language: _text(key, text) for language, text in value.items()}
        kept = (
            _KEPT | {"family"} if "names" in value else _KEPT
        )  # that of a kind of event is a word of the format
        return {name: inner if name in kept else _spoiled(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_spoiled(inner, key) for inner in value]
    return _text(key, value) if isinstance(value, str) and key in _TEXTS else value


def _text(key: str, text: str) -> str:
    return named(key, text) if key in _NAMES else poisoned(text)


def _package(content: dict[str, Any]) -> dict[str, Any]:
    """The package with fields that the invented dataset leaves out; its own version is a part of names of files."""
    settings = content["controlatlas"]
    settings["titles"] = {"en": "Two Islands", "eo": "Du Insuloj"}
    settings["quality"] = [{name: {"en": name} for name in ("layer", "accuracy", "defects")}]
    settings["releases"] = [{"version": "1", "changes": [{"en": "first"}]}]
    settings["comparisons"] = [
        {"id": "pair", "names": {"en": "pair"}, "start": "2020-01-01", "end": "2020-06-01"}
    ]
    settings["credits"][0]["url"] = _WORK
    content["licenses"][0]["title"] = poisoned("licence")
    return {**_spoiled(content), "version": content["version"]}


def _work(work: dict[str, Any]) -> dict[str, Any]:
    work["author"] = [{"family": "Doe", "given": "Jane"}, {"literal": "A body"}]
    work["container-title"] = "Journal"
    work["custom"] |= {"read": "whole", "note": "note", "archive": _WORK}
    return {**_spoiled(work), "URL": _WORK}
