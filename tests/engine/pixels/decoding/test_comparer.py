"""Pictures in every encoding, decoded and compared: equal where nothing was lost, measured where something was."""

import io
import struct
import zlib

import numpy as np
import pydicom
import pytest
from PIL import Image
from pydicom.dataset import Dataset

from tests import build
from tests.engine.pixels.decoding.conftest import Compare
from tests.engine.pixels.pictures import Frame, colours, compressed, described, native, scene
from validator.engine.header import Limits, scan
from validator.engine.model import SampleOutcome
from validator.engine.pixels.decoding import SampleComparer

imagecodecs = pytest.importorskip("imagecodecs", reason="the package imagecodecs is not installed here")

ROOT = "1.2.840.10008.1.2"
EXTENDED, LOSSLESS = f"{ROOT}.4.51", f"{ROOT}.4.70"
LS, LS_NEAR, J2K, J2K_ANY = f"{ROOT}.4.80", f"{ROOT}.4.81", f"{ROOT}.4.90", f"{ROOT}.4.91"
HTJ2K, UNCOMPRESSED, DEFLATED_FRAME = f"{ROOT}.4.201", f"{ROOT}.1.98", f"{ROOT}.8.1"
GREY = scene()
TWELVE = scene(most=4095)
SIXTEEN = scene(most=65535)
SIGNED = scene(most=2000, least=-1024)
RGB = colours()


def by_pillow(frame: Frame, **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(frame.astype("u1")).save(buffer, "JPEG", **options)
    return buffer.getvalue()


def lossless_jpeg(frame: Frame, bits: int = 16) -> bytes:
    kind = "u1" if bits <= 8 else "u2"
    return imagecodecs.jpeg8_encode((frame & ((1 << bits) - 1)).astype(kind), lossless=True, bitspersample=bits)


CASES = {
    "JPEG Lossless, 8 bits": (native(GREY), lossless_jpeg(GREY, 8), LOSSLESS, {}),
    "JPEG Lossless, 12 bits": (
        native(TWELVE, allocated=16, stored=12),
        lossless_jpeg(TWELVE, 12),
        LOSSLESS,
        {"allocated": 16, "stored": 12},
    ),
    "JPEG Lossless, signed": (
        native(SIGNED, allocated=16, is_signed=True),
        lossless_jpeg(SIGNED),
        LOSSLESS,
        {"allocated": 16, "is_signed": True},
    ),
    "JPEG-LS, 16 bits": (
        native(SIXTEEN, allocated=16),
        imagecodecs.jpegls_encode(SIXTEEN.astype("u2")),
        LS,
        {"allocated": 16},
    ),
    "JPEG-LS, colours": (native(RGB), imagecodecs.jpegls_encode(RGB.astype("u1")), LS, {}),
    "JPEG 2000, colours": (native(RGB), imagecodecs.jpeg2k_encode(RGB.astype("u1"), reversible=True), J2K, {}),
    "JPEG 2000, transformed colours": (
        native(RGB),
        imagecodecs.jpeg2k_encode(RGB.astype("u1"), reversible=True, mct=True),
        J2K,
        {"photometric": "YBR_RCT"},
    ),
    "JPEG 2000, signed": (
        native(SIGNED, allocated=16, is_signed=True),
        imagecodecs.jpeg2k_encode(SIGNED.astype("i2"), reversible=True),
        J2K,
        {"allocated": 16, "is_signed": True},
    ),
    "High-Throughput JPEG 2000": (
        native(SIXTEEN, allocated=16),
        imagecodecs.htj2k_encode(SIXTEEN.astype("u2"), reversible=True),
        HTJ2K,
        {"allocated": 16},
    ),
    "frames without compression": (native(GREY), GREY.astype("u1").tobytes(), UNCOMPRESSED, {}),
    "deflated frames": (native(GREY), zlib.compress(GREY.astype("u1").tobytes(), wbits=-15), DEFLATED_FRAME, {}),
}


@pytest.mark.parametrize("name", CASES)
def test_what_loses_nothing_is_equal(name: str, compare: Compare) -> None:
    before, codestream, syntax, description = CASES[name]
    frame = RGB if "colours" in name else GREY
    found = compare(before, compressed(codestream, of=[frame], syntax=syntax, **description))
    assert (found.outcome, found.reason, found.frames) == (SampleOutcome.EQUAL, "", 1)
    assert found.samples == frame.size


@pytest.mark.parametrize("name", CASES)
def test_one_other_sample_is_found_in_every_encoding(name: str, compare: Compare) -> None:
    before, codestream, syntax, description = CASES[name]
    frame = RGB if "colours" in name else GREY
    element = scan(before).get(0x7FE00010)
    changed = bytearray(before)
    changed[element.value_offset + 40] ^= 4
    found = compare(bytes(changed), compressed(codestream, of=[frame], syntax=syntax, **description))
    assert (found.outcome, found.samples_differing, found.largest) == (SampleOutcome.DIFFERENT, 1, 4)
    assert (found.frames, found.frames_differing, found.first_frame) == (1, 1, 1)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("MR_small.dcm", "MR_small_RLE.dcm"),
        ("MR_small.dcm", "MR_small_jp2klossless.dcm"),
        ("MR_small.dcm", "MR_small_jpeg_ls_lossless.dcm"),
        ("MR_small_bigendian.dcm", "MR_small_RLE.dcm"),
        ("rtdose.dcm", "rtdose_rle.dcm"),
        ("liver_1frame.dcm", "liver_expb_1frame.dcm"),
        ("SC_rgb_small_odd.dcm", "SC_rgb_small_odd_big_endian.dcm"),
    ],
)
def test_real_files_that_are_one_picture(before: str, after: str, bundled, comparer: SampleComparer) -> None:
    paths = bundled / before, bundled / after
    one, other = ((path, scan(path)) for path in paths)
    assert comparer.compare(one, other).outcome is SampleOutcome.EQUAL


