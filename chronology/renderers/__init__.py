"""Document, Sheets or Report → bytes on a stream. One module per format; the table below is the only list of formats."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import BinaryIO

from msgspec import Struct

from chronology.document import Document, Sheet, Sheets
from chronology.report import Report

Rendered = Document | Sheets | Sheet | Report
"""What a format is made from."""


class Format(Struct, frozen=True):
    """An output format: the suffix of its file, its module's `render`, and what that takes (a Sheet: the chronology's alone)."""

    suffix: str
    module: str
    takes: type[Document] | type[Sheets] | type[Sheet] | type[Report]
    pictured: bool = False  # it shows the pictures of a document
    in_volumes: bool = False  # a long Document goes into several files


FORMATS = {
    "md": Format("md", "to_markdown", Document),
    "json": Format("json", "to_json", Report),
    "jsonl": Format("jsonl", "to_jsonl", Report),
    "csv": Format("csv", "to_csv", Sheet),
    "xlsx": Format("xlsx", "to_xlsx", Sheets),
    "html": Format("html", "to_html", Document, pictured=True),
    "pdf": Format("pdf", "to_pdf", Document, pictured=True, in_volumes=True),
    "docx": Format("docx", "to_docx", Document, pictured=True),
}


def renderer(name: str) -> Callable[[Rendered, BinaryIO], None]:
    """The render function of the format `name`. Raises KeyError for a format that is not in the table."""
    module = import_module(f"chronology.renderers.{FORMATS[name].module}")
    render: Callable[[Rendered, BinaryIO], None] = module.render
    return render
