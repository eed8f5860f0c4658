"""Cells and what they truly say. Enters: how a column is written and one contact. Leaves: a `Cell`, its value and its truth."""

from __future__ import annotations

import calendar
import random
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import yaml
from msgspec import Struct

from tests.evaluation.unseen_exports.people import ROLES, TITLES, Child, Contact

SENTENCES = yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text(encoding="utf-8"))
EPOCH = date(1899, 12, 30)  # day 0 of spreadsheet serials after February 1900
DATE_FIELDS = {"date": "happened", "date_end": "ended", "recorded": "entered", "time": "happened", "time_end": "ended"}
Value = str | int | date | datetime | time


class Reading(Struct, frozen=True):
    """The first and the last day a cell may speak of; `exact` where those very days are meant, else any stretch within."""

    first: date | None
    last: date | None
    exact: bool = True


class Column(Struct, frozen=True):
    """A column as a careful person reads it: what it means, what else it may be taken for, how its cells are written."""

    heading: str
    fields: tuple[str, ...]
    how: str

    @property
    def field(self) -> str:
        return self.fields[0]


class Cell(Struct, frozen=True):
    """What stands in the file, and what it says: a date, a time of day, people as (forename, surname)."""

    value: Value
    reading: Reading | None = None
    other_reading: Reading | None = None  # where the order of day and month cannot be told from the cell
    clock: str | None = None
    people: tuple[tuple[str, str], ...] = ()


def write_cell(column: Column, contact: Contact, chance: random.Random) -> Cell:
    """The cell of one record in one column."""
    how, name = column.how, DATE_FIELDS.get(column.field, "happened")
    if how.startswith("of "):
        _, name, how = how.split(" ", 2)
    moment = _moment(column.field, name, contact)
    if how == "vague":
        return _vague(moment.date(), chance)
    if how.startswith("excel") or how == "serial" or "%" in how:
        return _write_moment(moment, chance.choice(how.split(" ; ")))
    if column.field in ("name", "surname", "forename"):
        return _write_name(how, contact, chance)
    if column.field == "agency_id":
        return Cell(_number(how, contact.children[0].number))
    return Cell(_write_text(how, contact, chance))


def _moment(field: str, name: str, contact: Contact) -> datetime:
    if field == "born":
        return datetime.combine(contact.children[0].born, time())
    moment: datetime = getattr(contact, name)
    return moment


def _write_moment(moment: datetime, how: str) -> Cell:
    day, clock = moment.date(), moment.strftime("%H:%M")
    exact = Reading(day, day)
    if how == "excel":
        return Cell(day, exact)
    if how == "excel time":
        return Cell(moment.replace(second=0), exact, clock=clock)
    if how == "excel clock":
        return Cell(time(moment.hour, moment.minute), clock=clock)
    if how == "serial":
        return Cell((day - EPOCH).days, exact)
    timed = clock if "%H" in how or "%I" in how else None
    if "%d" not in how:
        return Cell(moment.strftime(how), clock=timed)
    swapped = None
    if day.day <= 12 and day.day != day.month and how[:2] in ("%d", "%m") and "%m" in how:
        other = date(day.year, day.day, day.month)
        swapped = Reading(other, other)
    return Cell(moment.strftime(how), exact, swapped, timed)


def _month(day: date, exact: bool = True) -> Reading:
    return Reading(day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1]), exact)


_VAGUE: tuple[Callable[[date], tuple[str, Reading]], ...] = (
    lambda day: (f"{day:%B %Y}", _month(day)),
    lambda day: (f"{day:%m/%Y}", _month(day)),
    lambda day: (f"{day:%Y}", Reading(date(day.year, 1, 1), date(day.year, 12, 31))),
    lambda day: (f"early {day:%B %Y}", _month(day, False)),
    lambda day: (f"late {day:%b %Y}", _month(day, False)),
    lambda day: (f"c. {day:%d/%m/%Y}", Reading(day - timedelta(days=31), day + timedelta(days=31), False)),
    lambda day: (
        f"w/c {day - timedelta(days=day.weekday()):%d/%m/%Y}",
        Reading(day - timedelta(days=day.weekday()), day + timedelta(days=6 - day.weekday()), False),
    ),
    lambda day: (f"{day:%d/%m/%Y} - {day + timedelta(days=2):%d/%m/%Y}", Reading(day, day + timedelta(days=2))),
    lambda day: (f"{day:%d/%m/%Y} or {day + timedelta(days=1):%d/%m/%Y}", Reading(day, day + timedelta(days=1))),
    lambda day: (f"Summer {day:%Y}", Reading(date(day.year, 4, 1), date(day.year, 9, 30), False)),
    lambda _: ("not known", Reading(None, None)),
    lambda _: ("date illegible", Reading(None, None)),
    lambda _: ("", Reading(None, None)),
)


