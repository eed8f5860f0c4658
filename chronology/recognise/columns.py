"""Which column means what. Enters: headings and the look of each column. Leaves: one `Column` each, and what is in doubt.

A heading proposes, the cells confirm or contradict, and each field goes to the column that speaks for it best. Two dates that
speak equally well are both left undecided: a wrong date of contact does more harm than a question.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from chronology.issues import issue
from chronology.model import Column, ColumnStanding, Issue
from chronology.profile import CLOSING, SEVERAL
from chronology.recognise.cells import Look
from chronology.recognise.fits import CONFIRMS, NEUTRAL, PEOPLE, fit_of
from chronology.recognise.headings import (
    is_secondary,
    read_adult_heading,
    read_heading,
    tells_beginning,
    tells_closing,
    tells_particulars,
    tells_response,
)
from chronology.words import heading_key

SURE_QUALITY = 0.95
LEAST_LIKELY = 0.5
SURE_DATE = 0.87
PLAINLY_DATES = 0.6  # share of dates in a column under a heading that is not understood
NAMES_NARRATIVE = 0.25  # score of a heading that can mean a narrative by itself, though its cells do not say so
REPEATING = 0.5
MAY_BE_PEOPLE = frozenset(
    ("present", "summary", "kind", "child_seen", "date", "ref", "name")
)  # what else a heading may say
REPEATABLE = ("summary", "address")  # fields that a heading may give twice
_NUMBERED = re.compile(r"(.+) \(\d+\)")
NAMES = ("name", "forename", "surname")
PERSONAL = (*NAMES, "born", "nhs_number", "agency_id", "sex", "address", "postcode")
LEAST_TEXT_WORDS = 5  # words a cell on average, from which a column that would be left out is kept as text
LEAST_TOLD_WORDS = 3  # the same where the heading asks who was told: "Told social worker" is a response, "Yes" is none
LEAST_TEXT_DISTINCT = 0.3  # share of the cells that differ: less is a standing text, and tells of no contact
NARRATIVE_WORDS = 6  # words a cell on average, from which a column is text, whatever its heading
MOST_DOUBTS = 12  # columns in doubt of one table that are named one by one


class _Claim(Struct, frozen=True):
    index: int
    field: str
    score: float
    rank: int
    standing: ColumnStanding
    reason: str


def decide_columns(
    headings: Sequence[str],
    looks: Sequence[Look],
    named: bool,
    taken: Sequence[Column],
    same: Callable[[int, int], bool],
    before: Callable[[int, int], bool],
) -> tuple[tuple[Column, ...], list[Issue]]:
    """One Column per heading, `taken` first (from a profile), and the issues, still without source and sheet.

    `named` is False where the table has no heading row. `same(a, b)` tells whether two columns hold the same cells,
    `before(a, b)` whether every date in the one is before that in the other.
    """
    chosen: dict[int, _Claim] = {
        column.index: _Claim(column.index, column.field, 1.0, 0, column.standing, column.reason) for column in taken
    }
    issues: list[Issue] = []
    repeats = _repeats(headings, issues)
    claims = [
        claim
        for index, heading in enumerate(headings)
        if index not in chosen
        for claim in _claims(index, heading, looks[index], named)
        if index not in repeats or (claim.field in REPEATABLE and not same(index, repeats[index]))
    ]
    claims = _tell_births(claims, looks, before)
    undecided = _settle_dates(claims, looks, same, any(claim.field == "date" for claim in chosen.values()))
    claims = [claim for claim in claims if claim.index not in undecided]
    _assign(claims, chosen)
    _mark_closing(chosen, headings)
    _promote_date(chosen, looks, headings, issues, bool(undecided))
    if named:
        _promote_adult(chosen, looks, headings, issues)
    _promote_summary(chosen, looks, claims, undecided)
    _keep_text(chosen, looks, headings, same, {*repeats, *undecided})
    columns = []
    for index, heading in enumerate(headings):
        claim = chosen.get(index)
        if claim is None:
            claim = _leftover(
                index, heading, looks[index], [one for one in claims if one.index == index], index in undecided
            )
            if index in repeats and not _is_text(looks[index]):
                claim = _Claim(index, "other", 0, 0, "likely", "the heading stands twice")
            elif claim.standing == "unsure":
                issues.append(issue("column_unsure", heading=_shown(heading, index)))
        elif claim.reason == "cell looks":
            issues.append(issue("column_assumed", heading=_shown(heading, index), detail=claim.field))
        if (
            claim.field == "other"
            and claim.standing != "unsure"
            and _is_text(looks[index])
            and claim.reason != "profile"
        ):
            claim = replace(claim, standing="unsure")
            issues.append(issue("column_unsure", heading=_shown(heading, index)))
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


def _is_text(look: Look) -> bool:
    return look.words >= NARRATIVE_WORDS and look.people < PEOPLE


def _may_be_text(look: Look) -> bool:
    """Whether nothing in the cells says that they are dates, answers or names."""
    values = max(look.date, look.clock, look.choice, look.people)
    return look.filled > 0 and values < 0.5 and look.name_comma < 0.8


def _shown(heading: str, index: int) -> str:
    return heading.strip() or f"column {index + 1}"


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


def _claims(index: int, heading: str, look: Look, named: bool) -> list[_Claim]:
    """What one column can be, best first: what its heading says, else what its cells look like."""
    claims = []
    for reading in read_heading(heading) if named else ():
        if reading.weak and reading.field == "outcome" and look.attendance < 0.5:
            continue  # a column called "Appointment" is the outcome only where it says Attended, DNA, Cancelled
        fit = fit_of(reading.field, look)
        quality = reading.quality * (0.5 if reading.weak and fit < CONFIRMS else 1)
        score = quality * fit
        sure = quality >= SURE_QUALITY and fit >= NEUTRAL
        standing: ColumnStanding = "sure" if sure else "likely" if score >= LEAST_LIKELY else "unsure"
        claims.append(
            _Claim(index, reading.field, score, reading.rank, standing, "both" if fit == CONFIRMS else "heading")
        )
    if look.people >= PEOPLE and all(claim.field in MAY_BE_PEOPLE for claim in claims):
        claims.append(_Claim(index, "name", 0.95, 99, "likely", "cell looks"))
        claims.append(_Claim(index, "present", 0.6, 99, "likely", "cell looks"))
    elif not any(claim.score >= LEAST_LIKELY for claim in claims):
        field, score = _field_by_look(look)
        # Under a heading that is not understood, names may be anybody's.
        if field and not (field == "name" and named and heading.strip()):
            claims.append(_Claim(index, field, score, 99, "likely", "cell looks"))
    return sorted(claims, key=lambda claim: -claim.score)


def _field_by_look(look: Look) -> tuple[str, float]:
    """The field that a column's cells speak for by themselves, where they do."""
    signs = (
        (look.nhs >= 0.6, "nhs_number", 0.8),
        (look.upn >= 0.6, "upn", 0.8),
        (look.postcode >= 0.7, "postcode", 0.75),
        (look.date >= 0.8, "date", 0.6),
        (look.clock >= 0.8 and look.digits < 0.5 and look.filled > 1, "time", 0.6),
        (look.sex >= 0.9 and look.filled > 1, "sex", 0.6),
        (look.words >= 6 and look.distinct > 0.3, "summary", 0.6),
        (look.name_comma >= 0.7, "name", 0.55),
    )
    return next(((field, score) for told, field, score in signs if told), ("", 0.0))


