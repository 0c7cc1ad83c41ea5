"""IOD010 to IOD014: what the modules of the IOD demand or forbid under a condition."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.conformance.deviation import Difference
from validator.engine.rules.iod.hits import hits
from validator.engine.rules.subject import DataSet, Hit


@rule(
    "IOD010",
    "Conditionally required attribute is missing",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is missing: the {module} module requires it with a value (Type 1C){because}.",
    reference="PS3.5 7.4.2",
)
def type_1c_missing(data_set: DataSet) -> Iterator[Hit]:
    """An attribute of Type 1C is not there, although the instance meets the condition under which it is required.

    Why it matters
    The attribute is needed to understand the ones that the condition is about.

    Example
    Planar Configuration missing from a colour image: one viewer guesses right, the next shows three grey pictures.

    How to fix
    Fill it at the source, or correct the attribute that the condition is about if that one is wrong.
    """
    return hits(data_set, Difference.TYPE_1C_MISSING)


@rule(
    "IOD011",
    "Conditionally required attribute is empty",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has no value: where the {module} module has it, it has a value (Type 1C){because}.",
    reference="PS3.5 7.4.2",
)
def type_1c_empty(data_set: DataSet) -> Iterator[Hit]:
    """An attribute of Type 1C is there and empty.

    Why it matters
    Unlike an attribute of Type 2C, one of Type 1C is never empty: left out, or with a value.

    Example
    Window Center present without a value: viewers divide by nothing or show a black picture.

    How to fix
    Give it its value, or take it out where its condition does not hold.
    """
    return hits(data_set, Difference.TYPE_1C_EMPTY)


@rule(
    "IOD012",
    "Conditional attribute that may be empty is missing",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is missing: the {module} module requires it, empty where its value is unknown (Type 2C)"
    "{because}.",
    reference="PS3.5 7.4.4",
)
def type_2c_missing(data_set: DataSet) -> Iterator[Hit]:
    """An attribute of Type 2C is not there, although the instance meets the condition under which it is required.

    Why it matters
    Receivers that build on the condition read it, and some refuse the instance.

    Example
    Patient Orientation missing from a radiograph that is no projection of known geometry.

    How to fix
    Write the attribute, with a length of zero where nobody knows its value.
    """
    return hits(data_set, Difference.TYPE_2C_MISSING)


@rule(
    "IOD013",
    "Attribute is there although its condition does not hold",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} must not be here: the {module} module {allows}.",
    reference="PS3.5 7.4.2, 7.4.4",
)
def not_allowed(data_set: DataSet) -> Iterator[Hit]:
    """An attribute of Type 1C or 2C is there, its condition is not met, and the module forbids it in every other case.

    Why it matters
    It contradicts the attribute that the condition is about: one of the two is wrong, and readers choose differently.

    Example
    Lossy Image Compression Ratio in an image that says it was never compressed with loss.

    How to fix
    Find out which of the two is true; take out the other, or correct it.
    """
    return hits(data_set, Difference.NOT_ALLOWED)


@rule(
    "IOD014",
    "Attribute is there outside its condition",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is here although its condition does not hold: the {module} module {has}.",
    reference="PS3.5 7.4.2, 7.4.4",
)
def not_mentioned(data_set: DataSet) -> Iterator[Hit]:
    """An attribute of Type 1C or 2C is there although its condition is not met. The module says nothing of that case,
    and PS3.5 then has the attribute left out.

    Why it matters
    It may contradict the attribute that the condition is about. Most receivers do not mind, strict ones refuse it.

    Example
    Inversion Time in a series without inversion recovery.

    How to fix
    Leave it out where its condition does not hold, or correct the attribute that the condition is about.
    """
    return hits(data_set, Difference.NOT_MENTIONED)
