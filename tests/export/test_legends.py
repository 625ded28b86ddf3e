"""How much of a legend a picture has, by choice and by what can be seen on it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from controlatlas.cli.main import main
from controlatlas.export.formats import make
from controlatlas.language.captions import PictureKind
from controlatlas.language.catalogue import translator
from controlatlas.picture.compose import picture
from controlatlas.picture.legend import Seen, sections
from controlatlas.picture.size import PRESETS
from controlatlas.picture.spec import PictureSpec
from controlatlas.records.errors import ExportError

DAY = dt.date(2020, 11, 8)
MEANING = "last undisputed holder and of the claimant"


def text_of(dataset, spec) -> str:
    """All words of the legend and what stands above it."""
    return " ".join(run.text for layer, run in picture(dataset, spec).texts() if layer.id == "legend")


def test_a_legend_is_left_out_short_or_full(karabakh):
    """Without a legend no sign is explained, a short one names them, a full one says what they mean."""
    spec = PictureSpec(DAY, size=PRESETS["a4"])
    none, short, full = (text_of(karabakh, replace(spec, legend=it)) for it in ("none", "short", "full"))
    assert "Front line" not in none
    assert "Azerbaijan announces control of Shusha" in none
    assert "Front line" in short
    assert MEANING not in short
    assert MEANING in full
    assert text_of(karabakh, spec) == short


def test_a_wide_picture_has_room_for_a_full_legend(karabakh):
    """At the usual size the column beside the map holds the meanings, and the map keeps its share."""
    assert MEANING in text_of(karabakh, PictureSpec(DAY, legend="full"))


@pytest.mark.parametrize("language", ["en", "az", "hy", "ru"])
def test_a_full_legend_where_there_is_no_room_is_a_short_one(karabakh, language):
    """A narrow column is never refused for meanings that do not fit."""
    spec = PictureSpec(DAY, size=PRESETS["phone"], language=language)
    assert text_of(karabakh, replace(spec, legend="full"))


def test_stripes_too_small_to_be_seen_are_not_explained_unless_they_are_new(karabakh):
    """A speck of disputed land has an entry only on the day on which it became disputed."""
    pair = ("armenian-forces", "azerbaijan")
    seen = Seen(held={"azerbaijan": 0.2}, unsure={pair: {"claimed"}}, doubt={pair: 0.0008})

    def entries(it: Seen) -> list[str]:
        found = sections(karabakh, it, PictureKind.DAY, translator("en"))
        return [entry.name for section in found for entry in section.entries]

    assert entries(seen) == ["Azerbaijan"]
    assert len(entries(replace(seen, doubt={pair: 0.004}))) == 2
    assert len(entries(replace(seen, fresh={pair}))) == 2


def test_the_choice_stands_in_the_address_and_on_the_command_line(karabakh, loaded_once, tmp_path, capsys):
    """What is not as always is part of the address; another word is refused, and so is the option for a table."""
    assert PictureSpec(DAY, legend="none").address(karabakh, "png")["legend"] == "none"
    assert "legend" not in PictureSpec(DAY).address(karabakh, "png")
    with pytest.raises(ExportError, match="none, short, full"):
        make(karabakh, PictureSpec(DAY, legend="long"), "png")
    assert main(["export", "csv", "--legend", "none", "-o", str(tmp_path / "x.csv")]) != 0
    assert "--legend" in capsys.readouterr().err
