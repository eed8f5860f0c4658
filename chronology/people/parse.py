"""A person as written → Mention. Enters: the text of a name cell or a title row. Leaves: one Mention for each person named in it.

What stands beside a name (date of birth, numbers, sex, age, address) is taken along. Whether two mentions are one person is for linking.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise, zip_longest

from msgspec import Struct
from msgspec.structs import replace

from chronology.dates import read_date
from chronology.identifiers import nhs_number, upn
from chronology.model import Mention
from chronology.people.labelled import cut_people
from chronology.people.several import BRACKETS, DATE_ALONE, WORD, cut_people_apart
from chronology.people.vocabulary import fold, words_around_names
from chronology.words import heading_key

_DASH = r"[-–—]"
_NHS_ALONE = re.compile(r"(?<![\w-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\w-])")
_UPN_ALONE = re.compile(r"(?<!\w)[A-Z]\d{11}[A-Z0-9](?!\w)")
_POSTCODE = re.compile(r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?!\w)")
_FILE_NUMBER = re.compile(r"(?<![\w'’])(?=[\w/.\-]*\d)[A-Za-z]{0,6}[/.\-]?\d[\w/.\-]*(?!\w)")
_AGE = re.compile(
    r"(?<![\w/])(?:aged?\s*)?(\d{1,3}\s*(?:years?|yrs?|y/?o?|months?|mths?|m/?o|weeks?|wks?|w/?o|days?|/12|/52)(?:\s*old)?"
    r"(?:\s*(?:and\s*)?\d{1,2}\s*(?:months?|mths?|m|/12))?)(?!\w)|(?<![\w/])aged?:?\s*(\d{1,2})(?![\w/.])",
    re.IGNORECASE,
)
_AGE_AND_SEX = re.compile(
    r"(?<![\w/])(\d{1,2})\s?/?\s?([MF])(?!\w)"
)  # as ambulance crews and the police write: 8F, 43 M
_INITIALS = re.compile(r"[A-Z](?:[-.][A-Z])+\.?")
_QUOTED = re.compile(r"(?<!\w)[\"“‘']([^\"“”‘’']{2,30})[\"”’'](?!\w)")
_SEGMENT = re.compile(rf"\s+{_DASH}\s*|\s*{_DASH}\s+|\s*[|\t]\s*")
LONGEST_PERSON = 400  # characters that labels and values of one person take; more is a narrative
LONGEST_NAMED = 90  # characters of a name with its birth and number
MOST_NAMES = 5
LEAST_DIGITS = 5  # of a number that makes a name a person's: "14 Mill Lane" is a house
_LETTERS_AND_DIGITS = re.compile(r"(?=.*\d)(?=.*[^\W\d_]{2})", re.DOTALL)
_WORD_OF_GROUP = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_COUNT_OF_GROUP = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_PLAIN_NAME = re.compile(r"([^\W\d_]{2,}(?:['’\-][^\W\d_]+)*)(,?) ([^\W\d_]{2,}(?:['’\-][^\W\d_]+)*)")


class _Found(Struct):
    """What has been taken out of a text so far; the text shrinks as it is understood."""

    text: str
    details: dict[str, str]
    aliases: list[str]


def sex_of(text: str) -> str:
    """`male` or `female` as an agency's word, letter or code says; "" where it says neither."""
    return words_around_names().sexes.get(text.strip().casefold(), "")


@lru_cache(maxsize=1 << 17)
def read_people(written: str) -> tuple[Mention, ...]:
    """One Mention for each person that the text names, in its order; empty where it names nobody."""
    plain = _PLAIN_NAME.fullmatch(written)
    if plain and words_around_names().meaningful.isdisjoint((plain[1].casefold(), plain[3].casefold())):
        return (_parse_plain(written, plain[1], plain[2], plain[3]),)
    text = " ".join(written.replace("\r", "\n").replace("\n", " \n ").split(" ")).strip()
    if not text or fold(text) in words_around_names().nobody:
        return ()
    if told := [_of_labels(*one) for one in cut_people(text, words_around_names().labels)]:
        return tuple(one for one in told if one is not None)
    group, surnames = read_group(text)
    if group:
        return (Mention(text, surname=" ".join(surnames[:1])),)
    people: list[Mention] = []
    for piece in cut_people_apart(text):
        found = _take_details(piece)
        mention = _name(found, piece.strip(" ,.-–\n"))
        if mention is not None:
            people.append(mention)
        elif people and found.details:
            people[-1] = _with_details(people[-1], found)
        elif found.details:
            people.append(_with_details(Mention(piece.strip()), found))
    people = _share_surnames(people)
    if len(people) == 1:
        return (replace(people[0], written=written.strip()),)
    return tuple(people)


