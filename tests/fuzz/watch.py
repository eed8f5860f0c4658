"""A process that judges inputs one after another, and the watch over it. Enters: tasks. Leaves: faults, of time and memory too."""

from __future__ import annotations

import multiprocessing
import resource
import time
from multiprocessing.connection import Connection
from pathlib import Path

from tests.fuzz.judge import Fault, Task, judge

MOST_SECONDS = 5.0  # of processor time, so that a busy machine makes no fault
MOST_MEGABYTES = 512
PATIENCE = 40.0  # seconds on the clock after which the process is ended whatever it does
ROOM = 3 << 30  # bytes the process may ask for in all: what lies above fails as MemoryError, not by the machine


class Watch:
    """Holds one judging process, and a new one after each that had to be ended."""

    def __init__(self) -> None:
        self.context = multiprocessing.get_context("fork")
        self._start()

    def _start(self) -> None:
        self.pipe, far = self.context.Pipe()
        self.process = self.context.Process(target=_serve, args=(far,), daemon=True)
        self.process.start()
        far.close()

    def judge(self, task: Task) -> Fault | None:
        """The fault of the input, if it has one."""
        self.pipe.send(task)
        if not self.pipe.poll(PATIENCE):
            self.close()
            self._start()
            return Fault("too slow", task.reader, f"over {PATIENCE:.0f} s on the clock")
        try:
            fault, seconds, megabytes = self.pipe.recv()
        except EOFError:
            self.process.join()
            code = self.process.exitcode
            self._start()
            return Fault("process ended", task.reader, f"exit code {code}")
        if fault is None and seconds > MOST_SECONDS:
            fault = Fault("too slow", task.reader, f"{seconds:.1f} s of processor time")
        if fault is None and megabytes > MOST_MEGABYTES:
            fault = Fault("too much memory", task.reader, f"{megabytes:.0f} MB")
        return fault if fault is None or isinstance(fault, Fault) else None

    def close(self) -> None:
        """Ends the process that this watch started."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _serve(pipe: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM))
    while True:
        task = pipe.recv()
        _forget_peak()
        began = time.process_time()
        fault = judge(task)
        pipe.send((fault, time.process_time() - began, _peak_megabytes()))


def _forget_peak() -> None:
    """Linux alone counts the peak anew; elsewhere it is the peak of all inputs so far."""
    counter = Path("/proc/self/clear_refs")
    if counter.exists():
        counter.write_text("5", encoding="ascii")


def _peak_megabytes() -> float:
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
