"""Table → Recognition: where the headings are and what each column means.

Enters: one table, the profile its source names (if any), the shipped profiles, the path as the case names it. Leaves: the
Recognition and the issues met. `arrange` comes before it: it makes the tables of a file into tables of one shape each. Turning
rows into events is for `normalise`; reading files for `readers`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath

import msgspec

from chronology.dates import day_parts_over_twelve, looks_like_date, read_date
from chronology.issues import issue
from chronology.model import Column, Issue, Recognition, Table
from chronology.people import PERSON_FIELDS
from chronology.profile import MONTH_FIRST, Profile
from chronology.recognise.cells import look_at, opens_with_date
from chronology.recognise.columns import decide_columns
from chronology.recognise.counts import compare_counts
from chronology.recognise.fits import DATES
from chronology.recognise.heading_rows import (
    SEARCHED_ROWS,
    HeadingRows,
    filled,
    find_heading_row,
    find_headings,
    headings_at,
    is_value,
)
from chronology.recognise.headings import LONGEST_HEADING, ideas_of, numbers_files, tells_parties
from chronology.recognise.layout import find_other_rows, is_total, row_words
from chronology.recognise.record_types import kinds_of_table
from chronology.recognise.registered_names import (
    NO_NAMES,
    REASON,
    Names,
    find_people_column,
    heading_of_strangers,
    holds_surnames,
    names_of,
    person_titled,
)
from chronology.recognise.second_looks import Owner, shown_heading
from chronology.recognise.sections import arrange
from chronology.recognise.titles import agency_in, person_in, sector_of
from chronology.sectors import sectors_in
from chronology.words import fold_words, heading_key, split_words

__all__ = ["NO_NAMES", "Names", "arrange", "compare_counts", "names_of", "recognise"]

SAMPLE_FROM_TOP = 120
MOST_TITLE_WORDS = 12  # of a paragraph above a table
SHARE_OF_WORKERS = 0.6  # of the cells of a "Who", from which it says who wrote
_PARTS_OF_CELL = re.compile(r"\s*[;,/&]\s*")
SAMPLE_SPREAD = 80
TURNED_ROUND = 4  # true dates and written ones, from which it is no chance that no day of the former is over twelve
LONGEST_NUMERIC_DATE = 10  # characters: what follows is a time
LEAST_NUMBERED = 5  # records, from which it is no chance that a number comes again or never does
LEAST_DAYS_ACROSS = 5  # dates in one row, from which they are the headings of a register
LONGEST_TITLE = 500  # characters of a title cell that are looked at

Row = tuple[str, ...]

_TRUE_DATE = re.compile(r"\d{4}-\d\d-(\d\d)(?:$|T)")
_TURNED_ROUND = "every date held as text has a day over 12 and no date held as a date has one, so a spreadsheet may have turned these round"

_PERSON = frozenset(("name", "surname", "forename", "nhs_number", "upn", "born"))
_CONTACT = frozenset(("summary", "action", "outcome", "author", "child_seen", "voice", "present", "time", "recorded"))
_CODE_LIST = frozenset(("code", "kind", "ref", "other", "summary"))


def recognise(
    table: Table,
    profile: Profile | None,
    profiles: Sequence[Profile],
    path: str,
    beside: Sequence[Table] = (),
    names: Names = NO_NAMES,
) -> tuple[Recognition, tuple[Issue, ...]]:
    """How the table is read. A given profile is used where it fits; else the one shipped profile that fits; else the table alone.

    `beside` are the tables of its file; the cells of those with the same headings count as well, so that all of them are read alike.
    `names`: those of the case's register, whose children tell the column that names them where no heading does.
    """
    if _holds_titles(table, beside):
        return _of_titles(table), ()
    issues: list[Issue] = []
    chosen = _choose_profile(table, profile, profiles, issues)
    found = _find_headings(table, chosen)
    first = found.end if found else _first_row(table)
    headings = _headings(table, found, first)
    sample = _sample(_rows_of_alike(table, beside) or table.rows, first)
    named = found is not None or table.headings is not None
    looks = [look_at(row[index] for row in sample if index < len(row)) for index in range(len(headings))]

    def decide(taken: Sequence[Column]) -> tuple[tuple[Column, ...], list[Issue]]:
        return decide_columns(
            headings,
            looks,
            named,
            taken,
            lambda a, b: all(_cell(row, a) == _cell(row, b) for row in sample),
            lambda a, b: all(_is_before(_cell(row, a), _cell(row, b)) for row in sample),
            lambda number, people: _whose_number(sample, number, people),
        )

    columns, doubts = decide(_profile_columns(chosen, headings) if chosen else ())
    titles = _cut_titles(table.rows[: found.top if found else first])
    above = _cut_titles([(line,) for line in reversed(table.above)])
    person = person_in(titles) or person_in(above[::-1])
    if not chosen and not person and (people := find_people_column(columns, sample, names)):
        columns, doubts = decide((people,))
        doubts.append(
            issue("column_assumed", heading=shown_heading(people.heading, people.index), detail=f"name, as {REASON}")
        )
    if not chosen:
        columns = _without_files(_with_whole_names(columns, sample, names), sample)
        columns = _without_roles_of_parties(_with_who_wrote(columns, sample, person or ""), sample)
    named_by = chosen or person or any(column.field in ("name", "forename", "surname") for column in columns)
    strangers = "" if named_by else heading_of_strangers(columns, sample)
    if not (person or strangers or any(column.field in PERSON_FIELDS for column in columns)):
        nearest_first = ["  ".join(filled(row)) for row in (*reversed(titles), *above)]
        if person := person_titled((*nearest_first, table.sheet or "", PurePath(path).stem), names):
            issues.append(issue("person_titled"))
    if _is_diary(columns, sample):
        columns = tuple(msgspec.structs.replace(column, field="summary", standing="likely") for column in columns)
    narrative = frozenset(column.index for column in columns if column.field == "summary")
    others = find_other_rows(
        table.rows, found.top if found else None, found.position if found else None, first, narrative, table.above
    )
    if _has_record_shape(columns, named) or _is_diary(columns, sample):
        issues += doubts
        issues += _question_table(table.rows[first:], columns, named, chosen)
    else:
        others |= {number: "not a record" for number in range(1, len(table.rows) + 1) if number not in others}
        columns = tuple(msgspec.structs.replace(column, field="other", standing="likely") for column in columns)
        register = any(sum(map(looks_like_date, row)) >= LEAST_DAYS_ACROSS for row in table.rows[:SEARCHED_ROWS])
        issues.append(issue("days_across" if register else "table_not_records"))
    if table.sheet is None and table.rows and len(others) == len(table.rows) and any(map(any, table.rows)):
        issues.append(issue("no_records_found"))
    agency = (chosen.agency if chosen else "") or agency_in(titles) or agency_in(above) or None
    sector = (
        chosen.sector if chosen else _sector(table, path, [*titles, *above], agency or "", headings, columns, sample)
    )
    recognition = Recognition(
        source=table.source,
        sheet=table.sheet,
        profile=chosen.name if chosen else None,
        heading_row=found.position + 1 if found else None,
        first_row=first + 1,
        columns=columns,
        not_records=others,
        agency=agency,
        sector=sector,
        person=person or None,
        kinds=kinds_of_table(path, table.sheet or "", titles or above[:1], headings, columns, sector)
        | (chosen.kinds if chosen else {}),
        unexplained_people=strangers,
    )
    return recognition, tuple(msgspec.structs.replace(one, source=table.source, sheet=table.sheet) for one in issues)


def _holds_titles(table: Table, beside: Sequence[Table]) -> bool:
    """Whether a table is nothing but the paragraphs that stand above other tables of its file, which read them as their titles.

    A line that opens with a date, or is long enough to tell something, is no title.
    """
    titles = {line for other in beside for line in other.above}
    lines = [row[0].strip() if len(row) == 1 else "" for row in table.rows if any(row)]
    return bool(titles) and all(
        line in titles
        and len(line.split()) <= MOST_TITLE_WORDS
        and (not opens_with_date(line) or fold_words(line.split()[0]) in row_words().detail_labels)  # `DOB 11/09/89`
        for line in lines
    )


def _of_titles(table: Table) -> Recognition:
    rows = {number: "title" if any(row) else "blank" for number, row in enumerate(table.rows, 1)}
    width = max(map(len, table.rows), default=0)
    columns = tuple(Column(index, "", "other", "likely", "cell looks") for index in range(width))
    return Recognition(table.source, table.sheet, None, None, 1, columns, rows, None, None, None, {})


def _with_whole_names(columns: tuple[Column, ...], sample: Sequence[Row], names: Names) -> tuple[Column, ...]:
    """The columns; one of forenames in which the register's surnames stand as well ("Child (as given)"), without any of surnames, as names."""
    if {"name", "surname"} & {column.field for column in columns}:
        return columns
    return tuple(
        msgspec.structs.replace(column, field="name")
        if column.field == "forename" and holds_surnames(column, sample, names)
        else column
        for column in columns
    )


