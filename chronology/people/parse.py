"""A person as written → Mention. Enters: the text of a name cell or a title row. Leaves: one Mention for each person named in it.

What stands beside a name (date of birth, numbers, sex, age, address) is taken along. Whether two mentions are one person is for linking.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import pairwise

from msgspec.structs import replace

from chronology.dates import read_date
from chronology.model import Mention
from chronology.people.beside import Found, stands_for_forename, take_details
from chronology.people.labelled import NAMING, cut_people
from chronology.people.roles import LONGEST_ABBREVIATION, Piece, cut_at_roles, names_role, take_bracketed_people
from chronology.people.several import DATE, WORD, cut_people_apart
from chronology.people.vocabulary import fold, words_around_names
from chronology.words import heading_key

_DASH = r"[-–—]"
_TWO_INITIALS = re.compile(r"([A-Z])\.([A-Z])\.?")  # `P.Z.`
_INITIALS = re.compile(r"[A-Z](?:[-.][A-Z])+\.?")
_SMALL_IN_CAPITALS = re.compile(r"(Ma?c|Fitz)(?=[^\W\d_a-z]{2})")  # `McGRANE`
_SEGMENT = re.compile(rf"\s+{_DASH}\s*|\s*{_DASH}\s+|\s*[|\t]\s*")
_WIDE_GAP = re.compile(r" {3,}")  # `Amy Lowe   UPN H334211019004   Reception 2018/19`
_LABEL_BEHIND_GAP = re.compile(r" {3,}([^\W\d_][^:\n]{1,30}?)\s*:")  # `Ms C Lowe   Occupants: A Lowe (son)`
_BEFORE_WIDE_GAP = re.compile(r"\S+(?: \S+)+ {3,}(?=.*\d)\S")
LONGEST_LIST = 3_000  # characters of a cell that may name people; more is kept as written and read for none
LONGEST_PERSON = 400  # characters that labels and values of one person take; more is a narrative
LONGEST_NAMED = 90  # characters of a name with its birth and number
MOST_NAMES = 5
LEAST_DIGITS = 5  # of a number that makes a name a person's: "14 Mill Lane" is a house
_LETTERS_AND_DIGITS = re.compile(r"(?=.*\d)(?=.*[^\W\d_]{2})", re.DOTALL)
_WORD_OF_GROUP = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_COUNTED = re.compile(
    r"([A-Z][\w'’-]+)\s*[xX]\s?[2-9]\s*,\s*[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*"
)  # `Lowe x3, Hill Primary`
_COUNT_OF_GROUP = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_FAMILY_LISTED = re.compile(r"(?:[Tt]he )?([A-Z][\w'’-]+)\s+([a-z]+)\s*(?:[(:]|[-–—]\s)\s*([^()]+)\)?")
_KINDS_OF_FAMILY = frozenset(("foster", "birth", "adoptive", "host"))
_BETWEEN_MEMBERS = re.compile(r"[,;&+]|(?<=[^\W\d_])/(?=[^\W\d_])|\band\b")
_SURNAME_SLASH = re.compile(
    r"(?<![\w'’/-])((?:Ma?c|O['’])?[^\W\d_a-z][^\W\d_a-z'’-]+(?: [^\W\d_a-z][^\W\d_a-z'’-]+)?)\s?/\s?"
    rf"(?:([^\W\d_a-z][^\W\d_'’ -]+)(?:/\s?|\s+)(?={DATE}|\d{{8}}(?!\d))|(?=[^\W\d_a-z][^\W\d_]*[a-z]))"
)  # `LOWE/Amy`, `LOWE/AMY/01032006`: as the police write
_MEMBER = re.compile(
    rf"([A-Z][\w'’-]+|[Uu]nborn)(?i:\s+(?:b\.?\s?|dob:?\s?)?(?:{DATE}|\d{{1,2}}\s?(?:y|yrs?|m|mths?|w|wks?|/12|/52)?))?"
)
_PLAIN_NAME = re.compile(r"([^\W\d_]{2,}(?:['’\-][^\W\d_]+)*)(,?) ([^\W\d_]{2,}(?:['’\-][^\W\d_]+)*)")

_BEFORE_COLON = re.compile(r"(?:^|[;\n|/]\s*|\s[-–—]\s+)([^:;,\n|/]{1,40}?)\s*:")
_ASKED = re.compile(r"\s\?\s*[a-z].*$", re.DOTALL)  # `Jane Lowe ?pregnant`
_ADDRESS = re.compile(r",\s*(?:flat\s*|no\.?\s*)?\d+[a-z]?\s+[^\W\d_]{2}", re.IGNORECASE)  # `Mrs Lowe, 14 Beech Rise`
_BESIDE_NAMES = frozenset(
    "and with w plus the of in to from by brought only both all also no not his her their jnr snr junior senior unborn infant sibs sibling siblings yrs yr y years mths months m wks weeks wk days male female f b born aged age approx seen present".split()
)
_DIGITS = re.compile(r"\b\d+s?\b")
_INITIALS_AND_NUMBER = re.compile(
    r"([A-Z](?:[.\s]?[A-Z]){1,2})\.?(?:\s*[/'’-]\s*\d\d|\s+(?:0\d|[3-9]\d))"
)  # `SM 64`, `SW / 07`: a year of birth or an age, which nobody can tell
_INITIALS_AND_BIRTH = re.compile(
    rf"(?!BB|BG|NK|UB)([A-Z]{{2}})[ ,]+\(?(?i:(?:dob|b)\b[.:]? ?)?((?i:{DATE}))\)?"
)  # `BF 11-Aug-04`
_ROLE_IN_CAPITALS = re.compile(r"(?:VIC|WIT)\s+(?=[A-Z][\w'’-]*[a-z][\w'’-]* )")  # `VIC John LOWE`; Vic Lowe is a name
_HEALTH_NUMBER = re.compile(
    r"\bH ?& ?C\b(?:[ .]*(?:No|Number)\b[.:]?)?", re.I
)  # Northern Ireland's: `Amy Lowe H&C 123 456 7890`
_TITLES_OF_ADULTS = frozenset(("mr", "mrs", "ms", "dr"))
_CLASS = re.compile(r"y(?:ea)?r?\d{0,2}|p\d|s\d|class|\d{1,2}[a-z]?")
_WORDS_OF_NAME = 5  # a title, up to three given names and the surname
_ONE_NAME = re.compile(r"[^\W\d_]{2,}(?:[-'’][^\W\d_]+)*(?: [^\W\d_]+)?")
_AND = re.compile(r"(?:[\s,;&+/•]|\b(?:and|plus)\b)+$", re.IGNORECASE)
_OPENING = re.compile(r"\s*([^\W\d_]+)[\s,]+(?:([a-z]+)|[\"“])")  # a word, and one written small
_NAME_IN_TEXT = re.compile(r"\b[A-Z][\w'’-]+ [A-Z]")
_QUOTED_TEXT = re.compile(r"[\"“][^\"”]*[\"”]")


def sex_of(text: str) -> str:
    """`male` or `female` as an agency's word, letter or code says; "" where it says neither."""
    return words_around_names().sexes.get(text.strip().casefold(), "")