def _tell_births(claims: list[_Claim], looks: Sequence[Look], before: Callable[[int, int], bool]) -> list[_Claim]:
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
    claims: list[_Claim], looks: Sequence[Look], same: Callable[[int, int], bool], given: bool
) -> set[int]:
    """The columns that are equally good readings of `date`, when no one of them is better; empty where one is."""
    first: dict[int, _Claim] = {}
    for claim in claims:
        first.setdefault(claim.index, claim)
    dates = sorted((claim for claim in first.values() if claim.field == "date"), key=lambda one: (-one.score, one.rank))
    if given or not dates:
        return set()
    best = dates[0]
    rivals = [claim for claim in dates if (claim.rank, claim.score) == (best.rank, best.score)]
    if best.score < SURE_DATE:  # its heading holds a word that is not known: any other column of dates may be the one
        rivals += [
            _Claim(index, "date", 0, 0, "unsure", "cell looks")
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


def _is_unread(claim: _Claim | None) -> bool:
    """Whether a column's heading says nothing of it that could be believed."""
    return claim is None or claim.standing == "unsure" or claim.reason == "cell looks"


def _assign(claims: list[_Claim], chosen: dict[int, _Claim]) -> None:
    fields = {claim.field for claim in chosen.values()}
    for claim in sorted(claims, key=lambda one: (-one.score, one.rank, one.index)):
        if claim.index in chosen or claim.standing == "unsure" or claim.score < LEAST_LIKELY:
            continue
        if claim.field in fields and (
            claim.field not in SEVERAL or (claim.field == "child_seen" and claim.standing != "sure")
        ):
            continue
        fields.add(claim.field)
        chosen[claim.index] = claim


def _mark_closing(chosen: dict[int, _Claim], headings: Sequence[str]) -> None:
    """The end of a case is no end of a contact, unless the date column says what began; its reason says so."""
    began = any(claim.field == "date" and tells_beginning(headings[index]) for index, claim in chosen.items())
    for index, claim in list(chosen.items()):
        if claim.field == "date_end" and claim.reason != "profile" and tells_closing(headings[index]) and not began:
            chosen[index] = replace(claim, standing="likely", reason=CLOSING)


def _promote_date(
    chosen: dict[int, _Claim], looks: Sequence[Look], headings: Sequence[str], issues: list[Issue], undecided: bool
) -> None:
    """Where no column is the date of the contact, the end of it or its recording is the nearest there is; that is said."""
    better = any(claim.field in ("date_end", "recorded") for claim in chosen.values())
    for index, claim in list(chosen.items()):
        if claim.field == "date" and better and claim.standing != "sure" and is_secondary(headings[index]):
            chosen[index] = _Claim(index, "other", 0, 0, "likely", "heading")
    if undecided or any(claim.field == "date" for claim in chosen.values()):
        return
    for field in ("date_end", "recorded"):
        for index, claim in chosen.items():
            if claim.field == field and fit_of("date", looks[index]) == CONFIRMS:
                chosen[index] = _Claim(index, "date", claim.score, claim.rank, "likely", claim.reason)
                issues.append(issue("column_assumed", heading=_shown(headings[index], index), detail="date"))
                return


def _promote_summary(
    chosen: dict[int, _Claim], looks: Sequence[Look], claims: Sequence[_Claim], undecided: set[int]
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
        else:
            # An "Incident" that never says the same twice is told, not classed.
            free = claim.field == "kind" and index in named and look.words > 2 and look.distinct > 0.7
        if free and _may_be_text(look):
            best = max(best or (False, 0.0, 0), (index in named, look.words, -index))
    if best is not None:
        index = -best[2]
        chosen[index] = _Claim(index, "summary", LEAST_LIKELY, 0, "likely", "cell looks")


def _keep_text(
    chosen: dict[int, _Claim],
    looks: Sequence[Look],
    headings: Sequence[str],
    same: Callable[[int, int], bool],
    barred: set[int],
) -> None:
    """Sentences under a heading that is not understood are kept, as action or one more narrative, rather than left out."""
    for index, look in enumerate(looks):
        claim = chosen.get(index)
        free = claim is None or (claim.field == "other" and claim.reason != "profile")
        if not free or index in barred or tells_particulars(headings[index]):
            continue
        told = tells_response(headings[index]) and all(claim.field != "action" for claim in chosen.values())
        if not (_holds_response(look) if told else _holds_sentences(look)):
            continue
        kept = [other for other, claim in chosen.items() if claim.field in ("summary", "action")]
        if not any(same(index, other) for other in kept):
            chosen[index] = _Claim(index, "action" if told else "summary", LEAST_LIKELY, 0, "likely", "cell looks")


def _holds_response(look: Look) -> bool:
    """Whether the cells say what was told to whom: not yes and no, and no list of agencies."""
    values = max(look.date, look.clock, look.choice, look.people, look.name_comma, look.sector)
    return look.words >= LEAST_TOLD_WORDS and look.distinct > LEAST_TEXT_DISTINCT and values < 0.5


def _holds_sentences(look: Look) -> bool:
    values = max(look.date, look.clock, look.choice, look.people, look.name, look.name_comma, look.postcode)
    return look.words >= LEAST_TEXT_WORDS and look.distinct > LEAST_TEXT_DISTINCT and values < 0.5


def _promote_adult(
    chosen: dict[int, _Claim], looks: Sequence[Look], headings: Sequence[str], issues: list[Issue]
) -> None:
    """Where no column names a child and one names an adult, the records are about the adult, and that is said."""
    if any(claim.field in NAMES for claim in chosen.values()):
        return
    claims = []
    for index, heading in enumerate(headings):
        for reading in read_adult_heading(heading)[:1]:
            if reading.field in PERSONAL and fit_of(reading.field, looks[index]) >= NEUTRAL:
                claims.append(_Claim(index, reading.field, reading.quality, reading.rank, "likely", "heading"))
    if len([claim for claim in claims if claim.field == "name"]) > 1 or not any(c.field in NAMES for c in claims):
        return
    for claim in claims:
        if all(claim.field != other.field for other in chosen.values()):
            chosen[claim.index] = claim
            issues.append(
                issue(
                    "column_assumed",
                    heading=_shown(headings[claim.index], claim.index),
                    detail=f"{claim.field}, an adult's",
                )
            )


def _leftover(index: int, heading: str, look: Look, claims: list[_Claim], undecided: bool) -> _Claim:
    """A column that got no field: empty, well understood but already served, or not understood."""
    if undecided:
        return _Claim(index, "other", 0, 0, "unsure", "two columns could be the date")
    if look.filled == 0:
        return _Claim(index, "other", 0, 0, "likely", "no cells")
    if any(claim.standing == "sure" for claim in claims):
        return _Claim(index, "other", 0, 0, "likely", "another column has its field")
    if any(claim.standing == "likely" for claim in claims) and heading.strip():
        return _Claim(index, "other", 0, 0, "unsure", "another column has its field")
    return _Claim(index, "other", 0, 0, "unsure", "heading" if heading.strip() else "cell looks")
