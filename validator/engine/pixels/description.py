"""What the attributes say that the pixel data look like, and how many bytes that makes (PS3.3 C.7.6.3, PS3.5 8)."""

from typing import NamedTuple

MONOCHROME = ("MONOCHROME1", "MONOCHROME2")
ONE_SAMPLE = frozenset({*MONOCHROME, "PALETTE COLOR"})
THREE_SAMPLES = frozenset({"RGB", "YBR_FULL", "YBR_FULL_422", "YBR_PARTIAL_420", "YBR_ICT", "YBR_RCT", "XYB"})
RETIRED = {"HSV": 3, "ARGB": 4, "CMYK": 4, "YBR_PARTIAL_422": 3}
"""Photometric Interpretations that were removed from the standard, with their Samples per Pixel."""
SHARED_CHROMA = frozenset({"YBR_FULL_422", "YBR_PARTIAL_422"})
"""Two pixels share one pair of chroma samples, so that a pixel takes two samples instead of three."""


class Description(NamedTuple):
    """The attributes of the Image Pixel module; ``None`` where one is absent or cannot be read."""

    rows: int | None
    columns: int | None
    samples: int | None
    photometric: str | None
    allocated: int | None
    stored: int | None
    high_bit: int | None
    representation: int | None
    planar: int | None
    frames: int
    """1 where Number of Frames is absent, 0 where it cannot be read."""

    @property
    def has_whole_samples(self) -> bool:
        """Whether Bits Allocated is a number that it can be: 1, or that of whole bytes (PS3.5 8.1.1)."""
        return self.allocated == 1 or (self.allocated or 1) % 8 == 0

    @property
    def stored_samples(self) -> int | None:
        """Samples that one pixel takes in native pixel data, which is fewer than it has where chroma is shared."""
        return 2 if self.samples == 3 and self.photometric in SHARED_CHROMA else self.samples

    @property
    def row_bits(self) -> int | None:
        """Bits of one native row over all its samples; ``None`` where the description is not complete."""
        if self.columns and self.stored_samples and self.allocated:
            return self.columns * self.stored_samples * self.allocated
        return None

    @property
    def native_length(self) -> int | None:
        """Bytes of the native pixel data of all frames, without the pad byte; ``None`` where it cannot be told.

        Samples of one bit are packed across rows and frames without gaps (PS3.5 8.1.1, annex D).
        """
        if self.row_bits is None or not self.rows or self.frames < 1:
            return None
        return (self.row_bits * self.rows * self.frames + 7) // 8


def samples_of(photometric: str) -> int | None:
    """How many samples a pixel of this Photometric Interpretation has; ``None`` where it is unknown."""
    if photometric in ONE_SAMPLE:
        return 1
    return 3 if photometric in THREE_SAMPLES else RETIRED.get(photometric)
