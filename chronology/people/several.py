"""A cell that may name several people → one text a person. Enters: the text of a cell. Leaves: its pieces, each of one person.

What a piece says is for `parse`.
"""

from __future__ import annotations

import re

from chronology.people.vocabulary import fold, words_around_names

DATE = (
    r"(?:\d{4}[-/.]\d\d?[-/.]\d\d?(?:[T ]00:00(?::00)?)?|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}"
    r"|(?:19|20)\d\d (?:0[1-9]|1[0-2]) (?:0[1-9]|[12]\d|3[01])"
    r"|(?:19|20)\d\d[ \-/](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ \-/]\d{1,2}"
    r"|\d{1,2}(?:st|nd|rd|th)?[ \-](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?[ \-]'?\d{2,4})"
)
DATE_ALONE = re.compile(rf"(?<![\w/]){DATE}(?![\w/])", re.IGNORECASE)
_AND_IN_BRACKETS = re.compile(r"\((?:and|&|\+|plus)\s+([^()]*)\)", re.IGNORECASE)
_NAME_AND_DATE = re.compile(rf"\s*[,;]?\s*([^\W\d_][^\d,;()]*?[ ,]+{DATE})(?![\w/])", re.IGNORECASE)
BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_BETWEEN_PEOPLE = re.compile(
    r"\s*(?:[;\n•]|\s&\s|&|\s\+\s|(?<=[^\W\d_]{2})\s*/\s*(?=[^\W\d_]{2}|[^\W\d_]\.?\s+[^\W\d_]['’]?[^\W\d_])|(?<=[^\W\d_])\s+/\s+(?=[^\W\d_]{2}|[^\W\d_]\.?\s*[&+])|(?<=[\ue000-\uf8ff])\s*/\s*|\band\b|\bplus\b|\bwith\b|\bw/)\s*",
    re.IGNORECASE,
)
_SHIELD = 0xE000  # private characters that stand for a pair of brackets while the text round them is cut
WORD = re.compile(r"[^\W\d_][\w'’\-]*\.?|[^\W\d_]\.?")
_NAME_AND_AGE = re.compile(
    r"(?:ch(?:n|ildren)? )?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)* ?(?:\d{1,2} ?(?:y|yrs?|m|mths?|w|/12|[A-Z])?|[\ue000-\uf8ff])"
)
_SURNAME_LEADS = re.compile(
    r"([^\W\d_a-z][^\W\d_a-z'’-]+(?: [^\W\d_a-z][^\W\d_a-z'’-]+)*?)(?: | *: ?| +[-–—] ?)([A-Z][a-z].*)"
    r"|([^\W\d_][\w'’-]+) +[-–—] ([A-Z][a-z].*)"
)
_SURNAME_AND_INITIALS = re.compile(
    r"(?:Ma?c|O['’])?[^\W\d_a-z][^\W\d_a-z'’-]+(?: [^\W\d_a-z][^\W\d_a-z'’-]+)? [A-Z](?:[-. ]?[A-Z])?\.?"
)
_BETWEEN_FORENAMES = re.compile(r",|\s&\s|\s\+\s|\sand\s")
_FORENAME_AND_AGE = re.compile(
    r"[A-Z][^\W\d_]*[a-z][^\W\d_]*(?:['’-][^\W\d_]+)?[ ,]*(?:\(?\d[\w/]*(?: ?[a-zMF]+)?\)?|[\ue000-\uf8ff])?"
)
_BORN_MARK = re.compile(r"(?<!\w)(?:b|dob|born)\b\.?(?=\s*(?:$|[\ue000-\uf8ff]))", re.IGNORECASE)
_NUMBER_BEHIND = re.compile(r"[\d(\ue000-\uf8ff].*$")
_NUMBERED = re.compile(r"(?:^|\s)\(?(?<!\d)([1-9])[.)]\s+(?=[^\W\d_])")  # 1. … 2. …


def shield(text: str) -> tuple[str, list[str]]:
    """The text with one private character for each pair of brackets, and the brackets with what stood in them."""
    kept: list[str] = []
    for match in BRACKETS.finditer(text):
        text = text.replace(match[0], chr(_SHIELD + len(kept)), 1)
        kept.append(f"({match[1]})")
    return text, kept


def unshield(text: str, kept: list[str]) -> str:
    """The text with its brackets in it again."""
    return text.translate({_SHIELD + number: inside for number, inside in enumerate(kept)})


_LETTERS = re.compile(r"[A-Z](?:\s*[/+&,]\s*[A-Z])+")
_OF_SEXES = frozenset("MF /+&,")


