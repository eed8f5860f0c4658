"""The column in which the children of a register stand, whatever its heading."""

from __future__ import annotations

import pytest

from chronology.case import Case
from chronology.case.stated import StatedSource
from chronology.dates import read_date
from chronology.model import Subject, Table
from chronology.pipeline.exports import Export, take_in
from chronology.recognise import NO_NAMES, names_of, recognise

REGISTER = (
    Subject("tia", "Tia Hollis", "child", None),
    Subject("ben", "Ben Crane", "sibling", None),
    Subject("al", "Al O", "sibling", None),
    Subject("mother", "Donna Hollis", "parent", None),
)
NAMES = names_of(REGISTER)
NOTES = ["Seen at home, all well.", "Telephone call to mother.", "Visit, no reply, card left.", "Seen in school."]
VISITS = ("Home visit", "Telephone call", "Home visit", "School visit")


def table(heading, cells, second="Wing", others=("A", "B", "A", "C")):
    rows = [("Date", heading, second, "Case note")]
    rows += [
        (f"0{n}/03/2019", cell, other, note)
        for n, (cell, other, note) in enumerate(zip(cells, others, NOTES, strict=True), 1)
    ]
    return Table("notes.csv", None, tuple(rows))


def fields(one, names=NAMES):
    recognition, told = recognise(one, None, (), "notes.csv", names=names)
    assumed = [found.heading for found in told if found.code == "column_assumed"]
    return {column.heading: column.field for column in recognition.columns}, assumed


@pytest.mark.parametrize("heading", ["Household", "Group", "Case", "Party line"])
def test_whatever_it_is_headed_it_is_read_as_names_and_that_is_said(heading):
    read, told = fields(table(heading, ["Hollis family", "Tia H", "HOLLIS, Tia", "Ben Crane"]))
    assert (read[heading], told) == ("name", [heading])


def test_what_its_heading_would_have_taken_is_left_to_another_column():
    one = table("Group", ["Hollis family", "Tia H", "HOLLIS, Tia", "Ben Crane"], "Type of visit", VISITS)
    assert fields(one)[0] == {"Date": "date", "Group": "name", "Type of visit": "kind", "Case note": "summary"}


@pytest.mark.parametrize(
    "cells",
    [
        ["Visit", "Call", "Visit", "Hollis family"],  # no names in most of it
        ["Hollis family", "", "", ""],  # few cells filled
        ["Al", "O", "Al O", "O Al"],  # letters too few to tell anybody by
        ["Hollis", "Crane", "Hollis", "Hollis"],  # surnames alone, which may be colours or teams
        ["Tia seen", "Tia upset", "Ben medical", "Tia late again"],  # what happened stands beside the name
    ],
)
def test_a_column_that_names_few_of_the_children_stays_what_it_is(cells):
    one = table("Household", cells)
    assert fields(one) == fields(one, NO_NAMES)


@pytest.mark.parametrize("heading", ["Spoke to", "Duty", "Caller", "Key contact", "Allocated", "Via"])
def test_who_told_or_took_it_is_not_whom_it_is_about(heading):
    one = table(heading, ["Donna Hollis", "Tia", "Ben", "Donna"])
    assert fields(one) == fields(one, NO_NAMES)


@pytest.mark.parametrize(
    "cells",
    [
        ["MRS D HOLLIS - 14 BEECH RISE", "MR P OAKLEY - 16 BEECH RISE", "HOLLIS D, 14 BEECH RISE", "MS HOLLIS"],
        ["Donna & Ben", "Becky P & Arlo", "Donna (no Tia)", "Nan w/ Ben"],
        ["TH", "BC", "TH19", "DH85"],
    ],
)
def test_adults_strangers_and_initials_stand_in_it_too(cells):
    assert fields(table("Tenancy", cells))[0]["Tenancy"] == "name"


def test_shorthand_of_a_contact_is_no_initials():
    one = table("Type", ["TC", "HV", "TC", "TC"])
    names = names_of((*REGISTER, Subject("tyler", "Tyler Cole", "child", None)))
    assert fields(one, names) == fields(one, NO_NAMES)


def test_those_present_at_a_meeting_stay_so():
    one = table("Present", ["Donna Hollis, SW", "Donna, Tia", "HV, Donna", "Donna"])
    assert fields(one) == fields(one, NO_NAMES)


def test_nothing_is_changed_where_names_are_read_or_two_columns_could_be_it():
    named = table("Child", ["Tia Hollis", "Tia Hollis", "Ann Lowe", "Ben Crane"], "Group", ["Hollis"] * 4)
    assert fields(named) == fields(named, NO_NAMES)
    both = table("Household", ["Hollis"] * 4, "Wing", ["Crane"] * 4)
    assert fields(both) == fields(both, NO_NAMES)


