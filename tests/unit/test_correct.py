"""A person's corrections of kinds win, are told, and are questioned where they do nothing."""

import pytest

from chronology.case import KindCorrection
from chronology.correct import correct
from chronology.dates import read_date
from chronology.model import Event, Provenance

EVENTS = [
    Event("e-1", Provenance("a.csv", None, 2), read_date("01/05/2007"), "A", "gp", ("injury_seen", "child_seen")),
    Event("e-2", Provenance("b.xlsx", "One", 2), read_date("02/05/2007"), "B", "school", ("other",)),
    Event("e-3", Provenance("b.xlsx", "Two", 2), read_date("03/05/2007"), "B", "school", ("child_seen",)),
]


def correction(source=None, row=None, sheet=None, entry=None, add=(), remove=()):
    return KindCorrection(
        source, sheet, row, entry, tuple(add), tuple(remove), "A. Author", "2026-11-21", "read again", 7
    )


def kinds_after(*corrections):
    return [event.kinds for event in correct(EVENTS, corrections).events]


def test_kinds_are_added_and_taken_away():
    done = correct(EVENTS, [correction("a.csv", 2, add=["referral_made"], remove=["injury_seen"])])
    assert set(done.events[0].kinds) == {"child_seen", "referral_made"}
    assert done.events[1:] == EVENTS[1:]
    (made,) = done.made
    assert (made.entry, made.added, made.removed) == ("e-1", ("referral_made",), ("injury_seen",))
    assert (made.by, made.on, made.why) == ("A. Author", "2026-11-21", "read again")
    assert done.issues == ()


def test_other_stands_only_where_nothing_else_does():
    assert kinds_after(correction(entry="e-2", add=["home_visit"]))[1] == ("home_visit",)
    assert kinds_after(correction(entry="e-3", remove=["child_seen"]))[2] == ("other",)


def test_a_sheet_narrows_the_row():
    kinds = kinds_after(correction("b.xlsx", 2, sheet="Two", add=["injury_seen"]))
    assert kinds[1] == ("other",)
    assert set(kinds[2]) == {"injury_seen", "child_seen"}


@pytest.mark.parametrize(
    "idle", [correction("a.csv", 99, add=["death"]), correction(entry="e-1", add=["child_seen"], remove=["death"])]
)
def test_a_correction_that_does_nothing_is_questioned(idle):
    done = correct(EVENTS, [idle])
    assert done.events == EVENTS
    assert done.made == ()
    assert [found.code for found in done.issues] == ["correction_unused"]
    assert "line 7" in done.issues[0].message
