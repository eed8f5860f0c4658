"""People in the records who are not in the case's register. Enters: a Report. Leaves: each form of a name, and where it stands.

New adults in a household are themselves of interest, so they are listed by name with whose records they stand in.
"""

from __future__ import annotations

from collections import defaultdict

from msgspec import Struct

from chronology.model import Entry, Mention, Provenance
from chronology.people import read_group
from chronology.people.vocabulary import fold, words_around_names
from chronology.report import Report
from chronology.review.questions import as_written
from chronology.words import split_words


class Stranger(Struct, frozen=True):
    """Somebody as written, born as written: the records and agencies they stand in, and whose records those are."""

    written: str
    born: str
    places: tuple[Provenance, ...]
    agencies: tuple[str, ...]
    beside: tuple[str, ...]  # ids of the subjects


def find_strangers(report: Report) -> list[Stranger]:
    """Everybody named in a record's own fields whom no link ties to the register, those in most records first.

    Forms with the same words and date of birth are one; whether two forms are one person is not decided here. Empty without
    a register, where everybody found is a subject.
    """
    if not report.case.subjects:
        return []
    linked = {(link.provenance, link.written) for link in report.links}
    found: dict[tuple[object, ...], list[tuple[Mention, Entry, Provenance]]] = defaultdict(list)
    for entry in (*report.chronology.entries, *report.chronology.undated):
        for mention in entry.event.mentions:
            written = as_written(mention)
            if mention.assumed or not _names_somebody(written):
                continue
            born = mention.born.edtf or mention.born.text if mention.born else ""
            for place in entry.provenance:
                if (place, written) not in linked:
                    found[tuple(sorted(split_words(written))), born].append((mention, entry, place))
    strangers = [_stranger(met) for met in found.values()]
    return sorted(strangers, key=lambda one: (-len(one.places), one.written, one.born))


def _stranger(met: list[tuple[Mention, Entry, Provenance]]) -> Stranger:
    mention = met[0][0]
    own = {subject for _, entry, _ in met for subject in (*entry.subjects, *entry.possible_subjects)}
    return Stranger(
        as_written(mention),
        mention.born.text if mention.born else "",
        tuple(sorted({place for _, _, place in met})),
        tuple(sorted({entry.event.agency for _, entry, _ in met})),
        tuple(sorted(own)),
    )


def _names_somebody(written: str) -> bool:
    """Whether the words may be a name: not "not known", and not several people at once."""
    return (
        bool(split_words(written)) and fold(written) not in words_around_names().nobody and not read_group(written)[0]
    )
