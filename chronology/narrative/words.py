"""Text → words in their clauses. Enters: one record's free text. Leaves: `Words`: lower-cased words, marks of punctuation, which
words are names, and where each clause ends. What the words mean does not belong here; the spellings come in as data.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from msgspec import Struct

# Soft marks stand inside a clause; hard marks end it.
SOFT = frozenset({",", "(", ")", ":", "-", "/"})
HARD = frozenset({".", ";", "!", "?", "\n"})
MARKS = SOFT | HARD
LONGEST_CLAUSE = 61  # words; a text without full stops must not be read as one sentence
_MOST_FORMS_REMEMBERED = 50_000

Spellings = Mapping[
    str, tuple[tuple[tuple[str, ...], str], ...]
]  # first word → (the words, longest first; the one word for them)


class Words(Struct, frozen=True, gc=False):
    """The words of a text. `clauses` are (first, one past the last) positions, in order, covering every word."""

    words: list[str]
    names: set[int]  # the positions of names
    clauses: list[tuple[int, int]]
    widths: dict[int, int]  # position → how many written words the word there stands for, where that is not one


class Customs(Struct, frozen=True):
    """How words are written. `spellings` joins several words into one ("section 47" → "s47"); `contrasts` begin a new clause.

    A capitalised word that is neither `ordinary` nor follows one of the `titles` is a name. `acronyms` mean what they stand for
    only in capitals, and `forenames` may be a person where they are capitalised inside a sentence: both then keep their capitals. So do
    the `months` after a number ("3 May").
    """

    spellings: Spellings = {}
    shortened: frozenset[str] = frozenset()
    contrasts: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    ordinary: frozenset[str] = frozenset()
    acronyms: frozenset[str] = frozenset()
    forenames: frozenset[str] = frozenset()
    months: frozenset[str] = frozenset()


@cache
def _pattern(shortened: frozenset[str], titles: frozenset[str]) -> re.Pattern[str]:
    """The one pattern that cuts a text; `shortened` words carry a full stop that ends no sentence.

    Before a capital it does end one ("missed appt. Letter sent"), except after one of the `titles` ("Dr. Hill").
    """
    short, title = (
        "|".join(sorted(map(re.escape, words), key=len, reverse=True)) or "(?!)"
        for words in (shortened, shortened & titles)
    )
    return re.compile(
        rf"""
        [ ]*+(                                     # no group but this one: `findall` gives the word alone
        [A-Za-z]++(?![^\s,])                       # the usual case: a plain word, then a space or a comma
      | [Nn][Oo]s?\.(?=\s?\d)                       # No.17, no. 8: a number, not a denial
      | (?i:\b(?:{title}))\.(?=\s*[\w(])            # Dr. Hill
      | (?i:\b(?:{short}))\.(?=\s*[^\WA-Z]|\s*\()    # approx. two
      | \b(?:[A-Z]\.)+(?=\s[a-z])                   # an initial for a name: "P. taken home"
      | (?:\b[A-Za-z]\.)+[A-Za-z0-9]+               # s.47, g.p
      | \b[A-Za-z](?:[/&+][A-Za-z])+(?![A-Za-z])    # d/w, A&E
      | \d+(?:[./:]\d+)*[A-Za-z]*                   # 4/12, 14:20, 3yo
      | [^\W\d_]+(?:'(?![sS]\b)[A-Za-z]+)?          # words; the possessive 's is a word of its own
      | '[sS]\b
      | \?(?=\w)                                    # ?NAI: a query
      | [.;!?\n,():\#&+/]
      | (?<!\S)-+(?!\S)
        )
    """,
        re.VERBOSE,
    )


_AND = frozenset({"&", "+"})
_ENDS = HARD | _AND
_CURLY = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "ʼ": "'", "`": "'"})


def spans_of(text: str, customs: Customs) -> list[tuple[int, int]]:
    """Where each written word of `text` stands, in the order of `cut`."""
    return [match.span(1) for match in _pattern(customs.shortened, customs.titles).finditer(_plain(text))]


def _plain(text: str) -> str:
    if text.isascii():
        return text
    text = text.translate(_CURLY)
    # An em dash stands without spaces; set it free, keeping every character's place.
    return re.sub(r"(?<=\w)-(?=\s)|(?<=\s)-(?=\w)", "-", text)


# What a written form is, worked out once for each.
_PLAIN, _NAME, _HARD, _CONTRAST, _CAPITALS = range(5)

# By their second word, the groups of words that a word begins, longest first, each with the one word for it.
Joins = dict[str, list[tuple[tuple[str, ...], str]]]


class _Form(Struct, frozen=True, gc=False):
    """What is known of a word as it is written: the word in small letters, what it is, and what it may begin."""

    written: str
    word: str
    sort: int
    joins: Joins
    plain: bool  # neither a name nor a mark, and begins nothing


class _Forms(dict[str, _Form]):
    """Written word → its form."""

    def __init__(self, customs: Customs) -> None:
        super().__init__()
        self.customs = customs

    def __missing__(self, written: str) -> _Form:
        customs, word = self.customs, written.lower()
        if word[-1] == "." and word[:-1] in customs.shortened:
            word = word[:-1]
        spelt = customs.spellings.get(word, ())
        alone = next((one for parts, one in spelt if len(parts) == 1), word)
        joins: Joins = {}
        for group in spelt:
            if len(group[0]) > 1:
                joins.setdefault(group[0][1], []).append(group)
        if word in customs.acronyms or (word in customs.forenames and written.istitle()):
            form = _Form(written, word, _CAPITALS, {}, False)
        else:
            alone, sort = _sort(written, alone, customs)
            form = _Form(written, alone, sort, joins, sort == _PLAIN and not joins)
        if len(self) < _MOST_FORMS_REMEMBERED:
            self[written] = form
        return form


class _Pieces(dict[str, tuple[_Form, ...] | None]):
    """What stands between two spaces → its words' forms; None where they hang on what comes after ("Dr. Hill", "no. 8")."""

    def __init__(self, customs: Customs) -> None:
        super().__init__()
        self.forms = _Forms(customs)
        self.findall = _pattern(customs.shortened, customs.titles).findall

    def __missing__(self, piece: str) -> tuple[_Form, ...] | None:
        written = self.findall(piece)
        forms: tuple[_Form, ...] | None = tuple(map(self.forms.__getitem__, written))
        if piece.rstrip().endswith("."):
            for following in ("a", "A", "1"):
                if self.findall(f"{piece} {following}")[:-1] != written:
                    forms = None
        if len(self) < _MOST_FORMS_REMEMBERED:
            self[piece] = forms
        return forms


def _sort(form: str, word: str, customs: Customs) -> tuple[str, int]:
    if word in customs.contrasts:
        return word, _CONTRAST
    if word in HARD:
        return word, _HARD
    if word in _AND:
        return "and", _PLAIN
    named = form.istitle() and (len(word) > 2 or form[-1] == ".") and word not in customs.ordinary
    return word, _NAME if named else _PLAIN


class Cutter:
    """Cuts texts by one lexicon's customs."""

    def __init__(self, customs: Customs) -> None:
        self.customs = customs
        self.pieces = _Pieces(customs)

    def _forms(self, text: str) -> list[_Form]:
        forms: list[_Form] = []
        for piece in map(self.pieces.__getitem__, text.split(" ")):
            if piece is None:
                return list(map(self.pieces.forms.__getitem__, self.pieces.findall(text)))
            forms += piece
        return forms

    def cut(self, text: str) -> Words:
        """The words and clauses of `text`."""
        forms = self._forms(text if text.isascii() else _plain(text))
        words = [form.word for form in forms]
        names: set[int] = set()
        widths: dict[int, int] = {}
        ends: list[int] = []
        behind = removed = 0  # `behind` the words that were joined into one; how many fewer words there are for it
        for position, form in [(position, form) for position, form in enumerate(forms) if not form.plain]:
            if position < behind:
                continue
            place = position - removed
            word, sort = form.word, form.sort
            if form.joins and position + 1 < len(forms):
                for parts, one in form.joins.get(forms[position + 1].written.lower(), ()):
                    width = len(parts)
                    if tuple([other.written.lower() for other in forms[position : position + width]]) == parts:
                        word, sort = _sort("", one, self.customs)
                        words[place : place + width] = [word]
                        widths[place] = width
                        behind, removed = position + width, removed + width - 1
                        break
            if sort == _CAPITALS:
                words[place], sort = self._with_capitals(form, forms[position - 1].written if position else ".", text)
            if sort == _HARD:
                if not (word == "?" and position + 1 < len(forms) and _queries(forms[position + 1].written, text)):
                    ends.append(place + 1)
            elif sort == _NAME:
                if not (place and words[place - 1] in self.customs.titles):
                    names.add(place)
            elif sort == _CONTRAST:
                ends.append(place)
        return Words(words, names, _clauses(ends, len(words)), widths)

    def _with_capitals(self, form: _Form, before: str, text: str) -> tuple[str, int]:
        """An acronym or a forename with its capitals, or the ordinary word it looks like; `before` is the written word before it."""
        written, word = form.written, form.word
        if word in self.customs.acronyms:
            return written if written.isupper() and not text.isupper() else word, _PLAIN
        # Nobody writes ED as "Ed": so short a form is the name even where a sentence begins.
        if (
            len(written) == 2
            or (word in self.customs.months and before[0].isdigit())
            or (before.isalpha() and (not before.istitle() or before.lower() in self.customs.titles))
        ):
            return written, _NAME
        alone = [one for parts, one in self.customs.spellings.get(word, ()) if len(parts) == 1]
        return _sort(written, alone[0] if alone else word, self.customs)


def _queries(written: str, text: str) -> bool:
    """Whether the question mark before a word asks about it, `?fracture` or ` ? fracture`, and ends no sentence."""
    return f"?{written}" in text or f" ? {written}" in text or text.startswith(f"? {written}")


def _clauses(ends: list[int], total: int) -> list[tuple[int, int]]:
    clauses = []
    first = 0
    for end in (*ends, total):
        while first < end:
            clauses.append((first, min(end, first + LONGEST_CLAUSE)))
            first = clauses[-1][1]
    return clauses
