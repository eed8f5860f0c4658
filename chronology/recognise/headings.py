"""What a heading means. Enters: the text of one heading. Leaves: the fields it can stand for, best first, with how well.

The words live in headings.yaml. What the cells of the column look like is for `cells`; choosing among columns for `columns`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from chronology.definitions import load_file, mapping_at, refuse_unknown, texts
from chronology.errors import DefinitionError
from chronology.kept import kept
from chronology.people import OF_EACH_PERSON
from chronology.profile import FIELDS
from chronology.sectors import sectors_in
from chronology.words import fold_words, split_words

# A heading with one idea or one unknown word more than the field asks for is a weaker sign, and so on down.
EXTRA_IDEA = 0.2
UNKNOWN_WORD = 0.14
WEAK = 0.1
GENERIC = 0.4
LEAST = 0.2
LONG_WORD = 9  # letters
LONGEST_HEADING = 120  # characters: anything longer is text, and is not cut into words
_SHORT_PIECES = frozenset(("of", "id", "no", "dt", "by", "to", "on", "at", "tm", "yn"))
_OTHER_PEOPLE = frozenset(("adult", "elsewhere", "particulars"))
# The name, birth or number of one who works with the family, or of an agency, is never the child's.
_WORKERS = frozenset(("staff", "by", "agency"))
_PEOPLE = frozenset(("child", "name", "subject", "who", "person", "nhs", "upn"))
_NO_NAME_ALONE = frozenset(("forename", "surname", "middle", "alias", "address", "postcode", "sex", "reach"))
_PARTS_OF_A_PERSON = frozenset(
    ("forename", "middle_names", "surname", "also_known_as", "born", "nhs_number", "upn", "sex", "postcode")
)
_HALVES = re.compile(r"\s*[/&+]\s*|\s+and\s+", re.IGNORECASE)
_TOLD_IN_HALVES = frozenset(("date", "summary", "action", "outcome"))
HALF = 0.9  # of the quality of one half's reading
_PARTICULARS = frozenset(("particulars", "address", "postcode", "alias", "reach"))
_OF_OTHERS = frozenset(("told", "told_at_home", "beside"))
# Beside the name of an agency: word was given to it; it was not, but came from there, or the column is of a particular of it.
_WORD_GIVEN = frozenset(
    (
        "referral",
        "referred",
        "refer",
        "informed",
        "notified",
        "notification",
        "told",
        "contacted",
        "alerted",
        "consulted",
    )
)
_NO_WORD_GIVEN = frozenset(
    "from by source received reason type outcome status number no ref reference id decision result name worker officer date time".split()
)
_MACHINE = re.compile(r"[^a-z]+|\S*_\S*|\S*[a-z][A-Z]\S*")  # CLT_SNAME, act_typ, diagDesc: headings that a system wrote
_SHORTENED = 4  # letters of a word cut short, at least: NARR, OBSER
_SKELETON = 3  # letters of a word without its vowels, at least: DTLS
_VOWELS = re.compile(r"[aeiou]")


class Reading(Struct, frozen=True):
    """One field a heading can stand for: `quality` 0 to 1, `rank` the place of its pattern in the field's list."""

    field: str
    quality: float
    rank: int
    weak: bool


class _Pattern(Struct, frozen=True):
    field: str
    needed: frozenset[str]
    allowed: frozenset[str]
    rank: int
    weak: bool


class _Words(Struct, frozen=True):
    ignored: frozenset[str]
    spellings: dict[str, str]
    ideas: dict[str, str]  # word or phrase → idea
    alone: dict[str, str]  # whole heading → idea
    patterns: tuple[_Pattern, ...]
    generic: frozenset[str]
    closing: frozenset[str]
    record_states: frozenset[str]
    parties: frozenset[tuple[str, ...]]
    longest: int  # words in the longest phrase
    files: frozenset[str]


def read_heading(heading: str) -> tuple[Reading, ...]:
    """The fields that a heading can stand for, best first; empty where it says nothing known."""
    return _readings(heading) if len(heading) <= LONGEST_HEADING else ()


@cache
def _readings(heading: str) -> tuple[Reading, ...]:
    ideas, unknown = ideas_of(heading)
    have = frozenset(ideas)
    # Somebody else's name, number or birth is never the child's, whatever else the heading says.
    # What they say of how it came about is told all the same.
    if have & _OTHER_PEOPLE - ({"adult"} if "explanation" in have else set()):
        return _read_part(heading) or (Reading("other", 1.0, 0, False),)
    return _read_ideas(have, unknown)


