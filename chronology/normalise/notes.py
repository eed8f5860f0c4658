"""Issues of a table's rows. Enters: code, row and heading, one at a time. Leaves: the issues, those met in very many rows as one."""

from __future__ import annotations

from chronology.issues import issue
from chronology.model import Issue

MOST_ROW_NOTES = 20  # the same note in more rows than this becomes one note with their count


class Notes:
    """Issues gathered row by row; a note met in very many rows is told once, with its count."""

    def __init__(self, source: str, sheet: str | None) -> None:
        self.source, self.sheet = source, sheet
        self.rows: dict[tuple[str, str | None], list[int]] = {}

    def add(self, code: str, row: int, heading: str | None = None) -> None:
        """Notes that `code` was met in a row."""
        self.rows.setdefault((code, heading), []).append(row)

    def told(self) -> list[Issue]:
        """The issues, in the order in which they were first met."""
        totals: dict[str, int] = {}
        for (code, _), rows in self.rows.items():
            totals[code] = totals.get(code, 0) + len(rows)
        found = []
        for (code, heading), rows in self.rows.items():
            if totals[code] > MOST_ROW_NOTES:
                found.append(
                    issue(
                        code,
                        self.source,
                        self.sheet,
                        None,
                        heading,
                        f"in {len(rows)} rows, the first of them row {rows[0]}",
                    )
                )
            else:
                found += [issue(code, self.source, self.sheet, row, heading) for row in rows]
        return found
