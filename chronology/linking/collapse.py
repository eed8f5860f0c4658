"""Equal mentions made one. Enters: events. Leaves: the distinct people written down, and which of them each event names.

A chronology names the same few people over and over: everything after this works on what is distinct.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from chronology.linking.identity import Identity, identify
from chronology.model import Event, Mention


class Written(Struct, frozen=True, gc=False):
    """One person as one agency wrote them."""

    mention: Mention
    identity: Identity
    agency: str
    events: int  # how many events name this
    contact: int  # the earliest day on which an event can have been, as an ordinal; 0 where none is dated


class Collapsed(Struct, frozen=True):
    """`written` is ordered by content, never by file; `named[i]` lists the numbers of those whom event i names."""

    written: tuple[Written, ...]
    named: tuple[tuple[int, ...], ...]


def collapse(events: Sequence[Event]) -> Collapsed:
    """The distinct mentions of these events. The agency counts where it gave a number of its own, the date where an age is given."""
    numbers: dict[tuple[object, ...], int] = {}
    samples: list[tuple[Mention, int]] = []
    counts: list[int] = []
    contacts: list[int] = []
    named: list[tuple[int, ...]] = []
    for place, event in enumerate(events):
        here = []
        contact = event.when.first.toordinal() if event.when.first else 0
        for mention in event.mentions:
            by_age = mention.age and not (mention.born and mention.born.last)
            key = (mention, event.agency, (event.when.first, event.when.last) if by_age else None)
            number = numbers.get(key)
            if number is None:
                number = numbers[key] = len(samples)
                samples.append((mention, place))
                counts.append(0)
                contacts.append(contact)
            counts[number] += 1
            if contact and (contact < contacts[number] or not contacts[number]):
                contacts[number] = contact
            here.append(number)
        named.append(tuple(here))
    return _by_content(events, samples, counts, contacts, named)


def _by_content(
    events: Sequence[Event],
    samples: list[tuple[Mention, int]],
    counts: list[int],
    contacts: list[int],
    named: list[tuple[int, ...]],
) -> Collapsed:
    written = [
        Written(mention, identify(mention, events[place]), events[place].agency, counts[number], contacts[number])
        for number, (mention, place) in enumerate(samples)
    ]
    order = sorted(range(len(written)), key=list(map(content_of, written)).__getitem__)
    new_number = {old: new for new, old in enumerate(order)}
    return Collapsed(
        tuple(written[old] for old in order),
        tuple(tuple(new_number[number] for number in numbers) for numbers in named),
    )


def content_of(one: Written) -> tuple[object, ...]:
    """A key that orders what is written by its own words."""
    mention, identity = one.mention, one.identity
    return (
        identity.names,
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
        mention.middle_names,
        mention.nhs_number,
        mention.upn,
        mention.also_known_as,
        mention.born.text if mention.born else "",
        mention.assumed,
        one.contact,
    )
