"""What stands in one clause. Enters: a clause's words and the sector. Leaves: `Clause`: evidence, cues, and what they tell alone.

Clauses recur ("No reply.", "Seen at clinic with mum"), names apart, so what was found in one is remembered. How the clauses of a
record bear on each other belongs to `read`.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from chronology.narrative.circumstances import judge_hits
from chronology.narrative.hits import Hit, hits_in
from chronology.narrative.lexicon import FAR_SCOPES, NOT, Lexicon, lexicon
from chronology.narrative.phrases import NAME
from chronology.narrative.words import Words

_MOST_CLAUSES_REMEMBERED = 20_000


class Clause(Struct, frozen=True, gc=False):
    """What was found in a clause, positions counted from its first word."""

    hits: tuple[Hit, ...]
    cues: tuple[Hit, ...]
    kinds: frozenset[str] | None  # what it tells as it stands; None where evidence of it waits for a word elsewhere
    aside: frozenset[str]  # the kinds of which evidence stands in it and is set aside
    minds: frozenset[str]  # the circumstances that set any of its evidence aside
    named: frozenset[str]  # the circumstances of its cues
    far: frozenset[str]  # of those, the ones that reach beyond it, or wait for another
    voided: frozenset[str]  # the circumstances that it makes void in the whole record


_NONE: frozenset[str] = frozenset()
_EMPTY = Clause((), (), _NONE, _NONE, _NONE, _NONE, _NONE, _NONE)


def clauses_of(words: Words, sector: str) -> list[Clause]:
    """What stands in each clause of a text."""
    known = lexicon()
    masked = words.words
    if words.names:
        masked = list(masked)
        indexes = (known.index, known.cues, known.far_cues)
        for place in words.names:
            if all(index[masked[place]] is None for index in indexes):
                masked[place] = NAME
    named = sorted(words.names)
    clauses = []
    for first, last in words.clauses:
        names = tuple([place - first for place in named[bisect_left(named, first) : bisect_left(named, last)]])
        clauses.append(read_clause(tuple(masked[first:last]), names, sector))
    return clauses


@lru_cache(maxsize=_MOST_CLAUSES_REMEMBERED)
def read_clause(words: tuple[str, ...], names: tuple[int, ...], sector: str) -> Clause:
    """What stands in a clause of these words, at whose positions `names` somebody is named."""
    known = lexicon()
    text = Words(list(words), set(names), [(0, len(words))], {})
    hits = hits_in(text, known.index, sector)
    cues = hits_in(text, known.far_cues, sector)
    if hits:
        cues += hits_in(text, known.cues, sector, known.wanted[frozenset([hit.line.minds for hit in hits])])
    elif not cues:
        return _EMPTY
    near, far, voided = _by_reach(cues, known)
    kinds, aside = None, _NONE
    if not any(hit.line.beside for hit in hits):
        judged = judge_hits(hits, near, text, known)
        kinds = frozenset([hit.line.name for hit, cue in judged if cue is None])
        aside = frozenset([hit.line.name for hit, cue in judged if cue is not None])
    minds = _NONE.union(*[hit.line.minds for hit in hits])
    named = frozenset([cue.line.name for cue in cues])
    return Clause(tuple(hits), tuple(cues), kinds, aside, minds, named, far, voided)


def _by_reach(cues: list[Hit], known: Lexicon) -> tuple[list[Hit], frozenset[str], frozenset[str]]:
    """The cues that say all they say within their clause; the circumstances of the others; those made void in the whole record."""
    near: list[Hit] = []
    far: set[str] = set()
    voided: set[str] = set()
    for cue in cues:
        name, scope = cue.line.name, cue.line.scope
        if name in known.voiding:
            near.append(cue)
            if scope == "record":
                voided.add(name.removeprefix(NOT))
        elif name in known.conditions or scope in FAR_SCOPES:
            far.add(name)
        else:
            near.append(cue)
    return near, frozenset(far), frozenset(voided)


class Alone(NamedTuple):
    """The kinds that clauses tell and the circumstances they name, each with the number of the first clause that does; the kinds of
    which they set evidence aside.
    """

    kinds: dict[str, int]
    named: dict[str, int]
    aside: set[str]


def tell_alone(clauses: list[Clause]) -> Alone | None:
    """What the clauses tell where no clause bears on another; else None."""
    kinds: dict[str, int] = {}
    aside: set[str] = set()
    named: dict[str, int] = {}
    minds: set[str] = set()
    far: set[str] = set()
    voided: set[str] = set()
    for number, clause in enumerate(clauses):
        if clause.kinds is None:
            return None
        for kind in clause.kinds:
            kinds.setdefault(kind, number)
        aside |= clause.aside
        if clause.named:
            for name in clause.named:
                named.setdefault(name, number)
            far |= clause.far
            voided |= clause.voided
        minds |= clause.minds
    if not voided.isdisjoint(named):
        return None
    conditions = lexicon().conditions
    for name in far & minds:
        if conditions.get(name, name) in named:
            return None
    return Alone(kinds, named, aside)


def shifted(hits: tuple[Hit, ...], by: int) -> list[Hit]:
    """Hits of a clause, with positions counted from the text's first word."""
    if not by:
        return list(hits)
    return [
        Hit(hit.line, tuple([place + by for place in hit.positions]), (hit.clause[0] + by, hit.clause[1] + by))
        for hit in hits
    ]
