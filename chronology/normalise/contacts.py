"""What sort of contact a record is of, as far as its kinds hang on that. Enters: its type, place and words' kinds. Leaves: answers.

Where the contact was, whether the child could have been seen in it, and what cannot stand beside a contact that failed. The
words of types and places are in settings.yaml; what a type stands for is for `narrative`.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from msgspec import Struct

from chronology.definitions import load_file, refuse_unknown
from chronology.definitions import texts as listed
from chronology.words import fold_words, split_words

LONGEST_CODE = 60  # characters: a longer heading, place or type is a sentence
LONGEST_OPENING = 3  # words of a narrative that stand for the type of a contact where no column gives one

# Contacts in which the child is met, or was to be.
_MEETINGS_WITH_CHILD = frozenset(
    "home_visit no_access child_seen child_seen_alone emergency_attendance appointment_kept was_not_brought health_assessment "
    "medical_examination admission health_visitor_review return_interview police_domestic_incident".split()
)
# Contacts among adults.
_WITHOUT_CHILD = frozenset(
    "strategy_discussion conference_held core_group_held meeting_invited meeting_attended meeting_not_attended case_closed "
    "supervision court_event referral_outcome s47_outcome".split()
)
_FAILED = frozenset(("no_access", "was_not_brought"))
_NOBODY_IN = frozenset(("no_access", "child_not_seen"))
_MEETINGS = frozenset(
    "strategy_discussion conference_held core_group_held looked_after_review meeting_attended".split()
)
# What needs a sight of the child, and its being there: none of it was done where it was not seen, or in a contact that failed.
_NEEDS_SIGHT = frozenset(("health_assessment", "medical_examination", "health_visitor_review"))
_NEEDS_CHILD = _NEEDS_SIGHT | {"appointment_kept"}


class _Settings(Struct, frozen=True):
    """settings.yaml."""

    places: frozenset[str]
    headings: frozenset[str]
    sectors: tuple[str, ...]
    face_to_face: frozenset[str]
    at_a_distance: frozenset[str]
    missing_from: frozenset[str]
    dating: frozenset[str]
    parts_of_an_agency: frozenset[str]
    done: frozenset[str]


@cache
def _settings() -> _Settings:
    mapping = load_file(Path(__file__).with_name("settings.yaml"), "normalise/settings.yaml")
    refuse_unknown(mapping, _Settings.__struct_fields__)
    lists = {key: frozenset(map(fold_words, listed(mapping, key))) for key in mapping if key != "sectors"}
    return _Settings(sectors=listed(mapping, "sectors"), **lists)


def tells_setting(heading: str) -> bool:
    """Whether a heading is of a column in which "Home" tells of a visit to the home."""
    return len(heading) <= LONGEST_CODE and fold_words(heading) in _settings().headings


def tells_missing_from(heading: str) -> bool:
    """Whether a heading is of the date on which a child went missing: "Missing from (date/time)"."""
    words = split_words(heading) if len(heading) <= LONGEST_CODE else []
    left = " ".join(word for word in words if word not in _settings().dating)
    return bool(left) and not {" ".join(words), left}.isdisjoint(_settings().missing_from)


def names_part(heading: str) -> bool:
    """Whether a heading is of a column that names parts of one agency: "Service"."""
    return fold_words(heading) in _settings().parts_of_an_agency


def tells_done(text: str) -> bool:
    """Whether the cell of an action or outcome has a word that tells of what was done: "Visited" is no plan."""
    words = split_words(text)
    return not _settings().done.isdisjoint((*words, *map(" ".join, pairwise(words))))


@lru_cache(maxsize=1 << 12)
def is_at_home(place: str, sector: str) -> bool:
    """Whether a cell says that the contact was at the family's home, in a sector whose workers visit there."""
    return sector in _settings().sectors and len(place) <= LONGEST_CODE and fold_words(place) in _settings().places


def could_see_child(category: str, by_type: AbstractSet[str] | None, told: AbstractSet[str], words: str) -> bool:
    """Whether the child could have been seen in a contact, so that "Child seen: N" tells of a child who was not.

    `by_type`: the kinds that its type stands for, None where the type is not known or not given; `told`: all its kinds, those of
    its `words` among them. A telephone call, a letter, a conference or a closing has nobody to see.
    """
    opening = " ".join(words[: LONGEST_CODE * 2].split()[:LONGEST_OPENING])
    met = _meets(category or opening)
    if met is None:
        kinds = by_type or told
        met = not _MEETINGS_WITH_CHILD.isdisjoint(kinds) or (by_type is None and _WITHOUT_CHILD.isdisjoint(kinds))
    return met


@lru_cache(maxsize=1 << 12)
def _meets(category: str) -> bool | None:
    """Whether the words of a type say that people met, or that they were apart; None where they say neither."""
    words = split_words(category) if len(category) <= LONGEST_CODE * 2 else []
    phrases = {" ".join(words[at : at + length]) for at in range(len(words)) for length in (1, 2, 3)}
    if not phrases.isdisjoint(_settings().at_a_distance):
        return False
    return True if not phrases.isdisjoint(_settings().face_to_face) else None


def without_undone(
    kinds: AbstractSet[str], coded: AbstractSet[str], by_type: AbstractSet[str] = frozenset()
) -> frozenset[str]:
    """The kinds without what was not done because the contact failed and the child was not seen; what a code says stands.

    At a meeting nobody knocked: "no reply" is somebody who was invited. `by_type`: what the contact type says it was.
    """
    visited = {"home_visit"} & (by_type | coded)
    if not _MEETINGS.isdisjoint(by_type) and not visited and "no_access" in kinds:
        kinds = kinds - ({"home_visit", *_NOBODY_IN} - coded)
    elif not _MEETINGS.isdisjoint(kinds) and "home_visit" not in kinds:
        kinds = kinds - (_NOBODY_IN - coded)
    if "child_seen" in kinds:
        return frozenset(kinds)
    if not _FAILED.isdisjoint(kinds):
        return frozenset(kinds) - (_NEEDS_CHILD - coded)
    return frozenset(kinds) - (_NEEDS_SIGHT - coded) if "child_not_seen" in kinds else frozenset(kinds)
