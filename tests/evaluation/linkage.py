"""How well people are told apart without a register, measured on records whose truth is known.

usage: python -m tests.evaluation.linkage RECORDS.csv TRUTH.csv
       python -m tests.evaluation.linkage RECORDS_A.csv RECORDS_B.csv TRUTH_A.csv TRUTH_B.csv
       python -m tests.evaluation.linkage --area 200000 --records 1000000 --seed 1 [--generator SCRIPT] [--growth]

Two rows are printed: what is merged silently (confirmed and probable), and what it comes to once every question of the
review is answered right. `--wrong` prints the records of groups that hold two people, `--growth` a table of time and memory
at 10,000, 100,000 and as many records as asked, `--peer` what splink makes of the same records, where it is installed.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Hashable, Sequence
from pathlib import Path

from msgspec.structs import replace

from chronology.linking import link
from tests.evaluation.linkage_area import make_labelled_area
from tests.evaluation.linkage_measures import Measures, measure
from tests.evaluation.linkage_review import answer, find_questions
from tests.evaluation.linkage_sets import LabelledSet, make_with, read_set

GROWTH = (10_000, 100_000, 1_000_000)


def silently_merged(labelled: LabelledSet) -> tuple[list[Hashable], Measures]:
    """Whom each record is merged with (a number of its own where nobody), and how right that is."""
    links = link(labelled.events, (), ()).links
    review = find_questions(labelled.events, links)
    return list(review.units), measure(review.units, labelled.people, labelled.homes)


def print_set(labelled: LabelledSet, wrong: bool) -> None:
    """The whole table of one set."""
    started, started_cpu = time.perf_counter(), time.process_time()
    linking = link(labelled.events, (), ())
    seconds, cpu = time.perf_counter() - started, time.process_time() - started_cpu
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    review = find_questions(labelled.events, linking.links)
    after, yes = answer(review, labelled.people)
    silent = measure(review.units, labelled.people, labelled.homes)
    print(f"{labelled.name}: {len(labelled.events):,} records of {len(set(labelled.people)):,} people", flush=True)
    print(f"  {'':24} pair P   pair R   B3 F1    wrong  siblings merged")
    for name, measures in (
        ("merged silently", silent),
        ("with review answered", measure(after, labelled.people, labelled.homes)),
    ):
        print_measures(name, measures)
    print_queue(labelled, yes)
    print(
        f"  {seconds:.1f} s ({cpu:.1f} s of CPU) to link; {megabytes:,.0f} MB at the peak, the records themselves included"
    )
    if wrong:
        print_wrong(labelled, review.units, silent)


def print_measures(name: str, found: Measures) -> None:
    print(
        f"  {name:24} {found.precision:.4f}   {found.recall:.4f}   {found.b3:.4f}   {len(found.wrong):5}  {len(found.siblings):5}"
    )


def print_queue(labelled: LabelledSet, yes: Sequence[int]) -> None:
    """How long the review is against the distinct identities, and how many of the true links held back its first half gives.

    `yes`: for each question how many records a right yes ties, 0 where the answer is no.
    """
    distinct = len(
        {(*(replace(one, agency_id="") for one in event.mentions), event.other) for event in labelled.events}
    )
    half = sum(yes[: (len(yes) + 1) // 2])
    share = f"{half / sum(yes):.0%}" if any(yes) else "none"
    print(
        f"  review: {len(yes):,} questions, {len(yes) / distinct:.1%} of {distinct:,} distinct identities; "
        f"{sum(map(bool, yes)):,} are a yes; {share} of the {sum(yes):,} true links held back are in the first half"
    )


def print_wrong(labelled: LabelledSet, units: Sequence[Hashable], measures: Measures) -> None:
    """Every record of the groups that hold two people."""
    groups: dict[Hashable, list[int]] = {group: [] for group in measures.wrong}
    for place, unit in enumerate(units):
        if unit in groups:
            groups[unit].append(place)
    for group, places in sorted(groups.items(), key=lambda item: item[1]):
        print(group, "siblings" if group in measures.siblings else "")
        for person, mention in sorted(
            {(labelled.people[place], labelled.events[place].mentions[0]) for place in places}, key=str
        ):
            print("   ", person, mention)


def print_growth(arguments: argparse.Namespace) -> None:
    """Time and memory as the records grow tenfold, without the evidence of each link, as for `chronology subjects --links`."""
    print(f"  {'records':>10}  {'seconds':>8}  {'CPU':>7}  {'MB added':>8}")
    for records in [count for count in GROWTH if count <= arguments.records]:
        labelled = make_area_of(arguments, records * arguments.area // arguments.records, records)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        started, started_cpu = time.perf_counter(), time.process_time()
        link(labelled.events, (), (), explained=False)
        seconds, cpu = time.perf_counter() - started, time.process_time() - started_cpu
        added = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        print(f"  {records:>10,}  {seconds:8.1f}  {cpu:7.1f}  {added:8,.0f}", flush=True)


def make_area_of(arguments: argparse.Namespace, children: int, records: int) -> LabelledSet:
    with tempfile.TemporaryDirectory() as folder:
        if arguments.generator:
            return make_with(arguments.generator, Path(folder), children, records, arguments.seed)
        return make_labelled_area(children, records, arguments.seed)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="records, then as many files of truth")
    parser.add_argument("--area", type=int, metavar="CHILDREN", help="make up an area with so many children")
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--generator", type=Path, help="a script of your own that makes the area")
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--peer", action="store_true")
    arguments = parser.parse_args()
    if arguments.growth and arguments.area:
        print_growth(arguments)
        return
    if arguments.area:
        labelled = make_area_of(arguments, arguments.area, arguments.records)
    elif arguments.files and len(arguments.files) % 2 == 0:
        half = len(arguments.files) // 2
        labelled = read_set(arguments.files[:half], arguments.files[half:])
    else:
        parser.error("name the files of records and as many of truth, or give --area")
    print_set(labelled, arguments.wrong)
    if arguments.peer:
        from tests.evaluation.linkage_peer import print_peer

        print_peer(labelled)


if __name__ == "__main__":
    sys.exit(main())
