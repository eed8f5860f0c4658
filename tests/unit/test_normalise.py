from datetime import date

import pytest

from chronology.kinds import kind_names
from chronology.model import Remark, Table
from chronology.normalise.remarks import standing_cells
from chronology.profile import Profile
from chronology.recognise import recognise
from tests.evaluation.exports import EXPORTS, table
from tests.normalising import events_of

TEXT = "Telephone conversation about the nursery place that starts after Easter"
ORDER = list(kind_names())


def take_in(text, about="", profile=None, sector="social_care", stated=False):
    rows = text if isinstance(text, Table) else table(text)
    recognition, _ = recognise(rows, profile, (), "export.csv")
    return events_of(rows, recognition, "Town Council", sector, about, stated)


def noticed(normalised):
    return {(one.code, one.row, one.heading) for one in normalised.issues}


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.path)
def test_every_record_ends_in_one_event_or_is_set_aside(export):
    recognition, _ = recognise(export.table, None, (), export.path)
    found = events_of(export.table, recognition, "Agency", "other", "")
    rows = [event.provenance.row for event in found.events] + [one.row for one in found.set_aside]
    assert sorted(rows) == [n for n in range(1, len(export.table.rows) + 1) if n not in recognition.not_records]
    for event in found.events:
        assert list(event.kinds) == sorted(set(event.kinds), key=ORDER.index) != []
        row = export.table.rows[event.provenance.row - 1]
        for index, column in enumerate(recognition.columns):
            if column.field == "summary" and index < len(row):
                assert row[index].strip() in event.summary


def test_a_record_becomes_an_event():
    (event,) = take_in(
        f"Ref|Date|Time|Child name|DOB|Contact type|Notes|Outcome|Worker|Date entered|Wobble\n"
        f"R1|04/03/2011|14.20|HOLLIS, Amy|01/03/2006|Telephone|{TEXT}|None needed|J Moss|05/03/2011|x y z"
    ).events
    assert (event.when.edtf, event.recorded.edtf, event.ref) == ("2011-03-04T14:20", "2011-03-05", "R1")
    assert (event.category, event.summary, event.outcome, event.author) == ("Telephone", TEXT, "None needed", "J Moss")
    assert (event.agency, event.sector, event.other) == ("Town Council", "social_care", (("Wobble", "x y z"),))
    assert [(one.forename, one.surname, one.born.edtf, one.assumed) for one in event.mentions] == [
        ("Amy", "HOLLIS", "2006-03-01", False)
    ]


def test_the_id_depends_on_the_words_alone():
    first = take_in(f"Date|Notes|Worker\n04/03/2011|{TEXT}|AB\n05/03/2011|{TEXT}|AB")
    moved = take_in(f"Some title||\n\nWorker|Date|Notes\nAB|05/03/2011|{TEXT} \nAB|04/03/2011|{TEXT}")
    assert [event.id for event in first.events] == [event.id for event in moved.events][::-1]
    assert len({event.id for event in first.events}) == 2
    assert all(len(event.id) == 14 and event.id.startswith("e-") for event in first.events)


def test_dates_that_are_missing_or_unreadable_leave_the_record_undated():
    found = take_in(f"Date|Notes\n04/03/2011|{TEXT}\n|{TEXT} again\n31/02/2011|{TEXT} thrice\n02/14/2011|{TEXT} too")
    assert [event.when.precision for event in found.events] == ["day", "unknown", "unknown", "unknown"]
    assert found.events[2].when.text == "31/02/2011"
    assert {("date_missing", 3, "Date"), ("date_unreadable", 4, "Date"), ("date_unreadable", 5, "Date")} <= noticed(
        found
    )


def test_a_profile_can_say_month_first():
    told = Profile("p", "police", "", {"date": "date", "notes": "summary"}, None, True, {}, "p.yaml")
    found = take_in(f"Date|Notes\n02/14/2011|{TEXT}\n03/04/2011|{TEXT}", profile=told)
    assert [event.when.edtf for event in found.events] == ["2011-02-14", "2011-03-04"]


def test_days_counted_by_a_spreadsheet():
    found = take_in(f"Contact date|Notes\n39000|{TEXT}\n39001.5|{TEXT}")
    assert [event.when.edtf for event in found.events] == ["2006-10-10", "2006-10-11T12:00"]
    assert ("column_assumed", None, "Contact date") in noticed(found)
    mixed = take_in(f"Contact date|Notes\n39000|{TEXT}\n11/10/2006|{TEXT}")
    assert [event.when.precision for event in mixed.events] == ["unknown", "day"]


def test_several_narrative_columns_become_paragraphs():
    (event,) = take_in(
        f"Date|Reason for contact|Narrative\n04/03/2011|The school rang to say that he was late again|{TEXT} {TEXT}"
    ).events
    assert event.summary == f"{TEXT} {TEXT}\n\nReason for contact: The school rang to say that he was late again"


def test_rows_with_cells_beyond_the_headings_are_set_aside():
    found = take_in(
        f"Date|Notes|Worker\n04/03/2011|{TEXT}|AB\n05/03/2011|Mum said|yes|AB\n06/03/2011|{TEXT}|AB\n07/03/2011|{TEXT}|AB"
    )
    assert [(one.code, one.row) for one in found.set_aside] == [("row_too_long", 3)]
    assert [event.provenance.row for event in found.events] == [2, 4, 5]


