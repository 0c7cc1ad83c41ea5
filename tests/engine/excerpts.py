"""Excerpts as a browser makes them: without the value of the pixel data, however short it is."""

from validator.engine.header import Excerpt, scan
from validator.engine.model import PIXEL_DATA
from validator.engine.pixels.digest import digest_pixels


def sent(content: bytes) -> bytes:
    """The packed excerpt that a browser would send instead of this file, which has pixel data and no fault."""
    header = scan(content)
    pixels = next(element for element in header.elements if element.tag in PIXEL_DATA)
    gaps = (
        [(pixels.value_offset, pixels.length)]
        if pixels.fragments is None
        else [(fragment.offset + 8, fragment.length) for fragment in pixels.fragments[1:] if fragment.length]
    )
    kept, at = [], 0
    for start, length in gaps:
        kept.append(content[at:start])
        at = start + length
    kept.append(content[at:])
    return Excerpt(len(content), tuple(gaps), b"".join(kept), digest_pixels(content, header), is_claimed=True).pack()
