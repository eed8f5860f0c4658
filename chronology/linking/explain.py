"""The arithmetic of a link, field by field. Enters: two identities and how they were written. Leaves: evidence and a standing."""

from __future__ import annotations

from datetime import date

from chronology.linking.collapse import Written
from chronology.linking.compare import Levels, Scale
from chronology.linking.identity import Identity
from chronology.linking.names import is_infant, is_unborn, parse
from chronology.linking.weights import FIELDS
from chronology.model import Evidence, Standing, Subject

_REPEATED = frozenset(FIELDS.index(field) for field in ("forename", "surname", "born", "sex"))

Shown = tuple[str, str, str, str, str, str, str, str, str]  # one per FIELDS, as written


def show_mention(one: Written) -> Shown:
    """What somebody written down is said to be, field by field, as it is written."""
    mention = one.mention
    forename, surname = mention.forename, mention.surname
    if not forename and not surname:
        forename, surname, _ = parse(mention.written)
    return (
        f"{forename} {mention.middle_names}".strip() if mention.middle_names else forename.strip(),
        surname,
        mention.born.text if mention.born else mention.age or _unborn_or_baby(one),
        mention.nhs_number,
        mention.upn,
        mention.agency_id or one.reached,
        mention.sex,
        mention.postcode,
        mention.address,
    )


def _unborn_or_baby(one: Written) -> str:
    said = one.mention.forename or one.mention.written
    word = "unborn" if is_unborn(said) else "baby" if is_infant(said) else ""
    return f"{word} on {date.fromordinal(one.contact):%d/%m/%Y}" if word and one.contact else ""


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


class Explainer:
    """Explains comparisons. What is said of several people in the same words is kept once: an area's records repeat themselves."""

    def __init__(self, scale: Scale) -> None:
        self.scale = scale
        self._said: list[dict[tuple[str, str, str, float], Evidence]] = [{} for _ in FIELDS]

    def explain(
        self, mention: Identity, subject: Identity, levels: Levels, written: Shown, known: Shown
    ) -> tuple[tuple[Evidence, ...], float]:
        """One Evidence for each field that both sides have, in the order of FIELDS, and all their bits, the people counted off."""
        bits = self.scale.field_bits(mention, subject, levels)
        if len(mention.names) > 1 or len(subject.names) > 1:
            which, which_too = self.scale.matched_names(mention, subject)
            written, known = _with_name(written, mention, which), _with_name(known, subject, which_too)
        if not levels[0] or not levels[1]:
            written, known = _lone_name(written, levels), _lone_name(known, levels)
        comparisons = []
        for number, level in enumerate(levels):
            if level:
                words, weight = (written[number], known[number], level), bits[number]
                if number in _REPEATED:
                    key = (*words, weight)
                    comparisons.append(self._said[number].get(key) or self._say(number, key))
                else:
                    comparisons.append(Evidence(FIELDS[number], *words, weight))
        return tuple(comparisons), self.scale.prior + sum(bits)

    def _say(self, number: int, key: tuple[str, str, str, float]) -> Evidence:
        written, known, level, bits = key
        evidence = self._said[number][key] = Evidence(FIELDS[number], written, known, level, round(bits, 1))
        return evidence


def standing_of(levels: Levels, assumed: bool) -> Standing:
    """Of a merged mention: confirmed where an identifier and the name or the date of birth agree, else probable."""
    forename, _, born, nhs, upn, agency_id, *_ = levels
    identified = "equal" in (nhs, upn, agency_id) or agency_id == "own"
    agrees = forename in ("equal", "variant", "swapped", "close") or born in ("equal", "swapped", "close")
    return "confirmed" if identified and agrees and not assumed else "probable"


def _lone_name(shown: Shown, levels: Levels) -> Shown:
    """A name that stands alone, in the place of the one that it was compared as."""
    forename, surname, *beside = shown
    misplaced = (forename and not surname and levels[1]) or (surname and not forename and levels[0])
    return (surname, forename, *beside) if misplaced else shown  # type: ignore[return-value]


def _with_name(shown: Shown, identity: Identity, which: int) -> Shown:
    if not which:
        return shown
    forename, surname = identity.names[which]
    return (forename.title(), surname.title(), *shown[2:])
