"""A made-up area whose truth is known: households with brothers, sisters and twins, known to agencies that make mistakes.

Enters: how many children and records, and a seed. Leaves: a LabelledSet. Rates of mistakes are round figures, each named; they
are harsher than those of real registers, so that the hard cases turn up in an area small enough to run. Events are made
directly: reading files is not what is measured.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

from chronology.model import Event, Mention, Provenance, When
from tests.benchmarks.make_area import FORENAMES, STREETS, SURNAME_ENDS, SURNAME_STARTS, nhs_number
from tests.evaluation.linkage_sets import UNKNOWN, LabelledSet

MORE_FORENAMES = (
    "Aaliyah Abdul Ahmed Alexander Alice Amina Amira Anya Benjamin Beth Bilal Bronwen Caitlin Cameron Cerys Charlotte Christopher "
    "Daniyal Dominik Dylan Eilidh Eleanor Elizabeth Emmanuel Esther Ewan Farah Finn Gabriela Gethin Hafsa Hamish Harriet Imogen "
    "Iqra Jasmine Jessica Joshua Katherine Kwame Laila Lewis Lucas Luca Mahnoor Marcus Matilda Matthew Maya Mohammed Musa Nadia "
    "Niamh Ollie Orla Patrick Peter Priya Rebecca Rhys Robert Rowan Saira Samuel Sean Simran Stefan Tamara Thomas Victoria "
    "William Xavier Yasmin Zachary Zainab"
).split()
TWIN_NAMES = (
    ("Kayden", "Jayden"), ("Maya", "Mya"), ("Amina", "Amira"), ("Luca", "Lucas"), ("Ella", "Ellie"), ("Aaron", "Arran"),
    ("Hassan", "Hussain"), ("Tia", "Mia"), ("Jake", "Jack"), ("Lily", "Lilly-Mae"), ("Faith", "Fatima"), ("Owen", "Ewan"),
)  # fmt: skip
SHORT = {
    "Alexander": "Alex",
    "Benjamin": "Ben",
    "Katherine": "Kate",
    "Elizabeth": "Lizzie",
    "Thomas": "Tom",
    "William": "Will",
}
SPELT = {
    "Mohammed": "Muhammad",
    "Zainab": "Zaynab",
    "Yusuf": "Yousef",
    "Sean": "Shaun",
    "Niamh": "Neave",
    "Aisha": "Ayesha",
}
AGENCIES = ("GP", "School", "Social care", "Hospital", "Police", "Health visiting", "Youth service")
KNOWS_NHS_NUMBER = {"GP": 0.95, "Hospital": 0.85, "Health visiting": 0.9, "Social care": 0.4}
TWIN_BIRTHS = 0.03  # of births in a household, with near names half of the time
TYPING_SLIP, SHORT_NAME, PLACEHOLDER, WRONG_DAY, NO_DAY, SIBLINGS_NUMBER, MOVED = (
    0.02,
    0.05,
    0.01,
    0.015,
    0.02,
    0.003,
    0.2,
)
WRITTEN_ANEW = 0.06  # of the further records of a child that an agency holds: most are copied from the first


class Child(dict[str, str]):
    """What is true of one child: forename, surname, nhs, home, second_home, household, and the day of birth in ISO form."""


def make_labelled_area(children: int, records: int, seed: int) -> LabelledSet:
    """So many children in households, and so many records of them at the agencies that know each."""
    chance = random.Random(seed)
    families = make_families(children, chance)
    households: dict[str, list[Child]] = {}
    for child in families:
        households.setdefault(child["household"], []).append(child)
    files: list[tuple[int, str, str, Mention]] = []
    for number, child in enumerate(families):
        for agency in chance.sample(AGENCIES, chance.choice((1, 2, 2, 3, 3, 4))):
            own = f"{agency[:2].upper()}{len(files):06}"
            files.append((number, agency, own, write(child, households[child["household"]], agency, own, chance)))
    ids, events, people = [], [], []
    for row in range(records):
        number, agency, own, mention = files[row] if row < len(files) else chance.choice(files)
        if row >= len(files) and chance.random() < WRITTEN_ANEW:
            child = families[number]
            mention = write(child, households[child["household"]], agency, own, chance)
        ids.append(f"r{row}")
        people.append(str(number))
        events.append(Event("", Provenance("area.csv", None, row + 2), UNKNOWN, agency, "other", mentions=(mention,)))
    homes = {str(number): child["household"] for number, child in enumerate(families)}
    return LabelledSet(f"made-up area, seed {seed}", ids, events, people, homes)


def make_families(count: int, chance: random.Random) -> list[Child]:
    """Children in households: brothers and sisters share surname and home, twins the day of birth too."""
    made: list[Child] = []
    names = [*FORENAMES, *MORE_FORENAMES]
    household = 0
    while len(made) < count:
        household += 1
        surname = chance.choice(SURNAME_STARTS) + chance.choice(SURNAME_ENDS)
        homes = [make_home(chance), make_home(chance)]
        born = date(2004, 1, 1) + timedelta(chance.randrange(6000))
        used: set[str] = set()
        for _ in range(chance.choices((1, 2, 3, 4, 5), (40, 36, 15, 6, 3))[0]):
            together = [chance.choice([name for name in names if name not in used])]
            if chance.random() < TWIN_BIRTHS:
                near = [pair for pair in TWIN_NAMES if used.isdisjoint(pair)]
                together = list(chance.choice(near)) if near and chance.random() < 0.5 else chance.sample(names, 2)
            for forename in together:
                used.add(forename)
                made.append(
                    Child(
                        forename=forename,
                        surname=surname,
                        born=born.isoformat(),
                        nhs=nhs_number(chance),
                        home=homes[0],
                        second_home=homes[1] if chance.random() < MOVED else homes[0],
                        household=str(household),
                    )
                )
            born += timedelta(chance.randrange(330, 1400))
    return made[:count]


def make_home(chance: random.Random) -> str:
    """House, street and postcode, with a bar between address and postcode."""
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    street = f"{chance.choice(SURNAME_STARTS)}{chance.choice(SURNAME_ENDS)} {chance.choice(STREETS)}"
    code = f"{chance.choice(('LS', 'BD', 'HX'))}{chance.randrange(1, 29)} {chance.randrange(1, 10)}"
    return f"{chance.randrange(1, 190)} {street} Road|{code}{chance.choice(letters)}{chance.choice(letters)}"


def write(child: Child, household: list[Child], agency: str, own: str, chance: random.Random) -> Mention:
    """The child as this agency writes them down, mistakes included."""
    forename, surname = child["forename"], child["surname"]
    if chance.random() < SHORT_NAME:
        forename = SHORT.get(forename, SPELT.get(forename, forename))
    if chance.random() < PLACEHOLDER and agency in ("Hospital", "Health visiting"):
        forename = chance.choice(("Baby", "Infant", "Baby boy", "Not known"))
    forename, surname = slip(forename, chance), slip(surname, chance)
    number = child["nhs"] if chance.random() < KNOWS_NHS_NUMBER.get(agency, 0.02) else ""
    if number and chance.random() < SIBLINGS_NUMBER:
        family = [one for one in household if one is not child]
        number = chance.choice(family)["nhs"] if family else number
    address, _, postcode = chance.choice((child["home"], child["second_home"])).partition("|")
    return Mention(
        "", forename=forename, surname=surname, born=write_birth(date.fromisoformat(child["born"]), chance),
        nhs_number=number, agency_id=own, address=address, postcode=postcode,
    )  # fmt: skip


def write_birth(day: date, chance: random.Random) -> When | None:
    draw = chance.random()
    if draw < NO_DAY:
        return None
    if draw < NO_DAY + WRONG_DAY:
        swapped = date(day.year, day.day, day.month) if day.day <= 12 else day
        day = chance.choice((swapped, day + timedelta(1), day + timedelta(10), day.replace(day=1)))
    return When(day.isoformat(), day, day, "day", edtf=day.isoformat())


def slip(word: str, chance: random.Random) -> str:
    if len(word) < 4 or chance.random() >= TYPING_SLIP:
        return word
    place = chance.randrange(1, len(word) - 1)
    letter = chance.choice("aeilnorst")
    kinds = (
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place:],
        word[:place] + word[place + 1] + word[place] + word[place + 2 :],
    )
    return chance.choice(kinds)
