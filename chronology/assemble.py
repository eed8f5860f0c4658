"""Events and links → Chronology: one stable order, duplicates folded with every place kept, the scope, the account.

Leaves also: issues that show only when records stand side by side (duplicates, contacts before birth or after the
export). Who a record is about is decided in `linking`, what is missing in `audit`.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from chronology.issues import issue
from chronology.kinds import kinds_of_children
from chronology.model import CHILDREN, Account, Chronology, Covers, Entry, Event, Issue, Link, Provenance, Subject
from chronology.when import possible_days, possibly_overlaps, sort_key

# Kinds that happen once, however many agencies write them down; one agency makes a referral, another receives it.
_SINGULAR = {
    "strategy_discussion": "strategy_discussion",
    "conference_held": "conference_held",
    "core_group_held": "core_group_held",
    "looked_after_review": "looked_after_review",
    "s47_started": "s47_started",
    "police_protection": "police_protection",
    "police_domestic_incident": "police_domestic_incident",
    "emergency_attendance": "emergency_attendance",
    "admission": "admission",
    "discharge": "discharge",
    "missing_started": "missing_started",
    "missing_ended": "missing_ended",
    "became_looked_after": "became_looked_after",
    "birth": "birth",
    "death": "death",
    "referral_made": "referral",
    "referral_received": "referral",
}


class Assembly(Struct, frozen=True):
    """The chronology and the issues that assembling it brought to light."""

    chronology: Chronology
    issues: tuple[Issue, ...]


class _Group(Struct):
    """One event and every record it was met in, word for word the same."""

    event: Event
    provenance: list[Provenance]
    links: list[Link]


def assemble(
    events: Sequence[Event],
    links: Sequence[tuple[Link, ...]],
    subjects: Sequence[Subject],
    scope: tuple[date | None, date | None],
    stated_covers: Mapping[str, Covers | None],
    set_aside: Mapping[str, int],
) -> Assembly:
    """The chronology of `events`, each with an id of its own; `links` is aligned, the two mappings hold every source path."""
    groups = _fold_duplicates(events, links)
    dated, undated, outside = _apply_scope(groups, scope)
    dated.sort(key=_order)
    undated.sort(key=_order)
    adults = frozenset(person.id for person in subjects if person.role in ("parent", "carer", "other"))
    entries = _mark_same_events(_number(dated, 1, adults))
    covers = _cover(events, stated_covers)
    chronology = Chronology(
        entries=entries,
        undated=_number(undated, len(entries) + 1, adults),
        accounts=_account(stated_covers, dated, undated, outside, set_aside),
        covers=covers,
    )
    issues = [*_duplicate_issues(groups), *_time_issues(events, links, subjects), *_cover_issues(events, stated_covers)]
    return Assembly(chronology, tuple(issues))


def give_own_ids(events: Sequence[Event]) -> list[Event]:
    """The events, those that agree in every word with ids of their own where two agencies held the information, or where the sheets
    they stand in are about different people.
    """
    holders: dict[str, tuple[str, str]] = {}
    shared = {event.id for event in events if holders.setdefault(event.id, _holder(event)) != _holder(event)}
    if not shared:
        return list(events)
    return [replace(event, id=_own_id(event)) if event.id in shared else event for event in events]


def _holder(event: Event) -> tuple[str, str]:
    """The agency, and whom the title of the record's sheet or file names where the record itself names nobody."""
    if not event.mentions or not event.mentions[0].assumed:
        return event.agency, ""
    return event.agency, "; ".join(f"{one.forename} {one.surname}".casefold() for one in event.mentions)


def _own_id(event: Event) -> str:
    agency, titled = _holder(event)
    words = f"{event.id}\0{agency}\0{event.when.text}{event.summary}" + (f"\0{titled}" if titled else "")
    return f"e-{hashlib.blake2b(words.encode(), digest_size=6).hexdigest()}"


