"""Classes of headings and cells that systems nobody has seen share: shortened headings, questions, codes beside terms, numbers."""

from pathlib import Path

import pytest
import yaml

from chronology.model import Table
from chronology.people import tells_person
from chronology.recognise import compare_counts, recognise
from chronology.recognise.headings import read_heading
from tests.evaluation.exports import table

PACKAGE = Path(__file__).resolve().parents[2] / "chronology"
TEXTS = [
    "Seen at home with his mother, well and playing",
    "Telephone call from the school about a bruise",
    "No answer at the door and a card was left",
    "Father asked for another visit on Thursday",
    "Taken to the clinic and weighed by the nurse",
    "Grandmother collected him early from nursery",
]


def columns_of(headings, *cells, rows=12):
    """The columns of a table whose column n holds `cells[n]` over and over."""
    written = [tuple(headings)] + [tuple(one[row % len(one)] for one in cells) for row in range(rows)]
    return recognise(Table("x.csv", None, written), None, (), "x.csv")[0].columns


def days(step=1):
    return [f"{1 + day * step:02d}/02/2019" for day in range(12)]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("CLT_SNAME", "surname"),
        ("CLT_FNAME", "forename"),
        ("SURN", "surname"),
        ("DT_CONTACT", "date"),
        ("VISDATE", "date"),
        ("ACT_TYP", "kind"),
        ("NOTES1", "summary"),
        ("CMNTS", "summary"),
        ("DTLS", "summary"),
        ("OFFCR", "author"),
        ("WRKR_NM", "author"),
        ("Case Manager", "author"),
        ("Attending Officer", "author"),
        ("Professionals attending", "present"),
        ("What did you do next?", "action"),
        ("To do", "action"),
        ("Where it was found", "source_document"),
        ("How did you hear about us?", "kind"),
    ],
)
def test_headings_as_systems_and_people_write_them(heading, field):
    assert read_heading(heading)[0].field == field


@pytest.mark.parametrize("heading", ["Team manager", "Next visit due", "CTRL_FLG", "Informant"])
def test_what_is_not_of_the_record_gets_no_field(heading):
    assert not read_heading(heading) or read_heading(heading)[0].field == "other"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("44102 - OAKES Tyler - 07/05/2014", True),
        ("Tyler Oakes (DOB 07/05/2014)", True),
        ("OAKES, Tyler 07/05/2014 943 476 5919", True),
        ("Tyler Oakes", False),
        ("14 Mill Lane", False),
        ("Seen on 07/05/2014 with Mum", False),
        ("PC 2367 Haldane", False),
    ],
)
def test_whether_a_cell_is_one_person_and_nothing_more(text, told):
    assert tells_person(text) is told


def test_details_that_hold_a_person_are_the_person():
    people = [f"4410{n} - OAKES {name} - 07/05/201{n}" for n, name in enumerate(("Tyler", "Ella", "Max"))]
    found = columns_of(("Date", "Pupil details", "Notes"), days(), people, TEXTS)
    assert [column.field for column in found] == ["date", "name", "summary"]


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        (TEXTS, "summary"),
        (["12 Mill Lane 0113 496 0000", "Mum 07700 900123"], "other"),
    ],
)
def test_contact_details_are_told_by_their_cells(cells, field):
    if field == "summary":
        cells = [f"{one}." for one in cells]
    found = columns_of(("Date", "Contact details", "Notes"), days(), cells, [f"{one} again" for one in TEXTS])
    assert found[1].field == field


def test_involved_people_are_the_people_where_no_other_column_names_one():
    names = ["OAKES Tyler", "NOWAK Priya", "LOWE Max"]
    alone = columns_of(("Date", "Involved Person", "Summary"), days(), names, TEXTS)
    assert alone[1].field == "name" and alone[1].standing == "likely"
    beside = columns_of(
        ("Date", "Surname", "Forename", "Involved", "Summary"), days(), ["Oakes"], ["Tyler"], names, TEXTS
    )
    assert [column.field for column in beside][:4] == ["date", "surname", "forename", "present"]


@pytest.mark.parametrize(
    ("heading", "numbers", "field"),
    [
        ("Case No", [str(7000 + row) for row in range(12)], "ref"),
        ("Case No", ["7001", "7002", "7003"], "agency_id"),
        ("Record ID", [str(7000 + row) for row in range(12)], "ref"),
        ("Record ID", ["7001", "7002", "7003"], "agency_id"),
        ("Incident No", ["7001", "7002", "7003"], "ref"),
        ("Person ID", [str(7000 + row) for row in range(12)], "agency_id"),
    ],
)
def test_whose_number_it_is_the_cells_tell(heading, numbers, field):
    found = columns_of(
        ("Date", heading, "Name", "Notes"), days(), numbers, ["Tyler Oakes", "Ella Lowe", "Max Venn"], TEXTS
    )
    assert found[1].field == field


