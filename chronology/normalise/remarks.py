"""What a file says beside its cells → what an event shows. Enters: a table's remarks and its headings. Leaves: (what, text) pairs, and
the cells as they stand once struck and deleted words are left out.

Remarks are shown, never read for kinds of event: a comment is about the record and no part of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from chronology.model import Remark, Table

_SAID_OF_CELL = {
    "comment": "Comment on {}",
    "struck": "Struck through in {}",
    "deleted": "Deleted under tracked changes in {}",
    "inserted": "Inserted under tracked changes in {}",
    "hidden": "Hidden in {}",
    "merged": "{} stands in a merged cell",
    "error": "Spreadsheet error in {}",
    "formula": "Formula without a stored value in {}",
}
_SAID_OF_ROW = {
    "comment": "Comment on the row",
    "struck": "Struck through",
    "deleted": "Deleted under tracked changes",
    "inserted": "Inserted under tracked changes",
    "hidden": "Hidden in the file",
    "merged": "Merged cells",
    "error": "Spreadsheet error",
    "formula": "Formula without a stored value",
}
_WITHOUT_TEXT = {"merged": "carried down from the row above", "formula": "reads as blank"}
_NOT_STANDING = ("struck", "deleted")


def remarks_by_row(table: Table) -> dict[int, tuple[Remark, ...]]:
    """Row number → its remarks, in order of columns."""
    found: dict[int, list[Remark]] = {}
    for remark in table.remarks:
        found.setdefault(remark.row, []).append(remark)
    return {row: tuple(sorted(remarks)) for row, remarks in found.items()}


def tell_remarks(remarks: Sequence[Remark], headings: Sequence[str]) -> list[tuple[str, str]]:
    """What each remark is and its text; of the whole row where it is no one column's."""
    told = []
    for remark in remarks:
        if 0 <= remark.column < len(headings):
            what = _SAID_OF_CELL[remark.kind].format(headings[remark.column])
        else:
            what = _SAID_OF_ROW[remark.kind]
        told.append((what, remark.text.strip() or _WITHOUT_TEXT.get(remark.kind, "the whole row")))
    return told


def do_not_stand(remarks: Sequence[Remark]) -> bool:
    """Whether words of the row are struck through or deleted."""
    return any(remark.kind in _NOT_STANDING for remark in remarks)


def is_deleted(remarks: Sequence[Remark]) -> bool:
    """Whether the whole row was deleted under tracked changes: its words are those that stood there before."""
    return any(remark.kind == "deleted" and remark.column < 0 for remark in remarks)


def speaks_of_text(remarks: Sequence[Remark]) -> bool:
    """Whether a comment, or struck or deleted words, are among the remarks: what a reader of the file may need to know."""
    return any(remark.kind in (*_NOT_STANDING, "comment") for remark in remarks)


def standing_cells(cells: Sequence[str], remarks: Sequence[Remark]) -> tuple[str, ...]:
    """The cells without the words that are struck through; none of them where the whole row is struck or deleted.

    What was deleted in a cell is no part of its text, so it needs no taking out. Where a file does not say which of two like words
    is struck, neither is left to stand.
    """
    if any(remark.column < 0 and remark.kind in _NOT_STANDING for remark in remarks):
        return ("",) * len(cells)
    standing = list(cells)
    for remark in remarks:
        struck = remark.text.strip()
        if remark.kind == "struck" and 0 <= remark.column < len(standing):
            standing[remark.column] = _without(standing[remark.column], struck)
    return tuple(standing)


def _without(text: str, struck: str) -> str:
    """The text without the struck words where they stand as words: "not" is no part of "nothing"."""
    if not struck:
        return ""
    before, after = (r"(?<!\w)" if struck[0].isalnum() else ""), (r"(?!\w)" if struck[-1].isalnum() else "")
    left, times = re.subn(before + re.escape(struck) + after, " ", text)
    return (left if times else text.replace(struck, " ")).strip()  # a word may be struck in part
