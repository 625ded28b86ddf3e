"""What cannot be made is refused with what is wrong, all of it at once, and what is allowed."""

from __future__ import annotations

import datetime as dt
import gc
import os
import pathlib
import subprocess
import sys
import tempfile
from dataclasses import replace

import pytest

from controlatlas.cli.main import main
from controlatlas.export import clip, formats
from controlatlas.export import progress as progress_module
from controlatlas.export.formats import make, write
from controlatlas.export.progress import CancelledError, Progress
from controlatlas.language.captions import PictureKind
from controlatlas.picture.shots import Pace, frames_of, shots
from controlatlas.picture.size import read_size
from controlatlas.picture.spec import PictureSpec, validated
from controlatlas.records.errors import ExportError
from controlatlas.records.model import Lens

DAY = dt.date(2020, 11, 10)
TWO_DAYS = PictureSpec(DAY, kind=PictureKind.CLIP, earlier=dt.date(2020, 11, 9), size=read_size("960x540"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0x675", "from 240 to 12,000 pixels"),
        ("-5x100", "from 240 to 12,000 pixels"),
        ("99999x99999", "100 million pixels"),
        ("300x5000", "at most 4 times"),
        ("large", "1200x675"),
        ("", "1200x675"),
        ("0x0mm", "pixels"),
        ("x" * 10_000, "is no size"),
    ],
)
def test_a_size_that_makes_no_sense_is_refused(text, said):
    """Zero, negative, absurd and unreadable sizes are refused, with those that are possible."""
    with pytest.raises(ExportError) as caught:
        read_size(text)
    assert said in str(caught.value)
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize(
    ("text", "width", "height"),
    [("1200x675", 1200, 675), ("1600 × 900", 1600, 900), ("176x120mm", 2079, 1417), ("A4", 3508, 2480)],
)
def test_a_size_is_read(text, width, height):
    """Pixels, millimetres at 300 dpi (176 mm are 2079 pixels), and names."""
    size = read_size(text)
    assert (size.width, size.height) == (width, height)


def test_all_that_is_wrong_is_said_at_once(karabakh):
    """A specification with five mistakes gets five messages."""
    spec = PictureSpec(
        dt.date(1950, 1, 1),
        kind=PictureKind.PAIR,
        labels="plenty",
        theme="pink",
        title="x" * 10_000,
        extent="atlantis",
    )
    with pytest.raises(ExportError) as caught:
        validated(spec, karabakh)
    text = str(caught.value)
    for said in (
        "1988-02-01 to 2026-11-23",
        "earlier one",
        "none, few, some, many",
        "light, dark",
        "10,000",
        "120",
        "atlantis",
    ):
        assert said in text
    assert len(caught.value.problems) == 6


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("language", "tlh", "en, az, hy, ru"),
        ("names", "tlh", "both, az, hy, ru"),
        ("tone", "sepia", "colour, grey"),
        ("layers", frozenset({"roads"}), "districts, mosaic"),
        ("extent", (999.0, 999.0, 99.0), "no map position near"),
        ("extent", (float("nan"), 46.0, 9.0), "no map position near"),
        ("marked", "atlantis", "atlantis"),
        ("credit", "x" * 121, "at most 120 fit"),
    ],
)
def test_a_choice_that_there_is_not_is_refused(karabakh, field, value, said):
    """The message names the choice and, where they can be listed, all that there are."""
    with pytest.raises(ExportError) as caught:
        validated(replace(PictureSpec(DAY), **{field: value}), karabakh)
    assert said in str(caught.value)
    assert len(caught.value.problems) == 1


def test_an_end_before_the_start_is_refused(karabakh):
    """The earlier day must come first."""
    with pytest.raises(ExportError, match="must come before"):
        validated(PictureSpec(DAY, kind=PictureKind.DIFFERENCE, earlier=dt.date(2021, 1, 1)), karabakh)


def test_a_range_too_long_for_a_clip_is_refused(karabakh):
    """Thirty-eight years day by day would last an hour; the message says what is possible."""
    spec = PictureSpec(karabakh.end, kind=PictureKind.CLIP, earlier=karabakh.start)
    with pytest.raises(ExportError, match="at most 300 seconds") as caught:
        make(karabakh, spec, "mp4")
    assert "only the days with a change" in str(caught.value)


def test_a_gif_too_large_is_refused(karabakh):
    """A GIF of a full screen is refused with the size that is possible."""
    spec = PictureSpec(DAY, kind=PictureKind.CLIP, earlier=dt.date(2020, 11, 9), size=read_size("1920x1080"))
    with pytest.raises(ExportError, match="1280x720"):
        make(karabakh, spec, "gif")


