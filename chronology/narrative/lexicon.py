"""The reader's knowledge, from its data files. Enters: lexicon.yaml, circumstances.yaml. Leaves: `Lexicon`, compiled at first use.

How a text is read with it belongs to `read`; what a category or a code means, to `categories`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from msgspec import Struct

from chronology.definitions import Mapping, load_file, mapping_at, refuse_unknown, text, texts
from chronology.errors import DefinitionError
from chronology.kinds import kind_names
from chronology.narrative.phrases import NAME, Choice, Pattern, Step, read_phrase, words_of_lists
from chronology.narrative.words import MARKS, Customs, Cutter, Spellings

_ROOM = Path(__file__).parent
SCOPES = (
    *("ahead", "ahead_in_list", "ahead_in_clause", "ahead_in_chain", "ahead_in_line", "ahead_near"),
    *("behind", "segment", "clause", "record", "within"),
)
FAR_SCOPES = frozenset({"ahead_in_chain", "ahead_in_line", "record"})  # these go beyond a clause
_MOST_WORDS_REMEMBERED = 50_000
_NEEDS = "needs_"


class Line(Struct, frozen=True, gc=False):
    """One pattern in its use: evidence for the kind `name`, or a cue of the circumstance `name` that reaches as `scope` says."""

    name: str
    pattern: Pattern
    scope: str = ""  # empty for evidence
    sectors: frozenset[str] = frozenset()  # empty: every sector
    minds: frozenset[str] = frozenset()  # the circumstances that set the evidence aside
    beside: frozenset[str] = frozenset()  # words one of which must stand in the record; empty: none need


class Implication(Struct, frozen=True, gc=False):
    """A kind that follows from others, unless some stand against it."""

    kind: str
    sources: frozenset[str]
    unless: frozenset[str]
    sectors: frozenset[str]


# A line as a word calls for it: the words one of which the text must hold (empty: none), whether the word is all there is to
# find, and the line.
Called = tuple[frozenset[str], bool, Line]
# What a word calls for: always; where a certain word follows it; where a certain word stands before it.
Calls = tuple[tuple[Called, ...], dict[str, tuple[Called, ...]], dict[str, tuple[Called, ...]]]


class Index(dict[str, Calls | None]):
    """Word → what it calls for where it stands; None for most words."""

    def __init__(self, lines: Iterable[tuple[Line, Choice]]) -> None:
        super().__init__()
        self.plain: dict[str, list[Line]] = {}
        self.stems: dict[str, list[Line]] = {}
        for line, anchors in lines:
            for word in anchors:
                if word[-1] == "*":
                    self.stems.setdefault(word[:-1], []).append(line)
                else:
                    self.plain.setdefault(word, []).append(line)
        self.longest = max(map(len, self.stems), default=0)

    def minds(self) -> set[frozenset[str]]:
        """The circumstances that set evidence aside, as the lines name them together."""
        return {line.minds for lines in (*self.plain.values(), *self.stems.values()) for line in lines}

    def __missing__(self, word: str) -> Calls | None:
        lines = list(self.plain.get(word, ()))
        for length in range(1, min(len(word), self.longest) + 1):
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
        called = (
            pattern.needs,
            len(pattern.ahead) == 1 and not (pattern.behind or pattern.from_start or pattern.to_end),
            line,
        )
        if pattern.after:
            followed |= {word: (*followed.get(word, ()), called) for word in pattern.after}
        elif pattern.before:
            preceded |= {word: (*preceded.get(word, ()), called) for word in pattern.before}
        else:
            always.append(called)
    return tuple(always), followed, preceded


class Lexicon(Struct, frozen=True):
    """Everything the reader knows."""

    index: Index
    near_cues: Index  # of circumstances that can only matter in a clause that holds evidence
    far_cues: Index  # of those that matter anywhere
    filing_cues: Index  # of those that set no evidence aside, but tell what the whole record is
    touching: dict[frozenset[str], frozenset[str]]  # what a kind minds → that, with every not_… and needs_… of it
    always: frozenset[str]  # the circumstances that the implications ask for
    needs: dict[str, frozenset[str]]
    implications: tuple[Implication, ...]
    conditions: dict[str, str]  # circumstance → the one that must stand in the record for it to say anything
    order: dict[str, int]  # kind → its place in the vocabulary
    stops: frozenset[str]
    alternatives: frozenset[str]
    cutter: Cutter


def words_at(mapping: Mapping, key: str) -> tuple[str, ...]:
    """The words or groups of words at `key`, written with commas between them."""
    return tuple(" ".join(word.split()) for word in text(mapping, key, "").lower().split(",") if word.strip())


def _lines_at(mapping: Mapping, key: str) -> tuple[str, ...]:
    return tuple(line for line in text(mapping, key, "").splitlines() if line.strip())


def _frequency(rank: int) -> int:
    """Roughly how often the word of this rank stands in ten thousand words (Zipf's law)."""
    return 1000 // (rank + 2)


class _Vocabulary(Struct, frozen=True):
    lists: dict[str, Choice]
    spellings: Spellings
    frequency: dict[str, int]
    capitals: frozenset[str]
    steps: dict[tuple[Choice, int], Step]


def _vocabulary(lexicon: Mapping) -> _Vocabulary:
    """The word lists, with every member of several words joined into one."""
    spelt: dict[tuple[str, ...], str] = {}
    plain = Cutter(Customs(shortened=frozenset(words_at(lexicon, "shortened"))))

    def split(phrase: str) -> tuple[str, ...]:
        return tuple(plain.cut(phrase).words)

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
            elif " " in word or not word.rstrip("*").isalnum():
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
    return _Vocabulary(lists, spellings, frequency | dict.fromkeys(MARKS, _frequency(0)), capitals, {})


def _lines(
    mapping: Mapping, key: str, vocabulary: _Vocabulary, name: str, scope: str, **limits: frozenset[str]
) -> Iterator[tuple[Line, Choice]]:
    """The lines of the phrases at `key`, each with the words that call for it. Raises DefinitionError for one that cannot be read."""
    for phrase in _lines_at(mapping, key):
        try:
            patterns = read_phrase(
                phrase,
                vocabulary.lists,
                vocabulary.spellings,
                vocabulary.frequency,
                vocabulary.steps,
                vocabulary.capitals,
            )
        except (KeyError, ValueError):
            raise DefinitionError(
                f"the phrase `{phrase}` names a list that is not there, or has no plain word",
                mapping.place(key),
                "see the notation at the top of lexicon.yaml",
            ) from None
        for pattern, anchors in patterns:
            yield Line(name, pattern, scope, **limits), anchors


def _lines_of_kind(
    entry: Mapping, kind: str, vocabulary: _Vocabulary, usual: frozenset[str]
) -> Iterator[tuple[Line, Choice]]:
    refuse_unknown(entry, ("says", "despite", "in", "beside", "needs", "minds"))
    minds = frozenset(words_at(entry, "minds")) or usual
    yield from _lines(entry, "says", vocabulary, kind, "", minds=minds)
    yield from _lines(entry, "despite", vocabulary, kind, "", minds=frozenset({"look_alike"}))
    beside = mapping_at(entry, "beside")
    for written in beside:
        words = frozenset(word.strip() for word in written.split(","))
        yield from _lines(beside, written, vocabulary, kind, "", minds=minds, beside=words)
    within = mapping_at(entry, "in")
    for sectors in within:
        limits = {"minds": minds, "sectors": frozenset(sectors.replace(",", " ").split())}
        yield from _lines(within, sectors, vocabulary, kind, "", **limits)


def _with_prefixes(names: frozenset[str]) -> frozenset[str]:
    return names.union(*[{f"not_{name}", _NEEDS + name} for name in names])


def _cues(
    circumstances: Mapping, vocabulary: _Vocabulary, anywhere: set[str], minded: set[str]
) -> tuple[list[tuple[Line, Choice]], list[tuple[Line, Choice]], list[tuple[Line, Choice]]]:
    """The lines of the near cues, of the far ones and of those of the whole record that no kind minds.

    `anywhere` names circumstances that count wherever they stand, `minded` those that set evidence of some kind aside.
    """
    near: list[tuple[Line, Choice]] = []
    far: list[tuple[Line, Choice]] = []
    filing: list[tuple[Line, Choice]] = []
    far_reaching = {name for name in circumstances if FAR_SCOPES.intersection(mapping_at(circumstances, name))}
    for name in circumstances:
        scopes = mapping_at(circumstances, name)
        refuse_unknown(scopes, SCOPES)
        counts_anywhere = (
            name in anywhere or name.startswith(_NEEDS) or name.removeprefix("not_") in far_reaching - {name}
        )
        for scope in scopes:
            lines = _lines(scopes, scope, vocabulary, name, scope)
            if name.removeprefix("not_") in far_reaching - minded - anywhere:
                filing.extend(lines)
            else:
                (far if counts_anywhere or scope in FAR_SCOPES else near).extend(lines)
    return near, far, filing


@cache
def lexicon() -> Lexicon:
    """The lexicon, read and compiled once. Raises DefinitionError where a data file cannot be used."""
    written = load_file(_ROOM / "lexicon.yaml", "lexicon.yaml")
    circumstances = load_file(_ROOM / "circumstances.yaml", "circumstances.yaml")
    vocabulary = _vocabulary(written)
    kinds = mapping_at(written, "kinds")
    refuse_unknown(kinds, kind_names())
    usual = frozenset(words_at(written, "usual"))
    implications = _implications(written)
    index = Index(line for kind in kinds for line in _lines_of_kind(mapping_at(kinds, kind), kind, vocabulary, usual))
    anywhere = {name for rule in implications for name in rule.unless}
    near, far, filing = map(Index, _cues(circumstances, vocabulary, anywhere, set().union(*index.minds())))
    known = words_of_lists(vocabulary.lists.values()).union(index.plain, near.plain, far.plain, filing.plain)
    return Lexicon(
        index=index,
        near_cues=near,
        far_cues=far,
        touching={minds: _with_prefixes(minds) for minds in index.minds()},
        always=_with_prefixes(frozenset(anywhere)),
        filing_cues=filing,
        needs={kind: needs for kind in kinds if (needs := frozenset(texts(mapping_at(kinds, kind), "needs")))},
        implications=tuple(implications),
        conditions={name.removeprefix(_NEEDS): name for name in circumstances if name.startswith(_NEEDS)},
        order={kind: place for place, kind in enumerate(kind_names())},
        stops=frozenset(words_at(written, "stops")),
        alternatives=frozenset(words_at(written, "alternatives")),
        cutter=Cutter(_customs(written, vocabulary.spellings, known)),
    )


def _customs(written: Mapping, spellings: Spellings, known: set[str]) -> Customs:
    listed = {
        key: frozenset(words_at(written, key))
        for key in ("shortened", "contrasts", "titles", "ordinary", "acronyms", "forenames")
    }
    listed["ordinary"] |= known
    return Customs(spellings, **listed)


def _implications(written: Mapping) -> list[Implication]:
    from_file = []
    for entry in written.get("implied", []):
        refuse_unknown(entry, ("kind", "from", "unless", "in"))
        from_file.append(
            Implication(
                text(entry, "kind"),
                frozenset(texts(entry, "from")),
                frozenset(texts(entry, "unless")),
                frozenset(texts(entry, "in")),
            )
        )
    return from_file
