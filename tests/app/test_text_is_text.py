"""What is not ours appears letter by letter as it is written, whatever Streamlit's Markdown would make of it."""

from __future__ import annotations

import json
import pathlib
import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from letters import REFUSED
from running import running_app
from waiting import wait_until

from controlatlas.records.text import shown
from controlatlas.ui.parts.markdown import NOTHING, as_text

PAGE = pathlib.Path(__file__).with_name("markdown_page.py")

NASTY = (
    "Party *A* and **B**, _c_, ~~d~~, `e`",
    "[a](https://evil.example/l) ![b](https://evil.example/i.png) <https://evil.example>",
    "https://evil.example/x www.evil.example a@evil.example mailto:a@evil.example HTTP://EVIL.EXAMPLE",
    "<img src=x onerror=alert(1)><script>alert(2)</script></script> <!-- a --> {{ 7*7 }}",
    ":material/home: :material_home: :smile: :+1: :streamlit: :red[a] :small[] :help[b] :blue-badge[c]",
    "$5 to $7, $x^2$, $$y$$, \\$z$, \\\\$q$",
    "&lt;b&gt; &amp; &#36; &copy &#x41;",
    "a -> b <- c <-> d -- e >= f <= g ~= h --- ...",
    "->",
    "<->",
    "--",
    "# a",
    "> a",
    "- a",
    "+ a",
    "* a",
    "- [ ] a",
    "1. a",
    "12) a",
    "1\\. a",
    "---",
    "===",
    "| a | b |",
    "[^1]: a",
    "[a]: https://evil.example",
    "    a",
    "```a",
    "~~~",
    "a\n- b",
    "a\n---",
    "a  \nb",
    "a\r\nb",
    "C:\\*x*\\",
    "12:30:15",
    ":www:smile:@www.a.b:smile:",
    "😀 a",
    "¶ a",
    "Fuzûlî · Ֆիզուլի · Физули · 富祖里 · فضولی",
)
PIECES = (
    *r"\`*_[]<>$:~#|&!-+=.()@^{}/;'0a" + '"\n',
    " ",
    "www.",
    "http://",
    "a.b",
    "😀",
    "é",
    ":red[",
    "&lt;",
    "->",
    "--",
)
"""What random texts are made of."""


def as_read(text: str) -> str:
    """A text as a browser shows it: runs of blanks are one, and none stands at the ends."""
    return " ".join(text.split())


KINDS = (
    "markdown", "button", "caption", "subheader", "error", "info", "expander", "tabs", "segmented_control", "radio",
)  # fmt: skip
"""Calls of Streamlit that read Markdown; each group of calls that share a way to do so is there."""

READ = """() => Object.fromEntries([...document.querySelectorAll("[class*='st-key-']")].map((box) => {
  const key = [...box.classList].find((it) => /^st-key-[a-z_]+-[0-9]+$/.test(it));
  const said = [...box.querySelectorAll("[data-testid=stMarkdownContainer], [data-testid=stCaptionContainer]")].at(-1);
  return key && said && [key.slice(7), [said.textContent.split(/\\s+/).join(" ").trim(), said.querySelectorAll(
    "a, img, em, strong, code, del, ul, ol, hr, table, blockquote, pre, sup, input, script, .katex, [role=img]").length]];
}).filter(Boolean))"""
"""What stands in each box, with how much in it is no text."""


@pytest.fixture(scope="module")
def texts() -> dict[str, list[str]]:
    """What Markdown reads in every way that we know; and made at random of the same pieces (seed 20261128)."""
    chance = random.Random(20261128)
    made = ["".join(chance.choices(PIECES, k=chance.randint(1, 14))) for _ in range(120)]
    made = [text for text in dict.fromkeys(made) if text.strip() and text not in NASTY]
    return {kind: [*NASTY, *(made if kind in KINDS[:2] else ())] for kind in KINDS}


@pytest.mark.browser
def test_streamlit_shows_every_text_letter_by_letter(texts, tmp_path, open_page):
    """In ten kinds of calls each text reads as written, with nothing made of it: no link, picture, icon or emphasis."""
    (tmp_path / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    wanted = {f"{kind}-{n}": [as_read(text), 0] for kind in KINDS for n, text in enumerate(texts[kind])}
    with running_app(PAGE, TEXTS=str(tmp_path / "texts.json")) as address:
        page = open_page(address)
        page.locator("#complete").wait_for(state="attached")
        wait_until(lambda: len(page.evaluate(READ)) == len(wanted), "something in every box")
        seen, outside = page.evaluate(READ), page.witness.outside
    assert seen == wanted
    assert outside == []


@given(st.text())
def test_the_text_can_be_read_out_of_its_markdown(text):
    """Without the backslashes, entities and empty pieces of Markdown, the text is what it was, hidden letters aside."""
    entities = {"&#58;": ":", "&#36;": "$", "&#10;": " ", "&#9;": " ", "&#32;": " "}
    bare = as_text(text).replace(NOTHING, "")
    plain = re.sub(r"\\(.)|(&#\d+;)", lambda it: it[1] or entities[it[2]], bare)
    assert plain == re.sub("[\n\r\t]", " ", shown(text))


@given(st.text(alphabet=list("ab 😀:@$w.</>-[]*`\n")))
def test_nothing_that_is_looked_for_in_the_source_is_in_it(text):
    """Icons, emoji, formulas and ends of lines are looked for before escapes are read: none of them is left."""
    said = as_text(text).replace(NOTHING, "\0")
    assert not re.search(r"[:$\n\r]", said)


@pytest.mark.parametrize("letter", REFUSED)
def test_a_letter_that_is_not_seen_is_shown_by_a_sign(letter):
    """What turns a text round, has no width or controls a terminal stands as � in what the reader sees."""
    assert as_text(f"a{letter}b") == "a\ufffdb"
