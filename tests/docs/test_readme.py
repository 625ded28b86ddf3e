"""What the README and the changelog say is true."""

from __future__ import annotations

import contextlib
import io
import re
import shlex

import pytest

from controlatlas.cli.main import main


@pytest.fixture(scope="module")
def readme(root) -> str:
    """The text of the README."""
    return (root / "README.md").read_text(encoding="utf-8")


def test_the_two_commands_are_there(readme):
    """A newcomer finds one command for the app and one for all tests."""
    assert "\npip install -e . && streamlit run app.py\n" in readme
    assert '\npip install -e ".[test]" && pytest\n' in readme


def test_each_command_line_of_the_readme_works(readme, root, monkeypatch, capsys, tmp_path, loaded_once):
    """Each ``controlatlas`` line of the README ends with status 0 and prints something, or writes its file."""
    monkeypatch.chdir(root)
    lines = re.findall(r"^(controlatlas .+?)(?:  .*)?$", readme, re.MULTILINE)
    assert len(lines) == 13
    for line in lines:
        call = shlex.split(line)[1:]
        if call[0] == "export":
            path = tmp_path / call[-1]
            call[-1] = str(path)
            if call[1] == "mp4":  # the last three days of it, which take less time
                call[call.index("--from") + 1] = "2020-11-08"
            assert main(call) == 0
            assert path.stat().st_size > 10_000
        elif call[0] == "publish":  # the invented islands, which take less time
            islands = str(root / "tests" / "datasets" / "two_islands")
            assert main([*call, "--dataset", islands, "--dry-run"]) == 0
            assert " new, " in capsys.readouterr().err
        else:
            assert main(call) == 0
            assert capsys.readouterr().out.strip()


def test_the_examples_of_the_library_print_what_they_say(readme, monkeypatch, tmp_path):
    """Each Python example of the README prints the lines that stand in its comments behind or under ``print``."""
    monkeypatch.chdir(tmp_path)
    examples = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    assert len(examples) == 2
    for code in examples:
        expected = re.findall(r"^print\(.*\)\s+# (.*)$", code, re.MULTILINE)
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(code, "README.md", "exec"), {})
        assert expected
        assert out.getvalue().splitlines() == expected
    assert (tmp_path / "changes.gpkg").stat().st_size > 10_000


def test_every_file_that_the_readme_names_exists(readme, root):
    """No link of the README leads nowhere."""
    for target in re.findall(r"\]\(([^)#:]+)\)", readme):
        assert (root / target).exists(), target


def test_the_changelog_counts_what_is_in_the_dataset(root, karabakh):
    """The numbers of events, works and places in the changelog are those of the dataset."""
    text = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    said = re.search(r"(\d+) events, (\d+) works, ([\d,]+) places", text)
    counts = len(karabakh.events), len(karabakh.sources), len(karabakh.places)
    assert tuple(int(number.replace(",", "")) for number in said.groups()) == counts
