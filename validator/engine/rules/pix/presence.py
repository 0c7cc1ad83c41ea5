"""PIX001 to PIX009: whether there are pixel data at all."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.pixels.syntaxes import CODECS
from validator.engine.rules.classes import must_hold_pixels
from validator.engine.rules.subject import DataSet, Hit
from validator.engine.rules.tags import DOUBLE_FLOAT_PIXEL_DATA, FLOAT_PIXEL_DATA, PIXEL_DATA, PIXEL_DATA_PROVIDER_URL


@rule(
    "PIX001",
    "Pixel Data is missing",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is missing, and this is an image: fetch the instance again from its source.",
    reference="PS3.3 C.7.6.3",
)
def missing(data_set: DataSet) -> Iterator[Hit]:
    """An instance of an image class must hold pixel data, or the address of a server that does.

    Why it matters
    The image is listed and counted, and stays black or raises an error when it is opened.

    Example
    A retrieve of metadata that was saved as a file, or a transfer that ended before the pixels.

    How to fix
    Fetch the instance again, with its pixels, and compare the sizes.
    """
    tags = (PIXEL_DATA, FLOAT_PIXEL_DATA, DOUBLE_FLOAT_PIXEL_DATA, PIXEL_DATA_PROVIDER_URL)
    if must_hold_pixels(data_set.sop_class) and all(data_set.lacks(tag) for tag in tags):
        yield data_set.at(PIXEL_DATA)


@rule(
    "PIX002",
    "Pixel Data is empty",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has no content: fetch the instance again from its source.",
    reference="PS3.3 C.7.6.3, PS3.5 A.4",
)
def empty(data_set: DataSet) -> Iterator[Hit]:
    """The element is there with a length of zero, or without any fragment.

    Why it matters
    The image is listed and counted, and stays black or raises an error when it is opened.

    Example
    Encapsulated Pixel Data that consists of an empty offset table only.

    How to fix
    Fetch the instance again from its source. Where the source has it too, ask the system that compressed it.
    """
    pixels = data_set.pixels
    if pixels is None or _is_remote(data_set):
        return
    if pixels.length == 0 or (pixels.fragments is not None and len(pixels.fragments) < 2):
        yield data_set.at(PIXEL_DATA)


@rule(
    "PIX003",
    "Two kinds of pixel data",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} stands beside another form of pixel data: only one of them is allowed.",
    reference="PS3.3 C.7.6.3, C.7.6.24, C.7.6.25",
)
def two_kinds(data_set: DataSet) -> Iterator[Hit]:
    """Pixel Data, Float Pixel Data and Double Float Pixel Data exclude one another.

    Why it matters
    One viewer shows the one, another the other, and nobody knows which was reported on.

    Example
    A parametric map with its float values and a scaled copy of 16 bits.

    How to fix
    Keep one form; put the other one into an instance of its own.
    """
    present = [tag for tag in (FLOAT_PIXEL_DATA, DOUBLE_FLOAT_PIXEL_DATA, PIXEL_DATA) if data_set.get(tag) is not None]
    yield from (data_set.at(tag) for tag in present[:-1])


def _is_remote(data_set: DataSet) -> bool:
    codec = CODECS.get(data_set.header.declared_syntax or "")
    return codec is not None and codec.is_remote