def test_a_single_short_row_is_kept_and_told():
    lines = "\n".join(f"{day:02}/03/2011|{TEXT} {day}|AB" for day in range(1, 21))
    found = take_in(f"Date|Notes|Worker\n{lines}\n21/03/2011|Cut off")
    assert len(found.events) == 21
    assert ("row_too_short", 22, None) in noticed(found)


def test_times_and_recording_dates_are_checked():
    found = take_in(
        f"Date|Time|Notes|Date entered\n04/03/2011|teatime|{TEXT}|03/03/2011\n05/03/2011|10:15|{TEXT}|??\n06/03/2011|11:00|{TEXT}|07/03/2011"
    )
    assert {
        ("time_unreadable", 2, "Time"),
        ("recorded_before_event", 2, "Date entered"),
        ("recorded_unreadable", 3, "Date entered"),
    } <= noticed(found)
    assert found.events[0].other == (("Time", "teatime"),)
    assert found.events[1].other == (("Date entered", "??"),)


def test_a_note_in_very_many_rows_is_told_once():
    found = take_in("Date|Notes\n04/03/2011|x\n" + "\n".join(f"|{TEXT} {number}" for number in range(30)))
    told = [one for one in found.issues if one.code == "date_missing"]
    assert [(one.row, one.heading) for one in told] == [(None, "Date")]
    assert "30 rows" in told[0].message


def test_the_column_beats_the_words_about_who_was_seen():
    found = take_in(
        "Date|Child seen?|Notes\n04/03/2011|Y|The child was not seen\n05/03/2011|N|Child seen at home by the worker"
    )
    assert "child_seen" in found.events[0].kinds and "child_not_seen" not in found.events[0].kinds
    assert "child_not_seen" in found.events[1].kinds and "child_seen" not in found.events[1].kinds


def test_a_profile_gives_the_kinds_of_its_categories():
    told = Profile(
        "p",
        "police",
        "",
        {"date": "date", "type": "kind", "notes": "summary"},
        None,
        False,
        {"zz9": ("court_event",)},
        "p",
    )
    (event,) = take_in(f"Date|Type|Notes\n04/03/2011|ZZ9|{TEXT}", profile=told).events
    assert "court_event" in event.kinds


def test_a_column_of_agencies_tells_agency_and_sector():
    found = take_in(
        f"Date|Agency|Notes\n04/03/2011|Westmoor Police|{TEXT}\n05/03/2011|Brook Lane School|{TEXT}\n06/03/2011||{TEXT}"
    )
    assert [(event.agency, event.sector) for event in found.events] == [
        ("Westmoor Police", "police"), ("Brook Lane School", "school"), ("Town Council", "social_care"),
    ]  # fmt: skip


def test_a_column_of_services_names_other_agencies_only_of_another_sector_where_the_case_says_whose_file_it_is():
    text = f"Date|Service|Notes\n04/03/2011|Audiology|{TEXT}\n05/03/2011|Westmoor Police|{TEXT}"
    stated = take_in(text, stated=True).events
    assert [(one.agency, one.sector, one.other) for one in stated] == [
        ("Town Council", "social_care", (("Service", "Audiology"),)),
        ("Westmoor Police", "police", ()),
    ]
    assert [one.agency for one in take_in(text).events] == ["Audiology", "Westmoor Police"]


def test_who_it_is_about_is_assumed_only_where_the_record_names_nobody():
    titled = take_in(
        f"Patient: HOLLIS, Amy DOB: 01/03/2006|\n\nDate|Notes\n04/03/2011|{TEXT}\n05/03/2011|{TEXT}", about="Ben Crane"
    )
    assert {(one.surname, one.born.edtf, one.assumed) for event in titled.events for one in event.mentions} == {
        ("HOLLIS", "2006-03-01", True)
    }
    stated = take_in(f"Date|Child|Notes\n04/03/2011|Amy Hollis|{TEXT}\n05/03/2011||{TEXT}", about="Ben Crane")
    assert [(one.forename, one.assumed) for event in stated.events for one in event.mentions] == [
        ("Amy", False),
        ("Ben", True),
    ]
    assert take_in(f"Date|Notes\n04/03/2011|{TEXT}\n05/03/2011|{TEXT}").events[0].mentions == ()


def test_a_number_alone_belongs_to_the_one_the_export_is_about():
    found = take_in(f"Date|Hospital number|Notes\n04/03/2011|H12|{TEXT}\n05/03/2011|H12|{TEXT}", about="Amy Hollis")
    assert [(one.forename, one.agency_id, one.assumed) for one in found.events[0].mentions] == [("Amy", "H12", True)]


def test_a_span_of_days():
    found = take_in(
        f"Start date|End date|Type|Notes\n04/03/2011|06/03/2011|Letter|{TEXT}\n07/03/2011|07/03/2011|Letter|{TEXT}"
    )
    assert [event.when.edtf for event in found.events] == ["2011-03-04/2011-03-06", "2011-03-07"]
    assert found.events[0].other == (("End date", "06/03/2011"),)


