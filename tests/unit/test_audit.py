"""The audit: who is asked, what counts as an answer, when it cannot tell, and that findings depend on content alone."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from chronology.audit import audit
from chronology.errors import DefinitionError
from chronology.model import (
    Account,
    Chronology,
    Column,
    Covers,
    Entry,
    Event,
    Provenance,
    Recognition,
    Source,
    Subject,
    When,
)
from chronology.rule import load_rules

RULES = {rule.id: rule for rule in load_rules()}
BORN = date(2006, 3, 1)
YEARS = Covers(date(2006, 1, 1), date(2007, 12, 31), "stated")


def exactly(day):
    return When(day, date.fromisoformat(day), date.fromisoformat(day), "day")


def between(first, last, precision="range"):
    return When("", date.fromisoformat(first), date.fromisoformat(last), precision)


def child(name="c1", role="child", died=None):
    return Subject(name, "a child", role, When("", BORN, BORN, "day"), died)


def entry(number, when, sector, *kinds, about=("c1",), possibly=(), more=(), recorded=None, **fields):
    when = exactly(when) if isinstance(when, str) else when
    place = Provenance(f"{sector}.csv", None, number)
    event = Event(f"e-{number:08d}", place, when, f"{sector} agency", sector, kinds, **fields)
    if recorded:
        event = replace(event, recorded=exactly(recorded))
    places = (place, *(Provenance(f"{other}.csv", None, number) for other in more))
    return Entry(number, event.id, event, about, possibly, places)


def source(sector, covers=YEARS):
    read = Account(records=1, entries=1)
    return Source("S1", f"{sector}.csv", "a hash", f"{sector} agency", sector, covers, (), read)


def ask(entries, sectors=("gp", "hospital", "social_care", "police"), rules=("E-54",), **settings):
    undated = tuple(one for one in entries if one.event.when.first is None)
    dated = tuple(one for one in entries if one.event.when.first is not None)
    sources = [one if isinstance(one, Source) else source(one) for one in sectors]
    return audit(
        Chronology(dated, undated, {}, {}),
        settings.get("subjects", [child()]),
        sources,
        [RULES[rule] for rule in rules],
        settings.get("nation", "england"),
        settings.get("off", {}),
        settings.get("scope", (None, None)),
    )


def outcomes(result):
    return [(finding.rule, finding.outcome) for finding in result.findings]


def test_several_accounts_of_one_day_are_one_finding_that_names_them_all():
    result = ask(
        [
            entry(1, "2006-10-13", "gp", "injury_seen"),
            entry(2, "2006-10-13", "hospital", "injury_seen"),
        ]
    )
    assert outcomes(result) == [("E-54", "no_record")]
    finding = result.findings[0]
    assert finding.entries == ("e-00000001", "e-00000002")
    assert finding.due == date(2006, 10, 13)
    assert finding.searched == ("gp.csv", "hospital.csv", "police.csv", "social_care.csv")
    assert "by the end of the same day" in finding.statement
    assert "gp agency, hospital agency, police agency and social_care agency" in finding.statement


def test_what_is_met_is_counted_and_not_found():
    result = ask([entry(1, "2006-10-13", "gp", "injury_seen", "referral_made")])
    assert not result.findings
    assert [(check.rule, check.met) for check in result.checks] == [("E-54", 1)]


def test_a_referral_after_the_last_late_day_is_no_answer():
    injury = entry(1, "2006-10-13", "gp", "injury_seen")
    late = ask([injury, entry(2, "2006-10-27", "social_care", "referral_received")]).findings[0]
    assert (late.outcome, late.answered_by) == ("late", ("e-00000002",))
    never = ask([injury, entry(2, "2006-10-28", "social_care", "referral_received")]).findings[0]
    assert (never.outcome, never.answered_by) == ("no_record", ())


def test_a_referral_of_the_days_before_may_have_been_about_the_same_injury():
    injury = entry(2, "2006-10-13", "gp", "injury_seen")
    result = ask([entry(1, "2006-10-10", "gp", "referral_made"), injury])
    assert outcomes(result) == [("E-54", "cannot_tell")]
    assert "one is of 10 October 2006" in result.findings[0].statement
    assert outcomes(ask([entry(1, "2006-10-09", "gp", "referral_made"), injury])) == [("E-54", "no_record")]


def test_only_children_are_asked_about_and_siblings_where_the_rule_says_so():
    entries = [
        entry(1, "2006-10-13", "gp", "injury_seen", about=("sister",)),
        entry(2, "2006-10-13", "gp", "injury_seen", about=("mother",)),
        entry(3, "2006-10-13", "social_care", "worker_changed", about=("sister",)),
    ]
    people = [child("sister", "sibling"), child("mother", "parent")]
    assert RULES["E-71"].people == ("child",)
    result = ask(entries, rules=("E-54", "E-71"), subjects=people)
    assert [(finding.rule, finding.subjects) for finding in result.findings] == [("E-54", ("sister",))]


FAMILY = [replace(child("c1"), name="Ann"), replace(child("sister", "sibling"), name="Ben")]
BOTH = ("c1", "sister")


def test_a_plan_of_two_children_is_told_of_once_and_names_them():
    plan = entry(1, "2006-10-13", "social_care", "plan_started", about=BOTH)
    (finding,) = ask([plan], rules=("E-10-2006",), subjects=FAMILY).findings
    assert (finding.outcome, finding.subjects) == ("no_record", BOTH)
    assert "plan of Ann and Ben is recorded" in finding.statement


def test_a_plan_of_one_child_names_that_child_alone():
    plan = entry(1, "2006-10-13", "social_care", "plan_started", about=("sister",))
    (finding,) = ask([plan], rules=("E-10-2006",), subjects=FAMILY).findings
    assert finding.subjects == ("sister",)
    assert "plan of Ben is recorded" in finding.statement


def test_of_a_sibling_a_step_recorded_of_the_other_child_alone_leaves_it_open():
    plan = entry(1, "2006-10-13", "social_care", "plan_started", about=BOTH)
    group = entry(2, "2006-10-20", "social_care", "core_group_held")
    fridays = [date(2006, 10, 20) + timedelta(weeks=number) for number in range(63)]
    visits = [entry(10 + number, str(day), "social_care", "home_visit") for number, day in enumerate(fridays)]
    result = ask([plan, group, *visits], rules=("E-10-2006", "E-14"), subjects=FAMILY)
    told = {(one.rule, one.outcome) for one in result.findings if one.subjects == ("sister",)}
    assert told == {("E-10-2006", "cannot_tell"), ("E-14", "cannot_tell")}
    # The other way round nothing is left open: the files were asked for about the first child.
    group = entry(2, "2006-10-20", "social_care", "core_group_held", about=("sister",))
    result = ask([plan, group], rules=("E-10-2006",), subjects=FAMILY)
    assert [(one.outcome, one.subjects) for one in result.findings] == [("no_record", ("c1",))]


def test_one_meeting_about_two_children_is_told_of_once_whoever_knew_which_of_them():
    knew = [
        entry(1, "2006-10-02", "gp", "child_seen"),
        entry(2, "2006-10-03", "school", "child_seen", about=("sister",)),
    ]
    meeting = entry(3, "2006-10-13", "social_care", "conference_held", "meeting_not_attended", about=BOTH)
    minutes = replace(meeting, event=replace(meeting.event, summary="Present: social worker. Apologies: police."))
    own = entry(4, "2006-10-13", "gp", "conference_held")
    (finding,) = ask([*knew, minutes, own], rules=("E-27",), subjects=FAMILY).findings
    assert finding.subjects == BOTH
    assert finding.entries == ("e-00000003", "e-00000004")
    assert "police and school" in finding.statement


def maybe(number, day, *kinds):
    return entry(number, day, "gp", *kinds, about=(), possibly=("c1",))


def test_triggers_that_may_be_about_another_child_are_one_question_for_each_rule():
    concern = maybe(5, "2006-10-20", "concern_recorded")
    injuries = [maybe(1, "2006-10-13", "injury_seen"), maybe(3, "2007-02-01", "injury_seen")]
    result = ask([*injuries, concern], rules=("E-54", "E-58"))
    assert [(one.rule, one.outcome, one.entries) for one in result.findings] == [
        ("E-54", "cannot_tell", ("e-00000001", "e-00000003")),
        ("E-58", "cannot_tell", ("e-00000005",)),
    ]
    assert "No. 1 and 3 may be about this child; decide who they are about first." in result.findings[0].statement
    assert "No. 5 may be about this child; decide who it is about first." in result.findings[1].statement


def test_a_trigger_that_may_be_about_another_child_is_no_question_where_it_is_answered_in_any_case():
    referral = entry(2, "2006-10-13", "gp", "referral_made")
    assert not ask([maybe(1, "2006-10-13", "injury_seen"), referral]).findings
    assert not ask([maybe(1, "2006-10-13", "injury_seen", "referral_made")]).findings


def test_a_trigger_that_may_be_about_another_child_is_told_by_one_rule_and_takes_no_day_from_another():
    injury = maybe(1, "2006-05-13", "injury_seen")
    assert outcomes(ask([injury], rules=("E-51", "E-54"))) == [("E-51", "cannot_tell")]
    concern = entry(2, "2006-05-13", "gp", "concern_recorded")
    assert ("E-58", "no_record") in outcomes(ask([injury, concern], rules=("E-51", "E-58")))


def test_rules_on_harm_and_referrals_are_asked_of_siblings_too():
    asked = {rule.id for rule in RULES.values() if "sibling" in rule.people}
    harm = {
        "E-01-2006",
        "E-03",
        "E-23",
        "E-24",
        "E-48",
        "E-51",
        "E-53",
        "E-54",
        "E-54-police",
        "E-54-social-care",
        "E-58",
    }
    assert asked >= harm | {"E-73", "P-01", "P-02"}
    plan = {
        "E-09-2006",
        "E-10-2006",
        "E-12-2006",
        "E-13-2006",
        "E-14",
        "E-27",
        "E-49",
        "W-06",
        "W-07",
        "W-08",
        "N-04",
        "S-08",
    }
    assert asked >= plan
    referral = entry(1, "2006-10-13", "social_care", "referral_received", about=("sister",))
    result = ask([referral], rules=("E-01-2006",), subjects=[child("sister", "sibling")])
    assert [(one.rule, one.subjects) for one in result.findings] == [("E-01-2006", ("sister",))]


@pytest.mark.parametrize(
    "answer",
    [
        entry(2, "2006-10-13", "social_care", "referral_received", about=(), possibly=("c1",)),
        entry(2, between("2006-10-01", "2006-10-31", "month"), "social_care", "referral_received"),
        entry(2, When("", None, None, "unknown"), "social_care", "referral_received"),
        entry(2, between("2006-10-12", "2006-10-12", "approximate"), "social_care", "referral_received"),
    ],
    ids=["possibly another child", "some day of the month", "undated", "about the day before"],
)
def test_an_answer_in_doubt_makes_it_untellable(answer):
    result = ask([entry(1, "2006-10-13", "gp", "injury_seen"), answer])
    assert outcomes(result) == [("E-54", "cannot_tell")]


UNKNOWN = When("", None, None, "unknown")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (entry(2, UNKNOWN, "social_care", "referral_received", recorded="2006-10-12"), "no_record"),
        (entry(2, UNKNOWN, "social_care", "referral_received", recorded="2006-10-13"), "cannot_tell"),
        (entry(2, UNKNOWN, "social_care", "referral_received", recorded="2009-01-05"), "cannot_tell"),
        (entry(2, UNKNOWN, "school", "school_absence"), "no_record"),
        (entry(2, replace(UNKNOWN, text="31/02/2009"), "school", "referral_made"), "no_record"),
        (entry(2, replace(UNKNOWN, text="31.02.09 10:15"), "school", "referral_made"), "no_record"),
        (entry(2, replace(UNKNOWN, text="2009-02-31"), "school", "referral_made"), "no_record"),
        (entry(2, replace(UNKNOWN, text="31st February 2009"), "school", "referral_made"), "no_record"),
        (entry(2, replace(UNKNOWN, text="29/02/2007"), "school", "referral_made"), "cannot_tell"),
        (entry(2, replace(UNKNOWN, text="after 31/02/2003"), "school", "referral_made"), "cannot_tell"),
        (entry(2, replace(UNKNOWN, text="00/00/0000"), "school", "referral_made"), "cannot_tell"),
        (entry(2, between("2006-10-01", "2006-10-31"), "school", "referral_made", recorded="2006-10-08"), "no_record"),
        (
            entry(2, between("2006-10-01", "2006-10-31"), "school", "referral_made", recorded="2006-09-08"),
            "cannot_tell",
        ),
    ],
)
def test_an_undated_record_casts_doubt_only_where_it_could_be_the_answer(answer, expected):
    assert outcomes(ask([entry(1, "2006-10-13", "gp", "injury_seen"), answer])) == [("E-54", expected)]


def test_a_statement_names_the_records_in_doubt_and_why():
    injury = entry(1, "2006-10-13", "gp", "injury_seen")
    undated = [entry(number, UNKNOWN, "social_care", "referral_received") for number in (7, 9)]
    other_child = entry(3, "2006-10-13", "gp", "referral_made", about=(), possibly=("c1",))
    statement = ask([injury, other_child, *undated]).findings[0].statement
    assert "No. 3 may be about somebody else; No. 7 and 9 have no exact day, and could be it." in statement
    returned = entry(1, "2019-06-03", "police", "missing_ended")
    interview = entry(2, "2019-06-06", "social_care", "return_interview")
    statement = ask([returned, interview], rules=("E-46",)).findings[0].statement
    assert "No. 2 has no time of day that decides it" in statement


def test_vague_records_of_one_rule_that_read_alike_are_told_as_one():
    july = between("2007-07-01", "2007-07-31", "month")
    result = ask([entry(1, july, "gp", "injury_seen"), entry(2, july, "hospital", "injury_seen")])
    assert [(one.outcome, one.entries) for one in result.findings] == [("cannot_tell", ("e-00000001", "e-00000002"))]


def test_a_vague_record_that_cannot_be_the_answer_changes_nothing():
    month_after = entry(2, between("2006-11-01", "2006-11-30", "month"), "social_care", "referral_received")
    result = ask([entry(1, "2006-10-13", "gp", "injury_seen"), month_after])
    assert outcomes(result) == [("E-54", "no_record")]


def test_a_vague_answer_that_lies_wholly_in_time_is_an_answer():
    core_group = entry(2, between("2007-01-08", "2007-01-12"), "social_care", "core_group_held")
    result = ask([entry(1, "2007-01-05", "social_care", "plan_started"), core_group], rules=("E-10-2006",))
    assert [check.met for check in result.checks] == [1]


def test_a_vague_injury_is_never_a_gap_but_may_carry_its_own_answer():
    july = between("2007-07-01", "2007-07-31", "month")
    result = ask([entry(1, july, "hospital", "injury_seen")])
    assert outcomes(result) == [("E-54", "cannot_tell")]
    result = ask([entry(1, july, "hospital", "injury_seen", "referral_made")])
    assert (outcomes(result), result.checks[0].met) == ([], 1)


def test_a_file_never_supplied_is_told_once_for_all_it_leaves_open():
    days = ("2006-05-02", "2006-08-03", "2006-11-04", "2007-02-05", "2007-03-03")
    entries = [entry(number, day, "gp", "injury_seen") for number, day in enumerate(days, 1)]
    result = ask(entries, sectors=("gp", "hospital"))
    assert outcomes(result) == [("E-54", "cannot_tell")]
    assert len(result.findings[0].entries) == 5
    assert "no usable export from social care was supplied" in result.findings[0].statement
    assert "an injury of 5 days between 2 May 2006 and 3 March 2007" in result.findings[0].statement


def recognised(heading_row, *fields):
    columns = tuple(Column(index, field, field, "sure", "") for index, field in enumerate(fields))
    return (Recognition("police.csv", None, None, heading_row, 2, columns, {}, None, None, None, {}),)


HEADINGS = recognised(1, "date", "name", "summary")
UNREADABLE = {
    "missing or unreadable": {"sha256": "", "account": Account()},
    "empty": {"account": Account()},
    "a letter without a table of records": {"account": Account(), "recognitions": recognised(None, "other", "other")},
    "headings and none of them a date": {"account": Account(), "recognitions": recognised(1, "other")},
    "every record set aside": {"account": Account(records=4, set_aside=4), "recognitions": HEADINGS},
    "headings, and no period stated": {"account": Account(), "recognitions": HEADINGS, "covers": None},
}


@pytest.mark.parametrize("told", UNREADABLE.values(), ids=UNREADABLE)
def test_a_file_that_gave_nothing_is_not_supplied_whatever_the_case_states_of_it(told):
    plan = entry(1, "2007-01-05", "social_care", "plan_started")
    injury = entry(2, "2007-04-09", "hospital", "injury_seen")
    sectors = ("hospital", "social_care", replace(source("police"), **told))
    findings = ask([plan, injury], sectors=sectors, rules=("E-58-police", "E-54")).findings
    by_rule = {finding.rule: finding for finding in findings}
    assert by_rule["E-58-police"].outcome == "cannot_tell"
    assert "no usable export from police was supplied" in by_rule["E-58-police"].statement
    assert by_rule["E-54"].searched == ("hospital.csv", "social_care.csv")
    assert "police" not in by_rule["E-54"].statement


def test_a_nil_return_is_an_export_that_holds_nothing():
    plan = entry(1, "2007-01-05", "social_care", "plan_started")
    injury = entry(2, "2007-04-09", "hospital", "injury_seen")
    nil = replace(source("police"), account=Account(), recognitions=HEADINGS)
    finding = ask([plan, injury], sectors=("hospital", "social_care", nil), rules=("E-58-police",)).findings[0]
    assert finding.outcome == "no_record"
    assert "police.csv" in finding.searched


@pytest.mark.parametrize(
    ("covers", "scope", "expected"),
    [
        (Covers(date(2006, 1, 1), date(2006, 10, 12), "stated"), (None, None), "cannot_tell"),
        (Covers(date(2006, 10, 14), date(2007, 1, 1), "stated"), (None, None), "cannot_tell"),
        (Covers(date(2006, 1, 1), date(2006, 10, 13), "stated"), (None, None), "no_record"),
        (Covers(date(2006, 1, 1), date(2007, 1, 1), "stated"), (None, date(2006, 9, 30)), "cannot_tell"),
        (Covers(date(2006, 12, 1), date(2007, 1, 1), "first and last record"), (None, None), "cannot_tell"),
        (Covers(date(2006, 12, 1), date(2007, 1, 1), "first and last record"), (date(2006, 3, 1), None), "no_record"),
        (Covers(date(2006, 12, 1), date(2007, 1, 1), "stated"), (date(2006, 3, 1), None), "cannot_tell"),
    ],
)
def test_an_absence_counts_only_where_the_export_covers_the_day(covers, scope, expected):
    sectors = ("gp", source("social_care", covers))
    result = ask([entry(1, "2006-10-13", "gp", "injury_seen")], sectors=sectors, scope=scope)
    assert outcomes(result) == [("E-54", expected)]


def test_an_answer_found_needs_no_cover():
    sectors = ("gp", source("social_care", Covers(date(2007, 1, 1), date(2007, 2, 1), "stated")))
    result = ask([entry(1, "2006-10-13", "gp", "injury_seen", "referral_made")], sectors=sectors)
    assert result.checks[0].met == 1


def test_two_files_of_one_sector_do_not_add_up_to_one_that_covers():
    first = replace(source("social_care", Covers(date(2006, 1, 1), date(2006, 10, 15), "stated")), path="first.csv")
    second = replace(source("social_care", Covers(date(2006, 10, 16), date(2007, 1, 1), "stated")), path="second.csv")
    referral = entry(1, "2006-10-13", "social_care", "referral_received")
    assert outcomes(ask([referral], sectors=(first, second), rules=("E-01-2006",))) == [("E-01-2006", "cannot_tell")]


def test_one_file_of_several_agencies_is_an_export_of_each():
    combined = replace(source("other"), path="gp.csv")
    entries = [entry(1, "2006-10-13", "gp", "injury_seen"), entry(2, "2006-12-01", "social_care", "other")]
    entries[1] = replace(entries[1], event=replace(entries[1].event, provenance=Provenance("gp.csv", None, 2)))
    assert outcomes(ask(entries, sectors=(combined,))) == [("E-54", "no_record")]


def test_death_takes_the_question_away_only_up_to_the_due_day():
    injury = entry(1, "2007-08-01", "hospital", "injury_seen")
    assert outcomes(ask([injury], subjects=[child(died=date(2007, 8, 3))])) == [("E-54", "no_record")]
    assert not ask([injury], subjects=[child(died=date(2007, 8, 1))]).findings


def test_rules_of_another_nation_are_left_out_and_rules_switched_off_say_why():
    injury = entry(1, "2006-10-13", "gp", "injury_seen")
    abroad = ask([injury], nation="scotland")
    assert not abroad.checks
    result = ask([injury], off={"E-54": "agreed with the panel"})
    assert (result.findings, result.checks[0].not_run) == ((), "agreed with the panel")
    with pytest.raises(DefinitionError):
        ask([injury], nation="atlantis")


def test_a_standard_is_not_put_to_earlier_years_unless_it_says_why_it_held():
    recent = replace(RULES["E-54"], valid_from=date(2010, 1, 1), holds_before="")
    injury = entry(1, "2006-10-13", "gp", "injury_seen")
    chronology = Chronology((injury,), (), {}, {})
    sources = [source("gp"), source("social_care")]
    assert not audit(chronology, [child()], sources, [recent], "england", {}, (None, None)).findings
    told = replace(recent, holds_before="the edition of 2006 asked the same")
    finding = audit(chronology, [child()], sources, [told], "england", {}, (None, None)).findings[0]
    assert finding.statement.endswith("The edition of 2006 asked the same.")
    over = replace(recent, valid_from=None, valid_to=date(2005, 1, 1))
    assert not audit(chronology, [child()], sources, [over], "england", {}, (None, None)).findings


def test_working_days_go_round_easter():
    injury = entry(2, "2007-04-05", "hospital", "injury_seen", "emergency_attendance")
    plan = entry(1, "2007-01-05", "social_care", "plan_started")
    finding = ask([plan, injury], rules=("E-58-police",)).findings[0]
    assert finding.due == date(2007, 4, 10), "Good Friday and Easter Monday are no working days in England"
    assert "10 April 2007 (1 working day later in England)" in finding.statement


def test_an_explained_injury_of_an_older_child_stands_back_for_the_graver_rule():
    older = replace(child(), born=When("", date(2000, 1, 1), date(2000, 1, 1), "day"))
    entries = [
        entry(1, "2006-10-13", "gp", "injury_seen", "explanation_given"),
        entry(2, "2006-10-13", "hospital", "injury_seen"),
        entry(3, "2006-11-13", "gp", "injury_seen", "explanation_given"),
    ]
    result = ask(entries, rules=("E-53", "E-54"), subjects=[older])
    assert [(finding.rule, finding.entries) for finding in result.findings] == [
        ("E-54", ("e-00000002",)),
        ("E-53", ("e-00000003",)),
    ]


@pytest.mark.parametrize("sector", ["gp", "police", "social_care"])
def test_an_injury_of_a_baby_is_told_by_one_rule(sector):
    rules = ("E-51", "E-54", "E-54-police", "E-54-social-care")
    injury = entry(1, "2006-05-13", sector, "injury_seen")
    assert outcomes(ask([injury], rules=rules)) == [("E-51", "no_record")]
    vague = entry(1, between("2006-05-01", "2006-05-20"), sector, "injury_seen")
    assert outcomes(ask([vague], rules=rules)) == [("E-51", "cannot_tell")]


def test_a_rule_stands_back_only_where_the_other_has_something_to_say():
    injury = entry(1, "2006-05-13", "social_care", "injury_seen")
    referral = entry(2, "2006-05-13", "social_care", "referral_received")
    rules = ("E-51", "E-54-social-care")
    assert outcomes(ask([injury, referral], rules=rules)) == [("E-54-social-care", "no_record")]


def test_a_vague_record_takes_no_day_from_another_rule():
    may = entry(1, between("2006-05-01", "2006-05-20"), "gp", "injury_seen")
    first = entry(2, "2006-05-01", "gp", "concern_recorded")
    assert ("E-58", "no_record") in outcomes(ask([may, first], rules=("E-51", "E-58")))


def test_an_explained_injury_of_a_child_of_unknown_age_is_not_lost():
    unknown = replace(child(), born=None)
    explained = entry(1, "2006-10-13", "gp", "injury_seen", "explanation_given")
    assert outcomes(ask([explained], rules=("E-53", "E-54"), subjects=[unknown])) == [("E-53", "no_record")]


def test_a_record_met_in_two_files_belongs_to_both_agencies():
    concern = entry(1, "2006-10-13", "gp", "concern_recorded")
    shared = entry(2, "2006-10-13", "gp", "concern_recorded", more=("hospital",))
    assert outcomes(ask([concern], rules=("E-58",))) == [("E-58", "no_record")]
    assert not ask([concern, shared], rules=("E-58",)).findings


def test_repeated_triggers_of_one_matter_are_one_finding():
    entries = [
        entry(1, "2007-06-04", "social_care", "home_visit", "no_access"),
        entry(2, "2007-06-06", "social_care", "home_visit", "no_access"),
        entry(3, "2007-06-25", "social_care", "home_visit", "child_seen"),
    ]
    result = ask(entries, rules=("E-23",))
    assert [(one.outcome, one.entries, one.answered_by) for one in result.findings] == [
        ("late", ("e-00000001", "e-00000002"), ("e-00000003",))
    ]


@pytest.mark.parametrize(
    ("returned", "missing", "expected"),
    [
        (None, None, "no_record"),
        ("10:00", "09:00", "no_record"),
        ("10:00", "15:00", None),
        (None, "15:00", "no_record"),
    ],
)
def test_only_going_missing_again_later_takes_the_question_away(returned, missing, expected):
    day = exactly("2019-06-03")
    records = [
        entry(1, replace(day, time=missing), "police", "missing_started"),
        entry(2, replace(day, time=returned), "police", "missing_ended"),
    ]
    covers = Covers(date(2019, 1, 1), date(2019, 12, 31), "stated")
    result = ask(records, sectors=(source("police", covers), source("social_care", covers)), rules=("E-46",))
    assert outcomes(result) == ([("E-46", expected)] if expected else [])


KNOWN_TO = [
    entry(number, "2007-05-20", sector, "other")
    for number, sector in enumerate(("gp", "hospital", "police", "school", "health_visiting"), 1)
] + [entry(6, "2007-05-21", "hospital", "other")]
MINUTES = {
    "Present: SW, HV, school DSL. Apologies: police.": "GP, hospital and police",
    "Attended by SW, HVs, head teacher; paediatrician and GP. DC Jones sent a report": "police",
    "Attendees: GP, DS Smith, HV,\nhead, consultant. Police to visit": None,
    "Present:\n- SW\n- GP\n- school nurse\nApologies:\n- police\nDecision: plan for GP to see": "hospital, police and school",
    "Apologies: GP; paediatrician. Present - SW, HV, police, school": "GP and hospital",
    "In attendance: Dr. A. Brown (GP), HV, head, DC 14, hospital. Not in attendance: housing": "housing",
    "Invited: GP, school, HV. Present: SW, school, HV": "GP",
    "Not present: GP": "GP",
    "Apologies were received from the GP and police. Plan continues.": "GP and police",
    "GP and police sent apologies, HV gave an update": "GP and police",
    "Present: HV (duty), school, GP, hospital, police. Apologies: HV (named)": None,
    "At present school reports that father is absent. HV present throughout.": "cannot tell",
    "Mother was present and wept": "cannot tell",
    "": "cannot tell",
}


def told_of_attendance(**fields):
    meeting = entry(9, "2007-06-20", "social_care", "conference_held", **fields)
    findings = ask([*KNOWN_TO, meeting], rules=("E-27",)).findings
    if not findings:
        return None
    if findings[0].outcome == "cannot_tell":
        return "cannot tell"
    return findings[0].statement.partition("recorded for ")[2].partition(", in the exports")[0]


def test_a_hospital_that_met_the_child_once_is_not_expected_at_a_meeting():
    meeting = entry(9, "2007-06-20", "social_care", "conference_held", summary="Present: SW, HV.")
    once, twice = entry(1, "2007-05-20", "hospital", "injury_seen"), entry(2, "2007-05-28", "hospital", "other")
    assert not ask([once, meeting], rules=("E-27",)).findings
    assert ask([once, twice, meeting], rules=("E-27",)).findings


@pytest.mark.parametrize(("text", "expected"), MINUTES.items(), ids=range(len(MINUTES)))
@pytest.mark.parametrize("field", ["summary", "action", "outcome"])
def test_minutes_are_read_wherever_they_stand(text, expected, field):
    assert told_of_attendance(**{field: text}) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SW, HV; school; GP and consultant", "police"),
        ("Apologies: police. SW, HV, school, GP", "hospital and police"),
        ("Invited: GP, police. SW, HV, police. Apologies: GP", "GP"),
        ("Chair, SW (apologies: GP, hospital), HV, school, police", "GP and hospital"),
        ("Apologies: GP", "GP"),
        ("", "cannot tell"),
    ],
)
def test_a_field_for_those_present_is_a_list_of_them(text, expected):
    assert told_of_attendance(present=text) == expected


VISITS = [
    entry(1, "2007-01-05", "social_care", "plan_started"),
    entry(2, "2007-01-15", "social_care", "home_visit"),
    entry(4, "2007-03-12", "social_care", "home_visit"),
    entry(5, "2007-03-20", "social_care", "plan_ended"),
]


def test_too_few_vague_visits_cannot_fill_a_long_stretch():
    february = entry(3, between("2007-02-01", "2007-02-28", "month"), "social_care", "home_visit")
    result = ask([*VISITS, february], rules=("E-14",))
    finding = result.findings[0]
    assert (finding.outcome, finding.entries) == ("late", ("e-00000002", "e-00000004"))
    assert "56 days" in finding.statement
    assert "No. 3, in doubt as to day or child, could lie in this time but would not fill it" in finding.statement


def test_a_long_silence_names_the_agency_that_holds_the_case_open():
    result = ask([VISITS[0], VISITS[3]], rules=("E-75",))
    assert result.findings[0].statement.startswith(
        "While social_care agency holds the case open, no contact of its own"
    )


def test_enough_vague_visits_leave_it_open():
    february = [
        entry(number, between("2007-01-20", "2007-02-28"), "social_care", "home_visit") for number in (30, 31, 32)
    ]
    assert outcomes(ask([*VISITS, *february], rules=("E-14",))) == [("E-14", "cannot_tell")]


def test_many_stretches_in_doubt_are_told_as_one():
    days = ("2007-01-05", "2007-02-01", "2007-03-01", "2007-03-26")
    plan = entry(1, days[0], "social_care", "plan_started")
    visits = [entry(number, day, "social_care", "home_visit") for number, day in enumerate(days[1:], 2)]
    vague = [entry(9, between("2007-01-01", "2007-03-31"), "social_care", "home_visit")]
    result = ask([plan, *visits, *vague], rules=("E-14",), subjects=[child(died=date(2007, 3, 28))])
    assert outcomes(result) == [("E-14", "cannot_tell")]
    assert result.findings[0].entries == ("e-00000001", "e-00000002", "e-00000003", "e-00000004")
    assert "2 later times" in result.findings[0].statement


def test_a_stretch_that_the_export_does_not_reach_is_no_gap():
    short = source("social_care", Covers(date(2007, 1, 1), date(2007, 1, 20), "stated"))
    result = ask(VISITS[:2], sectors=(short,), rules=("E-14",))
    assert not result.findings


def test_what_comes_after_the_export_ends_cannot_be_told_where_other_exports_go_on():
    short = source("social_care", Covers(date(2007, 1, 1), date(2007, 1, 20), "stated"))
    result = ask(VISITS[:2], sectors=(short, "gp"), rules=("E-14", "E-18", "E-75"))
    assert sorted(outcomes(result)) == [("E-14", "cannot_tell"), ("E-18", "cannot_tell"), ("E-75", "cannot_tell")]
    assert "social_care.csv covers 1 January 2007 to 20 January 2007" in result.findings[0].statement
    assert not ask(VISITS[:2], (short, "gp"), ("E-14",), subjects=[child(died=date(2007, 1, 25))]).findings


def test_visits_are_asked_for_only_while_the_child_lives():
    plan = VISITS[:2]
    assert not ask(plan, rules=("E-14",), subjects=[child(died=date(2007, 1, 25))]).findings
    finding = ask(plan, rules=("E-14",), subjects=[child(died=date(2007, 3, 1))]).findings[0]
    assert "from 15 January 2007 to 1 March 2007, 45 days" in finding.statement


def test_injuries_of_two_agencies_that_none_holds_all_are_one_pattern_with_shares():
    entries = [
        entry(1, "2006-10-13", "gp", "injury_seen"),
        entry(2, "2006-12-11", "gp", "injury_seen"),
        entry(3, "2006-12-11", "hospital", "injury_seen"),
        entry(4, "2007-06-01", "social_care", "injury_seen"),
    ]
    result = ask(entries, rules=("P-01",))
    assert outcomes(result) == [("P-01", "pattern")]
    assert result.findings[0].entries == tuple(one.id for one in entries)
    assert "gp agency 2, hospital agency 1 and social_care agency 1" in result.findings[0].statement


def test_a_pattern_is_asked_in_every_nation_but_those_that_it_names():
    entries = [entry(1, "2006-10-13", "gp", "injury_seen"), entry(2, "2006-12-11", "hospital", "injury_seen")]
    assert outcomes(ask(entries, rules=("P-01", "E-54"), nation="scotland")) == [("P-01", "pattern")]


def test_findings_stand_worst_first():
    entries = [
        entry(1, "2006-05-02", "gp", "was_not_brought"),
        entry(2, "2006-10-13", "gp", "injury_seen"),
        entry(3, "2006-10-20", "social_care", "referral_received", "referral_outcome"),
        entry(4, "2007-03-01", "gp", "injury_seen"),
        entry(5, between("2007-07-01", "2007-07-31", "month"), "gp", "injury_seen"),
    ]
    result = ask(entries, rules=("E-48", "E-54"))
    assert [(finding.level, finding.outcome) for finding in result.findings] == [
        ("high", "no_record"),
        ("high", "late"),
        ("high", "cannot_tell"),
        ("medium", "no_record"),
    ]


def _many(number, children):
    chooser = random.Random(7)
    kinds = list(dict.fromkeys(kind for rule in RULES.values() for kind in rule.trigger_kinds()))
    entries = []
    for position in range(1, number + 1):
        day = date(2006, 1, 1) + timedelta(days=chooser.randrange(700))
        last = day + timedelta(days=20) if chooser.random() < 0.1 else day
        name = f"c{chooser.randrange(children)}"
        sector = chooser.choice(("gp", "hospital", "social_care", "police"))
        when = When("", day, last, "day" if day == last else "range")
        kind = chooser.choice(kinds) if chooser.random() < 0.4 else "other"
        entries.append(entry(position, when, sector, kind, about=(name,)))
    entries.sort(key=lambda one: one.event.when.first)
    return entries, [child(f"c{number}") for number in range(children)]


def test_findings_depend_on_content_and_not_on_order():
    entries, people = _many(400, 10)
    first = ask(entries, rules=tuple(RULES), subjects=people)
    second = ask(list(reversed(entries)), rules=tuple(reversed(RULES)), subjects=list(reversed(people)))
    assert first == second
    assert first.findings
    assert len({finding.id for finding in first.findings}) == len(first.findings)


def test_checks_and_findings_add_up():
    entries, people = _many(400, 10)
    result = ask(entries, rules=tuple(RULES), subjects=people)
    for check in result.checks:
        found = [finding.outcome for finding in result.findings if finding.rule == check.rule]
        assert (check.late, check.no_record, check.cannot_tell, check.pattern) == tuple(
            found.count(outcome) for outcome in ("late", "no_record", "cannot_tell", "pattern")
        )


def test_one_child_is_judged_alike_alone_and_among_others():
    entries, people = _many(400, 10)
    # Who was asked or told of one child of a family was asked or told of the others, so that their records count too.
    rules = tuple(one for one in RULES if RULES[one].shape != "consultation")
    together = ask(entries, rules=rules, subjects=people).findings
    for person in people[:3]:
        own = [one for one in entries if person.id in one.subjects]
        alone = ask(own, rules=rules, subjects=[person]).findings
        assert alone == tuple(finding for finding in together if finding.subjects == (person.id,))
