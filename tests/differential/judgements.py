"""Whether an error of dciodvfy is one of the mistakes of the list: the tests that its entries are made with."""

from pydicom import Dataset

from tests.differential.dependence import deciders, rows, tags_of
from tests.differential.kinds import Kind
from tests.differential.oracle import Remark
from tests.differential.scenes import Scene
from tests.differential.tree import NATIVE
from validator.engine.standard import iods

DEFLATED = "1.2.840.10008.1.2.1.99"
DEFLATED_FRAMES = "1.2.840.10008.1.2.8.1"
CUT_OFF = frozenset({"FIL056"})
PAIRED = frozenset(
    {
        "ANKLE", "ARM", "AXILLA", "BREAST", "CALCANEUS", "CALF", "CAROTID", "CLAVICLE", "EAR", "ELBOW", "EYE",
        "FEMUR", "FIBULA", "FINGER", "FOOT", "FOREARM", "HAND", "HIP", "HUMERUS", "KIDNEY", "KNEE", "LEG", "ORBIT",
        "OVARY", "PAROTID", "RADIUS", "SCAPULA", "SHOULDER", "TESTIS", "THIGH", "THUMB", "TIBIA", "TOE", "ULNA",
        "UPPERARM", "UPPERLEG", "WRIST", "ZYGOMA",
    }
)  # fmt: skip
"""Of the terms for Body Part Examined (PS3.16 annex L), those for a structure of which the body has two."""
UNPAIRED = frozenset(
    {
        "ABDOMEN", "AORTA", "BLADDER", "BRAIN", "CSPINE", "CHEST", "COCCYX", "COLON", "DUODENUM", "ESOPHAGUS",
        "GALLBLADDER", "HEAD", "HEART", "JAW", "LARYNX", "LIVER", "LSPINE", "MEDIASTINUM", "MOUTH", "NECK", "PANCREAS",
        "PELVIS", "PHARYNX", "PROSTATE", "RECTUM", "SKULL", "SPINE", "SPLEEN", "SSPINE", "STERNUM", "STOMACH",
        "TRACHEA", "TSPINE", "UTERUS", "VAGINA",
    }
)  # fmt: skip
"""And some of those for a structure of which it has one."""
PHOTOMETRIC_INTERPRETATION = "(0028,0004)"
DESCRIPTION = frozenset({0x00280002, 0x00280008, 0x00280010, 0x00280011, 0x00280100})
COUNTED_AGAINST = {
    Kind.FRAMES: frozenset({0x00280008}),
    Kind.OFFSETS: frozenset({0x00280008}),
    Kind.TILES: frozenset({0x00280008, 0x00280010, 0x00280011, 0x00480006, 0x00480007, 0x00480303}),
    Kind.LUT: frozenset({0x00281101, 0x00281102, 0x00281103, 0x00283002}),
    Kind.ANNOTATIONS: frozenset({0x006A0001, 0x006A000C}),
}
"""Which numbers something is counted against, by what is said of it."""
ALSO_DECIDE = {
    **dict.fromkeys([(0x00280002,), (0x00280100,), (0x00280101,), (0x00280102,)], frozenset({0x00280004})),
    (0x00209167,): frozenset({0x00209165}),
    (0x00700101,): frozenset({0x00700100, 0x00700102}),
}
"""Deciding attributes that the conditions of the tables do not name: Photometric Interpretation for the values of the
description of pixels (PS3.3 C.8.13.1), the pointer that a functional group is named for, and the other way to give the
shape of pixels (PS3.3 C.10.4)."""
SLIDE_GROUPS = ("(0048,021A)",)
PATIENT_GROUPS = ("(0020,9113)", "(0020,9116)")


def laterality_without_paired_part(remark: Remark, scene: Scene) -> bool:
    return (
        remark.path == "(0020,0060)"
        and remark.kind in (Kind.MISSING, Kind.NOT_PERMITTED)
        and str(scene.dataset.get("BodyPartExamined", ""))
        not in (UNPAIRED if remark.kind is not Kind.MISSING else PAIRED)
    )


def length_by_no_description(remark: Remark, scene: Scene) -> bool:
    if not remark.message.startswith("PixelData has incorrect value length"):
        return False
    numbers = [_number(scene.dataset, keyword) for keyword in ("Rows", "Columns", "SamplesPerPixel", "BitsAllocated")]
    return not all(numbers) or scene.has_error_at(DESCRIPTION)


def _number(dataset: Dataset, keyword: str) -> int:
    """The value of an attribute that holds one number; 0 where there is none."""
    try:
        return int(dataset.get(keyword))
    except (TypeError, ValueError, OverflowError):
        return 0


def other_forms_of_a_code(remark: Remark, scene: Scene) -> bool:
    return remark.kind is Kind.MISSING and remark.path.endswith((".(0008,0119)", ".(0008,0120)"))


