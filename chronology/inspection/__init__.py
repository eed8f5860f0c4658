"""What a written file holds beside what its reader sees. Enters: a file of a finished format. Leaves: what was found, in words.

The renderers write none of it; this looks again at the very bytes that would be handed out. Nothing is mended here, and what
stands openly in a document is no matter of this room.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

# Suffix → the module that looks into such a file. Each has `find_hidden`; it is imported when the first such file is written.
INSPECTORS = {
    ".docx": "in_package",
    ".xlsx": "in_package",
    ".pdf": "in_pdf",
    ".html": "in_markup",
    ".svg": "in_markup",
    ".md": "in_markup",
    ".csv": "in_text",
    ".json": "in_text",
    ".jsonl": "in_text",
}


def find_hidden(path: Path, suffix: str) -> tuple[str, ...]:
    """What the file at `path`, of the format that `suffix` names, hides; nothing for a format that can hide nothing."""
    name = INSPECTORS.get(suffix.casefold())
    if name is None:
        return ()
    inspector = import_module(f"chronology.inspection.{name}")
    return tuple(dict.fromkeys(inspector.find_hidden(path)))
