"""SRD090 to SRD094: the control points of beams, which say how a beam is delivered step by step (PS3.3 C.8.8.14)."""

from collections.abc import Iterator
from typing import NamedTuple

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.level import Level
from validator.engine.rules.srd.numbering import count_of
from validator.engine.rules.srd.plans import (
    APPLICATION_SETUP_SEQUENCE,
    BEAM_SEQUENCE,
    CHANNEL_SEQUENCE,
    ION_BEAM_SEQUENCE,
)
from validator.engine.rules.srd.reading import is_whole
from validator.engine.rules.subject import DataSet, Hit

CONTROL_POINT_INDEX = 0x300A0112
CUMULATIVE_METERSET_WEIGHT = 0x300A0134
FINAL_CUMULATIVE_METERSET_WEIGHT = 0x300A010E
CUMULATIVE_TIME_WEIGHT = 0x300A02D6
FINAL_CUMULATIVE_TIME_WEIGHT = 0x300A02C8
LIMITING_DEVICE_SEQUENCES = (0x300A00B6, 0x300A03A4)
LIMITING_DEVICE_POSITION_SEQUENCE = 0x300A011A
LIMITING_DEVICE_TYPE = 0x300A00B8
NUMBER_OF_LEAF_JAW_PAIRS = 0x300A00BC
LEAF_POSITION_BOUNDARIES = 0x300A00BE
LEAF_JAW_POSITIONS = 0x300A011C
TOLERANCE = 1e-4
"""Of weights, relative to the largest: decimal strings are rounded."""


class Run(NamedTuple):
    """A beam, or a channel of brachytherapy, and how its control points are weighted."""

    level: Level
    points: tuple[Level, ...]
    weight: int
    final: int


def _runs(data_set: DataSet) -> Iterator[Run]:
    for tag, control_points in ((BEAM_SEQUENCE, 0x300A0111), (ION_BEAM_SEQUENCE, 0x300A03A8)):
        for beam in data_set.top.items(tag) if data_set.get(tag) is not None else ():
            yield Run(beam, beam.items(control_points), CUMULATIVE_METERSET_WEIGHT, FINAL_CUMULATIVE_METERSET_WEIGHT)
    if data_set.get(APPLICATION_SETUP_SEQUENCE) is not None:
        for setup in data_set.top.items(APPLICATION_SETUP_SEQUENCE):
            for channel in setup.items(CHANNEL_SEQUENCE):
                points = channel.items(0x300A02D0)
                yield Run(channel, points, CUMULATIVE_TIME_WEIGHT, FINAL_CUMULATIVE_TIME_WEIGHT)


@rule(
    "SRD090",
    "Control points not counted from zero",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {number} in item {position}: control points are counted 0, 1, 2 in the order in which they "
    "stand.",
    reference="PS3.3 C.8.8.14, C.8.8.15, C.8.8.25",
)
def not_counted(data_set: DataSet) -> Iterator[Hit]:
    """The first control point has the index 0, and each following one is greater by one.

    Why it matters
    Dose references and treatment records cite control points by their index. With others the dose belongs to another
    part of the beam.

    Example
    Indices that begin with 1, or that skip one after a control point was removed.

    How to fix
    Correct the planning system; do not only change the indices in the file.
    """
    for run in _runs(data_set):
        for position, point in enumerate(run.points):
            number = point.number(CONTROL_POINT_INDEX)
            if number is not None and number != position:
                yield point.at(CONTROL_POINT_INDEX, number=number, position=position + 1)


@rule(
    "SRD091",
    "Cumulative weight that does not begin with zero",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} of the first control point is not zero.",
    reference="PS3.3 C.8.8.14.1, C.8.8.15",
)
def does_not_begin_with_zero(data_set: DataSet) -> Iterator[Hit]:
    """The weight says how much was delivered up to a control point, and up to the first that is nothing.

    Why it matters
    Treatment systems refuse the beam, or deliver less than was planned.

    Example
    A beam that was split in two, whose second part goes on counting from the first.

    How to fix
    Have the planning system weight each beam from zero.
    """
    for run in _runs(data_set):
        weights = run.points[0].decimals(run.weight) if run.points else ()
        if weights and weights[0] != 0:
            yield run.points[0].at(run.weight)


