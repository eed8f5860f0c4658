"""Text → runs of WordprocessingML. Enters: text of records. Leaves: markup in which that text is words and nothing else.

Characters that are not seen are shown, line breaks and tabs become Word's own, and every space stays. What stands in a paragraph
or a table is for `word_body`.
"""

from __future__ import annotations

from html import escape

from chronology.renderers.unseen import show_unseen


def run(text: str, properties: str = "", prefix: str = "w:") -> str:
    """One run, empty for no text. `properties` are the contents of its `rPr`; `prefix` stands before the names of Word's elements."""
    if not text:
        return ""
    said = words(text, prefix)
    looks = f"<{prefix}rPr>{properties}</{prefix}rPr>" if properties else ""
    return f"<{prefix}r>{looks}{said}</{prefix}r>"


def words(text: str, prefix: str = "w:") -> str:
    """What stands in a run: the text with its line breaks and tabs."""
    shown = escape(show_unseen(text), quote=False)
    opened, closed = f'<{prefix}t xml:space="preserve">', f"</{prefix}t>"
    if "\n" in shown:
        shown = shown.replace("\n", f"{closed}<{prefix}br/>{opened}")
    if "\t" in shown:
        shown = shown.replace("\t", f"{closed}<{prefix}tab/>{opened}")
    return f"{opened}{shown}{closed}".replace(f"{opened}{closed}", "")


def attribute(text: str) -> str:
    """The text as the value of an attribute, on one line."""
    return escape(" ".join(show_unseen(text).split()))
