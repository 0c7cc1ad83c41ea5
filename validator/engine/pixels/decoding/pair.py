"""Two pictures in the child: their frames decoded side by side, brought to the same colours and measured."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from validator.engine.pixels.decoding.codecs import decode
from validator.engine.pixels.decoding.colour import rgb_of
from validator.engine.pixels.decoding.form import RGB, YBR, Form, Frame
from validator.engine.pixels.decoding.measure import Array, Block, Measure
from validator.engine.pixels.decoding.picture import Undecodable
from validator.engine.pixels.decoding.samples import interpret

BLOCK = 1 << 20
"""Samples that are compared at once."""
NAMES = ("before", "after")


class Pair:
    """The frames come one after the other; ``result`` tells of all of them."""

    def __init__(self, forms: Sequence[dict[str, Any]]) -> None:
        self._forms = [Form.from_json(plain) for plain in forms]
        self._measure = Measure()
        self._converted = False
        self._upsampled = False
        self._unused_bits_differ = False
        self._largest_luma = 0.0

    def add(self, number: int, contents: Sequence[bytes]) -> None:
        """One frame of both sides by its number, counted from 1."""
        one, other = (
            _decode(form, content, number, name)
            for form, content, name in zip(self._forms, contents, NAMES, strict=True)
        )
        if one.space != other.space and {one.space, other.space} == {RGB, YBR}:
            self._converted = True
        elif one.space != other.space and one.words.shape[-1] > 1:
            raise Undecodable(f"colours in {one.space} and in {other.space} are not compared here")
        self._upsampled |= one.is_upsampled or other.is_upsampled
        self._measure.add(number, self._blocks(one, other))

    def result(self, same: int) -> dict[str, Any]:
        """The figures over the frames that were added, and ``same`` others that are known to be equal."""
        one, other = self._forms
        bits = None if one.is_float or other.is_float else max(one.stored, other.stored)
        return {
            **self._measure.result(same, samples=one.rows * one.columns * one.samples, bits=bits),
            "converted": self._converted,
            "upsampled": self._upsampled,
            "largest_luma": self._largest_luma,
            "rescaled": (one.stored, one.is_signed) != (other.stored, other.is_signed),
            "unused_bits_differ": self._unused_bits_differ,
        }

    def _blocks(self, one: Frame, other: Frame) -> Iterator[Block]:
        rows = max(1, BLOCK // max(1, one.words.shape[1] * one.words.shape[2]))
        for at in range(0, one.words.shape[0], rows):
            words = one.words[at : at + rows], other.words[at : at + rows]
            if one.space == other.space and np.array_equal(*words):
                # The same words are the same samples, whatever is said of their bits: that is told of what says it.
                yield words
                continue
            one_part, other_part = (
                interpret(part, frame, form) for part, frame, form in zip(words, (one, other), self._forms, strict=True)
            )
            if one.space == other.space and self._are_whole_words(one, other):
                # The words differ here: equal samples in them leave only the bits that are none.
                self._unused_bits_differ |= np.array_equal(one_part, other_part)
            if self._upsampled and one.space == other.space == YBR:
                gap = np.abs(one_part[..., 0].astype(np.int64) - other_part[..., 0]).max()
                self._largest_luma = max(self._largest_luma, float(gap))
            yield self._in_one_space(one_part, other_part, (one.space, other.space))

    def _are_whole_words(self, one: Frame, other: Frame) -> bool:
        """Whether both sides hold unsigned words of the same Bits Allocated with all their bits."""
        allocated = {form.allocated for form in self._forms}
        kinds = {frame.words.dtype.kind for frame in (one, other)}
        return kinds == {"u"} and {one.precision, other.precision} == allocated and len(allocated) == 1

    def _in_one_space(self, one: Array, other: Array, spaces: tuple[str, str]) -> Block:
        """The numbers of both sides, in RGB where only one of them is."""
        if spaces == (YBR, RGB):
            one = rgb_of(one, self._forms[0].stored)
        elif spaces == (RGB, YBR):
            other = rgb_of(other, self._forms[1].stored)
        return one, other


def _decode(form: Form, content: bytes, number: int, name: str) -> Frame:
    bits = form.rows * form.columns * form.samples if form.allocated == 1 else 0
    try:
        return decode(form, content, first_bit=(number - 1) * bits % 8)
    except Undecodable as reason:
        raise Undecodable(f"{reason} (frame {number:,}, {name})") from None
