"""The shape `consultation`: something is finished or begins, and agencies that knew the child are not recorded as asked or told.

Enters: one child's History and a rule. Leaves: a Judgement for each such record. An agency was heard where a record of its own says
so, or where whoever wrote that record names it there, or elsewhere in a sentence that tells of asking or telling. Of an agency
that sent no export nothing is asked: neither that it knew the child nor that it was heard can be told.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from chronology.audit.answers import fits
from chronology.audit.ground import Ground
from chronology.audit.history import History
from chronology.audit.judgement import Judgement, Taken
from chronology.audit.occasions import Occasion, find_occasions, is_taken
from chronology.audit.wording import (
    add_standard,
    fill,
    say_absent,
    say_list,
    say_sector,
    say_short,
    say_times,
    say_unsure,
)
from chronology.audit.words import holds_in_one_sentence, holds_words
from chronology.model import Entry
from chronology.rule import Expectation, Rule
from chronology.rule.settings import Consultation


def look(rule: Rule, settings: Consultation, history: History, ground: Ground, taken: Taken) -> list[Judgement]:
    """A Judgement for every such record of which some agency that sent an export could have been asked or told."""
    judgements = []
    for matter in find_occasions(history, ground, settings.trigger, rule):
        judgement = None if is_taken(matter, taken) else _judge(rule, settings, history, ground, matter)
        if judgement:
            judgements.append(judgement)
    return judgements


def _judge(rule: Rule, settings: Consultation, history: History, ground: Ground, matter: Occasion) -> Judgement | None:
    called = settings.expectation.called
    about = f"{settings.trigger.called} of {say_times(matter.entries)}"
    first = ground.subtract(matter.day, settings.looking_back) if matter.day else None
    since = ground.subtract(matter.day, settings.known_within) if matter.day else None
    last = ground.add(matter.day, settings.looking_on) if matter.day and settings.looking_on else matter.day
    if matter.day is None or first is None or since is None or last is None:
        statement = say_unsure(called, about, "", "it has no exact day")
        return Judgement("cannot_tell", matter.first, matter.entries, statement)
    knew = _knew(settings, history, ground, since, matter.day - timedelta(days=1))
    if not knew:
        return None
    heard = _heard(settings, history, ground, matter, first, last)
    unheard = sorted(knew - heard)
    if not unheard:
        return Judgement("met", matter.day, matter.entries)
    absent, short = ground.gaps_in_reach(rule, matter.entries, first, last)
    missing = [sector for sector in unheard if ground.reach(sector, first, last) == "covered"]
    if absent or short or not missing:
        reason = say_absent(absent) if absent else say_short(ground, short or unheard, first, last)
        statement = say_unsure(called, about, "", reason)
        return Judgement("cannot_tell", matter.day, matter.entries, statement, absent=tuple(absent))
    statement = fill(
        rule, ground, date=say_times(matter.entries), missing=say_list(say_sector(sector) for sector in missing)
    )
    return Judgement("no_record", matter.day, matter.entries, add_standard(rule, matter.day, statement))


def _knew(settings: Consultation, history: History, ground: Ground, since: date, until: date) -> set[str]:
    """The sectors that recorded something of the child, or of adults with it, in this time."""
    records = ground.households.get(history.subject.id, history)
    met = (ground.sectors_of(entry) for _, entry in records.between((), since, until) if records.whom(entry))
    return set().union(*met) & settings.agencies.keys()


def _heard(
    settings: Consultation, history: History, ground: Ground, matter: Occasion, first: date, last: date
) -> set[str]:
    """The sectors that were asked, heard or told, by the matter's own records or others of this time; a record in doubt counts too."""
    writers = frozenset[str]().union(*map(ground.sectors_of, matter.entries))
    heard = set().union(*(_named(settings, entry) for entry in matter.entries))
    for entry in _records(history, ground, first, last):
        if _is_one_of(settings.everybody, entry, history, ground):
            return set(settings.agencies)
        fitting = _is_one_of(settings.expectation, entry, history, ground)
        if not writers.isdisjoint(ground.sectors_of(entry)):
            heard |= _named(settings, entry, by_name_alone=fitting)
        elif fitting:
            heard |= ground.sectors_of(entry)
    return heard


def _is_one_of(expected: Expectation, entry: Entry, history: History, ground: Ground) -> bool:
    return any(
        (not one.kinds or any(kind in entry.event.kinds for kind in one.kinds)) and fits(one, entry, history, ground)
        for one in expected.any_of
    )


def _records(history: History, ground: Ground, first: date, last: date) -> Iterator[Entry]:
    """What was recorded of anybody of the household in this time, or may have been."""
    whole = ground.households.get(history.subject.id)
    for records in (whole,) if whole else (history, *ground.family):
        yield from (entry for _, entry in records.between((), first, last))
        yield from (record.entry for record in records.in_doubt(()) if record.could_be_within(first, last))


def _named(settings: Consultation, entry: Entry, by_name_alone: bool = True) -> set[str]:
    """The sectors that the record names, in a sentence that tells of asking unless `by_name_alone`."""
    return {
        sector
        for sector, words in settings.agencies.items()
        if (holds_words(entry, words) if by_name_alone else holds_in_one_sentence(entry, (words, settings.asked_by)))
    }
