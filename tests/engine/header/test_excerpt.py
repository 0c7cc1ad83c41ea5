"""An excerpt scans as its file does, and what is no excerpt is refused."""

import json
from pathlib import Path

import pytest

from tests import build
from tests.engine.excerpts import sent
from tests.engine.header.mutations import damaged_files
from validator.engine.compare import outline
from validator.engine.header import Excerpt, NotKept, excerpt, read_value, scan
from validator.engine.header.excerpt import MAGIC, MOST_KEPT
from validator.engine.header.source import ExcerptReader
from validator.engine.model import FaultKind
from validator.engine.pixels.digest import digest_left_on_disk, digest_pixels
from validator.engine.rules import check_header, identify

PIXELS = 0x7FE00010
LARGE = bytes(range(256)) * 400


def image(pixels: bytes = LARGE) -> bytes:
    return build.file(build.ct(PixelData=None, Rows=256, Columns=len(pixels) // 512)) + build.element(
        PIXELS, "OW", pixels
    )


def encapsulated(bundled: Path) -> bytes:
    return (bundled / "SC_rgb_rle_2frame.dcm").read_bytes()


def test_every_file_and_its_excerpt_scan_alike(bundled: Path) -> None:
    seen = 0
    for path in bundled.rglob("*"):
        header = scan(path) if path.is_file() else None
        if header is None or not header.is_dicom:
            continue
        made = excerpt(path, header, pixels=digest_pixels(path, header))
        assert made is not None
        assert scan(made) == header, path.name
        assert scan(Excerpt.unpack(made.pack())) == header, path.name
        seen += 1
    assert seen > 100


def test_damaged_files_and_their_excerpts_scan_alike() -> None:
    for name, content in damaged_files(seed=7, count=300):
        header = scan(content)
        made = excerpt(content, header, pixels="")
        assert made is not None
        assert scan(made) == header, name


def test_long_values_are_left_out_and_said_to_be() -> None:
    content = image()
    header = scan(content)
    made = excerpt(content, header, pixels=digest_pixels(content, header))
    assert made is not None
    element = header.by_tag[PIXELS]
    assert made.gaps == ((element.value_offset, len(LARGE)),)
    assert len(made.kept) == len(content) - len(LARGE)
    with pytest.raises(NotKept):
        read_value(made, header, element)
    assert digest_pixels(made, header) == digest_pixels(content, header)


def test_an_excerpt_of_an_excerpt_is_that_one() -> None:
    first = Excerpt.unpack(sent(image()))
    assert excerpt(first, scan(first), pixels="n" + "0" * 32) is first


def test_what_is_too_large_has_no_excerpt() -> None:
    content = build.file(build.sr()) + bytes(MOST_KEPT)
    assert excerpt(content, scan(content), pixels="") is None


@pytest.mark.parametrize("pixels", [LARGE, bytes(range(256)) * 2], ids=["large", "small"])
def test_a_browser_leaves_native_pixels_out_whatever_their_size(pixels: bytes) -> None:
    content = image(pixels)
    header, claimed = scan(content), scan(sent(content))
    assert claimed.claimed_pixels == digest_pixels(content, header)
    assert claimed.by_tag[PIXELS].value is None
    assert [fault.kind for fault in claimed.faults] == [*(f.kind for f in header.faults), FaultKind.PIXELS_NOT_RECEIVED]
    assert claimed.elements[:-1] == header.elements[:-1]


def test_a_browser_leaves_fragments_out_and_keeps_their_table(bundled: Path) -> None:
    content = encapsulated(bundled)
    header, claimed = scan(content), scan(sent(content))
    before, after = header.by_tag[PIXELS], claimed.by_tag[PIXELS]
    assert after.value == before.value
    assert [part[:2] for part in after.fragments or ()] == [part[:2] for part in before.fragments or ()]
    assert {part.head for part in (after.fragments or ())[1:]} == {b""}


def test_the_report_differs_only_in_what_it_says_of_pixels(bundled: Path) -> None:
    for name in ("CT_small.dcm", "SC_rgb_rle_2frame.dcm", "JPEG2000.dcm", "SC_rgb_jpeg_gdcm.dcm", "MR_small_RLE.dcm"):
        content = (bundled / name).read_bytes()
        header, claimed = scan(content), scan(sent(content))
        whole, part = (check_header(each, file=name) for each in (header, claimed))
        lost = [finding for finding in whole.findings if finding not in part.findings]
        assert all(finding.code.startswith("PIX") for finding in lost), name
        added = [finding.code for finding in part.findings if finding not in whole.findings]
        assert added == ["FIL061"], name
        assert outline(claimed, sent(content), file=name)._replace(coding="") == outline(
            header, content, file=name
        )._replace(coding="")
        assert identify(claimed, file=name, digested=False) == identify(header, file=name, digested=False)


def test_two_claimed_ones_differ_where_their_digests_do() -> None:
    one, other = (sent(image(pixels)) for pixels in (LARGE, LARGE[::-1]))
    assert digest_left_on_disk(one, scan(one)) != digest_left_on_disk(other, scan(other))
    assert digest_left_on_disk(one, scan(one)) == digest_left_on_disk(one, scan(one))


def packed(size: int, gaps: object, kept: bytes, pixels: object = "") -> bytes:
    head = json.dumps({"size": size, "gaps": gaps, "pixels": pixels}).encode()
    return MAGIC + len(head).to_bytes(4, "little") + head + kept


@pytest.mark.parametrize(
    "content",
    [
        MAGIC,
        MAGIC + b"\xff\xff\xff\xff{}",
        MAGIC + b"\x02\0\0\0{}",
        MAGIC + b"\x04\0\0\0null",
        packed(10, [], b"123"),
        packed(10, [[3, 7]], b"1234"),
        packed(10, [[3, 5], [7, 2]], b"123"),
        packed(10, [[7, 2], [3, 1]], b"1234567"),
        packed(10, [[3, 0]], b"1234567890"),
        packed(10, [[-1, 5]], b"12345"),
        packed(10, [[3, 1e9]], b"12345"),
        packed(10, [[3, True]], b"123456789"),
        packed(10, [3, 7], b"123"),
        packed(1 << 70, [[0, 1 << 70]], b""),
        packed(10, [[3, 7]], b"123", pixels="n0"),
        packed(10, [[3, 7]], b"123", pixels="n" + "G" * 32),
        packed(10, [[3, 7]], b"123", pixels=7),
        packed(10, "[" * 5000, b"123"),
        MAGIC + (100_000).to_bytes(4, "little") + b"[" * 100_000,
    ],
)
def test_what_contradicts_itself_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="excerpt"):
        Excerpt.unpack(content)
    assert not scan(content).is_dicom


def test_a_claim_of_the_sender_stays_a_claim() -> None:
    own = Excerpt.unpack(sent(image()))._replace(is_claimed=False)
    assert Excerpt.unpack(own.pack()) == own
    assert scan(own.pack()).claimed_pixels == own.pixels
    assert scan(own).claimed_pixels == ""


def test_any_stretch_reads_as_in_the_file() -> None:
    content = bytes(range(1, 100))
    gaps = ((0, 3), (10, 5), (15, 5), (90, 9))
    zeroed = bytearray(content)
    for at, length in gaps:
        zeroed[at : at + length] = bytes(length)
    kept = b"".join(content[start:end] for start, end in ((3, 10), (20, 90)))
    reader = ExcerptReader(Excerpt(99, gaps, kept))
    for start in range(105):
        for length in range(12):
            assert reader.read(start, length) == bytes(zeroed[start : start + length])
            missing = any(start < at + size and at < start + length for at, size in gaps)
            assert reader.holds(start, min(length, max(0, 99 - start))) is not (missing and start < 99)