def _with_who_wrote(columns: tuple[Column, ...], sample: Sequence[Row], person: str) -> tuple[Column, ...]:
    """The columns; a "Who" that holds workers ("SW", "Health visitor"), or never names anybody of the name of the `person` above the
    headings, says who wrote the record.
    """
    if any(column.field == "author" for column in columns):
        return columns
    named = set(split_words(person))
    return tuple(
        msgspec.structs.replace(column, field="author", standing="likely")
        if column.field == "name"
        and ideas_of(column.heading)[0] == ("who",)
        and (_holds_workers(column, sample) or (named and _names_none_of(named, column, sample)))
        else column
        for column in columns
    )


def _names_none_of(named: set[str], column: Column, sample: Sequence[Row]) -> bool:
    return all(named.isdisjoint(split_words(_cell(row, column.index))) for row in sample)


def _holds_workers(column: Column, sample: Sequence[Row]) -> bool:
    """Whether most of the filled cells are a worker's role and nothing else."""
    cells = [cell for row in sample if (cell := _cell(row, column.index))]
    roles = sum(1 for cell in cells if set(ideas_of(cell)[0]) == {"staff"} and ideas_of(cell)[1] == 0)
    return roles >= len(cells) * SHARE_OF_WORKERS


def _without_roles_of_parties(columns: tuple[Column, ...], sample: Sequence[Row]) -> tuple[Column, ...]:
    """The columns; a "Role" that tells what people were to an occurrence ("Victim; Suspect") says nothing of who wrote the record."""
    return tuple(
        msgspec.structs.replace(column, field="other", standing="likely")
        if column.field == "author_role" and _holds_parties(column, sample)
        else column
        for column in columns
    )


