"""Children named in the text of a record about somebody else. Enters: an event, whom its own fields are about, and the register.
Leaves: a link for each child named there, for a person to decide.

A name in a narrative is never more than possible: it may be told of the child, or by the child, or of a namesake. What the text
says of the child belongs to narrative.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from msgspec import Struct

from chronology.linking.compare import score
from chronology.linking.identity import fold_address, fold_postcode
from chronology.linking.names import family, given, load_names, parse
from chronology.model import CHILDREN, Event, Evidence, Link, Subject

_VERDICTS = {True: "named in text", False: "forename"}  # by whether the surname is said too


class _Name(Struct, frozen=True):
    """A name of one of the register, as the texts are searched for it. `surname` is empty where it is a forename alone."""

    subject: str
    forename: str
    surname: str


class Register(Struct, frozen=True):
    """The children of a register, arranged for finding them in texts."""

    pattern: re.Pattern[str] | None
    names: dict[str, tuple[_Name, ...]]  # words in lower case → whose name they are
    families: dict[str, frozenset[str]]  # id of a subject → ids of those who share a surname or a home with it
    titles: dict[str, str]  # id → name, as the register writes it
    prior_bits: float


def read_register(register: Sequence[Subject], prior_bits: float) -> Register:
    """The register's children by their full names, and by forenames that nobody else in it bears."""
    borne = Counter(forename for subject in register for forename in _forenames(subject))
    names: dict[str, list[_Name]] = {}
    for subject in register:
        if subject.role not in CHILDREN:
            continue
        for words, name in _names(subject):
            if name.surname or borne[name.forename] == 1:
                found = names.setdefault(words, [])
                if name not in found:
                    found.append(name)
    longest = sorted(names, key=lambda words: (-len(words), words))
    alternation = "|".join(r"\s+".join(re.escape(word) for word in words.split()) for words in longest)
    return Register(
        re.compile(rf"(?<![\w'’-])(?:{alternation})(?![\w-])", re.IGNORECASE) if names else None,
        {words: tuple(found) for words, found in names.items()},
        {subject.id: frozenset(_family_of(subject, register)) for subject in register},
        {subject.id: subject.name for subject in register},
        prior_bits,
    )


def link_text(event: Event, links: Sequence[Link], register: Register, ruled_out: AbstractSet[str]) -> list[Link]:
    """A possible link for each child that the event's text names and its own fields do not, in the order of the text.

    By full name, or by a forename that no other of the register bears where the record is about another of the same
    family. `links`: those of the event's own fields; `ruled_out`: whom a person has decided it is not about.
    """
    if register.pattern is None:
        return []
    about = {link.subject for link in links}
    found: dict[str, Link] = {}
    for text in (event.summary, event.action, event.outcome):
        for match in register.pattern.finditer(text) if text else ():
            for name in register.names[" ".join(match.group().lower().split())]:
                subject = name.subject
                if subject in about or subject in ruled_out or subject in found or _is_own_name(event, name):
                    continue
                of_others = about.isdisjoint(register.families[subject])
                if not name.surname and (of_others or not _is_forename(text, match)):
                    continue
                found[subject] = _link(event, subject, match.group(), bool(name.surname), register)
    return list(found.values())


def _link(event: Event, subject: str, words: str, in_full: bool, register: Register) -> Link:
    # Even odds: the words make up for the number of people there are, and for nothing else.
    weight = -register.prior_bits
    evidence = Evidence("narrative", words, register.titles[subject], _VERDICTS[in_full], weight)
    return Link(event.provenance, words, subject, "possible", score(weight + register.prior_bits), (evidence,))


def _names(subject: Subject) -> Iterable[tuple[str, _Name]]:
    """The words to look for, in lower case, and the name that they are."""
    for written in (subject.name, *subject.also_known_as):
        forename, surname, others = parse(written)
        first = given(forename).partition(" ")[0]
        for other in (*others, *([forename.split()[0]] if forename and first else ())):
            folded = given(other)
            if len(folded) > 1:
                yield other.lower(), _Name(subject.id, folded, "")
        if forename and family(surname):
            name = _Name(subject.id, first, family(surname))
            for words in {f"{forename} {surname}", f"{forename.split()[0]} {surname}", f"{surname}, {forename}"}:
                yield " ".join(words.lower().split()), name


def _forenames(subject: Subject) -> set[str]:
    return {name.forename for _, name in _names(subject) if not name.surname}


def _family_of(subject: Subject, register: Sequence[Subject]) -> Iterable[str]:
    own = _ties(subject)
    return [other.id for other in register if other.id != subject.id and not own.isdisjoint(_ties(other))]


def _ties(subject: Subject) -> set[tuple[str, str]]:
    surnames = {family(parse(written)[1]) for written in (subject.name, *subject.also_known_as)}
    ties = {("surname", word) for surname in surnames for word in re.split(r"[\s-]+", surname)}
    ties |= {("postcode", fold_postcode(subject.postcode)), ("address", fold_address(subject.address))}
    return {tie for tie in ties if tie[1]}


def _is_own_name(event: Event, name: _Name) -> bool:
    """Whether the record's own fields name somebody so, whom linking did not take for the child: the text is about them."""
    for mention in event.mentions:
        forename, surname = mention.forename, mention.surname
        if not forename and not surname:
            forename, surname, _ = parse(mention.written)
        if given(forename).partition(" ")[0] == name.forename and name.surname in ("", family(surname)):
            return True
    return False


def _is_forename(text: str, match: re.Match[str]) -> bool:
    """Whether a forename standing alone is one: written with a capital, and no part of somebody else's name or of a date."""
    words = match.group()
    if not words[0].isupper():
        return False
    after = re.match(r"\s+(\w+)", text[match.end() :])
    if after and (after[1][0].isupper() or after[1][0].isdigit()) and not (words.isupper() and len(words) > 1):
        return False  # Ruby Clarke, May 2019
    if words.lower() not in load_names().words:
        return True
    before = re.search(r"(\w+),?\s+$", text[: match.start()])
    if re.match(r"['’]s\b", text[match.end() :]):
        return before is None or before[1] not in load_names().before_words  # Hope's shoes
    return (
        before is not None  # elsewhere a sentence begins, and any word has a capital
        and before[1].islower()
        and before[1] not in load_names().before_words
        and not (len(words) > 1 and words.isupper())
    )
