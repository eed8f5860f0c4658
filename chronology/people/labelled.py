"""People written as labelled text: `Surname: PELL, Forename: Grant, DOB: 30/06/1984; Surname: …`. Enters: the text and what labels
mean. Leaves: for each person the text of it and what it says under which label. Names themselves are read by `parse`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from chronology.words import heading_key, split_words

NAMING = frozenset(("name", "surname", "forename"))
LONGEST_TEXT = 20_000  # characters; a list of people is never longer

_LABEL = re.compile(r"(?:^|([,;|\n]))[ \t]*([^\W\d_][\w.'’/#()\[\] -]{0,60}?)[ \t]*:(?=[ \t\n]|$)")
_EDGES = " ,;|\t\n"


def cut_people(text: str, labels: Mapping[str, str]) -> list[tuple[str, dict[str, str]]]:
    """(text, {detail: value}) of each person; empty where the text is not labelled from its beginning or names nobody.

    `labels` tells what a label means, by its heading key; of `person.dateOfBirth` the last part counts. A label without a meaning
    (`Role`) ends the value before it and says nothing itself. A label met again begins the next person, and so does a semicolon
    where commas stand between the labels.
    """
    if ":" not in text or len(text) > LONGEST_TEXT:
        return []
    marks = list(_LABEL.finditer(text))
    if not marks or text[: marks[0].start()].strip() or any(_hides_label(mark[2], labels) for mark in marks):
        return []
    mixed = any(mark[1] == "," for mark in marks)
    people: list[tuple[str, dict[str, str]]] = []
    seen: set[str] = set()
    for place, mark in enumerate(marks):
        end = marks[place + 1].start() if place + 1 < len(marks) else len(text)
        label, piece = heading_key(mark[2]), text[mark.start(2) : end]
        if not people or label in seen or (mixed and mark[1] and mark[1] != ","):
            people.append(("", {}))
            seen = set()
        seen.add(label)
        written, details = people[-1]
        people[-1] = (f"{written}{', ' if written else ''}{piece.strip(_EDGES)}", details)
        value = text[mark.end() : end].strip(_EDGES)
        if value and (detail := _meaning(mark[2], labels)):
            details.setdefault(detail, value)
    return _with_names(people)


def _with_names(people: list[tuple[str, dict[str, str]]]) -> list[tuple[str, dict[str, str]]]:
    """The people who are named; what stands between two of them belongs to the one before it."""
    named: list[tuple[str, dict[str, str]]] = []
    for written, details in people:
        if not NAMING.isdisjoint(details):
            named.append((written, details))
        elif named:
            named[-1] = (named[-1][0], details | named[-1][1])
    return named


def _meaning(label: str, labels: Mapping[str, str]) -> str:
    return labels.get(heading_key(label)) or labels.get(heading_key(label.rpartition(".")[2]), "")


def _hides_label(label: str, labels: Mapping[str, str]) -> bool:
    """Whether a label that means nothing ends with one that does: in `HOLLIS, Amy  DOB: …` a name runs into the label."""
    words = split_words(label.rpartition(".")[2])
    return not _meaning(label, labels) and any("".join(words[start:]) in labels for start in range(1, len(words)))
