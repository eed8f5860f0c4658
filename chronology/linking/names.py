"""Names: parsing and comparing. Enters: names as written. Leaves: folded names, and the level at which two agree.

A folded name is lower case, without accents, apostrophes, full stops and titles; the given names stand in one text, first
one first ("lilly-mae rose"). The words themselves are in names.yaml. Weighing a level belongs to compare.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from pathlib import Path

from msgspec import Struct
from rapidfuzz.distance import OSA, JaroWinkler

from chronology.definitions import Mapping, load_file, mapping_at, text, texts
from chronology.kept import kept
from chronology.linking.letters import fold

_BRACKETED = re.compile(r"[(\[\"“]([^)\]\"”]*)[)\]\"”]")

NEAR = (
    0.85  # Jaro-Winkler from which two forenames could be one written badly (design figure of record linkage practice)
)
SHORTEST_WITH_FEMININE = 4  # letters of a name that with an "a" is another's
CLOSE = 0.92  # and from which they very likely are


class Table(Struct, frozen=True):
    """names.yaml, arranged for looking up."""

    groups: dict[str, frozenset[str]]  # forename → the groups it stands in
    surname_groups: dict[str, frozenset[str]]
    either: frozenset[tuple[str, str]]  # two forenames in order that are one name or two
    real: frozenset[str]
    shared_first: frozenset[str]
    placeholders: frozenset[str]
    child_placeholders: frozenset[str]
    of_several: frozenset[str]  # of those, which say that there is more than one child
    unborn: frozenset[str]
    infants: frozenset[str]
    boys: frozenset[str]
    girls: frozenset[str]
    deaths: frozenset[str]  # words that tell that a child has died
    placeholder_births: frozenset[str]  # ISO dates
    titles: frozenset[str]
    particles: frozenset[str]
    words: frozenset[str]  # forenames that are words too
    before_words: frozenset[str]  # after which they are no forenames


@cache
@kept("names")
def load_names() -> Table:
    """The name tables as shipped. Raises DefinitionError if the file does not hold them."""
    mapping = load_file(Path(__file__).with_name("names.yaml"), "names.yaml")
    nicknames, spellings = mapping_at(mapping, "nicknames"), mapping_at(mapping, "spellings")
    groups: dict[str, set[str]] = {}
    for full in nicknames:
        for short in texts(nicknames, full):
            # One group per pair: two short forms of one name are no evidence for each other.
            for name in (full, short):
                groups.setdefault(name, set()).add(f"{full}/{short}")
    _add_spellings(groups, spellings)
    surname_groups: dict[str, set[str]] = {}
    _add_spellings(surname_groups, mapping_at(mapping, "surname_spellings"))
    either = mapping_at(mapping, "either_one_name_or_two")
    child_words = texts(mapping, "child_placeholders")
    return Table(
        groups={name: frozenset(found) for name, found in groups.items()},
        surname_groups={name: frozenset(found) for name, found in surname_groups.items()},
        either=frozenset((min(a, b), max(a, b)) for a in either for b in texts(either, a)),
        real=frozenset(groups) | frozenset(text(mapping, "given_names").split()),
        shared_first=frozenset(texts(mapping, "shared_first_names")),
        placeholders=frozenset(fold(word) for word in (*texts(mapping, "placeholders"), *child_words)),
        child_placeholders=frozenset(child_words),
        of_several=frozenset(texts(mapping, "of_several")),
        unborn=frozenset(texts(mapping, "unborn")),
        infants=frozenset(texts(mapping, "infants")),
        boys=frozenset(texts(mapping, "boys")),
        girls=frozenset(texts(mapping, "girls")),
        deaths=frozenset(texts(mapping, "deaths")),
        placeholder_births=frozenset(texts(mapping, "placeholder_births")),
        titles=frozenset(texts(mapping, "titles")),
        particles=frozenset(texts(mapping, "particles")),
        words=frozenset(texts(mapping, "forenames_that_are_words")),
        before_words=frozenset(texts(mapping, "words_before_no_forename")),
    )


def _add_spellings(groups: dict[str, set[str]], spellings: Mapping) -> None:
    for key in spellings:
        for name in (key, *texts(spellings, key)):
            groups.setdefault(fold(name), set()).add(key)


@lru_cache(maxsize=1 << 16)
def given(forename: str, middle_names: str = "") -> str:
    """The given names folded, first one first; "" where they are missing or a placeholder.

    "Baby", "Twin 2", "Not known" and "Child of Mary" name nobody; "Baby Jack" is Jack.
    """
    table = load_names()
    first = fold(forename)
    words = [word for word in first.split() if word not in table.titles]
    if not words or first in table.placeholders or _is_filler(first):
        return ""
    if words[0] in table.placeholders:
        if "of" in words:
            return ""
        while words and (words[0] in table.placeholders or len(words[0]) == 1 or words[0].isdigit()):
            words.pop(0)
    return " ".join([*words, *fold(middle_names).split()]) if words else ""


@lru_cache(maxsize=1 << 12)
def is_unborn(written: str) -> bool:
    """Whether a name, or a forename, says that the child is not yet born."""
    return not load_names().unborn.isdisjoint(fold(written).split())


@lru_cache(maxsize=1 << 12)
def is_infant(written: str) -> bool:
    """Whether what stands in place of a name says that the child is a baby, and born."""
    words = fold(written).split()
    return bool(words) and words[0] in load_names().infants and not is_unborn(written)


@lru_cache(maxsize=1 << 16)
def family(surname: str) -> str:
    """The surname folded; "" where it is a placeholder."""
    table = load_names()
    words = [word for word in fold(surname).split() if word not in table.titles]
    if words and all(word in table.placeholders or _is_filler(word) for word in words):
        return ""
    return "" if " ".join(words) in table.placeholders else " ".join(words)


def _is_filler(word: str) -> bool:
    """Whether it is one letter or digit over and over, or digits alone ("xxxx", "zzz", "000"): typed to fill the box."""
    return (len(word) > 2 and len(set(word)) == 1) or word == "xx" or not any(map(str.isalpha, word))


def parse(written: str) -> tuple[str, str, tuple[str, ...]]:
    """A whole name as (given names, surname, other names), unfolded: "SMITH, John (Jack)" → ("John", "SMITH", ("Jack",))."""
    others = tuple(found.strip() for found in _BRACKETED.findall(written) if found.strip())
    plain = _BRACKETED.sub(" ", written).strip()
    if "," in plain:
        surname, _, forename = plain.partition(",")
        return forename.strip(), surname.strip(), others
    table = load_names()
    words = [word for word in plain.split() if fold(word) not in table.titles]
    if len(words) < 2:
        return " ".join(words), "", others
    start = len(words) - 1
    while start > 1 and fold(words[start - 1]) in table.particles:
        start -= 1
    return " ".join(words[:start]), " ".join(words[start:]), others


def compare_given(left: str, right: str, real: AbstractSet[str]) -> str:
    """The level at which two folded given names agree; "" where one is missing.

    `real` holds names that the records themselves attest, beside those of names.yaml: two different real names are two
    people, however near their spelling (Kayden and Jayden), unless the tables hold them for one name.
    """
    if not left or not right:
        return ""
    if left == right or _compact(left) == _compact(right):
        return "equal"
    table = load_names()
    first, others = _split(left)
    second, further = _split(right)
    if len(first) == 1 or len(second) == 1:
        return "initial" if first[0] == second[0] else "different"
    level = _compare_first(first, second, real)
    if level == "part" and (others or further):
        whole = _compare_first(_with_next(left), _with_next(right), real)
        if whole in ("equal", "variant", "close"):
            return whole  # Lily Mae is Lily-Mae
    if level in ("equal", "variant", "close"):
        unlike = _middle_names_differ(others, further)
        if first in table.shared_first or second in table.shared_first:
            unlike = unlike or bool(others) != bool(further)
        return "part" if unlike else level
    if level != "equal" and (first in further or second in others):
        return "part"  # known by a middle name
    return level


def _compare_first(first: str, second: str, real: AbstractSet[str]) -> str:
    table = load_names()
    if first == second or _compact(first) == _compact(second):
        return "equal"
    none: frozenset[str] = frozenset()
    if not table.groups.get(first, none).isdisjoint(table.groups.get(second, none)):
        return "near" if (min(first, second), max(first, second)) in table.either else "variant"
    if "-" in first or "-" in second:
        return _compare_hyphenated(first, second, real)
    if (first in real or first in table.real) and (second in real or second in table.real):
        return "different"
    shorter, longer = sorted((first, second), key=len)
    if longer == f"{shorter}a" and len(shorter) >= SHORTEST_WITH_FEMININE:
        return "near"  # Ionel and Ionela, Daniel and Daniela: a boy and a girl, or a slip
    likeness = JaroWinkler.similarity(first, second)
    edits = OSA.distance(first, second, score_cutoff=2)
    # A first letter mistaken for another is rare, and is how names given to twins differ; one dropped or doubled is a slip.
    slipped = first[0] == second[0] or (edits == 1 and (first[1:2] == second[0] or second[1:2] == first[0]))
    if slipped and (likeness >= CLOSE or (edits == 1 and min(len(first), len(second)) >= 3)):
        return "close"
    return "near" if likeness >= NEAR or edits <= 1 else "different"


def _compare_hyphenated(first: str, second: str, real: AbstractSet[str]) -> str:
    one, other = first.split("-"), second.split("-")
    if len(one) == len(other) and 1 in (max(map(len, one)), max(map(len, other))):  # M-T for Marie-Therese
        return "initial" if [part[:1] for part in one] == [part[:1] for part in other] else "different"
    levels = [_compare_first(a, b, real) for a, b in zip(one, other, strict=False) if a and b]
    if len(one) != len(other):
        # Twins are named Lilly and Lilly-Mae; a child is also called by the first half. It is not for a program to say.
        return "part" if levels and levels[0] in ("equal", "variant") else "different"
    for level in ("different", "near", "part", "close", "variant"):
        if level in levels:
            return level
    return "equal"


def _with_next(name: str) -> str:
    """The first name with the second joined to it by a hyphen, unless it has one."""
    first, others = _split(name)
    return first if "-" in first or not others else f"{first}-{others[0]}"


def _middle_names_differ(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    if not left or not right:
        return False
    for one in left:
        for other in right:
            if one[0] == other[0] and (min(len(one), len(other)) == 1 or JaroWinkler.similarity(one, other) >= NEAR):
                return False
    return True


def compare_family(left: str, right: str) -> str:
    """The level at which two folded surnames agree; "" where one is missing."""
    if not left or not right:
        return ""
    if len(left) != len(right) and 1 in (len(left), len(right)):
        return "initial" if left[0] == right[0] else "different"
    if left == right or _compact(left) == _compact(right):
        return "equal"
    table = load_names()
    none: frozenset[str] = frozenset()
    if not table.surname_groups.get(left, none).isdisjoint(table.surname_groups.get(right, none)):
        return "variant"
    one, other = _surname_words(left), _surname_words(right)
    if not set(one).isdisjoint(other):
        return "part"
    left, right = "".join(one), "".join(other)
    edits = OSA.distance(left, right, score_cutoff=2)
    shortest = min(len(left), len(right))
    if (edits == 1 and shortest >= 3) or (edits == 2 and shortest >= 7) or JaroWinkler.similarity(left, right) >= CLOSE:
        return "close"
    return "different"


@lru_cache(maxsize=1 << 16)
def _surname_words(surname: str) -> tuple[str, ...]:
    words = surname.replace("-", " ").split()
    return tuple(word for word in words if word not in load_names().particles) or tuple(words)


@lru_cache(maxsize=1 << 16)
def _compact(name: str) -> str:
    return name.replace("-", "").replace(" ", "")


@lru_cache(maxsize=1 << 16)
def _split(name: str) -> tuple[str, tuple[str, ...]]:
    first, *others = name.split()
    return first, tuple(others)


@lru_cache(maxsize=1 << 16)
def sound(name: str) -> str:
    """A code of up to four letters for how an English reader would say it: Soundex, as the US census used it."""
    letters = _compact(name)
    if not letters:
        return ""
    code, before = letters[0], _SOUNDS.get(letters[0], "")
    for letter in letters[1:]:
        if letter in "hw":
            continue
        sounded = _SOUNDS.get(letter, "")
        if sounded != before:
            code += sounded
        before = sounded
    return code[:4]


_SOUNDS = {
    letter: code
    for code, letters in {"1": "bfpv", "2": "cgjkqsxz", "3": "dt", "4": "l", "5": "mn", "6": "r"}.items()
    for letter in letters
}
