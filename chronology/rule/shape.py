"""What a gap rule is: its general types. Enters: nothing. Leaves: Rule and the parts that several shapes share.

A rule says what it looks for (trigger), what should stand beside it (expectation), by when, where that comes from, and carries
its own examples. What one shape alone needs stands in `settings`; how a rule file is read is for `file` and `parts` to say, how
each shape is put to the records for `audit`.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

from msgspec import Struct

Unit = Literal["hours", "days", "working days", "weeks", "months", "years", "school days", "before the next school day"]
UNITS: tuple[Unit, ...] = get_args(Unit)[:-1]
BEFORE_SCHOOL: Unit = "before the next school day"
CHILD, ADULT = (
    "child",
    "adult",
)  # whom a triggering record may be about: the child, or grown-ups of the case's register alone
OWN_FILE = "own_file"  # in `needs`: the export that holds the trigger must itself reach the deadline


class Span(Struct, frozen=True):
    """A length of time as a rule counts it; `same day` is 0 days."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        if self.unit == BEFORE_SCHOOL:
            return self.unit
        unit = self.unit[:-1] if self.count == 1 else self.unit
        return "the same day" if self.count == 0 else f"{self.count} {unit}"


class OpenState(Struct, frozen=True):
    """A time that is open from one kind of record until another: a plan, a case. `name` is its word in states.yaml, if any.

    With `words` and `and_words`, only a record whose narrative holds one of each opens it, with `in_one_sentence` one that has a
    sentence with a word of each group, with `not_in_one_sentence` one that has none; any record that holds one of `end_words`
    ends it too. `lapses_after_months` after the last start, or the last record of a kind in `kept_open_by` or with a word of
    `kept_open_by_words`, it is open no longer.
    """

    starts: tuple[str, ...]
    ends: tuple[str, ...]
    sectors: tuple[str, ...] = ()  # whose records open and close it
    each_agency: bool = False  # every agency's involvement is a time of its own
    name: str = ""
    words: tuple[str, ...] = ()
    and_words: tuple[str, ...] = ()
    end_words: tuple[str, ...] = ()
    in_one_sentence: tuple[tuple[str, ...], ...] = ()
    not_in_one_sentence: tuple[tuple[str, ...], ...] = ()
    kept_open_by: tuple[str, ...] = ()
    kept_open_by_words: tuple[str, ...] = ()  # in the narrative or the agency's category
    not_kept_open_by_words: tuple[str, ...] = ()  # a sentence with one of these is none that keeps it open
    kept_open_in: tuple[str, ...] = ()  # the sectors whose words keep it open; none: those of `sectors`
    lapses_after_months: int | None = None


class Following(Struct, frozen=True):
    """A record of one of `kinds`, in one of `sectors` (none given: in any), stands at most `within` before, or after."""

    kinds: tuple[str, ...]
    within: Span
    sectors: tuple[str, ...] = ()


