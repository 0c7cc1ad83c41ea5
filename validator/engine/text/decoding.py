"""Bytes to text under a label, strictly: every byte that is no character is a fault (PS3.5 6.1)."""

import codecs
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from validator.engine.text.faults import MAXIMUM_FAULTS, Text, TextFault, TextFaultKind, visible
from validator.engine.text.iso2022 import pieces
from validator.engine.text.label import DEFAULT, CharacterSet
from validator.engine.text.repertoires import IR_14, code_table

TEXT_VRS = frozenset({"LO", "LT", "PN", "SH", "ST", "UC", "UT"})
"""The VRs to which Specific Character Set applies (PS3.5 6.1.2.2); all others keep the default repertoire."""
UNDELIMITED_VRS = frozenset({"LT", "ST", "UR", "UT"})
"""Character strings in which a backslash is a character like any other (PS3.5 6.4)."""

FOREIGN = re.compile("[\x1b\x80-\x9f\udc80-\udcff]")
"""What no text holds: ESC, control characters, and the surrogates that stand for undecodable bytes."""
UTF8_CUT = re.compile(rb"(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})\Z")
"""The beginning of a UTF-8 character at the end of a value."""
GB_CHARACTERS = {
    "gbk": re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]|[\s\S]"),
    "gb18030": re.compile(rb"[\x81-\xfe](?:[\x40-\x7e\x80-\xfe]|[\x30-\x39][\x81-\xfe][\x30-\x39])|[\s\S]"),
}
"""One character each, or the byte which begins none: second bytes reach down to 40H and so include 5CH and 5EH."""
MEMO_LENGTH = 512
"""Bytes of the longest value whose text is kept: names and descriptions repeat, reports do not."""


def delimiters_of(vr: str) -> bytes:
    """The bytes that delimit the values of this VR and, in person names, their groups and components."""
    if vr in UNDELIMITED_VRS:
        return b""
    return b"\\^=" if vr == "PN" else b"\\"


def charset_for(vr: str, charset: CharacterSet) -> CharacterSet:
    """The set that applies to values of this VR: outside ``TEXT_VRS`` the default repertoire."""
    return charset if vr in TEXT_VRS else DEFAULT


def decode(raw: bytes, charset: CharacterSet, vr: str) -> Text:
    """Decode all of an element's value as it stands: delimiters and padding stay in the text.

    Never raises. Control characters below 80H are left as they are: whether the VR permits them is a matter of
    the VR. Bytes that are no characters are shown as ``‹84›`` and listed as faults (the first 64 of them).
    """
    charset = charset_for(vr, charset)
    if raw.isascii() and b"\x1b" not in raw and charset.lower is not IR_14:
        return Text(raw.decode("ascii"))
    return (_decode if len(raw) <= MEMO_LENGTH else _decode.__wrapped__)(raw, charset, delimiters_of(vr))


@lru_cache(maxsize=4096)
def _decode(raw: bytes, charset: CharacterSet, delimiters: bytes) -> Text:
    if charset.extended and b"\x1b" in raw:
        return _gather((piece.text, piece.fault) for piece in pieces(raw, charset, delimiters))
    if charset.codec == "utf-8":
        return _decode_utf8(raw)
    if charset.codec:
        return _decode_gb(raw, charset.codec)
    if charset.extended and charset.upper is not None and charset.upper.width > 1:
        return _gather((piece.text, piece.fault) for piece in pieces(raw, charset, delimiters))
    return _decode_single(raw, charset, delimiters)


def _gather(parts: Iterator[tuple[str, TextFault | None]]) -> Text:
    texts: list[str] = []
    faults: list[TextFault] = []
    for text, fault in parts:
        texts.append(text)
        if fault is not None:
            faults.append(fault)
    return _text("".join(texts), faults)


def _text(text: str, faults: list[TextFault]) -> Text:
    if len(faults) > MAXIMUM_FAULTS:
        # A fault that leaves the text sound must not push one out that does not.
        faults = sorted(faults, key=lambda fault: fault.kind is TextFaultKind.NOT_RESET)[:MAXIMUM_FAULTS]
    return Text(text, tuple(sorted(faults)))


def _decode_single(raw: bytes, charset: CharacterSet, delimiters: bytes) -> Text:
    """One byte a character: ISO 8859, TIS 620, JIS X 0201, and ISO 646 alone."""
    table = code_table(charset.lower, charset.upper)
    if delimiters and charset.lower is IR_14:
        table = table.replace("¥", "\\")  # 5CH delimits whatever its picture is (PS3.5 6.1.2.3)
    text, _ = codecs.charmap_decode(raw, "surrogateescape", table)
    if not FOREIGN.search(text):
        return Text(text)
    # Without a set in the upper half there are no controls of that half either, only foreign bytes.
    return _show(text, wide=False, controls=charset.upper is not None, cut=len(raw))


