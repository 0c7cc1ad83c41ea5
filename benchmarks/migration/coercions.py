"""Twelve ways in which an archive changes what it was sent, each with the kinds of change that it is to be told by.

A way gets the instances of one study as the archive was sent them, changes them in place and yields what it planted:
the path and the kind of every attribute. Where references lead afterwards is told by ``citing``, for all ways at once.
"""

import datetime
import hashlib
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from benchmarks.migration.elements import PIXEL_DATA, Element, Item, walk
from benchmarks.migration.studies import DOCUMENTS, Instance

CHARACTER_SET, MODALITY, ACCESSION, PATIENT_NAME = 0x00080005, 0x00080060, 0x00080050, 0x00100010
PATIENT_ID, ISSUER, STUDY_DESCRIPTION, SERIES_NUMBER = 0x00100020, 0x00100021, 0x00081030, 0x00200011
STUDY, SERIES, INSTANCE = 0x0020000D, 0x0020000E, 0x00080018
SHIFTED = (0x00080020, 0x00080021, 0x00080022, 0x00080023)
DAYS = 37
ACCESSION_LIMIT = 16
"""Characters of an SH (PS3.5 6.2)."""


class Unit(StrEnum):
    """How much is changed together."""

    STUDY = "study"
    SERIES = "series"
    INSTANCE = "instance"


class Planted(NamedTuple):
    """A change of one attribute of one instance."""

    instance: Instance
    path: str
    kind: str


Coercion = Callable[[list[Instance], random.Random], Iterator[Planted]]


@dataclass(frozen=True, slots=True)
class Way:
    """One of the ways, and what it is done to."""

    name: str
    unit: Unit
    coerce: Coercion
    fits: Callable[[Sequence[Instance]], bool] = lambda _instances: True
    """Whether these instances of a study have what it changes."""


def _tag(tag: int) -> str:
    return f"({tag >> 16:04X},{tag & 0xFFFF:04X})"


def _prefix_patient_id(instances: list[Instance], _dice: random.Random) -> Iterator[Planted]:
    for instance in instances:
        instance.item[PATIENT_ID] = Element("LO", b"GH-" + instance.item[PATIENT_ID].value.rstrip())
        yield Planted(instance, _tag(PATIENT_ID), "value.prefixed")


def lengthen_accession(instances: list[Instance]) -> None:
    """Make Accession Number longer at the source than an SH may be, as it is where a register numbers its orders."""
    for instance in instances:
        instance.item[ACCESSION] = Element("SH", instance.item[ACCESSION].value.rstrip() + b"-GENERAL-01")


def _cut_accession(instances: list[Instance], _dice: random.Random) -> Iterator[Planted]:
    for instance in instances:
        instance.item[ACCESSION] = Element("SH", instance.item[ACCESSION].value[:ACCESSION_LIMIT])
        yield Planted(instance, _tag(ACCESSION), "value.truncated")


def _relabel(instances: list[Instance], _dice: random.Random) -> Iterator[Planted]:
    """Keep the bytes of texts, in UTF-8, and call them Latin-1."""
    for instance in instances:
        instance.item[CHARACTER_SET] = Element("CS", b"ISO_IR 100")
        yield Planted(instance, _tag(CHARACTER_SET), "charset.relabelled")
        for place in walk(instance.item):
            if place.element.vr in ("PN", "LO") and not place.element.value.isascii():
                yield Planted(instance, place.path, "charset.reinterpreted")


def _encode_twice(instances: list[Instance], _dice: random.Random) -> Iterator[Planted]:
    """Read the UTF-8 of the name as Latin-1, and write that as UTF-8."""
    for instance in instances:
        misread = instance.item[PATIENT_NAME].value.decode("latin-1")
        instance.item[PATIENT_NAME] = Element("PN", misread.encode())
        yield Planted(instance, _tag(PATIENT_NAME), "charset.double-encoded")


def _renew(instance: Instance, tag: int) -> None:
    digest = hashlib.sha256(instance.item[tag].value).digest()
    instance.item[tag] = Element("UI", f"2.25.{int.from_bytes(digest[:16], 'big')}".encode())


def _renew_uids(instances: list[Instance], _dice: random.Random) -> Iterator[Planted]:
    """New Study, Series and SOP Instance UIDs, and references that follow."""
    renewed = {}
    for instance in instances:
        for tag in (STUDY, SERIES, INSTANCE):
            old = instance.item[tag].value
            _renew(instance, tag)
            renewed[old] = instance.item[tag]
            yield Planted(instance, _tag(tag), "uid.regenerated")
    for instance in instances:
        for place in walk(instance.item):
            if "." in place.path and place.element.value in renewed:
                place.item[place.tag] = renewed[place.element.value]


