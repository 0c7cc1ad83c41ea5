"""A picture as the decoder must know it: what the Image Pixel module says, and in which codec it is written."""

from typing import NamedTuple

from validator.engine.header import Excerpt, Source
from validator.engine.model import PIXEL_DATA, Element, Header
from validator.engine.pixels.description import Description
from validator.engine.pixels.digest import describe

FLOATS = {0x7FE00008: 32, 0x7FE00009: 64}
"""Bits of a sample of Float and Double Float Pixel Data."""


class Undecodable(Exception):
    """The text says in plain words why the samples cannot be had."""


class Picture(NamedTuple):
    """The pixel data of one instance, not yet read."""

    source: Source
    header: Header
    element: Element
    syntax: str
    described: Description

    @property
    def is_native(self) -> bool:
        return self.element.fragments is None

    @property
    def sample_bits(self) -> int:
        """Bits of one sample as stored, 1 to 64."""
        return FLOATS.get(self.element.tag, self.described.allocated or 0)

    @property
    def frame_samples(self) -> int:
        """Samples of one frame once it is decoded."""
        return (self.described.rows or 0) * (self.described.columns or 0) * (self.described.samples or 0)

    @property
    def native_frame_bits(self) -> int:
        """Bits of one frame in native form, where chroma may be shared."""
        described = self.described
        return (described.rows or 0) * (described.columns or 0) * (described.stored_samples or 0) * self.sample_bits

    def to_json(self) -> dict[str, object]:
        """What the decoder needs of it, without any value of the header beside the Image Pixel module."""
        described = self.described._replace(allocated=self.sample_bits)
        return {
            "syntax": "" if self.is_native else self.syntax,
            "float": self.element.tag in FLOATS,
            "described": list(described),
        }


def picture_of(source: Source, header: Header) -> Picture:
    """Raises ``Undecodable`` where there are no pixel data or their description is not complete."""
    element = next((found for tag in PIXEL_DATA if (found := header.get(tag)) is not None), None)
    if element is None:
        raise Undecodable("there are no pixel data")
    if header.claimed_pixels:
        raise Undecodable("the pixel data were not received")
    if isinstance(source, Excerpt):
        raise Undecodable("the file is gone, and only its header was kept")
    syntax = header.declared_syntax or header.actual_syntax or ""
    described = describe(header)
    if element.tag in FLOATS:
        # Float Pixel Data have one sample a pixel, and no bits that could be left out (PS3.3 C.7.6.24).
        described = described._replace(samples=1, stored=None, high_bit=None, representation=0)
    picture = Picture(source, header, element, syntax, described)
    missing = [
        keyword
        for keyword, value in (
            ("Rows", described.rows),
            ("Columns", described.columns),
            ("Samples per Pixel", described.samples),
            ("Bits Allocated", picture.sample_bits),
            ("Number of Frames", described.frames),
        )
        if not value
    ]
    if missing:
        raise Undecodable(f"{missing[0]} is missing or not usable")
    return picture
