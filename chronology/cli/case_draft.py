"""The first draft of a case file. Enters: what a run without a case file found out. Leaves: its text, and who is suggested.

Every guess stands beside the ground it rests on; what has no ground stands behind a `#`, so that it stays a question. Reading
the exports and writing the file are for `new`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from textwrap import wrap

from msgspec import Struct
from msgspec.structs import replace

from chronology.case import NATIONS, SECTORS
from chronology.compose.words import count_of
from chronology.definitions import as_scalar
from chronology.model import Issue, Source, Subject, When
from chronology.pipeline import PERSON_FIELDS
from chronology.report import Report

MOST_SUGGESTED = 12  # people behind a `#`; an area's export holds thousands
MOST_CHILDREN = 6  # who seem to be subjects; where more are met alike, none of them stands out
EQUAL_SHARE = 0.5  # of the first child's records, from which a child met in as many files counts as a subject too
PARENT_YEARS = 14  # older than the child by as much, a person is suggested as a parent and not as a sibling

_HEAD = """\
# A draft, made by `chronology new` from the exports in this folder. Everything in it is a guess until you have checked it:
# the remark at each place says what it rests on. What stands behind a # is not read; take the # away to use it.
schema: 1
title: Chronology  # printed at the head of every page
"""
_NATION = f"""
# Please state it: the nation chooses the rules and the bank holidays. Until you do, England's are used and every run says so.
# nation: england  # one of: {", ".join(NATIONS)}
"""
_NOBODY = """
# Nobody in these exports stands out as the child. Write down who the case is about:
# subjects:
#   - {id: child_1, name: Forename Surname, born: 2006-03-01, role: child}
"""
_OTHERS = """\
  # Others in the records who may belong to the household. Take the # away where one does, and correct the role.
"""
_MET_MOST = """\
  # Those who were met most, should the child be among them. Take the # away, and correct the role.
