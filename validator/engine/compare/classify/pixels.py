"""What happened to the pixel data and to what describes them, as far as it can be told without decoding."""

from validator.engine.compare.classify.encoding_kinds import PIXEL_LOSSLESS
from validator.engine.compare.classify.naming import Naming
from validator.engine.compare.classify.pixel_kinds import (
    ALTERED,
    DERIVATION_DECLARED,
    DERIVATION_ERASED,
    DESCRIPTION,
    LOSSY,
    TRUNCATED,
    UNVERIFIED,
)
from validator.engine.compare.classify.presence import LOSSY_IMAGE_COMPRESSION
from validator.engine.compare.difference import Difference
from validator.engine.compare.equality import vr_equality
from validator.engine.compare.outline import Outline
from validator.engine.compare.step import Step
from validator.engine.model import Element, Header
from validator.engine.pixels.codestream import Coding
from validator.engine.pixels.digest import described_length
from validator.engine.pixels.syntaxes import CODECS
from validator.engine.standard.uids import uid

DESCRIPTION_TAGS = frozenset({
    0x00280002,  # Samples per Pixel
    0x00280004,  # Photometric Interpretation
    0x00280006,  # Planar Configuration
    0x00280008,  # Number of Frames
    0x00280010,  # Rows
    0x00280011,  # Columns
    0x00280100,  # Bits Allocated
    0x00280101,  # Bits Stored
    0x00280102,  # High Bit
    0x00280103,  # Pixel Representation
})  # fmt: skip
"""They say how Pixel Data are to be read (PS3.3 C.7.6.3)."""
DERIVATION_TAGS = frozenset({
    0x00080008,  # Image Type
    0x00082111,  # Derivation Description
    0x00089215,  # Derivation Code Sequence
    0x00282110,  # Lossy Image Compression
    0x00282112,  # Lossy Image Compression Ratio
    0x00282114,  # Lossy Image Compression Method
})  # fmt: skip
"""A codec updates them (PS3.3 C.7.6.1.1)."""
ARRANGEMENT_TAGS = (0x00280004, 0x00280006, 0x00280100)
"""When one of these changed, other bytes may still be the same samples."""


def name_pixels(difference: Difference, step: Step) -> Naming | None:
    """What happened to Pixel Data; ``None`` where not even their encoding changed."""
    before, after = difference.before, difference.after
    if before is None or after is None:
        return None
    syntaxes, digests = step.syntaxes, [outline.pixel_digest for outline in step.outlines]
    if digests[0] == digests[1]:
        if syntaxes[0] != syntaxes[1]:
            return Naming(PIXEL_LOSSLESS, detail=f"{_name(syntaxes[0])} to {_name(syntaxes[1])}")
        if _lengths(before) != _lengths(after):
            return Naming(PIXEL_LOSSLESS, detail="the same compressed data in other fragments")
        kind = vr_equality(before, after)
        return Naming(kind) if kind else None
    if after.fragments is None and before.fragments is None:
        return _name_native(before, after, step)
    if _is_lossy(step.outlines[1]) and not (syntaxes[0] == syntaxes[1] and _is_lossy(step.outlines[0])):
        return Naming(LOSSY, detail=_lossy_detail(step))
    if after.fragments is not None and _declares_loss(step.after) and not _declares_loss(step.before):
        # A reversible method loses too when the finest parts of what it made are left out.
        return Naming(LOSSY, detail=f"{_lossy_detail(step)}; declared in Lossy Image Compression")
    between = step.round_trip()
    if between is not None:
        return Naming(PIXEL_LOSSLESS, detail=f"{between[1]} has the very pixels of {between[0]}")
    return Naming(UNVERIFIED, detail=_unproven(syntaxes))


def _is_lossy(outline: Outline) -> bool:
    """Whether the pixel data were compressed with loss: by the codestream where it tells, else by the syntax."""
    if outline.coding:
        return outline.coding == Coding.IRREVERSIBLE
    codec = CODECS.get(outline.transfer_syntax)
    return codec is not None and bool(codec.lossy)


def _name_native(before: Element, after: Element, step: Step) -> Naming:
    described = described_length(step.after)
    if after.length < before.length and described is not None and after.length < described:
        return Naming(TRUNCATED, detail=f"{after.length:,} of {described:,} bytes")
    if any(_differs(step.before, step.after, tag) for tag in ARRANGEMENT_TAGS):
        return Naming(UNVERIFIED, detail="samples are stored in another way than before")
    if before.length != after.length:
        return Naming(ALTERED, detail=f"{before.length:,} bytes became {after.length:,}")
    return Naming(ALTERED)


def _differs(before: Header, after: Header, tag: int) -> bool:
    one, other = before.get(tag), after.get(tag)
    return (one.value if one else None) != (other.value if other else None)


def _lengths(element: Element) -> list[int]:
    return [fragment.length for fragment in element.fragments or ()]


def _name(syntax: str) -> str:
    if syntax in CODECS:
        return CODECS[syntax].name
    entry = uid(syntax)
    return entry.name.split(":")[0] if entry else syntax


def _lossy_detail(step: Step) -> str:
    renewed = step.outlines[0].sop_instance != step.outlines[1].sop_instance
    facts = [_name(step.syntaxes[1])]
    if not _declares_loss(step.after):
        facts.append("not declared in Lossy Image Compression")
    if not renewed:
        facts.append("kept its SOP Instance UID")
    return "; ".join(facts)


def _declares_loss(header: Header) -> bool:
    element = header.get(LOSSY_IMAGE_COMPRESSION)
    return element is not None and (element.value or b"").strip(b" \0") == b"01"


def _unproven(syntaxes: tuple[str, str]) -> str:
    if syntaxes[0] == syntaxes[1]:
        return f"compressed anew ({_name(syntaxes[1])}), not decoded here"
    return f"{_name(syntaxes[0])} to {_name(syntaxes[1])}, not decoded here"


def name_description(difference: Difference, step: Step) -> Naming | None:
    """What happened to an attribute that describes the pixel data or tells of their derivation."""
    if difference.is_nested or difference.before is None or difference.after is None:
        return None
    if difference.tag in DESCRIPTION_TAGS:
        return Naming(DESCRIPTION, detail="" if step.pixels_changed else "the pixel data did not change with it")
    if difference.tag == LOSSY_IMAGE_COMPRESSION:
        values = [(element.value or b"").strip(b" \0") for element in (difference.before, difference.after)]
        if values == [b"01", b"00"]:
            return Naming(DERIVATION_ERASED, detail="01 became 00")
    if difference.tag in DERIVATION_TAGS and step.pixels_changed:
        return Naming(DERIVATION_DECLARED)
    return None


def further_kinds(difference: Difference, step: Step) -> tuple[str, ...]:
    """What an attribute that was added or removed also is."""
    if difference.is_nested or difference.item:
        return ()
    if difference.tag in DESCRIPTION_TAGS:
        return (DESCRIPTION,)
    if difference.before is None and difference.tag in DERIVATION_TAGS and step.pixels_changed:
        return (DERIVATION_DECLARED,)
    return ()