def test_no_issue_tells_what_a_cell_holds():
    found = take_in(
        "Date|Name|NHS number|Notes\nzzcanary1|ZZCANARY, Two|9434765918|zzcanary3\n04/03/2011|Zzcanary Four|1234567890|zzcanary5|zzcanary6"
    )
    told = found.issues + found.set_aside
    assert told
    assert not [one for one in told if "zzcanary" in one.message.casefold() or "943" in one.message]


@pytest.mark.parametrize(
    ("cells", "seen", "kinds"),
    [
        ("Y|Y", "Y; seen alone: Y", {"child_seen", "child_seen_alone"}),
        ("Y|N", "Y; seen alone: N", {"child_seen"}),
        ("N|N", "N; seen alone: N", set()),
        ("|Y", "seen alone: Y", {"child_seen", "child_seen_alone"}),
        ("|No", "seen alone: No", set()),
    ],
)
def test_seen_and_seen_alone(cells, seen, kinds):
    (event,) = take_in(f"Date|Type|Seen?|Seen alone?|Notes\n04/03/2011|Telephone|{cells}|{TEXT}").events
    assert event.child_seen == seen
    assert {kind for kind in event.kinds if kind.startswith("child_")} == kinds


@pytest.mark.parametrize(
    ("heading", "cell", "kind"),
    [
        ("Attended?", "Attended", "appointment_kept"),
        ("Attended?", "Yes", "appointment_kept"),
        ("Attended?", "No", "was_not_brought"),
        ("Attendance status", "DNA - second time", "was_not_brought"),
        ("Appt outcome", "Cancelled by carer", "appointment_cancelled"),
        ("Appointment status", "Arrived", "appointment_kept"),
        ("Outcome", "WNB", "was_not_brought"),
        ("Outcome", "Yes", "other"),
    ],
)
def test_attendance_in_an_outcome_column(heading, cell, kind):
    (event,) = take_in(f"Date|{heading}|Notes\n04/03/2011|{cell}|{TEXT}", sector="mental_health").events
    assert event.kinds == (kind,)


@pytest.mark.parametrize("sector", ["police", "housing"])
def test_an_outcome_of_those_who_give_no_appointments_says_nothing_of_them(sector):
    (event,) = take_in(f"Date|Outcome|Notes\n04/03/2011|Cancelled|{TEXT}", sector=sector).events
    assert "appointment_cancelled" not in event.kinds


@pytest.mark.parametrize("heading", ["Code Term", "Read term", "SNOMED description"])
def test_a_coded_term_that_is_no_category_is_read_as_words(heading):
    (event,) = take_in(f"Date|{heading}|Notes\n04/03/2011|Burn of hand|{TEXT}", sector="gp").events
    assert "injury_seen" in event.kinds and event.category == "Burn of hand"


def test_what_a_table_holds_is_said_of_every_row_unless_the_row_says_otherwise():
    rows = Table("ed.csv", None, [("Date", "Type", "Notes"), *((f"0{day}/03/2011", kind, TEXT) for day, kind in enumerate(
        ("New", "Strategy discussion", "Follow up"), 1
    ))])  # fmt: skip
    recognition, _ = recognise(rows, None, (), "hospital/ed.csv")
    events = events_of(rows, recognition, "Town Hospital", "hospital", "").events
    assert ["emergency_attendance" in event.kinds for event in events] == [True, False, True]
    rows = table(f"Date|Notes\n04/03/2011|{TEXT}\n05/03/2011|Mother rang, appointment cancelled", "hospital/ed.csv")
    recognition, _ = recognise(rows, None, (), "hospital/ed.csv")
    events = events_of(rows, recognition, "Town Hospital", "hospital", "").events
    assert ["emergency_attendance" in event.kinds for event in events] == [True, False]


@pytest.mark.parametrize("cell", ["1.2.2020 25:00", "01/02/2020 10:75"])
def test_a_time_that_does_not_exist_beside_a_date_is_told(cell):
    found = take_in(f"Date|Notes\n{cell}|{TEXT}\n02/02/2020 00:00|{TEXT}")
    assert [event.when.edtf for event in found.events] == ["2020-02-01", "2020-02-02"]
    assert [one for one in noticed(found) if one[0] == "time_unreadable"] == [("time_unreadable", 2, "Date")]


def test_people_of_a_nested_list_become_mentions():
    people = "Role: Subject, Surname: HOLLIS, Forename: Amy, DOB: 01/03/2006; Role: Child, Surname: CRANE, Forename: Ben, DOB: 1/4/2007"
    rows = Table("x.json", None, [("1", "2020-02-10", people, TEXT)], ("Occ", "Date", "Persons", "Log"))
    (event,) = take_in(rows).events
    assert [(one.forename, one.surname, one.born.edtf) for one in event.mentions] == [
        ("Amy", "HOLLIS", "2006-03-01"), ("Ben", "CRANE", "2007-04-01"),
    ]  # fmt: skip
    assert event.summary == TEXT


def test_most_cells_count_days():
    cells = ["39000", "39001", "39002", "12/10/2006"]
    found = take_in("Contact date|Notes\n" + "\n".join(f"{cell}|{TEXT} {cell}" for cell in cells))
    assert [event.when.edtf for event in found.events] == ["2006-10-10", "2006-10-11", "2006-10-12", "2006-10-12"]
    assert ("date_counted", 2, "Contact date") in noticed(found)


