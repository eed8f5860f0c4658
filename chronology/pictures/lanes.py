"""The picture of lanes: an agency a lane along time, a mark an entry. Enters: a Timeline. Leaves: SVG and its words."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from chronology.document import Picture
from chronology.pictures.marks import FLAGS, outline
from chronology.pictures.svg import (
    LINE,
    QUIET,
    breadth,
    element,
    group,
    hatch,
    label,
    lines,
    number,
    path,
    rectangle,
    whole,
    wrap,
    written,
)
from chronology.pictures.thinning import COUNT_SIZE, Spot, lay_rows, thin
from chronology.pictures.timeline import Lane, Period, Timeline, lay_timeline, say_day, say_days, say_month
from chronology.report import Report

WIDTH = 1000.0
LEFT, RIGHT = 205.0, 950.0  # of the part that time runs along
_OVERHANG = 12.0  # of marks and counts at its ends
_TOP = 34.0
_ROW = 12.0
_LINE = 12.5  # from one row of a name to the next
_NAME_SIZE, _SMALL = 11.0, 9.5
_NARROWEST_MONTH = 7.0
_MOST_SPOTS = 2_500  # that are drawn; more are thinned further
_MOST_NAMED = 1_200  # that say on a web page what they stand for, and lead there
_MOST_SAID = 6  # of the entries of one mark


def draw_lanes(report: Report, linked: bool = False) -> Picture | None:
    """The picture of what each agency recorded when; None where no entry has a day.

    `linked`: its marks lead to the entries and findings of the document that it stands in, unless there are too many.
    """
    timeline = lay_timeline(report)
    if timeline is None:
        return None
    drawing = _Drawing(timeline, linked)
    title, description = "What each agency recorded, and when", describe(timeline)
    body = drawing.draw()
    return Picture(whole(WIDTH, drawing.height, title, description, body), title, description, "lanes")


class _Drawing:
    """Draws one timeline from the top down; holds how far down it is and where a day lies."""

    def __init__(self, timeline: Timeline, linked: bool) -> None:
        self.linked = linked
        self.timeline = timeline
        self.unit = (RIGHT - LEFT) / timeline.days
        self.height = _TOP
        self.thinned = self._thin()
        self.named = sum(map(len, self.thinned)) <= _MOST_NAMED

    def x(self, day: date, gone: float) -> float:
        """Where a day lies, or `gone` of it has gone by; never outside the part that time runs along."""
        return min(max(LEFT + ((day - self.timeline.first).days + gone) * self.unit, LEFT), RIGHT)

    def draw(self) -> list[str]:
        """Everything, what lies under the rest first. Lines along time end at the covers, also where a page stretches them."""
        drawn = [self._lane(lane, spots) for lane, spots in zip(self._every_lane(), self.thinned, strict=True)]
        bottom = self.height
        return [
            *(under for under, _, _ in drawn),
            *self._axis(bottom),
            rectangle(0, 0, LEFT - 1, bottom, fill="#fff"),
            rectangle(RIGHT + 1, 0, WIDTH - RIGHT - 1, bottom, fill="#fff"),
            *(marks for _, marks, _ in drawn),
            path(f"M0 {number(_TOP)}H{number(WIDTH)}", stroke=QUIET, stroke_width=0.8),
            *(names for _, _, names in drawn),
            *self._legend(),
        ]

    def _every_lane(self) -> Sequence[Lane]:
        if not self.timeline.findings:
            return self.timeline.lanes
        findings = Lane("Findings (prompts to look)", self.timeline.findings, len(self.timeline.findings))
        return (findings, *self.timeline.lanes)

    def _thin(self) -> list[list[Spot]]:
        lanes = self._every_lane()
        thinned: list[list[Spot]] = []
        for air in (0.0, 6.0, 20.0, 60.0):
            thinned = [thin(lane.happenings, self.x, air) for lane in lanes]
            if sum(map(len, thinned)) <= _MOST_SPOTS:
                break
        return thinned

    def _lane(self, lane: Lane, spots: Sequence[Spot]) -> tuple[str, str, str]:
        """What lies under the marks, the marks, and the words beside them."""
        note = "" if lane.stated or not lane.supplied else "period not stated"
        name = wrap(lane.name, LEFT - _OVERHANG - 6, 2, _NAME_SIZE)
        rows = lay_rows(spots, WIDTH)
        words_height = len(name) * _LINE + (10 if note else 0)
        height = max(_ROW * len(rows), words_height, 16.0) + 6
        top = self.height
        self.height += height
        placed = [(spot, self.height - 3 - _ROW * (place + 0.5)) for place, row in enumerate(rows) for spot in row]
        under = [self._uncovered(lane, top, height), *(_bracket(spot, middle) for spot, middle in placed if spot.vague)]
        marks = [self._spot(spot, middle) for spot, middle in placed]
        if not lane.supplied:
            marks.append(_plate((LEFT + RIGHT) / 2, top + height / 2, "not supplied"))
        names = [
            path(f"M0 {number(self.height)}H{number(WIDTH)}", stroke=LINE, stroke_width=0.5),
            lines(4, top + 13, name, _NAME_SIZE),
            label(4, top + 13 + len(name) * _LINE, note, _SMALL, fill=QUIET) if note else "",
            label(WIDTH - 4, top + 13, f"{lane.entries:,}", _NAME_SIZE, text_anchor="end") if lane.supplied else "",
        ]
        return "".join(under), group(marks, class_="lane"), group(names)

    def _uncovered(self, lane: Lane, top: float, height: float) -> str:
        if lane.covered is None:
            return ""
        drawn = []
        for first, last in _gaps(lane.covered, (self.timeline.first, self.timeline.last)):
            left = self.x(first, 0)
            area = (left, top + 0.5, self.x(last, 1) - left, height - 1)
            drawn.append(hatch(*area) + ("" if lane.supplied else hatch(*area, rising=False)))
        return path("".join(drawn), class_="stretch", stroke=LINE, stroke_width=0.8, fill="none") if drawn else ""

    def _spot(self, spot: Spot, middle: float) -> str:
        drawn = outline(spot.mark)
        if spot.count > 1:
            beside = 2.5 if spot.mark.shape == "tick" else 5
            drawn += label(beside, 3, f"{spot.count:,}", COUNT_SIZE)
        if self.linked and self.named:
            said = _say_spot(spot)
            drawn = element("title", written(said)) + drawn
            drawn = element("a", drawn, href=f"#{spot.happenings[0].target}", tabindex="-1", aria_label=said)
        return group((drawn,), transform=f"translate({number(spot.x)} {number(middle)})", data_x=spot.x)

    def _axis(self, bottom: float) -> Iterator[str]:
        """The years, and the months as far as there is room for them."""
        timeline = self.timeline
        month_width = 30.4 * self.unit
        years = range(timeline.first.year, timeline.last.year + 1)
        every = next(step for step in (1, 2, 5, 10, 20) if step * 365 * self.unit >= 28 or step == 20)
        for year in years:
            start = self.x(max(timeline.first, date(year, 1, 1)), 0)
            end = self.x(min(timeline.last, date(year, 12, 31)), 1)
            drawn = [path(f"M{number(start)} 4V{number(bottom)}", class_="stretch", stroke=QUIET, stroke_width=0.8)]
            if month_width >= _NARROWEST_MONTH:
                drawn += self._months(year, month_width, bottom)
            if year % every == 0 and end - start >= 24:
                drawn.append(label(start + 3, 14, str(year), 11, font_weight="bold", data_x=start + 3))
            yield group(drawn, class_=f"year year-{year}", data_year=str(year), data_x_start=start, data_x_end=end)
        yield path(f"M{number(RIGHT)} 4V{number(bottom)}", stroke=QUIET, stroke_width=0.8)

    def _months(self, year: int, width: float, bottom: float) -> Iterator[str]:
        for month in range(1, 13):
            first = date(year, month, 1)
            if first > self.timeline.last or date(year, month, monthrange(year, month)[1]) < self.timeline.first:
                continue
            x = self.x(first, 0)
            if first > self.timeline.first and month > 1:
                line = f"M{number(x)} 20V{number(bottom)}"
                yield path(line, class_="stretch", stroke=LINE, stroke_width=0.4)
            end = self.x(date(year, month, monthrange(year, month)[1]), 1)
            name = say_month(month) if width >= 20 else say_month(month)[0]
            if end - x >= breadth(name, _SMALL) + 1:
                yield label((x + end) / 2, 29, name, _SMALL, text_anchor="middle", fill=QUIET, data_x=(x + end) / 2)

    def _legend(self) -> Iterator[str]:
        """What the marks say, only those that are drawn, in rows below the lanes."""
        timeline = self.timeline
        spots = [spot for lane in self.thinned for spot in lane]
        used = {spot.mark.shape for spot in spots}
        marks = [*(mark for mark, _ in timeline.marks), *FLAGS.values()]
        items = [(outline(mark), mark.name) for mark in marks if mark.shape in used]
        if any(spot.count > 1 for spot in spots):
            items.append((label(-4, 3, "3", COUNT_SIZE), "so many, the first of them here"))
        if any(spot.vague for spot in spots):
            items.append((path("M-5-3V3M-5 0H5M5-3V3", stroke=QUIET, fill="none"), "date vague: somewhere along this"))
        if any(lane.covered is not None and lane.supplied and self._gaps(lane) for lane in timeline.lanes):
            items.append((_sample(crossed=False), "not covered by the export"))
        if any(not lane.supplied for lane in timeline.lanes):
            items.append((_sample(crossed=True), "not supplied"))
        x, y = 10.0, self.height + 16
        for drawn, name in items:
            room = breadth(name, _SMALL) + 30
            if x + room > WIDTH:
                x, y = 10.0, y + 15
            yield group((drawn,), transform=f"translate({number(x)} {number(y)})")
            yield label(x + 10, y + 3, name, _SMALL)
            x += room
        if not_drawn := say_not_drawn(timeline):
            y += 15
            yield label(5, y + 3, f"{not_drawn}.", _SMALL, fill=QUIET)
        self.height = y + 12

    def _gaps(self, lane: Lane) -> list[Period]:
        return _gaps(lane.covered or (), (self.timeline.first, self.timeline.last))


def _gaps(covered: Iterable[Period], within: Period) -> list[Period]:
    """The stretches of days of `within` that no period covers."""
    gaps, open_from = [], within[0]
    for first, last in covered:
        if first > open_from:
            gaps.append((open_from, min(first - timedelta(days=1), within[1])))
        if last >= within[1]:
            return gaps
        open_from = max(open_from, last + timedelta(days=1))
    return [*gaps, (open_from, within[1])]


def _bracket(spot: Spot, middle: float) -> str:
    """A line with ends, open where the shape and its count stand."""
    left, right, low, high = number(spot.left), number(spot.right), number(middle - 3), number(middle + 3)
    drawn = f"M{left} {low}V{high}M{right} {low}V{high}"
    if spot.inner_left > spot.left:
        drawn += f"M{left} {number(middle)}H{number(spot.inner_left)}"
    if spot.inner_right < spot.right:
        drawn += f"M{number(spot.inner_right)} {number(middle)}H{right}"
    return path(drawn, class_="stretch", stroke=QUIET, stroke_width=1, fill="none")


def _plate(x: float, y: float, words: str) -> str:
    """Words on white, so that they can be read over a hatching."""
    room = breadth(words, _SMALL) + 10
    return rectangle(x - room / 2, y - 7, room, 14, fill="#fff") + label(x, y + 3, words, _SMALL, text_anchor="middle")


def _sample(crossed: bool) -> str:
    drawn = hatch(-6, -5, 12, 10) + (hatch(-6, -5, 12, 10, rising=False) if crossed else "")
    return path(drawn, stroke=QUIET, stroke_width=0.6, fill="none") + rectangle(
        -6, -5, 12, 10, fill="none", stroke=QUIET
    )


def _say_spot(spot: Spot) -> str:
    """`Injury seen, 11 Dec 2006: No. 34`."""
    first, last = min(one.first for one in spot.happenings), max(one.last for one in spot.happenings)
    said = list(dict.fromkeys(one.said for one in spot.happenings))
    more = f" and {len(said) - _MOST_SAID} more" if len(said) > _MOST_SAID else ""
    times = f" ({spot.count:,})" if spot.count > 1 else ""
    vague = "some time from " if spot.vague else ""
    return f"{spot.mark.name}{times}, {vague}{say_days(first, last)}: {', '.join(said[:_MOST_SAID])}{more}"


def describe(timeline: Timeline) -> str:
    """The main figures of a timeline in plain words."""
    supplied = [lane for lane in timeline.lanes if lane.supplied]
    missing = [lane.name for lane in timeline.lanes if not lane.supplied]
    fullest = sorted(supplied, key=lambda lane: -lane.entries)[:3]
    parts = [
        f"A timeline from {say_day(timeline.first)} to {say_day(timeline.last)} with a lane for each agency: "
        f"{_count(timeline.entries, 'entry', 'entries')} in {_count(len(supplied), 'lane', 'lanes')}"
    ]
    parts.append("Most in " + "; ".join(f"{lane.name} ({lane.entries:,})" for lane in fullest))
    marks = ", ".join(f"{mark.name} {count:,}" for mark, count in timeline.marks)
    parts.append(f"Entries by mark: {marks}")
    if timeline.findings:
        levels = Counter(one.mark.name.removeprefix("Finding, ") for one in timeline.findings)
        said = ", ".join(f"{levels[level]:,} {level}" for level in FLAGS if levels[level])
        parts.append(f"Findings on the day they were due or seen: {said}")
    if missing:
        parts.append(f"Not supplied: {'; '.join(missing)}")
    if not_drawn := say_not_drawn(timeline):
        parts.append(not_drawn)
    return ". ".join(parts) + "."


def say_not_drawn(timeline: Timeline) -> str:
    """What stands on no lane and why, or nothing."""
    left = {
        f"{_count(timeline.undated, 'undated entry', 'undated entries')}": timeline.undated,
        f"{_count(timeline.outside, 'entry', 'entries')} outside this time": timeline.outside,
        f"{_count(timeline.left_out, 'entry', 'entries')} that were not asked for": timeline.left_out,
        f"{_count(timeline.findings_outside, 'finding', 'findings')} without a day in this time": timeline.findings_outside,
    }
    not_drawn = [words for words, count in left.items() if count]
    return f"Not drawn: {'; '.join(not_drawn)}" if not_drawn else ""


def _count(number_of: int, one: str, many: str) -> str:
    return f"{number_of:,} {one if number_of == 1 else many}"
