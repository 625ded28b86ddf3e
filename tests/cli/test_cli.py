"""The command line: what it prints, and with which exit status."""

from __future__ import annotations

import json
import pathlib
import shutil
import subprocess
import sys
from importlib.metadata import version

import pytest

from controlatlas.cli.main import main
from controlatlas.export.formats import check_ending


@pytest.fixture
def run(capsys, loaded_once):
    """Run a command; give back exit status, standard output and standard error."""

    def ran(*args: str) -> tuple[int, str, str]:
        try:
            status = main(args)
        except SystemExit as stop:
            status = int(stop.code or 0)
        out, err = capsys.readouterr()
        return status, out, err

    return ran


@pytest.mark.parametrize(
    ("name", "day", "controller", "standing"),
    [
        ("Shusha", "2020-11-08", "azerbaijan", "claimed"),
        ("Shushi", "2020-11-08", "azerbaijan", "claimed"),
        ("Şuşa", "2020-11-08", "azerbaijan", "claimed"),
        ("Шуша", "2020-11-08", "azerbaijan", "claimed"),
        ("Շուշի", "2020-11-08", "azerbaijan", "claimed"),
        ("susa", "2020-11-08", "azerbaijan", "claimed"),
        ("STEPANAKERT", "2020-11-11", "armenian-forces", "held"),
        ("Xankendi", "2020-11-11", "armenian-forces", "held"),
        ("Agdam", "2020-11-19", "armenian-forces", "held"),
        ("Ağdam", "2020-11-20", "azerbaijan", "held"),
        ("Kelbajar", "2020-11-25", "azerbaijan", "held"),
        ("Berdzor", "2021-06-01", "russian-peacekeepers", "held"),
        ("Martakert", "1992-08-01", "azerbaijan", "held"),
    ],
)
def test_state_answers_by_any_name_of_a_place(run, name, day, controller, standing):
    """Who holds a place can be asked in any language, script and spelling, accents and case aside."""
    status, out, _ = run("state", "--on", day, "--place", name, "--json")
    (row,) = json.loads(out)
    assert status == 0
    assert (row["controller"], row["standing"]) == (controller, standing)


def test_state_gives_every_field_that_the_interface_promises(run):
    """Each row names place, name, kind, controller, standing, basis, since, event and citations."""
    status, out, _ = run("state", "--on", "1992-05-09", "--place", "shusha", "--json")
    assert status == 0
    (row,) = json.loads(out)
    assert list(row) == [
        "place", "name", "kind", "controller", "standing", "basis", "since", "event", "citations",
    ]  # fmt: skip
    assert row["since"] == "1992-05-09"
    assert row["event"] == "1992-05-09-shusha"
    assert row["kind"] == "city"
    assert len(row["citations"]) >= 2


def test_state_of_everything_lists_each_place_once(run, karabakh):
    """Without a place all places of the dataset are listed, each once."""
    _, out, _ = run("state", "--on", "2020-11-10", "--json")
    places = [row["place"] for row in json.loads(out)]
    assert len(places) == len(set(places)) == len(karabakh.places)


def test_an_ambiguous_name_lists_its_candidates(run):
    """A name that several places bear is an error that names each of them with its id and district."""
    status, out, err = run("state", "--on", "2020-11-10", "--place", "Hajili", "--json")
    assert status == 2
    assert out == ""
    assert "hajili-jabrayil" in err
    assert "hajili-fuzuli" in err
    assert "Fuzuli district" in err


