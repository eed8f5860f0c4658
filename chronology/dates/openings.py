"""The date at the beginning of a line of text: `12/03/2020 at 14:30 Seen at home`. Enters: a line. Leaves: the words that are its date.

What a date means is for the rest of this room; which lines make a diary is for those who read files.
"""

from __future__ import annotations

from datetime import timedelta

from chronology.dates import read_date

LONGEST_OPENING = 60  # characters in which a line's date stands
MOST_DATE_WORDS = 5  # Mon the 3rd May 2020
WORDS_BEHIND = 3  # looked at for a time or the end of a stretch: `12/03/2020 at 14:30`, `12/03/2020 - 14/03/2020`
LONGEST_STRETCH = timedelta(days=31)
AROUND = " \t:,;.-–—|"  # what stands between a date and the text behind it


def opening_date(line: str) -> str:
    """The date at the beginning of a line, with its time where one follows; "" where the line opens with none."""
    words = line[:LONGEST_OPENING].split()
    for count in range(1, min(MOST_DATE_WORDS, len(words)) + 1):
        dated = _cut(line, words, count)
        when = read_date(dated)
        if dated.isdigit() or when.first is None or when.last is None or when.last - when.first > LONGEST_STRETCH:
            continue
        for further in range(count + 1, min(count + WORDS_BEHIND, len(words)) + 1):
            longer = _cut(line, words, further)
            read = read_date(longer)
            if read.first is not None and (read.first, read.last, read.time) != (when.first, when.last, when.time):
                dated = longer
        return dated
    return ""


def _cut(line: str, words: list[str], count: int) -> str:
    """The line up to the end of so many of its words, without punctuation behind the last."""
    end = 0
    for word in words[:count]:
        end = line.index(word, end) + len(word)
    return line[:end].rstrip(AROUND)