def test_a_file_that_the_case_says_is_about_one_child_is_left_so(tmp_path):
    path = tmp_path / "notes.csv"
    one = table("Household", ["Hollis", "Hollis", "Tia", "Ben Crane"])
    path.write_text("\n".join(",".join(f'"{cell}"' for cell in row) for row in one.rows), encoding="utf-8")

    def written(stated):
        events = take_in(
            Case(folder=tmp_path, title="", nation="england", subjects=REGISTER), Export(path, "notes.csv", stated)
        ).events
        return [mention.written for event in events for mention in event.mentions]

    assert written(None) == ["Hollis", "Hollis", "Tia", "Ben Crane"]
    assert written(StatedSource("notes.csv", subject="tia")) == ["Tia Hollis"] * 4


def people_of(heading, cells):
    one = Table(
        "notes.csv",
        None,
        (
            ("Date", heading, "Case note"),
            *((f"0{n}/03/2019", cell, NOTES[n % 4]) for n, cell in enumerate(cells, 1)),
        ),
    )
    recognition, _ = recognise(one, None, (), "notes.csv", names=NAMES)
    return recognition.unexplained_people, any(column.field == "name" for column in recognition.columns)


@pytest.mark.parametrize(
    "cells",
    [
        ["JONES, Wayne", "SMITH, Karen", "OWEN, Lee", "PATEL, Nita", "FORD, Ann"],
        ["Mr N Jones", "Mrs K Smith", "Miss L Owen", "Mr N Jones", "Mrs K Smith"],
    ],
)
def test_a_column_of_strangers_is_seen_and_is_not_that_of_names(cells):
    assert people_of("Complainant", cells) == ("Complainant", False)


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Officer", ["JONES, Wayne", "SMITH, Karen", "OWEN, Lee", "PATEL, Nita"]),  # who wrote it
        ("Place", ["Home", "School", "Home", "Clinic", "Home", "School"]),
        ("Wing", ["A", "B", "A", "C", "B"]),
        ("Ward", ["Ward A", "Ward B", "Ward A", "Ward C", "Ward B", "Ward D"]),
        ("Complaint", ["Head Injury", "Sore Throat", "Cough", "Chest Pain", "Rash", "Fever"]),
        ("Ref", ["ED10234", "ED10944", "ED11023", "ED11456", "ED12001"]),
        ("Estate", ["Aird Court", "Park View", "Elm Grove", "High Street", "Mill Lane"]),
        ("Callsign", ["AB123", "AB124", "AB125", "AB126", "AB199"]),
        ("Type", ["Home Visit", "Telephone Call", "Home Visit", "Strategy Meeting", "Office Visit", "Home Visit"]),
    ],
)
def test_staff_and_things_are_no_strangers(heading, cells):
    assert people_of(heading, cells) == ("", False)


def test_a_file_of_strangers_is_about_nobody_and_one_of_things_about_the_child(tmp_path):
    case = Case(folder=tmp_path, title="", nation="england", subjects=REGISTER)

    def taken(heading, cells):
        path = tmp_path / f"{heading}.csv"
        rows = [
            f"Date,{heading},Case note",
            *(f'0{n}/03/2019,"{cell}","{NOTES[n % 4]}"' for n, cell in enumerate(cells, 1)),
        ]
        path.write_text("\n".join(rows), encoding="utf-8")
        batch = take_in(case, Export(path, path.name, None))
        codes = {found.code for found in batch.issues} & {"people_unread", "person_assumed"}
        return [mention.written for event in batch.events for mention in event.mentions], codes

    assert taken("Complainant", ["JONES, Wayne", "SMITH, Karen", "OWEN, Lee", "FORD, Ann"]) == ([], {"people_unread"})
    assert taken("Wing", ["A", "B", "A", "C"]) == (["Tia Hollis"] * 4, {"person_assumed"})


def test_a_heading_of_names_without_a_name_under_it_gives_way():
    """A landlord's "Subject" is what a visit was about."""
    rows = [("Tenant", "Logged", "Subject", "Detail")]
    rows += [
        ("Ms D Hollis, 4 Mill Lane", f"0{n}/03/2019", subject, note)
        for n, (subject, note) in enumerate(zip(("Gas safety", "Repair", "Inspection", "Locks"), NOTES, strict=True), 1)
    ]
    read, told = fields(Table("notes.csv", None, tuple(rows)))
    assert (read["Tenant"], read["Subject"]) == ("name", "kind")
    assert "Tenant" in told
    rows[1:] = [(tenant, day, "Tia Hollis", note) for tenant, day, _, note in rows[1:]]
    assert fields(Table("notes.csv", None, tuple(rows)))[0]["Subject"] == "name"


