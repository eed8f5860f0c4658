"""Who a mention says it is about, in a form that can be compared. Enters: mentions, events and register subjects. Leaves: identities.

An identity is what one agency wrote about one person, folded; equal mentions share one. Comparing belongs to compare.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from msgspec import Struct

from chronology.identifiers import nhs_number, upn
from chronology.linking.letters import fold, is_disguised
from chronology.linking.names import family, given, is_infant, is_unborn, load_names, parse
from chronology.model import Event, Mention, Subject, When
from chronology.people import read_group

Day = tuple[int, int, int]
Name = tuple[str, str]  # (given names, surname)
Number = tuple[str, str]  # (agency, its own number)
BABY_DAYS = 900  # how old a child may be whom somebody calls a baby: two years and some: this program's own figure
TERM_DAYS = 300  # within so many days of the first record of an unborn child it is born
CONTACT = "(contact)"  # in the place of the agency: an e-mail address or a telephone number, whoever wrote it down


class Identity(Struct, frozen=True, gc=False):
    """What is known of one person, folded. Empty where nothing is."""

    names: tuple[Name, ...]  # the main one first
    day: Day | None  # born on
    first: int  # first and last possible day of birth as ordinals, 0 where unknown
    last: int
    sex: str  # "f", "m" or ""
    nhs: str  # "" also where the number written is not trusted
    upn: str
    agency_ids: tuple[Number, ...]  # these and the following in order, none twice
    postcodes: tuple[str, ...]
    addresses: tuple[str, ...]
    nhs_written: tuple[str, ...] = ()  # every valid number met, trusted or not
    whole: tuple[str, ...] = ()  # a subject's names as whole phrases: "baby p" is a name where the register says so
    disguised: str = ""  # the names as written, where look-alike or invisible letters had to be folded to read them

    def named(self) -> bool:
        """Whether anything here could tell one person from another."""
        return bool(self.nhs or self.upn or self.agency_ids or any(one or other for one, other in self.names))

    def nhs_or_upn(self) -> str:
        """The number that no other person should bear, "" where none is known."""
        return self.nhs or self.upn


def is_dated(identity: Identity) -> bool:
    """Whether the day of birth is known; 1 January is what systems write when only the year is."""
    return identity.day is not None and identity.day[1:] != (1, 1)


class Cells:
    """Reads mentions, each distinct cell once: an area's records say the same names, days and addresses over and over.

    What it remembers changes nothing but the time taken, and goes when it goes.
    """

    def __init__(self) -> None:
        self._names: dict[tuple[str, str, str, str, tuple[str, ...]], tuple[tuple[Name, ...], str]] = {}
        self._days: dict[date, tuple[Day | None, int]] = {}
        self._nhs: dict[str, tuple[str, ...]] = {"": ()}
        self._upn: dict[str, str] = {"": ""}
        self._postcodes: dict[str, tuple[str, ...]] = {"": ()}
        self._addresses: dict[str, tuple[str, ...]] = {"": ()}

    def identify(self, mention: Mention, event: Event, reached: str = "", since: int = 0) -> Identity:
        """The identity a mention gives; its age counts from the day of the event where no date of birth is written.

        `reached`: where the person can be reached, in the record's own words; `since`: the day of the first such record, as an
        ordinal, from which an unborn child is expected.
        """
        day, first, last = self._born(mention.born)
        if not last and mention.age:
            first, last = born_by_age(mention.age, event.when)
        elif not last and since and is_unborn(mention.forename or mention.written):
            first, last = since, since + TERM_DAYS
        elif not last and event.when.first and event.when.last and is_infant(mention.forename or mention.written):
            first, last = event.when.first.toordinal() - BABY_DAYS, event.when.last.toordinal()
        names = self._named(mention)
        nhs = self._nhs.get(mention.nhs_number)
        if nhs is None:
            nhs = self._nhs[mention.nhs_number] = _one(nhs_number(mention.nhs_number) or "")
        pupil = self._upn.get(mention.upn)
        if pupil is None:
            pupil = self._upn[mention.upn] = upn(mention.upn) or ""
        postcodes = self._postcodes.get(mention.postcode)
        if postcodes is None:
            postcodes = self._postcodes[mention.postcode] = _one(fold_postcode(mention.postcode))
        addresses = self._addresses.get(mention.address)
        if addresses is None:
            addresses = self._addresses[mention.address] = _one(fold_address(mention.address))
        numbers = ((event.agency, fold_number(mention.agency_id)),) if mention.agency_id else ()
        if reached:
            numbers = tuple(sorted((*numbers, (CONTACT, fold_number(reached)))))
        return Identity(
            names[0],
            day,
            first,
            last,
            sex_letter(mention.sex),
            nhs[0] if nhs else "",
            pupil,
            numbers,
            postcodes,
            addresses,
            nhs,
            (),
            names[1],
        )

    def _named(self, mention: Mention) -> tuple[tuple[Name, ...], str]:
        """The names, and the same as written where they are disguised."""
        cells = mention.written, mention.forename, mention.middle_names, mention.surname, mention.also_known_as
        names = self._names.get(cells)
        if names is None:
            names = self._names[cells] = _names_of(*cells), _disguised(cells[1:4] if mention.forename else cells[:1])
        return names

    def _born(self, born: When | None) -> tuple[Day | None, int, int]:
        if born is None or born.first is None or born.last is None:
            return None, 0, 0
        first = self._days.get(born.first)
        if first is None:
            first = self._days[born.first] = _day(born.first)
        if born.first == born.last:
            return first[0], first[1], first[1]
        return None, first[1], born.last.toordinal()


def identity_of(subject: Subject) -> Identity:
    """The identity the register gives a person."""
    forename, surname, others = parse(subject.name)
    day, first, last = Cells()._born(subject.born)
    written = (subject.name, *subject.also_known_as)
    return Identity(
        names=_names_of("", forename, "", surname, (*subject.also_known_as, *others)),
        day=day,
        first=first,
        last=last,
        sex=sex_letter(subject.sex),
        nhs=nhs_number(subject.identifiers.get("nhs_number", "")) or "",
        upn=upn(subject.identifiers.get("upn", "")) or "",
        # The register does not say whose number an agency id is, so it counts with every agency ("").
        agency_ids=tuple(
            sorted(
                {
                    ("", fold_number(number))
                    for scheme, number in subject.identifiers.items()
                    if scheme not in ("nhs_number", "upn") and number
                }
            )
        ),
        postcodes=_one(fold_postcode(subject.postcode)),
        addresses=_one(fold_address(subject.address)),
        whole=tuple(phrase for name in written if " " in (phrase := whole_name(*parse(name)[:2]))),
    )


@lru_cache(maxsize=1 << 12)
def whole_name(forename: str, surname: str) -> str:
    """Forename and surname folded into one phrase, placeholders kept."""
    return f"{fold(forename)} {fold(surname)}".strip()


def _names_of(written: str, forename: str, middle_names: str, surname: str, also: tuple[str, ...]) -> tuple[Name, ...]:
    if not forename and written and read_group(written)[0]:
        return (("", ""),)  # "the twins", "Lowe children": several at once, and none of them by name
    if not forename and not surname and written:
        forename, surname, others = parse(written)
        also = (*also, *others)
    main = (given(forename, middle_names), family(surname))
    if main[0] == main[1] and fold(forename) != main[0]:
        main = ("", main[1])  # "Baby Smith" in the forename column
    names = [main]
    for other in also:
        first, last, _ = parse(other)
        readings = [(_with_middle_names(given(first), main[0]), family(last) or main[1])]
        if not last and main[0]:
            readings.append((main[0], family(first)))  # one word may be another forename, or a maiden name
        elif last and not readings[0][0] and main[0]:
            readings.append((main[0], family(last)))  # "Baby Marsh" as well: the surname of before the registration
        names += [name for name in readings if all(name) and name not in names]
    return tuple(names)


def _with_middle_names(other: str, main: str) -> str:
    """Another name's forename, which is the same person's: with the middle names of the main one where it has none."""
    return main if main.startswith(f"{other} ") else other


def fold_number(written: str) -> str:
    """A system's own number without spaces and in one case."""
    folded = "".join(written.casefold().split())
    return written if folded == written else folded  # not a second copy of every number


