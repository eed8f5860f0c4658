"""Cases from which one step at a time is removed: `python -m tests.evaluation.rules_removal [ID…]`.

From every rule's `met` examples: the answering step is removed, and the rule must find a gap; the whole export of the agency that
holds the answer is removed, and the rule must not find one where it needs that file. Where an answer may stand in a file that the
rule does not need, nothing in the records tells that such a file exists: the table says so. Exits with 1 where a rule does otherwise.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from msgspec.structs import replace

from chronology.audit.examples import result_of, try_example
from chronology.rule import Example, ExampleEvent, Rule, load_rules

GAPS = ("no_record", "late", "pattern")


class Removal(NamedTuple):
    """What was taken out of an example, and what the rule then says."""

    sector: str
    is_file: bool
    said: str


def remove_steps(rule: Rule) -> Iterator[Removal]:
    """Every removal of one step that turns a `met` example, each followed by the removal of the export that held the step."""
    for example in rule.examples:
        if example.result != "met":
            continue
        for position, event in enumerate(example.events):
            for rest in _without(example.events, position):
                said = _ask(rule, replace(example, events=rest))
                if said not in GAPS:
                    continue  # what was removed was the trigger, or is not what answers
                yield Removal(event.sector, False, said)
                exports = {sector: period for sector, period in example.exports.items() if sector != event.sector}
                kept = tuple(one for one in example.events if one.sector != event.sector)
                yield Removal(event.sector, True, _ask(rule, replace(example, events=kept, exports=exports)))


def _without(events: tuple[ExampleEvent, ...], position: int) -> Iterator[tuple[ExampleEvent, ...]]:
    """The events without the one at `position`, and with it but without one of its several kinds."""
    before, event, after = events[:position], events[position], events[position + 1 :]
    yield (*before, *after)
    for kind in event.kinds if len(event.kinds) > 1 else ():
        yield (*before, replace(event, kinds=tuple(one for one in event.kinds if one != kind)), *after)


def _ask(rule: Rule, example: Example) -> str:
    return result_of(rule, try_example(rule, example))


def main(ids: list[str]) -> int:
    """Prints a line for each rule; returns how many a needed file's absence turns into a gap, or no step's absence does."""
    wrong = 0
    for rule in load_rules():
        if ids and rule.id not in ids:
            continue
        removals = list(remove_steps(rule))
        steps = [one for one in removals if not one.is_file]
        files = [one for one in removals if one.is_file]
        false_gaps = {one.sector for one in files if one.said in GAPS}
        standing = "ok"
        if false_gaps & set(rule.needs):
            standing = "GAP BY A MISSING FILE"
        elif rule.expectation is not None and not steps:
            standing = "NO SINGLE STEP TURNS IT"
        elif false_gaps:
            standing = f"ok, but the answer of {', '.join(sorted(false_gaps))} is in a file it does not need"
        wrong += not standing.startswith("ok")
        said = Counter(one.said for one in files)
        told = ", ".join(f"{outcome} {number}" for outcome, number in sorted(said.items()))
        print(
            f"{rule.id:<22} {rule.shape:<18} steps removed: gap {len(steps)}; their files removed: {told or '-'}  {standing}"
        )
    print(f"{wrong} rules do otherwise than they should")
    return wrong


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
