"""Work in a further process. Enters: a function and its arguments. Leaves: what it returned, once it is asked for.

The process is a fork: it is handed whatever this one holds without a copy, and only what it returns is sent. How work is cut
into parts, and whether that is worth a process, is for the caller to say.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")
Part = TypeVar("Part")

_TICKET = 4  # bytes
MOST_PROCESSES = 4  # of one piece of work: each holds its share, and more would cost more room than they save time
MOST_PARTS = 16_000  # whose tickets a pipe holds all at once (64 KiB)


def can_fork() -> bool:
    """Whether a further process may be started: where a fork is safe, and this process is not itself such a one."""
    import multiprocessing  # here and below: most runs are small and do without it

    return sys.platform.startswith("linux") and not multiprocessing.current_process().daemon


def count_processors() -> int:
    """How many processors this process may use; one where it was itself started so and may start no others."""
    if not can_fork():
        return 1
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


@contextmanager
def work_ahead(function: Callable[[Part], T], parts: Sequence[Part], processes: int) -> Iterator[Callable[[], list[T]]]:
    """Further processes begin on `parts` while the block does something else.

    The block is given a function that joins in with what is left and returns what `function` made of each part, in order.
    What another process did not come back with is done again here.
    """
    if processes < 2 or len(parts) > MOST_PARTS:
        yield lambda: [function(part) for part in parts]
        return
    tickets, printer = (
        os.pipe()
    )  # one number a part: whoever reads it does that part, and no two processes read the same
    with ExitStack() as stack:
        stack.callback(os.close, tickets)
        with os.fdopen(printer, "wb") as stream:
            stream.write(b"".join(number.to_bytes(_TICKET, "big") for number in range(len(parts))))

        def work() -> dict[int, T]:
            done = {}
            while ticket := os.read(tickets, _TICKET):
                number = int.from_bytes(ticket, "big")
                done[number] = function(parts[number])
            return done

        others = [stack.enter_context(in_another_process(work)) for _ in range(processes - 1)]

        def join() -> list[T]:
            done = work()
            for other in others:
                done |= other() or {}
            return [done[number] if number in done else function(part) for number, part in enumerate(parts)]

        yield join


def _work(
    receiver: Connection, sender: Connection, function: Callable[..., object], arguments: tuple[object, ...]
) -> None:
    receiver.close()  # or the worker would wait for itself to read, should the process that started it be gone
    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever interrupts the run ends this process too
    with suppress(BrokenPipeError):  # nobody is left to be told
        sender.send(function(*arguments))
