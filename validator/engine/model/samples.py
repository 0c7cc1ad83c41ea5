"""What comparing the decoded samples of two pictures gave."""

from enum import StrEnum
from typing import NamedTuple


class SampleOutcome(StrEnum):
    """Whether two instances show the same samples."""

    EQUAL = "equal"
    DIFFERENT = "different"
    UNDECIDED = "undecided"
    """They could not be decoded, or not be compared, here; the reason says why."""


class SampleComparison(NamedTuple):
    """The samples of two instances, compared as PS3.3 C.7.6.3 means them: within Bits Stored, with their sign.

    Pixels in YBR_FULL or YBR_FULL_422 are converted to RGB (PS3.3 C.7.6.3.1.2) where the other side is RGB.
    """

    outcome: SampleOutcome
    reason: str = ""
    """Why nothing was decided, or what kept the samples from being compared one by one; in plain words."""
    same_bytes: bool = False
    """Whether native pixel data are the same to the byte, so that nothing but their description can differ."""
    frames: int = 0
    frames_differing: int = 0
    first_frame: int = 0
    """The number of the first frame that differs, counted from 1; 0 where none does."""
    samples: int = 0
    """How many there are on each side; 0 where they were not compared one by one."""
    samples_differing: int = 0
    largest: float = 0.0
    """The largest absolute difference; of Float Pixel Data among those that are numbers."""
    mean: float = 0.0
    """The mean absolute difference over all samples."""
    psnr: float | None = None
    """Peak signal to noise ratio in dB against the range of Bits Stored; ``None`` where it cannot be told."""
    converted: bool = False
    """Whether colours were converted to be compared, which rounds."""
    upsampled: bool = False
    """Whether a decoder had to invent the chroma that its JPEG codestream left out: each does it in its own way."""
    largest_luma: float = 0.0
    """The largest absolute difference of luma alone, where chroma had to be invented and both sides have luma."""
    rescaled: bool = False
    """Whether Bits Stored or Pixel Representation differ, so that a difference may be one of scale only."""
    unused_bits_differ: bool = False
    """Whether bits outside Bits Stored differ, which are no samples."""
