"""A letter about an appointment that was missed elsewhere. Enters: the chronology. Leaves: it, with each miss in the records of one agency.

A practice files the hospital's letter that the child was not brought and is discharged; that is no second miss. Only where the other
agency's own record of the miss stands in the weeks before is the letter read so: without it, the letter is all that tells of the miss.
What is printed of the record does not change.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec.structs import replace

from chronology.audit.history import exact_day
from chronology.audit.words import fold, holds_whole, holds_words
from chronology.model import Chronology, Entry
from chronology.rule.lists import named_lists

MISSED = "was_not_brought"
OTHER = "other"
LETTER_WITHIN = timedelta(days=28)  # of the miss it tells of: this program's own figure


def leave_letters_of_misses(chronology: Chronology) -> Chronology:
    """The chronology as rules read it: a letter about a miss that another agency's own record tells of is no miss itself."""
    missed = [entry for entry in chronology.entries if MISSED in entry.event.kinds]
    letters = [entry for entry in missed if _is_letter(entry)]
    if not letters:
        return chronology
    own: dict[str, list[tuple[date, str]]] = {}
    for entry in missed:
        day = exact_day(entry)
        if day and not _is_letter(entry):
            for subject in entry.subjects:
                own.setdefault(subject, []).append((day, entry.event.agency))
    told = {letter.id for letter in letters if any(_tells_of(letter, misses) for misses in _of(letter, own))}
    if not told:
        return chronology
    entries = tuple(_without_miss(entry) if entry.id in told else entry for entry in chronology.entries)
    return replace(chronology, entries=entries)


def _is_letter(entry: Entry) -> bool:
    lists = named_lists()
    if holds_whole(fold(entry.event.category), lists["$letter_types"]):
        return True
    return holds_words(entry, lists["$letter_of_a_miss"])


def _of(letter: Entry, own: dict[str, list[tuple[date, str]]]) -> Iterator[list[tuple[date, str]]]:
    for subject in letter.subjects:
        if subject in own:
            yield own[subject]


def _tells_of(letter: Entry, misses: list[tuple[date, str]]) -> bool:
    day = exact_day(letter)
    return day is not None and any(
        agency != letter.event.agency and missed <= day <= missed + LETTER_WITHIN for missed, agency in misses
    )


def _without_miss(entry: Entry) -> Entry:
    kinds = tuple(kind for kind in entry.event.kinds if kind != MISSED)
    return replace(entry, event=replace(entry.event, kinds=kinds or (OTHER,)))
