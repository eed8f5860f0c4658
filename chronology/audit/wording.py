"""The sentences of findings. Enters: days, counts, agencies, a rule's own wording. Leaves: neutral statements.

A statement says what is not in the exports supplied, and how the days were counted. It never says that something was not done,
and never who is at fault. What is found is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

from chronology.audit.ground import Ground
from chronology.audit.history import exact_day
from chronology.model import CHILDREN, Entry, Subject
from chronology.rule import BEFORE_SCHOOL, OWN_FILE, Rule, Span
from chronology.when import possible_days

MONTHS = (
    "January February March April May June July August September October November December"
).split()  # not strftime, which follows the machine's locale
LISTED = 15  # names beyond this number are counted, so that a statement stays a sentence
CHILD = "{child}"  # stands until it is known of which children a statement is told
MOST_NAMED = 4  # agencies or days named in a sentence


@cache
def say_day(day: date) -> str:
    """`13 October 2006`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def say_list(words: Iterable[str]) -> str:
    """`A, B and C`; a long list is cut and the rest counted."""
    listed = list(words)
    if len(listed) > LISTED:
        listed = [*listed[:LISTED], f"{len(listed) - LISTED} more"]
    return " and ".join(part for part in (", ".join(listed[:-1]), *listed[-1:]) if part)


def say_sector(sector: str) -> str:
    """The sector as a sentence names it."""
    if sector == OWN_FILE:
        return "the agency that recorded it"
    return "GP" if sector == "gp" else sector.replace("_", " ")


def say_when(entry: Entry) -> str:
    """The entry's day, or the days between which it lies."""
    day, days = exact_day(entry), possible_days(entry.event.when)
    if day:
        return say_day(day)
    if days is None:
        return "an unknown day"
    if entry.event.when.precision == "month":
        return f"a day in {MONTHS[days[0].month - 1]} {days[0].year}"
    return f"a day from {say_day(days[0])} to {say_day(days[1])}"


def say_times(entries: Sequence[Entry]) -> str:
    """The days of several entries, each once; of many, their number and the first and last."""
    times = list(dict.fromkeys(say_when(entry) for entry in entries))
    days = sorted(day for entry in entries if (day := exact_day(entry)))
    if len(times) <= MOST_NAMED or len(days) < 2:
        return say_list(times)
    return f"{len(times)} days between {say_day(days[0])} and {say_day(days[-1])}"


def say_due(ground: Ground, span: Span, due: date) -> str:
    """`16 October 2006 (1 working day later in England)`: working days differ between the nations."""
    if span.count == 0:
        return "the end of the same day"
    if span.unit == BEFORE_SCHOOL:
        return f"the morning of {say_day(due)} (the next school day, by approximate school holidays)"
    nation = f" in {ground.calendar.nation.replace('_', ' ').title()}" if span.unit == "working days" else ""
    if span.unit == "school days":
        nation = " at the latest, by approximate school holidays"
    return f"{say_day(due)} ({span} later{nation})"


def say_before_death(due: date) -> str:
    """`12 June 2019 (the day before the child's death)`: the last day on which a step could be expected."""
    return f"{say_day(due)} (the day before the child's death)"


def say_agencies(rule: Rule, ground: Ground) -> str:
    """The agencies in whose exports the rule looked: by name where they are few, else by number, as the finding lists them."""
    said = ground.agencies_said.get(rule.id)
    if said is None:
        agencies = {agency for path in ground.searched_for(rule) for agency in ground.agencies[path]}
        said = ground.agencies_said[rule.id] = (
            f"{len(agencies)} agencies" if len(agencies) > MOST_NAMED else say_list(sorted(agencies)) or "no agency"
        )
    return said


def fill(rule: Rule, ground: Ground, **places: str) -> str:
    """The rule's own wording with its places filled, as a sentence with a capital letter."""
    expectation, trigger = rule.expectation, rule.trigger
    known = {
        "expected": expectation.called if expectation else "",
        "trigger": trigger.called if trigger else "",
        "agencies": say_agencies(rule, ground),
        "child": CHILD,
    }
    return sentence(rule.wording.format_map({**known, **places}))


def name_children(statement: str, subject: Subject, about: Iterable[str], ground: Ground) -> str:
    """The statement with the names of the children among `about` where the rule's wording has a place for them."""
    if CHILD not in statement:
        return statement
    people = (ground.people.get(name) for name in about)
    names = [one.name for one in people if one and one.role in CHILDREN]
    return statement.replace(CHILD, say_list(names or [subject.name]))


