"""PIX022 and PIX023: the palette of PALETTE COLOR images."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.pix.levels import top_and_items
from validator.engine.rules.subject import DataSet, Hit
from validator.engine.rules.tags import ICON_IMAGE_SEQUENCE, PALETTE_COLOR_LOOKUP_TABLE_UID

PALETTE_COLOR = "PALETTE COLOR"
DESCRIPTORS = (0x00281101, 0x00281102, 0x00281103)
TABLES = (0x00281201, 0x00281202, 0x00281203)
HOLDERS = frozenset({ICON_IMAGE_SEQUENCE, 0x00480120, 0x0028140B})
"""Icon Image, Palette Color Lookup Table (of an optical path) and Enhanced Palette Color Lookup Table Sequence."""
SEGMENTED_TABLES = (0x00281221, 0x00281222, 0x00281223)


@rule(
    "PIX022",
    "Palette is missing",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is missing from the palette: the colours are lost.",
    reference="PS3.3 C.7.6.3, C.7.9",
)
def palette_missing(data_set: DataSet) -> Iterator[Hit]:
    """A palette image needs the descriptor and the table of each of the three colours, or a well-known palette. So does
    whatever has one of them.

    Why it matters
    Viewers show the indices as grey: the picture is meaningless.

    Example
    An ultrasound image whose palette was removed by a tool that thins out headers.

    How to fix
    Take the palette from the source.
    """
    description = data_set.description
    is_palette = description is not None and description.photometric == PALETTE_COLOR
    if data_set.text(PALETTE_COLOR_LOOKUP_TABLE_UID) and data_set.pixels is not None:
        return
    if not is_palette and all(data_set.get(tag) is None for tag in DESCRIPTORS):
        return
    wanted = SEGMENTED_TABLES if any(data_set.get(tag) is not None for tag in SEGMENTED_TABLES) else TABLES
    for descriptor, table, segmented, missed in zip(DESCRIPTORS, TABLES, SEGMENTED_TABLES, wanted, strict=True):
        if data_set.lacks(descriptor):
            yield data_set.at(descriptor)
        if data_set.get(table) is None and data_set.lacks(segmented):
            yield data_set.at(missed)


@rule(
    "PIX023",
    "Palette descriptor or table does not fit",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} {problem}: colours will be wrong.",
    reference="PS3.3 C.7.6.3.1.5, C.7.6.3.1.6",
)
def palette_misfit(data_set: DataSet) -> Iterator[Hit]:
    """The descriptor says how many entries a table has and of how many bits, and the table must have room for them. The
    descriptors of the three colours are the same. Palettes of icons are looked at too.

    Why it matters
    Viewers read past the table or take bytes of the next one: single grey levels appear in false colours, or all do.

    Example
    A descriptor of 256 entries of 16 bits beside a table of 256 bytes.

    How to fix
    Correct the system that wrote the palette; descriptor and table must be written together.
    """
    for level in top_and_items(data_set, HOLDERS):
        red = level.numbers(DESCRIPTORS[0])
        for descriptor, table in zip(DESCRIPTORS, TABLES, strict=True):
            if level.get(descriptor) is None:
                continue
            numbers, content = level.numbers(descriptor), level.get(table)
            if len(numbers) != 3:
                yield level.at(descriptor, problem="is not three numbers")
                continue
            if numbers[2] not in (8, 16):
                yield level.at(descriptor, problem="does not end with 8 or 16, the bits of an entry")
            elif len(red) == 3 and numbers != red:
                yield level.at(descriptor, problem="is not the same as that of the red palette")
            if content is not None and content.length not in _table_lengths(numbers[0], numbers[2]):
                entries = (numbers[0] & 0xFFFF) or 65536
                problem = f"has {content.length} bytes, which does not fit {entries} entries of {numbers[2]} bits"
                yield level.at(table, problem=problem)


def _table_lengths(entries: int, bits: int) -> tuple[int, ...]:
    """The lengths that a table may have; entries of 16 bits or more take a word, smaller ones a byte, or a word as was
    usual before."""
    entries = (entries & 0xFFFF) or 65536
    return (entries * 2,) if bits >= 16 else (entries + entries % 2, entries * 2)