def names_people(text: str) -> bool:
    """Whether a text is people written as labelled text and nothing more, as a list of objects becomes when it is read."""
    people = cut_people(text, words_around_names().labels)
    return bool(people) and all(len(details) > 1 and len(written) <= LONGEST_PERSON for written, details in people)


def tells_person(text: str) -> bool:
    """Whether a text is one person's name with a birth or a number beside it and nothing more: `4410 - SMITH Amy - 01/03/2006`."""
    if len(text) > LONGEST_NAMED or not _LETTERS_AND_DIGITS.match(text):
        return False
    people = read_people(text)
    if len(people) != 1:
        return False
    one = people[0]
    words = f"{one.forename} {one.middle_names} {one.surname}".split()
    numbered = one.born is not None or one.nhs_number or one.upn or len(one.agency_id) >= LEAST_DIGITS
    return bool(
        numbered
        and one.forename
        and one.surname
        and len(words) <= MOST_NAMES
        and all(word[0].isupper() and not any(map(str.isdigit, word)) for word in words)
        and not (one.address or words_around_names().meaningful.issuperset(map(str.casefold, words)))
        and sum(map(len, words)) * 5 >= sum(map(str.isalpha, _without_labels(text))) * 4
    )


def _without_labels(text: str) -> str:
    return words_around_names().labelled.sub(" ", text)


def _of_labels(written: str, details: dict[str, str]) -> Mention | None:
    """The Mention of one person whose parts are labelled; None where the labels name nobody."""
    words = words_around_names()
    parts = {part: text for part in ("surname", "forename") if fold(text := details.get(part, "")) not in words.nobody}
    surname, forename = parts.get("surname", ""), parts.get("forename", "")
    aliases = [details["also_known_as"]] if "also_known_as" in details else []
    beside = {detail: text for detail, text in details.items() if detail not in ("name", "surname", "forename")}
    # The labels are for reading; a person is shown by name, and the cell is kept as it was.
    written = ", ".join(part for part in (surname, forename) if part) or details.get("name", "") or written
    if not surname or not forename:
        found = _take_details(details.get("name", ""))
        found = _Found(found.text, found.details | beside, found.aliases + aliases)
        mention = _name(found, written)
        if mention is None and (surname or forename):
            mention = _with_details(Mention(written), found)
        return mention and replace(mention, surname=surname or mention.surname, forename=forename or mention.forename)
    name = f"{surname}, {forename} {beside.pop('middle_names', '')}".strip()
    return _name(_Found(name, beside, aliases), written)


def _parse_plain(written: str, first: str, comma: str, second: str) -> Mention:
    """Two words and no more: `SMITH, John`, `SMITH John`, `John Smith`. Most cells are so; the long way gives the same."""
    if comma or (first.isupper() and not second.isupper()):
        return Mention(written, forename=second, surname=first)
    return Mention(written, forename=first, surname=second)


@lru_cache(maxsize=1 << 12)
def read_group(text: str) -> tuple[str, tuple[str, ...]]:
    """Which children a text means where it names none: ("twins", ("Lowe",)) for "the Lowe twins"; ("", ()) where it does name.

    Of several surnames: "Lowe/Marsh children".
    """
    words = words_around_names()
    beside = words.group_fillers | words.group_numbers.keys() | words.group_parts
    group = ""
    surnames: list[str] = []
    for word in _WORD_OF_GROUP.findall(text):
        folded = word.casefold()
        if folded in words.groups:
            group = group if group not in ("", "children") else words.groups[folded]
        elif folded not in beside:
            surnames.append(word)
    beside_each_other = all(
        re.search(rf"{one}\s*(?:[/&+]|\band\b)\s*{other}", text) for one, other in pairwise(surnames)
    )
    return (group, tuple(surnames)) if group and beside_each_other else ("", ())


def may_leave_out(text: str, count: int) -> bool:
    """Whether words for several children ("Lowe children x2", "the younger Lowes") may leave out one of `count` children."""
    words = words_around_names()
    folded = [word.casefold() for word in _WORD_OF_GROUP.findall(text)]
    said = {words.group_numbers[word] for word in folded if word in words.group_numbers}
    said.update(map(int, _COUNT_OF_GROUP.findall(text)))
    return bool(said - {count}) or not words.group_parts.isdisjoint(folded)