def _fold_duplicates(events: Sequence[Event], links: Sequence[tuple[Link, ...]]) -> list[_Group]:
    """Events of one agency that agree in every word are one."""
    groups: dict[str, _Group] = {}
    for event, event_links in sorted(zip(events, links, strict=True), key=lambda pair: pair[0].provenance):
        group = groups.get(event.id)
        if group is None:
            groups[event.id] = _Group(event, [event.provenance], list(event_links))
        else:
            group.provenance.append(event.provenance)
            group.links.extend(event_links)
    return list(groups.values())


def _apply_scope(
    groups: list[_Group], scope: tuple[date | None, date | None]
) -> tuple[list[_Group], list[_Group], list[_Group]]:
    first, last = scope
    dated, undated, outside = [], [], []
    for group in groups:
        when = group.event.when
        if when.first is None or when.last is None:
            undated.append(group)
        elif not possibly_overlaps(when, first or date.min, last or date.max):
            outside.append(group)
        else:
            dated.append(group)
    return dated, undated, outside


def _order(group: _Group) -> tuple[object, ...]:
    event = group.event
    place = event.provenance
    return (sort_key(event.when), event.agency, place.source, place.sheet or "", place.row)


def _number(groups: list[_Group], start: int, adults: frozenset[str]) -> tuple[Entry, ...]:
    entries = []
    for number, group in enumerate(groups, start):
        merged = {link.subject for link in group.links if link.standing != "possible"}
        # As many people as links: all of them merged, which is the rule.
        possible = {link.subject for link in group.links} - merged if len(merged) < len(group.links) else ()
        entries.append(
            Entry(
                number=number,
                id=group.event.id,
                event=_without_the_childs(group.event) if merged and merged <= adults else group.event,
                subjects=tuple(sorted(merged)),
                possible_subjects=tuple(sorted(possible)),
                provenance=tuple(group.provenance),
            )
        )
    return tuple(entries)


def _without_the_childs(event: Event) -> Event:
    """A record about adults alone, without the kinds that can only be said of a child."""
    kinds = tuple(kind for kind in event.kinds if kind not in kinds_of_children())
    return event if kinds == event.kinds else replace(event, kinds=kinds or ("other",))


