"""Letters about an appointment missed elsewhere, as the rules about missed appointments read them."""

from __future__ import annotations

from datetime import date

import pytest

from chronology.audit.letters import leave_letters_of_misses
from chronology.model import Chronology, Entry, Event, Provenance, When

MISS = ("was_not_brought",)


def entry(number, day, agency, kinds=MISS, category="", summary="", about=("ann",), precision="day"):
    when = When(day, date.fromisoformat(day), date.fromisoformat(day), precision)
    place = Provenance(f"{agency}.csv", None, number)
    event = Event(f"e-{number}", place, when, agency, "gp", kinds, category=category, summary=summary)
    return Entry(number, event.id, event, about, (), (place,))


def read_by_rules(*entries):
    return [one.event.kinds for one in leave_letters_of_misses(Chronology(entries, (), {}, {})).entries]


@pytest.mark.parametrize(
    ("category", "summary"),
    [
        ("Letter", "Clinic discharge for DNA."),
        ("Correspondence", "Not brought to clinic."),
        ("Docman", "WNB 5 Feb."),
        ("", "Clinic letter: DNA on 5/2."),
        ("Admin", "DNA letter from hospital, filed."),
    ],
)
def test_a_letter_about_another_agencys_miss_is_no_second_miss(category, summary):
    letter = entry(2, "2014-02-19", "surgery", category=category, summary=summary)
    assert read_by_rules(entry(1, "2014-02-05", "hospital"), letter) == [MISS, ("other",)]


def test_what_else_the_letter_tells_stays():
    letter = entry(2, "2014-02-19", "surgery", ("was_not_brought", "concern_recorded"), category="Letter")
    assert read_by_rules(entry(1, "2014-02-05", "hospital"), letter) == [MISS, ("concern_recorded",)]


@pytest.mark.parametrize(
    "earlier",
    [
        entry(1, "2014-02-05", "surgery"),  # the agency's own
        entry(1, "2014-01-05", "hospital"),  # longer ago
        entry(1, "2014-02-20", "hospital"),  # later
        entry(1, "2014-02-05", "hospital", about=("ben",)),
        entry(1, "2014-02-05", "hospital", category="Letter"),  # another letter
        entry(1, "2014-02-05", "hospital", kinds=("appointment_kept",)),
    ],
)
def test_a_letter_that_is_all_that_tells_of_the_miss_counts(earlier):
    letter = entry(2, "2014-02-19", "surgery", category="Letter", summary="Clinic discharge for DNA.")
    assert read_by_rules(earlier, letter)[1] == MISS


def test_the_practices_own_clinic_counts():
    clinic = entry(2, "2014-02-19", "surgery", category="Immunisations", summary="Not brought.")
    assert read_by_rules(entry(1, "2014-02-05", "hospital"), clinic) == [MISS, MISS]
