"""The options of `build`: where results go, in which format, and which entries are shown."""

import gc
import json
import shutil
import stat
import subprocess
import zipfile

import docx
import pytest
from click.testing import CliRunner

from chronology.cli.build import command as build
from chronology.cli.show import command as show
from chronology.cli.verify import command as verify
from chronology.renderers import FORMATS
from tests.running import chronology

EXPORTS = {
    "clinic.csv": (
        "Contact Date,Child's Name,Details\n12/03/2007,Amy Lowe,Bruise to cheek seen at clinic\n"
        "13/06/2007,Amy Lowe,Weighed at clinic\n,Amy Lowe,Letter filed\n"
    ),
    "police_log.csv": "Date,Subject,Summary\n14/06/2007,Ben Lowe,Officers attended a verbal argument between the parents\n",
}
CASE = """schema: 1
title: Amy & Ben
nation: england
subjects:
  - {id: amy, name: Amy Lowe, role: child}
  - {id: ben, name: Ben Lowe, role: sibling}
sources:
  - {path: clinic.csv, agency: Hill Clinic, sector: hospital}
  - {path: police_log.csv, agency: County Police, sector: police}
key:
  - {source: clinic.csv, row: 3, why: "the last time she was weighed"}
"""


@pytest.fixture(autouse=True)
def collecting():
    yield
    gc.enable()  # a run of the command stops it, for its process ends soon


@pytest.fixture
def case(tmp_path):
    folder = tmp_path / "case"
    folder.mkdir()
    for name, text in EXPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")
    return folder


def built(*arguments, code=0):
    done = CliRunner().invoke(build, [str(argument) for argument in arguments])
    told = f"{done.output}{done.exception or ''}"
    assert (done.exit_code == 0) == (code == 0), told
    return told


def numbers(path):
    result = json.loads(path.read_text(encoding="utf-8"))
    return [one["number"] for one in (*result["entries"], *result["undated"])]


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_every_format_in_one_run_and_a_manifest_that_sha256sum_reads(case, tmp_path):
    out = tmp_path / "out"
    wanted = [part for name in FORMATS for part in ("--format", name)]
    done = chronology("build", case, "--to", out, *wanted)
    assert done.returncode == 0, done.stderr
    results = sorted(f"chronology.{form.suffix}" for form in FORMATS.values())
    assert names(out) == sorted([*results, "manifest-sha256.txt"])
    assert {stat.S_IMODE(path.stat().st_mode) for path in out.iterdir()} == {0o600}
    sums = subprocess.run(
        ["sha256sum", "-c", "manifest-sha256.txt"], cwd=out, capture_output=True, text=True, check=True
    )
    assert sums.stdout.splitlines() == [f"{name}: OK" for name in results]
    again = tmp_path / "again"
    built(case, "--to", again, *(word for name in FORMATS if name != "pdf" for word in ("--format", name)))
    for path in again.iterdir():
        if path.name != "manifest-sha256.txt":
            assert path.read_bytes() == (out / path.name).read_bytes(), f"{path.name} in another process and place"
    done = CliRunner().invoke(verify, [str(out), "--case", str(case)])
    assert done.exit_code == 0, done.output


def test_named_files_decide_their_format_and_nothing_else_is_written(case, tmp_path):
    out = tmp_path / "new" / "folder"
    built(case, "-o", out / "a.CSV", "-o", out / "b.xlsx", "-o", out / "c.csv")
    assert names(out) == ["a.CSV", "b.xlsx", "c.csv"]
    assert (out / "a.CSV").read_bytes() == (out / "c.csv").read_bytes()
    assert stat.S_IMODE(out.stat().st_mode) == 0o700
    assert not (case / "chronology-out").exists()


def test_named_files_and_a_folder_together(case, tmp_path):
    built(case, "--to", tmp_path / "out", "-o", tmp_path / "out" / "x" / "y.jsonl", "--format", "json")
    assert names(tmp_path / "out") == ["chronology.json", "manifest-sha256.txt", "x"]
    assert "  x/y.jsonl\n" in (tmp_path / "out" / "manifest-sha256.txt").read_text()
    built(case, "-o", tmp_path / "z.csv", "--format", "md")
    assert names(case / "chronology-out") == ["chronology.md", "manifest-sha256.txt"]


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (["--from", "2007-06-01"], [2, 3, 4]),
        (["--from", "2007-06-01", "--to", "2007-06-13"], [2, 4]),
        (["--until", "2007-06-13"], [1, 2, 4]),
        (["--agency", "police"], [3]),
        (["--agency", "hill", "--agency", "County"], [1, 2, 3, 4]),
        (["--person", "amy"], [1, 2, 4]),
        (["--person", "Ben"], [3]),
        (["--kind", "injury_seen", "--kind", "police_domestic_incident"], [1, 3]),
        (["--key-events"], [1, 2, 3]),
        (["--key-events", "--agency", "clinic", "--from", "2007-06-01"], [2]),
    ],
    ids=str,
)
def test_filters_choose_the_same_entries_for_build_and_show(case, tmp_path, arguments, shown):
    out = tmp_path / "out"
    said = built(case, "--to", out, "--format", "json", "--format", "md", *arguments)
    assert numbers(out / "chronology.json") == shown
    if len(shown) < 4:
        assert f"{len(shown)} of 4 entries shown; left out:" in said
        assert "Not the whole chronology" in (out / "chronology.md").read_text(encoding="utf-8")[:200]
    listed = CliRunner().invoke(show, [str(case), *arguments])
    assert listed.exit_code == 0
    assert [int(line.split()[0]) for line in listed.output.splitlines()[1:-1]] == [one for one in shown if one != 4]


