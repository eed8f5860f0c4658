"""The reader's knowledge, from its data files. Enters: lexicon.yaml, circumstances.yaml. Leaves: `Lexicon`, compiled at first use.

How a text is read with it belongs to `read`; what a category or a code means, to `categories`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from chronology.definitions import Mapping, load_file, mapping_at, refuse_unknown, text, texts
from chronology.errors import DefinitionError
from chronology.kept import kept
from chronology.kinds import kind_names
from chronology.narrative.phrases import NAME, Choice, Pattern, Vocabulary, read_phrase, sure_words
from chronology.narrative.words import MARKS, Customs, Cutter

_ROOM = Path(__file__).parent
SCOPES = (
    *("ahead", "ahead_in_list", "ahead_in_clause", "ahead_in_chain", "ahead_in_line", "ahead_in_record", "ahead_near"),
    *("behind", "segment", "clause", "record", "within"),
)
FAR_SCOPES = frozenset({"ahead_in_chain", "ahead_in_line", "ahead_in_record", "record"})  # these go beyond a clause
_LONGEST_STEM = 40  # characters; no stem of the data is longer, and a word of a damaged text may have a million
_MOST_WORDS_REMEMBERED = 50_000
NOT = "not_"  # before the name of a circumstance: what makes its cues say nothing
NEEDS = "needs_"  # what must stand somewhere in the record for its cues to say anything
_IN = " in "  # a reach for some sectors alone: `within in school, early_years`
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz/'&")
_WORDS_ALONE = {place: " " for place in range(128) if chr(place) not in _LETTERS}  # for `translate`
NOT_READ = Pattern("", (), (), False, False, frozenset(), frozenset(), frozenset(), None)


class Line(Struct, frozen=True, gc=False):
    """One pattern in its use: evidence for the kind `name`, or a cue of the circumstance `name` that reaches as `scope` says."""

    name: str
    scope: str = ""  # empty for evidence
    sectors: frozenset[str] = frozenset()  # empty: every sector
    minds: frozenset[str] = frozenset()  # the circumstances that set the evidence aside
    beside: frozenset[str] = frozenset()  # words one of which must stand in the record; empty: none need
    pattern: Pattern = NOT_READ


class Implication(Struct, frozen=True, gc=False):
    """A kind that follows from one of the sources, where every one in `along` stands too, unless some stand against it.

    `unless` stands against it anywhere in the record, `unless_before` only up to the sentence that tells of the source.
    """

    kind: str
    sources: frozenset[str]
    along: frozenset[str]
    unless: frozenset[str]
    unless_before: frozenset[str]
    sectors: frozenset[str]


class Phrase(Struct, frozen=True, gc=False):
    """A phrase as the data writes it, not yet read: many phrases wait for a word that few texts hold."""

    written: str
    line: Line  # as it will be used, without its pattern
    place: str  # where it stands, for messages
    waits_for: Choice | None  # words of which one must stand in a text for it to fit; None: only reading it tells


# A line as a word calls for it: the words one of which the clause must hold (empty: none), where its words stand from this one
# on if there is nothing left to find (else None), whether it counts for some sectors only, and the line.
Called = tuple[frozenset[str], tuple[int, ...] | None, bool, Line]
# What a word calls for: always; where a certain word follows it; where a certain word stands before it.
Calls = tuple[tuple[Called, ...], dict[str, tuple[Called, ...]], dict[str, tuple[Called, ...]]]


class Index(dict[str, Calls | None]):
    """Word → what it calls for where it stands; None for most words. A phrase is read when a word it waits for is first met."""

    def __init__(self, phrases: Iterable[Phrase], vocabulary: Vocabulary) -> None:
        super().__init__()
        self.vocabulary = vocabulary
        self.unread: defaultdict[str, list[int]] = defaultdict(list)  # numbers of phrases, by a word they wait for
        self.unread_stems: defaultdict[str, list[int]] = defaultdict(list)
        self.plain: dict[str, list[Line]] = {}
        self.stems: dict[str, list[Line]] = {}
        self.phrases = list(phrases)
        self.read: set[int] = set()
        for number, phrase in enumerate(self.phrases):
            if phrase.waits_for is None:
                self._read(number)
            for word in phrase.waits_for or ():
                if word[-1] == "*":
                    self.unread_stems[word[:-1]].append(number)
                else:
                    self.unread[word].append(number)

    def calls(self, words: list[str]) -> list[Calls | None]:
        """What each of `words` calls for."""
        before = len(self.read)
        calls = list(map(self.__getitem__, words))
        return calls if len(self.read) == before else list(map(self.__getitem__, words))

    def read_all(self) -> None:
        """Reads every phrase, and lets go of them as written. Raises DefinitionError for the first that cannot be read."""
        for word in (*self.unread, *self.unread_stems):
            self._meet(word)
        self.phrases.clear()

    def _meet(self, word: str) -> None:
        for number in self.unread.pop(word, ()):
            self._read(number)
        forms = self.vocabulary.forms.get(word, ())
        for part in self.vocabulary.parts.get(word, ()):
            for number in self.unread.get(part, ()):
                if any(form in self.phrases[number].written for form in forms):
                    self._read(number)
        for length in range(1, min(len(word), _LONGEST_STEM) + 1):
            for number in self.unread_stems.pop(word[:length], ()):
                self._read(number)

    def _read(self, number: int) -> None:
        if number in self.read:
            return
        self.read.add(number)
        for line, anchors in _lines(self.phrases[number], self.vocabulary):
            for word in anchors:
                if word[-1] == "*":
                    self.stems.setdefault(word[:-1], []).append(line)
                    for met in [met for met in self if met.startswith(word[:-1])]:
                        del self[met]
                else:
                    self.plain.setdefault(word, []).append(line)
                    self.pop(word, None)

    def __missing__(self, word: str) -> Calls | None:
        self._meet(word)
        lines = list(self.plain.get(word, ()))
        for length in range(1, min(len(word), _LONGEST_STEM) + 1):
            lines += self.stems.get(word[:length], ())
        calls = _calls(lines) if lines else None
        if len(self) < _MOST_WORDS_REMEMBERED:
            self[word] = calls
        return calls


def _calls(lines: Iterable[Line]) -> Calls:
    always: list[Called] = []
    followed: dict[str, tuple[Called, ...]] = {}
    preceded: dict[str, tuple[Called, ...]] = {}
    for line in lines:
        pattern = line.pattern
        called = (pattern.needs, pattern.places, bool(line.sectors), line)
        if pattern.after:
            followed |= {word: (*followed.get(word, ()), called) for word in pattern.after}
        elif pattern.before:
            preceded |= {word: (*preceded.get(word, ()), called) for word in pattern.before}
        else:
            always.append(called)
    return tuple(always), followed, preceded


class Wanted(dict[frozenset[frozenset[str]], frozenset[str]]):
    """What pieces of evidence mind → the circumstances to look for: those, what voids or conditions them, and what is `asked` for."""

    def __init__(self, asked: Iterable[str]) -> None:
        super().__init__()
        self.asked = frozenset(asked)

    def __missing__(self, minds: frozenset[frozenset[str]]) -> frozenset[str]:
        names = self.asked.union(*minds)
        wanted = self[minds] = names.union(*[(NOT + name, NEEDS + name) for name in names])
        return wanted


class Lexicon(Struct, frozen=True):
    """Everything the reader knows."""

    index: Index
    cues: Index  # those that matter only to evidence in their own clause
    far_cues: Index  # those that matter in a clause without any
    filing_cues: Index  # of circumstances that set no evidence aside, but tell what the whole record is
    wanted: Wanted
    needs: dict[str, frozenset[str]]
    gives_way: dict[str, tuple[str, frozenset[str]]]  # kind → the one before which it falls, and the words that save it
    not_weighed_beside: dict[str, frozenset[str]]  # kind → words beside which only phrases may tell it
    implications: tuple[Implication, ...]
    conditions: dict[str, str]  # circumstance → the one that must stand in the record for it to say anything
    voiding: frozenset[str]  # the circumstances that make the cues of another say nothing
    order: dict[str, int]  # kind → its place in the vocabulary
    stops: frozenset[str]
    alternatives: frozenset[str]
    cutter: Cutter
    weighed_as: dict[str, str]  # word → the list whose words all weigh alike, as `[carer]`


def words_at(mapping: Mapping, key: str) -> tuple[str, ...]:
    """The words or groups of words at `key`, written with commas between them."""
    return tuple(" ".join(word.split()) for word in text(mapping, key, "").lower().split(",") if word.strip())


def _lines_at(mapping: Mapping, key: str) -> tuple[str, ...]:
    return tuple(line for line in text(mapping, key, "").splitlines() if line.strip())


def _frequency(rank: int) -> int:
    """Roughly how often the word of this rank stands in ten thousand words (Zipf's law)."""
    return 1000 // (rank + 2)


def _vocabulary(lexicon: Mapping) -> Vocabulary:
    """The word lists, with every member of several words joined into one."""
    spelt: dict[tuple[str, ...], str] = {}
    plain = Cutter(
        Customs(shortened=frozenset(words_at(lexicon, "shortened")), titles=frozenset(words_at(lexicon, "titles")))
    )

    def split(phrase: str) -> tuple[str, ...]:
        words = phrase.split()
        return tuple(words if "".join(words).isalpha() else map(str.lower, plain.pieces.findall(phrase)))

    for one in mapping_at(lexicon, "spellings"):
        for written in words_at(mapping_at(lexicon, "spellings"), one):
            spelt[split(written)] = one
    lists: dict[str, Choice] = {"name": frozenset({NAME})}
    written_lists = mapping_at(lexicon, "words")
    for name in written_lists:
        members: set[str] = set()
        for word in words_at(written_lists, name):
            if word == NAME:
                members.add(NAME)
            elif word.startswith("["):
                if word[1:-1] not in lists:
                    raise DefinitionError(
                        f"the list {word} does not stand above", written_lists.place(name), "move it up"
                    )
                members |= lists[word[1:-1]]
            elif word[-1] != "*" and not word.isalnum():
                parts = split(word)
                members.add(spelt.setdefault(parts, " ".join(parts)) if len(parts) > 1 else parts[0])
            else:
                members.add(word)
        lists[name] = frozenset(members)
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for parts, one in spelt.items():
        by_first.setdefault(parts[0], []).append((parts, one))
    spellings = {first: tuple(sorted(found, key=lambda f: -len(f[0]))) for first, found in by_first.items()}
    frequency = {word: _frequency(rank) for rank, word in enumerate(words_at(lexicon, "common"))}
    capitals = frozenset(words_at(lexicon, "acronyms") + words_at(lexicon, "forenames"))
    parts_of: dict[str, set[str]] = {}
    forms: dict[str, list[str]] = {}
    for parts, one in spelt.items():
        parts_of.setdefault(one, set()).update(parts)
        forms.setdefault(one, []).append(" ".join(parts))
    return Vocabulary(lists, spellings, frequency | dict.fromkeys(MARKS, _frequency(0)), capitals, parts_of, forms)


def _lines(phrase: Phrase, vocabulary: Vocabulary) -> Iterator[tuple[Line, Choice]]:
    """The lines of a phrase, each with the words that call for it. Raises DefinitionError where it cannot be read."""
    try:
        patterns = read_phrase(phrase.written, vocabulary)
    except (KeyError, ValueError):
        raise _unreadable(phrase.written, phrase.place) from None
    for pattern, anchors in patterns:
        yield replace(phrase.line, pattern=pattern), anchors


def _unreadable(phrase: str, place: str) -> DefinitionError:
    return DefinitionError(
        f"the phrase `{phrase}` names a list that is not there, or has no plain word",
        place,
        "see the notation at the top of lexicon.yaml",
    )


def _phrases(mapping: Mapping, key: str, vocabulary: Vocabulary, line: Line) -> Iterator[Phrase]:
    """The phrases at `key`, for the use that `line` states. Raises DefinitionError for one that names no list."""
    place = mapping.place(key)
    for written in _lines_at(mapping, key):
        try:
            yield Phrase(written, line, place, sure_words(written, vocabulary))
        except KeyError:
            raise _unreadable(written, place) from None


def _sectors(written: str) -> frozenset[str]:
    return frozenset(written.replace(",", " ").split())


def _phrases_of_kind(entry: Mapping, kind: str, vocabulary: Vocabulary, usual: frozenset[str]) -> Iterator[Phrase]:
    refuse_unknown(
        entry, ("says", "despite", "presumed", "in", "beside", "needs", "minds", "gives_way", "not_weighed_beside")
    )
    minds = frozenset(words_at(entry, "minds")) or usual
    yield from _phrases(entry, "says", vocabulary, Line(kind, minds=minds))
    yield from _phrases(entry, "despite", vocabulary, Line(kind, minds=frozenset({"look_alike"})))
    presumed = mapping_at(entry, "presumed")
    for written in presumed:
        unminded = frozenset(name.strip() for name in written.split(","))
        yield from _phrases(presumed, written, vocabulary, Line(kind, minds=minds - unminded))
    beside = mapping_at(entry, "beside")
    for written in beside:
        words, _, sectors = written.partition(_IN)
        besides = frozenset(word.strip() for word in words.split(","))
        line = Line(kind, sectors=_sectors(sectors), minds=minds, beside=besides)
        yield from _phrases(beside, written, vocabulary, line)
    within = mapping_at(entry, "in")
    for written in within:
        yield from _phrases(within, written, vocabulary, Line(kind, minds=minds, sectors=_sectors(written)))


def _cues(
    circumstances: Mapping, vocabulary: Vocabulary, asked: set[str], minded: set[str]
) -> tuple[list[Phrase], list[Phrase], list[Phrase]]:
    """The phrases of the cues; of those that count without evidence beside them; of the circumstances that no kind minds.

    `asked` names circumstances that count wherever they stand, `minded` those that set evidence of some kind aside.
    """
    cues: list[Phrase] = []
    far: list[Phrase] = []
    filing: list[Phrase] = []
    reaching = {name for name in circumstances if FAR_SCOPES.intersection(mapping_at(circumstances, name))}
    bare = reaching - asked - minded
    for name in circumstances:
        scopes = mapping_at(circumstances, name)
        anywhere = name in asked or name.startswith(NEEDS) or name.removeprefix(NOT) in reaching - {name}
        for written in scopes:
            scope, _, sectors = written.partition(_IN)
            if scope not in SCOPES:
                refuse_unknown(scopes, SCOPES)
            line = Line(name, scope, _sectors(sectors))
            others = far if anywhere or scope in FAR_SCOPES else cues
            (filing if name.removeprefix(NOT) in bare else others).extend(_phrases(scopes, written, vocabulary, line))
    return cues, far, filing


def _read_all(lexicon: Lexicon) -> None:
    for index in (lexicon.index, lexicon.cues, lexicon.far_cues, lexicon.filing_cues):
        index.read_all()
    lexicon.index.vocabulary.sure.clear()  # only reading needs them


@cache
@kept("lexicon", _read_all)
def lexicon() -> Lexicon:
    """The lexicon, taken in once, or as it was kept. Raises DefinitionError where a data file cannot be used."""
    return read_lexicon()


def read_lexicon() -> Lexicon:
    """The lexicon as its data files have it, none of its phrases read that need not be. Raises DefinitionError where one cannot be used."""
    written = load_file(_ROOM / "lexicon.yaml", "lexicon.yaml")
    circumstances = load_file(_ROOM / "circumstances.yaml", "circumstances.yaml")
    vocabulary = _vocabulary(written)
    kinds = mapping_at(written, "kinds")
    refuse_unknown(kinds, kind_names())
    usual = frozenset(words_at(written, "usual"))
    implications = _implications(written)
    telling = [one for kind in kinds for one in _phrases_of_kind(mapping_at(kinds, kind), kind, vocabulary, usual)]
    asked = {name for rule in implications for name in rule.unless | rule.unless_before}
    minds = {phrase.line.minds for phrase in telling}
    cues, far, filing = _cues(circumstances, vocabulary, asked, set().union(*minds))
    return Lexicon(
        index=Index(telling, vocabulary),
        cues=Index(cues, vocabulary),
        far_cues=Index(far, vocabulary),
        filing_cues=Index(filing, vocabulary),
        wanted=Wanted(asked),
        needs={kind: needs for kind in kinds if (needs := frozenset(texts(mapping_at(kinds, kind), "needs")))},
        not_weighed_beside={
            kind: words
            for kind in kinds
            if (words := frozenset(words_at(mapping_at(kinds, kind), "not_weighed_beside")))
        },
        gives_way={kind: found for kind in kinds if (found := _gives_way(mapping_at(kinds, kind)))},
        implications=tuple(implications),
        conditions={name.removeprefix(NEEDS): name for name in circumstances if name.startswith(NEEDS)},
        voiding=frozenset(NOT + name for name in circumstances if NOT + name in circumstances),
        order={kind: place for place, kind in enumerate(kind_names())},
        stops=frozenset(words_at(written, "stops")),
        alternatives=frozenset(words_at(written, "alternatives")),
        cutter=Cutter(_customs(written, vocabulary, (*telling, *cues, *far, *filing))),
        weighed_as=_weighed_as(words_at(written, "weighed_as"), vocabulary),
    )


def _weighed_as(names: Sequence[str], vocabulary: Vocabulary) -> dict[str, str]:
    """Word → the first of the lists that holds it."""
    known: dict[str, str] = {}
    for name in names:
        for word in vocabulary.lists[name]:
            if word != NAME and word[-1] != "*":
                known.setdefault(word, f"[{name}]")
    return known


def _customs(written: Mapping, vocabulary: Vocabulary, phrases: Iterable[Phrase]) -> Customs:
    """How words are written; every word of a phrase or a list is an ordinary one, capitalised or not."""
    listed = {
        key: frozenset(words_at(written, key))
        for key in ("shortened", "contrasts", "titles", "ordinary", "acronyms", "forenames", "months")
    }
    words = " ".join([phrase.written for phrase in phrases]).translate(_WORDS_ALONE).split()
    listed["ordinary"] = listed["ordinary"].union(words, *vocabulary.lists.values())
    return Customs(vocabulary.spellings, **listed)


def _gives_way(entry: Mapping) -> tuple[str, frozenset[str]] | None:
    stronger = mapping_at(entry, "gives_way")
    refuse_unknown(stronger, ("to", "unless"))
    return (text(stronger, "to"), frozenset(words_at(stronger, "unless"))) if stronger else None


def _implications(written: Mapping) -> list[Implication]:
    from_file = []
    for entry in written.get("implied", []):
        refuse_unknown(entry, ("kind", "from", "with", "unless", "unless_before", "in"))
        from_file.append(
            Implication(
                text(entry, "kind"),
                frozenset(texts(entry, "from")),
                frozenset(texts(entry, "with")),
                frozenset(texts(entry, "unless")),
                frozenset(texts(entry, "unless_before")),
                frozenset(texts(entry, "in")),
            )
        )
    return from_file
