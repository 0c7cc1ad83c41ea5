"""SRD085 to SRD088: numbers and counts that hold the parts of RT objects together (PS3.3 C.8.8)."""

from collections.abc import Iterator
from typing import NamedTuple

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.level import Level
from validator.engine.rules.srd.numbering import numbers_of, repeated, strangers
from validator.engine.rules.srd.reading import is_whole
from validator.engine.rules.subject import DataSet, Hit

FRACTION_GROUP_SEQUENCE = 0x300A0070
BEAM_SEQUENCE = 0x300A00B0
ION_BEAM_SEQUENCE = 0x300A03A2
APPLICATION_SETUP_SEQUENCE = 0x300A0230
NUMBER_OF_BEAMS = 0x300A0080
NUMBER_OF_BRACHY_APPLICATION_SETUPS = 0x300A00A0
REFERENCED_BEAM_SEQUENCE = 0x300C0004
REFERENCED_BRACHY_APPLICATION_SETUP_SEQUENCE = 0x300C000A
BEAMS = (BEAM_SEQUENCE, ION_BEAM_SEQUENCE)

NUMBERED = (
    (BEAM_SEQUENCE, 0x300A00C0),
    (ION_BEAM_SEQUENCE, 0x300A00C0),
    (FRACTION_GROUP_SEQUENCE, 0x300A0071),
    (APPLICATION_SETUP_SEQUENCE, 0x300A0234),
    (0x300A0180, 0x300A0182),
    (0x300A0040, 0x300A0042),
    (0x300A0010, 0x300A0012),
    (0x30060020, 0x30060022),
    (0x30060080, 0x30060082),
)
"""Sequences whose items have a number of their own, and the number: Beam Number, Fraction Group Number, Application
Setup Number, Patient Setup Number, Tolerance Table Number, Dose Reference Number, ROI Number, Observation Number."""


class Link(NamedTuple):
    """Items that cite items of another sequence by their numbers."""

    steps: tuple[int, ...]
    """The sequences that lead to the citing items."""
    citing: int
    cited: tuple[int, ...]
    """The sequences, at the top level, of which one has the cited items."""
    number: int


LINKS = (
    Link((FRACTION_GROUP_SEQUENCE, REFERENCED_BEAM_SEQUENCE), 0x300C0006, BEAMS, 0x300A00C0),
    Link(
        (FRACTION_GROUP_SEQUENCE, REFERENCED_BRACHY_APPLICATION_SETUP_SEQUENCE),
        0x300C000C,
        (APPLICATION_SETUP_SEQUENCE,),
        0x300A0234,
    ),
    Link((FRACTION_GROUP_SEQUENCE, 0x300C0050), 0x300C0051, (0x300A0010,), 0x300A0012),
    Link((BEAM_SEQUENCE,), 0x300C006A, (0x300A0180,), 0x300A0182),
    Link((BEAM_SEQUENCE,), 0x300C00A0, (0x300A0040,), 0x300A0042),
    Link((ION_BEAM_SEQUENCE,), 0x300C006A, (0x300A0180,), 0x300A0182),
    Link((0x30060039,), 0x30060084, (0x30060020,), 0x30060022),
    Link((0x30060080,), 0x30060084, (0x30060020,), 0x30060022),
    Link((0x30060080, 0x30060030), 0x30060084, (0x30060020,), 0x30060022),
)
COUNTED = (
    (0x300A0110, 0x300A0111),
    (0x300A0110, 0x300A03A8),
    (0x300A0110, 0x300A02D0),
    (0x300A00D0, 0x300A00D1),
    (0x300A00D0, 0x300A03AA),
    (0x300A00E0, 0x300A00E3),
    (0x300A00E0, 0x300A02EA),
    (0x300A00ED, 0x300C00B0),
    (0x300A00F0, 0x300A00F4),
    (0x300A00F0, 0x300A03A6),
    (0x300A0312, 0x300A0314),
    (0x300A0330, 0x300A0332),
    (0x300A0340, 0x300A0342),
    (NUMBER_OF_BEAMS, REFERENCED_BEAM_SEQUENCE),
    (NUMBER_OF_BRACHY_APPLICATION_SETUPS, REFERENCED_BRACHY_APPLICATION_SETUP_SEQUENCE),
)
"""Numbers that count the items of a sequence beside them: control points, wedges, compensators, boli, blocks, range
shifters, lateral spreading devices, range modulators; the beams and brachy setups of a fraction group."""
CHANNEL_SEQUENCE = 0x300A0280