"""
_SECTORS = "\n# ".join(wrap(f"The sectors are {', '.join(SECTORS)}.", 110))
_SOURCES = f"""
# One block for each file. The agency and the sector decide which rules can be put to its records.
# {_SECTORS}
sources:
"""
_DECISIONS = """
# Your decisions on who a record is about, one line each. `chronology subjects` shows the records that wait for one.
# links:
#   - {source: exports/file.csv, row: 14, subject: child_1, decided_by: "Your name", on: 2026-01-31, why: "…"}
"""


class Person(Struct, frozen=True):
    """Somebody met in the exports: in how many records, of how many files."""

    subject: Subject
    records: int
    files: int


class People(Struct, frozen=True):
    """`children` seem to be the subjects of the case, `others` may belong to them; `left_out` more were met."""

    children: tuple[Person, ...]
    others: tuple[Person, ...]
    left_out: int


def find_people(report: Report) -> People:
    """Who seems to be the subject of the case, and who may belong to them, of the people worked out from the records."""
    met: dict[str, set[tuple[str, str | None, int]]] = defaultdict(set)
    for link in report.links:
        if link.standing != "possible":
            place = link.provenance
            met[link.subject].add((place.source, place.sheet, place.row))
    people = [
        Person(_by_name(subject), len(met[subject.id]), len({source for source, _, _ in met[subject.id]}))
        for subject in report.subjects
    ]
    people.sort(key=lambda one: (-_standing(one), -one.records, one.subject.id))
    possible = [one for one in people if one.subject.role == "child" and " " in one.subject.name]
    children = [
        one
        for one in possible
        if _standing(one) == _standing(possible[0]) and one.records >= possible[0].records * EQUAL_SHARE
    ]
    if len(children) > MOST_CHILDREN:
        children = []
    # Who bears the name of somebody with a date of birth is most likely them, met without it.
    dated = {one.subject.name.casefold() for one in people if one.subject.born}
    named = [
        one
        for one in people
        if one not in children
        and one.subject.name.strip()
        and (one.subject.born or one.subject.name.casefold() not in dated)
    ]
    others = [one for one in named if not children or one.files > 1 or _is_kin(one.subject, children)]
    others = others[:MOST_SUGGESTED]
    return People(tuple(children), tuple(others), len(people) - len(children) - len(others))


def _by_name(subject: Subject) -> Subject:
    """The subject under a name: an export that gives its number alone may have named them so, whatever the others say."""
    names = [name for name in (subject.name, *subject.also_known_as) if any(map(str.isalpha, name))]
    once = list({name.casefold(): name for name in reversed(names)}.values())[::-1]
    return replace(subject, name=once[0], also_known_as=tuple(once[1:])) if once else subject


def _standing(person: Person) -> int:
    """How far somebody stands out: the files that name them, a known date of birth counting as one more."""
    return person.files + (person.subject.born is not None)


def draft_case(report: Report, people: People, nation: str | None) -> str:
    """The text of a case file for what `report` found without one. It loads as it stands."""
    parts = [_HEAD, f"nation: {nation}\n" if nation else _NATION, _scope(report), _subjects(people), _SOURCES]
    parts += [_source(report, source, people) for source in report.sources]
    return "".join((*parts, _DECISIONS))


def names_nobody(source: Source) -> bool:
    """Whether an export with records says nowhere whom they are about."""
    return source.account.records > 0 and not any(
        one.person or any(column.field in PERSON_FIELDS for column in one.columns) for one in source.recognitions
    )


def _surname(subject: Subject) -> str:
    return subject.name.split()[-1].casefold() if " " in subject.name.strip() else ""


def _is_kin(subject: Subject, children: Sequence[Person]) -> bool:
    """Whether somebody shares a surname or a postcode with a child of the case."""
    return any(
        (_surname(subject) and _surname(subject) == _surname(child.subject))
        or (subject.postcode and subject.postcode == child.subject.postcode)
        for child in children
    )


def _scope(report: Report) -> str:
    days = [source.covers for source in report.sources if source.covers]
    if not days:
        return ""
    first, last = min(one.first for one in days), max(one.last for one in days)
    return (
        "\n# The period under review. Without it every record is shown; these are the first and the last day in the exports.\n"
        f"# scope: {{from: {first}, to: {last}}}\n"
    )


def _subjects(people: People) -> str:
    if not people.children:
        return _NOBODY + _suggestions(people)
    lines = ["", "subjects:"]
    follows = f"; the next person in {_met(people.others[0])}" if people.others else ""
    for number, child in enumerate(people.children, 1):
        lines.append(f"  # Taken to be who the case is about: met in {_met(child)}{follows}.")
        lines += _subject(child.subject, f"child_{number}", "child")
    return "\n".join(lines) + "\n" + _suggestions(people)


def _suggestions(people: People) -> str:
    """The others behind a `#`, each with the ground of the role suggested."""
    text = "" if not people.others else _OTHERS if people.children else _MET_MOST
    for number, one in enumerate(people.others, 1):
        role, grounds = _guess_role(one, people.children)
        text += f"  # Met in {_met(one)}{grounds}:\n"
        text += "".join(f"  # {line[2:]}\n" for line in _subject(one.subject, f"person_{number}", role))
    if people.left_out:
        left_out = count_of(people.left_out, "more person was", "more people were")
        text += f"  # {left_out} met in the records.\n"
    return text


def _met(person: Person) -> str:
    return f"{count_of(person.records, 'record')} of {count_of(person.files, 'file')}"


def _subject(subject: Subject, name: str, role: str) -> list[str]:
    lines = [f"  - id: {name}", f"    name: {as_scalar(subject.name)}"]
    if subject.also_known_as:
        lines.append(f"    also_known_as: [{', '.join(map(as_scalar, subject.also_known_as))}]")
    lines.append(f"    born: {_born(subject.born)}" if _born(subject.born) else "    # born:  # not in the records")
    lines.append(f"    role: {role}")
    numbers = [
        f"{key}: {as_scalar(subject.identifiers[key])}" for key in ("nhs_number", "upn") if subject.identifiers.get(key)
    ]
    if numbers:
        lines.append(f"    identifiers: {{{', '.join(numbers)}}}")
    return lines


def _born(born: When | None) -> str:
    """The date of birth as a case file takes it; empty for one that is not a day, a month or a year."""
    if born is None or born.first is None:
        return ""
    lengths = {"day": 10, "month": 7, "year": 4}
    return born.first.isoformat()[: lengths.get(born.precision, 0)]


def _guess_role(one: Person, children: Sequence[Person]) -> tuple[str, str]:
    """The role to suggest and what it rests on."""
    if not children:
        return one.subject.role, ""
    grounds = ""
    if same := _child_ids(one.subject, children):
        grounds += f"; the surname of {same}"
    own, others = _first_day(one.subject), [day for child in children if (day := _first_day(child.subject))]
    if own and others:
        if own in others:
            return "sibling", f"{grounds}; the same date of birth: a twin, or the same child under another name"
        years = (min(others) - own).days / 365.25
        if years >= PARENT_YEARS:
            return "parent", f"{grounds}; born {years:.0f} years before"
        grounds += "; close in age" if years > -PARENT_YEARS else f"; born {-years:.0f} years after"
        return ("sibling" if _is_kin(one.subject, children) else "other"), grounds
    if one.subject.role != "child":
        return "other", f"{grounds}; grown up at the time of the records"
    return "other", f"{grounds}; no date of birth to tell the age by"


def _child_ids(subject: Subject, children: Sequence[Person]) -> str:
    same = [
        f"child_{number}" for number, child in enumerate(children, 1) if _surname(child.subject) == _surname(subject)
    ]
    return " and ".join(same)


def _first_day(subject: Subject) -> date | None:
    return subject.born.first if subject.born else None


def _source(report: Report, source: Source, people: People) -> str:
    lines = [f"  - path: {as_scalar(source.path)}  # {count_of(source.account.records, 'record')}"]
    lines += [f"    # {' '.join(found.message.split())}" for found in _troubles(report, source)]
    lines.append(_agency(source))
    lines.append(_sector(source))
    if source.covers:
        lines.append(
            f"    # covers: {{from: {source.covers.first}, to: {source.covers.last}}}"
            "  # first and last record: the agency may have searched more or fewer days"
        )
    if names_nobody(source) and people.children:
        lines.append("    # subject: child_1  # the export names nobody: is all of it about this child?")
    return "\n".join(lines) + "\n"


def _troubles(report: Report, source: Source) -> list[Issue]:
    """What keeps the file as a whole from being read."""
    return [one for one in report.issues if one.source == source.path and one.level == "error" and one.row is None]


def _agency(source: Source) -> str:
    columns = [column for one in source.recognitions for column in one.columns if column.field == "agency"]
    if columns:
        heading = as_scalar(columns[0].heading)
        return f"    # agency: {as_scalar(source.agency)}  # not needed: each record names its own, under {heading}"
    if any(one.agency for one in source.recognitions):
        return f"    agency: {as_scalar(source.agency)}  # named above the records"
    return f"    # agency: {as_scalar(source.agency)}  # not named in the file; this is only the file's name"


def _sector(source: Source) -> str:
    told = next((one for one in source.recognitions if one.sector), None)
    if told is None:
        return "    # sector: other  # could not be told"
    if told.profile:
        return f"    sector: {source.sector}  # its headings are those of the profile {as_scalar(told.profile)}"
    return f"    sector: {source.sector}  # by words in its name, its agency and its headings"
