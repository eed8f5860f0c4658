"""Which triggers a record may set off, by its kinds, sectors and words. Enters: rules. Leaves: an Index, asked sort by sort.

The records of an area are of few sorts: what a sort may set off is worked out once, and most rules need not be put to most
children. Whether a trigger takes the record in the end (its very words, an age, what was open) is asked in `occasions`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import astuple

from chronology.audit.words import one_of_each
from chronology.rule import CHILD, Rule, Selection, Trigger
from chronology.rule.settings import Count, EveryNth, Interval, Series

# The kinds of a record, every sector that recorded it, and whom it is about: the child, or adults alone.
Sort = tuple[tuple[str, ...], frozenset[str], str]
# What a trigger takes, on days of what it takes nothing, and about whom.
_Key = tuple[tuple[Selection, ...], tuple[str, ...], tuple[str, ...]]


class Chance(NamedTuple):
    """A trigger that a record of some sort may set off."""

    number: int
    asking: tuple[Selection, ...]  # what is to be put to the record; none: it is taken as it is
    words: frozenset[str]  # of which it must hold one; none: any record will do


class Index(Struct, frozen=True):
    """The triggers of the rules by number; those that take the same records have one number, whatever they are called."""

    numbers: dict[int, int]  # by identity of the trigger, which holds while the rules do
    openers: dict[str, int]  # by rule id: the number of what sets the rule off; none: it is asked of every child
    selections: tuple[tuple[Selection, ...], ...]  # by number
    about: tuple[tuple[str, ...], ...]  # by number
    chances: dict[Sort, tuple[Chance, ...]]  # worked out once per sort, when first met

    def chances_of(self, sort: Sort) -> tuple[Chance, ...]:
        """The triggers that a record of this sort may set off."""
        found = self.chances.get(sort)
        if found is None:
            found = self.chances[sort] = tuple(
                Chance(number, () if any(map(_asks_no_more, taking)) else taking, _words_needed(taking))
                for number, selections in enumerate(self.selections)
                if sort[2] in self.about[number]
                and (taking := tuple(one for one in selections if _takes_sort(one, sort)))
            )
        return found


def _words_needed(selections: Sequence[Selection]) -> frozenset[str]:
    """Words of which a record must hold one to be taken by any of the selections; none where one of them asks for no words."""
    asked = [one.words or next(iter(one.in_one_sentence), ()) for one in selections]
    longest = [one_of_each(words) for words in asked]
    return frozenset[str]().union(*longest) if all(longest) else frozenset()


def index_triggers(rules: Sequence[Rule]) -> Index:
    """The Index of everything in `rules` that records set off."""
    known: dict[_Key, int] = {}
    numbers: dict[int, int] = {}
    openers: dict[str, int] = {}
    for rule in rules:
        for trigger in _triggers(rule):
            numbers[id(trigger)] = known.setdefault((trigger.any_of, trigger.not_on_day_of, trigger.about), len(known))
        settings = rule.settings
        if isinstance(settings, Interval | EveryNth):
            state = settings.while_open
            starts = (Selection(kinds=state.starts, sectors=state.sectors),)
            openers[rule.id] = known.setdefault((starts, (), (CHILD,)), len(known))
        elif rule.trigger:
            openers[rule.id] = numbers[id(rule.trigger)]
    return Index(numbers, openers, tuple(key[0] for key in known), tuple(key[2] for key in known), {})


def _triggers(rule: Rule) -> list[Trigger]:
    settings = rule.settings.follow_up if isinstance(rule.settings, Count | Series) else rule.settings
    return [part for part in astuple(settings) if isinstance(part, Trigger)]


def _takes_sort(selection: Selection, sort: Sort) -> bool:
    kinds, sectors, _ = sort
    if selection.kinds and not any(kind in kinds for kind in selection.kinds):
        return False
    return takes_kinds(selection, kinds) and takes_sectors(selection, sectors)


def takes_kinds(selection: Selection, kinds: Collection[str]) -> bool:
    """Whether a record of one of the selection's kinds has all the further kinds it asks for and none it shuts out."""
    if selection.also and not all(kind in kinds for kind in selection.also):
        return False
    return not (selection.without and any(kind in kinds for kind in selection.without))


def takes_sectors(selection: Selection, sectors: frozenset[str]) -> bool:
    """Whether one of `sectors`, in which the record stands, is among those asked for, and one is not among those shut out."""
    if selection.sectors and sectors.isdisjoint(selection.sectors):
        return False
    return not (selection.not_sectors and sectors.issubset(selection.not_sectors))


def _asks_no_more(selection: Selection) -> bool:
    """Whether kinds and sectors are all that the selection asks."""
    return selection == Selection(
        kinds=selection.kinds,
        also=selection.also,
        without=selection.without,
        sectors=selection.sectors,
        not_sectors=selection.not_sectors,
    )
