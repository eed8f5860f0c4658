"""What each shape of rule needs to be told: one type a shape. Enters: nothing. Leaves: the settings and the Rule that holds them.

The tag of each type is the word that stands under `shape:` in a rule file.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from chronology.rule.shape import (
    Example,
    Expectation,
    OpenState,
    Origin,
    Repetition,
    Selection,
    Span,
    Trigger,
)


class ToldOnce(Struct, frozen=True):
    """How a rule about injuries knows those that are told again, were weighed, or turned out to be none."""

    again_within: Span  # after the first record of it
    retold_in: tuple[str, ...] = ()  # words of a letter or a notice, which may be about an occasion before it
    retold_types: tuple[str, ...] = ()  # types of record that say so by themselves
    of_its_own_in: tuple[str, ...] = ()  # words of a record that tells of a further injury
    healing_in: tuple[str, ...] = ()  # words of what is left of an injury: a sling, a scab
    weighed_in: tuple[str, ...] = ()  # of a record that weighed it: others' accounts of it do not count either
    ruled_out_in: tuple[str, ...] = ()  # of a record that says that the mark is no injury
    not_ruled_out_in: tuple[str, ...] = ()  # ... which these deny
    all_ruled_out_in: tuple[str, ...] = ()  # ... of several marks


class FollowUp(Struct, frozen=True, tag="missing_follow_up"):
    """After a trigger, something is expected by a deadline."""

    trigger: Trigger
    expectation: Expectation
    deadline: Span
    late_until: Span | None = None  # counted from the due day
    quiet_if: tuple[str, ...] = ()  # between the trigger and the due day, the trigger's own record included
    quiet_after: tuple[str, ...] = ()  # the same, in another record that is later than the trigger
    died_within: Span | None = (
        None  # the child's death silences the rule only so soon after the trigger; later, it is asked up to the death
    )
    told_once: ToldOnce | None = None


class Count(Struct, frozen=True, tag="count"):
    """Something recorded several times within a period, after which a response is expected."""

    follow_up: FollowUp
    repeated: Repetition


class Series(Struct, frozen=True, tag="sequence"):
    """Several times the same two steps (a referral, closed), and never the third, after which a response is expected."""

    follow_up: FollowUp
    repeated: Repetition
    each_followed_by: Expectation
    each_within: Span


class Recurrence(Struct, frozen=True, tag="repetition"):
    """Something recorded several times within a period, which is itself the finding."""

    trigger: Trigger
    repeated: Repetition


class Before(Struct, frozen=True, tag="before"):
    """Something is expected before an event: a report before a conference."""

    trigger: Trigger
    expectation: Expectation
    deadline: Span  # before the event
    looking_back: Span
    quiet_if: tuple[str, ...] = ()


class Interval(Struct, frozen=True, tag="interval"):
    """While something is open, records of a kind are expected at least every so often."""

    while_open: OpenState
    expectation: Expectation
    deadline: Span
    begins_after: Span | None = None  # only the part of each opening from so long after it began
    ends_after: Span | None = None  # only the part up to so long after it began
    younger_than_months: int | None = None  # only while the child is younger
    not_younger_than_months: int | None = None


class EveryNth(Struct, frozen=True, tag="every_nth"):
    """While something is open, one of every so many visits is expected to be of a kind: the child seen alone."""

    while_open: OpenState
    trigger: Trigger
    expectation: Expectation
    every: int


class Closing(Struct, frozen=True, tag="closing"):
    """A case is closed while something recorded shortly before has no outcome."""

    trigger: Trigger
    concerns: Trigger
    expectation: Expectation
    looking_back: Span


class Attendance(Struct, frozen=True, tag="attendance"):
    """A meeting about the child, and the agencies that are not recorded as there."""

    trigger: Trigger
    expectation: Expectation
    looking_back: Span
    agencies: dict[str, tuple[str, ...]]  # sector → the words that name it in a list of those present
    required: dict[
        str, tuple[str, ...]
    ] = {}  # name → sectors, one of which is always expected; none: whoever knew the child
    present_after: tuple[str, ...] = ()  # in minutes, whoever is listed after these words was there
    absent_after: tuple[str, ...] = ()  # after these, was not there
    invited_after: tuple[str, ...] = ()  # after these, was asked to come
    reported_after: tuple[str, ...] = ()  # an agency named before these sent a report, which speaks for it
    not_by_one_contact: tuple[str, ...] = ()  # sectors that do not know a child whom they met on one day alone


class Consultation(Struct, frozen=True, tag="consultation"):
    """Something is finished or begins, and agencies that knew the child are not recorded as asked or told."""

    trigger: Trigger
    expectation: (
        Expectation  # a record that shows its own agency to be heard; of the one that finished it: those that it names
    )
    everybody: Expectation  # a record that shows every agency to be heard
    looking_back: Span
    known_within: Span  # before: an agency that recorded something of the child or its parents knew it
    agencies: dict[str, tuple[str, ...]]  # sector → the words that name it
    asked_by: tuple[str, ...]  # a sentence with one of these words and an agency's name tells that it was asked
    looking_on: Span | None = None  # after: word that came so long afterwards counts too


class Spread(Struct, frozen=True, tag="spread"):
    """The same thing stands in several agencies' files, and no one file holds every occasion."""

    trigger: Trigger
    looking_back: Span
    one_occasion_within: Span | None = None  # records so near each other count as one occasion
    told: dict[str, tuple[str, ...]] = {}  # sector → the words by which another agency's record says that it was told
    not_told: tuple[str, ...] = ()  # a sentence with one of these words says of nobody that they were told
    told_once: ToldOnce | None = None