def sentence(words: str) -> str:
    """With a capital letter and a full stop."""
    words = words.strip()
    return words[:1].upper() + words[1:] + ("" if words.endswith(".") else ".")


def add_standard(rule: Rule, day: date | None, statement: str) -> str:
    """The statement, with the reason where the rule is older in substance than in its source, and what the case changed of it."""
    if day and rule.valid_from and day < rule.valid_from:
        statement = f"{statement} {sentence(rule.holds_before)}"
    return f"{statement} Of this rule: {rule.local_note}." if rule.local_note else statement


def say_late(answers: Sequence[Entry], due: date) -> str:
    """When the late answer came, from whom, and how long after it was due."""
    first = answers[0]
    day = exact_day(first)
    after = f", {_count((day - due).days, 'day')} after it was due" if day and day > due else ""
    return f"The first found is of {say_when(first)}, recorded by {first.event.agency}{after}."


def say_unsure(called: str, trigger: str, due: str, reason: str) -> str:
    """What was looked for, and why it cannot be told whether it is there."""
    until = f" by {due}" if due else ""
    return f"{sentence(f'after {trigger}, {called} was looked for{until}')} Whether it is recorded cannot be told: {reason.rstrip('.')}."


_UNSAID = "does not say who was told|do not say who was told"


def say_doubtful(doubtful: Sequence[Entry], subject_id: str, unsaid: Sequence[Entry] = ()) -> str:
    """Which records put an absence in doubt, by the numbers of their entries, and why; `unsaid` do not say who was told."""
    reasons: dict[str, dict[int, None]] = {}
    for entry in sorted(doubtful, key=lambda entry: entry.number):
        reason = _UNSAID if entry in unsaid else _why_doubtful(entry, subject_id)
        reasons.setdefault(reason, {})[entry.number] = None
    said = [
        f"{say_numbers(numbers)} {one if len(numbers) == 1 else many}"
        for (one, many), numbers in ((reason.split("|"), numbers) for reason, numbers in reasons.items())
    ]
    return f"{'; '.join(said)}, and could be it"


def say_possible(called: str, trigger: str, entries: Sequence[Entry], whom: str) -> str:
    """Which triggering records may be about the child or an adult with it, and what is looked for once that is decided."""
    numbers = say_numbers(entry.number for entry in entries)
    they_are = "it is" if len(entries) == 1 else "they are"
    asked = sentence(f"after {trigger}, {called} is looked for")
    return f"{asked} {numbers} may be about {whom}; decide who {they_are} about first."


def _why_doubtful(entry: Entry, subject_id: str) -> str:
    """The reason for one record and, after the bar, for several."""
    if subject_id not in entry.subjects:
        return "may be about somebody else|may be about somebody else"
    if exact_day(entry) is None:
        return "has no exact day|have no exact day"
    return "has no time of day that decides it|have no time of day that decides it"


def say_numbers(numbers: Iterable[int]) -> str:
    """`No. 3` or `No. 3, 5 and 8`, as entries are numbered in the chronology."""
    return f"No. {say_list(str(number) for number in numbers)}"


def say_earlier(earlier: Sequence[Entry]) -> str:
    """Why a record of the days before leaves it open."""
    return f"one is of {say_times(earlier)}, recorded by {earlier[0].event.agency}, and may have been about the same matter"


def say_short(ground: Ground, sectors: Sequence[str], first: date, last: date) -> str:
    """Why exports do not speak for the days in question."""
    days = f"{say_day(first)}" if first == last else f"{say_day(first)} to {say_day(last)}"
    parts = []
    for sector in sectors:
        spoken = [
            f"{path} covers {say_day(ground.periods[path][0])} to {say_day(ground.periods[path][1])}{_basis(ground, path)}"
            for path in ground.sectors.get(sector, ())
        ]
        reach = f" ({say_list(spoken)})" if spoken else ""
        parts.append(f"no export from {say_sector(sector)} covers {days}{reach}")
    return "; ".join(parts)


def _basis(ground: Ground, path: str) -> str:
    covers = ground.sources[path].covers
    return ", by its first and last record" if covers and covers.basis != "stated" else ""


def say_absent(sectors: Sequence[str]) -> str:
    """Why exports that were not supplied, or that gave nothing that can be used, leave a question open."""
    return f"no usable export from {say_list(say_sector(sector) for sector in sectors)} was supplied"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
