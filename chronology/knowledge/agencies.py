"""Which agencies the case has and for which time each speaks. Enters: entries, sources, the scope. Leaves: Agencies.

An export without any usable record is not supplied, unless it is a nil return: read, headings in place, and a stated period.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from msgspec import Struct

from chronology.model import Entry, Source
from chronology.sectors import sectors_in
from chronology.supplied import is_supplied
from chronology.words import fold_words

Scope = tuple[date | None, date | None]
AgenciesOf = Callable[[Entry], tuple[str, ...]]


NO_DAY = "no dated record"


class Agency(Struct, frozen=True):
    """An agency by its name. `periods` are those its exports speak for, both days inclusive; `basis` empty: it supplied nothing."""

    name: str
    sector: str
    periods: tuple[tuple[date, date], ...] = ()
    basis: str = ""


def gather_agencies(entries: Iterable[Entry], sources: Sequence[Source], scope: Scope) -> tuple[Agency, ...]:
    """The agencies that supplied something, by name; one export may hold the records of several."""
    supplied = [source for source in sources if is_supplied(source)]
    named: dict[str, dict[str, str]] = {source.path: {} for source in supplied}
    for path, name, sector in {(one.event.provenance.source, one.event.agency, one.event.sector) for one in entries}:
        if path in named:
            named[path][name] = sector
    found: dict[str, list[tuple[str, Source]]] = {}
    for source in supplied:
        for name, sector in (named[source.path] or {source.agency: source.sector}).items():
            found.setdefault(name, []).append((sector, source))
    return tuple(_agency(name, found[name], scope) for name in sorted(found))


def _agency(name: str, exports: list[tuple[str, Source]], scope: Scope) -> Agency:
    periods = sorted({period for _, source in exports if (period := _period(source, scope))})
    bases = sorted({source.covers.basis if source.covers else NO_DAY for _, source in exports})
    return Agency(name, min(sector for sector, _ in exports), _join(periods), " and ".join(bases))


def _join(periods: Iterable[tuple[date, date]]) -> tuple[tuple[date, date], ...]:
    """The same days in as few periods as possible: what two exports cover without a day between them is one period."""
    joined: list[tuple[date, date]] = []
    for first, last in periods:
        if joined and first.toordinal() <= joined[-1][1].toordinal() + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return tuple(joined)


def missing_agencies(expected: Iterable[str], agencies: Sequence[Agency]) -> tuple[Agency, ...]:
    """The expected agencies that supplied nothing, as the case names them.

    One counts as supplied where all words of its name stand in the name of an agency that is, or where it names a sector that is.
    """
    names = [set(fold_words(agency.name).split()) for agency in agencies]
    sectors = {fold_words(agency.sector) for agency in agencies}
    missing = []
    for written in expected:
        words = set(fold_words(written).split())
        if fold_words(written) in sectors or any(words <= name for name in names):
            continue
        guesses = sorted(sectors_in(written).items(), key=lambda guess: (-guess[1], guess[0]))
        missing.append(Agency(written.strip(), guesses[0][0] if guesses else "other"))
    return tuple(missing)


def holders(sources: Sequence[Source]) -> AgenciesOf:
    """A function that tells every agency whose export holds an entry, the one whose record is shown first."""
    by_path = {source.path: source.agency for source in sources}

    def agencies_of(entry: Entry) -> tuple[str, ...]:
        if len(entry.provenance) < 2:
            return (entry.event.agency,)
        others = (
            by_path.get(place.source, "") for place in entry.provenance if place.source != entry.event.provenance.source
        )
        return tuple(dict.fromkeys((entry.event.agency, *(other for other in others if other))))

    return agencies_of


def _period(source: Source, scope: Scope) -> tuple[date, date] | None:
    """What the export speaks for within the scope; where nobody stated it, from its first record to its last."""
    if source.covers is None:
        return None
    first = max(source.covers.first, scope[0] or date.min)
    last = min(source.covers.last, scope[1] or date.max)
    return (first, last) if first <= last else None
