"""Makes the fonts of the PDF report: ``python -m validator.engine.report.pdf.build_fonts FOLDER``.

FOLDER is where these packages of PyPI were unpacked (``pip install --no-deps --target FOLDER``)::

    fontpkg-noto-sans==2.15  fontpkg-noto-sans-thai==2.2  justmytype-intl-rtl==0.1.0  noto-cjk-sans-jp-regular==0.0.1

They carry the Noto fonts as published (SIL Open Font License 1.1, without a reserved font name for "Noto"). Of each
the upright shapes of one weight are kept, and the characters that names and reports are written with: of the sans all
of Latin, Greek and Cyrillic, of Arabic, Hebrew and Thai everything, of the font for Chinese, Japanese and Korean the
blocks in ``EAST_ASIAN`` (its 13 MB become 9).
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

FONTS = Path(__file__).parent / "fonts"
EAST_ASIAN = (
    (0x2010, 0x27BF),
    (0x3000, 0x33FF),
    (0x4E00, 0x9FFF),
    (0xAC00, 0xD7A3),
    (0xF900, 0xFAFF),
    (0xFF00, 0xFFEF),
)
"""Signs and arrows, kana and what goes with them, unified ideographs, Hangul, compatibility and full-width forms."""


class Font(NamedTuple):
    """One file that is made."""

    name: str
    source: str
    weight: int | None
    """``None`` where the source has one weight only."""
    blocks: tuple[tuple[int, int], ...] = ((0, 0x10FFFF),)


MADE = (
    Font("sans", "fontpkg_noto_sans/files/NotoSans[wdth,wght].ttf", 400),
    Font("sans-bold", "fontpkg_noto_sans/files/NotoSans[wdth,wght].ttf", 650),
    Font("arabic", "justmytype_intl_rtl/fonts/ofl/notosansarabic/NotoSansArabic[wdth,wght].ttf", 400),
    Font("hebrew", "justmytype_intl_rtl/fonts/ofl/notosanshebrew/NotoSansHebrew[wdth,wght].ttf", 400),
    Font("thai", "fontpkg_noto_sans_thai/files/NotoSansThai[wdth,wght].ttf", 400),
    Font("east-asian", "noto_cjk_sans_jp_regular/NotoSansCJKjp-Regular.otf", None, EAST_ASIAN),
)


def build(packages: Path) -> None:
    """Write every font anew; the same packages give the same bytes."""
    for font in MADE:
        _make(font, packages / font.source)


def _make(font: Font, source: Path) -> None:
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    face = TTFont(source, recalcTimestamp=False)
    if font.weight is not None:
        face = instantiateVariableFont(face, {"wght": font.weight, "wdth": 100})
    options = Options(
        layout_features=["*"] if font.weight is not None else ["ccmp"],
        hinting=False,
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
        drop_tables=["DSIG", "VORG", "vhea", "vmtx"],
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=_wanted(face.getBestCmap(), font.blocks))
    subsetter.subset(face)
    face.save(FONTS / f"{font.name}{source.suffix}")


def _wanted(known: Iterable[int], blocks: Iterable[tuple[int, int]]) -> list[int]:
    return [point for point in known if any(first <= point <= last for first, last in blocks)]


if __name__ == "__main__":
    build(Path(sys.argv[1]))
