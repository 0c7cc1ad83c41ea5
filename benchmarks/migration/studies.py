"""The studies of an archive: which there are, and the instances of each."""

import random
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from benchmarks.migration.elements import PIXEL_DATA, Element, Item, copied
from benchmarks.migration.people import Patient, patient
from benchmarks.migration.templates import (
    BASIC_TEXT_SR,
    CR,
    CT,
    DX,
    KEY_OBJECT_SELECTION,
    MAKERS,
    MG,
    MR,
    PRESENTATION_STATE,
    PT,
    US_MULTI_FRAME,
    Maker,
    template,
)

ROOT = "1.2.826.0.1.3680043.10.954.77"
FIRST_YEAR, LAST_YEAR = 2008, 2026
IMPLICIT_BEFORE = 2013
"""In earlier years one manufacturer wrote Implicit VR Little Endian."""
STUDIES_OF_A_PATIENT = 2
FULL_SIZE = 10_000
"""Archives of fewer instances get shorter series, so that they too have studies of every profile."""
CITED = 5
"""Instances that a document names at most."""
DOCUMENTS = (PRESENTATION_STATE, KEY_OBJECT_SELECTION, BASIC_TEXT_SR)
VOLUMES = (CT, MR, PT)
"""SOP Classes whose instances lie in a Frame of Reference."""


class Profile(NamedTuple):
    """A kind of examination."""

    series: tuple[tuple[str, int, int], ...]
    """SOP Class, and the least and the largest number of instances."""
    weight: int
    """How often it is drawn."""
    documents: float
    """How often it has a document of one of the classes."""


PROFILES = (
    Profile(((CT, 60, 160), (CT, 40, 120)), 15, 0.5),
    Profile(((MR, 3, 3), (MR, 20, 40), (MR, 20, 40), (MR, 24, 60)), 12, 0.4),
    Profile(((DX, 1, 2), (DX, 1, 1)), 25, 0.1),
    Profile(((CR, 1, 2),), 20, 0.1),
    Profile(((US_MULTI_FRAME, 4, 12),), 15, 0.1),
    Profile(((MG, 4, 4),), 10, 0.5),
    Profile(((CT, 60, 90), (PT, 60, 90)), 3, 0.8),
)


@dataclass(frozen=True, slots=True)
class Plan:
    """A study before it is made."""

    number: int
    series: tuple[tuple[str, int], ...]
    """SOP Class and number of instances."""

    @property
    def instances(self) -> int:
        return sum(count for _, count in self.series)

    @property
    def has_documents(self) -> bool:
        """Whether it has documents, which cite images."""
        return any(sop_class in DOCUMENTS for sop_class, _ in self.series)


@dataclass(slots=True)
class Instance:
    """One instance at one capture."""

    item: Item
    series: int
    """Which of its study, from 0."""
    sop_class: str
    implicit: bool
    name: str
    """Of its file, under the folder of the capture."""

    @property
    def uid(self) -> str:
        return self.text(0x00080018)

    def text(self, tag: int) -> str:
        """The value of an attribute of plain ASCII."""
        return self.item[tag].value.decode().rstrip("\0 ")


def plans(instances: int, seed: int) -> list[Plan]:
    """Studies with so many instances in all: the first ones of every profile, the others drawn."""
    dice = random.Random(f"{seed} plans")
    scale = min(1.0, instances / FULL_SIZE)
    found: list[Plan] = []
    left = instances
    while left:
        number = len(found)
        first = number < len(PROFILES)
        profile = PROFILES[number] if first else dice.choices(PROFILES, [profile.weight for profile in PROFILES])[0]
        series = [
            (sop_class, max(min(low, 2), round(dice.randint(low, high) * scale)))
            for sop_class, low, high in profile.series
        ]
        if first or dice.random() < profile.documents:
            series += [(document, dice.randint(1, 2)) for document in dice.sample(DOCUMENTS, 3 if first else 1)]
        found.append(Plan(number, tuple(_fitting(series, left))))
        left -= found[-1].instances
    return found


def _fitting(series: list[tuple[str, int]], left: int) -> Iterator[tuple[str, int]]:
    for sop_class, count in series:
        if left:
            yield sop_class, min(count, left)
            left -= min(count, left)


