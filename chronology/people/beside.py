"""What stands beside a name: births, ages, sexes, numbers, other names. Enters: a text about one person. Leaves: each of these under
the name of its detail, and the text without them. The name that is left is read by `parse`.
"""

from __future__ import annotations

import re
from itertools import zip_longest

from msgspec import Struct

from chronology.identifiers import nhs_number, upn
from chronology.people.several import BRACKETS, DATE, DATE_ALONE, WORD
from chronology.people.vocabulary import fold, words_around_names
from chronology.words import heading_key

_NHS_ALONE = re.compile(r"(?<![\w-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\w-])")
_UPN_ALONE = re.compile(r"(?<!\w)[A-Z]\d{11}[A-Z0-9](?!\w)")
_POSTCODE = re.compile(r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?!\w)")
# A year, of birth or of school, is no number of a file, and of which of them it is nothing tells.
_YEAR = re.compile(r"(?<![\w/-])(?:19|20)\d\d(?:[/-]\d\d)?(?![\w/-])")
_FILE_NUMBER = re.compile(r"(?<![\w'’])(?=[\w/.\-]*\d)[A-Za-z]{0,6}[/.\-]?\d[\w/.\-]*(?!\w)")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?[ \-](?:19|20)\d\d"
_BIRTH = re.compile(
    rf"(?<![\w'’])(?:b|born|dob)(?![^\W\d_])[.:]?\s?({DATE}|{_MONTH}|(?:19|20)\d\d)(?![\w/])", re.IGNORECASE
)
_INITIAL_BEFORE_DATE = re.compile(r"\s*[A-Z][A-Z'’-]+,? B\.? \(?\d")  # `FOWLER B 11/08/04`: no "born"
_BIRTH_IN_DIGITS = re.compile(
    r"(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])((?:19|20)\d\d)"
)  # `SMITH Tony 08102014`: one number of a file in a thousand reads so
_BIRTH_YEAR_FIRST = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_DEATH = re.compile(rf"(?<![\w'’])d\.?\s?(?:{DATE}|(?:19|20)\d\d)(?![\w/])", re.IGNORECASE)
_AGE = re.compile(
    r"(?<![\w/])(?:aged?\s*)?(\d{1,3}[\s-]*(?:years?|yrs?|y/?o?|months?|mths?|mos?|m/?o|weeks?|wks?|w/?o?|days?|/12|/52|/7)(?:[\s-]*old)?"
    r"(?:\s*(?:and\s*)?\d{1,2}\s*(?:months?|mths?|m|/12))?)(?!\w)|(?<![\w/])aged?:?\s*(\d{1,2})(?![\w/.])",
    re.IGNORECASE,
)
_AGE_AND_SEX = re.compile(
    r"(?<![\w/])(\d{1,2})\s?/?\s?([MFf])(?!\w)"
)  # as ambulance crews and the police write: 43F, 8 F, 43 M
_AGE_OR_CLASS = re.compile(r"(?<![\w/,])(?<!, )(?:[1-9]|1[0-3])[MF](?!\w)")  # a school's class 5M, or a girl of eight
_SEX_AND_AGE = re.compile(
    r"(?:^\s*|,\s*|(?<!\w)(?=[MF][/\d]))([MF])\s?/?\s?(\d{1,2})(?![\w/])"
)  # not the initial of "Sam F 2"
_MONTHS_OR_MALE = re.compile(r"(?<![\w/])(\d{1,3})\s?m(?!\w)")
LEAST_DIGITS = 3  # of a number beside a name that is taken for that of a file
_OLDEST_IN_MONTHS = 36  # "17m" may be months or a man's years; "44m" is no age in months
_COUNTED_THINGS = frozenset(
    ("day", "days", "week", "weeks", "wk", "month", "visit", "no", "number", "bed", "cot", "part")
)
_AGE_ABOUT = re.compile(r"(?<![\w/])(?:(?:early|mid|late)[ -])?\d{1,2}(?:ish|['’]?s)(?!\w)", re.IGNORECASE)
_AGE_ALONE = re.compile(r"(?<![\w'’-])([^\W\d_][\w'’\-]*)(?:\.?,?\s+|,)((?!0)\d{1,2})\s*(?=$|,\s*$|\s[-–—]\s)")
# Counts of people, and weeks and births of a pregnancy: "x2", "+ 1 ch", "28+3", "G2P1".
_NO_NUMBER = re.compile(
    r"(?<![\w/])(?:[xX] ?\d{1,2}|\d{1,2} ?(?:chn?|child|children|kids?|others?)|G\d ?P\d(?:\+\d)?|\d{1,2}(?:\+\d)?/40|[1-4]\d\+[0-6])(?![\w/])"
)
_CLASS = re.compile(r"(?:y|yr|year|p|s|class|form)\s?\d{1,2}[a-z]?", re.IGNORECASE)  # a year or class of a school
_QUOTED = re.compile(r"(?<!\w)[\"“‘']([^\"“”‘’']{2,30})[\"”’'](?!\w)")


