"""What conditions may ask of the place where they are evaluated."""

from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build
from tests.engine.rules.conformance.tables import data_set, instance, tag
from tests.multiframe import item
from validator.engine.rules.conformance.place import Place
from validator.engine.standard.conditions import FRAME, ROOT

MODALITY, UID, CODE_MEANING = tag("Modality"), tag("ReferencedSOPInstanceUID"), tag("CodeMeaning")
IMAGES, PURPOSE = tag("ReferencedImageSequence"), tag("PurposeOfReferenceCodeSequence")
SHARED, PER_FRAME = tag("SharedFunctionalGroupsSequence"), tag("PerFrameFunctionalGroupsSequence")
FRAME_TYPE = (FRAME, tag("FrameType"))


def image(uid: str, *purposes: str) -> Dataset:
    made = item(ReferencedSOPInstanceUID=uid)
    made.PurposeOfReferenceCodeSequence = Sequence(build.code("1", "DCM", meaning) for meaning in purposes)
    return made


def group(*words: str) -> Dataset:
    """The functional groups of one frame: a Frame Type, if there is one."""
    made = Dataset()
    if words:
        made.CTImageFrameTypeSequence = Sequence([item(FrameType=list(words))])
    made.PlanePositionSequence = Sequence([item(ImagePositionPatient=[0, 0, 0])])
    return made


def enhanced(shared: Dataset, *frames: Dataset) -> Dataset:
    return data_set(
        SharedFunctionalGroupsSequence=Sequence([shared]), PerFrameFunctionalGroupsSequence=Sequence(frames)
    )


def value(place: Place, *reference: int) -> tuple[str, ...] | None:
    element = place.find(reference)
    return place.texts(element) if element else None


def test_references_lead_through_first_items():
    made = instance(data_set(ReferencedImageSequence=Sequence([image("1.2"), image("1.3")])))
    top = Place(made.top, made)
    assert value(top, 0, IMAGES, UID) == ("1.2",)
    assert value(top, 0, UID) is None
    assert value(top, 0, IMAGES, MODALITY) is None
    assert value(top, 0, MODALITY, UID) is None


def test_references_lead_to_the_levels_around():
    made = instance(data_set(Modality="CT", ReferencedImageSequence=Sequence([image("1.2"), image("1.3", "a")])))
    purpose = Place(made.top.items(IMAGES)[1].items(PURPOSE)[0], made)
    assert value(purpose, 0, CODE_MEANING) == ("a",)
    assert value(purpose, 1, UID) == ("1.3",)
    assert value(purpose, 2, MODALITY) == value(purpose, ROOT, MODALITY) == ("CT",)
    assert value(purpose, 3, MODALITY) is None
    assert value(purpose, 0, MODALITY) is None


def test_an_attribute_of_the_same_frame():
    made = instance(enhanced(group(), group("ORIGINAL"), group("DERIVED")))
    frames = made.top.items(PER_FRAME)
    assert value(Place(frames[0], made), *FRAME_TYPE) == ("ORIGINAL",)
    assert value(Place(frames[1], made), *FRAME_TYPE) == ("DERIVED",)
    assert value(Place(frames[1].items(tag("PlanePositionSequence"))[0], made), *FRAME_TYPE) == ("DERIVED",)


def test_an_attribute_that_the_frames_share():
    made = instance(enhanced(group("ORIGINAL"), group(), group()))
    assert value(Place(made.top.items(PER_FRAME)[1], made), *FRAME_TYPE) == ("ORIGINAL",)


def test_of_a_shared_group_the_first_frame_is_asked():
    made = instance(enhanced(group(), group("DERIVED"), group("ORIGINAL")))
    assert value(Place(made.top.items(SHARED)[0], made), *FRAME_TYPE) == ("DERIVED",)


def test_the_group_itself_may_be_asked_for():
    made = instance(enhanced(group(), group("DERIVED")))
    frame = Place(made.top.items(PER_FRAME)[0], made)
    assert frame.find((FRAME, tag("PlanePositionSequence"))) is not None
    assert frame.find((FRAME, tag("PlaneOrientationSequence"))) is None


def test_values_lose_their_padding():
    made = instance(
        build.file(
            data_set(),
            raw={
                0x00080008: ("CS", b" DERIVED \\ SECONDARY"),
                0x00080060: ("CS", b"CT\0\0"),
                0x00100040: ("CS", b"  "),
                0x00280002: ("US", b"\3\0"),
                0x00280103: ("US", b"\0\0"),
                0x00280009: ("AT", b"\x18\0\x63\x10\x54\0\x10\0"),
            },
        )
    )
    place = Place(made.top, made)
    assert value(place, 0, tag("ImageType")) == ("DERIVED", "SECONDARY")
    assert value(place, 0, MODALITY) == ("CT",)
    assert value(place, 0, tag("PatientSex")) == ()
    assert value(place, 0, tag("SamplesPerPixel")) == ("3",)
    assert value(place, 0, tag("PixelRepresentation")) == ("0",)
    assert value(place, 0, tag("FrameIncrementPointer")) == ("00181063", "00540010")


def test_what_was_asked_for_is_kept():
    made = instance(data_set(Modality="CT", PatientSex="M"))
    place = Place(made.top, made)
    place.find((0, tag("PatientSex")))
    assert made.consulted == set()
    value(place, 0, MODALITY)
    assert made.consulted == {MODALITY}


def test_codes_of_items_by_whichever_attribute_holds_them():
    long = item(LongCodeValue="1.2.840.10008.2.16.4", CodingSchemeDesignator="X", CodeMeaning="long")
    web = item(URNCodeValue="urn:oid:1.2", CodeMeaning="web")
    made = instance(data_set(ProcedureCodeSequence=Sequence([build.code("24627-2", "LN", "CT Chest"), long, web])))
    place = Place(made.top, made)
    element = place.find((0, tag("ProcedureCodeSequence")))
    assert element is not None
    assert place.codes(element) == {("24627-2", "LN"), ("1.2.840.10008.2.16.4", "X"), ("urn:oid:1.2", "")}
    assert {tag("CodeValue"), tag("CodingSchemeDesignator")} <= made.consulted


def test_whether_instances_are_cited_but_by_the_lists_of_references():
    listed = Sequence([item(ReferencedInstanceSequence=Sequence([image("1.2")]))])
    assert instance(data_set(ReferencedSeriesSequence=listed)).cites() is False
    assert instance(data_set(SourceImageSequence=Sequence([image("1.2")]))).cites() is True
    nested = Sequence([item(ReferencedImageSequence=Sequence([image("1.2")]))])
    assert instance(data_set(GraphicAnnotationSequence=nested)).cites() is True
    unnamed = Sequence([item(ReferencedSOPClassUID=build.CT_IMAGE)])
    assert instance(data_set(SourceImageSequence=unnamed)).cites() is True
    assert instance(data_set()).cites() is False
    assert instance(data_set(SourceImageSequence=Sequence([item()]))).cites() is None


def test_in_a_damaged_file_anything_may_be_unread():
    whole = instance(data_set())
    assert Place(whole.top, whole).is_unread((0, MODALITY)) is False
    cut = instance(data_set(), is_cut=True)
    assert Place(cut.top, cut).is_unread((0, MODALITY)) is True
