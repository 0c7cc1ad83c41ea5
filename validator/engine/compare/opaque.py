"""Sequences that became opaque bytes: a private SQ of defined length loses its VR on an implicit hop.

Inside an element of unknown VR a sequence stands in Implicit VR Little Endian (PS3.5 6.2.2).
"""

from collections.abc import Callable
from hashlib import blake2b

from validator.engine.compare.noise import is_noise
from validator.engine.header import Limits, scan
from validator.engine.model import Element, Item

SYNTAX = b"\x02\x00\x10\x00UI\x12\x001.2.840.10008.1.2\0"
META = bytes(128) + b"DICM" + b"\x02\x00\x00\x00UL\x04\x00" + len(SYNTAX).to_bytes(4, "little") + SYNTAX
"""The shortest File Meta Information that announces Implicit VR Little Endian (PS3.10 7.1)."""
SOME_SEQUENCE = b"\x08\x00\x10\x11"
"""A tag whose VR is SQ by the dictionary, (0008,1110)."""
ITEM = b"\xfe\xff\x00\xe0"
CONTENT = "[*]"
"""Behind the path of a sequence: the key of the digest of all its items."""


def opaque_items(value: bytes) -> tuple[Item, ...] | None:
    """The items that stand in the bytes of an element of unknown VR (PS3.5 6.2.2); ``None`` where they are none."""
    if not value.startswith(ITEM):
        return None
    content = META + SOME_SEQUENCE + len(value).to_bytes(4, "little") + value
    header = scan(content, limits=Limits(value=len(value)))
    return header.elements[0].items if header.elements and not header.faults else None


def content_digest(items: tuple[Item, ...], read: Callable[[Element], bytes | None]) -> str | None:
    """A digest of all tags and values in some items, however their lengths and VRs are written.

    Group lengths and padding are left out: they follow from the writing.
    ``read`` gives the value of an element; where it gives ``None`` for one of them there is no digest.
    """
    digest = blake2b(digest_size=16)
    stack = [iter(item.elements) for item in items]
    while stack:
        for element in stack[-1]:
            if is_noise(element.tag):
                continue
            value = b"" if element.items is not None else read(element)
            if value is None or element.fragments is not None:
                return None
            inner = element.items or (opaque_items(value) if element.vr == "UN" else None)
            if inner is not None:
                digest.update(b"%08X[%d" % (element.tag, len(inner)))
                stack += [iter(item.elements) for item in inner]
                break
            digest.update(b"%08X:%d:" % (element.tag, len(value)))
            digest.update(value)
        else:
            digest.update(b"]")
            stack.pop()
    return digest.hexdigest()
