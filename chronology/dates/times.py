"""Text → time of day ("14:20"), where the text states one without doubt. Dates are read elsewhere."""

from __future__ import annotations

from chronology.dates.wording import LONGEST_DATE, compiled, plain_text

_CLOCK = (
    r"(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)? ?(?:[ap]\.?m\b\.?)?(?: ?h(?:ou)?rs?\b)?|\d{1,2} ?[ap]\.?m\b\.?"
    r"|\d{1,2}h\d{2}|\d{4}(?: ?h(?:ou)?rs?\b| ?h\b)?|(?:12 )?noon|midday)"
)
CLOCKS = (  # one time or two, as two groups; the hour may stand bare where the end says am or pm: 2-3pm
    rf"({_CLOCK}|\d{{1,2}}(?= ?(?:-|to) ?\d[\d:.]* ?[ap]\.?m))(?: ?(?:-|to|until|till) ?({_CLOCK}))?"
)
ZONE = r"(?: ?(?:gmt|bst|utc|z|\+\d{2}:?\d{2}))?"  # read over: the time stays as it is written

_CLOCK_PARTS = compiled(
    r"(\d{1,2})(?:[:.h](\d{2})|(\d{2}))?(?:[:.]\d{2}(?:[.,]\d+)?)? ?(?:([ap])\.?m\.?)?(?: ?h(?:ou)?rs?\.?| ?h)?"
)
_TIME_CELL = compiled(rf"(?:\d{{4}}-\d\d-\d\d[ t]|\d{{1,2}}/\d{{1,2}}/\d{{4}} )?(?:at |@ ?)?{CLOCKS}{ZONE}(?: ?-)?")


def read_time(text: str) -> tuple[str | None, str | None]:
    """("14:20", None) for a time of day, ("10:00", "11:30") for two, (None, None) where the text is no certain time."""
    if len(text) > LONGEST_DATE:
        return None, None
    match = _TIME_CELL.fullmatch(plain_text(text))
    return read_clocks(match[1], match[2]) if match else (None, None)


def read_clocks(start: str, end: str | None) -> tuple[str | None, str | None]:
    """What the two groups of CLOCKS say; (None, None) where either is no time of day."""
    if end is None:
        return read_clock(start), None
    closing = read_clock(end)
    opening = read_clock(start)
    half = _CLOCK_PARTS.fullmatch(end)
    if half and half[4] and closing and not start.rstrip(".").endswith("m"):
        # In "9.30-2pm" only the end says which half of the day; the start is the latest reading that is not after it.
        halves = [time for time in (read_clock(f"{start}am"), read_clock(f"{start}pm")) if time and time <= closing]
        opening = max(halves, default=None)
    if opening is None or closing is None:
        return None, None
    return opening, closing if closing != opening else None


def read_clock(text: str) -> str | None:
    """One time of day in plain text."""
    if text.endswith(("noon", "midday")):
        return "12:00"
    match = _CLOCK_PARTS.fullmatch(text)
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or match[3] or 0)
    half = match[4]
    if half is None and match[2] is None and match[3] is None:
        return None
    if half and ((half == "a" and hour > 12) or (half == "p" and hour == 0)):
        return None
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02}:{minute:02}" if hour <= 23 and minute <= 59 else None


def in_cell(time: str | None) -> str | None:
    """The time, unless it is midnight: systems fill it in where a date has no time, so it is not certain."""
    return None if time == "00:00" else time
