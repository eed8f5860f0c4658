"""Deciding who is who as a reviewer does: keys piped in, sheets filled in, and the case file afterwards."""

import csv
import os
import shutil
import stat
import subprocess

import pytest

from tests.running import COMMAND, SAMPLES, chronology

CASE = """\
schema: 1
title: Two children  # as the panel calls it
subjects:
  # the twins
  - {id: amy, name: Amy Lowe, born: 2016-09-07, address: 1 Elm Road, postcode: QX4 7LB}
  - {id: bea, name: Bea Lowe, born: 2016-09-07, address: 1 Elm Road, postcode: QX4 7LB}
sources:
  - {path: notes.csv, agency: Clinic, sector: health_visiting}
links:
  # decided at the first panel
  - {source: notes.csv, row: 2, subject: amy, decided_by: C. Hair, on: 2026-01-02, why: "paper file"}

# nothing below this line
"""
NOTES = """\
Date,Patient,DOB,Notes
01/02/2018,Lowe,07/09/2016,Weighed at clinic
02/02/2018,Lowe,07/09/2016,Seen at home with mother
03/02/2018,Lowe,07/09/2016,Hearing test done
04/02/2018,The twins,,Both seen at clinic
05/02/2018,Gary Stokes\x1b[2J,01/05/1985,Partner of mother rang \x1b[31mshouting
"""
NAMED = ("--by", "A. Reviewer", "--on", "2026-11-21")


@pytest.fixture
def case(tmp_path):
    folder = tmp_path / "case"
    folder.mkdir()
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")
    (folder / "case.yaml").chmod(0o600)
    (folder / "notes.csv").write_text(NOTES, encoding="utf-8")
    return folder


