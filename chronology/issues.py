"""The catalogue of what can be wrong with the data: code → (level, what it means, what to do next).

An `Issue` is made by `issue(code, …)`; its message is the catalogue's sentence with `detail` filled in. Details name counts,
headings and codes, never contents of cells or names of people.
"""

from __future__ import annotations

from chronology.model import Issue, Level

CATALOGUE: dict[str, tuple[Level, str, str]] = {
    # files
    "file_empty": ("error", "the file holds no records", "Ask the agency for the export again"),
    "file_unreadable": (
        "error",
        "the file cannot be read",
        "Open it in its own program, save it again and put it back",
    ),
    "file_encrypted": ("error", "the file is protected by a password", "Save a copy without the password"),
    "file_truncated": ("error", "the file ends too early or is damaged", "Ask the agency for the export again"),
    "file_unsupported": ("error", "this kind of file is not read", "Save it as CSV, Excel, Word or JSON"),
    "file_mislabelled": (
        "warning",
        "the file is not what its name says",
        "It was read by its content; check that it is the right file",
    ),
    "file_missing": (
        "error",
        "a file that the case names is not there",
        "Put it there, or take it out of the case file",
    ),
    "file_changed": ("error", "the file changed while it was read", "Run again when nobody is writing to it"),
    "file_twice": (
        "warning",
        "the same file stands among the exports twice",
        "Take one of them away; its records count once",
    ),
    "encoding_assumed": (
        "note",
        "the text is not UTF-8 and was read as Windows-1252",
        "Check accented letters and currency signs",
    ),
    "unclosed_quote": (
        "error",
        "a quotation mark opens here and is not closed as it should be",
        "The rows from here on were read line by line; check them against the file",
    ),
    "sheet_hidden": ("note", "a hidden sheet was read like the others", "Check that the agency meant to send it"),
    "rows_hidden": (
        "note",
        "hidden rows or columns were read like the others",
        "Check that they were meant to be sent",
    ),
    "file_with_macros": (
        "error",
        "the file carries macros, which are programs, so it was not opened",
        "Save a copy without macros (as .xlsx, .ods or .docx) and put it in its place",
    ),
    "file_with_links": (
        "error",
        "cells take their values from other files, so it was not read",
        "In the spreadsheet program break the links (Data > Edit Links > Break Link), save it and put it back",
    ),
    "links_not_followed": (
        "warning",
        "the workbook refers to other files, which were not opened; its stored values were read",
        "Check that the values are those that the agency meant to send",
    ),
    "dates_from_1904": (
        "note",
        "the workbook counts its days from 1904, and its dates were read so",
        "Check one date against the agency's own system",
    ),
    "date_impossible": (
        "warning",
        "a cell holds 29 February 1900, a day that spreadsheets have and the calendar never had",
        "Kept as text; ask the agency what stands there",
    ),
    "dates_as_text": (
        "note",
        "a column holds dates as text beside true dates",
        "Each was read by its own form; check some of each",
    ),
    "dates_flipped": (
        "warning",
        "no true date of the column has a day above 12 and every date written as text has one, as if a program had exchanged "
        "day and month of the true ones",
        "Ask the agency for the export as text; the true dates were read as they stand",
    ),
    "digits_lost": (
        "warning",
        "numbers have more digits than a spreadsheet keeps, so the last ones are lost",
        "Ask the agency for the export with these numbers as text",
    ),
    "cells_apart": (
        "error",
        "cells stand so far from all others that they were not read",
        "Move them to the others, or delete them, and save the file",
    ),
    "formula_without_value": (
        "warning",
        "a formula has no stored value and reads as blank",
        "Open the file in Excel and save it, so that the values are stored",
    ),
    "tracked_changes": (
        "warning",
        "the row holds tracked changes; deleted text was left out and inserted text was read",
        "Ask the agency which version stands",
    ),
    "remark_outside_records": (
        "note",
        "a comment, or struck or deleted words, stand on a row that is no record",
        "Read it in the file: it may say how the export is meant",
    ),
    "name_order_open": (
        "note",
        "nothing tells which part of the names in capitals is the surname; they were read with the forename first",
        "Check a name that you know; linking compares both ways round",
    ),
    "row_deleted": (
        "warning",
        "the row was deleted under tracked changes",
        "It was set aside; ask the agency whether the deletion stands",
    ),
    "pages_unread": (
        "error",
        "pages hold a picture and no text, so nothing on them could be read",
        "Read them by eye, or ask the agency for the export as data",
    ),
    "record_unreadable": ("error", "the record cannot be read", "Mend it in the export"),
    "error_cell": (
        "warning",
        "a cell holds a spreadsheet error instead of a value",
        "Ask the agency what stands there",
    ),
    "text_damaged": (
        "note",
        "the file holds damaged characters, each shown as \N{REPLACEMENT CHARACTER}",
        "Ask the agency what stands there",
    ),
    "text_garbled": (
        "note",
        "letters with accents or quotation marks were garbled before the file was sent, and stand as they came",
        "Ask the agency for the export in UTF-8",
    ),
    "control_characters": (
        "note",
        "the row holds control characters, which are no text",
        "They are shown as signs; ask the agency what stands there",
    ),
    "text_outside_table": (
        "note",
        "the document holds text outside its tables, which is not read",
        "Check that it holds no contacts",
    ),
    # tables and columns
    "no_heading_row": (
        "warning",
        "no heading row was found; columns were told by their content",
        "Check “chronology identify”, or give a profile",
    ),
    "no_date_column": ("error", "no column could be read as the date of the contact", "Give a profile that names it"),
    "no_records_found": (
        "error",
        "the file is not empty, yet no record was found in it",
        "Check “chronology identify”; give a profile that names its headings, or ask the agency for the export as a table",
    ),
    "readings_several": (
        "error",
        "more than one profile fits this export",
        "Name the right one under “profile:” in the case file",
    ),
    "profile_misfit": ("error", "the profile does not fit this export", "Check its headings against the file"),
    "table_not_records": ("note", "a sheet or table without records was left out", "Check that it holds no contacts"),
    "days_across": (
        "warning",
        "the days stand side by side as headings, as in a register of marks, and none of it was read",
        "Ask the agency for one row a day and person, or put the absences in by hand",
    ),
    "form_layout": (
        "note",
        "the records are forms of labels and values; each block was read as one record, its labels as headings",
        "Check with “chronology identify” that every block was read whole",
    ),
    "diary_layout": (
        "note",
        "the records are lines of text that open with a date or stand under one; each date was read as the beginning of a record",
        "Check with “chronology identify” that no date in the text was taken for one",
    ),
    "table_divided": (
        "note",
        "several tables stand under each other; each was read with its own headings",
        "Check with “chronology identify” where each begins",
    ),
    "headings_carried": (
        "warning",
        "the table has no headings and was read with those of the table before it",
        "Check that it is its continuation",
    ),
    "record_count_differs": (
        "warning",
        "the export states another number of records than it holds",
        "Ask the agency whether records are missing",
    ),
    "heading_duplicate": (
        "warning",
        "two columns have the same heading",
        "Both were kept, the second as “other” unless it is text; check which one is meant",
    ),
    "column_unsure": (
        "warning",
        "it is not certain what this column means",
        "It is kept as “other”; name its field in a profile",
    ),
    "column_assumed": ("note", "what this column means was worked out", "Check it, or name its field in a profile"),
    "date_order_mixed": (
        "warning",
        "the dates are written in two orders (day first and month first)",
        "Ask the agency; every date was read day first",
    ),
    "date_order_month_first": (
        "warning",
        "the dates look as if the month came first",
        "Every date was read day first; if the month does come first, give a profile with “month_first: true”",
    ),
    "agency_assumed": (
        "note",
        "the agency was taken from the file's name or title",
        "State “agency:” in the case file",
    ),
    "sector_assumed": ("note", "the sector was worked out from names and headings", "State “sector:” in the case file"),
    "sector_unknown": (
        "warning",
        "the sector could not be told, so rules cannot rely on this export",
        "State “sector:” in the case file",
    ),
    # rows
    "row_too_long": (
        "error",
        "the row has more cells than there are headings, so no cell's place is certain",
        "Mend the row in the export",
    ),
    "row_too_short": (
        "warning",
        "the row has fewer cells than there are headings",
        "Kept; check that the text stands in the right columns",
    ),
    "text_struck": (
        "warning",
        "text of the record is struck through or deleted; it is shown apart from what stands",
        "Ask the agency which version stands",
    ),
    "date_counted": (
        "warning",
        "the date is written as a spreadsheet's count of days among dates written out; it was read as that day",
        "Check it against the agency's own system",
    ),
    "year_from_row_above": (
        "warning",
        "the date has no year; it was read with the year that stands above it in a row of its own, or names the sheet",
        "Check the first and the last date below each year",
    ),
    "kind_conflict": (
        "warning",
        "a code or column says one thing of the contact and its words say the opposite",
        "The code or column was followed; read the record and correct the kind if the words are right",
    ),
    "row_without_text": ("note", "the record has a date and nothing else", "Check the export"),
    "date_missing": ("warning", "the record has no date", "It stands under Undated; ask the agency"),
    "date_unreadable": ("warning", "the date could not be read", "The record stands under Undated; ask the agency"),
    "time_unreadable": ("note", "the time could not be read", "Kept as written, without a time"),
    "recorded_unreadable": ("note", "the date of recording could not be read", "Kept as written"),
    "recorded_before_event": (
        "warning",
        "the record was written down before the event it tells of",
        "Ask the agency which date is right",
    ),
    "born_unreadable": ("note", "the date of birth could not be read", "It was not used to tell who this is"),
    "event_before_birth": (
        "warning",
        "the contact is dated before the birth of the child it is about",
        "Check the date and the person",
    ),
    "event_after_death": ("note", "the contact is dated after the death of the child it is about", "Check the date"),
    "event_in_future": (
        "warning",
        "the contact is dated after every date of recording in the export",
        "Check the date",
    ),
    "identifier_invalid": (
        "warning",
        "an NHS number or pupil number fails its own check digit",
        "It was not used to tell who this is",
    ),
    "identifier_shared": (
        "warning",
        "one identifier is used for people with different names or dates of birth",
        "Check who it belongs to",
    ),
    "identifier_placeholder": (
        "note",
        "an identifier is a placeholder, not a person's number",
        "It was not used to tell who this is",
    ),
    "identifier_training": (
        "note",
        "NHS numbers beginning with 999 are never issued; this looks like training data",
        "Check that the export is real",
    ),
    # people
    "person_missing": (
        "warning",
        "nothing in the record says who it is about",
        "Decide under “links:” in the case file",
    ),
    "people_unread": (
        "warning",
        "the column may name people, and nothing says whether the records are about them; so the export was taken to be about nobody",
        "State “subject:” for the source, or name the column in a profile (`chronology identify FILE --profile NEW.yaml`)",
    ),
    "person_assumed": (
        "warning",
        "the export names nobody, and was taken to be about the only child of the case",
        "State “subject:” for the source",
    ),
    "person_titled": (
        "note",
        "the records name nobody, and were taken to be about the person whom a title, the sheet or the file names",
        "State “subject:” for the source if that is wrong",
    ),
    "person_unclear": (
        "warning",
        "it is not certain who this record is about",
        "Decide under “links:” in the case file",
    ),
    "birth_not_registered": (
        "warning",
        "every record of this name has another date of birth than the register, and was taken for the registered person",
        "Check “born:” in the case file, or decide under “links:”",
    ),
    "person_unregistered": (
        "note",
        "the record is about somebody who is not in the case's register",
        "Add them to “subjects:”, or decide under “links:”",
    ),
    "decision_unused": (
        "warning",
        "a decision in the case file fits no record",
        "Check its source, sheet and row, or its entry",
    ),
    "correction_unused": (
        "warning",
        "a correction of kinds in the case file fits no record, or changes nothing",
        "Check its source, sheet and row, or its entry",
    ),
    "key_mark_unused": (
        "warning",
        "a mark of a key event in the case file fits no entry of the chronology",
        "Check its source, sheet and row, or its entry, and the period of the case",
    ),
    # the whole
    "rule_unknown": (
        "warning",
        "the case file switches off a rule that does not exist",
        "“chronology explain rules” lists them",
    ),
    "duplicate_record": (
        "note",
        "the same record stands in the exports more than once",
        "Shown once, with every place",
    ),
    "source_without_records": (
        "warning",
        "nothing in this export could be used",
        "Ask the agency; rules treat it as not supplied",
    ),
    "covers_too_short": (
        "warning",
        "records stand outside the period that the case file states for this export",
        "Check “covers:”",
    ),
}


def issue(
    code: str,
    source: str | None = None,
    sheet: str | None = None,
    row: int | None = None,
    heading: str | None = None,
    detail: str = "",
) -> Issue:
    """The issue `code`, placed. Raises KeyError for a code that is not in the catalogue."""
    level, meaning, advice = CATALOGUE[code]
    message = f"{meaning[0].upper()}{meaning[1:]}{': ' + detail if detail else ''}. {advice}."
    return Issue(code, level, message, source, sheet, row, heading)
