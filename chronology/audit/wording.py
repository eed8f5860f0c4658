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
from chronology.model import Entry, Source
from chronology.rule import OWN_FILE, Rule, Span
from chronology.when import possible_days

MONTHS = (
    "January February March April May June July August September October November December"
).split()  # not strftime, which follows the machine's locale
LISTED = 15  # names beyond this number are counted, so that a statement stays a sentence


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
    return f"a day between {say_day(days[0])} and {say_day(days[1])}" if days else "an unknown day"


def say_due(ground: Ground, span: Span, counted_from: date, due: date) -> str:
    """`16 October 2006 (1 working day after 13 October 2006, by the bank holidays of England)`."""
    if span.count == 0:
        return f"{say_day(due)} (the same day)"
    calendar = ""
    if span.unit == "working days":
        calendar = f", by the bank holidays of {ground.calendar.nation.replace('_', ' ').title()}"
    return f"{say_day(due)} ({span} after {say_day(counted_from)}{calendar})"


MOST_NAMED = 4  # agencies named in a sentence


def say_agencies(rule: Rule, ground: Ground) -> str:
    """The agencies in whose exports the rule looked: by name where they are few, else by number, as the finding lists them."""
    said = ground.agencies_said.get(rule.id)
    if said is None:
        agencies = {agency for path in ground.searched_for(rule) for agency in ground.agencies[path]}
        said = ground.agencies_said[rule.id] = (
            f"the {len(agencies)} agencies searched"
            if len(agencies) > MOST_NAMED
            else say_list(sorted(agencies)) or "no agency"
        )
    return said


def fill(rule: Rule, ground: Ground, **places: str) -> str:
    """The rule's own wording with its places filled, as a sentence with a capital letter, and the standard it rests on."""
    known = {
        "expected": rule.expectation.called if rule.expectation else "",
        "trigger": rule.trigger.called if rule.trigger else "",
        "agencies": say_agencies(rule, ground),
    }
    return sentence(rule.wording.format_map({**known, **places}))


def sentence(words: str, capital: bool = True) -> str:
    """With a full stop, and with a capital letter unless it goes on after a colon."""
    words = words.strip()
    return (words[:1].upper() if capital else words[:1]) + words[1:] + ("" if words.endswith(".") else ".")


def add_standard(rule: Rule, day: date | None, statement: str) -> str:
    """The statement, with the reason where the rule is older in substance than in its source, or local."""
    if day and rule.valid_from and day < rule.valid_from:
        return f"{statement} {sentence(rule.holds_before)}"
    return statement


def say_late(answers: Sequence[Entry], due: date) -> str:
    """When the late answer came, from whom, and how long after it was due."""
    first = answers[0]
    day = exact_day(first)
    after = f", {_count((day - due).days, 'day')} after it was due" if day and day > due else ""
    return f"The first found is of {say_when(first)}, recorded by {first.event.agency}{after}."


def say_unsure(called: str, trigger: str, due: str, reason: str) -> str:
    """What was looked for, and why it cannot be told whether it is there."""
    until = f", by {due}" if due else ""
    return f"{sentence(f'Looked for after {trigger}: {called}{until}')} Whether it was recorded cannot be told: {sentence(reason, False)}"


def say_doubtful(doubtful: Sequence[Entry]) -> str:
    """Why records put an absence in doubt."""
    number = len({entry.id for entry in doubtful})
    verb = "record has" if number == 1 else "records have"
    return f"{number} {verb} no exact day or may be about somebody else, and could be it"


def say_earlier(earlier: Sequence[Entry]) -> str:
    """Why a record of the days before leaves it open."""
    return f"one is of {say_times(earlier)}, recorded by {earlier[0].event.agency}, and may have been about the same matter"


def say_short(ground: Ground, sectors: Sequence[str], first: date, last: date) -> str:
    """Why exports do not speak for the days in question."""
    parts = []
    for sector in sectors:
        spoken = [
            f"{source.path} from {say_day(ground.periods[path][0])} to {say_day(ground.periods[path][1])}{_basis(source)}"
            for path in ground.sectors.get(sector, ())
            if (source := ground.sources[path])
        ]
        reach = f" (it speaks for: {say_list(spoken)})" if spoken else ""
        parts.append(f"no export from {say_sector(sector)} speaks for all of that time{reach}")
    days = f"on {say_day(first)}" if first == last else f"from {say_day(first)} to {say_day(last)}"
    return f"{days}, {'; '.join(parts)}"


def _basis(source: Source) -> str:
    return ", by its first and last record" if source.covers and source.covers.basis != "stated" else ""


def say_absent(sectors: Sequence[str]) -> str:
    """Why exports that were not supplied leave a question open."""
    return f"no export from {say_list(say_sector(sector) for sector in sectors)} was supplied"


def say_times(entries: Sequence[Entry]) -> str:
    """The days of several entries, each once."""
    return say_list(dict.fromkeys(say_when(entry) for entry in entries))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
