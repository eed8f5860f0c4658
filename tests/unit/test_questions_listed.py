"""What `check` prints: file by file, the worst first, the same said once."""

from __future__ import annotations

from chronology.cli.questions_listed import OF_SEVERAL, OF_THE_CASE, list_questions, sum_up
from chronology.issues import issue


def test_the_worst_file_comes_first_and_the_worst_of_it() -> None:
    listed = list_questions(
        [
            issue("column_assumed", "a.csv", None, None, "Logged", "date"),
            issue("date_missing", "b.csv", None, 4, "Date"),
            issue("form_layout", "c.docx", "Table 1"),
            issue("no_date_column", "c.docx"),
            issue("rule_unknown", detail="E-99"),
        ]
    )
    assert [file for file, _ in listed] == ["c.docx", OF_THE_CASE, "b.csv", "a.csv"]
    assert [one.level for one in listed[0][1]] == ["error", "note"]


def test_one_question_for_all_its_rows() -> None:
    ((_, (one,)),) = list_questions([issue("date_missing", "b.docx", "Table 1", row, "Date") for row in (9, 4, 7)])
    assert one.places == "Table 1, heading Date, rows 4, 7, 9"


def test_many_places_are_counted() -> None:
    ((_, (one,)),) = list_questions([issue("date_missing", "b.csv", None, row, "Date") for row in range(2, 22)])
    assert one.places == "heading Date, rows 2, 3, 4, 5, 6, 7 and 14 more"


def test_a_note_about_several_files_is_said_once() -> None:
    listed = list_questions(
        [issue("agency_assumed", "a.csv"), issue("agency_assumed", "b.csv"), issue("no_date_column", "a.csv")]
    )
    assert [(file, [one.code for one in found]) for file, found in listed] == [
        ("a.csv", ["no_date_column"]),
        (OF_SEVERAL, ["agency_assumed"]),
    ]
    assert listed[1][1][0].places == "a.csv, b.csv"


def test_nothing_is_dropped_from_the_sum() -> None:
    found = [issue("date_missing", "b.csv", None, row) for row in (2, 3)] + [issue("agency_assumed", "a.csv")]
    assert sum_up(found) == "2 warnings, 1 note in 2 files."
