"""Whole-process time and peak memory of `chronology build` on areas it makes itself.

`python -m tests.benchmarks.whole_process` prints one line a run; the first two are the figures that the project promises
(2,000 records in 7 exports ≤ 1.0 s; 100,000 records of 20,000 children without a register ≤ 12 s and ≤ 600 MB), the rest
show how both grow. The peak is that of the process itself: the further ones that read exports end before it is reached, and
are smaller.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.make_area import make_area

# records, children, with a case file, formats, runs
RUNS = (
    (2_000, 4, True, ("md", "json"), 5),
    (100_000, 20_000, False, ("md", "json"), 3),
    (25_000, 5_000, False, ("md", "json"), 1),
    (50_000, 10_000, False, ("md", "json"), 1),
    (200_000, 40_000, False, ("md", "json"), 1),
)


def measure(command: list[str]) -> tuple[float, float]:
    """Seconds and peak megabytes of one run of `command` as a process of its own. Raises RuntimeError when it fails."""
    began = time.perf_counter()
    child = os.posix_spawn(
        command[0],
        command,
        os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_WRONLY, 0) for number in (1, 2)],
    )
    _, status, usage = os.wait4(child, 0)
    if status != 0:
        raise RuntimeError(f"{' '.join(command)} ended with status {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - began, usage.ru_maxrss / 1024


def main() -> None:
    for records, children, with_case, formats, runs in RUNS:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "area"
            make_area(folder, children, records, seed=1, with_case=with_case)
            wanted = [part for name in formats for part in ("--format", name)]
            command = [sys.executable, "-m", "chronology", "build", str(folder), "--to", f"{place}/out", *wanted]
            measures = [measure(command) for _ in range(runs)]
            seconds = statistics.median(seconds for seconds, _ in measures)
            megabytes = max(megabytes for _, megabytes in measures)
            register = "with a register" if with_case else "no register"
            print(
                f"{records:>8,} records  {children:>7,} children  {register:<15}  {'+'.join(formats)}  "
                f"{seconds:6.2f} s (median of {runs})  {megabytes:6.0f} MB peak",
                flush=True,
            )


if __name__ == "__main__":
    main()