class _Study:
    """What the instances of one study share while they are made."""

    def __init__(self, plan: Plan, seed: int, pixels: tuple[int, int]) -> None:
        self.dice = random.Random(f"{seed} study {plan.number}")
        self.plan, self.seed, self.pixels = plan, seed, pixels
        # The studies of one patient are years apart, and no two on one day.
        who, visit = divmod(plan.number, STUDIES_OF_A_PATIENT)
        self.patient = patient(who, random.Random(f"{seed} patient {who}"))
        years = (LAST_YEAR - FIRST_YEAR) // STUDIES_OF_A_PATIENT
        year = FIRST_YEAR + visit * years + self.dice.randrange(years)
        self.date = f"{year}{self.dice.randint(1, 12):02}{self.dice.randint(1, 28):02}"
        self.hour = self.dice.randint(7, 18)
        self.maker = MAKERS[plan.number % len(MAKERS)]
        self.implicit = year < IMPLICIT_BEFORE and not self.maker.creators
        self.uid = f"{ROOT}.{MAKERS.index(self.maker)}.{self.date}.{plan.number}"
        self.frame_of_reference = f"{self.uid}.0"

    def elements(self) -> Item:
        """The General Study Module (PS3.3 C.7.2.1), beside what is told of the patient."""
        described = self.dice.choice(self.patient.region.descriptions)
        return {
            **self.patient.elements(),
            0x00080020: Element("DA", self.date.encode()),
            0x00080030: Element("TM", f"{self.hour:02}1500".encode()),
            0x00080050: Element("SH", f"A{self.date[2:4]}-{self.plan.number:07}".encode()),
            0x00080090: Element("PN", b"Kranz^Ada"),
            0x00081030: Element("LO", self.patient.text(described)),
            0x0020000D: Element("UI", self.uid.encode()),
            0x00200010: Element("SH", f"{self.plan.number}".encode()),
        }


def made(plan: Plan, seed: int, pixels: tuple[int, int]) -> list[Instance]:
    """The instances of a study as its source holds them; pixel data of between so many bytes."""
    study = _Study(plan, seed, pixels)
    shared = study.elements()
    instances: list[Instance] = []
    for number, (sop_class, count) in enumerate(plan.series):
        series = _series(study, number, sop_class) | shared
        for at in range(count):
            item = series | _instance(study, series, number, at, sop_class)
            if sop_class in DOCUMENTS:
                item |= _citing(sop_class, _cited(study.dice, instances), study.uid)
            elif sop_class == MR and number:
                item[0x00081140] = Element("SQ", items=(_citation(instances[0]),))
            name = f"{study.patient.identifier}/{study.date}/{number + 1}/{at + 1:05}.dcm"
            instances.append(Instance(item, number, sop_class, study.implicit, name))
    return instances


def copied_instance(instance: Instance, name: str) -> Instance:
    """The same instance at another capture; what is changed of it changes nothing of this one."""
    return replace(instance, item=copied(instance.item), name=name)


@cache
def _template(sop_class: str, maker: Maker, pixels: int) -> Item:
    return template(sop_class, maker, pixels)


