"""UID030, UID031 and UID035."""

import pytest
from pydicom import Dataset

from tests import build
from tests.engine.rules.harness import collection_allows, collection_flags, identity
from validator.engine.rules import check_collection

ROOT = build.ROOT
SIZE = 256 * 256 * 2
BLACK, MARKED, MARKED_BIG_ENDIAN = (start.ljust(SIZE, b"\0") for start in (b"", b"\1", b"\0\1"))
"""Pixel data that are left on disk."""

LOSSY = {
    "LossyImageCompression": "01",
    "LossyImageCompressionRatio": "10",
    "LossyImageCompressionMethod": "ISO_10918_1",
}


def instance(number: int, **attributes: object) -> tuple[str, Dataset]:
    """A file of the one series of the one study, with its own SOP Instance UID."""
    return f"{number}.dcm", build.ct(SOPInstanceUID=f"{ROOT}.4.{number}", InstanceNumber=number, **attributes)


def large(pixels: bytes, **attributes: object) -> Dataset:
    return build.ct(Rows=256, Columns=256, PixelData=pixels, **attributes)


def copies(code: str, *files: str) -> tuple[str, str, tuple[str, ...]]:
    return code, "(0008,0018)", files


def test_an_ordinary_series():
    series = [instance(number) for number in (1, 2, 3)]
    collection_allows("UID030", series)
    collection_allows("UID031", series)
    collection_allows("UID035", series)


def test_one_uid_for_two_contents():
    files = [
        instance(1),
        instance(2),
        ("changed.dcm", build.ct(SOPInstanceUID=f"{ROOT}.4.2", InstanceNumber=2, WindowWidth=80)),
    ]
    (finding,) = collection_flags(files, copies("UID030", "2.dcm", "changed.dcm"))
    assert finding.message.startswith("2 files carry")


def test_one_uid_for_two_pictures_that_are_left_on_disk():
    files = [("a.dcm", large(BLACK)), ("b.dcm", large(MARKED)), ("c.dcm", large(BLACK))]
    collection_flags(files, copies("UID030", "a.dcm", "b.dcm", "c.dcm"))


def test_one_uid_for_two_texts_that_are_left_on_disk():
    texts = [{0x00420011: ("OB", bytes([first]) + bytes(70_001))} for first in (1, 2)]
    files = [(f"{number}.dcm", build.file(build.sr(), raw=raw)) for number, raw in enumerate(texts)]
    collection_flags(files, copies("UID030", "0.dcm", "1.dcm"))


def test_the_same_instance_twice():
    files = [instance(1), instance(2), ("copy.dcm", instance(2)[1])]
    collection_flags(files, copies("UID031", "2.dcm", "copy.dcm"))


def test_the_same_large_picture_twice():
    collection_flags([("a.dcm", large(MARKED)), ("b.dcm", large(MARKED))], copies("UID031", "a.dcm", "b.dcm"))


@pytest.mark.parametrize(
    ("syntax", "pixels"),
    [(build.IMPLICIT_LITTLE, MARKED), (build.DEFLATED, MARKED), (build.EXPLICIT_BIG, MARKED_BIG_ENDIAN)],
)
def test_the_same_instance_in_two_encodings_is_the_same(syntax, pixels):
    files = [
        ("explicit.dcm", build.file(large(MARKED))),
        ("other.dcm", build.file(large(pixels), syntax=syntax)),
    ]
    collection_allows("UID030", files, copies("UID031", "explicit.dcm", "other.dcm"))


def test_the_same_frames_in_other_fragments_are_the_same():
    whole, pieces = build.compressed(b"\xff\xd8abcdef"), build.compressed(b"\xff\xd8ab", b"cdef", offsets=bytes(4))
    collection_flags([("a.dcm", whole), ("b.dcm", pieces)], copies("UID031", "a.dcm", "b.dcm"))


def test_copies_in_two_compressions_are_not_said_to_be_the_same_or_not():
    files = [
        ("jpeg.dcm", build.compressed(b"\xff\xd8ab")),
        ("rle.dcm", build.compressed(b"\xff\xd8ab", syntax=build.RLE, **LOSSY)),
    ]
    (finding,) = collection_flags(files, copies("UID035", "jpeg.dcm", "rle.dcm"))
    assert finding.message.endswith("because they are compressed in different ways.")


def test_one_picture_of_two_in_the_same_compression_is_enough_for_a_conflict():
    images = [build.compressed(b"\xff\xd8ab"), build.compressed(b"\xff\xd8cd")]
    collection_flags([("a.dcm", images[0]), ("b.dcm", images[1])], copies("UID030", "a.dcm", "b.dcm"))


def test_copies_that_cannot_be_read_again_are_not_said_to_be_the_same():
    (finding,) = check_collection(identity(large(BLACK), file=name) for name in ("a.dcm", "b.dcm"))
    assert (finding.code, finding.files) == ("UID035", ("a.dcm", "b.dcm"))
    assert finding.message.endswith("because not all of them could be read again.")


def test_only_files_that_their_headers_do_not_tell_apart_are_read_again():
    asked = []
    images = {
        "a": large(BLACK),
        "b": large(BLACK),
        "alone": large(BLACK, SOPInstanceUID=f"{ROOT}.4.2"),
        "in memory": build.ct(SOPInstanceUID=f"{ROOT}.4.3"),
        "also in memory": build.ct(SOPInstanceUID=f"{ROOT}.4.3"),
        "one window": large(BLACK, SOPInstanceUID=f"{ROOT}.4.4", WindowWidth=80),
        "another": large(BLACK, SOPInstanceUID=f"{ROOT}.4.4", WindowWidth=90),
    }
    check_collection((identity(image, file=name) for name, image in images.items()), content=asked.append)
    assert asked == ["a", "b"]
