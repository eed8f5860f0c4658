"""Prints, for each made-up export, how many of its columns are read right: python -m tests.evaluation.recognition."""

from __future__ import annotations

from chronology.recognise import recognise
from tests.evaluation.exports import EXPORTS


def main() -> None:
    right = total = 0
    for export in EXPORTS:
        recognition, _ = recognise(export.table, None, (), export.path)
        read = [column.field for column in recognition.columns]
        pairs = list(zip(recognition.columns, export.fields, strict=False))
        good = sum(1 for column, field in pairs if column.field == field)
        right, total = right + good, total + len(export.fields)
        records = len(export.table.rows) - len(recognition.not_records)
        print(f"{export.path:28} {good:2} of {len(export.fields):2}  records {records} of {export.records}", end="  ")
        print(
            f"heading row {recognition.heading_row} sector {recognition.sector}",
            "" if len(read) == len(pairs) else "COLUMNS DIFFER",
        )
        for column, field in pairs:
            if column.field != field:
                print(f"      {column.heading}: {column.field} ({column.standing}, {column.reason}), should be {field}")
    print(f"{right} of {total} columns")


if __name__ == "__main__":
    main()