@rule(
    "SRD092",
    "Cumulative weight that becomes smaller",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is smaller than that of an earlier control point: what was delivered cannot be taken back.",
    reference="PS3.3 C.8.8.14.1, C.8.8.15.6",
)
def becomes_smaller(data_set: DataSet) -> Iterator[Hit]:
    """The weights add up from one control point to the next and never become smaller.

    Why it matters
    Treatment systems refuse the beam, as they would have to deliver a negative dose.

    Example
    Weights of single segments in place of cumulative ones.

    How to fix
    Have the planning system add the weights up.
    """
    for run in _runs(data_set):
        highest = 0.0
        for point in run.points:
            weights = point.decimals(run.weight)
            if weights and weights[0] < highest - TOLERANCE * abs(highest):
                yield point.at(run.weight)
            elif weights:
                highest = max(highest, weights[0])


@rule(
    "SRD093",
    "Final weight is not that of the last control point",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is not the cumulative weight of the last control point.",
    reference="PS3.3 C.8.8.14.1, C.8.8.15.6",
)
def other_final_weight(data_set: DataSet) -> Iterator[Hit]:
    """The final weight, by which all weights are divided, is the weight of the last control point.

    Why it matters
    Weights times monitor units, divided by the final weight, is what is delivered: with another final weight the beam
    gives another dose than was planned.

    Example
    A final weight of 1 beside weights that end with 0.98.

    How to fix
    Take the plan from the planning system again, and do not treat with this one.
    """
    for run in _runs(data_set):
        final, last = run.level.decimals(run.final), run.points[-1].decimals(run.weight) if run.points else ()
        if (
            final
            and last
            and abs(final[0] - last[0]) > TOLERANCE * max(abs(final[0]), abs(last[0]))
            and is_whole(data_set)
        ):
            yield run.level.at(run.final)


@rule(
    "SRD094",
    "Positions of leaves do not fit their number",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has {count} values, and {expected} fit the Number of Leaf/Jaw Pairs.",
    reference="PS3.3 C.8.8.14",
)
def wrong_number_of_leaves(data_set: DataSet) -> Iterator[Hit]:
    """A collimator of N pairs has N + 1 boundaries and, at each control point, 2 N positions.

    Why it matters
    The shape of the field is not known. A treatment system refuses the beam, or opens the wrong leaves.

    Example
    A collimator of 60 pairs with 80 positions, after a plan was moved to another machine.

    How to fix
    Have the planning system plan the beam again for this collimator.
    """
    for tag in (BEAM_SEQUENCE, ION_BEAM_SEQUENCE):
        for beam in data_set.top.items(tag) if data_set.get(tag) is not None else ():
            pairs: dict[str, int] = {}
            for device in (device for sequence in LIMITING_DEVICE_SEQUENCES for device in beam.items(sequence)):
                number = device.number(NUMBER_OF_LEAF_JAW_PAIRS)
                if number is not None:
                    pairs[device.text(LIMITING_DEVICE_TYPE) or ""] = number
                    yield from _misfit(device, LEAF_POSITION_BOUNDARIES, number + 1)
            for point in (*beam.items(0x300A0111), *beam.items(0x300A03A8)):
                for positions in point.items(LIMITING_DEVICE_POSITION_SEQUENCE):
                    number = pairs.get(positions.text(LIMITING_DEVICE_TYPE) or "")
                    if number is not None:
                        yield from _misfit(positions, LEAF_JAW_POSITIONS, 2 * number)


def _misfit(level: Level, tag: int, expected: int) -> Iterator[Hit]:
    count = count_of(level.get(tag))
    if count and count != expected:
        yield level.at(tag, count=count, expected=expected)
