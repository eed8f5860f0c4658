"""Free text → kinds of event, with the words that decided. Enters: one record's text and its sector. Leaves: reasons and kinds.

Evidence is looked for clause by clause; a circumstance (denied, history, planned, conditional, somebody else, look-alike) sets
evidence aside where it reaches it. The words themselves are data (`lexicon`); categories and codes belong to `categories`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct

from chronology.narrative.lexicon import FAR_SCOPES, Index, Lexicon, Line, lexicon
from chronology.narrative.phrases import find
from chronology.narrative.words import HARD, MARKS, Words, spans_of

STATED = "stated"
_MOST_TEXTS_REMEMBERED = 4096  # the same event stands in several exports, and short notes ("No reply.") recur
LISTED_WORDS = 2  # the longest piece of a list that a denial at its head still covers without a closing "or"
NEAR_WORDS = 4  # how far "mother's own" reaches to the injury it claims, and "nil" back to what it denies
FRONTED_WORDS = 4  # "In March last year, …": so short a piece speaks for the next one too


class Reason(Struct, frozen=True):
    """Why a kind was taken or set aside: the words, where they stand in the text, and the circumstance they stand in."""

    kind: str
    words: str
    start: int
    end: int
    taken: bool
    circumstance: str  # "stated", the circumstance that set it aside, or "follows from …"


class _Hit(Struct, frozen=True, gc=False):
    line: Line
    positions: tuple[int, ...]
    clause: tuple[int, int]


def _hits(
    text: Words, index: Index, sector: str, clauses: Iterable[tuple[int, int]], wanted: frozenset[str] = frozenset()
) -> list[_Hit]:
    """Where the lines of `index` stand; `wanted` names the only ones to look for (empty: all)."""
    found: list[_Hit] = []
    words = text.words
    called_for = list(map(index.__getitem__, words))
    for clause in clauses:
        first, last = clause
        present = None
        for position in range(first, last):
            calls = called_for[position]
            if calls is None:
                continue
            lines, followed, preceded = calls
            if followed and position + 1 < last:
                lines += followed.get(words[position + 1], ())
            if preceded and position > first:
                lines += preceded.get(words[position - 1], ())
            if present is None:
                present = set(words[first:last])
            for needs, alone, line in lines:
                if (
                    (wanted and line.name not in wanted)
                    or (needs and needs.isdisjoint(present))
                    or (line.sectors and sector not in line.sectors)
                    or (line.beside and line.beside.isdisjoint(words))
                ):
                    continue
                positions = (position,) if alone else find(line.pattern, text, position, first, last)
                if positions is not None:
                    found.append(_Hit(line, positions, clause))
    return found


def _piece(text: Words, clause: tuple[int, int], position: int) -> tuple[int, int]:
    """The part of the clause around `position` that no comma, dash or bracket cuts."""
    first, last = clause
    start = position
    while start > first and text.words[start - 1] not in MARKS:
        start -= 1
    end = position + 1
    while end < last and text.words[end] not in MARKS:
        end += 1
    return start, end


def _end_of_denial(text: Words, start: int, last: int, known: Lexicon) -> int:
    """Where a denial of one thing ends: at the next mark, or where "and", "because" … begin something new."""
    for position in range(start, last):
        if text.words[position] in MARKS and text.words[position] not in "/:":
            return position
        if text.words[position] in known.stops:
            return position
    return last


def _end_of_list(text: Words, start: int, last: int, known: Lexicon) -> int:
    """Where a denied list ends: "no bruises, burns or marks" runs to its "or"; after that, only through short pieces."""
    closing = max((i for i in range(start, last) if text.words[i] in known.alternatives), default=start)
    position = _end_of_denial(text, start, last, known)
    while position < last and text.words[position] in {",", "and"}:
        end = _end_of_denial(text, position + 1, last, known)
        if end - position - 1 > LISTED_WORDS and position > closing:
            break
        position = end
    return position


def _words_between(text: Words, start: int, end: int) -> int:
    return sum(text.words[i] not in MARKS for i in range(start, end))


def _reaches(cue: _Hit, hit: _Hit, text: Words, known: Lexicon) -> bool:
    """Whether the circumstance `cue` covers the evidence `hit`."""
    scope = cue.line.scope
    if scope == "record":
        return True
    start, end = cue.positions[0], cue.positions[-1] + 1
    first, last = cue.clause
    if scope in FAR_SCOPES:
        between = text.words[last - 1 : hit.clause[0]] if hit.clause[0] >= last else []
        ends = HARD - {";"} if scope == "ahead_in_chain" else {"\n"}
        return hit.positions[0] >= end and ends.isdisjoint(between)
    if cue.clause != hit.clause:
        return False
    if scope == "within":
        return any(start <= p < end for p in hit.positions)
    if scope == "clause":
        return True
    if set(cue.positions) & set(hit.positions):
        return False
    if scope == "segment":
        left, right = _piece(text, cue.clause, start)
        if left == first and right < last and right - left <= FRONTED_WORDS:
            right = _piece(text, cue.clause, right + 1)[1] if right + 1 < last else right
        return any(left <= p < right for p in hit.positions)
    if scope == "behind":
        return hit.positions[-1] < start and _close(text, hit.positions[-1] + 1, start)
    if scope == "ahead_near":
        return hit.positions[-1] >= end and _close(text, end, max(hit.positions[0], end))
    reach = last
    if scope == "ahead":
        reach = _end_of_denial(text, end, last, known)
    elif scope == "ahead_in_list":
        reach = _end_of_list(text, end, last, known)
    return any(end <= p < reach for p in hit.positions)


def _close(text: Words, start: int, end: int) -> bool:
    return "," not in text.words[start:end] and _words_between(text, start, end) <= NEAR_WORDS


def _judge(hits: Sequence[_Hit], cues: Sequence[_Hit], text: Words, known: Lexicon) -> list[tuple[_Hit, str]]:
    """Each hit with the circumstance it stands in."""
    by_clause: dict[tuple[int, int], list[_Hit]] = {}
    everywhere: dict[str, _Hit] = {}
    far: dict[tuple[str, str], list[_Hit]] = {}
    beyond = []
    for cue in cues:
        if cue.line.scope in FAR_SCOPES:
            beyond.append(cue)
        else:
            by_clause.setdefault(cue.clause, []).append(cue)
    for cue in beyond:
        line = cue.line
        if not _void(cue, by_clause.get(cue.clause, ())):
            if line.scope == "record":
                everywhere.setdefault(line.name, cue)
            else:
                far.setdefault((line.name, line.scope), []).append(cue)
    judged = []
    for hit in hits:
        circumstance = STATED
        minds = hit.line.minds
        near = [*by_clause.get(hit.clause, ()), *everywhere.values()]
        for cue in (*near, *(_last_before(hit, found) for found in far.values())) if far else near:
            name = cue.line.name
            if name in minds and _reaches(cue, hit, text, known) and not _void(cue, near):
                circumstance = name.replace("_", " ")
                break
        judged.append((hit, circumstance))
    return judged


def _last_before(hit: _Hit, cues: list[_Hit]) -> _Hit:
    """The last of the cues that stand before the evidence, which is the one that can reach it; else the first."""
    return cues[max(bisect_left(cues, hit.positions[0], key=lambda cue: cue.positions[0]) - 1, 0)]


def _void(cue: _Hit, others: Iterable[_Hit]) -> bool:
    """Whether a cue says nothing after all: `no` in "no reply", or `last year` beside "today"."""
    name = f"not_{cue.line.name}"
    for other in others:
        if other.line.name == name and (
            other.line.scope in {"clause", "record"}
            or set(cue.positions) & set(range(other.positions[0], other.positions[-1] + 1))
        ):
            return True
    return False


def _follow(kinds: set[str], sector: str, known: Lexicon, circumstances: set[str]) -> dict[str, str]:
    """Adds the kinds that follow from those taken; kind → the one it follows from."""
    added: dict[str, str] = {}
    for rule in known.implications:
        if (
            rule.sources.isdisjoint(kinds)
            or rule.kind in kinds
            or (rule.sectors and sector not in rule.sectors)
            or not rule.unless.isdisjoint(kinds)
            or not rule.unless.isdisjoint(circumstances)
        ):
            continue
        added[rule.kind] = min(rule.sources & kinds, key=known.order.__getitem__)
        kinds.add(rule.kind)
    return added


def _read(text: str, sector: str) -> tuple[Words, list[tuple[_Hit, str]], set[str], dict[str, str]]:
    known = lexicon()
    words = known.cutter.cut(text)
    hits = _hits(words, known.index, sector, words.clauses)
    if not hits:
        return words, [], set(), {}
    telling = dict.fromkeys([hit.clause for hit in hits])
    wanted = known.always.union(*{known.touching[hit.line.minds] for hit in hits})
    cues = _hits(words, known.near_cues, sector, telling, wanted)
    cues += _hits(words, known.far_cues, sector, words.clauses, wanted)
    named = {cue.line.name for cue in cues}
    cues = [cue for cue in cues if known.conditions.get(cue.line.name, cue.line.name) in named]
    judged = _judge(hits, cues, words, known)
    kinds = {hit.line.name for hit, circumstance in judged if circumstance == STATED}
    added = _follow(kinds, sector, known, named)
    kinds -= {kind for kind, needs in known.needs.items() if needs.isdisjoint(kinds)}
    return words, judged, kinds, added


def record_circumstances(text: str) -> frozenset[str]:
    """The circumstances in which all of `text` stands, whatever it tells of: `invited`, `minutes_in` …"""
    known = lexicon()
    words = known.cutter.cut(text)
    by_clause: dict[tuple[int, int], list[_Hit]] = {}
    cues = _hits(words, known.far_cues, "", words.clauses) + _hits(words, known.filing_cues, "", words.clauses)
    for cue in cues:
        by_clause.setdefault(cue.clause, []).append(cue)
    return frozenset(
        cue.line.name for cue in cues if cue.line.scope == "record" and not _void(cue, by_clause[cue.clause])
    )


@lru_cache(maxsize=_MOST_TEXTS_REMEMBERED)
def read_kinds(text: str, sector: str) -> tuple[str, ...]:
    """The kinds of event that `text` tells of, in the vocabulary's order. `sector` is one of the contract's, or empty."""
    kinds = _read(text, sector)[2]
    return tuple(sorted(kinds, key=lexicon().order.__getitem__))


def explain_kinds(text: str, sector: str) -> tuple[Reason, ...]:
    """Which words of `text` gave which kind, and which were set aside and why, in the order of the text.

    `start` and `end` count characters of `text`. A kind that follows from others is listed last, with their words' place.
    """
    words, judged, kinds, added = _read(text, sector)
    places = _places(text, words)
    reasons = []
    for hit, circumstance in judged:
        start, end = places[hit.positions[0]][0], places[hit.positions[-1]][1]
        taken = circumstance == STATED and hit.line.name in kinds
        if circumstance == STATED and not taken:
            circumstance = "without what it belongs to"
        reasons.append(Reason(hit.line.name, text[start:end], start, end, taken, circumstance))
    unique = sorted(set(reasons), key=lambda r: (r.start, r.end, r.kind, r.circumstance))
    for kind, source in added.items():
        if kind in kinds:
            found = [r for r in unique if r.kind == source and r.taken]
            start, end = (found[0].start, found[0].end) if found else (0, 0)
            unique.append(Reason(kind, text[start:end], start, end, True, f"follows from {source}"))
    return tuple(unique)


def _places(text: str, words: Words) -> list[tuple[int, int]]:
    """Where each word stands in the text, in characters."""
    spans = spans_of(text, lexicon().cutter.customs.shortened)
    places = []
    position = 0
    for place in range(len(words.words)):
        width = words.widths.get(place, 1)
        places.append((spans[position][0], spans[position + width - 1][1]))
        position += width
    return places
