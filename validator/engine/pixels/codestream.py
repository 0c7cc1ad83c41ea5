"""What the head of a compressed frame says about loss: the codestream decides, not the Transfer Syntax UID."""

from collections.abc import Iterator
from enum import StrEnum

JPEG2000 = b"\xff\x4f\xff\x51"
"""SOC and SIZ, with which every JPEG 2000 codestream begins (ISO/IEC 15444-1 A.4)."""
JPEG = b"\xff\xd8"
CODING_STYLE = b"\xff\x52"
LOSSLESS_FRAMES = (0xC3, 0xC7, 0xCB, 0xCF)
"""SOF markers of the lossless processes of JPEG (ISO/IEC 10918-1 B.1.1.3)."""
LOSSY_FRAMES = (0xC0, 0xC1, 0xC2, 0xC5, 0xC6, 0xC9, 0xCA, 0xCD, 0xCE)
JPEG_LS_FRAME, START_OF_SCAN = 0xF7, 0xDA


class Coding(StrEnum):
    """Whether a codestream can give back the samples that it was made of."""

    REVERSIBLE = "reversible"
    """The method loses nothing; that nothing was left out is not said by this."""
    IRREVERSIBLE = "irreversible"
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
