"""PIX115, PIX119 to PIX121 and PIX129."""

import pytest
from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build
from tests.engine.rules.harness import allows, check, flags
from tests.multiframe import NUCLEAR_MEDICINE

PATH = "(0008,0008)"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (["ORIGINAL", "PRIMARY"], "lacks value 3"),
        (["ORIGINAL", "PRIMARY", ""], "lacks value 3"),
        (["", "PRIMARY", "AXIAL"], "lacks value 1, which says ORIGINAL or DERIVED"),
        (["DERIVED", "", "AXIAL"], "lacks value 2, which says PRIMARY or SECONDARY"),
    ],
)
def test_a_ct_image_without_a_value(values: list[str], words: str):
    (finding,) = flags(build.ct(ImageType=values), ("PIX120", PATH))
    assert words in finding.message


def test_multi_energy_needs_a_fourth_value():
    axial = ["DERIVED", "PRIMARY", "AXIAL"]
    energy = {"MultienergyCTAcquisition": "YES"}
    assert codes(build.ct(ImageType=axial, **energy)) == {"PIX120"}
    assert codes(build.ct(ImageType=[*axial, "VMI"], **energy)) == set()


def test_nuclear_medicine_needs_four_values():
    def image(*values: str) -> set[str]:
        return codes(build.ct(SOPClassUID=NUCLEAR_MEDICINE, ImageType=list(values)))

    assert image("ORIGINAL", "PRIMARY", "STATIC") == {"PIX120"}
    assert image("ORIGINAL", "PRIMARY", "STATIC", "EMISSION") == set()


def codes(source: Dataset) -> set[str]:
    return {finding.code for finding in check(source).findings} & {"PIX120"}


def test_values_that_are_enough():
    allows("PIX120", build.ct())
    allows("PIX120", build.secondary_capture(ImageType=["DERIVED", "SECONDARY"]))


def test_text_in_a_picture_without_a_name():
    removed = {"PatientIdentityRemoved": "YES", "DeidentificationMethod": "A script"}
    flags(build.ct(BurnedInAnnotation="YES", **removed), ("PIX121", "(0028,0301)"))
    allows("PIX121", build.ct(BurnedInAnnotation="NO", **removed))
    allows("PIX121", build.ct(BurnedInAnnotation="YES"))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (["ORIGINAL", "PRIMARY", "ANGIO"], "has 3 values; an enhanced image has four"),
        (["ORIGINAL", "PRIMARY", "ANGIO", "NONE", "FFE"], "has 5 values"),
        (["ORIGINAL", "PRIMARY", "", "NONE"], "lacks value 3"),
        (["DERIVED", "PRIMARY", "ANGIO", ""], "lacks value 4"),
        (["ORIGINAL", "PRIMARY", "ANGIO", "MEAN"], "value 4 must be NONE"),
    ],
)
def test_enhanced_images_have_four_values(values: list[str], words: str):
    (finding,) = flags(enhanced(values), ("PIX129", PATH))
    assert words in finding.message


@pytest.mark.parametrize("values", [["ORIGINAL", "PRIMARY", "ANGIO", "NONE"], ["DERIVED", "PRIMARY", "ANGIO", "MEAN"]])
def test_four_values_of_an_enhanced_image(values: list[str]):
    allows("PIX129", enhanced(values))


def test_the_fourth_value_of_a_converted_image_may_be_empty():
    image = build.ct(SOPClassUID="1.2.840.10008.5.1.4.1.1.4.4", ImageType=["ORIGINAL", "PRIMARY", "ANGIO", ""])
    assert "PIX129" not in {finding.code for finding in check(image).findings}


def enhanced(values: list[str]) -> Dataset:
    """A spectrum without its data: of the enhanced classes the one without pixels."""
    spectrum = build.instance("1.2.840.10008.5.1.4.1.1.4.2", ImageType=values, Modality="MR")
    return build.changed(spectrum, SeriesDescription="Spectrum", BodyPartExamined="BRAIN")


