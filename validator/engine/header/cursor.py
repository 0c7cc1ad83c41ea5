"""Where a pass over a data set stands, what it has found, and what it may still cost."""

from time import monotonic

from validator.engine.header.encoding import ITEM, ITEM_DELIMITER, SEQUENCE_DELIMITER
from validator.engine.header.frames import Frame, path_of
from validator.engine.header.limits import SHORT_VALUE, Limits
from validator.engine.header.resync import find_element
from validator.engine.header.source import Reader
from validator.engine.model import Encoding, Fault, FaultKind

WINDOW = 256 * 1024
"""Bytes read at once where the start of the file does not reach."""


class Cursor:
    """The state of one pass: position, window over the source, open containers, faults, bounds."""

    def __init__(self, reader: Reader, limits: Limits, encoding: Encoding) -> None:
        self.reader = reader
        self.limits = limits
        self.frames = [Frame(end=reader.size, encoding=encoding)]
        """The containers that are open, the data set first."""
        self.faults: list[Fault] = []
        self.at = 0
        """The offset that is read next."""
        self.window = b""
        self.window_at = 0
        self.longest_held = limits.value
        """Bytes of the longest value that is still held in memory."""
        self.counted = 0
        """Elements, items and fragments so far."""
        self._held = 0
        self._is_truncated = False
        self._search_left = limits.searched
        self._deadline = monotonic() + limits.seconds

    def slide(self, offset: int, length: int = WINDOW) -> None:
        """Read the window anew from ``offset``."""
        self.window = self.reader.read(offset, length)
        self.window_at = offset

    def bytes(self, offset: int, length: int) -> bytes:
        """The bytes at ``offset``, from the window where it holds them."""
        start = offset - self.window_at
        if 0 <= start and start + length <= len(self.window):
            return self.window[start : start + length]
        return self.reader.read(offset, length)

    def advance(self, frame: Frame, *, last: int, to: int, read: int, count: int) -> None:
        """Go on behind an element of ``frame``, and count what it costs."""
        frame.last, self.at = last, to
        self.counted += count
        self.charge(read)

    def charge(self, read: int) -> None:
        """Count bytes that are held in memory; from the bound on only short values are."""
        self._held += read
        if self._held > self.limits.values and self.longest_held > SHORT_VALUE:
            self.longest_held = SHORT_VALUE
            self.fault(FaultKind.LIMIT_BYTES, self.at, detail=f"longer than {SHORT_VALUE} bytes")

    def search(self, frame: Frame, start: int, *, last: int) -> int | None:
        """The next offset where an element plausibly begins, as long as the search is paid for."""
        result = find_element(
            self.reader,
            start,
            end=frame.end,
            last=last,
            encoding=frame.encoding,
            budget=self._search_left,
            nested=len(self.frames) > 1,
        )
        self._search_left -= result.searched
        return result.found

    def met_limit(self) -> tuple[FaultKind, str] | None:
        """The bound that is met, with its size in words."""
        if self.counted > self.limits.elements:
            return FaultKind.LIMIT_ELEMENTS, f"{self.limits.elements} elements"
        if len(self.frames) > 2 * self.limits.depth + 1:
            return FaultKind.LIMIT_DEPTH, f"{self.limits.depth} sequences inside one another"
        if monotonic() > self._deadline:
            return FaultKind.LIMIT_TIME, f"{self.limits.seconds:g} seconds"
        return None

    def cut_kind(self, frame: Frame, *, otherwise: FaultKind = FaultKind.LENGTH_PAST_PARENT) -> FaultKind:
        """What it is called when something is not ended within this container: the file ended, or ``otherwise``."""
        return FaultKind.TRUNCATED if frame.end == self.reader.size else otherwise

    def fault(
        self,
        kind: FaultKind,
        offset: int,
        tag: int | None = None,
        *,
        detail: str = "",
        length: int = 0,
        is_own: bool = False,
    ) -> None:
        """Note a fault at the element ``tag`` of the innermost container, or (``is_own``) at that container."""
        if len(self.faults) > self.limits.faults or (kind is FaultKind.TRUNCATED and self._is_truncated):
            return
        # A file ends once: what else is open there is not worth another line.
        self._is_truncated = self._is_truncated or kind is FaultKind.TRUNCATED
        if len(self.faults) == self.limits.faults:
            self.faults.append(Fault(offset, None, FaultKind.LIMIT_FAULTS, detail=f"{self.limits.faults} faults"))
            return
        frames = self.frames[:-1] if is_own else self.frames
        path = path_of(frames, None if tag in (ITEM, ITEM_DELIMITER, SEQUENCE_DELIMITER) else tag)
        self.faults.append(Fault(offset, tag, kind, path, detail, length))
