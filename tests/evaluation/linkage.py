"""How well people are told apart without a register, measured on records whose truth is known.

usage: python tests/evaluation/linkage.py RECORDS.csv TRUTH.csv [--wrong]

RECORDS.csv holds one mention a row and a column unique_id; TRUTH.csv the columns unique_id, entity_id and, where children
live in households, true_household. Counted are silent merges alone (confirmed and probable); `--wrong` prints
the records of clusters that hold two people.
"""

from __future__ import annotations

import csv
import resource
import sys
import time
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from chronology.linking import link
from chronology.model import Event, Mention, Provenance, When

FIELDS = {
    "forename": ("forename", "first_name", "given_name"),
    "surname": ("surname", "last_name", "family_name"),
    "born": ("dob", "date_of_birth", "born"),
    "sex": ("sex", "gender"),
    "nhs_number": ("nhs", "nhs_number"),
    "upn": ("upn",),
    "agency_id": ("local_id", "agency_id", "soc_sec_id", "email"),
    "agency": ("agency",),
    "address": ("address", "address_1", "city"),
    "house": ("street_number",),
    "postcode": ("postcode",),
    "written": ("written", "name"),
    "also": ("also_known_as",),
    "age": ("age",),
}
UNKNOWN = When("", None, None, "unknown")


def when(text: str) -> When | None:
    digits = text.replace("-", "")
    if len(digits) == 4 and digits.isdigit():
        return When(text, date(int(digits), 1, 1), date(int(digits), 12, 31), "year", edtf=digits)
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None
    return When(text, day, day, "day", edtf=day.isoformat())


def read(path: Path) -> tuple[list[str], list[Event]]:
    ids, events = [], []
    with path.open(newline="", encoding="utf-8") as file:
        rows = csv.DictReader(file)
        columns = {
            field: next((name for name in names if name in (rows.fieldnames or [])), "")
            for field, names in FIELDS.items()
        }
        for number, row in enumerate(rows, 2):
            cell = {field: (row.get(column) or "").strip() if column else "" for field, column in columns.items()}
            mention = Mention(
                written=cell["written"],
                forename=cell["forename"],
                surname=cell["surname"],
                also_known_as=tuple(filter(None, cell["also"].split(";"))),
                born=when(cell["born"]),
                age=cell["age"],
                sex=cell["sex"],
                nhs_number=cell["nhs_number"],
                upn=cell["upn"],
                agency_id=cell["agency_id"],
                address=f"{cell['house']} {cell['address']}".strip(),
                postcode=cell["postcode"],
            )
            ids.append(row["unique_id"])
            place = Provenance(path.name, None, number)
            events.append(Event(f"e-{number}", place, UNKNOWN, cell["agency"], "other", mentions=(mention,)))
    return ids, events


def pairs(count: int) -> int:
    return count * (count - 1) // 2


def measure(records: Path, truth: Path) -> dict[str, float]:
    """Pair precision and recall, B-cubed F1, clusters holding two people and two children of one household."""
    ids, events = read(records)
    with truth.open(newline="", encoding="utf-8") as file:
        truths = {row["unique_id"]: row for row in csv.DictReader(file)}
    started, started_cpu = time.perf_counter(), time.process_time()
    linking = link(events, (), ())
    seconds, cpu = time.perf_counter() - started, time.process_time() - started_cpu
    predicted = [
        next((one.subject for one in links if one.standing != "possible"), f"nobody {number}")
        for number, links in enumerate(linking.links)
    ]
    entity = [truths[one]["entity_id"] for one in ids]
    home = {truths[one]["entity_id"]: truths[one].get("true_household", "") for one in ids}
    clusters, people, both = Counter(predicted), Counter(entity), Counter(zip(predicted, entity, strict=True))
    held: dict[str, set[str]] = defaultdict(set)
    for subject, person in both:
        held[subject].add(person)
    siblings = [
        subject for subject, found in held.items() if len(found) > len({home[person] or person for person in found})
    ]
    right = sum(map(pairs, both.values()))
    made, true = sum(map(pairs, clusters.values())), sum(map(pairs, people.values()))
    precision_b = sum(n * n / clusters[subject] for (subject, _), n in both.items()) / len(ids)
    recall_b = sum(n * n / people[person] for (_, person), n in both.items()) / len(ids)
    wrong = [subject for subject, found in held.items() if len(found) > 1]
    if "--wrong" in sys.argv:
        for subject in sorted(wrong):
            print(subject, "siblings" if subject in siblings else "")
            for place, one in enumerate(predicted):
                if one == subject:
                    print("   ", ids[place], entity[place], events[place].mentions[0])
    return {
        "records": len(ids),
        "people": len(people),
        "subjects": len(linking.subjects),
        "pair precision": right / made if made else 1.0,
        "pair recall": right / true if true else 1.0,
        "B3 F1": 2 * precision_b * recall_b / (precision_b + recall_b),
        "wrong clusters": len(wrong),
        "sibling merges": len(siblings),
        "records with a possible link": sum(
            any(one.standing == "possible" for one in links) for links in linking.links
        ),
        "issues": len(linking.issues),
        "seconds": seconds,
        "cpu seconds": cpu,
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


if __name__ == "__main__":
    paths = [Path(argument) for argument in sys.argv[1:] if not argument.startswith("--")]
    if len(paths) != 2:
        sys.exit(__doc__)
    for name, value in measure(*paths).items():
        print(f"{name:30} {value:.4f}" if isinstance(value, float) else f"{name:30} {value}")