@pytest.mark.parametrize("cell", ["########", "Mar-24", "45364", "9.99E+09"])
def test_what_a_spreadsheet_spoils_is_undated_and_told(cell):
    found = take_in(f"Contact date|Notes\n{cell}|{TEXT}\n11/10/2006|{TEXT} 2\n12/10/2006|{TEXT} 3")
    assert [event.when.precision for event in found.events] == ["unknown", "day", "day"]
    assert ("date_unreadable", 2, "Contact date") in noticed(found)


def test_a_birth_is_not_after_the_last_contact():
    rows = (
        f"Contact date|Name|DOB|Notes\n03/02/2019|Lee Oakes|02/02/30|{TEXT}\n04/02/2019|Tyler Oakes|02/02/14|{TEXT} 2"
    )
    assert [event.mentions[0].born.edtf for event in take_in(rows).events] == ["1930-02-02", "2014-02-02"]
    unborn = f"Contact date|Name|DOB|Notes\n03/02/2019|Unborn Oakes|02/06/19|{TEXT}"
    assert take_in(unborn).events[0].mentions[0].born.edtf == "2019-06-02"


@pytest.mark.parametrize(
    ("heading", "cell", "sector", "expected"),
    [
        ("Setting", "Home", "health_visiting", True),
        ("Contact type", "Home", "social_care", True),
        ("Location type", "Clinic", "health_visiting", False),
        ("Contact setting", "School", "health_visiting", False),
        ("Location", "Home", "police", False),
        ("Setting", "Home", "police", False),
    ],
)
def test_a_contact_at_home_is_a_home_visit(heading, cell, sector, expected):
    words = "Weight on the 9th centile and feeding well"
    found = take_in(f"Date|{heading}|Notes|Worker\n03/02/2019|{cell}|{words}|J Moss", sector=sector)
    assert ("home_visit" in found.events[0].kinds) is expected


def with_remarks(*remarks):
    rows = table(
        f"Date|Summary|Worker\n03/02/2019|Bruise on cheek seen. Telephone call with school|A Bell\n04/02/2019|{TEXT}|A Bell"
    )
    return take_in(Table(rows.source, None, rows.rows, None, remarks))


def test_remarks_are_shown_with_their_record():
    found = with_remarks(
        Remark(2, 1, "comment", "bruise on the arm as well"), Remark(3, -1, "hidden"), Remark(3, 0, "merged")
    )
    assert found.events[0].other == (("Comment on Summary", "bruise on the arm as well"),)
    assert found.events[1].other == (
        ("Hidden in the file", "the whole row"),
        ("Date stands in a merged cell", "carried down from the row above"),
    )
    assert not noticed(found)


def test_a_comment_gives_no_kinds():
    plain = with_remarks().events
    assert [event.kinds for event in with_remarks(Remark(3, 1, "comment", "bruise on the arm")).events] == [
        event.kinds for event in plain
    ]


def test_struck_words_are_shown_and_give_no_kinds():
    assert "injury_seen" in with_remarks().events[0].kinds
    found = with_remarks(Remark(2, 1, "struck", "Bruise on cheek seen."))
    event = found.events[0]
    assert "injury_seen" not in event.kinds and event.summary.startswith("Bruise on cheek")
    assert event.other == (("Struck through in Summary", "Bruise on cheek seen."),)
    assert {code for code, row, _ in noticed(found) if row == 2} == {"text_struck"}
    assert event.id == with_remarks().events[0].id


def test_a_deleted_row_is_set_aside():
    found = with_remarks(Remark(2, -1, "deleted"))
    assert [event.provenance.row for event in found.events] == [3]
    assert [(one.code, one.row) for one in found.set_aside] == [("row_deleted", 2)]


@pytest.mark.parametrize(
    ("text", "struck", "standing"),
    [
        ("He did not say nothing.", "not", "He did   say nothing."),
        ("Seen, seen again", "Seen", ", seen again"),
        ("Bruises", "Bruise", "s"),
        ("Left eye (left)", "(left)", "Left eye"),
    ],
)
def test_struck_words_are_taken_out_as_words(text, struck, standing):
    assert standing_cells(("", text), [Remark(2, 1, "struck", struck)]) == ("", standing)


@pytest.mark.parametrize(("kind", "said"), [("comment", True), ("struck", True), ("deleted", True), ("hidden", False)])
def test_remarks_on_the_headings_are_told(kind, said):
    found = with_remarks(Remark(1, 1, kind, "all times are GMT"))
    assert (("remark_outside_records", 1, None) in noticed(found)) is said
    assert not any("GMT" in one.message for one in found.issues)