def _mark_same_events(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Two agencies' accounts of one event: same day, a person in common, a kind that happens once, times within 2 h."""
    meetings: dict[tuple[date, str, str], list[int]] = defaultdict(list)
    for index, entry in enumerate(entries):
        when = entry.event.when
        if when.precision == "day" and when.first:
            for kind in {_SINGULAR[kind] for kind in entry.event.kinds if kind in _SINGULAR}:
                for subject in entry.subjects:
                    meetings[when.first, kind, subject].append(index)
    same: dict[int, set[int]] = defaultdict(set)
    for (_, kind, _), indexes in meetings.items():
        for position, one in enumerate(indexes):
            for other in indexes[position + 1 :]:
                if _one_event(entries[one], entries[other], kind):
                    same[one].add(other)
                    same[other].add(one)
    if not same:
        return entries
    return tuple(
        replace(entry, same_event_as=tuple(entries[other].id for other in sorted(same[index])))
        if index in same
        else entry
        for index, entry in enumerate(entries)
    )


def _one_event(one: Entry, other: Entry, kind: str) -> bool:
    if one.event.agency == other.event.agency:
        return False
    if kind == "referral" and set(one.event.kinds) & set(other.event.kinds) & {"referral_made", "referral_received"}:
        return False
    first, second = one.event.when.time, other.event.when.time
    return first is None or second is None or abs(_minutes(first) - _minutes(second)) <= 120


def _minutes(time: str) -> int:
    hours, minutes = time.split(":")[:2]
    return int(hours) * 60 + int(minutes)


def _account(
    paths: Mapping[str, object],
    dated: list[_Group],
    undated: list[_Group],
    outside: list[_Group],
    set_aside: Mapping[str, int],
) -> dict[str, Account]:
    counts: dict[str, Counter[str]] = {path: Counter(set_aside=set_aside.get(path, 0)) for path in paths}
    for went_to, groups in (("entries", dated), ("undated", undated), ("out_of_scope", outside)):
        for path, count in Counter([group.provenance[0].source for group in groups]).items():
            counts[path][went_to] = count
        for place in [place for group in groups if len(group.provenance) > 1 for place in group.provenance[1:]]:
            counts[place.source]["duplicates"] += 1
    return {path: Account(records=count.total(), **count) for path, count in counts.items()}


def _cover(events: Sequence[Event], stated: Mapping[str, Covers | None]) -> dict[str, Covers | None]:
    """The period each source speaks for: as stated, or its first to last record, vague dates counted narrowly."""
    spans: dict[str, tuple[set[date], set[date]]] = defaultdict(lambda: (set(), set()))
    for event in events:
        when = event.when
        if when.first is not None and when.last is not None:
            lasts, firsts = spans[event.provenance.source]
            lasts.add(when.last)
            firsts.add(when.first)
    covers: dict[str, Covers | None] = {}
    for path, period in stated.items():
        covers[path] = period
        if period is None and path in spans:
            lasts, firsts = spans[path]
            first, last = sorted((min(lasts), max(firsts)))
            covers[path] = Covers(first, last, "first and last record")
    return covers


def _duplicate_issues(groups: list[_Group]) -> list[Issue]:
    return [
        issue(
            "duplicate_record",
            place.source,
            place.sheet,
            place.row,
            detail=f"the same as {_say_place(group.provenance[0])}",
        )
        for group in groups
        for place in group.provenance[1:]
    ]


def _say_place(place: Provenance) -> str:
    sheet = f", {place.sheet}" if place.sheet else ""
    return f"{place.source}{sheet}, row {place.row}"


def _time_issues(
    events: Sequence[Event], links: Sequence[tuple[Link, ...]], subjects: Sequence[Subject]
) -> list[Issue]:
    """Contacts before the birth or after the death of the child they are about, and after every date of recording."""
    children = [person for person in subjects if person.role in CHILDREN]
    births = {child.id: child.born.first for child in children if child.born and child.born.first}
    deaths = {child.id: child.died for child in children if child.died}
    written_up: dict[str, date] = {}
    for event in events:
        if event.recorded and event.recorded.last:
            path = event.provenance.source
            written_up[path] = max(written_up.get(path, date.min), event.recorded.last)
    issues = []
    for event, event_links in zip(events, links, strict=True):
        days, place = possible_days(event.when), event.provenance
        if days is None:
            continue
        first, last = days
        people = [link.subject for link in event_links if link.standing != "possible"]
        if [person for person in people if last < births.get(person, date.min)] and not _is_of_unborn(event):
            issues.append(issue("event_before_birth", place.source, place.sheet, place.row))
        if [person for person in people if first > deaths.get(person, date.max)]:
            issues.append(issue("event_after_death", place.source, place.sheet, place.row))
        if first > written_up.get(place.source, date.max):
            issues.append(issue("event_in_future", place.source, place.sheet, place.row))
    return issues


def _is_of_unborn(event: Event) -> bool:
    """Midwives' records and records of an unborn child rightly stand before the birth."""
    return event.sector == "midwifery" or any("unborn" in mention.written.casefold() for mention in event.mentions)


def _cover_issues(events: Sequence[Event], stated: Mapping[str, Covers | None]) -> list[Issue]:
    outside: dict[str, int] = defaultdict(int)
    for event in events:
        period = stated.get(event.provenance.source)
        if period and not possibly_overlaps(event.when, period.first, period.last):
            outside[event.provenance.source] += 1
    return [issue("covers_too_short", path, detail=f"{count} records") for path, count in sorted(outside.items())]
