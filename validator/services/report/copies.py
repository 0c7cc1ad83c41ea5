"""Two files of one instance held against each other, whatever captures they come from."""

from validator.engine.compare import Pairing, compare_lineage, survey
from validator.engine.model import Change, Lineage
from validator.models import Instance
from validator.services import results
from validator.services.headers import header_of

LABELS = ("before", "after")


def changes_between(before: Instance, after: Instance) -> list[Change]:
    """What differs between two files, each difference under its kind; empty where one of them was never read.

    Nothing else of the case is looked at: where two copies cite others than each other, both may be right.
    Raises ``Unreachable`` where neither file nor header of one of them is kept any more.
    """
    outlines = [results.outline_of(instance) for instance in (before, after)]
    one, other = outlines
    if one is None or other is None:
        return []
    lineage = Lineage(1, "sop-instance-uid", ((one.file,), (other.file,)))
    held = dict(zip(LABELS, (one, other), strict=True))
    facts = survey([(label, [outline]) for label, outline in held.items()], Pairing((lineage,), ()))
    headers = {label: header_of(instance) for label, instance in zip(LABELS, (before, after), strict=True)}
    return compare_lineage(lineage, headers, facts, outlines=held)
