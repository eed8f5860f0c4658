"""What the exports speak for, and how days are counted. Enters: the sources, the scope, the nation. Leaves: a Ground.

Absence is evidence only where an export covers the time: this is where a missing file is told from a missing step. A file that
gave no record that can be used counts as not supplied, whatever the case states of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from chronology.audit.history import History
from chronology.audit.triggers import Index, index_triggers
from chronology.calendar import Calendar, add_months, calendar_of
from chronology.model import Entry, Source, Subject
from chronology.rule import OWN_FILE, Rule, Span
from chronology.supplied import is_supplied

Reach = Literal["covered", "short", "absent"]
Period = tuple[date, date]


class Ground(Struct, frozen=True):
    """The exports supplied and the calendar. Dictionaries are by source path or by sector."""

    nation: str
    calendar: Calendar
    sources: dict[str, Source]
    periods: dict[str, Period]  # by path: what the export speaks for, within the scope
    sectors: dict[str, tuple[str, ...]]  # by sector: the paths of its exports, sorted
    agencies: dict[str, tuple[str, ...]]  # by path
    counted: dict[tuple[date, Span], date | None]
    searched: dict[str, tuple[str, ...]]  # by rule id, worked out once
    agencies_said: dict[str, str]  # by rule id, worked out once
    needed: dict[str, tuple[Period, ...]]  # by rule id, worked out once
    triggers: Index
    people: dict[str, Subject] = {}  # by id: everybody of the case
    family: tuple[History, ...] = ()  # of the children of the case's register, where there are several
    households: dict[str, History] = {}  # by child of the register, where a rule asks of adults' records

    def add(self, day: date, span: Span) -> date | None:
        """The day `span` after `day`, which is day 0. None where the calendar does not know the holidays that far.

        A deadline in days, weeks or months is not pushed off a weekend; hours are rounded up to whole days here, and told
        apart by the clock in `answers`.
        """
        key = (day, span)
        if key not in self.counted:
            self.counted[key] = self._add(day, span)
        return self.counted[key]

    def _add(self, day: date, span: Span) -> date | None:
        match span.unit:
            case "working days":
                if not self.calendar.covers(day):
                    return None
                last = self.calendar.add_working_days(day, span.count)
                return last if self.calendar.covers(last) else None
            case "months" | "years":
                return add_months(day, span.count * (12 if span.unit == "years" else 1))
            case "school days" | "before the next school day":
                if not self.calendar.covers(day):
                    return None
                _, last = self.calendar.add_school_days(day, span.count)
                return last if self.calendar.covers(last) else None
            case "weeks":
                return day + timedelta(weeks=span.count)
            case "hours":
                return day + timedelta(days=-(-span.count // 24))
            case _:
                return day + timedelta(days=span.count)

    def subtract(self, day: date, span: Span) -> date | None:
        """The last day from which `span` still ends by `day`: a deadline before an event. None as in `add`."""
        if span.unit in ("months", "years"):
            return add_months(day, -span.count * (12 if span.unit == "years" else 1))
        if span.unit in ("days", "weeks", "hours"):
            days = -(-span.count // 24) if span.unit == "hours" else span.count * (7 if span.unit == "weeks" else 1)
            return day - timedelta(days=days)
        if not self.calendar.covers(day):
            return None
        left = span.count
        while left:
            day -= timedelta(days=1)
            is_counted = (
                self.calendar.is_working_day(day) if span.unit == "working days" else self.calendar.is_school_day(day)
            )
            left -= bool(is_counted)
        return day if self.calendar.covers(day) else None

    def reach(self, sector: str, first: date, last: date) -> Reach:
        """Whether one export of `sector` speaks for every day from `first` to `last`."""
        paths = self.sectors.get(sector, ())
        if not paths:
            return "absent"
        return "covered" if any(self._covers(path, first, last) for path in paths) else "short"

    def reach_of_own(self, entries: Iterable[Entry], first: date, last: date) -> Reach:
        """Whether an export that holds one of `entries` speaks for every day from `first` to `last`."""
        paths = {place.source for entry in entries for place in entry.provenance}
        return "covered" if any(self._covers(path, first, last) for path in paths) else "short"

    def _covers(self, path: str, first: date, last: date) -> bool:
        period = self.periods.get(path)
        return period is not None and period[0] <= first and last <= period[1]

    def agencies_of(self, entry: Entry) -> frozenset[str]:
        """Every agency that recorded the entry."""
        if len(entry.provenance) < 2:
            return frozenset((entry.event.agency,))
        others = (self.sources[place.source].agency for place in entry.provenance[1:] if place.source in self.sources)
        return frozenset((entry.event.agency, *(agency for agency in others if agency)))

    def sectors_of(self, entry: Entry) -> frozenset[str]:
        """Every sector that recorded the entry."""
        if len(entry.provenance) < 2:
            return frozenset((entry.event.sector,))
        others = (self.sources[place.source].sector for place in entry.provenance[1:] if place.source in self.sources)
        return frozenset((entry.event.sector, *(sector for sector in others if sector)))

    def searched_for(self, rule: Rule) -> tuple[str, ...]:
        """The paths of the exports in which the rule's answer was looked for, sorted."""
        if rule.id not in self.searched:
            expectation = rule.expectation
            alternatives = expectation.any_of if expectation else ()
            sectors = {sector for one in alternatives for sector in one.sectors}
            if not alternatives or not all(one.sectors for one in alternatives):
                sectors = set(self.sectors)
            paths = {path for sector in sectors for path in self.sectors.get(sector, ())}
            self.searched[rule.id] = tuple(sorted(paths))
        return self.searched[rule.id]

    def periods_needed(self, rule: Rule) -> tuple[Period, ...]:
        """What the exports that the rule needs speak for; where it needs none by name, all exports."""
        found = self.needed.get(rule.id)
        if found is None:
            paths = [path for sector in rule.needs for path in self.sectors.get(sector, ()) if path in self.periods]
            periods = dict.fromkeys(self.periods[path] for path in paths or self.periods)
            found = self.needed[rule.id] = tuple(periods)
        return found

    def gaps_in_reach(
        self, rule: Rule, entries: Sequence[Entry], first: date, last: date
    ) -> tuple[list[str], list[str]]:
        """The sectors the rule needs that were not supplied at all, and those whose exports fall short of the days."""
        absent, short = [], []
        for sector in rule.needs:
            reach = self.reach_of_own(entries, first, last) if sector == OWN_FILE else self.reach(sector, first, last)
            if reach == "absent":
                absent.append(sector)
            elif reach == "short":
                short.append(sector)
        return absent, short


