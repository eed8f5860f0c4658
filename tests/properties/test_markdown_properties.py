"""Whatever a record holds, rendered Markdown shows its words, in its own cell, and no markup of the record's making."""

import html
import re

from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from chronology.document import Bullets, Document, Grid, Paragraph, Row
from chronology.renderers.to_markdown import render
from chronology.renderers.unseen import show_unseen
from tests.rendering import rendered

TEXT = st.text(st.characters(codec="utf-8"), max_size=80)
MARKUP = st.text(st.sampled_from("\\`*_{}[]()<>#+-.!|~&;:/ \naW1$=\"'"), max_size=40)
ANY = st.one_of(TEXT, MARKUP)


def as_html(block):
    return (
        MarkdownIt("commonmark", {"html": True})
        .enable(["table", "strikethrough"])
        .render(rendered(render, Document("T", (block,))).decode())
    )


def words(markup):
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def plain(text):
    """The words that a reader must find: a character that prints nothing is shown by its mark."""
    return " ".join(show_unseen(text).split())


@settings(max_examples=400, deadline=None)
@given(ANY, ANY)
@example("a | b", "<b>&lt;b&gt;</b>")
@example("__0__", "_a__b_")
@example("\\|", "`|`")
@example("", "\ufffe")
def test_cells_keep_their_words_and_their_place(first, second):
    page = as_html(Grid(("One", "Two"), (Row((first, second)), Row(("last", "row")))))
    cells = re.findall(r"<td>(.*?)</td>", page, re.DOTALL)
    assert len(cells) == 4
    assert [words(cell) for cell in cells] == [plain(first), plain(second), "last", "row"]
    assert set(re.findall(r"</?(\w+)", page)) <= {"table", "thead", "tbody", "tr", "th", "td", "br"}


@settings(max_examples=400, deadline=None)
@given(ANY)
@example("1. one\n2. two")
@example("---")
@example("    code")
@example("=== \n x")
def test_paragraphs_and_lists_keep_their_words(text):
    for block, tags in ((Paragraph(f"Said: {text}"), {"p", "br"}), (Bullets((text,)), {"ul", "li", "br", "p"})):
        page = as_html(block)
        wanted = plain(f"Said: {text}") if isinstance(block, Paragraph) else plain(text)
        assert words(page) == wanted
        assert set(re.findall(r"</?(\w+)", page)) <= tags
