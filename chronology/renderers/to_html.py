"""Document → one web page that needs nothing beside it: text, tables and pictures, with a script to search and filter the entries.

Without the script it is a plain document with links. Text of records is escaped, and the page's own policy (CSP) lets only the one
style sheet and the one script run that are written here, each by its hash, and fetches nothing.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from html import escape
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from chronology.document import Block, Bullets, Content, Document, Grid, Heading, Paragraph, Picture, Row, Text
from chronology.renderers.html_words import in_lines, in_one_line
from chronology.renderers.inline_svg import inline_svg
from chronology.renderers.page_filters import gather_facets, shows_entries, write_form, write_numbers
from chronology.renderers.unseen import show_unseen

_LARGE = 2_000  # entries from which what is out of sight is not laid out (20,000 rows in Chromium 156: first sight 1.7 s → 0.3 s)
_ROWS_A_TABLE = 200  # of a large page: a table is laid out as a whole or not at all
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9]")
_SHORT = 11  # letters of a day as 01-Mar-2006, which is not broken
_SINGLE_SPACING = 1.17  # of the letters' size: the middle of what common typefaces ask for


def render(document: Document, stream: BinaryIO) -> None:
    """Writes the document as one HTML page in UTF-8. The same document gives the same bytes."""
    for part in _page(document):
        stream.write(part.encode())


def _page(document: Document) -> Iterator[str]:
    grids = list(dict.fromkeys(_likeness(block) for block in document.blocks if isinstance(block, Grid)))
    facets = gather_facets(document)
    style = _read("page.css") + _style_of_grids(grids) + _style_of_paper(document)
    script = _read("page.js")
    first, *others = document.blocks or (Heading(1, document.title),)
    titled = isinstance(first, Heading) and first.level == 1
    title = first.text if isinstance(first, Heading) and titled else document.title
    blocks = others if titled else list(document.blocks)
    large = len(facets.entries) >= _LARGE
    kind = ' class="large"' if large else ""
    marking = f'<p class="marking">{in_lines(document.layout.marking)}</p>\n' if document.layout.marking else ""
    yield (
        f'<!DOCTYPE html>\n<html lang="{escape(document.language)}"{kind}>\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{in_one_line(document.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#page-text">Skip to the text</a>\n<a class="skip scripted" href="#find-words" hidden>Find an entry</a>\n'
        f"<header>\n{marking}<h1>{in_lines(title)}</h1>\n{_contents(blocks)}</header>\n"
    )
    if facets.entries:
        yield from write_form(facets, document)
    yield '<main id="page-text" tabindex="-1">\n'
    yield from _blocks(blocks, document, grids, _ROWS_A_TABLE if large else None)
    yield "</main>\n"
    if marking:
        yield f"<footer>\n{marking}</footer>\n"
    if facets.entries:
        yield f'<script type="application/json" id="facets">{write_numbers(facets)}</script>\n'
    yield f"<script>{script}</script>\n</body>\n</html>\n"


def _read(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    style_hash, script_hash = (b64encode(sha256(text.encode()).digest()).decode() for text in (style, script))
    return (
        f"default-src 'none'; script-src 'sha256-{script_hash}'; style-src 'sha256-{style_hash}'; base-uri 'none'; "
        "form-action 'none'; require-trusted-types-for 'script'"
    )


# The parts of the document.


def _blocks(blocks: list[Block], document: Document, grids: list[Grid], rows_a_table: int | None) -> Iterator[str]:
    """A heading opens a section that lasts to the next heading of its level or above."""
    open_levels: list[int] = []
    pictures = 0
    for block in blocks:
        if isinstance(block, Heading):
            while open_levels and open_levels[-1] >= block.level:
                open_levels.pop()
                yield "</section>\n"
            open_levels.append(block.level)
            yield f"<section>\n<h{block.level}{_id(block.anchor)}>{in_lines(block.text)}</h{block.level}>\n"
        elif isinstance(block, Paragraph):
            yield f"<p>{_content(block.content, document)}</p>\n"
        elif isinstance(block, Bullets):
            yield "<ul>\n"
            for item in block.items:
                yield f"<li>{_content(item, document)}</li>\n"
            yield "</ul>\n"
        elif isinstance(block, Picture):
            pictures += 1
            yield _picture(block, f"picture-{pictures}-")
        else:
            yield from _grid(block, grids.index(_likeness(block)), document, rows_a_table)
    yield "</section>\n" * len(open_levels)


def _picture(picture: Picture, prefix: str) -> str:
    drawing = inline_svg(picture.svg, prefix, picture.title, picture.description)
    return (
        f'<figure{_id(picture.anchor)}>\n<figcaption id="{prefix}caption">{in_lines(picture.title)}</figcaption>\n'
        f'<div class="drawing" tabindex="0" role="region" aria-labelledby="{prefix}caption">{drawing}</div>\n'
        f"<details><summary>The picture in words</summary><p>{in_lines(picture.description)}</p></details>\n</figure>\n"
    )


def _grid(grid: Grid, number: int, document: Document, rows_a_table: int | None) -> Iterator[str]:
    kind = "entries " if shows_entries(grid) else ""
    shares = f"<colgroup>{'<col>' * len(grid.headings)}</colgroup>" if grid.shares else ""
    headings = "".join(f'<th scope="col">{in_lines(heading)}</th>' for heading in grid.headings)
    head = f'<div class="table"><table class="{kind}g{number}">{shares}\n<thead><tr>{headings}</tr></thead>\n<tbody>\n'
    rows = iter(grid.rows)
    while some := list(islice(rows, rows_a_table)):
        yield head
        for row in some:
            yield _row(row, document)
        yield "</tbody></table></div>\n"


def _row(row: Row, document: Document) -> str:
    first, *others = [_content(cell, document) if cell else "" for cell in row.cells]
    # The first cell names its row to who hears the table read.
    return f'<tr{_id(row.anchor)}><th scope="row">{first}</th>{"".join([f"<td>{one}</td>" for one in others])}</tr>\n'


def _content(content: Content, document: Document) -> str:
    if isinstance(content, str):
        return in_lines(content)
    return "".join([_run(run, document) for run in content])


def _run(run: Text, document: Document) -> str:
    written = in_lines(run.text)
    if run.day:
        parts = (
            f"<span>{in_lines(part)}</span>" if len(part) <= _SHORT else in_lines(part) for part in run.text.split(" ")
        )
        written = f'<time datetime="{run.day.isoformat()}">{" ".join(parts)}</time>'
    if run.strong:
        written = f"<strong>{written}</strong>"
    target = run.target or document.sources.get(run.source, "")
    return f'<a href="#{escape(target)}">{written}</a>' if target else written


def _id(anchor: str) -> str:
    return f' id="{escape(anchor)}"' if anchor else ""


def _contents(blocks: Iterable[Block]) -> str:
    """The list of the main sections, and of the years below the one that is in years."""
    items: list[str] = []
    for block in blocks:
        if isinstance(block, Heading) and block.anchor:
            if block.level == 2:
                items.append(f'<li><a href="#{escape(block.anchor)}">{in_lines(block.text)}</a>')
            elif block.level == 3 and items and block.anchor == f"year-{block.text}":
                items[-1] += f' <a href="#{escape(block.anchor)}">{in_lines(block.text)}</a>'
    listed = "".join(f"{item}</li>\n" for item in items)
    return f'<nav aria-label="Contents"><ul>\n{listed}</ul></nav>\n' if items else ""


# What differs from document to document in the style sheet.


def _likeness(grid: Grid) -> Grid:
    """What grids must have in common to be styled as one."""
    return Grid(grid.headings, (), grid.shares, grid.numeric)


def _style_of_grids(grids: list[Grid]) -> str:
    """The widths of columns, and on a narrow screen, where rows become blocks, the heading before each cell."""
    rules: list[str] = []
    labels: list[str] = []
    for number, grid in enumerate(grids):
        whole = sum(grid.shares)
        for column, heading in enumerate(grid.headings, 1):
            if grid.shares:
                rules.append(
                    f".g{number} col:nth-child({column}){{width:{100 * grid.shares[column - 1] / whole:.2f}%}}"
                )
            labels.append(f".g{number} tbody tr>:nth-child({column})::before{{content:{_css_string(heading)}}}")
        rules += [f".g{number} tr>:nth-child({column + 1}){{text-align:end}}" for column in grid.numeric]
    on_a_phone = "\n".join(labels)
    return "".join(f"{rule}\n" for rule in (*rules, f"@media screen and (max-width:56rem){{\n{on_a_phone}\n}}"))


def _style_of_paper(document: Document) -> str:
    layout = document.layout
    turned = " landscape" if layout.landscape else ""
    marking = _css_string(layout.marking)
    return (
        f"@page{{size:A4{turned};margin:16mm 14mm;font:8pt sans-serif;@top-center{{content:{marking}}}@bottom-center{{content:{marking}}}"
        '@bottom-right{content:counter(page) " / " counter(pages)}}\n'
        f"@media print{{body,table{{font-size:{layout.text_points:g}pt;line-height:{_SINGLE_SPACING * layout.line_spacing:.2f}}}}}\n"
    )


def _css_string(text: str) -> str:
    return '"' + _NOT_PLAIN.sub(lambda match: f"\\{ord(match[0]):x} ", show_unseen(text)) + '"'
