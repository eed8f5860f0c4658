"""What documents hold beside tables with headings: one form a table, diaries in paragraphs, years over dates, who is named above."""

import pytest
from msgspec.structs import replace

from chronology.dates.openings import opening_date
from chronology.model import Remark
from chronology.readers import read
from chronology.recognise import arrange, recognise
from chronology.recognise.titles import agency_in, person_in
from tests.evaluation.exports import table
from tests.normalising import events_of

SHORT = "Seen at home, well."
LONG = (
    "Enquiry to begin, for the account given by the mother of a roll from the sofa does not go with the fracture, which the "
    "consultant says needs a force that no roll has."
)


def form(child, day, decision, *more):
    return (
        f"Child|{child}\nDate of contact|{day}\nDetails of contact|{SHORT}\nDecision and rationale|{decision}"
        + "".join(f"\n{line}" for line in more)
    )


def arranged(*texts):
    return arrange([table(text, "x.docx", f"Table {number}") for number, text in enumerate(texts, 1)])


def columns_of(tables):
    return [
        [(c.heading, c.field, c.reason) for c in recognise(one, None, (), "x.docx", tables)[0].columns]
        for one in tables
    ]


def test_forms_of_one_document_are_read_alike_and_said_once():
    tables, issues = arranged(
        form("Amy Pell", "01/02/2019", "No action", "Overseen thus|Agreed"),
        form("Amy Pell", "03/02/2019", LONG, "Overseen thus|Agreed by phone"),
        form("Ben Pell", "05/02/2019", "Remain"),
    )
    assert [(one.code, one.sheet) for one in issues] == [("form_layout", None)]
    assert "3 tables" in issues[0].message
    first, *others = columns_of(tables)
    assert others == [first, first]
    assert [heading for heading, _, _ in first][-1] == "Overseen thus", "known from another table of the file"
    assert [one.rows[0][-1] for one in tables] == ["Agreed", "Agreed by phone", ""]


def test_forms_of_two_kinds_keep_their_own_labels():
    log = "Log number|{}\nDate of incident|0{}/03/2019\nIncident|Shouting heard from the flat again\nOfficer|J Wray"
    tables, _ = arranged(form("Amy Pell", "01/02/2019", "Stop"), log.format(1, 1), log.format(2, 2))
    assert [len(one.headings) for one in tables] == [4, 4, 4]
    assert tables[1].headings == tables[2].headings != tables[0].headings


@pytest.mark.parametrize(
    ("line", "dated"),
    [
        ("12/03/2020 Seen at home", "12/03/2020"),
        ("12/03/2020 14:30 Seen at home", "12/03/2020 14:30"),
        ("12th October 2021 - Amy came in cold", "12th October 2021"),
        ("Monday 8 November 2021: no answer", "Monday 8 November 2021"),
        ("2 Nov 2021, Dad rang", "2 Nov 2021"),
        ("Seen on 12/03/2020", ""),
        ("2019 was a hard year", ""),
        ("12 children came", ""),
        ("", ""),
    ],
)
def test_the_date_that_opens_a_line(line, dated):
    assert opening_date(line) == dated


def read_lines(text):
    tables, issues = arrange([table(text, "x.docx", "Text")])
    recognition, _ = recognise(tables[0], None, (), "x.docx", tables)
    events = events_of(tables[0], recognition, "a", "other", "").events
    return [(e.provenance.row, e.when.edtf, e.summary) for e in events], [one.code for one in issues], recognition


def test_a_diary_in_paragraphs():
    found, codes, recognition = read_lines(
        "Manor Nursery: diary\nChild: Amy Pell\n12th October 2021 - Amy came in cold\n19/10/2021 Scratch seen\nMum said the cat"
    )
    assert found == [(3, "2021-10-12", "Amy came in cold"), (4, "2021-10-19", "Scratch seen\nMum said the cat")]
    assert codes == ["diary_layout"]
    assert recognition.person == "Amy Pell"


def test_dates_that_stand_over_their_text():
    found, _, _ = read_lines(
        "Notes\nMonday 8 November 2021\nVisited Carys.\nOwen there.\nThursday 11 November 2021\nNo answer."
    )
    assert found == [(2, "2021-11-08", "Visited Carys.\nOwen there."), (5, "2021-11-11", "No answer.")]


@pytest.mark.parametrize(
    "text",
    [
        "Dear colleague\n12/03/2020\nThank you for your letter.\nI saw Amy today.\nShe is well.\nWith regards",
        "Days open\n12/03/2020\n13/03/2020\n14/03/2020",
    ],
)
def test_a_letter_and_a_list_of_days_are_no_diary(text):
    _, codes, _ = read_lines(text)
    assert "diary_layout" not in codes


