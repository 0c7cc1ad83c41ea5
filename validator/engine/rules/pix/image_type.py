"""PIX115, PIX119 to PIX121 and PIX129: Image Type and Frame Type, and text that is burned into the picture."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity, tag_text
from validator.engine.rules.subject import DataSet, Hit

IMAGE_TYPE, FRAME_TYPE, MULTI_ENERGY_CT_ACQUISITION = 0x00080008, 0x00089007, 0x00189361
BURNED_IN_ANNOTATION, PATIENT_IDENTITY_REMOVED = 0x00280301, 0x00120062
CT_IMAGE = "1.2.840.10008.5.1.4.1.1.2"
NUCLEAR_MEDICINE = "1.2.840.10008.5.1.4.1.1.20"
VALUES = {
    CT_IMAGE: 3,
    "1.2.840.10008.5.1.4.1.1.4": 3,  # MR Image
    "1.2.840.10008.5.1.4.1.1.12.1": 3,  # X-Ray Angiographic Image
    "1.2.840.10008.5.1.4.1.1.12.2": 3,  # X-Ray Radiofluoroscopic Image
    "1.2.840.10008.5.1.4.1.1.481.1": 3,  # RT Image
    NUCLEAR_MEDICINE: 4,
}
"""How many values the class of the object needs; of every other one two."""
ROOT = "1.2.840.10008.5.1.4.1.1"
LEGACY_CONVERTED = frozenset(f"{ROOT}.{suffix}" for suffix in ("2.2", "4.4", "128.1"))
_SUFFIXES = "2.1 4.1 4.2 4.3 6.2 6.3 12.1.1 12.2.1 13.1.1 13.1.2 13.1.3 14.1 14.2 30 130"
ENHANCED = LEGACY_CONVERTED | {f"{ROOT}.{suffix}" for suffix in _SUFFIXES.split()}
"""CT, MR, MR spectroscopy, MR in colour, ultrasound volume, photoacoustic, XA, XRF, X-ray in three dimensions, optical
coherence tomography within vessels, parametric maps and PET, as far as the section on Image Type and Frame Type holds
for them."""
BREAST_TOMOSYNTHESIS = f"{ROOT}.13.1.3"
"""Has a fifth value where contrast is used."""
SEGMENTATION, WHOLE_SLIDE = f"{ROOT}.66.4", f"{ROOT}.77.1.6"
MOST = {SEGMENTATION: 2, WHOLE_SLIDE: 4}
"""How many values the class of the object allows."""
RADIOGRAPHS = frozenset(f"{ROOT}.{suffix}" for suffix in ("1.1", "1.1.1", "1.3", "1.3.1"))
"""Digital X-ray images, intra-oral ones among them: those of the breast have a third value."""
MEANINGS = {
    1: "ORIGINAL or DERIVED",
    2: "PRIMARY or SECONDARY",
    3: "the kind of image that its SOP Class asks for",
    4: "what its SOP Class asks for besides",
}


@rule(
    "PIX115",
    "Frame Type with a fifth value",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has five values{others}; the type of a frame has four.",
    reference="PS3.3 C.8.16.1, C.8.12.4.1, C.8.21.6.1.1",
)
def frame_types(data_set: DataSet) -> Iterator[Hit]:
    """The type of a frame mirrors Image Type: origin, examination, flavor and derived contrast. Only in tomosynthesis
    of the breast a fifth value may follow. One finding is made for all frames.

    Why it matters
    Viewers sort the frames of an enhanced image by these values. A value that does not belong there moves the others,
    and frames of different contrast end up in one stack.

    Example
    ORIGINAL\\PRIMARY\\M_FFE\\M\\FFE, as in single-frame images.

    How to fix
    Correct the modality or the converter.
    """
    if data_set.sop_class == BREAST_TOMOSYNTHESIS or data_set.sop_class not in ENHANCED | {WHOLE_SLIDE}:
        return
    found = [
        (f"{path}[{number}].{tag_text(FRAME_TYPE)}", element.offset)
        for path, sequence in data_set.sequences
        for number, item in enumerate(sequence.items or ())
        for element in item.elements
        if element.tag == FRAME_TYPE and (element.value or b"").count(b"\\") == 4
    ]
    if found:
        path, offset = min(found, key=lambda place: place[1])
        yield Hit({"others": f" (and {len(found) - 1} more like it)" if found[1:] else ""}, path=path, offset=offset)


@rule(
    "PIX119",
    "Image Type with a value that its class does not have",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} {problem}.",
    reference="PS3.3 C.8.11.3.1.1, C.8.12.4.1.1, C.8.20.2",
)
def surplus_value(data_set: DataSet) -> Iterator[Hit]:
    """A segmentation has two values of Image Type, a whole slide image four. In digital radiographs the third value is
    empty.

    Why it matters
    Receivers compare Image Type with what their hanging protocols know. With a value of the vendor's own no rule fits,
    and the image is shown like any other.

    Example
    ORIGINAL\\PRIMARY\\CHEST for a digital radiograph.

    How to fix
    Drop the value. For a radiograph leave the third one empty and write the vendor's own values behind it.
    """
    values = data_set.values(IMAGE_TYPE)
    most = MOST.get(data_set.sop_class)
    if most is not None and len(values) > most:
        yield data_set.at(IMAGE_TYPE, problem=f"has {len(values)} values; images of this class have {most}")
    elif data_set.sop_class in RADIOGRAPHS and len(values) > 2 and values[2]:
        yield data_set.at(IMAGE_TYPE, problem="has a third value, which is empty in digital radiographs")


@rule(
    "PIX120",
    "Image Type without one of its values",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} lacks value {number}, which says {meaning}.",
    reference="PS3.3 C.7.6.1.1.2, C.8.2.1.1.1, C.8.3.1.1.1, C.8.4.9.1.1, C.8.7.1.1.1",
)
def missing_value(data_set: DataSet) -> Iterator[Hit]:
    """The first two values of Image Type are always there. For CT, MR, X-ray angiography, RT and nuclear medicine a
    third says what kind of image it is, for nuclear medicine and multi-energy CT a fourth what it shows.

    Why it matters
    Hanging protocols, reconstructions and statistics of dose tell localizers, maps and slices apart by these values.
    Without them a scout view is stacked among the slices.

    Example
    ORIGINAL\\PRIMARY for a CT localizer.

    How to fix
    Let the modality or the converter write the missing value: AXIAL or LOCALIZER for CT.
    """
    values = data_set.values(IMAGE_TYPE)
    if len(values) < 2:
        return  # missing, empty, or with too few values by the dictionary
    needed = VALUES.get(data_set.sop_class, 2)
    if data_set.sop_class == CT_IMAGE and data_set.text(MULTI_ENERGY_CT_ACQUISITION) == "YES":
        needed = 4
    absent = next((number for number in range(1, needed + 1) if number > len(values) or not values[number - 1]), None)
    if absent is not None:
        yield data_set.at(IMAGE_TYPE, number=absent, meaning=MEANINGS[absent])


@rule(
    "PIX121",
    "De-identified picture with burned-in text",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is YES, although (0012,0062) says that the patient's identity was removed: look at the "
    "picture.",
    reference="PS3.3 C.7.6.1, C.12.1.1.3, PS3.15 E.3.1",
)
def burned_in(data_set: DataSet) -> Iterator[Hit]:
    """The attributes of the patient were removed, and the image says of itself that enough is written in the picture to
    identify the patient.

    Why it matters
    The name leaves the house in the pixels, where no tool for headers looks.

    Example
    Ultrasound images that were anonymised by attributes only.

    How to fix
    Have the text blackened in the picture, and (0028,0301) set to NO afterwards. Do not send the image before.
    """
    if data_set.text(BURNED_IN_ANNOTATION) == "YES" and data_set.text(PATIENT_IDENTITY_REMOVED) == "YES":
        yield data_set.at(BURNED_IN_ANNOTATION)


@rule(
    "PIX129",
    "Image Type of an enhanced image",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} {problem}.",
    reference="PS3.3 C.8.16.1",
)
def enhanced(data_set: DataSet) -> Iterator[Hit]:
    """In enhanced multi-frame images Image Type has exactly four values: origin, examination, flavor and derived
    contrast. An original image has no derived contrast, and tomosynthesis of the breast may have a fifth value.

    Why it matters
    Viewers and post-processing choose by flavor and contrast which of the frames they take. A value in the wrong place
    hides a diffusion or perfusion series from them.

    Example
    ORIGINAL\\PRIMARY\\M_FFE\\M\\FFE from a scanner that keeps the values of its single-frame images.

    How to fix
    Correct the modality or the converter; a fourth value that says nothing is NONE.
    """
    values = data_set.values(IMAGE_TYPE)
    if data_set.sop_class not in ENHANCED or len(values) < 2:
        return
    most = 5 if data_set.sop_class == BREAST_TOMOSYNTHESIS else 4
    problem = _problem(values, is_legacy=data_set.sop_class in LEGACY_CONVERTED, most=most)
    if problem:
        yield data_set.at(IMAGE_TYPE, problem=problem)


def _problem(values: tuple[str, ...], *, is_legacy: bool, most: int) -> str:
    if not 4 <= len(values) <= most:
        return f"has {len(values)} values; an enhanced image has four"
    if not values[2]:
        return "lacks value 3, the flavor of the image"
    if not values[3]:
        return "" if is_legacy else "lacks value 4, the derived contrast, which is NONE where there is none"
    if values[0] == "ORIGINAL" and values[3] != "NONE":
        return "has a derived contrast, which an original image has not: value 4 must be NONE"
    return ""
