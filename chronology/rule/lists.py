"""Words in a rule file, and the lists of them that several rules share. Enters: a mapping, lists.yaml. Leaves: words in small letters."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from chronology.definitions import Mapping, load_file, nearest, texts
from chronology.errors import DefinitionError

LIST = "$"  # before the name of a list that lists.yaml holds


def read_folded(mapping: Mapping, key: str) -> tuple[str, ...]:
    """The words at `key`, in small letters, with those of every list that is called there by `$name`."""
    return tuple(word.casefold() for word in with_lists(mapping, key))


def with_lists(mapping: Mapping, key: str) -> Iterator[str]:
    """The words at `key`; for `$name` the words of the list of that name (lists.yaml)."""
    for word in texts(mapping, key):
        if not word.startswith(LIST):
            yield word
            continue
        known = named_lists()
        if word not in known:
            near = nearest(word, list(known))
            hint = f"did you mean `{near}`? " if near else ""
            raise DefinitionError(f"no list `{word}`", mapping.place(key), f"{hint}use: {', '.join(known)}")
        yield from known[word]


@cache
def named_lists() -> dict[str, tuple[str, ...]]:
    """The lists that rule files may call: `$name` → its words (lists.yaml)."""
    table = load_file(Path(__file__).with_suffix(".yaml"), "lists.yaml")
    return {f"{LIST}{name}": texts(table, name) for name in table}