def _read_part(heading: str) -> tuple[Reading, ...]:
    """What one half of a heading tells where it holds what happened, and the other something else: "Decision / Next"."""
    for part in _HALVES.split(heading) if _HALVES.search(heading) else ():
        found = [one for one in _readings(part) if one.field in _TOLD_IN_HALVES and not one.weak]
        if found:
            return (replace(found[0], quality=found[0].quality * HALF),)
    return ()


def read_adult_heading(heading: str) -> tuple[Reading, ...]:
    """The fields that an adult's heading ("Parent DOB") stands for where the records are about the adult; else empty."""
    ideas, unknown = ideas_of(heading)
    have = frozenset(ideas)
    return _read_ideas(have - {"adult"} | {"child"}, unknown) if have & _OTHER_PEOPLE == {"adult"} else ()


def _read_ideas(have: frozenset[str], unknown: int) -> tuple[Reading, ...]:
    if not have:
        return ()
    words = _words()
    best: dict[str, Reading] = {}
    barred = _PARTS_OF_A_PERSON if have & _WORKERS else frozenset()
    for pattern in words.patterns:
        if not pattern.needed <= have or pattern.field in barred:
            continue
        extra = len(have - pattern.allowed)
        quality = 1 - EXTRA_IDEA * extra - UNKNOWN_WORD * unknown - (WEAK if pattern.weak else 0)
        if extra and len(pattern.needed) == 1:
            quality -= GENERIC if pattern.needed <= words.generic else EXTRA_IDEA
        reading = Reading(pattern.field, round(max(quality, LEAST), 2), pattern.rank, pattern.weak)
        known = best.get(pattern.field)
        if known is None or reading.quality > known.quality:
            best[pattern.field] = reading
    return tuple(sorted(best.values(), key=lambda reading: -reading.quality))


def tells_parties(heading: str) -> bool:
    """Whether a heading is of the people of an occurrence by their part in it: "Victim / Informant (age)", "Children linked"."""
    words = split_words(heading) if len(heading) <= LONGEST_HEADING else []
    spans = {tuple(words[at : at + length]) for at in range(len(words)) for length in (1, 2, 3)}
    in_part = not (_NO_NAME_ALONE | _WORKERS).isdisjoint(ideas_of(heading)[0])
    return not in_part and not spans.isdisjoint(_words().parties)


def tells_of_party(heading: str) -> str:
    """`born` or `age` where a heading tells that of one of several people ("Suspect DOB", "DOB"); else ""."""
    ideas, unknown = ideas_of(heading)
    if not _WORKERS.isdisjoint(ideas) or not (tells_parties(heading) or _OTHER_PEOPLE.isdisjoint(ideas)):
        return ""
    best = _read_ideas(frozenset(ideas) - _OTHER_PEOPLE | {"child"}, unknown)[:1]
    return next((one.field for one in best if one.field in OF_EACH_PERSON), "")


def tells_particulars(heading: str, in_sentences: bool = False) -> bool:
    """Whether a heading is of people, relationships or addresses ("Next of kin"): long cells under it are no narrative.

    "Contact details" written `in_sentences` are the details of a contact.
    """
    found = _PARTICULARS.intersection(ideas_of(heading)[0])
    return bool(found) and not (in_sentences and found == {"reach"})


def is_record_state(cell: str) -> bool:
    """Whether a cell says how far a record is written (Draft, Final) and nothing of what it tells."""
    return cell.casefold() in _words().record_states


def means_date(heading: str) -> bool:
    """Whether a heading says by itself that dates stand under it."""
    return "date" in ideas_of(heading)[0]


def is_secondary(heading: str) -> bool:
    """Whether a heading is of a date that stands beside the contact's own: of a review, a letter, a booking."""
    return "secondary" in ideas_of(heading)[0]


def tells_closing(heading: str) -> bool:
    """Whether a heading is of the end of a case or a stay ("Date closed", "Discharge date")."""
    return len(heading) <= LONGEST_HEADING and not _words().closing.isdisjoint(split_words(heading))


def tells_beginning(heading: str) -> bool:
    """Whether a heading is of the beginning of something that has an end."""
    return "start" in ideas_of(heading)[0]


