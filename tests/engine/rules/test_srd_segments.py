"""SRD070 to SRD072, SRD077 and SRD078."""

import pytest
from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build
from tests.engine.rules.harness import allows, check, flags

SEGMENTATION, LABEL_MAP = "1.2.840.10008.5.1.4.1.1.66.4", "1.2.840.10008.5.1.4.1.1.66.7"


def segmentation(*numbers: int, frames: tuple[int, ...] = (1,), kind: str = "BINARY") -> Dataset:
    """A segmentation with these segments and one frame for each entry of ``frames``, 8 by 8 pixels."""
    sop_class = LABEL_MAP if kind == "LABELMAP" else SEGMENTATION
    bits = 1 if kind == "BINARY" else 8
    image = build.instance(sop_class, Modality="SEG", SeriesDescription="Organs", SegmentationType=kind)
    build.changed(image, SamplesPerPixel=1, PhotometricInterpretation="MONOCHROME2", Rows=8, Columns=8)
    build.changed(image, BitsAllocated=bits, BitsStored=bits, HighBit=bits - 1, PixelRepresentation=0)
    image.NumberOfFrames = len(frames)
    image.LossyImageCompression = "00"
    image.SegmentSequence = Sequence([_segment(number) for number in numbers])
    image.PerFrameFunctionalGroupsSequence = Sequence([_frame(number) for number in frames])
    image.PixelData = bytes(8 * bits * len(frames))
    image["PixelData"].VR = "OB"
    return image


def _segment(number: int) -> Dataset:
    item = Dataset()
    item.SegmentNumber = number
    item.SegmentLabel = "Organ"
    item.SegmentAlgorithmType = "MANUAL"
    item.SegmentedPropertyCategoryCodeSequence = Sequence([build.code("123037004", "SCT", "Anatomical Structure")])
    item.SegmentedPropertyTypeCodeSequence = Sequence([build.code("10200004", "SCT", "Liver")])
    return item


def _frame(number: int) -> Dataset:
    identification = Dataset()
    identification.ReferencedSegmentNumber = number
    item = Dataset()
    item.SegmentIdentificationSequence = Sequence([identification])
    return item


def srd(image: Dataset) -> set[tuple[str, str]]:
    """What this family says; other families say more of these simple images."""
    return {(finding.code, finding.path) for finding in check(image).findings if finding.code.startswith("SRD")}


def test_segments_that_begin_with_two():
    (finding,) = flags(segmentation(2, frames=(2,)), ("SRD070", "(0062,0002)[0].(0062,0004)"))
    assert "is 2 in item 1" in finding.message
    allows("SRD070", segmentation(1))


def test_segments_with_a_gap():
    flags(segmentation(1, 3, frames=(1, 3)), ("SRD070", "(0062,0002)[1].(0062,0004)"))
    allows("SRD070", segmentation(1, 2, frames=(1, 2, 2)))


def test_label_maps_choose_their_numbers():
    allows("SRD071", segmentation(0, 7, 99, kind="LABELMAP"), *_unmatched())
    flags(segmentation(0, 7, 7, kind="LABELMAP"), ("SRD071", "(0062,0002)[2].(0062,0004)"), *_unmatched())


def _unmatched() -> tuple[tuple[str, str], ...]:
    """The frames of the label map name segment 1, which is not there."""
    return (("SRD072", "(5200,9230)[0].(0062,000A)[0].(0062,000B)"),)


def test_a_frame_of_an_unknown_segment():
    (finding,) = flags(segmentation(1, frames=(1, 2)), ("SRD072", "(5200,9230)[1].(0062,000A)[0].(0062,000B)"))
    assert "is 2, and no item of the Segment Sequence" in finding.message
    allows("SRD072", segmentation(1, 2, frames=(2, 1)))


@pytest.mark.parametrize("overlap", ["YES", "UNDEFINED"])
def test_a_label_map_that_overlaps(overlap: str):
    image = segmentation(1, kind="LABELMAP")
    flags(build.changed(image, SegmentsOverlap=overlap), ("SRD077", "(0062,0013)"))
    allows("SRD077", build.changed(image, SegmentsOverlap="NO"))
    allows("SRD077", build.changed(segmentation(1), SegmentsOverlap=overlap))


def test_a_frame_of_two_segments():
    image = segmentation(1, 2, frames=(1, 2))
    allows("SRD078", image)
    image.PerFrameFunctionalGroupsSequence[1].SegmentIdentificationSequence[0].ReferencedSegmentNumber = [1, 2]
    flags(image, ("SRD078", "(5200,9230)[1].(0062,000A)[0].(0062,000B)"))


def test_all_frames_of_an_unknown_segment():
    image = segmentation(1)
    image.SharedFunctionalGroupsSequence = Sequence([_frame(5)])
    image.PerFrameFunctionalGroupsSequence = Sequence([Dataset()])
    assert srd(image) == {("SRD072", "(5200,9229)[0].(0062,000A)[0].(0062,000B)")}


def test_segments_that_could_not_be_read_may_exist():
    whole = build.file(segmentation(1, frames=(1, 2)))
    assert "SRD072" not in {finding.code for finding in check(whole[:-40]).findings}
