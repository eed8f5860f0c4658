"""How long a plan counts as open: until its recorded end, or until nothing has told of it for nine months."""

from __future__ import annotations

from datetime import date

import pytest

from chronology.audit.history import build_history, openings
from chronology.model import Entry, Event, Provenance, Subject, When
from chronology.rule.parts import named_states

PLAN = named_states()["plan"]
START = ("2019-03-04", "plan_started", "", "")


def opened(*records, died=None):
    """The first and last day of every time that the plan was open."""
    entries = []
    for number, (day, kind, summary, category) in enumerate(records, 1):
        place = Provenance("notes.csv", None, number)
        on = date.fromisoformat(day)
        when = When(day, on, on, "day")
        event = Event(
            f"e-{number}", place, when, "social care", "social_care", (kind,), summary=summary, category=category
        )
        entries.append((on, Entry(number, event.id, event, ("ann",), (), (place,))))
    child = Subject("ann", "Ann", "child", When("", date(2015, 3, 1), date(2015, 3, 1), "day"), died=died)
    found = openings(build_history(child, entries, []), PLAN)
    return [(str(one.first), str(one.last) if one.last else None) for one in found]


def test_a_plan_lapses_nine_months_after_its_last_conference():
    records = [START, ("2019-06-01", "conference_held", "", "")]
    assert opened(*records) == [("2019-03-04", "2020-03-01")]


@pytest.mark.parametrize(
    ("summary", "category"),
    [("Remains on a CP plan.", ""), ("Seen with mother.", "CP visit"), ("Subject to CP plan; well.", "")],
)
def test_a_record_that_names_the_plan_keeps_it_open(summary, category):
    assert opened(START, ("2019-10-04", "home_visit", summary, category)) == [("2019-03-04", "2020-07-04")]
    assert opened(START, ("2019-10-04", "home_visit", "Seen.", "Visit")) == [("2019-03-04", "2019-12-04")]


def test_a_sign_after_the_nine_months_does_not_wake_it():
    assert opened(START, ("2020-10-04", "core_group_held", "", "")) == [("2019-03-04", "2019-12-04")]


def test_a_recorded_end_holds_however_late_it_is():
    assert opened(START, ("2021-10-04", "plan_ended", "", "")) == [("2019-03-04", "2021-10-04")]


def test_a_death_years_later_tells_nothing_of_the_plan():
    assert opened(START, ("2022-10-04", "death", "", "")) == [("2019-03-04", "2019-12-04")]
    assert opened(START, died=date(2022, 10, 4)) == [("2019-03-04", "2019-12-04")]


def test_a_death_while_it_is_open_ends_it():
    assert opened(START, ("2019-08-04", "death", "", "")) == [("2019-03-04", "2019-08-04")]
    assert opened(START, died=date(2019, 8, 4)) == [("2019-03-04", "2019-08-04")]


@pytest.mark.parametrize(
    "summary",
    ["Not on a CP plan.", "Previously subject to a CP plan.", "Cousin is on a CP plan.", "Asthma plan continues."],
)
def test_words_that_deny_it_or_are_about_something_else_do_not(summary):
    assert opened(START, ("2019-10-04", "home_visit", summary, "Visit")) == [("2019-03-04", "2019-12-04")]
