"""A cell that may name several people → one text a person. Enters: the text of a cell. Leaves: its pieces, each of one person.

What a piece says is for `parse`.
"""

from __future__ import annotations

import re

from chronology.people.vocabulary import fold, words_around_names

_DATE = (
    r"(?:\d{4}-\d\d?-\d\d?(?:[T ]00:00(?::00)?)?|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}"
    r"|\d{1,2}(?:st|nd|rd|th)?[ \-](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?[ \-]'?\d{2,4})"
)
DATE_ALONE = re.compile(rf"(?<![\w/]){_DATE}(?![\w/])", re.IGNORECASE)
BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_BETWEEN_PEOPLE = re.compile(
    r"\s*(?:[;\n•]|\s&\s|&|\s\+\s|(?<=[^\W\d_]{2})\s*/\s*(?=[^\W\d_]{2}|[^\W\d_]\.?\s+[^\W\d_]['’]?[^\W\d_])|(?<=[^\W\d_])\s+/\s+(?=[^\W\d_]{2})|(?<=[\ue000-\uf8ff])\s*/\s*|\band\b|\bplus\b)\s*",
    re.IGNORECASE,
)
_SHIELD = 0xE000  # private characters that stand for a pair of brackets while the text round them is cut
WORD = re.compile(r"[^\W\d_][\w'’\-]*\.?|[^\W\d_]\.?")
_NAME_AND_AGE = re.compile(
    r"(?:ch(?:n|ildren)? )?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)* ?(?:\d{1,2} ?(?:y|yrs?|m|mths?|w|/12)?|[\ue000-\uf8ff])"
)
_NUMBERED = re.compile(r"(?:^|\s)\(?(?<!\d)([1-9])[.)]\s+(?=[^\W\d_])")  # 1. … 2. …


def cut_people_apart(text: str) -> list[str]:
    """The text cut where one person ends and the next begins; never inside brackets."""
    kept = BRACKETS.findall(text)
    shielded = re.sub(r"\b[Bb]/[Oo]\b\.?", "Baby of", text)
    for number, match in enumerate(BRACKETS.finditer(shielded)):
        shielded = shielded.replace(match[0], chr(_SHIELD + number), 1)
    brackets = {_SHIELD + number: f"({inside})" for number, inside in enumerate(kept)}
    if [match[1] for match in _NUMBERED.finditer(shielded)][:2] == ["1", "2"]:
        shielded = _NUMBERED.sub("; ", shielded)
    cut = [piece for piece in _BETWEEN_PEOPLE.split(shielded) if piece and piece.strip(" ,.-–")]
    if len(cut) > 1 and _lists_forenames(cut[0], cut[-1]):
        cut[:1] = cut[0].split(",")
    return [piece.translate(brackets) for one in cut for piece in _cut_at_commas(one)] or [text]


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
    opening = plain[0][0]
    surname_first = opening.casefold() in words_around_names().particles and (opening.islower() or len(parts) == 2)
    if all(map(_is_full_name, parts)) and not parts[0].isupper() and not surname_first:
        return parts
    if len(parts) > 2 and all(len(words) == 1 for words in plain[:-1]) and not parts[0].isupper():
        return parts
    if all(map(_NAME_AND_AGE.fullmatch, parts)):
        return parts
    return [text]


def _is_full_name(part: str) -> bool:
    """Whether a part between commas reads `Forename Surname` by itself: no number beside a date, no role, capitals alike."""
    bare = DATE_ALONE.sub(" ", part)
    words = WORD.findall(bare)
    return (
        len(words) >= 2
        and not any(character.isdigit() for character in bare)
        and fold(bare) not in words_around_names().roles
        and len({word[0].isupper() for word in words if word.casefold() not in words_around_names().particles}) == 1
    )
