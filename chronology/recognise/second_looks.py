"""Columns read again once all others are known. Enters: what was chosen, and how the columns look. Leaves: better choices, and issues.

Where no column is the date, the narrative, the person or the author, the nearest there is takes the place; where a number is the
person's or the record's is told by the cells. The first reading of each column is for `claims` and `columns`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Literal

from msgspec.structs import replace

from chronology.issues import issue
from chronology.model import Issue
from chronology.people import numbered, numbers_of_people, whose_column
from chronology.profile import CLOSING
from chronology.recognise.cells import Look
from chronology.recognise.claims import LEAST_LIKELY, Claim
from chronology.recognise.fits import CONFIRMS, NEUTRAL, fit_of
from chronology.recognise.headings import (
    ideas_of,
    ideas_within,
    is_secondary,
    read_adult_heading,
    read_heading,
    tells_beginning,
    tells_closing,
    tells_of_party,
    tells_particulars,
    tells_parties,
    tells_response,
)

PLAINLY_DATES = 0.6  # share of dates in a column under a heading that is not understood
NAMES_NARRATIVE = 0.25  # score of a heading that can mean a narrative by itself, though its cells do not say so
NAMES = ("name", "forename", "surname")
PERSONAL = (*NAMES, "born", "nhs_number", "agency_id", "sex", "address", "postcode")
LEAST_TEXT_WORDS = 5  # words a cell on average, from which a column that would be left out is kept as text
LEAST_TOLD_WORDS = 3  # the same where the heading asks who was told: "Told social worker" is a response, "Yes" is none
LEAST_TEXT_DISTINCT = 0.3  # share of the cells that differ: less is a standing text, and tells of no contact
LEAST_TELLING = (
    0.2  # of the different cells of a column that is not understood, the share in words from which it is read
)
LEAST_TELLING_APART = 0.5  # of those, the share that differ: less is a choice from a list
SENTENCES = 0.5  # share of cells that are sentences, from which "Contact details" are of a contact and not of how to reach somebody

MOST_CLASS_WORDS = 2  # words a cell on average: longer cells that differ are no names of a class
LEAST_TOLD_DISTINCT = 0.7  # share of the cells that differ, from which they tell something each
IN_SENTENCES = "cells in sentences"  # the reason of a column that is read though its heading is not understood
LEAST_PARTIES = 2  # columns of people, from which they are those of an occurrence
_BARE = ({"event"}, {"step"})  # ideas of a heading that names what happened and no class of it

Owner = Literal["person", "record", ""]
"""Whose a number is, as the cells tell: the same for one person on every row, another on every row, or neither."""


def tell_numbers(
    chosen: dict[int, Claim], headings: Sequence[str], owner: Callable[[int, Sequence[int]], Owner]
) -> None:
    """A case or system number is the person's or the record's as its cells say, where the heading does not say of whom it is."""
    people = [index for index, claim in chosen.items() if claim.field in (*NAMES, "nhs_number", "born")]
    turned: dict[str, tuple[Owner, str, frozenset[str]]] = {
        "agency_id": ("record", "ref", frozenset(("child", "subject", "nhs", "upn"))),
        "ref": ("person", "agency_id", frozenset(("event", "document", "line"))),
    }
    for index, claim in list(chosen.items()):
        if claim.field not in turned or claim.reason == "profile":
            continue
        whose, field, settled = turned[claim.field]
        if not settled.isdisjoint(ideas_within(headings[index])) or owner(index, people) != whose:
            continue
        if all(other.field != field for other in chosen.values()):
            chosen[index] = replace(claim, field=field, standing="likely", reason="cell looks")
        else:
            chosen[index] = Claim(index, "other", 0, 0, "likely", "another column has its field")


def demote_involved(chosen: dict[int, Claim], headings: Sequence[str]) -> None:
    """Where names stand in columns of their own, those "involved" are people present and not the one whom the record is about."""
    if not any(claim.field in ("forename", "surname") for claim in chosen.values()):
        return
    for index, claim in list(chosen.items()):
        if claim.field == "name" and claim.reason != "profile" and "involved" in ideas_of(headings[index])[0]:
            taken = any(other.field == "present" for other in chosen.values())
            chosen[index] = replace(claim, field="other" if taken else "present")


def promote_author(chosen: dict[int, Claim], looks: Sequence[Look], headings: Sequence[str]) -> None:
    """Where no column names the author, a "User ID" that is no mere number, or the manager, stands for one."""
    if any(claim.field == "author" for claim in chosen.values()):
        return
    for index, look in enumerate(looks):
        claim = chosen.get(index)
        ideas = set(ideas_of(headings[index])[0])
        named = ("staff" in ideas and not ideas.isdisjoint(("number", "code", "reference"))) or ideas == {"manager"}
        free = claim is None or (claim.field == "other" and claim.reason != "profile")
        if free and named and look.filled and look.digits < 0.2 and look.words <= 3:
            chosen[index] = Claim(index, "author", LEAST_LIKELY, 0, "likely", "both")
            return


def mark_closing(chosen: dict[int, Claim], headings: Sequence[str]) -> None:
    """The end of a case is no end of a contact, unless the date column says what began; its reason says so."""
    began = any(claim.field == "date" and tells_beginning(headings[index]) for index, claim in chosen.items())
    for index, claim in list(chosen.items()):
        if claim.field == "date_end" and claim.reason != "profile" and tells_closing(headings[index]) and not began:
            chosen[index] = replace(claim, standing="likely", reason=CLOSING)


def shown_heading(heading: str, index: int) -> str:
    """The heading as messages name it: by its place where it is blank."""
    return heading.strip() or f"column {index + 1}"


def promote_date(
    chosen: dict[int, Claim], looks: Sequence[Look], headings: Sequence[str], issues: list[Issue], undecided: bool
) -> None:
    """Where no column is the date of the contact, the end of it or its recording is the nearest there is; that is said."""
    better = any(claim.field in ("date_end", "recorded") for claim in chosen.values())
    for index, claim in list(chosen.items()):
        if claim.field == "date" and better and claim.standing != "sure" and is_secondary(headings[index]):
            chosen[index] = Claim(index, "other", 0, 0, "likely", "heading")
    if undecided or any(claim.field == "date" for claim in chosen.values()):
        return
    near = [
        (nearness, index)
        for index, claim in chosen.items()
        if (nearness := _nearness(claim.field, headings[index])) and fit_of("date", looks[index]) == CONFIRMS
    ]
    if near:
        _, index = min(near, key=itemgetter(0))
        chosen[index] = replace(chosen[index], field="date", standing="likely")
        issues.append(issue("column_assumed", heading=shown_heading(headings[index], index), detail="date"))
        return
    for index, look in enumerate(looks):
        if set(ideas_of(headings[index])[0]) == {"date", "action"} and look.date >= PLAINLY_DATES:
            chosen[index] = Claim(index, "date", LEAST_LIKELY, 0, "likely", "both")
            issues.append(issue("column_assumed", heading=shown_heading(headings[index], index), detail="date"))
            return


def _nearness(field: str, heading: str) -> int:
    """How far a column of dates is from when it happened, 1 the nearest; 0 for one that is not known to be near it."""
    if field == "recorded" and "step" in ideas_of(heading)[0]:
        return 1  # "Reported missing" is when it began, as far as anybody knows, and stands before "Found"
    return {"date_end": 2, "recorded": 3}.get(field, 0)


def tell_events(chosen: dict[int, Claim], looks: Sequence[Look], headings: Sequence[str]) -> None:
    """A bare "Event" or "Letter" that never says the same twice, and says more than any other narrative, is told and not classed."""
    longest = max((looks[index].words for index, claim in chosen.items() if claim.field == "summary"), default=0.0)
    for index, claim in list(chosen.items()):
        look = looks[index]
        classed = claim.field == "kind" and claim.reason != "profile" and set(ideas_of(headings[index])[0]) in _BARE
        told = look.words > max(MOST_CLASS_WORDS, longest) and look.distinct > LEAST_TOLD_DISTINCT
        if classed and told and _may_be_text(look):
            chosen[index] = replace(claim, field="summary", standing="likely")


def tell_narrative_and_action(
    chosen: dict[int, Claim], looks: Sequence[Look], claims: Sequence[Claim], headings: Sequence[str]
) -> None:
    """Of "What was said / done" or "Record / plan", where no other column may be the narrative, what was said comes first."""
    if any(claim.field == "summary" for claim in chosen.values()):
        return
    if any(claim.field == "summary" and claim.index not in chosen for claim in claims):
        return
    for index, claim in list(chosen.items()):
        first = ideas_of(headings[index])[0][:1]
        both = claim.field == "action" and claim.reason != "profile" and first in (("text",), ("record",))
        if both and _may_be_text(looks[index]):
            chosen[index] = replace(claim, field="summary", standing="likely")


def promote_summary(
    chosen: dict[int, Claim],
    looks: Sequence[Look],
    claims: Sequence[Claim],
    undecided: set[int],
    headings: Sequence[str],
) -> None:
    """Where no column is the narrative, the best there is: a heading that can mean one, else the longest text; that is said."""
    if any(claim.field == "summary" for claim in chosen.values()):
        return
    named = {claim.index for claim in claims if claim.field == "summary" and claim.score >= NAMES_NARRATIVE}
    best: tuple[bool, float, int] | None = None
    for index, look in enumerate(looks):
        claim = chosen.get(index)
        if claim is None:
            free = index not in undecided and (index in named or look.words >= 3)
        elif claim.field == "other" and tells_particulars(headings[index]):
            # "Contact details" in which there is more to read than a number are those of the contact.
            free = not tells_particulars(headings[index], True) and look.words >= LEAST_TEXT_WORDS and look.digit < 0.5
        elif claim.field == "child_seen":
            # "What was seen / heard" over sentences does not ask whether the child was.
            free = claim.reason != "profile" and look.words >= LEAST_TEXT_WORDS
        else:
            # An "Incident" that never says the same twice is told, not classed.
            free = (
                claim.field == "kind"
                and index in named
                and look.words > MOST_CLASS_WORDS
                and look.distinct > LEAST_TOLD_DISTINCT
            )
        if free and _may_be_text(look):
            best = max(best or (False, 0.0, 0), (index in named, look.words, -index))
    if best is not None:
        index = -best[2]
        chosen[index] = Claim(index, "summary", LEAST_LIKELY, 0, "likely", "cell looks")


def _may_be_text(look: Look) -> bool:
    """Whether nothing in the cells says that they are dates, answers or names."""
    values = max(look.date, look.clock, look.choice, look.people)
    return look.filled > 0 and values < 0.5 and look.name_comma < 0.8


def keep_text(
    chosen: dict[int, Claim],
    looks: Sequence[Look],
    headings: Sequence[str],
    same: Callable[[int, int], bool],
    barred: set[int],
) -> None:
    """Sentences under a heading that is not understood are kept, as action or one more narrative, rather than left out.

    What was told to whom, and what no heading word is known for, may be said in a few of its cells, the rest being "None" or "Yes".
    """
    for index, look in enumerate(looks):
        claim = chosen.get(index)
        free = claim is None or (claim.field == "other" and claim.reason != "profile")
        if not free or index in barred or tells_particulars(headings[index], look.sentence >= SENTENCES):
            continue
        response = tells_response(headings[index])
        told = response and all(claim.field != "action" for claim in chosen.values())
        at_times = (response or not ideas_of(headings[index])[0]) and _tells_at_times(look)
        whole = _holds_response(look) if told else _holds_sentences(look) or _holds_terms(look, headings[index])
        if not (whole or at_times):
            continue
        kept = [other for other, claim in chosen.items() if claim.field in ("summary", "action")]
        if not any(same(index, other) for other in kept):
            field = "action" if told and whole else "summary"
            chosen[index] = Claim(index, field, LEAST_LIKELY, 0, "likely", IN_SENTENCES)


def _tells_at_times(look: Look) -> bool:
    """Whether some of the cells tell of the contact, each in words of its own: a few names of teams, over and over, do not."""
    values = max(look.date, look.clock, look.people, look.postcode)
    return look.telling >= LEAST_TELLING and look.telling_apart > LEAST_TELLING_APART and values < 0.5


def _holds_response(look: Look) -> bool:
    """Whether the cells say what was told to whom: not yes and no, and no list of agencies."""
    values = max(look.date, look.clock, look.choice, look.people, look.name_comma, look.sector)
    return look.words >= LEAST_TOLD_WORDS and look.distinct > LEAST_TEXT_DISTINCT and values < 0.5


def _holds_terms(look: Look, heading: str) -> bool:
    """Whether the cells are the terms of clinical codes, which may be all that a record says: "Bruising", "Child not brought"."""
    return "term" in ideas_of(heading)[0] and look.filled > 0 and look.digits < 0.5 and look.date < 0.5


def _holds_sentences(look: Look) -> bool:
    values = max(look.date, look.clock, look.choice, look.people, look.name, look.name_comma, look.postcode)
    return look.words >= LEAST_TEXT_WORDS and look.distinct > LEAST_TEXT_DISTINCT and values < 0.5


def promote_parties(chosen: dict[int, Claim], looks: Sequence[Look], headings: Sequence[str]) -> None:
    """Where a column names a party of an occurrence (a victim, the children linked), all columns of people name its people.

    A column that nobody can read as names stays what it is; where names stand in columns of their own, nothing is changed.
    """
    people = [
        index
        for index, heading in enumerate(headings)
        if (tells_parties(heading) or any(reading.field == "name" for reading in read_heading(heading)[:1]))
        and fit_of("name", looks[index]) >= NEUTRAL
        and _is_free_for_names(chosen.get(index))
    ]
    in_parts = any(claim.field in ("forename", "surname") for claim in chosen.values())
    if in_parts or len(people) < LEAST_PARTIES or not any(tells_parties(headings[index]) for index in people):
        return
    for index in people:
        chosen[index] = Claim(index, "name", LEAST_LIKELY, 0, "likely", "one of several columns of people")
    for index, heading in enumerate(headings):
        field = tells_of_party(heading)
        if (
            field
            and index not in people
            and whose_column(index, headings, people) is not None
            and fit_of(field, looks[index]) >= NEUTRAL
            and _is_free_for_names(chosen.get(index))
        ):
            chosen[index] = Claim(index, field, LEAST_LIKELY, 0, "likely", "of one of several columns of people")


def follow_numbers(chosen: dict[int, Claim], looks: Sequence[Look], headings: Sequence[str]) -> None:
    """Where `Child 1 Surname` is a surname, `Child 2 Surname` is that of the second person of the record."""
    numbers = numbers_of_people(headings, {index: claim.field for index, claim in chosen.items()})
    first = {numbered(headings[index])[0]: chosen[index] for index, number in numbers.items() if number == 1}
    for index in numbers:
        like = first[numbered(headings[index])[0]]
        claim = chosen.get(index)
        if (
            (claim is None or claim.field == "other")
            and looks[index].filled
            and fit_of(like.field, looks[index]) >= NEUTRAL
        ):
            chosen[index] = replace(like, index=index, standing="likely", reason="of one of several people")


def _is_free_for_names(claim: Claim | None) -> bool:
    return claim is None or (claim.field in ("name", "present", "other", "summary") and claim.reason != "profile")


def promote_adult(
    chosen: dict[int, Claim], looks: Sequence[Look], headings: Sequence[str], issues: list[Issue]
) -> None:
    """Where no column names a child and one names an adult, the records are about the adult, and that is said."""
    if any(claim.field in NAMES for claim in chosen.values()):
        return
    claims = []
    for index, heading in enumerate(headings):
        for reading in read_adult_heading(heading)[:1]:
            if reading.field in PERSONAL and fit_of(reading.field, looks[index]) >= NEUTRAL:
                claims.append(Claim(index, reading.field, reading.quality, reading.rank, "likely", "heading"))
    if len([claim for claim in claims if claim.field == "name"]) > 1 or not any(c.field in NAMES for c in claims):
        return
    for claim in claims:
        if all(claim.field != other.field for other in chosen.values()):
            chosen[claim.index] = claim
            issues.append(
                issue(
                    "column_assumed",
                    heading=shown_heading(headings[claim.index], claim.index),
                    detail=f"{claim.field}, an adult's",
                )
            )