@pytest.mark.parametrize(
    "name", ["SC_rgb_rle_16bit_2frame.dcm", "SC_rgb_rle_32bit_2frame.dcm", "SC_rgb_rle_2frame.dcm"]
)
def test_run_lengths_of_colours_decode_as_pydicom_does(name: str, bundled, compare: Compare) -> None:
    dataset = pydicom.dcmread(bundled / name)
    frames = dataset.pixel_array.astype(np.int64)
    found = compare((bundled / name).read_bytes(), native(*frames, allocated=dataset.BitsAllocated))
    assert (found.outcome, found.frames, found.samples) == (SampleOutcome.EQUAL, 2, frames.size)


@pytest.mark.parametrize("near", [1, 3])
def test_near_lossless_is_measured(near: int, compare: Compare) -> None:
    codestream = imagecodecs.jpegls_encode(GREY.astype("u1"), level=near)
    decoded = imagecodecs.jpegls_decode(codestream).astype(np.int64)
    found = compare(native(GREY), compressed(codestream, of=[GREY], syntax=LS_NEAR))
    gaps = np.abs(GREY - decoded)
    assert found.outcome is SampleOutcome.DIFFERENT
    assert (found.largest, found.samples_differing) == (near, np.count_nonzero(gaps))
    assert found.mean == pytest.approx(gaps.mean(), rel=1e-3)
    assert found.psnr == pytest.approx(10 * np.log10(255**2 / (gaps**2).mean()), abs=0.01)


def test_a_lossy_wavelet_and_cosines_of_twelve_bits_are_measured(compare: Compare) -> None:
    wavelet = imagecodecs.jpeg2k_encode(TWELVE.astype("u2"), level=40, bitspersample=12, reversible=False)
    cosines = imagecodecs.jpeg8_encode(TWELVE.astype("u2"), level=90, bitspersample=12)
    before = native(TWELVE, allocated=16, stored=12)
    for codestream, syntax in ((wavelet, J2K_ANY), (cosines, EXTENDED)):
        found = compare(before, compressed(codestream, of=[TWELVE], syntax=syntax, allocated=16, stored=12))
        assert found.outcome is SampleOutcome.DIFFERENT
        assert 0 < found.mean < found.largest < 400
        assert 35 < found.psnr < 80


