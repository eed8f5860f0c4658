"""Four silences: what it means that an agency's month holds no record. Enters: entries, agencies, children. Leaves: Strips.

Not supplied, not covered, covered and nothing recorded, contact. A contact is a record that is confirmed or probably about the child
itself, whatever its kind; a record about a brother, a sister or a parent alone is none.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from chronology.knowledge.agencies import AgenciesOf, Agency
from chronology.knowledge.facts import Month, Silence, Strip
from chronology.model import Entry, Subject
from chronology.when import possible_days

LONGEST_MONTHS = 12 * 40  # beyond two childhoods a date is more likely mistyped than true, and no strip could be read
_VAGUEST_MONTHS = 3  # a record that may lie in more months than these is counted apart


def find_period(entries: Iterable[Entry], scope: tuple[date | None, date | None]) -> tuple[date, date] | None:
    """The first and last day of the strips: the scope, or where it is open the first or last day of any dated entry."""
    start, end = scope
    whens = [entry.event.when for entry in entries]
    first = start or min((when.first for when in whens if when.first), default=None)
    last = end or max((when.last for when in whens if when.last), default=None)
    return (first, last) if first and last and first <= last else None


class _Counts(NamedTuple):
    """Records by agency and child, and by month as far as they belong to one."""

    sure: Counter[tuple[str, str, int]]
    doubtful: Counter[tuple[str, str, int]]
    vague: Counter[tuple[str, str]]


def lay_strips(
    entries: Iterable[Entry],
    children: Sequence[Subject],
    agencies: Sequence[Agency],
    agencies_of: AgenciesOf,
    period: tuple[date, date],
) -> tuple[Strip, ...]:
    """A strip for each child and agency, agencies that supplied nothing last."""
    counts = _count(entries, {child.id for child in children}, agencies_of)
    ordered = sorted(agencies, key=lambda agency: (not agency.basis, agency.name))
    return tuple(_lay(agency, child.id, period, counts) for child in children for agency in ordered)


def _count(entries: Iterable[Entry], wanted: set[str], agencies_of: AgenciesOf) -> _Counts:
    counts = _Counts(Counter(), Counter(), Counter())
    for entry in entries:
        about = [subject for subject in (*entry.subjects, *entry.possible_subjects) if subject in wanted]
        if not about:
            continue
        months = _months_of(entry)
        for subject in about:
            counted = counts.sure if len(months) == 1 and subject in entry.subjects else counts.doubtful
            for agency in agencies_of(entry):
                if not 1 <= len(months) <= _VAGUEST_MONTHS:
                    counts.vague[agency, subject] += 1
                    continue
                for month in months:
                    counted[agency, subject, month] += 1
    return counts


def _lay(agency: Agency, child: str, period: tuple[date, date], counts: _Counts) -> Strip:
    months = []
    for index in range(_index(period[0]), _index(period[1]) + 1):
        key = (agency.name, child, index)
        months.append(_month(agency, period, index, counts.sure[key], counts.doubtful[key]))
    vague = counts.vague[agency.name, child]
    return Strip(agency.name, agency.sector, child, *period, agency.basis, tuple(months), vague)


def count_months(period: tuple[date, date]) -> int:
    """How many months the period touches."""
    return _index(period[1]) - _index(period[0]) + 1


def _index(day: date) -> int:
    return day.year * 12 + day.month - 1


def _months_of(entry: Entry) -> range:
    days = possible_days(entry.event.when)
    return range(_index(days[0]), _index(days[1]) + 1) if days else range(0)


def _month(agency: Agency, period: tuple[date, date], index: int, contacts: int, doubtful: int) -> Month:
    year, month = index // 12, index % 12 + 1
    first = max(date(year, month, 1), period[0])
    last = min(date(year, month, monthrange(year, month)[1]), period[1])
    whole = any(start <= first and last <= end for start, end in agency.periods)
    touched = whole or any(start <= last and first <= end for start, end in agency.periods)
    standing: Silence = "silent" if touched else "not_covered" if agency.basis else "not_supplied"
    return Month(
        f"{year:04}-{month:02}", "contact" if contacts else standing, contacts, doubtful, touched and not whole
    )
