"""PDF. Enters: a file as the typesetter writes it. Leaves: what a reader of its pages does not see, in words.

Looked at are the dictionaries of all objects, packed ones too, without the strings in them: what a record says is no name of a part.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import Path

_PARENTHESIS = re.compile(rb"\\.|[()]", re.S)
_BEGINS = (b"stream\n", b"stream\r\n")
_PACKED = re.compile(rb"/Type\s*/ObjStm\b")
_METADATA = re.compile(rb"/Type\s*/Metadata\b")
_NAMES = {  # names of parts → what they are
    "an author": (b"/Author",),
    "an embedded file": (
        *(b"/EmbeddedFile", b"/EmbeddedFiles", b"/Filespec", b"/FileAttachment"),
        *(b"/RichMedia", b"/Movie", b"/Sound", b"/XFA"),
    ),
    "a program": (b"/JavaScript", b"/JS", b"/Launch", b"/SubmitForm", b"/ImportData"),
    "a link to another place": (b"/URI", b"/GoToR", b"/GoToE"),
    "a thumbnail": (b"/Thumb",),
    "comments": (
        *(b"/Text", b"/Popup", b"/FreeText", b"/Ink", b"/Stamp"),
        *(b"/Highlight", b"/Underline", b"/Squiggly", b"/StrikeOut", b"/Redact"),
    ),
    "layers that can be hidden": (b"/OCProperties",),
}
_MARKS = [  # what it is, its name, the name as it stands; those of comments name something else too where they are no annotation's kind
    (words, name, re.compile((rb"/Subtype\s*" if words == "comments" else b"") + name + rb"\b"))
    for words, names in _NAMES.items()
    for name in names
]
_CREATOR = re.compile(rb"<dc:creator>|<pdf:Author>|<xmpMM:History>")


def find_hidden(path: Path) -> Iterator[str]:
    """Everything found, in the file's dictionaries and in its metadata."""
    written = path.read_bytes()
    if written.count(b"%%EOF") > 1:
        yield "an earlier version of itself"
    if not written.rstrip().endswith(b"%%EOF"):
        yield "something behind its end"
    for dictionaries, content in _pieces(written):
        yield from _named_parts(dictionaries)
        own = dictionaries[dictionaries.rfind(b" obj") :]
        if _PACKED.search(own):
            yield from _named_parts(_unpack(own, content))
        elif _METADATA.search(own) and _CREATOR.search(_unpack(own, content)):
            yield "an author, or a history"


def _pieces(written: bytes) -> Iterator[tuple[bytes, bytes]]:
    """What stands before each stream since the one before, its own dictionary last, and the stream; at the end what is left."""
    for piece in written.split(b"endstream"):
        places = [at for mark in _BEGINS if (at := _begin(piece, mark)) >= 0]
        at = min(places, default=len(piece))
        yield piece[:at], piece[at:].partition(b"\n")[2]


def _begin(piece: bytes, mark: bytes) -> int:
    """Where a stream begins: at the first such word that follows a dictionary; -1 where there is none."""
    at = piece.find(mark)
    while at >= 0 and not piece[max(at - 8, 0) : at].rstrip().endswith(b">>"):
        at = piece.find(mark, at + 1)
    return at


def _unpack(dictionary: bytes, content: bytes) -> bytes:
    return zlib.decompressobj().decompress(content) if b"FlateDecode" in dictionary else content


def _named_parts(dictionaries: bytes) -> Iterator[str]:
    met = [(words, mark) for words, name, mark in _MARKS if name in dictionaries and mark.search(dictionaries)]
    plain = _without_strings(dictionaries) if met else b""
    yield from (words for words, mark in met if mark.search(plain))


def _without_strings(piece: bytes) -> bytes:
    """The piece without what stands in parentheses, which may hold further ones; strings in hexadecimal name nothing."""
    kept = []
    depth = begins = 0
    for found in _PARENTHESIS.finditer(piece):
        if found[0] == b"(":
            if depth == 0:
                kept.append(piece[begins : found.start()])
            depth += 1
        elif found[0] == b")" and depth:
            depth -= 1
            begins = found.end()
    return b"()".join((*kept, piece[begins:] if depth == 0 else b""))
