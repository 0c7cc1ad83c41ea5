"""Headers cut out by the browser: the same as the engine's, to the byte, and nothing where it is not sure."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests import build
from validator.engine.header import Excerpt, scan
from validator.engine.model import PIXEL_DATA, FaultKind, Header
from validator.engine.pixels.digest import digest_pixels

pytestmark = pytest.mark.browser

CUT = """
async (bytes) => {
  const { excerpt, Unsure, NothingToLeaveOut } = await import("/static/js/intake/excerpt.js");
  const content = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
  try {
    const packed = new Uint8Array(await excerpt(new Blob([content])));
    return { excerpt: btoa(Array.from(packed, (byte) => String.fromCharCode(byte)).join("")) };
  } catch (error) {
    if (!(error instanceof Unsure)) throw error;
    return { reason: error.message, nothing: error instanceof NothingToLeaveOut };
  }
}
"""
WHOLE = {
    "ExplVR_BigEnd.dcm": "It is written in big endian.",
    "ExplVR_BigEndNoMeta.dcm": "It is no DICOM file with a preamble.",
    "ExplVR_LitEndNoMeta.dcm": "It is no DICOM file with a preamble.",
    "MR_small_bigendian.dcm": "It is written in big endian.",
    "MR_small_expb.dcm": "It is written in big endian.",
    "MR_truncated.dcm": "It seems damaged at byte 1488: a value reaches past the end.",
    "SC_rgb_jpeg.dcm": "It seems damaged at byte 356: no value representation stands here.",
    "SC_rgb_small_odd_big_endian.dcm": "It is written in big endian.",
    "UN_sequence.dcm": "It has no pixel data to leave out.",
    "empty_charset_LEI.dcm": "It has no pixel data to leave out.",
    "image_dfl.dcm": "Its data set is deflated.",
    "liver_expb_1frame.dcm": "It is written in big endian.",
    "meta_missing_tsyntax.dcm": "It does not say its transfer syntax.",
    "nested_priv_SQ.dcm": "It seems damaged at byte 228: its elements are not in order.",
    "no_meta.dcm": "It is no DICOM file with a preamble.",
    "no_meta_group_length.dcm": "It has no pixel data to leave out.",
    "priv_SQ.dcm": "It has no pixel data to leave out.",
    "reportsi.dcm": "It has no pixel data to leave out.",
    "reportsi_with_empty_number_tags.dcm": "It has no pixel data to leave out.",
    "rtdose_expb.dcm": "It is written in big endian.",
    "rtdose_expb_1frame.dcm": "It is written in big endian.",
    "rtplan.dcm": "It has no pixel data to leave out.",
    "rtplan_truncated.dcm": "It seems damaged at byte 1410: a value reaches past the end.",
    "rtstruct.dcm": "It is no DICOM file with a preamble.",
    "test-SR.dcm": "It has no pixel data to leave out.",
    "waveform_ecg.dcm": "It has no pixel data to leave out.",
}
"""What goes whole of the files that come with pydicom, and why."""

Cut = Callable[[bytes], dict[str, Any]]


@pytest.fixture
def cut(page: Page) -> Cut:
    page.goto("/cases/new/")

    def run(content: bytes) -> dict[str, Any]:
        answer: dict[str, Any] = page.evaluate(CUT, b64encode(content).decode())
        return answer

    return run


def expected(content: bytes, header: Header) -> bytes:
    """The excerpt by its contract, made from what the engine's own scanner says."""
    (element,) = [element for element in header.elements if element.tag in PIXEL_DATA]
    if element.fragments is None:
        gaps = [(element.value_offset, element.length)]
    else:
        gaps = [(each.offset + 8, each.length) for each in element.fragments[1:] if each.length]
    starts, ends = (0, *(at + length for at, length in gaps)), (*(at for at, _ in gaps), len(content))
    kept = b"".join(content[start:end] for start, end in zip(starts, ends, strict=True))
    told = {"size": len(content), "gaps": gaps, "pixels": digest_pixels(content, header)}
    head = json.dumps(told, separators=(",", ":")).encode()
    return b"DICMEXC1" + len(head).to_bytes(4, "little") + head + kept


def check(cut: Cut, content: bytes) -> Excerpt:
    """Hold the browser's excerpt of a file against the engine: its bytes, and what it scans to."""
    header = scan(content)
    packed = b64decode(cut(content)["excerpt"])
    assert packed == expected(content, header)
    read = scan(packed)
    assert read.meta == header.meta
    assert [each for each in read.elements if each.tag not in PIXEL_DATA] == [
        each for each in header.elements if each.tag not in PIXEL_DATA
    ]
    assert [fault.kind for fault in set(read.faults) - set(header.faults)] == [FaultKind.PIXELS_NOT_RECEIVED]
    assert digest_pixels(packed, read) == digest_pixels(content, header)
    return Excerpt.unpack(packed)


