"""The shape `count`: something recorded several times within a period, after which a response is expected.

Enters: one child's History and a rule. Leaves: a Judgement for each run. Days count, not records, so that several agencies'
accounts of one day are one. After a run is complete the count starts again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from chronology.audit.ground import Ground
from chronology.audit.history import History
from chronology.audit.judgement import Judgement, Taken
from chronology.audit.missing_follow_up import judge, settings
from chronology.audit.occasions import Occasion, find_occasions
from chronology.rule import Repetition, Rule


def look(rule: Rule, history: History, ground: Ground, taken: Taken) -> list[Judgement]:
    """A Judgement for every run of triggers; the deadline counts from the day that completes the run."""
    trigger, _, _ = settings(rule)
    if rule.repeated is None:
        raise ValueError(f"{rule.id} does not say how often")
    if history.number_of(rule.trigger_kinds()) < rule.repeated.times:
        return []
    occasions = [one for one in find_occasions(history, ground, trigger, rule) if one.day and one.day not in taken]
    runs = _runs(history, ground, occasions, rule.repeated)
    return [judgement for run in runs if (judgement := judge(rule, history, ground, run))]


def _runs(history: History, ground: Ground, occasions: list[Occasion], repeated: Repetition) -> Iterator[Occasion]:
    run: list[tuple[date, Occasion]] = []
    for occasion in occasions:
        day = occasion.day
        if day is None:
            continue
        if run and repeated.broken_by and any(history.between(repeated.broken_by, run[-1][0], day)):
            run = []
        run = [one for one in run if (ground.add(one[0], repeated.within) or date.max) >= day]
        run.append((day, occasion))
        if len(run) == repeated.times:
            yield Occasion(day, run[0][0], day, tuple(entry for _, one in run for entry in one.entries))
            run = []
