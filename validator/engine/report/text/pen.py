"""Lines for a terminal: colour where it is asked for, and nothing wider than a ticket or a mail shows."""

import textwrap
from collections.abc import Iterable, Iterator

from validator.engine.model import Impact, Severity

BOLD, DIM, RED, YELLOW, BLUE = "1", "2", "31", "33", "34"
SEVERITY_STYLES = {Severity.ERROR: (RED, "✖"), Severity.WARNING: (YELLOW, "▲"), Severity.INFO: (BLUE, "●")}
IMPACT_STYLES = {Impact.BREAKS: (RED, "✖"), Impact.DEGRADES: (YELLOW, "▲"), Impact.COSMETIC: (BLUE, "●")}
WIDTH = 110
"""Columns; only what cannot be broken is longer: a path, a UID, a value."""

Piece = tuple[str, str]
"""Some words that belong together, and their style; empty for none."""


class Pen:
    """Paints where the terminal can, else leaves the words alone."""

    def __init__(self, *, colour: bool) -> None:
        self._colour = colour

    def paint(self, text: str, style: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if self._colour and style else text

    def mark(self, word: str, style: tuple[str, str]) -> str:
        """The word of a severity or impact, eight columns wide, with its glyph where there is colour."""
        colour, glyph = style
        return self.paint(f"{glyph} {word:8}", colour) if self._colour else f"{word:8}"

    def fold(self, pieces: Iterable[Piece], *, indent: int, mark: str = "") -> str:
        """The pieces on one line; what does not fit begins another one, and words longer than a line are wrapped.

        ``mark`` stands before the first line and takes as many columns of the ``indent`` as the caller says.
        """
        lines: list[list[Piece]] = [[]]
        column = indent
        for text, style in pieces:
            for part in _parts(text, WIDTH - indent):
                gap = 2 if lines[-1] else 0
                if lines[-1] and column + gap + len(part) > WIDTH:
                    lines.append([])
                    column, gap = indent, 0
                lines[-1].append((part, style))
                column += gap + len(part)
        painted = ["  ".join(self.paint(*piece) for piece in line) for line in lines]
        first = mark or " " * indent
        return first + f"\n{' ' * indent}".join(painted) + "\n"


def _parts(text: str, width: int) -> Iterator[str]:
    """The text, or the lines that it takes."""
    if len(text) <= width:
        yield text
    else:
        yield from textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
