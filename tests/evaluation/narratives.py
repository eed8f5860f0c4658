"""How well free text is read: `python -m tests.evaluation.narratives PATH [--errors] [--accusing] [--odd|--even] [--speed] [--startup]`.

Enters: a labelled JSON Lines file (id, sector, text, labels). Leaves, on stdout: precision, recall and F1 per label and micro-F1;
with `--errors` every record read otherwise than labelled, with the words that decided; with `--accusing` those alone where an
injury or a disclosure was read and none is labelled; with `--odd` or `--even` half of the file, by the numbers of the ids, so that what
was mended on one half can be measured on the other; with `--speed` and `--startup` what it costs in processor time.
Only the labels below are scored; other kinds the reader gives are ignored.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from chronology.narrative import explain_kinds, read_kinds, read_narrative
from chronology.narrative.clauses import read_clause

LABELS = (
    "injury_seen concern_recorded explanation_given disclosure referral_made referral_received referral_outcome "
    "information_shared strategy_discussion s47_started conference_held core_group_held meeting_not_attended home_visit "
    "no_access child_seen child_not_seen child_seen_alone emergency_attendance was_not_brought appointment_cancelled "
    "admission discharge police_domestic_incident missing_started missing_ended school_absence case_closed case_opened "
    "worker_changed address_changed"
).split()

ACCUSING = frozenset(("injury_seen", "disclosure"))  # read where there was none, they accuse somebody


def read_lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def tally(lines: list[dict]) -> tuple[Counter, Counter, Counter]:
    """Right, wrongly given and missed, by label."""
    right, extra, missed = Counter(), Counter(), Counter()
    for line in lines:
        given = set(read_kinds(line["text"], line["sector"])) & set(LABELS)
        wanted = set(line["labels"])
        right.update(given & wanted)
        extra.update(given - wanted)
        missed.update(wanted - given)
    return right, extra, missed


def score(right: int, extra: int, missed: int) -> tuple[float, float, float]:
    """Precision, recall and F1; 1 where there was nothing to get wrong."""
    precision = right / (right + extra) if right + extra else 1.0
    recall = right / (right + missed) if right + missed else 1.0
    return precision, recall, 2 * right / (2 * right + extra + missed) if right + extra + missed else 1.0


def micro_f1(lines: list[dict]) -> float:
    return score(*(counts.total() for counts in tally(lines)))[2]


def records_per_second(lines: list[dict], new: bool, seconds: float = 2.0) -> float:
    """Records read in a second of processor time, once every word has been met; `new`: as if no clause had been met before."""
    for line in lines:
        read_narrative(line["text"], line["sector"])
    count, start = 0, time.process_time()
    while time.process_time() - start < seconds:
        read_narrative.cache_clear()
        if new:
            read_clause.cache_clear()
        for line in lines:
            read_narrative(line["text"], line["sector"])
        count += len(lines)
    return count / (time.process_time() - start)


_START = """
import time
start = time.process_time()
from chronology.narrative import read_kinds
read_kinds("No reply.", "gp")
print((time.process_time() - start) * 1000)
"""


def startup_milliseconds(times: int = 9) -> float:
    """Processor time from the first import to the first text read, the median of fresh processes."""
    runs = [subprocess.run([sys.executable, "-c", _START], capture_output=True, check=True) for _ in range(times)]
    return statistics.median(float(run.stdout) for run in runs)


def print_errors(lines: list[dict], labels: frozenset[str], extra_only: bool) -> None:
    for line in lines:
        given = set(read_kinds(line["text"], line["sector"])) & labels
        wanted = set(line["labels"]) & labels
        extra, missed = given - wanted, set() if extra_only else wanted - given
        if not extra | missed:
            continue
        print(f"\n{line['id']} {line['sector']}: {line['text']}")
        print(f"  extra: {' '.join(sorted(extra))}   missed: {' '.join(sorted(missed))}")
        for reason in explain_kinds(line["text"], line["sector"]):
            if reason.kind in extra | missed:
                print(f"    {reason.kind}: “{reason.words}” {reason.circumstance} {reason.cue}".rstrip())


def main(arguments: list[str]) -> None:
    path, *options = arguments
    lines = read_lines(Path(path))
    if "--odd" in options or "--even" in options:
        wanted = 1 if "--odd" in options else 0
        lines = [line for line in lines if int("".join(c for c in line["id"] if c.isdigit())) % 2 == wanted]
    right, extra, missed = tally(lines)
    for label in LABELS:
        precision, recall, f1 = score(right[label], extra[label], missed[label])
        print(f"{label:26} P {precision:.2f}  R {recall:.2f}  F1 {f1:.2f}  of {right[label] + missed[label]}")
    precision, recall, f1 = score(right.total(), extra.total(), missed.total())
    print(f"micro: P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  on {len(lines)} records")
    if "--speed" in options:
        length = statistics.median(len(line["text"]) for line in lines)
        print(
            f"{records_per_second(lines, new=True):,.0f} records a second, all clauses new; median {length:.0f} characters"
        )
        print(f"{records_per_second(lines, new=False):,.0f} records a second, clauses met before")
    if "--startup" in options:
        print(f"start-up: {startup_milliseconds():.0f} ms")
    if "--errors" in options:
        print_errors(lines, frozenset(LABELS), extra_only=False)
    if "--accusing" in options:
        print_errors(lines, ACCUSING, extra_only=True)


if __name__ == "__main__":
    main(sys.argv[1:])
