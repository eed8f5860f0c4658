"""Tables that are not one row of headings over rows of records: headings in two rows, several tables in one, forms, split tables."""

import pytest

from chronology.model import Remark, Table
from chronology.recognise import arrange, compare_counts, recognise
from tests.evaluation.exports import table
from tests.normalising import events_of

TEXT = "Seen at home with his mother, well and playing on the floor"


def read(text, *more):
    """(fields of the columns, rows of the events, dates) of every part, and the codes of all issues."""
    tables, issues = arrange([table(one, "x.docx", f"Table {n}") for n, one in enumerate((text, *more), 1)])
    found, codes, recognitions = [], {one.code for one in issues}, []
    for part in tables:
        recognition, noticed = recognise(part, None, (), "x.csv")
        recognitions.append(recognition)
        codes |= {one.code for one in noticed}
        events = events_of(part, recognition, "a", "social_care", "").events
        fields = " ".join(column.field for column in recognition.columns)
        found.append((fields, [one.provenance.row for one in events], [one.when.edtf for one in events]))
    codes |= {one.code for one in compare_counts(tables, recognitions)}
    return found, codes


def headings(text):
    return [column.heading for column in recognise(table(text), None, (), "x.csv")[0].columns]


def test_headings_below_a_long_filter_block():
    filters = "\n".join(f"Filter {number}|value {number}" for number in range(70))
    found, _ = read(f"Case report\n{filters}\nDate|Type|Notes\n01/02/2019|Visit|{TEXT}\n02/02/2019|Visit|{TEXT} too")
    assert found == [("date kind summary", [73, 74], ["2019-02-01", "2019-02-02"])]


def test_a_second_line_completes_the_headings():
    text = f"Date of|Type of|Name of|Case|Entered\ncontact|contact|child|notes|by\n01/02/2019|Visit|Tyler Oakes|{TEXT}|A Bell"
    assert headings(text) == ["Date of contact", "Type of contact", "Name of child", "Case notes", "Entered by"]
    assert read(text)[0] == [("date kind name summary author", [3], ["2019-02-01"])]


def test_a_record_is_no_second_line_of_headings():
    text = f"Date|Type|Notes|Worker\n|Home visit|Not in|A Bell\n02/02/2019|Visit|{TEXT}|A Bell"
    assert read(text)[0] == [("date kind summary author", [2, 3], ["", "2019-02-02"])]


def test_headings_of_groups_of_columns():
    text = (
        f"Child|||Mother||Contact||Recorded|\nSurname|Forename|DOB|Forename|Surname|Date|Notes|Date|By\n"
        f"OAKES|Tyler|07/05/2014|Dana|OAKES|01/02/2019|{TEXT}|02/02/2019|A Bell\n"
        f"OAKES|Tyler|07/05/2014|Dana|OAKES|03/02/2019|{TEXT} too|05/02/2019|A Bell"
    )
    assert read(text)[0][0][0] == "surname forename born other other date summary recorded author"
    assert headings(text)[3:6] == ["Mother Forename", "Mother Surname", "Contact Date"]


@pytest.mark.parametrize("title", ["Page 2", "Extract", ""])
def test_two_rows_of_headings_are_repeated(title):
    block = "Extract\nDate of|Type of|Case\ncontact|contact|notes"
    text = f"{block}\n01/02/2019|Visit|{TEXT}\n{title}\n{block.removeprefix('Extract')}\n02/02/2019|Visit|{TEXT} too"
    assert [row for _, rows, _ in read(text)[0] for row in rows] == [4, 9]


def test_tables_under_each_other_have_headings_of_their_own():
    text = (
        f"Anytown Council\nPatient: OAKES, Tyler DOB: 07/05/2014\nContacts\nDate|Type|Notes|Worker\n"
        f"01/02/2019|Visit|{TEXT}|A Bell\n02/02/2019|Visit|{TEXT} 2|A Bell\nRows: 2\n\nMeetings\n"
        f"Worker|Meeting date|Summary\nA Bell|05/02/2019|{TEXT} 3\nC Low|07/02/2019|{TEXT} 4\nEnd of report"
    )
    found, codes = read(text)
    assert found == [
        ("date kind summary author", [5, 6], ["2019-02-01", "2019-02-02"]),
        ("author date summary", [11, 12], ["2019-02-05", "2019-02-07"]),
    ]
    assert "table_divided" in codes and "record_count_differs" not in codes
    second = arrange([table(text)])[0][1]
    assert recognise(second, None, (), "x.csv")[0].person == "OAKES, Tyler  DOB: 07/05/2014"


def test_the_same_headings_under_another_childs_name():
    text = "\n".join(
        f"Child: OAKES, {name}\nDate|Type|Notes\n01/02/2019|Visit|{TEXT} {name}\n02/02/2019|Visit|{TEXT} again {name}"
        for name in ("Tyler", "Ella")
    )
    tables, _ = arrange([table(text)])
    people = [recognise(part, None, (), "x.csv")[0].person for part in tables]
    assert people == ["OAKES, Tyler", "OAKES, Ella"]


