"""What a gap rule is: its types. Enters: nothing. Leaves: Rule and its parts.

A rule says what it looks for (trigger), what should stand beside it (expectation), by when, where that comes from, and carries
its own examples. How a rule file is read is for `file` to say, how each shape of rule is put to the records for `audit`.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

from msgspec import Struct

Unit = Literal["hours", "days", "working days", "weeks", "months"]
UNITS: tuple[Unit, ...] = get_args(Unit)
OWN_FILE = "own_file"  # in `needs`: the export that holds the trigger must itself reach the deadline


class Span(Struct, frozen=True):
    """A length of time as a rule counts it; `same day` is 0 days."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        unit = self.unit[:-1] if self.count == 1 else self.unit
        return "the same day" if self.count == 0 else f"{self.count} {unit}"


class OpenState(Struct, frozen=True):
    """A time that is open from one kind of record until another: a plan, a case."""

    starts: tuple[str, ...]
    ends: tuple[str, ...]
    sectors: tuple[str, ...] = ()  # whose records open and close it
    each_agency: bool = False  # every agency's involvement is a time of its own


class Selection(Struct, frozen=True):
    """Which records are meant: any of `kinds` (none given: any record at all), narrowed by everything else that is said."""

    kinds: tuple[str, ...] = ()
    also: tuple[str, ...] = ()  # the record carries every one of these kinds too
    without: tuple[str, ...] = ()  # the record carries none of these kinds
    sectors: tuple[str, ...] = ()
    not_sectors: tuple[str, ...] = ()
    younger_than_months: int | None = None
    not_younger_than_months: int | None = None  # a child of unknown age counts as not younger
    same_agency: bool = False  # recorded by an agency that recorded the trigger
    same_sector: bool = False  # recorded in a sector that recorded the trigger
    other_agency: bool = False  # recorded by an agency that did not
    days_before: int = 0  # as an answer: a record of up to so many days before the trigger counts too
    while_open: OpenState | None = None


class Trigger(Struct, frozen=True):
    """What sets the rule off. `called` is how a sentence names it: "an injury"."""

    any_of: tuple[Selection, ...]
    called: str
    not_on_day_of: tuple[str, ...] = ()
    one_at_a_time: bool = False  # further triggers are part of the same matter until it is answered or due


class Expectation(Struct, frozen=True):
    """What should follow. `called` is how a sentence names it: "a referral"."""

    any_of: tuple[Selection, ...]
    called: str
    from_next_day: bool = False  # a record of the trigger's own day is no answer
    days_before_in_doubt: int = 0  # one of so many days before the trigger may have been about the same matter
    not_late_with: tuple[
        str, ...
    ] = ()  # after the due day, a record of one of these kinds is about a matter of its own


class Repetition(Struct, frozen=True):
    """How often the trigger must stand in the records; days count, not records. `broken_by` starts the count again."""

    times: int
    within: Span
    broken_by: tuple[str, ...] = ()


class Origin(Struct, frozen=True):
    """Where a rule comes from."""

    title: str
    edition: str
    paragraph: str
    address: str


class ExampleEvent(Struct, frozen=True):
    """One record of an example. `on` is a day, a month, a year (2007-01-05, 2007-01, 2007) or `undated`."""

    on: str
    kinds: tuple[str, ...]
    sector: str
    agency: str
    time: str | None
    present: str
    possibly: bool  # it is not certain that the record is about the child
    summary: str
    recorded: str  # the day on which it was written down


class Example(Struct, frozen=True):
    """Records for which the rule's answer is known."""

    says: str
    result: str
    exports: dict[str, tuple[date, date]]  # sector → first and last day that its export speaks for
    events: tuple[ExampleEvent, ...]
    born: date | None
    died: date | None


class Rule(Struct, frozen=True):
    """One gap rule. Settings that its shape does not read are None or empty."""

    id: str
    title: str
    nation: str  # a nation, or "any"
    topic: str
    level: Literal["high", "medium", "low"]
    basis: str
    why: str
    source: Origin
    verified: bool  # a person has read the source and the figure stands there
    valid_from: date | None
    valid_to: date | None
    holds_before: str  # why the rule holds in substance before valid_from; empty: it does not
    people: tuple[str, ...]
    shape: str
    needs: tuple[str, ...]  # sectors without whose exports nothing can be told
    wording: str
    false_positives: tuple[str, ...]
    examples: tuple[Example, ...]
    trigger: Trigger | None = None
    expectation: Expectation | None = None
    deadline: Span | None = None
    late_until: Span | None = None  # counted from the due day
    quiet_if: tuple[str, ...] = ()  # between the trigger and the due day, the trigger's own record included
    quiet_after: tuple[str, ...] = ()  # the same, in another record that is later than the trigger
    yields_to: tuple[str, ...] = ()
    repeated: Repetition | None = None
    while_open: OpenState | None = None
    looking_back: Span | None = None
    concerns: Trigger | None = None
    agencies: dict[str, tuple[str, ...]] = {}  # sector → the words that name it in a list of those present
    present_after: tuple[str, ...] = ()  # in minutes, whoever is listed after these words was there
    absent_after: tuple[str, ...] = ()  # after these, was not there
    invited_after: tuple[str, ...] = ()  # after these, was asked to come
    times: int = 0
    one_occasion_within: Span | None = None  # records so near each other count as one occasion

    @property
    def source_line(self) -> str:
        """The source in one line, as a report prints it."""
        parts = (self.source.title, self.source.edition, self.source.paragraph)
        return ", ".join(part for part in parts if part)

    def trigger_kinds(self) -> frozenset[str]:
        """Every kind of event that can set this rule off."""
        kinds: set[str] = set()
        if self.trigger:
            kinds.update(kind for selection in self.trigger.any_of for kind in selection.kinds)
        if self.while_open:
            kinds.update(self.while_open.starts)
        return frozenset(kinds)
