"""A made-up area: children in households, known to several agencies, each with an export of its own form.

`python -m tests.benchmarks.make_area FOLDER --children 20000 --records 100000 --seed 1` writes one CSV file an agency, and
with `--case` a case.yaml that registers the first household.
"""

from __future__ import annotations

import argparse
import csv
import random
from datetime import date, timedelta
from pathlib import Path

FORENAMES = (
    "Amelia Olivia Isla Ava Ivy Freya Lily Florence Mia Willow Rosie Sophia Isabella Grace Daisy Poppy Elsie Sienna Ella "
    "Evelyn Aisha Zara Maryam Fatima Chloe Jessica Hannah Ruby Megan Katie Noah Oliver George Arthur Muhammad Leo Harry "
    "Oscar Archie Henry Theo Charlie Jack Alfie Freddie Jacob Thomas Finley Isaac Logan Yusuf Ibrahim Daniel Samuel Joseph "
    "Ryan Callum Connor Liam Kieran Tyler Jayden Kayden Ethan Nathan Adam Omar Hamza Kacper Jakub Mateusz Zofia Maja Lena"
).split()
SURNAME_STARTS = (
    "Ash Barn Black Brad Brook Burn Clay Comp Cran Dal Den East Ed Fair Farn Ford Glad Gold Green Hal Ham Hart Hat Haw "
    "Hol Kings Lang Lin Long Mar Mel Mil New Nor Oak Pen Rad Red Rush Sand Shel Stan Sut Thorn Wal Ward West Whit Win Wood"
).split()
SURNAME_ENDS = (
    "ford ton ham ley field well wick worth by den ridge stone man smith house gate brook hurst bury combe".split()
)
STREETS = (
    "Mill Church Station Victoria Park Albert School Grove Chapel Queens Windsor Manor Highfield Meadow Orchard".split()
)

NOTES = {
    "gp": (
        "Seen with mother. Cough for three days, chest clear, advice given.",
        "Seen with father. Rash on trunk, blanching, viral. Reassured.",
        "Bruise to left shin, fell off scooter yesterday. No concerns about handling.",
        "Did not attend immunisation appointment. Letter sent.",
        "Telephone call from mother about eczema cream, prescription issued.",
    ),
    "hospital": (
        "Attended ED with mother following fall from sofa. Small laceration to forehead, glued and discharged home.",
        "Attended by ambulance with febrile convulsion, admitted to ward for observation.",
        "Fracture clinic review, plaster removed. Discharged from clinic.",
        "Was not brought to outpatient appointment. Second appointment offered.",
    ),
    "social_care": (
        "Home visit. Child seen and spoken to alone in bedroom. Home conditions adequate.",
        "Telephone call to school to check attendance. No concerns raised.",
        "Core group meeting held at school. Mother and health visitor attended.",
        "Announced visit. No reply at the door, card left.",
        "Referral received from school about bruising to upper arm. Passed to the assessment team.",
    ),
    "police": (
        "Officers attended a verbal argument between the parents. Children seen asleep and well. Notification sent.",
        "Report of missing child, found at a friend's house two hours later.",
        "Called to a disturbance in the street, no offences disclosed.",
    ),
    "school": (
        "Came to school tired and hungry. Breakfast given. Concern logged with safeguarding lead.",
        "Absent without a reason, text sent to parent.",
        "Parents' evening attended by both parents, good progress.",
        "Scratch to cheek, says the cat did it.",
    ),
    "health_visiting": (
        "Home visit for developmental review. Weight on 25th centile. Mother appears well supported.",
        "Attended clinic for weighing, weight gain steady.",
        "No access visit, card left with contact number.",
    ),
    "housing": (
        "Repairs visit to boiler, work completed.",
        "Rent arrears letter sent. Payment plan agreed with tenant.",
        "Complaint of noise from neighbour, advice given.",
    ),
}
EXPORTS = {
    "gp": ("gp_journal.csv", ("Consultation Date", "Patient Name", "DOB", "NHS No", "Consultation Notes", "Clinician")),
    "hospital": ("ed_attendances.csv", ("Att Date/Time", "Forename", "Surname", "Date of Birth", "NHS Number", "Clinical Notes")),
    "social_care": ("case_notes.csv", ("Contact Date", "Person ID", "Person Name", "Birth Date", "Contact Type", "Details", "Worker")),
    "police": ("occurrences.csv", ("Occurrence No", "Date/Time From", "Subject", "DOB", "Address", "Summary")),
    "school": ("incident_log.csv", ("Date", "Pupil Name", "Date of Birth", "Incident", "Action Taken", "Recorded By")),
    "health_visiting": ("hv_records.csv", ("Date of Contact", "Child's Name", "D.O.B.", "NHS Number", "Record Entry")),
    "housing": ("tenancy_notes.csv", ("Note Date", "Household Member", "Address", "Postcode", "Note")),
}  # fmt: skip
FIRST_DAY, LAST_DAY = date(2015, 1, 1), date(2020, 12, 31)


def nhs_number(chance: random.Random) -> str:
    """A number in the range that is never issued, with a right check digit."""
    while True:
        digits = [9, 9, 9] + [chance.randrange(10) for _ in range(6)]
        check = 11 - sum(digit * (10 - place) for place, digit in enumerate(digits)) % 11
        if check != 10:
            return "".join(map(str, digits)) + str(check % 11)