def review(folder, keys, *more):
    """One sitting with the keys piped in, one a line; what it printed."""
    done = subprocess.run(
        [COMMAND, "subjects", str(folder), "--review", *more],
        input="".join(f"{key}\n" for key in keys),
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def text_of(folder):
    return (folder / "case.yaml").read_text(encoding="utf-8")


def added_lines(folder):
    """The lines that the case file has now and had not; every other line stands as it stood."""
    before, after = CASE.splitlines(), text_of(folder).splitlines()
    added = [line for line in after if line not in before]
    assert [line for line in after if line in before] == before
    return added


def links_of(folder, tmp_path):
    target = tmp_path / "links.csv"
    assert chronology("subjects", folder, "--links", target).returncode == 0
    with target.open(encoding="utf-8", newline="") as stream:
        return {(int(row["row"]), row["subject"]): row["standing"] for row in csv.DictReader(stream)}


def test_one_answer_settles_all_records_with_the_same_words(case, tmp_path):
    shown = review(case, "yq", *NAMED)
    assert "Is this the same person in these 2 records?" in shown
    assert "row 3" in shown
    assert "row 4" in shown
    added = added_lines(case)
    assert len(added) == 2
    assert all("subject: amy, decided_by: A. Reviewer, on: 2026-11-21, why: " in line for line in added)
    assert all(line.startswith("  - {entry: e-") for line in added)
    links = links_of(case, tmp_path)
    assert {(3, "amy"): "confirmed", (4, "amy"): "confirmed"}.items() <= links.items()
    assert not {(3, "bea"), (4, "bea")} & set(links)


def test_a_no_leaves_the_other_twin_to_ask_about(case):
    shown = review(case, "nq", *NAMED)
    assert "Amy Lowe (amy; you said no)" in shown


def test_a_reason_follows_the_key_and_hostile_words_stay_text(case):
    review(case, ['n "twin": seen {together} # with \x1b[31mmother', "q"], *NAMED)
    added = added_lines(case)
    assert all("not_subject: amy" in line for line in added)
    assert chronology("check", case).returncode == 0
    assert "\x1b" not in text_of(case)


def test_each_record_on_its_own(case):
    review(case, "enyq", *NAMED)
    assert [("not_subject" in line) for line in added_lines(case)] == [True, False]


def test_undo_takes_the_last_answer_back_byte_for_byte(case):
    before = (case / "case.yaml").read_bytes()
    shown = review(case, "yuq", *NAMED)
    assert shown.count("Question 1 of") == 2
    assert (case / "case.yaml").read_bytes() == before
    one_kept = review(case, "nyuuunq", *NAMED)
    assert "Nothing to undo" in one_kept
    assert all("not_subject: amy" in line for line in added_lines(case))


def test_a_sitting_goes_on_where_the_last_one_ended(case):
    first = review(case, "yq", *NAMED)
    second = review(case, "q", *NAMED)
    assert "The twins" not in first.split("Question 1 of")[1].split("Same person:")[0]
    assert "Is this the same person in these" not in second
    assert "The twins" in second
    review(case, "yy", *NAMED)
    assert "No record waits for a decision." in review(case, "", *NAMED)


def test_the_twins_may_be_both(case, tmp_path):
    review(case, "yyy", *NAMED)
    links = links_of(case, tmp_path)
    assert {(5, "amy"): "confirmed", (5, "bea"): "confirmed"}.items() <= links.items()


def test_skipping_and_quitting_change_nothing(case):
    before = (case / "case.yaml").stat()
    shown = review(case, ["s", "", "x", "?", "s", "s"], *NAMED)
    assert "every record listed is about this person" in shown
    after = (case / "case.yaml").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_only_the_case_file_is_written_and_its_mode_kept(case):
    before = {path.name: path.read_bytes() for path in case.iterdir()}
    review(case, "yyq", *NAMED)
    after = {path.name: path.read_bytes() for path in case.iterdir()}
    assert set(before) == set(after)
    assert [name for name in before if before[name] != after[name]] == ["case.yaml"]
    assert stat.S_IMODE((case / "case.yaml").stat().st_mode) == 0o600


def test_the_name_is_asked_for_and_today_is_said(case):
    shown = review(case, ["A. Reviewer", "y", "q"])
    (day,) = {line.split("on: ")[1][:10] for line in added_lines(case)}
    assert f"dated today, {day}" in shown
    done = chronology("subjects", case, "--review", "--by", " ")
    assert done.returncode == 2
    assert "--by" in done.stderr


def test_loose_files_are_told_how_to_get_a_case_file(case):
    done = chronology("subjects", case / "notes.csv", "--review", *NAMED)
    assert done.returncode == 2
    assert "chronology new" in done.stderr


def test_a_case_file_that_cannot_be_added_to_is_left_alone(case):
    text = '{schema: 1, subjects: [{id: amy, name: Amy Lowe, born: "2016-09-07"}, {id: bea, name: Bea Lowe, born: "2016-09-07"}]}'
    (case / "case.yaml").write_text(text, encoding="utf-8")
    done = chronology("subjects", case, "--import", export(case, "yes"), *NAMED)
    assert done.returncode == 2
    assert "nothing was changed" in done.stderr
    assert text_of(case) == text


# Sheets


def export(folder, *answers):
    """The exported sheet with the first questions answered so."""
    target = folder.parent / "questions.csv"
    assert chronology("subjects", folder, "--export", target).returncode == 0
    with target.open(encoding="utf-8-sig", newline="") as stream:
        head, *lines = list(csv.reader(stream))
    for line, answer in zip(lines, answers, strict=False):
        line[head.index("answer")] = answer
    with target.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([head, *lines])
    return target


def test_a_sheet_goes_out_and_comes_back(case, tmp_path):
    sheet = export(case, "no", "yes")
    done = chronology("subjects", case, "--import", sheet, *NAMED)
    assert done.returncode == 0, done.stderr
    assert "4 decisions from 2 answers" in done.stdout
    assert len(added_lines(case)) == 4
    assert {(3, "bea"): "confirmed", (4, "bea"): "confirmed"}.items() <= links_of(case, tmp_path).items()
    once = text_of(case)
    again = chronology("subjects", case, "--import", sheet, *NAMED)
    assert "2 answers stood there already" in again.stdout
    assert text_of(case) == once


def test_a_sheet_gives_the_decisions_that_keys_give(case, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(case, other)
    review(case, "yyyq", *NAMED)
    sheet = export(other, "yes", "", "yes", "yes")
    assert chronology("subjects", other, "--import", sheet, *NAMED).returncode == 0
    assert text_of(case) == text_of(other)


def test_an_exported_sheet_is_never_written_over(case):
    sheet = export(case, "yes")
    filled = sheet.read_bytes()
    assert stat.S_IMODE(sheet.stat().st_mode) == 0o600
    assert chronology("subjects", case, "--export", sheet).returncode == 2
    assert chronology("subjects", case, "--export", case / "case.yaml").returncode == 2
    assert sheet.read_bytes() == filled


def test_a_sheet_of_changed_records_is_refused_whole(case):
    sheet = export(case, "yes", "", "yes")
    notes = case / "notes.csv"
    notes.write_text(notes.read_text(encoding="utf-8").replace("Hearing", "Eye"), encoding="utf-8")
    done = chronology("subjects", case, "--import", sheet, *NAMED)
    assert done.returncode == 2
    assert "line 2: its records have changed" in done.stderr
    assert text_of(case) == CASE


def test_decisions_outlive_a_new_extract(case, tmp_path):
    review(case, "yq", *NAMED)
    head, first, *rest = NOTES.splitlines()
    (case / "notes.csv").write_text("\n".join([head, first, *reversed(rest)]) + "\n", encoding="utf-8")
    links = links_of(case, tmp_path)
    assert {(5, "amy"): "confirmed", (6, "amy"): "confirmed"}.items() <= links.items()


# Contradictions, and what is printed


def test_decisions_by_entry_and_by_row_that_contradict_each_other_name_both_lines(case):
    review(case, "yq", *NAMED)
    against = '  - {source: notes.csv, row: 3, not_subject: amy, decided_by: B, on: 2026-11-21, why: "w"}\n'
    text = text_of(case).replace("\n# nothing", f"{against}\n# nothing")
    (case / "case.yaml").write_text(text, encoding="utf-8")
    last = text.splitlines().index(against.rstrip()) + 1
    done = chronology("subjects", case)
    assert done.returncode == 2
    assert f"and {last} contradict each other" in done.stderr


def test_hostile_characters_are_made_visible(case):
    done = chronology("subjects", case, "--all")
    assert done.returncode == 0
    assert "\x1b" not in done.stdout + done.stderr
    assert "Gary Stokes<U+001B>[2J" in done.stdout
    assert "In the records but not in your register" in done.stdout


def test_the_evidence_reads_at_80_columns(tmp_path):
    done = chronology("subjects", SAMPLES / "twins", cwd=tmp_path)
    assert done.returncode == 0
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert "NHS number" in done.stdout
    assert "share" in done.stdout
    everything = chronology("subjects", SAMPLES / "twins", "--all", cwd=tmp_path)
    assert everything.stdout.count("\n") > done.stdout.count("\n")
    assert "more; --person" not in everything.stdout


def test_one_person_is_shown_whole_and_an_unknown_one_refused():
    done = chronology("subjects", SAMPLES / "twins", "--person", "harley")
    assert "more; --person" not in done.stdout
    assert "(marley," not in done.stdout
    assert chronology("subjects", SAMPLES / "twins", "--person", "nobody").returncode == 2
