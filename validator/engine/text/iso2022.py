"""Code extension (PS3.5 6.1.2.4 and 6.1.2.5): escape sequences, what they designate, and when that ends."""

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

from validator.engine.text.faults import TextFault, TextFaultKind, visible
from validator.engine.text.label import CharacterSet
from validator.engine.text.repertoires import ESCAPES, UNDEFINED, CodeSet, code_table, decode_pair

ESCAPE = re.compile(rb"\x1b(?:[\x20-\x2f]*[\x30-\x7e])?")
"""An escape sequence of ISO/IEC 2022: intermediate bytes and a final one; what is left of one where it is cut."""
CONTROLS = bytes(range(0x20)).replace(b"\x1b", b"") + b"\x7f"


class Piece(NamedTuple):
    """A stretch of a value that one rule decodes."""

    offset: int
    raw: bytes
    text: str
    fault: TextFault | None = None
    delimiter: bool = False
    """Whether it is a delimiter or control character, at which the sets of value 1 are active again."""


class _Reader:
    """The state while one value is read: what is designated to G0 and G1."""

    def __init__(self, charset: CharacterSet, delimiters: bytes) -> None:
        self.charset = charset
        self.delimiters = delimiters
        self.stops = re.compile(rb"[\x1b" + re.escape(CONTROLS + delimiters) + rb"]")
        self.lower: CodeSet = charset.lower
        self.upper: CodeSet | None = charset.upper

    def reset(self) -> None:
        self.lower, self.upper = self.charset.lower, self.charset.upper

    @property
    def is_reset(self) -> bool:
        """Whether value 1 is active; a G1 half that value 1 leaves free needs no escape sequence to become free."""
        initial = self.charset
        return self.lower is initial.lower and (initial.upper is None or self.upper is initial.upper)

    def pieces(self, raw: bytes) -> Iterator[Piece]:
        offset = 0
        while offset < len(raw):
            byte = raw[offset]
            if byte == 0x1B:
                piece = self.escape(raw, offset)
            elif self.stops.match(raw, offset) and (self.lower.width == 1 or byte in CONTROLS):
                piece = self.delimiter(raw, offset)
            elif byte < 0x80 and self.lower.width == 2 and byte != 0x20:
                yield from self.pairs(raw, offset)
                offset = self.end_of_run(raw, offset)
                continue
            elif byte >= 0x80 and self.upper is not None and self.upper.width == 2:
                piece = self.upper_pair(raw, offset, self.upper)
            else:
                piece = self.single(raw, offset)
            yield piece
            offset += len(piece.raw)
        if raw and not self.is_reset:
            yield Piece(len(raw), b"", "", TextFault(len(raw), TextFaultKind.NOT_RESET, b""))

    def escape(self, raw: bytes, offset: int) -> Piece:
        sequence = next(ESCAPE.finditer(raw, offset))[0]
        code_set = ESCAPES.get(sequence)
        if code_set is not None and code_set in self.charset.declared:
            if code_set.half:
                self.upper = code_set
            else:
                self.lower = code_set
            return Piece(offset, sequence, "")
        kind = TextFaultKind.ESCAPE_UNKNOWN if code_set is None else TextFaultKind.ESCAPE_UNDECLARED
        # What follows an escape sequence that means nothing here is read as if it were not there.
        shown = visible(b"\x1b") + sequence[1:].decode("ascii")
        return Piece(offset, sequence, shown, TextFault(offset, kind, sequence))

    def delimiter(self, raw: bytes, offset: int) -> Piece:
        byte = raw[offset : offset + 1]
        fault = None if self.is_reset else TextFault(offset, TextFaultKind.NOT_RESET, byte)
        self.reset()
        return Piece(offset, byte, byte.decode("ascii"), fault, delimiter=True)

    def end_of_run(self, raw: bytes, offset: int) -> int:
        """Where a run of two-byte characters in G0 ends: at an escape, a control, a space or an upper half byte."""
        end = offset
        while end < len(raw) and 0x20 < raw[end] < 0x7F:
            end += 1
        return end

    def pairs(self, raw: bytes, offset: int) -> Iterator[Piece]:
        """Characters of a two-byte set in G0, in which delimiters cannot be told from halves of characters."""
        end = self.end_of_run(raw, offset)
        for start in range(offset, end - 1, 2):
            pair = raw[start : start + 2]
            yield self.character(start, pair, decode_pair(pair, self.lower))
        if (end - offset) % 2:
            last = raw[end - 1 : end]
            if last in self.delimiters:
                yield self.delimiter(raw, end - 1)
            else:
                yield self.cut(raw, end - 1, end)

    def upper_pair(self, raw: bytes, offset: int, upper: CodeSet) -> Piece:
        pair = raw[offset : offset + 2]
        if raw[offset] <= 0xA0 or raw[offset] == 0xFF:
            return self.character(offset, pair[:1], None)
        if len(pair) < 2 or pair[1] < 0xA1:
            return self.cut(raw, offset, offset + 1)
        return self.character(offset, pair, decode_pair(pair, upper))

    def single(self, raw: bytes, offset: int) -> Piece:
        byte = raw[offset : offset + 1]
        upper = self.upper if self.upper is not None and self.upper.width == 1 else None
        if byte[0] < 0x80 and self.lower.width == 2:
            return Piece(offset, byte, byte.decode("ascii"))
        text, _ = codecs.charmap_decode(byte, "ignore", code_table(self.lower, upper))
        return self.character(offset, byte, text or None)

    def cut(self, raw: bytes, start: int, end: int) -> Piece:
        """The first half of a character whose second half is missing."""
        kind = TextFaultKind.TRUNCATED if not raw[end:].strip(b" \0") else TextFaultKind.UNDECODABLE
        return Piece(start, raw[start:end], visible(raw[start:end]), TextFault(start, kind, raw[start:end]))

    def character(self, offset: int, raw: bytes, text: str | None) -> Piece:
        if text is not None and text != UNDEFINED:
            return Piece(offset, raw, text)
        control = self.upper is not None and len(raw) == 1 and 0x80 <= raw[0] <= 0x9F
        kind = TextFaultKind.CONTROL if control else TextFaultKind.UNDECODABLE
        return Piece(offset, raw, visible(raw), TextFault(offset, kind, raw))


def pieces(raw: bytes, charset: CharacterSet, delimiters: bytes) -> Iterator[Piece]:
    """Read a value under a label that announces code extension.

    ``delimiters`` are the bytes which, like control characters, bring the sets of value 1 back: ``\\`` where
    values are delimited, and in person names ``^`` and ``=``.
    """
    return _Reader(charset, delimiters).pieces(raw)
