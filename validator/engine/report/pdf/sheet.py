"""Pages with fonts for every script of DICOM's character sets; a character that none of them has is named instead."""

from pathlib import Path

from fpdf import FPDF
from fpdf.fonts import TTFFont

FONTS = Path(__file__).parent / "fonts"
SANS = "sans"
FACES = (
    (SANS, "", "sans.ttf"),
    (SANS, "B", "sans-bold.ttf"),
    ("arabic", "", "arabic.ttf"),
    ("hebrew", "", "hebrew.ttf"),
    ("thai", "", "thai.ttf"),
    ("east-asian", "", "east-asian.otf"),
)
"""Family, style and file. The sans has Latin, Greek and Cyrillic; the others are asked in this order."""
INK, SOFT, LINE, ACCENT = (28, 32, 36), (89, 97, 106), (214, 210, 201), (11, 107, 99)
MARGIN = 15
"""Millimetres on every side."""


class Sheet(FPDF):
    """A document of A4 pages with a line at the foot."""

    def __init__(self, title: str, foot: str) -> None:
        super().__init__(format="A4")
        for family, style, file in FACES:
            self.add_font(family, style, FONTS / file)
        faces = (face for face in self.fonts.values() if isinstance(face, TTFFont))
        self._known = frozenset(point for face in faces for point in face.cmap)
        self.unknown: dict[str, None] = {}
        """Characters that were asked for and that no font has, in the order in which they came."""
        self._foot = foot
        self.set_fallback_fonts([family for family, style, _ in FACES if family != SANS], exact_match=False)
        self.set_text_shaping(use_shaping_engine=True)
        self.set_title(self.written(title))
        self.set_creator("dicomcheck")
        self.set_margin(MARGIN)
        self.set_auto_page_break(auto=True, margin=MARGIN + 5)
        self.set_draw_color(*LINE)
        self.set_line_width(0.2)
        self.add_page()

    def footer(self) -> None:
        """What the pages belong to, and which of them this is."""
        self.set_y(-MARGIN)
        self.pen(7, colour=SOFT)
        self.cell(0, 4, self._foot)
        self.set_x(MARGIN)
        self.cell(0, 4, f"page {self.page_no()} of {{nb}}", align="R")

    def pen(self, size: float, *, bold: bool = False, colour: tuple[int, int, int] = INK) -> None:
        """How the next text is set: size in points."""
        self.set_font(SANS, "B" if bold else "", size)
        self.set_text_color(*colour)

    def written(self, text: str) -> str:
        """The text with every character that no font has as ``‹U+1F600›``: nothing vanishes unseen."""
        return "".join(map(self._character, text))

    def _character(self, character: str) -> str:
        if character == "\n" or ord(character) in self._known:
            return character
        self.unknown[character] = None
        return f"‹U+{ord(character):04X}›"

    def room(self) -> float:
        """Millimetres that are left on this page."""
        return float(self.page_break_trigger - self.get_y())
