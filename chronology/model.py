"""The nouns of a chronology: plain frozen values, passed from stage to stage.

Enters: nothing. Leaves: the types. No reading, no deciding, no printing belongs here.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

Precision = Literal["day", "month", "year", "range", "approximate", "unknown"]
Standing = Literal["confirmed", "probable", "possible"]
ColumnStanding = Literal["sure", "likely", "unsure"]
Level = Literal["error", "warning", "note"]
Outcome = Literal["no_record", "late", "cannot_tell", "pattern"]


class When(Struct, frozen=True, gc=False):
    """A date exactly as precise as its source. `first` and `last` are the first and last possible day, both inclusive."""

    text: str
    first: date | None
    last: date | None
    precision: Precision
    time: str | None = None  # "14:20"
    time_end: str | None = None
    edtf: str = ""


class Provenance(Struct, frozen=True, gc=False, order=True):
    """Where a record stands: `source` is the path as the case names it, `row` as a person sees it (contract: rows start at 1)."""

    source: str
    sheet: str | None
    row: int


class Issue(Struct, frozen=True, gc=False):
    """Trouble with the data. `message` names places, never contents."""

    code: str
    level: Level
    message: str
    source: str | None = None
    sheet: str | None = None
    row: int | None = None
    heading: str | None = None


class Remark(Struct, frozen=True, gc=False, order=True):
    """What a container holds beside a cell's plain text and a person looking at the page may miss or read otherwise.

    `row` as a person sees it, `column` from 0, -1 where it is the whole row's; `text` verbatim, empty where there is none to show.
    """

    row: int
    column: int
    kind: Literal["comment", "struck", "deleted", "inserted", "hidden", "merged", "error", "formula"]
    text: str = ""


class Table(Struct, frozen=True):
    """One sheet, one document table or one text file. `rows[i]` is row i + 1 as a person sees it; every cell is text, verbatim.

    `headings` is set only where the container itself names its columns (JSON); otherwise the headings are some row of `rows`.
    Dates that a spreadsheet holds as dates are written ISO (2007-04-03, 2007-04-03T14:05:00). `above`: the lines of text that stand
    over the table in a document and are no rows of it, the nearest last.
    """

    source: str
    sheet: str | None
    rows: list[tuple[str, ...]]
    headings: tuple[str, ...] | None = None
    remarks: tuple[Remark, ...] = ()
    above: tuple[str, ...] = ()


class Column(Struct, frozen=True):
    """How one column is read: `index` from 0, `field` from the contract's field names."""

    index: int
    heading: str
    field: str
    standing: ColumnStanding
    reason: str


class Recognition(Struct, frozen=True):
    """How one table is read: where its headings are and what each column means."""

    source: str
    sheet: str | None
    profile: str | None  # name of the profile used, None when worked out from the table alone
    heading_row: int | None  # None: no heading row
    first_row: int  # the first row that may hold a record
    columns: tuple[Column, ...]
    not_records: dict[
        int, str
    ]  # row → why it is not a record ("title", "heading", "repeated heading", "blank", "total")
    agency: str | None  # named by the profile or the title rows
    sector: str | None
    person: str | None  # whom the title rows say the export is about, as written
    kinds: dict[
        str, tuple[str, ...]
    ]  # the agency's own category or code, casefolded → kinds of event; "": of every row
    unexplained_people: str = ""  # heading of a column of people of whom nothing tells that the records are about them


class Mention(Struct, frozen=True, gc=False):
    """A person as written in one record's own fields. Empty text where the record says nothing."""

    written: str
    forename: str = ""
    middle_names: str = ""
    surname: str = ""
    also_known_as: tuple[str, ...] = ()
    born: When | None = None
    age: str = ""
    sex: str = ""
    nhs_number: str = ""
    upn: str = ""
    agency_id: str = ""
    address: str = ""
    postcode: str = ""
    age_or_class: str = ""  # `5M`: a school's class, or the age of a boy
    assumed: bool = False  # not in the record itself: taken from the export's title rows


class Injury(Struct, frozen=True, gc=False):
    """An injury that a record tells of: `site` and `side` as narrative/body.yaml names them, empty where unsaid, and its words, verbatim."""

    site: str
    side: str
    words: str


