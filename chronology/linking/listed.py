"""Forenames of the family in a list that reads like one person: `Riley, Lexi`, `Aaron, RL`. Enters: events and the register. Leaves: the events
with a mention for each.

`Riley, Lexi` is Lexi Riley in a file that puts surnames first, and two children in one that calls a registered child `Riley` alone. What a
file that does not know the register makes of such a cell is for `people`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from chronology.linking.identity import Identity
from chronology.linking.letters import fold
from chronology.model import Event, Mention

_BETWEEN = re.compile(r"\s*[,;&+/]\s*|\s+and\s+")
_INITIALS = re.compile(r"[A-Z]{2,3}")


def read_lists(events: Sequence[Event], people: Sequence[Identity]) -> Sequence[Event]:
    """The events; where one names registered people by forenames and initials alone, as a list, with a mention for each of them."""
    given = [{name[0].split(" ")[0] for name in person.names if name[0]} for person in people]
    surnames = {
        name[1] for own, person in zip(given, people, strict=True) for name in person.names if name[1] not in own
    }
    initials = _called(own for person in people for own in {name[0][:1] + name[1][:1] for name in person.names})
    known = {name for name in _called(name for own in given for name in own) if len(name) > 1} - surnames
    alone = {
        event.agency
        for event in events
        for one in event.mentions
        if not one.surname and fold(one.forename) in known and fold(one.written) == fold(one.forename)
    }
    if not alone:
        return events
    return [
        replace(event, mentions=tuple(part for one in event.mentions for part in _cut(one, known, initials)))
        if event.agency in alone and any(one.forename and one.surname for one in event.mentions)
        else event
        for event in events
    ]


def _called(names: Iterator[str]) -> set[str]:
    """The names that one person of the register bears and no other."""
    return {name for name, times in Counter(names).items() if name and times == 1}


def _cut(one: Mention, forenames: set[str], initials: set[str]) -> tuple[Mention, ...]:
    parts = _BETWEEN.split(one.written)
    if len(parts) < 2 or not (one.forename and one.surname) or one.born or one.nhs_number or one.upn:
        return (one,)
    found = []
    for part in parts:
        if fold(part) in forenames:
            found.append(Mention(part, forename=part))
        elif _INITIALS.fullmatch(part) and fold(part) in initials:
            found.append(Mention(part, surname=part))
        else:
            return (one,)
    return tuple(found) if any(part.forename for part in found) else (one,)