@rule(
    "SRD085",
    "Two items with one number",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is that of an earlier item: what cites the number cannot tell them apart.",
    reference="PS3.3 C.8.8",
)
def number_repeated(data_set: DataSet) -> Iterator[Hit]:
    """Beams, fraction groups, setups, dose references, regions and observations have numbers, each its own.

    Why it matters
    Other parts of the object, and other objects, cite these numbers. A dose, a setup or an image may be joined to the
    wrong beam.

    Example
    Two regions with the ROI Number 1, after two structure sets were merged.

    How to fix
    Have the system give each item its own number, and change all places that cite it.
    """
    for sequence, number in NUMBERED:
        if data_set.get(sequence) is not None:
            yield from (item.at(number) for item in repeated(data_set.top.items(sequence), number))


@rule(
    "SRD086",
    "Number of an item that does not exist",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is a number that no item has which it could mean.",
    reference="PS3.3 C.8.8",
)
def number_of_nothing(data_set: DataSet) -> Iterator[Hit]:
    """Contours cite their region, fraction groups their beams, beams their setup, each by a number that exists in the
    same object.

    Why it matters
    A contour without region has no name; a fraction group whose beam is missing cannot be treated. Planning and
    treatment systems refuse the object.

    Example
    A region that was deleted from the list while its contours stayed.

    How to fix
    Have the system delete or renumber both together.
    """
    for link in LINKS:
        if data_set.get(link.steps[0]) is None:
            continue
        present = [tag for tag in link.cited if _has_items(data_set, tag)]
        if present and is_whole(data_set):
            known = {number for tag in present for number in numbers_of(data_set.top.items(tag), link.number)}
            for item in strangers(_along(data_set.top, link.steps), link.citing, known):
                yield item.at(link.citing)


@rule(
    "SRD087",
    "A number that does not count its items",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {number}, and there are {count} items of what it counts.",
    reference="PS3.3 C.8.8.13, C.8.8.14, C.8.8.15, C.8.8.25",
)
def wrong_count(data_set: DataSet) -> Iterator[Hit]:
    """Numbers of control points, wedges, blocks, beams and so on count the items of the sequence beside them.

    Why it matters
    A treatment system that finds fewer control points than announced does not load the beam. One that trusts the
    number treats part of it.

    Example
    A Number of Control Points of 178 beside 177 items.

    How to fix
    Take the plan from the planning system again. Where the plan was changed on the way, correct the number.
    """
    for level in _counting(data_set):
        for number, sequence in COUNTED:
            items = level.get(sequence)
            if items is not None and items.items:
                announced = level.number(number)
                if announced is not None and announced != len(items.items) and is_whole(data_set):
                    yield level.at(number, number=announced, count=len(items.items))


@rule(
    "SRD088",
    "Beams and brachytherapy in one fraction group",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {setups} in a fraction group with {beams} beams: one of both numbers is zero.",
    reference="PS3.3 C.8.8.13",
)
def beams_and_setups(data_set: DataSet) -> Iterator[Hit]:
    """A fraction group is made of beams or of brachytherapy setups, never of both.

    Why it matters
    Treatment systems know one or the other kind. They refuse the plan or leave half of it out.

    Example
    A plan that combines an external and an intracavitary treatment in one group.

    How to fix
    Have the planning system write a fraction group for each, or two plans.
    """
    if data_set.get(FRACTION_GROUP_SEQUENCE) is None:
        return
    for group in data_set.top.items(FRACTION_GROUP_SEQUENCE):
        beams, setups = group.number(NUMBER_OF_BEAMS), group.number(NUMBER_OF_BRACHY_APPLICATION_SETUPS)
        if beams and setups:
            yield group.at(NUMBER_OF_BRACHY_APPLICATION_SETUPS, beams=beams, setups=setups)


def _has_items(data_set: DataSet, tag: int) -> bool:
    element = data_set.get(tag)
    return element is not None and bool(element.items)


def _along(level: Level, steps: tuple[int, ...]) -> Iterator[Level]:
    """The items to which a way of sequences leads."""
    if len(steps) == 1:
        yield from level.items(steps[0])
        return
    for item in level.items(steps[0]):
        yield from item.items(steps[1])


def _counting(data_set: DataSet) -> Iterator[Level]:
    """Every item that may count others: beams, fraction groups and the channels of brachytherapy."""
    for tag in (*BEAMS, FRACTION_GROUP_SEQUENCE):
        if data_set.get(tag) is not None:
            yield from data_set.top.items(tag)
    if data_set.get(APPLICATION_SETUP_SEQUENCE) is not None:
        yield from _along(data_set.top, (APPLICATION_SETUP_SEQUENCE, CHANNEL_SEQUENCE))