def test_a_jpeg_and_what_another_decoder_made_of_it(compare: Compare) -> None:
    codestream = by_pillow(RGB, quality=90, subsampling="4:2:2")
    jpeg = compressed(codestream, of=[RGB], syntax=build.JPEG_BASELINE, photometric="YBR_FULL_422")
    with Image.open(io.BytesIO(codestream)) as image:
        decoded = np.asarray(image).astype(np.int64)
    found = compare(jpeg, native(decoded))
    assert (found.converted, found.upsampled) == (True, True)
    assert found.largest <= 1
    lossy = compare(native(RGB), jpeg)
    assert (lossy.outcome, lossy.converted) == (SampleOutcome.DIFFERENT, True)
    assert 20 < lossy.psnr < 50


def test_colours_of_another_space_are_converted_before_they_are_compared(compare: Compare) -> None:
    red, green, blue = (RGB[..., place] for place in range(3))
    luma = 0.299 * red + 0.587 * green + 0.114 * blue
    ybr = np.stack([luma, (blue - luma) / 1.772 + 128, (red - luma) / 1.402 + 128], axis=-1)
    found = compare(native(np.clip(np.round(ybr), 0, 255).astype(np.int64), photometric="YBR_FULL"), native(RGB))
    assert (found.converted, found.largest) == (True, 1)


def test_shared_chroma_is_for_both_pixels(bundled, compare: Compare) -> None:
    path = bundled / "SC_ybr_full_422_uncompressed.dcm"
    plain = pydicom.dcmread(path)
    words = np.frombuffer(plain.PixelData, "u1").reshape(100, 50, 4)
    full = np.concatenate([words[..., :2].reshape(100, 100, 1), np.repeat(words[..., 2:], 2, axis=1)], axis=2)
    found = compare(path.read_bytes(), native(full.astype(np.int64), photometric="YBR_FULL"))
    assert (found.outcome, found.converted) == (SampleOutcome.EQUAL, False)


def test_planes_are_the_same_samples(compare: Compare) -> None:
    planes = np.moveaxis(RGB, -1, 0).astype("u1").tobytes()
    assert compare(native(RGB), native(RGB, words=planes, PlanarConfiguration=1)).outcome is SampleOutcome.EQUAL
    other = compare(native(RGB), native(RGB, words=planes))
    assert other.outcome is SampleOutcome.DIFFERENT


def test_more_bits_for_the_same_numbers_are_the_same_samples(compare: Compare) -> None:
    found = compare(native(GREY), native(GREY, allocated=16, stored=8))
    assert (found.outcome, found.unused_bits_differ) == (SampleOutcome.EQUAL, False)


def test_bits_above_high_bit_are_no_samples(compare: Compare) -> None:
    overlay = (TWELVE | (1 << 12)).astype("<u2").tobytes()
    found = compare(native(TWELVE, allocated=16, stored=12), native(TWELVE, allocated=16, stored=12, words=overlay))
    assert (found.outcome, found.unused_bits_differ) == (SampleOutcome.EQUAL, True)


def test_a_sign_that_is_not_extended_is_the_same_sign(compare: Compare) -> None:
    extended = SIGNED.astype("<i2").tobytes()
    found = compare(
        native(SIGNED, allocated=16, stored=12, is_signed=True),
        native(SIGNED, allocated=16, stored=12, is_signed=True, words=extended),
    )
    assert (found.outcome, found.unused_bits_differ) == (SampleOutcome.EQUAL, True)


@pytest.mark.parametrize("limits", [Limits(), Limits(value=16)], ids=["held", "on disk"])
def test_the_frame_that_differs_is_named(limits: Limits, comparer: SampleComparer) -> None:
    frames = [scene(seed=number) for number in range(4)]
    others = [*frames[:2], frames[2] + (frames[2] < 100) * 5, frames[3]]
    files = native(*frames), native(*others, syntax=build.DEFLATED)
    found = comparer.compare(*((file, scan(file, limits=limits)) for file in files))
    assert (found.frames, found.frames_differing, found.first_frame, found.largest) == (4, 1, 3, 5)
    assert found.samples == 4 * GREY.size


