"""From codestreams to samples: JPEG by libjpeg-turbo, JPEG-LS by CharLS, JPEG 2000 by OpenJPEG and OpenJPH.

All of them come with the package imagecodecs. Where it is not installed, Pillow decodes what it decodes exactly.
"""

import io
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt

from validator.engine.pixels.codestream import JPEG2000, Coding, coding
from validator.engine.pixels.decoding.form import RGB, YBR, Form, Frame
from validator.engine.pixels.decoding.picture import Undecodable
from validator.engine.pixels.decoding.samples import decode_native, decode_rle, inflate
from validator.engine.pixels.digest import HEAD
from validator.engine.pixels.extent import Extent, is_whole, read_extent
from validator.engine.pixels.syntaxes import ROOT, syntax_name

Array = npt.NDArray[Any]
Codec = Callable[[bytes, Extent], Array]
UNCOMPRESSED, DEFLATED_FRAME, RLE = f"{ROOT}.1.98", f"{ROOT}.8.1", f"{ROOT}.5"
METHODS = {
    **dict.fromkeys((f"{ROOT}.4.50", f"{ROOT}.4.51"), ("JPEG",)),
    **dict.fromkeys((f"{ROOT}.4.57", f"{ROOT}.4.70"), ("JPEG Lossless",)),
    **dict.fromkeys((f"{ROOT}.4.80", f"{ROOT}.4.81"), ("JPEG-LS",)),
    **dict.fromkeys((f"{ROOT}.4.{number}" for number in (90, 91, 92, 93, 201, 202, 203)), ("JPEG 2000",)),
}
LARGEST_PRECISION = 31
"""Bits of a sample that OpenJPEG holds."""
HIGH_THROUGHPUT = frozenset({f"{ROOT}.4.201", f"{ROOT}.4.202", f"{ROOT}.4.203"})


def decode(form: Form, content: bytes, *, first_bit: int = 0) -> Frame:
    """One frame; raises ``Undecodable``, and ``MemoryError`` where the limit of memory is met."""
    if form.syntax in ("", UNCOMPRESSED):
        return decode_native(form, content, first_bit)
    if form.syntax == DEFLATED_FRAME:
        return decode_native(form, inflate(form, content))
    if form.syntax == RLE:
        return decode_rle(form, content)
    return _decode_codestream(form, content)


def _decode_codestream(form: Form, content: bytes) -> Frame:
    name, methods = syntax_name(form.syntax), METHODS.get(form.syntax)
    if methods is None:
        raise Undecodable(f"{name} is not decoded here")
    extent = read_extent(content)
    if extent is None or extent.method not in methods:
        raise Undecodable(f"a frame is no codestream of {name}")
    _check(form, extent, name)
    if not is_whole(content):
        raise Undecodable(f"a codestream of {name} ends early")
    codec = _codec(form, extent)
    if codec is None:
        raise Undecodable(f"{name} needs the package imagecodecs, which is not installed here")
    try:
        decoded = codec(content, extent)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  the libraries have types of errors of their own, with texts for their authors
        raise Undecodable(f"a codestream of {name} is damaged or of a kind that is not decoded here") from None
    if decoded.size != form.rows * form.columns * form.samples:
        raise Undecodable(f"a codestream of {name} gave another number of samples than its head says")
    if not np.issubdtype(decoded.dtype, np.integer):
        raise Undecodable(f"a codestream of {name} gave samples that are no whole numbers")
    return Frame(
        decoded.reshape(form.rows, form.columns, form.samples),
        _space(form, extent),
        extent.precision,
        is_exact=coding(content[:HEAD]) is Coding.REVERSIBLE,
        is_upsampled=extent.is_subsampled,
    )


def _check(form: Form, extent: Extent, name: str) -> None:
    said, held = (form.rows, form.columns), (extent.rows, extent.columns)
    if said != held:
        raise Undecodable(
            f"a codestream of {name} holds {held[0]} × {held[1]} pixels, Rows and Columns say {said[0]} × {said[1]}"
        )
    if extent.components != form.samples:
        raise Undecodable(f"a codestream of {name} has {extent.components} components, not {form.samples}")
    if extent.precision > form.allocated:
        raise Undecodable(f"a codestream of {name} has {extent.precision} bits a sample, more than Bits Allocated")
    if extent.method == "JPEG" and extent.precision not in (8, 12):
        raise Undecodable(
            f"a codestream of {name} claims {extent.precision} bits a sample, which the method does not have"
        )
    if extent.method == "JPEG 2000" and extent.precision > LARGEST_PRECISION:
        raise Undecodable(f"{name} with {extent.precision} bits a sample is not decoded here")
    if extent.is_subsampled and extent.method != "JPEG":
        raise Undecodable(f"{name} with components of several sizes is not decoded here")


def _codec(form: Form, extent: Extent) -> Codec | None:
    imagecodecs = _imagecodecs()
    if imagecodecs is None:
        return _pillow(form, extent)
    if extent.method == "JPEG-LS":
        return lambda content, _: imagecodecs.jpegls_decode(content)
    if extent.method == "JPEG 2000":
        name = "htj2k_decode" if form.syntax in HIGH_THROUGHPUT else "jpeg2k_decode"
        return lambda content, _: getattr(imagecodecs, name)(_bare(content))
    if extent.components == 1:
        return lambda content, _: imagecodecs.jpeg8_decode(content)
    # The same space in and out: the components come as they are, whatever the library would guess.
    return lambda content, _: imagecodecs.jpeg8_decode(content, colorspace="YCBCR", outcolorspace="YCBCR")


def _imagecodecs() -> ModuleType | None:
    try:
        import imagecodecs
    except ImportError:
        return None
    return imagecodecs


def _pillow(form: Form, extent: Extent) -> Codec | None:
    """Pillow, where it gives the very samples: 8 bits, and one unsigned component of up to 16 in JPEG 2000."""
    if form.syntax in HIGH_THROUGHPUT or extent.method not in ("JPEG", "JPEG 2000"):
        return None
    if extent.precision > 8 and (extent.method == "JPEG" or extent.components > 1):
        return None
    return None if extent.is_signed else _decode_with_pillow


def _decode_with_pillow(content: bytes, extent: Extent) -> Array:
    from PIL import Image

    with Image.open(io.BytesIO(_bare(content)), formats=("JPEG", "JPEG2000")) as image:
        if extent.method == "JPEG" and extent.components == 3 and extent.space != RGB:
            # Without this, it would convert to RGB.
            image.draft("YCbCr", image.size)
        return np.asarray(image)


def _bare(content: bytes) -> bytes:
    """A JPEG 2000 codestream without the boxes that some writers leave around it."""
    return content[max(content.find(JPEG2000, 0, 1 << 16), 0) :]


def _space(form: Form, extent: Extent) -> str:
    """The colours of the components: what a JPEG codestream itself says goes before Photometric Interpretation."""
    return extent.space if extent.space and form.space in (RGB, YBR) else form.space
