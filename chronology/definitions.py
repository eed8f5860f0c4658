"""The only YAML reader. Enters: the text of a definition file. Leaves: mappings, lists and text that know their lines.

Scalars stay text ("no" is not False, 07 is not 7); an empty plain scalar, `null` and `~` are None. Duplicate keys, aliases,
tags and deep nesting are refused. What the keys mean is for `case`, `profile` and `rule` to say, with the readers below.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from chronology.errors import DefinitionError

DEEPEST = 20

_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Mapping(dict[str, Any]):
    """A YAML mapping that knows the file it stands in and the line of each key."""

    def __init__(self, where: str, line: int) -> None:
        super().__init__()
        self.where = where
        self.line = line
        self.lines: dict[str, int] = {}

    def place(self, key: str | None = None) -> str:
        """Where this mapping, or one of its keys, stands: `case.yaml line 7, key born`."""
        if key is None or key not in self.lines:
            return f"{self.where} line {self.line}" + (f", key {key}" if key else "")
        return f"{self.where} line {self.lines[key]}, key {key}"


def load(text: str, where: str) -> Mapping:
    """The one mapping that a definition file holds. Raises DefinitionError with file and line."""
    loader = _Parser(text)
    try:
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f" line {mark.line + 1}" if mark else ""
        raise DefinitionError(
            f"not valid YAML ({error.problem or 'it cannot be parsed'})",
            f"{where}{line}",
            "check the indentation and the quotes on that line and the one above",
        ) from None
    except yaml.YAMLError:
        raise DefinitionError(
            "not valid YAML (it holds characters that YAML does not allow)", where, "save it as plain UTF-8 text"
        ) from None
    finally:
        loader.dispose()
    if node is None:
        raise DefinitionError("the file is empty", where, "see the README for a file to start from")
    value = _plain(node, where, 0)
    if not isinstance(value, Mapping):
        raise DefinitionError("the file must hold `key: value` lines", where, "see the README for a file to start from")
    return value


def load_file(path: Path, where: str | None = None) -> Mapping:
    """`load` on a file, named in messages as `where` (the path itself unless given)."""
    name = where or str(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise DefinitionError("not UTF-8 text", name, "save it as UTF-8 in a text editor") from None
    except OSError as error:
        raise DefinitionError(
            f"cannot be read ({error.strerror})", name, "check the path and its permissions"
        ) from None
    return load(text, name)


def _plain(node: Any, where: str, depth: int, seen: set[int] | None = None) -> Any:
    line = node.start_mark.line + 1
    seen = set() if seen is None else seen
    if id(node) in seen:
        raise DefinitionError("aliases (*name) are not allowed", f"{where} line {line}", "write the value out again")
    seen.add(id(node))
    if depth > DEEPEST:
        raise DefinitionError(f"nested deeper than {DEEPEST} levels", f"{where} line {line}", "flatten it")
    if isinstance(node, yaml.ScalarNode):
        if node.style is None and node.value in ("", "null", "~"):
            return None
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, where, depth + 1, seen) for child in node.value]
    mapping = Mapping(where, line)
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            raise DefinitionError("a key must be a plain word", f"{where} line {line}", "write `key: value`")
        key = key_node.value
        mapping_line = key_node.start_mark.line + 1
        if key in mapping:
            raise DefinitionError(
                f"the key `{key}` stands twice (first on line {mapping.lines[key]})",
                f"{where} line {mapping_line}",
                "keep one of them",
            )
        mapping.lines[key] = mapping_line
        mapping[key] = _plain(value_node, where, depth + 1, seen)
    return mapping


def refuse_unknown(mapping: Mapping, known: Iterable[str]) -> None:
    """Raises DefinitionError for the first key that is not in `known`, with the nearest known key as a suggestion."""
    allowed = sorted(known)
    for key in mapping:
        if key not in allowed:
            near = difflib.get_close_matches(key, allowed, n=1)
            hint = f"did you mean `{near[0]}`?" if near else "known keys are " + ", ".join(allowed)
            raise DefinitionError(f"unknown key `{key}`", f"{mapping.where} line {mapping.lines[key]}", hint)


def text(mapping: Mapping, key: str, default: str | None = None) -> str:
    """The text at `key`. Without a default the key must be there."""
    value = mapping.get(key)
    if value is None:
        if default is None:
            raise DefinitionError(f"`{key}` is missing", mapping.place(), f"add `{key}: …`")
        return default
    if not isinstance(value, str):
        raise DefinitionError(f"`{key}` must be one line of text", mapping.place(key), f"write `{key}: …`")
    return value


def texts(mapping: Mapping, key: str) -> tuple[str, ...]:
    """The list of texts at `key`; one text counts as a list of one, a missing key as none."""
    value = mapping.get(key)
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise DefinitionError(f"`{key}` must be a list of texts", mapping.place(key), f"write `{key}: [one, two]`")
    return tuple(value)


def choice(mapping: Mapping, key: str, allowed: Iterable[str], default: str | None = None) -> str:
    """The text at `key`, which must be one of `allowed`."""
    value = text(mapping, key, default)
    words = list(allowed)
    if value not in words:
        near = difflib.get_close_matches(value.casefold().replace(" ", "_"), words, n=1)
        hint = f"did you mean `{near[0]}`?" if near else ""
        raise DefinitionError(
            f"`{key}` is not a value it can take", mapping.place(key), f"{hint} use one of: {', '.join(words)}".strip()
        )
    return value


def number(mapping: Mapping, key: str, default: int | None = None) -> int:
    """The whole number at `key`, zero or more."""
    value = text(mapping, key, None if default is None else str(default))
    if not value.isascii() or not value.isdigit():
        raise DefinitionError(f"`{key}` must be a whole number", mapping.place(key), f"write `{key}: 5`")
    return int(value)


def flag(mapping: Mapping, key: str, default: bool) -> bool:
    """`true` or `false` at `key`."""
    return choice(mapping, key, ("true", "false"), "true" if default else "false") == "true"


def day(mapping: Mapping, key: str) -> date | None:
    """The ISO day at `key`, or None where the key is missing or empty."""
    value = mapping.get(key)
    if value is None:
        return None
    try:
        if not isinstance(value, str) or len(value) != 10:
            raise ValueError
        return date.fromisoformat(value)
    except ValueError:
        raise DefinitionError(f"`{key}` must be a day", mapping.place(key), f"write `{key}: 2006-03-01`") from None


def mappings(mapping: Mapping, key: str) -> tuple[Mapping, ...]:
    """The list of mappings at `key`; a missing key counts as none."""
    value = mapping.get(key)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
        raise DefinitionError(
            f"`{key}` must be a list of `key: value` blocks", mapping.place(key), "start each with `- `"
        )
    return tuple(value)


def mapping_at(mapping: Mapping, key: str) -> Mapping:
    """The mapping at `key`; a missing key counts as an empty one."""
    value = mapping.get(key)
    if value is None:
        return Mapping(mapping.where, mapping.line)
    if not isinstance(value, Mapping):
        raise DefinitionError(f"`{key}` must be a `key: value` block", mapping.place(key), f"write `{key}: {{a: b}}`")
    return value