@lru_cache(maxsize=1 << 17)
def read_people(written: str) -> tuple[Mention, ...]:
    """One Mention for each person that the text names, in its order; empty where it names nobody."""
    plain = _PLAIN_NAME.fullmatch(written)
    if plain and words_around_names().meaningful.isdisjoint((plain[1].casefold(), plain[3].casefold())):
        return (_parse_plain(written, plain[1], plain[2], plain[3]),)
    if coded := _INITIALS_AND_NUMBER.fullmatch(written.strip()):
        return (Mention(written, surname=coded[1]),)
    if born := _INITIALS_AND_BIRTH.fullmatch(written.strip()):
        return (Mention(written, surname=born[1], born=read_date(born[2])),)
    text = " ".join(written.replace("\r", "\n").replace("\n", " \n ").split(" ")).strip()
    text = _HEALTH_NUMBER.sub("HCN", _ROLE_IN_CAPITALS.sub("", text))
    if _BEFORE_WIDE_GAP.match(text) or any(names_role(label) for label in _LABEL_BEHIND_GAP.findall(text)):
        text = _WIDE_GAP.sub(" | ", text)
    text = _spell_out_family(_SURNAME_SLASH.sub(_with_comma, text))
    if not text or fold(text) in words_around_names().nobody:
        return ()
    if len(text) > LONGEST_LIST:
        return (Mention(written.strip()),)
    labelled = [] if _tells_roles(text) else cut_people(text, words_around_names().labels)
    if told := [_of_labels(*one) for one in labelled]:
        return tuple(one for one in told if one is not None)
    group, surnames = read_group(text)
    if group:
        return (Mention(text, surname=" ".join(surnames[:1])),)
    people: list[Mention] = []
    for piece in cut_at_roles(text):
        found = _people_of(piece, people)
        people += _share_surnames([people[-1], *found])[1:] if piece.of_family and people else found
    if len(people) == 1:
        return (replace(people[0], written=written.strip()),)
    return tuple(people)


