"""What the first bytes of a compressed frame say."""

from pathlib import Path

import pydicom
import pytest

from tests.engine.pixels.codestreams import jp2, jpeg, jpeg2000, jpeg_lossless, jpeg_ls
from validator.engine.header import scan
from validator.engine.pixels.codestream import Kind, frame_marker, is_component_transformed, kind, predictor
from validator.engine.pixels.extent import Extent, read_extent

FILES = Path(pydicom.__file__).parent / "data" / "test_files"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (jpeg(), Kind.JPEG),
        (jpeg_lossless(), Kind.JPEG),
        (jpeg_ls(), Kind.JPEG_LS),
        (jpeg2000(), Kind.JPEG_2000),
        (jp2(jpeg2000()), Kind.JP2),
        (b"\xff\x0a\0\0", Kind.JPEG_XL),
        (b"\0\0\x01\xb3", Kind.VIDEO),
        (b"\0\0\0\x18ftypmp42", Kind.VIDEO),
        (bytes(64), Kind.BLANK),
        (b"", Kind.UNKNOWN),
        (b"\xff", Kind.UNKNOWN),
        (b"GIF89a", Kind.UNKNOWN),
    ],
)
def test_kinds_are_told_by_their_first_bytes(head: bytes, expected: Kind):
    assert kind(head) is expected


def test_the_process_and_its_predictor():
    assert frame_marker(jpeg(marker=0xC2)) == 0xC2
    assert frame_marker(jpeg2000()) == 0
    assert predictor(jpeg_lossless(predictor=6, components=3)) == 6
    assert predictor(jpeg()) == 0


def test_a_head_that_is_cut_says_less_and_never_raises():
    for source in (jpeg(adobe=1), jpeg_ls(), jpeg_lossless(), jpeg2000(transformed=True), jp2(jpeg2000())):
        for length in range(len(source)):
            head = source[:length]
            assert kind(head) in Kind
            assert (frame_marker(head), predictor(head)) in (
                (0, 0),
                (frame_marker(source), 0),
                (frame_marker(source), predictor(source)),
            )
            assert is_component_transformed(head) in (None, is_component_transformed(source))


def test_whether_components_are_transformed():
    assert is_component_transformed(jpeg2000(transformed=True)) is True
    assert is_component_transformed(jpeg2000()) is False
    assert is_component_transformed(jpeg()) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("examples_jpeg2k.dcm", (Kind.JPEG_2000, True, Extent("JPEG 2000", 480, 640, 3, 8, is_subsampled=False))),
        ("JPGExtended.dcm", (Kind.JPEG, None, Extent("JPEG", 1024, 256, 1, 12, is_subsampled=False))),
        ("MR_small_jpeg_ls_lossless.dcm", (Kind.JPEG_LS, None, Extent("JPEG-LS", 64, 64, 1, 16, is_subsampled=False))),
        ("GDCMJ2K_TextGBR.dcm", (Kind.JP2, None, None)),
    ],
)
def test_real_codestreams(name: str, expected: tuple[Kind, bool | None, Extent | None]):
    path = next(iter(FILES.parent.rglob(name)))
    element = scan(path).get(0x7FE00010)
    assert element is not None
    assert element.fragments is not None
    head = element.fragments[1].head
    assert (kind(head), is_component_transformed(head), read_extent(head)) == expected
