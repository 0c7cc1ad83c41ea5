"""OPS050 to OPS059."""

from pydicom import Dataset

from tests import build
from tests.engine.rules.harness import collection_allows, collection_flags

ROOT = build.ROOT
NUMBERS = "(0020,0013)"


def instance(uid: int, *, number: int, **attributes: object) -> tuple[str, Dataset]:
    """A file of the one series with this Instance Number."""
    return f"{uid}.dcm", build.ct(SOPInstanceUID=f"{ROOT}.4.{uid}", InstanceNumber=number, **attributes)


def numbered(*numbers: int) -> list[tuple[str, Dataset]]:
    return [instance(uid, number=number) for uid, number in enumerate(numbers, 1)]


def test_instance_numbers_that_repeat():
    (finding,) = collection_flags(numbered(1, 2, 2), ("OPS050", NUMBERS, ("2.dcm", "3.dcm")))
    assert finding.message.startswith("2 instances of one series")
    collection_allows("OPS050", numbered(1, 2, 3))


def test_the_same_instance_twice_does_not_repeat_its_number():
    files = [*numbered(1, 2), ("copy.dcm", numbered(1, 2)[1][1])]
    collection_allows("OPS050", files, ("UID031", "(0008,0018)", ("2.dcm", "copy.dcm")))


def test_numbers_that_are_left_out():
    (finding,) = collection_flags(numbered(1, 2, 4, 7, 8), ("OPS051", NUMBERS, ("2.dcm", "3.dcm")))
    assert "run from 1 to 8, but 3 between them are not there" in finding.message
    collection_allows("OPS051", numbered(3, 1, 2))


def test_a_few_instances_of_a_long_series_are_a_sample_and_no_gap():
    collection_allows("OPS051", numbered(1, 40, 90))


def test_two_series_with_one_number():
    other = instance(2, number=1, SeriesInstanceUID=f"{ROOT}.3.2")
    collection_flags([*numbered(1), other], ("OPS052", "(0020,0011)", ("1.dcm", "2.dcm")))
    collection_allows("OPS052", [*numbered(1), ("2.dcm", build.changed(other[1], SeriesNumber=2))])


def test_numbers_that_are_none_are_left_out_of_the_count():
    odd = build.file(
        build.ct(SOPInstanceUID=f"{ROOT}.4.9"), raw={0x00200013: ("IS", b"9" * 4500)}, MediaStorageSOPInstanceUID=""
    )
    collection_allows("OPS051", [*numbered(1, 2, 4), ("9.dcm", odd)])
