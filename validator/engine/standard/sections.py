"""Where PS3.3 defines an attribute: the section of its module, for those that reports speak of most."""

from typing import NamedTuple

FILE_META_GROUP = 0x0002


class Section(NamedTuple):
    """A place in the standard."""

    number: str
    """``PS3.3 C.7.1.1``"""
    title: str


PATIENT = Section("PS3.3 C.7.1.1", "Patient Module")
STUDY = Section("PS3.3 C.7.2.1", "General Study Module")
PATIENT_STUDY = Section("PS3.3 C.7.2.2", "Patient Study Module")
SERIES = Section("PS3.3 C.7.3.1", "General Series Module")
FRAME_OF_REFERENCE = Section("PS3.3 C.7.4.1", "Frame of Reference Module")
EQUIPMENT = Section("PS3.3 C.7.5.1", "General Equipment Module")
IMAGE = Section("PS3.3 C.7.6.1", "General Image Module")
PLANE = Section("PS3.3 C.7.6.2", "Image Plane Module")
PIXEL = Section("PS3.3 C.7.6.3", "Image Pixel Module")
MULTI_FRAME = Section("PS3.3 C.7.6.6", "Multi-frame Module")
FUNCTIONAL_GROUPS = Section("PS3.3 C.7.6.16", "Multi-frame Functional Groups Module")
ACQUISITION = Section("PS3.3 C.7.10.1", "General Acquisition Module")
MODALITY_LUT = Section("PS3.3 C.11.1", "Modality LUT Module")
VOI_LUT = Section("PS3.3 C.11.2", "VOI LUT Module")
SOP_COMMON = Section("PS3.3 C.12.1", "SOP Common Module")
INSTANCE_REFERENCE = Section("PS3.3 C.12.2", "Common Instance Reference Module")
GENERAL_REFERENCE = Section("PS3.3 C.12.4", "General Reference Module")
SR_DOCUMENT = Section("PS3.3 C.17.2", "SR Document General Module")
SR_CONTENT = Section("PS3.3 C.17.3", "SR Document Content Module")
FILE_META = Section("PS3.10 7.1", "DICOM File Meta Information")
PRIVATE = Section("PS3.5 7.8", "Private Data Elements")
DICTIONARY = Section("PS3.6 6", "Registry of DICOM Data Elements")

ATTRIBUTES: dict[Section, tuple[int, ...]] = {
    PATIENT: (
        0x00100010, 0x00100020, 0x00100021, 0x00100024, 0x00100030, 0x00100032, 0x00100040, 0x00101000, 0x00101001,
        0x00101002, 0x00102160, 0x00104000, 0x00120062, 0x00120063, 0x00120064,
    ),
    STUDY: (
        0x0020000D, 0x00080020, 0x00080030, 0x00080050, 0x00080051, 0x00080090, 0x00081030, 0x00081032, 0x00081048,
        0x00081060, 0x00081110, 0x00200010,
    ),
    PATIENT_STUDY: (0x00081080, 0x00101010, 0x00101020, 0x00101030, 0x00102180, 0x00380010, 0x00380060),
    SERIES: (
        0x00080060, 0x0020000E, 0x00200011, 0x00200060, 0x00080021, 0x00080031, 0x00081050, 0x0008103E, 0x00081070,
        0x00081111, 0x00180015, 0x00181030, 0x00185100, 0x00400244, 0x00400245, 0x00400253, 0x00400254, 0x00400275,
    ),
    FRAME_OF_REFERENCE: (0x00200052, 0x00201040),
    EQUIPMENT: (
        0x00080070, 0x00080080, 0x00080081, 0x00081010, 0x00081040, 0x00081090, 0x00181000, 0x00181020, 0x00181050,
        0x00280120,
    ),
    IMAGE: (
        0x00080008, 0x00200013, 0x00200020, 0x00204000, 0x00280300, 0x00280301, 0x00282110, 0x00282112, 0x00282114,
    ),
    ACQUISITION: (0x00080022, 0x0008002A, 0x00080032, 0x00200012),
    PLANE: (0x00180050, 0x00200032, 0x00200037, 0x00201041, 0x00280030),
    PIXEL: (
        0x00280002, 0x00280004, 0x00280006, 0x00280010, 0x00280011, 0x00280034, 0x00280100, 0x00280101, 0x00280102,
        0x00280103, 0x00280106, 0x00280107, 0x00281101, 0x00281102, 0x00281103, 0x00281201, 0x00281202, 0x00281203,
        0x7FE00010,
    ),
    MULTI_FRAME: (0x00280008, 0x00280009),
    FUNCTIONAL_GROUPS: (0x52009229, 0x52009230),
    MODALITY_LUT: (0x00281052, 0x00281053, 0x00281054, 0x00283000),
    VOI_LUT: (0x00281050, 0x00281051, 0x00281055, 0x00283010),
    SOP_COMMON: (
        0x00080005, 0x00080012, 0x00080013, 0x00080014, 0x00080015, 0x00080016, 0x00080018, 0x00080201, 0x0018A001,
        0x01000410, 0x04000561, 0xFFFAFFFA,
    ),
    INSTANCE_REFERENCE: (0x00081115, 0x00081200),
    GENERAL_REFERENCE: (0x00081140, 0x0008114A, 0x00082111, 0x00082112),
    SR_DOCUMENT: (0x0040A370, 0x0040A372, 0x0040A375, 0x0040A385, 0x0040A491, 0x0040A493, 0x0040A525),
    SR_CONTENT: (0x0040A040, 0x0040A043, 0x0040A050, 0x0040A730),
}  # fmt: skip
"""Attributes at the top level of a data set."""
_section_of = {tag: section for section, tags in ATTRIBUTES.items() for tag in tags}


def section_of(tag: int) -> Section:
    """Where an attribute at the top level of a data set, or of the file meta, is defined; else its row in PS3.6."""
    if tag >> 16 == FILE_META_GROUP:
        return FILE_META
    if tag & 0x10000:
        return PRIVATE
    return _section_of.get(tag, DICTIONARY)