class Event(Struct, frozen=True, gc=False):
    """One thing that happened, normalised from one record. `id` depends on the record's own words alone."""

    id: str
    provenance: Provenance
    when: When
    agency: str
    sector: str
    kinds: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    recorded: When | None = None
    ended: When | None = None  # of a record of a missing child: when it was found, where that was on a later day
    ref: str = ""
    category: str = ""  # the agency's own contact type
    code: str = ""
    summary: str = ""
    action: str = ""
    outcome: str = ""
    author: str = ""
    author_role: str = ""
    present: str = ""
    child_seen: str = ""
    voice: str = ""
    place: str = ""
    source_document: str = ""
    other: tuple[tuple[str, str], ...] = ()  # (heading, text) of columns kept without a meaning
    injuries: tuple[Injury, ...] = ()  # as far as the words say where on the body they are
    worrying: bool = False  # by its words it may be a sign of worry, whatever kinds it is of (narrative/weighing.py)


class Covers(Struct, frozen=True):
    """The period an export speaks for."""

    first: date
    last: date
    basis: Literal["stated", "first and last record"]


class Source(Struct, frozen=True):
    """A file as an agency sent it."""

    id: str  # "S1", in order of path
    path: str
    sha256: str
    agency: str
    sector: str
    covers: Covers | None
    recognitions: tuple[Recognition, ...]
    account: Account


class Account(Struct, frozen=True):
    """Where a source's records went; `records` is the sum of the others."""

    records: int = 0
    entries: int = 0
    undated: int = 0
    out_of_scope: int = 0
    duplicates: int = 0
    set_aside: int = 0


CHILDREN = ("child", "sibling")
"""Roles of the children of a case."""

PREGNANCY = timedelta(days=280)
"""40 weeks: so long before its birth a record may speak of a child."""


class Subject(Struct, frozen=True):
    """A person of the case, from its register or worked out from the records."""

    id: str
    name: str
    role: str  # child | sibling | parent | carer | other
    born: When | None = None
    died: date | None = None
    sex: str = ""
    also_known_as: tuple[str, ...] = ()
    identifiers: dict[str, str] = {}  # nhs_number, upn, and agency ids
    address: str = ""
    postcode: str = ""
    registered: bool = True


class Evidence(Struct, frozen=True, gc=False):
    """One comparison of a mention with a subject: `weight` in bits, for (+) or against (-)."""

    field: str
    written: str
    known: str
    verdict: str  # equal | close | swapped | different | decided | ...
    weight: float


class Corrected(Struct, frozen=True):
    """A record whose kinds a person corrected in the case file: what that added to what was read, and what it took away."""

    provenance: Provenance
    entry: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    by: str
    on: str
    why: str


class Link(Struct, frozen=True, gc=False):
    """A mention taken to be a subject (confirmed, probable) or put to a person to decide (possible)."""

    provenance: Provenance
    written: str
    subject: str
    standing: Standing
    score: float  # 0 to 1
    evidence: tuple[Evidence, ...]


class Entry(Struct, frozen=True, gc=False):
    """An event in its place in the chronology. `provenance` lists every record it was met in, the shown one first."""

    number: int
    id: str
    event: Event
    subjects: tuple[str, ...]
    possible_subjects: tuple[str, ...]
    provenance: tuple[Provenance, ...]
    same_event_as: tuple[str, ...] = ()


class Chronology(Struct, frozen=True):
    """Entries in the one order, the undated apart, and where every record went."""

    entries: tuple[Entry, ...]
    undated: tuple[Entry, ...]
    accounts: dict[str, Account]  # by source path
    covers: dict[str, Covers | None]  # by source path


class Finding(Struct, frozen=True):
    """What a gap rule says about the case: a prompt to look, never a verdict."""

    id: str
    rule: str
    title: str
    topic: str
    level: Literal["high", "medium", "low"]
    outcome: Outcome
    subjects: tuple[str, ...]
    entries: tuple[str, ...]
    answered_by: tuple[str, ...]
    due: date | None
    searched: tuple[str, ...]  # source paths
    statement: str
    reckoning: str = ""  # how the due day was counted: from what, by which calendar, which days were skipped
    related: tuple[str, ...] = ()  # ids of findings about the same entries, worst first


class Check(Struct, frozen=True):
    """How often a rule was put to the case, by outcome."""

    rule: str
    met: int = 0
    late: int = 0
    no_record: int = 0
    cannot_tell: int = 0
    pattern: int = 0
    not_run: str = ""  # why the rule could not run at all
