"""What the head of a codestream says of its size, before anything is decoded: a lie must not cost memory."""

from typing import NamedTuple

from validator.engine.pixels.codestream import (
    ADOBE,
    JPEG,
    JPEG2000,
    JPEG_LS_FRAME,
    LOSSLESS_FRAMES,
    LOSSY_FRAMES,
    segments,
)

END = b"\xff\xd9"
"""EOI of JPEG and JPEG-LS, EOC of JPEG 2000."""
JFIF = 0xE0
SIZ = 4
"""Where the content of the SIZ segment begins, counted from SOC (ISO/IEC 15444-1 A.5.1)."""


class Extent(NamedTuple):
    """The picture in one codestream."""

    method: str
    """``JPEG`` (with DCT), ``JPEG Lossless``, ``JPEG-LS`` or ``JPEG 2000``."""
    rows: int
    columns: int
    components: int
    precision: int
    is_subsampled: bool
    """Whether some components have fewer samples than others."""
    is_signed: bool = False
    space: str = ""
    """``RGB`` or ``YBR_FULL`` where a JPEG codestream says it itself."""


def read_extent(content: bytes) -> Extent | None:
    """``None`` where the content is no codestream that is known here."""
    start = content.find(JPEG2000, 0, 1 << 16)
    if start >= 0:
        return _jpeg2000(content[start : start + (1 << 16)])
    return _jpeg(content) if content.startswith(JPEG) else None


def is_whole(content: bytes) -> bool:
    """Whether a codestream ends with its end marker, the padding of its fragment apart: zeros, or any one byte."""
    content = content.rstrip(b"\0")
    return END in content[-3:]


def _jpeg2000(head: bytes) -> Extent | None:
    if len(head) < SIZ + 2 + 2 + 32 + 2 + 3:
        return None
    sizes = [int.from_bytes(head[at : at + 4], "big") for at in range(SIZ + 4, SIZ + 20, 4)]
    components = int.from_bytes(head[SIZ + 36 : SIZ + 38], "big")
    details = head[SIZ + 38 : SIZ + 38 + 3 * components]
    if not details:
        return None
    precisions = {(code & 0x7F) + 1 for code in details[::3]}
    steps = {*details[1::3], *details[2::3]}
    return Extent(
        "JPEG 2000",
        rows=sizes[1] - sizes[3],
        columns=sizes[0] - sizes[2],
        components=components,
        precision=max(precisions),
        is_subsampled=steps != {1},
        is_signed=any(code & 0x80 for code in details[::3]),
    )


def _jpeg(head: bytes) -> Extent | None:
    space = ""
    for marker, content in segments(head):
        if marker == JFIF and content.startswith(b"JFIF\0"):
            space = "YBR_FULL"
        elif marker == ADOBE and content.startswith(b"Adobe") and len(content) >= 12:
            space = {0: "RGB", 1: "YBR_FULL"}.get(content[11], "")
        elif marker in {*LOSSY_FRAMES, *LOSSLESS_FRAMES, JPEG_LS_FRAME} and len(content) >= 9:
            return _frame(marker, content, space)
    return None


def _frame(marker: int, content: bytes, space: str) -> Extent:
    """By a frame header: precision, lines, samples a line, components; then identifier, factors and table of each."""
    components = content[5]
    if content[6::3][:components] == b"RGB":
        space = "RGB"
    method = "JPEG-LS" if marker == JPEG_LS_FRAME else "JPEG Lossless" if marker in LOSSLESS_FRAMES else "JPEG"
    return Extent(
        method,
        rows=int.from_bytes(content[1:3], "big"),
        columns=int.from_bytes(content[3:5], "big"),
        components=components,
        precision=content[0],
        is_subsampled=len(set(content[7::3][:components])) > 1,
        space=space if components == 3 and method == "JPEG" else "",
    )
