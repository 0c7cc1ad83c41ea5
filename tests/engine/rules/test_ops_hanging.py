"""OPS008 to OPS013."""

from pydicom import Dataset

from tests import build
from tests.engine.rules.harness import allows, flags

GOOD = build.file(build.ct())


def test_study_description_missing():
    flags(build.ct(StudyDescription=None), ("OPS008", "(0008,1030)"))
    allows("OPS008", GOOD)


def test_a_report_needs_no_description():
    allows("OPS008", build.sr(StudyDescription=None))


def test_body_part_missing():
    flags(build.ct(BodyPartExamined=None), ("OPS009", "(0018,0015)"))
    allows("OPS009", GOOD)


def test_an_anatomic_region_stands_in_for_the_body_part():
    region = [build.code("51185008", "SCT", "Chest")]
    allows("OPS009", build.ct(BodyPartExamined=None, AnatomicRegionSequence=region))


def test_series_number_missing():
    flags(build.file(build.sr(), raw={0x00200011: ("IS", b"")}), ("OPS010", "(0020,0011)"))
    allows("OPS010", build.sr())


def test_instance_number_missing():
    flags(build.ct(InstanceNumber=None), ("OPS011", "(0020,0013)"))
    allows("OPS011", GOOD)


def test_an_image_without_a_window():
    flags(build.ct(WindowCenter=None, WindowWidth=None), ("OPS012", "(0028,1050)"))
    allows("OPS012", GOOD)


def test_a_look_up_table_is_as_good_as_a_window():
    table = Dataset()
    table.LUTDescriptor = [1, 0, 16]
    table.LUTData = b"\0\0"
    allows("OPS012", build.ct(WindowCenter=None, WindowWidth=None, VOILUTSequence=[table]))


def test_colour_needs_no_window():
    allows("OPS012", build.colour())


def test_conversion_type_missing():
    flags(build.secondary_capture(ConversionType=None), ("OPS013", "(0008,0064)"))
    allows("OPS013", build.secondary_capture())
