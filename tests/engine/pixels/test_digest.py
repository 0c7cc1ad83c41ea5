"""One digest for the same pixels in every native transfer syntax, and the loss that a codestream admits."""

from array import array
from pathlib import Path

import pydicom
import pytest

from tests import build
from validator.engine.header import Limits, scan
from validator.engine.pixels.codestream import Coding, coding
from validator.engine.pixels.digest import described_length, digest_pixels, read_coding

FILES = Path(pydicom.__file__).parent / "data" / "test_files"
NATIVE = (build.EXPLICIT_LITTLE, build.IMPLICIT_LITTLE, build.DEFLATED)
ON_DISK = Limits(value=16)


def digest(content: bytes, limits: Limits) -> str:
    return digest_pixels(content, scan(content, limits=limits))


@pytest.mark.parametrize("limits", [Limits(), ON_DISK], ids=["held", "on disk"])
def test_the_native_syntaxes_agree(limits: Limits) -> None:
    pixels = array("H", range(24))
    files = [build.file(build.ct(PixelData=pixels.tobytes()), syntax=syntax) for syntax in NATIVE]
    pixels.byteswap()
    files.append(build.file(build.ct(PixelData=pixels.tobytes()), syntax=build.EXPLICIT_BIG))
    assert len({digest(content, limits) for content in files}) == 1
    assert digest(files[0], limits).startswith("n")


def test_other_samples_and_no_samples() -> None:
    one, other = (build.file(build.ct(PixelData=bytes([number]) * 48)) for number in (1, 2))
    assert digest(one, ON_DISK) != digest(other, ON_DISK)
    assert digest(one, ON_DISK).startswith("b")
    dataset = build.ct()
    del dataset.PixelData
    assert digest(build.file(dataset), ON_DISK) == ""


def test_a_large_value_is_read_in_pieces_with_the_same_result(monkeypatch: pytest.MonkeyPatch) -> None:
    content = build.file(build.ct(Rows=64, Columns=64, PixelData=bytes(range(256)) * 32), syntax=build.EXPLICIT_BIG)
    whole = digest(content, ON_DISK)
    monkeypatch.setattr("validator.engine.pixels.digest.CHUNK", 1000)
    assert digest(content, ON_DISK) == whole


def test_fragments_count_as_one_codestream() -> None:
    meta = build.with_group_length(build.element(0x00020010, "UI", build.RLE.encode() + b"\0"))

    def encapsulated(*fragments: bytes) -> bytes:
        return build.part10(build.encapsulated(*fragments), meta=meta)

    assert digest(encapsulated(b"abcd"), ON_DISK) == digest(encapsulated(b"ab", b"cd"), ON_DISK)
    assert digest(encapsulated(b"abcd"), ON_DISK) != digest(encapsulated(b"abce"), ON_DISK)
    assert digest(encapsulated(b"abcd"), ON_DISK).startswith("e")


def test_the_length_that_is_described() -> None:
    assert described_length(scan(build.file(build.ct()))) == 48
    assert described_length(scan(build.file(build.ct(NumberOfFrames=3)))) == 144
    assert described_length(scan(build.file(build.ct(Rows=None)))) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("JPEG2000.dcm", Coding.IRREVERSIBLE),
        ("MR_small_jp2klossless.dcm", Coding.REVERSIBLE),
        ("MR_small_jpeg_ls_lossless.dcm", Coding.REVERSIBLE),
        ("SC_rgb_jpeg_dcmtk.dcm", Coding.IRREVERSIBLE),
        ("JPEG-lossy.dcm", Coding.IRREVERSIBLE),
        ("MR_small_RLE.dcm", Coding.UNKNOWN),
        ("CT_small.dcm", Coding.UNKNOWN),
    ],
)
def test_codestreams_of_real_files(name: str, expected: Coding) -> None:
    path = FILES / name
    assert read_coding(path, scan(path)) is expected


@pytest.mark.parametrize(
    "head", [b"", b"\xff", b"\xff\xd8", b"\xff\xd8\xff\xda", b"\xff\x4f\xff\x51", b"\xff\xd8\xff\xc3\0\0"]
)
def test_a_damaged_head_is_unknown(head: bytes) -> None:
    assert coding(head) is Coding.UNKNOWN