@pytest.mark.parametrize(
    ("dated", "time", "expected", "kept"),
    [
        ("2019-02-03T08:20:00", "", "08:20", ()),
        ("2019-02-03T08:20:00", "08:20", "08:20", ()),
        ("2019-02-03T08:20:00", "09:15", "08:20", (("Time", "09:15"),)),
        ("2019-02-03T00:00:00", "09:15", "09:15", ()),
        ("03/02/2019 2:20 pm", "", "14:20", ()),
        ("03/02/2019", "09:15", "09:15", ()),
    ],
)
def test_a_time_beside_its_date_is_kept(dated, time, expected, kept):
    found = take_in(f"Date|Time|Clear time|Notes\n{dated}|{time}|15:40|{TEXT}")
    assert (found.events[0].when.time, found.events[0].when.time_end) == (expected, "15:40")
    assert found.events[0].other == kept


@pytest.mark.parametrize(
    ("others", "surname", "open_"),
    [
        (["LOWE, Max", "VENN, Ella"], "OAKES", False),
        (["LOWE Max", "Tyler Oakes"], "OAKES", False),
        (["Max Lowe", "Ella Venn"], "TYLER", False),
        (["OAKES, Ella", "Max Lowe", "Joe Venn"], "OAKES", False),
        (["VENN ELLA"], "TYLER", True),
    ],
)
def test_which_part_of_capitals_is_the_surname_the_other_cells_tell(others, surname, open_):
    rows = "\n".join(f"0{day}/02/2019|{name}|{TEXT}" for day, name in enumerate(["OAKES TYLER", *others], 1))
    found = take_in(f"Date|Child|Notes\n{rows}")
    mention = found.events[0].mentions[0]
    assert (mention.surname, mention.written) == (surname, "OAKES TYLER")
    assert any(one.code == "name_order_open" for one in found.issues) is open_


@pytest.mark.parametrize(
    ("headings", "precision"),
    [("Incident date|Closed date", "day"), ("Contact date|Discharge date", "day"), ("Start date|End date", "range")],
)
def test_the_end_of_a_case_is_no_end_of_its_contacts(headings, precision):
    found = take_in(f"{headings}|Notes\n03/02/2019|07/02/2019|{TEXT}")
    assert found.events[0].when.precision == precision
    assert (headings.partition("|")[2], "07/02/2019") in found.events[0].other


@pytest.mark.parametrize(
    ("contact", "words", "not_seen"),
    [
        ("Home visit", "Mother at home, said he was asleep", True),
        ("Statutory visit", "Aunt at home", True),
        ("Clinic", "Mother came by herself", True),
        ("Face to face", "Spoke to mother", True),
        ("6-8 week review", "Mother came by herself", True),
        ("Outreach", "Mother at home, said he was asleep", True),
        ("Telephone call", "Rang school, all well", False),
        ("Phone call re visit", "Mother asked for another day", False),
        ("Letter", "Sent to parents", False),
        ("Review conference", "All there", False),
        ("Core group", "All there", False),
        ("Strategy discussion", "With police and health", False),
        ("Case closure", "Goals met, all agencies agree", False),
        ("Supervision", "Discussed with manager", False),
        ("Case note", "Discussed with manager", False),
        ("", "Visited, mother said he was asleep", True),
        ("", "T/C to mother, all well", False),
    ],
)
def test_a_child_is_not_seen_only_where_it_could_have_been(contact, words, not_seen):
    (event,) = take_in(f"Date|Type|Child seen|Notes\n04/03/2011|{contact}|N|{words}").events
    assert ("child_not_seen" in event.kinds) == not_seen
    assert event.child_seen == "N"


def test_a_column_that_says_not_seen_goes_before_the_words_wherever_it_stands():
    (event,) = take_in("Date|Type|Child seen|Notes\n04/03/2011|Telephone|N|Child seen at home by the worker").events
    assert "child_seen" not in event.kinds


@pytest.mark.parametrize(
    ("contact", "words", "undone"),
    [
        ("New birth visit", "No reply at door", {"health_visitor_review"}),
        ("6-8 week review", "No access. Card left", {"health_visitor_review"}),
        ("CP medical", "Was not brought", {"medical_examination", "appointment_kept"}),
        ("Initial health assessment", "Was not brought", {"health_assessment", "appointment_kept"}),
    ],
)
def test_a_contact_that_failed_is_no_review_and_no_assessment(contact, words, undone):
    (event,) = take_in(f"Date|Type|Notes\n04/03/2011|{contact}|{words}", sector="health_visiting").events
    assert {"no_access", "was_not_brought"} & set(event.kinds) and not undone & set(event.kinds)


def test_a_failed_contact_in_which_the_child_was_seen_after_all_stands():
    text = "Date|Type|Child seen|Notes\n04/03/2011|6-8 week review|Y|No access at first, let in on return"
    (event,) = take_in(text, sector="health_visiting").events
    assert {"health_visitor_review", "child_seen"} <= set(event.kinds)


def test_a_code_of_attendance_stands_beside_words_of_another_appointment():
    text = "Date|Attendance|Notes\n04/03/2011|Attended|Attended today. Was not brought to the last two."
    (event,) = take_in(text, sector="hospital").events
    assert "appointment_kept" in event.kinds


REGISTER = "Ref|Missing from|Time out|Returned|Person|DOB|Circumstances\n"


