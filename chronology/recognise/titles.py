"""What an export says of itself above its headings and in its name: agency, sector, and whom it is about.

Enters: title rows, headings, the path. Leaves: text as written, or None. Parsing the person is for `people`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import PurePosixPath

from chronology.recognise.headings import read_heading
from chronology.recognise.layout import row_words
from chronology.sectors import sector_words, sectors_in
from chronology.words import fold_words, split_words

NAME_WEIGHT = 3  # a word in a file name or title says more of the sector than one in a heading

_LABEL = re.compile(r"\s*([^\W\d_][^\W\d_' ’./&()]*(?:[ ./'’][^\W\d_]+){0,4}(?:\(s\))?\.?)\s*[:=]\s*(.*)", re.DOTALL)
_IDENTIFIER = re.compile(r"\d(?:[ -]?\d){6,}")  # seven digits and more
_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}")
_FURTHER_LABEL = re.compile(r"(?:[,;|\n\t]|\s[-–—]\s|\s{2,}|\.\s)\s*([^\W\d_][\w .'’/()-]{0,40}?\s*[:=](?=\s|$))")
_BESIDE = re.compile(r"\([^()]*\)|\s[/–—-]\s.*|[;|\n\t].*|\s{3,}.*", re.DOTALL)  # what stands beside an agency's name
_EDGES = " \t\n,;|-–—"
_PART = re.compile(r"\s+[-–—|]\s+|\s*\|\s*|[\n;]|\s{3,}|:\s+")


def sector_of(path: str, titles: Iterable[str], agency: str, headings: Iterable[str]) -> str | None:
    """The sector that the words speak for, or None where they say nothing or speak for two alike."""
    found: Counter[str] = Counter()
    place = PurePosixPath(path)
    for text in (place.stem, agency, *titles):
        for sector, count in sectors_in(text).items():
            found[sector] += NAME_WEIGHT * count
    for heading in headings:
        found.update(sectors_in(heading))
    ranked = found.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def agency_in(titles: Sequence[Sequence[str]]) -> str | None:
    """The agency that the title rows name: after a label, else the first part that ends or begins like an agency's name.

    What stands after the label of a person, or of a detail of one, is never taken for an agency: its name is printed.
    """
    known = row_words()
    for row in titles:
        for position, cell in enumerate(row):
            values = _labelled_values(cell)
            for label, rest in values if values and values[0][0] else ():  # "0-19 Service: contacts" is a title
                if label in known.agency_labels:
                    value = rest or (row[position + 1] if position + 1 < len(row) else "")
                    if (named := _agency_alone(value)) and not _split_label(named)[0] and not _is_detail(named):
                        return named
    for row in titles:
        for cell in row:
            for label, value in _labelled_values(cell):
                if label in known.person_labels or label in known.adult_labels or label in known.detail_labels:
                    continue
                parts = value.split(",")[1:] if label in known.author_labels else _PART.split(value)
                for part in parts:
                    if named := _agency_within(part):
                        return named
    return None


def _agency_within(part: str) -> str:
    """The part of a title without the words that say what the file is; "" where it names no agency."""
    names, others = sector_words().agency_words, sector_words().file_words
    words = split_words(part)
    if not 2 <= len(words) <= 10 or not names.intersection(words) or _is_detail(part):
        return ""
    said = " ".join(words)
    if any(said.startswith(f"{opening} ") for opening in (*row_words().openings, *_phrases(row_words().person_labels))):
        return ""  # "Printed by …", "Report for …": whoever is named there is a person
    # "Police contacts report" says what the file is; "Anytown Police" says who sends it.
    if all(word in names or word in others for word in words):
        return ""
    return _without_file_words(part.strip(), others)


def _phrases(labels: Iterable[str]) -> list[str]:
    """The labels of two words and more: by themselves they tell what follows, even without a colon."""
    return [label for label in labels if " " in label]


def _labelled_values(cell: str) -> list[tuple[str, str]]:
    """`Agency: Dunmore Police, Author: DS Holt` → (label, value) of each part; the label is "" where a part has none."""
    values = []
    for part in _labelled_parts(cell):
        starts = [match.start(1) for match in _FURTHER_LABEL.finditer(part)]
        for start, end in pairwise([0, *starts, len(part)]):
            label, value = _split_label(part[start:end])
            values.append((label, (value if label else part[start:end]).strip(_EDGES)))
    return values


def _agency_alone(value: str) -> str:
    """The value of an agency's label without whom it names behind: `Police (DS Holt)`, `Police / J Holt`, `Police completed by …`."""
    for match in _BESIDE.finditer(value):
        beside = split_words(match[0])
        if not sector_words().agency_words.intersection(beside) and not sectors_in(match[0]):
            value = value[: match.start()]
            break
    words = value.split()
    for length in range(2, 4):
        for start in range(1, len(words) - length + 1):
            if fold_words(" ".join(words[start : start + length])) in row_words().author_labels:
                return " ".join(words[:start]).strip(_EDGES)
    return value.strip(_EDGES)


