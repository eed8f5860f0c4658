"""Invented people and contacts. Enters: a source of chance. Leaves: `Child`, `Contact` values; nobody here ever lived."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

from msgspec import Struct

FORENAMES = (
    "Tegan Rhys Priya Callum Zofia Omari Niamh Euan Farida Jaxon Mei Kacper Ottilie Deon Siân Hamza Bronwyn Teodor Ayesha "
    "Lorcan Esme Tyrone Anoushka Fergus Chloe-Mae Jean-Luc Ngozi Idris"
).split()
SURNAMES = (
    (
        "Whitcombe O'Rourke McAllister Okonkwo Featherstone-Hay Nowak Rahman Penhaligon Dhillon Tranter Vâlcan Ap Fitzgibbon "
        "Sherratt Osei Kowalczyk Lightbody Mistry Garvey Haldane Stapleford Quigley"
    )
    .replace("Ap ", "")
    .split()
)
GROWN_UPS = "Karen Wayne Denise Sanjay Moira Lee Gavin Patience Yusuf Donna Hilary Craig Bernadette Pavel Ruth".split()
TITLES = ("Mr", "Mrs", "Miss", "Ms", "Dr")
ROLES = ("Social Worker", "Health Visitor", "Staff Nurse", "Team Manager", "Student SW", "Midwife")
STREETS = ("Calder Walk", "Marsh Lane", "The Crescent", "Viaduct Road", "Orchard Close")
EARLIEST, LATEST = 1999, 2025


class Child(Struct, frozen=True):
    """A child as an agency knows one."""

    forename: str
    surname: str
    known_as: str
    born: date
    sex: str
    nhs_number: str
    upn: str
    address: str
    postcode: str
    number: int


class Contact(Struct, frozen=True):
    """One thing that happened; the days after `happened` are those on which something was done with its record."""

    children: tuple[Child, ...]
    adult: str
    worker: tuple[str, str]
    happened: datetime
    ended: datetime
    entered: datetime
    modified: datetime
    review: datetime
    closed: datetime


def invent_children(chance: random.Random, how_many: int, year: int) -> list[Child]:
    """Children of a case that begins in `year`; two of three share a surname."""
    family = chance.choice(SURNAMES)
    forenames = chance.sample(FORENAMES, how_many)
    children = []
    for forename in forenames:
        born = date(year - chance.randint(1, 9), 1, 1) + timedelta(days=chance.randrange(365))
        children.append(
            Child(
                forename=forename,
                surname=family if chance.random() < 0.67 else chance.choice(SURNAMES),
                known_as=chance.choice([forename[:3], chance.choice(FORENAMES)]),
                born=born,
                sex=chance.choice("MF"),
                nhs_number=_nhs_number(chance),
                upn="ABCDEFGH"[chance.randrange(8)] + "".join(chance.choices("0123456789", k=12)),
                address=f"{chance.randint(1, 140)} {chance.choice(STREETS)}",
                postcode=f"{chance.choice(['ZX', 'QV'])}{chance.randint(1, 19)} {chance.randint(1, 9)}AB",
                number=chance.randrange(10**9, 10**10),
            )
        )
    return children


def invent_contacts(chance: random.Random, children: list[Child], how_many: int, year: int) -> list[Contact]:
    """Contacts over about two years, in order, none of them at the same minute of the same day."""
    minutes = sorted(chance.sample(range(1, 720 * 24 * 60), how_many))
    contacts = []
    for minute in minutes:
        happened = datetime(year, 1, 3) + timedelta(minutes=minute)
        entered = happened + timedelta(days=chance.randint(0, 6), minutes=chance.randint(5, 300))
        contacts.append(
            Contact(
                children=tuple(chance.sample(children, min(len(children), chance.choice((1, 1, 1, 2, 3))))),
                adult=chance.choice(GROWN_UPS),
                worker=(chance.choice(GROWN_UPS), chance.choice(SURNAMES)),
                happened=happened,
                ended=happened + timedelta(minutes=chance.randint(10, 240)),
                entered=entered,
                modified=entered + timedelta(days=chance.randint(1, 90)),
                review=happened + timedelta(days=chance.randint(5, 30)),
                closed=happened + timedelta(days=chance.randint(10, 60)),
            )
        )
    return contacts


def _nhs_number(chance: random.Random) -> str:
    """A number with its right check digit, modulo 11 as the NHS data dictionary has it."""
    while True:
        digits = [chance.choice((4, 6, 7)), *(chance.randrange(10) for _ in range(8))]
        check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True)) % 11
        if check != 10:
            return "".join(map(str, digits)) + str(check % 11)