@pytest.mark.parametrize(
    "heading", ["Missing from", "Missing since", "Went missing", "Reported missing", "Date/time missing"]
)
@pytest.mark.parametrize("back", ["Returned", "Found", "Located"])
@pytest.mark.parametrize("words", ["Found in Margate in a flat", "Left by window", "Home alone, no explanation"])
def test_a_row_of_a_register_of_missing_children_is_dated_by_its_beginning(heading, back, words):
    text = f"Ref|{heading}|{back}|Person|DOB|Circumstances\nM1|12/02/2021|14/02/2021|Jay Ash|17/04/2006|{words}"
    (event,) = take_in(text, sector="police").events
    assert {"missing_started", "missing_ended"} <= set(event.kinds)
    assert (event.when.edtf, event.when.precision, event.ended.edtf) == ("2021-02-12", "day", "2021-02-14")
    assert (back, "14/02/2021") in event.other


def test_a_child_back_on_the_same_day_was_found_on_it():
    (event,) = take_in(f"{REGISTER}M1|12/02/2021|18:10|12/02/2021|Jay Ash|17/04/2006|Left by window").events
    assert {"missing_started", "missing_ended"} <= set(event.kinds)
    assert ("Time out", "18:10") in event.other


def test_a_child_not_yet_back_is_not_said_to_be_found():
    (event,) = take_in(f"{REGISTER}M1|12/02/2021|18:10||Jay Ash|17/04/2006|Left by window").events
    assert "missing_started" in event.kinds and "missing_ended" not in event.kinds


def test_a_missing_date_is_no_register_of_missing_children():
    (event,) = take_in("Date|Missing|Notes\n12/02/2021|Reading book|Lent another").events
    assert "missing_started" not in event.kinds


def test_the_people_of_several_columns_are_named_once_and_nobody_is_no_name():
    first, second = take_in(
        "Date|Victim|Suspect|Children linked|Log\n"
        f"04/03/2011|Gemma BARTON (29)|Male, left before arrival|Riley BARTON (5); Noah BARTON (1)|{TEXT}\n"
        f"05/03/2011|Riley BARTON (5)|Craig COX (31)|Riley BARTON (5)|{TEXT} again",
        sector="police",
    ).events
    assert [one.forename for one in first.mentions] == ["Gemma", "Riley", "Noah"]
    assert [one.forename for one in second.mentions] == ["Riley", "Craig"]


def test_a_meeting_of_the_contact_type_that_was_called_off_was_not_held():
    (event,) = take_in(
        f"Date|Contact|Record|Decision / Next\n04/03/2011|Core group|CG cancelled. SW on sick leave. {TEXT}|Rearrange"
    ).events
    assert not {"core_group_held", "meeting_attended"} & set(event.kinds)


def test_each_of_several_people_has_the_birth_of_the_column_that_is_headed_so():
    (event,) = take_in(
        "Date|Suspect|Suspect DOB|Vict|Victim DOB|Victim age|Log\n"
        f"04/03/2011|Craig COX|01/02/1979|Riley BARTON|12/06/2006|4|{TEXT}",
        sector="police",
    ).events
    told = {one.forename: (one.born and one.born.first, one.age) for one in event.mentions}
    assert told == {"Craig": (date(1979, 2, 1), ""), "Riley": (date(2006, 6, 12), "4")}
    assert ("Suspect DOB", "01/02/1979") in event.other


def test_a_birth_that_follows_a_column_of_people_is_theirs_though_another_is_headed_alike():
    (event,) = take_in(
        f"Date|Victim|DOB|Suspect|DOB|Log\n04/03/2011|Riley BARTON|12/06/2006|Craig COX|01/02/1979|{TEXT}",
        sector="police",
    ).events
    assert [one.born and one.born.first for one in event.mentions] == [date(2006, 6, 12), date(1979, 2, 1)]


def test_the_birth_of_one_whom_no_column_of_several_names_is_kept_as_written():
    (event,) = take_in(
        f"Date|Mother DOB|Suspect|Victim|Log\n04/03/2011|01/02/1979|Craig COX|Riley BARTON|{TEXT}",
        sector="police",
    ).events
    assert [one.born for one in event.mentions] == [None, None]
    assert ("Mother DOB", "01/02/1979") in event.other


def test_a_birth_of_several_that_is_none_is_said_of_its_own_column():
    found = take_in(
        "Date|Suspect|Suspect DOB|Victim|Victim DOB|Log\n"
        f"04/03/2011|Craig COX|01/02/1979|Riley BARTON|12/06/2006|{TEXT}\n"
        f"05/03/2011|Craig COX|31/02/1979|Riley BARTON|12/06/2006|{TEXT}\n"
        f"06/03/2011|Craig COX|01/02/1979|Riley BARTON|12/06/2006|{TEXT}",
        sector="police",
    )
    assert {one.heading for one in found.issues if one.code == "born_unreadable"} == {"Suspect DOB"}


