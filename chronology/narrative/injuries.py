"""Where on the body an injury is. Enters: a text's words and the places of its injuries. Leaves: `Injury`: site, side, words.

The parts of the body are data (body.yaml). Whether there is an injury at all is for `read` to say.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from msgspec import Struct

from chronology.definitions import Mapping, load_file, mapping_at, refuse_unknown, text
from chronology.narrative.words import MARKS, Words

_FILE = "body.yaml"
_WORDS_TO_PLACE = 4  # "bruise noted to the outer aspect of the left ear": words that say neither lead nor place
_WORDS_FROM_PLACE = 3  # "left cheek was very bruised"
_OPEN_MARKS = frozenset({",", "(", ")", "/", "-", ":"})


class Body(Struct, frozen=True):
    """body.yaml: word → site, word → side, and the words around them."""

    sites: dict[str, str]
    sides: dict[str, str]
    leads: frozenset[str]
    between: frozenset[str]
    apart: frozenset[str]
    shapes: frozenset[str]
    shaped: frozenset[str]


class Place(Struct, frozen=True, gc=False):
    """An injury's place in a text: its site and side, empty where the text says nothing, and the words' first and last position."""

    site: str
    side: str
    first: int
    last: int


def _words_at(mapping: Mapping, key: str) -> frozenset[str]:
    return frozenset(word.strip() for word in text(mapping, key).split(","))


def _by_word(groups: Mapping) -> dict[str, str]:
    return {word: name for name in groups for word in _words_at(groups, name)}


@cache
def body() -> Body:
    """The words of body.yaml, read once. Raises DefinitionError where the file cannot be used."""
    written = load_file(Path(__file__).with_name(_FILE), _FILE)
    refuse_unknown(written, ("sites", "sides", "leads", "between", "apart", "shapes", "shaped"))
    lists = (_words_at(written, key) for key in ("leads", "between", "apart", "shapes", "shaped"))
    return Body(_by_word(mapping_at(written, "sites")), _by_word(mapping_at(written, "sides")), *lists)


def places_of(words: Words, spans: Iterable[tuple[int, int, tuple[int, int]]]) -> tuple[Place, ...]:
    """Where the injuries are whose words stand at `spans`: first and last position, and the clause.

    One place for each site and side; an injury of no stated site counts only where no other has one.
    """
    found: dict[tuple[str, str], Place] = {}
    for first, last, clause in _joined(spans):
        for place in _places(words.words, first, last, clause) or [Place("", "", first, last)]:
            found.setdefault((place.site, place.side), place)
    sided = {site for site, side in found if side}
    return tuple(
        place for (site, side), place in found.items() if (site or len(found) == 1) and (side or site not in sided)
    )


def _joined(spans: Iterable[tuple[int, int, tuple[int, int]]]) -> list[tuple[int, int, tuple[int, int]]]:
    """The spans in order, those that overlap made one."""
    joined: list[tuple[int, int, tuple[int, int]]] = []
    for first, last, clause in sorted(spans):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]), clause)
        else:
            joined.append((first, last, clause))
    return joined


def _places(words: list[str], first: int, last: int, clause: tuple[int, int]) -> list[Place]:
    known = body()
    sites = [at for at in range(first, last + 1) if _is_site(words, at, known)]
    sites += _sites_after(words, last + 1, clause[1], bool(sites), known)
    if not sites:
        sites = _site_before(words, first, clause[0], known)
    found = []
    for at in sites:
        side, place = _side(words, at, clause, known)
        found.append(Place(known.sites[words[at]], side, min(first, at, place), max(last, at, place)))
    return found


def _is_site(words: list[str], at: int, known: Body) -> bool:
    if words[at] not in known.sites:
        return False
    following = words[at + 1] if at + 1 < len(words) else ""
    return not (words[at] in known.shapes and following in known.shaped)


def _sites_after(words: list[str], at: int, end: int, found: bool, known: Body) -> list[int]:
    """The places that follow an injury, "to the left ear and both cheeks"; the first needs a word that leads there."""
    sites: list[int] = []
    led, passed = found, 0
    while at < end:
        word = words[at]
        if (led or word not in known.between) and _is_site(words, at, known) and (led or passed == 0):
            sites.append(at)
            led = found = True
        elif word in known.leads:
            led = True
        elif word in known.sides or word in known.between or word in _OPEN_MARKS:
            pass
        elif word in MARKS or found:
            break
        else:
            passed += 1
            if passed > _WORDS_TO_PLACE:
                break
        at += 1
    return sites


def _site_before(words: list[str], first: int, start: int, known: Body) -> list[int]:
    for at in range(first - 1, max(start, first - 1 - _WORDS_FROM_PLACE) - 1, -1):
        if (words[at] in MARKS and words[at] not in "()") or words[at] in known.apart:
            break
        if _is_site(words, at, known):
            return [at]
    return []


def _side(words: list[str], at: int, clause: tuple[int, int], known: Body) -> tuple[str, int]:
    """The side named before the place ("left upper arm"), or right after it ("arm (L)"), and where; else nothing, and `at`."""
    for before in range(at - 1, max(clause[0], at - 4) - 1, -1):
        if words[before] in known.sides:
            return known.sides[words[before]], before
        if words[before] not in known.between and words[before] not in "()":
            break
    after = at + 1
    if after < clause[1] and words[after] == "(":
        after += 1
    if after < clause[1] and words[after] in known.sides and words[after] != "both":
        return known.sides[words[after]], after
    return "", at
