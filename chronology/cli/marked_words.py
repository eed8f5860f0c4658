"""The words of an entry that tell its kinds, marked: underlined where they gave a kind, struck through where they were set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chronology.model import Event
from chronology.narrative import context_of, kinds_of_category, weigh_cells
from chronology.narrative.explain import Explained, read_narrative_in_full
from chronology.review.visible import visible

if TYPE_CHECKING:
    from rich.text import Text

_TAKEN, _ASIDE, _CUE = "underline", "strike dim", "italic dim"


def explain_words(event: Event) -> Explained:
    """What the event's own words tell, read as the kinds of events are told from them."""
    category, sector = event.category, event.sector
    context = context_of(category, kinds_of_category(category, sector) if category else ())
    return read_narrative_in_full(_words(event), sector, weigh_cells(category, event.outcome, sector), context)


def marked_words(event: Event, explained: Explained) -> Text:
    """The event's words on one line, with the marks that a terminal shows; in a pipe they read as they stand."""
    from rich.text import Text

    words = _words(event)
    text = Text()
    for start, end, style in _runs(explained, len(words)):
        text.append(visible(words[start:end]), style)
    return text


def _words(event: Event) -> str:
    return "\n".join(part for part in (event.summary, event.action, event.outcome, event.voice) if part)


def _runs(explained: Explained, length: int) -> list[tuple[int, int, str]]:
    """Neighbouring stretches of the text with their marks; words that gave a kind stay marked so, whatever else they are."""
    marks = [""] * length
    for reason in sorted(explained.reasons, key=lambda reason: reason.taken):
        if not reason.taken:
            marks[reason.cue_start : reason.cue_end] = [_CUE] * (reason.cue_end - reason.cue_start)
        mark = _TAKEN if reason.taken else _ASIDE
        marks[reason.start : reason.end] = [mark] * (reason.end - reason.start)
    edges = [place for place in range(length) if place == 0 or marks[place] != marks[place - 1]]
    return [(start, end, marks[start]) for start, end in zip(edges, [*edges[1:], length], strict=True)]
