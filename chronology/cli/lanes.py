"""The lanes on a terminal: an agency a line, a stretch of time a character. Enters: a report, how wide a line is. Leaves: lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from textwrap import wrap

from msgspec.structs import replace

from chronology.model import Entry
from chronology.pictures.lanes import say_not_drawn
from chronology.pictures.marks import FLAGS, TICK, Mark, load_marks, ranks
from chronology.pictures.timeline import Lane, Timeline, lay_timeline, say_days, say_month
from chronology.report import LeftOut, Report, Selection
from chronology.review.visible import visible

_LONGEST_NAME = 30
_NARROWEST = 12  # characters for the time
_EMPTY, _UNCOVERED, _VAGUE = ".", "/", "~"


def say_lanes(report: Report, width: int) -> Iterator[str]:
    """The lanes of the entries shown in lines of at most `width` characters, with their legend; nothing where no entry has a day."""
    timeline = lay_timeline(report)
    if timeline is None:
        return
    findings = (Lane("Findings", timeline.findings, len(timeline.findings)),) if timeline.findings else ()
    lanes = (*findings, *timeline.lanes)
    name_width = min(max(len(visible(lane.name)) for lane in lanes), _LONGEST_NAME, max(width // 3, 8))
    count_width = max(len(f"{lane.entries:,}") for lane in lanes)
    cells = max(width - name_width - count_width - 2, _NARROWEST)
    grid = _Grid(timeline, cells)
    for line in grid.headings():
        yield f"{'':{name_width}} {line}".rstrip()
    for lane in lanes:
        count = f"{lane.entries:,}" if lane.supplied else ""
        yield f"{_cut(visible(lane.name), name_width):{name_width}} {grid.line(lane)} {count:>{count_width}}".rstrip()
    yield from grid.legend(width)


def keep(report: Report, entries: Sequence[Entry]) -> Report:
    """The report with these of its dated entries alone, the others counted as left out."""
    kept = {entry.id for entry in entries}
    left = report.left_out or LeftOut(Selection(), (), (), 0)
    others = tuple(entry for entry in report.chronology.entries if entry.id not in kept)
    return replace(
        report,
        chronology=replace(report.chronology, entries=tuple(entries)),
        left_out=replace(left, entries=(*left.entries, *others)) if others else report.left_out,
    )


class _Grid:
    """Which character a day falls on; holds which signs were used."""

    def __init__(self, timeline: Timeline, cells: int) -> None:
        self.timeline, self.cells = timeline, cells
        self.used: set[str] = set()

    def cell(self, day: date) -> int:
        """The character that a day falls on, the first or the last for one outside."""
        return min(max((day - self.timeline.first).days * self.cells // self.timeline.days, 0), self.cells - 1)

    def headings(self) -> Iterator[str]:
        """A line of years, and one of months where there is room for them."""
        first, last = self.timeline.first, self.timeline.last
        years, months = [" "] * self.cells, [" "] * self.cells
        starts = [first, *(date(year, 1, 1) for year in range(first.year + 1, last.year + 1))]
        _write(years, [(self.cell(day), str(day.year)) for day in starts])
        yield "".join(years).rstrip()
        if self.cells / self.timeline.days * 30 >= 4:
            begins = [date(year, month, 1) for year in range(first.year, last.year + 1) for month in range(1, 13)]
            _write(months, [(self.cell(day), say_month(day.month)) for day in begins if first <= day <= last])
            yield "".join(months).rstrip()

    def line(self, lane: Lane) -> str:
        """The lane's characters: the weightiest mark of each stretch of time, or else what is known of it."""
        if not lane.supplied:
            return "not supplied".ljust(self.cells)
        signs = self._ground(lane)
        marks: dict[int, Mark] = {}
        for one in lane.happenings:
            start, end = self.cell(one.first), self.cell(one.last)
            for cell in range(start, end + 1) if start != end else ():
                signs[cell] = _VAGUE
            middle = (start + end) // 2
            marks[middle] = min((one.mark, marks.get(middle, one.mark)), key=lambda mark: ranks()[mark.shape])
        for cell, mark in marks.items():
            signs[cell] = mark.sign
        self.used.update(signs)
        return "".join(signs)

    def _ground(self, lane: Lane) -> list[str]:
        """Which stretches of time the export covers, a stretch covered in part with those that are."""
        if lane.covered is None:
            return [_EMPTY] * self.cells
        signs = [_UNCOVERED] * self.cells
        for first, last in lane.covered:
            if last >= self.timeline.first and first <= self.timeline.last:
                start, end = self.cell(first), self.cell(last)
                signs[start : end + 1] = [_EMPTY] * (end + 1 - start)
        return signs

    def legend(self, width: int) -> Iterator[str]:
        """What the signs say, only those that are used, and what is not on the lanes."""
        items = [
            f"{mark.sign} {mark.name}" for mark in (*FLAGS.values(), *load_marks(), TICK) if mark.sign in self.used
        ]
        nothing = "nothing of what was asked for" if self.timeline.left_out else "nothing recorded"
        named = {_VAGUE: "somewhere along this", _UNCOVERED: "not covered by the export", _EMPTY: nothing}
        items += [f"{sign} {words}" for sign, words in named.items() if sign in self.used]
        yield from _fill(items, width)
        period = say_days(self.timeline.first, self.timeline.last)
        yield from wrap(f"{period}. A character shows the weightiest of the marks that fall on it.", width)
        if not_drawn := say_not_drawn(self.timeline):
            yield from wrap(f"{not_drawn}.", width)


def _write(cells: list[str], words: Sequence[tuple[int, str]]) -> None:
    """Writes words at their places as far as they stand clear of each other and of the end."""
    free = 0
    for place, word in words:
        if place >= free and place + len(word) <= len(cells):
            cells[place : place + len(word)] = word
            free = place + len(word) + 1


def _fill(items: Sequence[str], width: int) -> Iterator[str]:
    """The items in lines, none broken that fits a line by itself."""
    line = ""
    for item in items:
        if line and len(line) + 2 + len(item) > width:
            yield from wrap(line, width)
            line = ""
        line = f"{line}  {item}" if line else item
    yield from wrap(line, width)


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"