def test_an_unknown_name_suggests_the_nearest(run):
    """A misspelt name is an error that suggests what may be meant."""
    status, _, err = run("state", "--on", "2020-11-10", "--place", "Zangilanopol")
    assert status == 2
    assert "Zangilan" in err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("state", "--on", "2020-02-30"), "2020-02-30"),
        (("export", "png", "--day", "2020-11-10"), "there is no option --day (did you mean --on?)"),
        (("export", "png", "geodata/karabakh"), "name it with --dataset geodata/karabakh"),
        (("export", "karabakh"), "export png --dataset karabakh"),
        (("export", "pgn"), "did you mean 'png'?"),
        (("state", "2020-11-10"), "say it with --on 2020-11-10"),
        (("state", "Lachin"), "name places with --place 'Lachin'"),
        (("state", "--lens", "hold"), "did you mean 'held'?"),
        (
            ("import", "points", "x.csv", "--lattitude", "y"),
            "there is no option --lattitude (did you mean --lat?)",
        ),
        (("import", "points", "x.csv"), "-o FOLDER is missing: where the dataset goes"),
        (("import", "points", "x.csv", "-o"), "-o needs a value behind it"),
        (("state", "--on", "10.11.2020"), "YYYY-MM-DD"),
        (("state", "--on", "1900-01-01"), "1988-02-01"),
        (("changes", "--from", "2020-11-10", "--to", "2020-11-09"), "before it begins"),
        (("state", "--dataset", "atlantis"), "atlantis"),
        (("states",), "did you mean 'state'?"),
        (("places", "--limit", "-3", "shu"), "1 or more"),
        (("places", "--limit", "0", "shu"), "1 or more"),
        (("schemas", "README.md/x"), "cannot write"),
        ((), "say what to do: check, state"),
    ],
)
def test_a_wrong_call_says_what_is_wrong_and_exits_with_2(run, args, said):
    """Impossible dates, empty ranges, unknown datasets and commands end with status 2 and a helpful sentence."""
    status, out, err = run(*args)
    assert status == 2
    assert said in err
    assert "Traceback" not in err + out


def test_changes_come_with_their_citations(run):
    """The change at Aghdam on 20 November 2020 names both controllers and cites works with side and address."""
    status, out, _ = run(
        "changes", "--from", "2020-11-20", "--to", "2020-11-20", "--place", "aghdam", "--json"
    )
    assert status == 0
    (row,) = json.loads(out)
    assert (row["from"], row["to"], row["standing"]) == ("armenian-forces", "azerbaijan", "held")
    assert {"source", "stance", "supports", "title", "side", "url"} == set(row["citations"][0])
    assert len({citation["side"] for citation in row["citations"]}) >= 2


def test_changes_include_both_ends_of_the_range(run):
    """A range of days contains its first and its last day."""
    _, out, _ = run("changes", "--from", "2020-09-27", "--to", "2020-11-10", "--json")
    days = {row["day"] for row in json.loads(out)}
    assert {"2020-09-27", "2020-11-10"} <= days
    assert min(days) == "2020-09-27"
    assert max(days) == "2020-11-10"


def test_days_without_a_change_say_so(run):
    """An empty answer is a sentence, not nothing."""
    status, out, _ = run("changes", "--from", "2000-01-01", "--to", "2000-12-31")
    assert status == 0
    assert out.strip() == "Nothing on the map changed in these days."


@pytest.mark.parametrize("query", ["Khojaly", "Xocalı", "Ходжалы", "Խոջալու", "hodjaly"])
def test_places_are_found_by_any_spelling(run, query):
    """A search finds Khojaly by its name in each language and by a common spelling."""
    status, out, _ = run("places", query, "--json")
    assert status == 0
    assert "khojaly" in [row["id"] for row in json.loads(out)][:3]


def test_places_that_are_only_near_are_told_as_such(run):
    """Of a name that no place has it is said so, with the names that are near, as where a map is to show it; JSON stays JSON."""
    status, out, _ = run("places", "blahblah")
    assert status == 0
    assert out.startswith("No place is called 'blahblah'. Nearest: Dashbulag")
    status, out, err = run("places", "blahblah", "--json")
    assert json.loads(out)
    assert "No place is called 'blahblah'" in err
    assert "No place" not in "".join(run("places", "Shushi")[1:])


def test_check_passes_the_shipped_dataset_and_lists_the_problems_of_a_broken_one(run, root, tmp_path):
    """Status 0 without problems; status 1 with each problem as file, record, field and message."""
    assert run("check", str(root / "geodata" / "karabakh"))[0] == 0
    (tmp_path / "datapackage.json").write_text("{", encoding="utf-8")
    status, out, _ = run("check", str(tmp_path), "--json")
    found = json.loads(out)
    assert status == 1
    assert not found["ok"]
    assert {"file", "record", "field", "message"} == set(found["problems"][0])
    assert "datapackage.json" in {problem["file"] for problem in found["problems"]}


