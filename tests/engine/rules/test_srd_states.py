"""SRD052 to SRD054."""

from pydicom.sequence import Sequence

from tests.build import ROOT
from tests.engine.rules.harness import allows, flags
from tests.engine.rules.presentations import FIRST, SECOND, annotation, area, images, line, series, state, window

STRANGER = f"{ROOT}.4.13"


def test_an_annotation_on_another_image():
    drawn = Sequence([annotation(line(1, 1, 5, 5), ReferencedImageSequence=images(FIRST, STRANGER))])
    flags(state(GraphicAnnotationSequence=drawn), ("SRD052", "(0070,0001)[0].(0008,1140)[1].(0008,1155)"))
    drawn = Sequence([annotation(line(1, 1, 5, 5), ReferencedImageSequence=images(FIRST))])
    allows("SRD052", state(GraphicAnnotationSequence=drawn))


def test_a_displayed_area_and_a_window_of_another_image():
    areas = Sequence([area(), area((1, 1), (5, 5), STRANGER)])
    flags(state(DisplayedAreaSelectionSequence=areas), ("SRD052", "(0070,005A)[1].(0008,1140)[0].(0008,1155)"))
    windows = Sequence([window(STRANGER)])
    flags(state(SoftcopyVOILUTSequence=windows), ("SRD052", "(0028,3110)[0].(0008,1140)[0].(0008,1155)"))


def test_two_windows_for_all_images():
    (finding,) = flags(state(SoftcopyVOILUTSequence=Sequence([window(), window()])), ("SRD053", "(0028,3110)"))
    assert "item 2 applies to an image" in finding.message
    allows("SRD053", state(SoftcopyVOILUTSequence=Sequence([window()])))


def test_a_window_for_each_image():
    allows("SRD053", state(SoftcopyVOILUTSequence=Sequence([window(FIRST), window(SECOND)])))
    flags(state(SoftcopyVOILUTSequence=Sequence([window(FIRST, SECOND), window(SECOND)])), ("SRD053", "(0028,3110)"))


def test_two_windows_for_frames_of_one_image():
    first, second = window(FIRST), window(FIRST)
    for item, frames in ((first, [1, 2]), (second, [3])):
        item.ReferencedImageSequence[0].ReferencedSOPClassUID = "1.2.840.10008.5.1.4.1.1.2.1"
        item.ReferencedImageSequence[0].ReferencedFrameNumber = frames
    allows("SRD053", state(SoftcopyVOILUTSequence=Sequence([first, second])))
    second.ReferencedImageSequence[0].ReferencedFrameNumber = [2, 3]
    flags(state(SoftcopyVOILUTSequence=Sequence([first, second])), ("SRD053", "(0028,3110)"))


def test_a_series_of_several_classes():
    mixed = series(FIRST, SECOND)
    mixed.ReferencedImageSequence[1].ReferencedSOPClassUID = "1.2.840.10008.5.1.4.1.1.4"
    flags(state(ReferencedSeriesSequence=Sequence([mixed])), ("SRD054", "(0008,1115)[0].(0008,1140)[1].(0008,1150)"))
    allows("SRD054", state())
