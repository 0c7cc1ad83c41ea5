"""PIX092: the header of an RLE frame."""

import struct
from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.pixels.description import Description
from validator.engine.rules.pix.stream import first_head
from validator.engine.rules.subject import DataSet, Hit
from validator.engine.rules.tags import PIXEL_DATA

RLE = "1.2.840.10008.1.2.5"
HEADER = struct.Struct("<16I")
"""The number of segments and the offsets of up to fifteen (PS3.5 G.5)."""
MOST = 15


@rule(
    "PIX092",
    "Header of the RLE frame does not fit",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="The first frame of {attribute} {problem}: it cannot be unpacked.",
    reference="PS3.5 G.4, G.5",
)
def rle_header(data_set: DataSet) -> Iterator[Hit]:
    """An RLE frame begins with 64 bytes: how many segments follow, one for each byte of each sample, and where they
    begin.

    Why it matters
    Decoders take the wrong bytes for high and low ones, or read behind the end. The picture is noise, or the viewer
    fails.

    Example
    One segment in an image of 16 bits, which needs two.

    How to fix
    Have the image compressed again from the original, by another system.
    """
    pixels, description = data_set.pixels, data_set.description
    if data_set.header.declared_syntax != RLE or pixels is None or description is None or not pixels.fragments:
        return
    head = first_head(data_set)
    if head and pixels.fragments[1].length:
        problem = _problem(head, pixels.fragments[1].length, description)
        if problem:
            yield data_set.at(PIXEL_DATA, problem=problem)


def _problem(head: bytes, length: int, description: Description) -> str:
    if length < HEADER.size:
        return f"has {length} bytes, less than the header of {HEADER.size}"
    if len(head) < HEADER.size:
        return ""
    count, *offsets = HEADER.unpack_from(head)
    if not 1 <= count <= MOST:
        return f"claims {count} segments, of which there are 1 to {MOST}"
    right = _segments(description)
    if right and count != right:
        return f"has {count} segment{'' if count == 1 else 's'}, but its samples need {right}"
    begins = offsets[:count]
    if begins[0] != HEADER.size or sorted(set(begins)) != begins or begins[-1] >= length:
        return "has segments that do not follow one another within it"
    return ""


def _segments(description: Description) -> int:
    """One segment for each byte of each sample; 0 where that cannot be told."""
    allocated, samples = description.allocated, description.samples
    if not allocated or not samples or (allocated != 1 and allocated % 8):
        return 0
    return (allocated + 7) // 8 * samples
