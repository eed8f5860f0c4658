"""Equal mentions made one. Enters: events. Leaves: the distinct people written down, and which of them each event names.

A chronology names the same few people over and over: everything after this works on what is distinct.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from msgspec import Struct

from chronology.linking.identity import TERM_DAYS, Cells, Identity, Name
from chronology.linking.letters import fold
from chronology.linking.names import is_infant, is_unborn
from chronology.model import Event, Mention


class Written(Struct, frozen=True, gc=False):
    """One person as one agency wrote them."""

    mention: Mention
    identity: Identity
    agency: str
    sector: str
    events: int  # how many events name this
    reached: str  # the e-mail address or telephone number in the same record, as written
    contact: int  # the earliest day on which an event can have been, as an ordinal; 0 where none is dated


class Collapsed(Struct, frozen=True):
    """`written` is ordered by content, never by file; `named[i]` lists the numbers of those whom event i names."""

    written: tuple[Written, ...]
    named: tuple[tuple[int, ...], ...]


def collapse(events: Sequence[Event], contacts: AbstractSet[str] = frozenset()) -> Collapsed:
    """The distinct mentions of these events. The agency counts where it gave a number of its own, the date where an age is given
    or the child is not yet born.

    `contacts`: the headings, folded, under which a record that names one person says how to reach them.
    """
    samples, named = _distinct(events, contacts)
    written = _written(events, samples)
    order = _in_order(written)
    alone: list[tuple[int, ...]] = [()] * len(order)  # most events name one person: they share one tuple a person
    for new, old in enumerate(order):
        alone[old] = (new,)
    return Collapsed(
        tuple([written[old] for old in order]),
        tuple(
            [
                alone[those] if isinstance(those, int) else tuple([alone[number][0] for number in those])
                for those in named
            ]
        ),
    )


class _Sample(Struct, gc=False):
    """A distinct mention: the first event that holds it, how many do, and the earliest day of those, 0 where none is dated."""

    mention: Mention
    event: int
    reached: str
    events: int
    day: int


def _distinct(events: Sequence[Event], contacts: AbstractSet[str]) -> tuple[list[_Sample], list[int | tuple[int, ...]]]:
    """The distinct mentions, and the numbers of those in each event: the number alone where there is one."""
    by_agency: dict[str, dict[object, int]] = {}
    samples: list[_Sample] = []
    named: list[int | tuple[int, ...]] = []
    expected = _expected(events)
    for place, event in enumerate(events):
        when, mentions = event.when, event.mentions
        day = when.first.toordinal() if when.first else 0
        reached = _reached(event, contacts) if event.other and contacts and len(mentions) == 1 else ""
        numbers = by_agency.get(event.agency)
        if numbers is None:
            numbers = by_agency[event.agency] = {}
        here = []
        for mention in mentions:
            key: object = mention
            aged = mention.age or mention.age_or_class or is_infant(mention.forename or mention.written)
            if reached or (aged and not (mention.born and mention.born.last)):
                key = (mention, reached, when.first, when.last)
            elif expected and (event.agency, mention) in expected:
                key = (mention, bisect_right(expected[event.agency, mention], day))
            number = numbers.get(key)
            if number is None:
                number = numbers[key] = len(samples)
                samples.append(_Sample(mention, place, reached, 1, day))
            else:
                sample = samples[number]
                sample.events += 1
                if day and (day < sample.day or not sample.day):
                    sample.day = day
            here.append(number)
        named.append(here[0] if len(here) == 1 else tuple(here))
    return samples, named


def _expected(events: Sequence[Event]) -> dict[tuple[str, Mention], list[int]]:
    """The children whom an agency writes of as unborn → the first day on which it does so of each, as an ordinal, in order.

    In a family the same words stand for one child after another: who is written of beyond the term is the next.
    """
    days: dict[tuple[str, Mention], set[int]] = {}
    for event in events:
        for mention in event.mentions:
            if mention.born is None and is_unborn(mention.forename or mention.written) and event.when.first:
                days.setdefault((event.agency, mention), set()).add(event.when.first.toordinal())
    expected: dict[tuple[str, Mention], list[int]] = {}
    for who, found in days.items():
        starts = expected[who] = []
        for day in sorted(found):
            if not starts or day > starts[-1] + TERM_DAYS:
                starts.append(day)
    return expected


def _reached(event: Event, contacts: AbstractSet[str]) -> str:
    return next((text for heading, text in event.other if text and fold(heading) in contacts), "")


def _written(events: Sequence[Event], samples: list[_Sample]) -> list[Written]:
    identify = Cells().identify
    written = []
    for one in samples:
        event = events[one.event]
        identity = identify(one.mention, event, one.reached, one.day)
        written.append(Written(one.mention, identity, event.agency, event.sector, one.events, one.reached, one.day))
    return written


def _in_order(written: Sequence[Written]) -> list[int]:
    """The numbers of those written in the order of their own words: by name, date of birth and NHS number, then all the rest."""
    by_name: dict[Name, list[int]] = {}
    for number, one in enumerate(written):
        by_name.setdefault(one.identity.names[0], []).append(number)
    order: list[int] = []
    for name in sorted(by_name):
        alike = by_name[name]
        if len(alike) > 1:
            alike.sort(key=lambda number: _content_of(written[number]))
        order += alike
    return order


def _content_of(one: Written) -> tuple[int | str, ...]:
    mention, identity = one.mention, one.identity
    return (
        identity.first,
        identity.last,
        identity.nhs,
        identity.upn,
        mention.written,
        mention.forename,
        mention.surname,
        mention.agency_id,
        one.agency,
        mention.postcode,
        mention.address,
        mention.sex,
        mention.age,
        mention.age_or_class,
        mention.middle_names,
        mention.nhs_number,
        mention.upn,
        mention.born.text if mention.born else "",
        "1" if mention.assumed else "",
        str(one.contact),
        one.reached,
        *mention.also_known_as,
    )