def _day(day: date) -> tuple[Day | None, int]:
    if day.isoformat() in load_names().placeholder_births:
        return None, 0
    return (day.year, day.month, day.day), day.toordinal()


def _disguised(cells: Iterable[str]) -> str:
    written = " ".join(cells)
    return written if not written.isascii() and is_disguised(written) else ""


_AGE = re.compile(r"(\d{1,3})\s*(y|m|w|d|/)?[a-z]*", re.IGNORECASE)
_AGE_AND_SEX = re.compile(
    r"\s*(\d{1,3})\s*/?\s*([MF])\s*"
)  # `38 M`, `6F`; of `11 M` nobody knows whether they are months
_GESTATION = re.compile(r"\d\s*\+\s*\d")
_MOST_MONTHS = 36
_DAYS_IN = {"y": 365.25, "m": 30.44, "w": 7.0, "d": 1.0}


def born_by_age(age: str, at: When) -> tuple[int, int]:
    """First and last possible day of birth (ordinals) of somebody of that age on that day; (0, 0) where it cannot be read.

    "7", "7 years", "3y 2m", "18 months", "6/12" (months) and "6/52" (weeks) are read; a week is allowed either way. "11+2", weeks
    and days of a pregnancy, is nobody's age.
    """
    if at.first is None or at.last is None or _GESTATION.search(age):
        return 0, 0
    if sexed := _AGE_AND_SEX.fullmatch(age):
        if sexed[2] == "M" and int(sexed[1]) <= _MOST_MONTHS:
            return 0, 0
        age = sexed[1]
    fraction = re.fullmatch(r"\s*(\d{1,2})\s*/\s*(12|52)\s*", age)
    if fraction:
        parts = [(fraction[1], "m" if fraction[2] == "12" else "w")]
    else:
        parts = [(count, unit.casefold() or "y") for count, unit in _AGE.findall(age)]
    if not parts or any(unit == "/" for _, unit in parts):
        return 0, 0
    least = sum(int(count) * _DAYS_IN[unit] for count, unit in parts)
    slack = 7
    first = at.first.toordinal() - int(least + _DAYS_IN[parts[-1][1]]) - slack
    last = at.last.toordinal() - int(least) + slack
    return (first, last) if first >= date(1850, 1, 1).toordinal() else (0, 0)


@lru_cache(maxsize=1 << 10)
def sex_letter(written: str) -> str:
    """The letter f or m (1 and 2 as the NHS data dictionary codes them: male, female), or nothing."""
    word = fold(written)
    if word in ("f", "female", "girl", "woman", "2"):
        return "f"
    return "m" if word in ("m", "male", "boy", "man", "1") else ""


def fold_postcode(written: str) -> str:
    """A postcode in capitals without spaces."""
    return re.sub(r"[^A-Z0-9]", "", written.upper())


_STREET_WORDS = {"rd": "road", "st": "street", "ave": "avenue", "av": "avenue", "cl": "close", "dr": "drive",
                 "ln": "lane", "ct": "court", "cres": "crescent", "gdns": "gardens", "pl": "place", "sq": "square",
                 "tce": "terrace", "terr": "terrace", "hse": "house", "apt": "flat"}  # fmt: skip
_POSTCODE = re.compile(r"\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b")


def fold_address(written: str) -> str:
    """An address without its postcode, street words written out."""
    words = _POSTCODE.sub(" ", fold(written)).split()
    return " ".join(_STREET_WORDS.get(word, word) for word in words)


def _one(value: str) -> tuple[str, ...]:
    return (value,) if value else ()