class Found(Struct):
    """What has been taken out of a text so far; the text shrinks as it is understood."""

    text: str
    details: dict[str, str]
    aliases: list[str]


def take_details(piece: str) -> Found:
    """Everything in the piece that is not a name, taken out of it."""
    words = words_around_names()
    found = Found(_NO_NUMBER.sub(" ", words.numbers_of_things.sub(" ", piece)), {}, [])
    _take_labelled(found)
    _take_brackets(found)
    found.text = _DEATH.sub(" ", found.text)
    if not _INITIAL_BEFORE_DATE.match(found.text):
        _take(found, "born", _BIRTH)
    _take(found, "born", DATE_ALONE)
    _take(found, "upn", _UPN_ALONE)
    if (number := _NHS_ALONE.search(found.text)) and nhs_number(number[0]):
        _take(found, "nhs_number", _NHS_ALONE)
    _take(found, "agency_id", words.numbers_of_people)
    _take(found, "address", words.address)
    _drop_places(found)
    _take(found, "postcode", _POSTCODE)
    _take_age(found)
    _take_quoted(found)
    found.text = words.part_unknown.sub(" ", found.text)
    if (marker := words.alias.search(found.text)) and WORD.search(found.text[: marker.start()]):
        found.aliases.append(found.text[marker.end() :].strip(" ,.:-–\"'"))
        found.text = found.text[: marker.start()]
    if not stands_for_forename(fold(found.text).split()):
        found.text = _YEAR.sub(" ", found.text)
        if number := _FILE_NUMBER.search(found.text):
            _take_number(found, number[0])
            found.text = f"{found.text[: number.start()]} {found.text[number.end() :]}"
    return found


def _take_number(found: Found, number: str) -> None:
    """A number without a label: a birth in eight digits, or that of a file. `6L` and `Y3 Kestrels` are classes, which many children share."""
    if (birth := _BIRTH_IN_DIGITS.fullmatch(number)) and "born" not in found.details:
        found.details["born"] = "/".join(birth.groups())
    elif (birth := _BIRTH_YEAR_FIRST.fullmatch(number)) and "born" not in found.details:
        found.details["born"] = "-".join(birth.groups())
    elif sum(map(str.isdigit, number)) >= LEAST_DIGITS:
        found.details.setdefault("agency_id", number.strip())


def stands_for_forename(words: list[str]) -> bool:
    """Whether folded words begin with what stands in place of a forename: `baby`, `twin 2`."""
    return any(
        " ".join(words[:length]) in words_around_names().placeholders for length in (2, 1) if len(words) >= length
    ) and (len(words) > 0 and words[0] != "")


def _take(found: Found, detail: str, pattern: re.Pattern[str]) -> None:
    match = pattern.search(found.text)
    if match:
        found.details.setdefault(detail, match[match.lastindex or 0].strip())
        found.text = f"{found.text[: match.start()]} {found.text[match.end() :]}"


def _drop_places(found: Found) -> None:
    """`Bed 4 - Jo Lowe`, `Jo Lowe, Flat 2`; in `Jo Bay 4` the word is the surname."""
    for match in reversed(list(words_around_names().numbers_of_places.finditer(found.text))):
        before = found.text[: match.start()].rstrip()
        if len(WORD.findall(before)) != 1 or not before[-1].isalpha():
            found.text = f"{before} {found.text[match.end() :]}"


def _take_age(found: Found) -> None:
    """An age with its unit or sex, or a bare number behind a name; of "17m" neither age nor sex is told, of "5M" that it is one or a class."""
    _take(found, "age", _AGE)
    if either := _AGE_OR_CLASS.search(found.text):
        found.details.setdefault("age_or_class", either[0])
        found.text = f"{found.text[: either.start()]} {found.text[either.end() :]}"
    for pattern, age, sex in ((_AGE_AND_SEX, 1, 2), (_SEX_AND_AGE, 2, 1)):
        if both := pattern.search(found.text):
            found.details.setdefault("age", both[age])
            found.details.setdefault("sex", both[sex])
            found.text = f"{found.text[: both.start()]} {found.text[both.end() :]}"
    if either := _MONTHS_OR_MALE.search(found.text):
        if int(either[1]) > _OLDEST_IN_MONTHS:
            found.details.setdefault("age", either[1])
            found.details.setdefault("sex", "m")
        found.text = f"{found.text[: either.start()]} {found.text[either.end() :]}"
    found.text = _AGE_ABOUT.sub(" ", found.text)
    alone = _AGE_ALONE.search(found.text)
    if alone and _may_have_age(alone[1], found.text[: alone.start()]):
        found.details.setdefault("age", alone[2])
        found.text = f"{found.text[: alone.start(2)]} {found.text[alone.end() :]}"
    found.text = words_around_names().about.sub(" ", found.text)