def tells_response(heading: str) -> bool:
    """Whether a heading is of those told of the record ("Passed to DSL?"): sentences under it say what was done."""
    return not _OF_OTHERS.isdisjoint(ideas_of(heading)[0])


def tells_agencies_told(heading: str) -> bool:
    """Whether a heading is of the agencies and workers told of the record ("Shared with", "MASH referral"), and not of the family."""
    if len(heading) > LONGEST_HEADING:
        return False
    words = set(split_words(heading))
    names_told = bool(words & _WORD_GIVEN) and not words & _NO_WORD_GIVEN and bool(sectors_in(heading))
    return _OF_OTHERS.intersection(ideas_of(heading)[0]) == {"told"} or names_told


@cache
def date_words() -> frozenset[str]:
    """The words that stand for a date in a heading, abbreviations among them."""
    words = _words()
    spelled = (word for word, meant in words.spellings.items() if "date" in meant.split())
    return frozenset((*(word for word, idea in words.ideas.items() if idea == "date"), *spelled))


def ideas_of(heading: str) -> tuple[tuple[str, ...], int]:
    """The ideas in a heading, in its order, and how many of its words are not known. A text too long for one says nothing."""
    return _ideas(heading) if len(heading) <= LONGEST_HEADING else ((), 1)


def numbers_files(heading: str) -> bool:
    """Whether the numbers under a heading are of cases or properties, which say nothing of whom a record is about."""
    return not _words().files.isdisjoint(split_words(heading)) and _PEOPLE.isdisjoint(ideas_within(heading))


def ideas_within(heading: str) -> frozenset[str]:
    """The ideas in a heading and in each of its words by itself: an "incident number" is a reference, and of an event."""
    words = split_words(heading) if len(heading) <= LONGEST_HEADING else []
    return frozenset(idea for text in (heading, *words) for idea in ideas_of(text)[0])


@cache
def _ideas(heading: str) -> tuple[tuple[str, ...], int]:
    words = _words()
    if (idea := words.alone.get(fold_words(heading))) is not None:
        return (idea,), 0
    tokens = _spell_out(split_words(heading), words)
    if _MACHINE.fullmatch(heading.strip()):
        tokens = [part for token in tokens for part in _lengthened(token).split()]
    ideas: list[str] = []
    unknown = 0
    position = 0
    while position < len(tokens):
        for length in range(min(words.longest, len(tokens) - position), 0, -1):
            pieces = tokens[position : position + length]
            # "RiO" and "LiquidLogic" are one word each, whatever their capitals say.
            phrase = next(
                (one for one in (" ".join(pieces), "".join(pieces)) if one in words.ideas or one in words.ignored), None
            )
            if phrase is not None:
                if phrase in words.ideas:
                    ideas.append(words.ideas[phrase])
                position += length
                break
        else:
            unknown += 0 if tokens[position].isdigit() else 1
            position += 1
    return tuple(ideas), unknown


def _spell_out(tokens: list[str], words: _Words) -> list[str]:
    spelled: list[str] = []
    position = 0
    while position < len(tokens):
        for length in (3, 2, 1):
            pieces = tokens[position : position + length]
            phrase = next((one for one in (" ".join(pieces), "".join(pieces)) if one in words.spellings), "")
            if length <= len(pieces) and phrase:
                spelled += words.spellings[phrase].split()
                position += length
                break
        else:
            spelled += _split_run_together(tokens[position], words)
            position += 1
    return spelled


def _split_run_together(token: str, words: _Words) -> list[str]:
    """`contactdate` → contact date; a word with one slip of the pen → the word meant; otherwise the token itself."""
    vocabulary = _vocabulary()
    bare = token.rstrip("0123456789")
    if token not in vocabulary and bare in vocabulary and len(bare) > 2:
        return words.spellings.get(bare, bare).split()
    if token in vocabulary or len(token) < 6:
        return [token]
    pieces = _pieces(bare, vocabulary)
    if pieces:
        return [part for piece in pieces for part in words.spellings.get(piece, piece).split()]
    near = [word for word in vocabulary if len(word) >= 6 and word[0] == token[0] and _one_slip(token, word)]
    return [min(near)] if near else [token]


