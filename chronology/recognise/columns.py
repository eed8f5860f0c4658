"""Which column means what. Enters: headings and the look of each column. Leaves: one `Column` each, and what is in doubt.

A heading proposes, the cells confirm or contradict, and each field goes to the column that speaks for it best. Two dates that
speak equally well are both left undecided: a wrong date of contact does more harm than a question.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from chronology.issues import issue
from chronology.model import Column, Issue
from chronology.profile import SEVERAL, TOLD
from chronology.recognise.cells import Look
from chronology.recognise.claims import LEAST_LIKELY, Claim, claims_of
from chronology.recognise.fits import PEOPLE
from chronology.recognise.headings import tells_agencies_told
from chronology.recognise.second_looks import (
    IN_SENTENCES,
    PLAINLY_DATES,
    Owner,
    demote_involved,
    follow_numbers,
    keep_text,
    mark_closing,
    promote_adult,
    promote_author,
    promote_date,
    promote_parties,
    promote_summary,
    shown_heading,
    tell_events,
    tell_narrative_and_action,
    tell_numbers,
)
from chronology.words import heading_key

SURE_DATE = 0.87
REPEATING = 0.5
REPEATABLE = ("summary", "address")  # fields that a heading may give twice
_NUMBERED = re.compile(r"(.+) \(\d+\)")
NARRATIVE_WORDS = 6  # words a cell on average, from which a column is text, whatever its heading
MOST_DOUBTS = 12  # columns in doubt of one table that are named one by one
# Fields of which a second column may change what a record means: that it was left out is a question.
_WEIGHTY = frozenset(
    ("outcome", "action", "code", "date", "date_end", "born", "name", "surname", "forename", "nhs_number")
)


def decide_columns(
    headings: Sequence[str],
    looks: Sequence[Look],
    named: bool,
    taken: Sequence[Column],
    same: Callable[[int, int], bool],
    before: Callable[[int, int], bool],
    owner: Callable[[int, Sequence[int]], Owner],
) -> tuple[tuple[Column, ...], list[Issue]]:
    """One Column per heading, `taken` first (from a profile), and the issues, still without source and sheet.

    `named` is False where the table has no heading row. `same(a, b)` tells whether two columns hold the same cells,
    `before(a, b)` whether no date in the one is after that in the other, `owner(number, people)` whose a column of numbers is.
    """
    chosen: dict[int, Claim] = {
        column.index: Claim(column.index, column.field, 1.0, 0, column.standing, column.reason) for column in taken
    }
    issues: list[Issue] = []
    repeats = _repeats(headings, issues)
    claims = [
        claim
        for index, heading in enumerate(headings)
        if index not in chosen
        for claim in claims_of(index, heading, looks[index], named)
        if index not in repeats or (claim.field in REPEATABLE and not same(index, repeats[index]))
    ]
    claims = _tell_births(claims, looks, before)
    undecided = _settle_dates(claims, looks, same, any(claim.field == "date" for claim in chosen.values()))
    claims = [claim for claim in claims if claim.index not in undecided]
    _assign(claims, chosen)
    demote_involved(chosen, headings)
    mark_closing(chosen, headings)
    promote_date(chosen, looks, headings, issues, bool(undecided))
    _assign(claims, chosen)  # what the date gave up, another column may take
    if named:
        promote_parties(chosen, looks, headings)
        promote_adult(chosen, looks, headings, issues)
        follow_numbers(chosen, looks, headings)
    tell_numbers(chosen, headings, owner)
    promote_author(chosen, looks, headings)
    if named:
        tell_events(chosen, looks, headings)
        tell_narrative_and_action(chosen, looks, claims, headings)
        _assign(claims, chosen)  # what the action gave up, another column may take
    promote_summary(chosen, looks, claims, undecided, headings)
    keep_text(chosen, looks, headings, same, {*repeats, *undecided})
    columns = []
    for index, heading in enumerate(headings):
        claim = chosen.get(index)
        if claim is None:
            claim = _leftover(
                index, heading, looks[index], [one for one in claims if one.index == index], index in undecided
            )
            if index in repeats and not _is_text(looks[index]):
                claim = Claim(index, "other", 0, 0, "likely", "the heading stands twice")
            elif claim.standing == "unsure":
                issues.append(issue("column_unsure", heading=shown_heading(heading, index)))
        elif claim.reason in ("cell looks", IN_SENTENCES):
            issues.append(issue("column_assumed", heading=shown_heading(heading, index), detail=claim.field))
        if (
            claim.field == "other"
            and claim.standing != "unsure"
            and _is_text(looks[index])
            and claim.reason != "profile"
        ):
            claim = replace(claim, standing="unsure")
            issues.append(issue("column_unsure", heading=shown_heading(heading, index)))
        if claim.field in ("other", "kind") and claim.reason != "profile" and tells_agencies_told(heading):
            claim = replace(claim, field="other", reason=TOLD)
        columns.append(Column(index, heading, claim.field, claim.standing, claim.reason))
    return tuple(columns), _without_flood(issues)


def _without_flood(issues: list[Issue]) -> list[Issue]:
    """The issues, with one in place of more than MOST_DOUBTS of the same code."""
    counts = Counter(one.code for one in issues)
    kept: dict[str, Issue] = {}
    for place, one in enumerate(issues):
        if counts[one.code] <= MOST_DOUBTS:
            kept[f"{place}"] = one
        elif one.code not in kept:
            told = f"{counts[one.code]} columns of this table, this one the first"
            kept[one.code] = issue(one.code, heading=one.heading, detail=told)
    return list(kept.values())


def _repeats(headings: Sequence[str], issues: list[Issue]) -> dict[int, int]:
    """Column whose heading stands before it → the column it repeats. `Date (2)` repeats `Date`: so a reader writes it."""
    seen: dict[str, int] = {}
    repeats: dict[int, int] = {}
    for index, heading in enumerate(headings):
        folded = heading_key(heading)
        numbered = _NUMBERED.fullmatch(heading.strip())
        first = seen.get(folded, seen.get(heading_key(numbered[1])) if numbered else None)
        if folded and first is not None:
            repeats[index] = first
            issues.append(issue("heading_duplicate", heading=heading.strip(), detail=f"column {index + 1}"))
        seen.setdefault(folded, index)
    return repeats


def _tell_births(claims: list[Claim], looks: Sequence[Look], before: Callable[[int, int], bool]) -> list[Claim]:
    """Where two columns are dates by their look alone: the one that repeats itself, always the earlier, beside people is birth."""
    dates = [claim.index for claim in claims if claim.field == "date" and claim.reason == "cell looks"]
    people = any(claim.field in ("name", "nhs_number", "sex", "upn", "surname") for claim in claims)
    if len(dates) != 2 or not people or any(claim.field == "born" for claim in claims):
        return claims
    for birth, contact in (dates, dates[::-1]):
        if looks[birth].distinct <= looks[contact].distinct * REPEATING and before(birth, contact):
            return [
                replace(claim, field="born") if claim.index == birth and claim.field == "date" else claim
                for claim in claims
            ]
    return claims


def _settle_dates(
    claims: list[Claim], looks: Sequence[Look], same: Callable[[int, int], bool], given: bool
) -> set[int]:
    """The columns that are equally good readings of `date`, when no one of them is better; empty where one is."""
    first: dict[int, Claim] = {}
    for claim in claims:
        first.setdefault(claim.index, claim)
    dates = sorted((claim for claim in first.values() if claim.field == "date"), key=lambda one: (-one.score, one.rank))
    if given or not dates:
        return set()
    best = dates[0]
    rivals = [claim for claim in dates if (claim.rank, claim.score) == (best.rank, best.score)]
    if best.score < SURE_DATE:  # its heading holds a word that is not known: any other column of dates may be the one
        rivals += [
            Claim(index, "date", 0, 0, "unsure", "cell looks")
            for index, look in enumerate(looks)
            if look.date >= PLAINLY_DATES and index != best.index and _is_unread(first.get(index))
        ]
    fullest = max(looks[claim.index].filled for claim in rivals)
    rivals = [claim for claim in rivals if looks[claim.index].filled * 2 > fullest]
    distinct = [
        claim
        for position, claim in enumerate(rivals)
        if not any(same(claim.index, one.index) for one in rivals[:position])
    ]
    return {claim.index for claim in distinct} if len(distinct) > 1 else set()


def _is_unread(claim: Claim | None) -> bool:
    """Whether a column's heading says nothing of it that could be believed."""
    return claim is None or claim.standing == "unsure" or (claim.reason == "cell looks" and claim.field == "date")


