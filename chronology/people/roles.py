"""A cell in which people stand with what they are to the case: `Vict: Amy Hollis 31F, Susp CRANE Ben`. Enters: the text of a
cell. Leaves: its text cut before each such person, with and without the role. Who a piece names is for `parse`.
"""

from __future__ import annotations

import re

from msgspec import Struct

from chronology.people.several import BRACKETS, DATE_ALONE, WORD, shield, unshield
from chronology.people.vocabulary import SURENESS, fold, words_around_names
from chronology.words import heading_key, split_words

LONGEST_CELL = 1_000  # characters; more is a narrative, and is not cut at roles
LONGEST_LABEL = 40  # characters before a colon that are no sentence
MOST_WORDS_OF_LABEL = 5
LONGEST_ABBREVIATION = 3  # letters: IP, SU, PoP
SHORTEST_BEFORE_STOP = 3  # letters of a word that may be a name, before a full stop: "Wit. Lowe", but "M. Lowe"
_ENDS_PERSON = re.compile(r"\s*[;\n|•,&+/]\s*|\s+[-–—]\s*|\s*[-–—]\s+|\s+(?:and|plus)\s+", re.IGNORECASE)
_LABEL = re.compile(rf"([^\W\d_][^:;,\n|/]{{0,{LONGEST_LABEL}}}?)\s*:\s+(?=\S)")
_COLON_WITHIN = re.compile(r"(?<=\s)[^\W\d_][\w/]{0,14}(?: ?\d{1,2})?:(?=\s)")  # `Mum: Jo Lowe Dad: Al Lowe`
_ENDS_NAME = re.compile(r"[;\n|•,&+/:\ue000-\uf8ff]|\s[-–—]|[-–—]\s|\b(?:and|plus)\b", re.IGNORECASE)
_CAPITAL = re.compile(r"[?\"“‘'(\ue000-\uf8ff]*[^\W\d_a-z]")
_NUMBER_THEN_NAME = re.compile(r"[A-Z]?\d[\w/]*[,.]?\s+(?=[^\W\d_a-z])")
# What is written small before a title or two words with capitals is no name: `call from Mrs Lowe`.
_SMALL_WORDS = re.compile(r"(?:[a-z]{3,}\.?\s+){1,4}(?=(?:Mrs?|Ms|Miss|Dr)\b|[A-Z][\w'’-]+ [A-Z][\w'’-]+)")
_BRACKETS_AHEAD = re.compile(r"[\ue000-\uf8ff\s]*")
_UNKNOWN = re.compile(r"(?:n/?k|unk|unknown|not|tbc|\?)(?!\w)", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class Piece(Struct, frozen=True):
    """A part of a cell, as written and without the words that say what the person is; of a cell without such words, all of it."""

    written: str
    name: str
    of_family: bool = False  # a child of those before it, whose surname it may bear


def cut_at_roles(text: str) -> list[Piece]:
    """The text cut before each person who stands with a role, a label or a word such as "re"; never inside brackets."""
    shielded, kept = shield(text)
    marks = _marks(shielded) if len(text) <= LONGEST_CELL else []
    if not marks:
        return [Piece(text, text)]
    if shielded[: marks[0][0]].strip(" ,;.&+/-–—\n"):
        marks.insert(0, (0, 0))
    pieces = []
    for place, (start, name) in enumerate(marks):
        end = marks[place + 1][0] if place + 1 < len(marks) else len(shielded)
        written, bare = (unshield(part, kept) for part in (shielded[start:end], shielded[name:end]))
        role = fold(shielded[start:name])
        pieces.append(Piece(_trim(written), _open_bracket(_trim(bare)), role in words_around_names().relations))
    return pieces


def names_role(label: str) -> bool:
    """Whether a label is a role word and nothing else."""
    match = words_around_names().role.fullmatch(label.strip())
    return match is not None


def take_bracketed_people(text: str) -> tuple[str, list[str]]:
    """The text without the brackets that name somebody else by role, and what stood in them: `(mum Jo Lowe)`."""
    people = []
    for match in BRACKETS.finditer(text):
        inside = match[1].strip()
        joined = words_around_names().between.match(inside)
        end = joined.end() if joined and _CAPITAL.match(inside, joined.end()) else _end_of_roles(inside, 0)
        name = _words_until_end(inside, end) if end and _CAPITAL.match(inside, end) else []
        surely = inside[:1].islower() or len(name) > 1
        if name and surely and not (DATE_ALONE.search(inside) or _YEAR.search(inside)):
            people.append(inside)
            text = text.replace(match[0], " ", 1)
    return text, people


def _trim(part: str) -> str:
    return part.strip(" ,;&+/|\n").rstrip("-–— ").strip(" ,;&+/|\n")


def _open_bracket(bare: str) -> str:
    """`mum (Mrs Lowe)`: where nothing but brackets follows a role, the name stands in them."""
    match = BRACKETS.match(bare)
    return f"{match[1]} {bare[match.end() :]}".strip() if match and _CAPITAL.match(match[1]) else bare


def _marks(text: str) -> list[tuple[int, int]]:
    """(where a person's piece begins, where the name begins) for each person who stands with a role, in order."""
    marks: list[tuple[int, int]] = []
    particles = words_around_names().particles
    for start, separator in _places(text):
        if marks and start < marks[-1][1]:
            continue
        end = _end_of_roles(text, start) or _end_of_label(text, start, separator)
        if separator == "between":
            joined = words_around_names().between.match(text, start)
            after = joined.end() if joined else start
            end = _end_of_roles(text, after) or (after if _CAPITAL.match(text, after) else 0)
        if end and separator == "," and not _may_begin_after_comma(text, marks[-1][1] if marks else 0, start, end):
            continue
        if end:
            marks.append((start, end))
        elif separator == "," and _is_placeholder_after_comma(text, marks[-1][1] if marks else 0, start):
            marks.append((start, start))
        elif (small := _SMALL_WORDS.match(text, start)) and particles.isdisjoint(small[0].split()):
            marks.append((start, small.end()))
    return marks


def _places(text: str) -> list[tuple[int, str]]:
    """Where a person may begin, and what stands before: "" at the very beginning."""
    places = {0: ""}
    for match in _ENDS_PERSON.finditer(text):
        places[match.end()] = match[0].strip() or "\n"
    for match in _COLON_WITHIN.finditer(text):
        places.setdefault(match.start(), "within")
    for match in words_around_names().between.finditer(text):
        places[match.start()] = "between"
    return sorted(places.items())


def _end_of_roles(text: str, start: int) -> int:
    """Where the name begins behind one role word or several; 0 where none stands there, or one that may be a name itself."""
    end = start
    while (after := _end_of_role(text, end)) > end:
        end = after
    return end if end > start else 0


def _end_of_role(text: str, start: int) -> int:
    words = words_around_names()
    match = words.role.match(text, start)
    while match and not match["mark"] and text[match.end() : match.end() + 1] == "/":
        match = words.role.match(text, match.end() + 1)  # `Mum/carer`
    if not match or (match["number"] and fold(match[0]) in words.placeholders):
        return 0
    end, mark = match.end(), match["mark"] or ""
    if mark.strip() == "." and len(match["also_a_name"] or match[0]) < SHORTEST_BEFORE_STOP:
        return 0  # the initial of "M. Lowe"
    name = _words_until_end(text, end)
    if mark or (name and (match["number"] or _UNKNOWN.match(text, end))):
        return end
    return end if _needs_no_mark(text, match, name) else 0


def _needs_no_mark(text: str, match: re.Match[str], name: list[str]) -> bool:
    """Whether a role word is surely one with nothing between it and the name that follows."""
    words, end = words_around_names(), match.end()
    sureness = next(group for group in (*SURENESS, "abbreviation") if match[group])
    role = match[sureness]
    begins, described = _begins_name(text, end), words.described.issuperset(map(fold, name))
    if sureness == "never_a_name":
        return (begins or described or text.islower()) if name else _stands_alone(text, match)
    small = role.islower() and not text.islower()
    if not name or sureness == "numbered_letters" or not (begins or (small and described)):
        return False
    whole = len(name) > 1 and not " ".join(name).isupper()
    if sureness == "abbreviation":
        return whole
    if role.isupper() and len(role) > LONGEST_ABBREVIATION:
        return False  # `CHILD Peter John`: a surname
    if fold(role) in words.placeholders:
        return whole and fold(name[0]) not in words.placeholders
    return small or (sureness == "seldom_a_name" and whole)


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Whether a role without a name stands for itself: `Caller: mum, Jo Lowe`, but not the surname of `Tenant, Peter`."""
    follows = text[match.end() : match.end() + 1]
    if follows == ",":
        return match.start() > 0 or text[0].islower() or len(_words_until_end(text, match.end() + 1)) > 1
    return follows in ("", ";", "\n", "/", "&", "+") or _opens_bracket(follows)


def _opens_bracket(character: str) -> bool:
    return "\ue000" <= character <= "\uf8ff"


def _words_until_end(text: str, start: int) -> list[str]:
    """The words from there to where a name must end."""
    start += len(_BRACKETS_AHEAD.match(text, start)[0])  # type: ignore[index]
    end = _ENDS_NAME.search(text, start)
    return WORD.findall(text[start : end.start() if end else len(text)])


def _begins_name(text: str, start: int) -> bool:
    """Whether a name may begin there: a capital, a number before one, or a role that is written small."""
    if _opens_bracket(text[start : start + 1]) or _CAPITAL.match(text, start) or _NUMBER_THEN_NAME.match(text, start):
        return True
    if words_around_names().alias.match(text, start):
        return True
    following = re.match(r"[\w/'’-]+", text[start:])
    if following is None:
        return False
    role = words_around_names().role.match(text, start)
    return fold(following[0]) in words_around_names().placeholders or bool(role and role["never_a_name"])


def _end_of_label(text: str, start: int, separator: str) -> int:
    """Where the value begins of any short label before a colon, if it looks like a name; 0 where there is none."""
    words = words_around_names()
    match = _LABEL.match(text, start)
    if not match or separator in (",", "&", "+", "within"):
        return 0
    label = split_words(match[1])
    if len(label) > MOST_WORDS_OF_LABEL or any(
        heading_key(" ".join(label[at:])) in words.labels for at in range(len(label))
    ):
        return 0
    value = WORD.findall(re.split(r"[;\n/|]", text[match.end() :], maxsplit=1)[0])
    surname_alone = (len(value) < 2 and len(label) < 2) or (match[1].isupper() and "," in text[match.end() :])
    return match.end() if value and _CAPITAL.match(text, match.end()) and not surname_alone else 0


def _may_begin_after_comma(text: str, since: int, comma: int, end: int) -> bool:
    """Whether a comma before a role word parts two people: not in `Child, Baby`, and a role alone must follow a whole name."""
    before = WORD.findall(DATE_ALONE.sub(" ", text[since:comma]))
    return len(before) > 1 or bool(before and _words_until_end(text, end)) or not before


def _is_placeholder_after_comma(text: str, since: int, start: int) -> bool:
    """`Amy Hollis, baby Hollis` are two people; `HOLLIS BRAND, Baby Boy` is one."""
    before, after = text[since:start].strip(" ,"), _words_until_end(text, start)
    placeholders = words_around_names().placeholders
    opening = next((size for size in (2, 1) if " ".join(map(fold, after[:size])) in placeholders), 0)
    whole = len(WORD.findall(before)) > 1 and not before.isupper()
    return bool(opening and whole and after[opening:] and after[opening][0].isupper())