def condition_on_what_is_wrong(remark: Remark, scene: Scene) -> bool:
    if remark.kind not in (Kind.MISSING, Kind.EMPTY, Kind.NOT_PERMITTED, Kind.ENUMERATED):
        return False
    tags = tags_of(remark.path)
    read = deciders(str(scene.dataset.get("SOPClassUID", "")), tags) | ALSO_DECIDE.get(tags[-1:], frozenset())
    return bool(read) and scene.has_error_at(read)


def count_against_no_number(remark: Remark, scene: Scene) -> bool:
    read = COUNTED_AGAINST.get(remark.kind, frozenset())
    return scene.has_error_at(read) and not scene.has_error_at(tags_of(remark.path)[-1:])


def encapsulated_taken_for_empty(remark: Remark, scene: Scene) -> bool:
    return remark.path == "(7FE0,0010)" and remark.kind is Kind.EMPTY and scene.syntax not in ("", *NATIVE)


def deflated(remark: Remark, scene: Scene) -> bool:
    return scene.syntax == DEFLATED


def sequence_that_may_be_empty(remark: Remark, scene: Scene) -> bool:
    said = [other.message for other in scene.opinion.remarks if other.path == remark.path]
    return (
        remark.kind in (Kind.ITEM_COUNT, Kind.MULTIPLICITY)
        and any(message.startswith("Bad Sequence number of Items = <0>") for message in said)
        and {row.type for row in _rows(remark, scene)} == {"3"}
    )


def group_of_other_coordinates(remark: Remark, scene: Scene) -> bool:
    on_slide = scene.dataset.get("PositionReferenceIndicator") == "SLIDE_CORNER"
    groups = PATIENT_GROUPS if on_slide else SLIDE_GROUPS
    return remark.kind is Kind.MISSING and remark.path.endswith(groups)


def cited_by_later_frames(remark: Remark, scene: Scene) -> bool:
    if remark.kind is not Kind.EVIDENCE or "present but Instance does not reference" not in remark.message:
        return False
    frames = scene.dataset.get("PerFrameFunctionalGroupsSequence") or ()
    return any(element.keyword == "ReferencedSOPInstanceUID" for frame in frames for element in frame.iterall())


def defined_term(remark: Remark, scene: Scene) -> bool:
    if remark.kind is not Kind.ENUMERATED or remark.path == PHOTOMETRIC_INTERPRETATION:
        return False
    kinds = {values.kind for row in _rows(remark, scene) for values in row.values}
    return kinds == {"defined"}


def allowed_otherwise(remark: Remark, scene: Scene) -> bool:
    if remark.kind is not Kind.NOT_PERMITTED:
        return False
    return any(row.condition is not None and row.condition.otherwise == ["always"] for row in _rows(remark, scene))


def open_list_of_scan_options(remark: Remark, scene: Scene) -> bool:
    return remark.path == "(0018,1060)" and remark.module == "MRImage" and remark.kind is Kind.NOT_PERMITTED


def shared_chroma(remark: Remark, scene: Scene) -> bool:
    is_shared = scene.dataset.get("PhotometricInterpretation") == "YBR_FULL_422"
    return is_shared and remark.message.startswith("PixelData has incorrect value length")


def behind_the_end(remark: Remark, scene: Scene) -> bool:
    return remark.kind is Kind.MISSING and any(finding.code in CUT_OFF for finding in scene.findings)


def arc_one_one(remark: Remark, scene: Scene) -> bool:
    return remark.message.startswith("Illegal root for UID uses non-existent ISO arc = <1.1")


def unknown_compression(remark: Remark, scene: Scene) -> bool:
    return scene.syntax == DEFLATED_FRAMES


def unused_frame_of_reference(remark: Remark, scene: Scene) -> bool:
    iod = iods.iod_of(str(scene.dataset.get("SOPClassUID", "")))
    usages = {module.usage for module in iod.modules if module.key == "frame-of-reference"} if iod else set()
    holds = scene.dataset.get("FrameOfReferenceUID") or scene.dataset.get("PositionReferenceIndicator")
    return remark.module == "FrameOfReference" and usages == {"U"} and not holds


def modality_of_a_capture(remark: Remark, scene: Scene) -> bool:
    return remark.path == "(0008,0060)" and remark.kind is Kind.EMPTY and "SCImage" in scene.opinion.iod


def both_lists_of_instances(remark: Remark, scene: Scene) -> bool:
    return remark.path == "(0008,1200)" and remark.kind is Kind.MISSING and scene.has_error_at({0x00081115})


def orientation_of_a_segmentation(remark: Remark, scene: Scene) -> bool:
    return remark.path == "(0020,0020)" and remark.kind is Kind.MISSING and scene.opinion.iod == "Segmentation"


def _rows(remark: Remark, scene: Scene) -> tuple[iods.Row, ...]:
    return rows(str(scene.dataset.get("SOPClassUID", "")), tags_of(remark.path))
