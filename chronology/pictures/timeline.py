"""Report → what stands on which lane and when, before anything is drawn. Enters: a Report. Leaves: a Timeline.

A lane is an agency, and holds a happening for each mark of each dated entry in its export. Where marks meet and how they are thinned
depends on the room there is, so that belongs to who draws.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from chronology.knowledge.agencies import Agency, Scope, gather_agencies, holders, missing_agencies
from chronology.knowledge.silence import LONGEST_MONTHS, count_months, find_period
from chronology.model import Entry, Finding
from chronology.pictures.marks import FLAGS, TICK, Mark, load_marks, marks_of
from chronology.report import Report
from chronology.when import possible_days

MOST_LANES = 30  # more would not fit a page; the agencies with the fewest entries share one lane
_LONGEST_DAYS = LONGEST_MONTHS * 365 // 12
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Period = tuple[date, date]
"""A first and a last day, both inclusive."""


class Happening(Struct, frozen=True, gc=False):
    """One mark of one entry, or of one finding: `first` and `last` are the first and last day on which it may lie.

    `target` is the anchor of the entry or finding, `said` the words that name it.
    """

    mark: Mark
    first: date
    last: date
    target: str
    said: str


class Lane(Struct, frozen=True):
    """One agency: what its export speaks for, and what happened, in order. `supplied` is false where the case waits for an export.

    `covered` is None where no period can be told, as for agencies that share a lane.
    """

    name: str
    happenings: tuple[Happening, ...]
    entries: int = 0
    covered: tuple[Period, ...] | None = None
    supplied: bool = True
    stated: bool = True  # whether somebody stated the period, or it is only that of the first to the last record


class Timeline(Struct, frozen=True):
    """All lanes from `first` to `last`. `findings` is a lane of its own.

    `undated`, `outside` and `left_out` (by what was asked for) count the entries that are not on it, `findings_outside` the findings
    without a day on it.
    """

    first: date
    last: date
    lanes: tuple[Lane, ...]
    findings: tuple[Happening, ...]
    entries: int
    undated: int
    outside: int
    left_out: int
    findings_outside: int
    marks: tuple[tuple[Mark, int], ...]  # with how many entries have each, weightiest first

    @property
    def days(self) -> int:
        """How many days it spans."""
        return (self.last - self.first).days + 1


def lay_timeline(report: Report) -> Timeline | None:
    """The lanes of the entries shown; None where no entry has a day.

    The period is the scope or what was asked for, and where these are open goes from the first to the last record. One of more
    than 40 years is cut to the 40 years with the most entries.
    """
    dated = [(entry, days) for entry in report.chronology.entries if (days := possible_days(entry.event.when))]
    period = _find_period([entry for entry, _ in dated], report)
    if period is None:
        return None
    inside = [(entry, days) for entry, days in dated if days[0] <= period[1] and days[1] >= period[0]]
    findings = sorted(_lay_findings(report, period), key=lambda one: (one.first, one.target))
    told = sum(finding.outcome != "cannot_tell" for finding in report.findings)
    lanes, counts = _lay_lanes(inside, report)
    return Timeline(
        *period,
        lanes,
        tuple(findings),
        len(inside),
        len(report.chronology.undated),
        len(dated) - len(inside),
        len(report.every_entry) - len(report.chronology.entries) - len(report.chronology.undated),
        told - len(findings),
        counts,
    )


def say_day(day: date) -> str:
    """`3 Aug 2007`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def say_month(month: int) -> str:
    """`Aug` for 8."""
    return _MONTHS[month - 1]


def say_days(first: date, last: date) -> str:
    """`3 Aug 2007`, or `1 Aug 2007 to 3 Aug 2007`."""
    return say_day(first) if first == last else f"{say_day(first)} to {say_day(last)}"


def _find_period(entries: Sequence[Entry], report: Report) -> Period | None:
    if not entries:
        return None
    case, asked = report.case, report.left_out.asked if report.left_out else None
    starts = [day for day in (case.scope_from, asked and asked.first) if day]
    ends = [day for day in (case.scope_to, asked and asked.last) if day]
    period = find_period(entries, (max(starts, default=None), min(ends, default=None)))
    if period and count_months(period) > LONGEST_MONTHS:
        return _fullest(entries)
    return period