def test_the_author_s_mark_is_told_and_one_that_fits_nothing_is_a_question(case, tmp_path):
    built(case, "--to", tmp_path / "out", "--key-events")
    text = (tmp_path / "out" / "chronology.md").read_text(encoding="utf-8")
    assert "the last time she was weighed" in text
    assert "key_mark_unused" not in text.replace("\\_", "_")
    (case / "case.yaml").write_text(CASE.replace("row: 3", "row: 30"), encoding="utf-8")
    built(case, "--to", tmp_path / "out")
    assert "key_mark_unused" in (tmp_path / "out" / "chronology.md").read_text(encoding="utf-8").replace("\\_", "_")


def test_a_court_gets_no_findings_and_its_details(case, tmp_path):
    details = ["--case-number", "ZZ24C00001", "--hearing", "2007-09-03", "--prepared-by", "A. Author"]
    told = built(case, "-o", tmp_path / "court.md", "-o", tmp_path / "court.csv", "--profile", "court", *details)
    assert "With findings, unlike the pages for a court: court.csv." in told
    text = (tmp_path / "court.md").read_text(encoding="utf-8")
    assert all(words in text for words in ("ZZ24C00001", "3 September 2007", "A. Author"))
    assert "Finding" not in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "a.txt"], "the suffix says no format"),
        (["-o", "a.md", "-o", "x/../a.md"], "written twice"),
        (["--from", "June"], "not a day"),
        (["--from", "2007-06-02", "--until", "2007-06-01"], "ends before it begins"),
        (["--to", "2007-06-02", "--until", "2007-06-01"], "two last days"),
        (["--to", "a", "--to", "b"], "only one folder"),
        (["--kind", "injury"], "no such kind"),
        (["--agency", "zzz", "-o", "a.md"], "these sent exports: County Police; Hill Clinic"),
        (["--person", "zzz", "-o", "a.md"], "no subject has this id"),
        (["--case-number", "1"], "goes with --profile court"),
        (["--profile", "court", "--hearing", "soon"], "--hearing"),
        (["--marking", "x" * 100], "--marking"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_written(case, tmp_path, monkeypatch, arguments, said):
    monkeypatch.chdir(tmp_path)
    assert said in built(case, *arguments, code=2)
    assert names(tmp_path) == ["case"]
    assert names(case) == ["case.yaml", *EXPORTS]


def test_a_result_does_not_become_an_export(tmp_path):
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "clinic.csv").write_text(EXPORTS["clinic.csv"], encoding="utf-8")
    assert "among the exports" in built(folder, "-o", folder / "chronology.xlsx", code=2)
    assert names(folder) == ["clinic.csv"]
    assert "among the exports" in built(folder, "--to", folder / "results", "--format", "csv", code=2)
    built(folder, "--to", folder / "results", "--format", "md", "--format", "json")
    built(folder, "--to", tmp_path / "second", "--format", "json")
    second = json.loads((tmp_path / "second" / "chronology.json").read_text(encoding="utf-8"))
    assert [source["path"] for source in second["sources"]] == ["clinic.csv"]


def test_never_over_an_export_by_name(case):
    before = (case / "clinic.csv").read_bytes()
    assert "over an export" in built(case, "-o", case / "clinic.csv", code=2)
    assert (case / "clinic.csv").read_bytes() == before


def test_checksums_that_an_agency_sent_are_left_alone(case):
    sent = case / "manifest-sha256.txt"
    sent.write_text(f"{'0' * 64}  clinic.csv\n", encoding="utf-8")
    before = sent.read_bytes()
    assert "checksums of the exports" in built(case, "--to", case, "--format", "md", code=2)
    assert sent.read_bytes() == before
    assert not (case / "chronology.md").exists()


def test_a_case_without_room_for_results_is_told_before_the_work(case, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert "cannot be written" in built(case, "-o", tmp_path / "file" / "a.md", code=2)
    shutil.rmtree(case)


@pytest.fixture
def board(tmp_path):
    """A board's document as a word processor leaves it: an author, a thumbnail, data beside it; a table to fill."""
    made = docx.Document()
    made.core_properties.author, made.core_properties.comments = "J. Clerk", "for internal use"
    made.add_paragraph("Board of the County")
    table = made.add_table(rows=2, cols=3)
    for cell, heading in zip(table.rows[0].cells, ("Date", "Agency", "Event"), strict=True):
        cell.text = heading
    made.save(tmp_path / "board.docx")
    return tmp_path / "board.docx"


def test_a_board_s_document_is_filled_without_who_made_it(case, board, tmp_path):
    filled = tmp_path / "filled.docx"
    built(case, "--template", board, "-o", filled)
    with zipfile.ZipFile(filled) as package:
        every = b"".join(package.read(name) for name in package.namelist())
        assert not [name for name in package.namelist() if "thumbnail" in name or name.startswith("customXml/")]
    assert b"J. Clerk" not in every
    assert b"internal use" not in every
    read = docx.Document(filled)
    assert read.paragraphs[0].text == "Board of the County"
    assert "Weighed at clinic" in [row.cells[2].text for row in read.tables[0].rows]
    assert "no Word document" in built(case, "--template", board, "-o", tmp_path / "a.md", code=2)
    assert "over an export" in built(case, "--template", board, "-o", board, code=2)
    board.write_bytes(b"no package")
    assert "no Word document" in built(case, "--template", board, "-o", filled, code=2)
