"""`chronology build` as its users run it: results, exit codes, what goes to which stream, what is left on disk."""

import os
import stat
import subprocess

import pytest

from tests.running import COMMAND, SAMPLES, build, chronology

EXPORT = "Contact Date,Child's Name,Date of Birth,Details of Contact\n12/03/2007,Amy Lowe,01/03/2006,Seen at clinic\n"


@pytest.fixture
def export(tmp_path):
    path = tmp_path / "clinic.csv"
    path.write_text(EXPORT, encoding="utf-8")
    return path


def test_results_are_private_and_whole(tmp_path):
    out = tmp_path / "out"
    build(SAMPLES / "twins", out)
    assert stat.S_IMODE(out.stat().st_mode) == 0o700
    assert sorted(path.name for path in out.iterdir()) == ["chronology.json", "chronology.md", "manifest-sha256.txt"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in out.iterdir()} == {0o600}


def test_inputs_are_left_alone(tmp_path):
    before = {path: path.read_bytes() for path in (SAMPLES / "twins").rglob("*") if path.is_file()}
    build(SAMPLES / "twins", tmp_path / "out")
    assert before == {path: path.read_bytes() for path in (SAMPLES / "twins").rglob("*") if path.is_file()}


def test_loose_file_states_its_assumptions(export, tmp_path):
    done = chronology("build", export, "--to", tmp_path / "out")
    assert done.returncode == 0
    assert "No case file" in done.stderr
    assert "No nation is stated" in done.stderr
    assert "1 record read = 1 entry + 0 undated" in done.stdout


@pytest.mark.usefixtures("export")
def test_default_folder_is_in_the_case_folder(tmp_path):
    (tmp_path / "case.yaml").write_text("schema: 1\ntitle: Amy\nnation: england\n", encoding="utf-8")
    assert chronology("build", tmp_path).returncode == 0
    assert (tmp_path / "chronology-out" / "chronology.md").exists()
    assert chronology("build", tmp_path).returncode == 0, "its own results are no exports"


def test_strict_says_when_something_is_in_doubt(export, tmp_path):
    export.write_text(EXPORT + "31/02/2007,Amy Lowe,01/03/2006,Telephone call\n", encoding="utf-8")
    assert chronology("build", export, "--to", tmp_path / "out").returncode == 0
    assert chronology("build", export, "--to", tmp_path / "out", "--strict").returncode == 1


def test_never_over_an_input(tmp_path):
    path = tmp_path / "chronology.json"
    path.write_text('[{"date": "12/03/2007", "name": "Amy Lowe", "details": "Seen at clinic"}]', encoding="utf-8")
    before = path.read_bytes()
    done = chronology("build", path, "--to", tmp_path, "--format", "json")
    assert done.returncode == 2
    assert "over an export" in done.stderr
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_said(export, tmp_path):
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    done = chronology("build", export, "--to", tmp_path / "taken" / "out")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "--to" in done.stderr


@pytest.mark.parametrize("verb", ["build", "check", "identify", "subjects", "gaps", "show", "explain"])
def test_every_help_has_an_example(verb):
    done = chronology(verb, "--help")
    assert done.returncode == 0
    assert f"Example: chronology {verb}" in done.stdout


def test_a_full_disk_leaves_the_old_results(export, tmp_path):
    out = tmp_path / "out"
    assert chronology("build", export, "--to", out).returncode == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    command = f'ulimit -f 1; exec "{COMMAND}" build sample_cases/twins --to "{out}" --format json'
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=SAMPLES.parent,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},  # which would be cut short as well
        check=False,
    )
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert before == {path.name: path.read_bytes() for path in out.iterdir()}


@pytest.mark.parametrize("verb", [["subjects", "--links"], ["identify", "--profile"]])
def test_a_case_file_is_never_written_over(verb, export, tmp_path):
    case = tmp_path / "case.yaml"
    case.write_text("schema: 1\n", encoding="utf-8")
    done = chronology(verb[0], export, verb[1], case)
    assert done.returncode == 2
    assert str(case) in done.stderr
    assert case.read_text(encoding="utf-8") == "schema: 1\n"


def test_an_option_is_not_taken_for_the_name_of_a_file(tmp_path):
    done = chronology("subjects", SAMPLES / "twins", "--links", "--everybody", cwd=tmp_path)
    assert done.returncode == 2
    assert "--everybody: an option stands where the name of the file should" in done.stderr
    assert not list(tmp_path.iterdir())