class Quickening(Struct, frozen=True, tag="quickening"):
    """It comes at ever shorter intervals."""

    trigger: Trigger
    times: int
    one_occasion_within: Span | None = None
    told_once: ToldOnce | None = None


class Change(Struct, frozen=True, tag="change"):
    """Contacts stand close together in the time before an event, and are fewer both before and after that time."""

    trigger: Trigger
    contacts: Trigger
    window: Span  # before the event; the times before it and after the event that are compared are as long
    times: int  # contacts in the window, at least; and at least twice those of each of the other two times


class Account(Struct, frozen=True, tag="accounts"):
    """Several records give different explanations of one thing: `accounts` is a name → the words that tell it."""

    trigger: Trigger
    accounts: dict[str, tuple[str, ...]]
    one_occasion_within: Span


class Dates(Struct, frozen=True, tag="dates"):
    """Two agencies put an event that happens once on different days, at most `within` apart."""

    trigger: Trigger
    within: Span


class Against(Struct, frozen=True, tag="against"):
    """One agency's record of a day says what another agency's record of that day says the opposite of."""

    trigger: Trigger
    against: Trigger


class Recording(Struct, frozen=True, tag="recording"):
    """A record was written down later after the event than expected."""

    trigger: Trigger
    deadline: Span


class Promised(Struct, frozen=True):
    """What a promise is told by, and what keeps it."""

    words: tuple[str, ...]
    kept_by: Selection


class Promise(Struct, frozen=True, tag="promised_action"):
    """The record itself states an action and the day by which it will be done."""

    trigger: Trigger
    promises: tuple[Promised, ...]
    late_until: Span | None = None
    repeated: Repetition | None = (
        None  # only so many promises within such a time of which nothing is found are told, as one
    )


class NewAdult(Struct, frozen=True, tag="new_adult"):
    """An adult who stands in no earlier record is met with the child, and a check or a sharing is expected."""

    expectation: Expectation
    deadline: Span
    known_after: Span  # adults met within so long of the first record are not new: the records only begin there
    late_until: Span | None = None


class ByAge(Struct, frozen=True, tag="by_age"):
    """Something is expected between two ages of the child."""

    expectation: Expectation
    from_age: Span
    deadline: Span  # after birth
    late_until: Span | None = None


class Siblings(Struct, frozen=True, tag="siblings"):
    """The same thing is recorded of two or more children of the case."""

    trigger: Trigger
    looking_back: Span
    children: int
    of_several: tuple[str, ...] = ()  # a record about several children counts for each only with one of these words


class GoodPeriod(Struct, frozen=True, tag="good_period"):
    """A long time with contacts and without a concern."""

    concerns: Trigger
    contacts: Trigger
    longest: Span  # without a concern: longer than this is told
    times: int  # contacts in it, at least


Settings = (
    FollowUp
    | Count
    | Series
    | Recurrence
    | Before
    | Interval
    | EveryNth
    | Closing
    | Attendance
    | Consultation
    | Spread
    | Quickening
    | Change
    | Account
    | Dates
    | Against
    | Recording
    | Promise
    | NewAdult
    | ByAge
    | Siblings
    | GoodPeriod
)

_WITH_EXPECTATION = FollowUp | Before | Interval | EveryNth | Closing | Attendance | Consultation | NewAdult | ByAge


class Rule(Struct, frozen=True):
    """One gap rule. What its shape needs stands in `settings`."""

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
    needs: tuple[str, ...]  # sectors without whose exports nothing can be told
    wording: str
    false_positives: tuple[str, ...]
    examples: tuple[Example, ...]
    settings: Settings
    yields_to: tuple[str, ...] = ()
    edition_of: str = ""  # the rule of which this is the standard of other years
    not_in: tuple[str, ...] = ()  # nations with a rule of their own for the same, where `nation` is any
    default_on: bool = True  # a rule that is off runs only where the case file switches it on
    local_note: str = ""  # what the case file changed of it, and why

    @property
    def shape(self) -> str:
        """The word that stands under `shape:` in its file."""
        return str(self.settings.__struct_config__.tag)

    def holds_in(self, nation: str) -> bool:
        """Whether the rule is put to cases of `nation`; `any`: of every nation."""
        return self.nation in (nation, "any") and nation not in self.not_in and (nation != "any" or not self.not_in)

    @property
    def family(self) -> str:
        """The id that all editions of the rule share."""
        return self.edition_of or self.id

    @property
    def source_line(self) -> str:
        """The source in one line, as a report prints it."""
        parts = (self.source.title, self.source.edition, self.source.paragraph)
        return ", ".join(part for part in parts if part)

    @property
    def trigger(self) -> Trigger | None:
        """What sets the rule off; None where that is not a record: a time that is open, an age, a person."""
        settings = self.settings
        if isinstance(settings, Count | Series):
            return settings.follow_up.trigger
        if isinstance(settings, Interval | NewAdult | ByAge):
            return None
        return settings.contacts if isinstance(settings, GoodPeriod) else settings.trigger

    @property
    def expectation(self) -> Expectation | None:
        """What should stand beside it; None where the trigger itself is the finding."""
        settings = self.settings
        if isinstance(settings, Count | Series):
            return settings.follow_up.expectation
        if isinstance(settings, _WITH_EXPECTATION):
            return settings.expectation
        return None

    def trigger_kinds(self) -> frozenset[str]:
        """The kinds of event without any of which the rule has nothing to say of a child; none: it asks about every child."""
        if isinstance(self.settings, Interval | EveryNth):
            return frozenset(self.settings.while_open.starts)
        return self.trigger.kinds() if self.trigger else frozenset()
