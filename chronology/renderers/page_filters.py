"""The entries of a page → what they can be filtered by. Enters: a Document. Leaves: a search form, and numbers for the script.

The words of the choices stand in the form alone. What the script goes by is numbers, so that no word of a record ever stands in a script.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

import msgspec

from chronology.document import Document, Grid
from chronology.kinds import kind_names
from chronology.model import Entry
from chronology.renderers.html_words import in_one_line

_NOBODY = "\0"  # stands for "not settled who"; no id of a subject holds it


class Facets(msgspec.Struct, frozen=True):
    """What entries can be filtered by: of each choice the number of entries, and the entries in the order of the page.

    With each entry stand the titles of the findings that its row leads to.
    """

    agencies: Counter[str]
    kinds: Counter[str]
    people: Counter[str]
    findings: Counter[str]
    entries: list[tuple[Entry, tuple[str, ...]]]


def shows_entries(grid: Grid) -> bool:
    """Whether each row of the table shows an entry."""
    return bool(grid.rows) and all(row.entry for row in grid.rows)


def gather_facets(document: Document) -> Facets:
    """What the entries of a document can be filtered by."""
    facets = Facets(Counter(), Counter(), Counter(), Counter(), [])
    rows = [row for block in document.blocks if isinstance(block, Grid) and shows_entries(block) for row in block.rows]
    elsewhere = {"", *(row.anchor for row in rows), *document.sources.values()}
    for row in rows:
        if row.entry:
            runs = (run for cell in row.cells if not isinstance(cell, str) for run in cell)
            titles = tuple(dict.fromkeys(run.text for run in runs if run.target not in elsewhere))
            facets.agencies[row.entry.event.agency] += 1
            facets.kinds.update(row.entry.event.kinds)
            facets.people.update(_people(row.entry))
            facets.findings.update(titles)
            facets.entries.append((row.entry, titles))
    return facets


def _people(entry: Entry) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*entry.subjects, *entry.possible_subjects))) or (_NOBODY,)


def write_numbers(facets: Facets) -> str:
    """The facets as JSON of numbers alone, each choice by its place in the form; a day is 20070803, an unknown one 0."""
    agencies, kinds, people, findings = (
        {name: place for place, name in enumerate(_choices(counts))}
        for counts in (facets.agencies, facets.kinds, facets.people, facets.findings)
    )
    entries = [entry for entry, _ in facets.entries]
    return msgspec.json.encode(
        {
            "agency": [[agencies[entry.event.agency]] for entry in entries],
            "kind": [[kinds[kind] for kind in entry.event.kinds] for entry in entries],
            "person": [[people[one] for one in _people(entry)] for entry in entries],
            "finding": [[findings[title] for title in titles] for _, titles in facets.entries],
            "first": [_day_number(entry.event.when.first) for entry in entries],
            "last": [_day_number(entry.event.when.last) for entry in entries],
        }
    ).decode()


def _choices(counts: Counter[str]) -> list[str]:
    return sorted(counts)


def _day_number(day: date | None) -> int:
    return day.year * 10_000 + day.month * 100 + day.day if day else 0


def write_form(facets: Facets, document: Document) -> Iterator[str]:
    """The search form; hidden until the script, which it is nothing without, shows it."""
    days = [day for entry, _ in facets.entries for day in (entry.event.when.first, entry.event.when.last) if day]
    span = f' min="{min(days).isoformat()}" max="{max(days).isoformat()}"' if days else ""
    kinds = kind_names()
    people = _name_people(facets, document)
    yield (
        '<form id="find" class="scripted" role="search" aria-label="Find entries" autocomplete="off" hidden>\n'
        '<p class="words"><label for="find-words">Words</label>'
        '<input id="find-words" name="words" type="search" placeholder="words, or No. 12" spellcheck="false"></p>\n'
        '<p class="more"><button id="find-more" type="button" aria-expanded="false" aria-controls="find-filters">Filters</button></p>\n'
        '<div id="find-filters">\n'
    )
    yield _select("agency", "Agency", "all", {name: name for name in facets.agencies}, facets.agencies)
    yield _select("kind", "Kind of event", "all", {kind: kinds.get(kind, kind) for kind in facets.kinds}, facets.kinds)
    yield _select("person", "Person", "all", people, facets.people)
    yield (
        f'<p><label for="find-from">From</label><input id="find-from" name="from" type="date"{span}></p>\n'
        f'<p><label for="find-to">To</label><input id="find-to" name="to" type="date"{span}></p>\n'
    )
    if facets.findings:
        found = {title: title for title in facets.findings}
        yield _select("finding", "Findings", "all", found, facets.findings, "with a finding")
    yield (
        '</div>\n<p class="count"><output id="find-count" for="find-words"></output> '
        '<a id="find-first" href="#page-text" hidden>Go to the first</a> '
        '<button id="find-clear" type="button" hidden>Clear</button></p>\n</form>\n'
    )


def _name_people(facets: Facets, document: Document) -> dict[str, str]:
    """Each person's name, with the id where several have the same."""
    alike = Counter(document.people.get(one, one) for one in facets.people)
    names = {}
    for one in facets.people:
        name = document.people.get(one, one)
        names[one] = f"{name} [{one}]" if alike[name] > 1 else name
    return {one: "(not settled who)" if one == _NOBODY else name for one, name in names.items()}


def _select(
    name: str, label: str, every: str, choices: dict[str, str], counts: Counter[str], anything: str = ""
) -> str:
    places = {choice: place for place, choice in enumerate(_choices(counts))}
    options = [f'<option value="">{every}</option>', f'<option value="any">{anything}</option>' if anything else ""]
    for choice in sorted(choices, key=lambda one: (one == _NOBODY, choices[one].casefold(), one)):
        options.append(f'<option value="{places[choice]}">{in_one_line(choices[choice])} ({counts[choice]:,})</option>')
    return (
        f'<p><label for="find-{name}">{label}</label>'
        f'<select id="find-{name}" name="{name}">{"".join(options)}</select></p>\n'
    )