def test_tomosynthesis_of_the_breast_may_have_a_fifth_value():
    values = ["ORIGINAL", "PRIMARY", "TOMOSYNTHESIS", "NONE", "LOW_ENERGY"]
    breast = enhanced(values)
    breast.SOPClassUID = "1.2.840.10008.5.1.4.1.1.13.1.3"
    assert "PIX129" not in {finding.code for finding in check(breast).findings}


def framed(*types: list[str]) -> Dataset:
    """A spectrum without its data, of as many frames as there are types."""
    spectrum = enhanced(["ORIGINAL", "PRIMARY", "ANGIO", "NONE"])
    spectrum.NumberOfFrames = len(types)
    spectrum.PerFrameFunctionalGroupsSequence = Sequence()
    for values in types:
        frame_type, frame = Dataset(), Dataset()
        frame_type.FrameType = values
        frame.MRSpectroscopyFrameTypeSequence = Sequence([frame_type])
        spectrum.PerFrameFunctionalGroupsSequence.append(frame)
    return spectrum


def test_a_frame_has_four_values_of_its_type():
    four = ["ORIGINAL", "PRIMARY", "ANGIO", "NONE"]
    path = "(5200,9230)[1].(0018,9227)[0].(0008,9007)"
    (finding,) = flags(framed(four, [*four, "FFE"], [*four, "SE"]), ("PIX115", path))
    assert finding.message.endswith("has five values (and 1 more like it); the type of a frame has four.")
    allows("PIX115", framed(four, four))


def test_fewer_values_are_told_by_the_dictionary():
    path = "(5200,9230)[0].(0018,9227)[0].(0008,9007)"
    flags(framed(["ORIGINAL", "PRIMARY", "ANGIO"]), ("VRV053", path))


@pytest.mark.parametrize("sop_class", ["1.2.840.10008.5.1.4.1.1.13.1.3", build.SECONDARY_CAPTURE])
def test_five_values_where_they_are_allowed(sop_class: str):
    source = framed(["ORIGINAL", "PRIMARY", "TOMOSYNTHESIS", "NONE", "LOW_ENERGY"])
    source.SOPClassUID = sop_class
    assert "PIX115" not in {finding.code for finding in check(source).findings}


def image_of(suffix: str, *values: str) -> Dataset:
    modality = {"66.4": "SEG", "77.1.6": "SM", "1.2": "MG"}.get(suffix, "DX")
    return build.ct(SOPClassUID=f"1.2.840.10008.5.1.4.1.1.{suffix}", Modality=modality, ImageType=list(values))


@pytest.mark.parametrize(
    ("image", "words"),
    [
        (image_of("66.4", "DERIVED", "PRIMARY", "LABEL"), "has 3 values; images of this class have 2"),
        (image_of("77.1.6", "ORIGINAL", "PRIMARY", "VOLUME", "NONE", "X"), "has 5 values; images of this class have 4"),
        (image_of("1.1", "ORIGINAL", "PRIMARY", "CHEST"), "has a third value, which is empty in digital radiographs"),
    ],
)
def test_values_that_a_class_does_not_have(image: Dataset, words: str):
    (finding,) = flags(image, ("PIX119", PATH))
    assert words in finding.message


@pytest.mark.parametrize(
    "image",
    [
        image_of("66.4", "DERIVED", "PRIMARY"),
        image_of("77.1.6", "ORIGINAL", "PRIMARY", "VOLUME", "NONE"),
        image_of("1.1", "ORIGINAL", "PRIMARY"),
        image_of("1.1", "ORIGINAL", "PRIMARY", "", "CHEST"),
        image_of("1.2", "ORIGINAL", "PRIMARY", "STEREO_PLUS"),
    ],
)
def test_values_that_a_class_has(image: Dataset):
    allows("PIX119", image)
