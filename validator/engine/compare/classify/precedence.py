"""Which kind is named when several fit: the first in this order."""

from collections.abc import Sequence
from functools import lru_cache

from validator.engine.compare.alignment import is_creator
from validator.engine.compare.classify import charset
from validator.engine.compare.classify.charset_sides import Side as TextSide
from validator.engine.compare.classify.dates import name_dates
from validator.engine.compare.classify.description import further_kinds, name_description
from validator.engine.compare.classify.encoding_kinds import GROUP_LENGTH, ITEM_ORDER, TRAILING_PADDING, VR_UNKNOWN
from validator.engine.compare.classify.naming import Naming
from validator.engine.compare.classify.numbers import name_number_texts, name_numbers
from validator.engine.compare.classify.pixels import name_pixels
from validator.engine.compare.classify.presence import name_presence
from validator.engine.compare.classify.references import is_reference, name_reference
from validator.engine.compare.classify.structure_kinds import (
    DEIDENTIFICATION_MARKER,
    ITEM_REORDERED,
    PRIVATE_BLOCK_MOVED,
)
from validator.engine.compare.classify.uids import name_uid
from validator.engine.compare.classify.value_kinds import MODALITY_REMAPPED, REPLACED
from validator.engine.compare.classify.values import name_texts
from validator.engine.compare.difference import Difference
from validator.engine.compare.equality import SAME
from validator.engine.compare.noise import TRAILING_PADDING as TRAILING_PADDING_TAG
from validator.engine.compare.noise import is_group_length
from validator.engine.compare.reading import in_order, numbers, texts
from validator.engine.compare.step import TIMEZONE_OFFSET, Step
from validator.engine.model import PIXEL_DATA
from validator.engine.text import TEXT_VRS, label_of
from validator.engine.text.display import NUMBERS, STRING_VRS

SPECIFIC_CHARACTER_SET = 0x00080005
MODALITY = 0x00080060
DEIDENTIFICATION_TAGS = frozenset({0x00120062, 0x00120063, 0x00120064})
ORDERED_SEQUENCES = frozenset({
    0x0040A730,  # Content Sequence
    0x52009230,  # Per-Frame Functional Groups Sequence
    0x00209222,  # Dimension Index Sequence
    0x300A0111,  # Control Point Sequence
    0x00283010,  # VOI LUT Sequence
    0x003A0200,  # Channel Definition Sequence
    0x00700060,  # Graphic Layer Sequence
    0x00720200,  # Image Sets Sequence
    0x00720400,  # Image Boxes Layout Sequence
    0x00041220,  # Directory Record Sequence
    0x04000561,  # Original Attributes Sequence
})  # fmt: skip
"""Sequences whose items follow each other for a reason."""


def classify(difference: Difference, step: Step) -> Naming | None:
    """The one kind of a difference, by the order of precedence; ``None`` where there is nothing to tell."""
    bound = _name_bound(difference, step)
    if bound is not None:
        return bound
    if difference.reordered:
        return Naming(ITEM_REORDERED if difference.tag in ORDERED_SEQUENCES else ITEM_ORDER)
    if difference.equal is None:
        present = name_presence(difference)
        if present is not None:
            return present._replace(also=(*present.also, *further_kinds(difference, step)))
    if difference.tag in PIXEL_DATA and not difference.is_nested:
        return name_pixels(difference, step)
    if difference.equal == SAME:
        moved = difference.before is not None and difference.before.tag != difference.tag
        return Naming(PRIVATE_BLOCK_MOVED, detail=_moved(difference)) if moved and is_creator(difference.tag) else None
    if difference.equal is not None:
        if difference.equal == VR_UNKNOWN:
            return _name_vr_unknown(*(each.vr if each else "UN" for each in (difference.before, difference.after)))
        return Naming(difference.equal)
    return _name_charset(difference) or _name_changed(difference, step)


