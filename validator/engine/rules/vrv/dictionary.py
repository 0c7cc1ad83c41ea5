"""VRV050 to VRV055: the VR and the number of values against the data dictionary."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Element, Severity, tag_text
from validator.engine.rules.subject import DataSet, Hit, Value
from validator.engine.rules.vrv.length import SIZES
from validator.engine.rules.vrv.parts import STRING_VRS
from validator.engine.standard.dictionary import EDITION, lookup, vr_of
from validator.engine.text import UNDELIMITED_VRS, character_set, split_values

COUNTED_NUMBERS = {vr: size for vr, size in SIZES.items() if not vr.startswith("O")}
OTHER_VRS = frozenset({"OB", "OD", "OF", "OL", "OV", "OW", "SQ"})
VRS = frozenset({*STRING_VRS, *SIZES, "OB", "SQ", "UI"})
"""Every VR of PS3.5 6.2 but UN."""
FORMER_VRS = {"UR": {"UT", "ST", "LO"}, "UC": {"LO", "UT"}, "UV": {"UL"}}
"""VRs that earlier editions gave to attributes of newer VRs: what an older system wrote was right."""
LONG_VRS = frozenset({"OB", "OD", "OF", "OL", "OV", "OW", "SV", "UC", "UR", "UT", "UV"})
"""VRs whose length has four bytes in explicit files."""
HIGHEST_LENGTH = 0xFFFE
HIGHEST_SIGNED = 0x7FFF
PIXEL_REPRESENTATION = 0x00280103
SIGNS = {0: "US", 1: "SS"}
"""The VR of pixel values by Pixel Representation."""
PIXEL_VALUES = (0x00280106, 0x00280107, 0x00280108, 0x00280109, 0x00280120, 0x00280121)
"""Smallest and largest pixel values, padding value and range limit: one number each, of the kind of the samples."""
MULTIPLICITY = re.compile(r"(\d+)(?:-(?:(\d*)n|(\d+)))?")


@rule(
    "VRV050",
    "Another VR than in the dictionary",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute} is written as {written}; the data dictionary says {known}. Correct the system that wrote the "
    "explicit VR.",
    reference="PS3.6 6, PS3.5 7.1.2",
)
def wrong_vr(value: Value) -> Iterator[Hit]:
    """Standard attributes have the VR that PS3.6 gives them; an explicit file must say the same.

    Why it matters
    A receiver that trusts the file reads the value in another way than one that trusts the dictionary: a number turns
    into text, or a text is cut at another length.

    Example
    (0020,0013) Instance Number written as US in place of IS.

    How to fix
    Correct the conversion to explicit VR; it must take the VR from the dictionary.
    """
    written = value.vr_written
    if not written or written not in VRS or value.tag & 0x10000:
        return
    known = vr_of(value.tag)
    if known and written not in known.split(" or ") and written not in FORMER_VRS.get(known, ()):
        yield Hit({"written": written, "known": known})


@rule(
    "VRV051",
    "Known attribute written as UN",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is written with the VR UN; the data dictionary says {known}{others}. Receivers that believe "
    "the file cannot read the value.",
    reference="PS3.5 6.2.2, PS3.6 6",
)
def known_as_unknown(data_set: DataSet) -> Iterator[Hit]:
    """A system that does not know an attribute may pass it on as UN, in little endian. This one is in the dictionary.
    One finding is made for all of them.

    Why it matters
    The value is there and cannot be shown, searched or anonymised by systems that go by the VR in the file.

    Example
    An archive of 2005 writes attributes that were added later as UN.

    How to fix
    Update the dictionary of the converting system. Receivers that look the VR up in their own read it without loss.
    """
    if not data_set.header.encoding.explicit:
        return
    found = [("", element) for element in data_set.header.elements if element.vr_written == "UN"]
    for path, sequence in data_set.sequences:
        for number, item in enumerate(sequence.items or ()):
            found += [(f"{path}[{number}].", element) for element in item.elements if element.vr_written == "UN"]
    known = [(prefix, element) for prefix, element in found if _is_needlessly_unknown(element)]
    if known:
        prefix, element = min(known, key=lambda place: place[1].offset)
        more = len(known) - 1
        others = f" (and {more} more like it)" if more else ""
        path = f"{prefix}{tag_text(element.tag)}"
        yield Hit({"known": vr_of(element.tag), "others": others}, path=path, offset=element.offset)


def _is_needlessly_unknown(element: Element) -> bool:
    """Whether the dictionary knows the attribute, and its VR could have been written: the length of most VRs has two
    bytes, and PS3.5 6.2.2 has longer values written as UN."""
    if element.items is not None or element.is_private:
        return False
    known = vr_of(element.tag)
    return bool(known) and (element.length <= HIGHEST_LENGTH or known.split(" or ")[-1] in LONG_VRS)


@rule(
    "VRV052",
    "Known sequence written as UN",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is a sequence, written with the VR UN: receivers that believe the file cannot read its items.",
    reference="PS3.5 6.2.2, PS3.6 6",
)
def sequence_as_unknown(data_set: DataSet) -> Iterator[Hit]:
    """A sequence that is in the dictionary was passed on as bytes of an unknown VR.

    Why it matters
    References, codes and measurements inside are invisible to receivers that go by the VR in the file, and their UIDs
    are not remapped when the object is anonymised.

    Example
    (0008,1140) Referenced Image Sequence after a hop whose dictionary is older than the modality.

    How to fix
    Update the dictionary of the converting system.
    """
    for path, element in data_set.sequences:
        if element.vr_written == "UN" and not element.is_private:
            yield Hit(path=path, offset=element.offset)


@rule(
    "VRV054",
    "VR against Pixel Representation",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is written as {written}, but (0028,0103) Pixel Representation makes its values {sign}: "
    "readers that go by the one or the other see different numbers.",
    reference="PS3.3 C.7.6.3.1, PS3.5 6.2",
)
def wrong_sign(data_set: DataSet) -> Iterator[Hit]:
    """The pixel values that attributes such as Pixel Padding Value name are signed exactly when the samples are. This
    one would be another number if it were read so.

    Why it matters
    The number F830 is 63536 or -2000. A viewer that reads the wrong one does not recognise the padding around the
    image, and the automatic window is wrong.

    Example
    Pixel Padding Value as US 63536 in a CT with signed samples.

    How to fix
    Correct the conversion to explicit VR: it has to look at Pixel Representation.
    """
    representation = data_set.number(PIXEL_REPRESENTATION)
    if representation not in SIGNS:
        return
    for tag in PIXEL_VALUES:
        element = data_set.get(tag)
        if element is None or element.vr_written != SIGNS[1 - representation]:
            continue
        # Below 8000H both say the same.
        if any(number < 0 or number > HIGHEST_SIGNED for number in data_set.numbers(tag)):
            sign = "signed" if representation else "unsigned"
            yield data_set.at(tag, written=element.vr_written, sign=sign)


@lru_cache(maxsize=8192)
def _multiplicity(tag: int) -> str:
    entry = lookup(tag)
    return entry.vm if entry is not None else ""


@cache
def _ranges(multiplicity: str) -> tuple[tuple[int, int | None, int], ...]:
    """``"2-2n"`` as lowest, highest (``None``: none) and step; several where forms are joined by ``or``."""
    found: list[tuple[int, int | None, int]] = []
    for match in MULTIPLICITY.finditer(multiplicity):
        lowest, step, highest = match.groups()
        if highest is None and step is None:
            found.append((int(lowest), int(lowest), 1))
        else:
            found.append((int(lowest), int(highest) if highest else None, int(step or 1)))
    return tuple(found)


@lru_cache(maxsize=8192)
def _allows(multiplicity: str, count: int) -> bool:
    return any(
        lowest <= count and (highest is None or count <= highest) and (count - lowest) % step == 0
        for lowest, highest, step in _ranges(multiplicity)
    )


def _count(value: Value) -> int | None:
    """How many values there are; ``None`` where the VR has always one or nothing can be counted."""
    vr = value.vr.split(" or ")[0]
    if vr in UNDELIMITED_VRS or value.vr in OTHER_VRS or "OW" in value.vr or vr == "UN":
        return None
    size = COUNTED_NUMBERS.get(vr)
    if size is not None:
        return len(value.raw) // size if len(value.raw) % size == 0 else None
    if b"\\" not in value.raw:
        return 1
    return len(split_values(value.raw, character_set(value.charset), vr))


@rule(
    "VRV053",
    "Number of values that the dictionary does not allow",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute} has {count} {noun}; the data dictionary allows {allowed}. Look for a backslash inside a "
    "text, or for values that were dropped.",
    reference="PS3.6 6, PS3.5 6.4",
)
def wrong_multiplicity(value: Value) -> Iterator[Hit]:
    """PS3.6 says how many values each attribute has. A backslash divides values, wherever it comes from.

    Why it matters
    Receivers take the first value and drop the rest, or refuse the object; positions and orientations with a number
    too few put the image in the wrong place.

    Example
    A path with backslashes in (0008,1030) Study Description; five numbers in (0020,0037).

    How to fix
    Replace the backslash where the text is entered; correct the system that lost or added values.
    """
    if not value.raw.strip(b" \0") and value.vr in STRING_VRS:
        return
    allowed = _multiplicity(value.tag) if value.raw and not value.tag & 0x10000 else ""
    count = _count(value) if allowed else None
    if count is not None and not _allows(allowed, count):
        yield Hit({"count": count, "noun": "value" if count == 1 else "values", "allowed": allowed})


@rule(
    "VRV055",
    "Attribute that the dictionary does not know",
    severity=Severity.WARNING,
    scope=Scope.ELEMENT,
    message="{attribute} has an even group number and is in no edition of the data dictionary up to {edition}: it is "
    "misspelt, newer, or a private attribute in the wrong group.",
    reference="PS3.6 6, PS3.5 7.1",
)
def not_in_dictionary(value: Value) -> Iterator[Hit]:
    """Groups with an even number belong to the standard, which gives every attribute in them a name and a VR.

    Why it matters
    No system knows what the value means. It is not anonymised, not shown, and may come to mean something else in a
    later edition.

    Example
    (0008,9999), in which a router keeps its own number.

    How to fix
    Move what is private into a private block of an odd group, under a Private Creator.
    """
    if value.tag >> 16 == 2 or value.tag & 0x10000 or not value.tag & 0xFFFF:
        return  # what belongs into the file meta is told by the rules about it
    if not vr_of(value.tag) and lookup(value.tag) is None:
        yield Hit({"edition": EDITION})
