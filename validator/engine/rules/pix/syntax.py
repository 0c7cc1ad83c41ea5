"""PIX040 to PIX049 and PIX099: pixel data and their description against the Transfer Syntax."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.pixels.description import MONOCHROME, samples_of
from validator.engine.pixels.syntaxes import CODECS, NATIVE_PHOTOMETRICS, Codec, is_native
from validator.engine.rules.subject import DataSet, Hit
from validator.engine.rules.tags import (
    BITS_ALLOCATED,
    LOSSY_IMAGE_COMPRESSION,
    LOSSY_IMAGE_COMPRESSION_METHOD,
    LOSSY_IMAGE_COMPRESSION_RATIO,
    PHOTOMETRIC_INTERPRETATION,
    PIXEL_DATA,
    PIXEL_REPRESENTATION,
    PLANAR_CONFIGURATION,
)

UNSIGNED = frozenset({"JPEG Baseline", "JPEG Extended"})
TABULATED = frozenset(
    {"JPEG Lossless", "JPEG-LS Lossless", "JPEG-LS Near-Lossless", "JPEG 2000 Lossless", "JPEG 2000", "RLE Lossless"}
)
"""Compressions for which PS3.5 8.2 lists what descriptions are valid."""


@rule(
    "PIX040",
    "Native pixels under a compressed Transfer Syntax",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is not in fragments, but the Transfer Syntax is {syntax}: decoders will fail.",
    reference="PS3.5 A.4",
)
def native_in_compressed(data_set: DataSet) -> Iterator[Hit]:
    """A Transfer Syntax with compression requires encapsulated Pixel Data of undefined length.

    Why it matters
    Viewers hand the bytes to a decoder that finds no codestream: visible in the list, black when opened.

    Example
    A router decompressed the pixels and kept the Transfer Syntax UID of JPEG 2000 in the File Meta Information.

    How to fix
    Where the length fits the description, correct the Transfer Syntax UID to Explicit VR Little Endian.
    """
    codec = _codec(data_set)
    pixels = data_set.pixels
    if codec is not None and pixels is not None and pixels.fragments is None and not codec.is_remote:
        yield data_set.at(PIXEL_DATA, syntax=codec.name)


@rule(
    "PIX041",
    "Compressed pixels under a native Transfer Syntax",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is in fragments, but the Transfer Syntax has no compression: nobody knows which decoder to "
    "use.",
    reference="PS3.5 A.1, A.2, A.4",
)
def compressed_in_native(data_set: DataSet) -> Iterator[Hit]:
    """Encapsulated Pixel Data need a Transfer Syntax that names the compression.

    Why it matters
    Viewers show the codestream as if it were samples: noise, or nothing.

    Example
    A gateway announces Implicit VR Little Endian for everything and passes the compressed pixels on as they are.

    How to fix
    Correct the Transfer Syntax UID; the first bytes of the first fragment tell the compression (FF D8 is JPEG).
    """
    pixels = data_set.pixels
    if pixels is not None and pixels.fragments is not None and is_native(data_set.header.declared_syntax or ""):
        yield data_set.at(PIXEL_DATA)


@rule(
    "PIX042",
    "Photometric Interpretation against Transfer Syntax",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is not allowed with {syntax}: colours may come out wrong.",
    reference="PS3.5 8.2, PS3.3 C.7.6.3.1.2",
)
def photometric_of_syntax(data_set: DataSet) -> Iterator[Hit]:
    """Each compression carries certain Photometric Interpretations; uncompressed pixels have no YBR_RCT or YBR_ICT.

    Why it matters
    Decoders and viewers decide by this attribute whether to convert colours. The picture turns green or pink, or is
    converted twice.

    Example
    YBR_ICT after the pixels were decompressed to RGB.

    How to fix
    The system that changes the compression must change the Photometric Interpretation with it.
    """
    description = data_set.description
    term = description.photometric if description else None
    if not term or samples_of(term) is None:
        return
    codec = _codec(data_set)
    if codec is not None and term not in codec.photometrics:
        yield data_set.at(PHOTOMETRIC_INTERPRETATION, syntax=codec.name)
    elif is_native(data_set.header.declared_syntax or "") and term not in NATIVE_PHOTOMETRICS:
        yield data_set.at(PHOTOMETRIC_INTERPRETATION, syntax="pixels without compression")


@rule(
    "PIX043",
    "Bits Allocated that the compression cannot carry",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {bits}, but {syntax} carries {allowed} bits only.",
    reference="PS3.5 8.2",
)
def bits_of_syntax(data_set: DataSet) -> Iterator[Hit]:
    """Each compression works with certain sizes of samples.

    Why it matters
    The decoder gives out samples of another size than the viewer expects: every other pixel is missing, or memory is
    read past its end.

    Example
    JPEG Baseline, which has 8 bits, with Bits Allocated of 16.

    How to fix
    Find out which of the two is true from the codestream, and correct the other. Never compress 12 bits with a
    compression for 8.
    """
    codec, description = _codec(data_set), data_set.description
    bits = description.allocated if description else None
    if bits is None or (bits != 1 and bits % 8):
        return  # missing, or wrong whatever the compression
    if codec is not None and codec.allocated and bits not in codec.allocated:
        allowed = " or ".join(str(number) for number in sorted(codec.allocated))
        yield data_set.at(BITS_ALLOCATED, bits=bits, syntax=codec.name, allowed=allowed)


@rule(
    "PIX044",
    "Lossy compression is not declared",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is not 01, but {syntax} loses detail: readers are not told that the image is not the "
    "original.",
    reference="PS3.3 C.7.6.1.1.5",
)
def lossy_not_declared(data_set: DataSet) -> Iterator[Hit]:
    """An image that has ever been compressed with loss says so, for good.

    Why it matters
    Reading rules, and in places the law, require the mark on the screen. Once it is missing it cannot be found out
    again after the pixels are decompressed.

    Example
    JPEG Baseline with (0028,2110) absent or 00.

    How to fix
    Let the system that compresses write 01, with ratio and method. Add it to the existing instances.
    """
    codec = _codec(data_set)
    if codec is None or not codec.lossy or data_set.pixels is None:
        return
    if data_set.text(LOSSY_IMAGE_COMPRESSION) != "01":
        yield data_set.at(LOSSY_IMAGE_COMPRESSION, syntax=codec.name)


@rule(
    "PIX045",
    "Lossy compression without ratio or method",
    severity=Severity.INFO,
    scope=Scope.DATA_SET,
    message="{attribute} is missing, although (0028,2110) says that the image lost detail.",
    reference="PS3.3 C.7.6.1.1.5",
)
def lossy_without_history(data_set: DataSet) -> Iterator[Hit]:
    """Beside the mark, an image should say how strongly and by which method it was compressed.

    Why it matters
    Whether an image is good enough to be read depends on it. After a second compression only the list of ratios tells
    that there was a first.

    Example
    (0028,2110) of 01 alone.

    How to fix
    Let the system that compresses write one value of ratio and method for each step.
    """
    if data_set.text(LOSSY_IMAGE_COMPRESSION) == "01" and data_set.pixels is not None:
        yield from (
            data_set.at(tag)
            for tag in (LOSSY_IMAGE_COMPRESSION_RATIO, LOSSY_IMAGE_COMPRESSION_METHOD)
            if not data_set.text(tag)
        )


@rule(
    "PIX046",
    "Invalid mark of lossy compression",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is neither 00 nor 01.",
    reference="PS3.3 C.7.6.1.1.5",
)
def lossy_mark(data_set: DataSet) -> Iterator[Hit]:
    """The attribute has two values: 00, never compressed with loss, and 01, compressed with loss.

    Why it matters
    A viewer that looks for 01 does not show its mark.

    Example
    "1", "YES" or "02".

    How to fix
    Correct the system that writes it.
    """
    if data_set.text(LOSSY_IMAGE_COMPRESSION) not in (None, "", "00", "01"):
        yield data_set.at(LOSSY_IMAGE_COMPRESSION)


@rule(
    "PIX047",
    "Colour by plane in compressed pixels",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is 1, but {syntax} gives out its samples by pixel: some viewers show the picture three times.",
    reference="PS3.5 8.2, PS3.3 C.7.6.3.1.3",
)
def planar_of_syntax(data_set: DataSet) -> Iterator[Hit]:
    """JPEG in all its kinds interleaves the samples itself; the attribute is 0 then.

    Why it matters
    Viewers that believe the attribute rearrange what is already right.

    Example
    Planar Configuration of 1, kept from the uncompressed original.

    How to fix
    The system that compresses must set it to 0.
    """
    codec, description = _codec(data_set), data_set.description
    if codec is not None and description and description.planar == 1 and codec.name.startswith("JPEG"):
        yield data_set.at(PLANAR_CONFIGURATION, syntax=codec.name)


@rule(
    "PIX099",
    "Signed samples that the compression cannot carry",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is 1, but {syntax} has unsigned samples only{where}.",
    reference="PS3.5 8.2.1, 8.2.2, 8.2.3, 8.2.4",
)
def sign_of_syntax(data_set: DataSet) -> Iterator[Hit]:
    """Lossy JPEG knows no negative samples, and no compression knows them for colours or for indices of a palette.

    Why it matters
    The decoder gives out unsigned samples, the viewer takes half of them for negative: bright parts turn black.

    Example
    A CT image with signed samples that was compressed with JPEG Extended as if they had no sign.

    How to fix
    Have it compressed again from the original by a method that carries signs, such as JPEG 2000, or shifted to
    unsigned values before, with Rescale Intercept adapted.
    """
    codec, description = _codec(data_set), data_set.description
    if codec is None or description is None or description.representation != 1 or codec.is_video or codec.is_remote:
        return
    if codec.name in UNSIGNED:
        yield data_set.at(PIXEL_REPRESENTATION, syntax=codec.name, where="")
        return
    term = description.photometric or ""
    if codec.name in TABULATED and term not in MONOCHROME and samples_of(term) is not None:
        yield data_set.at(PIXEL_REPRESENTATION, syntax=codec.name, where=" for anything but grey")


def _codec(data_set: DataSet) -> Codec | None:
    return CODECS.get(data_set.header.declared_syntax or "")
