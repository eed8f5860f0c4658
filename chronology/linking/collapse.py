"""Equal mentions made one. Enters: events. Leaves: the distinct people written down, and which of them each event names.

A chronology names the same few people over and over: everything after this works on what is distinct.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from msgspec import Struct

from chronology.linking.identity import Cells, Identity
from chronology.linking.letters import fold
from chronology.model import Event, Mention


class Written(Struct, frozen=True, gc=False):
    """One person as one agency wrote them."""

    mention: Mention
    identity: Identity
    agency: str
    events: int  # how many events name this
    reached: str  # the e-mail address or telephone number in the same record, as written
    contact: int  # the earliest day on which an event can have been, as an ordinal; 0 where none is dated


class Collapsed(Struct, frozen=True):
    """`written` is ordered by content, never by file; `named[i]` lists the numbers of those whom event i names."""

    written: tuple[Written, ...]
    named: tuple[tuple[int, ...], ...]


def collapse(events: Sequence[Event], contacts: AbstractSet[str] = frozenset()) -> Collapsed:
    """The distinct mentions of these events. The agency counts where it gave a number of its own, the date where an age is given.

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
            if reached or (mention.age and not (mention.born and mention.born.last)):
                key = (mention, reached, when.first, when.last)
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


def _reached(event: Event, contacts: AbstractSet[str]) -> str:
    return next((text for heading, text in event.other if text and fold(heading) in contacts), "")


def _written(events: Sequence[Event], samples: list[_Sample]) -> list[Written]:
    identify = Cells().identify
    written = []
    for one in samples:
        event = events[one.event]
        identity = identify(one.mention, event, one.reached)
        written.append(Written(one.mention, identity, event.agency, one.events, one.reached, one.day))
    return written


def _in_order(written: Sequence[Written]) -> list[int]:
    """The numbers of those written in the order of their own words: by name, date of birth and NHS number, then all the rest."""
    identities = [one.identity for one in written]
    firsts = [f"{one.names[0][0]}\0{one.names[0][1]}\0{one.first:7}{one.last:7}{one.nhs}" for one in identities]
    order = sorted(range(len(written)), key=firsts.__getitem__)
    start = 0
    for end in range(1, len(order) + 1):
        if end == len(order) or firsts[order[end]] != firsts[order[start]]:
            if end - start > 1:
                order[start:end] = sorted(order[start:end], key=lambda number: _content_of(written[number]))
            start = end
    return order


def _content_of(one: Written) -> tuple[str, ...]:
    mention = one.mention
    return (
        one.identity.upn,
        mention.written,
        mention.forename,
        mention.surname,
        mention.agency_id,
        one.agency,
        mention.postcode,
        mention.address,
        mention.sex,
        mention.age,
        mention.middle_names,
        mention.nhs_number,
        mention.upn,
        mention.born.text if mention.born else "",
        "1" if mention.assumed else "",
        str(one.contact),
        one.reached,
        *mention.also_known_as,
    )
