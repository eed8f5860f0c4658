"""What a selection asks beyond kinds and agencies: words, fields, what was open, what went before.

Enters: a selection, an entry, a History. Leaves: whether the entry is meant. Kinds, sectors and ages are asked in `answers`.
"""

from __future__ import annotations

from datetime import date, timedelta

from chronology.audit.ground import Ground
from chronology.audit.history import History, is_open, may_be_open
from chronology.audit.words import fold, holds_in_one_sentence, holds_whole, holds_words
from chronology.model import Entry
from chronology.rule import Selection
from chronology.rule.shape import Following
from chronology.when import possible_days


def says(selection: Selection, entry: Entry) -> bool:
    """Whether the record's words, fields and injuries are as the selection asks."""
    if selection.worrying and not entry.event.worrying:
        return False
    if selection.only_on and any(one.site and one.site not in selection.only_on for one in entry.event.injuries):
        return False
    if selection.not_only_on and _is_only_on(entry, selection.not_only_on):
        return False
    if selection.in_one_sentence and not holds_in_one_sentence(
        entry, selection.in_one_sentence, selection.sentence_without
    ):
        return False
    if selection.in_field and not all(_holds(entry, field, words) for field, words in selection.in_field):
        return False
    if selection.not_in_field and any(_holds(entry, field, words) for field, words in selection.not_in_field):
        return False
    if not (selection.words or selection.and_words or selection.without_words or selection.has or selection.has_not):
        return True
    if not all(holds_words(entry, words) for words in (selection.words, selection.and_words) if words):
        return False
    if selection.without_words and holds_words(entry, selection.without_words):
        return False
    if not all(_has(entry, field) for field in selection.has):
        return False
    return not any(_has(entry, field) for field in selection.has_not)


def _is_only_on(entry: Entry, sites: tuple[str, ...]) -> bool:
    """Whether the record tells of injuries, and every one of them is on one of `sites`."""
    return bool(entry.event.injuries) and all(injury.site in sites for injury in entry.event.injuries)


def _holds(entry: Entry, field: str, words: tuple[str, ...]) -> bool:
    return holds_whole(fold(getattr(entry.event, field)), words)


def _has(entry: Entry, field: str) -> bool:
    value = getattr(entry.event, field)
    return bool(value.strip()) if isinstance(value, str) else value is not None


def stands_so(selection: Selection, entry: Entry, history: History, ground: Ground) -> bool:
    """Whether what the selection asks to be open, not open, or shortly before, was so on all the record's possible days.

    For a record of no known day nothing was.
    """
    if (
        selection.while_open is None
        and selection.not_while_open is None
        and selection.following is None
        and selection.not_made_good is None
    ):
        return True
    days = possible_days(entry.event.when)
    if days is None:
        return False
    first, last = days
    if selection.following and not _follows(selection.following, entry, history, ground, days):
        return False  # asked first: it costs less than what was open
    if selection.while_open and not is_open(history, selection.while_open, first, last):
        return False
    if selection.not_while_open and may_be_open(history, selection.not_while_open, first, last):
        return False
    after = selection.not_made_good
    return after is None or not _is_made_good(after, entry, history, ground, days)


def _follows(before: Following, entry: Entry, history: History, ground: Ground, days: tuple[date, date]) -> bool:
    """Whether another record, of a day up to the entry's first possible one, stands so shortly before its last."""
    first, last = days
    return any(
        one.id != entry.id
        and (not before.sectors or not ground.sectors_of(one).isdisjoint(before.sectors))
        and (ground.add(day, before.within) or date.max) >= last
        for day, one in history.between(before.kinds, first - timedelta(days=_LONGEST_BACK), first)
    )


def _is_made_good(after: Following, entry: Entry, history: History, ground: Ground, days: tuple[date, date]) -> bool:
    """Whether an agency that recorded the entry records, after its last possible day, what makes it good in time."""
    until = ground.add(days[0], after.within)
    agencies = ground.agencies_of(entry)
    return until is not None and any(
        not agencies.isdisjoint(ground.agencies_of(one))
        for _, one in history.between(after.kinds, days[1] + timedelta(days=1), until)
    )


_LONGEST_BACK = 3660  # days: ten years, further than any rule looks
