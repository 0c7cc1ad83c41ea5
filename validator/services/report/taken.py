"""How and when each capture was taken, and what that way may itself have changed."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from validator.engine.model import ChangeGroup
from validator.engine.verdict.methods import Remark, method_of, remarks
from validator.models import Group
from validator.services.report.run import Run


class Taken(NamedTuple):
    """One capture."""

    label: str
    words: str
    """Completes "The files were"."""
    taken_at: datetime | None
    note: str
    """What a reader should know of this way, whatever the report shows."""
    remarks: tuple[Remark, ...]
    """What of this report may be the doing of this way."""


def taken_of(run: Run) -> tuple[Taken, ...]:
    """Every capture in order; on a single one there is nothing that a way could have changed."""
    groups = _groups(run) if run.is_trace else []
    return tuple(
        Taken(
            capture.label,
            method_of(capture.method).words,
            capture.taken_at,
            method_of(capture.method).note,
            remarks(capture.label, capture.method, _about(groups, capture.position)),
        )
        for capture in run.captures
    )


def _groups(run: Run) -> list[tuple[int, ChangeGroup]]:
    """The lines about changes and presence with the position of the capture that their hop leads to."""
    scopes = (Group.Scope.CHANGE, Group.Scope.PRESENCE)
    rows = Group.objects.filter(analysis=run.analysis, scope__in=scopes, capture__isnull=False)
    found = rows.values_list("capture", "path", "code", "members")
    return [(at or 0, ChangeGroup(run.label(at), path, kind, members)) for at, path, kind, members in found]


def _about(groups: Iterable[tuple[int, ChangeGroup]], position: int) -> list[ChangeGroup]:
    """Those of the hop to a capture and of the hop from it."""
    return [group for at, group in groups if at in (position, position + 1)]