def _holds_parties(column: Column, sample: Sequence[Row]) -> bool:
    cells = [cell for row in sample if (cell := _cell(row, column.index))]
    parties = [cell for cell in cells if any(map(tells_parties, _PARTS_OF_CELL.split(cell)))]
    return bool(cells) and 2 * len(parties) >= len(cells)


def _without_files(columns: tuple[Column, ...], sample: Sequence[Row]) -> tuple[Column, ...]:
    """The columns; where no other says who the records are about, the one number of a case or property is nobody's."""
    fields = {column.field for column in columns}
    if fields & {"name", "forename", "surname", "born", "nhs_number", "upn"}:
        return columns
    instead = "other" if "ref" in fields else "ref"
    return tuple(
        msgspec.structs.replace(column, field=instead)
        if column.field == "agency_id"
        and numbers_files(column.heading)
        and len({_cell(row, column.index) for row in sample} - {""}) == 1  # two may be those of two children
        else column
        for column in columns
    )


def _rows_of_alike(table: Table, beside: Sequence[Table]) -> list[Row]:
    """The rows of the tables with the same headings as `table`, which their container or their form names; none for any other."""
    if table.headings is None:
        return []
    alike = [one for one in beside if one.headings == table.headings]
    return [row for one in alike for row in one.rows if row] if len(alike) > 1 else []


def _cut_titles(rows: Sequence[Row]) -> list[Row]:
    return [tuple(cell[:LONGEST_TITLE] for cell in row) for row in rows if "".join(row).strip()]


def _cell(row: Row, index: int) -> str:
    return row[index].strip() if index < len(row) else ""


def _is_before(earlier: str, later: str) -> bool:
    """Whether the one date is not after the other; a cell without a date says nothing against it."""
    first, second = read_date(earlier).last, read_date(later).first
    return first is None or second is None or first <= second