def _take_details(piece: str) -> _Found:
    """Everything in the piece that is not a name, taken out of it."""
    found = _Found(piece, {}, [])
    _take_labelled(found)
    _take_brackets(found)
    _take(found, "born", DATE_ALONE)
    _take(found, "upn", _UPN_ALONE)
    if (number := _NHS_ALONE.search(found.text)) and nhs_number(number[0]):
        _take(found, "nhs_number", _NHS_ALONE)
    _take(found, "postcode", _POSTCODE)
    _take(found, "age", _AGE)
    if both := _AGE_AND_SEX.search(found.text):
        found.details.setdefault("age", both[1])
        found.details.setdefault("sex", both[2])
        found.text = f"{found.text[: both.start()]} {found.text[both.end() :]}"
    for match in _QUOTED.finditer(found.text):
        found.aliases.append(match[1].strip())
    found.text = _QUOTED.sub(" ", found.text)
    if (marker := words_around_names().alias.search(found.text)) and WORD.search(found.text[: marker.start()]):
        found.aliases.append(found.text[marker.end() :].strip(" ,.:-–\"'"))
        found.text = found.text[: marker.start()]
    if not _is_placeholder(fold(found.text).split()):
        _take(found, "agency_id", _FILE_NUMBER)
    return found


def _take(found: _Found, detail: str, pattern: re.Pattern[str]) -> None:
    match = pattern.search(found.text)
    if match:
        found.details.setdefault(detail, match[match.lastindex or 0].strip())
        found.text = f"{found.text[: match.start()]} {found.text[match.end() :]}"


def _take_labelled(found: _Found) -> None:
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


def _take_brackets(found: _Found) -> None:
    for match in BRACKETS.finditer(found.text):
        for part in re.split(r"[,;/](?!\d)|\bor\b", match[1]):
            _take_bracketed(found, part.strip(" .\"'“”‘’"))
    found.text = BRACKETS.sub(" ", found.text)


def _take_bracketed(found: _Found, inside: str) -> None:
    """One thing said in brackets after a name: a date, an age, a number, what the person is to the case, or another name."""
    words = words_around_names()
    folded = fold(inside)
    first = folded.split(" ")[0]
    if not inside:
        return
    if day := DATE_ALONE.search(inside):
        found.details.setdefault("born", day[0])
    elif re.fullmatch(r"\d{1,2}", inside) or _AGE.fullmatch(inside):
        found.details.setdefault("age", inside)
    elif folded in words.sexes:
        found.details.setdefault("sex", inside)
    elif nhs_number(inside):
        found.details.setdefault("nhs_number", inside)
    elif upn(inside):
        found.details.setdefault("upn", inside)
    elif first in words.roles or folded in words.placeholders or folded.removeprefix("surname ") in words.nobody:
        return
    elif any(character.isdigit() for character in inside):
        found.details.setdefault("agency_id", inside)
    else:
        found.aliases += [alias] if len(alias := words.alias.sub("", inside).strip(" \"'“”‘’")) > 1 else []


def _name(found: _Found, written: str) -> Mention | None:
    """The Mention whose name is what is left of the text; None where nothing is."""
    words = words_around_names()
    segments = [part.strip(" ,.:-–'\"") for part in _SEGMENT.split(found.text)]
    segments = [
        part
        for part in segments
        if WORD.search(part) and (fold(part) not in words.roles or _is_placeholder([fold(part)]))
    ]
    name = next(iter(segments), "")
    if not name or fold(name) in words.nobody:
        return None
    before, last = re.fullmatch(r"(.*?)[\s,]*([^\s,]*)", name, re.DOTALL).groups()  # type: ignore[union-attr]
    told = "," in before or not {"born", "age"}.isdisjoint(found.details)
    if last.casefold() in words.sexes and "sex" not in found.details and told:
        found.details["sex"] = last
        name = before
    return _with_details(_parse_name(name, written), found)


