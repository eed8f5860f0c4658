"""How well a sign of worry is told by its words: `python -m tests.evaluation.signs SET.jsonl… | --left-out`.

SET.jsonl: rows of exports (sector, category, summary, action, outcome) or free text, each with `worry`: whether a review asked about it, or
it is a harmless contact. Prints how many of the first are told and how many of the second are told wrongly. With `--left-out`, for each file
in tests/evaluation/records/signs_fitted, with weights fitted to the other files. Needs scikit-learn, which `pip install '.[fit]'` brings.
"""

from __future__ import annotations

import sys
from pathlib import Path

from chronology.narrative.weighing import EVERY_TEXT, WORRY, weights
from tests.evaluation.fit_weights import Labelled, fit_worry, take_in
from tests.evaluation.records import SIGNS_FITTED


def is_told(record: Labelled) -> bool:
    """Whether the weights that the program ships tell the record for a sign of worry."""
    return WORRY in weights().outweigh(record.features)


def say(name: str, told: list[tuple[Labelled, bool]]) -> str:
    """One line: of the signs of worry and of the harmless, how many there are and how many were told."""
    signs = [one for record, one in told if WORRY in record.labels]
    harmless = [one for record, one in told if WORRY not in record.labels]
    return f"{name:20} signs told {sum(signs)} of {len(signs)}   harmless told {sum(harmless)} of {len(harmless)}"


def main(arguments: list[str]) -> int:
    """Prints a line a file, and one of all."""
    if not arguments:
        print("usage: python -m tests.evaluation.signs SET.jsonl… | --left-out", file=sys.stderr)
        return 2
    left_out = arguments == ["--left-out"]
    paths = sorted(SIGNS_FITTED.glob("*.jsonl")) if left_out else [Path(one) for one in arguments]
    files = {path.stem: take_in(path) for path in paths}
    everything = []
    for name, records in files.items():
        if left_out:
            fitted = fit_worry([record for other, others in files.items() if other != name for record in others])
            told = [
                (record, fitted[EVERY_TEXT] + sum(fitted.get(one, 0.0) for one in record.features) > 0)
                for record in records
            ]
        else:
            told = [(record, is_told(record)) for record in records]
        print(say(name, told))
        everything += told
    print(say("all", everything))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
