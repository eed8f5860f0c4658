"""What one column can be. Enters: its heading and the look of its cells. Leaves: claims to fields, best first.

Settling the claims of all columns against each other is for `columns`; what is put right afterwards for `second_looks`.
"""

from __future__ import annotations

from msgspec import Struct

from chronology.model import ColumnStanding
from chronology.recognise.cells import Look
from chronology.recognise.fits import CONFIRMS, NEUTRAL, PEOPLE, fit_of
from chronology.recognise.headings import Reading, ideas_of, read_heading

SURE_QUALITY = 0.95
LEAST_LIKELY = 0.5
ATTENDANCE = 0.5  # share of codes such as DNA, from which a column says who came
NAMED = 0.6  # share of names or initials, from which a heading that may mean an author does
STATES = 0.8  # share of words such as Draft and Final, from which a column is of the record and not of what it tells
REPEATED_NUMBER = 0.5  # share of the cells that differ: fewer, and a heading that only may be a number is none
WORDS_OF_NAMES = 1.5  # words a cell on average: fewer under "Subject" are no names
PHRASES = 0.25  # of the cells: from then on a "Subject" is a matter
MAY_BE_PEOPLE = frozenset(
    ("present", "summary", "kind", "child_seen", "date", "ref", "name", "agency_id")
)  # what else a heading may say
_OF_ATTENDANCE = frozenset(("attended", "attendance_status"))
_OF_CONTACT = frozenset(("event",))  # "Attendance", "Appointment": with codes under it, whether anybody came
# Highest score of a column of such codes: any other outcome goes before it, and it is the outcome before it is the code.
_CODES_OF_ATTENDANCE = {"outcome": 0.6, "code": LEAST_LIKELY}
BY_LOOK_ALONE = 99  # rank of a claim that no heading makes


class Claim(Struct, frozen=True):
    """One column's claim to one field: `score` 0 to 1, `rank` the place of the heading's pattern in the field's list."""

    index: int
    field: str
    score: float
    rank: int
    standing: ColumnStanding
    reason: str


def claims_of(index: int, heading: str, look: Look, named: bool) -> list[Claim]:
    """What one column can be, best first: what its heading says, else what its cells look like."""
    readings = read_heading(heading) if named else ()
    if look.state >= STATES and any(reading.field == "outcome" for reading in readings):
        return [Claim(index, "other", 1.0, 0, "sure", "both")]
    claims = [_claim(index, reading, look) for reading in readings if not _is_contradicted(heading, reading, look)]
    if look.attendance >= ATTENDANCE and named and _may_say_who_came(heading, claims):
        claims.append(Claim(index, "code", LEAST_LIKELY, BY_LOOK_ALONE, "likely", "both"))
        claims.append(Claim(index, "kind", LEAST_LIKELY, BY_LOOK_ALONE + 1, "likely", "both"))  # beside a code
    if look.people >= PEOPLE and all(claim.field in MAY_BE_PEOPLE for claim in claims):
        claims.append(Claim(index, "name", 0.95, BY_LOOK_ALONE, "likely", "cell looks"))
        claims.append(Claim(index, "present", 0.6, BY_LOOK_ALONE, "likely", "cell looks"))
    elif not any(claim.score >= LEAST_LIKELY for claim in claims):
        field, score = _field_by_look(look)
        # Under a heading that is not understood, names may be anybody's.
        if field and not (field == "name" and named and heading.strip()):
            claims.append(Claim(index, field, score, BY_LOOK_ALONE, "likely", "cell looks"))
    return sorted(claims, key=lambda claim: -claim.score)


def _claim(index: int, reading: Reading, look: Look) -> Claim:
    fit = fit_of(reading.field, look)
    if reading.weak and reading.field == "author" and max(look.initials, look.name) >= NAMED:
        fit = CONFIRMS
    quality = reading.quality * (0.5 if reading.weak and fit < CONFIRMS else 1)
    score = quality * fit
    if look.attendance >= ATTENDANCE:
        score = min(score, _CODES_OF_ATTENDANCE.get(reading.field, score))
    sure = quality >= SURE_QUALITY and fit >= NEUTRAL
    standing: ColumnStanding = "sure" if sure else "likely" if score >= LEAST_LIKELY else "unsure"
    return Claim(index, reading.field, score, reading.rank, standing, "both" if fit == CONFIRMS else "heading")


def _may_say_who_came(heading: str, claims: list[Claim]) -> bool:
    """Whether codes of attendance may stand under the heading; beside another outcome they are then a column of their own."""
    ideas = frozenset(ideas_of(heading)[0])
    return not _OF_ATTENDANCE.isdisjoint(ideas) or ideas == _OF_CONTACT or any(one.field == "outcome" for one in claims)


def _is_contradicted(heading: str, reading: Reading, look: Look) -> bool:
    """Whether a reading is ruled out: "Appointment" is the outcome where it says Attended, DNA, and there is no type; the "Subject"
    of a contact in single words or in phrases ("Repair", "Annual gas check") is a matter and nobody's name.
    """
    if reading.field == "kind" and look.attendance >= ATTENDANCE:
        return reading.weak or frozenset(ideas_of(heading)[0]) == _OF_CONTACT
    if reading.field == "name" and set(ideas_of(heading)[0]) == {"subject"}:
        return (look.words < WORDS_OF_NAMES or look.phrase >= PHRASES) and look.people < PEOPLE
    if not reading.weak:
        return False
    if reading.field == "outcome":
        return look.attendance < ATTENDANCE and "status" not in ideas_of(heading)[0]
    return reading.field == "ref" and look.distinct < REPEATED_NUMBER


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
