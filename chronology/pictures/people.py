"""The picture of who told whom, agency by agency. Enters: a Snapshot, entries. Leaves: counts, and a matrix as SVG with its words.

A row is whose record says it, a column who was told. A record that says that its own agency was told something, and does not settle
by whom, counts in the last row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from chronology.document import Picture
from chronology.knowledge.agencies import holders
from chronology.knowledge.facts import Certainty, Snapshot
from chronology.pictures.svg import (
    INK,
    LINE,
    PALE,
    QUIET,
    breadth,
    group,
    label,
    lines,
    number,
    path,
    rectangle,
    whole,
    wrap,
)
from chronology.pictures.timeline import say_day
from chronology.report import Report

MOST_AGENCIES = 24  # of which each has a row; the others are counted in the description
NOT_NAMED = ""
"""Who told, where a record does not settle it."""
_WIDTH = 1000.0
_LEFT, _RIGHT, _TOP, _ROW = 255.0, 996.0, 28.0, 27.0
_NAME_SIZE, _SMALL = 11.0, 9.5
_WIDEST = 62.0


class Told(Struct, frozen=True):
    """How often records up to a day say that one agency told another. `counts`: (teller, told, how sure) → records; `agencies` in order."""

    snapshot: Snapshot
    agencies: tuple[str, ...]
    counts: Mapping[tuple[str, str, Certainty], int]

    def pairs(self) -> list[tuple[str, str]]:
        """Who told whom, in the order of the agencies, those not named last."""
        order = {name: place for place, name in enumerate((*self.agencies, NOT_NAMED))}
        return sorted(
            {(teller, told) for teller, told, _ in self.counts}, key=lambda pair: (order[pair[0]], order[pair[1]])
        )


def count_told(report: Report) -> Told | None:
    """Who told whom by the last day of the report's snapshots; None where there is no such day, or nobody told anybody."""
    if not report.knowledge.snapshots:
        return None
    snapshot = report.knowledge.snapshots[-1]
    agencies_of = holders(report.sources)
    entries = {entry.id: entry for entry in report.every_entry}
    counts: Counter[tuple[str, str, Certainty]] = Counter()
    for held in snapshot.agencies:
        for piece in held.told:
            owners = agencies_of(entries[piece.entry])
            teller = NOT_NAMED if held.agency in owners else owners[0]
            counts[teller, held.agency, piece.standing] += 1
    involved = {name for teller, told, _ in counts for name in (teller, told)} - {NOT_NAMED}
    names = tuple(held.agency for held in snapshot.agencies if held.agency in involved)
    # A record's own agency may have no row of its own among those of the snapshot.
    return Told(snapshot, (*names, *sorted(involved - set(names))), counts) if counts else None


def draw_people(report: Report) -> Picture | None:
    """The picture of who told whom, by the last day that the report shows; None where nobody told anybody."""
    told = count_told(report)
    if told is None:
        return None
    title = f"Who told whom, by the records, up to {say_day(told.snapshot.on)}"
    shown = _most_involved(told)
    description = describe_told(told, len(told.agencies) - len(shown))
    height = _TOP + _ROW * (len(shown) + 1) + 48
    return Picture(whole(_WIDTH, height, title, description, _draw(told, shown)), title, description, "people-told")


def describe_told(told: Told, left_out: int = 0) -> str:
    """The main figures in plain words."""
    sums = {
        standing: sum(count for (_, _, one), count in told.counts.items() if one == standing)
        for standing in ("certain", "possible")
    }
    named = [pair for pair in told.pairs() if pair[0] != NOT_NAMED]
    ranked = sorted(named, key=lambda pair: (-_both(told, pair), pair))[:3]
    parts = [
        f"A table of {len(told.agencies)} agencies: rows are whose record says it, columns who was told. "
        f"{sums['certain']:,} times told for certain, {sums['possible']:,} times possibly"
    ]
    if ranked:
        parts.append(
            "Most often: "
            + "; ".join(f"{teller} to {one}, {_say_counts(told, (teller, one))}" for teller, one in ranked)
        )
    unnamed = sum(count for (teller, _, _), count in told.counts.items() if teller == NOT_NAMED)
    if unnamed:
        parts.append(f"In {unnamed:,} the agency’s own record says that it was told, and does not settle by whom")
    silent = [name for name in told.agencies if not any(name == one for _, one in told.pairs())]
    if silent:
        parts.append(f"Told nothing by these records: {'; '.join(silent)}")
    if left_out:
        parts.append(f"Not drawn: {left_out:,} agencies with the fewest")
    return ". ".join(parts) + "."


