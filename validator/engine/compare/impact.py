"""What a change does to the systems behind the hop: one table, by kind and by attribute."""

from validator.engine.catalogue import KINDS
from validator.engine.model import Impact, Level

BREAKING_KINDS = frozenset({
    "uid.regenerated", "uid.split", "uid.merged", "uid.reverted", "sop-class.changed",
    "reference.dangling", "reference.removed",
    "charset.double-encoded", "charset.question-marks", "charset.characters-dropped", "charset.escapes-lost",
    "charset.truncated-mid-character",
    "pixel.lossy", "pixel.altered", "pixel.truncated", "pixel.removed", "derivation.erased",
    "instance.missing", "instance.conflict",
})  # fmt: skip
"""They lose data or identity, whatever attribute they befall."""
COSMETIC_KINDS = frozenset({
    "reference.remapped", "reference.outside",
    "charset.label-changed", "charset.label-added",
    "private.block-moved", "private.added", "sequence.item-added", "sequence.added",
    "value.added", "derivation.declared", "deidentification.marker",
    "instance.added", "instance.duplicated",
})  # fmt: skip
"""Nothing behind the hop should mind them, save where the attribute itself is vital."""
MILD_KINDS = frozenset({"value.case", "value.whitespace", "value.time-precision", "value.rounded"})
"""One step less than the attribute says."""

IDENTITY_TAGS = frozenset({
    0x00080016,  # SOP Class UID
    0x00080018,  # SOP Instance UID
    0x00080050,  # Accession Number
    0x00080051,  # Issuer of Accession Number Sequence
    0x00100010,  # Patient's Name
    0x00100020,  # Patient ID
    0x00100021,  # Issuer of Patient ID
    0x00100030,  # Patient's Birth Date
    0x0020000D,  # Study Instance UID
    0x0020000E,  # Series Instance UID
    0x00200052,  # Frame of Reference UID
})  # fmt: skip
"""By these, patients, orders and objects are told apart: any other value breaks something."""
OPERATIONAL_TAGS = frozenset({
    0x00080005,  # Specific Character Set
    0x00080008,  # Image Type
    0x00080020,  # Study Date
    0x00080030,  # Study Time
    0x00080060,  # Modality
    0x00080201,  # Timezone Offset From UTC
    0x00081030,  # Study Description
    0x00081032,  # Procedure Code Sequence
    0x0008103E,  # Series Description
    0x00082218,  # Anatomic Region Sequence
    0x00100040,  # Patient's Sex
    0x00180015,  # Body Part Examined
    0x00180050,  # Slice Thickness
    0x00200010,  # Study ID
    0x00200011,  # Series Number
    0x00200013,  # Instance Number
    0x00200032,  # Image Position (Patient)
    0x00200037,  # Image Orientation (Patient)
    0x00280002,  # Samples per Pixel
    0x00280004,  # Photometric Interpretation
    0x00280010,  # Rows
    0x00280011,  # Columns
    0x00280030,  # Pixel Spacing
    0x00280100,  # Bits Allocated
    0x00280101,  # Bits Stored
    0x00281050,  # Window Center
    0x00281051,  # Window Width
    0x00281052,  # Rescale Intercept
    0x00281053,  # Rescale Slope
    0x00282110,  # Lossy Image Compression
    0x00321064,  # Requested Procedure Code Sequence
    0x00400260,  # Performed Protocol Code Sequence
    0x00400275,  # Request Attributes Sequence
    0x004008EA,  # Measurement Units Code Sequence
    0x0040A043,  # Concept Name Code Sequence
    0x00540220,  # View Code Sequence
})  # fmt: skip
"""Display, routing, worklists and measurements depend on these."""
CONTENT_TAGS = frozenset({
    0x0040A160,  # Text Value
    0x0040A30A,  # Numeric Value
    0x0040A120,  # DateTime
    0x0040A123,  # Person Name
    0x0040A168,  # Concept Code Sequence
    0x00420011,  # Encapsulated Document
    0x00620005,  # Segment Label
    0x00700006,  # Unformatted Text Value
    0x00700022,  # Graphic Data
    0x30060026,  # ROI Name
    0x30060050,  # Contour Data
    0x3004000E,  # Dose Grid Scaling
    0x00409224,  # Real World Value Intercept
    0x00409225,  # Real World Value Slope
})  # fmt: skip
"""What reports, presentation states, segmentations and plans say: what is read there changes with them."""
SUBSTANCE_TAGS = frozenset({
    0x0040A730,  # Content Sequence
    0x00420011,  # Encapsulated Document
    0x00620002,  # Segment Sequence
    0x00700001,  # Graphic Annotation Sequence
    0x30060020,  # Structure Set ROI Sequence
    0x30060039,  # ROI Contour Sequence
    0x300A0070,  # Fraction Group Sequence
    0x300A00B0,  # Beam Sequence
    0x52009229,  # Shared Functional Groups Sequence
    0x52009230,  # Per-Frame Functional Groups Sequence
    0x54000100,  # Waveform Sequence
})  # fmt: skip
"""Without them nothing is left of an object but its head."""
TAKEN_AWAY = frozenset({"value.removed", "value.emptied", "sequence.removed"})
MILDER = {Impact.BREAKS: Impact.DEGRADES, Impact.DEGRADES: Impact.COSMETIC, Impact.COSMETIC: Impact.COSMETIC}


def impact_of(kind: str, tag: int, *, nested: bool = False) -> Impact:
    """How bad a change of this kind to this attribute is.

    ``nested`` tells that the attribute stands inside an item, where it identifies something else than the instance.
    """
    if KINDS[kind].level is Level.ENCODING:
        # The VR of a standard attribute is in every dictionary; that of a private one may be lost for good.
        return Impact.DEGRADES if kind == "encoding.vr-unknown" and tag & 0x10000 else Impact.COSMETIC
    if kind in BREAKING_KINDS and not (nested and kind.startswith(("uid.", "sop-class."))):
        return Impact.BREAKS
    if kind in TAKEN_AWAY and tag in SUBSTANCE_TAGS:
        return Impact.BREAKS
    by_attribute = _of_attribute(tag, nested=nested)
    if kind in COSMETIC_KINDS:
        return Impact.DEGRADES if by_attribute is Impact.BREAKS else Impact.COSMETIC
    if kind in MILD_KINDS:
        return MILDER[by_attribute]
    if not kind.startswith("value."):
        return Impact.DEGRADES
    return by_attribute


def _of_attribute(tag: int, *, nested: bool) -> Impact:
    if tag in IDENTITY_TAGS:
        return Impact.DEGRADES if nested else Impact.BREAKS
    return Impact.DEGRADES if tag in OPERATIONAL_TAGS or tag in CONTENT_TAGS else Impact.COSMETIC
