"""What happens to files on failing storage."""

import random
import struct
from collections.abc import Callable

CUT_SHORT = "cut-short"
"""In the pixel data, which all files here have that are damaged."""
HEADER = 600
"""Bytes that every data set here has before its pixel data."""


def _data_set(content: bytes) -> int:
    """Where the data set begins: behind the File Meta Information."""
    return 144 + int(struct.unpack_from("<I", content, 140)[0])


def _cut_in_header(content: bytes, dice: random.Random) -> bytes:
    return content[: _data_set(content) + dice.randrange(100, HEADER)]


def _cut_short(content: bytes, dice: random.Random) -> bytes:
    return content[: len(content) - dice.randrange(200, 2000)]


def _flip(content: bytes, dice: random.Random) -> bytes:
    """Every bit of four bytes in a row."""
    at = _data_set(content) + dice.randrange(HEADER)
    flipped = bytes(byte ^ 0xFF for byte in content[at : at + 4])
    return content[:at] + flipped + content[at + 4 :]


def _fill_end(content: bytes, dice: random.Random) -> bytes:
    kept = len(content) - dice.randrange(200, 2000)
    return content[:kept] + bytes(len(content) - kept)


def _fill(content: bytes, _dice: random.Random) -> bytes:
    return bytes(len(content))


WAYS_OF_DAMAGE: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "cut-in-header": _cut_in_header,
    CUT_SHORT: _cut_short,
    "bytes-flipped-in-header": _flip,
    "end-zero-filled": _fill_end,
    "zero-filled": _fill,
}
