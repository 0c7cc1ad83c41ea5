"""From words to samples: native frames, run lengths, and what the header says about bits and signs (PS3.5 8)."""

import zlib
from typing import Any

import numpy as np
import numpy.typing as npt

from validator.engine.pixels.decoding.form import Form, Frame
from validator.engine.pixels.decoding.picture import Undecodable
from validator.engine.pixels.description import SHARED_CHROMA

Words = npt.NDArray[Any]
"""Unsigned, of one of several widths."""
UNSIGNED = {8: "u1", 16: "<u2", 32: "<u4", 64: "<u8"}
FLOATS = {32: "<f4", 64: "<f8"}


def decode_native(form: Form, content: bytes, first_bit: int = 0) -> Frame:
    """A frame of little endian words (PS3.5 8.1.1, 8.2)."""
    if form.is_float:
        return _frame(np.frombuffer(content, FLOATS[form.allocated]), form)
    if form.allocated == 1:
        bits = np.unpackbits(np.frombuffer(content, "u1"), bitorder="little")
        return _frame(bits[first_bit:], form)
    if form.allocated not in UNSIGNED:
        raise Undecodable(f"samples of {form.allocated} bits are not decoded here")
    words = np.frombuffer(content, UNSIGNED[form.allocated])
    if form.samples == 3 and form.described.photometric in SHARED_CHROMA:
        return Frame(_with_chroma(words, form), form.space, form.allocated)
    return _frame(words, form)


def inflate(form: Form, content: bytes) -> bytes:
    """A deflated frame (PS3.5 A.4.13), never more than the frame that is described."""
    length = (form.rows * form.columns * (form.described.stored_samples or 0) * form.allocated + 7) // 8
    try:
        inflated = zlib.decompressobj(-zlib.MAX_WBITS).decompress(content, length)
    except zlib.error:
        raise Undecodable("the deflated data are damaged") from None
    if len(inflated) < length:
        raise Undecodable("the deflated data end early")
    return inflated


def decode_rle(form: Form, content: bytes) -> Frame:
    """A frame in run lengths: one segment a byte of a sample, the most significant first (PS3.5 annex G)."""
    width, pixels = form.allocated // 8, form.rows * form.columns
    if form.allocated % 8 or form.allocated not in UNSIGNED:
        raise Undecodable(f"run lengths of samples of {form.allocated} bits are not decoded here")
    header = np.frombuffer(content[:64].ljust(64, b"\0"), "<u4")
    count = int(header[0])
    if count != width * form.samples or count > 15:
        raise Undecodable(f"{count} segments of run lengths instead of {width * form.samples}")
    begins = [int(begin) for begin in header[1 : count + 1]]
    planes = np.empty((form.samples, pixels, width), "u1")
    for place, (begin, end) in enumerate(zip(begins, [*begins[1:], len(content)], strict=True)):
        segment = _unpack(content[begin:end], pixels)
        planes[place // width, :, width - 1 - place % width] = np.frombuffer(segment, "u1")
    words = planes.view(UNSIGNED[form.allocated])[..., 0]
    shaped = np.moveaxis(words.reshape(form.samples, form.rows, form.columns), 0, -1)
    return Frame(shaped, form.space, form.allocated)


def _unpack(segment: bytes, length: int) -> bytes:
    """``length`` bytes of PackBits; what a segment holds beyond them is padding."""
    content = bytearray()
    at, end = 0, len(segment)
    while len(content) < length and at < end:
        code = segment[at]
        if code < 128:
            content += segment[at + 1 : at + 2 + code]
            at += 2 + code
        else:
            # 128 stands for nothing.
            if code > 128:
                content += segment[at + 1 : at + 2] * (257 - code)
            at += 2 if code > 128 else 1
    if len(content) < length:
        raise Undecodable("the run lengths end early")
    return bytes(content[:length])


def interpret(words: Words, frame: Frame, form: Form) -> Words:
    """The numbers that words of a frame stand for: the bits up to High Bit, with their sign (PS3.3 C.7.6.3.1)."""
    if np.issubdtype(words.dtype, np.floating):
        return words
    bits = min(form.stored, frame.precision)
    if np.issubdtype(words.dtype, np.signedinteger):
        return words if form.is_signed else words.astype(np.int64) & _mask_of(bits)
    if frame.precision > form.stored and not (frame.is_exact or form.is_signed):
        # A decoder may overshoot after a loss: cut to Bits Stored, that would turn white into black.
        return words
    shift = form.shift if frame.precision > form.stored else 0
    values = (words >> words.dtype.type(shift)) & words.dtype.type(_mask_of(bits))
    return _signed(values, bits) if form.is_signed else values


def _mask_of(bits: int) -> int:
    return (1 << bits) - 1


def _signed(values: Words, bits: int) -> npt.NDArray[np.int64]:
    """Words of so many bits in two's complement as numbers."""
    if bits >= 64:
        return values.view(np.int64)
    wide = values.astype(np.int64)
    return wide - ((wide >> (bits - 1)) << bits)


def _frame(words: Words, form: Form) -> Frame:
    return Frame(_shaped(words, form), form.space, form.allocated)


def _shaped(words: Words, form: Form) -> Words:
    count = form.rows * form.columns * form.samples
    if form.described.planar == 1 and form.samples > 1:
        return np.moveaxis(words[:count].reshape(form.samples, form.rows, form.columns), 0, -1)
    return words[:count].reshape(form.rows, form.columns, form.samples)


def _with_chroma(words: Words, form: Form) -> Words:
    """Two pixels are Y1, Y2, Cb, Cr (PS3.3 C.7.6.3.1.2): both get the chroma."""
    if form.columns % 2:
        raise Undecodable("two pixels share their chroma, but the number of columns is odd")
    pairs = words[: form.rows * form.columns * 2].reshape(form.rows, form.columns // 2, 4)
    chroma = np.repeat(pairs[..., 2:], 2, axis=1)
    return np.concatenate([pairs[..., :2].reshape(form.rows, form.columns, 1), chroma], axis=2)