def _with_comma(slashed: re.Match[str]) -> str:
    """`LOWE/` → `LOWE, `; a role or a title before the slash is nobody's surname."""
    words = words_around_names()
    nobody = fold(slashed[1]) in words.roles | words.titles | words.nobody | words.placeholders
    return slashed[0] if nobody or names_role(slashed[1]) else f"{slashed[1]}, {slashed[2] + ' ' if slashed[2] else ''}"


def _spell_out_family(text: str) -> str:
    """`LOWE family (Amy 1/3/06; Ben)` → `LOWE, Amy 1/3/06; LOWE, Ben`, `All children: Amy, Ben` → `Amy; Ben`; any other text as it is."""
    listed, words = _FAMILY_LISTED.fullmatch(text), words_around_names()
    if not listed or words.groups.get(listed[2].casefold()) != "children":
        return text
    members = [_MEMBER.fullmatch(one.strip()) for one in _BETWEEN_MEMBERS.split(listed[3])]
    if len(members) < 2 or any(one is None or names_role(one[1]) for one in members):
        return text
    beside = words.group_fillers | words.group_parts | words.group_numbers.keys() | words.roles | _KINDS_OF_FAMILY
    of_nobody = fold(listed[1]) in beside or listed[1].endswith(("'s", "’s"))
    return "; ".join(one[0] if of_nobody else f"{listed[1]}, {one[0]}" for one in members if one)


def _tells_roles(text: str) -> bool:
    """Whether labels of a text say what people are (`Mum: …; Child: …`), and not what is known of one (`Name: …, DOB: …`)."""
    details = words_around_names().labels
    labels = [match[1] for match in _BEFORE_COLON.finditer(text)]
    others = [label for label in labels if not names_role(label)]
    return any(heading_key(label) not in details for label in labels if label not in others) and all(
        details.get(heading_key(label)) not in NAMING for label in others
    )


def _people_of(piece: Piece, before: list[Mention]) -> list[Mention]:
    """The people of one piece of a cell; what is said of nobody new belongs to the last of those `before`, who is changed then."""
    if fold(piece.written).startswith(words_around_names().of_another):
        return []
    name, bracketed = take_bracketed_people(piece.name)
    described = name != piece.written and words_around_names().described.issuperset(fold(name).split())
    nobody = not name.strip(" ,.-–\n") or described or _names_nobody(name) or _describes_nobody(piece.written)
    parts = [] if nobody else cut_people_apart(name)
    people: list[Mention] = []
    nameless: set[int] = set()
    first = _AND.sub("", piece.written.partition(parts[1])[0]) if len(parts) > 1 else piece.written
    for place, part in enumerate(parts):
        if _names_nobody(part) or fold(part).startswith(words_around_names().of_another):
            continue
        if fold(part) in words_around_names().titles and place < len(parts) - 1:
            people.append(Mention(part.strip()))  # `Mr & Mrs Lowe`
            continue
        found = take_details(part)
        part = part.strip(" ,.-–\n")
        mention = _name(found, part if place else first or part)
        if mention is not None and not mention.forename and stands_for_forename(fold(piece.written).split()):
            mention = replace(mention, forename=_placeholder(piece.written.split())[0])  # `Baby LOWE b. 1/6/05`
        if mention is not None and _is_called_only(mention):
            mention = replace(mention, forename=mention.also_known_as[0], also_known_as=())
        if mention is not None:
            nameless |= {len(people)} if words_around_names().part_unknown.search(part) else set()
            people.append(mention)
        elif found.details and (people or before):
            last = people or before
            last[-1] = _with_details(last[-1], found)
        elif found.details:
            people.append(_with_details(Mention(part.strip()), found))
    people = _share_surnames(people, nameless)
    for inside in bracketed:
        for other in cut_at_roles(inside):
            people += _people_of(other, people)
    return people