@pytest.mark.parametrize(
    ("field", "value"), [("fps", 0), ("fps", 99), ("day", 0.0), ("hold", 1000.0), ("change", -1.0)]
)
def test_a_pace_that_makes_no_sense_is_refused(karabakh, field, value):
    """Frames a second and seconds have limits."""
    with pytest.raises(ExportError, match="not possible"):
        shots(karabakh, dt.date(2020, 11, 1), DAY, Lens.CLAIMED, Pace(**{field: value}))


def test_the_days_of_a_clip(two_islands):
    """From 28 February to 2 March 2020 two days have a change; the last day is held."""
    pace = Pace(fps=10, day=0.2, change=1.0, hold=2.0)
    start, end = dt.date(2020, 2, 28), dt.date(2020, 3, 2)
    taken = shots(two_islands, start, end, Lens.CLAIMED, pace)
    assert [(it.day.isoformat(), it.seconds) for it in taken] == [
        ("2020-02-28", 0.2),
        ("2020-02-29", 1.0),
        ("2020-03-01", 1.0),
        ("2020-03-02", 2.2),
    ]
    assert "cape-quizz" in taken[1].changed
    assert not taken[0].changed
    assert frames_of(taken, 10) == [2, 10, 10, 22]
    short = shots(two_islands, start, end, Lens.CLAIMED, Pace(skip=True))
    assert [it.day.isoformat() for it in short] == ["2020-02-28", "2020-02-29", "2020-03-01", "2020-03-02"]
    longer = shots(two_islands, dt.date(2020, 3, 1), dt.date(2020, 3, 20), Lens.CLAIMED, Pace(skip=True))
    assert [it.day.isoformat() for it in longer] == ["2020-03-01", "2020-03-20"]


def test_a_machine_that_cannot_encode_is_told(karabakh, monkeypatch):
    """Where PyAV has no encoder of H.264 the message says what to do, before any picture is drawn."""
    monkeypatch.setattr(clip, "_ENCODER", "no-such-encoder")
    monkeypatch.setattr(clip, "draw", lambda *_: pytest.fail("drawn in vain"))
    with pytest.raises(ExportError, match=r"no encoder no-such-encoder\. Choose GIF"):
        make(karabakh, TWO_DAYS, "mp4")


def test_an_encoder_that_fails_is_told(karabakh, monkeypatch):
    """What FFmpeg says of its failure stands in the message, with what else to try: here an impossible setting."""
    monkeypatch.setattr(clip, "_QUALITY", {"crf": "no number"})
    with pytest.raises(ExportError, match=r"could not be encoded \(.+\)\. Choose another size, or GIF"):
        make(karabakh, TWO_DAYS, "mp4")


