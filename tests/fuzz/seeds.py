"""Valid inputs to begin from. Enters: a folder. Leaves: by reader, the bytes of valid files; nothing is changed here."""

from __future__ import annotations

import copy
import random
from pathlib import Path

from chronology.profile import __file__ as profile_module
from tests.evaluation.unseen_exports.containers import write_export
from tests.evaluation.unseen_exports.pages import Export, describe

READERS = ("csv", "xlsx", "xls", "ods", "docx", "json", "html", "pdf", "yaml", "profile", "dates")
CASE = """schema: 1
title: Child Z
nation: wales
scope: {from: 2005-01-01, to: 2012-12-31}
subjects:
  - id: child_z
    name: Zofia Nowak
    also_known_as: [Zosia, Baby N]
    born: 2006-03-01
    role: child
    identifiers: {nhs_number: "4010232137"}
  - {id: mother, name: Karen Nowak, born: 1984-07-12, role: parent}
sources:
  - path: export.csv
    agency: Children's Services
    sector: social_care
    covers: {from: 2006-01-01, to: 2010-12-31}
links:
  - {source: export.csv, row: 2, subject: child_z, decided_by: "A. Reviewer", on: 2026-11-21, why: "same address"}
rules: {off: [{id: E-66, why: "not in use"}]}
"""
BESIDE_CASE = (
    "Date,Time,Name,Details,Outcome\r\n"
    '01/04/2007,09:15,"NOWAK, Zofia","Bruise seen, ""fell"" she says",Referred\r\n'
    "March 2008,,Zofia Nowak,No reply at the door,\r\n"
)
DATES = (
    "12/03/2007|3.4.07|2007-04-03T14:05:00|Mon 3rd April 2007 at 2.15pm|w/c 12/03/07|c. March 2007|12-14/03/2007|"
    "39142.5|29/02/2007|Spring 2009|12/03/07 or 13/03/07|between 1 and 3 May 2006|early 2007|undated|13/13/2013|"
    "20070403|1/1/1900 00:00|03/04/07 24:00|Xmas 2006|week ending 7 Jan 2011|Sept. '06|?22/05/2007"
).split("|")


def exports_by_reader() -> dict[str, list[Export]]:
    """The invented exports by the container in which they are written; JSON Lines counts as JSON."""
    found: dict[str, list[Export]] = {}
    for which in ("dev", "held_out"):
        for export in describe(which, 1):
            found.setdefault(export.write.split(" ")[0].replace("jsonl", "json"), []).append(export)
    return found


def seeds_of(reader: str, exports: dict[str, list[Export]], folder: Path) -> list[tuple[str, bytes]]:
    """(suffix, content) of every valid input of this reader."""
    if reader == "yaml":
        return [("yaml", CASE.encode())]
    if reader == "profile":
        shipped = sorted((Path(profile_module).parent / "profiles").glob("*.yaml"))
        return [("yaml", path.read_bytes()) for path in shipped]
    if reader == "dates":
        return [("txt", date.encode()) for date in DATES]
    paths = [write_export(export, folder) for export in exports.get(reader, ())]
    return [(path.suffix[1:], path.read_bytes()) for path in paths]


def with_other_cells(export: Export, chance: random.Random, values: tuple[str, ...]) -> Export:
    """The export with cells overwritten and rows moved, doubled, dropped or blank; still a valid file of its kind."""
    changed = copy.deepcopy(export)
    for page in changed.pages:
        page.merges.clear()
        for _ in range(chance.randint(1, 12)):
            place = chance.randrange(len(page.grid))
            act = chance.randrange(6)
            if act == 0:
                page.grid.insert(place, [])
            elif act == 1 and len(page.grid) > 2:
                del page.grid[place]
            elif act == 2:
                page.grid.insert(place, list(page.grid[chance.randrange(len(page.grid))]))
            elif page.grid[place]:
                page.grid[place][chance.randrange(len(page.grid[place]))] = chance.choice(values)
    return changed