def test_a_number_is_somebody_only_with_that_persons_birth():
    """ED is what emergency departments put before their numbers, and Ella Doyle's initials."""
    register = (
        Subject("ella", "Ella Doyle", "child", read_date("04/02/2011")),
        Subject("mother", "Rose Hill", "parent", None),
    )
    names = names_of(register)
    assert fields(table("Episode", ["ED10234", "ED10944", "ED11023", "ED11456"]), names)[0]["Episode"] != "name"
    assert fields(table("Episode", ["ED 040211", "RH 2", "ED 040211", "ED 040211"]), names)[0]["Episode"] == "name"


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        (["Mary Ann", "Tia", "Jo Anne", "Ben"], "forename"),
        (["TIA HOLLIS", "Ben Crane", "Al Hollis", "Tia / Mia Hollis"], "name"),
    ],
)
def test_a_column_of_forenames_may_hold_whole_names(cells, field):
    assert fields(table("Child (as given)", cells))[0]["Child (as given)"] == field


@pytest.mark.parametrize(("numbers", "field"), [(["C/19"] * 4, "ref"), (["C/19", "C/20", "C/19", "C/20"], "agency_id")])
def test_the_one_number_of_a_case_is_nobodys_and_two_may_be_two_childrens(numbers, field):
    assert fields(table("Case", numbers), NO_NAMES)[0]["Case"] == field


def titled(name="notes.csv", sheet=None, above=(), rows=()):
    records = [("Date", "Type", "Case note")] + [(f"0{n}/03/2019", "Visit", note) for n, note in enumerate(NOTES, 1)]
    one = Table(name, sheet, (*rows, *records), above=tuple(above))
    recognition, told = recognise(one, None, (), name, names=NAMES)
    return recognition.person, "person_titled" in {found.code for found in told}


@pytest.mark.parametrize(
    ("where", "person"),
    [
        ({"sheet": "Tia Hollis"}, "Tia Hollis"),
        ({"sheet": "HOLLIS Tia"}, "Hollis Tia"),
        ({"sheet": "Tia"}, "Tia Hollis"),
        ({"sheet": "Tia's records 2019"}, None),
        ({"name": "ben_crane_gp.csv"}, "Ben Crane"),
        ({"name": "Tia - case notes.csv"}, "Tia Hollis"),
        ({"above": ["Nursery records", "Ben Crane (DOB 01/03/2013)"]}, "Ben Crane"),
        ({"above": ["Tia Hollis", "Ben Crane"]}, "Ben Crane"),
        ({"rows": [("Tia Hollis", "", "")], "name": "ben_crane.csv"}, "Tia Hollis"),
        ({"sheet": "Tia Hollis and Ben Crane"}, None),
        ({"sheet": "Donna Hollis"}, "Donna Hollis"),
        ({"sheet": "Hollis"}, None),
        ({"above": ["Contact sheets - D Hollis"]}, "D Hollis"),
        ({"above": ["Progress notes CRANE, B"]}, "B Crane"),
        ({"above": ["Hollis A&E attendances"]}, None),
        ({"sheet": "Sheet1"}, None),
    ],
)
def test_a_title_a_sheet_or_a_file_names_whom_it_is_about(where, person):
    assert titled(**where) == (person, person is not None)


def test_a_month_is_no_child():
    names = names_of((Subject("april", "April Hollis", "child", None), Subject("ben", "Ben Crane", "sibling", None)))
    rows = [("Date", "Type", "Case note")] + [(f"0{n}/04/2019", "Visit", note) for n, note in enumerate(NOTES, 1)]
    assert recognise(Table("x.xlsx", "April", tuple(rows)), None, (), "x.xlsx", names=names)[0].person is None


def test_single_letters_under_who_are_people():
    assert fields(table("Who", ["T", "T + D", "B", "D"]))[0]["Who"] == "name"


@pytest.mark.parametrize(("heading", "cells"), [("Who", ["M", "F", "M/F", "M"]), ("Wing", ["T", "B", "T", "B"])])
def test_letters_of_the_sexes_and_of_other_things_are_nobody(heading, cells):
    assert fields(table(heading, cells, "Ref"))[0][heading] != "name"


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        (["Victim", "Victim; Suspect", "Suspect", "Witness"], "other"),
        (["Social worker", "Team manager", "Social worker", "Social worker"], "author_role"),
    ],
)
def test_a_role_in_an_occurrence_is_not_that_of_who_wrote(cells, field):
    one = table("Parties", ["Tia HOLLIS", "Tia HOLLIS; Ben CRANE", "Ben CRANE", "Tia HOLLIS"], "Role", cells)
    read = fields(one)[0]
    assert (read["Parties"], read["Role"]) == ("name", field)