def _is_called_only(one: Mention) -> bool:
    """`"Amy", baby`: what the child is called is all that is known of its name."""
    return not one.surname and len(one.also_known_as) == 1 and stands_for_forename([fold(one.forename)])


def _names_nobody(part: str) -> bool:
    """Whether a part is about somebody without a name: `unk male 30s`, `neighbour at no. 14`, `anon text to phone`."""
    if _describes_nobody(part):
        return True
    words, opening = words_around_names(), _OPENING.match(part)
    if opening is None or fold(opening[1]) not in words.nobody_words:
        return False
    return opening[2] in words.nobody_places or not _NAME_IN_TEXT.search(_QUOTED_TEXT.sub(" ", part[opening.end(1) :]))


def _describes_nobody(part: str) -> bool:
    """Whether every word of a part is one of a description."""
    words = words_around_names()
    folded = _DIGITS.sub(" ", fold(part)).split()
    if words.nobody_words.isdisjoint(folded) or " ".join(folded) in words.placeholders:
        return False
    return words.described.issuperset(folded)


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
        found = take_details(details.get("name", ""))
        found = Found(found.text, found.details | beside, found.aliases + aliases)
        mention = _name(found, written)
        if mention is None and (surname or forename):
            mention = _with_details(Mention(written), found)
        return mention and replace(mention, surname=surname or mention.surname, forename=forename or mention.forename)
    name = f"{surname}, {forename} {beside.pop('middle_names', '')}".strip()
    return _name(Found(name, beside, aliases), written)


def _parse_plain(written: str, first: str, comma: str, second: str) -> Mention:
    """Two words and no more: `SMITH, John`, `SMITH John`, `John Smith`. Most cells are so; the long way gives the same."""
    if comma or (_is_in_capitals(first) and not _is_in_capitals(second)):
        return Mention(written, forename=second, surname=first)
    return Mention(written, forename=first, surname=second)


@lru_cache(maxsize=1 << 12)
def read_group(text: str) -> tuple[str, tuple[str, ...]]:
    """Which children a text means where it names none: ("twins", ("Lowe",)) for "the Lowe twins"; ("", ()) where it does name.

    Of several surnames: "Lowe/Marsh children".
    """
    words = words_around_names()
    beside = words.group_fillers | words.group_numbers.keys() | words.group_parts
    if counted := _COUNTED.fullmatch(text):
        return "children", (counted[1],)
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


def says_how_many(text: str, count: int) -> bool:
    """Whether words for several children say that they are so many: "Lowe girls x3"."""
    return _said_numbers(text) == {count}


def _said_numbers(text: str) -> set[int]:
    numbers = words_around_names().group_numbers
    said = {numbers[word] for word in map(str.casefold, _WORD_OF_GROUP.findall(text)) if word in numbers}
    return said | set(map(int, _COUNT_OF_GROUP.findall(text)))


def says_adult(mention: Mention) -> bool:
    """Whether a grown-up's title stands before the mention's surname (Mr, Mrs, Ms, Dr; a Miss or a Master may be a child), or nothing
    stands beside the name but what a grown-up is: `Mother: Amy Lowe`, `Amy Lowe (adult)`.
    """
    words = [fold(word) for word in mention.written.split()]
    surname = fold(mention.surname).split(" ")[0]
    titled = bool(surname) and any(
        word in _TITLES_OF_ADULTS and surname in words[place + 1 : place + _WORDS_OF_NAME]
        for place, word in enumerate(words)
    )
    return titled or said_beside(mention) == "adult"


def said_beside(mention: Mention) -> str:
    """What the words beside a name say of its bearer: `adult`, `child`, `unclear` where they say something else, "" where there are none.

    `mother of Amy Lowe` names another: unclear.
    """
    known = words_around_names()
    words = fold(mention.written).split()
    own = set(fold(f"{mention.forename} {mention.middle_names} {mention.surname}").split())
    beside = [word for word in words if word not in own and not word.isdigit()]
    if not beside:
        return ""
    first = next((place for place, word in enumerate(words) if word in own), 0)
    if first and words[first - 1] == "of":
        return "unclear"
    telling = [word for word in beside if word not in known.beside_roles]
    if telling and known.grown_ups.issuperset(telling):
        return "adult"
    young = all(word in known.young or _CLASS.fullmatch(word) for word in telling or beside)
    return "child" if young else "unclear"


