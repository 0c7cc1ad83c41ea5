"""PIX096 to PIX098: where the Extended Offset Table may stand, and the lengths beside it."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.pixels.fragments import extended_offsets, starts
from validator.engine.rules.subject import DataSet, Hit
from validator.engine.rules.tags import EXTENDED_OFFSET_TABLE, EXTENDED_OFFSET_TABLE_LENGTHS


@rule(
    "PIX096",
    "Extended Offset Table without compressed frames",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is there, but the pixel data are not in fragments: it leads nowhere. Remove it.",
    reference="PS3.3 C.7.6.3.1.8",
)
def table_without_fragments(data_set: DataSet) -> Iterator[Hit]:
    """The table leads to the frames of encapsulated Pixel Data, and must not be there with any other.

    Why it matters
    Viewers that jump by the table look for fragments in uncompressed pixels, and fail.

    Example
    A table that was left behind when the image was decompressed.

    How to fix
    The system that decompresses must remove both attributes of the table.
    """
    pixels = data_set.pixels
    if pixels is None or pixels.fragments is None:
        for tag in (EXTENDED_OFFSET_TABLE, EXTENDED_OFFSET_TABLE_LENGTHS):
            if data_set.get(tag) is not None:
                yield data_set.at(tag)


@rule(
    "PIX097",
    "Lengths of an Extended Offset Table that is not there",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is there without (7FE0,0001) Extended Offset Table: remove it, or restore the table.",
    reference="PS3.3 C.7.6.3.1.8",
)
def lengths_without_table(data_set: DataSet) -> Iterator[Hit]:
    """Offsets and lengths stand together or not at all.

    Why it matters
    Viewers that see the lengths expect the offsets, and fail.

    Example
    A tool that removed the one attribute it knew.

    How to fix
    Let the system that compresses write both again, or remove both.
    """
    pixels = data_set.pixels
    if data_set.get(EXTENDED_OFFSET_TABLE_LENGTHS) is None or pixels is None or pixels.fragments is None:
        return
    if data_set.lacks(EXTENDED_OFFSET_TABLE):
        yield data_set.at(EXTENDED_OFFSET_TABLE_LENGTHS)


@rule(
    "PIX098",
    "Length of a frame against its fragment",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute}: entry {entry} says {said} bytes, but its fragment has {held}.",
    reference="PS3.3 C.7.6.3.1.8, C.7.6.3.1.9",
)
def frame_lengths(data_set: DataSet) -> Iterator[Hit]:
    """With an Extended Offset Table each frame is one fragment, whose length without padding the second table gives.

    Why it matters
    Web servers cut frames out of the file by these two tables. They hand out half a frame, or one with the beginning of
    the next behind it.

    Example
    Lengths of the original frames, kept when they were compressed more strongly.

    How to fix
    Let the system that compresses write both tables again, or remove them.
    """
    offsets, lengths = data_set.get(EXTENDED_OFFSET_TABLE), data_set.get(EXTENDED_OFFSET_TABLE_LENGTHS)
    pixels = data_set.pixels
    if offsets is None or lengths is None or not offsets.value or not lengths.value:
        return
    if pixels is None or not pixels.fragments:
        return
    begins, said = extended_offsets(offsets.value), extended_offsets(lengths.value)
    if begins is None or said is None or len(begins) != len(said):
        return
    held = dict(zip(starts(pixels.fragments), pixels.fragments[1:], strict=True))
    for entry, (begin, length) in enumerate(zip(begins, said, strict=True), 1):
        fragment = held.get(begin)
        if fragment is not None and not fragment.length - 1 <= length <= fragment.length:
            yield data_set.at(EXTENDED_OFFSET_TABLE_LENGTHS, entry=entry, said=length, held=fragment.length)
            return
