"""How well rows of exports are read: `python -m tests.evaluation.kinds_of_rows PATH [--errors KIND]`.

Enters: a labelled JSON Lines file (sector, category, summary, action, outcome, labels: every kind that the row tells of). Leaves, on
stdout: precision, recall and F1 per kind, and of all together; with `--errors` each row in which KIND is told wrongly or missed.
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from chronology.kinds import kind_names
from chronology.model import Event, Provenance
from chronology.normalise.kinds import KindsOfRecords
from chronology.when import When
from tests.evaluation.narratives import read_lines, score

_DAY = date(2010, 1, 4)
_HEADINGS = {"kind": "Type", "action": "Action", "outcome": "Outcome"}


def reader_of_rows() -> KindsOfRecords:
    """What reads the kinds of rows with these columns."""
    return KindsOfRecords({}, _HEADINGS, ())


def event_of(line: dict[str, Any]) -> Event:
    """The row as an event without kinds."""
    return Event(
        id="",
        provenance=Provenance("rows", None, 1),
        when=When(text="04/01/2010", first=_DAY, last=_DAY, precision="day"),
        agency=line["sector"],
        sector=line["sector"],
        category=line["category"],
        summary=line["summary"],
        action=line["action"],
        outcome=line["outcome"],
    )


def read_row(line: dict[str, Any], reader: KindsOfRecords) -> frozenset[str]:
    """The kinds that a row is read as telling of."""
    event = event_of(line)
    return frozenset(reader.told(event, ()).kinds) - {"other"}


def tally(lines: list[dict[str, Any]]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """By kind: told rightly, told wrongly, missed."""
    reader = reader_of_rows()
    right, extra, missed = Counter[str](), Counter[str](), Counter[str]()
    for line in lines:
        told, labels = read_row(line, reader), set(line["labels"]) - {"other"}
        right.update(told & labels)
        extra.update(told - labels)
        missed.update(labels - told)
    return right, extra, missed


def main(arguments: list[str]) -> int:
    if not arguments or arguments[-1] == "--errors":
        print("usage: python -m tests.evaluation.kinds_of_rows PATH [--errors KIND]", file=sys.stderr)
        return 2
    lines = read_lines(Path(arguments[0]))
    if "--errors" in arguments:
        kind, reader = arguments[-1], KindsOfRecords({}, _HEADINGS, ())
        for line in lines:
            told = kind in read_row(line, reader)
            if told != (kind in line["labels"]):
                cells = (line["category"], line["summary"], line["action"], line["outcome"])
                print("wrongly" if told else "missed ", line["sector"], *cells, sep=" | ")
        return 0
    right, extra, missed = tally(lines)
    for kind in kind_names():
        if right[kind] + extra[kind] + missed[kind]:
            counts = (right[kind], extra[kind], missed[kind])
            print("{:26} P {:.2f}  R {:.2f}  F1 {:.2f}".format(kind, *score(*counts)))
    totals = (right.total(), extra.total(), missed.total())
    print("micro: P {:.3f}  R {:.3f}  F1 {:.3f}".format(*score(*totals)), f" on {len(lines)} rows")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