def _vague(day: date, chance: random.Random) -> Cell:
    """Half of the cells are plain days, as in a real chronology."""
    if chance.random() < 0.5:
        return Cell(chance.choice([f"{day:%d/%m/%Y}", f"{day:%a} {day.day} {day:%B %Y}"]), Reading(day, day))
    written, reading = chance.choice(_VAGUE)(day)
    return Cell(written, reading)


def _write_name(how: str, contact: Contact, chance: random.Random) -> Cell:
    child = contact.children[0]
    whole = ((child.forename, child.surname),)
    if how.startswith("plain"):
        return Cell("", people=whole)  # the half that the column holds is put in by `name_part`
    if how == "several":
        listed = chance.choice((", ", " and ", "; ", "\n")).join(
            f"{one.forename} {one.surname}" for one in contact.children
        )
        return Cell(listed, people=tuple((one.forename, one.surname) for one in contact.children))
    if how == "Baby of":
        return Cell(f"Baby of {contact.adult} {child.surname}")
    if how == "initials":
        return Cell(f"{child.forename[0]}.{child.surname[0]}.")
    if how == "number - SURNAME Forename - born":
        return Cell(f"{child.number} - {child.surname.upper()} {child.forename} - {child.born:%d/%m/%Y}", people=whole)
    if how == "Title Surname":
        return Cell(f"{chance.choice(TITLES)} {child.surname}", people=(("", child.surname),))
    return Cell(_spell_child(how, child, chance), people=whole)


def _spell_child(how: str, child: Child, chance: random.Random) -> str:
    spelt = {
        "Forename Surname": f"{child.forename} {child.surname}",
        "Surname, Forename": f"{child.surname}, {child.forename}",
        "SURNAME, Forename": f"{child.surname.upper()}, {child.forename}",
        "SURNAME Forename": f"{child.surname.upper()} {child.forename}",
        "SURNAME FORENAME": f"{child.surname} {child.forename}".upper(),
        "Forename SURNAME": f"{child.forename} {child.surname.upper()}",
        "Title Forename Surname": f"{'Miss' if child.sex == 'F' else 'Master'} {child.forename} {child.surname}",
        "Forename Surname (Known as)": f"{child.forename} {child.surname}"
        + (f" ({child.known_as})" if chance.random() < 0.4 else ""),
    }
    return spelt[how]


def name_part(field: str, how: str, contact: Contact) -> str:
    """What stands in a forename or a surname column."""
    child = contact.children[0]
    part = child.forename if field == "forename" else child.surname
    return part.upper() if how.endswith("upper") else part


def _write_text(how: str, contact: Contact, chance: random.Random) -> str:
    child = contact.children[0]
    if how.startswith("pick "):
        return "" if chance.random() < 0.06 else chance.choice(how[5:].split("; "))
    if how.startswith("number "):
        return _number(how, chance.randrange(10**9, 10**10))
    if how.startswith("text"):
        return _write_narrative(how, contact, chance)
    simple = {
        "blank": "",
        "address": child.address,
        "postcode": child.postcode,
        "sex": child.sex,
        "upn": child.upn,
        "age": str((contact.happened.date() - child.born).days // 365),
        "nhs": child.nhs_number,
        "nhs spaced": f"{child.nhs_number[:3]} {child.nhs_number[3:6]} {child.nhs_number[6:]}",
        "collar": f"{chance.choice(['PC', 'PS', 'DC'])} {chance.randint(100, 9999)} {contact.worker[1]}",
    }
    return simple[how] if how in simple else _spell_worker(how, contact.worker, chance)


def _number(how: str, digits: int) -> str:
    """`number 6` is six digits, `number P 6` has a prefix."""
    *prefix, length = how.split(" ")[1:]
    return "".join(prefix) + str(digits)[-int(length) :]


def _write_narrative(how: str, contact: Contact, chance: random.Random) -> str:
    filled = {
        "name": contact.children[0].forename,
        "other": chance.choice(("Kai", "Lena")),
        "adult": contact.adult,
    }
    if how == "text short":
        return "" if chance.random() < 0.06 else str(chance.choice(SENTENCES["short"]))
    told = [sentence.format(**filled) for sentence in chance.sample(SENTENCES["long"], chance.randint(1, 5))]
    if how == "text lines":
        return "\n".join(told)
    return " ".join(told).upper() if how == "text upper" else " ".join(told)


def _spell_worker(how: str, worker: tuple[str, str], chance: random.Random) -> str:
    forename, surname = worker
    spelt = {
        "Forename Surname": f"{forename} {surname}",
        "Surname, Forename": f"{surname}, {forename}",
        "Surname, Forename (Role)": f"{surname}, {forename} ({chance.choice(ROLES)})",
        "Forename Surname (Role)": f"{forename} {surname} ({chance.choice(ROLES)})",
        "Title Surname": f"{chance.choice(TITLES)} {surname}",
        "Title Forename Surname": f"{chance.choice(TITLES)} {forename} {surname}",
        "Surname Initial": f"{surname} {forename[0]}",
        "Forename S.": f"{forename} {surname[0]}.",
        "Forename": forename,
    }
    return spelt[how]
