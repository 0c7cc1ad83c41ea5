"""What is written as it should be, read in one loop: plain elements, and the sequences around them (PS3.5 7.5).

Nothing is mended and nothing is noted here. The loop ends at the first place that is not plain, which is then
looked at closely.
"""

from bisect import bisect_right
from struct import Struct
from typing import NamedTuple

from validator.engine.header.containers import ContainerCursor
from validator.engine.header.encoding import ITEM, ITEM_DELIMITER, PIXEL_DATA, SEQUENCE_DELIMITER, structs
from validator.engine.header.frames import Frame
from validator.engine.header.heads import (
    LONG_SIZE,
    LONGEST,
    PLAIN_HEADS,
    SIZE,
    PlainHeads,
    Row,
    elements_of,
    read_plain,
)
from validator.engine.header.order import GREATEST_TAG, LEAST_TAG
from validator.engine.header.repeats import Repeats
from validator.engine.model import UNDEFINED_LENGTH, Item
from validator.engine.standard.dictionary import KNOWN_VRS

PATIENCE = 12
"""So many elements are read between those that repeat; then the rest is read without looking for more."""


class Marks(NamedTuple):
    """How sequences, items and their ends begin in one encoding (PS3.5 7.5)."""

    item: bytes
    """The tag alone; a 32-bit length follows."""
    item_end: bytes
    """Tag and length of the delimiter; so too of a sequence's."""
    sequence_end: bytes
    head: Struct
    """Of a sequence: group, element, VR (of no bytes in an implicit encoding), 32-bit length."""
    vr: bytes
    """Of a sequence, as written."""
    length: Struct
    """32-bit length"""


def _marks(*, explicit: bool, little: bool) -> Marks:
    layout = structs(little=little).implicit
    item, item_end, sequence_end = (
        layout.pack(tag >> 16, tag & 0xFFFF, 0) for tag in (ITEM, ITEM_DELIMITER, SEQUENCE_DELIMITER)
    )
    head = Struct(("<" if little else ">") + ("HH2s2xI" if explicit else "HH0sI"))
    return Marks(item[:4], item_end, sequence_end, head, b"SQ" if explicit else b"", structs(little=little).length)


MARKS = {
    (explicit, little): _marks(explicit=explicit, little=little)
    for explicit in (True, False)
    for little in (True, False)
}
"""By (explicit, little)."""


