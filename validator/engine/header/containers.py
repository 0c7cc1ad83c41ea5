"""Sequences and their items: opened, walked and closed without recursion (PS3.5 7.5)."""

from validator.engine.header.cursor import Cursor
from validator.engine.header.encoding import (
    ITEM,
    ITEM_DELIMITER,
    SEQUENCE_DELIMITER,
    Head,
    is_plausible,
    structs,
)
from validator.engine.header.frames import Frame
from validator.engine.header.order import check_order, check_tags
from validator.engine.model import IMPLICIT_LITTLE, UNDEFINED_LENGTH, Element, FaultKind, Item
from validator.engine.standard.dictionary import KNOWN_VRS


class ContainerCursor(Cursor):
    """A cursor that knows how containers begin and end."""

    elements: tuple[Element, ...] = ()
    """The data set, once everything is closed."""

    def is_spent(self) -> bool:
        """Whether a bound is met; everything open is then closed, and the pass is over."""
        met = self.met_limit()
        if met is None:
            return False
        self.fault(met[0], self.at, detail=met[1])
        while self.frames:
            frame = self.frames[-1]
            if frame.is_sequence:
                self.close_sequence(frame)
            else:
                self.close_item(frame)
        return True

    def open_sequence(self, frame: Frame, head: Head, *, end: int, undefined: bool) -> None:
        """Go into a sequence that ends at ``end``, or (``undefined``) at a delimiter before it."""
        check_order(self, frame, head.tag)
        encoding = IMPLICIT_LITTLE if head.vr == "UN" else frame.encoding
        start = self.at + head.size
        self.frames.append(
            Frame(end, encoding, self.at, head.length, undefined, tag=head.tag, vr=head.vr, value_offset=start)
        )
        self.at = start

    def next_item(self, frame: Frame) -> None:
        """Read an item tag, or end the sequence."""
        if self.at >= frame.end and not frame.undefined:
            self.close_sequence(frame)
            return
        if self.is_spent():
            return
        content = self.bytes(self.at, min(8, frame.end - self.at))
        if len(content) < 8:
            self._end_early(frame, len(content))
            return
        group, number, length = structs(little=frame.encoding.little).implicit.unpack(content)
        tag = group << 16 | number
        if tag == ITEM:
            self.open_item(frame, length)
        elif tag == SEQUENCE_DELIMITER:
            self._check_delimiter(frame, length, expected=frame.undefined)
            self.at += 8
            if frame.undefined:
                self.close_sequence(frame)
        else:
            self._lose_items(frame, tag)

    def _end_early(self, frame: Frame, left: int) -> None:
        """Close a sequence in which no item fits any more, and no delimiter."""
        if not frame.undefined and frame.end < self.reader.size:
            self.fault(FaultKind.BAD_ITEM, self.at, frame.tag, length=left, is_own=True)
        else:
            kind = self.cut_kind(frame, otherwise=FaultKind.BAD_DELIMITER)
            self.fault(kind, frame.offset, frame.tag, detail="the sequence is not ended", is_own=True)
        self.at = frame.end
        self.close_sequence(frame)

    def open_item(self, frame: Frame, length: int) -> None:
        """Go into the item whose tag stands here, as far as its sequence reaches."""
        undefined = length == UNDEFINED_LENGTH
        start = self.at + 8
        end = frame.end if undefined else start + length
        if end > frame.end:
            kind = self.cut_kind(frame)
            self.fault(kind, self.at, ITEM, detail=f"length {length}, {frame.end - start} bytes are left")
            end = frame.end
        self.frames.append(Frame(end, frame.encoding, self.at, length, undefined))
        self.at = start
        self.counted += 1

    def _lose_items(self, frame: Frame, tag: int) -> None:
        """Something else stands where an item must: end the sequence here, or find its next item."""
        outer = self.frames[-2]
        if (
            frame.undefined
            and tag > frame.tag
            and is_plausible(self.reader, self.at, encoding=outer.encoding, end=outer.end, run=1)
        ):
            self.fault(FaultKind.BAD_ITEM, self.at, frame.tag, detail="the sequence is not ended", is_own=True)
            self.close_sequence(frame)
            return
        found = self.search(frame, self.at + 1, last=0xFFFFFFFF)
        stop = frame.end if found is None else found
        self.fault(FaultKind.BAD_ITEM, self.at, frame.tag, length=stop - self.at, is_own=True)
        self.at = stop
        if found is None:
            self.close_sequence(frame)

    def pass_delimiter(self, frame: Frame, content: bytes) -> bool:
        """Handle an item tag or delimiter that stands among elements; false where none does."""
        if len(content) < 8:
            return False
        group, number, length = structs(little=frame.encoding.little).implicit.unpack_from(content)
        tag = group << 16 | number
        if tag not in (ITEM, ITEM_DELIMITER, SEQUENCE_DELIMITER):
            return False
        if tag == ITEM_DELIMITER and len(self.frames) > 1:
            self._check_delimiter(frame, length, expected=frame.undefined)
            self.at += 8
            if frame.undefined:
                self.close_item(frame)
        elif len(self.frames) > 1 and frame.undefined:
            self.fault(FaultKind.BAD_DELIMITER, self.at, tag, detail="the item before is not ended")
            self.close_item(frame)
        else:
            self.fault(FaultKind.BAD_DELIMITER, self.at, tag, detail="it stands outside a sequence")
            self.at += 8
        return True

    def _check_delimiter(self, frame: Frame, length: int, *, expected: bool) -> None:
        tag = SEQUENCE_DELIMITER if frame.is_sequence else ITEM_DELIMITER
        if not expected:
            self.fault(FaultKind.BAD_DELIMITER, self.at, tag, detail="the length already says where it ends")
        if length:
            self.fault(FaultKind.BAD_DELIMITER, self.at, tag, detail=f"its length is {length}, not 0")

    def end_item(self, frame: Frame) -> None:
        """Close the item, or the data set, that has been read to its end."""
        if frame.undefined:
            kind = self.cut_kind(frame, otherwise=FaultKind.BAD_DELIMITER)
            self.fault(kind, frame.offset, ITEM, detail="the item is not ended")
        self.close_item(frame)

    def close_item(self, frame: Frame) -> None:
        """Leave the innermost item, or the data set, wherever the cursor stands."""
        check_tags(self, frame)
        self.frames.pop()
        if not self.frames:
            self.elements = tuple(frame.content)
            return
        self.frames[-1].content.append(Item(frame.offset, frame.length, tuple(frame.content)))

    def close_sequence(self, frame: Frame) -> None:
        """Leave the innermost sequence, wherever the cursor stands."""
        self.frames.pop()
        outer = self.frames[-1]
        known = KNOWN_VRS[frame.tag]
        outer.content.append(
            Element(
                frame.tag, frame.vr, known, frame.length, frame.offset, frame.value_offset, None, tuple(frame.content)
            )
        )
        self.counted += 1
        outer.last = frame.tag
