"""What the rules over a collection need to know of one instance."""

import re
from hashlib import blake2b
from struct import Struct
from sys import intern
from typing import NamedTuple, Self

from validator.engine.model import Element, Header
from validator.engine.rules.tags import (
    DATA_SET_TRAILING_PADDING,
    ISSUER_OF_PATIENT_ID,
    ISSUER_OF_PATIENT_ID_QUALIFIERS,
    PIXEL_DATA,
    UNIVERSAL_ENTITY_ID,
)
from validator.engine.standard.representations import little_endian
from validator.engine.text import CharacterSet, charset_of, decode
from validator.engine.text.display import STRING_VRS

PATIENT_ATTRIBUTES = {
    0x00100010: "Patient's Name",
    0x00100030: "Patient's Birth Date",
    0x00100040: "Patient's Sex",
}
STUDY_ATTRIBUTES = {
    0x00080020: "Study Date",
    0x00080030: "Study Time",
    0x00080050: "Accession Number",
    0x00080090: "Referring Physician's Name",
    0x00081030: "Study Description",
    0x00200010: "Study ID",
}
SERIES_ATTRIBUTES = {
    0x00080060: "Modality",
    0x00080021: "Series Date",
    0x00080031: "Series Time",
    0x0008103E: "Series Description",
    0x00080070: "Manufacturer",
    0x00081090: "Manufacturer's Model Name",
    0x00180015: "Body Part Examined",
    0x00181030: "Protocol Name",
    0x00185100: "Patient Position",
    0x00200011: "Series Number",
    0x00200052: "Frame of Reference UID",
    0x00200060: "Laterality",
}
"""The attributes that have one value in a patient, a study, a series (PS3.3 A.1.2, C.7.1 to C.7.5)."""


LONGEST = 4096
"""Bytes of a value that count for identity; only hostile ones are longer."""
HELD, OF_ITEMS, ON_DISK = range(3)
FRAME = Struct("<IBI").pack
"""Before each value in a digest: tag, which of the above it is, how many bytes or items."""
END = FRAME(0, 0, 0)
"""After the elements of a data set or item."""
INTEGER = re.compile(r"\+?[0-9]{1,12}")
"""One value of IS without a minus sign (PS3.5 6.2)."""


class Identity(NamedTuple):
    """One instance's place in the hierarchy and the values that it shares with its entities.

    Texts are without padding; ``None`` stands for an absent attribute, ``""`` for an empty one.
    """

    file: str
    sop_class: str | None
    sop_instance: str | None
    study: str | None
    series: str | None
    patient_id: str | None
    issuer: str | None
    """(0010,0021) Issuer of Patient ID, or else its universal form: with the Patient ID it names the patient."""
    accession: str | None
    charset: str | None
    """(0008,0005) Specific Character Set, as written."""
    series_number: str | None
    instance_number: str | None
    patient_values: tuple[str | None, ...]
    """Of ``PATIENT_ATTRIBUTES``, in their order; the next two likewise."""
    study_values: tuple[str | None, ...]
    series_values: tuple[str | None, ...]
    digest: str
    """Of all tags and of the values that the header holds in memory, however they are encoded."""
    is_whole: bool
    """Whether those are all values; else some were left on disk, as pixel data mostly are."""
    compression: str
    """The Transfer Syntax UID that compressed the pixel data; empty where they are not compressed."""

    def to_json(self) -> list[object]:
        return [list(value) if isinstance(value, tuple) else value for value in self]

    @classmethod
    def from_json(cls, row: list[object]) -> Self:
        # What many instances have in common is kept once: it is most of what they say.
        return cls(*(tuple(map(_kept, value)) if isinstance(value, list) else _kept(value) for value in row))  # type: ignore[arg-type]  # as to_json wrote them


def _kept(value: object) -> object:
    return intern(value) if isinstance(value, str) else value


def identify(header: Header, *, file: str) -> Identity:
    """The identity of one instance; ``file`` is the name that findings cite."""
    charset = charset_of(header.elements)

    def text(tag: int) -> str | None:
        return _text(header.get(tag), charset)

    pixels = header.get(PIXEL_DATA)
    digest, is_whole = _digest(header)
    return Identity(
        file=file,
        sop_class=text(0x00080016),
        sop_instance=text(0x00080018),
        study=text(0x0020000D),
        series=text(0x0020000E),
        patient_id=text(0x00100020),
        issuer=text(ISSUER_OF_PATIENT_ID) or _universal_issuer(header, charset),
        accession=text(0x00080050),
        charset=text(0x00080005),
        series_number=text(0x00200011),
        instance_number=text(0x00200013),
        patient_values=tuple(map(text, PATIENT_ATTRIBUTES)),
        study_values=tuple(map(text, STUDY_ATTRIBUTES)),
        series_values=tuple(map(text, SERIES_ATTRIBUTES)),
        digest=digest,
        is_whole=is_whole,
        compression=header.declared_syntax or "" if pixels is not None and pixels.fragments is not None else "",
    )


def _universal_issuer(header: Header, charset: CharacterSet) -> str | None:
    """(0040,0032) Universal Entity ID in (0010,0024) Issuer of Patient ID Qualifiers Sequence."""
    qualifiers = header.get(ISSUER_OF_PATIENT_ID_QUALIFIERS)
    items = qualifiers.items or () if qualifiers is not None else ()
    found = (element for item in items[:1] for element in item.elements if element.tag == UNIVERSAL_ENTITY_ID)
    return _text(next(found, None), charset)


def _text(element: Element | None, charset: CharacterSet) -> str | None:
    """A value as text, so that neither padding nor another way to write the same counts as a difference."""
    if element is None or element.value is None:
        return None
    vr = element.vr
    text = decode(element.value[:LONGEST], charset, vr).text.strip(" \0")
    if vr == "PN":
        return "=".join(group.rstrip(" ^") for group in text.split("=")).rstrip("=")
    if vr == "TM" and "." in text:
        return text.rstrip("0").rstrip(".")
    if vr == "IS" and INTEGER.fullmatch(text):
        return str(int(text))
    return text


def _digest(header: Header) -> tuple[str, bool]:
    """A digest in which VRs, byte order, padding and lengths have no part, and whether it tells of every value."""
    digest = blake2b(digest_size=16)
    is_whole = True
    little = header.encoding.little
    stack: list[tuple[Element, ...]] = [header.elements]
    while stack:
        parts: list[bytes] = []
        for element in stack.pop():
            tag, value = element.tag, element.value
            if tag & 0xFFFF == 0 or tag == DATA_SET_TRAILING_PADDING:
                continue
            if element.items is not None:
                parts.append(FRAME(tag, OF_ITEMS, len(element.items)))
                stack.extend(item.elements for item in element.items)
            elif value is None or element.fragments is not None:
                parts.append(FRAME(tag, ON_DISK, 0))
                is_whole = False
            else:
                if element.vr_known in STRING_VRS:
                    value = value.rstrip(b" \0")
                elif not little:
                    value = little_endian(value, element.vr, little=False)
                parts += (FRAME(tag, HELD, len(value)), value)
        parts.append(END)
        digest.update(b"".join(parts))
    return digest.hexdigest(), is_whole
