"""Word and Excel files. Enters: a package. Leaves: what a reader of its pages does not see, in words.

The list follows what the Information Commissioner's Office warns of ("hidden personal data in documents"): properties, comments,
tracked changes, hidden rows, columns and sheets, embedded files, links to other files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile, ZipFile

_OTHERS = rb"""(?:\s+[\w:]+\s*=\s*(?:"[^"]*"|'[^']*'))*"""  # attributes before the one that is looked for

# Parts that have no place in a finished file.
_PARTS = (
    (re.compile(r"docProps/thumbnail", re.I), "a thumbnail"),
    (re.compile(r"docProps/custom\.xml", re.I), "properties of its own"),
    (re.compile(r"customXml/", re.I), "data beside the document"),
    (re.compile(r"comments|threadedComment|persons?/|word/people\.xml", re.I), "comments"),
    (re.compile(r"embeddings/|oleObject|activeX|ctrlProps|afchunk|attachedToolbars", re.I), "an embedded file"),
    (re.compile(r"vba|macrosheets|dialogsheets", re.I), "a program"),
    (re.compile(r"externalLinks?/|connections\.xml|queryTables?/|webExtensions?", re.I), "a link to another file"),
    (re.compile(r"printerSettings", re.I), "a printer's settings"),
    (re.compile(r"revisions/|glossary/", re.I), "earlier or spare text"),
)
# What may be part of a package: text, pictures, typefaces. Nothing shows a part of another kind.
_SHOWN = re.compile(r"\.(?:xml|rels|png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|odttf|fntdata|ttf|otf)$|/$", re.I)
_CORE = re.compile(
    rb"<(?:\w+:)?(creator|lastModifiedBy|lastPrinted|description|subject|keywords|category|contentStatus|identifier|version|revision)"
    rb"\b[^>]*(?<!/)>[^<]"
)
_CORE_WORDS = {b"creator": "an author", b"lastModifiedBy": "the name of who changed it last"}
_APP = re.compile(rb"<(Company|Manager|HyperlinkBase)\b[^>]*(?<!/)>[^<]")
# Blocks of a PNG or JPEG picture that hold words beside it: who took it, where, with which program's path.
_PHOTO = re.compile(r"\.(?:png|jpe?g)$", re.I)
_IN_PHOTO = re.compile(
    rb"eXIf|(?:tEXt|iTXt|zTXt)(?:Author|Creator|Artist|Comment|Description|Copyright|Source|Title|XML:com\.adobe\.xmp)\0"
    rb"|\xff\xe1..(?:Exif\0|http://ns\.adobe\.com/)|\xff\xed..Photoshop",
    re.S,
)
_EXTERNAL = re.compile(rb"""<Relationship\b[^>]*\bTargetMode\s*=\s*["']External""", re.I)
_IN_WORD = (  # what must stand in a part before it is looked through, the mark itself, what it is
    (
        b"<w:",
        re.compile(rb"<w:(?:ins|del|moveFrom|moveTo|trackRevisions|cellIns|cellDel|cellMerge)\b"),
        "tracked changes",
    ),
    (b"PrChange", re.compile(rb"<w:\w+PrChange\b"), "tracked changes"),
    (b"w:rsid", re.compile(rb"<w:rsids?\b|<[\w:]+" + _OTHERS + rb"\s+w:rsid"), "marks of editing sessions"),
    (
        b"anish",
        re.compile(rb"<w:(?:vanish|specVanish)\b(?!\s+w:val\s*=\s*[\"'](?:0|false|off)[\"'])"),
        "hidden text",
    ),
    (b"<!--", re.compile(rb"<!--"), "a comment"),
    (b"w:comment", re.compile(rb"<w:comment(?:Reference|RangeStart)\b"), "comments"),
    (
        b"<w:",
        re.compile(rb"<w:(?:attachedTemplate|docVars|mailMerge|saveThroughXslt)\b"),
        "a link to a template or data",
    ),
    (b"hidden=", re.compile(rb"<(?:wp:docPr|pic:cNvPr)" + _OTHERS + rb"\s+hidden=[\"'](?:1|true)"), "a hidden picture"),
)
_FIELD = re.compile(rb"<w:instrText\b[^>]*>([^<]*)<|<w:fldSimple\b[^>]*\sw:instr=\"([^\"]*)")
_FIELDS = frozenset(b"PAGE NUMPAGES SECTIONPAGES TOC REF PAGEREF STYLEREF SEQ HYPERLINK".split())
_IN_EXCEL = (
    (b"idden", re.compile(rb"<sheet" + _OTHERS + rb"\s+state=[\"'](?:hidden|veryHidden)"), "a hidden sheet"),
    (b"hidden=", re.compile(rb"<(?:row|col)" + _OTHERS + rb"\s+hidden=[\"'](?:1|true)"), "hidden rows or columns"),
    (b't="0"', re.compile(rb"<row" + _OTHERS + rb"\s+ht=\"0\""), "hidden rows or columns"),
    (b'width="0"', re.compile(rb"<col" + _OTHERS + rb"\s+width=\"0\""), "hidden rows or columns"),
    (
        b"zeroHeight=",
        re.compile(rb"<sheetFormatPr" + _OTHERS + rb"\s+zeroHeight=[\"'](?:1|true)"),
        "hidden rows or columns",
    ),
    (b";;;", re.compile(rb"formatCode=[\"'];;;"), "a format that shows nothing"),
    (b"<!--", re.compile(rb"<!--"), "a comment"),
    (b"<f", re.compile(rb"<f(?:\s[^<>]*)?>"), "a formula"),
    (b"<hyperlink", re.compile(rb"<hyperlink\b"), "a link"),
    (b"absPath", re.compile(rb"<(?:\w+:)?absPath\b"), "the path where it was written"),
    (
        b"hidden=",
        re.compile(rb"<definedName\b(?![^<>]*_FilterDatabase)[^<>]*\shidden=[\"'](?:1|true)"),
        "a hidden name",
    ),
    (b"<", re.compile(rb"<(?:userName|fileSharing)\b"), "a user's name"),
)


def find_hidden(path: Path) -> Iterator[str]:
    """Everything found, part by part. A file that is no package is told of as well."""
    try:
        with ZipFile(path) as package:
            if package.comment:
                yield "a comment on the package"
            members = package.infolist()
            if members and min(member.header_offset for member in members) > 0:
                yield "something before the package"
            for name in sorted(member.filename for member in members):
                yield from (words for part, words in _PARTS if part.search(name))
                if not _SHOWN.search(name):
                    yield "a part that no page shows"
                if name.endswith((".xml", ".rels")):
                    yield from _in_part(name, package.read(name))
                elif _PHOTO.search(name) and _IN_PHOTO.search(package.read(name)):
                    yield "what a picture says of its maker"
    except BadZipFile:
        yield "a damaged package"


def _in_part(name: str, text: bytes) -> Iterator[str]:
    if b"<!DOCTYPE" in text[:2000]:
        yield "a document type of its own"
    if name.endswith(".rels"):
        if _EXTERNAL.search(text):
            yield "a link to another place"
    elif name == "docProps/core.xml":
        for found in _CORE.finditer(text):
            yield _CORE_WORDS.get(found[1], f"the property {found[1].decode()}")
    elif name == "docProps/app.xml":
        for found in _APP.finditer(text):
            yield f"the property {found[1].decode()}"
    elif name.startswith("word/"):
        yield from (words for sign, mark, words in _IN_WORD if sign in text and mark.search(text))
        yield from _fields(text)
    elif name.startswith("xl/"):
        yield from (words for sign, mark, words in _IN_EXCEL if sign in text and mark.search(text))


def _fields(text: bytes) -> Iterator[str]:
    for found in _FIELD.finditer(text):
        words = (found[1] or found[2] or b"").split()
        if words and (words[0].upper() not in _FIELDS or (words[0].upper() == b"HYPERLINK" and b"\\l" not in words)):
            yield "a field that fetches from elsewhere"
