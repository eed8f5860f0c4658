"""How long each format takes and how much room: `python -m tests.benchmarks.pages [--entries 2000 20000] [--format pdf …]`.

Two figures for each: the whole run of `chronology build`, exports read and all, as a process of its own (its seconds and its peak), and
composing and writing alone, in a fork of a process that holds the finished report. The aims are those of composing and writing.
"""

from __future__ import annotations

import argparse
import os
import struct
import sys
import tempfile
import time
from pathlib import Path

from chronology.cli.inputs import open_case
from chronology.cli.outputs import Look, plan_targets, plan_writers
from chronology.cli.writing import write_results
from chronology.pipeline import run
from chronology.renderers import FORMATS
from chronology.report import Report
from tests.benchmarks.make_area import make_area
from tests.benchmarks.whole_process import measure

AIMS = {  # format, entries → seconds, megabytes (0: none set)
    ("pdf", 2_000): (3.0, 0),
    ("docx", 2_000): (2.0, 0),
    ("html", 2_000): (1.0, 0),
    ("xlsx", 2_000): (1.5, 0),
    ("html", 20_000): (5.0, 500),
    ("pdf", 20_000): (30.0, 1_200),
}
CHILDREN = 4


def time_writing(report: Report, folder: Path, name: str) -> tuple[float, float]:
    """Seconds and peak megabytes of composing and writing one format, in a fork of this process."""
    receiver, sender = os.pipe()
    worker = os.fork()
    if worker == 0:
        began = time.perf_counter()
        targets = plan_targets(folder, (name,), ())
        write_results(plan_writers(report, targets, Look(), {}), (), manifest_of=folder)
        os.write(sender, struct.pack("d", time.perf_counter() - began))
        os._exit(0)
    _, status, usage = os.wait4(worker, 0)
    os.close(sender)
    with os.fdopen(receiver, "rb") as stream:
        told = stream.read(8)
    if status != 0 or len(told) != 8:
        raise RuntimeError(f"writing {name} failed")
    return struct.unpack("d", told)[0], usage.ru_maxrss / 1024


def print_formats(entries: int, names: list[str], place: Path) -> None:
    """One line a format on an area of that many records."""
    area = place / f"area{entries}"
    make_area(area, CHILDREN, entries, seed=1, with_case=True)
    case, exports, _ = open_case((area,))
    report = run(case, exports)
    for name in names:
        out = place / f"out{entries}"
        seconds, peak = time_writing(report, out, name)
        size = sum(path.stat().st_size for path in out.glob(f"*.{FORMATS[name].suffix}")) / 1e6
        command = [sys.executable, "-m", "chronology", "build", str(area), "--to", str(out), "--format", name]
        whole, whole_peak = measure(command)
        aim_seconds, aim_megabytes = AIMS.get((name, entries), (0, 0))
        aim = f"aim {aim_seconds:.1f} s" if aim_seconds else ""
        aim += f", {aim_megabytes:,} MB" if aim_megabytes else ""
        print(
            f"{entries:>7,} entries  {name:<6}{seconds:7.2f} s {peak:6.0f} MB   whole run {whole:7.2f} s {whole_peak:6.0f} MB   "
            f"{size:7.2f} MB on disk   {aim}",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, nargs="+", default=[2_000, 20_000])
    parser.add_argument("--format", dest="formats", nargs="+", choices=list(FORMATS), default=list(FORMATS))
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        for entries in chosen.entries:
            print_formats(entries, chosen.formats, Path(place))


if __name__ == "__main__":
    main()
