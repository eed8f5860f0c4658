"""The shape `attendance`: a meeting about the child, and the agencies that knew the child but are not recorded as there.

Enters: one child's History and a rule. Leaves: a Judgement for each meeting. An agency was there where its own file says so on
the day, or where the minutes name it (`minutes`). Without a list of those present nothing is told of the others, and only who is
named as absent is reported. Where the minutes say who was invited, only they are expected.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from chronology.audit.ground import Ground
from chronology.audit.history import History
from chronology.audit.judgement import Judgement, Taken
from chronology.audit.minutes import Minutes, read_minutes
from chronology.audit.occasions import Occasion, find_occasions, is_taken
from chronology.audit.wording import add_standard, fill, say_list, say_sector, say_times, say_unsure
from chronology.calendar import add_months
from chronology.model import Entry
from chronology.rule import Rule, Span
from chronology.rule.settings import Attendance

ABSENT = "meeting_not_attended"


def look(rule: Rule, settings: Attendance, history: History, ground: Ground, taken: Taken) -> list[Judgement]:
    """A Judgement for every meeting; one without an exact day is judged only by what its own record says."""
    judgements = []
    for meeting in find_occasions(history, ground, settings.trigger, rule):
        meeting, family = _with_siblings(meeting, rule, settings, history, ground)
        if (meeting.day or _recorded_absences(meeting)) and not is_taken(meeting, taken):
            judgements.append(_judge(rule, settings, family, ground, meeting))
    return judgements


def _with_siblings(
    meeting: Occasion, rule: Rule, settings: Attendance, history: History, ground: Ground
) -> tuple[Occasion, list[History]]:
    """The meeting with what was recorded of it in the names of other children, and the Histories of all of them.

    One meeting about several children is one matter, whichever of them an agency writes it down for.
    """
    family, entries = [history], {entry.id: entry for entry in meeting.entries}
    for other in ground.family:
        if other.subject.id == history.subject.id or meeting.day is None:
            continue
        for one in find_occasions(other, ground, settings.trigger, rule):
            if one.day == meeting.day and any(entry.id in entries for entry in one.entries):
                family.append(other)
                entries |= {entry.id: entry for entry in one.entries}
    in_order = tuple(sorted(entries.values(), key=lambda entry: (entry.number, entry.id)))
    return replace(meeting, entries=in_order), family


def _recorded_absences(meeting: Occasion) -> tuple[Entry, ...]:
    return tuple(entry for entry in meeting.entries if ABSENT in entry.event.kinds)


def _judge(rule: Rule, settings: Attendance, family: Sequence[History], ground: Ground, meeting: Occasion) -> Judgement:
    absences = _recorded_absences(meeting)
    minutes = read_minutes(settings, meeting.entries)
    unseen = _not_there(settings, family, ground, meeting, minutes)
    # Where one of an agency is excused and another is on the list, the agency was there.
    missing = (minutes.absent - minutes.present - minutes.reported) | _named_absent(absences, settings)
    if settings.required:
        groups = [sectors for name, sectors in settings.required.items() if name not in unseen]
        missing = missing - {one for one in missing if any(one in sectors for sectors in groups)}
    if minutes.has_list:
        missing |= unseen
    if not missing and not absences and (minutes.has_list or not unseen):
        return Judgement("met", meeting.day, meeting.entries)
    day = meeting.day or meeting.first
    if not missing and not absences:
        called = settings.expectation.called
        sectors = say_list(say_sector(sector) for sector in sorted(unseen))
        reason = f"the record of the meeting does not list who was there, and the exports from {sectors} do not say"
        statement = say_unsure(called, f"the meeting of {say_times(meeting.entries)}", "", reason)
        return Judgement("cannot_tell", day, meeting.entries, statement)
    agencies = say_list(say_sector(sector) for sector in sorted(missing)) or "somebody who was invited"
    statement = fill(rule, ground, date=say_times(meeting.entries), missing=agencies)
    return Judgement("no_record", day, meeting.entries, add_standard(rule, day, statement), meeting.day)


def _named_absent(absences: tuple[Entry, ...], settings: Attendance) -> set[str]:
    """The sectors whose own files say that they did not attend."""
    return {entry.event.sector for entry in absences if entry.event.sector in settings.agencies}


def _not_there(
    settings: Attendance, family: Sequence[History], ground: Ground, meeting: Occasion, minutes: Minutes
) -> set[str]:
    """The sectors that were expected and are not recorded as there: those invited, else those that knew one of the children."""
    day = meeting.day
    if day is None:
        return set()
    since = _first_day(ground, day, settings.looking_back)
    met: dict[str, set[date]] = {}
    for history in family:
        for on, entry in history.between((), since, day - timedelta(days=1)):
            for sector in ground.sectors_of(entry):
                met.setdefault(sector, set()).add(on)
    knew = {sector for sector, days in met.items() if len(days) > 1 or sector not in settings.not_by_one_contact}
    there = set(minutes.present | minutes.reported)
    for selection in settings.expectation.any_of:
        for history in family:
            for _, entry in history.between(selection.kinds, day, day):
                if ABSENT not in entry.event.kinds:
                    there |= ground.sectors_of(entry)
    if settings.required:
        return {name for name, sectors in settings.required.items() if there.isdisjoint(sectors)}
    return set(minutes.invited or knew) & settings.agencies.keys() - there


def _first_day(ground: Ground, day: date, span: Span) -> date:
    """The earliest day from which `span` reaches `day`, counted as every span is counted."""
    if span.unit == "months":
        return add_months(day, -span.count)
    first = day
    while (ground.add(first - timedelta(days=1), span) or date.min) >= day:
        first -= timedelta(days=1)
    return first
