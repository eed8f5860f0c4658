import pytest

from chronology.model import Table
from chronology.profile import Profile
from chronology.recognise import recognise
from chronology.recognise.headings import read_heading
from tests.evaluation.exports import EXPORTS, table

TEXT = "Seen at home with his mother this morning, well and playing"


def fields(recognition):
    return [column.field for column in recognition.columns]


def codes(issues):
    return {one.code for one in issues}


def profile(columns, **others):
    told = {
        "name": "p",
        "sector": "police",
        "agency": "",
        "heading_row": None,
        "month_first": False,
        "kinds": {},
        "where": "p.yaml",
    }
    return Profile(columns=columns, **(told | others))


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.path)
def test_exports_are_read(export):
    recognition, issues = recognise(export.table, None, (), export.path)
    assert fields(recognition) == export.fields
    assert recognition.heading_row == export.heading_row
    assert len(export.table.rows) - len(recognition.not_records) == export.records
    assert recognition.sector == export.sector
    assert recognition.agency == export.agency
    assert export.person is None or (recognition.person or "").startswith(export.person)
    assert "table_not_records" not in codes(issues)
    assert all(one.source == export.path for one in issues)


@pytest.mark.parametrize("export", [one for one in EXPORTS if one.heading_row == 1], ids=lambda export: export.path)
def test_order_of_columns_does_not_matter(export):
    width = len(export.fields)
    turned = Table(
        export.table.source,
        None,
        [tuple(reversed((row + ("",) * width)[:width])) if any(row[1:]) else row for row in export.table.rows],
    )
    recognition, _ = recognise(turned, None, (), export.path)
    assert fields(recognition)[::-1] == export.fields


def test_no_heading_row():
    rows = table(
        f"HOLLIS, Amy|01/03/2006|12/04/2011 10:15|{TEXT}\nHOLLIS, Amy|01/03/2006|13/04/2011 11:00|{TEXT} again"
    )
    recognition, issues = recognise(rows, None, (), "x.csv")
    assert recognition.heading_row is None
    assert recognition.not_records == {}
    assert "no_heading_row" in codes(issues)
    assert "sure" not in {column.standing for column in recognition.columns}
    assert fields(recognition)[3] == "summary"


def test_one_date_without_headings_is_the_date():
    recognition, issues = recognise(table(f"12/04/2011|{TEXT}\n13/04/2011|{TEXT} again"), None, (), "x.csv")
    assert fields(recognition) == ["date", "summary"]
    assert "column_assumed" in codes(issues)


def test_two_equal_dates_are_a_question():
    rows = table(f"Visit date|Meeting date|Notes\n01/02/2011|03/02/2011|{TEXT}\n05/02/2011|02/02/2011|{TEXT} too")
    recognition, issues = recognise(rows, None, (), "x.csv")
    assert fields(recognition) == ["other", "other", "summary"]
    assert {one.heading for one in issues if one.code == "column_unsure"} == {"Visit date", "Meeting date"}
    assert {"no_date_column"} <= codes(issues)
    assert recognition.not_records == {1: "heading"}


def test_equal_dates_with_equal_cells_are_no_question():
    rows = table(f"Visit date|Contact date|Notes\n01/02/2011|01/02/2011|{TEXT}\n05/02/2011|05/02/2011|{TEXT} too")
    assert fields(recognise(rows, None, (), "x.csv")[0]) == ["date", "other", "summary"]


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        ("Date entered|Date of visit|DOB|Notes", "recorded date born summary"),
        ("DOB|Created|Occurred|Notes", "born recorded date summary"),
        ("Birth date|Last updated|When did this happen?|Notes", "born other date summary"),
        ("Date of Birth|Date Recorded|Date|Notes", "born recorded date summary"),
    ],
)
def test_kinds_of_date_are_kept_apart(headings, expected):
    rows = table(f"{headings}\n01/02/2011|01/02/2010|03/02/2009|{TEXT}\n02/02/2011|05/02/2010|04/02/2009|{TEXT} too")
    assert fields(recognise(rows, None, (), "x.csv")[0]) == expected.split()


def test_only_the_date_of_recording_is_taken_and_said():
    rows = table(f"Date entered|Notes\n01/02/2011|{TEXT}\n05/02/2011|{TEXT} too")
    recognition, issues = recognise(rows, None, (), "x.csv")
    assert fields(recognition) == ["date", "summary"]
    assert recognition.columns[0].standing == "likely"
    assert ("column_assumed", "Date entered") in {(one.code, one.heading) for one in issues}