def _whose_number(sample: Sequence[Row], number: int, people: Sequence[int]) -> Owner:
    """Whose a number is: a person's, where each person has one and it comes again with them; a record's, where it never does."""
    pairs = [(_cell(row, number), tuple(_cell(row, index).casefold() for index in people)) for row in sample]
    pairs = [pair for pair in pairs if pair[0] and (any(pair[1]) or not people)]
    numbers, persons = {first for first, _ in pairs}, {second for _, second in pairs}
    if len(pairs) < LEAST_NUMBERED:
        return ""
    if len(numbers) == len(pairs):
        return "record" if len(persons) * 5 <= len(pairs) * 4 else ""
    return "person" if people and len(numbers) == len(persons) == len(set(pairs)) else ""


def _choose_profile(
    table: Table, profile: Profile | None, profiles: Sequence[Profile], issues: list[Issue]
) -> Profile | None:
    lines = _heading_lines(table)
    if profile is not None:
        position = _profile_row(profile, table, lines)
        if position is None:
            issues.append(issue("profile_misfit", detail=profile.where))
            return None
        have = _keys_at(table, position) if position >= 0 else lines[position]
        for heading in profile.columns:
            if heading_key(heading) not in have:
                issues.append(
                    issue(
                        "profile_misfit", heading=heading, detail=f"{profile.where} names a heading that is not there"
                    )
                )
        return profile
    fitting = [one for one in profiles if _profile_row(one, table, lines, whole=True) is not None]
    if len(fitting) > 1:
        issues.append(issue("readings_several", detail=", ".join(sorted(one.name for one in fitting))))
    return fitting[0] if len(fitting) == 1 else None


def _heading_lines(table: Table) -> dict[int, set[str]]:
    """Where a profile's headings may stand (-1: named by the container) → what stands there, in the form that is compared."""
    if table.headings is not None:
        return {-1: {heading_key(text) for text in table.headings}}
    positions = list(range(min(SEARCHED_ROWS, len(table.rows))))
    far = find_heading_row(table.rows)
    if far is not None and far not in positions:
        positions.append(far)
    return {position: _keys_at(table, position) for position in positions}


def _keys_at(table: Table, position: int) -> set[str]:
    texts = table.rows[position]
    if not any(is_value(cell.strip()) for cell in texts):  # a row with a date or a sentence in it is no row of headings
        texts = (*texts, *headings_at(table.rows, position).texts)
    return {heading_key(text) for text in texts if len(text) <= LONGEST_HEADING}


def _profile_row(profile: Profile, table: Table, lines: Mapping[int, set[str]], whole: bool = False) -> int | None:
    """The position of the row that holds the profile's headings (-1: named by the container), or None where none does.

    `whole` asks for every heading; otherwise for half of them, the date among them.
    """
    wanted = {heading_key(heading): field for heading, field in profile.columns.items()}
    dates = {heading for heading, field in wanted.items() if field == "date"}
    if table.headings is None and profile.heading_row is not None:
        stated = profile.heading_row - 1
        lines = {stated: _keys_at(table, stated)} if stated < len(table.rows) else {}
    for position, keys in lines.items():
        have = keys & wanted.keys()
        if len(have) == len(wanted) or (not whole and len(have) * 2 >= len(wanted) and (not dates or dates & have)):
            return position
    return None


def _profile_columns(profile: Profile, headings: Sequence[str]) -> tuple[Column, ...]:
    fields = {heading_key(heading): field for heading, field in profile.columns.items()}
    columns, seen = [], set()
    for index, heading in enumerate(headings):
        folded = heading_key(heading)
        if folded in fields and folded not in seen:
            seen.add(folded)
            field = fields[folded]
            reason = (
                MONTH_FIRST if profile.month_first and field in ("date", "date_end", "recorded", "born") else "profile"
            )
            columns.append(Column(index, heading, field, "sure", reason))
    return tuple(columns)


def _find_headings(table: Table, profile: Profile | None) -> HeadingRows | None:
    """The rows that hold the headings; None where the container names them or the table has none."""
    if table.headings is not None:
        return None
    if profile is None:
        return find_headings(table.rows)
    position = _profile_row(profile, table, _heading_lines(table))
    return None if position is None else headings_at(table.rows, position)


def _first_row(table: Table) -> int:
    """The position of the first row that may be a record, in a table without a heading row."""
    if table.headings is not None:
        return 0
    width = max((sum(map(bool, row)) for row in table.rows[:SEARCHED_ROWS]), default=0)
    for first, row in enumerate(table.rows[:SEARCHED_ROWS]):
        if sum(map(bool, row)) * 2 > width and not is_total(row):
            return first
    return 0


