"""A record that gives its last day. Enters: when it happened, its last day, its kinds. Leaves: the days it may tell of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from chronology.model import When
from chronology.when import as_edtf

LONGEST_EVENT_DAYS = 31  # what lasts longer is a stretch of life, not an event: its record tells of its beginning
# A record of a beginning is dated by that beginning; any other record that spans days may tell of any of them.
_BEGINNINGS = frozenset(
    "admission emergency_attendance became_looked_after case_opened referral_received referral_made assessment_started "
    "plan_started placement_started missing_started s47_started".split()
)


def tells_return(when: When, end: When, kinds: Sequence[str]) -> bool:
    """Whether a record of a missing child gives the day on which it was found: then it tells of the return as well."""
    if when.first is None or when.first != when.last or end.first is None or end.first != end.last:
        return False
    return "missing_started" in kinds and when.first <= end.first


def stretch(when: When, end: When, kinds: Sequence[str]) -> When:
    """`when`, reaching to `end` where the record tells of something that lasted."""
    if when.first is None or end.last is None or when.last is None or not _BEGINNINGS.isdisjoint(kinds):
        return when
    if not when.last < end.last <= when.first + timedelta(LONGEST_EVENT_DAYS):
        return when
    edtf = as_edtf(when.first, end.last, "range")
    return When(f"{when.text} – {end.text}", when.first, end.last, "range", when.time, None, edtf)
