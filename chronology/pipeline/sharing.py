"""All exports of a case, large ones by several processes side by side. Enters: how one is taken in. Leaves: their Batches, in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress

from chronology.errors import ChronologyError
from chronology.pipeline.exports import Batch, Export
from chronology.processes import MOST_PROCESSES, count_processors, in_another_process

ENOUGH_BYTES = 300_000  # of exports, from which a second process saves more time than it costs

Progress = Callable[[str, int, int], None]
"""Told before each step: what is done now, how many steps are behind, how many there are."""

TakeIn = Callable[[Export], Batch]


def take_in_all(take_in: TakeIn, exports: Sequence[Export], progress: Progress, steps: int) -> list[Batch]:
    """What each export gave, in their order; large exports are taken in by several processes side by side."""
    ahead: dict[str, Batch] = {}
    shares = _share_out(exports)
    if len(shares) > 1:
        ahead = _take_side_by_side(take_in, shares, progress, steps)
    batches = []
    for done, export in enumerate(exports):
        if export.named not in ahead:  # or it failed: done again in its turn, it fails as it does in one process
            progress(f"Reading {export.named}", done, steps)
            ahead[export.named] = take_in(export)
        batches.append(ahead[export.named])
    return batches


def _share_out(exports: Sequence[Export]) -> list[list[Export]]:
    """The exports in one share a process, about equal in bytes, the largest share and the largest export first."""
    sizes = {export.named: export.path.stat().st_size if export.path.is_file() else 0 for export in exports}
    if len(exports) < 2 or sum(sizes.values()) < ENOUGH_BYTES:
        return [list(exports)]
    processes = min(count_processors(), MOST_PROCESSES, len(exports))
    shares: list[list[Export]] = [[] for _ in range(processes)]
    loads = [0] * processes
    for export in sorted(exports, key=lambda export: (-sizes[export.named], export.named)):
        lightest = loads.index(min(loads))
        shares[lightest].append(export)
        loads[lightest] += sizes[export.named]
    return [share for _, share in sorted(zip(loads, shares, strict=True), key=lambda pair: -pair[0])]


def _take_side_by_side(
    take_in: TakeIn, shares: Sequence[list[Export]], progress: Progress, steps: int
) -> dict[str, Batch]:
    """What the exports gave, by their names: the first share in this process, every other in one of its own."""
    taken: dict[str, Batch] = {}
    with ExitStack() as stack:
        further = [stack.enter_context(in_another_process(_take_share, take_in, share)) for share in shares[1:]]
        for export in shares[0]:
            progress(f"Reading {export.named}", len(taken), steps)
            taken |= _take_share(take_in, [export])
        for share, outcome in zip(shares[1:], further, strict=True):
            progress(f"Reading {share[-1].named}", len(taken), steps)
            taken |= outcome() or {}
    return taken


def _take_share(take_in: TakeIn, share: Sequence[Export]) -> dict[str, Batch]:
    """What each export gave, by its name, without those that cannot be taken in."""
    taken = {}
    for export in share:
        with suppress(ChronologyError):
            taken[export.named] = take_in(export)
    return taken
