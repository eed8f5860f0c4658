"""Free text → kinds of event and injuries. Enters: one record's text and its sector. Leaves: `Narrative`.

Evidence is looked for clause by clause; a circumstance (denied, history, planned, conditional, somebody else, look-alike) sets
evidence aside where it reaches it; then all words are weighed (`weighing`). The words themselves are data (`lexicon`); categories
and codes belong to `categories`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from chronology.model import Injury
from chronology.narrative.circumstances import is_void, judge_hits
from chronology.narrative.clauses import Clause, clauses_of, shifted, tell_alone
from chronology.narrative.hits import Hit, hits_in
from chronology.narrative.injuries import places_of
from chronology.narrative.lexicon import Lexicon, lexicon
from chronology.narrative.weighing import STRETCH, WORRY, Places, weigh
from chronology.narrative.words import Words, spans_of

INJURY = "injury_seen"
SEEN = "child_seen"
NO_CONTEXT = frozenset[str]()
_MOST_TEXTS_REMEMBERED = 4096  # the same event stands in several exports, and short notes ("No reply.") recur


class Narrative(Struct, frozen=True):
    """What a record's free text tells of."""

    kinds: tuple[str, ...]
    injuries: tuple[Injury, ...] = ()
    worrying: bool = False  # by its words it may be a sign of worry


NOTHING_TOLD = Narrative(())
ONLY_WORRYING = Narrative((), worrying=True)
_WORRY = frozenset((WORRY,))


class Reading(Struct, frozen=True):
    """A text as it was understood: what was found, each with the cue that set it aside, and which kinds that makes.

    `added`: kind → the kind it follows from. `told`: what phrases and what follows from them tell; `kinds`: what stands when all
    words are weighed.
    """

    words: Words
    judged: list[tuple[Hit, Hit | None]]
    added: dict[str, str]
    told: frozenset[str]
    kinds: frozenset[str]
    worrying: bool


def _follow(kinds: dict[str, int], sector: str, known: Lexicon, circumstances: dict[str, int]) -> dict[str, str]:
    """Adds the kinds that follow from those taken; kind → the one it follows from."""
    added: dict[str, str] = {}
    for rule in known.implications:
        if (
            rule.sources.isdisjoint(kinds)
            or rule.kind in kinds
            or not kinds.keys() >= rule.along
            or (rule.sectors and sector not in rule.sectors)
            or not rule.unless.isdisjoint(kinds)
            or not rule.unless.isdisjoint(circumstances)
        ):
            continue
        place, source = min((kinds[kind], kind) for kind in rule.sources & kinds.keys())
        if any(circumstances.get(name, place + 1) <= place for name in rule.unless_before):
            continue
        added[rule.kind] = source
        kinds[rule.kind] = place
    return added


def judge(text: str, sector: str, cells: int = 0, context: frozenset[str] = NO_CONTEXT) -> Reading:
    """What `text` tells of beside `cells`, with everything that was found and the cue that set it aside."""
    words = lexicon().cutter.cut(text)
    return _judge(words, clauses_of(words, sector), sector, cells, context)


def tell(text: str, sector: str, context: frozenset[str] = NO_CONTEXT) -> tuple[Words, Places, set[str]]:
    """The words of `text`, the kinds that phrases tell before anything is weighed, and those of which evidence is set aside."""
    words = lexicon().cutter.cut(text)
    phrased = _tell(words, clauses_of(words, sector), sector, context)
    return words, phrased.told, phrased.aside


def tells_of_sighting(text: str, sector: str, filed_as: str) -> bool:
    """Whether phrases tell of a child who was seen, and the words outweigh nothing of it where they are read as of the contact that
    the record is filed as. "Children seen" may be anybody's news; under "Home visit" it is the visitor's.
    """
    _, told, _ = tell(text, sector)
    return any(kind == SEEN for kind, _ in told) and SEEN in read_narrative(f"{filed_as}. {text}", sector).kinds


def _judge(words: Words, clauses: list[Clause], sector: str, cells: int, context: frozenset[str]) -> Reading:
    phrased = _tell(words, clauses, sector, context)
    weighed = weigh(words, sector, phrased.told, phrased.aside, cells)
    kinds = _left_standing(weighed - _WORRY, words, phrased.told)
    told = frozenset([kind for kind, _ in phrased.told])
    return Reading(words, phrased.judged, phrased.added, told, kinds, WORRY in weighed)


class _Phrased(NamedTuple):
    """What phrases tell: every mention with the cue that set it aside; kind → the one it follows from; the kinds told and set aside."""

    judged: list[tuple[Hit, Hit | None]]
    added: dict[str, str]
    told: Places
    aside: set[str]