def test_birth_alone_is_never_the_date():
    recognition, issues = recognise(
        table("Name|DOB|Notes\nAmy Hollis|01/02/2011|Known to us\nBen Hollis|02/02/2012|Known too"), None, (), "x"
    )
    assert fields(recognition) == ["name", "born", "summary"]
    assert "no_date_column" in codes(issues)
    assert recognition.not_records == {1: "heading"}


def test_a_heading_that_its_cells_contradict_is_unsure():
    rows = table(f"Date|Sex|Notes\n01/02/2011|{TEXT}|{TEXT}\n02/02/2011|{TEXT}|{TEXT}")
    recognition, issues = recognise(rows, None, (), "x.csv")
    assert recognition.columns[1].field in ("other", "summary")
    assert "Sex" in {one.heading for one in issues}


def test_one_heading_twice():
    rows = table(f"Date|Notes|Date\n01/02/2011|{TEXT}|02/02/2011\n02/02/2011|{TEXT}|03/02/2011")
    recognition, issues = recognise(rows, None, (), "x.csv")
    assert fields(recognition) == ["date", "summary", "other"]
    assert "heading_duplicate" in codes(issues)


def test_rows_that_are_no_records():
    rows = table(
        f"Contact report||\nRun for|panel|\nDate|Type|Notes\n01/02/2011|Visit|{TEXT}\n\nDate|Type|Notes\nPage 2 of 3||\n"
        f"02/02/2011|Visit|{TEXT}\n|Total|2\n||Total disbelief from mother when told\nTotal|2|\nEnd of report||\nPrinted on 03/03/2011 by AB||"
    )
    recognition, _ = recognise(rows, None, (), "x.csv")
    assert recognition.not_records == {
        1: "title", 2: "title", 3: "heading", 5: "blank", 6: "repeated heading", 7: "total", 9: "total", 11: "total", 12: "total",
        13: "total",
    }  # fmt: skip


def test_a_row_that_says_how_to_fill_in_is_heading():
    rows = table(f"Date|Seen?|Notes\ndd/mm/yyyy|Y/N|\n01/02/2011|Y|{TEXT}\n02/02/2011|N|{TEXT}")
    assert recognise(rows, None, (), "x.csv")[0].not_records == {1: "heading", 2: "heading"}


@pytest.mark.parametrize(
    "text",
    [
        "About this workbook|\nPrepared for the panel|\nContact the data team with questions|",
        "Code|Description\nHV|Home visit\nTC|Telephone call\nOV|Office visit",
        "Key|Meaning\nDNA|Did not attend\nNFA|No further action",
    ],
)
def test_a_sheet_without_records(text):
    recognition, issues = recognise(table(text, "x.xlsx", "Key"), None, (), "x.xlsx")
    assert len(recognition.not_records) == len(text.split("\n"))
    assert codes(issues) == {"table_not_records"}
    assert codes(recognise(table(text), None, (), "x.csv")[1]) == {"table_not_records", "no_records_found"}


def test_a_file_with_headings_alone_says_that_it_holds_no_record():
    assert "no_records_found" in codes(recognise(table("Date|Name|Notes"), None, (), "x.csv")[1])


def test_json_brings_its_headings():
    rows = Table(
        "x.json",
        None,
        [("2011-02-01", "Visit", TEXT), ("2011-02-02", "Visit", TEXT)],
        ("eventDate", "eventType", "noteText"),
    )
    recognition, issues = recognise(rows, None, (), "x.json")
    assert fields(recognition) == ["date", "kind", "summary"]
    assert (recognition.heading_row, recognition.first_row, recognition.not_records) == (None, 1, {})
    assert "no_heading_row" not in codes(issues)


def test_order_of_dates_is_questioned():
    mixed = table(f"Date|Notes\n13/02/2011|{TEXT}\n02/14/2011|{TEXT}")
    month = table(f"Date|Notes\n02/03/2011|{TEXT}\n02/14/2011|{TEXT}")
    day = table(f"Date|Notes\n02/03/2011|{TEXT}\n14/02/2011|{TEXT}")
    assert "date_order_mixed" in codes(recognise(mixed, None, (), "x")[1])
    assert "date_order_month_first" in codes(recognise(month, None, (), "x")[1])
    assert not {"date_order_mixed", "date_order_month_first"} & codes(recognise(day, None, (), "x")[1])
    told = profile({"date": "date", "notes": "summary"}, month_first=True)
    assert "date_order_month_first" not in codes(recognise(month, told, (), "x")[1])