def _is_detail(text: str) -> bool:
    """Whether a text is a detail of a person, or holds one: `NHS No:`, `NHS 943 476 5919`, `DOB 01/03/2006`."""
    words = [word for word in split_words(text) if not word.isdigit()]
    details = row_words().detail_labels | row_words().person_labels
    return " ".join(words) in details or _IDENTIFIER.search(text) is not None or _DATE.search(text) is not None


def _without_file_words(part: str, others: frozenset[str]) -> str:
    words = part.split()
    while len(words) > 2 and set(split_words(words[-1])) <= others:
        words.pop()
    return " ".join(words)


def person_in(titles: Sequence[Sequence[str]]) -> str | None:
    """Whom the title rows say the export is about, with what stands beside the name, as written; an adult where they name no child."""
    return _person_after(titles, row_words().person_labels) or _person_after(titles, row_words().adult_labels)


# `Amy Lowe (DOB 1/3/06). Copied from the day book`: not the initial of `Amy J. Lowe`.
_SENTENCE_BEHIND = re.compile(
    r"(?:(?<=[^\W_]{2})|(?<=\)))[.;]\s+[A-Z][a-z]+ [a-z].*$|(?<=\w)[.;]\s+[A-Z][a-z]+(?: [a-z]+){2}.*$", re.DOTALL
)


def _person_after(titles: Sequence[Sequence[str]], labels: frozenset[str]) -> str | None:
    known = row_words()
    said: list[str] = []
    named = False
    for row in titles:
        cells = [cell.strip() for cell in row if cell.strip()]
        keep = False
        for cell in cells:
            for part in _labelled_parts(cell):
                label, rest = _split_label(part)
                bare = fold_words(part)
                if label in labels and not named:
                    named = keep = True
                    said += [rest] if rest else []
                elif (label in known.detail_labels and (named or label in _NAME_PARTS)) or (
                    not label and bare in known.detail_labels and named
                ):
                    keep = True
                    named = named or label in _NAME_PARTS
                    said.append(part if label or part.endswith(":") else f"{part}:")
                elif label:
                    keep = False
                elif keep:
                    said.append(part)
                elif bare in labels and not named and _has_value(row, cell):
                    named = keep = True
    text = _SENTENCE_BEHIND.sub("", "  ".join(part for part in said if part)).strip()
    return text if named and text else None


def _has_value(row: Sequence[str], label: str) -> bool:
    """Whether the cell right of a label without a colon is filled, and with something other than a heading or label."""
    beside = next((after.strip() for cell, after in pairwise(row) if cell.strip() == label), "")
    return bool(beside) and not any(reading.quality == 1 for reading in read_heading(beside))


_NAME_PARTS = frozenset(("surname", "forename", "forenames", "first name", "last name", "family name", "given name"))


def _labelled_parts(cell: str) -> list[str]:
    """`Patient: SMITH, John  DOB: 01/03/2006` → its two labelled parts; a known label opens each."""
    known = row_words()
    labels = known.person_labels | known.adult_labels | known.detail_labels | known.agency_labels | known.author_labels
    parts, start = [], 0
    for match in re.finditer(r"\s*([:=])", cell):
        before = cell[start : match.start()]
        words = before.split()
        for length in range(min(4, len(words)), 0, -1):
            tail = " ".join(words[-length:])
            if fold_words(tail) in labels:
                cut = start + before.rfind(tail) if tail in before else match.start()
                if cell[start:cut].strip(" ,;|-–"):
                    parts.append(cell[start:cut].strip(" ,;|-–"))
                start = cut
                break
    parts.append(cell[start:].strip())
    return [part for part in parts if part]


def _split_label(cell: str) -> tuple[str, str]:
    match = _LABEL.match(cell)
    if not match:
        return "", ""
    return fold_words(match[1]), match[2].strip()
