"""The gallery of bad exports: each fault, the place it is said to be in, and what becomes of every other row.

`CANARY` stands in the cells: no message may repeat it.
"""

import io
import json

import openpyxl
import pytest

from chronology.case import Case
from chronology.pipeline import Export, run
from tests.running import chronology

CANARY = "Zzcanary"
HEADINGS = "Contact Date,Child's Name,Date of Birth,Details of Contact\n"
ROW = f"12/03/2007,Amy {CANARY},01/03/2006,Seen at clinic with mother and weighed\n"
LATER = f"13/03/2007,Amy {CANARY},01/03/2006,Telephone call with mother about feeding\n"


def workbook(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


XLSX = workbook(
    ("Contact Date", "Child's Name", "Details of Contact"),
    ("12/03/2007", f"Amy {CANARY}", "Seen at clinic with mother"),
)

# name of the fault: (file, content, {(code, row, heading)} that must be among the issues, (records, entries, undated, set aside))
FAULTS = {
    "date that is none": (
        "visits.csv",
        HEADINGS + ROW + f"31/02/2007,Amy {CANARY},01/03/2006,Home visit with nursery nurse\n",
        {("date_unreadable", 3, "Contact Date")},
        (2, 1, 1, 0),
    ),
    "no date": (
        "visits.csv",
        HEADINGS + ROW + f",Amy {CANARY},01/03/2006,Home visit with nursery nurse\n",
        {("date_missing", 3, "Contact Date")},
        (2, 1, 1, 0),
    ),
    "month first and day first": (
        "visits.csv",
        HEADINGS + ROW + f"26/03/2007,Amy {CANARY},01/03/2006,Seen\n03/26/2007,Amy {CANARY},01/03/2006,Seen again\n",
        {("date_order_mixed", None, "Contact Date"), ("date_unreadable", 4, "Contact Date")},
        (3, 2, 1, 0),
    ),
    "contact before birth": (
        "visits.csv",
        HEADINGS + ROW + f"12/02/2006,Amy {CANARY},01/03/2006,Home visit with nursery nurse\n",
        {("event_before_birth", 3, None)},
        (2, 2, 0, 0),
    ),
    "contact after the export was written": (
        "visits.csv",
        "Event date,Date recorded,Child's Name,Details of Contact\n"
        f"12/03/2007,13/03/2007,Amy {CANARY},Seen at clinic with mother\n"
        f"12/03/2017,13/03/2007,Amy {CANARY},Seen at clinic with father\n",
        {("event_in_future", 3, None), ("recorded_before_event", 3, "Date recorded")},
        (2, 2, 0, 0),
    ),
    "row too long": (
        "visits.csv",
        HEADINGS + ROW + f"14/03/2007,Amy {CANARY},01/03/2006,Mum said, yes, she had called\n" + LATER,
        {("row_too_long", 3, None)},
        (3, 2, 0, 1),
    ),
    "unclosed quote": (
        "visits.csv",
        HEADINGS
        + ROW
        + f'14/03/2007,Amy {CANARY},01/03/2006,"Mother said she would\n'
        + LATER
        + ROW.replace("12/", "16/"),
        {("unclosed_quote", 3, None)},
        (4, 4, 0, 0),
    ),
    "duplicate headings": (
        "visits.csv",
        "Contact Date,Child's Name,Notes,Notes\n"
        f"12/03/2007,Amy {CANARY},Seen at clinic with mother and weighed,Weight steady\n"
        f"13/03/2007,Amy {CANARY},Telephone call with mother about feeding,Feeding well\n",
        {("heading_duplicate", None, "Notes")},
        (2, 2, 0, 0),
    ),
    "no heading row": ("visits.csv", ROW + LATER, {("no_heading_row", None, None)}, None),
    "totals and footer": (
        "visits.csv",
        "Report run by A N Other on 01/04/2007\n\n"
        + HEADINGS
        + ROW
        + LATER
        + "Total records: 2,,,\nEnd of report,,,\n",
        set(),
        (2, 2, 0, 0),
    ),
    "the same row twice": ("visits.csv", HEADINGS + ROW + ROW, {("duplicate_record", 3, None)}, (2, 1, 0, 0)),
    "two people with one number": (
        "visits.csv",
        "Contact Date,Name,Date of Birth,NHS Number,Details of Contact\n"
        f"12/03/2007,Amy {CANARY},01/03/2006,9990417261,Seen at clinic with mother\n"
        f"12/03/2007,Ben {CANARY}son,14/07/2001,9990417261,Seen at clinic with father\n",
        {("identifier_shared", 3, None)},
        (2, 2, 0, 0),
    ),
    "number that fails its check": (
        "visits.csv",
        "Contact Date,Name,Date of Birth,NHS Number,Details of Contact\n"
        f"12/03/2007,Amy {CANARY},01/03/2006,1234567890,Seen at clinic with mother\n",
        {("identifier_invalid", 2, "NHS Number")},
        (1, 1, 0, 0),
    ),
    "nobody named": (
        "visits.csv",
        f"Contact Date,Details of Contact\n12/03/2007,Seen at clinic with mother {CANARY} and weighed\n",
        {("person_missing", 2, None)},
        (1, 1, 0, 0),
    ),
    "not UTF-8": (
        "visits.csv",
        (HEADINGS + f"12/03/2007,Amy Löwe {CANARY},01/03/2006,Café visit with mother and aunt\n").encode("cp1252"),
        {("encoding_assumed", None, None)},
        (1, 1, 0, 0),
    ),
    "text named as a workbook": ("visits.xls", HEADINGS + ROW, {("file_mislabelled", None, None)}, (1, 1, 0, 0)),
    "workbook named as text": ("visits.csv", XLSX, {("file_mislabelled", None, None)}, (1, 1, 0, 0)),
    "a line that is no record": (
        "visits.jsonl",
        json.dumps({"date": "12/03/2007", "name": f"Amy {CANARY}", "details": "Seen at clinic with mother"})
        + f"\nnot json {CANARY}\n"
        + json.dumps({"date": "14/03/2007", "name": f"Amy {CANARY}", "details": "Seen at home with father"}),
        {("record_unreadable", 2, None)},
        (3, 2, 0, 1),
    ),
    "headings and nothing else": ("visits.csv", HEADINGS, {("source_without_records", None, None)}, (0, 0, 0, 0)),
}

UNREADABLE = {
    "empty": ("visits.csv", b"", "holds no records"),
    "blank": ("visits.csv", b"\n\n \n", "holds no records"),
    "truncated": ("visits.xlsx", XLSX[: len(XLSX) // 2], "ends too early or is damaged"),
    "not complete": ("visits.json", b'[{"date": "12/03/2007", ', "ends too early or is damaged"),
    "rubbish": ("visits.xlsx", bytes(range(256)) * 40, "cannot be read"),
    "a PDF cut off": ("visits.csv", b"%PDF-1.4 " + CANARY.encode(), "ends too early or is damaged"),
    "a picture": ("visits.csv", b"\x89PNG\r\n\x1a\n" + CANARY.encode(), "it is a picture"),
    "an old Office file without content": (
        "visits.xls",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096,
        "ends too early or is damaged",
    ),
}


def as_bytes(content):
    return content.encode() if isinstance(content, str) else content


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_is_placed_and_the_rest_still_counts(fault, tmp_path):
    name, content, wanted, counts = FAULTS[fault]
    path = tmp_path / name
    path.write_bytes(as_bytes(content))
    report = run(Case(folder=tmp_path, title="A case", nation="england"), [Export(path, name)])
    said = {(issue.code, issue.row, issue.heading) for issue in report.issues}
    assert wanted <= said
    assert all(issue.source == name for issue in report.issues)
    assert not [issue for issue in report.issues if CANARY.casefold() in issue.message.casefold()]
    account = report.sources[0].account
    if counts:
        assert (account.records, account.entries, account.undated, account.set_aside) == counts
    parts = (account.entries, account.undated, account.out_of_scope, account.duplicates, account.set_aside)
    assert account.records == sum(parts)


@pytest.mark.parametrize("fault", UNREADABLE)
def test_unreadable_file_stops_the_run_with_a_sentence(fault, tmp_path):
    name, content, said = UNREADABLE[fault]
    (tmp_path / name).write_bytes(content)
    done = chronology("check", tmp_path / name)
    assert done.returncode == 2
    assert said in done.stderr
    assert name in done.stderr
    assert "Next:" in done.stderr
    assert "Traceback" not in done.stderr
    assert CANARY not in done.stderr


def test_other_files_still_count(tmp_path):
    (tmp_path / "visits.csv").write_text(HEADINGS + ROW + LATER, encoding="utf-8")
    (tmp_path / "broken.xlsx").write_bytes(XLSX[: len(XLSX) // 2])
    (tmp_path / "case.yaml").write_text(
        "schema: 1\ntitle: A case\nnation: england\nsources:\n"
        "  - {path: visits.csv, agency: Clinic, sector: gp}\n"
        "  - {path: broken.xlsx, agency: Hospital, sector: hospital}\n"
        "  - {path: missing.csv, agency: School, sector: school}\n",
        encoding="utf-8",
    )
    done = chronology("build", tmp_path, "--to", tmp_path / "out", "--format", "json")
    assert done.returncode == 0, done.stderr
    result = json.loads((tmp_path / "out" / "chronology.json").read_text(encoding="utf-8"))
    assert [source["records"] for source in result["sources"]] == [0, 0, 2]
    assert {"file_truncated", "file_missing"} <= {issue["code"] for issue in result["issues"]}
    assert chronology("build", tmp_path, "--to", tmp_path / "out", "--strict").returncode == 1


def test_missing_path_says_so(tmp_path):
    done = chronology("build", tmp_path / "nowhere")
    assert done.returncode == 2
    assert "there is no such file or folder" in done.stderr
    assert "Traceback" not in done.stderr


def test_path_out_of_the_case_folder_is_refused(tmp_path):
    folder = tmp_path / "case"
    folder.mkdir()
    (tmp_path / "visits.csv").write_text(HEADINGS + ROW, encoding="utf-8")
    (folder / "case.yaml").write_text(
        "schema: 1\ntitle: A case\nnation: england\nsources:\n  - {path: ../visits.csv}\n", encoding="utf-8"
    )
    done = chronology("check", folder)
    assert done.returncode == 2
    assert "out of the case folder" in done.stderr


def test_a_rule_that_is_none_is_said(tmp_path):
    (tmp_path / "visits.csv").write_text(HEADINGS + ROW, encoding="utf-8")
    (tmp_path / "case.yaml").write_text(
        "schema: 1\ntitle: A case\nnation: wales\nrules: {off: [{id: e-54, why: local}]}\n", encoding="utf-8"
    )
    done = chronology("check", tmp_path)
    assert "rule_unknown" in done.stdout


def test_the_same_file_twice_counts_once(tmp_path):
    for name in ("visits.csv", "visits (1).csv"):
        (tmp_path / name).write_text(HEADINGS + ROW + LATER, encoding="utf-8")
    exports = [Export(tmp_path / name, name) for name in ("visits.csv", "visits (1).csv")]
    report = run(Case(folder=tmp_path, title="A case", nation="england"), exports)
    assert "file_twice" in {issue.code for issue in report.issues}
    assert len(report.chronology.entries) == 2
    assert sum(source.account.duplicates for source in report.sources) == 2
