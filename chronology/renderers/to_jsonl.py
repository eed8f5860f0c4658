"""Report → JSON Lines: one entry a line, with the members it has in chronology.json, the undated last.

A selected report opens with one line that is no entry: its only member, `selection`, says what was left out.
"""

from __future__ import annotations

from typing import BinaryIO

from chronology.renderers.to_json import encode, say_entry, say_selection
from chronology.report import Report


def render(report: Report, stream: BinaryIO) -> None:
    """Writes the entries as UTF-8, a line each."""
    ids = {source.path: source.id for source in report.sources}
    if report.left_out:
        stream.write(encode({"selection": say_selection(report)}) + b"\n")
    for entry in (*report.chronology.entries, *report.chronology.undated):
        stream.write(encode(say_entry(entry, ids)) + b"\n")
