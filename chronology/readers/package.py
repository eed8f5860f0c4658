"""Enters: the bytes of a zip package (xlsx, ods, docx). Leaves: its parts, after they were found safe to unpack.

A package is refused before anything parses it when it is encrypted, damaged, out of all proportion to its size, or holds macros or
a document type declaration, the carrier of entity bombs and of references to other files.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from struct import error as struct_error
from struct import unpack_from
from xml.etree import ElementTree

from chronology.issues import issue
from chronology.model import Issue

MOST_PARTS = 5_000
LARGEST_UNPACKED_BYTES = 1 << 30
# Deflate cannot do better than 1:1032. Real sheets of repeated words reach 1:60; small parts may be all padding.
STEEPEST_RATIO = 250
RATIO_APPLIES_FROM_BYTES = 8 << 20

_DOCTYPES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
# Visual Basic in an Office package, sheets of Excel 4 macros, and the Basic or script folders of an OpenDocument file; the lists of
# libraries that LibreOffice writes there (script-lb.xml) are no programs.
_MACROS = re.compile(
    r"(?:^|/)vbaProject\.bin\Z|^/?xl/macrosheets/.|^/?Basic/(?!.*script-l[bc]\.xml\Z).*\.xml\Z|^/?Scripts/.*[^/]\Z",
    re.I,
)
_XML_NAME = re.compile(r"\.(?:xml|rels|vml)\Z", re.I)


def tell_package(data: bytes, named: str) -> tuple[str, Issue | None]:
    """The container that the zip package is, with the issue instead where it must not or cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            refusal = _refuse_by_directory(package, len(data), named)
            if refusal is not None:
                return "", refusal
            container, name = _tell_by_parts(package)
            if not container:
                return "", issue("file_unsupported", named, detail=f"it is {name}")
            return container, _refuse_by_parts(package, data, named)
    except (zipfile.BadZipFile, zlib.error, struct_error, EOFError, OSError, ValueError):
        return "", issue("file_truncated", named)
    except (NotImplementedError, RuntimeError):  # what zipfile raises for packing it does not know, and for a password
        return "", issue("file_unreadable", named, detail="it is packed in a way that is not read")


def _refuse_by_directory(package: zipfile.ZipFile, size: int, named: str) -> Issue | None:
    """What the directory alone gives away: passwords, bombs, macros, parts that stand twice, overlap or lead elsewhere."""
    parts = package.infolist()
    if any(part.flag_bits & 1 for part in parts):
        return issue("file_encrypted", named)
    if len(parts) > MOST_PARTS:
        return issue("file_unreadable", named, detail=f"it is packed from more than {MOST_PARTS} parts")
    unpacked = sum(part.file_size for part in parts)
    steep = any(
        part.file_size > RATIO_APPLIES_FROM_BYTES and part.file_size > STEEPEST_RATIO * part.compress_size
        for part in parts
    )
    steep |= unpacked > RATIO_APPLIES_FROM_BYTES and unpacked > STEEPEST_RATIO * size
    if unpacked > LARGEST_UNPACKED_BYTES or steep:
        return issue("file_unreadable", named, detail=f"{size} bytes would unpack to {unpacked}; it was not opened")
    if len({part.filename for part in parts}) < len(parts):
        return issue("file_unreadable", named, detail="a part stands in it twice, so it could be read in two ways")
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        return issue("file_unreadable", named, detail="it is packed in a way that is not read")
    if any(".." in re.split(r"[/\\]", part.filename) or ":" in part.filename for part in parts):
        return issue("file_unreadable", named, detail="a part's name leads out of the package; it was not opened")
    if any(_MACROS.search(part.filename) for part in parts):
        return issue("file_with_macros", named)
    end = 0
    for part in sorted(parts, key=lambda part: part.header_offset):
        if part.header_offset < end:
            return issue("file_unreadable", named, detail="its parts overlap; it was not opened")
        # 30 bytes of header and the name stand before the content; what else may stand there only makes it longer.
        end = part.header_offset + 30 + len(part.orig_filename) + part.compress_size
    return None


def _tell_by_parts(package: zipfile.ZipFile) -> tuple[str, str]:
    """The container by the parts inside, or what to call a package that is not read."""
    names = {name.lower().lstrip("/") for name in package.namelist()}
    if "mimetype" in names:
        kind = package.read("mimetype")[:100].decode("ascii", "replace").strip()
        if kind.startswith("application/vnd.oasis.opendocument.spreadsheet"):
            return "ods", ""
        if kind.startswith("application/vnd.oasis.opendocument"):
            return "", "an OpenDocument file that is not a spreadsheet"
    if "xl/workbook.bin" in names:
        return "", "a binary Excel workbook (.xlsb)"
    if any(name.startswith("xl/") for name in names):
        return "xlsx", ""
    if any(name.startswith("word/") for name in names):
        return "docx", ""
    if any(name.startswith("ppt/") for name in names):
        return "", "a PowerPoint presentation"
    if "[content_types].xml" in names:
        return "", "an Office file without a workbook or a document in it"
    return "", "an archive; unpack it first"


def _refuse_by_parts(package: zipfile.ZipFile, data: bytes, named: str) -> Issue | None:
    """Unpacks every part once, which proves its length and its checksum, and looks into those that are XML, whatever their name."""
    for part in package.infolist():
        package.open(part).close()  # the part's own header must say what the directory says
        content = _unpack(data, part)
        if len(content) > part.file_size:
            return issue("file_unreadable", named, detail="a part is longer than the package states; it was not opened")
        if not _XML_NAME.search(part.filename) and not content[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(
            b"<"
        ):
            continue
        if any(doctype in content for doctype in _DOCTYPES):
            return issue(
                "file_unreadable", named, detail="it holds a document type declaration, which no Office program writes"
            )
        if part.filename == "META-INF/manifest.xml" and b"encryption-data" in content:
            return issue("file_encrypted", named)
    return None


def _unpack(data: bytes, part: zipfile.ZipInfo) -> bytes:
    """The part's content; one byte more than the directory states where it would go on.

    The zipfile module stops at the stated length; another library reads on to the end of what is packed, however long that is.
    Raises zipfile.BadZipFile, zlib.error or struct.error.
    """
    start = part.header_offset + 30 + sum(unpack_from("<HH", data, part.header_offset + 26))
    packed = data[start : start + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        content = packed[: part.file_size + 1]
    else:
        content = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, part.file_size + 1)
    if len(content) < part.file_size or (len(content) == part.file_size and zlib.crc32(content) != part.CRC):
        raise zipfile.BadZipFile
    return content


def main_part(package: zipfile.ZipFile, usual: str) -> str:
    """The part that the package's root names as its document or workbook; `usual` where the root names none."""
    return next((path for kind, path in relationships(package, "").values() if kind == "officeDocument"), usual)


def relationships(package: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """What `part` refers to: id → (last word of the reference's type, path of the part it points to).

    Part names differ in case between writers, so paths come back as the package spells them; references out of the package are
    left out. Raises ElementTree.ParseError.
    """
    spelt = {name.lower().lstrip("/"): name for name in package.namelist()}
    folder, _, file = part.rpartition("/")
    listing = spelt.get(f"{folder}/_rels/{file}.rels".lower().lstrip("/"))
    found: dict[str, tuple[str, str]] = {}
    for element in ElementTree.fromstring(package.read(listing)) if listing else ():
        target = element.get("Target", "")
        path = posixpath.normpath(target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target))
        if path.lower() in spelt:
            found[element.get("Id", "")] = (element.get("Type", "").rpartition("/")[2], spelt[path.lower()])
    return found
