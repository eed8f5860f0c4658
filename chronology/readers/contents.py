"""Enters: the bytes of a file. Leaves: which container they are, or the issue that says why they cannot be read.

Told by magic bytes and by the parts of a package. The file's name is used for messages only.
"""

from __future__ import annotations

import re

from chronology.issues import issue
from chronology.model import Issue
from chronology.readers.decode import decode, wide_encoding

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# Magic bytes at the start → what a person calls such a file.
_UNSUPPORTED: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "a rich text document (RTF)"),
    (b"\x89PNG\r\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF87a", "a picture"),
    (b"GIF89a", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"\x1f\x8b", "a compressed file; unpack it first"),
    (b"BZh", "a compressed file; unpack it first"),
    (b"\xfd7zXZ\0", "a compressed file; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a compressed file; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "an archive; unpack it first"),
    (b"Rar!\x1a\x07", "an archive; unpack it first"),
    (b"SQLite format 3\0", "a database"),
    (b"\0\1\0\0Standard ", "an Access database"),
    (b"PAR1", "a Parquet file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\0", "a program"),
)

# Names of streams inside an OLE file, as its directory writes them.
_OLE_STREAMS: tuple[tuple[str, str], ...] = (
    ("WordDocument", "an old Word document (.doc)"),
    ("PowerPoint Document", "a PowerPoint presentation"),
    ("__substg1.0_", "an Outlook message"),
)

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|meta|body|table|style|div|center|font|h[1-6]|p|br)\b",
    re.I | re.S,
)
# The head of an e-mail or of a page saved with its pictures (MHT).
_MAIL = re.compile(r"(?:[A-Za-z-]{2,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){0,30}?MIME-Version:", re.I)
_JSON = re.compile(r'\s*(?:\{\s*["}]|\[\s*[\[{"\]])')
_HEAD = 65536


def tell_container(data: bytes, named: str) -> tuple[str, Issue | None]:
    """The container (a key of `CONTAINERS`), and an issue instead where it cannot be read."""
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        from chronology.readers.package import tell_package

        return tell_package(data, named)
    if data.startswith(_OLE):
        return _tell_ole(data, named)
    for magic, name in _UNSUPPORTED:
        if data.startswith(magic):
            return "", issue("file_unsupported", named, detail=f"it is {name}")
    if b"%PDF-" in data[:1024]:  # programs that serve files put lines of their own before it
        return "pdf", None
    if (
        (data[:4] == b"RIFF" and data[8:12] == b"WEBP")
        or data[4:8] == b"ftyp"
        or (data[:2] == b"BM" and b"\0" in data[:32])
    ):
        return "", issue("file_unsupported", named, detail="it is a picture or a film")
    if _is_rubbish(data):
        return "", issue("file_unreadable", named, detail="it is neither text nor any known kind of file")
    return _tell_text(decode(data[:_HEAD], named)[0], named)


def _tell_ole(data: bytes, named: str) -> tuple[str, Issue | None]:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "", issue("file_encrypted", named)
    for stream, name in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return "", issue("file_unsupported", named, detail=f"it is {name}")
    # Excel 97 calls its stream Workbook, Excel 5 called it Book.
    if "Book".encode("utf-16-le") in data or "book".encode("utf-16-le") in data:
        return "xls", None
    return "", issue("file_truncated", named, detail="it begins as an old Office file and has no readable content")


def _tell_text(head: str, named: str) -> tuple[str, Issue | None]:
    if _HTML.match(head):
        return "html", None
    start = head.lstrip()[:2000]
    if start.startswith("<?xml") or start.startswith("<Workbook"):
        if "office:spreadsheet" in start:
            return "xml", None
        return "", issue("file_unsupported", named, detail="it is an XML file")
    if _MAIL.match(start):
        return "mht", None
    return ("json" if _JSON.match(head) else "csv"), None


def _is_rubbish(data: bytes) -> bool:
    """Whether the bytes are no text: more than one in twenty is a control character (random bytes: one in nine)."""
    head = data[:_HEAD].rstrip(b"\0")
    if wide_encoding(head) is not None:
        return False
    controls = len(head) - len(
        head.translate(None, bytes(range(9)) + bytes(range(14, 27)) + bytes(range(28, 32)) + b"\x7f")
    )
    return controls > 0.05 * len(head) + 4
