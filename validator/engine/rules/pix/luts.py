"""PIX100 to PIX103: lookup tables for grey values."""

import sys
from array import array
from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Element, Severity
from validator.engine.rules.level import Level
from validator.engine.rules.pix.levels import items_of
from validator.engine.rules.subject import DataSet, Hit
from validator.engine.rules.tags import RESCALE_INTERCEPT, RESCALE_SLOPE, VOI_LUT_SEQUENCE

LUT_DESCRIPTOR, LUT_DATA = 0x00283002, 0x00283006
MODALITY_LUT_SEQUENCE = 0x00283000
PRESENTATION_LUT_SEQUENCE = 0x20500010
SEQUENCES = frozenset({MODALITY_LUT_SEQUENCE, VOI_LUT_SEQUENCE, PRESENTATION_LUT_SEQUENCE})
PRESENTATION_STATES = "1.2.840.10008.5.1.4.1.1.11."
PROJECTION_X_RAY = ("1.2.840.10008.5.1.4.1.1.1.1", "1.2.840.10008.5.1.4.1.1.1.2", "1.2.840.10008.5.1.4.1.1.1.3")
"""Digital X-Ray, mammography and intra-oral images, for presentation and for processing."""
WORD = 2
MOST_ENTRIES = 1 << 16


@rule(
    "PIX100",
    "LUT Descriptor that describes no table",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} {problem}.",
    reference="PS3.3 C.11.1.1, C.11.2.1.1, C.11.6.1.1",
)
def descriptor(data_set: DataSet) -> Iterator[Hit]:
    """The descriptor of a lookup table has three numbers: how many entries, the first input value, and how many bits an
    entry has. The bits are 8 or 16, or between 8 and 16 where the class of the object allows it.

    Why it matters
    Viewers scale the output of the table by its bits: with another number the picture is too dark or too bright.

    Example
    A VOI LUT of 12 bits in a CT image, where 8 and 16 are allowed.

    How to fix
    Have the system that writes the table scale its entries to 16 bits.
    """
    for level in _luts(data_set):
        numbers, sequence = level.numbers(LUT_DESCRIPTOR), _sequence(level)
        if len(numbers) != 3:
            continue  # the VRV family says so
        allowed = _bits(level, sequence, data_set.sop_class)
        if numbers[2] not in allowed:
            words = "8 or 16" if len(allowed) == 2 else f"between {min(allowed)} and {max(allowed)}"
            yield level.at(LUT_DESCRIPTOR, problem=f"gives entries of {numbers[2]} bits, which must be {words} here")
        elif sequence == PRESENTATION_LUT_SEQUENCE and numbers[1] != 0:
            yield level.at(LUT_DESCRIPTOR, problem="does not begin with the input value 0, as a Presentation LUT does")


@rule(
    "PIX101",
    "LUT Data of another length than described",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has {length} bytes, which does not fit {entries} entries of {bits} bits.",
    reference="PS3.3 C.11.1.1, C.11.2.1.1, C.11.6.1.1",
)
def data_length(data_set: DataSet) -> Iterator[Hit]:
    """A table has as many entries as its descriptor says, each in a word, or in a byte where it has 8 bits.

    Why it matters
    Viewers read past the end of the table, or map the brightest values to nothing.

    Example
    A descriptor of 4,096 entries beside a table of 4,095.

    How to fix
    Correct the system that writes the table: descriptor and data must be written together.
    """
    for level in _luts(data_set):
        numbers, data = level.numbers(LUT_DESCRIPTOR), level.get(LUT_DATA)
        if len(numbers) != 3 or data is None or data.length == 0:
            continue
        entries = (numbers[0] & 0xFFFF) or MOST_ENTRIES
        lengths = {entries * WORD} | ({entries + entries % 2} if numbers[2] <= 8 else set())
        if data.length not in lengths:
            yield level.at(LUT_DATA, length=data.length, entries=entries, bits=numbers[2])


@rule(
    "PIX102",
    "LUT Data beyond the bits of its descriptor",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has an entry of {largest}, but entries of {bits} bits go up to {limit}.",
    reference="PS3.3 C.11.2.1.1, C.11.6.1.1",
)
def data_range(data_set: DataSet) -> Iterator[Hit]:
    """No entry of a table is larger than the number of bits in its descriptor allows.

    Why it matters
    Viewers cut off the highest bits, so that the brightest parts of the picture turn dark.

    Example
    Entries up to 65,535 in a table that says it has 12 bits.

    How to fix
    Correct the descriptor, or scale the entries.
    """
    for level in _luts(data_set):
        numbers, data = level.numbers(LUT_DESCRIPTOR), level.get(LUT_DATA)
        if len(numbers) != 3 or data is None or not 8 < numbers[2] < 16:
            continue
        largest, limit = _largest(data, little=data_set.little), (1 << numbers[2]) - 1
        if largest > limit:
            yield level.at(LUT_DATA, largest=largest, bits=numbers[2], limit=limit)


@rule(
    "PIX103",
    "Modality LUT and Rescale Slope at once",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} stands beside Rescale Slope and Intercept: only one of them may say what samples mean.",
    reference="PS3.3 C.11.1",
)
def two_transformations(data_set: DataSet) -> Iterator[Hit]:
    """Samples become values by a table or by slope and intercept, never by both.

    Why it matters
    One viewer applies the table, another the slope, a third both: measured values differ from one workstation to the
    next.

    Example
    A digitiser that writes a table of optical densities, behind a gateway that adds slope 1 and intercept 0.

    How to fix
    Remove what was added. Slope 1 and intercept 0 say nothing that the table does not.
    """
    top = data_set.top
    if top.get(MODALITY_LUT_SEQUENCE) is None or not top.items(MODALITY_LUT_SEQUENCE):
        return
    if top.text(RESCALE_SLOPE) or top.text(RESCALE_INTERCEPT):
        yield top.at(MODALITY_LUT_SEQUENCE)


def _luts(data_set: DataSet) -> Iterator[Level]:
    return (level for level in items_of(data_set, SEQUENCES) if level.get(LUT_DESCRIPTOR) is not None)


def _sequence(level: Level) -> int:
    """The sequence whose item this is."""
    group, number = level.prefix.rpartition("(")[2][:9].split(",")
    return int(group + number, 16)


def _bits(level: Level, sequence: int, sop_class: str) -> range | tuple[int, int]:
    """How many bits an entry may have; a VOI LUT of an image, and not of its frames, is held to 8 or 16."""
    is_open = sop_class.startswith((PRESENTATION_STATES, *PROJECTION_X_RAY)) or level.prefix.count("(") > 1
    if sequence == PRESENTATION_LUT_SEQUENCE or (sequence == VOI_LUT_SEQUENCE and is_open):
        return range(8, 17)
    return (8, 16)


def _largest(data: Element, *, little: bool) -> int:
    """The largest entry of a table of words; 0 where it is not held in memory."""
    words = array("H", (data.value or b"")[: len(data.value or b"") // WORD * WORD])
    if little != (sys.byteorder == "little"):
        words.byteswap()
    return max(words, default=0)
