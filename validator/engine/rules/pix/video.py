"""PIX093 to PIX095: what the Transfer Syntaxes for video demand of the attributes."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.pixels.syntaxes import ROOT, syntax_name
from validator.engine.rules.subject import DataSet, Hit
from validator.engine.rules.tags import (
    BITS_STORED,
    COLUMNS,
    HIGH_BIT,
    PIXEL_REPRESENTATION,
    PLANAR_CONFIGURATION,
    ROWS,
    SAMPLES_PER_PIXEL,
)

CINE_RATE, FRAME_TIME, PIXEL_ASPECT_RATIO = 0x00180040, 0x00181063, 0x00280034
MAIN_LEVEL = frozenset({f"{ROOT}.4.100", f"{ROOT}.4.100.1"})
HIGH_LEVEL = frozenset({f"{ROOT}.4.101", f"{ROOT}.4.101.1"})
EIGHT_BITS = frozenset(f"{ROOT}.4.{number}{suffix}" for number in range(100, 107) for suffix in ("", ".1"))
"""MPEG-2 and MPEG-4 AVC/H.264."""
HEVC = frozenset({f"{ROOT}.4.107", f"{ROOT}.4.108"})
COLOURS = {SAMPLES_PER_PIXEL: 3, PIXEL_REPRESENTATION: 0, PLANAR_CONFIGURATION: 0}
DEPTH = {BITS_STORED: 8, HIGH_BIT: 7}
LARGEST_MAIN = {ROWS: 576, COLUMNS: 720}
HIGH_SIZES = {720: 1280, 1080: 1920}
"""Columns by Rows."""
RATES = {**dict.fromkeys(MAIN_LEVEL, (25, 30)), **dict.fromkeys(HIGH_LEVEL, (25, 30, 50, 60))}
TOLERANCE = 0.6
"""Milliseconds of a frame: the standard rounds 1000/60 to 16.17 in one place."""


@rule(
    "PIX093",
    "Description that video cannot have",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {said}, but with {syntax} it is always {right}.",
    reference="PS3.5 8.2.5, 8.2.6, 8.2.7, 8.2.10",
)
def video_description(data_set: DataSet) -> Iterator[Hit]:
    """Video in MPEG-2, H.264 and HEVC has three samples a pixel, without sign and pixel by pixel; the first two have 8
    bits.

    Why it matters
    Players reserve memory by the attributes and fill it from the stream: the picture is grey stripes, or the player
    fails.

    Example
    Samples per Pixel of 1 for an endoscopy that was recorded in black and white.

    How to fix
    Correct the system that wraps the video; the values do not depend on what is seen.
    """
    syntax = data_set.header.declared_syntax or ""
    if data_set.pixels is None or syntax not in EIGHT_BITS | HEVC:
        return
    for tag, right in (COLOURS | DEPTH if syntax in EIGHT_BITS else COLOURS).items():
        said = data_set.number(tag)
        if said is not None and said != right:
            yield data_set.at(tag, said=said, right=right, syntax=syntax_name(syntax))


@rule(
    "PIX094",
    "Size of the picture that MPEG-2 cannot have",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} {problem}.",
    reference="PS3.5 8.2.5, 8.2.6",
)
def video_size(data_set: DataSet) -> Iterator[Hit]:
    """MPEG-2 at Main Level has at most 576 rows and 720 columns; at High Level 720 by 1280 or 1080 by 1920 square
    pixels, so that there is no Pixel Aspect Ratio.

    Why it matters
    Players built for the level refuse the stream or stretch the picture; distances measured on it are wrong.

    Example
    A video of 1080 rows under the Transfer Syntax of Main Level.

    How to fix
    Write the Transfer Syntax of the level that the video has, or have it encoded again.
    """
    syntax = data_set.header.declared_syntax
    if data_set.pixels is None:
        return
    if syntax in MAIN_LEVEL:
        for tag, most in LARGEST_MAIN.items():
            if (data_set.number(tag) or 0) > most:
                yield data_set.at(tag, problem=f"is more than {most}, the most at Main Level")
    elif syntax in HIGH_LEVEL:
        rows, columns = data_set.number(ROWS), data_set.number(COLUMNS)
        if rows and rows not in HIGH_SIZES:
            yield data_set.at(ROWS, problem="is neither 720 nor 1080, as at High Level")
        elif rows and columns and columns != HIGH_SIZES[rows]:
            yield data_set.at(COLUMNS, problem=f"is not {HIGH_SIZES[rows]}, which belongs to {rows} rows at High Level")
        if data_set.get(PIXEL_ASPECT_RATIO) is not None:
            yield data_set.at(PIXEL_ASPECT_RATIO, problem="must not be there: pixels are square at High Level")


@rule(
    "PIX095",
    "Frame rate that MPEG-2 cannot have",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is none of the rates of {syntax}: {rates} frames a second.",
    reference="PS3.5 8.2.5, 8.2.6",
)
def video_rate(data_set: DataSet) -> Iterator[Hit]:
    """The frame rates of MPEG-2 are those of television; Cine Rate and Frame Time give one of them.

    Why it matters
    The video plays too fast or too slow, and heart rates or transit times that are measured on it are wrong.

    Example
    Frame Time of 1 in a video of 25 frames a second.

    How to fix
    Take the rate from the video itself.
    """
    rates = RATES.get(data_set.header.declared_syntax or "")
    if rates is None or data_set.pixels is None:
        return
    words = {"syntax": syntax_name(data_set.header.declared_syntax or ""), "rates": ", ".join(map(str, rates))}
    rate = data_set.number(CINE_RATE)
    if rate is not None and rate not in rates:
        yield data_set.at(CINE_RATE, **words)
    times = data_set.top.decimals(FRAME_TIME)
    if times and not any(abs(times[0] - 1000 / possible) <= TOLERANCE for possible in rates):
        yield data_set.at(FRAME_TIME, **words)