def test_remarks_go_with_their_line():
    lines = table("12/10/2021 Amy came in cold\n19/10/2021 Scratch seen\nMum said the cat", "x.docx", "Text")
    remarked = type(lines)(lines.source, lines.sheet, lines.rows, remarks=(Remark(3, 0, "comment", "really?"),))
    assert arrange([remarked])[0][0].remarks == (Remark(2, 1, "comment", "really?"),)


def under(text):
    one = table(text, "x.docx", "Table 1")
    recognition, _ = recognise(one, None, (), "x.docx")
    made = events_of(one, recognition, "a", "police", "")
    return [(e.when.edtf, e.when.text) for e in made.events], [(i.code, i.row) for i in made.issues]


def test_a_year_in_a_row_of_its_own_dates_the_rows_below_it():
    dates, issues = under(
        f"Date|Event|Worker\n03/12|{SHORT}|A Bell\n2019||\n27/05|{SHORT}|A Bell\n31/02|{SHORT}|A Bell\n2020||\n3rd Jan|{SHORT}|B Coe"
    )
    assert dates == [("", "03/12"), ("2019-05-27", "27/05"), ("", "31/02"), ("2020-01-03", "3rd Jan")]
    assert [found for found in issues if found[0] == "year_from_row_above"] == [
        ("year_from_row_above", 4), ("year_from_row_above", 7),
    ]  # fmt: skip


def test_two_years_in_a_row_date_nothing():
    assert under(f"Date|Event|Worker\n2019/20||\n27/05|{SHORT}|A Bell")[0] == [("", "27/05")]


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("Agency: Dunmore Police     Author: DS Holt     Child: Amy Pell     Tel: 01632 960113", "Dunmore Police"),
        ("Agency: Dunmore Police Author: DS Holt Name of child: Amy Pell", "Dunmore Police"),
        ("Agency: Dunmore Police, Author: DS Holt, Child: Amy Pell", "Dunmore Police"),
        ("Agency: Dunmore Police completed by Jane Holt", "Dunmore Police"),
        ("Agency: Police (DS Jane Holt)", "Police"),
        ("Agency: Dunmore Police / Jane Holt", "Dunmore Police"),
        ("Patient: PELL Amy Trust: Kestrel NHS Trust DOB: 01/02/2010", "Kestrel NHS Trust"),
        ("School: St Mary's Primary Pupil: Amy Pell UPN: A123456789012", "St Mary's Primary"),
        ("Worker: Jo Hart, Social Worker, Kestrel Children's Services", "Kestrel Children's Services"),
        ("Chronology of Amy Pell - Kestrel Primary School", "Kestrel Primary School"),
        ("Name: Amy Police School", None),
        ("0-19 Service: client contact listing", None),
        ("Report for Amy Pell by Kestrel Primary School", None),
        ("Printed by Jane Holt at Kestrel Surgery", None),
        ("Patient name Amy Pell, Kestrel Surgery, NHS No 9434765919", None),
    ],
)
def test_an_agency_is_never_a_person_or_a_number(line, agency):
    assert agency_in([(line,)]) == agency


def test_whom_a_line_is_about_is_not_who_wrote_it():
    assert person_in([("Child: Amy Pell Social worker: Jo Hart",)]) == "Amy Pell"


def test_the_parties_of_proceedings_are_no_part_of_the_childs_name():
    assert person_in([("Child: Amy PELL  DOB 18.05.2010   App: M Novak  Resp: L Holt",)]) == "Amy PELL  DOB 18.05.2010"


def test_who_beside_a_file_about_one_child_is_who_wrote_it():
    rows = "04/09/2017|Letter|Application from the court|Intake\n19/09/2017|Call|Spoke with the father|J Holt"
    assert fields(f"Child: Amy Pell\nDate|Activity|Details|Who\n{rows}") == "date kind summary author"
    assert fields(f"Child: Amy Pell\nDate|Activity|Details|Who\n{rows}\n20/09/2017|Visit|Well|Amy").endswith("name")


def test_an_adult_is_whom_the_file_is_about_where_no_child_is_named():
    assert person_in([("Offender:", "Marek Novak"), ("CRN:", "X123456")]) == "Marek Novak"
    assert person_in([("Mother: Petra Pell",), ("Child: Amy Pell",)]) == "Amy Pell"


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("Child: Amy P. (DOB 19/5/04). Copied from day book, accident book and diary.", "Amy P. (DOB 19/5/04)"),
        ("Child: Amy P. Copied from the day book", "Amy P"),
        ("Child: Amy Pell. Typed by the office in May.", "Amy Pell"),
        ("Child: Amy J. Pell of Leith", "Amy J. Pell of Leith"),
        ("Child: PELL, Amy; Known to the clinic since birth", "PELL, Amy"),
    ],
)
def test_a_sentence_behind_whom_a_file_is_about_is_no_name(line, person):
    assert person_in([(line,)]) == person


