"""What decoding and comparing pixel data costs in the child, by codec."""

import resource
from collections.abc import Callable, Sequence
from io import BytesIO

import imagecodecs
import numpy as np
import pydicom
from pydicom.encaps import encapsulate
from pydicom.uid import (
    UID,
    ExplicitVRLittleEndian,
    HTJ2KLossless,
    JPEG2000Lossless,
    JPEGLosslessSV1,
    JPEGLSLossless,
    RLELossless,
)

from benchmarks.series import CT
from validator.engine.header import scan
from validator.engine.pixels.decoding import SampleComparer

TILES = 8
"""The bundled CT image has 128 × 128 pixels; frames here have so many of them in each direction."""
FRAMES = 8
Frames = Sequence[np.ndarray]


def measure_decoding(say: Callable[[str, str], None]) -> None:
    """Print what comparing a native picture of several frames with the same one in each codec takes, in CPU time."""
    tile = pydicom.dcmread(CT).pixel_array
    frames = [np.tile(tile, (TILES, TILES)) + number for number in range(FRAMES)]
    size = sum(frame.nbytes for frame in frames) / 1e6
    start = _child_seconds(_native([tile]), _native([tile + 1]))
    say("decoder started, one pair of 32 kB", f"{start:.3f} s CPU")
    plain = _native(frames)
    others = {"native": _native([frame + 1 for frame in frames])} | {
        syntax.keyword: _compressed(frames, syntax)
        for syntax in (RLELossless, JPEGLosslessSV1, JPEGLSLossless, JPEG2000Lossless, HTJ2KLossless)
    }
    for name, other in others.items():
        seconds = (_child_seconds(plain, other) - start) / size
        say(f"samples, native to {name}", f"{seconds * 1e3:.2f} ms CPU a megabyte")


def _child_seconds(before: bytes, after: bytes) -> float:
    """CPU time of a child that compares one pair, the best of three."""
    sides = [(content, scan(content)) for content in (before, after)]
    best = float("inf")
    for _ in range(3):
        used = _children()
        with SampleComparer() as comparer:
            comparer.compare(sides[0], sides[1])
        best = min(best, _children() - used)
    return best


def _children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _native(frames: Frames) -> bytes:
    return _file(frames, ExplicitVRLittleEndian, b"".join(frame.tobytes() for frame in frames))


def _compressed(frames: Frames, syntax: UID) -> bytes:
    return _file(frames, syntax, encapsulate([_encode(frame, syntax) for frame in frames]))


def _encode(frame: np.ndarray, syntax: UID) -> bytes:
    words = frame.view("u2")
    if syntax == JPEGLosslessSV1:
        return imagecodecs.jpeg8_encode(words, lossless=True, bitspersample=16)
    if syntax == JPEGLSLossless:
        return imagecodecs.jpegls_encode(words)
    if syntax == RLELossless:
        planes = [imagecodecs.packbits_encode((words >> shift).astype("u1")) for shift in (8, 0)]
        return np.array([2, 64, 64 + len(planes[0]), *[0] * 13], "<u4").tobytes() + b"".join(planes)
    encode = imagecodecs.htj2k_encode if syntax == HTJ2KLossless else imagecodecs.jpeg2k_encode
    return encode(frame, reversible=True)


def _file(frames: Frames, syntax: UID, pixels: bytes) -> bytes:
    image = pydicom.dcmread(CT)
    image.Rows, image.Columns = frames[0].shape
    image.NumberOfFrames = len(frames)
    image.PixelData = pixels
    image["PixelData"].VR = "OB" if syntax.is_encapsulated else "OW"
    image["PixelData"].is_undefined_length = syntax.is_encapsulated
    image.file_meta.TransferSyntaxUID = syntax
    whole = BytesIO()
    image.save_as(whole)
    return whole.getvalue()


if __name__ == "__main__":
    measure_decoding(lambda what, figure: print(f"{what:40} {figure}", flush=True))
