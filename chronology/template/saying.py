"""What the cells of a board's table say of an entry. Enters: a report and the recipes of the columns. Leaves: text, cell by cell.

The words are those of the full chronology. No finding comes in: what the records lack is for the board to say, not for its table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from chronology.compose.entries import EntryRows, say_seen, say_time
from chronology.compose.selection import say_asked, say_left_out
from chronology.compose.words import say_people, say_place
from chronology.kinds import kind_names
from chronology.model import Entry
from chronology.report import Report
from chronology.template.columns import Recipe


class Sayings:
    """Says entries in the columns of one table; holds what every row looks up."""

    def __init__(self, report: Report, recipes: Sequence[Recipe]) -> None:
        self.report, self.recipes = report, recipes
        self.held = frozenset(part.fact for recipe in recipes for part in recipe)
        self.words = EntryRows(report)
        self.names = {subject.id: subject.name for subject in report.subjects}

    def rows(self) -> Iterator[tuple[str, ...]]:
        """A row an entry in the one order, the undated last. Before them a selected report says what it leaves out."""
        if self.report.left_out:
            asked = "; ".join(say_asked(self.report.left_out.asked, self.report))
            said = f"{say_left_out(self.report)} Asked for: {asked}."
            yield tuple(said if any(part.fact == "text" for part in recipe) else "" for recipe in self.recipes)
        for entry in (*self.report.chronology.entries, *self.report.chronology.undated):
            yield tuple("\n".join(self._parts(entry, recipe)) for recipe in self.recipes)

    def _parts(self, entry: Entry, recipe: Recipe) -> Iterator[str]:
        for part in recipe:
            said = _SAID[part.fact](self, entry)
            if said:
                yield f"{part.before}{said}"

    def say_people(self, entry: Entry) -> str:
        """Who it is about, and who it might be about."""
        might = " or ".join(self.names[one] for one in entry.possible_subjects)
        about = say_people(entry.subjects, self.names)
        return "; ".join(filter(None, (about, might and f"to review, might be {might}")))

    def say_event(self, entry: Entry) -> str:
        """What happened, without what another column of the table says."""
        event = entry.event
        event = replace(
            event,
            category="" if "kind" in self.held and (event.summary or event.code) else event.category,
            voice=self._unless_held("voice", event.voice),
            present=self._unless_held("present", event.present),
        )
        return "".join(run.text for run in self.words.say_event(replace(entry, event=event))).strip()

    def _unless_held(self, fact: str, text: str) -> str:
        return "" if fact in self.held else text

    def say_places(self, entry: Entry) -> str:
        """The number of the entry, unless another column has it; the files and rows it was met in, and what the record itself cites."""
        number = "" if "number" in self.held else f"No. {entry.number}"
        places = "; ".join(say_place(place) for place in entry.provenance)
        return "\n".join(filter(None, (", ".join(filter(None, (number, places))), entry.event.source_document)))


def _say_date(_: Sayings, entry: Entry) -> str:
    """A certain day as 13/10/2006; any other date as the record writes it."""
    when = entry.event.when
    if when.precision == "day" and when.first and when.first == when.last:
        return f"{when.first.day:02}/{when.first.month:02}/{when.first.year:04}"
    return when.text or "undated"


def _say_kind(_: Sayings, entry: Entry) -> str:
    return entry.event.category or "; ".join(kind_names()[kind] for kind in entry.event.kinds)


def _member(name: str) -> Callable[[Sayings, Entry], str]:
    return lambda _, entry: str(getattr(entry.event, name))


_SAID: dict[str, Callable[[Sayings, Entry], str]] = {
    "number": lambda _, entry: str(entry.number),
    "date": _say_date,
    "time": lambda _, entry: say_time(entry),
    "recorded": lambda _, entry: entry.event.recorded.text if entry.event.recorded else "",
    "name": Sayings.say_people,
    "age": lambda sayings, entry: sayings.words.say_ages(entry),
    "kind": _say_kind,
    "text": Sayings.say_event,
    "child_seen": lambda _, entry: say_seen(entry),
    "found_in": Sayings.say_places,
    **{name: _member(name) for name in "voice present action outcome place code agency author author_role".split()},
}
