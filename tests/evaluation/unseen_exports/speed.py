"""How long 100,000 rows take to be read, recognised and normalised, and how much memory they need. Every run is a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.evaluation.unseen_exports.containers import write_export
from tests.evaluation.unseen_exports.pages import Export, Page, describe

ROWS = (25_000, 50_000, 100_000)
SECONDS = {"csv": 3.0, "xlsx": 4.0}
PATTERN = "caredirector_contacts"

_CHILD = """
import json, resource, sys, time
from pathlib import Path
from chronology.normalise import normalise
from chronology.profile import shipped_profiles
from chronology.readers import read
from chronology.recognise import recognise
path = Path(sys.argv[1])
marks, used, events = [time.perf_counter()], [time.process_time()], 0
reading = read(path, path.name)
marks.append(time.perf_counter()); used.append(time.process_time())
read_as = [recognise(table, None, shipped_profiles(), path.name)[0] for table in reading.tables]
marks.append(time.perf_counter()); used.append(time.process_time())
for table, recognition in zip(reading.tables, read_as):
    events += len(normalise(table, recognition, "Agency", "social_care", "").events)
marks.append(time.perf_counter()); used.append(time.process_time())
print(json.dumps({
    "wall": [b - a for a, b in zip(marks, marks[1:])], "cpu": used[-1] - used[0], "events": events,
    "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}))
"""


def print_speed() -> None:
    """Seconds of each stage and peak memory at 25,000, 50,000 and 100,000 rows of CSV and of XLSX."""
    with tempfile.TemporaryDirectory() as place:
        for container, limit in SECONDS.items():
            for rows in ROWS:
                path = write_export(_large(container, rows), Path(place))
                done = subprocess.run(
                    [sys.executable, "-c", _CHILD, str(path)], capture_output=True, text=True, check=True
                )
                took = json.loads(done.stdout)
                read, recognised, normalised = took["wall"]
                goal = f"  (goal {limit:.0f} s)" if rows == ROWS[-1] else ""
                print(
                    f"{container:<5} {rows:>7} rows: read {read:.2f} s, recognise {recognised:.2f} s, normalise "
                    f"{normalised:.2f} s = {sum(took['wall']):.2f} s{goal}, processor {took['cpu']:.2f} s, peak "
                    f"{took['peak']:.0f} MB, {took['events']} events"
                )
                path.unlink()


def _large(container: str, rows: int) -> Export:
    """The pattern's records over and over, each told apart by a number in its narrative."""
    pattern = next(export for export in describe("dev", 1) if export.name == PATTERN)
    page = pattern.pages[0]
    start = page.records[0].first - 1
    body = page.grid[start:]
    place = next(number for number, column in enumerate(page.columns) if column.field == "summary")
    grid = page.grid[:start]
    for number in range(rows):
        row = list(body[number % len(body)])
        row[place] = f"{row[place]} Sheet {number}."
        grid.append(row)
    whole = Page(page.sheet, page.columns, grid, [], [], page.above)
    return Export(pattern.name, "csv ," if container == "csv" else container, False, False, (whole,))
