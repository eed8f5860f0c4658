"""What agencies knew, and what their silences mean. Enters: Chronology, subjects, sources, findings. Leaves: Knowledge, Snapshots.

`silence` tells a missing file from a missing record, `held` who knew what on a day, `told` who was told by whom, `accumulated` when
the pieces of a pattern first came together. No blame and no guess at what a person remembered: only what the records say.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from chronology.knowledge.accumulated import first_met, pattern_of
from chronology.knowledge.agencies import Scope, gather_agencies, holders, missing_agencies
from chronology.knowledge.facts import (
    FirstMet,
    Held,
    Knowledge,
    Month,
    Piece,
    Snapshot,
    Strip,
    Together,
)
from chronology.knowledge.held import lies_after, see_on
from chronology.knowledge.silence import LONGEST_MONTHS, count_months, find_period, lay_strips
from chronology.model import Chronology, Finding, Source, Subject
from chronology.rule import Rule

__all__ = [
    "MOST_CHILDREN",
    "FirstMet",
    "Held",
    "Knowledge",
    "Month",
    "Piece",
    "Snapshot",
    "Strip",
    "Together",
    "find_knowledge",
    "who_knew",
]

MOST_CHILDREN = 8  # a large household; for more, the strips and the days would bury what they are to show
_MOST_DAYS = 3  # on which pieces came together, that are shown


def find_knowledge(
    chronology: Chronology,
    subjects: Sequence[Subject],
    sources: Sequence[Source],
    findings: Sequence[Finding],
    rules: Sequence[Rule],
    scope: Scope,
    expected: Sequence[str] = (),
) -> Knowledge:
    """All that a report says of who knew what. `expected` names the agencies from which the author waits for an export."""
    accumulations = _accumulations(chronology, sources, findings, rules)
    children = [subject for subject in subjects if subject.role == "child"]
    if not children:
        return Knowledge(accumulations=accumulations, note="No child of the case is known.")
    if len(children) > MOST_CHILDREN:
        note = f"For {len(children):,} children this is not shown; `chronology knew` with `--person` shows a day of one of them."
        return Knowledge(accumulations=accumulations, note=note)
    entries = (*chronology.entries, *chronology.undated)
    agencies = gather_agencies(entries, sources, scope)
    every = (*agencies, *missing_agencies(expected, agencies))
    period = find_period(chronology.entries, scope)
    note = ""
    strips: tuple[Strip, ...] = ()
    if period and count_months(period) <= LONGEST_MONTHS:
        strips = lay_strips(entries, children, every, holders(sources), period)
    elif period:
        note = "The records span more than 40 years, so no months are shown: `scope:` in the case file sets the period."
    snapshots = tuple(
        who_knew(on, why, chronology, subjects, sources) for on, why in _days(accumulations, findings, children, period)
    )
    return Knowledge(strips, accumulations, snapshots, note)


def who_knew(
    on: date, why: str, chronology: Chronology, people: Sequence[Subject], sources: Sequence[Source]
) -> Snapshot:
    """What each agency held and had been told of `people` by the end of `on`.

    Nothing that is dated and recorded after `on` has any effect, not even on which agencies are named.
    """
    entries = [entry for entry in (*chronology.entries, *chronology.undated) if not lies_after(entry, on)]
    agencies = gather_agencies(entries, sources, (None, None))
    return see_on(on, why, entries, people, agencies, holders(sources))


def _accumulations(
    chronology: Chronology, sources: Sequence[Source], findings: Sequence[Finding], rules: Sequence[Rule]
) -> dict[str, FirstMet]:
    """Finding id → the first day on which its pieces together met its rule."""
    patterns = {rule.id: pattern for rule in rules if (pattern := pattern_of(rule))}
    told = [finding for finding in findings if finding.rule in patterns and finding.outcome != "cannot_tell"]
    if not told:
        return {}
    wanted = {entry_id for finding in told for entry_id in finding.entries}
    by_id = {entry.id: entry for entry in chronology.entries if entry.id in wanted}
    names = sorted({source.agency for source in sources if source.account.entries})
    agencies_of = holders(sources)
    found = {}
    for finding in told:
        entries = [by_id[entry_id] for entry_id in finding.entries if entry_id in by_id]
        met = first_met(patterns[finding.rule], entries, names, agencies_of)
        if met:
            found[finding.id] = met
    return found


def _days(
    accumulations: dict[str, FirstMet],
    findings: Sequence[Finding],
    children: Sequence[Subject],
    period: tuple[date, date] | None,
) -> list[tuple[date, str]]:
    """The days that a report shows, in their order, and why: when pieces came together, worst finding first, and the last day."""
    chosen: dict[date, str] = {}
    for finding in findings:
        met = accumulations.get(finding.id)
        if met and len(chosen) < _MOST_DAYS:
            chosen.setdefault(met.day, f"the first day on which the records together met “{finding.title}”")
    deaths = [child.died for child in children if child.died]
    if deaths and date.min < min(deaths):
        chosen.setdefault(min(deaths) - timedelta(days=1), "the day before the child died")
    elif period:
        chosen.setdefault(period[1], "the last day of the period")
    return sorted(chosen.items())
