"""Who knew what: silences told apart, what was held and told on a day, and when the pieces first came together."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from chronology.knowledge import MOST_CHILDREN, find_knowledge, who_knew
from chronology.knowledge.accumulated import Pattern, first_met, pattern_of
from chronology.knowledge.told import told_words
from chronology.model import (
    Account,
    Chronology,
    Column,
    Covers,
    Entry,
    Event,
    Finding,
    Provenance,
    Recognition,
    Source,
    Subject,
    When,
)
from chronology.rule import load_rules

SCOPE = (date(2007, 1, 1), date(2007, 6, 30))
WHOLE = Covers(*SCOPE, "stated")
READ = Account(records=1, entries=1)
CHILD = Subject("c1", "Amy Lowe", "child")


def exactly(day):
    return When(day, date.fromisoformat(day), date.fromisoformat(day), "day")


def between(first, last, precision="range"):
    return When(f"{first} to {last}", date.fromisoformat(first), date.fromisoformat(last), precision)


UNDATED = When("", None, None, "unknown")


def entry(number, when, sector, *kinds, recorded=None, about=("c1",), possibly=(), **fields):
    when = exactly(when) if isinstance(when, str) else when
    recorded = exactly(recorded) if isinstance(recorded, str) else recorded
    place = Provenance(f"{sector}.csv", None, number)
    event = Event(f"e-{number}", place, when, f"{sector} agency", sector, kinds, recorded=recorded, **fields)
    return Entry(number, event.id, event, about, possibly, (place,))


def source(sector, covers=WHOLE, account=READ, recognitions=()):
    return Source("S1", f"{sector}.csv", "a hash", f"{sector} agency", sector, covers, recognitions, account)


def chronology(*entries):
    dated = tuple(one for one in entries if one.event.when.first)
    return Chronology(dated, tuple(one for one in entries if not one.event.when.first), {}, {})


def strips(entries, sources, expected=(), people=(CHILD,), scope=SCOPE):
    return find_knowledge(chronology(*entries), people, sources, (), (), scope, expected).silences


def standings(strip):
    return [month.standing for month in strip.months]


def seen(day, entries, sectors=("gp", "police", "social_care"), people=(CHILD,)):
    snapshot = who_knew(date.fromisoformat(day), "", chronology(*entries), people, [source(one) for one in sectors])
    return {held.agency: held for held in snapshot.agencies}, snapshot


def ids(pieces):
    return [(piece.entry, piece.standing) for piece in pieces]


def test_the_four_silences_are_told_apart():
    spring = Covers(date(2007, 2, 1), date(2007, 4, 30), "stated")
    gp, missing = strips([entry(1, "2007-03-05", "gp")], [source("gp", spring)], ["Northshire Police"])
    assert standings(gp) == ["not_covered", "silent", "contact", "silent", "not_covered", "not_covered"]
    assert [month.contacts for month in gp.months] == [0, 0, 1, 0, 0, 0]
    assert (missing.agency, missing.sector, set(standings(missing))) == (
        "Northshire Police",
        "police",
        {"not_supplied"},
    )


def test_a_month_covered_in_part_is_told_so():
    (gp,) = strips([], [source("gp", Covers(date(2007, 1, 10), date(2007, 2, 28), "stated"))])
    assert [month.in_part for month in gp.months] == [True, False, False, False, False, False]
    assert gp.months[0].standing == "silent"


def test_two_exports_that_meet_cover_a_month_whole():
    first = source("gp", Covers(date(2007, 1, 1), date(2007, 1, 15), "stated"))
    second = Source(
        "S2", "gp_2.csv", "b", "gp agency", "gp", Covers(date(2007, 1, 16), SCOPE[1], "stated"), (), first.account
    )
    (gp,) = strips([], [first, second])
    assert not any(month.in_part for month in gp.months)


def test_where_no_period_was_stated_only_the_time_between_records_counts_as_covered():
    unstated = Covers(date(2007, 2, 1), date(2007, 4, 30), "first and last record")
    (gp,) = strips([], [source("gp", unstated)])
    assert standings(gp) == ["not_covered", "silent", "silent", "silent", "not_covered", "not_covered"]
    assert gp.basis == "first and last record"


def test_a_record_about_others_is_no_contact_and_a_doubtful_one_is_counted_apart():
    entries = [
        entry(1, "2007-01-05", "gp", about=("mother",)),
        entry(2, "2007-02-05", "gp", about=(), possibly=("c1",)),
        entry(3, between("2007-03-20", "2007-04-02"), "gp"),
        entry(4, between("2007-01-01", "2007-12-31", "year"), "gp"),
    ]
    (gp,) = strips(entries, [source("gp")])
    assert set(standings(gp)) == {"silent"}
    assert [month.doubtful for month in gp.months] == [0, 1, 1, 1, 0, 0]
    assert gp.vague == 1


def test_a_file_without_a_usable_record_is_not_supplied_unless_it_is_a_nil_return():
    useless = source("gp", account=Account(records=3, set_aside=3))
    assert strips([entry(1, "2007-01-05", "gp")], [useless]) == ()
    column = Column(0, "Date", "date", "sure", "")
    read = Recognition("gp.csv", None, None, 1, 2, (column,), {}, None, None, None, {})
    (gp,) = strips([], [source("gp", account=Account(), recognitions=(read,))])
    assert set(standings(gp)) == {"silent"}


def test_an_export_of_undated_records_alone_is_supplied_and_covers_nothing():
    (gp,) = strips([entry(1, UNDATED, "gp")], [source("gp", covers=None)])
    assert (gp.basis, gp.vague, set(standings(gp))) == ("no dated record", 1, {"not_covered"})


@pytest.mark.parametrize(
    ("expected", "missing"),
    [
        ("gp agency", False),
        ("GP Agency", False),
        ("agency", False),
        ("social care", True),
        ("gp", False),
        ("GP out of hours", True),
    ],
)
def test_an_expected_agency_is_missing_unless_what_was_supplied_holds_its_name(expected, missing):
    assert len(strips([], [source("gp")], [expected])) == 1 + missing


def test_each_child_has_strips_of_its_own_and_many_children_have_none():
    twins = [Subject("c1", "Amy Lowe", "child"), Subject("c2", "Ben Lowe", "child")]
    one, two = strips([entry(1, "2007-01-05", "gp")], [source("gp")], people=twins)
    assert (standings(one)[0], standings(two)[0]) == ("contact", "silent")
    many = [Subject(f"c{number}", "a child", "child") for number in range(MOST_CHILDREN + 1)]
    knowledge = find_knowledge(chronology(entry(1, "2007-01-05", "gp")), many, [source("gp")], (), (), SCOPE)
    assert knowledge.silences == knowledge.snapshots == ()
    assert f"{MOST_CHILDREN + 1} children" in knowledge.note


def test_a_mistyped_century_lays_no_endless_strip():
    entries = [entry(1, "1007-01-05", "gp"), entry(2, "2007-01-05", "gp")]
    knowledge = find_knowledge(chronology(*entries), [CHILD], [source("gp")], (), (), (None, None))
    assert knowledge.silences == ()
    assert "scope" in knowledge.note


def test_a_record_is_held_from_the_day_it_was_written_down():
    entries = [entry(1, "2007-01-05", "gp", recorded="2007-01-09"), entry(2, "2007-01-05", "police")]
    early, _ = seen("2007-01-06", entries)
    assert ids(early["gp agency"].own) == []
    assert [(piece.entry, piece.ground) for piece in early["gp agency"].later] == [("e-1", "recorded on 2007-01-09")]
    assert ids(early["police agency"].own) == [("e-2", "certain")]
    late, _ = seen("2007-01-09", entries)
    assert ids(late["gp agency"].own) == [("e-1", "certain")]
    assert late["gp agency"].later == ()


def test_a_vague_day_and_an_unsettled_person_make_it_possible():
    entries = [
        entry(1, between("2007-01-01", "2007-01-31", "month"), "gp"),
        entry(2, "2007-01-05", "gp", about=(), possibly=("c1",)),
        entry(3, UNDATED, "gp"),
        entry(4, UNDATED, "gp", recorded="2007-01-05"),
    ]
    held, snapshot = seen("2007-01-10", entries)
    assert ids(held["gp agency"].own) == [("e-1", "possible"), ("e-2", "possible"), ("e-4", "certain")]
    assert snapshot.undated == 1


def test_a_date_in_doubt_that_is_written_as_later_does_not_leak():
    held, _ = seen("2007-01-10", [entry(1, between("2007-01-12", "2007-01-12", "approximate"), "gp")])
    assert held["gp agency"].own == held["gp agency"].later == ()


def test_an_appointment_written_down_is_held_but_has_told_nobody():
    planned = entry(1, "2007-02-01", "social_care", "conference_held", recorded="2007-01-05", present="GP")
    held, _ = seen("2007-01-10", [planned])
    assert ids(held["social_care agency"].own) == [("e-1", "certain")]
    assert held["social_care agency"].told == held["gp agency"].told == ()


def test_who_was_present_was_told_for_certain_and_who_is_named_possibly():
    entries = [
        entry(
            1, "2007-01-05", "social_care", "conference_held", present="Chair, SW, HV, police", recorded="2007-02-01"
        ),
        entry(2, "2007-01-06", "gp", "information_shared", summary="Rang the duty social worker about the bruise."),
    ]
    held, _ = seen("2007-01-10", entries, ("gp", "police", "social_care", "health_visiting"))
    assert ids(held["police agency"].told) == [("e-1", "certain")]
    assert ids(held["health_visiting agency"].told) == [("e-1", "certain")]
    assert ids(held["social_care agency"].told) == [("e-1", "certain"), ("e-2", "possible")]
    assert "recorded on 2007-02-01" in held["police agency"].told[0].ground
    assert ids(held["gp agency"].told) == [("e-2", "possible")]
    assert "may be what this agency told" in held["gp agency"].told[0].ground


@pytest.mark.parametrize(
    "words",
    [
        "Apologies: GP. Discussed with mother.",
        "Invited: GP and school.",
        "GP not informed.",
        "Will ring GP tomorrow.",
        "Rang GP, no reply.",
        "Sw to inform GP.",
    ],
)
def test_who_was_absent_or_is_yet_to_be_told_was_not_told(words):
    record = entry(1, "2007-01-05", "social_care", "information_shared", "conference_held", summary=words)
    held, _ = seen("2007-01-10", [record])
    assert held["gp agency"].told == ()


@pytest.mark.parametrize(
    ("summary", "told"),
    [
        ("Minutes received, child on the register.", [("e-1", "possible")]),
        ("Seen with mother. Told by school of absence.", [("e-1", "possible")]),
        ("Invitation to conference, letter from council.", []),
        ("Seen with mother, well.", []),
    ],
)
def test_an_agencys_own_words_may_say_that_something_reached_it(summary, told):
    held, _ = seen("2007-01-10", [entry(1, "2007-01-05", "gp", "other", summary=summary)])
    assert ids(held["gp agency"].told) == told


def test_one_of_two_agencies_of_a_sector_is_only_possibly_the_one():
    other = Source("S9", "surgery.csv", "c", "second surgery", "gp", WHOLE, (), Account(records=1, entries=1))
    record = entry(1, "2007-01-05", "social_care", "conference_held", present="GP")
    snapshot = who_knew(
        date(2007, 1, 10), "", chronology(record), [CHILD], [source("gp"), other, source("social_care")]
    )
    told = {held.agency: ids(held.told) for held in snapshot.agencies}
    assert told["gp agency"] == told["second surgery"] == [("e-1", "possible")]


def test_together_counts_days_and_says_who_holds_them_all():
    entries = [
        entry(1, "2007-01-05", "gp", "injury_seen"),
        entry(2, "2007-01-05", "police", "injury_seen"),
        entry(3, "2007-01-09", "police", "injury_seen", recorded="2007-01-20"),
        entry(4, "2007-01-12", "gp", "injury_seen"),
        entry(5, between("2007-01-01", "2007-01-31", "month"), "gp", "injury_seen"),
    ]
    _, early = seen("2007-01-15", entries)
    (injuries,) = early.together
    assert (injuries.days, injuries.by_agency) == (2, (("gp agency", 2), ("police agency", 1)))
    assert (injuries.known_whole_to, injuries.doubtful) == (("gp agency",), 1)
    _, late = seen("2007-01-20", entries)
    assert (late.together[0].days, late.together[0].known_whole_to) == (3, ())


def together(entries, pattern):
    return first_met(
        pattern, entries, ["gp agency", "police agency", "social_care agency"], lambda one: (one.event.agency,)
    )


def test_the_first_day_is_that_of_the_entry_that_completed_the_pattern():
    entries = [
        entry(1, "2007-01-05", "gp", "injury_seen"),
        entry(2, "2007-02-05", "gp", "injury_seen"),
        entry(3, "2007-03-05", "police", "injury_seen", recorded="2007-03-09"),
        entry(4, "2007-04-05", "police", "injury_seen"),
    ]
    met = together(entries, Pattern(2, nobody_alone=True))
    assert (met.day, met.count, met.entries) == (date(2007, 3, 5), 3, ("e-1", "e-2", "e-3"))
    assert met.by_agency == (("gp agency", 2), ("police agency", 0), ("social_care agency", 0))
    assert met.later == 1


def test_records_near_each_other_are_one_occasion():
    entries = [entry(number, day, "gp") for number, day in enumerate(("2007-01-05", "2007-01-07", "2007-02-01"), 1)]
    assert together(entries, Pattern(2, within_days=3)).day == date(2007, 2, 1)
    assert together(entries, Pattern(2)).day == date(2007, 1, 7)
    assert together(entries, Pattern(4)) is None
    assert together([], Pattern(1)) is None


def test_shipped_rules_of_adding_up_have_a_pattern_and_others_none():
    shapes = {rule.shape: pattern_of(rule) is not None for rule in load_rules()}
    assert shapes["spread"]
    assert not shapes["missing_follow_up"]


def test_findings_of_a_pattern_get_their_first_day_and_a_snapshot_of_it():
    rule = next(rule for rule in load_rules() if rule.shape == "spread")
    entries = [entry(1, "2007-01-05", "gp", "injury_seen"), entry(2, "2007-02-05", "police", "injury_seen")]
    finding = Finding("f-1", rule.id, "A pattern", "", "high", "pattern", ("c1",), ("e-1", "e-2"), (), None, (), "")
    knowledge = find_knowledge(
        chronology(*entries), [CHILD], [source("gp"), source("police")], [finding], [rule], SCOPE
    )
    assert knowledge.accumulations["f-1"].day == date(2007, 2, 5)
    assert [snapshot.on for snapshot in knowledge.snapshots] == [date(2007, 2, 5), SCOPE[1]]


def test_the_last_day_shown_is_the_one_before_a_child_died():
    child = Subject("c1", "Amy Lowe", "child", died=date(2007, 5, 4))
    knowledge = find_knowledge(chronology(entry(1, "2007-01-05", "gp")), [child], [source("gp")], (), (), SCOPE)
    assert [snapshot.on for snapshot in knowledge.snapshots] == [date(2007, 5, 4) - timedelta(days=1)]


def test_the_words_of_being_told_are_of_known_kinds():
    words = told_words()
    assert words.meetings <= words.told_by_others
    assert {"social_care", "police", "gp", "school"} <= set(words.named.values())