def test_the_files_that_come_with_pydicom(cut: Cut, bundled: Path) -> None:
    names = sorted(path.name for path in bundled.glob("*.dcm"))
    assert set(WHOLE) < set(names)
    assert len(names) - len(WHOLE) == 52
    for name in names:
        content = (bundled / name).read_bytes()
        if name in WHOLE:
            reason = WHOLE[name]
            assert cut(content) == {"reason": reason, "nothing": "no pixel data" in reason}, name
        else:
            check(cut, content)


def test_sequences_and_elements_around_the_pixel_data(cut: Cut) -> None:
    code = build.element(0x00080104, "LO", b"inside")
    inner = build.sequence(0x0040A730, build.item(code, length=build.UNDEFINED), length=build.UNDEFINED)
    icon = build.item(build.encapsulated(b"\xff\xd8icon\xff\xd9"), length=build.UNDEFINED)
    unknown = build.item(build.implicit(0x00080104, b"inside"), length=build.UNDEFINED)
    pieces = (
        build.file(build.ct(PixelData=None)),
        build.sequence(
            0x0040A730, build.item(inner), build.item(inner, length=build.UNDEFINED), length=build.UNDEFINED
        ),
        build.element(0x00410010, "LO", b"ACME"),
        build.element(0x00411001, "UN", unknown, length=build.UNDEFINED) + build.implicit(0xFFFEE0DD, b""),
        build.sequence(0x00880200, icon, length=build.UNDEFINED),
        build.element(0x7FE00010, "OW", bytes(range(48))),
        build.element(0xFFFCFFFC, "OB", bytes(10)),
    )
    excerpt = check(cut, b"".join(pieces))
    assert [length for _, length in excerpt.gaps] == [48]
    assert b"icon" in excerpt.kept


def test_encapsulated_pixel_data_with_and_without_an_offset_table(cut: Cut) -> None:
    fragments = [bytes([255, 216, number, 0]) * 5 for number in range(1, 4)]
    assert check(cut, build.compressed(*fragments, b"")).gaps[0][1] == 20
    table = b"".join(at.to_bytes(4, "little") for at in (0, 28, 56))
    assert len(check(cut, build.compressed(*fragments, offsets=table, syntax=build.RLE)).gaps) == 3


def test_the_other_pixel_data_and_encodings(cut: Cut) -> None:
    implicit = build.file(build.ct(), syntax=build.IMPLICIT_LITTLE)
    assert check(cut, implicit).pixels.startswith("b")
    floats = build.file(build.ct(PixelData=None)) + build.element(0x7FE00008, "OF", bytes(range(96)))
    assert check(cut, floats).pixels.startswith("n")


@pytest.mark.parametrize("spare", [0, 1, 5])
def test_pixel_data_of_several_parts(cut: Cut, spare: int) -> None:
    """Digested 4 MiB at a time, without the pad byte, as the engine does."""
    size = (4 << 20) + spare
    pixels = bytes(range(251)) * (size // 251 + 1)
    image = build.ct(Rows=1, Columns=1, BitsAllocated=8, BitsStored=8, HighBit=7, NumberOfFrames=size)
    image.PixelData = pixels[:size] + b"\0" * (size % 2)
    assert check(cut, build.file(image)).pixels.startswith("n")


def test_damage_of_any_kind_sends_the_file_whole(cut: Cut) -> None:
    sound = build.file(build.ct())
    header = scan(sound)
    (pixels,) = [element for element in header.elements if element.tag in PIXEL_DATA]
    first = header.elements[0].offset
    damaged = {
        sound[:-1]: "a value reaches past the end",
        sound + b"\0" * 8: "no value representation stands here",
        sound + sound[pixels.offset :]: "its elements are not in order",
        sound[:first] + sound[first + 4 : first + 8] + sound[first:]: "no value representation stands here",
        sound[: pixels.offset + 6] + b"\1" + sound[pixels.offset + 7 :]: "the reserved bytes of its length are in use",
        sound[:140] + b"\1" + sound[141:]: "the length of its File Meta Information is wrong",
    }
    for content, reason in damaged.items():
        assert reason in cut(content)["reason"]
    assert cut(sound.replace(b"1.2.840.10008.1.2.1\0", b"1.2.840.10008.1.2.7\0"))["reason"] == (
        "Its transfer syntax is not known here."
    )
    assert cut(b"")["reason"] == "It is no DICOM file with a preamble."
