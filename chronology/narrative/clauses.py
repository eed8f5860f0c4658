"""What stands in one clause. Enters: a clause's words and the sector. Leaves: `Clause`: evidence, cues, and what they tell alone.

Clauses recur ("No reply.", "Seen at clinic with mum"), names apart, so what was found in one is remembered. How the clauses of a
record bear on each other belongs to `read`.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache

from msgspec import Struct

from chronology.narrative.circumstances import judge_hits
from chronology.narrative.hits import Hit, hits_in
from chronology.narrative.lexicon import FAR_SCOPES, NEEDS, NOT, Lexicon, lexicon
from chronology.narrative.phrases import NAME
from chronology.narrative.words import Words

_MOST_CLAUSES_REMEMBERED = 20_000


class Clause(Struct, frozen=True, gc=False):
    """What was found in a clause, positions counted from its first word."""

    hits: tuple[Hit, ...]
    cues: tuple[Hit, ...]
    kinds: (
        frozenset[str] | None
    )  # what it tells as it stands; None where a cue of it reaches further, or waits for another
    named: frozenset[str]  # the circumstances of its cues
    voided: frozenset[str]  # the circumstances that it makes void in the whole record


_NONE: frozenset[str] = frozenset()
_EMPTY = Clause((), (), _NONE, _NONE, _NONE)


def clauses_of(words: Words, sector: str) -> list[Clause]:
    """What stands in each clause of a text."""
    known = lexicon()
    masked = words.words
    if words.names:
        masked = list(masked)
        for place in words.names:
            if known.index[masked[place]] is None and known.cues[masked[place]] is None:
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
    wanted = known.wanted[frozenset([hit.line.minds for hit in hits])] if hits else frozenset()
    cues = hits_in(text, known.cues, sector, wanted)
    if not (hits or cues):
        return _EMPTY
    named = frozenset([cue.line.name for cue in cues])
    voided = frozenset(
        [
            cue.line.name.removeprefix(NOT)
            for cue in cues
            if cue.line.scope == "record" and cue.line.name in known.voiding
        ]
    )
    return Clause(tuple(hits), tuple(cues), _kinds_alone(text, hits, cues, known), named, voided)


def _kinds_alone(text: Words, hits: list[Hit], cues: list[Hit], known: Lexicon) -> frozenset[str] | None:
    for cue in cues:
        name = cue.line.name
        if name in known.conditions or (
            cue.line.scope in FAR_SCOPES and name not in known.voiding and not name.startswith(NEEDS)
        ):
            return None
    if any(hit.line.beside for hit in hits):
        return None
    return frozenset([hit.line.name for hit, aside in judge_hits(hits, cues, text, known) if aside is None])


def tell_alone(clauses: list[Clause]) -> tuple[set[str], set[str]] | None:
    """The kinds that the clauses tell and the circumstances they name, where none bears on another; else None."""
    kinds: set[str] = set()
    named: set[str] = set()
    voided: set[str] = set()
    for clause in clauses:
        if clause.kinds is None:
            return None
        kinds |= clause.kinds
        named |= clause.named
        voided |= clause.voided
    return None if named & voided else (kinds, named)


def shifted(hits: tuple[Hit, ...], by: int) -> list[Hit]:
    """Hits of a clause, with positions counted from the text's first word."""
    if not by:
        return list(hits)
    return [
        Hit(hit.line, tuple([place + by for place in hit.positions]), (hit.clause[0] + by, hit.clause[1] + by))
        for hit in hits
    ]