class Selection(Struct, frozen=True):
    """Which records are meant: any of `kinds` (none given: any record at all), narrowed by everything else that is said."""

    kinds: tuple[str, ...] = ()
    also: tuple[str, ...] = ()  # the record carries every one of these kinds too
    without: tuple[str, ...] = ()  # the record carries none of these kinds
    words: tuple[str, ...] = ()  # its narrative holds one of these words or phrases, in any case of letters
    and_words: tuple[str, ...] = ()  # and one of these
    without_words: tuple[str, ...] = ()
    only_on: tuple[str, ...] = ()  # no injury is on a part of the body other than these, as far as it says
    not_only_on: tuple[str, ...] = ()  # not where every injury it tells of is on one of these
    worrying: bool = False  # by its words it may be a sign of worry
    has: tuple[str, ...] = ()  # these fields of the record are not empty
    has_not: tuple[str, ...] = ()  # these fields are empty
    sectors: tuple[str, ...] = ()
    not_sectors: tuple[str, ...] = ()
    younger_than_months: int | None = None
    not_younger_than_months: int | None = None  # a child of unknown age counts as not younger
    moving_from_months: int | None = (
        None  # the records say that the child moves by itself, or say nothing of it and it is of that age
    )
    not_moving_below_months: int | None = None  # it does not, as the records say; or they say nothing and it is younger
    in_one_sentence: tuple[tuple[str, ...], ...] = ()  # one sentence of its narrative holds a word of each of these
    sentence_without: tuple[str, ...] = ()  # that sentence holds none of these
    in_field: tuple[tuple[str, tuple[str, ...]], ...] = ()  # each of these fields holds one of its words
    not_in_field: tuple[tuple[str, tuple[str, ...]], ...] = ()  # none of these fields does
    same_agency: bool = False  # recorded by an agency that recorded the trigger
    same_sector: bool = False  # recorded in a sector that recorded the trigger
    itself: bool = False  # as an answer: only the triggering record itself
    other_agency: bool = False  # recorded by an agency that did not
    days_before: int = 0  # as an answer: a record of up to so many days before the trigger counts too
    while_open: OpenState | None = None
    not_while_open: OpenState | None = None
    following: Following | None = None
    unless: tuple[Selection, ...] = ()  # a record that is one of these too is not meant
    not_made_good: Following | None = None  # no such record of an agency that recorded it stands so soon after it


class Trigger(Struct, frozen=True):
    """What sets the rule off. `called` is how a sentence names it: "an injury".

    `about`: records about the child; or about a parent, carer or other adult of the case's register and about no child of it.
    """

    any_of: tuple[Selection, ...]
    called: str
    not_on_day_of: tuple[str, ...] = ()
    one_at_a_time: bool = False  # further triggers are part of the same matter until it is answered or due
    dated: bool = False  # what has no exact day asks nothing
    about: tuple[str, ...] = (CHILD,)

    def kinds(self) -> frozenset[str]:
        """Every kind of event that can set it off."""
        return frozenset(kind for selection in self.any_of for kind in selection.kinds)


class Expectation(Struct, frozen=True):
    """What should follow. `called` is how a sentence names it: "a referral"."""

    any_of: tuple[Selection, ...]
    called: str
    from_next_day: bool = False  # a record of the trigger's own day is no answer
    days_before_in_doubt: int = 0  # one of so many days before the trigger may have been about the same matter
    not_late_with: tuple[
        str, ...
    ] = ()  # after the due day, a record of one of these kinds is about a matter of its own
    earlier_in_doubt: bool = False  # a record of the trigger's day with an earlier time may be about another matter
    other_child_in_doubt: bool = False  # of a sibling: a record about another child of the register may be about it too
    words_in_doubt: tuple[str, ...] = ()  # a record with one of these words, and no kind of the trigger, may be so too
    in_doubt: tuple[Selection, ...] = ()  # a record up to the due day that is one of these leaves it open


class Repetition(Struct, frozen=True):
    """How often the trigger must stand in the records; days count, not records.

    `broken_by` starts the count again; `same_agency` counts for each agency by itself; days up to `apart` after one that is counted
    are of the same matter; `distinct` counts not days but the agencies or places that they name.
    """

    times: int
    within: Span
    broken_by: tuple[str, ...] = ()
    same_agency: bool = False
    apart: Span | None = None
    distinct: Literal["days", "agencies", "places"] = "days"


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
    action: str = ""
    outcome: str = ""
    voice: str = ""
    place: str = ""
    category: str = ""
    injuries: tuple[str, ...] = ()  # the parts of the body that they are on
    about: tuple[str, ...] = ()  # whom it is about, where not the child alone: child, brother, adult
    worrying: bool = False


class Example(Struct, frozen=True):
    """Records for which the rule's answer is known."""

    says: str
    result: str
    exports: dict[str, tuple[date, date]]  # sector → first and last day that its export speaks for
    events: tuple[ExampleEvent, ...]
    born: date | None
    died: date | None
