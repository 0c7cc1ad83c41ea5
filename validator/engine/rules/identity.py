"""What the rules over a collection need to know of one instance."""

import re
from functools import lru_cache
from itertools import islice
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


IDENTIFYING = (
    0x00080016, 0x00080018, 0x0020000D, 0x0020000E, 0x00100020, ISSUER_OF_PATIENT_ID, 0x00080050, 0x00080005,
    0x00200011, 0x00200013, *PATIENT_ATTRIBUTES, *STUDY_ATTRIBUTES, *SERIES_ATTRIBUTES,
)  # fmt: skip
"""The attributes of an ``Identity``, in its order."""
LONGEST = 4096
"""Bytes of a value that count for identity; only hostile ones are longer."""
HELD, OF_ITEMS, ON_DISK = range(3)
FRAME = Struct("<IBI").pack
"""Before each value in a digest: tag, which of the above it is, how many bytes or items."""
END = FRAME(0, 0, 0)
"""After the elements of a data set or item."""
_latest: list[tuple[list[Element | None], CharacterSet | None, list[str | None]]] = [([], None, [])]
"""The elements that were read last, their character set, and their texts."""
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
    """Of all tags and of the values that the header holds in memory, however they are encoded; empty where it was not
    asked for."""
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


def identify(header: Header, *, file: str, digested: bool = True) -> Identity:
    """The identity of one instance; ``file`` is the name that findings cite.

    Only instances with the same SOP Instance UID are told apart by a digest, which costs more than all the rest.
    """
    charset = charset_of(header.elements)
    texts = iter(_texts(header, charset))
    pixels = header.get(PIXEL_DATA)
    digest, is_whole = _digest(header) if digested else ("", False)
    return Identity(
        file=file,
        sop_class=next(texts),
        sop_instance=next(texts),
        study=next(texts),
        series=next(texts),
        patient_id=next(texts),
        issuer=next(texts) or _universal_issuer(header, charset),
        accession=next(texts),
        charset=next(texts),
        series_number=next(texts),
        instance_number=next(texts),
        patient_values=tuple(islice(texts, len(PATIENT_ATTRIBUTES))),
        study_values=tuple(islice(texts, len(STUDY_ATTRIBUTES))),
        series_values=tuple(islice(texts, len(SERIES_ATTRIBUTES))),
        digest=digest,
        is_whole=is_whole,
        compression=header.declared_syntax or "" if pixels is not None and pixels.fragments is not None else "",
    )


def _texts(header: Header, charset: CharacterSet) -> list[str | None]:
    """The texts of ``IDENTIFYING``, in their order; of an element that the instance before had too, what it was."""
    elements = [*map(header.by_tag.get, IDENTIFYING)]
    (before, under, known) = _latest[0]
    if under is charset:
        texts = [
            text if element is other else _text(element, charset)
            for element, other, text in zip(elements, before, known, strict=True)
        ]
    else:
        texts = [_text(element, charset) for element in elements]
    _latest[:] = [(elements, charset, texts)]
    return texts


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
    return _read(element.value[:LONGEST], element.vr, charset)


@lru_cache(maxsize=2048)
def _read(value: bytes, vr: str, charset: CharacterSet) -> str:
    text = decode(value, charset, vr).text.strip(" \0")
    if vr == "PN":
        return "=".join(group.rstrip(" ^") for group in text.split("=")).rstrip("=")
    if vr == "TM" and "." in text:
        return text.rstrip("0").rstrip(".")
    if vr == "IS" and INTEGER.fullmatch(text):
        return str(int(text))
    return text


def _digest(header: Header) -> tuple[str, bool]:
    """A digest in which VRs, byte order, padding and lengths have no part, and whether it tells of every value."""
    from hashlib import blake2b

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
