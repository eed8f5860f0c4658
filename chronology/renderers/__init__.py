"""Document or Report → bytes on a stream. One module per format; the table below is the only list of formats."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import BinaryIO

from msgspec import Struct

from chronology.document import Document
from chronology.report import Report


class Format(Struct, frozen=True):
    """An output format: the suffix of its file, its module's `render`, and what that takes."""

    suffix: str
    module: str
    takes: type[Document] | type[Report]


FORMATS = {
    "md": Format("md", "to_markdown", Document),
    "json": Format("json", "to_json", Report),
}


def renderer(name: str) -> Callable[[Document | Report, BinaryIO], None]:
    """The render function of the format `name`. Raises KeyError for a format that is not in the table."""
    module = import_module(f"chronology.renderers.{FORMATS[name].module}")
    render: Callable[[Document | Report, BinaryIO], None] = module.render
    return render
