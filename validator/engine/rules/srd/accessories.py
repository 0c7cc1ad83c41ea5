"""SRD095: lists of numbers that describe what stands in the beam: blocks, compensators, spots."""

from collections.abc import Iterator
from typing import NamedTuple

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.level import Level
from validator.engine.rules.srd.numbering import count_of
from validator.engine.rules.srd.plans import BEAM_SEQUENCE, ION_BEAM_SEQUENCE
from validator.engine.rules.subject import DataSet, Hit


class List(NamedTuple):
    """A list of numbers, and what its length is the product of."""

    data: int
    factors: tuple[int, ...]
    each: int
    """How many numbers belong to one of them."""
    size: int = 0
    """Bytes of a number; 0 for text."""


ROWS, COLUMNS, POINTS, SPOTS = 0x300A00E7, 0x300A00E8, 0x300A0104, 0x300A0392
LISTS = {
    0x300A00F4: (List(0x300A0106, (POINTS,), 2),),
    0x300A03A6: (List(0x300A0106, (POINTS,), 2),),
    0x300A00E3: (List(0x300A00EC, (ROWS, COLUMNS), 1), List(0x300A00EB, (ROWS, COLUMNS), 1)),
    0x300A02EA: (List(0x300A00EC, (ROWS, COLUMNS), 1),),
    0x300A03A8: (List(0x300A0394, (SPOTS,), 2, 4), List(0x300A0396, (SPOTS,), 1, 4)),
}
"""By the sequence within a beam: Block Data; Compensator Thickness and Transmission Data; Scan Spot Position Map and
Scan Spot Meterset Weights."""


@rule(
    "SRD095",
    "Shape of a beam does not fit its number of points",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has {count} numbers, and {expected} are announced.",
    reference="PS3.3 C.8.8.14, C.8.8.25",
)
def wrong_number(data_set: DataSet) -> Iterator[Hit]:
    """The edge of a block, the thickness of a compensator and the spots of an ion beam are lists, and the number of
    their points, rows and columns is written beside them.

    Why it matters
    The block is milled or the beam scanned in another shape than was planned, or the plan is refused.

    Example
    A block of 20 points with 38 numbers, after the last point was cut off.

    How to fix
    Take the plan from the planning system again.
    """
    for tag in (BEAM_SEQUENCE, ION_BEAM_SEQUENCE):
        for beam in data_set.top.items(tag) if data_set.get(tag) is not None else ():
            for sequence, lists in LISTS.items():
                if beam.get(sequence) is not None:
                    for item in beam.items(sequence):
                        yield from (hit for one in lists for hit in _misfits(item, one))


def _misfits(item: Level, one: List) -> Iterator[Hit]:
    expected = one.each
    for tag in one.factors:
        number = item.number(tag)
        if number is None:
            return
        expected *= number
    count = count_of(item.get(one.data), size=one.size)
    if count and count != expected:
        yield item.at(one.data, count=count, expected=expected)
