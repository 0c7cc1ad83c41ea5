"""The data set of a file, element by element (PS3.5 chapter 7), without recursion and without trust.

What is plain is read in a tight loop over a window of the file (``plain``); whatever is not (a long value, pixel
data, anything wrong) leaves the loop and is looked at closely.
"""

from validator.engine.header.cursor import WINDOW
from validator.engine.header.encoding import PIXEL_DATA, SHORT_VRS, Head
from validator.engine.header.fragments import read_fragments
from validator.engine.header.frames import Frame
from validator.engine.header.order import check_order
from validator.engine.header.plain import PATIENCE, PlainCursor
from validator.engine.header.readings import has_item, is_sequence, read_here
from validator.engine.header.repeats import Repeats, recall, remember
from validator.engine.header.source import HEAD_SIZE
from validator.engine.model import UNDEFINED_LENGTH, Element, FaultKind
from validator.engine.standard.dictionary import KNOWN_VRS


class DataSetScan(PlainCursor):
    """One pass over one data set. ``run`` once, then read ``elements`` and ``faults``."""

    def run(self, offset: int) -> None:
        """Read from ``offset`` to the end of the source or to the first limit."""
        self.at = offset
        self.slide(0 if offset < HEAD_SIZE // 2 else offset, HEAD_SIZE)
        encoding, window, window_at = self.frames[0].encoding, self.window, self.window_at
        repeats = self.repeats = recall(window, window_at, encoding, self.limits)
        while self.frames:
            self.read_plain()
            frame = self.frames[-1]
            if frame.is_sequence:
                self.next_item(frame)
            else:
                self._read_closely(frame)
        if (repeats is None or self.read_between > PATIENCE) and not self.faults:
            remember(Repeats(window, window_at, self.elements), encoding, self.limits)

    def _read_closely(self, frame: Frame) -> None:
        """Handle what stopped the tight loop: one element, delimiter or end of container."""
        if self.at >= frame.end:
            self.end_item(frame)
            return
        if self.is_spent():
            return
        if self.at + 12 > self.window_at + len(self.window):
            self.slide(self.at)
        content = self.bytes(self.at, min(12, frame.end - self.at))
        if self.pass_delimiter(frame, content) or self._ends_in_head(frame, content):
            return
        head = read_here(self, frame, content)
        if head is None:
            self._resynchronise(frame)
        elif head.length == UNDEFINED_LENGTH:
            self._open_undefined(frame, head)
        elif self.at + head.size + head.length > frame.end:
            self._cut(frame, head)
        elif is_sequence(self, head):
            self.open_sequence(frame, head, end=self.at + head.size + head.length, undefined=False)
        else:
            self._append(frame, head, self._value(head))

    def _open_undefined(self, frame: Frame, head: Head) -> None:
        start = self.at + head.size
        is_pixels = head.tag == PIXEL_DATA or head.vr in ("OB", "OW")
        if is_pixels and KNOWN_VRS[head.tag] != "SQ":
            check_order(self, frame, head.tag)
            read_fragments(self, frame, head)
        elif head.vr in ("", "SQ", "UN") or has_item(self, frame, start):
            self.open_sequence(frame, head, end=frame.end, undefined=True)
        else:
            found = self.search(frame, start, last=max(head.tag, frame.last))
            stop = frame.end if found is None else found
            size = stop - start
            self.fault(FaultKind.BAD_ITEM, self.at, head.tag, detail=f"{head.vr} of undefined length", length=size)
            self._append(frame, head, self.bytes(start, size) if size <= self.longest_held else None, to=stop)

    def _value(self, head: Head) -> bytes | None:
        if head.length > self.longest_held:
            return None
        start = self.at + head.size
        if start + head.length > self.window_at + len(self.window):
            self.slide(self.at)
        return self.bytes(start, head.length)

    def _append(self, frame: Frame, head: Head, value: bytes | None, *, to: int | None = None) -> None:
        """Add a plain element, note what is wrong with its tag and length, and go on behind it."""
        start = self.at + head.size
        check_order(self, frame, head.tag)
        if head.length & 1 and to is None:
            self.fault(FaultKind.ODD_LENGTH, self.at, head.tag, detail=f"length {head.length}")
        frame.content.append(Element(head.tag, head.vr, KNOWN_VRS[head.tag], head.length, self.at, start, value))
        self.advance(
            frame,
            last=head.tag,
            to=start + head.length if to is None else to,
            read=len(value or b""),
            count=1,
        )

    def _cut(self, frame: Frame, head: Head) -> None:
        """An element reaches past its container: read on at the next plausible element, or take what is left."""
        start = self.at + head.size
        kind = self.cut_kind(frame)
        if is_sequence(self, head) and has_item(self, frame, start):
            self.fault(kind, self.at, head.tag, detail=f"length {head.length}, {frame.end - start} bytes are left")
            self.open_sequence(frame, head, end=frame.end, undefined=False)
            return
        found = None
        if head.tag != PIXEL_DATA:
            found = self.search(frame, min(start, frame.end), last=max(head.tag, frame.last))
        stop = frame.end if found is None else found
        detail = f"length {head.length}, {frame.end - start} bytes are left"
        self.fault(kind, self.at, head.tag, detail=detail, length=0 if found is None else stop - start)
        held = stop - start if 0 <= stop - start <= self.longest_held else 0
        value = self.bytes(start, held) if held or stop <= start else None
        self._append(frame, head, value, to=max(stop, start) if found is not None else frame.end)

    def _ends_in_head(self, frame: Frame, content: bytes) -> bool:
        """Note that the file ends before the head of an element does; false where it does not."""
        if self.at + len(content) < self.reader.size or not content.strip(b"\0") or frame.last >= PIXEL_DATA:
            return False
        is_long = frame.encoding.explicit and content[4:6] not in SHORT_VRS
        if len(content) >= (12 if is_long else 8):
            return False
        detail = f"{len(content)} bytes of an element's head are there"
        self.fault(FaultKind.TRUNCATED, self.at, detail=detail, length=len(content))
        self.at = frame.end
        return True

    def _resynchronise(self, frame: Frame) -> None:
        """No element stands here: say how many bytes cannot be read, and go on behind them."""
        found = self.search(frame, self.at + 1, last=frame.last)
        stop = frame.end if found is None else found
        if found is None and len(self.frames) == 1 and self._is_trailing(frame):
            kind = FaultKind.TRAILING_BYTES
        else:
            kind = FaultKind.UNREADABLE
        before = frame.content[-1] if frame.content else None
        gap = stop - self.at
        if before is not None and before.vr_written.encode() in SHORT_VRS and gap and gap % 0x10000 == 0:
            self.fault(FaultKind.LENGTH_OVERFLOW, before.offset, before.tag, detail=f"{gap} bytes more follow")
        self.fault(kind, self.at, None, length=gap)
        self.at = stop

    def _is_trailing(self, frame: Frame) -> bool:
        tail = self.bytes(self.at, min(WINDOW, frame.end - self.at))
        return frame.last >= PIXEL_DATA or not tail.strip(b"\0")
