"""What happened to the attributes that describe the pixel data or tell of their derivation."""

from validator.engine.compare.classify.naming import Naming
from validator.engine.compare.classify.pixel_kinds import DERIVATION_DECLARED, DERIVATION_ERASED, DESCRIPTION
from validator.engine.compare.classify.presence import LOSSY_IMAGE_COMPRESSION
from validator.engine.compare.difference import Difference
from validator.engine.compare.step import Step

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
