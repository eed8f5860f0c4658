"""The vocabulary of event kinds (kinds.yaml), in its order."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from chronology.definitions import Mapping, load_file, text

SIGN_OF_WORRY = "sign_of_worry"  # in a correction: that a record may be one by its words, which is no kind of event


@cache
def _vocabulary() -> Mapping:
    return load_file(Path(__file__).with_suffix(".yaml"), "kinds.yaml")


@cache
def kind_names() -> dict[str, str]:
    """Kind → the words that print for it."""
    return {kind: text(entry, "name") for kind, entry in _vocabulary().items()}


@cache
def kind_meanings() -> dict[str, str]:
    """Kind → what it means."""
    return {kind: text(entry, "means") for kind, entry in _vocabulary().items()}


@cache
def kinds_of_children() -> frozenset[str]:
    """The kinds that can only be said of a child."""
    return frozenset(kind for kind, entry in _vocabulary().items() if text(entry, "of", "") == "child")
