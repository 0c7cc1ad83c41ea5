"""IOD050: functional groups that the IOD demands."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.conformance.deviation import Difference
from validator.engine.rules.iod.hits import hits
from validator.engine.rules.subject import DataSet, Hit


@rule(
    "IOD050",
    "Functional group is missing",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is missing: the IOD requires this functional group for every frame{because}. It is neither "
    "shared nor among those of this frame.",
    reference="PS3.3 C.7.6.16",
)
def group_missing(data_set: DataSet) -> Iterator[Hit]:
    """A functional group that the IOD demands is not shared, and at least one frame has none of its own.

    Why it matters
    The frame lacks its position, spacing or type: viewers cannot place it among the others, and volumes have holes.

    Example
    Frame 37 of an Enhanced MR without Plane Position Sequence after a tool removed "duplicate" items.

    How to fix
    Restore the group from the source. The first frame that lacks it is named; others may lack it as well.
    """
    return hits(data_set, Difference.GROUP_MISSING)