def _may_have_age(word: str, before: str) -> bool:
    """Whether a bare number behind the word is an age: not in `twin 2` and `child 1`, but behind a sex after a comma."""
    folded = fold(word)
    if folded in words_around_names().sexes and before.rstrip().endswith(","):
        return True
    return not stands_for_forename([folded]) and folded not in words_around_names().roles | _COUNTED_THINGS


def _take_quoted(found: Found) -> None:
    """What is in quotation marks is another name, or the only one: `known as "Spud"`."""
    words = words_around_names()
    if (marker := words.alias.match(found.text.lstrip())) and marker[0].islower() and " " in marker[0]:
        found.text = found.text.lstrip()[marker.end() :]
    without = _QUOTED.sub(" ", found.text)
    if WORD.search(without):
        found.aliases += [match[1].strip() for match in _QUOTED.finditer(found.text)]
        found.text = without
    else:
        found.text = _QUOTED.sub(r"\1", found.text)


def _take_labelled(found: Found) -> None:
    """`DOB: 01/03/2006  NHS No 943 476 5919`: the value of each label runs to the next one."""
    words = words_around_names()
    matches = list(words.labelled.finditer(found.text))
    kept = [found.text[: matches[0].start()]] if matches else [found.text]
    for match, after in zip_longest(matches, matches[1:]):
        detail = words.labels[heading_key(match[1] or match[2])]
        value = found.text[match.end() : after.start() if after else len(found.text)]
        if detail in ("born", "died") and (day := DATE_ALONE.search(value)):
            kept.append(value[: day.start()] + " " + value[day.end() :])
            value = day[0]
        elif detail in ("nhs_number", "upn", "agency_id", "age", "sex"):
            first = re.match(
                r"\s*(\d{3}[ -]\d{3}[ -]\d{4}|\d+\s?(?:years?|yrs?|months?|weeks?|days?)|[\w/.\-]+)", value
            )
            if first:
                kept.append(value[first.end() :])
                value = first[1]
        if detail == "name":
            kept.append(value)
        else:
            found.details.setdefault(detail, value.strip(" ,;.|-–"))
    found.text = " ".join(kept)


def _take_brackets(found: Found) -> None:
    for match in BRACKETS.finditer(found.text):
        for part in re.split(r"[,;/](?!\d)|\bor\b", words_around_names().part_unknown.sub(",", match[1])):
            _take_bracketed(found, part.strip(" .\"'“”‘’"))
    found.text = BRACKETS.sub(" ", found.text)


def _take_bracketed(found: Found, inside: str) -> None:
    """One thing said in brackets after a name: a date, an age, a number, what the person is to the case, or another name."""
    words = words_around_names()
    folded = fold(inside)
    first = folded.split(" ")[0]
    if not inside or first in words.deaths:
        return
    if folded in words.titles:
        found.text = f"{inside} {found.text}"
        return
    if day := _BIRTH.fullmatch(inside):
        found.details.setdefault("born", day[1])
    elif day := DATE_ALONE.search(inside):
        found.details.setdefault("born", day[0])
    elif re.fullmatch(r"\d{1,2}", inside) or _AGE.fullmatch(inside):
        found.details.setdefault("age", inside)
    elif _AGE_OR_CLASS.fullmatch(inside):
        found.details.setdefault("age_or_class", inside)
    elif (both := _AGE_AND_SEX.fullmatch(inside)) and both[2] != "m":
        found.details.setdefault("age", both[1])
        found.details.setdefault("sex", both[2])
    elif _MONTHS_OR_MALE.fullmatch(inside) or _AGE_ABOUT.fullmatch(inside):
        return
    elif folded in words.sexes:
        found.details.setdefault("sex", inside)
    elif nhs_number(inside):
        found.details.setdefault("nhs_number", inside)
    elif upn(inside):
        found.details.setdefault("upn", inside)
    elif _CLASS.fullmatch(inside) or _says_nothing_of_name(inside, folded):
        return
    elif number := words.numbers_of_people.fullmatch(inside):
        found.details.setdefault("agency_id", number[1])
    elif any(character.isdigit() for character in inside):
        _take_number(found, inside)
    else:
        found.aliases += [alias] if len(alias := words.alias.sub("", inside).strip(" \"'“”‘’")) > 1 else []


def _says_nothing_of_name(inside: str, folded: str) -> bool:
    """Whether what stands in brackets is a role, a description, a place, or that something is not known."""
    words, role = words_around_names(), words_around_names().role.fullmatch(inside)
    return bool(
        (role and not role["also_a_name"])
        or folded.split(" ")[0] in words.roles
        or folded in words.placeholders
        or folded.removeprefix("surname ") in words.nobody
        or words.described.issuperset(folded.split())
        or words.part_unknown.fullmatch(inside)
        or words.numbers_of_places.fullmatch(inside)
    )