def cut_people_apart(text: str) -> list[str]:
    """The text cut where one person ends and the next begins; never inside brackets."""
    if len(pairs := _NAME_AND_DATE.findall(text)) > 1 and not _NAME_AND_DATE.sub("", text).strip(" ,;."):
        return [str(pair) for pair in pairs]  # `Amy Lowe 01/03/06 Ben Lowe 02/04/08`
    if _LETTERS.fullmatch(text.strip()) and not set(text) <= _OF_SEXES:
        return [letter for letter in text if letter.isalpha()]  # `A + B`, `A/B/D`
    text = _AND_IN_BRACKETS.sub(r" and \1", text)
    shielded, kept = shield(re.sub(r"\b[Bb]/[Oo]\b\.?", "Baby of", text))
    if [match[1] for match in _NUMBERED.finditer(shielded)][:2] == ["1", "2"]:
        shielded = _NUMBERED.sub("; ", shielded)
    if forenames := _forenames_behind_surname([part.strip() for part in _BETWEEN_FORENAMES.split(shielded)]):
        return [unshield(piece, kept) for piece in forenames]
    cut = [piece for piece in _BETWEEN_PEOPLE.split(shielded) if piece and piece.strip(" ,.-–")]
    if len(cut) > 1 and _lists_forenames(cut[0], cut[-1]):
        cut[:1] = cut[0].split(",")
    return [unshield(piece, kept) for one in cut for piece in _cut_at_commas(one)] or [text]


def _lists_forenames(first: str, last: str) -> bool:
    """Whether `Tyler, Ella` before `and Max Oakes` are two forenames: in `Oakes, Tyler and Max Oakes` they are not."""
    listed, closing = [part.split() for part in first.split(",")], last.split()
    if len(listed) < 2 or "," in last or len(closing) < 2 or any(len(words) != 1 for words in listed):
        return False
    return not listed[0][0].isupper() and listed[0][0].casefold() != closing[-1].casefold()


def _cut_at_commas(text: str) -> list[str]:
    """`John Smith, Jane Lowe` are two people, `SMITH, John` and `SMITH JONES, Mary Ann` one."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    plain = [WORD.findall(DATE_ALONE.sub(" ", part)) for part in parts]
    if len(parts) < 2 or any(not words or ":" in part for words, part in zip(plain, parts, strict=True)):
        return [text]
    if (
        len(parts) >= 4
        and len(parts) % 2 == 0
        and all(part.isupper() for part in parts[::2])
        and not all(part.isupper() for part in parts[1::2])
    ):
        return [f"{surname}, {rest}" for surname, rest in zip(parts[::2], parts[1::2], strict=True)]
    if _are_initials(parts) or all(map(_SURNAME_AND_INITIALS.fullmatch, parts)):
        return parts
    if _share_surname(parts, plain):
        return parts
    opening = plain[0][0]
    surname_first = opening.casefold() in words_around_names().particles and (opening.islower() or len(parts) == 2)
    if all(map(_is_full_name, parts)) and not parts[0].isupper() and not surname_first:
        return parts
    letter_first = len(parts[0]) == 1  # `D, A, Adam`, `D, A`: nobody's surname
    if len(parts) > 2 and all(len(words) == 1 for words in plain[:-1]) and (letter_first or not parts[0].isupper()):
        return parts
    if letter_first and all(len(part) == 1 for part in parts):
        return parts
    if all(map(_NAME_AND_AGE.fullmatch, parts)):
        return parts
    return [text]


def _share_surname(parts: list[str], plain: list[list[str]]) -> bool:
    """`LOWE AMY, LOWE BEN` are two people, all in capitals and of one surname; `SMITH, MARY ANN` is one."""
    if not all(part.isupper() for part in parts) or any(len(words) < 2 for words in plain):
        return False
    return len({words[0] for words in plain}) == 1 or len({words[-1] for words in plain}) == 1


def _are_initials(parts: list[str]) -> bool:
    """`LJ, FJ, MJ` are three people; `LI, AN` is one."""
    return len(parts) > 2 and all(len(part) == 2 and part.isalpha() and part.isupper() for part in parts)


def _forenames_behind_surname(parts: list[str]) -> list[str]:
    """`HOLLIS Amy, Ben 4, Cal` and `Hollis - Amy, Ben` are the people of one surname; none where the text reads otherwise."""
    leading, words = _SURNAME_LEADS.fullmatch(parts[0]), words_around_names()
    surname, first = (leading[1] or leading[3], leading[2] or leading[4]) if leading else ("", "")
    if len(parts) < 2 or fold(surname) in words.roles | words.placeholders or not surname:
        return []
    others = [first, *parts[1:]]
    if not all(map(_FORENAME_AND_AGE.fullmatch, others)):
        return []
    beside = words.roles | words.placeholders | words.suffixes | words.titles | words.nobody | words.sexes.keys()
    if any(fold(_NUMBER_BEHIND.sub("", one)) in beside for one in others):
        return []
    return [parts[0] if parts[0] == f"{surname} {first}" and surname.isupper() else f"{surname}, {first}", *parts[1:]]


def _is_full_name(part: str) -> bool:
    """Whether a part between commas reads `Forename Surname` by itself: no number beside a date, no role, capitals alike."""
    bare = _BORN_MARK.sub(" ", DATE_ALONE.sub(" ", part))
    words = WORD.findall(bare)
    return (
        len(words) >= 2
        and not any(character.isdigit() for character in bare)
        and fold(bare) not in words_around_names().roles
        and len({word[0].isupper() for word in words if word.casefold() not in words_around_names().particles}) == 1
    )
