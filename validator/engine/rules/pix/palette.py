"""PIX022 and PIX023: the palette of PALETTE COLOR images."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.subject import DataSet, Hit
from validator.engine.rules.tags import PALETTE_COLOR_LOOKUP_TABLE_UID

PALETTE_COLOR = "PALETTE COLOR"
DESCRIPTORS = (0x00281101, 0x00281102, 0x00281103)
TABLES = (0x00281201, 0x00281202, 0x00281203)
SEGMENTED_TABLES = (0x00281221, 0x00281222, 0x00281223)


@rule(
    "PIX022",
    "Palette is missing",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is missing, and the Photometric Interpretation is PALETTE COLOR: the colours are lost.",
    reference="PS3.3 C.7.6.3, C.7.9",
)
def palette_missing(data_set: DataSet) -> Iterator[Hit]:
    """A palette image needs the descriptor and the table of each of the three colours, or a well-known palette.

    Why it matters
    Viewers show the indices as grey: the picture is meaningless.

    Example
    An ultrasound image whose palette was removed by a tool that thins out headers.

    How to fix
    Take the palette from the source.
    """
    description = data_set.description
    if description is None or description.photometric != PALETTE_COLOR or data_set.text(PALETTE_COLOR_LOOKUP_TABLE_UID):
        return
    for descriptor, table, segmented in zip(DESCRIPTORS, TABLES, SEGMENTED_TABLES, strict=True):
        if data_set.get(descriptor) is None:
            yield data_set.at(descriptor)
        if data_set.get(table) is None and data_set.get(segmented) is None:
            yield data_set.at(table)


@rule(
    "PIX023",
    "Palette descriptor or table does not fit",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} {problem}: colours will be wrong.",
    reference="PS3.3 C.7.6.3.1.5, C.7.6.3.1.6",
)
def palette_misfit(data_set: DataSet) -> Iterator[Hit]:
    """The descriptor says how many entries a table has and of how many bits, and the table must have room for them.

    Why it matters
    Viewers read past the table or take bytes of the next one: single grey levels appear in false colours, or all do.

    Example
    A descriptor of 256 entries of 16 bits beside a table of 256 bytes.

    How to fix
    Correct the system that wrote the palette; descriptor and table must be written together.
    """
    for descriptor, table in zip(DESCRIPTORS, TABLES, strict=True):
        element, content = data_set.get(descriptor), data_set.get(table)
        numbers = data_set.numbers(descriptor)
        if element is None:
            continue
        if len(numbers) != 3 or numbers[2] not in (8, 16):
            yield data_set.at(descriptor, problem="is not three numbers of which the last is 8 or 16")
        elif content is not None and content.length not in _table_lengths(numbers[0], numbers[2]):
            problem = (
                f"has {content.length} bytes, which does not fit {numbers[0] or 65536} entries of {numbers[2]} bits"
            )
            yield data_set.at(table, problem=problem)


def _table_lengths(entries: int, bits: int) -> tuple[int, ...]:
    """The lengths that a table may have; 8-bit entries stand one in a byte, or one in a word as was usual before."""
    entries = (entries & 0xFFFF) or 65536
    return (entries * 2,) if bits == 16 else (entries + entries % 2, entries * 2)
