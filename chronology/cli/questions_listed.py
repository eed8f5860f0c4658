"""Issues → what `check` prints of them: file by file, the worst file first, what is alike said once with all its places.

Enters: the issues of a report. Leaves: lines to print. Finding the issues is for the stages; how they look on the screen for `check`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from msgspec import Struct

from chronology.compose.words import count_of
from chronology.model import Issue, Level

LEVELS: tuple[Level, ...] = ("error", "warning", "note")
MOST_PLACES = 6  # of one question that are named; the rest are counted, and all stand in the JSON
SEVERAL_FILES = 2  # files of which a note is said once for all of them
OF_THE_CASE = "The case as a whole"
OF_SEVERAL = "Several files"


class Question(Struct, frozen=True):
    """One thing to look at: `places` are those within the file it stands under."""

    level: Level
    places: str
    message: str
    code: str


def list_questions(issues: Sequence[Issue]) -> list[tuple[str, list[Question]]]:
    """(file, its questions) with the worst file first and, in each, the worst question first; what many files share comes last."""
    shared = _said_of_several(issues)
    by_file: dict[str, list[Issue]] = defaultdict(list)
    for one in issues:
        if _kind(one) not in shared or not _is_of_whole_file(one):
            by_file[one.source or OF_THE_CASE].append(one)
    listed = [(file, _grouped(found)) for file, found in by_file.items()]
    listed.sort(key=lambda one: ([-count for count in _count_levels(one[1])], one[0]))
    together = [
        Question(level, _few(sorted(files)), message, code) for (level, code, message), files in sorted(shared.items())
    ]
    return [*listed, (OF_SEVERAL, together)] if together else listed


def sum_up(issues: Sequence[Issue]) -> str:
    """How many questions of each level there are, and in how many files."""
    counts = Counter(one.level for one in issues)
    files = len({one.source for one in issues if one.source})
    told = ", ".join(count_of(counts[level], level) for level in LEVELS if counts[level])
    return f"{told} in {count_of(files, 'file')}." if files else f"{told}."


def _kind(one: Issue) -> tuple[Level, str, str]:
    return one.level, one.code, one.message


def _is_of_whole_file(one: Issue) -> bool:
    return one.source is not None and one.row is None and one.heading is None


def _said_of_several(issues: Sequence[Issue]) -> dict[tuple[Level, str, str], set[str]]:
    """Notes about whole files that are said of several in the same words → those files."""
    files: dict[tuple[Level, str, str], set[str]] = defaultdict(set)
    for one in issues:
        if one.level == "note" and _is_of_whole_file(one):
            files[_kind(one)].add(one.source or "")
    return {kind: found for kind, found in files.items() if len(found) >= SEVERAL_FILES}


def _grouped(issues: Sequence[Issue]) -> list[Question]:
    """One question for all the places of a file of which the same is said, in the order of the file."""
    alike: dict[tuple[Level, str, str], list[Issue]] = defaultdict(list)
    for one in issues:
        alike[_kind(one)].append(one)
    ordered = sorted(alike.items(), key=lambda one: LEVELS.index(one[0][0]))
    return [Question(level, _say_places(found), message, code) for (level, code, message), found in ordered]


def _count_levels(questions: Sequence[Question]) -> list[int]:
    counts = Counter(one.level for one in questions)
    return [counts[level] for level in LEVELS]


def _say_places(issues: Sequence[Issue]) -> str:
    """Where in the file: the rows of one sheet and heading together, `Table 1, heading Date, rows 3, 4 and 7`."""
    rows: dict[tuple[str, str], list[int]] = defaultdict(list)
    for one in issues:
        found = rows[one.sheet or "", one.heading or ""]
        if one.row is not None:
            found.append(one.row)
    places = []
    for (sheet, heading), numbers in rows.items():
        told = _few([str(number) for number in sorted(set(numbers))])
        row = f"{'row' if len(set(numbers)) == 1 else 'rows'} {told}" if numbers else ""
        places.append(", ".join(part for part in (sheet, f"heading {heading}" if heading else "", row) if part))
    return _few([place for place in places if place], "; ")


def _few(texts: Sequence[str], between: str = ", ") -> str:
    further = len(texts) - MOST_PLACES
    return between.join(texts[:MOST_PLACES]) + (f" and {further} more" if further > 0 else "")
