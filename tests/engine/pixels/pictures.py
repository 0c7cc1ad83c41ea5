"""Files with given samples, native or compressed, for tests that decode them."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from pydicom.dataset import Dataset

from tests import build

Frame = np.ndarray
"""Rows and columns, and samples of a pixel where there are three."""


def scene(rows: int = 32, columns: int = 48, *, most: int = 255, least: int = 0, seed: int = 1) -> Frame:
    """A picture with slopes, edges and noise."""
    y, x = np.mgrid[0:rows, 0:columns]
    waves = np.sin(x / 7) + np.cos(y / 5) + (x > columns // 2) + np.random.default_rng(seed).normal(0, 0.05, x.shape)
    return np.round(least + (waves - waves.min()) / np.ptp(waves) * (most - least)).astype(np.int64)


def colours(rows: int = 32, columns: int = 48) -> Frame:
    grey = scene(rows, columns)
    return np.stack([grey, grey[::-1], 255 - grey], axis=-1)


def described(
    frames: Sequence[Frame],
    *,
    allocated: int = 8,
    stored: int | None = None,
    is_signed: bool = False,
    photometric: str = "",
    **attributes: Any,
) -> Dataset:
    """The Image Pixel module of these frames."""
    first, bits = frames[0], stored or allocated
    samples = first.shape[2] if first.ndim == 3 else 1
    dataset = build.ct(
        Rows=first.shape[0],
        Columns=first.shape[1],
        SamplesPerPixel=samples,
        PhotometricInterpretation=photometric or ("RGB" if samples == 3 else "MONOCHROME2"),
        PlanarConfiguration=0 if samples == 3 else None,
        NumberOfFrames=len(frames) if len(frames) > 1 else None,
        BitsAllocated=allocated,
        BitsStored=bits,
        HighBit=bits - 1,
        PixelRepresentation=int(is_signed),
    )
    return build.changed(dataset, **attributes)


def native(
    *frames: Frame, syntax: str = build.EXPLICIT_LITTLE, words: bytes | None = None, **description: Any
) -> bytes:
    """Frames in native words; ``words`` are the bytes where the frames only describe them."""
    dataset = described(frames, **description)
    mask = (1 << dataset.BitsStored) - 1
    kind = {8: "u1", 16: "<u2", 32: "<u4"}.get(dataset.BitsAllocated, "u1")
    content = words if words is not None else b"".join((frame & mask).astype(kind).tobytes() for frame in frames)
    if syntax == build.EXPLICIT_BIG and dataset.BitsAllocated > 8:
        content = np.frombuffer(content, kind).byteswap().tobytes()
    dataset.PixelData = content + b"\0" * (len(content) % 2)
    dataset["PixelData"].VR = "OW" if dataset.BitsAllocated > 8 else "OB"
    return build.file(dataset, syntax=syntax)


def compressed(
    *codestreams: bytes, of: Sequence[Frame], syntax: str, offsets: bytes = b"", **description: Any
) -> bytes:
    """Codestreams as fragments, described by the frames that they are of."""
    padded = (codestream + b"\0" * (len(codestream) % 2) for codestream in codestreams)
    return build.compressed(*padded, dataset=described(of, **description), syntax=syntax, offsets=offsets)
