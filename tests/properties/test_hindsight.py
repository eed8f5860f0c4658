"""Nothing from after the day leaks in: adding any record dated and recorded after it never changes what was known on it."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chronology.knowledge import who_knew
from chronology.model import Account, Chronology, Covers, Entry, Event, Provenance, Source, Subject, When
from chronology.when import sort_key

ON = date(2007, 3, 15)
AGENCIES = {
    "gp": "Hill Surgery",
    "police": "Northshire Police",
    "social_care": "Northshire Council",
    "school": "Elm School",
    "hospital": "Elm Hospital",
}
KINDS = ("injury_seen", "information_shared", "conference_held", "referral_received", "was_not_brought", "other")
PEOPLE = (Subject("c1", "Amy Lowe", "child"), Subject("c2", "Ben Lowe", "sibling"), Subject("m", "Jo Lowe", "parent"))
COVERS = Covers(date(2006, 1, 1), date(2008, 12, 31), "stated")
SOURCES = tuple(
    Source(f"S{number}", f"{sector}.csv", "a", agency, sector, COVERS, (), Account(records=1, entries=1))
    for number, (sector, agency) in enumerate(AGENCIES.items(), 1)
)


def when(day, length, precision):
    return When(
        day.isoformat(), day, day + timedelta(days=length), precision if length or precision != "range" else "day"
    )


def whens(first, last):
    return st.builds(
        when, st.dates(first, last), st.sampled_from((0, 0, 6, 40)), st.sampled_from(("day", "range", "approximate"))
    )


@st.composite
def events(draw, happened, recorded):
    sector = draw(st.sampled_from(sorted(AGENCIES)))
    about = draw(st.lists(st.sampled_from([person.id for person in PEOPLE]), unique=True, max_size=3))
    settled = draw(st.booleans())
    event = Event(
        "",
        Provenance(f"{sector}.csv", None, 1),
        draw(happened),
        draw(st.sampled_from((AGENCIES[sector], f"another {sector}"))),
        sector,
        tuple(draw(st.lists(st.sampled_from(KINDS), unique=True, max_size=3))),
        recorded=draw(recorded),
        summary=draw(st.sampled_from(("Rang the GP.", "Told Northshire Police.", "Seen at home.", "SW not informed."))),
        present=draw(st.sampled_from(("", "GP, SW, head teacher", "Police, HV"))),
    )
    return event, tuple(about if settled else ()), tuple(() if settled else about)


ANY_DAY = st.one_of(whens(date(2006, 6, 1), date(2007, 12, 31)), st.just(When("", None, None, "unknown")))
LATER = whens(ON + timedelta(days=1), date(2008, 6, 30))
EARLIER_OR_ANY = events(ANY_DAY, st.one_of(st.none(), whens(date(2006, 6, 1), date(2007, 12, 31))))
AFTERWARDS = events(LATER, st.one_of(st.none(), LATER))


def lay_out(given_events):
    """A Chronology in its order, numbered; an event keeps its id whatever stands beside it."""
    entries = []
    for name, (event, about, possibly) in given_events:
        named = Event(**{field: getattr(event, field) for field in event.__struct_fields__} | {"id": name})
        entries.append((sort_key(event.when), name, named, about, possibly))
    entries.sort(key=lambda one: one[:2])
    laid = [
        Entry(number, name, event, about, possibly, (event.provenance,))
        for number, (_, name, event, about, possibly) in enumerate(entries, 1)
    ]
    return Chronology(
        tuple(one for one in laid if one.event.when.first),
        tuple(one for one in laid if not one.event.when.first),
        {},
        {},
    )


@given(st.lists(EARLIER_OR_ANY, max_size=8), st.lists(AFTERWARDS, min_size=1, max_size=4))
def test_what_comes_after_the_day_never_changes_what_was_known_on_it(before, after):
    known = [(f"e-{number}", event) for number, event in enumerate(before)]
    later = [(f"z-{number}", event) for number, event in enumerate(after)]
    alone = who_knew(ON, "", lay_out(known), PEOPLE, SOURCES)
    assert who_knew(ON, "", lay_out([*known, *later]), PEOPLE, SOURCES) == alone
    assert not any(
        piece.entry.startswith("z-")
        for held in who_knew(ON, "", lay_out(later), PEOPLE, SOURCES).agencies
        for piece in (*held.own, *held.later, *held.told)
    )


@given(st.lists(EARLIER_OR_ANY, max_size=8), EARLIER_OR_ANY)
def test_a_further_record_takes_nothing_away_from_what_an_agency_held(before, more):
    known = [(f"e-{number}", event) for number, event in enumerate(before)]
    fewer = who_knew(ON, "", lay_out(known), PEOPLE, SOURCES)
    held = {one.agency: one for one in who_knew(ON, "", lay_out([*known, ("y", more)]), PEOPLE, SOURCES).agencies}
    assert all(set(one.own) <= set(held[one.agency].own) for one in fewer.agencies if one.own)
