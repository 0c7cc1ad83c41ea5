"""IOD020 and IOD021: how many items a sequence has."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.conformance.deviation import Difference
from validator.engine.rules.iod.hits import hit
from validator.engine.rules.subject import DataSet, Hit


@rule(
    "IOD020",
    "Sequence has more items than allowed",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has {count} items: the {module} module allows {most}.",
    reference="PS3.3 5.1, PS3.5 7.5",
)
def too_many_items(data_set: DataSet) -> Iterator[Hit]:
    """A sequence holds more items than the standard allows for it, most often two where one is meant.

    Why it matters
    Readers take the first item, or the last; which of them counts nobody can say.

    Example
    A second item in Concept Name Code Sequence, added by a program that meant to replace the first.

    How to fix
    Keep the item that is right.
    """
    for deviation in data_set.deviations.get(Difference.TOO_MANY_ITEMS, ()):
        yield hit(data_set, deviation, count=deviation.items, most=_most(deviation.row and deviation.row.items))


@rule(
    "IOD021",
    "Sequence has fewer items than required",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has {count}, fewer than the items that the {module} module requires ({least}).",
    reference="PS3.3 5.1, PS3.5 7.5",
)
def too_few_items(data_set: DataSet) -> Iterator[Hit]:
    """A sequence holds items, but fewer than the standard requires for it.

    Why it matters
    What the missing items should say is lost.

    Example
    A blending presentation state with one input image, where two are blended.

    How to fix
    Restore the items from the source.
    """
    for deviation in data_set.deviations.get(Difference.TOO_FEW_ITEMS, ()):
        yield hit(data_set, deviation, count=deviation.items, least=_least(deviation.row and deviation.row.items))


def _most(items: tuple[int, int | None] | None) -> str:
    most = items[1] if items else None
    return "one" if most == 1 else f"at most {most}"


def _least(items: tuple[int, int | None] | None) -> str:
    return f"at least {items[0]}" if items else "more"