def test_a_given_profile_wins():
    rows = table(f"Alpha|Beta|Gamma\n01/02/2011|{TEXT}|02/02/2011\n02/02/2011|{TEXT}|03/02/2011")
    told = profile(
        {"alpha": "recorded", "beta": "action", "gamma": "date"}, agency="Town Constabulary", kinds={"dv": ("other",)}
    )
    recognition, issues = recognise(rows, told, (), "x.csv")
    assert fields(recognition) == ["recorded", "action", "date"]
    assert {(column.standing, column.reason) for column in recognition.columns} == {("sure", "profile")}
    assert (recognition.profile, recognition.agency, recognition.sector, recognition.kinds) == (
        "p",
        "Town Constabulary",
        "police",
        {"dv": ("other",)},
    )
    assert issues == ()


def test_a_profile_that_does_not_fit():
    rows = table(f"Date|Notes\n01/02/2011|{TEXT}\n02/02/2011|{TEXT}")
    recognition, issues = recognise(rows, profile({"alpha": "date", "beta": "summary"}), (), "x.csv")
    assert "profile_misfit" in codes(issues)
    assert (recognition.profile, fields(recognition)) == (None, ["date", "summary"])


def test_one_shipped_profile_is_used_and_two_are_a_question():
    rows = table(f"Date|Notes\n01/02/2011|{TEXT}\n02/02/2011|{TEXT}")
    one, two = profile({"date": "date", "notes": "action"}), profile({"notes": "voice"}, name="q")
    assert fields(recognise(rows, None, (one,), "x.csv")[0]) == ["date", "action"]
    recognition, issues = recognise(rows, None, (one, two), "x.csv")
    assert "readings_several" in codes(issues)
    assert fields(recognition) == ["date", "summary"]


@pytest.mark.parametrize(
    ("title", "person"),
    [
        ("Patient: HOLLIS, Amy  DOB: 01/03/2006|", "HOLLIS, Amy"),
        ("Patient Name:|HOLLIS, Amy|DOB:|01/03/2006", "HOLLIS, Amy"),
        ("Child|Amy Hollis|", "Amy Hollis"),
        ("Records of: Amy Hollis|", "Amy Hollis"),
    ],
)
def test_the_title_names_the_person(title, person):
    rows = table(f"{title}\n\nDate|Type|Notes|By\n01/02/2011|Visit|{TEXT}|AB\n02/02/2011|Visit|{TEXT}|AB")
    recognition, _ = recognise(rows, None, (), "x.csv")
    assert (recognition.person or "").startswith(person)
    assert recognition.heading_row == 3


@pytest.mark.parametrize(
    ("path", "title", "sector"),
    [
        ("exports/hv.csv", "", "health_visiting"),
        ("x.csv", "Brook Lane Primary School", "school"),
        ("gp_records.csv", "", "gp"),
        ("x.csv", "Westmoor Police", "police"),
        ("x.csv", "", None),
    ],
)
def test_the_sector_is_told_by_words(path, title, sector):
    rows = table(f"{title}|\nDate|Notes\n01/02/2011|{TEXT}\n02/02/2011|{TEXT}")
    assert recognise(rows, None, (), path)[0].sector == sector


def test_an_empty_table():
    recognition, _ = recognise(Table("x.csv", None, []), None, (), "x.csv")
    assert (recognition.columns, recognition.not_records) == ((), {})


def read_fields(text, path="x.csv", sheet=None):
    return fields(recognise(table(text, path, sheet), None, (), path)[0])


@pytest.mark.parametrize("heading", ["Case note", "Casenotes", "File note", "Contact notes"])
def test_a_case_note_is_narrative_however_short(heading):
    assert read_fields(f"Date|Child|Type|{heading}\n01/02/2011|Amy Hollis|Home visit|Saw Amy\n02/02/2011|Amy Hollis|Call|Out") == [
        "date", "name", "kind", "summary"
    ]  # fmt: skip
    assert read_fields(f"{heading} date|{heading} type|Notes\n01/02/2011|Visit|{TEXT}\n02/02/2011|Call|{TEXT} too")[:2] == [
        "date", "kind"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "cells"),
    [("Wibble", ("Amy was fine today", "Not in school")), ("Incident", ("Bruise seen on arm", "Quiet again today"))],
)
def test_without_a_narrative_the_best_text_is_it(heading, cells):
    recognition, _ = recognise(
        table(f"Date|Student|{heading}\n01/02/2011|Amy Hollis|{cells[0]}\n02/02/2011|Amy Hollis|{cells[1]}"),
        None,
        (),
        "x.csv",
    )
    assert fields(recognition) == ["date", "name", "summary"]
    assert recognition.columns[2].standing == "likely"


