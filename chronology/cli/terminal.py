"""What stands on the terminal. Enters: what a verb prints. Leaves: the same, with marks for characters that would steer the terminal.

Words of records come in here as they are: an escape sequence in one must not colour, move or rename anything, nor a direction mark
turn round what stands beside it. Files have renderers of their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.console import Console
from rich.segment import Segment

from chronology.renderers.unseen import show_unseen

if TYPE_CHECKING:
    from rich.console import ConsoleOptions, RenderableType


class Terminal(Console):
    """A console that shows what is not seen."""

    _within = False  # a table asks for its cells while it is itself asked for

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """The pieces that are printed; those of the console itself, such as a cursor's move, stay as they are.

        Marks come last, when the widths of columns are settled: a cell that they made too wide would be cut.
        """
        if self._within:
            yield from super().render(renderable, options)
            return
        self._within = True
        try:
            for piece in super().render(renderable, options):
                text, style, control = piece
                yield piece if control or text == "\n" else Segment(show_unseen(text), style)
        finally:
            self._within = False
