"""Texts that were read by a wrong character set and stored as they came out."""

from collections.abc import Iterator

from validator.engine.compare.classify.charset_kinds import DOUBLE_ENCODED, MOJIBAKE
from validator.engine.compare.classify.charset_sides import CONVINCING, Side, evidence_of, original_text
from validator.engine.compare.classify.naming import Naming
from validator.engine.text import best_reading, decode, plausibility, readings
from validator.engine.text.proof import CODE_PAGES, EXTENDED_LABELS, LABELS, WRONG_READINGS

UTF8 = "ISO_IR 192"
MISREADINGS = {**WRONG_READINGS, **CODE_PAGES, "GB18030": "gb18030", UTF8: "utf-8"}
"""Every encoding that a text may have been read by although it is written in another."""
WORKING = {UTF8: "utf-8", "windows-1252": "cp1252", "windows-1251": "cp1251"}
"""Encodings that systems work in, whatever the label of what they received."""
MULTIBYTE = frozenset({"utf-8", "gb18030", "euc_jp", "cp932", "cp949", "cp950"})
SHORTEST_PREFIX = 3
"""Characters that must be left of a misread text which was also cut."""


def lenient_text(side: Side) -> str:
    """The text with control characters of 80H-9FH in place: that is where wrong readings put bytes."""
    if side.charset.codec == "utf-8":
        return side.bare.decode("utf-8", "surrogateescape")
    text = side.text
    if text.faults and not side.charset.codec and not side.charset.extended:
        parts = [
            chr(byte) if 0x80 <= byte <= 0x9F else decode(bytes((byte,)), side.charset, side.vr).text
            for byte in side.bare
        ]
        return "".join(parts)
    return text.text


def mislabelled_text(before: Side, after: Side) -> Naming | None:
    """A text that was converted while the label stayed behind: it reads as before in another set than it says."""
    old = before.text
    if not old.sound:
        return None
    labels = EXTENDED_LABELS if b"\x1b" in after.raw else LABELS
    fits = next((reading.label for reading in readings(after.bare, labels, after.vr) if reading.text == old.text), None)
    if fits is None:
        fits = next((name for name, codec in CODE_PAGES.items() if _read_as(after.bare, codec) == old.text), None)
    if fits is None:
        return None
    evidence = evidence_of(
        before, after, recovered=old.text, recoverable=True, fits=fits, reversal=(f"read as {fits}",)
    )
    return Naming(MOJIBAKE, detail=f"written in {fits}, labelled {after.charset}", evidence=evidence)


def misread_text(before: Side, after: Side) -> Naming | None:
    """A text that is what a wrong reading makes of the bytes of before, stored."""
    stored = lenient_text(after)
    if stored.isascii():
        return None
    old = before.text
    for source, raw in _sources(before):
        for name, codec in MISREADINGS.items():
            misread = _read_as(raw, codec)
            if misread is None or misread.isascii() or (old.sound and misread == old.text):
                continue
            whole = misread == stored
            if whole or (len(stored) >= SHORTEST_PREFIX and misread.startswith(stored)):
                return _name_misreading(before, after, source=source, read_as=name, whole=whole)
    return None


def _sources(before: Side) -> Iterator[tuple[str, bytes]]:
    """The bytes that a hop may have had in hand: as they were, or the text in its own working encoding."""
    yield str(before.charset), before.bare
    if before.text.sound:
        for name, codec in WORKING.items():
            try:
                yield name, before.text.text.encode(codec)
            except UnicodeEncodeError:
                continue


def _read_as(raw: bytes, codec: str) -> str | None:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError:
        if codec in MULTIBYTE:
            return None
    # Where a code page leaves a byte free, converters let it pass as a control character.
    parts: list[str] = []
    for byte in raw:
        try:
            parts.append(bytes((byte,)).decode(codec))
        except UnicodeDecodeError:
            if byte > 0x9F:
                return None
            parts.append(chr(byte))
    return "".join(parts)


def _name_misreading(before: Side, after: Side, *, source: str, read_as: str, whole: bool) -> Naming:
    original = original_text(before)
    if original is None and (reading := _unlabelled_reading(before, after, read_as)) is not None:
        source, original = reading
    if original is None:  # the earlier label was wrong: what is stored now may be the first true reading
        right = after.text.sound
        evidence = evidence_of(
            before,
            after,
            recovered=after.text.text if right else None,
            recoverable=right,
            fits=str(after.charset) if right else None,
        )
        return Naming(MOJIBAKE, detail=f"read as {read_as}, which the label did not say", evidence=evidence)
    also = () if whole else ("value.truncated",)
    reversal = (f"read as {after.charset}", f"write in {read_as}", f"read as {source}")
    evidence = (
        *evidence_of(before, after, recovered=original, recoverable=whole, reversal=reversal),
        ("written_in", source),
        ("read_as", read_as),
    )
    kind = DOUBLE_ENCODED if after.charset.codec == "utf-8" else MOJIBAKE
    return Naming(kind, also, detail=f"bytes of {source} read as {read_as}", evidence=evidence)


def _unlabelled_reading(before: Side, after: Side, read_as: str) -> tuple[str, str] | None:
    """What bytes say that neither their label nor the hop could read, and in which encoding; else ``None``.

    UTF-8 proves itself. Any other reading is only taken where what the hop made of them looks wrong.
    """
    text = _read_as(before.bare, "utf-8") if read_as != UTF8 and not before.bare.isascii() else None
    if text is not None and b"\x1b" not in before.bare:
        return UTF8, text
    if after.text.sound and plausibility(after.text.text) >= CONVINCING:
        return None
    reading = best_reading(before.bare, before.vr)
    return None if reading is None or reading.label == read_as else (reading.label, reading.text)
