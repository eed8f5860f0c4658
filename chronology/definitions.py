"""The only YAML reader. Enters: the text of a definition file. Leaves: mappings, lists and text that know their lines.

Scalars stay text ("no" is not False, 07 is not 7); an empty plain scalar, `null` and `~` are None. Duplicate keys, anchors,
aliases, tags and deep nesting are refused where they stand, before anything is built from them; a file that is not a plain
file, is large, or is not UTF-8 is refused before it is parsed. What the keys mean is for `case`, `profile` and `rule` to say,
with the readers below.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from chronology.errors import DefinitionError

DEEPEST = 20
LARGEST_BYTES = 4 << 20  # a case file with tens of thousands of decisions; none that a person writes comes near it

_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ._/()'-]*[A-Za-z0-9)]|[A-Za-z]")
_NOT_PLAIN = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n"))
_MOST_DIGITS = 9
_LONGEST_KEY = 40  # characters shown of a key that is none: it may be a line of text gone astray
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_START = "see the README for a file to start from"


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
    unfit = yaml.reader.Reader.NON_PRINTABLE.search(text)
    if unfit:
        line = text.count("\n", 0, unfit.start()) + 1
        raise DefinitionError("a control character stands here", f"{where} line {line}", "delete it in a text editor")
    loader = _Parser(text)
    try:
        value = _read_document(loader.get_event, where)
    except yaml.MarkedYAMLError as error:
        raise _not_yaml(error, text, where) from None
    except yaml.YAMLError:
        raise DefinitionError("not valid YAML", where, "save it as plain UTF-8 text") from None
    finally:
        loader.dispose()
    if value is None:
        raise DefinitionError("the file is empty", where, _START)
    if not isinstance(value, Mapping):
        raise DefinitionError("the file must hold `key: value` lines", where, _START)
    return value


def load_file(path: Path, where: str | None = None, until: str = "") -> Mapping:
    """`load` on a file, named in messages as `where` (the path itself unless given); of the lines before the key `until` alone."""
    name = where or str(path)
    text = _read_text(path, name)
    return load(text.partition(f"\n{until}:")[0] if until else text, name)


def load_lines(path: Path, where: str) -> list[str]:
    """The lines of a definition file that is a table, named in messages as `where`. Raises DefinitionError where it cannot be read."""
    return _read_text(path, where).removesuffix("\n").split("\n")


def _read_text(path: Path, name: str) -> str:
    try:
        content = _read_plain_file(path, name)
    except OSError as error:
        raise DefinitionError(
            f"cannot be read ({error.strerror})", name, "check the path and its permissions"
        ) from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DefinitionError("not UTF-8 text", f"{name} line {line}", "save it as UTF-8 in a text editor") from None


def _read_plain_file(path: Path, name: str) -> bytes:
    """The bytes of a file; a pipe or a device is refused before it can block or never end."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as stream:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise DefinitionError("not a plain file", name, "put a text file in its place")
        content = stream.read(LARGEST_BYTES + 1)
    if len(content) > LARGEST_BYTES:
        raise DefinitionError(f"larger than {LARGEST_BYTES >> 20} MiB", name, "check that it is the right file")
    return content


def _not_yaml(error: yaml.MarkedYAMLError, text: str, where: str) -> DefinitionError:
    mark = error.problem_mark or error.context_mark
    place = f"{where} line {mark.line + 1}" if mark else where
    lines = text.splitlines()
    if mark and mark.line < len(lines) and "\t" in lines[mark.line][: mark.column + 1]:
        return DefinitionError("a tab stands where YAML needs spaces", place, "indent with spaces")
    told = error.problem or "it cannot be parsed"
    return DefinitionError(
        f"not valid YAML ({told})", place, "check the indentation and the quotes on that line and the one above"
    )


