"""The seven attributes that the matrix always shows, as one lineage carries them through the captures."""

from typing import NamedTuple

from validator.models import Instance, Member
from validator.services.headers import header_of
from validator.services.report.run import Run
from validator.services.report.shelf import value_at

PINNED = (
    "(0020,000D)",
    "(0020,000E)",
    "(0008,0018)",
    "(0010,0020)",
    "(0008,0050)",
    "(0002,0010)",
    "(0008,0005)",
)
"""Study, Series and SOP Instance UID, Patient ID, Accession Number, Transfer Syntax, Specific Character Set."""


class PinnedValues(NamedTuple):
    """Values by path and position of the capture; ``None`` where the attribute is absent."""

    values: dict[tuple[str, int], str | None]

    def at(self, path: str, position: int) -> str | None:
        return self.values.get((path, position))


def pinned_values(run: Run) -> PinnedValues:
    """Read one lineage's headers again; a capture that lacks it, or whose file is gone, shows the one before.

    It is the first composite instance: a DICOMDIR belongs to no study, so it would say nothing.
    """
    compared = Member.objects.filter(analysis=run.analysis, rank=0)
    composite = compared.exclude(instance__sop_class="").exclude(instance__study_uid="")
    first = composite.order_by("lineage").values_list("lineage", flat=True)[:1]
    members = compared.filter(lineage__in=list(first)).select_related("instance__file")
    instances = {member.capture: member.instance for member in members}
    values: dict[tuple[str, int], str | None] = {}
    for capture in run.captures:
        for path in PINNED:
            known = values.get((path, capture.position - 1))
            values[path, capture.position] = _value(instances.get(capture.position), path, known)
    return PinnedValues(values)


def _value(instance: Instance | None, path: str, known: str | None) -> str | None:
    if instance is None:
        return known
    try:
        return value_at(header_of(instance), path)
    except FileNotFoundError:
        return known
