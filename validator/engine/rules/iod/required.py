"""IOD001 to IOD006: what the modules of the IOD demand without a condition of the attribute's own."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.conformance.deviation import Difference
from validator.engine.rules.iod.hits import hits
from validator.engine.rules.subject import DataSet, Hit


@rule(
    "IOD001",
    "Required attribute is missing",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is missing: the {module} module requires it with a value (Type 1){because}.",
    reference="PS3.5 7.4.1",
)
def type_1_missing(data_set: DataSet) -> Iterator[Hit]:
    """An attribute of Type 1 is not there. The IOD's module demands it, and demands that it has a value.

    Why it matters
    Receivers count on it. Some refuse the instance, some store it and fail later, when somebody opens it.

    Example
    A CT image without Pixel Spacing: it is shown, and every measurement on it is refused or wrong.

    How to fix
    Have the device that made the instance fill it, or copy it from an earlier capture of the same instance. Never make
    up a value: an instance that is refused does less harm than one with an invented position or dose.
    """
    return hits(data_set, Difference.TYPE_1_MISSING)


@rule(
    "IOD002",
    "Required attribute is empty",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has no value: the {module} module requires one (Type 1){because}.",
    reference="PS3.5 7.4.1",
)
def type_1_empty(data_set: DataSet) -> Iterator[Hit]:
    """An attribute of Type 1 is there and holds nothing, or nothing but padding.

    Why it matters
    It is read as if it were missing, and often worse: programs that test whether it is there go on and fail.

    Example
    Rows and Columns written with a length of zero by a tool that clears what it does not know.

    How to fix
    Fill it from the source. A hop that empties required attributes is configured to de-identify too much.
    """
    return hits(data_set, Difference.TYPE_1_EMPTY)


@rule(
    "IOD003",
    "Required sequence has no items",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has no items: the {module} module requires at least one (Type 1){because}.",
    reference="PS3.5 7.4.1",
)
def type_1_without_item(data_set: DataSet) -> Iterator[Hit]:
    """A sequence of Type 1 is there with no item in it, which counts as no value.

    Why it matters
    What the items say is lost, and readers that take the first item fail.

    Example
    A presentation state whose Referenced Series Sequence was emptied when its images were anonymized.

    How to fix
    Restore the items from the source.
    """
    return hits(data_set, Difference.TYPE_1_NO_ITEM)


@rule(
    "IOD004",
    "Attribute that may be empty is missing",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is missing: the {module} module requires it, empty where its value is unknown (Type 2)"
    "{because}.",
    reference="PS3.5 7.4.3",
)
def type_2_missing(data_set: DataSet) -> Iterator[Hit]:
    """An attribute of Type 2 is not there. It may be empty, but it must not be left out.

    Why it matters
    An empty attribute says "nobody knows", a missing one says nothing. Some receivers refuse the instance.

    Example
    Referring Physician's Name dropped by a converter that leaves out what has no value.

    How to fix
    Write the attribute with a length of zero.
    """
    return hits(data_set, Difference.TYPE_2_MISSING)
