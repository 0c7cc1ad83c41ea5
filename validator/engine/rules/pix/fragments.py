"""PIX050 to PIX069: the fragments of encapsulated pixel data and the tables that lead to the frames."""

from collections.abc import Iterator
from typing import NamedTuple

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Element, Fragment, Severity
from validator.engine.pixels.fragments import basic_offsets, extended_offsets, starts, wrong_offset
from validator.engine.pixels.syntaxes import CODECS
from validator.engine.rules.subject import DataSet, Hit
from validator.engine.rules.tags import EXTENDED_OFFSET_TABLE, EXTENDED_OFFSET_TABLE_LENGTHS, PIXEL_DATA

RLE = "1.2.840.10008.1.2.5"
PIXEL_PATH = "(7FE0,0010)"


class _Encapsulated(NamedTuple):
    """Compressed frames: the fragments without the Basic Offset Table, the table and the number of frames."""

    fragments: tuple[Fragment, ...]
    begins: tuple[int, ...]
    table: bytes | None
    """``None`` where it is too long to be held in memory."""
    frames: int


@rule(
    "PIX050",
    "Fewer fragments than frames",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has {fragments} fragments for {frames} frames: frames are missing, or their number is wrong.",
    reference="PS3.5 A.4, PS3.3 C.7.6.6",
)
def too_few_fragments(data_set: DataSet) -> Iterator[Hit]:
    """Each compressed frame takes one fragment or several, never a part of one.

    Why it matters
    Playback stops at the first frame that is not there, and some viewers fail on the whole series.

    Example
    Number of Frames of 60 with 59 fragments: the last one was lost when the transfer broke off.

    How to fix
    Fetch the instance again from its source. Where it is the same there, correct the Number of Frames.
    """
    pixels = _encapsulated(data_set)
    if pixels and 0 < len(pixels.fragments) < pixels.frames:
        yield data_set.at(PIXEL_DATA, fragments=len(pixels.fragments), frames=pixels.frames)


@rule(
    "PIX051",
    "Basic Offset Table does not fit the frames",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="The Basic Offset Table of {attribute} has {entries}, but there are {frames} frames.",
    reference="PS3.5 A.4",
)
def basic_table_count(data_set: DataSet) -> Iterator[Hit]:
    """The table is empty, or has one entry of four bytes for each frame.

    Why it matters
    Viewers that jump to a frame by the table show another one or fail; those that read all fragments do not notice.

    Example
    A table of one entry in an image of 60 frames.

    How to fix
    Let the system that compresses write the table for all frames, or leave it empty.
    """
    pixels = _encapsulated(data_set)
    if pixels is None or not pixels.table:
        return
    offsets = basic_offsets(pixels.table)
    if offsets is None or len(offsets) != pixels.frames:
        entries = f"{len(pixels.table)} bytes" if offsets is None else _count(len(offsets), "entry", "entries")
        yield data_set.at(PIXEL_DATA, entries=entries, frames=pixels.frames)


@rule(
    "PIX052",
    "Basic Offset Table leads nowhere",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="Entry {entry} of the Basic Offset Table of {attribute} does not lead to a fragment behind that of the "
    "entry before.",
    reference="PS3.5 A.4",
)
def basic_table_offsets(data_set: DataSet) -> Iterator[Hit]:
    """Each entry counts the bytes from the end of the table to the first fragment of its frame.

    Why it matters
    Viewers that use the table decode from the middle of a frame: playback freezes, or shows noise.

    Example
    Offsets that were counted from the start of the file, or all zeros.

    How to fix
    Let the system that compresses write the table again, or leave it empty.
    """
    pixels = _encapsulated(data_set)
    if pixels is None or not pixels.table:
        return
    offsets = basic_offsets(pixels.table)
    wrong = wrong_offset(offsets, pixels.begins) if offsets else None
    if wrong is not None:
        yield data_set.at(PIXEL_DATA, entry=wrong + 1)


@rule(
    "PIX053",
    "Frames in several fragments without an offset table",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} has {fragments} fragments for {frames} frames and no offset table: readers must search where "
    "each frame begins.",
    reference="PS3.5 A.4",
)
def no_table(data_set: DataSet) -> Iterator[Hit]:
    """Where a frame may take several fragments, only an offset table tells which fragments belong together.

    Why it matters
    Some viewers take each fragment for a frame: frames are cut in half, and playback stops early.

    Example
    Ten frames of JPEG 2000 in 25 fragments, with an empty table.

    How to fix
    Let the system that compresses write one fragment a frame, or an offset table.
    """
    pixels = _encapsulated(data_set)
    if pixels is None or pixels.table != b"" or data_set.get(EXTENDED_OFFSET_TABLE) is not None:
        return
    if 1 < pixels.frames < len(pixels.fragments):
        yield data_set.at(PIXEL_DATA, fragments=len(pixels.fragments), frames=pixels.frames)


