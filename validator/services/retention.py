"""What happens to bytes that nothing needs any more: marked first, deleted later, and only if that is still so.

A mark and the rows of files are read and written in one transaction by whoever deletes and by whoever receives, so that
no upload can be told "it is here already" about bytes that are about to go.
"""

from collections.abc import Collection, Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from validator.intake import spool
from validator.models import DoomedBlob, File

GRACE = timedelta(minutes=10)
"""So long the bytes stay after the last row that named them is gone."""
ARRIVAL = timedelta(days=1)
"""So long the bytes stay that arrived with a request which died before it wrote their rows."""
BATCH = 500


def doom(files: QuerySet[File]) -> None:
    """Mark the bytes of files that are about to be deleted; call it in the transaction that deletes them."""
    rows = (DoomedBlob(sha256=sha256) for sha256 in files.values_list("sha256", flat=True).distinct())
    DoomedBlob.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


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
    for digests in _batches({part.sha256 for part in parts}):
        # In one order, so that two requests with the same files do not wait for each other's locks.
        marks = DoomedBlob.objects.select_for_update().filter(sha256__in=digests).order_by("sha256")
        marked = set(marks.values_list("sha256", flat=True))
        DoomedBlob.objects.filter(sha256__in=marked).delete()
    spool.keep(part for part in parts if part.path.exists())


def sweep() -> int:
    """Delete the bytes whose time is up; how many."""
    due = DoomedBlob.objects.filter(marked_at__lt=Now() - GRACE).values_list("sha256", flat=True)
    return sum(_delete(sha256) for sha256 in list(due[:BATCH]))


def _delete(sha256: str) -> bool:
    with transaction.atomic():
        mark = DoomedBlob.objects.select_for_update().filter(sha256=sha256).first()
        if mark is None:
            return False
        is_needed = File.objects.filter(sha256=sha256).exists()
        if not is_needed:
            spool.storage().delete(spool.key(sha256))
        mark.delete()
    return not is_needed


def _batches(digests: Iterable[str]) -> Iterable[list[str]]:
    ordered = sorted(digests)
    return (ordered[start : start + BATCH] for start in range(0, len(ordered), BATCH))