def fields(text):
    return " ".join(column.field for column in recognise(table(text), None, (), "x.csv")[0].columns)


def test_an_event_that_is_told_is_no_class_of_contact():
    text = "Date|Event|Comments\n01/02/2019|Assault reported by Petra|Recorded\n02/02/2019|Marek charged with assault|Bailed"
    assert fields(text) == "date summary summary"
    assert (
        fields("Date|Event|Comments\n01/02/2019|Visit|Amy was well\n02/02/2019|Call|No answer from her")
        == "date kind summary"
    )


def test_what_was_said_and_done_is_the_narrative_where_there_is_no_other():
    rows = "01/02/2019|Boiler is off and the baby is cold|Chase the repair\n02/02/2019|Card left, nobody answered|Ring again"
    assert fields(f"Date|What was said / done|Follow up needed\n{rows}") == "date summary action"
    assert fields(f"Date|Details|Action taken and details\n{rows}") == "date summary action"


def test_a_register_of_marks_is_named():
    text = "Pupil|07/01/2019|08/01/2019|09/01/2019|10/01/2019|11/01/2019\nPell, Amy|/|N|/|O|/\nPell, Ben|/|/|/|/|/"
    recognition, issues = recognise(table(text), None, (), "marks.csv")
    assert "days_across" in {one.code for one in issues}
    assert len(recognition.not_records) == 3


def test_terms_of_codes_are_told():
    rows = "16/03/2022|Bruising symptom|R21z.|Left ear, mum says it was the stairs|Face to face\n01/04/2022|Child not brought|9Nz1.||Other"
    assert fields(f"Event date|Code term|Code|Free text|Consultation type\n{rows}") == "date summary code summary kind"


def test_contact_details_in_words_are_the_narrative_where_there_is_no_other():
    rows = "Officers attended; Milo in high chair|NFA\n03/04/2022|Door damaged, nobody hurt this time|Assess"
    assert fields(f"Contact date|Contact details|Decision\n17/03/2022|{rows}") == "date summary outcome"
    assert (
        fields("Date|Contact details|Notes\n17/03/2022|01632 960113|Seen at home\n18/03/2022|01632 960114|Not in")
        == "date other summary"
    )


def test_an_offence_beside_a_longer_account_is_a_class():
    rows = "15/03/2022|Assault - ABH|Punched to face in the kitchen\n02/04/2022|Criminal damage|Kicked the door panel until it broke"
    assert fields(f"Date|Offence|MO\n{rows}") == "date kind summary"


def test_a_diary_in_a_text_file_is_not_cut_at_its_commas(tmp_path):
    lines = "Notes, Amy Pell\n\n03/02/2021 Visited, mum tired, no food\n10/02/2021 No reply, card left\n17/02/2021 Seen, quiet, no coat, cold\n"
    (tmp_path / "diary.txt").write_text(lines, encoding="utf-8")
    tables, issues = arrange(read(tmp_path / "diary.txt", "diary.txt").tables)
    assert [row for row in tables[0].rows if row] == [
        ("03/02/2021", "Visited, mum tired, no food"),
        ("10/02/2021", "No reply, card left"),
        ("17/02/2021", "Seen, quiet, no coat, cold"),
    ]
    assert [one.code for one in issues] == ["diary_layout"]


def test_a_line_that_opens_with_a_date_is_no_row_of_headings():
    text = "03/02/2021 Visited|mum tired|house cold|no food\n10/02/2021 No reply|card left|rang nan|"
    assert recognise(table(text), None, (), "x.csv")[0].heading_row is None


def test_a_sheet_named_by_a_year_dates_its_rows():
    one = table(f"Date|Who|Note\n12 March|Amy Pell|{SHORT}", "x.xlsx", "2019")
    recognition, _ = recognise(one, None, (), "x.xlsx")
    (event,) = events_of(one, recognition, "a", "other", "").events
    assert (event.when.edtf, event.when.text) == ("2019-03-12", "12 March")


@pytest.mark.parametrize(
    ("paragraphs", "records"),
    [
        (["Contact sheets - J Baynham", "DOB 11/09/1989, Slim Avenue"], 0),
        (["12/03/2020 Seen at home with mother, well and playing."], 1),
    ],
)
def test_paragraphs_above_the_tables_of_a_document(paragraphs, records):
    text = table("\n".join(paragraphs), "x.docx", "Text")
    notes = replace(
        table(f"Date|Notes\n01/02/2019|{SHORT}\n02/02/2019|{LONG}", "x.docx", "Table 1"), above=tuple(paragraphs)
    )
    tables, _ = arrange([notes, text])
    read_as = [recognise(part, None, (), "x.docx", tables) for part in tables]
    (first, _), (second, issues) = read_as
    assert len(tables[0].rows) - len(first.not_records) == 2
    assert len(tables[1].rows) - len(second.not_records) == records
    assert records or not issues