def _say_counts(told: Told, pair: tuple[str, str]) -> str:
    certain, possible = (told.counts.get((*pair, standing), 0) for standing in ("certain", "possible"))
    return " and ".join(
        part
        for part in (f"{certain:,} for certain" if certain else "", f"{possible:,} possibly" if possible else "")
        if part
    )


def _both(told: Told, pair: tuple[str, str]) -> int:
    return told.counts.get((*pair, "certain"), 0) + told.counts.get((*pair, "possible"), 0)


def _most_involved(told: Told) -> tuple[str, ...]:
    if len(told.agencies) <= MOST_AGENCIES:
        return told.agencies
    weights: Counter[str] = Counter()
    for (teller, one, _), count in told.counts.items():
        weights[teller] += count
        weights[one] += count
    kept = set(sorted(told.agencies, key=lambda name: (-weights[name], name))[:MOST_AGENCIES])
    return tuple(name for name in told.agencies if name in kept)


def _draw(told: Told, agencies: Sequence[str]) -> Iterator[str]:
    width = min((_RIGHT - _LEFT) / len(agencies), _WIDEST)
    bottom = _TOP + _ROW * (len(agencies) + 1)
    right = _LEFT + width * len(agencies)
    yield label(4, _TOP - 8, "Rows: whose record. Columns: who was told.", _SMALL, fill=QUIET)
    for place in range(len(agencies)):
        yield label(
            _LEFT + width * (place + 0.5),
            _TOP - 8,
            str(place + 1),
            _NAME_SIZE,
            text_anchor="middle",
            font_weight="bold",
        )
    for place, teller in enumerate((*agencies, NOT_NAMED)):
        y = _TOP + _ROW * place
        yield _row_name(teller, place, y)
        yield path(f"M0 {number(y)}H{number(right)}", stroke=LINE if place else QUIET, stroke_width=0.6)
        yield group(_cell(told, (teller, one), _LEFT + width * column, y, width) for column, one in enumerate(agencies))
    for column in range(len(agencies) + 1):
        x = number(_LEFT + width * column)
        yield path(f"M{x} {number(_TOP)}V{number(bottom)}", stroke=LINE, stroke_width=0.6)
    yield path(f"M0 {number(bottom)}H{number(right)}", stroke=QUIET, stroke_width=0.8)
    yield from _legend(bottom)


def _row_name(teller: str, place: int, y: float) -> str:
    name = wrap(teller or "its own record says so; by whom is not settled", _LEFT - 32, 2, _NAME_SIZE)
    ordinal = label(20, y + 17, str(place + 1), _NAME_SIZE, text_anchor="end", font_weight="bold") if teller else ""
    return ordinal + lines(26, y + (17 if len(name) == 1 else 11), name, _NAME_SIZE)


def _cell(told: Told, pair: tuple[str, str], x: float, y: float, width: float) -> str:
    if pair[0] == pair[1]:
        return rectangle(x, y, width, _ROW, fill=PALE)
    certain, possible = (told.counts.get((*pair, standing), 0) for standing in ("certain", "possible"))
    if not certain and not possible:
        return ""
    words = " ".join(
        part for part in (f"{certain:,}" if certain else "", f"({possible:,})" if possible else "") if part
    )
    size = next((size for size in (11.0, 9.0, 7.5, 6.0) if breadth(words, size) <= width - 4), 5.0)
    frame = rectangle(x + 2, y + 2, width - 4, _ROW - 4, fill="none", stroke=INK, stroke_width=1.2) if certain else ""
    return frame + label(
        x + width / 2,
        y + _ROW / 2 + size / 3,
        words,
        size,
        text_anchor="middle",
        font_weight="bold" if certain else "normal",
    )


def _legend(bottom: float) -> Iterable[str]:
    base = bottom + 21
    yield rectangle(4, bottom + 10, 22, 15, fill="none", stroke=INK, stroke_width=1.2)
    yield label(15, base, "3", 10, text_anchor="middle", font_weight="bold")
    yield label(32, base, "told for certain, in so many records", _SMALL)
    yield label(240, base, "(5)", 10)
    yield label(260, base, "possibly told, in so many records", _SMALL)
    yield rectangle(450, bottom + 10, 22, 15, fill=PALE)
    yield label(478, base, "the agency itself", _SMALL)
    yield label(
        4,
        bottom + 40,
        "A record that names several agencies counts once for each. What was said beside the records is not known.",
        _SMALL,
        fill=QUIET,
    )
