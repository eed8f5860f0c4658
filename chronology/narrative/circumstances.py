"""Which circumstance sets evidence aside. Enters: the hits of evidence and of cues in a text. Leaves: each piece of evidence with the
cue that reaches it, or None. The words of the circumstances are data (circumstances.yaml).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from chronology.narrative.hits import Hit
from chronology.narrative.lexicon import FAR_SCOPES, NOT, Lexicon
from chronology.narrative.words import HARD, MARKS, Words

LISTED_WORDS = 2  # the longest piece of a list that a denial at its head still covers without a closing "or"
NEAR_WORDS = 4  # how far "mother's own" reaches to the injury it claims, and "nil" back to what it denies
# The marks at which the reach of a circumstance ends that goes beyond its clause.
_ENDS = {"ahead_in_chain": HARD - {";"}, "ahead_in_line": frozenset({"\n"}), "ahead_in_record": frozenset[str]()}
FRONTED_WORDS = 4  # "In March last year, …": so short a piece speaks for the next one too


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


def _reaches(cue: Hit, hit: Hit, text: Words, known: Lexicon) -> bool:
    """Whether the circumstance `cue` covers the evidence `hit`."""
    scope = cue.line.scope
    if scope == "record":
        return True
    start, end = cue.positions[0], cue.positions[-1] + 1
    first, last = cue.clause
    if scope in FAR_SCOPES:
        between = text.words[last - 1 : hit.clause[0]] if hit.clause[0] >= last else []
        return hit.positions[0] >= end and _ENDS[scope].isdisjoint(between)
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


def judge_hits(hits: Sequence[Hit], cues: Sequence[Hit], text: Words, known: Lexicon) -> list[tuple[Hit, Hit | None]]:
    """Each hit with the cue of the circumstance that sets it aside; None where it stands."""
    if not cues:
        return [(hit, None) for hit in hits]
    by_clause: dict[tuple[int, int], list[Hit]] = {}
    everywhere: dict[str, Hit] = {}
    far: dict[tuple[str, str], list[Hit]] = {}
    beyond = []
    for cue in cues:
        if cue.line.scope in FAR_SCOPES:
            beyond.append(cue)
        else:
            by_clause.setdefault(cue.clause, []).append(cue)
    for cue in beyond:
        line = cue.line
        if not is_void(cue, by_clause.get(cue.clause, ())):
            if line.scope == "record":
                everywhere.setdefault(line.name, cue)
            else:
                far.setdefault((line.name, line.scope), []).append(cue)
    judged = []
    for hit in hits:
        aside = None
        minds = hit.line.minds
        near = [*by_clause.get(hit.clause, ()), *everywhere.values()]
        for cue in (*near, *(_last_before(hit, found) for found in far.values())) if far else near:
            name = cue.line.name
            if name in minds and _reaches(cue, hit, text, known) and not is_void(cue, near):
                aside = cue
                break
        judged.append((hit, aside))
    return judged


def _last_before(hit: Hit, cues: list[Hit]) -> Hit:
    """The last of the cues that stand before the evidence, which is the one that can reach it; else the first."""
    return cues[max(bisect_left(cues, hit.positions[0], key=lambda cue: cue.positions[0]) - 1, 0)]


def is_void(cue: Hit, others: Iterable[Hit]) -> bool:
    """Whether a cue says nothing after all: `no` in "no reply", or `last year` beside "today"."""
    name = NOT + cue.line.name
    for other in others:
        if other.line.name == name and (
            other.line.scope in {"clause", "record"}
            or set(cue.positions) & set(range(other.positions[0], other.positions[-1] + 1))
        ):
            return True
    return False