def _fullest(entries: Iterable[Entry]) -> Period:
    """The 40 years that hold the first days of the most entries, the earliest of several."""
    days = sorted(entry.event.when.first for entry in entries if entry.event.when.first)
    best, most, start = 0, 0, 0
    for end, day in enumerate(days):
        while (day - days[start]).days >= _LONGEST_DAYS:
            start += 1
        if end - start + 1 > most:
            best, most = start, end - start + 1
    return days[best], days[best + most - 1]


def _lay_lanes(
    inside: Sequence[tuple[Entry, Period]], report: Report
) -> tuple[tuple[Lane, ...], tuple[tuple[Mark, int], ...]]:
    """The lanes, and how many entries have each mark."""
    agencies_of = holders(report.sources)
    happenings: dict[str, list[Happening]] = {}
    entries: Counter[str] = Counter()
    counts: Counter[Mark] = Counter()
    for entry, days in inside:
        marks = marks_of(entry.event.kinds)
        counts.update(marks)
        laid = [Happening(mark, *days, entry.id, f"No. {entry.number}") for mark in marks]
        for name in agencies_of(entry):
            happenings.setdefault(name, []).extend(laid)
            entries[name] += 1
    agencies = _agencies(report)
    asked = report.left_out.asked if report.left_out else None
    if asked and asked.agencies:
        agencies = tuple(agency for agency in agencies if entries[agency.name])
    known = {agency.name for agency in agencies}
    agencies = (*agencies, *(Agency(name, "", (), "?") for name in sorted(happenings) if name not in known))
    lanes = [_lane(agency, happenings.get(agency.name, []), entries[agency.name]) for agency in agencies]
    return _share_last(lanes), tuple((mark, counts[mark]) for mark in (*load_marks(), TICK) if counts[mark])


def _agencies(report: Report) -> tuple[Agency, ...]:
    scope: Scope = (report.case.scope_from, report.case.scope_to)
    supplied = gather_agencies(report.every_entry, report.sources, scope)
    return (*supplied, *missing_agencies(report.case.expected_agencies, supplied))


def _lane(agency: Agency, happenings: Iterable[Happening], entries: int) -> Lane:
    ordered = tuple(sorted(happenings, key=lambda one: (one.first, one.last)))
    covered = None if agency.basis == "?" else agency.periods
    return Lane(agency.name, ordered, entries, covered, bool(agency.basis), agency.basis in ("stated", "?"))


def _share_last(lanes: Sequence[Lane]) -> tuple[Lane, ...]:
    """No more lanes than can be drawn: those with the fewest entries as one."""
    if len(lanes) <= MOST_LANES:
        return tuple(lanes)
    ranked = sorted(lanes, key=lambda lane: (not lane.supplied, -lane.entries, lane.name))
    kept = {lane.name for lane in ranked[: MOST_LANES - 1]}
    others = [lane for lane in lanes if lane.name not in kept]
    happenings = sorted((one for lane in others for one in lane.happenings), key=lambda one: (one.first, one.last))
    shared = Lane(f"{len(others):,} other agencies", tuple(happenings), sum(lane.entries for lane in others))
    return (*(lane for lane in lanes if lane.name in kept), shared)


def _lay_findings(report: Report, period: Period) -> Iterable[Happening]:
    """Each finding that has a day in the period."""
    days = {entry.id: span for entry in report.every_entry if (span := possible_days(entry.event.when))}
    for finding in report.findings:
        if finding.outcome != "cannot_tell":
            within = (day for day in _days_of(finding, report, days) if period[0] <= day <= period[1])
            if day := next(within, None):
                yield Happening(FLAGS[finding.level], day, day, finding.id, finding.title)


def _days_of(finding: Finding, report: Report, days: dict[str, Period]) -> Iterable[date]:
    """Where it may stand, best first: when its records first met the rule, when its step was due, its last record."""
    met = report.knowledge.accumulations.get(finding.id)
    if met:
        yield met.day
    if finding.due:
        yield finding.due
    yield from (days[one][0] for one in reversed(finding.entries) if one in days)
