"""Children whom every agency knows under another date of birth than the register's. Enters: everybody written down, and the register.
Leaves: for each such person the day that the records have.

A child brought up under a borrowed passport, or a slip in the register: where no record of the name bears the registered day and
several agencies have one other, the records are that person's, and the register's day is put to the reader. One agency's record of
another day may be of a namesake.
"""

from __future__ import annotations

from collections.abc import Sequence

from chronology.linking.births import CONTRADICTS, compare_born
from chronology.linking.collapse import Written
from chronology.linking.identity import Day, Identity, Name

LEAST_AGENCIES = 2
MOST_APART = 1_100  # days, about three years: a namesake of another generation is another person
IN_EVERY_RECORD = "in every record"


def find_other_births(
    written: Sequence[Written], identities: Sequence[Identity], people: Sequence[Identity]
) -> dict[int, Day]:
    """The number of each registered person of whose whole name every dated record has one other day → that day."""
    bearers: dict[Name, list[int]] = {}
    for number, person in enumerate(people):
        for name in person.names:
            if all(name):
                bearers.setdefault(name, []).append(number)
    met: dict[int, list[int]] = {}
    for place, identity in enumerate(identities):
        numbers = bearers.get(identity.names[0], ())
        if len(numbers) == 1 and identity.last:
            met.setdefault(numbers[0], []).append(place)
    found: dict[int, Day] = {}
    for number, places in met.items():
        dated = [place for place in places if identities[place].day]
        days = {identities[place].day for place in dated}
        agencies = {written[place].agency for place in dated}
        if len(days) != 1 or len(agencies) < LEAST_AGENCIES or not people[number].day:
            continue
        one = identities[dated[0]]
        if one.day and all(_could_be_born(identities[place], one, people[number]) for place in places):
            found[number] = one.day
    return found


def _could_be_born(identity: Identity, one: Identity, person: Identity) -> bool:
    """Whether a record agrees with the day that `one` has, and has neither the registered day nor another number than the registered."""
    agrees = identity.first <= one.first <= identity.last
    other_number = bool(identity.nhs and person.nhs and identity.nhs != person.nhs)
    near = abs(one.first - person.first) <= MOST_APART
    return (
        agrees and near and not other_number and (identity.day is None or compare_born(identity, person) in CONTRADICTS)
    )
