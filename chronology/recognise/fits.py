"""How well the cells of a column go with a field. Enters: a field and the look of the cells. Leaves: CONFIRMS down to AGAINST.

What a heading says is for `headings`; which column gets the field for `columns`.
"""

from __future__ import annotations

from collections.abc import Callable

from chronology.recognise.cells import Look

CONFIRMS, NEUTRAL, DOUBTS, AGAINST = 1.0, 0.9, 0.6, 0.25
DATES = ("date", "recorded", "date_end", "born")
LEAST_WORDED = 5  # cells without a date or a digit, from which a column is none of dates
PEOPLE = 0.6  # share of cells that are labelled people, from which the column is one of people


def fit_of(field: str, look: Look) -> float:
    """How the cells of a column bear on reading it as `field`."""
    if look.filled == 0 or field == "other":
        return NEUTRAL
    if field in DATES:
        return _fit_of_date(look)
    if field in ("time", "time_end"):
        odd = look.date >= 0.5 or look.words > 6 or (look.filled > 2 and look.clock < 0.05)
        return CONFIRMS if look.clock >= 0.5 else AGAINST if odd else NEUTRAL
    if look.date >= 0.6 or look.clock >= 0.8:
        # Eight or ten digits can pass for a date; a column of file numbers is none.
        return DOUBTS if field in ("ref", "agency_id", "nhs_number") and look.digits >= 0.8 else AGAINST
    return _FITS.get(field, _fit_of_rest)(look)


def _fit_of_date(look: Look) -> float:
    if look.date >= 0.3 or look.serial >= 0.8 or look.year >= 0.8:
        return CONFIRMS
    if look.filled >= LEAST_WORDED and max(look.date, look.digit) < 0.05:
        return AGAINST  # words, and no number in any of them
    odd = look.clock >= 0.5 or look.words > 6 or look.choice >= 0.5 or look.name >= 0.6 or look.digits >= 0.8
    return AGAINST if odd and look.date < 0.05 else NEUTRAL


def _fit_of_summary(look: Look) -> float:
    if look.people >= PEOPLE:
        return AGAINST
    if look.choice >= 0.8 or (look.numbered >= 0.8 and look.words < 2):
        return DOUBTS  # notes may be as short as "Seen"; what a heading calls notes is never left out of the narrative
    return CONFIRMS if look.words >= 5 or look.sentence >= 0.5 else NEUTRAL if look.distinct > 0.5 else DOUBTS


def _fit_of_kind(look: Look) -> float:
    if look.words > 9 or look.length > 70 or max(look.choice, look.session) >= 0.8 or look.people >= PEOPLE:
        return AGAINST
    if look.words > 5 or look.digits >= 0.6 or look.sentence >= 0.3 or (look.numbered >= 0.8 and look.words < 1.5):
        return DOUBTS
    return CONFIRMS if look.distinct <= 0.7 or look.filled < 12 else NEUTRAL


def _fit_of_name(look: Look) -> float:
    if look.people >= PEOPLE:
        return CONFIRMS
    if look.digits >= 0.6 or look.words > 14 or look.choice >= 0.8 or look.length < 2:
        return AGAINST
    if look.sentence >= 0.5 and max(look.name, look.name_comma) < 0.5:  # `Lowe, Amy M.` ends like a sentence
        return AGAINST
    if look.words > 5 and max(look.listing, look.digit) < 0.3:
        return DOUBTS  # neither one name nor a list of them
    return CONFIRMS if max(look.name, look.name_comma) >= 0.5 else NEUTRAL


def _fit_of_name_part(look: Look) -> float:
    return AGAINST if look.digits >= 0.6 or look.words > 4 else CONFIRMS if look.words < 2 else NEUTRAL


def _fit_of_number(look: Look) -> float:
    return AGAINST if look.words > 4 else CONFIRMS if look.numbered >= 0.6 else NEUTRAL


def _fit_of_agency_id(look: Look) -> float:
    return AGAINST if look.digit < 0.05 and look.filled > 2 and look.length > 3 else _fit_of_number(look)


def _fit_of_action(look: Look) -> float:
    """An action is told; what is picked from a short list may as well be the type of the contact."""
    if look.answer >= 0.6:
        return AGAINST
    return DOUBTS if look.filled >= 8 and look.distinct <= 0.5 and look.words <= 3 else NEUTRAL


def _fit_of_code(look: Look) -> float:
    return AGAINST if look.words > 5 else CONFIRMS if look.words <= 2 else DOUBTS


def _fit_of_seen(look: Look) -> float:
    if look.choice >= 0.6:
        return CONFIRMS
    return DOUBTS if look.words > 8 or look.name >= 0.6 else NEUTRAL


def _fit_of_agency(look: Look) -> float:
    """A record is one agency's: a column that is mostly empty, or names several in one cell, tells of others."""
    if look.words > 12 or look.listing >= 0.2 or look.fullness < 0.3:
        return AGAINST
    return CONFIRMS if look.sector >= 0.9 else NEUTRAL


def _fit_of_short(look: Look) -> float:
    return AGAINST if look.words > 12 else NEUTRAL


def _fit_of_author(look: Look) -> float:
    if look.words > 8 or look.answer >= 0.6:
        return AGAINST
    return DOUBTS if look.words > 5 else NEUTRAL  # a name with its role is rarely longer


def _fit_of_document(look: Look) -> float:
    if look.words > 12:
        return AGAINST
    return DOUBTS if look.sector >= 0.9 else CONFIRMS if look.digit >= 0.5 else NEUTRAL


def _fit_of_rest(_look: Look) -> float:
    return NEUTRAL


_FITS: dict[str, Callable[[Look], float]] = {
    "summary": _fit_of_summary,
    "kind": _fit_of_kind,
    "name": _fit_of_name,
    "forename": _fit_of_name_part,
    "surname": _fit_of_name_part,
    "middle_names": _fit_of_name_part,
    "ref": _fit_of_number,
    "agency_id": _fit_of_agency_id,
    "code": _fit_of_code,
    "child_seen": _fit_of_seen,
    "age": lambda look: AGAINST if look.length > 25 else NEUTRAL,
    "sex": lambda look: CONFIRMS if look.sex >= 0.6 else AGAINST if look.length > 15 else NEUTRAL,
    "nhs_number": lambda look: (
        CONFIRMS if look.nhs >= 0.3 else AGAINST if look.words > 4 or look.name >= 0.5 else NEUTRAL
    ),
    "upn": lambda look: CONFIRMS if look.upn >= 0.3 else AGAINST if look.words > 3 else NEUTRAL,
    "postcode": lambda look: CONFIRMS if look.postcode >= 0.5 else AGAINST if look.words > 4 else NEUTRAL,
    "author": _fit_of_author,
    "present": lambda look: AGAINST if max(look.answer, look.attendance) >= 0.5 else NEUTRAL,
    "action": _fit_of_action,
    "voice": lambda look: (
        AGAINST if look.answer >= 0.6 or 0 < look.words <= 1.5 else NEUTRAL
    ),  # nobody speaks in initials
    "author_role": _fit_of_short,
    "agency": _fit_of_agency,
    "outcome": lambda look: CONFIRMS if look.words <= 4 and (look.distinct <= 0.9 or look.filled < 20) else NEUTRAL,
    "place": _fit_of_short,
    "source_document": _fit_of_document,
}