def test_claims_come_with_verdict_figure_and_agreement(run):
    """The claim of 44 days is supported, by a figure that is computed; that of 20 per cent is not met."""
    status, out, _ = run("claims", "--json")
    rows = {row["claim"]: row for row in json.loads(out)}
    assert status == 0
    assert len(rows) == 17
    days = rows["forty-four-days"]
    assert (days["verdict"], days["agrees"]) == ("supported", True)
    assert {key: days["figures"][0][key] for key in ("value", "unit", "words", "expected", "agrees")} == {
        "value": 44,
        "unit": "days",
        "words": "44",
        "expected": 44,
        "agrees": True,
    }
    share = rows["twenty-per-cent"]["figures"][0]
    assert (share["expected"], share["unit"], share["agrees"]) == (20, "percent", False)
    assert share["words"] in rows["twenty-per-cent"]["reasoning"]
    handovers = rows["three-handovers"]["figures"][0]
    assert handovers["value"] == ["2020-11-20", "2020-11-25", "2020-12-01"]
    assert handovers["expected"] == ["2020-12-01"] * 3
    assert {"source", "stance", "supports", "title", "side", "url"} == set(days["citations"][0])


def test_claims_are_listed_with_the_work_that_makes_them(run):
    """Each claim stands under its verdict, with the side of the work it comes from, and each figure with its making."""
    status, out, _ = run("claims")
    assert status == 0
    assert out.count("[Azerbaijani] Twitter Removes Armenia-Backed Accounts") == 17
    days = "    days: 44 (As claimed: about 44; agrees)\n        The last day not counted: 27 September 2020"
    assert days in out
    assert " (As claimed: about 20; does not agree)\n        Cells of the map under Armenian forces" in out
    assert "(As claimed: 1 December 2020 or earlier; agrees)" in out
    assert "{" not in out


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("places", "Shusha", "--limit", "1"), "shusha  Շուշի · Shusha · Şuşa"),
        (("places", "Shusha district", "--limit", "1"), "(վայրերի խումբ, Լեռնային Ղարաբաղ"),
        (("state", "--on", "2020-11-08", "--place", "Shusha"), "Ադրբեջան        հայտարարված, արձանագրված"),
        (("state", "--on", "2020-11-08", "--place", "Shusha"), "Վերահսկող կողմ  Հաստատվածություն"),
        (
            ("changes", "--from", "2020-11-08", "--to", "2020-11-08"),
            "    Շուշի. Հայկական ուժեր, վիճարկվող → Ադրբեջան,",
        ),
        (("changes", "--from", "2020-11-08", "--to", "2020-11-08"), "[Ադրբեջանական կողմ, հայտարարում է]"),
        (
            ("changes", "--from", "2000-01-01", "--to", "2000-01-02"),
            "Այս օրերին քարտեզի վրա ոչինչ չի փոխվել։",
        ),
        (("claims",), "ՀԻՄՆԱՎՈՐՎԱԾ  Կողմերը 1994 թ. պայմանավորվել են հրադադարի մասին։"),
        (("claims",), "(Պնդման մեջ. մոտ 20. չի համընկնում)"),
    ],
)
def test_a_listing_is_in_the_language_asked_for(run, asked, said):
    """What is printed for people has heads, kinds, standings, verdicts and texts in the language of ``--lang``."""
    status, out, _ = run(*asked, "--lang", "hy")
    assert (status, said in out) == (0, True), out[:600]


def test_json_has_the_same_keys_in_every_language(run):
    """Programs find the same names of fields and the same ids in any language; texts of the dataset are in that one."""
    english, armenian = (
        {row["claim"]: row for row in json.loads(run("claims", "--json", "--lang", it)[1])}
        for it in ("en", "hy")
    )
    one, other = english["ceasefire-1994"], armenian["ceasefire-1994"]
    assert [*one] == [*other]
    assert one["verdict"] == other["verdict"] == "supported"
    assert (one["statement"], other["statement"]) == (
        "The parties agreed on a ceasefire in 1994.",
        "Կողմերը 1994 թ. պայմանավորվել են հրադադարի մասին։",
    )


def test_a_dataset_without_claims_says_so(run, root, tmp_path):
    """Where nothing was claimed, the answer is a sentence; in JSON it is an empty list."""
    folder = shutil.copytree(root / "tests" / "datasets" / "two_islands", tmp_path / "bare")
    (folder / "claims.json").unlink()
    assert run("claims", "--dataset", str(folder))[:2] == (0, "This dataset holds no claims.\n")
    assert run("claims", "--dataset", str(folder), "--json")[:2] == (0, "[]\n")