def test_the_state_of_a_record_is_no_outcome():
    assert columns_of(("Date", "Notes", "Status"), days(), TEXTS, ["Draft", "Final"])[2].field == "other"
    assert columns_of(("Date", "Notes", "Status"), days(), TEXTS, ["Open", "No further action"])[2].field == "outcome"


def test_the_date_of_the_note_is_the_contacts_beside_its_finalising():
    found = columns_of(("Note Date", "Note", "Finalised On"), days(), TEXTS, days(2))
    assert [column.field for column in found] == ["date", "summary", "recorded"]
    found = columns_of(("Entered On", "Note Date", "Note"), days(2), days(), TEXTS)
    assert [column.field for column in found] == ["recorded", "date", "summary"]


def test_codes_of_attendance_stand_beside_the_outcome():
    found = columns_of(
        ("Date", "Outcome of Attendance", "Att/DNA", "Notes"),
        days(),
        ["Discharged", "Refer back to GP", "Seen again"],
        ["ATT", "DNA", "CNA"],
        TEXTS,
    )
    assert [column.field for column in found] == ["date", "outcome", "code", "summary"]


def test_a_list_to_pick_from_is_a_type_and_no_action():
    picks = columns_of(("Date", "Intervention", "Notes"), days(), ["Key work", "Group", "Needle exchange"], TEXTS)
    assert picks[1].field == "kind"
    told = columns_of(("Date", "Intervention", "Notes"), days(), [f"{one} today" for one in TEXTS], TEXTS)
    assert told[1].field == "action"


def test_a_user_id_of_letters_is_the_author():
    assert columns_of(("Date", "User ID", "Notes"), days(), ["HJONES", "MKHAN2"], TEXTS)[1].field == "author"
    assert columns_of(("Date", "User ID", "Notes"), days(), ["4410", "4411"], TEXTS)[1].field == "other"


@pytest.mark.parametrize("heading", ["Clear time", "cleared", "Contact End", "clearAt"])
def test_when_it_was_over_is_not_when_it_was(heading):
    found = columns_of(("Date", heading, "Notes"), days(), ["10:15", "11:40", "09:05"], TEXTS)
    assert found[1].field == "time_end"


def test_a_second_outcome_is_asked_about():
    found = columns_of(
        ("Date", "Outcome", "Result", "Notes"), days(), ["Closed", "Referred on"], ["Sent home", "Kept in"], TEXTS
    )
    assert {column.field for column in found[1:3]} == {"outcome", "other"}
    assert {column.standing for column in found[1:3] if column.field == "other"} == {"unsure"}


@pytest.mark.parametrize("line", ["2019", "Year 2019", "March 2019", "2018/19", "2019 continued"])
def test_a_year_alone_in_its_row_parts_the_records(line):
    text = "\n".join(f"0{day}/03/2019|Visit|{one}" for day, one in enumerate(TEXTS, 1))
    found, _ = recognise(table(f"Date|Type|Notes\n{line}||\n{text}"), None, (), "x.csv")
    assert found.not_records[2] == "title" and len(found.not_records) == 2


@pytest.mark.parametrize("row", ["2019|Visit|", "|2019|Visit", "||In 2019 seen twice at home"])
def test_a_vague_record_stays_a_record(row):
    text = "\n".join(f"0{day}/03/2019|Visit|{one}" for day, one in enumerate(TEXTS, 1))
    found, _ = recognise(table(f"Date|Type|Notes\n{row}\n{text}"), None, (), "x.csv")
    assert 2 not in found.not_records


@pytest.mark.parametrize(("minutes", "said"), [(("", "", ""), {"record_count_differs"}), (("5", "10", "20"), set())])
def test_a_bare_total_counts_records_where_nothing_can_be_added_up(minutes, said):
    rows = "\n".join(f"0{n}/03/2019|{TEXTS[n]}|{one}" for n, one in enumerate(minutes, 1))
    export = table(f"Date|Notes|Mins\n{rows}\nTotal: 7||")
    found, _ = recognise(export, None, (), "x.csv")
    assert {one.code for one in compare_counts([export], [found])} == said


@pytest.mark.parametrize(
    "title",
    ["Patient: OAKES, Tyler  NHS 943 476 5919", "Patient|Tyler Oakes|NHS No:|943 476 5919", "NHS number 9434765919"],
)
def test_an_identifier_is_no_agency(title):
    found, _ = recognise(table(f"{title}\nDate|Type|Notes\n01/02/2019|Visit|{TEXTS[0]}"), None, (), "x.csv")
    assert found.agency is None


def test_the_words_of_headings_load_with_any_yaml_reader():
    for path in sorted(PACKAGE.glob("recognise/*.yaml")):
        assert yaml.load(path.read_text(encoding="utf-8"), yaml.SafeLoader) == yaml.load(
            path.read_text(encoding="utf-8"), yaml.CSafeLoader
        )
