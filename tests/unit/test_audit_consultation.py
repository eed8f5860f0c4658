"""Agencies that knew the child and were not recorded as asked before an assessment was finished."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from chronology.model import Covers, When
from tests.unit.test_audit_household import ask, entry

SECTORS = ("social_care", "gp", "school")
FINISHED = entry(9, "2022-06-07", "social_care", "assessment_completed", about=("ann",), summary="Good care.")
MOTHERS_DOCTOR = entry(1, "2022-01-10", "gp", "appointment_kept", about=("mother",), summary="Low mood.")
LESSON = entry(2, "2022-02-10", "school", "other", about=("ann",), summary="No PE kit.")


def asked(*entries, **options):
    result = ask([*entries, FINISHED], rule="P-87", sectors=options.pop("sectors", SECTORS), **options)
    return [(one.outcome, one.subjects, one.statement) for one in result.findings]


def test_who_knew_the_child_or_a_parent_and_was_not_asked_is_named():
    ((outcome, subjects, statement),) = asked(MOTHERS_DOCTOR, LESSON)
    assert (outcome, subjects) == ("no_record", ("ann",))
    assert "no word to or from GP and school" in statement


def test_a_sibling_s_record_tells_that_an_agency_was_asked():
    call = entry(3, "2022-05-20", "social_care", "other", about=("ben",), summary="Rang school and GP, no worries.")
    assert asked(MOTHERS_DOCTOR, LESSON, call) == []


def test_a_name_without_a_word_of_asking_is_nothing():
    seen = entry(3, "2022-05-20", "social_care", "home_visit", about=("ann",), summary="Was late home from school.")
    ((_, _, statement),) = asked(LESSON, seen)
    assert "no word to or from school" in statement


def test_a_meeting_of_all_hears_all():
    meeting = entry(3, "2022-05-20", "social_care", "core_group_held", about=("ann",))
    assert asked(MOTHERS_DOCTOR, LESSON, meeting) == []


def test_a_record_without_an_exact_day_counts_as_heard():
    call = entry(3, "2022-05-20", "school", "information_shared", about=("ann",))
    month = When("May 2022", date(2022, 5, 1), date(2022, 5, 31), "month")
    vague = replace(call, event=replace(call.event, when=month))
    assert asked(LESSON, vague) == []


def test_an_agency_that_sent_no_export_is_not_named():
    ((_, _, statement),) = asked(LESSON, sectors=("social_care", "school"))
    assert "GP" not in statement


def test_without_all_of_social_cares_export_it_cannot_be_told(monkeypatch):
    monkeypatch.setattr("tests.unit.test_audit_household.YEARS", Covers(date(2022, 5, 1), date(2022, 12, 31), "stated"))
    assert [outcome for outcome, _, _ in asked(LESSON)] == ["cannot_tell"]
