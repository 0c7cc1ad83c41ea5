"""SRD062 to SRD065: presentation states that blend several images (PS3.3 C.11.14, C.11.33, C.11.34)."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.level import Level
from validator.engine.rules.srd import tags
from validator.engine.rules.subject import DataSet, Hit


@rule(
    "SRD062",
    "Both layers of a blending in one position",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is the same in both items: one is UNDERLYING, the other SUPERIMPOSED.",
    reference="PS3.3 C.11.14",
)
def same_position(data_set: DataSet) -> Iterator[Hit]:
    """A blending lays one set of images over another, and each of its two items says which of them it is.

    Why it matters
    The viewer does not know which images are transparent: the fusion is shown the wrong way round, or not at all.

    Example
    Two items that are both SUPERIMPOSED, after one was copied from the other.

    How to fix
    Have the workstation write UNDERLYING for the images that lie below.
    """
    if data_set.get(tags.BLENDING_SEQUENCE) is None:
        return
    layers = data_set.top.items(tags.BLENDING_SEQUENCE)
    positions = [layer.text(tags.BLENDING_POSITION) for layer in layers]
    if len(layers) == 2 and positions[0] and positions[0] == positions[1]:
        yield layers[1].at(tags.BLENDING_POSITION)


@rule(
    "SRD063",
    "Inputs of a blending not counted from one",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {number} in item {position}: inputs are counted 1, 2, 3 and so on.",
    reference="PS3.3 C.11.33",
)
def inputs_not_counted(data_set: DataSet) -> Iterator[Hit]:
    """The inputs of an advanced blending are numbered from 1, in the order in which they stand.

    Why it matters
    The steps of the blending name their inputs by these numbers: with others they blend the wrong series.

    Example
    Inputs 1 and 3, after the second was removed.

    How to fix
    Have the workstation number the inputs again, and change the steps that name them.
    """
    if data_set.get(tags.ADVANCED_BLENDING_SEQUENCE) is None:
        return
    for position, source in enumerate(data_set.top.items(tags.ADVANCED_BLENDING_SEQUENCE), 1):
        number = source.number(tags.BLENDING_INPUT_NUMBER)
        if number is not None and number != position:
            yield source.at(tags.BLENDING_INPUT_NUMBER, number=number, position=position)


@rule(
    "SRD064",
    "Blending of an input that does not exist",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {number}, which no input and no earlier step of the blending has.",
    reference="PS3.3 C.11.33, C.11.34",
)
def unknown_input(data_set: DataSet) -> Iterator[Hit]:
    """Each step of an advanced blending takes inputs, or what other steps made, by their numbers.

    Why it matters
    The step has nothing to blend: the viewer shows an error, or a fusion in which a layer is missing.

    Example
    A step that blends the inputs 1 and 3 where there are two.

    How to fix
    Correct the numbers in the workstation that made the presentation state.
    """
    if data_set.get(tags.BLENDING_DISPLAY_SEQUENCE) is None:
        return
    steps = data_set.top.items(tags.BLENDING_DISPLAY_SEQUENCE)
    known = {level.number(tags.BLENDING_INPUT_NUMBER) for level in (*_inputs(data_set), *steps)}
    for step in steps:
        for source in step.items(tags.BLENDING_DISPLAY_INPUT_SEQUENCE):
            number = source.number(tags.BLENDING_INPUT_NUMBER)
            if number is not None and number not in known:
                yield source.at(tags.BLENDING_INPUT_NUMBER, number=number)


@rule(
    "SRD065",
    "Foreground blending of other than two inputs",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has {count} items, and a blending in the mode FOREGROUND takes exactly two.",
    reference="PS3.3 C.11.34",
)
def foreground_of_two(data_set: DataSet) -> Iterator[Hit]:
    """The mode FOREGROUND lays one input over one other; EQUAL takes any number of them.

    Why it matters
    Viewers blend the first two and leave out the others, or refuse the presentation state.

    Example
    Three inputs in a step with the mode FOREGROUND.

    How to fix
    Have the workstation blend in several steps, or use EQUAL.
    """
    if data_set.get(tags.BLENDING_DISPLAY_SEQUENCE) is None:
        return
    for step in data_set.top.items(tags.BLENDING_DISPLAY_SEQUENCE):
        count = len(step.items(tags.BLENDING_DISPLAY_INPUT_SEQUENCE))
        if step.text(tags.BLENDING_MODE) == "FOREGROUND" and count not in (0, 2):
            yield step.at(tags.BLENDING_DISPLAY_INPUT_SEQUENCE, count=count)


def _inputs(data_set: DataSet) -> tuple[Level, ...]:
    return data_set.top.items(tags.ADVANCED_BLENDING_SEQUENCE)