def test_a_remark_goes_with_its_part():
    whole = table(
        f"Date|Notes|Worker\n01/02/2019|{TEXT}|A Bell\nWorker|Date|Notes\nA Bell|02/02/2019|{TEXT} too", sheet="S"
    )
    remarks = (Remark(2, 1, "comment", "early"), Remark(4, 2, "comment", "late"))
    first, second = arrange([Table("x.xlsx", "S", whole.rows, None, remarks)])[0]
    assert (first.remarks, second.remarks) == (remarks[:1], remarks[1:])


def test_forms_become_records():
    two = (
        f"Contact record|\nChild|Tyler Oakes\nDate of contact|01/02/2019\nType of contact|Home visit\nDetails|{TEXT}\n\n"
        f"Child|Tyler Oakes\nDate of contact|03/02/2019\nType of contact|Phone\nDetails|{TEXT} too\n|and more of it\nWorker|A Bell"
    )
    assert read(two) == ([("name date kind summary author", [2, 7], ["2019-02-01", "2019-02-03"])], {"form_layout"})
    part = arrange([table(two)])[0][0]
    event = events_of(part, recognise(part, None, (), "x.csv")[0], "a", "", "").events[1]
    assert event.summary == f"{TEXT} too\nand more of it" and event.author == "A Bell"
    lines = f"Log\nDate: 01/02/2019\nWorker: A Bell\nNotes: {TEXT}\nHe slept.\n\nDate: 02/02/2019\nWorker: A Bell\nNotes: {TEXT}"
    assert read(lines)[0] == [("date author summary", [2, 7], ["2019-02-01", "2019-02-02"])]
    pairs = f"Date:|01/02/2019|Time:|10:00\nWorker:|A Bell|Type:|Visit\nNotes:|{TEXT}"
    assert read(pairs)[0] == [("date time author kind summary", [1], ["2019-02-01T10:00"])]


@pytest.mark.parametrize(
    "text",
    [
        "Agency:|Anytown Council\nName of child:|Tyler Oakes\nDate of birth:|07/05/2014\nDate completed:|12/03/2019",
        f"Patient:|Tyler Oakes\nDate from:|01/01/2019\nDate to:|31/12/2019\nDate|Notes\n01/02/2019|{TEXT}\n02/02/2019|{TEXT} 2",
        f"Date|Details\n01/02/2019|Visit: {TEXT}\n02/02/2019|Phone: {TEXT}",
    ],
)
def test_what_is_no_form(text):
    assert "form_layout" not in read(text)[1]


def test_a_table_that_goes_on_without_headings():
    first = f"Date|Type|Notes|Worker\n01/02/2019|Visit|{TEXT}|A Bell\n02/02/2019|Visit|{TEXT} 2|A Bell"
    found, codes = read(first, f"03/02/2019|Visit|{TEXT}|A Bell\n04/02/2019|Visit|{TEXT} 2|A Bell")
    assert found[1] == ("date kind summary author", [1, 2], ["2019-02-03", "2019-02-04"])
    assert "headings_carried" in codes
    assert "headings_carried" not in read(first, f"Visit|{TEXT}|03/02/2019|A Bell\nVisit|{TEXT}|04/02/2019|A Bell")[1]


@pytest.mark.parametrize(
    ("line", "differs"),
    [
        ("Rows: 12", True),
        ("Rows: 2", False),
        ("2 records found", False),
        ("Total number of records: 3", True),
        ("Page 1 of 9", False),
        ("Grand total|950", False),
    ],
)
def test_the_exports_own_count(line, differs):
    rows = f"Date|Type|Notes\n01/02/2019|Visit|{TEXT}\n02/02/2019|Visit|{TEXT} too"
    assert ("record_count_differs" in read(f"{rows}\n{line}")[1]) is differs
    assert ("record_count_differs" in read(f"{line}\n{rows}")[1]) is differs


def test_a_count_names_both_numbers():
    whole = table(f"Date|Notes|Worker\n01/02/2019|{TEXT}|A\n02/02/2019|{TEXT} too|A\nRecords: 1,204")
    (found,) = compare_counts([whole], [recognise(whole, None, (), "x.csv")[0]])
    assert found.row == 4 and "1204 stated, 2 found" in found.message


def test_dates_turned_round_by_a_spreadsheet():
    days = [
        "2019-02-01",
        "2019-05-03",
        "2019-11-04",
        "2019-12-07",
        "13/02/2019",
        "25/04/2019",
        "19/06/2019",
        "30/07/2019",
    ]
    text = "Date|Notes|Worker\n" + "\n".join(f"{day}|{TEXT} {day}|A" for day in days)
    assert "date_order_mixed" in read(text)[1]
    assert "date_order_mixed" not in read(text.replace("2019-12-07", "2019-12-17"))[1]


