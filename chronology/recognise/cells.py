"""What the cells of a column look like. Enters: some of its cells. Leaves: a `Look`, shares of them from 0 to 1.

What a look speaks for or against is for `columns` to weigh; reading a date or a number for good is for `normalise`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

from msgspec import Struct

from chronology.dates import looks_like_date, read_serial
from chronology.identifiers import nhs_number, upn
from chronology.narrative import kinds_of_codes
from chronology.people import names_people, tells_person
from chronology.recognise.headings import is_record_state
from chronology.sectors import sectors_in

LONGEST_AGENCY = 60  # characters
DATE_WORDS = 5  # the longest date at the beginning of a line: Mon the 3rd May 2020
LONGEST_VALUE = 120  # characters: a longer cell is text, and no date, name or number

_CLOCK = re.compile(
    r"^(?:(?:at|c\.?|approx\.?|about|around)?\s*(?:[01]?\d|2[0-4])[:.h]?[0-5]\d(?::[0-5]\d)?(?:\.\d+)?\s*(?:hrs?|hours|h|am|pm|a\.m\.|p\.m\.)?"
    r"|(?:0?\d|1[0-2])\s*(?:am|pm)|noon|midnight)(?:\s*(?:-|–|to)\s*\S.{0,9})?$",
    re.IGNORECASE,
)
_COLON = re.compile(r"\d[:.h][0-5]\d|\d\s*[ap]\.?m|hrs|noon|midnight", re.IGNORECASE)
_POSTCODE = re.compile(r"^[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}$", re.IGNORECASE)
_SEX = re.compile(r"^(?:m|f|male|female|boy|girl)$", re.IGNORECASE)
_CHOICE = re.compile(
    r"^(?:y|n|yes|no|true|false|n/?a|not applicable|not known|n/?k|unknown|seen|not seen|alone|✓|✗|x)\b[\s.,;(–-]*(?:\S+\s*){0,4}$",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"^(?:y|n|yes|no|true|false|n/?a|not applicable|not known|n/?k|unknown|✓|✗|x)[\s.?]*$", re.IGNORECASE
)
_SESSION = re.compile(r"^(?:[ap]\.?m\.?|all day|p(?:eriod)?\s?\d)$", re.IGNORECASE)
_SERIAL = re.compile(r"^[1-5]\d{4}(?:\.\d+)?$")
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_DIGIT = re.compile(r"\d")
_FILE_NUMBER = re.compile(r"^(?=.*\d)[A-Z0-9][\w/\-.#: ]{0,24}$", re.IGNORECASE)
_INITIALS = re.compile(r"^[A-Z]\.?[ ]?(?:[A-Z]\.?){1,2}$")
_NAME = re.compile(
    r"^(?=[^(]*?[^\W\d_][^(]*?[^\W\d_])(?:[^\W\d_][\w'’\-]*+\.?+,?+\s*+){1,4}+(?:\([^()]*\))?$"  # two letters, four words
)
_NAME_COMMA = re.compile(r"^[^\W\d_][\w'’\- ]+,\s*[^\W\d_][\w'’\- ]*(?:\([^()]*\))?$")
_PHRASE = re.compile(r"^[^\W\d_]+(?:[^\w]+[a-z\d][\w'’]*){2,}[^\w]*$")  # `Annual gas check`: no capital but the first
_SENTENCE = re.compile(r"\w[.!?][\"'”’)]?(?:\s|$)")
_LIST = re.compile(r"[;\n]|,\s")
_PLAIN_WORD = re.compile(r"(?<!\w)[^\W\d_]{2,}(?!\w)")
_TELLING_WORDS = 5  # words of a cell, from which it may tell of the contact: "Referred to CSC by phone 18:00"
_TIDY_NUMBER = re.compile(r"^\d{3}[ -]?\d{3}[ -]?\d{4}$")


class Look(Struct, frozen=True):
    """How the filled cells of a column look: shares from 0 to 1, lengths in characters and words."""

    filled: int
    date: float = 0.0
    serial: float = 0.0
    year: float = 0.0
    clock: float = 0.0
    nhs: float = 0.0
    upn: float = 0.0
    sex: float = 0.0
    postcode: float = 0.0
    choice: float = 0.0
    answer: float = 0.0  # a bare yes or no
    session: float = 0.0  # which half of the day, or which lesson
    numbered: float = 0.0
    digits: float = 0.0
    sector: float = 0.0
    digit: float = 0.0
    name: float = 0.0
    name_comma: float = 0.0
    phrase: float = 0.0  # three words or more, none but the first with a capital, as no name has it
    length: float = 0.0
    words: float = 0.0
    distinct: float = 0.0
    people: float = 0.0  # people written as labelled text, or a name with its birth or number
    initials: float = 0.0
    state: float = 0.0  # how far the record is written: Draft, Final
    attendance: float = 0.0  # codes such as Attended, DNA, Cancelled by carer
    sentence: float = 0.0
    listing: float = 0.0  # several things in one cell
    fullness: float = 1.0  # share of the cells that are filled
    telling: float = 0.0  # of the different things that stand there, the share that are said in words
    telling_apart: float = 0.0  # of the cells in words, the share that differ


def look_at(cells: Iterable[str]) -> Look:
    """The look of a column, from a sample of its cells; empty cells say nothing."""
    every = [cell.strip() for cell in cells]
    filled = [cell for cell in every if cell]
    count = len(filled)
    if not count:
        return Look(0)
    values = Counter(cell for cell in filled if len(cell) <= LONGEST_VALUE)

    def share(test: Callable[[str], object]) -> float:
        return sum(times for cell, times in values.items() if test(cell)) / count

    words = [len(cell.split()) for cell in filled]
    folded = [cell.casefold() for cell in filled]
    different = set(folded)
    told = [low for cell, low in zip(filled, folded, strict=True) if _tells(cell)]
    said = set(told)
    return Look(
        filled=count,
        date=share(_is_date),
        serial=share(lambda cell: _SERIAL.match(cell) and read_serial(cell).precision != "unknown"),
        year=share(_YEAR.match),
        clock=share(_is_clock),
        sector=share(lambda cell: len(cell) <= LONGEST_AGENCY and sectors_in(cell)),
        digit=share(_DIGIT.search),
        nhs=share(lambda cell: _TIDY_NUMBER.match(cell) and nhs_number(cell)),
        upn=share(upn),
        sex=share(_SEX.match),
        postcode=share(_POSTCODE.match),
        choice=share(_CHOICE.match),
        answer=share(_ANSWER.match),
        session=share(_SESSION.match),
        numbered=share(lambda cell: len(cell) <= 25 and _FILE_NUMBER.match(cell)),
        digits=share(lambda cell: cell.isdigit()),
        name=share(_NAME.match),
        name_comma=share(_NAME_COMMA.match),
        phrase=share(lambda cell: not cell.islower() and _PHRASE.match(cell)),
        length=sum(map(len, filled)) / count,
        words=sum(words) / count,
        distinct=len(different) / count,
        people=sum(1 for cell in filled if tells_person(cell) or (":" in cell and names_people(cell))) / count,
        initials=share(_INITIALS.match),
        state=share(is_record_state),
        attendance=share(kinds_of_codes),
        sentence=sum(1 for cell in filled if cell.count(" ") > 1 and _SENTENCE.search(cell)) / count,
        listing=share(_LIST.search),
        fullness=count / len(every),
        telling=len(said) / len(different),
        telling_apart=len(said) / len(told) if told else 0.0,
    )


def opens_with_date(line: str) -> bool:
    """Whether a line of text begins with a date and goes on: `12/03/2020 Seen at home`, `Mon 3 May 2020: seen`."""
    words = line[:LONGEST_VALUE].split()
    return any(looks_like_date(" ".join(words[:count])) for count in range(1, min(DATE_WORDS, len(words) - 1) + 1))


def _tells(cell: str) -> bool:
    """Whether a cell says something in words: no name, no list of them, no address, no number with its label."""
    if cell.count(" ") + 1 < _TELLING_WORDS:
        return False
    words = _PLAIN_WORD.findall(cell.casefold() if cell.isupper() else cell)
    return sum(map(str.islower, words)) * 2 >= _TELLING_WORDS


def _is_date(cell: str) -> bool:
    # A narrative that opens with a date is not a date.
    return (len(cell) <= 45 and not cell.isdigit() and looks_like_date(cell)) or (
        len(cell) == 8 and cell.isdigit() and looks_like_date(cell)
    )


def _is_clock(cell: str) -> bool:
    return bool(_CLOCK.match(cell)) and (bool(_COLON.search(cell)) or len(cell) == 4)