@lru_cache(maxsize=256)
def _name_vr_unknown(before: str, after: str) -> Naming:
    """Whether the VR was lost or found at this hop; neither where it was unknown before and after."""
    if before != "UN" and after == "UN":
        return Naming(VR_UNKNOWN, detail=f"{before} before, unknown now", evidence=(("vr", "lost"),))
    if before == "UN" and after != "UN":
        return Naming(VR_UNKNOWN, detail=f"unknown before, {after} now", evidence=(("vr", "found"),))
    return Naming(VR_UNKNOWN)


def _name_bound(difference: Difference, step: Step) -> Naming | None:
    """Kinds that belong to the attribute, whatever happened to it."""
    if is_group_length(difference.tag):
        return Naming(GROUP_LENGTH)
    if difference.tag == TRAILING_PADDING_TAG:
        return Naming(TRAILING_PADDING)
    if difference.equal is not None:
        return None
    if difference.tag == SPECIFIC_CHARACTER_SET:
        return _name_label(difference, step)
    if difference.order[0] in DEIDENTIFICATION_TAGS:
        return Naming(DEIDENTIFICATION_MARKER)
    return None


def _name_label(difference: Difference, step: Step) -> Naming:
    level = difference.order[:-1]
    governed = [
        (
            TextSide(before.value or b"", sides[0].charset, text.vr),
            TextSide(after.value or b"", sides[1].charset, text.vr),
        )
        for text in step.comparison.relabelled
        if text.order[: len(level)] == level
        and (before := text.before) is not None
        and (after := text.after) is not None
        and (sides := text.sides)
    ]
    labels = [None if element is None else label_of(element) for element in (difference.before, difference.after)]
    return charset.name_label(labels[0], labels[1], governed)


def _name_charset(difference: Difference) -> Naming | None:
    before, after = difference.before, difference.after
    if difference.vr not in TEXT_VRS or before is None or after is None:
        return None
    if before.value is None or after.value is None:
        return None
    return charset.name_text(
        TextSide(before.value, difference.sides[0].charset, difference.vr),
        TextSide(after.value, difference.sides[1].charset, difference.vr),
    )


def _name_changed(difference: Difference, step: Step) -> Naming:
    """The kind of a value that says something else than before."""
    if difference.vr == "UI":
        return name_reference(difference, step) if is_reference(difference, step) else name_uid(difference, step)
    if difference.tag == MODALITY:
        return Naming(MODALITY_REMAPPED)
    described = name_description(difference, step)
    if described is not None:
        return described
    before, after = difference.before, difference.after
    if before is None or after is None or before.value is None or after.value is None:
        return Naming(REPLACED, detail=_sizes(difference))
    raw = before.value, after.value
    if difference.vr in STRING_VRS:
        one, other = (texts(value, difference.vr, side) for value, side in zip(raw, difference.sides, strict=True))
        return _name_strings(difference, one, other, step, size=len(raw[1].rstrip(b" \0")))
    # Whether a word is signed may be unknown; another word is another number either way.
    vr = "US" if difference.vr.startswith("US or") else difference.vr
    if vr in NUMBERS:
        values = [
            numbers(in_order(element, vr, side), vr)
            for element, side in zip((before, after), difference.sides, strict=True)
        ]
        if values[0] is not None and values[1] is not None:
            return name_numbers(values[0], values[1], vr)
    return Naming(REPLACED, detail=_sizes(difference))


def _name_strings(
    difference: Difference, before: Sequence[str], after: Sequence[str], step: Step, *, size: int
) -> Naming:
    if difference.vr in ("DA", "TM", "DT") or difference.tag == TIMEZONE_OFFSET:
        return name_dates(difference, before, after, step)
    if difference.vr in ("DS", "IS"):
        naming = name_number_texts(before, after)
        if naming is not None:
            return naming
    return name_texts(before, after, difference.vr, size=size)


def _moved(difference: Difference) -> str:
    block = (difference.before.tag if difference.before else 0) & 0xFF, difference.tag & 0xFF
    return f"block {block[0]:02X} became {block[1]:02X}"


def _sizes(difference: Difference) -> str:
    before, after = difference.before, difference.after
    if before is None or after is None or before.length == after.length or 0xFFFFFFFF in (before.length, after.length):
        return ""
    return f"{before.length:,} bytes became {after.length:,}"
