"""The other verbs as their users run them, on the sample cases."""

import csv
import json
import subprocess
from pathlib import Path

import pytest

from tests.running import COMMAND, SAMPLES, chronology

CHILD_P = SAMPLES / "child_p"


def test_check_writes_nothing(tmp_path):
    before = sorted(CHILD_P.rglob("*"))
    done = chronology("check", CHILD_P, cwd=tmp_path)
    assert done.returncode == 0
    assert "Records" in done.stdout
    assert sorted(CHILD_P.rglob("*")) == before
    assert not list(tmp_path.iterdir())


def test_identify_says_what_columns_mean():
    files = sorted((CHILD_P / "exports").iterdir())
    done = chronology("identify", *files, "--format", "json")
    assert done.returncode == 0
    sources = json.loads(done.stdout)["sources"]
    assert len(sources) == len(files)
    for source in sources:
        fields = [column["field"] for column in source["columns"]]
        assert "date" in fields, source["path"]
        assert {"heading_row", "standing", "reason"} <= set(source["columns"][0])


def test_identify_writes_a_profile_that_works(tmp_path):
    export = tmp_path / "notes.csv"
    export.write_text(
        "Wann,Wer,Was\n12/03/2007,Amy Lowe,Seen at clinic with mother and weighed\n"
        "13/03/2007,Amy Lowe,Telephone call with mother about feeding\n",
        encoding="utf-8",
    )
    profile = tmp_path / "profiles" / "notes.yaml"
    assert chronology("identify", export, "--profile", profile).returncode == 0
    text = profile.read_text(encoding="utf-8")
    assert "Wann" in text
    (tmp_path / "case.yaml").write_text(
        "schema: 1\ntitle: Amy\nnation: england\nsources:\n"
        "  - {path: notes.csv, agency: Clinic, sector: gp, profile: profiles/notes.yaml}\n",
        encoding="utf-8",
    )
    done = chronology("build", tmp_path, "--to", tmp_path / "out", "--format", "json")
    assert done.returncode == 0, done.stderr
    result = json.loads((tmp_path / "out" / "chronology.json").read_text(encoding="utf-8"))
    assert len(result["entries"]) == 2


def test_subjects_writes_links(tmp_path):
    done = chronology("subjects", SAMPLES / "twins", "--links", tmp_path / "links.csv")
    assert done.returncode == 0
    with (tmp_path / "links.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert rows
    assert set(rows[0]) == {"source", "sheet", "row", "subject", "standing", "score"}
    assert {row["standing"] for row in rows} <= {"confirmed", "probable", "possible"}


def test_gaps_prints_findings_neutrally():
    done = chronology("gaps", CHILD_P)
    assert done.returncode == 0
    assert "Rests on: No." in done.stdout
    assert "fail" not in done.stdout.casefold()


def test_show_filters():
    every = chronology("show", CHILD_P).stdout
    some = chronology("show", CHILD_P, "--from", "2007-06-01", "--kind", "injury_seen").stdout
    assert 0 < some.count("\n") < every.count("\n")
    assert chronology("show", CHILD_P, "--kind", "injury").returncode == 2
    assert chronology("show", CHILD_P, "--from", "June").returncode == 2


def test_explain_each_kind_of_thing(tmp_path):
    for what, said in (("E-54", "Injury"), ("date_unreadable", "date"), ("core_group_held", "core group")):
        done = chronology("explain", what)
        assert done.returncode == 0
        assert said.casefold() in done.stdout.casefold()
    chronology("build", CHILD_P, "--to", tmp_path, "--format", "json")
    result = json.loads((tmp_path / "chronology.json").read_text(encoding="utf-8"))
    for what in (result["entries"][0]["id"], result["findings"][0]["id"]):
        assert chronology("explain", what, "--case", CHILD_P).returncode == 0
    done = chronology("explain", "E-999")
    assert done.returncode == 2
    assert "did you mean" in done.stderr


def test_completion_is_offered():
    done = chronology("--help")
    assert "_CHRONOLOGY_COMPLETE" in done.stdout


@pytest.mark.parametrize("words", [["--help"], ["explain", "E-54"], ["show", CHILD_P], ["gaps", CHILD_P]])
def test_a_full_disk_is_said_without_a_traceback(words):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([COMMAND, *words], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("chronology: the output: ")
    assert "Traceback" not in done.stderr