def _tell(words: Words, clauses: list[Clause], sector: str, context: frozenset[str]) -> _Phrased:
    known = lexicon()
    hits: list[Hit] = []
    cues: list[Hit] = []
    for clause, (first, _) in zip(clauses, words.clauses, strict=True):
        hits += shifted(clause.hits, first)
        cues += shifted(clause.cues, first)
    hits = [
        hit
        for hit in hits
        if not (hit.line.beside and hit.line.beside.isdisjoint(words.words) and hit.line.beside.isdisjoint(context))
    ]
    named = {cue.line.name for cue in cues}
    cues = [cue for cue in cues if known.conditions.get(cue.line.name, cue.line.name) in named]
    judged = judge_hits(hits, cues, words, known)
    kinds: dict[str, int] = {}
    for hit, aside in judged:
        if aside is None:
            kinds[hit.line.name] = min(hit.clause[0], kinds.get(hit.line.name, hit.clause[0]))
    circumstances: dict[str, int] = {}
    for cue in cues:
        circumstances[cue.line.name] = min(cue.clause[0], circumstances.get(cue.line.name, cue.clause[0]))
    added = _follow(kinds, sector, known, circumstances)
    told = {(hit.line.name, hit.clause[0]) for hit, aside in judged if aside is None}
    told |= {(kind, kinds[kind]) for kind in added}
    return _Phrased(judged, added, told, {hit.line.name for hit, aside in judged if aside is not None} - kinds.keys())


def _left_standing(kinds: frozenset[str], words: Words, told: Places) -> frozenset[str]:
    """The kinds without those that give way to another or to a word, and those that stand without what they belong to."""
    known = lexicon()
    for kind in kinds & known.not_weighed_beside.keys():
        if not known.not_weighed_beside[kind].isdisjoint(words.words) and all(kind != one for one, _ in told):
            kinds -= {kind}
    for kind, (stronger, unless) in known.gives_way.items():
        if kind in kinds and stronger in kinds and unless.isdisjoint(words.words):
            kinds -= {kind}
    alone = [kind for kind, needs in known.needs.items() if kind in kinds and needs.isdisjoint(kinds)]
    return kinds.difference(alone) if alone else kinds


def record_circumstances(text: str, names: frozenset[str]) -> frozenset[str]:
    """Those of the circumstances `names` in which all of `text` stands, whatever it tells of: `invited`, `minutes_in` …"""
    known = lexicon()
    words = known.cutter.cut(text)
    cues = [*hits_in(words, known.filing_cues, "")]
    for clause, (first, _) in zip(clauses_of(words, ""), words.clauses, strict=True):
        cues += shifted(clause.cues, first)
    by_clause: dict[tuple[int, int], list[Hit]] = {}
    for cue in cues:
        by_clause.setdefault(cue.clause, []).append(cue)
    everywhere = [cue for cue in cues if cue.line.scope == "record"]
    return frozenset(
        cue.line.name
        for cue in everywhere
        if cue.line.name in names and not is_void(cue, [*by_clause[cue.clause], *everywhere])
    )


@lru_cache(maxsize=_MOST_TEXTS_REMEMBERED)
def read_narrative(text: str, sector: str, cells: int = 0, context: frozenset[str] = NO_CONTEXT) -> Narrative:
    """What `text` tells of: kinds of event, in the vocabulary's order, and injuries.

    `sector` is one of the contract's, or empty; `cells` is what `weigh_cells` says of the cells beside the text; `context` are words
    that phrases may ask for beside them, though they do not stand in the text.
    """
    words = lexicon().cutter.cut(text)
    clauses = clauses_of(words, sector)
    alone = tell_alone(clauses) if len(words.words) <= STRETCH else None
    if alone is not None and INJURY not in alone.kinds:
        _follow(alone.kinds, sector, lexicon(), alone.named)
        told = [(kind, 0) for kind in alone.kinds]
        weighed = weigh(words, sector, told, alone.aside - alone.kinds.keys(), cells)
        return _narrative(_left_standing(weighed - _WORRY, words, told), WORRY in weighed)
    reading = _judge(words, clauses, sector, cells, context)
    if INJURY not in reading.kinds:
        return _narrative(reading.kinds, reading.worrying)
    return Narrative(_ordered(reading.kinds), injuries_of(text, reading), reading.worrying)


def _narrative(kinds: frozenset[str], worrying: bool) -> Narrative:
    if kinds:
        return Narrative(_ordered(kinds), worrying=worrying)
    return ONLY_WORRYING if worrying else NOTHING_TOLD


def _ordered(kinds: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(kinds, key=lexicon().order.__getitem__))


def read_kinds(text: str, sector: str) -> tuple[str, ...]:
    """The kinds of event that `text` tells of, in the vocabulary's order. `sector` is one of the contract's, or empty."""
    return read_narrative(text, sector).kinds


def injuries_of(text: str, reading: Reading) -> tuple[Injury, ...]:
    """The injuries that were taken, each with its site and side as far as the text says them."""
    spans = [
        (hit.positions[0], hit.positions[-1], hit.clause)
        for hit, aside in reading.judged
        if aside is None and hit.line.name == INJURY
    ]
    found = places_of(reading.words, spans)
    places = word_places(text, reading.words) if found else []
    return tuple(Injury(one.site, one.side, text[places[one.first][0] : places[one.last][1]]) for one in found)


def word_places(text: str, words: Words) -> list[tuple[int, int]]:
    """Where each word stands in the text, in characters."""
    spans = spans_of(text, lexicon().cutter.customs)
    places = []
    position = 0
    for place in range(len(words.words)):
        width = words.widths.get(place, 1)
        places.append((spans[position][0], spans[position + width - 1][1]))
        position += width
    return places
