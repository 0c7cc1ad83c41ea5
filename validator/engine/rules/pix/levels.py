"""Where descriptions of pixels stand besides the top of the data set."""

from collections.abc import Collection, Iterator

from validator.engine.rules.level import Level
from validator.engine.rules.subject import DataSet


def items_of(data_set: DataSet, sequences: Collection[int]) -> Iterator[Level]:
    """The items of these sequences, at any depth."""
    for path, element in data_set.sequences:
        if element.tag in sequences:
            for number, item in enumerate(element.items or ()):
                yield Level(item.elements, little=data_set.little, prefix=f"{path}[{number}].", holder=item)


def top_and_items(data_set: DataSet, sequences: Collection[int]) -> Iterator[Level]:
    """The data set itself, and the items of these sequences at any depth."""
    yield data_set.top
    yield from items_of(data_set, sequences)