class PlainCursor(ContainerCursor):
    """A cursor that runs over what is plain, as far as the window reaches."""

    repeats: Repeats | None = None
    """What may stand here again, as long as it is worth looking for."""
    read_between = 0
    """Elements that were read between those taken over from there."""

    def read_plain(self) -> None:
        """Go on to the next place that is not plain."""
        if self.longest_held < LONGEST:
            return
        start = self.at
        encoding = self.frames[-1].encoding
        heads, marks = PLAIN_HEADS[encoding.explicit, encoding.little], MARKS[encoding.explicit, encoding.little]
        is_plain = True
        while is_plain and (frame := self.frames[-1]).encoding is encoding:
            if frame.is_sequence:
                if self._has_ended(frame, marks.sequence_end):
                    self.close_sequence(frame)
                else:
                    is_plain = self._read_items(frame, heads, marks)
            elif self._has_ended(frame, marks.item_end):
                self.close_item(frame)
            else:
                is_plain = (
                    self._take_over(frame, heads)
                    or self._enter_sequence(frame, marks)
                    or self._read_elements(frame, heads)
                )
        self.charge(self.at - start)

    def _has_ended(self, frame: Frame, delimiter: bytes) -> bool:
        """Whether the container ends here, as its length or its delimiter says; goes on behind the delimiter."""
        if not frame.undefined:
            return self.at == frame.end and len(self.frames) > 1
        at = self.at - self.window_at
        if self.window[at : at + SIZE] != delimiter or self.at + SIZE > frame.end:
            return False
        self.at += SIZE
        return True

    def _take_over(self, frame: Frame, heads: PlainHeads) -> bool:
        """Take over the elements of the data set that repeat, but for their values; false where the next does not."""
        repeats = self.repeats
        if repeats is None or len(self.frames) > 1:
            return False
        index = bisect_right(repeats.tags, frame.last)
        if index + 1 >= len(repeats.starts) or self.window_at != repeats.window_at:
            self.repeats = None
            return False
        if self.at != repeats.elements[index].offset:
            return False
        taken = repeats.take(index, self.window, heads)
        if not taken:
            return False
        to = index + len(taken)
        frame.content += taken
        frame.last = repeats.tags[to - 1]
        self.at = repeats.elements[to].offset
        self.counted += repeats.counts[to] - repeats.counts[index]
        return True

    def _read_elements(self, frame: Frame, heads: PlainHeads) -> bool:
        """Read elements; false where not even the first is plain."""
        base = self.window_at
        limit = min(frame.end - base, len(self.window))
        if self.repeats is not None and len(self.frames) == 1:
            limit = min(limit, self._end_of_one(heads))
        rows, at = read_plain(self.window, self.at - base, limit=limit, last=frame.last, heads=heads)
        if not rows:
            return False
        self._take(frame, rows, to=base + at)
        return True

    def _end_of_one(self, heads: PlainHeads) -> int:
        """Where in the window the next element ends: behind it others may repeat again."""
        self.read_between += 1
        if self.read_between > PATIENCE:
            self.repeats = None
        at = self.at - self.window_at
        head = heads[self.window[at : at + SIZE]]
        if head is None:
            return at
        *_, length, split = head
        if split:
            return at + SIZE + length
        return at + LONG_SIZE + (heads.read_length(self.window, at) or 0)

    def _take(self, frame: Frame, rows: list[Row], *, to: int) -> None:
        frame.content.extend(elements_of(rows, self.window_at))
        frame.last = rows[-1][0]
        self.counted += len(rows)
        self.at = to

    def _read_items(self, frame: Frame, heads: PlainHeads, marks: Marks) -> bool:
        """Read items as long as they hold plain elements only, and go into the first that does not.

        Most items are like that, and need no frame of their own. False where no item begins.
        """
        window, base = self.window, self.window_at
        edge, limit = frame.end - base, min(frame.end - base, len(window))
        at = start = self.at - base
        while self.counted <= self.limits.elements and len(self.frames) <= 2 * self.limits.depth + 1:
            key = window[at : at + SIZE]
            if len(key) < SIZE or not key.startswith(marks.item):
                break
            (length,) = marks.length.unpack_from(key, 4)
            is_undefined = length == UNDEFINED_LENGTH
            end = edge if is_undefined else at + SIZE + length
            if end > edge:
                break
            rows, stop = read_plain(window, at + SIZE, limit=min(end, limit), last=-1, heads=heads)
            behind = stop + SIZE if is_undefined else stop
            has_ended = behind <= edge and window[stop:behind] == marks.item_end if is_undefined else stop == end
            if not has_ended or (rows and (rows[0][0] < LEAST_TAG or rows[-1][0] > GREATEST_TAG)):
                self.at = base + at
                self.open_item(frame, length)
                if rows:
                    self._take(self.frames[-1], rows, to=base + stop)
                return True
            frame.content.append(Item(base + at, length, tuple(elements_of(rows, base))))
            self.counted += len(rows) + 1
            at = behind
        self.at = base + at
        return at > start

    def _enter_sequence(self, frame: Frame, marks: Marks) -> bool:
        at = self.at - self.window_at
        if at + LONG_SIZE > len(self.window):
            return False
        group, number, vr, length = marks.head.unpack_from(self.window, at)
        tag = group << 16 | number
        if vr != marks.vr or tag <= frame.last or tag == PIXEL_DATA or (not vr and KNOWN_VRS[tag] != "SQ"):
            return False
        start = self.at + marks.head.size
        undefined = length == UNDEFINED_LENGTH
        end = frame.end if undefined else start + length
        if end > frame.end or start > end:
            return False
        vr_written = "SQ" if vr else ""
        self.frames.append(Frame(end, frame.encoding, self.at, length, undefined, tag, vr_written, start))
        self.at = start
        return True