def test_single_bits_are_packed_across_frames(compare: Compare) -> None:
    frames = [np.random.default_rng(number).integers(0, 2, (5, 7)) for number in range(3)]
    packed = np.packbits(np.concatenate([frame.ravel() for frame in frames]).astype("u1"), bitorder="little")
    before = native(*frames, allocated=1, words=packed.tobytes())
    frames[2] = 1 - frames[2]
    inverted = np.packbits(np.concatenate([frame.ravel() for frame in frames]).astype("u1"), bitorder="little")
    found = compare(before, native(*frames, allocated=1, words=inverted.tobytes()))
    assert (found.frames_differing, found.first_frame, found.samples_differing) == (1, 3, 35)


@pytest.mark.parametrize(("keyword", "kind"), [("FloatPixelData", "<f4"), ("DoubleFloatPixelData", "<f8")])
def test_floats_are_compared_as_numbers(keyword: str, kind: str, compare: Compare) -> None:
    values = np.array([[0.5, np.nan, -2.0], [1.0, 2.0, 3.0]])

    def file(values: np.ndarray) -> bytes:
        dataset = described([values], allocated=32)
        build.changed(dataset, PixelData=None, BitsStored=None, HighBit=None, PixelRepresentation=None)
        return build.file(build.changed(dataset, **{keyword: values.astype(kind).tobytes()}))

    assert compare(file(values), file(values)).outcome is SampleOutcome.EQUAL
    other = values.copy()
    other[1, 2] = 3.25
    found = compare(file(values), file(other))
    assert (found.samples_differing, found.largest, found.psnr) == (1, 0.25, None)
    other[0, 1] = 0.0
    assert compare(file(values), file(other)).samples_differing == 2


def test_frames_in_several_fragments_are_told_apart(compare: Compare) -> None:
    frames = [scene(seed=number) for number in range(2)]
    streams = [imagecodecs.jpegls_encode(frame.astype("u1")) for frame in frames]
    parts = [part for stream in streams for part in (stream[:100], stream[100:] + b"\0" * (len(stream) % 2))]
    table = struct.pack("<II", 0, 100 + 8 + len(parts[1]) + 8)
    for offsets in (table, b""):
        found = compare(native(*frames), compressed(*parts, of=frames, syntax=LS, offsets=offsets))
        assert (found.outcome, found.frames) == (SampleOutcome.EQUAL, 2)


def test_the_same_native_bytes_are_said_to_be_so_whatever_describes_them(compare: Compare) -> None:
    nine = np.arange(9).reshape(3, 3)
    found = compare(native(nine), native(nine, Rows=2))
    assert (found.outcome, found.same_bytes) == (SampleOutcome.EQUAL, True)
    assert not compare(native(nine), native(nine + 1, Rows=2)).same_bytes


def test_pictures_of_other_sizes_are_different_without_figures(compare: Compare) -> None:
    for after, reason in (
        (native(scene(16, 48)), "32 × 48 became 16 × 48 pixels"),
        (native(GREY, GREY), "1 frames became 2"),
    ):
        found = compare(native(GREY), after)
        assert (found.outcome, found.reason, found.samples) == (SampleOutcome.DIFFERENT, reason, 0)


def test_an_applied_palette_is_undecided(compare: Compare) -> None:
    found = compare(native(GREY, photometric="PALETTE COLOR"), native(RGB))
    assert (found.outcome, found.reason) == (
        SampleOutcome.UNDECIDED,
        "PALETTE COLOR became RGB, which is not compared here",
    )


def test_a_picture_without_a_description_is_undecided(compare: Compare) -> None:
    dataset: Dataset = described([GREY], Rows=None)
    dataset.PixelData = bytes(GREY.size)
    found = compare(native(GREY), build.file(dataset))
    assert (found.outcome, found.reason) == (SampleOutcome.UNDECIDED, "Rows is missing or not usable (after)")