def _leave_references(instances: list[Instance], _dice: random.Random) -> Iterator[Planted]:
    """New SOP Instance UIDs for the images, and documents that still cite the old ones."""
    for instance in instances:
        if instance.sop_class not in DOCUMENTS:
            _renew(instance, INSTANCE)
            yield Planted(instance, _tag(INSTANCE), "uid.regenerated")


def _drop_private(instances: list[Instance], _dice: random.Random) -> Iterator[Planted]:
    for instance in instances:
        for tag in sorted(_private(instance.item)):
            del instance.item[tag]
            yield Planted(instance, _tag(tag), "private.removed")


def _private(item: Item) -> set[int]:
    return {tag for tag in item if tag >> 16 & 1}


def _shift_dates(instances: list[Instance], _dice: random.Random) -> Iterator[Planted]:
    for instance in instances:
        for tag in SHIFTED:
            if tag in instance.item:
                day = datetime.datetime.strptime(instance.text(tag), "%Y%m%d") - datetime.timedelta(DAYS)
                instance.item[tag] = Element("DA", f"{day:%Y%m%d}".encode())
                yield Planted(instance, _tag(tag), "value.date-shifted")


def _add_issuer(instances: list[Instance], _dice: random.Random) -> Iterator[Planted]:
    for instance in instances:
        instance.item[ISSUER] = Element("LO", b"GENERAL")
        yield Planted(instance, _tag(ISSUER), "value.added")


def _describe_otherwise(instances: list[Instance], _dice: random.Random) -> Iterator[Planted]:
    for instance in instances:
        instance.item[STUDY_DESCRIPTION] = Element("LO", b"Imported study")
        yield Planted(instance, _tag(STUDY_DESCRIPTION), "value.replaced")


def _rewrite(instances: list[Instance], _dice: random.Random) -> Iterator[Planted]:
    """Explicit becomes Implicit VR Little Endian, or the reverse."""
    for instance in instances:
        instance.implicit = not instance.implicit
        yield Planted(instance, "", "encoding.vr")


def _damage_pixels(instances: list[Instance], dice: random.Random) -> Iterator[Planted]:
    """Other samples in the middle of the picture; the length stays."""
    for instance in instances:
        pixels = bytearray(instance.item[PIXEL_DATA].value)
        at = dice.randrange(len(pixels) // 4, len(pixels) // 2) // 2 * 2
        pixels[at : at + 64] = bytes(64)
        instance.item[PIXEL_DATA] = Element(instance.item[PIXEL_DATA].vr, bytes(pixels))
        yield Planted(instance, _tag(PIXEL_DATA), "pixel.altered")


def _remap_series(instances: list[Instance], _dice: random.Random) -> Iterator[Planted]:
    """Another Modality and another Series Number."""
    for instance in instances:
        instance.item[MODALITY] = Element("CS", b"OT")
        yield Planted(instance, _tag(MODALITY), "modality.remapped")
        instance.item[SERIES_NUMBER] = Element("IS", b"9" + instance.item[SERIES_NUMBER].value.rstrip() + b"7")
        yield Planted(instance, _tag(SERIES_NUMBER), "value.number")


def _has_pixels(instances: Sequence[Instance]) -> bool:
    return all(PIXEL_DATA in instance.item for instance in instances)


def _is_utf8(instances: Sequence[Instance]) -> bool:
    return instances[0].text(CHARACTER_SET) == "ISO_IR 192" if CHARACTER_SET in instances[0].item else False


def _cites(instances: Sequence[Instance]) -> bool:
    return any(instance.sop_class in DOCUMENTS for instance in instances)


WAYS = (
    Way("patient-id-prefixed", Unit.STUDY, _prefix_patient_id),
    Way("accession-number-cut", Unit.STUDY, _cut_accession),
    Way("character-set-relabelled", Unit.STUDY, _relabel, _is_utf8),
    Way("name-encoded-twice", Unit.STUDY, _encode_twice, _is_utf8),
    Way("uids-regenerated", Unit.STUDY, _renew_uids),
    Way("references-left-stale", Unit.STUDY, _leave_references, _cites),
    Way("private-attributes-dropped", Unit.SERIES, _drop_private, lambda series: bool(_private(series[0].item))),
    Way("dates-shifted", Unit.STUDY, _shift_dates),
    Way("issuer-added", Unit.STUDY, _add_issuer),
    Way("study-description-changed", Unit.STUDY, _describe_otherwise),
    Way("transfer-syntax-rewritten", Unit.SERIES, _rewrite),
    Way("pixel-data-damaged", Unit.INSTANCE, _damage_pixels, _has_pixels),
    Way("modality-and-number-changed", Unit.SERIES, _remap_series, _has_pixels),
)
"""The twelve of a migration; what a wrong character set does to names is shown in two ways."""
ACCESSION_WAY = WAYS[1]
