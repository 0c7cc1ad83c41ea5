"""Headers kept from one look at a file to the next, as long as there is room for them; the others are scanned anew."""

from pathlib import Path

from validator.engine.header import scan
from validator.engine.model import Header

ROOM = 16 * 1024 * 1024
"""Bytes that the headers kept take up in their files; in memory they are at most some fifteen times as large."""


class Headers:
    """The headers of files, by path; those that were read first are kept."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._kept: dict[str, Header] = {}

    def read(self, path: str) -> Header:
        """The header as it is or was when it was read first; raises the ``OSError`` of a file that cannot be read."""
        kept = self._kept.get(path)
        if kept is not None:
            return kept
        header = scan(Path(path))
        size = _size(header)
        if size <= self._room:
            self._room -= size
            self._kept[path] = header
        return header


def _size(header: Header) -> int:
    """Bytes of the file up to what stayed on disk: mostly pixel data, at its end."""
    left = (element for element in reversed(header.elements) if element.value is None and element.items is None)
    last = next(left, None)
    return header.size if last is None else last.offset
