"""`python -m tests.evaluation.unseen_exports [--dev|--held-out] [--show] [--seed N] [--keep FOLDER]`, or `--speed`."""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from pathlib import Path

from tests.evaluation.unseen_exports.containers import write_export
from tests.evaluation.unseen_exports.pages import describe
from tests.evaluation.unseen_exports.score import Score, score_export
from tests.evaluation.unseen_exports.speed import print_speed

SILENT = "column silently wrong, critical"
EXAMPLES = 3  # of one kind of failure in one export
GOALS = {"columns": 97.0, "records": 100.0, "dates": 99.5}


def main() -> None:
    """Prints the figures; of the exports held out, failures are shown by class alone unless `--show` asks for them."""
    arguments = argparse.ArgumentParser(description="How well exports are read that nobody has seen.")
    arguments.add_argument("--dev", action="store_true", help="the exports whose failures may be shown")
    arguments.add_argument("--held-out", action="store_true", help="the exports kept for measuring")
    arguments.add_argument("--show", action="store_true", help="every failure with the words of the invented file")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--keep", type=Path, help="a folder in which the files stay")
    arguments.add_argument("--speed", action="store_true", help="times 100,000 rows instead")
    chosen = arguments.parse_args()
    if chosen.speed:
        print_speed()
        return
    sets = [name for name, wanted in (("dev", chosen.dev), ("held_out", chosen.held_out)) if wanted]
    for name in sets or ["dev", "held_out"]:
        score = _score_set(name, chosen.seed, chosen.keep)
        _print_score(name, score, chosen.show)


def _score_set(name: str, seed: int, keep: Path | None) -> Score:
    score = Score(Counter(), [])
    with tempfile.TemporaryDirectory() as place:
        folder = (keep or Path(place)) / name
        folder.mkdir(parents=True, exist_ok=True)
        for export in describe(name, seed):
            score_export(export, write_export(export, folder), score)
            score.counts["exports"] += 1
    return score


def _print_score(name: str, score: Score, show: bool) -> None:
    counts = score.counts
    print(f"\n{name}: {counts['exports']} exports")
    for counted in ("columns", "records", "dates", "times", "people", "date orders"):
        if counts[counted]:
            share = 100 * counts[f"{counted} right"] / counts[counted]
            goal = f"  (goal {GOALS[counted]} %)" if counted in GOALS else ""
            print(
                f"  {counted:<12} right {counts[f'{counted} right']:>5} of {counts[counted]:>5} = {share:6.2f} %{goal}"
            )
    print(f"  silently wrong among date, born, name parts, nhs_number, summary: {counts[SILENT]}  (goal 0)")
    print(f"  dates invented: {counts['date invented']}  (goal 0)")
    print("  failures by class: exports touched, times")
    classes = Counter(failure.kind for failure in score.failures)
    for kind, times in sorted(classes.items()):
        touched = {failure.export for failure in score.failures if failure.kind == kind}
        print(f"    {kind:<36} {len(touched):>3} {times:>5}")
    if show:
        _print_failures(score)


def _print_failures(score: Score) -> None:
    """Every column read wrong; of rows and cells the first few of a kind in an export stand for the rest."""
    told: Counter[tuple[str, str]] = Counter()
    for failure in dict.fromkeys(score.failures):
        told[failure.export, failure.kind] += 1
        if failure.kind.startswith("column") or told[failure.export, failure.kind] <= EXAMPLES:
            print(f"  {failure.export} · {failure.kind} · {failure.detail}")
    for (export, kind), times in told.items():
        if not kind.startswith("column") and times > EXAMPLES:
            print(f"  {export} · {kind} · {times} in all")


if __name__ == "__main__":
    main()
