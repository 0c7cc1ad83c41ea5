"""The heads of codestreams, assembled by hand: what decoders read of them before the first sample."""

import struct


def jpeg(
    *,
    marker: int = 0xC0,
    rows: int = 4,
    columns: int = 6,
    components: int = 1,
    precision: int = 8,
    chroma: int = 0x11,
    adobe: int | None = None,
    identifiers: bytes = b"\1\2\3\4",
    scan: bytes = b"\0\x3f\0",
) -> bytes:
    """JPEG or JPEG-LS up to its first scan (ISO/IEC 10918-1 B.2).

    ``chroma`` holds the sampling factors of the first component, ``adobe`` the colour transform of an APP14 segment,
    ``scan`` the last bytes of the scan header: first and last coefficient (or predictor, or NEAR) and point transform.
    """
    parts = b"".join(struct.pack("3B", identifiers[index], 0x11 if index else chroma, 0) for index in range(components))
    frame = struct.pack(">BHHB", precision, rows, columns, components) + parts
    selected = b"".join(struct.pack("2B", identifiers[index], 0) for index in range(components))
    scanned = struct.pack("B", components) + selected + scan
    app14 = b"" if adobe is None else _segment(0xEE, b"Adobe\0\x64\0\0\0\0" + bytes([adobe]))
    return b"\xff\xd8" + app14 + _segment(marker, frame) + _segment(0xDA, scanned) + b"\0\0\xff\xd9"


def jpeg_ls(*, near: int = 0, **parameters: int) -> bytes:
    """JPEG-LS with the allowed error ``near`` (ISO/IEC 14495-1 C.2.3)."""
    return jpeg(marker=0xF7, scan=bytes([near, 0, 0]), **parameters)


def jpeg_lossless(*, predictor: int = 1, point_transform: int = 0, **parameters: int) -> bytes:
    """Lossless JPEG of process 14 (ISO/IEC 10918-1 H)."""
    return jpeg(marker=0xC3, scan=bytes([predictor, 0, point_transform]), **parameters)


def jpeg2000(
    *,
    rows: int = 4,
    columns: int = 6,
    components: int = 1,
    precision: int = 12,
    signed: bool = False,
    transformed: bool = False,
    reversible: bool = True,
) -> bytes:
    """JPEG 2000 up to its first tile (ISO/IEC 15444-1 A.5.1, A.6.1)."""
    sample = bytes([(precision - 1) | (0x80 if signed else 0), 1, 1])
    size = struct.pack(">H8IH", 0, columns, rows, 0, 0, columns, rows, 0, 0, components) + sample * components
    style = struct.pack(">BBHB5B", 0, 0, 1, transformed, 5, 4, 4, 0, reversible)
    return b"\xff\x4f" + _segment(0x51, size) + _segment(0x52, style) + _segment(0x90, bytes(8)) + b"\xff\x93\xff\xd9"


def jp2(codestream: bytes) -> bytes:
    """A codestream in the file format of ISO/IEC 15444-1 annex I, as far as its signature goes."""
    return b"\0\0\0\x0cjP  \r\n\x87\n" + struct.pack(">I", 8 + len(codestream)) + b"jp2c" + codestream


def rle(*segments: bytes, count: int | None = None, offsets: tuple[int, ...] | None = None) -> bytes:
    """One frame of RLE: the header of 16 numbers and the segments (PS3.5 G.5)."""
    begins = [64 + sum(map(len, segments[:index])) for index in range(len(segments))]
    numbers = (count if count is not None else len(segments), *(offsets if offsets is not None else begins))
    return struct.pack("<16I", *numbers, *(0,) * (16 - len(numbers))) + b"".join(segments)


def _segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content