def may_leave_out(text: str, count: int) -> bool:
    """Whether words for several children ("Lowe children x2", "the younger Lowes") may leave out one of `count` children."""
    words = words_around_names()
    folded = [word.casefold() for word in _WORD_OF_GROUP.findall(text)]
    return (
        bool(_said_numbers(text) - {count})
        or bool(_COUNTED.fullmatch(text))
        or not words.group_parts.isdisjoint(folded)
    )


def _name(found: Found, written: str) -> Mention | None:
    """The Mention whose name is what is left of the text; None where nothing is."""
    words = words_around_names()
    text = _without_role_behind(words.behind.sub("", _ASKED.sub("", found.text.strip())))
    segments = [part.strip(" ,.:-–?'\"") for part in _SEGMENT.split(text)]
    segments = [
        part
        for part in segments
        if WORD.search(part)
        and (fold(part) not in words.roles or stands_for_forename([fold(part)]))
        and not _is_role(part)
        and not (len(segments) > 1 and (_names_nobody(part) or _is_place(part)))
    ]
    name = next(iter(segments), "")
    if not name or fold(name) in words.nobody or (name.islower() and _names_nobody(_SEGMENT.split(text)[0])):
        return None
    if name.casefold() in words.sexes and len(segments) > 1:
        found.details.setdefault("sex", name)
        name = segments[1]
    sex, _, rest = name.replace(",", " ", 1).partition(" ")
    if sex.casefold() in words.sexes and "age" in found.details and len(WORD.findall(rest)) > 1:
        found.details.setdefault("sex", sex)
        name = rest.strip()
    before, last = re.fullmatch(r"(.*?)[\s,]*([^\s,]*)", name, re.DOTALL).groups()  # type: ignore[union-attr]
    told = "," in before or not {"born", "age"}.isdisjoint(found.details)
    if last.casefold() in words.sexes and "sex" not in found.details and told and before:
        found.details["sex"] = last
        name = before
    return _with_details(_parse_name(name, written), found)


def _without_role_behind(text: str) -> str:
    """`Amy Lowe mum`, `Jo Lowe NOK`: the name alone, where a whole one stands before the role."""
    before, _, last = text.rpartition(" ")
    role = words_around_names().role.fullmatch(last)
    if not role or not role["never_a_name"] or len(WORD.findall(before)) < 2 or "," in before:
        return text
    abbreviation = last.isupper() and len(last) <= LONGEST_ABBREVIATION and not before.isupper()
    return before if last.islower() or abbreviation else text


def _is_role(part: str) -> bool:
    role = words_around_names().role.fullmatch(part)
    return role is not None and bool(role["never_a_name"] or (part.islower() and not stands_for_forename([part])))


def _is_place(part: str) -> bool:
    return not words_around_names().words_of_places.isdisjoint(fold(part).split())


