"""The reader's knowledge, from its data files. Enters: lexicon.yaml, circumstances.yaml. Leaves: `Lexicon`, compiled at first use.

How a text is read with it belongs to `read`; what a category or a code means, to `categories`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from msgspec import Struct

from chronology.definitions import Mapping, load_file, mapping_at, refuse_unknown, text, texts
from chronology.errors import DefinitionError
from chronology.kinds import kind_names
from chronology.narrative.phrases import NAME, Choice, Pattern, Step, read_phrase, words_of_lists
from chronology.narrative.words import MARKS, Spellings, Words, cut

_ROOM = Path(__file__).parent
SCOPES = ("ahead", "ahead_in_list", "ahead_in_clause", "ahead_near", "behind", "segment", "clause", "record", "within")
_MOST_WORDS_REMEMBERED = 50_000


class Line(Struct, frozen=True, gc=False):
    """One pattern in its use: evidence for the kind `name`, or a cue of the circumstance `name` that reaches as `scope` says."""

    name: str
    pattern: Pattern
    scope: str = ""  # empty for evidence
    sectors: frozenset[str] = frozenset()  # empty: every sector
    minds: frozenset[str] = frozenset()  # the circumstances that set the evidence aside


class Implication(Struct, frozen=True, gc=False):
    """A kind that follows from others, unless some stand against it."""

    kind: str
    sources: frozenset[str]
    unless: frozenset[str]
    sectors: frozenset[str]


# A line with what a quick look at the words after and before it, and at the whole text, can tell.
Filed = tuple[frozenset[str], frozenset[str], frozenset[str], Line]


class Index(dict[str, tuple[Filed, ...]]):
    """Word → the lines that call for a look where it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.plain: dict[str, list[Filed]] = {}
        self.stems: dict[str, list[Filed]] = {}
        self.longest = 0

    def enter(self, word: str, line: Line) -> None:
        """Files `line` under `word`, which may be a stem ending in `*`."""
        filed = (line.pattern.after, line.pattern.before, line.pattern.needs, line)
        if word.endswith("*"):
            self.stems.setdefault(word[:-1], []).append(filed)
            self.longest = max(self.longest, len(word) - 1)
        else:
            self.plain.setdefault(word, []).append(filed)

    def __missing__(self, word: str) -> tuple[Filed, ...]:
        found = list(self.plain.get(word, ()))
        for length in range(1, min(len(word), self.longest) + 1):
            found += self.stems.get(word[:length], ())
        lines = tuple(found)
        if len(self) < _MOST_WORDS_REMEMBERED:
            self[word] = lines
        return lines


class Lexicon(Struct, frozen=True):
    """Everything the reader knows."""

    index: Index
    cues: Index
    needs: dict[str, frozenset[str]]
    implications: tuple[Implication, ...]
    order: tuple[str, ...]
    stops: frozenset[str]
    alternatives: frozenset[str]
    spellings: Spellings
    shortened: frozenset[str]
    contrasts: frozenset[str]
    titles: frozenset[str]
    ordinary: frozenset[str]

    def cut(self, record: str) -> Words:
        """The words and clauses of one record's text."""
        return cut(record, self.spellings, self.shortened, self.contrasts, self.titles, self.ordinary)


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
    steps: dict[tuple[Choice, int], Step]


def _vocabulary(lexicon: Mapping) -> _Vocabulary:
    """The word lists, with every member of several words joined into one."""
    spelt: dict[tuple[str, ...], str] = {}
    plain_cut = {
        "shortened": frozenset(words_at(lexicon, "shortened")),
        "contrasts": frozenset(),
        "titles": frozenset(),
    }

    def split(phrase: str) -> tuple[str, ...]:
        return tuple(cut(phrase, {}, ordinary=frozenset(), **plain_cut).words)

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
    return _Vocabulary(lists, spellings, frequency | dict.fromkeys(MARKS, _frequency(0)), {})


def _file(
    index: Index, mapping: Mapping, key: str, vocabulary: _Vocabulary, name: str, scope: str, **limits: frozenset[str]
) -> None:
    """Files every phrase at `key` in `index`. Raises DefinitionError for one that cannot be read."""
    for phrase in _lines_at(mapping, key):
        try:
            patterns = read_phrase(
                phrase, vocabulary.lists, vocabulary.spellings, vocabulary.frequency, vocabulary.steps
            )
        except (KeyError, ValueError):
            raise DefinitionError(
                f"the phrase `{phrase}` names a list that is not there, or has no plain word",
                mapping.place(key),
                "see the notation at the top of lexicon.yaml",
            ) from None
        for pattern, anchors in patterns:
            line = Line(name, pattern, scope, **limits)
            for word in anchors:
                index.enter(word, line)


def _file_kind(index: Index, entry: Mapping, kind: str, vocabulary: _Vocabulary, usual: frozenset[str]) -> None:
    refuse_unknown(entry, ("says", "despite", "in", "needs", "minds"))
    minds = frozenset(words_at(entry, "minds")) or usual
    _file(index, entry, "says", vocabulary, kind, "", minds=minds)
    _file(index, entry, "despite", vocabulary, kind, "", minds=frozenset({"look_alike"}))
    within = mapping_at(entry, "in")
    for sectors in within:
        limits = {"minds": minds, "sectors": frozenset(sectors.replace(",", " ").split())}
        _file(index, within, sectors, vocabulary, kind, "", **limits)


@cache
def lexicon() -> Lexicon:
    """The lexicon, read and compiled once. Raises DefinitionError where a data file cannot be used."""
    written = load_file(_ROOM / "lexicon.yaml", "lexicon.yaml")
    circumstances = load_file(_ROOM / "circumstances.yaml", "circumstances.yaml")
    vocabulary = _vocabulary(written)
    kinds = mapping_at(written, "kinds")
    refuse_unknown(kinds, kind_names())
    index, cues = Index(), Index()
    usual = frozenset(words_at(written, "usual"))
    for kind in kinds:
        _file_kind(index, mapping_at(kinds, kind), kind, vocabulary, usual)
    for circumstance in circumstances:
        scopes = mapping_at(circumstances, circumstance)
        refuse_unknown(scopes, SCOPES)
        for scope in scopes:
            _file(cues, scopes, scope, vocabulary, circumstance, scope)
    known = words_of_lists(vocabulary.lists.values()) | set(index.plain) | set(cues.plain)
    return Lexicon(
        index=index,
        cues=cues,
        needs={kind: frozenset(texts(mapping_at(kinds, kind), "needs")) for kind in kinds},
        implications=tuple(_implications(written)),
        order=tuple(kind_names()),
        stops=frozenset(words_at(written, "stops")),
        alternatives=frozenset(words_at(written, "alternatives")),
        spellings=vocabulary.spellings,
        shortened=frozenset(words_at(written, "shortened")),
        contrasts=frozenset(words_at(written, "contrasts")),
        titles=frozenset(words_at(written, "titles")),
        ordinary=frozenset(words_at(written, "ordinary")) | known,
    )


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
