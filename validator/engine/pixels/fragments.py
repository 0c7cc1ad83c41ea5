"""Frames, fragments and the tables that lead from one to the other (PS3.5 A.4)."""

import struct
from collections.abc import Sequence

from validator.engine.model import Fragment


def basic_offsets(table: bytes) -> tuple[int, ...] | None:
    """The entries of a Basic Offset Table: 32 bits each, little endian; ``None`` where the length is no multiple."""
    if len(table) % 4:
        return None
    return struct.unpack(f"<{len(table) // 4}I", table)


def extended_offsets(table: bytes) -> tuple[int, ...] | None:
    """The entries of an Extended Offset Table or of its lengths: 64 bits each, little endian."""
    if len(table) % 8:
        return None
    return struct.unpack(f"<{len(table) // 8}Q", table)


def starts(fragments: Sequence[Fragment]) -> tuple[int, ...]:
    """Where each fragment's item begins, counted from the first byte behind the Basic Offset Table.

    ``fragments`` are all items of the pixel data, the Basic Offset Table first.
    """
    if len(fragments) < 2:
        return ()
    first = fragments[1].offset
    return tuple(fragment.offset - first for fragment in fragments[1:])


def wrong_offset(offsets: Sequence[int], begins: Sequence[int]) -> int | None:
    """The index of the first entry that does not lead to a fragment, or not behind the one before it."""
    known = set(begins)
    previous = None
    for index, offset in enumerate(offsets):
        if offset not in known or (index == 0 and offset != 0) or (previous is not None and offset <= previous):
            return index
        previous = offset
    return None