def _parse_name(name: str, written: str) -> Mention:
    if "," in name:
        surname, rest = (part.strip() for part in name.split(",", 1))
        given = _without_titles(rest.replace(",", " ").split())[0]
        if _is_placeholder([fold(word) for word in given]):
            return Mention(
                written, forename=_placeholder(given)[0], surname=" ".join(_without_titles(surname.split())[0])
            )
        return Mention(written, _clean(given[:1]), _clean(given[1:]), " ".join(_without_titles(surname.split())[0]))
    tokens, titled = _without_titles(name.split())
    if len(tokens) > 1 and tokens[0].casefold() in words_around_names().relations and tokens[1][0].isupper():
        tokens = tokens[1:]  # `son Jack`
    if tokens and fold(tokens[-1]) == "family":
        return Mention(written, surname=" ".join(token for token in tokens[:-1] if token.casefold() != "the"))
    if _is_placeholder([fold(token) for token in tokens]):
        forename, following = _placeholder(tokens)
        return Mention(
            written,
            forename=forename,
            surname=_parse_name(" ".join(following), "").surname if len(following) > 1 else " ".join(following),
        )
    if len(tokens) == 1:
        alone = _clean(tokens)
        as_surname = titled or (alone.isupper() and len(alone) > 1)
        return Mention(written, surname=alone) if as_surname else Mention(written, forename=alone)
    capitals = [len(token.strip(".")) > 1 and token.isupper() and not _INITIALS.fullmatch(token) for token in tokens]
    if capitals[0] and not all(capitals):  # SURNAME Forename
        end = capitals.index(False)
        return Mention(written, _clean(tokens[end : end + 1]), _clean(tokens[end + 1 :]), " ".join(tokens[:end]))
    start = len(tokens) - 1
    while start > 1 and (
        tokens[start - 1].casefold() in words_around_names().particles
        or (capitals[-1] and capitals[start - 1] and not all(capitals))
    ):
        start -= 1
    return Mention(written, _clean(tokens[:1]), _clean(tokens[1:start]), " ".join(tokens[start:]))


def _clean(tokens: list[str]) -> str:
    return " ".join(token.rstrip(".") for token in tokens)


def _without_titles(tokens: list[str]) -> tuple[list[str], bool]:
    titles, suffixes = words_around_names().titles, words_around_names().suffixes
    start = 0
    while start < len(tokens) - 1 and fold(tokens[start]) in titles:
        start += 1
    end = len(tokens)
    while end > start + 1 and fold(tokens[end - 1]) in titles and tokens[end - 1].casefold() not in ("lady", "master"):
        end -= 1
    while end > start + 1 and fold(tokens[end - 1]) in suffixes:
        end -= 1
    return [token for token in tokens[start:end] if token.strip(".,")], start > 0


def _is_placeholder(words: list[str]) -> bool:
    return any(
        " ".join(words[:length]) in words_around_names().placeholders for length in (2, 1) if len(words) >= length
    ) and (len(words) > 0 and words[0] != "")


def _placeholder(tokens: list[str]) -> tuple[str, list[str]]:
    """`Baby of Amy Smith` → ("Baby", [Amy, Smith]): what stands for the forename, and the name after it."""
    words = [fold(token) for token in tokens]
    end = next(length for length in (3, 2, 1) if " ".join(words[:length]) in words_around_names().placeholders)
    rest = end
    for length in (2, 1):
        if " ".join(words[end : end + length]) in words_around_names().joins:
            rest = end + length
            break
    return " ".join(tokens[:end]), tokens[rest:]


def _with_details(mention: Mention, found: _Found) -> Mention:
    details = found.details
    born = read_date(details["born"]) if "born" in details else mention.born
    return replace(
        mention,
        surname=mention.surname or details.get("surname", ""),
        forename=mention.forename or details.get("forename", "").split(" ")[0],
        middle_names=mention.middle_names
        or details.get("middle_names", "")
        or " ".join(details.get("forename", "").split(" ")[1:]),
        born=born,
        also_known_as=tuple(
            dict.fromkeys(
                alias for alias in (*mention.also_known_as, *found.aliases, details.get("also_known_as", "")) if alias
            )
        ),
        age=mention.age or details.get("age", ""),
        sex=mention.sex or details.get("sex", ""),
        nhs_number=mention.nhs_number or details.get("nhs_number", ""),
        upn=mention.upn or details.get("upn", ""),
        agency_id=mention.agency_id or details.get("agency_id", ""),
        address=mention.address or details.get("address", ""),
        postcode=mention.postcode or details.get("postcode", ""),
    )


def _share_surnames(people: list[Mention]) -> list[Mention]:
    """`John and Jane Smith`, `SMITH, John & Jane`: a forename alone takes the surname written beside it."""
    shared = list(people)
    for index in range(len(shared) - 2, -1, -1):
        if shared[index].forename and not shared[index].surname:
            shared[index] = replace(shared[index], surname=shared[index + 1].surname)
    for index in range(1, len(shared)):
        if shared[index].forename and not shared[index].surname:
            shared[index] = replace(shared[index], surname=shared[index - 1].surname)
    return shared
