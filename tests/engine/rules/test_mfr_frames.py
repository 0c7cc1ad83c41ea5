"""MFR001 to MFR009."""

from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build, multiframe
from tests.engine.rules.harness import allows, check, flags

SHARED = "(5200,9229)"
FRAMES = "(5200,9230)"
SDS, SDI = "SIEMENS MR SDS 01", "SIEMENS MR SDI 02"
PRIVATE = "1.3.12.2.1107.5.9.1"
GOOD = multiframe.segmentation()


def test_items_that_do_not_match_the_frames():
    odd = multiframe.segmentation()
    odd.PerFrameFunctionalGroupsSequence.append(multiframe.plane(4))
    (finding,) = flags(odd, ("MFR001", FRAMES))
    assert "has 4 items for 3 frames" in finding.message
    allows("MFR001", GOOD)


def test_an_instance_without_number_of_frames_has_one():
    odd = multiframe.segmentation(NumberOfFrames=None, PixelData=bytes(24))
    *_, finding = flags(odd, ("MFR001", FRAMES), ("IOD001", "(0028,0008)"))
    assert "has 3 items for 1 frame:" in finding.message


def test_items_beyond_the_end_of_a_file_are_not_missed():
    whole = build.file(multiframe.segmentation())
    cut = whole[: whole.rindex(b"\x20\x00\x13\x91")]
    assert [code for code in _codes(cut) if code.startswith("MFR")] == []


def test_a_group_in_both_places():
    odd = multiframe.segmentation(frames=2)
    measures = odd.SharedFunctionalGroupsSequence[0].PixelMeasuresSequence
    for frame in odd.PerFrameFunctionalGroupsSequence:
        frame.PixelMeasuresSequence = measures
    first, second = flags(odd, ("MFR002", f"{FRAMES}[0].(0028,9110)"), ("MFR002", f"{FRAMES}[1].(0028,9110)"))
    assert "item of frame 1 and" in first.message
    assert "item of frame 2 and" in second.message
    assert first.offset is not None
    allows("MFR002", GOOD)


def test_private_groups_of_one_tag_are_told_apart_by_their_creators():
    same, other = (_with_private_groups(creators) for creators in ((SDI, SDI), (SDS, SDI)))
    flags(same, ("MFR002", f"{FRAMES}[0].(0021,10FE)"))
    allows("MFR002", other)


def test_a_position_for_some_frames():
    odd = multiframe.segmentation()
    del odd.PerFrameFunctionalGroupsSequence[1].PlanePositionSequence
    (finding,) = flags(odd, ("MFR003", f"{FRAMES}[1].(0020,9113)"))
    assert "missing for 1 of 3 frames, the first of them frame 2:" in finding.message
    allows("MFR003", GOOD)


def test_groups_with_no_item_or_two():
    odd = multiframe.segmentation(SOPClassUID=PRIVATE)
    frame = odd.PerFrameFunctionalGroupsSequence[2]
    frame.PlanePositionSequence = Sequence([frame.PlanePositionSequence[0], frame.PlanePositionSequence[0]])
    odd.SharedFunctionalGroupsSequence[0].PixelMeasuresSequence = Sequence()
    _, none, two = flags(
        odd,
        ("UID016", "(0008,0016)"),
        ("MFR004", f"{SHARED}[0].(0028,9110)"),
        ("MFR004", f"{FRAMES}[2].(0020,9113)"),
    )
    assert "has no items" in none.message
    assert "has 2 items" in two.message
    allows("MFR004", multiframe.segmentation(SOPClassUID=PRIVATE), ("UID016", "(0008,0016)"))


def test_shared_groups_in_two_items():
    odd = multiframe.segmentation(SOPClassUID=PRIVATE)
    odd.SharedFunctionalGroupsSequence.append(Dataset())
    flags(odd, ("UID016", "(0008,0016)"), ("MFR004", SHARED))


def test_items_of_a_class_of_the_standard_are_counted_by_its_iod():
    odd = multiframe.segmentation()
    odd.SharedFunctionalGroupsSequence.append(Dataset())
    allows("MFR004", odd, ("IOD020", SHARED))


def test_frame_content_that_is_shared():
    odd = multiframe.segmentation(frames=1)
    odd.SharedFunctionalGroupsSequence[0].FrameContentSequence = odd.PerFrameFunctionalGroupsSequence[
        0
    ].FrameContentSequence
    del odd.PerFrameFunctionalGroupsSequence[0].FrameContentSequence
    flags(odd, ("MFR005", f"{SHARED}[0].(0020,9111)"))
    allows("MFR005", multiframe.segmentation(frames=1))


def test_attributes_beside_the_groups():
    odd = multiframe.segmentation()
    odd.PerFrameFunctionalGroupsSequence[0].SliceThickness = 2
    odd.SharedFunctionalGroupsSequence[0].RescaleSlope = 1
    places = (f"{SHARED}[0].(0028,1053)", f"{FRAMES}[0].(0018,0050)")
    flags(odd, *[("MFR006", place) for place in places], ("IOD041", ""))
    allows("MFR006", GOOD)


def test_group_lengths_and_private_creators_are_no_attributes_of_frames():
    allows("MFR006", _with_private_groups((SDS, SDI)))
    data = build.file(multiframe.segmentation(frames=1, SharedFunctionalGroupsSequence=None))
    shared = build.item(build.element(0x00280000, "UL", b"\0\0\0\0"))
    place = data.index(b"\x00\x52\x30\x92")
    found = _codes(data[:place] + build.sequence(0x52009229, shared) + data[place:])
    assert "MFR006" not in found


def test_an_impossible_number_of_frames_without_pixels():
    extended = ("IOD040", "(0028,0008)")
    flags(build.sr(NumberOfFrames=0), ("MFR007", "(0028,0008)"), extended)
    flags(build.sr(NumberOfFrames=-1), ("MFR007", "(0028,0008)"), extended)
    allows("MFR007", build.sr(NumberOfFrames=1), extended)
    assert "MFR007" not in _codes(build.file(multiframe.film(NumberOfFrames=0)))


def _codes(data: bytes) -> list[str]:
    return [finding.code for finding in check(data).findings]


def _with_private_groups(creators: tuple[str, str]) -> Dataset:
    dataset = multiframe.segmentation(frames=1)
    places = (dataset.SharedFunctionalGroupsSequence[0], dataset.PerFrameFunctionalGroupsSequence[0])
    for place, creator in zip(places, creators, strict=True):
        place.add_new(0x00210010, "LO", creator)
        place.add_new(0x002110FE, "SQ", Sequence([Dataset()]))
    return dataset
