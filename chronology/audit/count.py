"""The shapes `count`, `sequence` and `repetition`: something recorded several times within a period.

`count`: a response is expected after it. `sequence`: each time a second step followed (a referral was closed) and the expected one
did not. `repetition`: that it came so often is itself the finding. Enters: one child's History and a rule. Leaves: a Judgement for
each run. Days count, not records, so that several agencies' accounts of one day are one; or the agencies or places they name.
After a run is complete the count starts again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec.structs import replace

from chronology.audit.answers import find_answer
from chronology.audit.ground import Ground
from chronology.audit.history import History
from chronology.audit.judgement import Judgement, Taken
from chronology.audit.missing_follow_up import judge
from chronology.audit.occasions import Occasion, dated_candidates, find_occasions
from chronology.audit.wording import add_standard, fill, say_absent, say_list, say_times, sentence
from chronology.model import Entry
from chronology.rule import OWN_FILE, Repetition, Rule, Trigger
from chronology.rule.settings import Count, Recurrence, Series


def look(rule: Rule, settings: Count, history: History, ground: Ground, taken: Taken) -> list[Judgement]:
    """A Judgement for every run of triggers; the deadline counts from the day that completes the run."""
    trigger = settings.follow_up.trigger
    if len(dated_candidates(history, ground, trigger)) < settings.repeated.times:
        return []
    occasions = [one for one in find_occasions(history, ground, trigger, rule) if one.day and one.day not in taken]
    runs = find_runs(history, ground, occasions, settings.repeated)
    return [judgement for run in runs if (judgement := judge(rule, settings.follow_up, history, ground, run))]


def look_for_sequence(rule: Rule, settings: Series, history: History, ground: Ground, taken: Taken) -> list[Judgement]:
    """As `look`, of those triggers alone that the second step followed and the expected one did not follow first."""
    trigger = settings.follow_up.trigger
    if len(dated_candidates(history, ground, trigger)) < settings.repeated.times:
        return []
    steps = []
    for occasion in find_occasions(history, ground, trigger, rule):
        if occasion.day is None or occasion.day in taken:
            continue
        until = ground.add(occasion.day, settings.each_within) or date.max
        second = find_answer(history, ground, settings.each_followed_by, occasion.entries, (occasion.day, until, until))
        if second.verdict != "met" or second.day is None:
            continue
        window = (occasion.day, second.day, second.day)
        third = find_answer(history, ground, settings.follow_up.expectation, occasion.entries, window)
        if third.verdict == "none":
            steps.append(occasion)
    runs = find_runs(history, ground, steps, settings.repeated)
    return [judgement for run in runs if (judgement := judge(rule, settings.follow_up, history, ground, run))]


def find_runs(
    history: History, ground: Ground, occasions: Sequence[Occasion], repeated: Repetition
) -> Iterator[Occasion]:
    """The runs that are complete, each as one occasion of the day that completes it; with `same_agency` agency by agency."""
    if not repeated.same_agency:
        yield from _runs(history, ground, occasions, repeated)
        return
    by_agency: dict[str, list[Occasion]] = {}
    for occasion in occasions:
        for agency in sorted({name for entry in occasion.entries for name in ground.agencies_of(entry)}):
            own = tuple(entry for entry in occasion.entries if agency in ground.agencies_of(entry))
            by_agency.setdefault(agency, []).append(replace(occasion, entries=own))
    for agency in sorted(by_agency):
        yield from _runs(history, ground, by_agency[agency], repeated)


def _runs(history: History, ground: Ground, occasions: Sequence[Occasion], repeated: Repetition) -> Iterator[Occasion]:
    run: list[tuple[date, Occasion]] = []
    for occasion in occasions:
        day = occasion.day
        if day is None:
            continue
        if run and repeated.broken_by and any(history.between(repeated.broken_by, run[-1][0], day)):
            run = []
        if run and repeated.apart and (ground.add(run[-1][0], repeated.apart) or date.max) >= day:
            counted, before = run[-1]
            run[-1] = (counted, replace(before, entries=(*before.entries, *occasion.entries)))
            continue
        run = [one for one in run if (ground.add(one[0], repeated.within) or date.max) >= day]
        run.append((day, occasion))
        if _number(run, repeated) >= repeated.times:
            entries = {entry.id: entry for _, one in run for entry in one.entries}
            yield Occasion(day, run[0][0], day, tuple(entries.values()))
            run = []


def _number(run: Sequence[tuple[date, Occasion]], repeated: Repetition) -> int:
    """How many days, or how many different agencies or places, the run counts."""
    if repeated.distinct == "days":
        return len(run)
    return len(names_in([entry for _, one in run for entry in one.entries], repeated))


def names_in(entries: Sequence[Entry], repeated: Repetition) -> tuple[str, ...]:
    """The agencies or places that the entries name, sorted; a record without a place stands for its agency."""
    if repeated.distinct == "places":
        names = {entry.event.place.strip() or entry.event.agency for entry in entries}
        return tuple(sorted({name.casefold(): name for name in sorted(names)}.values()))
    return tuple(sorted({entry.event.agency for entry in entries}))


def look_for_recurrence(
    rule: Rule, settings: Recurrence, history: History, ground: Ground, taken: Taken
) -> list[Judgement]:
    """A pattern for every run of triggers: that it came so often is itself what is told."""
    trigger, repeated = settings.trigger, settings.repeated
    occasions = [one for one in find_occasions(history, ground, trigger, rule) if one.day and one.day not in taken]
    absent = tuple(sector for sector in rule.needs if sector != OWN_FILE and sector not in ground.sectors)
    runs = list(find_runs(history, ground, occasions, repeated))
    if runs and absent and repeated.broken_by:
        # What breaks a run may stand in the file that is missing.
        return [
            Judgement("cannot_tell", run.day, run.entries, _unsure(trigger, run, absent), absent=absent) for run in runs
        ]
    if runs:
        return [_state(rule, settings, ground, run) for run in runs]
    if not occasions:
        return []
    entries = tuple(entry for one in occasions for entry in one.entries)
    if absent:
        statement = sentence(f"Whether {trigger.called} came more often cannot be told: {say_absent(absent)}")
        return [Judgement("cannot_tell", occasions[0].day, entries, statement, absent=absent)]
    return [Judgement("met", occasions[0].day, entries)]


def _unsure(trigger: Trigger, run: Occasion, absent: Sequence[str]) -> str:
    told = f"{trigger.called} are recorded of {say_times(run.entries)}; whether anything came between cannot be told"
    return sentence(f"{told}: {say_absent(absent)}")


def _state(rule: Rule, settings: Recurrence, ground: Ground, run: Occasion) -> Judgement:
    repeated = settings.repeated
    days = len({entry.event.when.first for entry in run.entries})
    names = names_in(run.entries, repeated)
    statement = fill(
        rule,
        ground,
        date=say_times(run.entries),
        count=str(days if repeated.distinct == "days" else len(names)),
        within=str(repeated.within),
        named=say_list(names),
    )
    return Judgement("pattern", run.day, run.entries, add_standard(rule, run.day, statement))
