"""Readers. Enters: one file as an agency sent it. Leaves: a `Reading`, its tables as text cells with rows numbered as a person sees them.

What a file is, is told by its content, never by its name alone. What the cells mean is not decided here.
"""

from __future__ import annotations

import gc
import hashlib
import os
import stat
from importlib import import_module
from pathlib import Path, PurePath
from typing import Protocol, cast

from msgspec import Struct

from chronology.issues import issue
from chronology.model import Issue, Table

# Container → the module that reads it. Each module has `read_tables`; it is imported when the first such file is met.
CONTAINERS: dict[str, str] = {
    "csv": "from_csv",
    "docx": "from_docx",
    "html": "from_html",
    "json": "from_json",
    "mht": "from_html",
    "ods": "from_spreadsheet",
    "pdf": "from_pdf",
    "xls": "from_spreadsheet",
    "xlsx": "from_spreadsheet",
    "xml": "from_excel_xml",
}

# Suffix → the containers it promises. Anything else inside is told to the reader of the account.
PROMISES: dict[str, frozenset[str]] = {
    **dict.fromkeys((".csv", ".dat", ".psv", ".tab", ".tsv"), frozenset({"csv"})),
    ".txt": frozenset({"csv", "json", "jsonl"}),
    **dict.fromkeys((".json",), frozenset({"json", "jsonl"})),
    **dict.fromkeys((".jsonl", ".ndjson"), frozenset({"json", "jsonl"})),
    **dict.fromkeys((".xlsx", ".xlsm", ".xltx", ".xltm"), frozenset({"xlsx"})),
    **dict.fromkeys((".xls", ".xlt"), frozenset({"xls"})),
    ".ods": frozenset({"ods"}),
    **dict.fromkeys((".docx", ".docm", ".dotx"), frozenset({"docx"})),
    **dict.fromkeys((".htm", ".html", ".xhtml"), frozenset({"html"})),
    **dict.fromkeys((".mht", ".mhtml"), frozenset({"mht"})),
    ".pdf": frozenset({"pdf"}),
    ".xml": frozenset({"xml", "html"}),
}

# Forms in which agencies send exports and which are not read: a folder scan meets them, so that each is named as unread.
SENT_BUT_NOT_READ = frozenset({".doc", ".eml", ".msg", ".odt", ".rtf", ".xlsb"})

SUFFIXES: frozenset[str] = frozenset(PROMISES) - {".dat"} | SENT_BUT_NOT_READ

LARGEST_BYTES = 1 << 30  # a file is held in memory whole; no agency's export for a review comes near 1 GiB


class Reading(Struct, frozen=True):
    """One file, read. `tables` is empty when nothing in it can be used; `issues` then says why."""

    path: str
    sha256: str
    container: str
    tables: tuple[Table, ...]
    issues: tuple[Issue, ...]


class _Reader(Protocol):
    def read_tables(self, data: bytes, named: str, container: str) -> tuple[str, list[Table], list[Issue]]: ...


def read(path: Path, named: str) -> Reading:
    """The file at `path`, called `named` in every table and issue. Opened read-only; bad content becomes issues, never an error."""
    data, trouble = _read_bytes(path, named)
    if data is None:
        return Reading(named, "", "", (), tuple(trouble))
    sha256 = hashlib.sha256(data).hexdigest()
    if not data.strip(b" \t\r\n\0"):
        return Reading(named, sha256, "", (), (*trouble, issue("file_empty", named)))
    contents = import_module("chronology.readers.contents")
    container, refusal = contents.tell_container(data, named)
    if refusal is not None:
        return Reading(named, sha256, container, (), (*trouble, refusal))
    reader = cast(_Reader, import_module(f"chronology.readers.{CONTAINERS[container]}"))
    # Collecting while millions of live cells are made only re-scans them: four times the run time, nothing freed.
    collecting = gc.isenabled()
    gc.disable()
    try:
        container, tables, issues = reader.read_tables(data, named, container)
    finally:
        if collecting:
            gc.enable()
    promised = PROMISES.get(PurePath(named).suffix.lower())
    if promised is not None and container not in promised:
        trouble.append(issue("file_mislabelled", named, detail=f"the content is {container}"))
    if not tables and not any(one.level == "error" for one in issues):
        issues.append(issue("file_empty", named))
    return Reading(named, sha256, container, tuple(tables), (*trouble, *issues))


def _read_bytes(path: Path, named: str) -> tuple[bytes | None, list[Issue]]:
    """The bytes of a regular file; a pipe or a device is refused before it can block or never end."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return None, [issue("file_unreadable", named, detail="it is a folder or a device, not a file")]
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            if before.st_size > LARGEST_BYTES:
                return None, [issue("file_unreadable", named, detail=f"it is larger than {LARGEST_BYTES >> 20} MiB")]
            data = file.read()
            after = os.fstat(file.fileno())
    except FileNotFoundError:
        return None, [issue("file_missing", named)]
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its path is not valid"
        return None, [issue("file_unreadable", named, detail=reason)]
    if (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, after.st_size) or len(data) != after.st_size:
        return data, [issue("file_changed", named)]
    return data, []
