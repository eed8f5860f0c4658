"""Markdown keeps every word and lets no record's text become markup."""

import pytest

from chronology.document import Bullets, Document, Grid, Heading, Paragraph, Row, Text
from chronology.renderers.to_markdown import render
from tests.rendering import rendered


def cell(text):
    document = Document("T", (Grid(("A",), (Row((text,)),)),))
    return rendered(render, document).decode().splitlines()[2]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a | b", r"| a \| b |"),
        ("two\nlines\r\nthree", "| two<br>lines<br>three |"),
        ("<script>alert(1)</script>", r"| \<script>alert(1)\</script> |"),
        ("bp < 90, temp > 38", "| bp < 90, temp > 38 |"),
        ("*bold* _not_ snake_case", r"| \*bold\* \_not\_ snake_case |"),
        ("[link](http://x)", r"| \[link\](http\://x) |"),
        ("![img](x)", r"| !\[img\](x) |"),
        ("&lt; Smith & Son", r"| \&lt; Smith & Son |"),
        ("`code` ~~gone~~", r"| \`code\` \~\~gone\~\~ |"),
        ("back\\slash", r"| back\\slash |"),
        ("\u202eevil\x00\x1b[31m", r"| [U+202E]evil[U+0000][U+001B]\[31m |"),
        ("# 4/12 L radius", "| # 4/12 L radius |"),
    ],
)
def test_cells_are_safe(text, written):
    assert cell(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("# no heading", r"\# no heading"),
        ("1. no list", r"1\. no list"),
        ("- no list", r"\- no list"),
        ("> no", r"\> no"),
    ],
)
def test_lines_do_not_become_blocks(text, written):
    assert rendered(render, Document("T", (Paragraph(text),))).decode() == written + "\n"


def test_blocks_and_links():
    document = Document(
        "T",
        (
            Heading(2, "Findings", "findings"),
            Bullets(((Text("See "), Text("No. 1", target="e-1"), Text(" now", strong=True)),)),
            Grid(("No", "What"), (Row(("1", "seen"), "e-1"),)),
        ),
    )
    assert rendered(render, document).decode() == (
        '## <a id="findings"></a>Findings\n\n'
        "- See [No. 1](#e-1) **now**\n\n"
        '| No | What |\n| --- | --- |\n| <a id="e-1"></a>1 | seen |\n'
    )
