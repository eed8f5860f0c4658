"""Registered people in a cell that reads like somebody else: `Riley, Lexi`, `Aaron, RL`, `Anna Lowe, Rainbow ward`. Enters: events and the
register. Leaves: the events with a mention for each.

`Riley, Lexi` is Lexi Riley in a file that puts surnames first, and two children in one that calls a registered child `Riley` alone. What a
file that does not know the register makes of such a cell is for `people`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from chronology.linking.identity import Identity, Name
from chronology.linking.letters import fold
from chronology.model import Event, Mention

_BETWEEN = re.compile(r"\s*[,;&+/]\s*|\s+and\s+")
_INITIALS = re.compile(r"[A-Z]{2,3}")
_PARENTS = frozenset(("mum", "mam", "mother", "dad", "father", "parents"))
FEWEST_LISTED = 3  # forenames


def read_lists(events: Sequence[Event], people: Sequence[Identity]) -> Sequence[Event]:
    """The events; where one names registered people by forenames and initials alone, as a list, with a mention for each of them."""
    given = [{name[0].split(" ")[0] for name in person.names if name[0]} for person in people]
    surnames = {
        name[1] for own, person in zip(given, people, strict=True) for name in person.names if name[1] not in own
    }
    initials = _called(own for person in people for own in {name[0][:1] + name[1][:1] for name in person.names})
    known = {name for name in _called(name for own in given for name in own) if len(name) > 1} - surnames
    surname_first = {
        event.agency
        for event in events
        for one in event.mentions
        if (head := one.written.partition(","))[1]
        and fold(head[0]) in surnames
        and fold(head[2].split(" ")[-1]) in known
    }
    alone = {
        event.agency
        for event in events
        for one in event.mentions
        if not one.surname and fold(one.forename) in known and fold(one.written) == fold(one.forename)
    }
    whole = {order: name for person in people for name in person.names[:1] for order in _orders(name)}
    return [
        replace(event, mentions=mentions) if mentions != event.mentions else event
        for event in events
        for mentions in [
            tuple(
                part
                for one in event.mentions
                for part in _cut(
                    _whole_before_comma(one, whole),
                    known
                    if (event.agency in alone and event.agency not in surname_first)
                    or _lists_family(event.mentions, known)
                    else set(),
                    initials,
                )
            )
        ]
    ]


def _lists_family(mentions: Sequence[Mention], forenames: set[str]) -> bool:
    """`Poppy, Alfie & Noah`: three and more forenames of the register in one cell, and nobody else's."""
    parts = [fold(part) for one in mentions for part in _BETWEEN.split(one.written)]
    named = [part for part in parts if part in forenames]
    return len(named) >= FEWEST_LISTED and all(part in forenames or part in _PARENTS for part in parts)


def _orders(name: Name) -> Iterator[str]:
    if name[0] and name[1]:
        yield from (f"{name[0]} {name[1]}", f"{name[1]} {name[0]}")


def _whole_before_comma(one: Mention, whole: Mapping[str, Name]) -> Mention:
    """`Anna Lowe, Rainbow` as Anna Lowe, where she is registered: behind the comma stands no forename."""
    head, comma, _ = one.written.partition(",")
    name = whole.get(fold(head)) if comma else None
    if name is None or (fold(one.forename), fold(one.surname)) == name:
        return one
    return replace(one, forename=name[0], surname=name[1], middle_names="")


def _called(names: Iterator[str]) -> set[str]:
    """The names that one person of the register bears and no other."""
    return {name for name, times in Counter(names).items() if name and times == 1}


def _cut(one: Mention, forenames: set[str], initials: set[str]) -> tuple[Mention, ...]:
    parts = _BETWEEN.split(one.written)
    if len(parts) == 2 and parts[0].isupper() and not parts[1].isupper():
        return (one,)  # `MASON, Riley`
    if len(parts) == 1 and fold(one.written) in forenames and fold(one.surname) not in fold(one.written):
        return (replace(one, surname=""),)  # taken over from the list
    if len(parts) < 2 or not (one.forename and one.surname) or one.born or one.nhs_number or one.upn:
        return (one,)
    found = []
    for part in parts:
        if fold(part) in forenames:
            found.append(Mention(part, forename=part))
        elif fold(part) in _PARENTS:
            found.append(Mention(part))
        elif _INITIALS.fullmatch(part) and fold(part) in initials:
            found.append(Mention(part, surname=part))
        else:
            return (one,)
    return tuple(found) if any(part.forename for part in found) else (one,)
