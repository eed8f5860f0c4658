"""Closings, calls, visits declined and registers in the words of one agency, each with look-alikes."""

from __future__ import annotations

import pytest

from chronology.narrative import kinds_of_category, read_kinds, tells_of_call

TOLD = (
    ("case_closed", "voluntary", "Place given to the next on the list, not seen since May."),
    ("case_closed", "mental_health", "Discharged per DNA policy. Letter to GP."),
    ("case_closed", "social_care", "File shows an earlier contact.\nNFA. Close."),
    ("no_access", "health_visiting", "Mum declines visit, nan is unwell."),
    ("child_not_seen", "social_care", "Parents in. Baby in bed for his nap, dad said not to wake him."),
    ("injury_seen", "school", "Came in with black eye (R), swollen. Says he fell."),
    ("referral_received", "social_care", "Vulnerable child report from police, domestic at home address."),
    ("disclosure", "school", 'Says "I hide under the bed when daddy gets cross".'),
)
NOT_TOLD = (
    ("admission", "school", "Admitted to Year 2 from another school."),
    ("home_visit", "health_visiting", "Mum declines visit, nan is unwell.\nTelephone"),
    ("child_seen", "social_care", "Anon caller. Little boy of 3 seen being dragged by the arm."),
    ("police_domestic_incident", "gp", "Bruise to arm. Mum says other kids hit him."),
    ("was_not_brought", "mental_health", "Discharged per DNA policy. Letter to GP."),
    ("referral_made", "hospital", "Glasses needed. Report to SW 11/5."),
    ("injury_seen", "hospital", "F/U subdurals 2007. Growth normal."),
    ("protection_check", "school", "EWO register check, 94%."),
)


@pytest.mark.parametrize(("kind", "sector", "text"), TOLD)
def test_the_words_of_one_agency_tell_of_it(kind: str, sector: str, text: str) -> None:
    assert kind in read_kinds(text, sector)


@pytest.mark.parametrize(("kind", "sector", "text"), NOT_TOLD)
def test_what_only_looks_like_it_does_not(kind: str, sector: str, text: str) -> None:
    assert kind not in read_kinds(text, sector)


def test_a_type_that_names_a_call_is_read_along_with_the_text() -> None:
    assert tells_of_call("Tel in - MGM") and tells_of_call("Phone - GP")
    assert not tells_of_call("Home visit") and not tells_of_call("Letter in")


def test_a_register_of_who_is_in_school_is_none_of_children_at_risk() -> None:
    assert kinds_of_category("Register check", "school") == ()
    assert kinds_of_category("Register check", "hospital") == ("protection_check",)