def _pieces(token: str, vocabulary: frozenset[str]) -> list[str] | None:
    """The fewest known words that the token is made of; of the shortest words only those that headings are run together with."""
    best: list[list[str] | None] = [[]] + [None] * len(token)
    for end in range(2, len(token) + 1):
        for start in range(end - 1):
            before = best[start]
            piece = token[start:end]
            if before is not None and piece in vocabulary and (len(piece) > 2 or piece in _SHORT_PIECES):
                known = best[end]
                if known is None or len(before) + 1 < len(known):
                    best[end] = [*before, token[start:end]]
    return best[-1]


@cache
def _lengthened(token: str) -> str:
    """`dtls` → details, `foren` → forename: the one idea whose words lose their vowels, or are cut short, so; else the token."""
    words = _words()
    bare = token.rstrip("0123456789")
    if bare in _vocabulary() or not bare.isalpha():
        return token
    single = [word for word in words.ideas if " " not in word and word[0] == bare[0] and len(word) > len(bare)]
    fitting = [word for word in single if len(bare) >= _SKELETON and _without_vowels(word) == _without_doubles(bare)]
    fitting = fitting or [word for word in single if len(bare) >= _SHORTENED and word.startswith(bare)]
    return min(fitting) if len({words.ideas[word] for word in fitting}) == 1 else token


def _without_vowels(word: str) -> str:
    return _without_doubles(word[0] + _VOWELS.sub("", word[1:]))


def _without_doubles(word: str) -> str:
    return "".join(letter for place, letter in enumerate(word) if letter != word[place - 1 : place])


def _one_slip(written: str, meant: str) -> bool:
    """Whether one letter is missing, added, swapped with its neighbour or, in a long word, wrong: feeding is not feeling."""
    if abs(len(written) - len(meant)) > 1:
        return False
    pairs = enumerate(zip(written, meant, strict=False))
    start = next((place for place, (a, b) in pairs if a != b), min(len(written), len(meant)))
    left, right = written[start:], meant[start:]
    swapped = left[2:] == right[2:] and left[1::-1] == right[:2]
    wrong = left[1:] == right[1:] and len(meant) >= LONG_WORD
    return swapped or wrong or left[1:] == right or left == right[1:]


@cache
def _vocabulary() -> frozenset[str]:
    words = _words()
    phrases = [*words.ideas, *words.ignored, *words.spellings]
    return frozenset(word for phrase in phrases for word in phrase.split() if len(word) > 1)


@cache
@kept("headings")
def _words() -> _Words:
    where = "recognise/headings.yaml"
    mapping = load_file(Path(__file__).with_name("headings.yaml"), where)
    refuse_unknown(
        mapping,
        ("ignore", "spellings", "ideas", "alone", "generic", "closing", "record_states", "parties", "files", "fields"),
    )
    ideas: dict[str, str] = {}
    groups = mapping_at(mapping, "ideas")
    for idea in groups:
        for phrase in texts(groups, idea):
            known = ideas.setdefault(phrase, idea)
            if known != idea:
                raise DefinitionError(
                    f"`{phrase}` stands for {known} and for {idea}", groups.place(idea), "keep one of them"
                )
    lone = mapping_at(mapping, "alone")
    refuse_unknown(lone, groups)
    fields = mapping_at(mapping, "fields")
    refuse_unknown(fields, FIELDS)
    patterns = [
        _pattern(field, line, rank, groups, fields.place(field))
        for field in fields
        for rank, line in enumerate(texts(fields, field))
    ]
    return _Words(
        frozenset(texts(mapping, "ignore")),
        {word: str(meant) for word, meant in mapping_at(mapping, "spellings").items()},
        ideas,
        {phrase: idea for idea in lone for phrase in texts(lone, idea)},
        tuple(patterns),
        frozenset(texts(mapping, "generic")),
        frozenset(texts(mapping, "closing")),
        frozenset(texts(mapping, "record_states")),
        frozenset(tuple(phrase.split()) for phrase in texts(mapping, "parties")),
        max(len(phrase.split()) for phrase in ideas),
        frozenset(texts(mapping, "files")),
    )


def _pattern(field: str, line: str, rank: int, ideas: Iterable[str], place: str) -> _Pattern:
    weak = line.startswith("~")
    names = line.removeprefix("~").split()
    needed = frozenset(name for name in names if not name.endswith("?"))
    allowed = frozenset(name.removesuffix("?") for name in names)
    strangers = sorted(allowed - set(ideas))
    if strangers:
        raise DefinitionError(f"`{strangers[0]}` is not one of the ideas", place, "use a name listed under `ideas`")
    return _Pattern(field, needed, allowed, rank, weak)