@pytest.mark.skipif(not pathlib.Path("/proc").exists(), reason="counts threads as Linux tells them")
def test_a_cancelled_clip_leaves_no_thread_no_process_and_no_file(karabakh, monkeypatch, tmp_path):
    """What encodes ends with the work: no child process, no thread of the encoder at any time, no scraps in a folder."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    make(karabakh, TWO_DAYS, "mp4")  # what numerical libraries keep for themselves is there from now on
    tasks = pathlib.Path("/proc/self/task")

    def children() -> set[str]:
        return {key for path in tasks.glob("*/children") for key in path.read_text().split()}

    before, most, others = len(list(tasks.iterdir())), [], children()

    def hear(share: float) -> None:
        most.append(len(list(tasks.iterdir())))
        if share > 0.5:
            progress.cancel()

    progress = Progress(hear)
    with pytest.raises(CancelledError):
        make(karabakh, replace(TWO_DAYS, earlier=dt.date(2020, 11, 1)), "mp4", progress)
    assert len(most) > 3
    assert max(most) <= before  # the encoder has no threads, each of which would keep pictures of its own
    gc.collect()
    assert len(list(tasks.iterdir())) <= before
    assert children() <= others
    assert list(tmp_path.iterdir()) == []


LONG = """
import datetime as dt
from controlatlas import load_dataset
from controlatlas.language.captions import PictureKind
from controlatlas.export.formats import make
from controlatlas.export.progress import Progress
from controlatlas.picture.spec import PictureSpec
from controlatlas.picture.size import read_size
spec = PictureSpec(
    dt.date(2020, 3, 20), kind=PictureKind.CLIP, earlier=dt.date(2020, 3, 1), size=read_size("800x450")
)
make(load_dataset("two_islands"), spec, "mp4", Progress(lambda share: print(share, flush=True)))
"""


@pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")
def test_a_killed_clip_leaves_nothing(root, tmp_path):
    """A command that is killed in the middle of encoding leaves no file and no process of its group."""
    scraps, out = tmp_path / "scraps", tmp_path / "out"
    scraps.mkdir()
    out.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-c", LONG],
        cwd=out,
        env={**os.environ, "TMPDIR": str(scraps), "CONTROLATLAS_DATASETS": str(root / "tests" / "datasets")},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert any(float(share) > 0.3 for share in process.stdout)  # it is in the middle of it
    process.kill()
    process.communicate(timeout=20)
    assert list(scraps.iterdir()) == []
    assert list(out.iterdir()) == []
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def test_work_can_be_cancelled(karabakh):
    """A clip that is no longer wanted ends at the next picture."""
    heard: list[float] = []

    def hear(share: float) -> None:
        heard.append(share)
        if len(heard) == 3:
            progress.cancel()

    progress = Progress(hear)
    spec = PictureSpec(DAY, kind=PictureKind.CLIP, earlier=dt.date(2020, 10, 1), size=read_size("960x540"))
    with pytest.raises(CancelledError):
        make(karabakh, spec, "mp4", progress)
    assert heard == sorted(heard)
    assert heard[-1] < 0.5


def test_the_time_left_is_told_from_the_pace_of_the_work(monkeypatch):
    """Half a share in ten seconds, after a slow beginning, leaves ten seconds."""
    clock = iter((100.0, 110.0))
    monkeypatch.setattr(progress_module.time, "monotonic", lambda: next(clock))
    progress = Progress()
    assert progress.left is None
    progress.at(0.1)
    assert progress.left is None
    progress.at(0.55)
    assert progress.left == pytest.approx(10.0)


# ---------------------------------------------------------------- writing files


def test_a_file_that_is_there_is_kept(tmp_path):
    """Without force nothing is replaced; with it all of it is."""
    path = tmp_path / "map.png"
    path.write_bytes(b"mine")
    with pytest.raises(ExportError, match="--force"):
        write(path, b"new")
    assert path.read_bytes() == b"mine"
    write(path, b"new", force=True)
    assert path.read_bytes() == b"new"


def test_a_folder_that_is_not_there_is_named(tmp_path):
    """The message says which folder is missing; nothing is made."""
    with pytest.raises(ExportError, match="no folder"):
        write(tmp_path / "nowhere" / "map.png", b"x")
    with pytest.raises(ExportError, match="is a folder"):
        write(tmp_path, b"x")
    assert list(tmp_path.iterdir()) == []


def test_a_failed_write_leaves_no_half_file(tmp_path, monkeypatch):
    """If the disk fails in the middle, neither a half file nor a temporary one is left."""

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(formats.os, "replace", full)
    with pytest.raises(ExportError, match="No space left"):
        write(tmp_path / "map.png", b"x" * 100)
    assert list(tmp_path.iterdir()) == []


def test_a_path_that_cannot_be_written_is_said_before_the_work(loaded_once, tmp_path, monkeypatch, capsys):
    """A folder without the right to write is refused at once."""
    monkeypatch.setattr(formats.os, "access", lambda *_: False)
    assert main(["export", "png", "-o", str(tmp_path / "map.png")]) == 2
    assert "permission denied" in capsys.readouterr().err


# ---------------------------------------------------------------- the command line


def test_the_command_line_writes_a_picture(loaded_once, tmp_path, capsys):
    """One call, one file; a second call without --force is refused with exit status 2."""
    path = tmp_path / "map.png"
    call = ["export", "png", "--on", "2020-11-10", "--size", "1200x675", "--lang", "en", "-o", str(path)]
    assert main(call) == 0
    assert path.read_bytes().startswith(b"\x89PNG")
    before = path.read_bytes()
    assert main(call) == 2
    assert "--force" in capsys.readouterr().err
    assert main([*call, "--force"]) == 0
    assert path.read_bytes() == before


def test_the_command_line_says_all_that_is_wrong(loaded_once, tmp_path, capsys):
    """Day, size and place are all named; nothing is written."""
    path = tmp_path / "map.png"
    call = ["export", "png", "--on", "yesterday", "--size", "0x0", "--extent", "Shuhsa", "-o", str(path)]
    assert main(call) == 2
    said = capsys.readouterr().err
    assert "yesterday" in said
    assert "0x0" in said
    assert "Shusha" in said  # the nearest name
    assert not path.exists()


def test_one_day_and_two_days_do_not_go_together(loaded_once, capsys):
    """--on with --from is a mistake, and so is --from without --to."""
    assert main(["export", "png", "--on", "2020-11-10", "--from", "2020-09-27"]) == 2
    said = capsys.readouterr().err
    assert "--on is for one day" in said
    assert "--from also needs --to" in said