def test_the_module_runs_like_the_command(root):
    """``python -m controlatlas`` is the same program, and prints UTF-8 whatever the console's encoding is."""
    done = subprocess.run(
        [sys.executable, "-m", "controlatlas", "state", "--on", "2020-11-10", "--place", "Şuşa"],
        capture_output=True,
        cwd=root,
        env={**__import__("os").environ, "PYTHONIOENCODING": "ascii"},
        check=False,
    )
    assert done.returncode == 0
    assert "Shusha" in done.stdout.decode("utf-8")


def test_check_lists_hosts_and_weak_addresses_of_the_shipped_dataset(run, root):
    """With --links the hosts come with their works and the weak addresses with their advice; the status stays 0."""
    status, out, _ = run("check", str(root / "geodata" / "karabakh"), "--links", "--json")
    links = json.loads(out)["links"]
    assert status == 0
    assert {"name": "undocs.org", "works": 7, "weaknesses": []} in links["hosts"]
    assert {"weakness": "no-address", "record": "goltz-1992-05-10", "url": ""} in links["weak"]
    status, out, _ = run("check", str(root / "geodata" / "karabakh"), "--links")
    assert status == 0
    assert any(line.split() == ["undocs.org", "7"] for line in out.splitlines())
    assert "advice, not problems" in out


def test_check_without_links_says_nothing_of_them(run, root):
    """What is not asked for is not printed."""
    _, out, _ = run("check", str(root / "geodata" / "karabakh"), "--json")
    assert "links" not in json.loads(out)


def test_an_export_says_what_extent_it_took(run, tmp_path):
    """Gazakh is the district, and the command says so; an unknown name is answered with others, and nothing is written."""
    path = tmp_path / "map.csv"
    status, _, err = run("export", "csv", "--on", "2024-05-24", "--extent", "Gazakh", "-o", str(path))
    assert status == 0
    assert "extent: district-gazakh  Gazakh district" in err
    assert "warning" not in err
    status, _, err = run("export", "png", "--extent", "Nagorno-Karabakh", "-o", str(tmp_path / "no.png"))
    assert status == 2
    assert "Nagorno-Karabakh Autonomous Oblast" in err
    assert not (tmp_path / "no.png").exists()


def test_an_export_warns_of_changes_outside_the_map(run, tmp_path):
    """The villages that changed on 24 May 2024 lie outside the whole; shown by what changes, there is nothing to warn of."""
    call = ("export", "svg", "--on", "2024-05-24", "--size", "800x450", "-o")
    _, _, err = run(*call, str(tmp_path / "whole.svg"))
    assert "warning: 4 of 4 changed places lie outside the map." in err
    assert "--extent changes" in err
    _, _, err = run(*call, str(tmp_path / "changes.svg"), "--extent", "changes")
    assert "warning" not in err


@pytest.mark.parametrize("position", ["-39.7,46.7,9", "-.5,46.7,9"])
def test_a_southern_latitude_is_read_as_a_position(run, tmp_path, position):
    """A latitude with a minus is a position, which lies nowhere near this dataset, and no unknown option."""
    status, _, err = run("export", "csv", "--extent", position, "-o", str(tmp_path / "x.csv"))
    assert status == 2
    assert "no map position near" in err


def test_files_carry_the_public_address(run, tmp_path, monkeypatch):
    """A public address stands in the file; one that leads to the reader's own machine, or is none, is refused."""
    call = (
        "export",
        "geojson",
        "--on",
        "2020-11-10",
        "--extent",
        "Shusha town",
        "--force",
        "-o",
        str(tmp_path / "a.json"),
    )
    monkeypatch.setenv("CONTROLATLAS_ADDRESS", "https://atlas.example.org/maps")
    assert run(*call)[0] == 0
    assert "https://atlas.example.org/maps/export?dataset=karabakh&" in (tmp_path / "a.json").read_text(
        "utf-8"
    )
    for wrong in (
        "http://localhost:8501/",
        "http://127.0.0.1",
        "atlas.example.org",
        "https://x.example/?a=b",
    ):
        monkeypatch.setenv("CONTROLATLAS_ADDRESS", wrong)
        status, _, err = run(*call)
        assert status == 2
        assert "CONTROLATLAS_ADDRESS" in err


