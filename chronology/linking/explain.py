"""The arithmetic of a link, field by field. Enters: two identities and how they were written. Leaves: evidence and a standing."""

from __future__ import annotations

from functools import lru_cache

from chronology.linking.compare import Levels, Scale
from chronology.linking.identity import Identity
from chronology.linking.names import parse
from chronology.linking.weights import FIELDS
from chronology.model import Evidence, Mention, Standing, Subject

Shown = tuple[str, str, str, str, str, str, str, str, str]  # one per FIELDS, as written


def show_mention(mention: Mention) -> Shown:
    """What a mention says, field by field, as it is written."""
    forename, surname = mention.forename, mention.surname
    if not forename and not surname:
        forename, surname, _ = parse(mention.written)
    return (
        f"{forename} {mention.middle_names}".strip() if mention.middle_names else forename.strip(),
        surname,
        mention.born.text if mention.born else mention.age,
        mention.nhs_number,
        mention.upn,
        mention.agency_id,
        mention.sex,
        mention.postcode,
        mention.address,
    )


def show_subject(subject: Subject) -> Shown:
    """What the register says of a person, field by field, as it is written."""
    forename, surname, _ = parse(subject.name)
    known = subject.identifiers
    others = [number for scheme, number in sorted(known.items()) if scheme not in ("nhs_number", "upn")]
    return (
        forename,
        surname,
        subject.born.text if subject.born else "",
        known.get("nhs_number", ""),
        known.get("upn", ""),
        " ".join(others),
        subject.sex,
        subject.postcode,
        subject.address,
    )


def explain(
    scale: Scale, mention: Identity, subject: Identity, levels: Levels, written: Shown, known: Shown
) -> tuple[tuple[Evidence, ...], float]:
    """One Evidence for each field that both sides have, in the order of FIELDS, and all their bits, the people counted off."""
    bits = scale.field_bits(mention, subject, levels)
    if len(mention.names) > 1 or len(subject.names) > 1:
        which, which_too = scale.matched_names(mention, subject)
        written, known = _with_name(written, mention, which), _with_name(known, subject, which_too)
    evidence = [
        _evidence(field, said, held, level, weight)
        for field, said, held, level, weight in zip(FIELDS, written, known, levels, bits, strict=True)
        if level
    ]
    return tuple(evidence), scale.prior + sum(bits)


def standing_of(levels: Levels, assumed: bool) -> Standing:
    """Of a merged mention: confirmed where an identifier and the name or the date of birth agree, else probable."""
    forename, _, born, nhs, upn, agency_id, *_ = levels
    identified = "equal" in (nhs, upn, agency_id)
    agrees = forename in ("equal", "variant", "swapped", "close") or born in ("equal", "swapped", "close")
    return "confirmed" if identified and agrees and not assumed else "probable"


def _with_name(shown: Shown, identity: Identity, which: int) -> Shown:
    if not which:
        return shown
    forename, surname = identity.names[which]
    return (forename.title(), surname.title(), *shown[2:])


@lru_cache(maxsize=1 << 18)
def _evidence(field: str, written: str, known: str, verdict: str, weight: float) -> Evidence:
    """Shared by all mentions that say the same: most of what an area's records say has been said before."""
    return Evidence(field, written, known, verdict, round(weight, 1))
