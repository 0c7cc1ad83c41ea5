"""A picture as the child knows it, and what a decoder makes of one of its frames."""

from typing import TYPE_CHECKING, Any, NamedTuple

from validator.engine.pixels.description import SHARED_CHROMA, Description

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[Any]

RGB, YBR = "RGB", "YBR_FULL"
DECODED_TO_RGB = frozenset({"YBR_RCT", "YBR_ICT"})
"""The inverse of these transformations is part of decoding JPEG 2000."""


class Form(NamedTuple):
    """How the samples of a picture are to be had and read."""

    syntax: str
    """Empty where the pixel data are native."""
    is_float: bool
    described: Description

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> "Form":
        return cls(plain["syntax"], plain["float"], Description._make(plain["described"]))

    @property
    def rows(self) -> int:
        return self.described.rows or 0

    @property
    def columns(self) -> int:
        return self.described.columns or 0

    @property
    def samples(self) -> int:
        return self.described.samples or 0

    @property
    def allocated(self) -> int:
        return self.described.allocated or 0

    @property
    def stored(self) -> int:
        """Bits Stored where it can be true, else all bits."""
        stored = self.described.stored
        return stored if stored and stored <= self.allocated else self.allocated

    @property
    def shift(self) -> int:
        """How many unused bits lie below the sample in a word of Bits Allocated."""
        high = self.described.high_bit
        return high + 1 - self.stored if high is not None and self.stored <= high + 1 <= self.allocated else 0

    @property
    def is_signed(self) -> bool:
        return self.described.representation == 1

    @property
    def space(self) -> str:
        """The colours of the decoded samples."""
        photometric = self.described.photometric or ""
        if photometric in DECODED_TO_RGB:
            return RGB
        return YBR if photometric in SHARED_CHROMA - {"YBR_PARTIAL_422"} else photometric


class Frame(NamedTuple):
    """One frame as it came out of its encoding."""

    words: "Array"
    """Rows, columns and samples of a pixel: unsigned words, or what a codec or Float Pixel Data give as numbers."""
    space: str
    precision: int
    """Bits of a word that were encoded."""
    is_exact: bool = True
    """Whether the encoding can give back the samples that it was made of."""
    is_upsampled: bool = False
    """Whether the decoder had to invent chroma."""
