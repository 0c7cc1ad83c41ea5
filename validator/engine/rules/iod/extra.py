"""IOD040 to IOD043: what the IOD does not have."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.conformance.deviation import Difference
from validator.engine.rules.iod.hits import summed
from validator.engine.rules.subject import DataSet, Hit


@rule(
    "IOD040",
    "Attributes that are not in the IOD",
    severity=Severity.INFO,
    scope=Scope.DATA_SET,
    message="In no module of this IOD: {attributes}. The instance is of a Standard Extended SOP Class.",
    reference="PS3.2 3.11.1, PS3.4 B.4.1",
)
def not_in_iod(data_set: DataSet) -> Iterator[Hit]:
    """Standard attributes stand at the top level that none of the modules of this IOD lists. They are told of once.

    Why it matters
    This is allowed, but receivers may ignore the attributes, and some drop them.

    Example
    Pixel Spacing in a Secondary Capture image made before that IOD had it.

    How to fix
    Nothing need be done. Whoever relies on such an attribute should know that other systems may not.
    """
    return summed(data_set, Difference.NOT_IN_IOD)


@rule(
    "IOD041",
    "Attributes that are not among those of their item",
    severity=Severity.INFO,
    scope=Scope.DATA_SET,
    message="Not among the attributes that PS3.3 lists for the items that hold them: {attributes}.",
    reference="PS3.2 3.11.1",
)
def not_in_item(data_set: DataSet) -> Iterator[Hit]:
    """Standard attributes stand in items of sequences whose items do not have them. They are told of once.

    Why it matters
    Receivers may ignore them. Often such an attribute stands one level too deep, or too high, and is missed elsewhere.

    Example
    Patient ID inside an item of Referenced Image Sequence.

    How to fix
    Look whether the attribute is missing where it belongs; move it there.
    """
    return summed(data_set, Difference.NOT_IN_ITEM)


@rule(
    "IOD042",
    "Retired attributes are in use",
    severity=Severity.INFO,
    scope=Scope.DATA_SET,
    message="Retired, so that newer systems need not read them: {attributes}.",
    reference="PS3.6 6, PS3.5 7.1",
)
def retired(data_set: DataSet) -> Iterator[Hit]:
    """Attributes stand here that the standard has retired: they may be written, but nobody need read them any more.

    Why it matters
    What they say is lost on receivers that follow the current standard.

    Example
    Image Dimensions (0028,0005), from before 1993.

    How to fix
    Nothing need be done for old images. New ones should carry the attributes that took their place.
    """
    return summed(data_set, Difference.RETIRED)


@rule(
    "IOD043",
    "Attributes that were taken out of the IOD",
    severity=Severity.INFO,
    scope=Scope.DATA_SET,
    message="In no module of this IOD any more, though earlier editions of the standard had them here: {attributes}.",
    reference="PS3.3 A",
)
def moved(data_set: DataSet) -> Iterator[Hit]:
    """Attributes stand here that an earlier edition of PS3.3 listed for this IOD and the current one does not.

    Why it matters
    Newer receivers may not look for them here.

    Example
    Acquisition Device Processing Description in an image of a kind that lost it when modules were rearranged.

    How to fix
    Nothing need be done for images made under the earlier edition.
    """
    return summed(data_set, Difference.MOVED)
