"""The containers that are open while a data set is read: the data set itself, sequences, and their items."""

from collections.abc import Sequence
from typing import Any

from validator.engine.model import Encoding, tag_text


class Frame:
    """One open container; ``content`` collects elements, or the items of a sequence."""

    __slots__ = (
        "content", "encoding", "end", "is_ordered", "last", "length", "offset", "tag", "undefined", "value_offset",
        "vr",
    )  # fmt: skip

    def __init__(
        self, end: int, encoding: Encoding, offset: int = 0, length: int = 0, undefined: bool = False,
        tag: int = -1, vr: str = "", value_offset: int = 0,
    ) -> None:  # fmt: skip
        self.end = end
        """The offset that its content cannot pass: its own end where a length says it, else its parent's."""
        self.encoding = encoding
        """Of its content."""
        self.offset = offset
        """Of the tag that opened it."""
        self.length = length
        """As written."""
        self.undefined = undefined
        """Whether a delimiter ends it."""
        self.tag = tag
        """Of a sequence; -1 for a data set or an item."""
        self.vr = vr
        """Of a sequence, as written."""
        self.value_offset = value_offset
        self.last = -1
        """The tag of the element read last."""
        self.is_ordered = True
        """Whether every tag so far was greater than the one before it."""
        self.content: list[Any] = []

    @property
    def is_sequence(self) -> bool:
        return self.tag >= 0


def path_of(frames: Sequence[Frame], tag: int | None = None) -> str:
    """Where reading stands: ``(0040,0275)[0].(0008,0050)``; the innermost frame itself without ``tag``."""
    parts = []
    for frame in frames:
        if frame.is_sequence:
            parts.append(f"{tag_text(frame.tag)}[{len(frame.content)}]")
    if tag is not None:
        parts.append(tag_text(tag))
    return ".".join(parts)
