"""The person cells of one record → mentions. Enters: field → cell. Leaves: the people named, and which cells could not be used.

One cell's text is parsed by `people`; here the columns are put together. Who a mention is belongs to linking.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product

from msgspec.structs import replace

from chronology.identifiers import nhs_number, upn
from chronology.model import Mention, When
from chronology.people.order import is_in_capitals, with_comma
from chronology.people.parse import read_people
from chronology.words import split_words

PERSON_FIELDS = frozenset(
    "name forename middle_names surname also_known_as born age sex nhs_number upn agency_id address postcode".split()
)
_IDENTITY = ("born", "age", "sex", "nhs_number", "upn", "agency_id", "address", "postcode", "also_known_as")
_TELLING_WHO = ("nhs_number", "upn", "agency_id", "born")

OF_EACH_PERSON = ("born", "age")  # of which there may be a column for each of several columns of people
_NAME_FIELDS = frozenset(("name", "forename", "surname"))
_NUMBERED_FIELDS = PERSON_FIELDS - {"address"}  # lines of an address are numbered too
_MOTHER_AND_BABY = {"woman": 1, "womans": 1, "baby": 2, "babys": 2, "infant": 2}
MOST_NUMBERED = 9  # people of one record, in columns of their own
_NUMBER_OF_PERSON = re.compile(r"([^\W\d_])_?([1-9])(?!\d)")  # `child2_dob`
_SHORTEST = 3  # letters of a word cut short: "Vic", "Sus"
# Words of a heading that do not tell whose the column is.
_OF_ANYBODY = frozenset("of the date birth dob d o b born age yrs years name names full s".split())
_THE_CHILD = dict.fromkeys(("child", "children", "subject", "pupil", "patient", "person"), "victim")

_BETWEEN = re.compile(r"\s*(?:[;&\n|]|\s/\s|\band\b)\s*")
_BETWEEN_ALIASES = re.compile(r"[;,/\n]")
_CHECKED = (("nhs_number", nhs_number), ("upn", upn))
_TEMPORARY_UPN = re.compile(r"[A-Z]\d{11}[A-Z]", re.IGNORECASE)

Codes = tuple[tuple[str, str], ...]


def mentions_of(
    cells: Mapping[str, str], read_born: Callable[[str], When], surname_leads: bool = False
) -> tuple[tuple[Mention, ...], Codes]:
    """The people that a record's own columns name, and (issue code, field) for each cell that could not be used.

    Columns beside the name belong to the one person named; where several are named, only if they name as many things.
    `surname_leads`: of names in capitals, the first part is the surname.
    """
    named = _named(cells, surname_leads)
    identity = {field: cells[field] for field in _IDENTITY if cells.get(field)}
    if not named:
        written = " ".join(identity[field] for field in _TELLING_WHO if field in identity)
        if not written:
            return (), ()
        named = (Mention(written),)
    if len(named) == 1:
        shares = [identity]
    else:
        split = {field: _BETWEEN.split(text) for field, text in identity.items()}
        even = {field: parts for field, parts in split.items() if len(parts) == len(named)}
        shares = [{field: parts[place] for field, parts in even.items()} for place in range(len(named))]
    codes: list[tuple[str, str]] = []
    mentions = tuple(
        _with_identity(mention, share, read_born, codes) for mention, share in zip(named, shares, strict=True)
    )
    return mentions, tuple(dict.fromkeys(codes))


def numbered(heading: str) -> tuple[str, int]:
    """The words of a heading without what tells which person it is about, and that person's number; 0 for none.

    `Child 2 Surname` → ("child surname", 2); of a mother's notes `Woman Name` → ("name", 1), `Baby Name` → ("name", 2).
    """
    words = split_words(_NUMBER_OF_PERSON.sub(r"\1 \2 ", heading))
    if len(words) > 1 and words[0] in _MOTHER_AND_BABY:
        return " ".join(words[1:]), _MOTHER_AND_BABY[words[0]]
    numbers = [word for word in words if word.isdigit()]
    if len(numbers) != 1 or not 0 < int(numbers[0]) <= MOST_NUMBERED:
        return " ".join(words), 0
    return " ".join(word for word in words if word != numbers[0]), int(numbers[0])


def numbers_of_people(headings: Sequence[str], fields: Mapping[int, str]) -> dict[int, int]:
    """Column → the number of the person it is about, where the people of one record stand in numbered columns: `Child 1 Surname`,
    `Child 2 Surname`. `fields`: column → its field; empty where no name is told so of a first and a second person.
    """
    split = {index: numbered(heading) for index, heading in enumerate(headings)}
    first = {
        words: index
        for index, (words, number) in split.items()
        if number == 1 and fields.get(index) in _NUMBERED_FIELDS
    }
    found = {index: number for index, (words, number) in split.items() if number and words in first}
    of_names = [
        index for index, number in found.items() if number > 1 and fields[first[split[index][0]]] in _NAME_FIELDS
    ]
    return found if of_names else {}


def whose_column(column: int, headings: Sequence[str], names: Sequence[int]) -> int | None:
    """Of the columns `names`, the one whose people a further column is about; None where nothing tells.

    A heading that says whose it is ("Victim DOB") is that of the one column whose heading says the same ("Vict"). One that does not
    ("DOB") belongs to the column right before it, unless two columns of names stand there.
    """
    words = _telling_words(headings[column])
    if words:
        alike = [
            name for name in names if any(_are_alike(*pair) for pair in product(words, _telling_words(headings[name])))
        ]
        return alike[0] if len(alike) == 1 else None
    return column - 1 if column - 1 in names and column - 2 not in names else None


def _telling_words(heading: str) -> list[str]:
    return [_THE_CHILD.get(word, word) for word in split_words(heading) if word not in _OF_ANYBODY]


def _are_alike(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return longer.startswith(shorter) and (len(shorter) >= _SHORTEST or shorter == longer)


def with_parties(named: tuple[Mention, ...], parties: Iterable[Mention]) -> tuple[Mention, ...]:
    """The people named, and the `parties` whom further columns name in full: "refused" and "male, left" under `Suspect` are nobody.

    Whom two columns name alike, and with the same birth or age, is one person.
    """
    people = [*named, *filter(_is_full_name, parties)]
    once: dict[tuple[object, ...], Mention] = {}
    for one in people:
        once.setdefault((one.forename, one.surname, one.born, one.age), one)
    return tuple(once.values())


def _is_full_name(mention: Mention) -> bool:
    return all(part and part[0].isupper() for part in (mention.forename, mention.surname))


def with_identity_of(mention: Mention, other: Mention) -> Mention:
    """The mention with what the other one says beside a name, where it says it."""
    told = {field: value for field in _IDENTITY if (value := getattr(other, field))}
    return replace(mention, **told)


def _named(cells: Mapping[str, str], surname_leads: bool) -> tuple[Mention, ...]:
    name, forename, surname = cells.get("name", ""), cells.get("forename", ""), cells.get("surname", "")
    middle = cells.get("middle_names", "")
    if not forename and not surname:
        if surname_leads and is_in_capitals(name):
            return tuple(replace(one, written=name) for one in read_people(with_comma(name)))
        return read_people(name)
    if name and forename and not surname and not _says(name, forename):
        surname = name
    elif name and surname and not forename and not _says(name, surname):
        forename = name
    written = " ".join(part for part in (forename, middle, surname) if part)
    if not forename:
        return (_of_one_part(surname, written, "surname"),)
    if not surname:
        return (_of_one_part(forename, written, "forename"),)
    people = read_people(f"{surname}, {forename} {middle}".strip())
    if len(people) == 1:
        return (replace(people[0], written=written),)
    return people or (Mention(written, forename=forename, middle_names=middle, surname=surname),)


def _says(name: str, part: str) -> bool:
    return part.casefold() in name.casefold()


def _of_one_part(text: str, written: str, field: str) -> Mention:
    return Mention(written, surname=text) if field == "surname" else Mention(written, forename=text)


def _with_identity(
    mention: Mention, share: Mapping[str, str], read_born: Callable[[str], When], codes: list[tuple[str, str]]
) -> Mention:
    told: dict[str, object] = dict(share)
    if "born" in share:
        born = read_born(share["born"])
        if born.first is None:
            codes.append(("born_unreadable", "born"))
            del told["born"]
        else:
            told["born"] = born
    if "also_known_as" in share:
        aliases = [part.strip() for part in _BETWEEN_ALIASES.split(share["also_known_as"]) if part.strip()]
        told["also_known_as"] = tuple(dict.fromkeys((*mention.also_known_as, *aliases)))
    for field, valid in _CHECKED:
        text = share.get(field)
        if text and valid(text) is None and (code := _fault_of(text)):
            codes.append((code, field))
    return replace(mention, **told) if told else mention


def _fault_of(text: str) -> str:
    """`identifier_invalid` for a number that fails its check; "" for a word, a temporary number, or a row of one digit.

    A row of one digit is a placeholder, which linking tells of once it has seen them all.
    """
    digits = [character for character in text if character.isdigit()]
    if len(set(digits)) < 2 or _TEMPORARY_UPN.fullmatch(text.strip()):
        return ""
    return "identifier_invalid"