def _parse_name(name: str, written: str) -> Mention:
    if "," in name:
        surname, rest = (part.strip() for part in name.split(",", 1))
        if (
            _is_whole(surname, rest)
            or (_titled(surname) and _ADDRESS.search(written))
            or (rest.islower() and words_around_names().described.issuperset(fold(rest).split()))
        ):
            return _parse_name(
                surname.strip(" '\"“”"), written
            )  # `Ms K Lowe, Mill Road`, `Lowe S, Leith`, `"Amy", baby`
        given = _without_titles(rest.replace(",", " ").split())[0]
        if stands_for_forename([fold(word) for word in given]):
            return Mention(
                written, forename=_placeholder(given)[0], surname=" ".join(_without_titles(surname.split())[0])
            )
        return Mention(written, _clean(given[:1]), _clean(given[1:]), " ".join(_without_titles(surname.split())[0]))
    tokens, titled = _without_titles(name.split())
    if len(tokens) > 1 and tokens[0].casefold() in words_around_names().relations and tokens[1][0].isupper():
        tokens = tokens[1:]  # `son Jack`
    if tokens and fold(tokens[-1]) == "family":
        return Mention(written, surname=" ".join(token for token in tokens[:-1] if token.casefold() != "the"))
    if stands_for_forename([fold(token) for token in tokens]):
        forename, following = _placeholder(tokens)
        return Mention(
            written,
            forename=forename,
            surname=_parse_name(" ".join(following), "").surname if len(following) > 1 else " ".join(following),
        )
    if len(tokens) == 1 and (both := _TWO_INITIALS.fullmatch(tokens[0])):
        return Mention(written, forename=both[1], surname=both[2])
    if len(tokens) == 1:
        alone = _clean(tokens)
        as_surname = (titled and len(alone) > 1) or (alone.isupper() and len(alone) > 1)
        return Mention(written, surname=alone) if as_surname else Mention(written, forename=alone)
    if titled and len(tokens) == 2 and len(tokens[0].strip(".")) > 2 and len(tokens[1].strip(".")) == 1:
        return Mention(written, forename=_clean(tokens[1:]), surname=tokens[0])  # `McFarlane V (Mrs)`
    shouted = len(tokens) > 2 and tokens[0].isupper() and tokens[1].isupper() and len(tokens[-1].strip(".")) == 1
    if shouted and tokens[0].casefold() not in words_around_names().particles:
        main = _parse_name(" ".join(tokens[:-1]), written)  # `LOWE AMY J`
        return replace(main, middle_names=f"{main.middle_names} {tokens[-1]}".strip())
    capitals = list(map(_is_in_capitals, tokens))
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


def _is_in_capitals(token: str) -> bool:
    whole = len(token.strip(".")) > 1 and not _INITIALS.fullmatch(token)
    return whole and _SMALL_IN_CAPITALS.sub("", token, 1).isupper()


def _is_whole(name: str, behind: str) -> bool:
    """Whether a name before a comma is complete: a title before two words, or a word and an initial, but not in `O BRIEN, Sean`."""
    tokens, titled = _without_titles(name.split())
    initial_last = len(tokens) == 2 and len(tokens[1].strip(".")) == 1 and len(tokens[0].strip(".")) > 1
    initial_first = len(tokens) == 2 and len(tokens[0].strip(".")) == 1 and not _ONE_NAME.fullmatch(behind)
    return len(tokens) > 1 and (titled or initial_last or initial_first)


def _titled(name: str) -> bool:
    return _without_titles(name.split())[1]


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


def _with_details(mention: Mention, found: Found) -> Mention:
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
        age_or_class=mention.age_or_class or details.get("age_or_class", ""),
        sex=mention.sex or details.get("sex", ""),
        nhs_number=mention.nhs_number or details.get("nhs_number", ""),
        upn=mention.upn or details.get("upn", ""),
        agency_id=mention.agency_id or details.get("agency_id", ""),
        address=mention.address or details.get("address", ""),
        postcode=mention.postcode or details.get("postcode", ""),
    )


def _share_surnames(people: list[Mention], nameless: AbstractSet[int] = frozenset()) -> list[Mention]:
    """`John and Jane Smith`, `SMITH, John & Jane`: a forename alone takes the surname written beside it.

    `nameless`: the places of those whose surname is said not to be known.
    """
    shared = list(people)
    for index in range(len(shared) - 2, -1, -1):
        one = shared[index]
        if (
            not one.surname
            and index not in nameless
            and not _are_two_initials(shared[index + 1])
            and (one.forename or fold(one.written) in words_around_names().titles)
        ):
            shared[index] = replace(one, surname=shared[index + 1].surname)
    for index in range(1, len(shared)):
        lent = not _are_two_initials(shared[index - 1]) and index not in nameless
        if shared[index].forename and not shared[index].surname and lent:
            shared[index] = replace(shared[index], surname=shared[index - 1].surname)
    return shared


def may_stand_beside_names(word: str) -> bool:
    """Whether a word in small letters stands beside names and says nothing of what happened: a role, a sex, "and", an age."""
    known = words_around_names()
    folded = fold(word)
    return (
        not folded.isalpha()
        or folded in _BESIDE_NAMES
        or folded in known.roles
        or folded in known.groups
        or folded in known.sexes
        or folded in known.relations
        or known.role.fullmatch(folded) is not None
    )


def _are_two_initials(one: Mention) -> bool:
    """`RL` in `Amy, RL, GG` is a person of its own, and no surname of those beside."""
    return not one.forename and len(one.surname) == 2 and one.surname.isupper()
