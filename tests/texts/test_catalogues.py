"""Every text of the program stands in every catalogue, translated, and no catalogue holds a text that nobody shows."""

from __future__ import annotations

import ast
import io
import re
import string
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from controlatlas.language.catalogue import DOMAIN, KEYWORDS, LANGUAGES, translator

TRANSLATED = LANGUAGES[1:]
Key = tuple[str | None, str | tuple[str, ...]]


@pytest.fixture(scope="module")
def shown(root) -> set[Key]:
    """Every text that the code marks for translation, with its context; of a plural both English forms."""
    found: set[Key] = set()
    for folder in (root / "src" / "controlatlas", root / "pages"):
        for _, _, message, _, context in extract_from_dir(
            str(folder), keywords=KEYWORDS, strip_comment_tags=True
        ):
            found.add((context, message))
    return found


def catalogue(root, language: str) -> Catalog:
    """The catalogue of a language as it stands in its file."""
    path = root / "src" / "controlatlas" / "language" / "locale" / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    return read_po(io.BytesIO(path.read_bytes()), locale=language, domain=DOMAIN)


def key_of(message: Message) -> Key:
    """A message as the extraction names it."""
    return message.context, message.id


def fields(text: str) -> set[str]:
    """The placeholders of a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_text_is_untranslated_and_none_is_unused(root, shown, language):
    """A catalogue has a translation of every text of the program, none in doubt, and no text besides."""
    found = catalogue(root, language)
    messages = [message for message in found if message.id]
    assert {key_of(message) for message in messages} == shown
    assert not found.obsolete
    for message in messages:
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(form and form.strip() for form in forms), message.id
        assert not message.fuzzy, message.id
        if message.pluralizable:
            assert len(forms) == found.num_plurals, message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_is_read_without_a_word(root, language, capfd):
    """Each text has as many forms as its language counts with; with more of them whoever exports reads a warning."""
    catalogue(root, language)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_keep_what_is_filled_in(root, language):
    """A translation has the placeholders of its English text, none lost and none made up."""
    for message in catalogue(root, language):
        if not message.id:
            continue
        if message.pluralizable:
            wanted = fields(message.id[1])
            for form in message.string:
                assert fields(form) == wanted, (message.id, form)
        else:
            assert fields(message.string) == fields(message.id), (message.id, message.string)


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_are_plain_and_in_their_script(root, language):
    """A translation brings no markup that the English text has not, and is written in the script of its language."""
    script = {"az": "[A-Za-zƏəĞğİıÖöŞşÜüÇç]", "hy": "[\u0531-\u0587]", "ru": "[А-Яа-яЁё]"}[language]
    for message in catalogue(root, language):
        if not message.id:
            continue
        english = message.id if isinstance(message.id, str) else message.id[1]
        for form in message.string if isinstance(message.string, tuple) else (message.string,):
            assert sorted(re.findall(r"[<>`*]", form)) == sorted(re.findall(r"[<>`*]", english)), form
            bare = re.sub(r"\{[^}]*\}", "", form)
            if len(re.sub(r"\{[^}]*\}|[^A-Za-z]", "", english)) > 12:
                assert re.search(script, bare), (english, form)


def test_the_extraction_finds_every_kind_of_text(shown):
    """Plain texts, texts of tables, plurals and texts of the player are all found, so the checks above can fail."""
    assert (None, "Share") in shown
    assert (None, "Confirmed only") in shown
    assert (None, ("{n} settlement", "{n} settlements")) in shown
    assert (None, "What is disputed") in shown


@pytest.mark.parametrize(
    ("language", "n", "form"),
    [
        ("ru", 1, "one"),
        ("ru", 2, "few"),
        ("ru", 5, "many"),
        ("ru", 21, "one"),
        ("az", 5, "other"),
        ("hy", 1, "one"),
    ],
)
def test_numbers_take_the_form_of_the_language(language, n, form):
    """Russian has three forms of a count, Azerbaijani and Armenian two: each number takes its own."""
    t = translator(language)
    text = t.plural("{n} settlement", "{n} settlements", n)
    assert t.forms("{n} settlement", "{n} settlements")[form] == text.replace(str(n), "{n}")


def test_an_unknown_language_is_english():
    """A language that the program does not speak gets English, and no error."""
    assert translator("tlh")("Share") == "Share"


def said(tree: ast.AST) -> Iterator[str]:
    """Every text that a module gives to one of the functions of the catalogue, wherever the call stands."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", None)
        inner = node.func.func if isinstance(node.func, ast.Call) else None
        if name in KEYWORDS or (isinstance(inner, ast.Name) and inner.id == "translator"):
            text = node.args[1 if name == "in_context" and len(node.args) > 1 else 0]
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield text.value


def test_no_text_escapes_the_extraction(root, shown):
    """A text inside an f-string, which Babel does not read, would never be translated: there is none."""
    known = {text for _, message in shown for text in ([message] if isinstance(message, str) else message)}
    for path in [*(root / "src" / "controlatlas").rglob("*.py"), *(root / "pages").glob("*.py")]:
        hidden = set(said(ast.parse(path.read_text(encoding="utf-8")))) - known
        assert not hidden, f"{path.name}: {sorted(hidden)}"