@rule(
    "PIX054",
    "RLE frame in several fragments",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has {fragments} fragments for {frames} frames: with RLE each frame is exactly one.",
    reference="PS3.5 A.4.2, G",
)
def rle_fragments(data_set: DataSet) -> Iterator[Hit]:
    """RLE compression keeps each frame in one fragment.

    Why it matters
    Decoders read the header of the next frame in the middle of one, and fail.

    Example
    An RLE image of one frame that a writer cut into fragments of 64 KiB.

    How to fix
    Correct the writer. The parts of each frame can be joined without loss.
    """
    pixels = _encapsulated(data_set)
    if pixels and data_set.header.declared_syntax == RLE and len(pixels.fragments) > pixels.frames:
        yield data_set.at(PIXEL_DATA, fragments=len(pixels.fragments), frames=pixels.frames)


@rule(
    "PIX055",
    "Empty fragment",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="Fragment {number} of {attribute} is empty: its frame cannot be decoded.",
    reference="PS3.5 A.4",
)
def empty_fragment(data_set: DataSet) -> Iterator[Hit]:
    """A fragment of length zero holds no part of any frame.

    Why it matters
    Viewers that count fragments take it for a frame: playback freezes there, or shows black.

    Example
    A compressor that failed on one frame and wrote an empty fragment for it.

    How to fix
    Fetch the instance again from its source, or have it compressed again from the original.
    """
    pixels = _encapsulated(data_set)
    for number, fragment in enumerate(pixels.fragments if pixels else (), 1):
        if fragment.length == 0:
            yield Hit({"number": number}, path=PIXEL_PATH, offset=fragment.offset)


@rule(
    "PIX056",
    "Fragment of odd length",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="Fragment {number} of {attribute} has {length} bytes: the length must be even.",
    reference="PS3.5 A.4",
)
def odd_fragment(data_set: DataSet) -> Iterator[Hit]:
    """Fragments are padded to an even length, as all values are.

    Why it matters
    Strict readers stop here, and do not see the frames that follow.

    Example
    A codestream of 35,659 bytes written as it is.

    How to fix
    Let the system that compresses pad each fragment with one byte.
    """
    pixels = _encapsulated(data_set)
    for number, fragment in enumerate(pixels.fragments if pixels else (), 1):
        if fragment.length & 1:
            yield Hit({"number": number, "length": fragment.length}, path=PIXEL_PATH, offset=fragment.offset)


@rule(
    "PIX057",
    "Extended Offset Table does not fit the frames",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} {problem}.",
    reference="PS3.3 C.7.6.3.1.8, PS3.5 A.4",
)
def extended_table(data_set: DataSet) -> Iterator[Hit]:
    """Offsets and lengths of the Extended Offset Table have one entry of eight bytes a frame, and lead to fragments.

    Why it matters
    Viewers of large multi-frame objects jump by this table: they show another frame, or fail.

    Example
    A table copied from the original when the frames were compressed again.

    How to fix
    Let the system that compresses write both tables again, or remove them.
    """
    pixels = _encapsulated(data_set)
    table = data_set.get(EXTENDED_OFFSET_TABLE)
    if pixels is None or table is None or table.value is None:
        return
    offsets = extended_offsets(table.value)
    if offsets is None or len(offsets) != pixels.frames:
        problem = f"has {len(table.value)} bytes, but {pixels.frames} frames need {8 * pixels.frames}"
        yield data_set.at(EXTENDED_OFFSET_TABLE, problem=problem)
    elif (wrong := wrong_offset(offsets, pixels.begins)) is not None:
        yield data_set.at(EXTENDED_OFFSET_TABLE, problem=f"leads nowhere at entry {wrong + 1}")
    yield from _extended_lengths(data_set, pixels, data_set.get(EXTENDED_OFFSET_TABLE_LENGTHS))


@rule(
    "PIX058",
    "Two offset tables",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is there, and the Basic Offset Table is not empty: only one of them may be.",
    reference="PS3.5 A.4, PS3.3 C.7.6.3.1.8",
)
def two_tables(data_set: DataSet) -> Iterator[Hit]:
    """The Basic Offset Table is empty where there is an Extended Offset Table.

    Why it matters
    Readers choose differently, and when the two disagree they show different frames.

    Example
    Both tables, of which only one was written again after a frame was removed.

    How to fix
    Leave the Basic Offset Table empty.
    """
    pixels = _encapsulated(data_set)
    if pixels and pixels.table and data_set.get(EXTENDED_OFFSET_TABLE) is not None:
        yield data_set.at(EXTENDED_OFFSET_TABLE)


def _encapsulated(data_set: DataSet) -> _Encapsulated | None:
    """The fragments of image frames; ``None`` for native pixels, video and what has no usable Number of Frames."""
    pixels, description = data_set.pixels, data_set.description
    if pixels is None or pixels.fragments is None or description is None or description.frames < 1:
        return None
    codec = CODECS.get(data_set.header.declared_syntax or "")
    if codec and codec.is_video:
        return None
    return _Encapsulated(pixels.fragments[1:], starts(pixels.fragments), pixels.value, description.frames)


def _extended_lengths(data_set: DataSet, pixels: _Encapsulated, lengths: Element | None) -> Iterator[Hit]:
    if lengths is None:
        yield data_set.at(EXTENDED_OFFSET_TABLE_LENGTHS, problem="is missing beside the offsets")
    elif lengths.value is not None and len(lengths.value) != 8 * pixels.frames:
        problem = f"has {len(lengths.value)} bytes, but {pixels.frames} frames need {8 * pixels.frames}"
        yield data_set.at(EXTENDED_OFFSET_TABLE_LENGTHS, problem=problem)


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
