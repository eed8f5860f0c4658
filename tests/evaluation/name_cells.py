"""How well the cells in which agencies write people are read: `python -m tests.evaluation.name_cells [--rows] SET.json…`.

A set is a list of families, each with its `register` and its `exports` (agency, sector, columns, rows), as several hands wrote them that knew
nothing of the program; `about` names the registered people a row is about. Prints, for each family and for all, how many of these links
were found for certain, how many were put to a person, and how many people a row was taken to be about and is not; with `--rows`, every
row that was missed or wrong. The sets in tests/evaluation/name_cells_sets were mended on.
"""

from __future__ import annotations

import csv
import json
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from chronology.cli.inputs import open_case
from chronology.pipeline import run


class Score(NamedTuple):
    """Links that a set asks for, those found for certain, those put to a person, and those that are wrong."""

    asked: int = 0
    certain: int = 0
    possible: int = 0
    wrong: int = 0

    def __str__(self) -> str:
        share = self.certain / self.asked if self.asked else 0.0
        return f"{self.asked} links: {self.certain} certain ({share:.2f}), {self.possible} put to a person; {self.wrong} wrong"


def make_case(folder: Path, family: dict[str, Any]) -> list[str]:
    """The family as a case folder; the paths of its exports in their order."""
    (folder / "exports").mkdir(parents=True)
    keys = ("id", "name", "role", "born", "also_known_as")
    subjects = [{key: one[key] for key in keys if one.get(key)} for one in family["register"]]
    sources = []
    for number, export in enumerate(family["exports"]):
        path = f"exports/{number:02}.csv"
        with (folder / path).open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([export["columns"], *(row["cells"] for row in export["rows"])])
        sources.append({"path": path, "agency": export["agency"], "sector": export["sector"]})
    case = {"schema": 1, "title": "Name cells", "nation": "england", "subjects": subjects, "sources": sources}
    (folder / "case.yaml").write_text(yaml.safe_dump(case, allow_unicode=True), encoding="utf-8")
    return [source["path"] for source in sources]


def score(family: dict[str, Any], show: bool) -> Score:
    """How the rows of one family are linked."""
    registered = {one["id"] for one in family["register"]}
    with tempfile.TemporaryDirectory() as place:
        paths = make_case(Path(place) / "case", family)
        case, exports, _ = open_case((Path(place) / "case",))
        chronology = run(case, exports).chronology
    found = {
        (where.source, where.row): (registered & set(entry.subjects), registered & set(entry.possible_subjects))
        for entry in (*chronology.entries, *chronology.undated)
        for where in entry.provenance
    }
    total = Score()
    for path, export in zip(paths, family["exports"], strict=True):
        for number, row in enumerate(export["rows"], 2):
            wanted = set(row["about"])
            certain, possible = found.get((path, number), (set(), set()))
            here = (len(wanted), len(wanted & certain), len((wanted - certain) & possible), len(certain - wanted))
            total = Score(*map(sum, zip(total, here, strict=True)))
            if show and wanted != certain:
                cells = " | ".join(row["cells"][1:-1])
                print(
                    f"  {export['sector']:16} {cells}: {sorted(wanted)}, found {sorted(certain)}, put {sorted(possible)}"
                )
    return total


def main(arguments: list[str]) -> int:
    """Scores every set named."""
    files = [Path(one) for one in arguments if one != "--rows"]
    if not files:
        print("usage: python -m tests.evaluation.name_cells [--rows] SET.json…", file=sys.stderr)
        return 2
    total = Score()
    for file in files:
        for number, family in enumerate(json.loads(file.read_text(encoding="utf-8")), 1):
            one = score(family, "--rows" in arguments)
            print(f"{file.stem} {number}: {one}")
            total = Score(*map(sum, zip(total, one, strict=True)))
    print(total)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
