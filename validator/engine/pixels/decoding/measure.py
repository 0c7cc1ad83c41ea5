"""How far the samples of two pictures lie apart, summed over all frames."""

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
"""Samples of any type of number."""
Block = tuple[Array, Array]
"""The same part of a frame on both sides."""


class Measure:
    """Sums that grow with each frame; memory is that of one block."""

    def __init__(self) -> None:
        self._samples = 0
        self._samples_differing = 0
        self._frames_differing = 0
        self._first_frame = 0
        self._largest = 0.0
        self._total = 0.0
        self._squares = 0.0

    def add(self, number: int, blocks: Iterable[Block]) -> None:
        """One frame, by its number counted from 1."""
        before = self._samples_differing
        for one, other in blocks:
            self._add_block(one, other)
        if self._samples_differing > before:
            self._frames_differing += 1
            self._first_frame = self._first_frame or number

    def result(self, same: int, *, samples: int, bits: int | None) -> dict[str, Any]:
        """The figures; ``same`` frames of so many ``samples`` were known to be equal and not added.

        ``bits`` give the range for the ratio of signal to noise; floats have none.
        """
        count = self._samples + same * samples
        psnr = None
        if bits is not None and self._squares:
            psnr = round(10 * math.log10(((1 << bits) - 1) ** 2 * count / self._squares), 2)
        return {
            "frames_differing": self._frames_differing,
            "first_frame": self._first_frame,
            "samples": count,
            "samples_differing": self._samples_differing,
            "largest": self._largest,
            "mean": float(f"{self._total / count:.4g}") if count else 0.0,
            "psnr": psnr,
        }

    def _add_block(self, one: Array, other: Array) -> None:
        self._samples += one.size
        is_float = np.issubdtype(np.result_type(one, other), np.floating)
        if np.array_equal(one, other, equal_nan=is_float):
            return
        wide = np.float64 if is_float else np.int64
        differs = (one != other) & ~(np.isnan(one) & np.isnan(other)) if is_float else one != other
        gaps = np.abs(one[differs].astype(wide) - other[differs].astype(wide))
        self._samples_differing += int(np.count_nonzero(differs))
        if is_float:
            # Between a number and none there is no distance.
            gaps = gaps[np.isfinite(gaps)]
        if gaps.size:
            self._largest = max(self._largest, float(gaps.max()))
            self._total += float(gaps.sum(dtype=np.float64))
            self._squares += float((gaps.astype(np.float64) ** 2).sum())
