"""What a shape of rule says of one matter, before it becomes a finding. Judgements are counted; all but `met` are shown."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Literal

from msgspec import Struct

from chronology.model import Entry

Taken = Collection[date | str]  # what a rule stands back from: days, and ids of entries without an exact day


class Judgement(Struct, frozen=True, gc=False):
    """One matter judged. `absent` names needed sectors that were not supplied, so that such matters can be told as one."""

    outcome: Literal["met", "late", "no_record", "cannot_tell", "pattern"]
    day: date | None  # of the matter, for the order of findings
    entries: tuple[Entry, ...]
    statement: str = ""
    due: date | None = None
    answered_by: tuple[Entry, ...] = ()
    answered_on: date | None = None
    absent: tuple[str, ...] = ()
    reckoning: str = ""  # how the deadline was counted, where it is not from `day` by the rule's own deadline
    subjects: tuple[str, ...] = ()  # whom it is about, where not the one child
