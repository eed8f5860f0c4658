"""Why a text was read as it was. Enters: one record's text and its sector. Leaves: kinds, injuries, and the words that decided.

Nothing is decided here: the reading is that of `read`.
"""

from __future__ import annotations

from msgspec import Struct

from chronology.model import Injury
from chronology.narrative.hits import Hit
from chronology.narrative.lexicon import lexicon
from chronology.narrative.read import INJURY, NO_CONTEXT, Reading, injuries_of, judge, word_places
from chronology.narrative.weighing import WORRY, Weighed, speaking

STATED, OUTWEIGHED = "stated", "outweighed"
_MOST_SHOWN = 3  # of the words that together weigh enough for a kind


class Reason(Struct, frozen=True):
    """Why a kind was taken or set aside: the words, where they stand in the text, and the circumstance they stand in.

    `start` and `end` count characters of the text; `cue`, `cue_start` and `cue_end` are the words that set the mention aside.
    """

    kind: str
    words: str
    start: int
    end: int
    taken: bool
    circumstance: str  # "stated", "weighs … bits", "follows from …", or what set it aside: a circumstance, or other words: "outweighed"
    cue: str = ""
    cue_start: int = 0
    cue_end: int = 0


class Explained(Struct, frozen=True):
    """A text's kinds and injuries, with every mention of them, taken or set aside, in the order of the text.

    `worrying`: of a text that may be a sign of worry, the words that weigh most for that.
    """

    kinds: tuple[str, ...]
    injuries: tuple[Injury, ...]
    reasons: tuple[Reason, ...]
    worrying: tuple[Reason, ...] = ()


def read_narrative_in_full(text: str, sector: str, cells: int = 0, context: frozenset[str] = NO_CONTEXT) -> Explained:
    """What `text` tells of, as `read_narrative` has it, and why. A kind that follows from others is listed last, at their words."""
    reading = judge(text, sector, cells, context)
    kinds = tuple(sorted(reading.kinds, key=lexicon().order.__getitem__))
    injuries = injuries_of(text, reading) if INJURY in reading.kinds else ()
    worrying = _weighed(text, word_places(text, reading.words), reading, WORRY) if reading.worrying else []
    return Explained(kinds, injuries, _reasons(text, reading), tuple(worrying))


def explain_kinds(text: str, sector: str) -> tuple[Reason, ...]:
    """Which words of `text` gave which kind, and which were set aside and why."""
    return read_narrative_in_full(text, sector).reasons


def _reasons(text: str, reading: Reading) -> tuple[Reason, ...]:
    if not reading.judged and not reading.kinds:
        return ()
    places = word_places(text, reading.words)
    reasons = {_reason(text, places, hit, aside, reading) for hit, aside in reading.judged}
    for kind in reading.kinds - reading.told:
        reasons.update(_weighed(text, places, reading, kind))
    found = sorted(reasons, key=lambda r: (r.start, r.end, r.kind, r.circumstance, r.cue_start, r.cue_end))
    for kind, source in reading.added.items():
        if kind in reading.kinds:
            origin = next((r for r in found if r.kind == source and r.taken), None)
            start, end = (origin.start, origin.end) if origin else (0, 0)
            found.append(Reason(kind, text[start:end], start, end, True, f"follows from {source}"))
    return tuple(found)


def _weighed(text: str, places: list[tuple[int, int]], reading: Reading, kind: str) -> list[Reason]:
    """The words that weigh most for a kind that no phrase tells."""
    reasons = []
    for one in [one for one in speaking(reading.words, kind) if one.weight > 0][:_MOST_SHOWN]:
        start, end = _span(places, one)
        weighs = f"weighs {one.weight / 100:+.1f} bits"
        reasons.append(Reason(kind, text[start:end], start, end, True, weighs))
    return reasons


def _span(places: list[tuple[int, int]], one: Weighed) -> tuple[int, int]:
    return places[one.first][0], places[one.last][1]


def _reason(text: str, places: list[tuple[int, int]], hit: Hit, aside: Hit | None, reading: Reading) -> Reason:
    kind = hit.line.name
    start, end = places[hit.positions[0]][0], places[hit.positions[-1]][1]
    if aside is not None:
        cue_start, cue_end = places[aside.positions[0]][0], places[aside.positions[-1]][1]
        why = aside.line.name.replace("_", " ")
        return Reason(kind, text[start:end], start, end, False, why, text[cue_start:cue_end], cue_start, cue_end)
    if kind in reading.kinds:
        return Reason(kind, text[start:end], start, end, True, STATED)
    if kind in lexicon().needs and lexicon().needs[kind].isdisjoint(reading.kinds):
        return Reason(kind, text[start:end], start, end, False, "without what it belongs to")
    stronger, unless = lexicon().gives_way.get(kind, ("", NO_CONTEXT))
    if stronger in reading.kinds and unless.isdisjoint(reading.words.words):
        return Reason(kind, text[start:end], start, end, False, f"gives way to {stronger}")
    against = next((one for one in speaking(reading.words, kind) if one.weight < 0), None)
    cue_start, cue_end = _span(places, against) if against else (0, 0)
    return Reason(kind, text[start:end], start, end, False, OUTWEIGHED, text[cue_start:cue_end], cue_start, cue_end)
