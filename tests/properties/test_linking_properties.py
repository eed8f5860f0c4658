"""What holds of linking whatever the records."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from chronology.linking import Linking, link
from chronology.model import Event, Mention, Provenance, Subject, When

NUMBERS = ("9434765919", "4010232137", "9990000018")
DAYS = (date(2015, 3, 4), date(2015, 4, 3), date(2015, 3, 14), date(2012, 11, 30), date(1988, 1, 1))


def day(value: date) -> When:
    return When(value.isoformat(), value, value, "day", edtf=value.isoformat())


mentions = st.builds(
    Mention,
    written=st.just(""),
    forename=st.sampled_from(("Jayden", "Kayden", "Jaydn", "J", "Baby", "Mohammed", "Muhammad", "")),
    surname=st.sampled_from(("Holt", "Holt-Shah", "Shah", "Hotl", "")),
    born=st.one_of(st.none(), st.sampled_from(DAYS).map(day)),
    age=st.sampled_from(("", "3", "11 months")),
    sex=st.sampled_from(("", "M", "F")),
    nhs_number=st.sampled_from(("", *NUMBERS, "9999999999", "1234567890")),
    agency_id=st.sampled_from(("", "A1", "A2")),
    postcode=st.sampled_from(("", "LS9 9ZZ")),
)
events = st.lists(
    st.builds(
        lambda named, source, on: (named, source, on),
        st.lists(mentions, max_size=2).map(tuple),
        st.sampled_from(("gp", "school")),
        st.sampled_from((date(2016, 1, 1), date(2018, 5, 5))),
    ),
    max_size=14,
).map(
    lambda drawn: [
        Event(f"e-{row}", Provenance(f"{source}.csv", None, row), day(on), source, "other", mentions=named)
        for row, (named, source, on) in enumerate(drawn, 2)
    ]
)
REGISTER = (
    Subject("one", "Jayden Holt", "child", day(DAYS[0])),
    Subject("two", "Kayden Holt", "child", day(DAYS[0]), identifiers={"nhs_number": NUMBERS[0]}),
    Subject("three", "Mohammed Shah", "child"),
)
registers = st.sampled_from(((), REGISTER))


def told(found: Linking, among: Sequence[Event]) -> tuple[object, ...]:
    by_row = {event.id: links for event, links in zip(among, found.links, strict=True)}
    return found.subjects, sorted(by_row.items()), found.issues


@given(events, registers, st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_the_order_of_records_changes_nothing(
    drawn: list[Event], register: tuple[Subject, ...], shuffling: object
) -> None:
    shuffled = list(drawn)
    shuffling.shuffle(shuffled)  # type: ignore[attr-defined]
    assert told(link(drawn, register, ()), drawn) == told(link(shuffled, register, ()), shuffled)


@given(events, registers)
@settings(max_examples=250, deadline=None)
def test_two_numbers_and_two_dates_of_birth_are_never_one_person(
    drawn: list[Event], register: tuple[Subject, ...]
) -> None:
    merged: dict[str, set[tuple[str, date]]] = {}
    for event, links in zip(drawn, link(drawn, register, ()).links, strict=True):
        if len(event.mentions) != 1:
            continue
        (mention,) = event.mentions
        for one in links:
            if one.standing != "possible" and mention.nhs_number in NUMBERS and mention.born and mention.born.first:
                merged.setdefault(one.subject, set()).add((mention.nhs_number, mention.born.first))
    for pairs in merged.values():
        for number, birth in pairs:
            assert all(number == other or birth == other_birth for other, other_birth in pairs)


@given(events, registers)
@settings(max_examples=100, deadline=None)
def test_every_link_belongs_to_its_event_and_a_known_subject(drawn: list[Event], register: tuple[Subject, ...]) -> None:
    found = link(drawn, register, ())
    known = {subject.id for subject in found.subjects}
    assert len(known) == len(found.subjects)
    assert len(found.links) == len(drawn)
    for event, links in zip(drawn, found.links, strict=True):
        assert all(one.provenance == event.provenance and one.subject in known and 0 <= one.score <= 1 for one in links)


@given(events)
@settings(max_examples=100, deadline=None)
def test_without_a_register_whoever_is_named_is_somebody(drawn: list[Event]) -> None:
    for event, links in zip(drawn, link(drawn, (), ()).links, strict=True):
        told_apart = [one for one in event.mentions if one.forename not in ("", "Baby") or one.surname]
        assert len({one.written for one in links}) >= bool(told_apart)


@given(events, registers)
@settings(max_examples=150, deadline=None)
def test_two_forenames_in_one_record_are_never_one_person(drawn: list[Event], register: tuple[Subject, ...]) -> None:
    for event, links in zip(drawn, link(drawn, register, ()).links, strict=True):
        if len({one.forename for one in event.mentions}) == 2 and "swapped" not in {
            comparison.verdict for one in links for comparison in one.evidence
        }:
            merged = [one.subject for one in links if one.standing != "possible"]
            assert len(merged) == len(set(merged))
