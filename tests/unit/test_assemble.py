"""One order, duplicates with every place, the scope, the account, the same event in two files."""

from datetime import date

import pytest

from chronology.assemble import assemble, give_own_ids
from chronology.dates import read_date
from chronology.model import Covers, Event, Link, Mention, Provenance, Subject

CHILD = Subject(id="amy", name="Amy Lowe", role="child", born=read_date("01/03/2006"), died=date(2008, 1, 1))
MOTHER = Subject(id="mother", name="Carol Lowe", role="parent")


def event(row, when, *kinds, source="a.csv", agency="A", summary="Seen", sector="gp", time="", **more):
    return Event(
        id=f"e-{summary}-{when}",
        provenance=Provenance(source, None, row),
        when=read_date(when, time),
        agency=agency,
        sector=sector,
        kinds=kinds,
        summary=summary,
        **more,
    )


def links_of(events, subject="amy", standing="confirmed"):
    return [(Link(one.provenance, "Amy Lowe", subject, standing, 1.0, ()),) for one in events]


def put_together(events, links=None, scope=(None, None), covers=None, set_aside=None):
    paths = sorted({one.provenance.source for one in events})
    stated = dict.fromkeys(paths) | (covers or {})
    links = links_of(events) if links is None else links
    return assemble(give_own_ids(events), links, [CHILD, MOTHER], scope, stated, set_aside or {})


def codes(assembly):
    return [(issue.code, issue.row) for issue in assembly.issues]


def test_precise_before_vague_then_time_then_agency_then_row():
    events = [
        event(2, "01/05/2007", summary="untimed", agency="B"),
        event(3, "May 2007", summary="month"),
        event(4, "01/05/2007", summary="late", time="14:00"),
        event(5, "01/05/2007", summary="early", time="09:00"),
        event(6, "2007", summary="year"),
        event(7, "01/05/2007", summary="untimed too", agency="A"),
        event(8, "30/04/2007", summary="before"),
    ]
    order = [entry.event.summary for entry in put_together(events).chronology.entries]
    assert order == ["year", "before", "early", "late", "untimed too", "untimed", "month"]


def test_duplicates_are_one_entry_with_every_place():
    events = [event(3, "01/05/2007"), event(2, "01/05/2007"), event(9, "01/05/2007", source="b.csv")]
    assembly = put_together(events)
    (entry,) = assembly.chronology.entries
    assert [(place.source, place.row) for place in entry.provenance] == [("a.csv", 2), ("a.csv", 3), ("b.csv", 9)]
    accounts = assembly.chronology.accounts
    assert (accounts["a.csv"].records, accounts["a.csv"].entries, accounts["a.csv"].duplicates) == (2, 1, 1)
    assert (accounts["b.csv"].records, accounts["b.csv"].duplicates) == (1, 1)
    assert codes(assembly) == [("duplicate_record", 3), ("duplicate_record", 9)]


def test_sheets_about_two_children_with_the_same_words_stay_two():
    titles = [Mention(name, forename=name, surname="Lowe", assumed=True) for name in ("Amy", "Ben", "Amy")]
    events = [event(2, "01/05/2007", source=f"{n}.csv", mentions=(one,)) for n, one in enumerate(titles)]
    entries = put_together(events).chronology.entries
    assert sorted(len(entry.provenance) for entry in entries) == [1, 2]
    assert len({entry.id for entry in entries}) == 2


def test_two_agencies_with_the_same_words_stay_two():
    events = [event(2, "01/05/2007"), event(2, "01/05/2007", source="b.csv", agency="B")]
    entries = put_together(events).chronology.entries
    assert len(entries) == 2
    assert len({entry.id for entry in entries}) == 2
    alone = put_together(events[:1]).chronology.entries[0]
    assert alone.id == events[0].id