def test_an_event_of_few_short_values_is_its_kind():
    rows = "\n".join(f"0{day}/02/2011|Amy Hollis|{'Home visit' if day % 2 else 'Phone call'}" for day in range(1, 9))
    assert read_fields(f"Date|Student|Event\n{rows}") == ["date", "name", "kind"]


def test_long_text_is_never_left_out_without_a_word():
    rows = table(
        f"Date|Notes|Landlord|Date\n01/02/2011|{TEXT}|{TEXT}|{TEXT}\n02/02/2011|{TEXT}|{TEXT} too|{TEXT} again"
    )
    recognition, issues = recognise(rows, None, (), "x.csv")
    left = {column.heading for column in recognition.columns if column.field == "other"}
    assert left == {one.heading for one in issues if one.code == "column_unsure"} != set()


@pytest.mark.parametrize(
    "heading",
    [
        "Linked Agencies",
        "Agencies informed",
        "Agencies notified",
        "Other agencies",
        "Agencies involved",
        "Copied to",
        "Partner agencies",
    ],
)
def test_agencies_told_of_a_record_did_not_make_it(heading):
    told = f"01/02/2011|{TEXT}|Police; Social care\n02/02/2011|{TEXT} too|Health"
    assert read_fields(f"Date|Notes|{heading}\n{told}")[2] in ("other", "present")


def test_a_column_of_several_agencies_at_once_is_no_agency():
    assert "agency" not in read_fields(f"Date|Notes|Agency\n01/02/2011|{TEXT}|Police; GP\n02/02/2011|{TEXT}|GP; School")
    assert read_fields(f"Date|Notes|Agency\n01/02/2011|{TEXT}|Police\n02/02/2011|{TEXT}|GP")[2] == "agency"


def test_seen_and_seen_alone_are_both_read():
    assert read_fields(f"Date|Seen?|Seen alone?|Notes\n01/02/2011|Y|N|{TEXT}\n02/02/2011|Y|Y|{TEXT}") == [
        "date", "child_seen", "child_seen", "summary"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "heading", ["Attended?", "Attendance status", "Appt outcome", "Attendance", "Appointment status"]
)
def test_attendance_is_an_outcome_or_a_code(heading):
    cells = "Attended|DNA|WNB|Cancelled by carer".split("|")
    rows = "\n".join(f"0{day}/02/2011|Review|{cell}|{TEXT}" for day, cell in enumerate(cells, 1))
    assert read_fields(f"Date|Type|{heading}|Notes\n{rows}")[2] in ("outcome", "code")
    assert read_fields(
        f"Date|Type|Outcome|Attended?|Notes\n01/02/2011|Review|Home|DNA|{TEXT}\n02/02/2011|Review|Ward|Attended|{TEXT}"
    )[2:4] == ["outcome", "code"]


def test_numbers_under_an_event_are_references():
    assert read_fields(f"Episode|Date|Type|Notes\nEH1|01/02/2011|Visit|{TEXT}\nEH2|02/02/2011|Visit|{TEXT}")[0] == "ref"
    assert (
        read_fields(f"Date|Workflow Step|Step Notes\n01/02/2011|Home visit|{TEXT}\n02/02/2011|Home visit|{TEXT}")[1]
        == "kind"
    )


def test_people_as_labelled_text_are_the_people_of_the_record():
    people = "Surname: HOLLIS, Forename: Amy, DOB: 01/03/2006; Surname: CRANE, Forename: Ben, DOB: 01/04/2007"
    rows = [("2011-02-01", people, TEXT), ("2011-02-02", people, TEXT)]
    recognition, _ = recognise(Table("x.json", None, rows, ("Date", "Involved", "Log")), None, (), "x.json")
    assert fields(recognition) == ["date", "name", "summary"]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("child.name", "name"), ("subject.dateOfBirth", "born"), ("patient.name.given", "forename"),
        ("patient.name.family", "surname"), ("child.nhsNumber", "nhs_number"), ("subject.gender", "sex"),
    ],
)  # fmt: skip
def test_headings_of_nested_members(heading, field):
    assert read_heading(heading)[0].field == field


def test_headings_that_stand_twice_keep_a_record_and_its_text():
    rows = table(
        "Date|Date|Name|Name|Summary|Summary\n01/02/2011|02/02/2011|Amy Hollis|Ben Hollis|x|y\n03/02/2011|02/02/2011|Amy Hollis|B|z|y"
    )
    recognition, issues = recognise(rows, None, (), "x.csv")
    assert fields(recognition) == ["date", "other", "name", "other", "summary", "summary"]
    assert len(recognition.not_records) == 1 and "heading_duplicate" in codes(issues)


