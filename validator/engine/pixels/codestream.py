"""What the head of a compressed frame says: the codestream decides, not the Transfer Syntax UID."""

from collections.abc import Iterator
from enum import StrEnum

JPEG2000 = b"\xff\x4f\xff\x51"
"""SOC and SIZ, with which every JPEG 2000 codestream begins (ISO/IEC 15444-1 A.4)."""
JPEG = b"\xff\xd8"
CODING_STYLE = b"\xff\x52"
LOSSLESS_FRAMES = (0xC3, 0xC7, 0xCB, 0xCF)
"""SOF markers of the lossless processes of JPEG (ISO/IEC 10918-1 B.1.1.3)."""
LOSSY_FRAMES = (0xC0, 0xC1, 0xC2, 0xC5, 0xC6, 0xC9, 0xCA, 0xCD, 0xCE)
JPEG_LS_FRAME, START_OF_SCAN, ADOBE = 0xF7, 0xDA, 0xEE
JP2_SIGNATURE = b"\x00\x00\x00\x0cjP  "
JPEG_XL = (b"\xff\x0a", b"\x00\x00\x00\x0cJXL ")
START_CODES = (b"\x00\x00\x01", b"\x00\x00\x00\x01")
"""Of MPEG-2, H.264 and HEVC."""
FRAMES = frozenset({*LOSSY_FRAMES, *LOSSLESS_FRAMES, JPEG_LS_FRAME})
FIRST_ORDER = 1
"""The predictor of JPEG Lossless, Non-Hierarchical, First-Order Prediction (ISO/IEC 10918-1 H.1.2.1)."""


class Coding(StrEnum):
    """Whether a codestream can give back the samples that it was made of."""

    REVERSIBLE = "reversible"
    """The method loses nothing; that nothing was left out is not said by this."""
    IRREVERSIBLE = "irreversible"
    UNKNOWN = ""


class Kind(StrEnum):
    """What the first bytes of a compressed frame are, in the words that reports use."""

    JPEG = "JPEG"
    JPEG_LS = "JPEG-LS"
    JPEG_2000 = "JPEG 2000"
    JP2 = "a JP2 file"
    """A JPEG 2000 codestream with the header of a file around it (ISO/IEC 15444-1 annex I)."""
    JPEG_XL = "JPEG XL"
    VIDEO = "video"
    """The start code of an MPEG stream, or an MP4 file."""
    BLANK = "zeros"
    UNKNOWN = ""


def coding(head: bytes) -> Coding:
    """How the frame was compressed, by the first bytes of its codestream; never raises.

    JPEG 2000 by its wavelet (9-7 loses, 5-3 does not), JPEG by its process and point transform, JPEG-LS by NEAR.
    """
    start = head.find(JPEG2000)
    if start >= 0:
        return _jpeg2000(head[start:])
    return _jpeg(head) if head.startswith(JPEG) else Coding.UNKNOWN


def _jpeg2000(head: bytes) -> Coding:
    at = head.find(CODING_STYLE)
    # Marker, length, style (1), progression, layers (2), component transform, levels, block size (2), block style.
    transformation = head[at + 13 : at + 14] if at >= 0 else b""
    if not transformation:
        return Coding.UNKNOWN
    return Coding.REVERSIBLE if transformation == b"\x01" else Coding.IRREVERSIBLE


def segments(head: bytes) -> Iterator[tuple[int, bytes]]:
    """The marker segments of a JPEG or JPEG-LS codestream up to its first scan: marker and content."""
    at = 2
    while at + 4 <= len(head) and head[at] == 0xFF:
        marker, length = head[at + 1], int.from_bytes(head[at + 2 : at + 4], "big")
        yield marker, head[at + 4 : at + 2 + length]
        if marker == START_OF_SCAN:
            return
        at += 2 + length


def _jpeg(head: bytes) -> Coding:
    frame = 0
    for marker, content in segments(head):
        if marker in LOSSY_FRAMES:
            return Coding.IRREVERSIBLE
        if marker in LOSSLESS_FRAMES or marker == JPEG_LS_FRAME:
            frame = marker
        if marker == START_OF_SCAN:
            return _scan(content, frame)
    return Coding.UNKNOWN


def _scan(header: bytes, frame: int) -> Coding:
    """By the last bytes of a scan header: NEAR of JPEG-LS, the point transform of lossless JPEG."""
    if not frame or len(header) < 4:
        return Coding.UNKNOWN
    lost = header[-3] if frame == JPEG_LS_FRAME else header[-1] & 0x0F
    return Coding.IRREVERSIBLE if lost else Coding.REVERSIBLE


def kind(head: bytes) -> Kind:
    """What kind of codestream begins with these bytes; never raises.

    JPEG and JPEG-LS are told apart by their frame header; where that does not stand in ``head`` it is JPEG.
    """
    if head.startswith(JPEG2000):
        return Kind.JPEG_2000
    if head.startswith(JPEG):
        return Kind.JPEG_LS if frame_marker(head) == JPEG_LS_FRAME else Kind.JPEG
    if head.startswith(JP2_SIGNATURE):
        return Kind.JP2
    if head.startswith(JPEG_XL):
        return Kind.JPEG_XL
    if head.startswith(START_CODES) or head[4:8] == b"ftyp":
        return Kind.VIDEO
    return Kind.BLANK if head and not head.strip(b"\0") else Kind.UNKNOWN


def frame_marker(head: bytes) -> int:
    """The SOF marker of a JPEG or JPEG-LS codestream, which names its process: ``0xC0``; 0 where there is none."""
    return next((marker for marker, _ in segments(head) if marker in FRAMES), 0)


def predictor(head: bytes) -> int:
    """The selection value of a lossless JPEG codestream (ISO/IEC 10918-1 table H.1); 0 where it cannot be told."""
    if frame_marker(head) not in LOSSLESS_FRAMES:
        return 0
    scan = next((content for marker, content in segments(head) if marker == START_OF_SCAN), b"")
    return scan[-3] if len(scan) >= 4 else 0


def is_component_transformed(head: bytes) -> bool | None:
    """Whether a JPEG 2000 codestream says that its components were transformed; ``None`` where it says nothing.

    The Multiple Component Transformation of the COD segment (ISO/IEC 15444-1 A.6.1).
    """
    # Style, progression, layers (2), then the transformation.
    content = next((content for marker, content in segments(head) if marker == CODING_STYLE[1]), b"")
    return content[4] != 0 if len(content) > 4 else None


def adobe_transform(head: bytes) -> int | None:
    """The colour transformation in the APP14 segment of a JPEG: 0 for none, 1 for YCbCr; ``None`` without one."""
    content = next((content for marker, content in segments(head) if marker == ADOBE), b"")
    return content[11] if content.startswith(b"Adobe") and len(content) > 11 else None