@pytest.mark.parametrize(
    ("kind", "other_kind", "times", "together"),
    [
        ("conference_held", "conference_held", ("", ""), True),
        ("conference_held", "core_group_held", ("", ""), False),
        ("referral_made", "referral_received", ("", ""), True),
        ("referral_made", "referral_made", ("", ""), False),
        ("emergency_attendance", "emergency_attendance", ("09:00", "10:30"), True),
        ("emergency_attendance", "emergency_attendance", ("09:00", "15:00"), False),
        ("home_visit", "home_visit", ("", ""), False),
    ],
)
def test_the_same_event_in_two_files(kind, other_kind, times, together):
    events = [
        event(2, "01/05/2007", kind, time=times[0]),
        event(2, "01/05/2007", other_kind, source="b.csv", agency="B", summary="Held", time=times[1]),
    ]
    first, second = put_together(events).chronology.entries
    assert first.same_event_as == ((second.id,) if together else ())
    assert second.same_event_as == ((first.id,) if together else ())


def test_scope_keeps_what_may_lie_in_it():
    events = [
        event(2, "30/04/2007", summary="before"),
        event(3, "2007", summary="some day of the year"),
        event(4, "01/05/2007", summary="first day"),
        event(5, "not known", summary="undated"),
        event(6, "June 2007", summary="after"),
    ]
    chronology = put_together(events, scope=(date(2007, 5, 1), date(2007, 5, 31))).chronology
    assert [entry.event.summary for entry in chronology.entries] == ["some day of the year", "first day"]
    assert [entry.event.summary for entry in chronology.undated] == ["undated"]
    account = chronology.accounts["a.csv"]
    assert (account.records, account.entries, account.undated, account.out_of_scope) == (5, 2, 1, 2)


def test_a_doubtful_day_beside_the_scope_may_lie_in_it():
    events = [event(2, "c. 29/04/2007", summary="about then"), event(3, "29/04/2007", summary="on that day")]
    entries = put_together(events, scope=(date(2007, 5, 1), None)).chronology.entries
    assert [entry.event.summary for entry in entries] == ["about then"]


def test_set_aside_rows_are_records_too():
    account = put_together([event(2, "01/05/2007")], set_aside={"a.csv": 3}).chronology.accounts["a.csv"]
    assert (account.records, account.set_aside) == (4, 3)


def test_covers_is_stated_or_first_to_last_record_counted_narrowly():
    events = [event(2, "May 2007"), event(3, "01/09/2007"), event(4, "2008", summary="some day")]
    assert put_together(events).chronology.covers["a.csv"] == Covers(
        date(2007, 5, 31), date(2008, 1, 1), "first and last record"
    )
    stated = Covers(date(2007, 6, 1), date(2007, 12, 31), "stated")
    assembly = put_together(events, covers={"a.csv": stated})
    assert assembly.chronology.covers["a.csv"] == stated
    assert ("covers_too_short", None) in codes(assembly)


def test_contacts_out_of_the_childs_life_are_said():
    events = [
        event(2, "01/02/2006", summary="before birth"),
        event(3, "01/02/2006", summary="antenatal", sector="midwifery"),
        event(4, "02/01/2008", summary="after death"),
        event(5, "01/05/2007"),
    ]
    assert codes(put_together(events)) == [("event_before_birth", 2), ("event_after_death", 4)]


def test_a_contact_after_every_recording_is_said():
    events = [
        event(2, "01/05/2007", recorded=read_date("02/05/2007")),
        event(3, "01/09/2007", recorded=read_date("03/05/2007")),
    ]
    assert codes(put_together(events)) == [("event_in_future", 3)]


def test_what_is_only_possible_counts_for_nobody():
    events = [event(2, "01/05/2007")]
    (entry,) = put_together(events, links_of(events, standing="possible")).chronology.entries
    assert entry.subjects == ()
    assert entry.possible_subjects == ("amy",)


def test_a_record_about_an_adult_alone_says_nothing_of_the_child():
    events = [event(2, "01/05/2007", "child_seen", "concern_recorded"), event(3, "02/05/2007", "child_seen")]
    links = [links_of(events[:1], "mother")[0], (*links_of(events[1:], "mother")[0], *links_of(events[1:])[0])]
    first, second = put_together(events, links).chronology.entries
    assert first.event.kinds == ("concern_recorded",)
    assert second.event.kinds == ("child_seen",)