def test_a_member_that_stood_twice_is_a_heading_that_stands_twice():
    rows = Table(
        "x.json",
        None,
        [("2011-02-01", "2011-02-03", TEXT), ("2011-02-02", "2011-02-04", TEXT)],
        ("Date", "Date (2)", "Note"),
    )
    recognition, issues = recognise(rows, None, (), "x.json")
    assert fields(recognition) == ["date", "other", "summary"] and "heading_duplicate" in codes(issues)


def test_a_diary_of_one_column_gives_records_and_a_question():
    recognition, issues = recognise(
        table("Notes\n12/03/2020 Seen at home\nMon 13 April 2020: not in"), None, (), "x.csv"
    )
    assert (fields(recognition), recognition.not_records) == (["summary"], {1: "heading"})
    assert "no_date_column" in codes(issues)
    assert "no_records_found" in codes(
        recognise(table("Dear colleague\nThank you for seeing Amy"), None, (), "x.csv")[1]
    )


def test_very_long_words_do_not_hold_the_reader_up():
    word = "a" * 300_000
    for rows in (
        [("Date", "Name", "Summary"), ("01/02/2011", "Amy", word)],
        [(word, "", ""), ("Date", "Name", "Summary"), ("01/02/2011", "Amy", "x")],
        [("a: " * 100_000, "", ""), ("Date", "Name", "Summary"), ("01/02/2011", "Amy", "x")],
    ):
        assert fields(recognise(Table("x.csv", None, rows), None, (), "x.csv")[0])[0] == "date"


def test_very_many_doubts_are_told_once():
    headings = "|".join(f"Q{number}x" for number in range(40))
    cells = "|".join(f"v{number}" for number in range(40))
    _, issues = recognise(
        table(f"Date|Notes|{headings}\n01/02/2011|{TEXT}|{cells}\n02/02/2011|{TEXT}|{cells}"), None, (), "x.csv"
    )
    (unsure,) = [one for one in issues if one.code == "column_unsure"]
    assert "40 columns" in unsure.message


@pytest.mark.parametrize(
    ("path", "sheet", "headings", "kinds"),
    [
        ("exports/ed.csv", None, "Date|Name|Notes", ("emergency_attendance",)),
        ("Royal Hospital.xlsx", "A&E attendances", "Date|Name|Notes", ("emergency_attendance",)),
        ("hospital.csv", None, "Arrival date|Name|Triage category", ("emergency_attendance",)),
        ("hospital.csv", None, "Date|Name|Notes", None),
        ("Ed Hollis.csv", None, "Date|Child|Case note", None),
        ("hv.xlsx", "Home visits", "Date|Name|Notes", ("home_visit",)),
        ("hv.xlsx", "Home visits and telephone contacts", "Date|Name|Notes", None),
        ("missing_episodes.csv", None, "Date|Name|Notes", ("missing_started",)),
        ("police DASH.csv", None, "Date|Name|Notes", ("police_domestic_incident",)),
        ("csc.xlsx", "Strategy discussions", "Date|Name|Notes", ("strategy_discussion",)),
        ("csc.xlsx", "Child Protection Conferences", "Date|Name|Notes", ("conference_held",)),
        ("core_groups.csv", None, "Date|Name|Notes", ("core_group_held",)),
        ("hospital.xlsx", "Outpatient appointments", "Date|Name|Notes", ("appointment_kept",)),
        ("hospital.xlsx", "Outpatient appointments", "Date|Outcome|Notes", None),
    ],
)
def test_what_every_record_of_a_table_is(path, sheet, headings, kinds):
    rows = table(f"{headings}\n01/02/2011|Amy Hollis|{TEXT}\n02/02/2011|Amy Hollis|{TEXT} too", path, sheet)
    assert recognise(rows, None, (), path)[0].kinds.get("") == kinds


SAID = (
    "She said that he fell from the sofa",
    "Told staff he bumped it on the table",
    "He slipped in the bath last night",
)


def field_beside(heading, cells, others="Date|Child|Details"):
    """The field of one column that stands after the usual ones."""
    usual = {
        "Date": ("01/02/2011", "02/02/2011", "05/03/2011"),
        "Child": ("Amy Hollis",) * 3,
        "Details": (TEXT, "Small bruise seen on his left cheek today", "Settled well and ate all of his lunch"),
        "Action taken": ("Told the manager at once", "Rang his mother about it", "Body map was filed"),
    }
    names = others.split("|")
    rows = [(*names, heading), *((*(usual[name][row] for name in names), cells[row]) for row in range(3))]
    return recognise(Table("x.csv", None, rows), None, (), "x.csv")