def make_children(count: int, chance: random.Random) -> list[dict[str, object]]:
    children: list[dict[str, object]] = []
    household = 0
    while len(children) < count:
        household += 1
        surname = chance.choice(SURNAME_STARTS) + chance.choice(SURNAME_ENDS)
        address = f"{chance.randrange(1, 200)} {chance.choice(STREETS)} {chance.choice(('Road', 'Street', 'Close'))}"
        postcode = f"LS{chance.randrange(1, 28)} {chance.randrange(1, 10)}{chance.choice('ABDEFGHJ')}{chance.choice('ABDEFGHJ')}"
        born = date(2006, 1, 1) + timedelta(chance.randrange(4000))
        used: set[str] = set()
        for _ in range(chance.choices((1, 2, 3, 4), (45, 36, 14, 5))[0]):
            forename = chance.choice([name for name in FORENAMES if name not in used])
            used.add(forename)
            children.append(
                {
                    "forename": forename,
                    "surname": surname,
                    "born": born,
                    "nhs": nhs_number(chance),
                    "address": address,
                    "postcode": postcode,
                    "household": household,
                    "id": f"P{len(children):06d}",
                }
            )
            born += timedelta(chance.randrange(330, 1500))
    return children[:count]


def make_note(agency: str, forename: str, chance: random.Random) -> str:
    """A narrative of about 160 characters, hardly ever the same twice."""
    adult = chance.choice(("mother", "father", "grandmother", "step-father", "foster carer", "aunt"))
    small_talk = chance.choice(
        (
            f"{forename} was {chance.choice(('cheerful', 'quiet', 'sleepy', 'chatty', 'shy'))} and stayed close to {adult}.",
            f"Weight {chance.randrange(60, 400) / 10} kg, {chance.choice(('unchanged', 'up a little', 'down a little'))}.",
            f"Spoke with {adult} for {chance.randrange(5, 60)} minutes about {chance.choice(('sleep', 'money', 'school'))}.",
            f"{adult.capitalize()} asked about {chance.choice(('housing', 'nursery', 'benefits', 'diet'))} for {forename}.",
        )
    )
    return f"{chance.choice(NOTES[agency])} {small_talk} Next contact in {chance.randrange(2, 12)} weeks."


def make_row(agency: str, child: dict[str, object], chance: random.Random) -> tuple[str, ...]:
    day = FIRST_DAY + timedelta(chance.randrange((LAST_DAY - FIRST_DAY).days))
    time = f"{chance.randrange(8, 20):02d}:{chance.randrange(60):02d}"
    born = child["born"]
    assert isinstance(born, date)
    forename, surname, nhs = str(child["forename"]), str(child["surname"]), str(child["nhs"])
    if chance.random() < 0.03:
        place = chance.randrange(1, len(surname))
        surname = surname[: place - 1] + surname[place:]
    note = make_note(agency, forename, chance)
    british = f"{day:%d/%m/%Y}"
    return {
        "gp": (british, f"{surname.upper()}, {forename}", f"{born:%d/%m/%Y}", nhs, note, "Dr A"),
        "hospital": (f"{british} {time}", forename, surname, f"{born:%d-%b-%Y}", nhs, note),
        "social_care": (british, str(child["id"]), f"{forename} {surname}", f"{born:%d.%m.%Y}", "Case note", note, "SW"),
        "police": (f"OC/{chance.randrange(10**6)}", f"{day:%Y-%m-%d}T{time}", f"{surname.upper()} {forename}", f"{born:%d/%m/%Y}", str(child["address"]), note.upper()),
        "school": (british, f"{forename} {surname}", f"{born:%d/%m/%Y}", note, "", "Class teacher"),
        "health_visiting": (british, f"{forename} {surname}", f"{born:%d/%m/%y}", nhs, note),
        "housing": (british, f"{forename} {surname}", str(child["address"]), str(child["postcode"]), note),
    }[agency]  # fmt: skip


def make_area(folder: Path, children: int, records: int, seed: int, with_case: bool = False) -> None:
    """Writes the exports, and with `with_case` a case file that registers the first household."""
    chance = random.Random(seed)
    people = make_children(children, chance)
    folder.mkdir(parents=True, exist_ok=True)
    rows: dict[str, list[tuple[str, ...]]] = {agency: [] for agency in EXPORTS}
    for number in range(records):
        agency = chance.choice(list(EXPORTS))
        rows[agency].append(make_row(agency, people[number % children], chance))
    for agency, (name, headings) in EXPORTS.items():
        with (folder / name).open("w", newline="", encoding="utf-8") as stream:
            writer = csv.writer(stream)
            writer.writerow(headings)
            writer.writerows(rows[agency])
    if with_case:
        family = [child for child in people if child["household"] == 1]
        lines = ["schema: 1", "title: A made-up case", "nation: england", "subjects:"]
        for position, child in enumerate(family):
            lines.append(f"  - id: child_{position + 1}")
            lines.append(f"    name: {child['forename']} {child['surname']}")
            lines.append(f"    born: {child['born']}")
            lines.append(f"    role: {'child' if position == 0 else 'sibling'}")
        (folder / "case.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--children", type=int, default=20_000)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--case", action="store_true")
    chosen = parser.parse_args()
    make_area(chosen.folder, chosen.children, chosen.records, chosen.seed, chosen.case)


if __name__ == "__main__":
    main()