def _headings(table: Table, found: HeadingRows | None, first: int) -> tuple[str, ...]:
    """One heading per column; columns that most rows fill beyond the headings are columns without one."""
    rows = table.rows[first:]
    named = table.headings or (found.texts if found else ())
    widths = sorted(_width(row) for row in _sample(rows, 0))
    usual = widths[len(widths) // 3] if widths and (found or table.headings is not None) else max(widths, default=0)
    return tuple(named) + ("",) * (usual - len(named))


def _width(row: Row) -> int:
    return next((index for index in range(len(row), 0, -1) if row[index - 1].strip()), 0)


def _sample(rows: Sequence[Row], first: int) -> list[Row]:
    """The first records and some from all over the rest, the same ones every time."""
    top = list(rows[first : first + SAMPLE_FROM_TOP])
    rest = len(rows) - first - SAMPLE_FROM_TOP
    if rest > 0:
        top += rows[first + SAMPLE_FROM_TOP :: max(1, rest // SAMPLE_SPREAD)]
    return [row for row in top if "".join(row).strip() and not is_total(row)]


def _has_record_shape(columns: Sequence[Column], named: bool) -> bool:
    """Whether the rows tell of contacts or of people: a cover sheet and a list of codes do neither."""
    fields = {column.field for column in columns if column.standing != "unsure"}
    undecided = sum(1 for column in columns if column.reason == "two columns could be the date")
    if "date" in fields or undecided:
        return len(columns) > 1
    if fields <= _CODE_LIST:
        return False
    people = len(fields & _PERSON)
    return people >= 2 or (named and len(fields & _CONTACT) + min(people, 1) >= 2)


def _is_diary(columns: Sequence[Column], sample: Sequence[Row]) -> bool:
    """Whether a file of one column is lines of text, most of them opening with their date."""
    if len(columns) != 1 or (columns[0].standing == "sure" and columns[0].field == "date"):
        return False
    dated = sum(1 for row in sample if opens_with_date(row[0]))
    return dated * 2 >= len(sample) > 0


def _sector(
    table: Table,
    path: str,
    titles: Sequence[Row],
    agency: str,
    headings: Sequence[str],
    columns: Sequence[Column],
    sample: Sequence[Row],
) -> str | None:
    for column in columns:
        if column.field == "agency":
            told = [sectors_in(cell) for cell in {_cell(row, column.index) for row in sample} if cell]
            sectors = {tuple(one) for one in told}
            if len(sectors) == 1 and len(told[0]) == 1:
                return next(iter(told[0]))
            if len(told) > 1:  # the export holds several agencies: no one sector is the whole's
                return None
    return sector_of(path, [cell for row in titles for cell in row], agency, (*headings, table.sheet or ""))


def _is_turned_round(cells: set[str]) -> bool:
    """Whether a spreadsheet took day-first text for month-first dates: every true date has a day up to twelve, every text one over it."""
    true_dates = [int(match[1]) for cell in cells if (match := _TRUE_DATE.match(cell))]
    if len(true_dates) < TURNED_ROUND or max(true_dates) > 12:
        return False
    texts = [day_parts_over_twelve(cell)[0] for cell in cells if not _TRUE_DATE.match(cell) and looks_like_date(cell)]
    return len(texts) >= TURNED_ROUND and all(texts)


def _question_table(
    records: Sequence[Row], columns: Sequence[Column], named: bool, profile: Profile | None
) -> list[Issue]:
    """What a person should know of the whole table: no headings, no date, dates in two orders or with the month first."""
    issues = [] if named else [issue("no_heading_row")]
    if not any(column.field == "date" for column in columns):
        issues.append(issue("no_date_column"))
    for column in columns:
        if column.field not in DATES:
            continue
        cells = {row[column.index][:LONGEST_NUMERIC_DATE] for row in records if column.index < len(row)}
        over = [day_parts_over_twelve(cell) for cell in cells]
        day_first, month_first = any(a for a, _ in over), any(b for _, b in over)
        heading = column.heading.strip() or f"column {column.index + 1}"
        if day_first and month_first:
            issues.append(issue("date_order_mixed", heading=heading))
        elif _is_turned_round(cells):
            issues.append(issue("date_order_mixed", heading=heading, detail=_TURNED_ROUND))
        elif month_first and not (profile and profile.month_first):
            issues.append(issue("date_order_month_first", heading=heading))
    return issues
