"""UID008 and UID011: UIDs that PS3.6 gives out, and what they may stand for."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.subject import Hit, Value, reads
from validator.engine.rules.uid.roots import is_standard
from validator.engine.standard.uids import uid

OBJECTS = frozenset(
    {
        0x00020003,  # Media Storage SOP Instance UID
        0x00020012,  # Implementation Class UID
        0x00020100,  # Private Information Creator UID
        0x00041511,  # Referenced SOP Instance UID in File
        0x00080014,  # Instance Creator UID
        0x00080017,  # Acquisition UID
        0x00080018,  # SOP Instance UID
        0x00080019,  # Pyramid UID
        0x00081155,  # Referenced SOP Instance UID
        0x00083010,  # Irradiation Event UID
        0x00181002,  # Device UID
        0x0020000D,  # Study Instance UID
        0x0020000E,  # Series Instance UID
        0x00200052,  # Frame of Reference UID
        0x00200200,  # Synchronization Frame of Reference UID
        0x00200242,  # SOP Instance UID of Concatenation Source
        0x00209161,  # Concatenation UID
        0x00209164,  # Dimension Organization UID
        0x00400554,  # Specimen UID
        0x0040A171,  # Observation UID
        0x00620021,  # Tracking UID
        0x0070031A,  # Fiducial UID
        0x00880140,  # Storage Media File-set UID
        0x30060024,  # Referenced Frame of Reference UID
        0x300600C2,  # Related Frame of Reference UID
    }
)
"""What names one thing, which somebody made and gave a UID."""
CLASSES = frozenset(
    {
        0x00041510,  # Referenced SOP Class UID in File
        0x0004151A,  # Referenced Related General SOP Class UID in File
        0x0008001A,  # Related General SOP Class UID
        0x0008001B,  # Original Specialized SOP Class UID
        0x00080062,  # SOP Classes in Study
        0x00081150,  # Referenced SOP Class UID
        0x0008115A,  # SOP Classes Supported
        0x30100052,  # Pertinent SOP Classes in Study
        0x30100053,  # Pertinent SOP Classes in Series
    }
)
"""What says of which class other objects are."""
WELL_KNOWN_OBJECTS = (
    "Well-known frame of reference",
    "Synchronization Frame of Reference",
    "Well-known SOP Instance",
)
"""Types of PS3.6 annex A whose UIDs name an instance or a frame of reference."""
STANDARD = b"1.2.840.10008"
CLASS_TYPES = ("SOP Class", "Meta SOP Class")


@rule(
    "UID011",
    "The standard's root used for an instance",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute} lies under 1.2.840.10008, which only the standard may give out: make UIDs under a root of "
    "your own.",
    reference="PS3.5 9, PS3.6 A",
)
@reads("UI")
def standard_root(value: Value) -> Iterator[Hit]:
    """UIDs under 1.2.840.10008 are registered in PS3.6; nobody else may make any. Those that are registered name
    classes, encodings and the like, and hardly ever a single object.

    Why it matters
    The UID may come to mean something else in a later edition, and every system that borrows the root may make the
    same one. A reference that holds a class where an instance is wanted leads nowhere.

    Example
    A Study Instance UID "1.2.840.10008.20240229.1"; a Referenced SOP Instance UID that repeats the SOP Class.

    How to fix
    Give the writing system a registered root, or let it use UUIDs under 2.25 (PS3.5 B.2).
    """
    if value.tag in OBJECTS and STANDARD in value.raw and any(map(_is_borrowed, _uids(value))):
        yield Hit()


@rule(
    "UID008",
    "Reference to a class that is none",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute} is {name} ({type}), which is no SOP Class.",
    reference="PS3.6 A, PS3.3 10.3",
)
@reads("UI")
def not_a_class(value: Value) -> Iterator[Hit]:
    """The UID that should say of which class a cited object is stands for something else in the standard.

    Why it matters
    Archives ask for an object by class and instance. With the wrong class they do not find it, and viewers offer no
    tool for it.

    Example
    The UID of a Transfer Syntax as (0008,1150) Referenced SOP Class UID.

    How to fix
    Correct the system that writes the reference: the class is that of the cited object, (0008,0016) in its data set.
    """
    if value.tag in CLASSES:
        for text in _uids(value):
            entry = uid(text)
            if entry is not None and entry.name and entry.type not in CLASS_TYPES:
                yield Hit({"name": entry.name, "type": entry.type})
                return


def _uids(value: Value) -> list[str]:
    return [part.strip(" \0") for part in value.raw.decode("latin-1").split("\\")]


def _is_borrowed(text: str) -> bool:
    entry = uid(text)
    return is_standard(text) and (entry is None or entry.type not in WELL_KNOWN_OBJECTS)
