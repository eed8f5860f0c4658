"""`python -m tests.fuzz --minutes 30 [--seed N] [--reader csv|xlsx|docx|yaml|dates|…] [--keep FOLDER]`."""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random

from tests.evaluation.unseen_exports.containers import write_export
from tests.evaluation.unseen_exports.pages import Export
from tests.fuzz.judge import Fault, Task
from tests.fuzz.mutate import CELLS, mutate, mutate_date
from tests.fuzz.seeds import BESIDE_CASE, READERS, exports_by_reader, seeds_of, with_other_cells
from tests.fuzz.watch import Watch

DATES_AT_ONCE = 200
VALID_SHARE = 0.3  # of inputs that are valid files with other cells, whose rows can be counted


def main() -> int:
    """Runs until the time is up, prints what was tried and every distinct fault; 1 where there was any."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--minutes", type=float, default=30.0)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--reader", choices=READERS, action="append")
    arguments.add_argument("--keep", type=Path, help="a folder for the inputs that fail")
    chosen = arguments.parse_args()
    if chosen.keep:
        chosen.keep.mkdir(parents=True, exist_ok=True)
    tried: Counter[str] = Counter()
    faults: dict[Fault, int] = {}
    readers = tuple(chosen.reader or READERS)
    with tempfile.TemporaryDirectory() as place:
        fuzz = _Fuzz(Path(place), readers)
        until = time.monotonic() + 60 * chosen.minutes
        number = 0
        while time.monotonic() < until:
            reader = readers[number % len(readers)]
            task = fuzz.make(reader, Random(f"{chosen.seed} {number}"))
            tried[reader] += 1
            number += 1
            fault = fuzz.watch.judge(task)
            if fault is not None:
                _note(fault, task, faults, chosen.keep)
        fuzz.watch.close()
    print("tried: " + ", ".join(f"{reader} {times}" for reader, times in sorted(tried.items())))
    print(f"faults: {len(faults)} distinct, {sum(faults.values())} in all")
    for fault, times in faults.items():
        print(f"  {times} × {fault.what} at {fault.where}")
    return 1 if faults else 0


class _Fuzz:
    """The seeds, and the folder in which one input after another is laid."""

    def __init__(self, folder: Path, readers: tuple[str, ...]) -> None:
        self.folder = folder
        self.exports = exports_by_reader()
        (folder / "seeds").mkdir()
        (folder / "export.csv").write_text(BESIDE_CASE, encoding="utf-8", newline="")
        self.seeds = {reader: seeds_of(reader, self.exports, folder / "seeds") for reader in readers}
        self.watch = Watch()

    def make(self, reader: str, chance: Random) -> Task:
        """The next input, written to the folder in place of the last."""
        seeds = self.seeds[reader]
        suffix, data = chance.choice(seeds)
        if reader == "dates":
            texts = [mutate_date(chance.choice(seeds)[1].decode(), chance) for _ in range(DATES_AT_ONCE)]
            return self._lay(reader, suffix, "\x1e".join(texts).encode("utf-8", "surrogatepass"))
        countable = [export for export in self.exports.get(reader, ()) if not export.form]
        if countable and reader not in ("xls", "pdf") and chance.random() < VALID_SHARE:
            return Task(reader, str(self._write_valid(chance.choice(countable), chance)), True)
        return self._lay(reader, suffix, mutate(data, [other for _, other in seeds], chance))

    def _write_valid(self, export: Export, chance: Random) -> Path:
        return write_export(with_other_cells(export, chance, CELLS), self.folder)

    def _lay(self, reader: str, suffix: str, data: bytes) -> Task:
        path = self.folder / ("case.yaml" if reader == "yaml" else f"input.{suffix}")
        path.write_bytes(data)
        return Task(reader, str(path), False)


def _note(fault: Fault, task: Task, faults: dict[Fault, int], keep: Path | None) -> None:
    """Counts the fault; the first input that showed it is kept, with the traceback beside it."""
    alike = Fault(fault.what, fault.where, "")
    faults[alike] = faults.get(alike, 0) + 1
    if faults[alike] > 1:
        return
    print(f"{fault.what} at {fault.where} ({task.reader})", file=sys.stderr, flush=True)
    if keep is None:
        return
    data = Path(task.path).read_bytes()
    name = f"{task.reader}-{hashlib.sha256(data).hexdigest()[:10]}"
    (keep / f"{name}{Path(task.path).suffix}").write_bytes(data)
    (keep / f"{name}.fault.txt").write_text(f"{fault.what} at {fault.where}\n{fault.detail}\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
