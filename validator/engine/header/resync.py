"""Finding the next plausible element after bytes that are none."""

import re
from typing import NamedTuple

from validator.engine.header.encoding import ALL_VRS, ITEM, PIXEL_DATA, is_plausible, read_head, structs
from validator.engine.header.source import Reader
from validator.engine.model import Encoding
from validator.engine.standard.dictionary import KNOWN_VRS

CHUNK = 64 * 1024
OVERLAP = 8
"""Bytes read beyond a chunk, for the element that begins in its last bytes."""
CANDIDATES = 20_000
"""How many places are looked at closely, over one search."""
_DELIMITERS = {True: rb"\xfe\xff(?:\x00|\x0d|\xdd)\xe0", False: rb"\xff\xfe\xe0(?:\x00|\x0d|\xdd)"}
_VR = b"|".join(sorted(ALL_VRS))
_GROUPS = sorted({tag >> 16 for tag in KNOWN_VRS if tag >> 16 < 0x100 and tag >> 16 > 2})
_LOW = b"".join(re.escape(bytes([group])) for group in _GROUPS)
_PATTERNS = {
    (True, True): re.compile(rb"(?s)(?=....(?:" + _VR + rb")|" + _DELIMITERS[True] + rb")"),
    (True, False): re.compile(rb"(?s)(?=....(?:" + _VR + rb")|" + _DELIMITERS[False] + rb")"),
    (False, True): re.compile(rb"(?s)(?=(?:[" + _LOW + rb"]\x00|\xe0\x7f)..|" + _DELIMITERS[True] + rb")"),
    (False, False): re.compile(rb"(?s)(?=(?:\x00[" + _LOW + rb"]|\x7f\xe0)..|" + _DELIMITERS[False] + rb")"),
}


class Search(NamedTuple):
    """The result of a search: where reading can go on, and how many bytes were looked at."""

    found: int | None
    searched: int


def find_element(
    reader: Reader, start: int, *, end: int, last: int, encoding: Encoding, budget: int, nested: bool
) -> Search:
    """The next offset from ``start`` on where an element with a tag above ``last`` plausibly begins.

    Two elements in a row must make sense there, or one that ends exactly at ``end``. In an item (``nested``)
    an item tag or delimiter will do too. At most ``budget`` bytes and ``CANDIDATES`` places are looked at.
    """
    pattern = _PATTERNS[encoding.explicit, encoding.little]
    stop = min(end, start + budget)
    looked = 0
    at = start
    while at < stop:
        length = min(CHUNK, stop - at)
        for match in pattern.finditer(reader.read(at, length + OVERLAP)):
            if match.start() >= length:
                break
            looked += 1
            if looked > CANDIDATES:
                return Search(None, match.start() + at - start)
            if _begins(reader, at + match.start(), end=end, last=last, encoding=encoding, nested=nested):
                return Search(at + match.start(), at + match.start() - start)
        at += CHUNK
    return Search(None, stop - start)


def _begins(reader: Reader, offset: int, *, end: int, last: int, encoding: Encoding, nested: bool) -> bool:
    content = reader.read(offset, 12)
    group, number, length = structs(little=encoding.little).implicit.unpack_from(content.ljust(8, b"\0"))
    tag = group << 16 | number
    if tag >= ITEM:
        return nested and (length == 0 or (tag == ITEM and offset + 8 + length <= end))
    head = read_head(content, encoding=encoding)
    if head is None or head.tag <= last or offset + head.size > end:
        return False
    # Whatever stands in Pixel Data must not count as the element behind it.
    return head.tag <= PIXEL_DATA and is_plausible(reader, offset, encoding=encoding, end=end)
