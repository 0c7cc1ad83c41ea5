"""A part of the phase ``pair``: lists from an archive's index held against every capture that has files."""

from bisect import bisect_left
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import groupby

from django.db import transaction
from django.db.models import Max

from validator.engine.manifest import Holding, ManifestError, Reconciler, holding_of
from validator.engine.model import Reconciliation
from validator.intake import spool
from validator.jobs.queue import Lease, LeaseLost
from validator.models import Analysis, Capture, File, Instance, Job, Row
from validator.services import discrepancies
from validator.services.captures import chain
from validator.services.reading import stored


class Unreadable(Exception):
    """A list cannot be read to its end, so the run has nothing to hold the files against; a sentence."""


def reconcile(lease: Lease, analysis: Analysis) -> tuple[Reconciliation, ...]:
    """Hold every list of the case against every capture with files; what does not agree is written at once.

    Can be repeated: what an earlier attempt wrote is written anew. Raises ``Unreadable``, and ``LeaseLost`` where
    another worker has the job.
    """
    lists = list(Capture.objects.filter(case_id=analysis.case_id, kind=Capture.Kind.MANIFEST).order_by("position"))
    if not lists:
        return ()
    with Reconciler() as reconciler:
        for capture in lists:
            _add_list(reconciler, capture)
        for label, holdings in _held(analysis):
            reconciler.add_files(label, holdings)
        told, found = reconciler.reconcile()
        _forget(lease, analysis)
        place = dict(chain(analysis.case_id).values_list("label", "position"))
        for rows in discrepancies.batches(analysis, found, place):
            with transaction.atomic():
                _require_lease(lease)
                Row.objects.bulk_create(rows)
    return tuple(told)


def _add_list(reconciler: Reconciler, capture: Capture) -> None:
    file = File.objects.get(capture=capture, state=File.State.MANIFEST)
    with ExitStack() as stack:
        try:
            path = stack.enter_context(spool.local(file.sha256))
            reconciler.add_list(capture.label, path, capture.columns)
        except (ManifestError, FileNotFoundError) as error:
            reason = str(error) if isinstance(error, ManifestError) else "Its bytes are gone from the spool."
            raise Unreadable(
                f"The list of capture {capture.label!r} cannot be read. {reason} Start a new run with a list that can."
            ) from error


def _held(analysis: Analysis) -> Iterator[tuple[str, Iterator[Holding]]]:
    """What the files of each capture are: ordinals go capture by capture."""
    labels = dict(chain(analysis.case_id).values_list("pk", "label"))
    rows = Instance.objects.filter(analysis=analysis).values_list("capture").annotate(last=Max("ordinal"))
    ends = sorted((last, labels[capture]) for capture, last in rows)
    readings = ((reading.ordinal, reading.identity) for reading in stored(analysis.pk))
    holdings = ((ordinal, holding_of(identity)) for ordinal, identity in readings if identity is not None)
    empty = set(labels.values())
    for label, group in groupby(holdings, key=lambda one: ends[bisect_left(ends, (one[0], ""))][1]):
        empty.discard(label)
        yield label, (holding for _, holding in group)
    yield from ((label, iter(())) for label in sorted(empty))


def _forget(lease: Lease, analysis: Analysis) -> None:
    """Take away what an earlier attempt wrote."""
    rows = discrepancies.rows_of(analysis)
    while some := list(rows.values_list("pk", flat=True)[: discrepancies.BATCH]):
        with transaction.atomic():
            _require_lease(lease)
            Row.objects.filter(pk__in=some).delete()


def _require_lease(lease: Lease) -> None:
    if not Job.objects.select_for_update().filter(pk=lease.job, lease_token=lease.token).exists():
        raise LeaseLost