def _series(study: _Study, number: int, sop_class: str) -> Item:
    """The General Series and Equipment Modules (PS3.3 C.7.3.1, C.7.5.1)."""
    time = f"{study.hour:02}{20 + number:02}00".encode()
    item = dict(_template(sop_class, study.maker, study.dice.randint(*study.pixels) // 1024 * 1024))
    modality = item[0x00080060].value.decode().strip()
    item |= {
        0x00080021: Element("DA", study.date.encode()),
        0x00080031: Element("TM", time),
        0x0008103E: Element("LO", f"{modality} series {number + 1}".encode()),
        0x00081010: Element("SH", f"{modality}{study.plan.number % 3 + 1:02}".encode()),
        0x0020000E: Element("UI", f"{study.uid}.{number + 1}".encode()),
        0x00200011: Element("IS", str(number + 1).encode()),
    }
    if sop_class in VOLUMES:
        item[0x00200052] = Element("UI", study.frame_of_reference.encode())
    return item


def _instance(study: _Study, series: Item, number: int, at: int, sop_class: str) -> Item:
    time = Element("TM", f"{study.hour:02}{20 + number:02}{at % 60:02}.{at // 60:03}".encode())
    date = Element("DA", study.date.encode())
    item = {
        0x00080018: Element("UI", f"{study.uid}.{number + 1}.{at + 1}".encode()),
        0x00200013: Element("IS", str(at + 1).encode()),
    }
    if sop_class == PRESENTATION_STATE:
        return item | {0x00700082: date, 0x00700083: time}
    item |= {0x00080023: date, 0x00080033: time}
    if sop_class not in DOCUMENTS:
        item |= {0x00080022: date, 0x00080032: time}
    if sop_class in VOLUMES:
        place = f"{-300 + 2.5 * at:.3f}"
        item[0x00200032] = Element("DS", f"-180.0\\-180.0\\{place}".encode())
        item[0x00201041] = Element("DS", place.encode())
    if sop_class == PT:
        item[0x00541330] = Element("US", struct.pack("<H", at + 1))
    if PIXEL_DATA in series:
        item[PIXEL_DATA] = _own_picture(series[PIXEL_DATA], (study.plan.number, number, at))
    return item


def _own_picture(noise: Element, number: tuple[int, int, int]) -> Element:
    """No two pictures are alike: the place of the instance in the archive is written into the first pixels."""
    own = struct.pack("<IHH", *number)
    if noise.vr == "OW":
        own = b"".join(bytes((byte, 0)) for byte in own)
    return Element(noise.vr, own + noise.value[len(own) :])


def _cited(dice: random.Random, instances: list[Instance]) -> list[Instance]:
    """Images of one series of the study."""
    images = [instance for instance in instances if not instance.series]
    return sorted(dice.sample(images, min(CITED, len(images))), key=lambda image: image.name)


def _citation(instance: Instance) -> Item:
    return {0x00081150: instance.item[0x00080016], 0x00081155: instance.item[0x00080018]}


def _citing(sop_class: str, images: list[Instance], study: str) -> Item:
    """How a document of this class names images: their series, their study, each of them (PS3.3 C.17.2, C.11.11)."""
    if sop_class == PRESENTATION_STATE:
        return {0x00081115: Element("SQ", items=(_cited_series(images, 0x00081140),))}
    evidence = {
        0x00081115: Element("SQ", items=(_cited_series(images, 0x00081199),)),
        0x0020000D: Element("UI", study.encode()),
    }
    citing: Callable[[Instance], Item] = _content if sop_class == KEY_OBJECT_SELECTION else _inferred
    contents = tuple(map(citing, images))
    return {0x0040A375: Element("SQ", items=(evidence,)), 0x0040A730: Element("SQ", items=contents)}


def _cited_series(images: list[Instance], tag: int) -> Item:
    cited = Element("SQ", items=tuple(map(_citation, images)))
    return {tag: cited, 0x0020000E: images[0].item[0x0020000E]}


def _content(image: Instance) -> Item:
    """A Content Item of type IMAGE (PS3.3 C.17.3)."""
    return {
        0x0040A010: Element("CS", b"CONTAINS"),
        0x0040A040: Element("CS", b"IMAGE"),
        0x00081199: Element("SQ", items=(_citation(image),)),
    }


def _inferred(image: Instance) -> Item:
    """A sentence of a report, and the image that it was inferred from."""
    from_image = _content(image) | {0x0040A010: Element("CS", b"INFERRED FROM")}
    concept = {
        0x00080100: Element("SH", b"121071"),
        0x00080102: Element("SH", b"DCM"),
        0x00080104: Element("LO", b"Finding"),
    }
    return {
        0x0040A010: Element("CS", b"CONTAINS"),
        0x0040A040: Element("CS", b"TEXT"),
        0x0040A043: Element("SQ", items=(concept,)),
        0x0040A160: Element("UT", b"Nothing unusual."),
        0x0040A730: Element("SQ", items=(from_image,)),
    }


def patient_of(plan: Plan, seed: int) -> Patient:
    """Whose study it is."""
    who = plan.number // STUDIES_OF_A_PATIENT
    return patient(who, random.Random(f"{seed} patient {who}"))
