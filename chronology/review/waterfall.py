"""The arithmetic of links, laid out to be argued with. Enters: links. Leaves: groups of equal mentions, and lines of text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct

from chronology.model import Evidence, Link, Provenance, Standing
from chronology.review.decisions import say_field
from chronology.review.visible import visible

STANDINGS: tuple[Standing, ...] = ("possible", "confirmed", "probable")  # what waits for a decision stands first
BITS_A_MARK = 2  # of the bar: 20 bits, the most that any field is worth, make ten marks
_FIELD, _SIDES, _VERDICT, _NUMBER = 11, 34, 13, 6  # characters; with the bar 76, which leaves room to indent


class Alike(Struct, frozen=True):
    """Mentions in one form with one arithmetic: the link of one of them, and where all of them stand."""

    link: Link
    places: tuple[Provenance, ...]


def group_mentions(links: Iterable[Link]) -> list[Alike]:
    """One for each form in which a person is written, by standing, those met most often first."""
    groups: dict[tuple[object, ...], list[Link]] = defaultdict(list)
    for link in links:
        groups[link.standing, link.written, link.score, link.evidence].append(link)
    alike = [Alike(same[0], tuple(sorted({link.provenance for link in same}))) for same in groups.values()]
    return sorted(
        alike,
        key=lambda one: (STANDINGS.index(one.link.standing), -len(one.places), one.link.written, one.places),
    )


def waterfall(link: Link, prior_bits: float | None = None) -> list[str]:
    """The comparisons, each with what stands on either side, how they agree, its bits and a bar; then the sum and the share.

    `prior_bits`: what the number of people counts against anybody before a field is compared (-6.0: one of 64); without it
    the sum is of the fields alone, and says so. A comparison takes one line of at most 76 characters; where the two sides are
    longer than that allows, they follow on the next.
    """
    lines = [line for one in link.evidence for line in _comparison(one)]
    if any(one.verdict == "decided" for one in link.evidence):
        return lines
    total, label = sum(one.weight for one in link.evidence), "fields together"
    if prior_bits is not None:
        anybody = Evidence("people", "anybody", f"1 of {round(2**-prior_bits):,}", "counted off", prior_bits)
        lines = [*_comparison(anybody), *lines]
        total, label = total + prior_bits, "all together"
    return [*lines, f"{label:{_FIELD + _SIDES + _VERDICT}}{total:+{_NUMBER}.1f}  share {link.score:.2f}"]


def _comparison(one: Evidence) -> list[str]:
    if one.verdict == "decided":
        return [f"decided by {visible(one.written)}: {visible(one.known)}"]
    sides = f"{visible(one.written) or '(nothing)'} | {visible(one.known) or '(nothing)'}"
    below = [" " * _FIELD + sides] if len(sides) >= _SIDES else []
    bar = ("+" if one.weight > 0 else "-") * round(abs(one.weight) / BITS_A_MARK)
    line = f"{say_field(one.field):{_FIELD}}{'' if below else sides:{_SIDES}}{one.verdict:{_VERDICT}}"
    return [f"{line}{one.weight:+{_NUMBER}.1f}  {bar}".rstrip(), *below]
