"""Occasions with each injury told once. Enters: the occasions on which a trigger stands in the records. Leaves: those to be counted.

The same injury comes again as another agency's account of the same days, as a letter, and as a plaster or a fading mark that somebody
sees weeks later; and a mark may turn out to be none. Only what the rule's own words and days say is joined or left out.
"""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from chronology.audit.ground import Ground
from chronology.audit.history import History
from chronology.audit.judgement import Taken
from chronology.audit.occasions import Occasion, dated_candidates, find_occasions
from chronology.audit.retold import INJURY, SEEN, WORRIED, find_first_telling, sites_of
from chronology.audit.words import holds_words
from chronology.model import Entry
from chronology.rule import Rule, Span
from chronology.rule.settings import Quickening, Spread, ToldOnce

Dated = tuple[date, Occasion]
EXPLAINED = "explanation_given"


def find_once(
    rule: Rule, settings: Spread | Quickening, history: History, ground: Ground, taken: Taken, fewest: int
) -> list[Dated]:
    """The occasions with an exact day, in order, each injury once; none where there cannot be as many as `fewest`."""
    if len(dated_candidates(history, ground, settings.trigger)) < fewest:
        return []
    occasions = find_occasions(history, ground, settings.trigger, rule)
    once = settings.told_once
    if once:
        occasions = _without(occasions, _weighed(settings, once, history, ground, occasions))
        occasions = _without(occasions, _ruled_out(once, history, ground, occasions))
        occasions = join_retold(once, history, ground, occasions)
    found: list[Dated] = []
    for one in occasions:
        if one.day is None or one.day in taken:
            continue
        if found and (
            is_one_occasion(settings.one_occasion_within, ground, found[-1][0], one.day)
            or (once and _is_told_again(once, ground, found[-1], one))
        ):
            day, first = found[-1]
            found[-1] = (day, replace(first, entries=(*first.entries, *one.entries)))
        else:
            found.append((one.day, one))
    return found


def join_retold(once: ToldOnce, history: History, ground: Ground, occasions: list[Occasion]) -> list[Occasion]:
    """The occasions with what only tells of an earlier one joined to that one; where that one is none of them, left out."""
    told: dict[date, list[Entry]] = {}
    retold: set[str] = set()
    for one in occasions:
        for entry in one.entries:
            first = _first_of_all(once, history, ground, entry) if one.day else None
            if first:
                told.setdefault(first, []).append(entry)
                retold.add(entry.id)
    kept = _without(occasions, retold)
    return [replace(one, entries=(*one.entries, *told[one.day])) if one.day in told else one for one in kept]


def _first_of_all(once: ToldOnce, history: History, ground: Ground, entry: Entry) -> date | None:
    """The day of the injury of which `entry` tells again, by way of others that do so too; None where it does not."""
    day = None
    while first := find_first_telling(once, history, ground, entry, worried_too=True):
        day, entry = first
    return day


def leave_retold(once: ToldOnce, history: History, ground: Ground, occasions: list[Occasion]) -> list[Occasion]:
    """The occasions without what only tells of an earlier one."""
    retold = {
        entry.id
        for one in occasions
        for entry in one.entries
        if one.day and find_first_telling(once, history, ground, entry)
    }
    return _without(occasions, retold)


def is_one_occasion(within: Span | None, ground: Ground, day: date, later: date) -> bool:
    """Whether a record of `later` may be another agency's account, or a later word, of what was seen on `day`."""
    until = ground.add(day, within) if within else None
    return until is not None and later <= until


def _without(occasions: list[Occasion], left_out: set[str]) -> list[Occasion]:
    if not left_out:
        return occasions
    kept = []
    for one in occasions:
        entries = tuple(entry for entry in one.entries if entry.id not in left_out)
        if entries:
            kept.append(replace(one, entries=entries))
    return kept


def _weighed(
    settings: Spread | Quickening, once: ToldOnce, history: History, ground: Ground, occasions: list[Occasion]
) -> set[str]:
    """The ids of records that only repeat an injury which another record weighed and found explained."""
    kinds = sorted(settings.trigger.kinds())
    counted = {entry.id for one in occasions for entry in one.entries}
    weighed = [
        (day, entry)
        for day, entry in history.between(kinds, date.min, date.max)
        if entry.id not in counted and holds_words(entry, once.weighed_in)
    ]
    within = settings.one_occasion_within
    return {
        entry.id
        for one in occasions
        for entry in one.entries
        if weighed and one.day and any(_repeats(entry, one.day, earlier, ground, within) for earlier in weighed)
    }


def _repeats(entry: Entry, day: date, weighed: tuple[date, Entry], ground: Ground, within: Span | None) -> bool:
    """Whether the record tells, with an account and no worry, of the injury that was weighed shortly before."""
    if EXPLAINED not in entry.event.kinds or not WORRIED.isdisjoint(entry.event.kinds):
        return False
    sites = sites_of(entry)
    earlier, one = weighed
    return bool(sites) and earlier <= day and is_one_occasion(within, ground, earlier, day) and sites <= sites_of(one)


def _ruled_out(once: ToldOnce, history: History, ground: Ground, occasions: list[Occasion]) -> set[str]:
    """The ids of records of a mark that a record of the time after says is no injury; it tells of no injury itself."""
    if not once.ruled_out_in:
        return set()
    found: set[str] = set()
    for one in occasions:
        until = ground.add(one.day, once.again_within) if one.day else None
        if one.day is None or until is None:
            continue
        kinds = {kind for entry in one.entries for kind in entry.event.kinds}
        said = [
            later
            for _, later in history.between((), one.day, until)
            if kinds.isdisjoint({"disclosure"})
            and INJURY not in later.event.kinds
            and holds_words(later, once.ruled_out_in)
            and not holds_words(later, once.not_ruled_out_in)
        ]
        # Of several marks one may be a birthmark and the other not.
        every = any(holds_words(later, once.all_ruled_out_in) for later in said)
        found |= {entry.id for entry in one.entries if said and (every or len(sites_of(entry)) < 2)}
    return found


def _is_told_again(once: ToldOnce, ground: Ground, before: Dated, later: Occasion) -> bool:
    """Whether all records of `later` are of the occasion before: a letter, or what is left of the injury, on the same part of the body."""
    day, occasion = before
    if later.day is None or (ground.add(day, once.again_within) or day) < later.day:
        return False
    sites = {site for entry in occasion.entries for site in sites_of(entry)}
    return all(
        bool(sites_of(entry)) and sites_of(entry) <= sites and _tells_again(once, entry) for entry in later.entries
    )


def _tells_again(once: ToldOnce, entry: Entry) -> bool:
    if not WORRIED.isdisjoint(entry.event.kinds):
        return False
    return holds_words(entry, once.healing_in) or (
        SEEN.isdisjoint(entry.event.kinds) and holds_words(entry, once.retold_in)
    )
