"""Who knew what at the end of one day. Enters: entries, agencies, whom it is about, the day. Leaves: a Snapshot.

A record was held from the day it was written down, or from the day it tells of where nothing says when it was written. Nothing
that lies after the day and was written down after it comes in: with hindsight everybody knows. What a record said on the day
cannot be told where its writer added to it later.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from chronology.knowledge.agencies import AgenciesOf, Agency
from chronology.knowledge.facts import Certainty, Held, Piece, Snapshot, Together
from chronology.knowledge.told import name_told, own_word, told_words
from chronology.model import CHILDREN, Entry, Subject, When
from chronology.when import possible_days

_By = Literal["certain", "possible", "later"]


class _Known(Struct, frozen=True):
    """An entry that stands before the day in time or in writing: whether it happened by then and was written down by then."""

    entry: Entry
    happened: _By
    written: _By
    ground: str
    settled: bool  # who it is about


class _Agency(Struct):
    """What is gathered for one agency."""

    own: list[Piece]
    later: list[Piece]
    told: dict[str, Piece]


def see_on(
    on: date,
    why: str,
    entries: Iterable[Entry],
    people: Sequence[Subject],
    agencies: Sequence[Agency],
    agencies_of: AgenciesOf,
) -> Snapshot:
    """What every agency held and was told of `people` by the end of `on`, in the order of `entries`."""
    wanted = {subject.id for subject in people}
    known, undated = [], 0
    for entry in entries:
        settled = not wanted.isdisjoint(entry.subjects)
        if not settled and wanted.isdisjoint(entry.possible_subjects):
            continue
        one = _known(entry, on, settled)
        if one:
            known.append(one)
        elif not lies_after(entry, on):
            undated += 1
    gathered = {agency.name: _Agency([], [], {}) for agency in agencies}
    for one in known:
        _share(one, gathered, agencies, agencies_of)
    return Snapshot(
        on,
        why,
        tuple(subject.id for subject in people),
        tuple(
            Held(agency.name, agency.sector, tuple(found.own), tuple(found.later), tuple(found.told.values()))
            for agency in agencies
            for found in (gathered[agency.name],)
        ),
        tuple(_together(known, people, agencies_of)),
        undated,
    )


def lies_after(entry: Entry, on: date) -> bool:
    """Whether the entry both tells of a later day and was not written down by `on`; an undated one may lie before."""
    happened, written = _by(entry.event.when, on), _by(entry.event.recorded, on)
    return "later" in (happened, written) and {happened, written} <= {"later", None}


def _by(when: When | None, on: date) -> _By | None:
    """Whether `when` lies on or before the day; None where it has no day.

    A date in doubt that is written as later than the day stays later, though it may be earlier: hindsight is the worse fault.
    """
    days = possible_days(when) if when else None
    if days is None or when is None or when.first is None:
        return None
    return "certain" if days[1] <= on else "possible" if when.first <= on else "later"


def _known(entry: Entry, on: date, settled: bool) -> _Known | None:
    """What the entry is on the day; None where nothing puts it on or before the day."""
    happened, written = _by(entry.event.when, on), _by(entry.event.recorded, on)
    if happened in (None, "later") and written in (None, "later"):
        return None
    if written is None:
        ground = "by the day of the event; when it was written down is not known"
        return _Known(entry, happened or "possible", happened or "possible", ground, settled)
    recorded = entry.event.recorded.text if entry.event.recorded else ""
    return _Known(entry, happened or "possible", written, f"recorded on {recorded}", settled)


def _share(one: _Known, gathered: dict[str, _Agency], agencies: Sequence[Agency], agencies_of: AgenciesOf) -> None:
    """Adds the entry to what its own agencies held, and to what it and they told others."""
    entry = one.entry
    own = agencies_of(entry)
    word = own_word(entry.event) if one.happened != "later" else None
    for name in own:
        if name not in gathered:
            continue
        mine = gathered[name]
        if one.written == "later":
            mine.later.append(_piece(one, "certain", one.ground))
        else:
            mine.own.append(_piece(one, one.written, one.ground))
        if word:
            mine.told[entry.id] = _piece(one, _least_sure(word[0], one.happened), word[1] + _late(one))
    if one.happened == "later":  # an appointment that is only written down tells nobody anything
        return
    for name, standing, ground in name_told(entry.event, [agency for agency in agencies if agency.name not in own]):
        gathered[name].told[entry.id] = _piece(one, _least_sure(standing, one.happened), ground + _late(one))


def _least_sure(standing: Certainty, happened: _By) -> Certainty:
    return "certain" if standing == happened == "certain" else "possible"


def _late(one: _Known) -> str:
    return f"; {one.ground}" if one.written == "later" else ""


def _piece(one: _Known, standing: Certainty, ground: str) -> Piece:
    return Piece(
        one.entry.id,
        standing if one.settled else "possible",
        ground if one.settled else f"{ground}; not settled who it is about",
    )


def _together(known: Sequence[_Known], people: Sequence[Subject], agencies_of: AgenciesOf) -> Iterable[Together]:
    """By child and kind, what the records written down by then held over all agencies."""
    held = [one for one in known if one.written != "later"]
    for subject in people:
        if subject.role not in CHILDREN:
            continue
        about = [one for one in held if subject.id in (*one.entry.subjects, *one.entry.possible_subjects)]
        for kind in told_words().held_together:
            of_kind = [one for one in about if kind in one.entry.event.kinds]
            if of_kind:
                yield _count(subject.id, kind, of_kind, agencies_of)


def _count(subject: str, kind: str, of_kind: Sequence[_Known], agencies_of: AgenciesOf) -> Together:
    by_agency: dict[str, set[date]] = {}
    days, counted = set(), []
    for one in of_kind:
        span = possible_days(one.entry.event.when)
        if not span or span[0] != span[1] or one.happened != "certain" or subject not in one.entry.subjects:
            continue
        days.add(span[0])
        counted.append(one.entry.id)
        for name in agencies_of(one.entry):
            by_agency.setdefault(name, set()).add(span[0])
    ranked = sorted(((name, len(held)) for name, held in by_agency.items()), key=lambda pair: (-pair[1], pair[0]))
    whole = tuple(name for name, count in ranked if count == len(days))
    return Together(subject, kind, len(days), tuple(ranked), whole, tuple(counted), len(of_kind) - len(counted))
