"""PRV001, PRV005 and PRV007: where private elements may stand."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.prv.blocks import Private, first, survey
from validator.engine.rules.subject import DataSet, Hit

MISPLACED = 0xFFFF
"""The group that no data set may hold at all: the FIL family says so."""


@rule(
    "PRV001",
    "Private attributes without a creator",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute}{others} in a block that no Private Creator reserves: nobody can tell whose attributes they "
    "are.",
    reference="PS3.5 7.8.1",
)
def without_creator(data_set: DataSet) -> Iterator[Hit]:
    """A private element gets its meaning from the Private Creator of its block, which must stand in the same data set
    or item. One finding is made for each block, however many elements it holds.

    Why it matters
    Readers do not know the VR of the values, and cannot tell what to keep when the data are anonymised. Another maker's
    system may take them for its own.

    Example
    A de-identification removed (0019,0010) and left (0019,100A); items of a private sequence that rely on the creator
    outside.

    How to fix
    Remove private elements together with their creator, or keep both. Write the creator into each item.
    """
    blocks: dict[tuple[int, int], list[Private]] = {}
    for private in survey(data_set).orphans:
        blocks.setdefault((private.element.tag >> 16, private.element.tag >> 8 & 0xFF), []).append(private)
    for orphans in blocks.values():
        more = len(orphans) - 1
        yield first(orphans).hit(others=f" and {more} more stand" if more else " stands")


@rule(
    "PRV005",
    "Not a number for private elements",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has an element number that private groups do not use: creators stand at 0010 to 00FF, "
    "elements at 1000 to FFFF.",
    reference="PS3.5 7.8.1",
)
def misnumbered(data_set: DataSet) -> Iterator[Hit]:
    """In an odd group the elements (gggg,0001) to (gggg,000F) and (gggg,0100) to (gggg,0FFF) must not be there.

    Why it matters
    They belong to no block, so that no reader can tell whose they are. Strict systems refuse the object.

    Example
    (3109,000D), written by software that took the number for any free one.

    How to fix
    Correct the writing system: it has to reserve a block with a Private Creator and number its elements within.
    """
    return (private.hit() for private in survey(data_set).misnumbered)


@rule(
    "PRV007",
    "Private attribute in a forbidden group",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} stands in an odd group that is not for private use: take a group from 0009 on.",
    reference="PS3.5 7.8",
)
def misgrouped(data_set: DataSet) -> Iterator[Hit]:
    """The odd groups 0001, 0003, 0005 and 0007 are excluded, because their even neighbours hold commands, file meta
    and directories.

    Why it matters
    Readers that tell these parts apart by the group take the element for a command or for file meta, and fail.

    Example
    (0001,0001) in front of the data set, written by a program that numbered its own elements from one.

    How to fix
    Correct the writing system, and take any other odd group.
    """
    return (private.hit() for private in survey(data_set).misgrouped if private.element.group != MISPLACED)