def _assign(claims: list[Claim], chosen: dict[int, Claim]) -> None:
    fields = {claim.field for claim in chosen.values()}
    for claim in sorted(claims, key=lambda one: (-one.score, one.rank, one.index)):
        if claim.index in chosen or claim.standing == "unsure" or claim.score < LEAST_LIKELY:
            continue
        if claim.field in fields and (
            claim.field not in SEVERAL
            or claim.field == "name"  # where several columns name people, `promote_parties` says so
            or (claim.field == "child_seen" and claim.standing != "sure")
        ):
            continue
        fields.add(claim.field)
        chosen[claim.index] = claim


def _is_text(look: Look) -> bool:
    return look.words >= NARRATIVE_WORDS and look.people < PEOPLE


def _leftover(index: int, heading: str, look: Look, claims: list[Claim], undecided: bool) -> Claim:
    """A column that got no field: empty, well understood but already served, or not understood."""
    if undecided:
        return Claim(index, "other", 0, 0, "unsure", "two columns could be the date")
    if look.filled == 0:
        return Claim(index, "other", 0, 0, "likely", "no cells")
    if any(claim.standing == "sure" and claim.field not in _WEIGHTY for claim in claims):
        return Claim(index, "other", 0, 0, "likely", "another column has its field")
    if any(claim.standing != "unsure" for claim in claims) and heading.strip():
        return Claim(index, "other", 0, 0, "unsure", "another column has its field")
    return Claim(index, "other", 0, 0, "unsure", "heading" if heading.strip() else "cell looks")
