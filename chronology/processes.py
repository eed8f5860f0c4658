"""Work in a further process. Enters: a function and its arguments. Leaves: what it returned, once it is asked for.

The process is a fork: it is handed whatever this one holds without a copy, and only what it returns is sent. How work is cut
into parts, and whether that is worth a process, is for the caller to say.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")


def count_processors() -> int:
    """How many processors this process may use; one where it was itself started so and may start no others."""
    import multiprocessing  # here and below: most runs are small and do without it

    if not sys.platform.startswith("linux") or multiprocessing.current_process().daemon:
        return 1  # elsewhere a fork does not exist, or is not safe
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def in_another_process(function: Callable[..., T], *arguments: object) -> Iterator[Callable[[], T | None]]:
    """Runs `function(*arguments)` beside the block, which is given a function that waits for what it returned.

    That is None where the process could not be started or came to nothing: the work is then to be done here, where it
    fails as it would have failed alone. The process does not outlive the block.
    """
    import multiprocessing

    forked = multiprocessing.get_context("fork")
    receiver, sender = forked.Pipe(duplex=False)
    worker = forked.Process(target=_work, args=(receiver, sender, function, arguments), daemon=True)
    with suppress(OSError):  # a machine that starts no further process
        worker.start()
    sender.close()  # the worker's copy is now the only one, so that its end is noticed

    def outcome() -> T | None:
        try:
            returned: T = receiver.recv()
        except (EOFError, OSError):  # it ended, or in the middle of its message
            return None
        return returned

    try:
        yield outcome
    finally:
        receiver.close()
        if worker.pid is not None:
            worker.kill()
            worker.join()


def _work(
    receiver: Connection, sender: Connection, function: Callable[..., object], arguments: tuple[object, ...]
) -> None:
    receiver.close()  # or the worker would wait for itself to read, should the process that started it be gone
    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever interrupts the run ends this process too
    with suppress(BrokenPipeError):  # nobody is left to be told
        sender.send(function(*arguments))
