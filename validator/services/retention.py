"""What happens to bytes that nothing needs any more: marked first, deleted later, and only if that is still so.

Bytes are needed by a file whose case still keeps its files, and by a pack of headers. Received files stay for
``DICOMCHECK_FILE_DAYS`` after the last run of their case; headers and what was found stay as long as the case. Files
that are read in place are nobody's to delete.

A mark and the rows of files are read and written in one transaction by whoever deletes and by whoever receives, so that
no upload can be told "it is here already" about bytes that are about to go.
"""

import time
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from validator.intake import spool
from validator.models import Analysis, Capture, Case, DoomedBlob, File, Pack
from validator.services import audit
from validator.services.errors import Invalid

GRACE = timedelta(minutes=10)
"""So long the bytes stay after the last row that named them is gone."""
ARRIVAL = timedelta(days=1)
"""So long the bytes stay that arrived with a request which died before it wrote their rows."""
BATCH = 500
SWEPT = 50
"""Bytes that are deleted in one transaction."""
PATIENCE = 5.0
"""Seconds that one sweep takes at most, since whoever sweeps has other work too."""
WITHOUT_FILES = (
    "The files of this case were deleted on {day:%d %B %Y}, after their retention had ended, so it cannot be run "
    "again. Its report stays; to look at the files once more, make a new case and send them again."
)


def doom(rows: QuerySet[File] | QuerySet[Pack]) -> None:
    """Mark the bytes of files or packs that are about to be deleted; call it in the transaction that deletes them."""
    digests = rows.exclude(sha256="").values_list("sha256", flat=True).distinct()
    marks = (DoomedBlob(sha256=sha256) for sha256 in digests.iterator(chunk_size=2000))
    DoomedBlob.objects.bulk_create(marks, batch_size=BATCH, ignore_conflicts=True)


def require_files(case: Case) -> None:
    """Raises ``Invalid`` where the files of a case are not kept any more."""
    dropped = Case.objects.filter(pk=case.pk).values_list("files_dropped_at", flat=True).first()
    if dropped is not None:
        raise Invalid(WITHOUT_FILES.format(day=dropped))


def expire() -> int:
    """Drop the files of every case whose retention has ended; of how many cases."""
    if not settings.FILE_DAYS:
        return 0
    before = timezone.now() - timedelta(days=settings.FILE_DAYS)
    received = File.objects.filter(capture__case=OuterRef("pk"), sha256__gt="")
    cases = Case.objects.filter(Exists(received), is_sample=False, files_dropped_at=None)
    ended = cases.annotate(ended=Max("analyses__finished_at")).filter(ended__lt=before)
    return sum(_drop(case, before) for case in ended.order_by("pk"))


def _drop(case: Case, before: datetime) -> bool:
    """Mark the files of a case and say so, unless something has happened in it since."""
    files = File.objects.filter(capture__case=case).exclude(sha256="")
    if _is_in_use(case, before):
        return False
    # Before the date is set: a mark on bytes that are needed does no harm, and there may be a million.
    doom(files)
    with transaction.atomic():
        # On PostgreSQL this waits for a run that is being started; on SQLite the transaction itself does.
        still = Case.objects.select_for_update().filter(pk=case.pk, files_dropped_at=None)
        if not still.exists() or _is_in_use(case, before):
            return False
        Case.objects.filter(pk=case.pk).update(files_dropped_at=Now())
        Capture.objects.filter(case=case, sealed_at=None).update(sealed_at=Now())
        audit.record(AnonymousUser(), "files.dropped", case=case.pk, files=files.count(), days=settings.FILE_DAYS)
    return True


def _is_in_use(case: Case, before: datetime) -> bool:
    """Whether a run is going on or has ended since, or files have come since."""
    runs = Analysis.objects.filter(case=case)
    is_running = runs.filter(state=Analysis.State.RUNNING) | runs.filter(finished_at__gte=before)
    return is_running.exists() or File.objects.filter(capture__case=case, received_at__gte=before).exists()


def expect(digests: Iterable[str]) -> None:
    """Mark bytes before they come, for a time no request lasts; the transaction that writes their rows spares them."""
    rows = [DoomedBlob(sha256=sha256, marked_at=Now() + ARRIVAL) for sha256 in sorted(set(digests))]
    with transaction.atomic():
        DoomedBlob.objects.bulk_create(
            rows, batch_size=BATCH, update_conflicts=True, unique_fields=["sha256"], update_fields=["marked_at"]
        )


def spare(parts: Collection[spool.Part]) -> None:
    """Take the marks off bytes that have come again; call it in the transaction that writes their rows.

    Where bytes went between the look into the spool and the lock on their mark, they are kept once more.
    """
    unmark({part.sha256 for part in parts})
    spool.keep(part for part in parts if part.path.exists())


def unmark(digests: Collection[str]) -> None:
    """Take the marks off bytes; call it in the transaction that writes rows that name them.

    From then on nobody deletes them, but somebody may have done so before.
    """
    for some in _batches(digests):
        # In one order, so that two requests with the same files do not wait for each other's locks.
        marks = DoomedBlob.objects.select_for_update().filter(sha256__in=some).order_by("sha256")
        DoomedBlob.objects.filter(sha256__in=list(marks.values_list("sha256", flat=True))).delete()


def sweep() -> int:
    """Delete the bytes whose time is up, for a few seconds at most; how many."""
    until = time.monotonic() + PATIENCE
    swept = 0
    while time.monotonic() < until:
        due = DoomedBlob.objects.filter(marked_at__lt=Now() - GRACE).order_by("sha256")
        digests = list(due.values_list("sha256", flat=True)[:SWEPT])
        if not digests:
            break
        swept += _delete(digests)
    return swept


def _delete(digests: list[str]) -> int:
    """Delete what of these bytes is not needed, and the marks; how many bytes that were."""
    with transaction.atomic():
        marks = DoomedBlob.objects.select_for_update().filter(sha256__in=digests, marked_at__lt=Now() - GRACE)
        marked = set(marks.order_by("sha256").values_list("sha256", flat=True))
        for sha256 in marked - (needed := _needed(marked)):
            spool.storage().delete(spool.key(sha256))
        DoomedBlob.objects.filter(sha256__in=marked).delete()
    return len(marked - needed)


def _needed(digests: Collection[str]) -> set[str]:
    kept = File.objects.filter(sha256__in=digests, capture__case__files_dropped_at=None)
    packs = Pack.objects.filter(sha256__in=digests)
    return {*kept.values_list("sha256", flat=True), *packs.values_list("sha256", flat=True)}


def _batches(digests: Iterable[str]) -> Iterable[list[str]]:
    ordered = sorted(digests)
    return (ordered[start : start + BATCH] for start in range(0, len(ordered), BATCH))