@pytest.mark.parametrize(
    ("summary", "kind", "told"),
    [
        ("Plan agreed, category neglect. CG 17/12, legal planning to follow.", "core_group_held", False),
        ("CG held at school. Next CG 17/12.", "core_group_held", True),
        ("Core group met today, all present. Review 4 Jan", "core_group_held", True),
        ("Mother rang about core group 17th December, will come.", "core_group_held", False),
        ("Core group 5/12: nursery, HV and mother present.", "core_group_held", True),
        ("Core group of 28/11 minuted, HV and mother were present.", "core_group_held", True),
        ("Core group - next 17/12", "core_group_held", True),
        ("Core group with mum and HV next 17 December", "core_group_held", True),
        ("Core group: safety scale 6/12", "core_group_held", True),
        ("Amber. Mum told of core group 13/12 10am", "core_group_held", False),
        ("CP medical 6/12 at the hospital", "medical_examination", False),
        ("CP medical 3 marks on left arm and bruise to cheek", "medical_examination", True),
        ("ICPC decided CP plan neglect with review 4 March", "conference_held", True),
        ("Home visit, weight 9.1kg, feeding well", "home_visit", True),
        ("Home visit for 1/2 hour", "home_visit", True),
        ("Home visit Flat 2/1 Baxter St", "home_visit", True),
        ("Unannounced home visit 10.12 - 10.45. Mum in", "home_visit", True),
        ("Home visit: mum has job interview 9/12, Peter well", "home_visit", True),
    ],
)
def test_what_is_told_with_a_later_day_alone_has_not_taken_place(summary, kind, told):
    (event,) = take_in(f"Date|Type|Record\n05/12/2019|Case note|{summary}").events
    assert (kind in event.kinds) is told


@pytest.mark.parametrize(
    ("category", "summary", "told"),
    [
        ("ICPC", "CP plan - neglect.", "plan_started"),
        ("ICPC", "Both registered, emotional.", "plan_started"),
        ("ICPC", "Not registered, CIN.", None),
        ("ICPC", "Baby registered with GP.", None),
        ("ICPC", "Cousins subject to CP plan in Hackney. Peter - CIN", None),
        ("RCPC", "CP plan continues.", None),
        ("RCPC", "CP plan no change", None),
        ("RCPC", "See minutes", None),
        ("RCPC", "Remain on register, neglect", None),
        ("RCPC", "CP plan ended, CIN.", "plan_ended"),
    ],
)
def test_what_a_conference_decided_is_told_in_few_words(category, summary, told):
    (event,) = take_in(f"Date|Type|Record\n05/12/2019|{category}|{summary}").events
    assert {"plan_started", "plan_ended"} & set(event.kinds) == ({told} if told else set())
    assert "conference_held" in event.kinds


def test_an_agency_that_sent_apologies_or_was_not_asked_did_not_attend():
    for summary in ("Apologies sent", "Not invited", "HV to attend on our behalf"):
        (event,) = take_in(f"Date|Type|Record\n05/12/2019|ICPC|{summary}", sector="gp").events
        assert "meeting_attended" not in event.kinds


@pytest.mark.parametrize(
    ("summary", "seen"),
    [
        ("Called 4.15. Mother in, Conor in bed asleep she said, not disturbed.", False),
        ("Mother at door. S asleep upstairs, poorly. House quiet.", False),
        ("Sam upstairs asleep, per dad. Peter sat on my lap, chatty.", True),
        ("Baby asleep in moses basket, mum reports feeding well, colour good", True),
        ("Peter in bed, mum said he had been unwell. I went in and spoke to him.", True),
    ],
)
def test_a_child_said_to_be_asleep_was_not_seen(summary, seen):
    (event,) = take_in(f"Date|Type|Record\n05/12/2019|Home visit|{summary}").events
    assert ("child_seen" in event.kinds) is seen


@pytest.mark.parametrize(
    ("headings", "cells", "born"),
    [
        ("Victim|Suspect|Child DOB", "Riley BARTON|Craig COX|12/06/2006", [date(2006, 6, 12), None]),
        ("Victim|Suspect|DOB", "Riley BARTON|Craig COX|12/06/2006", [None, None]),
        ("Victim|DOB|Suspect", "Riley BARTON|12/06/2006|Craig COX", [date(2006, 6, 12), None]),
        ("Suspect|Victim|Vic DOB", "Craig COX|Riley BARTON|12/06/2006", [None, date(2006, 6, 12)]),
        ("Name of suspect|Victim|Victim date of birth", "Craig COX|Riley BARTON|12/06/2006", [None, date(2006, 6, 12)]),
        (
            "Victim|Suspect|Suspect address|Suspect DOB",
            "Riley BARTON|Craig COX|2 Low St|01/02/1979",
            [None, date(1979, 2, 1)],
        ),
    ],
)
def test_a_birth_is_given_to_nobody_whose_heading_it_does_not_fit(headings, cells, born):
    (event,) = take_in(f"Date|{headings}|Log\n04/03/2011|{cells}|{TEXT}", sector="police").events
    assert [one.born and one.born.first for one in event.mentions] == born
    assert {"12/06/2006", "01/02/1979"} & {cell for _, cell in event.other}