@pytest.mark.parametrize(
    ("heading", "cells", "field"),
    [
        ("Parent/carer explanation", SAID, "summary"),
        ("Explanation given by parent", ("Fell over", "Not known", "Tripped up"), "summary"),
        ("Explanation given", SAID, "summary"),
        ("Explanation of injury", SAID, "summary"),
        ("How it happened", SAID, "summary"),
        ("Mark noticed", SAID, "summary"),
        ("Description of mark", SAID, "summary"),
        ("First aid given", ("Cold compress", "Plaster", "None needed"), "action"),
        ("Treatment given", SAID, "action"),
        ("Passed to DSL?", SAID, "action"),
        ("Who was told", ("Told social worker", "Mum at pick up", "Told his aunt again"), "action"),
        ("Agencies informed", ("Y", "N", "Y"), "other"),
        ("Passed to DSL?", ("Y", "N", "Y"), "other"),
        ("Access gained", ("No access", "Let in by aunt", "No access"), "outcome"),
        ("Done by", ("J Smith", "A Brown", "K Patel"), "author"),
        ("Witnessed by", ("J Smith", "A Brown", "K Patel"), "present"),
        ("Witness", ("J Smith", "A Brown", "K Patel"), "present"),
    ],
)
def test_what_a_day_book_calls_its_columns(heading, cells, field):
    assert fields(field_beside(heading, cells)[0])[-1] == field


@pytest.mark.parametrize("heading", ["Mother's comments", "Zorp", "Shared with", "Treatment given"])
def test_sentences_are_kept_as_one_more_narrative_and_that_is_told(heading):
    recognition, issues = field_beside(heading, SAID, "Date|Child|Details|Action taken")
    assert fields(recognition) == ["date", "name", "summary", "action", "summary"]
    assert recognition.columns[-1].standing == "likely"
    assert [(one.heading, one.code) for one in issues] == [(heading, "column_assumed")]


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Next of kin", SAID),
        (
            "Contact details",
            ("Ring his mother on her work phone", "Write to the aunt at her flat", "Text only, no calls"),
        ),
        (
            "Mother's comments",
            (TEXT, "Small bruise seen on his left cheek today", "Settled well and ate all of his lunch"),
        ),
    ],
)
def test_particulars_and_copies_are_no_narrative(heading, cells):
    assert fields(field_beside(heading, cells)[0])[-1] == "other"


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        ("Note date|Review date|Notes", "date other summary"),
        ("Contact date|Review date|Notes", "date other summary"),
        ("Review date|Date booked|Notes", "other other summary"),
        ("Visit date|Last modified|Notes", "date other summary"),
        ("Visit date|Next appointment|Notes", "date other summary"),
        ("Arrival date|Date seen|Notes", "date other summary"),
        ("Date completed|Visit date|Notes", "recorded date summary"),
        ("Start date|Date completed|Notes", "date recorded summary"),
    ],
)
def test_dates_beside_the_contacts_own(headings, expected):
    rows = table(f"{headings}\n01/02/2011|03/02/2011|{TEXT}\n05/02/2011|02/02/2011|{TEXT} too")
    assert fields(recognise(rows, None, (), "x.csv")[0]) == expected.split()


@pytest.mark.parametrize(
    "heading",
    ["Worker First Name", "Staff Surname", "Officer DOB", "Mum's first name", "Partner's DOB", "Suspect Surname"],
)
def test_what_is_of_another_person_is_never_the_childs(heading):
    cell = "02/02/1990" if "DOB" in heading else "Marsha"
    rows = table(
        f"Child|Visit date|{heading}|Notes\nTyler|01/02/2011|{cell}|{TEXT}\nTyler|05/02/2011|{cell}|{TEXT} too"
    )
    assert fields(recognise(rows, None, (), "x.csv")[0])[2] not in ("forename", "surname", "name", "born")


def test_a_date_under_an_unknown_word_beside_another_is_a_question():
    rows = table(f"Frobble date|Wibble|Notes\n01/02/2011|03/02/2011|{TEXT}\n05/02/2011|02/02/2011|{TEXT} too")
    recognition, issues = recognise(rows, None, (), "x.csv")
    assert fields(recognition) == ["other", "other", "summary"]
    assert {one.heading for one in issues if one.code == "column_unsure"} == {"Frobble date", "Wibble"}


