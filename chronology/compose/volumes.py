"""A long Document → volumes: documents that a typesetter can take one at a time, the first with an index of all.

Nothing is left out and nothing is said twice but headings: every row stands in exactly one volume. A link that would lead into
another volume becomes the number of that volume.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from chronology.compose.words import say_day
from chronology.document import Block, Bullets, Content, Document, Grid, Heading, Paragraph, Picture, Row, Text
from chronology.model import Entry

MOST_IN_ONE = 5_000  # rows of the chronology that one document may have
_MOST_IN_A_VOLUME = 3_000  # rows of any table: what the typesetter sets in less than a gigabyte


def volumes(document: Document, most_in_one: int = MOST_IN_ONE, most: int = _MOST_IN_A_VOLUME) -> tuple[Document, ...]:
    """The document itself where its chronology has at most `most_in_one` rows; else documents of at most `most` rows each.

    A section that fits is not cut; one that does not begins a volume of its own.
    """
    if sum(1 for _ in _entries(document.blocks)) <= most_in_one:
        return (document,)
    front, *sections = _sections(document.blocks)
    parts: list[list[Block]] = [[]]
    room = most
    for section in sections:
        weight = sum(map(_weight, section))
        if weight > room and (parts[-1] or weight > most):
            parts.append([])
            room = most
        if weight <= room:
            parts[-1] += section
            room -= weight
        else:
            cut = list(_cut(section, most))
            parts[-1:] = cut
            room = most - sum(map(_weight, cut[-1]))
    parts = [part for part in parts if part]
    above = next((at for at, block in enumerate(front) if isinstance(block, Picture)), len(front))
    parts[0] = [*front[:above], *_index(parts), *front[above:], *parts[0]]
    return tuple(_volume(document, parts, number) for number in range(len(parts)))


def _sections(blocks: Iterable[Block]) -> list[list[Block]]:
    """What stands before the first heading of level 2, then each such heading with what it heads."""
    sections: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, Heading) and block.level == 2:
            sections.append([])
        sections[-1].append(block)
    return sections


def _weight(block: Block) -> int:
    return len(block.rows) if isinstance(block, Grid) else len(block.items) if isinstance(block, Bullets) else 0


def _cut(section: Sequence[Block], most: int) -> Iterator[list[Block]]:
    """A section in parts of at most `most` rows; a part that begins within it repeats the headings it stands under."""
    part: list[Block] = []
    room = most
    over: dict[int, Heading] = {}  # level → the heading that what comes next stands under
    for block in section:
        if isinstance(block, Heading):
            over = {level: heading for level, heading in over.items() if level < block.level} | {block.level: block}
        rest: Block = block
        while _weight(rest) > room:
            if isinstance(rest, Grid) and room:
                part.append(replace(rest, rows=rest.rows[:room]))
                rest = replace(rest, rows=rest.rows[room:])
            elif isinstance(rest, Bullets) and room:
                part.append(replace(rest, items=rest.items[:room]))
                rest = replace(rest, items=rest.items[room:])
            begun: list[Block] = []  # headings with nothing under them yet
            while part and isinstance(part[-1], Heading):
                begun.insert(0, part.pop())
            if part:
                yield part
            again = [heading for heading in over.values() if heading not in begun]
            part = [*(replace(one, text=f"{one.text} (continued)", anchor="") for one in again), *begun]
            room = most
        part.append(rest)
        room -= _weight(rest)
    yield part


def _index(parts: Sequence[Sequence[Block]]) -> list[Block]:
    rows = []
    for number, part in enumerate(parts, 1):
        entries = list(_entries(part))
        days = [day for entry in entries if (day := entry.event.when.first)]
        held = dict.fromkeys(block.text for block in part if isinstance(block, Heading) and block.level == 2)
        rows.append(
            Row(
                (
                    str(number),
                    "; ".join(held),
                    f"{entries[0].number} to {entries[-1].number}" if entries else "",
                    say_day(min(days)) if days else "",
                    say_day(max(days)) if days else "",
                )
            )
        )
    return [
        Heading(2, "Volumes", "volumes"),
        Paragraph(
            "The whole is too long for one document. A number in brackets after a reference is that of the volume it stands in."
        ),
        Grid(("Volume", "Holds", "Entries", "First day", "Last day"), tuple(rows), (2.0, 16.0, 6.0, 6.0, 6.0)),
    ]


def _volume(document: Document, parts: Sequence[Sequence[Block]], number: int) -> Document:
    title = f"{document.title}, volume {number + 1} of {len(parts)}"
    elsewhere = {anchor: other for other, part in enumerate(parts, 1) for anchor in _anchors(part)}
    for anchor in _anchors(parts[number]):
        del elsewhere[anchor]
    blocks = [_unlink(block, elsewhere) for block in parts[number]]
    if isinstance(blocks[0], Heading) and blocks[0].level == 1:
        del blocks[0]
    return replace(
        document,
        title=title,
        blocks=(Heading(1, title), *blocks),
        layout=replace(document.layout, contents=document.layout.contents and number == 0),
    )


def _anchors(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Heading | Picture) and block.anchor:
            yield block.anchor
        elif isinstance(block, Grid):
            yield from (row.anchor for row in block.rows if row.anchor)


def _entries(blocks: Iterable[Block]) -> Iterator[Entry]:
    for block in blocks:
        if isinstance(block, Grid):
            yield from (row.entry for row in block.rows if row.entry)


def _unlink(block: Block, elsewhere: dict[str, int]) -> Block:
    """The block, its links to anchors `elsewhere` turned to the number of the volume there."""
    if isinstance(block, Paragraph):
        return replace(block, content=_unlink_content(block.content, elsewhere))
    if isinstance(block, Bullets):
        return replace(block, items=tuple(_unlink_content(one, elsewhere) for one in block.items))
    if isinstance(block, Grid):
        return replace(
            block,
            rows=tuple(
                replace(row, cells=tuple(_unlink_content(cell, elsewhere) for cell in row.cells)) for row in block.rows
            ),
        )
    return block


def _unlink_content(content: Content, elsewhere: dict[str, int]) -> Content:
    if isinstance(content, str) or not any(run.target in elsewhere for run in content):
        return content
    runs: list[Text] = []
    for run in content:
        volume = elsewhere.get(run.target)
        runs.append(run if volume is None else replace(run, text=f"{run.text} (volume {volume})", target=""))
    return tuple(runs)
