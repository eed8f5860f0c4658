"""Words of records steer no terminal."""

import io

from rich.table import Table
from rich.text import Text

from chronology.cli.terminal import Terminal

SAID = "a\x1b]0;owned\x07b\x1b[31mc\x9bd\x7fe\u202ef\u2066g"


def printed(*what, **settings):
    stream = io.StringIO()
    Terminal(file=stream, width=200, markup=False, highlight=False, **settings).print(*what)
    return stream.getvalue()


def test_what_steers_is_shown():
    table = Table("Head", SAID)
    table.add_row(Text(SAID), SAID)
    for what in (SAID, Text(SAID), table):
        told = printed(what)
        assert not set(told) & set("\x1b\x07\x9b\x7f\u202e\u2066")
        assert "[U+001B]" in told and "[U+202E]f" in told


def test_the_console_keeps_its_own_colours_and_lines():
    assert printed("red", style="red", force_terminal=True, color_system="standard") == "\x1b[31mred\x1b[0m\n"
    assert printed("Zoë 王\nnext") == "Zoë 王\nnext\n"