def test_titles_and_footers_of_forms_are_no_part_of_a_value():
    block = f"Date: {{}}\nWorker: A Bell\nNotes: {TEXT}"
    text = f"Contact 1\n{block.format('01/02/2019')}\n----\n\nContact 2\n{block.format('02/02/2019')}\nEnd of report"
    part = arrange([table(text)])[0][0]
    first, second = events_of(part, recognise(part, None, (), "x.csv")[0], "a", "", "").events
    assert (first.summary, second.summary) == (TEXT, TEXT)
    assert second.other == (("Form", "Contact 2"),)


SEEN = (
    ("Came in late and hungry, ate two breakfasts and asked for more", "DSL", "Rang home, no reply. Will try again"),
    ("Bruise on left cheek, about a ten pence piece, yellow at the edge", "HT", "Logged on chart. HT to speak to mum"),
    ("Crying at story time, would not say why, held on to the teacher", "Mrs R", "Sat with TA until lunch, settled"),
    ("Fell asleep on the carpet after lunch and was hard to wake", "DSL", "Mum asked at the gate, says up late"),
    ("Told her friend that she sleeps on the floor now", "DSL, HT", "Noted. DSL to ring health visitor"),
)


def test_what_was_seen_over_sentences_is_the_narrative_and_initials_are_nobodys_words():
    rows = "Date|Child|What was seen / heard|Told|Action taken|Logged by"
    for day, (seen, told, action) in enumerate(SEEN, 1):
        rows += f"\n0{day}/03/2013|Amy Hollis|{seen}|{told}|{action}|AB"
    recognition, _ = recognise(table(rows), None, (), "export.csv")
    fields = {column.heading: column.field for column in recognition.columns}
    assert (fields["What was seen / heard"], fields["Action taken"]) == ("summary", "action")
    assert fields["Told"] != "voice"


def test_a_record_and_plan_in_one_column_is_the_narrative():
    rows = "Date|Child|Contact|Record / plan|Sig"
    for day, (seen, _, action) in enumerate(SEEN, 1):
        rows += f"\n0{day}/03/2013|Amy Hollis|Baby clinic|{seen}. {action}|AB"
    recognition, _ = recognise(table(rows), None, (), "export.csv")
    assert {column.heading: column.field for column in recognition.columns}["Record / plan"] == "summary"


def people_of(text):
    tables, _ = arrange([table(text, "x.csv", None)])
    parts = [(part, recognise(part, None, (), "x.csv")[0]) for part in tables]
    return [
        (read.person, [one.provenance.row for one in events_of(part, read, "a", "gp", "").events])
        for part, read in parts
    ]


def test_a_line_above_records_says_whom_they_are_about():
    text = (
        "Journal of Mill Lane Surgery||\nDate|Staff|Notes\nPatient: Mr Dominic Gray||\n01/02/2019|AB|"
        + f"{TEXT}\nPatient: Miss Poppy Gray  DOB 12/02/2013||\n02/02/2019|AB|{TEXT}\n03/02/2019|AB|{TEXT} again\n"
        + f"GRAY Ethan 01/03/2016||\n04/02/2019|AB|{TEXT}\nRecords: 4||"
    )
    assert people_of(text) == [
        ("Mr Dominic Gray", [4]),
        ("Miss Poppy Gray  DOB 12/02/2013", [6, 7]),
        ("GRAY Ethan 01/03/2016", [9]),
    ]


@pytest.mark.parametrize("before", ["", f"31/01/2019|AB|{TEXT}\n"])
def test_every_row_of_every_part_is_counted_once(before):
    text = f"Journal||\nDate|Staff|Notes\n{before}Patient: Poppy Gray||\n02/02/2019|AB|{TEXT}\nPatient: Ethan Gray||\n04/02/2019|AB|{TEXT}"
    whole = table(text, "x.csv", None)
    parts = [(part, recognise(part, None, (), "x.csv")[0]) for part in arrange([whole])[0]]
    counted = [
        row
        for part, read in parts
        for row in [
            *(one.provenance.row for one in events_of(part, read, "a", "gp", "").events),
            *(row for row, why in read.not_records.items() if why != "blank"),
        ]
    ]
    assert sorted(counted) == list(range(1, len(whole.rows) + 1))


def test_records_above_the_first_such_line_are_kept():
    text = f"Date|Staff|Notes\n01/02/2019|AB|{TEXT}\nPatient: Poppy Gray||\n02/02/2019|AB|{TEXT}"
    assert people_of(text) == [(None, [2]), ("Poppy Gray", [4])]


def test_a_label_in_the_middle_of_a_narrative_parts_nothing():
    text = f"Date|Staff|Notes\n01/02/2019|AB|{TEXT}\n||Patient: says she is well\n02/02/2019|AB|{TEXT}\nPatient: Poppy Gray||"
    assert sum(len(rows) for _, rows in people_of(text)) >= 3
