"""Decisions into the text of a case file, every other character of it kept. Enters: the text and new lines. Leaves: the text with them.

The lines are placed by the line numbers that `definitions` keeps. Whatever way the list under `links` is written, the
result counts only if it is read back as the same case with the new decisions at the end of the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from chronology.definitions import Mapping, load
from chronology.errors import DefinitionError, UsageError

_LINE = re.compile(r"[^\n\r\x85\u2028\u2029]*(?:\r\n|[\n\r\x85\u2028\u2029]|$)")  # as YAML counts lines
_DASH = re.compile(r"([ \t]*)-(?:\s|$)")
_DOCUMENT_END = re.compile(r"\.\.\.(?:\s|$)")
_EMPTY = re.compile(r"""((?:"links"|'links'|links)[ \t]*:)[ \t]*(?:\[[ \t]*\]|null|~)([ \t]*(?:#.*)?)(\r?\n|$)""")


def add_decisions(text: str, lines: Sequence[str], where: str = "case.yaml") -> str:
    """The text of a case file with one decision for each of `lines` (flow mappings) at the end of its `links`.

    Raises DefinitionError where the text is no case file, and UsageError where the list is written in a way in which
    nothing can be added to it safely.
    """
    before = load(text.removeprefix("\ufeff"), where)
    wanted = {**before, "links": [*(before["links"] or ())] if "links" in before else []}
    wanted["links"] += [load(f"links: [{line}]", where)["links"][0] for line in lines]
    for candidate in _candidates(text, before, lines):
        try:
            after = load(candidate.removeprefix("\ufeff"), where)
        except DefinitionError:
            continue
        if after == wanted and list(after) == list(wanted):
            return candidate
    raise UsageError(
        "the decisions cannot be added to `links` as it is written there; nothing was changed",
        f"{where} line {before.lines.get('links', 1)}, key links",
        "write the list with one decision a line, each behind `- `",
    )


def _candidates(text: str, case: Mapping, lines: Sequence[str]) -> Iterator[str]:
    """The text with the lines where they may belong, the likeliest place first."""
    rows = [row for row in _LINE.findall(text) if row]
    ending = "\r\n" if rows and rows[0].endswith("\r\n") else "\n"
    stop = next((n for n, row in enumerate(rows) if _DOCUMENT_END.match(row)), len(rows))
    if "links" not in case:
        yield _append(rows, ["links:", *(f"  - {line}" for line in lines)], stop, ending)
        return
    key = case.lines["links"] - 1
    end = min((line - 1 for line in case.lines.values() if line - 1 > key), default=stop)
    if not case["links"] and (empty := _EMPTY.fullmatch(rows[key])):
        opened = [*rows[:key], f"{empty[1]}{empty[2]}{empty[3]}", *rows[key + 1 :]]
        yield _append(opened, [f"  - {line}" for line in lines], key + 1, ending)
    dashes = (found[1] for row in rows[key + 1 : end] if (found := _DASH.match(row)))
    items = [f"{next(dashes, '  ')}- {line}" for line in lines[:1]]
    items += [f"{items[0][: items[0].index('-')]}- {line}" for line in lines[1:]]
    last = max((n for n in range(key, end) if rows[n].strip() and not rows[n].lstrip().startswith("#")), default=key)
    yield _append(rows, items, last + 1, ending)
    yield _append(rows, items, end, ending)
    block = "".join(rows[key:end])
    for closing in reversed([found.start() for found in re.finditer(r"\]", block)]):
        for comma in (", ", " "):
            yield "".join((*rows[:key], block[:closing], comma, ", ".join(lines), block[closing:], *rows[end:]))


def _append(rows: Sequence[str], lines: Sequence[str], at: int, ending: str) -> str:
    """The rows with `lines` before row `at`; a last row without an end of line is given one first."""
    above = "".join(rows[:at])
    if above and not above.endswith(("\n", "\r")):
        above += ending
    return above + "".join(line + ending for line in lines) + "".join(rows[at:])
