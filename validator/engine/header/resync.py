"""Finding the next plausible element after bytes that are none."""

import re
from functools import cache
from typing import NamedTuple

from validator.engine.header.encoding import ALL_VRS, ITEM, PIXEL_DATA, is_plausible, read_head, structs
from validator.engine.header.source import Reader
from validator.engine.model import Encoding
from validator.engine.standard.dictionary import tags

CHUNK = 64 * 1024
OVERLAP = 8
"""Bytes read beyond a chunk, for the element that begins in its last bytes."""
CANDIDATES = 20_000
"""How many places are looked at closely, over one search."""
_DELIMITERS = {True: rb"\xfe\xff(?:\x00|\x0d|\xdd)\xe0", False: rb"\xff\xfe\xe0(?:\x00|\x0d|\xdd)"}
_VR = b"|".join(sorted(ALL_VRS))


@cache
def _pattern(*, explicit: bool, little: bool) -> re.Pattern[bytes]:
    """Where an element may begin, by the bytes of a VR or of a group that PS3.6 lists; or a delimiter."""
    delimiters = _DELIMITERS[little]
    if explicit:
        return re.compile(rb"(?s)(?=....(?:" + _VR + rb")|" + delimiters + rb")")
    groups = sorted({tag >> 16 for tag in tags() if 2 < tag >> 16 < 0x100})
    low = b"".join(re.escape(bytes([group])) for group in groups)
    if little:
        return re.compile(rb"(?s)(?=(?:[" + low + rb"]\x00|\xe0\x7f)..|" + delimiters + rb")")
    return re.compile(rb"(?s)(?=(?:\x00[" + low + rb"]|\x7f\xe0)..|" + delimiters + rb")")


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
    pattern = _pattern(explicit=encoding.explicit, little=encoding.little)
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