def beside_notes(heading, cells):
    """The column of `cells` in an export that has a narrative and an action of its own, and the issues."""
    rows = [("Date", "Child", "Notes", "Action", heading)]
    for number, cell in enumerate(cells, 1):
        rows.append(
            (f"{number:02}/02/2011", "Amy Hollis", f"{TEXT}, time {number}", f"Rang her mother, {number}", cell)
        )
    recognition, issues = recognise(Table("x.csv", None, rows), None, (), "x.csv")
    return recognition.columns[-1], [one.code for one in issues if one.heading == heading]


@pytest.mark.parametrize("heading", ["Safeguarding", "Safeguarding checklist", "CP-IS", "Parent told", "Zorp"])
@pytest.mark.parametrize(
    "cells",
    [
        ("No concerns", "", "Checked, none", "Referred to CSC by phone 08:20; police informed"),
        ("Completed, CP-IS no alert", "Completed, CP-IS no alert", "Completed, CP-IS no alert, story fits"),
        ("-", "Yes", "Accident form signed by dad at pick up", "n/a"),
        ("NO CONCERNS", "REFERRED TO CSC BY PHONE AT 18:00", ""),
    ],
)
def test_what_is_told_in_some_cells_under_a_heading_that_nobody_knows_is_read(heading, cells):
    column, codes = beside_notes(heading, cells)
    assert (column.field, column.standing, column.reason) == ("summary", "likely", "cells in sentences")
    assert codes == ["column_assumed"]


@pytest.mark.parametrize(
    "cells",
    [
        ("AB123", "AB124", "AB125", "AB126"),
        ("Dr Priya Shah", "Sister Jane Obi", "Dr Priya Shah", "Dr Owen Rees"),
        ("Shah, Priya (Consultant)", "Obi, Jane (Sister)", "Rees, Owen (Registrar)", "Shah, Priya (Consultant)"),
        ("Green", "Amber", "Green", "Red"),
        ("No alert", "-", "n/a", "No alert"),
        ("Y", "N", "Y", "N"),
        ("Duty and assessment team north",) * 6 + ("Duty and assessment team south",) * 3,
        ("12 Station Road, Newtown", "4 Elm Road, Newtown", "9 High Street, Oldham"),
    ],
)
def test_data_under_a_heading_that_nobody_knows_stay_as_they_are(cells):
    assert beside_notes("Zorp", cells)[0].field == "other"


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("Missing from", "Returned"),
        ("Missing since", "Found"),
        ("Went missing", "Located"),
        ("Date missing", "Date found"),
        ("Reported missing", "Located"),
        ("Missing from (date/time)", "Date/time returned"),
        ("Missing episode start", "Missing episode end"),
        ("Absconded", "Traced"),
    ],
)
def test_a_register_of_missing_children_is_dated_by_the_beginning(start, end):
    rows = table(
        f"Ref|{start}|{end}|Person|DOB|Circumstances\nM1|05/06/2009|06/06/2009|Amy Hollis|28/02/1995|{TEXT}\n"
        f"M2|17/10/2009|19/10/2009|Amy Hollis|28/02/1995|{TEXT} too"
    )
    assert fields(recognise(rows, None, (), "police.csv")[0])[1:3] == ["date", "date_end"]


def test_when_a_child_was_reported_missing_is_the_recording_where_the_beginning_stands_beside_it():
    rows = table(f"Missing since|Reported missing|Returned|Notes\n05/06/2009|06/06/2009|07/06/2009|{TEXT}")
    assert fields(recognise(rows, None, (), "police.csv")[0]) == ["date", "recorded", "date_end", "summary"]


def test_all_the_parties_of_an_occurrence_are_its_people():
    rows = table(
        "Incident|Date|Victim / Informant (age)|Suspect|Children linked|Log\n"
        f"1|02/11/2019|Gemma BARTON (29)|Craig COX (31)|Riley BARTON (5)|{TEXT}\n"
        f"2|03/12/2019|Riley BARTON (5)|unknown||{TEXT} too\n"
        f"3|04/12/2019|Gemma BARTON (29)|Male, left|Riley BARTON (5); Noah BARTON (1)|{TEXT} again"
    )
    assert fields(recognise(rows, None, (), "x.csv")[0]) == ["ref", "date", "name", "name", "name", "summary"]


def test_a_subject_in_single_words_is_a_matter_and_nobodys_name():
    rows = table(
        f"Ref|Tenant|Day|Subject|Diary entry\n1|Mrs V Marsh|01/02/2011|Repair|{TEXT}\n"
        f"2|Mrs V Marsh|05/02/2011|Complaint|{TEXT} too\n3|Mrs V Marsh|06/02/2011|Gas|{TEXT} again"
    )
    assert fields(recognise(rows, None, (), "x.csv")[0]) == ["ref", "name", "date", "kind", "summary"]