def _read_document(following: Callable[[], Any], where: str) -> Any:
    """The value of the one document in the stream, event by event; None where there is none."""
    following()
    if isinstance(following(), yaml.StreamEndEvent):
        return None
    value = _value(following(), following, where, 0)
    following()
    after = following()
    if not isinstance(after, yaml.StreamEndEvent):
        line = after.start_mark.line + 1
        raise DefinitionError("a second document begins here", f"{where} line {line}", "take the line `---` out")
    return value


def _value(event: Any, following: Callable[[], Any], where: str, depth: int) -> Any:
    """The value that begins with `event`, taken from the events that follow it."""
    _refuse_event(event, where, depth)
    kind = type(event)
    if kind is yaml.ScalarEvent:
        return None if event.style is None and event.value in ("", "null", "~") else event.value
    if kind is yaml.SequenceStartEvent:
        values = []
        while type(member := following()) is not yaml.SequenceEndEvent:
            values.append(_value(member, following, where, depth + 1))
        return values
    mapping = Mapping(where, event.start_mark.line + 1)
    while type(key_event := following()) is not yaml.MappingEndEvent:
        _refuse_event(key_event, where, depth)
        line = key_event.start_mark.line + 1
        if not isinstance(key_event, yaml.ScalarEvent):
            raise DefinitionError("a key must be a plain word", f"{where} line {line}", "write `key: value`")
        key = key_event.value
        if key in mapping:
            raise DefinitionError(
                f"the key `{key}` stands twice (first on line {mapping.lines[key]})",
                f"{where} line {line}",
                "keep one of them",
            )
        mapping.lines[key] = line
        mapping[key] = _value(following(), following, where, depth + 1)
    return mapping


def _refuse_event(event: Any, where: str, depth: int) -> None:
    if event.anchor is None and event.tag is None and depth <= DEEPEST:
        return
    place = f"{where} line {event.start_mark.line + 1}"
    if event.anchor is not None:  # an alias bears the name of what it repeats
        raise DefinitionError("anchors (&name) and aliases (*name) are not allowed", place, "write the value out again")
    if event.tag is not None:
        raise DefinitionError("tags (!name) are not allowed", place, "put the value in quotes, or take the tag out")
    if depth > DEEPEST:
        raise DefinitionError(f"nested deeper than {DEEPEST} levels", place, "flatten it")


def as_scalar(value: str) -> str:
    """The text as it is written in a definition file so that it is read back the same: plain where it can be, else quoted."""
    if _PLAIN.fullmatch(value) and value.casefold() not in _NOT_PLAIN:
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return "".join(one if one.isprintable() else f"\\U{ord(one):08X}" for one in quoted)


def refuse_unknown(mapping: Mapping, known: Iterable[str]) -> None:
    """Raises DefinitionError for the first key that is not in `known`, with the nearest known key as a suggestion."""
    allowed = sorted(known)
    for key in mapping:
        if key not in allowed:
            near = nearest(key, allowed)
            hint = f"did you mean `{near}`?" if near else "known keys are " + ", ".join(allowed)
            shown = key if len(key) <= _LONGEST_KEY else f"{key[:_LONGEST_KEY]}…"
            raise DefinitionError(f"unknown key `{shown}`", f"{mapping.where} line {mapping.lines[key]}", hint)


def nearest(written: str, allowed: list[str]) -> str:
    """The allowed word that `written` was most likely meant to be, or nothing."""
    import difflib  # only a file with a fault needs it

    near = difflib.get_close_matches(written[:100].casefold().strip().replace(" ", "_"), allowed, n=1)
    return near[0] if near else ""


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
        near = nearest(value, words)
        hint = f"did you mean `{near}`?" if near else ""
        raise DefinitionError(
            f"`{key}` is not a value it can take", mapping.place(key), f"{hint} use one of: {', '.join(words)}".strip()
        )
    return value


def number(mapping: Mapping, key: str, default: int | None = None) -> int:
    """The whole number at `key`, zero or more."""
    value = text(mapping, key, None if default is None else str(default))
    if not value.isascii() or not value.isdigit() or len(value) > _MOST_DIGITS:
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
        if not isinstance(value, str) or not _DAY.fullmatch(value):
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