def test_what_is_printed_leads_to_the_published_site(run, tmp_path, monkeypatch):
    """Where a published site is configured, permalinks lead to its map, or to its map of two days, and not to the app."""
    monkeypatch.setenv("CONTROLATLAS_ADDRESS", "https://atlas.example.org/")
    monkeypatch.setenv("CONTROLATLAS_SITE", "https://maps.example.org/karabakh")
    one = ("export", "geojson", "--on", "2020-11-10", "--lang", "hy", "-o", str(tmp_path / "one.geojson"))
    assert run(*one)[0] == 0
    said = (tmp_path / "one.geojson").read_text("utf-8")
    assert "https://maps.example.org/karabakh/hy/index.html?day=2020-11-10" in said
    assert "atlas.example.org" not in said
    monkeypatch.setenv("CONTROLATLAS_SITE", "maps.example.org")
    status, _, err = run(*(*one[:-1], str(tmp_path / "two.geojson")))
    assert (status, "CONTROLATLAS_SITE" in err) == (2, True)


@pytest.mark.parametrize(
    ("form", "name", "other"),
    [
        ("png", "x.jpg", "x.png"),
        ("geojson", "x.csv", "x.geojson"),
        ("csv", "x", "x.csv"),
        ("mp4", "x.gif", "x.mp4"),
        ("html", "x.v2", "x.html"),
    ],
)
def test_a_name_that_does_not_fit_the_form_is_refused_with_one_that_does(run, tmp_path, form, name, other):
    """A PNG called x.jpg opens nowhere: each form has its ending, and the message shows it."""
    status, _, err = run("export", form, "-o", str(tmp_path / name))
    assert status == 2
    assert f"{tmp_path / other}" in err
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("png", "x.PNG"),
        ("geojson", "x.json"),
        ("geojson", "x.geojson"),
        ("html", "x.htm"),
        ("html", "x.html"),
    ],
)
def test_a_name_may_have_any_usual_ending_of_its_form(form, name):
    """Capitals, .json and .htm are endings that people use."""
    check_ending(pathlib.Path(name), form)


@pytest.mark.parametrize(
    ("form", "options", "said"),
    [
        ("csv", ("--from", "2020-11-08", "--to", "2020-11-10", "--as", "difference"), "--as is for png"),
        ("gif", ("--from", "2020-11-08", "--to", "2020-11-10", "--as", "pair"), "--as is for png"),
        ("png", ("--on", "2020-11-10", "--as", "pair"), "--as is for two days"),
        ("csv", ("--size", "1200x675"), "--size is for png"),
        ("png", ("--fps", "25"), "--fps is for gif, mp4"),
        ("svg", ("--only-changes",), "--only-changes is for gif, mp4"),
    ],
)
def test_an_option_that_would_do_nothing_is_refused_with_the_reason(run, tmp_path, form, options, said):
    """Nobody waits for a difference in a table of changes, or for the pace of a picture."""
    status, _, err = run("export", form, *options, "-o", str(tmp_path / f"x.{form}"))
    assert status == 2
    assert said in err
    assert not list(tmp_path.iterdir())


def test_the_version_is_that_of_the_package(run):
    """`controlatlas --version` says which version is installed."""
    assert run("--version")[:2] == (0, f"Control Atlas {version('controlatlas')}\n")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (("export", "png", "--extent", ""), "--extent is followed by an empty text; write what it is to be, or leave --extent out"),
        (("export", "png", "--size="), "--size is followed by an empty text"),
        (("export", "png", "--title", "  ", "-o", ""), "-o is followed by an empty text"),
        (("state", "--on", "2020-11-10", "--place", ""), "--place is followed by an empty text"),
        (("import", "points", "x.csv", "--source", "", "-o", "x"), "--source is followed by an empty text; write what it is to be"),
        (("check", ""), "one of the words is an empty text; write it, or leave it out"),
        (("places", ""), "one of the words is an empty text"),
    ],
)  # fmt: skip
def test_an_empty_text_is_told_as_such(run, call, said):
    """What a variable of a shell leaves that nobody has set is neither a place that has many names nor nothing at all."""
    status, out, err = run(*call)
    assert (status, out) == (2, "")
    assert said in err
    assert "leave --source out" not in err
