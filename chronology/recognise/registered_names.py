"""The column in which the people of a register stand, where no heading says which it is. Enters: columns, rows, names. Leaves: the column, as names.

"Household", "Nominal and role", "Who came": agencies head the column of people in words that mean something else elsewhere, and a file
whose column of people is not known would be taken to be about the child of the case. None is found where another column names people,
where two could be it, or where a heading says that its people are those who told, were told or wrote ("Spoke to", "Worker"). A column in
which names of others stand leaves it open whom such a file is about (`heading_of_strangers`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from chronology.dates import read_date
from chronology.model import CHILDREN, Column, Subject, When
from chronology.people import may_stand_beside_names, read_people
from chronology.recognise.headings import ideas_within
from chronology.sectors import sector_words
from chronology.words import split_words

REASON = "registered people stand in it"
_NAMES = frozenset(("name", "forename", "surname"))
_MAY_NAME = frozenset(("other", "present"))  # what a column of strangers may be read as
_NEVER_NAMES = frozenset(("date", "time", "time_end", "postcode", "voice", "action", "outcome"))
_CODED = frozenset(("other", "ref", "agency_id", "upn"))  # what a column may be read as, and be one of initials
# Ideas in a heading: of people who told, were told, wrote or were there; of other things, unless it says that it is of people, too.
_OF_OTHERS = frozenset(("with", "staff", "told", "told_at_home", "beside", "manager"))
_OF_THINGS = frozenset(("source", "agency", "elsewhere", "document", "place"))
_OF_PEOPLE = frozenset(("subject", "child", "name", "who", "person"))
_THERE = "present"
# Words of headings under which people stand who told, took or do something, or no people at all.
_OF_NO_RECORDS = frozenset(
    """duty caller source contact informant from allocated assigned completed via team shift rag ethnicity reported taken logged
    entered by worker staff rota signed created ta aider handover message referred reporting making account inits
    siblings sibling peer peers friend friends linked mother mum mam dad father parent parents carer carers nok kin pr brought phoned rang
    pick collected collecting letter disclosed suspect guardian room house class form tutor""".split()
)
# ... and beside which they are those whom the records are about all the same.
_OF_RECORDS = frozenset(
    "child children pupil pupils student patient client person people subject name yp baby user nominal".split()
)
_TITLE_OR_GROUP = re.compile(
    r"\b(?:mr|mrs|ms|miss|family|children|kids|girls|boys|twins|household)\b|(?-i:(?<!\w)[A-Z](?:\.|\b))", re.IGNORECASE
)  # without one, or a forename, a surname alone may be a colour or a team
_INITIALS = re.compile(
    r"((?:(?:Mc|Mac|O['’])?[A-Z][ .-]{0,2}){2,4})(?:[\s/(]*[A-Z]?[a-z]{0,2}\d{1,4}[A-Za-z/.)]*)?"
)  # `PHM`, `PHM16`, `O. McA. (11)`, `FHW 85`, `OMcA/Y8`
_SINGLE_LETTERS = re.compile(r"(?!(?:[MFU]\W*)+$)[A-Z](?:\s*[/+&,]\s*[A-Z])*")  # `A`, `A + M`
_CODED_NAME = re.compile(r"(?:\d[\d-]+\s+)?([A-Z]{2,4})[\s/-]*(\d{2,8})(?:[\s/-]*[MF])?")  # `SLW 140205`, `ZH-15-F`
_LETTER_BEHIND = re.compile(r"(?:[A-Z][a-z]+ )+[A-Z]|[A-Z]+[\s-][A-Z]?\d*")  # `Ward A`, `Key Group B`
_LOOKS_LIKE_NAME = re.compile(
    r"(?<!\w)(?:(?:Mr|Mrs|Ms|Miss|Master)\.? [A-Z]|[A-Z][\w'’-]+,? [A-Z](?![\w'’])|[A-Z]\.? [A-Z][\w'’-]+|[A-Z]{3,},? [A-Z][a-z]"
    r"|[A-Z][a-z'’-]+,? (?:[A-Z][a-z'’-]+ )*[A-Z'’-]{3,}(?!\w)|[A-Z][\w'’-]+, [A-Z][a-z])"
)
_TWO_CAPITALS = re.compile(r"[A-Z][\w'’-]+ [A-Z][\w'’-]+")  # `Karen Smith`, and `Home Visit`
_BEHIND_NAME = re.compile(r"\s[/|–-]\s|[,(]")
_SMALL_BESIDE = frozenset("joint sole dob yr re self himself herself poss address addr tenant tenants".split())
LONG = 6  # letters of a surname by which a misspelt one is known
SHORTEST = 3  # letters of a word that counts as a name
LONGEST_CELL = 10  # words
SHARE = 0.3  # of the filled cells, from which the column is one of people: agencies write of others too
FILLED = 0.5  # of the records, from which the column can be the one that says whom they are about
FEWEST = 3  # filled cells
SHARE_OF_INITIALS = 0.6  # the same of initials without a year, which may be shorthand for something else
SHARE_OF_WHOLE = (
    0.1  # of the filled cells, which name one of the register by forename and surname, where nearly all name somebody
)
SHARE_OF_SOMEBODY = 0.6
CLEARLY = 2.0  # times as many cells as another column that names people, from which it is the one


class Names(NamedTuple):
    """The words, casefolded, of the names of a register."""

    children: frozenset[str] = frozenset()  # forenames
    adults: frozenset[str] = frozenset()  # forenames that no child bears
    surnames: frozenset[str] = frozenset()
    initials: frozenset[str] = frozenset()
    whole: tuple[tuple[frozenset[str], frozenset[str]], ...] = ()  # of each person: forenames, and surnames
    codes: frozenset[str] = frozenset()  # initials with a birth or the year of it


NO_NAMES = Names()


def names_of(register: Sequence[Subject]) -> Names:
    """The words by which the people of the register may stand in a cell."""
    children = _forenames(one for one in register if one.role in CHILDREN)
    adults = _forenames(one for one in register if one.role not in CHILDREN) - children
    surnames = {word for one in register for word in _words_of(one.name)[-1:] if len(word) >= SHORTEST}
    whole = tuple((_forenames((one,)), frozenset(_words_of(one.name)[-1:])) for one in register)
    codes = frozenset(
        letters + digits for one in register for letters in _initials((one,)) for digits in _digits_of_birth(one.born)
    )
    return Names(
        children, adults, frozenset(surnames) - children - adults, frozenset(_initials(register)), whole, codes
    )


def person_titled(titles: Iterable[str], names: Names) -> str:
    """The one person of the register whom a title, the name of a sheet or of a file names, the first that does; else empty.

    By forename and surname, whatever else it says ("Amy Lowe - case notes 2019"), or by an initial beside the surname ("LOWE, A"); a
    child also by its forename, beside words that only say what a file is. A title that names two is nobody's.
    """
    for title in titles:
        words = [word for word in split_words(title) if not word.isdigit()]
        fully = [
            (own, family) for own, family in names.whole if not own.isdisjoint(words) and not family.isdisjoint(words)
        ]
        children = names.children.intersection(words)
        if len(fully) == 1 and children <= fully[0][0] and len(read_people(title)) < 2:
            own, family = fully[0]
            return " ".join(word.title() for word in words if word in own | family)
        if initialled := _by_initial(title, words, names):
            return initialled
        rest = set(words) - children - sector_words().file_words
        bearers = [family for own, family in names.whole if not own.isdisjoint(children)]
        alone = len(children) == 1 and len(bearers) == 1 and len(bearers[0]) == 1 and not rest
        if alone and read_date(f"{min(children)} 2000").first is None:  # April may be the month
            return " ".join(word.title() for word in (*children, *bearers[0]))
    return ""


def _by_initial(title: str, words: list[str], names: Names) -> str:
    found = set()
    for own, family in names.whole:
        for surname in family.intersection(words):
            beside = re.search(
                rf"(?<!\w)([A-Z])\.?\s+(?i:{surname})(?!\w)|(?<!\w)(?i:{surname}),?\s+([A-Z])(?![\w&’'])", title
            )
            if beside and any(one.startswith((beside[1] or beside[2]).casefold()) for one in own):
                found.add(f"{beside[1] or beside[2]} {surname.title()}")
    return found.pop() if len(found) == 1 else ""


def _digits_of_birth(born: When | None) -> Iterator[str]:
    """`140205`, `14022005`, `050214`, `05` and `2005` of a birth on 14 February 2005; of a year alone, the year."""
    if born is None or born.first is None or born.last is None or born.first.year != born.last.year:
        return
    yield from (f"{born.first:%y}", f"{born.first:%Y}")
    if born.first == born.last:
        yield from (f"{born.first:%d%m%y}", f"{born.first:%d%m%Y}", f"{born.first:%y%m%d}", f"{born.first:%Y%m%d}")


def _forenames(people: Iterable[Subject]) -> frozenset[str]:
    """All words of the names but the last, and those of what else somebody is called by one word."""
    called = (words for one in people for words in (_words_of(one.name)[:-1], *map(_words_of, one.also_known_as)))
    return frozenset(word for words in called for word in words[:2] if len(word) >= SHORTEST and word.isalpha())


def _initials(register: Sequence[Subject]) -> Iterator[str]:
    """`phm`, `pm` and `ph` of Poppy Hollis-Marsh, `omca` of Oisin McAteer: the first letters of all parts of a name, or of two."""
    for one in register:
        parts = one.name.replace("-", " ").split()
        letters = "".join(part[0] for part in parts if part[0].isalpha()).casefold()
        if len(letters) > 1:
            surname = [part[0] for part in one.name.split()[-1].split("-") if part]
            yield from (letters, letters[0] + letters[-1], letters[:2], (letters[0] + "".join(surname)).casefold())
            if celtic := re.match(r"(?:Mc|Mac|O['’])[A-Z]", parts[-1]):
                yield letters[0] + _letters(celtic[0])


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text)).casefold()


def _words_of(cell: str) -> list[str]:
    """The words of a cell, casefolded, accents off: `Daithí` is written DAITHI in capitals."""
    return split_words(
        "".join(one for one in unicodedata.normalize("NFKD", cell.casefold()) if not unicodedata.combining(one))
    )


def find_people_column(columns: Sequence[Column], rows: Sequence[Sequence[str]], names: Names) -> Column | None:
    """The only column of registered people, read as names; `rows` are some of the records. One that names children goes before all others."""
    if not names.children or any(one.field in _NAMES and _holds_people(one, rows, names) for one in columns):
        return None
    told = [one for one in columns if one.field == "summary"]
    may_be = [
        one
        for one in columns
        if one.field not in _NEVER_NAMES
        and not (one.field == "summary" and len(told) == 1)
        and not _is_of_others(one.heading)
        and (not _is_of_things(one.heading) or _is_of_whole_names(one, rows, names))
    ]
    for wanted in (names.children, names.children | names.adults | names.surnames):
        counted = [(_count(column, rows, names, wanted), column) for column in may_be]
        found = sorted((one for one in counted if one[0]), key=lambda one: -one[0])
        if found and (len(found) == 1 or found[0][0] >= CLEARLY * found[1][0]):
            return replace(found[0][1], field="name", standing="likely", reason=REASON)
        if found:
            return None
    return None


def _holds_people(column: Column, rows: Sequence[Sequence[str]], names: Names) -> bool:
    """Whether a column of names is one: under "Subject" a landlord writes what a visit was about."""
    filled = [cell for row in rows if column.index < len(row) and (cell := row[column.index].strip())]
    somebody = [cell for cell in filled if _names(cell, names) or _names_somebody(cell)]
    return not filled or len(somebody) >= SHARE_OF_WHOLE * len(filled)


def heading_of_strangers(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> str:
    """The heading of a column in which people stand that nothing tells to be those whom the records are about; "" where there is none.

    Where there is one, the records are not all about the child of the case.
    """
    for column in columns:
        if column.field not in _MAY_NAME or _is_of_others(column.heading) or _is_of_things(column.heading):
            continue
        filled = [cell for row in rows if column.index < len(row) and (cell := row[column.index].strip())]
        if len(filled) < max(FEWEST, FILLED * len(rows)):
            continue
        somebody = {cell for cell in filled if _looks_like_name(cell) or _is_dated_code(cell)}
        if len(somebody) > 1 and sum(cell in somebody for cell in filled) >= SHARE_OF_SOMEBODY * len(filled):
            return column.heading
    return ""


def holds_surnames(column: Column, rows: Sequence[Sequence[str]], names: Names) -> bool:
    """Whether a surname of the register, or one that begins like it, stands behind another word in most of the cells."""
    begun = {surname[:LONG] for _, own in names.whole for surname in own if len(surname) >= SHORTEST}
    filled = [cell for row in rows if column.index < len(row) and (cell := row[column.index].strip())]
    held = [cell for cell in filled if any(word[:LONG] in begun for word in _words_of(cell)[1:])]
    return bool(held) and 2 * len(held) >= len(filled)


def _is_of_others(heading: str) -> bool:
    ideas = ideas_within(heading)
    others = not _OF_OTHERS.isdisjoint(ideas) or not _OF_NO_RECORDS.isdisjoint(split_words(heading))
    return _THERE in ideas or (others and _OF_RECORDS.isdisjoint(split_words(heading)))


def _is_of_things(heading: str) -> bool:
    ideas = ideas_within(heading)
    return not _OF_THINGS.isdisjoint(ideas) and _OF_PEOPLE.isdisjoint(ideas)


def _is_of_whole_names(column: Column, rows: Sequence[Sequence[str]], names: Names) -> bool:
    """Whether so many cells name one of the register by forename and surname that the heading must mean people."""
    filled = [cell for row in rows if column.index < len(row) and (cell := row[column.index].strip())]
    whole = [cell for cell in filled if _names_whole(cell, names)]
    return len(whole) >= FEWEST and len(whole) >= SHARE * len(filled)


def _count(column: Column, rows: Sequence[Sequence[str]], names: Names, wanted: frozenset[str]) -> int:
    """How many cells name registered people, where the column can be one of people and some of its cells name one of those `wanted`."""
    filled = [cell for row in rows if column.index < len(row) and (cell := row[column.index].strip())]
    if len(filled) < FEWEST or len(filled) < FILLED * len(rows):
        return 0
    whole = [cell for cell in filled if _names_whole(cell, names) or _is_code_of(cell, names)]
    if len(whole) >= SHARE_OF_WHOLE * len(filled):
        somebody = [cell for cell in filled if _names_somebody(cell)]
        if whole and len(somebody) >= SHARE_OF_SOMEBODY * len(filled):
            return len(somebody)
    letters = [cell for cell in filled if _SINGLE_LETTERS.fullmatch(cell)]
    if len(letters) >= SHARE_OF_INITIALS * len(filled) and not _OF_PEOPLE.isdisjoint(ideas_within(column.heading)):
        forenames = {name[0].upper() for name in wanted}
        return len(letters) if any(not forenames.isdisjoint(cell) for cell in letters) else 0
    named = [cell for cell in filled if _names(cell, names)]
    if len(named) < SHARE * len(filled):
        return 0
    if all(map(_INITIALS.fullmatch, named)):
        dated = any(any(map(str.isdigit, cell)) for cell in named)
        told = dated or (column.field in _CODED and len(named) >= SHARE_OF_INITIALS * len(filled))
    else:
        told = any(not wanted.isdisjoint(_words_of(cell)) for cell in named)
    return len(named) if told else 0


def _names(cell: str, names: Names) -> bool:
    """Whether the cell names one of the register and says nothing else than roles and details; initials are alone in it."""
    if coded := _INITIALS.fullmatch(cell):
        return _letters(coded[1]) in names.initials
    words = _words_of(cell)
    if len(words) > LONGEST_CELL:
        return False
    forename = not (names.children | names.adults).isdisjoint(words)
    if not forename and not (_TITLE_OR_GROUP.search(cell) and not names.surnames.isdisjoint(words)):
        return False
    known = names.children | names.adults | names.surnames
    return all(
        may_stand_beside_names(word) for word in cell.split() if word.islower() and known.isdisjoint(_words_of(word))
    )


def _names_whole(cell: str, names: Names) -> bool:
    """Whether the cell names one of the register by a forename and a surname, one of them perhaps by its first letters: `Mairi Ma`."""
    words = _words_of(cell)
    if len(words) > LONGEST_CELL:
        return False
    return any(
        (not surnames.isdisjoint(words) and any(_begins(word, forenames) for word in words))
        or (not forenames.isdisjoint(words) and any(_begins(word, surnames) for word in words))
        for forenames, surnames in names.whole
    )


def _is_code_of(cell: str, names: Names) -> bool:
    """Whether the cell is the initials of one of the register with its birth, or the year of it: `22-4471 MAP 301008`, `ZH-15-F`."""
    coded = _CODED_NAME.fullmatch(cell)
    return coded is not None and (coded[1] + coded[2]).casefold() in names.codes


def _is_dated_code(cell: str) -> bool:
    """Whether the cell is initials with a day, as of a birth: a number of six figures is seldom one."""
    coded = _CODED_NAME.fullmatch(cell)
    if not coded or len(coded[2]) != len("ddmmyy"):
        return False
    day, month = int(coded[2][:2]), int(coded[2][2:4])
    return 0 < day <= 31 and 0 < month <= 12


def _begins(word: str, names: Iterable[str]) -> bool:
    return any(name == word or (len(word) < SHORTEST and word.isalpha() and name.startswith(word)) for name in names)


def _names_somebody(cell: str) -> bool:
    """Whether the cell may be somebody's name, whoever that is: as `_looks_like_name`, two capitals, initials with a number."""
    return bool(_CODED_NAME.fullmatch(cell) or _TWO_CAPITALS.fullmatch(cell)) or _looks_like_name(cell)


def _looks_like_name(cell: str) -> bool:
    """Whether the cell is written as hardly anything but a name is: with a title, an initial, a surname in capitals or before a comma."""
    if len(cell.split()) > LONGEST_CELL or _LETTER_BEHIND.fullmatch(cell):
        return False
    small = (word.strip("()[],;:") for word in _BEHIND_NAME.split(cell)[0].split())
    return bool(_LOOKS_LIKE_NAME.search(cell)) and all(
        may_stand_beside_names(word) for word in small if word.islower() and word not in _SMALL_BESIDE
    )