def _decode_utf8(raw: bytes) -> Text:
    text = raw.decode("utf-8", "surrogateescape")
    if not FOREIGN.search(text):
        return Text(text)
    # What stands before the padding: a character cut there was cut by length.
    cut = UTF8_CUT.search(raw.rstrip(b" \0"))
    return _show(text, wide=True, controls=False, cut=len(raw) if cut is None else cut.start())


def _show(text: str, *, wide: bool, controls: bool, cut: int) -> Text:
    """Make bytes that are no characters visible, and list the first of them.

    They stand in ``text`` as surrogates (U+DC80 for 80H), beside control characters and ESC, which no text may hold.
    In a ``wide`` text (UTF-8) characters have several bytes. Bytes 80H-9FH count as controls if ``controls``; from
    ``cut`` on, bytes belong to a character that was cut.
    """
    faults: list[TextFault] = []
    offset = position = 0
    for match in islice(FOREIGN.finditer(text), MAXIMUM_FAULTS):
        skipped = text[position : match.start()]
        offset += len(skipped.encode("utf-8") if wide else skipped)
        raw = match[0].encode("utf-8", "surrogateescape") if wide else bytes((ord(match[0]) & 0xFF,))
        faults.append(TextFault(offset, _kind_of(match[0], controls=controls, cut=offset >= cut), raw))
        offset, position = offset + len(raw), match.end()
    return Text(FOREIGN.sub(lambda match: f"‹{ord(match[0]) & 0xFF:02X}›", text), tuple(faults))


def _kind_of(character: str, *, controls: bool, cut: bool) -> TextFaultKind:
    if character == "\x1b":
        return TextFaultKind.ESCAPE_UNANNOUNCED
    if character <= "\x9f" or (controls and character <= "\udc9f"):
        return TextFaultKind.CONTROL
    return TextFaultKind.TRUNCATED if cut else TextFaultKind.UNDECODABLE


def _decode_gb(raw: bytes, codec: str) -> Text:
    if b"\x1b" not in raw:
        try:
            return Text(raw.decode(codec))
        except UnicodeDecodeError:
            pass  # the slow way says where and why
    return _gather(_gb_characters(raw, codec))


def _gb_characters(raw: bytes, codec: str) -> Iterator[tuple[str, TextFault | None]]:
    end = len(raw.rstrip(b" \0"))
    for match in GB_CHARACTERS[codec].finditer(raw):
        piece = match[0]
        if piece == b"\x1b":
            yield visible(piece), TextFault(match.start(), TextFaultKind.ESCAPE_UNANNOUNCED, piece)
            continue
        try:
            yield piece.decode(codec), None
        except UnicodeDecodeError:
            cut = len(piece) == 1 and 0x81 <= piece[0] <= 0xFE and match.end() == end
            kind = TextFaultKind.TRUNCATED if cut else TextFaultKind.UNDECODABLE
            yield visible(piece), TextFault(match.start(), kind, piece)


def split_values(raw: bytes, charset: CharacterSet, vr: str) -> list[bytes]:
    """The values of an element, cut at the backslashes that delimit (PS3.5 6.4).

    A byte 5CH inside a character (GB18030, GBK, ISO-IR 87) delimits nothing. An empty element has no values; a VR
    without delimiter has one.
    """
    if not raw:
        return []
    if vr in UNDELIMITED_VRS:
        return [raw]
    return _split(raw, charset_for(vr, charset), delimiters_of(vr), b"\\")


def split_name(value: bytes, charset: CharacterSet) -> list[list[bytes]]:
    """The components of one person name value by component group: ``A^B=C`` is ``[[A, B], [C]]`` (PS3.5 6.2.1)."""
    return [_split(group, charset, b"\\^=", b"^") for group in _split(value, charset, b"\\^=", b"=")]


def _split(raw: bytes, charset: CharacterSet, delimiters: bytes, at: bytes) -> list[bytes]:
    if at not in raw:
        return [raw]
    cuts: list[int] = []
    if charset.extended and b"\x1b" in raw:
        cuts = [piece.offset for piece in pieces(raw, charset, delimiters) if piece.delimiter and piece.raw == at]
    elif charset.codec in GB_CHARACTERS and not raw.isascii():
        cuts = [match.start() for match in GB_CHARACTERS[charset.codec].finditer(raw) if match[0] == at]
    else:
        return raw.split(at)
    starts = [0, *(cut + 1 for cut in cuts)]
    return [raw[start:end] for start, end in zip(starts, [*cuts, len(raw)], strict=True)]


def same_text(before: Text, after: Text) -> bool:
    """Whether two texts say the same; one with undecodable bytes says the same as nothing."""
    return before.text == after.text and before.sound and after.sound
