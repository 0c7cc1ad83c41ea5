"""Plain elements, read in a tight loop by heads that are learnt as they are met.

In a series nearly every file has the same attributes with values of the same length, so nearly every
element begins with eight bytes that were seen before. What they say is kept by those bytes.
"""

from collections.abc import Callable, Iterator
from itertools import repeat
from struct import Struct

from validator.engine.header.encoding import LONG_VRS, SHORT_VRS, structs
from validator.engine.model import Element
from validator.engine.standard.dictionary import KNOWN_VRS

REMEMBERED = 50_000
"""How many heads of each encoding are kept; when there are more, all are forgotten and learnt again."""
LONGEST = 0xFFFE
"""The longest value, in bytes, of a plain element: what a 16-bit length can say."""
SIZE, LONG_SIZE = 8, 12
"""Bytes of a head, and of one with a 32-bit length behind its VR; either is remembered by its first ``SIZE``."""
Split = Callable[[bytes, int], tuple[bytes, bytes]]
"""Cuts a value, and the first ``SIZE`` bytes of the head behind it, out of a buffer at an offset."""
PlainHead = tuple[int, str, str, int, Split | None]
"""tag, VR as written, VR by the dictionary, length; a long head has no ``Split``, and its length stands behind it"""

Row = tuple[int, str, str, int, int, int, bytes, None, None]
"""The fields of an ``Element``; its two offsets count from the start of the window."""


class PlainHeads(dict[bytes, PlainHead | None]):
    """The heads of one encoding by their first ``SIZE`` bytes (PS3.5 7.1.2, 7.1.3); ``None`` for one that is not plain.

    A head is plain when its bytes alone show nothing that needs a closer look: a VR of PS3.5 6.2 (or,
    implicit, a tag that the dictionary or a private creator can explain), no sequence, no odd length.
    """

    def __init__(self, *, explicit: bool, little: bool) -> None:
        super().__init__()
        self._explicit = explicit
        self._layouts = structs(little=little)

    def __missing__(self, key: bytes) -> PlainHead | None:
        if len(self) >= REMEMBERED:
            self.clear()
        head = self[key] = self._read_explicit(key) if self._explicit else self._read_implicit(key)
        return head

    def read_length(self, content: bytes, at: int) -> int | None:
        """The 32-bit length of the long head at ``at``; ``None`` where the element is not plain after all."""
        (length,) = self._layouts.length.unpack_from(content.ljust(at + LONG_SIZE), at + SIZE)
        return None if length & 1 or length > LONGEST else length

    def _read_explicit(self, key: bytes) -> PlainHead | None:
        if len(key) < SIZE:
            return None
        group, number, vr_bytes, length = self._layouts.explicit.unpack(key)
        tag = group << 16 | number
        vr = SHORT_VRS.get(vr_bytes)
        if vr is not None:
            return None if length & 1 else (tag, vr, KNOWN_VRS[tag], length, _split(length))
        vr = LONG_VRS.get(vr_bytes)
        if vr is None or (vr == "UN" and KNOWN_VRS[tag] == "SQ"):
            return None
        return tag, vr, KNOWN_VRS[tag], 0, None

    def _read_implicit(self, key: bytes) -> PlainHead | None:
        if len(key) < SIZE:
            return None
        group, number, length = self._layouts.implicit.unpack(key)
        tag = group << 16 | number
        vr = KNOWN_VRS[tag]
        if length & 1 or length > LONGEST or vr == "SQ" or (not vr and not tag & 0x10000):
            return None
        return tag, "", vr, length, _split(length)


def _split(length: int) -> Split:
    return Struct(f"{length}s{SIZE}s").unpack_from


PLAIN_HEADS = {
    (explicit, little): PlainHeads(explicit=explicit, little=little)
    for explicit in (True, False)
    for little in (True, False)
}
"""By (explicit, little)."""


def read_plain(buffer: bytes, at: int, *, limit: int, last: int, heads: PlainHeads) -> tuple[list[Row], int]:
    """Read elements from ``at`` as long as each has a plain head, a tag above the ``last`` and a value below ``limit``.

    Gives their rows and where the first element begins that is not like that.
    """
    rows: list[Row] = []
    append = rows.append
    last_split = min(limit, len(buffer) - SIZE)
    key = buffer[at : at + SIZE]
    while True:
        head = heads[key]
        if head is None:
            break
        tag, vr, known, length, split = head
        if split:
            value_at = at + SIZE
            stop = value_at + length
            if stop > last_split or tag <= last:
                break
            value, key = split(buffer, value_at)
        else:
            long = heads.read_length(buffer, at)
            value_at = at + LONG_SIZE
            if long is None or value_at + long > limit or tag <= last:
                break
            length, stop = long, value_at + long
            value, key = buffer[value_at:stop], buffer[stop : stop + SIZE]
        append((tag, vr, known, length, at, value_at, value, None, None))
        last = tag
        at = stop
    return rows, at


def elements_of(rows: list[Row], base: int) -> Iterator[Element]:
    """The elements of ``rows``, whose window starts at offset ``base`` of the source."""
    if base:
        rows = [(*row[:4], row[4] + base, row[5] + base, *row[6:]) for row in rows]
    # One call for all rows: making named tuples one by one costs as much as reading them.
    return map(tuple.__new__, repeat(Element), rows)