def survey(
    entries: Sequence[Entry],
    sources: Sequence[Source],
    scope: tuple[date | None, date | None],
    nation: str,
    rules: Sequence[Rule] = (),
) -> Ground:
    """The Ground for these sources and the rules that are put to them. An export without any usable record is taken as not supplied, unless it is a nil return.

    One file may hold several agencies, so its sectors and agencies are those of its records as well as its own.
    """
    by_path = {source.path: source for source in sources}
    periods = {source.path: period for source in sources if is_supplied(source) and (period := _period(source, scope))}
    sectors: dict[str, set[str]] = {}
    agencies: dict[str, set[str]] = {path: set() for path in periods}
    for path in periods:
        sectors.setdefault(by_path[path].sector, set()).add(path)
    for path, sector, agency in {
        (entry.event.provenance.source, entry.event.sector, entry.event.agency) for entry in entries
    }:
        if path in periods:
            sectors.setdefault(sector, set()).add(path)
            agencies[path].add(agency)
    return Ground(
        nation=nation,
        calendar=calendar_of(nation),
        sources=by_path,
        periods=periods,
        sectors={sector: tuple(sorted(paths)) for sector, paths in sectors.items() if sector},
        agencies={path: tuple(sorted(names)) or (by_path[path].agency,) for path, names in agencies.items()},
        counted={},
        searched={},
        agencies_said={},
        needed={},
        triggers=index_triggers(rules),
    )


def _period(source: Source, scope: tuple[date | None, date | None]) -> Period | None:
    """What the export speaks for within the scope.

    Where nobody stated it, the agency is taken to have been asked from the start of the scope: a service that meets a child
    late has nothing to send for the time before. The end stays at the last record, because an export that was cut off looks
    the same as a service that stopped.
    """
    if source.covers is None:
        return None
    first, last = source.covers.first, source.covers.last
    start, end = scope
    if start and (source.covers.basis != "stated" or first < start):
        first = start
    if end and last > end:
        last = end
    return first, last
