"""The picture of months: records about a child by agency and month, and what each silence means. Enters: Strips. Leaves: SVG, words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from chronology.document import Picture
from chronology.knowledge import Month, Strip
from chronology.pictures.folding import UNITS, fold_months, step_of
from chronology.pictures.svg import (
    INK,
    QUIET,
    breadth,
    group,
    hatch,
    label,
    lines,
    number,
    path,
    rectangle,
    whole,
    wrap,
)
from chronology.pictures.timeline import say_month
from chronology.report import Report

_WIDTH = 1000.0
_LEFT, _RIGHT = 205.0, 960.0
_TOP, _CELL = 32.0, 18.0
_NAME_SIZE, _SMALL = 11.0, 9.5
_WIDEST = 44.0  # of one cell
_SILENT = "#d0d0d0"
_LEGEND = {
    "contact": "so many records about the child",
    "silent": "covered, and nothing recorded",
    "doubtful": "cannot tell: a record may belong here",
    "not_covered": "not covered by the export",
    "not_supplied": "not supplied",
    "in_part": "covered in part",
    "many": "more records than can be written here",
}


def draw_months(report: Report, child: str = "") -> Picture | None:
    """The picture of contacts and silences of `child` (a subject's id), or of every child below one another; None where no month is known."""
    strips = [strip for strip in report.knowledge.silences if child in ("", strip.subject)]
    if not strips:
        return None
    names = {subject.id: subject.name for subject in report.subjects}
    children = {subject: list(laid) for subject, laid in groupby(strips, key=lambda strip: strip.subject)}
    whom = ", ".join(names[subject] for subject in children)
    title = f"Records about {whom} by month, and what the silences mean"
    description = " ".join(describe_months(laid, names[subject]) for subject, laid in children.items())
    drawing = _Drawing(step_of(len(strips[0].months)))
    body = [
        *(
            part
            for subject, laid in children.items()
            for part in drawing.draw(laid, names[subject] if len(children) > 1 else "")
        ),
        *drawing.legend(),
    ]
    anchor = f"months-{child}" if child else "months"
    return Picture(whole(_WIDTH, drawing.height, title, description, body), title, description, anchor)


def describe_months(strips: Sequence[Strip], name: str) -> str:
    """The main figures of one child's strips in plain words."""
    supplied = [strip for strip in strips if strip.basis]
    totals = sorted(
        ((_contacts(strip.months), strip.agency) for strip in supplied), key=lambda pair: (-pair[0], pair[1])
    )
    parts = [
        f"{name}: {sum(count for count, _ in totals):,} records in the {len(strips[0].months)} months from {_say(strips[0].months[0])} "
        f"to {_say(strips[0].months[-1])}, by agency: {', '.join(f'{agency} {count:,}' for count, agency in totals)}"
    ]
    longest = max(
        ((_longest_silence(strip.months), strip.agency) for strip in supplied),
        default=(("", "", 0), ""),
        key=lambda one: one[0][2],
    )
    if longest[0][2] > 1:
        first, last, months = longest[0]
        parts.append(
            f"The longest time covered with nothing recorded is {months} months, {first} to {last}, of {longest[1]}"
        )
    standings = Counter(_pattern(month) for strip in supplied for month in strip.months)
    silences = {
        "silent": "covered with nothing recorded",
        "not_covered": "not covered",
        "doubtful": "impossible to tell",
    }
    if said := [f"{standings[pattern]:,} {words}" for pattern, words in silences.items() if standings[pattern]]:
        parts.append(f"Of the {standings.total():,} months of these agencies together: {', '.join(said)}")
    missing = [strip.agency for strip in strips if not strip.basis]
    if missing:
        parts.append(f"Not supplied: {'; '.join(missing)}")
    return ". ".join(parts) + "."


_SAMPLES = {"contact": "3", "doubtful": "?"}


class _Drawing:
    """Draws one child below the other; holds how far down it is and which patterns it used."""

    def __init__(self, step: int) -> None:
        self.step = step
        self.height = 0.0
        self.used: dict[str, None] = {}

    def draw(self, strips: Sequence[Strip], name: str) -> Iterator[str]:
        """One child's agencies, a row each."""
        if name:
            yield label(4, self.height + 16, name, 12, font_weight="bold")
            self.height += 20
        columns = fold_months(strips[0].months, self.step)
        width = min((_RIGHT - _LEFT) / len(columns), _WIDEST)
        yield from self._headings(columns, width)
        self.height += _TOP
        for strip in strips:
            yield group(self._row(strip, width))
        yield path(f"M0 {number(self.height)}H{number(_WIDTH)}", stroke=QUIET, stroke_width=0.8)
        self.height += 12

    def _headings(self, columns: Sequence[Month], width: float) -> Iterator[str]:
        top, bottom = self.height, self.height + _TOP
        taken = 0.0
        for place, month in enumerate(columns):
            x, number_of = _LEFT + place * width, int(month.month[5:])
            if (place == 0 or month.month[:4] != columns[place - 1].month[:4]) and x >= taken:
                yield label(x + 1, top + 13, month.month[:4], 11, font_weight="bold")
                taken = x + breadth(month.month[:4], 11) + 4
            name = _unit_name(number_of, self.step, width)
            if name:
                yield label(x + width / 2, top + 27, name, _SMALL, text_anchor="middle", fill=QUIET)
        yield label(self._sum_at(len(columns), width), top + 27, "all", _SMALL, text_anchor="end", fill=QUIET)
        yield path(f"M0 {number(bottom)}H{number(_WIDTH)}", stroke=QUIET, stroke_width=0.8)

    def _row(self, strip: Strip, width: float) -> Iterator[str]:
        name = wrap(strip.agency, _LEFT - 14, 2, _NAME_SIZE)
        height = max(_CELL, len(name) * 12.5 + 4) + 2
        yield lines(4, self.height + height / 2 + 3.5 - (len(name) - 1) * 6.25, name, _NAME_SIZE)
        columns = fold_months(strip.months, self.step)
        for place, month in enumerate(columns):
            yield self._cell(month, _LEFT + place * width, self.height + 1, width, height - 2)
        total = f"{_contacts(strip.months):,}" if strip.basis else ""
        yield label(
            self._sum_at(len(columns), width), self.height + height / 2 + 3.5, total, _NAME_SIZE, text_anchor="end"
        )
        self.height += height

    def _sum_at(self, columns: int, width: float) -> float:
        """Where the sums end, beside the last column."""
        return _LEFT + columns * width + 36

    def _cell(self, month: Month, x: float, y: float, width: float, height: float) -> str:
        pattern = _pattern(month)
        self.used[pattern] = None
        if month.in_part:
            self.used["in_part"] = None
        drawn = _filled(pattern, x + 0.5, y, width - 1, height, month.in_part)
        words = f"{month.contacts:,}" if month.contacts else "?" if pattern == "doubtful" else ""
        size = next((size for size in (11.0, 9.0, 7.0) if breadth(words, size) <= width - 2), 0.0)
        if words and size:
            return drawn + label(x + width / 2, y + height / 2 + size / 3, words, size, text_anchor="middle")
        if words:
            self.used["many"] = None
            drawn += _block(x + width / 2, y + height / 2)
        return drawn

    def legend(self) -> Iterator[str]:
        """The patterns that are drawn, in words."""
        x, y = 4.0, self.height + 6
        for pattern, words in _LEGEND.items():
            if pattern not in self.used:
                continue
            room = breadth(words, _SMALL) + 36
            if x + room > _WIDTH:
                x, y = 4.0, y + 18
            yield _filled("contact" if pattern == "in_part" else pattern, x, y, 18, 13, pattern == "in_part")
            if pattern in _SAMPLES:
                yield label(x + 9, y + 10, _SAMPLES[pattern], _SMALL, text_anchor="middle")
            if pattern == "many":
                yield _block(x + 9, y + 6.5)
            yield label(x + 23, y + 10, words, _SMALL)
            x += room
        yield label(
            4, y + 30, f"A cell is a {UNITS[self.step]}, a number how many records it holds.", _SMALL, fill=QUIET
        )
        self.height = y + 38


def _pattern(month: Month) -> str:
    """Which of the patterns tells of the month."""
    return "contact" if month.standing == "contact" else "doubtful" if month.doubtful else month.standing


def _filled(pattern: str, x: float, y: float, width: float, height: float, in_part: bool) -> str:
    fill = _SILENT if pattern == "silent" else "#fff"
    drawn = rectangle(x, y, width, height, fill=fill, stroke=QUIET, stroke_width=0.5)
    if pattern in ("not_covered", "not_supplied"):
        lined = hatch(x, y, width, height, 4)
        if pattern == "not_supplied":
            lined += hatch(x, y, width, height, 4, rising=False)
        drawn += path(lined, stroke="#777", stroke_width=0.6, fill="none")
    elif pattern == "doubtful":
        inside, right = number(x + 2), number(x + width - 2)
        dots = f"M{inside} {number(y + 2.5)}H{right}M{inside} {number(y + height - 2.5)}H{right}"
        drawn += path(dots, stroke=INK, stroke_width=1.2, stroke_dasharray="1.2 2.2", fill="none")
    if in_part:
        corner = min(width, height) / 2
        drawn += path(f"M{number(x)} {number(y)}h{number(corner)}l{number(-corner)} {number(corner)}z", fill=INK)
    return drawn


def _block(x: float, y: float) -> str:
    return rectangle(x - 2, y - 4, 4, 8, fill=INK)


def _unit_name(month: int, step: int, width: float) -> str:
    """What stands over a column: `Jan`, `J`, `Q1`, or nothing for a year."""
    if step == 12:
        return ""
    if step == 3:
        return f"Q{(month + 2) // 3}" if width >= 16 else ""
    return say_month(month) if width >= 21 else say_month(month)[0]


def _longest_silence(months: Iterable[Month]) -> tuple[str, str, int]:
    """The first and last month of the longest run of months that are covered with nothing recorded, and how many these are."""
    best: tuple[str, str, int] = ("", "", 0)
    for silent, group_of in groupby(months, key=lambda month: _pattern(month) == "silent"):
        run = list(group_of)
        if silent and len(run) > best[2]:
            best = (_say(run[0]), _say(run[-1]), len(run))
    return best


def _contacts(months: Iterable[Month]) -> int:
    return sum(month.contacts for month in months)


def _say(month: Month) -> str:
    return f"{say_month(int(month.month[5:]))} {month.month[:4]}"