@pytest.mark.parametrize(
    ("subjects", "field"),
    [
        (("Annual gas check", "Repair", "Annual gas check"), "kind"),
        (("Amy Lowe", "Unborn baby Lowe", "Ben Lowe"), "name"),
        (("Amy lowe", "Ben lowe", "Cal lowe"), "name"),
        (("Amy (daughter)", "Jan ten Brink", "Owen ap Rhys"), "name"),
        (("Ana dos Santos", "Luis dela Cruz", "Ana dos Santos"), "name"),
        (("Amy Lowe", "Home visit", "Ben Lowe"), "name"),
    ],
)
def test_a_subject_in_phrases_is_a_matter_and_in_names_somebody(subjects, field):
    lines = "\n".join(f"0{day}/02/2011|{subject}|{TEXT} {day}" for day, subject in enumerate(subjects, 1))
    assert fields(recognise(table(f"Date|Subject|Diary entry\n{lines}"), None, (), "x.csv")[0])[1] == field


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Decision / Next", "outcome"),
        ("Notes / Flag", "summary"),
        ("Action & due", "action"),
        ("Next", "other"),
        ("Informant / Referrer", "other"),
    ],
)
def test_one_half_of_a_heading_may_tell_what_happened(heading, field):
    assert read_heading(heading)[0].field == field


@pytest.mark.parametrize(
    ("row", "is_record"),
    [
        ("7 contacts. A=attended, CX=cancelled||", False),
        ("Rows: 2   Occurrences: 1||", False),
        ("8 RECORDS LISTED||", False),
        ("Total hours of work: 8.25||", False),
        ("Report ends||", False),
        ("RAG key: RED = immediate||", False),
        ("Key|/ present|L late", False),
        ("Key worker Jean rang to say all well||", True),
        ("Total disbelief from mother||", True),
        ("||2 visits this week, all well", True),
        ("02/02/2011|Visit|3 contacts with mother", True),
    ],
)
def test_what_stands_below_the_last_record(row, is_record):
    rows = table(f"Date|Type|Notes\n01/02/2011|Visit|{TEXT}\n{row}")
    recognition, _ = recognise(rows, None, (), "x.csv")
    assert (3 not in recognition.not_records) is is_record


def test_a_count_between_records_is_kept():
    rows = table(f"Date|Type|Notes\n01/02/2011|Visit|{TEXT}\n7 contacts. A=attended||\n02/02/2011|Visit|{TEXT}")
    assert 3 not in recognise(rows, None, (), "x.csv")[0].not_records


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        ("Date|Name|Status|Detail|Outcome", "date name code summary outcome"),
        ("Date|Name|Status|Detail|Disposal", "date name code summary outcome"),
        ("Date|Name|Attendance|Detail|Outcome", "date name code summary outcome"),
        ("Date|Name|Status|Detail|Seen by", "date name outcome summary author"),
    ],
)
def test_attendance_beside_an_outcome(headings, expected):
    rows = "\n".join(
        f"0{day}/02/2019|Amy Lowe|{status}|{TEXT}|{ending}"
        for day, status, ending in (
            (1, "Attended", "Home"),
            (2, "DNA", "Rebook"),
            (3, "DNA", "Discharged"),
            (4, "ATT", "Home"),
        )
    )
    recognition, _ = recognise(table(f"{headings}\n{rows}"), None, (), "x.csv")
    assert " ".join(fields(recognition)) == expected


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        ("Note Date|Name|Note|Entry Date", "date name summary recorded"),
        ("Note date|Name|Note|Added to system", "date name summary recorded"),
        ("Contact Date|Name|Note|Note date", "date name summary recorded"),
    ],
)
def test_the_date_of_a_note(headings, expected):
    rows = "\n".join(f"0{day}/02/2019|Lowe, Amy M.|{TEXT}|0{day + 1}/02/2019" for day in range(1, 5))
    recognition, _ = recognise(table(f"{headings}\n{rows}"), None, (), "x.csv")
    assert " ".join(fields(recognition)) == expected


def test_who_holds_workers():
    rows = "\n".join(
        f"0{day}/02/2019|{who}|{TEXT}" for day, who in enumerate(("SW", "FSW", "SW/HV", "Health visitor"), 1)
    )
    assert fields(recognise(table(f"Date|Who|Notes\n{rows}"), None, (), "x.csv")[0]) == ["date", "author", "summary"]
