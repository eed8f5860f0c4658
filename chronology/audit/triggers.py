"""Which triggers a record may set off, by its kinds, sectors and words. Enters: rules. Leaves: an Index, asked sort by sort.

The records of an area are of few sorts: what a sort may set off is worked out once, and most rules need not be put to most
children. Whether a trigger takes the record in the end (its fields, an age, what was open) is asked in `occasions`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import astuple, replace

from chronology.audit.words import WordLists, index_lists
from chronology.model import Entry
from chronology.rule import CHILD, Rule, Selection, Trigger
from chronology.rule.settings import Count, EveryNth, Interval, Series

ANY = ""  # in place of a kind
_MOST_REMEMBERED = 2_000  # answers of a sort of records that are kept

# The kinds of a record, every sector that recorded it, and whom it is about: the child, or adults alone.
Sort = tuple[tuple[str, ...], frozenset[str], str]
# What a trigger takes, on days of what it takes nothing, and about whom.
_Key = tuple[tuple[Selection, ...], tuple[str, ...], tuple[str, ...]]


class Way(NamedTuple):
    """One selection of a trigger."""

    selection: Selection
    needs: int  # lists of words, of each of which the record must hold one: a bit for each
    shuns: int  # lists of words of which it may hold none
    rest: Selection | None  # what else is to be put to a record of a sort that it takes; None: it is taken as it is


class Chance(NamedTuple):
    """A trigger that a record may set off, with what else is to be put to the record; none: it is taken as it is."""

    number: int
    asking: tuple[Selection, ...]


class _OfSort(NamedTuple):
    """What a sort of records may set off."""

    ways: tuple[tuple[int, tuple[Way, ...]], ...]  # number of a trigger, and the ways in which it is set off
    lists: int  # every list of words that one of them asks for: a bit for each
    chances: dict[int, tuple[Chance, ...]]  # by which of the lists a record holds a word of, worked out when first met


class Index(Struct, frozen=True):
    """The triggers of the rules by number; those that take the same records have one number, whatever they are called."""

    numbers: dict[int, int]  # by identity of the trigger, which holds while the rules do
    openers: dict[str, int]  # by rule id: the number of what sets the rule off; none: it is asked of every child
    ways: tuple[tuple[Way, ...], ...]  # by number
    by_kind: dict[
        str, list[int]
    ]  # numbers of the triggers that ask for the kind; under ANY, of those that ask for none
    about: tuple[tuple[str, ...], ...]  # by number
    lists: WordLists  # that the selections ask for
    sorts: dict[Sort, _OfSort]  # worked out when first met

    def chances_of(self, sort: Sort, entry: Entry) -> tuple[Chance, ...]:
        """The triggers that the record, which is of `sort`, may set off."""
        found = self.sorts.get(sort)
        if found is None:
            found = self.sorts[sort] = self._of_sort(sort)
        held = self.lists.held_by(entry) & found.lists
        chances = found.chances.get(held)
        if chances is None:
            if len(found.chances) >= _MOST_REMEMBERED:
                found.chances.clear()
            chances = found.chances[held] = tuple(_open_ways(found.ways, held))
        return chances

    def _of_sort(self, sort: Sort) -> _OfSort:
        numbers = {number for kind in (*sort[0], ANY) for number in self.by_kind.get(kind, ())}
        ways = tuple(
            (number, taking)
            for number in sorted(numbers)
            if sort[2] in self.about[number]
            and (taking := tuple([way for way in self.ways[number] if _takes_sort(way.selection, sort)]))
        )
        return _OfSort(ways, reduce(or_, (way.needs | way.shuns for _, some in ways for way in some), 0), {})


def _open_ways(ways: Iterable[tuple[int, tuple[Way, ...]]], held: int) -> Iterator[Chance]:
    """The triggers of which a way is open to a record that holds a word of these lists and of no other."""
    for number, some in ways:
        asking = [way.rest for way in some if held & way.needs == way.needs and not held & way.shuns]
        if asking:
            yield Chance(number, tuple(rest for rest in asking if rest) if None not in asking else ())


def _lists_needed(selection: Selection) -> list[tuple[str, ...]]:
    """The lists of each of which a record must hold a word to be meant."""
    return [words for words in (selection.words, selection.and_words, *selection.in_one_sentence) if words]


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
            starts = (
                Selection(
                    kinds=state.starts,
                    sectors=state.sectors,
                    words=state.words,
                    and_words=state.and_words,
                    in_one_sentence=state.in_one_sentence,
                ),
            )
            openers[rule.id] = known.setdefault((starts, (), (CHILD,)), len(known))
        elif rule.trigger:
            openers[rule.id] = numbers[id(rule.trigger)]
    lists = index_lists(_lists_asked(known))
    by_kind: dict[str, list[int]] = {}
    for number, (selections, _, _) in enumerate(known):
        for kind in {kind for selection in selections for kind in selection.kinds or (ANY,)}:
            by_kind.setdefault(kind, []).append(number)
    ways = tuple(tuple([_way(selection, lists) for selection in selections]) for selections, _, _ in known)
    return Index(numbers, openers, ways, by_kind, tuple(key[2] for key in known), lists, {})


def _lists_asked(known: Iterable[_Key]) -> Iterator[tuple[str, ...]]:
    for selections, _, _ in known:
        for selection in selections:
            yield from _lists_needed(selection)
            if selection.without_words:
                yield selection.without_words


def _way(selection: Selection, lists: WordLists) -> Way:
    needs = reduce(or_, map(lists.bits.__getitem__, _lists_needed(selection)), 0)
    rest = replace(selection, words=(), and_words=(), without_words=())
    return Way(selection, needs, lists.bits.get(selection.without_words, 0), None if _asks_no_more(rest) else rest)


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
