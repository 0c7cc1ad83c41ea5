"""The containers that are open while a data set is read: the data set itself, sequences, and their items."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from validator.engine.model import Encoding, tag_text


@dataclass(slots=True)
class Frame:
    """One open container; ``content`` collects elements, or the items of a sequence."""

    end: int
    """The offset that its content cannot pass: its own end where a length says it, else its parent's."""
    encoding: Encoding
    """Of its content."""
    offset: int = 0
    """Of the tag that opened it."""
    length: int = 0
    """As written."""
    undefined: bool = False
    """Whether a delimiter ends it."""
    tag: int = -1
    """Of a sequence; -1 for a data set or an item."""
    vr: str = ""
    """Of a sequence, as written."""
    value_offset: int = 0
    last: int = -1
    """The tag of the element read last."""
    is_ordered: bool = True
    """Whether every tag so far was greater than the one before it."""
    content: list[Any] = field(default_factory=list)

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
