"""The shape `promised_action`: the record itself states an action and the day by which it will be done.

Enters: one child's History and a rule. Leaves: a Judgement for each promise, or for each run of several of which nothing is found. Only a promise that is plain is asked about: a word of
the rule and, in the same sentence after "by", "before", "on" or "due", a whole date later than the record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache

from chronology.audit.asked import Question, put
from chronology.audit.ground import Ground
from chronology.audit.history import History
from chronology.audit.judgement import Judgement, Taken
from chronology.audit.occasions import dated_candidates, find_occasions
from chronology.audit.wording import add_standard, fill, say_absent, say_day, say_times, sentence
from chronology.dates import read_date
from chronology.model import Entry
from chronology.rule import Expectation, Repetition, Rule
from chronology.rule.settings import Promise, Promised

_BY_DAY = re.compile(
    r"\b(?:by|before|on|due)\s+(?:the\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)?(?:day)?,?\s*"
    r"(\d{4}-\d{2}-\d{2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?[a-z]{3,9},?\s+\d{4})\b",
    re.IGNORECASE,
)
_BIRTH_DUE = re.compile(r"\b(?:baby|edd|birth|delivery|c-section)\b.*\bdue\b", re.IGNORECASE)  # no step is promised
_ANY_DAY = re.compile(r"\d(?:[/.-]\d|\d{3})")  # in every whole date, in few other texts, and soonest told
_SENTENCE = re.compile(r"[^.;\n]*(?:\.(?=\d)[^.;\n]*)*")
LONGEST_AHEAD = timedelta(days=400)  # a day further ahead is more likely misread than promised


def look(rule: Rule, settings: Promise, history: History, ground: Ground, taken: Taken) -> list[Judgement]:
    """A Judgement for every promise with a stated day."""
    entries = dated_candidates(history, ground, settings.trigger)
    if not any(_names_a_day(text) for entry in entries for text in _texts(entry) if text):
        return []  # so it is with most children
    judgements = []
    for occasion in find_occasions(history, ground, settings.trigger, rule):
        if occasion.day is None or occasion.day in taken:
            continue
        seen: set[tuple[str, date]] = set()
        for entry in occasion.entries:
            for promised, due in _promises(settings, entry, occasion.day):
                died = history.subject.died
                if (promised.words[0], due) not in seen and not (died and died <= due):
                    seen.add((promised.words[0], due))
                    question = _question(settings, promised, entry, occasion.day, due, ground)
                    places = {"date": say_times((entry,)), "promised": promised.words[0], "count": "1", "within": ""}
                    judgements.append(put(rule, history, ground, question, **places))
    return _told_in_runs(rule, settings.repeated, ground, judgements) if settings.repeated else judgements


def _told_in_runs(rule: Rule, repeated: Repetition, ground: Ground, judgements: Sequence[Judgement]) -> list[Judgement]:
    """One pattern for each run of so many promises, within the time, of which nothing is found; of fewer nothing is told.

    Where those in doubt could complete a run, that is told; a promise that was kept starts no count again.
    """
    told: list[Judgement] = []
    run: list[Judgement] = []
    for judgement in sorted(judgements, key=lambda one: one.day or date.min):
        if judgement.outcome in ("met", "late") or judgement.day is None:
            continue
        until = judgement.day
        run = [one for one in run if (ground.add(one.day or until, repeated.within) or date.max) >= until]
        run.append(judgement)
        if len(run) >= repeated.times:
            told.append(_tell_run(rule, repeated, ground, run))
            run = []
    kept = [one for one in judgements if one.outcome == "met"]
    return told or kept[:1]


def _tell_run(rule: Rule, repeated: Repetition, ground: Ground, run: Sequence[Judgement]) -> Judgement:
    entries = tuple({entry.id: entry for one in run for entry in one.entries}.values())
    day = run[0].day
    unsure = next((one for one in run if one.outcome == "cannot_tell"), None)
    if unsure:
        reason = say_absent(unsure.absent) if unsure.absent else "an export ends too soon, or a record is in doubt"
        statement = sentence(f"Of the steps announced in records of {say_times(entries)} not all can be told: {reason}")
        return Judgement("cannot_tell", day, entries, statement, absent=unsure.absent)
    places = {"due": "", "promised": "", "within": str(repeated.within)}
    statement = fill(rule, ground, date=say_times(entries), count=str(len(run)), **places)
    return Judgement("pattern", day, entries, add_standard(rule, day, statement))


def _question(settings: Promise, promised: Promised, entry: Entry, day: date, due: date, ground: Ground) -> Question:
    until = ground.add(due, settings.late_until) if settings.late_until else due
    expectation = Expectation((promised.kept_by,), f"the {promised.words[0]} that it announces")
    first = day + timedelta(days=1)
    reckoning = f"due {say_day(due)}: the day that the record itself states"
    about = f"the record of {say_day(day)}"
    return Question(expectation, day, (entry,), (first, due, until or due), about, say_day(due), reckoning)


def _texts(entry: Entry) -> tuple[str, ...]:
    return entry.event.action, entry.event.outcome, entry.event.summary


@lru_cache(maxsize=1000)  # every rule of this shape asks of a child's records in turn
def _names_a_day(text: str) -> bool:
    return _ANY_DAY.search(text) is not None and _BY_DAY.search(text) is not None


def _promises(settings: Promise, entry: Entry, day: date) -> Iterator[tuple[Promised, date]]:
    for text in _texts(entry):
        for match in _SENTENCE.finditer(text):
            sentence = match[0]
            stated = _BY_DAY.search(sentence)
            if stated is None:
                continue
            if _BIRTH_DUE.search(sentence):
                continue
            when = read_date(stated[1])
            if when.precision != "day" or when.first is None or not day < when.first <= day + LONGEST_AHEAD:
                continue
            folded = sentence.casefold()
            for promised in settings.promises:
                if any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", folded) for word in promised.words):
                    yield promised, when.first
                    break
