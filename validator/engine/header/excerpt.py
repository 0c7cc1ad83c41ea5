r"""Excerpts: what is kept of a file when the bytes of its long values, pixel data mostly, are left out.

An excerpt scans to the same ``Header`` as its file. A worker makes one so that headers stay when files go; a browser
makes one so that pixel data stay where they are. As one file it is, little endian::

    0   8 bytes   b"DICMEXC1"
    8   uint32    length of the head
    12  head      JSON in UTF-8: {"size": of the whole file, "gaps": [[offset, length], …], "pixels": digest}
    …   the rest  the bytes of the file with the gaps cut out

Gaps ascend, are not empty, do not overlap and lie inside the file. A worker adds ``"claimed": false`` to the head: what
came over the network never counts as its own.
"""

import json
from typing import Any, NamedTuple, Self

from validator.engine.header.limits import MIB

MAGIC = b"DICMEXC1"
MOST_KEPT = 16 * MIB
"""Bytes of a file that an excerpt may keep; of real files it is some thousand."""
LARGEST = 2 * MOST_KEPT
"""Bytes of a packed excerpt: gaps are counted in its head, and there may be one for each fragment."""
HEAD_AT = len(MAGIC) + 4
LARGEST_FILE = 1 << 62

Gap = tuple[int, int]
"""Offset and length, in bytes."""


class Excerpt(NamedTuple):
    """A file without some of its bytes."""

    size: int
    """Of the whole file, in bytes."""
    gaps: tuple[Gap, ...]
    kept: bytes
    """The rest, one stretch behind the other."""
    pixels: str = ""
    """The digest of the pixel data (``digest_pixels``); empty where there are none."""
    is_claimed: bool = False
    """Whether the digest is the word of who sent the excerpt: the pixel data never came."""

    def pack(self) -> bytes:
        """The excerpt as one file."""
        told = {"size": self.size, "gaps": self.gaps, "pixels": self.pixels, "claimed": self.is_claimed}
        head = json.dumps(told, separators=(",", ":")).encode()
        return b"".join((MAGIC, len(head).to_bytes(4, "little"), head, self.kept))

    @classmethod
    def unpack(cls, packed: bytes) -> Self:
        """Raises ``ValueError`` where this is no excerpt, or one that contradicts itself."""
        if not is_excerpt(packed) or len(packed) > LARGEST:
            raise ValueError("this is no excerpt")
        end = HEAD_AT + int.from_bytes(packed[len(MAGIC) : HEAD_AT], "little")
        try:
            head = json.loads(packed[HEAD_AT:end].decode())
            gaps = tuple((at, length) for at, length in head["gaps"])
            found = cls(head["size"], gaps, packed[end:], head["pixels"], head.get("claimed", True) is not False)
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
            raise ValueError("the head of the excerpt cannot be read") from error
        if end > len(packed) or not found._is_sound():
            raise ValueError("the excerpt contradicts itself")
        return found

    def _is_sound(self) -> bool:
        numbers = [self.size, *(number for gap in self.gaps for number in gap)]
        if not all(type(number) is int and 0 <= number < LARGEST_FILE for number in numbers):
            return False
        ends = [0, *(at + length for at, length in self.gaps)]
        apart = all(length and at >= end for (at, length), end in zip(self.gaps, ends, strict=False))
        missing = sum(length for _, length in self.gaps)
        return apart and ends[-1] <= self.size and self.size == missing + len(self.kept) and _is_digest(self.pixels)


def _is_digest(pixels: Any) -> bool:
    """Whether this looks as ``digest_pixels`` writes it."""
    return pixels == "" or (
        isinstance(pixels, str)
        and len(pixels) == 33
        and pixels[0] in "nbe"
        and set(pixels[1:]) <= set("0123456789abcdef")
    )


def is_excerpt(head: bytes) -> bool:
    """Whether a file that begins so is an excerpt."""
    return head.startswith(MAGIC)
