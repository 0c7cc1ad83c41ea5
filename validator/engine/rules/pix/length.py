"""PIX030 to PIX039: the length of the pixel data against the size that the attributes describe."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Element, Severity
from validator.engine.pixels.description import Description
from validator.engine.rules.pix.levels import items_of
from validator.engine.rules.subject import DataSet, Hit, describe
from validator.engine.rules.tags import ICON_IMAGE_SEQUENCE, PIXEL_DATA

ICONS = frozenset({ICON_IMAGE_SEQUENCE})
SHEAR_LIMIT = 64
"""Bytes a row: a larger difference is another image size, not a row that was padded or cut."""


@rule(
    "PIX030",
    "Pixel Data too short",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has {length} bytes, but the attributes describe {right}: {missing}.",
    reference="PS3.5 8.1.1, PS3.3 C.7.6.3",
)
def too_short(data_set: DataSet) -> Iterator[Hit]:
    """Rows, Columns, Samples per Pixel, Bits Allocated and Number of Frames give the number of bytes; there are fewer.

    Why it matters
    The lower part of the picture or the last frames are missing, or the viewer refuses the image.

    Example
    512 rows and 512 columns of 16 bits with 524,000 bytes: one row is not there.

    How to fix
    Compare the length with the source. If it is the same there, one of the attributes is wrong.
    """
    found = _native(data_set)
    if found is None:
        return
    pixels, description, right = found
    if 0 < pixels.length < right and not _shear(description, pixels.length - right):
        yield data_set.at(
            PIXEL_DATA, length=pixels.length, right=right, missing=_missing(description, right - pixels.length)
        )


@rule(
    "PIX031",
    "Sheared image",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has {length} bytes, but the attributes describe {right}: {shear} bytes a row too {much}, "
    "which shows as a slanted picture.",
    reference="PS3.5 8.1.1, PS3.3 C.7.6.3",
)
def sheared(data_set: DataSet) -> Iterator[Hit]:
    """The difference is the same small number of bytes for each row: rows were padded, or Columns is wrong by a little.

    Why it matters
    Each row starts a bit too early or too late, so that the picture leans to one side and wraps around. Measurements
    on it are wrong.

    Example
    511 columns of 8 bits, each row padded to 512 bytes: one byte a row too many.

    How to fix
    Find the system that pads rows or changes Columns. Correct Columns where the extra pixels are part of the picture.
    """
    found = _native(data_set)
    if found is None:
        return
    pixels, description, right = found
    shear = _shear(description, pixels.length - right)
    if shear:
        much = "many" if shear > 0 else "few"
        yield data_set.at(PIXEL_DATA, length=pixels.length, right=right, shear=abs(shear), much=much)


@rule(
    "PIX032",
    "Pixel Data too long",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has {length} bytes, but the attributes describe {right}: {surplus} bytes are never shown.",
    reference="PS3.5 8.1.1, PS3.3 C.7.6.3",
)
def too_long(data_set: DataSet) -> Iterator[Hit]:
    """There are more bytes than the attributes describe, apart from the one that makes the length even.

    Why it matters
    Either frames or rows are stored that nobody sees, or an attribute is wrong. Strict readers refuse the image.

    Example
    Ten frames of pixel data with Number of Frames missing: only the first is shown.

    How to fix
    Compare with the source. Correct the attribute, or cut the padding behind the last frame.
    """
    found = _native(data_set)
    if found is None:
        return
    pixels, description, right = found
    surplus = pixels.length - right
    if surplus > right % 2 and not _shear(description, surplus):
        yield data_set.at(PIXEL_DATA, length=pixels.length, right=right, surplus=surplus)


@rule(
    "PIX033",
    "Wrong VR for Pixel Data",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is written as {vr}, but {reason}: byte order may be taken wrongly.",
    reference="PS3.5 8.2, A.2, A.4",
)
def wrong_vr(data_set: DataSet) -> Iterator[Hit]:
    """Native pixels of more than 8 bits are OW; encapsulated ones are OB.

    Why it matters
    A system that changes the byte order swaps OW and leaves OB alone. With the wrong VR the picture turns to noise.

    Example
    A CT image of 16 bits in Explicit VR Little Endian, with Pixel Data as OB.

    How to fix
    Correct the system that writes the element.
    """
    pixels, description = data_set.pixels, data_set.description
    if pixels is None or description is None or pixels.vr_written not in ("OB", "OW"):
        return
    if pixels.fragments is not None:
        if pixels.vr_written == "OW":
            yield data_set.at(PIXEL_DATA, vr="OW", reason="encapsulated pixels are OB")
    elif pixels.vr_written == "OB" and description.has_whole_samples and (description.allocated or 0) > 8:
        yield data_set.at(PIXEL_DATA, vr="OB", reason="samples of more than 8 bits are OW")


@rule(
    "PIX034",
    "Icon image of another length than described",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} of the icon has {length} bytes, but its attributes describe {right}.",
    reference="PS3.3 F.7, C.7.6.3",
)
def icon(data_set: DataSet) -> Iterator[Hit]:
    """The icon in (0088,0200) is described by attributes of its own item, in an image or in the record of a directory.

    Why it matters
    Browsers that show icons fail on the file although the image itself is sound.

    Example
    An icon of 64 by 64 with the pixel data of 128 by 128.

    How to fix
    Remove the icon, which every system can make again, or correct the system that adds it.
    """
    for item in items_of(data_set, ICONS):
        pixels = item.get(PIXEL_DATA)
        right = describe(item.get, little=data_set.little).native_length
        if pixels is None or pixels.fragments is not None or right is None:
            continue
        if not right <= pixels.length <= right + right % 2:
            yield item.at(PIXEL_DATA, length=pixels.length, right=right)


def _native(data_set: DataSet) -> tuple[Element, Description, int] | None:
    """Native Pixel Data, their description and the bytes that it makes; ``None`` where that cannot be told, as with
    Bits Allocated that no sample has."""
    pixels, description = data_set.pixels, data_set.description
    if pixels is None or description is None or pixels.fragments is not None or not description.has_whole_samples:
        return None
    if description.native_length is None:
        return None
    return pixels, description, description.native_length


def _shear(description: Description, difference: int) -> int:
    """How many bytes each row is longer than described; 0 where the difference is of another kind.

    A difference of whole rows is taken for rows, as it mostly is, although it may be both.
    """
    rows = (description.rows or 0) * description.frames
    row_bytes = (description.row_bits or 0) // 8
    if rows < 2 or not row_bytes or not difference or difference % rows or difference % row_bytes == 0:
        return 0
    shear = difference // rows
    return shear if abs(shear) <= min(SHEAR_LIMIT, row_bytes // 4) else 0


def _missing(description: Description, difference: int) -> str:
    """How much is missing, in frames or rows where it is a whole number of them."""
    row = (description.row_bits or 0) // 8
    frame = row * (description.rows or 0)
    for size, noun in ((frame, "frame"), (row, "row")):
        if size and difference % size == 0:
            count = difference // size
            return f"{count} {noun} is missing" if count == 1 else f"{count} {noun}s are missing"
    return f"{difference} bytes are missing"
