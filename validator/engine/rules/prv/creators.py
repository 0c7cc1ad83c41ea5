"""PRV002 to PRV010: Private Creators."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity, tag_text
from validator.engine.rules.prv.blocks import Place, Private, first, survey
from validator.engine.rules.subject import DataSet, Hit


@rule(
    "PRV002",
    "Private Creator that is not LO",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is written as {vr}; a Private Creator is LO.",
    reference="PS3.5 7.8.1",
)
def wrong_vr(data_set: DataSet) -> Iterator[Hit]:
    """The element that reserves a block has the VR LO, whatever stands in the block.

    Why it matters
    Readers that know the rule read the value as LO, others as it is written; one of them does not recognise the maker,
    and leaves the private elements aside.

    Example
    (0029,0010) as SH or CS.

    How to fix
    Correct the writing system, or the conversion from implicit to explicit VR that guessed.
    """
    for block in survey(data_set).blocks:
        written = block.creator.vr_written
        if written and written not in ("LO", "UN"):
            yield block.hit(vr=written)


@rule(
    "PRV003",
    "Private Creator is empty",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is empty: it reserves a block for nobody. Remove it with its block, or restore the name.",
    reference="PS3.5 7.8.1",
)
def empty(data_set: DataSet) -> Iterator[Hit]:
    """A Private Creator always has a value: the identification of the maker.

    Why it matters
    The private elements of the block lose their meaning for every system, also for the maker's own.

    Example
    A de-identification that empties every text, and empties the creators with the others.

    How to fix
    Have the tool leave Private Creators alone, or remove them together with their elements.
    """
    return (block.hit() for block in survey(data_set).blocks if block.creator.value is not None and not block.name)


@rule(
    "PRV004",
    "One Private Creator twice in a group",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} repeats the identification of {other}: a creator reserves one block of a group.",
    reference="PS3.5 7.8.1",
)
def repeated(data_set: DataSet) -> Iterator[Hit]:
    """Two blocks of one group carry the same identification, which is not allowed.

    Why it matters
    Systems that look for a private element by creator and number find the first block only, and do not see the values
    in the second, or overwrite them.

    Example
    A gateway appends its own elements in a new block each time the object passes.

    How to fix
    Let the writing system look whether its block is there, and use it.
    """
    seen: dict[tuple[Place, int, str], int] = {}
    for block in survey(data_set).blocks:
        tag = block.creator.tag
        earlier = seen.setdefault((block.place, block.group, block.name), tag)
        if block.name and earlier != tag:
            yield block.hit(other=tag_text(earlier))


@rule(
    "PRV006",
    "Private Creator written as UN",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute}{others} written with the VR UN: many readers do not see a creator in it.",
    reference="PS3.5 7.8.1, 6.2.2",
)
def unknown_vr(data_set: DataSet) -> Iterator[Hit]:
    """The VR of a Private Creator is always known: it is LO, and need not be written as UN. One finding is made for all
    of them.

    Why it matters
    Readers that compare texts only find no creator, and treat the private elements as ownerless.

    Example
    An archive that keeps everything in odd groups as UN when it turns implicit VR into explicit.

    How to fix
    Correct the conversion: elements (gggg,0010) to (gggg,00FF) are LO.
    """
    unknown = [
        Private(block.creator, block.place) for block in survey(data_set).blocks if block.creator.vr_written == "UN"
    ]
    if unknown:
        more = len(unknown) - 1
        yield first(unknown).hit(others=f" and {more} more are" if more else " is")


@rule(
    "PRV008",
    "Private Creator with several values",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} holds a backslash, so that it has {count} values: a Private Creator has one.",
    reference="PS3.5 7.8.1",
)
def several_values(data_set: DataSet) -> Iterator[Hit]:
    """The identification is a single value; a backslash divides it.

    Why it matters
    Some readers take the first part for the creator, others the whole: they do not recognise each other's blocks.

    Example
    A path of a program, with backslashes, as identification.

    How to fix
    Take the backslash out of the identification.
    """
    for block in survey(data_set).blocks:
        count = block.name.count("\\") + 1
        if count > 1:
            yield block.hit(count=count)


@rule(
    "PRV009",
    "Private Creator beyond ASCII",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} holds characters outside the default repertoire, which a Private Creator may not.",
    reference="PS3.5 7.8.1, 6.1.1",
)
def beyond_ascii(data_set: DataSet) -> Iterator[Hit]:
    """A Private Creator is compared byte by byte, so it uses the default repertoire only, whatever Specific Character
    Set says.

    Why it matters
    After a hop that changes the character set the identification is another one, and the block is not recognised.

    Example
    The name of a hospital with an umlaut as identification.

    How to fix
    Write the identification in plain ASCII.
    """
    return (block.hit() for block in survey(data_set).blocks if not block.name.isascii())


@rule(
    "PRV010",
    "Private blocks without elements",
    severity=Severity.INFO,
    scope=Scope.DATA_SET,
    message="{attribute}{others} reserve{s} a block in which nothing stands.",
    reference="PS3.5 7.8.1",
)
def unused(data_set: DataSet) -> Iterator[Hit]:
    """A Private Creator is there without any element of its block. One finding is made for all of them.

    Why it matters
    It is legal, and mostly means that private elements were removed on the way: by a de-identification, or by a system
    that keeps only what it knows.

    Example
    (0029,0010) of a Siemens header without the headers themselves.

    How to fix
    Find out whether the values are missed. If not, the creator can be removed too.
    """
    vain = [
        Private(block.creator, block.place) for block in survey(data_set).blocks if block.name and not block.elements
    ]
    if vain:
        more = len(vain) - 1
        yield first(vain).hit(others=f" and {more} more" if more else "", s="" if more else "s")
