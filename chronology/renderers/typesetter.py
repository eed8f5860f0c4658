"""The typesetter's work in a process of its own. Enters: a function that calls it, and what that takes. Leaves: what it returned.

The typesetter gives no memory back before its process ends, and its threads would be missing in every process forked after it was
called, where each call would wait for them for ever. So where a process can be forked, it is never called in this one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from chronology.processes import can_fork, in_another_process

Given = TypeVar("Given")
Made = TypeVar("Made")


def set_elsewhere(function: Callable[[Given], Made], given: Given) -> Made | None:
    """What `function(given)` returns; None where its process came to nothing."""
    if not can_fork():
        return function(given)
    with in_another_process(function, given) as outcome:
        return outcome()
