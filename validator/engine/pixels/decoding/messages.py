"""The messages between the program and the child that decodes: a head in JSON, and the bytes of frames behind it.

Layout: the length of the head in 4 bytes, big endian; the head, whose ``sizes`` are the lengths of what follows; the
bytes. The child answers each message with one head and never with bytes.
"""

import json
import struct
from collections.abc import Callable, Sequence
from typing import Any

LARGEST_HEAD = 64 * 1024
Read = Callable[[int], bytes]
"""Gives exactly so many bytes, or raises ``EOFError``."""


def pack(head: dict[str, Any], parts: Sequence[bytes] = ()) -> bytes:
    """The beginning of a message, behind which the parts follow as they are."""
    text = json.dumps({**head, "sizes": [len(part) for part in parts]}).encode()
    return struct.pack(">I", len(text)) + text


def receive(read: Read) -> tuple[dict[str, Any], list[bytes]]:
    """The next message; raises ``ValueError`` where the bytes are none."""
    (length,) = struct.unpack(">I", read(4))
    if length > LARGEST_HEAD:
        raise ValueError("no message")
    head: dict[str, Any] = json.loads(read(length))
    return head, [read(size) for size in head["sizes"]]