@pytest.mark.parametrize(
    ("heading", "cell", "action", "kinds"),
    [
        ("Shared with", "CSC, police", "Shared with: CSC, police", {"information_shared"}),
        ("Copies to", "SSD", "Copies to: SSD", {"information_shared"}),
        ("Agencies informed", "Health visitor", "Agencies informed: Health visitor", {"information_shared"}),
        ("Shared with", "No", "", set()),
        ("Shared with", "n/a", "", set()),
        ("Informed", "DSL", "Informed: DSL", set()),
        ("Parent informed", "Yes 5.10pm", "", set()),
        ("Other agencies", "CSC", "", set()),
    ],
)
def test_who_was_told_of_a_record(heading, cell, action, kinds):
    text = f"Date|Name|Notes|{heading}\n01/02/2019|Amy Lowe|Played in the sand all morning with her friends.|{cell}"
    (event,) = take_in(text, sector="school").events
    assert event.action == action and kinds == {"information_shared"} & set(event.kinds)
    assert (heading, cell) in event.other


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        (
            "Child 1 Surname|Child 1 First|Child 1 DOB|Child 2 Surname|Child 2 First|Child 2 DOB",
            "Lowe|Amy|01/03/2006|Lowe|Ben|02/04/2008",
        ),
        (
            "child1_surname|child1_forename|child1_dob|child2_surname|child2_forename|child2_dob",
            "Lowe|Amy|01/03/2006|Lowe|Ben|02/04/2008",
        ),
        ("Child 1 Name|Child 1 DOB|Child 2 Name|Child 2 DOB", "Amy Lowe|01/03/2006|Ben Lowe|02/04/2008"),
    ],
)
def test_people_in_numbered_columns(headings, row):
    text = f"Date|Case No|{headings}|Notes\n01/02/2019|C1|{row}|Both seen at home.\n02/02/2019|C1|{row}|Both seen at school."
    for event in take_in(text).events:
        assert [(one.forename, one.surname, one.born.edtf, one.agency_id) for one in event.mentions] == [
            ("Amy", "Lowe", "2006-03-01", ""),
            ("Ben", "Lowe", "2008-04-02", ""),
        ]


def test_one_child_in_numbered_columns():
    text = "Date|Child 1 Name|Child 1 DOB|Child 2 Name|Child 2 DOB|Notes\n01/02/2019|Amy Lowe|01/03/2006|||Seen at home.\n02/02/2019|Amy Lowe|01/03/2006|Ben Lowe|02/04/2008|Seen."
    first, second = take_in(text).events
    assert [one.forename for one in first.mentions] == ["Amy"] and [one.forename for one in second.mentions] == [
        "Amy",
        "Ben",
    ]


def test_numbered_lines_of_an_address_are_one_persons():
    text = "Date|Name|Address 1|Address 2|Notes\n01/02/2019|Amy Lowe|4 Mill Row|Leeds|Seen at home."
    (event,) = take_in(text).events
    assert [(one.forename, one.address) for one in event.mentions] == [("Amy", "4 Mill Row, Leeds")]


def test_a_mothers_notes_name_her_baby_too():
    text = (
        "Woman Name|Woman DOB|Woman NHS No|Baby Name|Baby NHS No|Date|Free text\n"
        "LOWE, Jane|01/03/1990|943 476 5919|Amy LOWE|987 654 4321|02/04/2019|Both well on the ward this morning."
    )
    (event,) = take_in(text, sector="midwifery").events
    assert [(one.forename, one.nhs_number) for one in event.mentions] == [
        ("Jane", "943 476 5919"),
        ("Amy", "987 654 4321"),
    ]


@pytest.mark.parametrize(
    ("heading", "cell", "kinds"),
    [
        ("Referred to CSC?", "Y", {"referral_made"}),
        ("MASH referral", "Yes", {"referral_made"}),
        ("Police notified Y/N", "Y", {"information_shared"}),
        ("Police notified Y/N", "N", set()),
        ("Social worker informed", "Yes", {"information_shared"}),
        ("Referral source", "School", set()),
        ("Referred to CSC?", "✓", {"referral_made"}),
        ("Referred to CSC?", "Yes 07/03 ref 4432", {"referral_made"}),
        ("Referred to CSC?", "Y - MASH", {"referral_made"}),
        ("Police notified", "101 ref 334", {"information_shared"}),
        ("Referred to CSC?", "TBC", set()),
        ("Referred to CSC?", "pending", set()),
        ("Referred to CSC?", "Considered - not required", set()),
        ("Referred to CSC?", "Already open", set()),
        ("Referred to CSC?", "No - SW already involved", set()),
        ("Referred to CSC?", "N - monitor", set()),
        ("Referred to CSC?", "✗", set()),
        ("Referred to CSC?", "Advice only from MASH", {"information_shared"}),
        ("Shared with", "Class teacher", set()),
        ("Shared with", "CSC, HV", {"information_shared"}),
    ],
)
def test_whether_an_agency_was_told(heading, cell, kinds):
    text = f"Date|Name|Notes|{heading}\n01/02/2019|Amy Lowe|Played in the sand all morning with her friends.|{cell}"
    (event,) = take_in(text, sector="school").events
    told = {"information_shared", "referral_made"} & set(event.kinds)
    assert kinds <= told and bool(kinds) == bool(told)


def test_an_answer_that_nobody_was_told_yet_is_shown_and_not_read():
    text = "Date|Name|Notes|Action|Referred to CSC?\n01/02/2019|Amy Lowe|Bruise to back seen.|Parents seen|TBC"
    (event,) = take_in(text, sector="school").events
    assert event.action == "Parents seen\n\nReferred to CSC: TBC"
    assert "referral_made" not in event.kinds and "injury_seen" in event.kinds
