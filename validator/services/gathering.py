"""The phase ``gather``: a folder of the server becomes the list of files of its capture; they stay where they are."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

from django.db import transaction

from validator.intake import folders, names
from validator.intake.folders import Listed, Walk
from validator.jobs.queue import Lease, LeaseLost
from validator.models import Analysis, Capture, File, Job
from validator.services import analysis, packing
from validator.services.outcome import Outcome

BATCH = 1000
"""Files entered at once: a transaction of some 20 ms."""
FIELDS = ("size", "modified_ns")
EMPTY = "The folder of capture {label!r} holds no files, so there is nothing to look at: choose another one."
UNREADABLE = (
    "In the folder of capture {label!r} the server may not look into {count:,} of the folders, so what they hold would "
    "seem to be missing. Let the server's user read them, and start a new run."
)


def run(lease: Lease) -> Outcome:
    """List the files below the folder of one capture. Can be repeated: the same files give the same rows."""
    capture = Capture.objects.get(case__analyses=lease.analysis, position=lease.first)
    try:
        walk = Walk(folders.resolve(capture.folder))
        _forget(lease, capture)
        listed = _enter(lease, capture, walk)
    except (folders.FolderRefused, FileNotFoundError, NotADirectoryError, PermissionError):
        return _failed(lease, f"Capture {capture.label!r}: {folders.NOT_OFFERED}")
    if walk.unreadable:
        return _failed(lease, UNREADABLE.format(label=capture.label, count=walk.unreadable))
    if not listed:
        return _failed(lease, EMPTY.format(label=capture.label))
    return Outcome(result=packing.pack({"listed": listed, "passed_over": walk.passed_over}))


def listed_so_far(run: Analysis) -> int:
    """How many files the run has found below the folders of its captures."""
    found = File.objects.filter(capture__case_id=run.case_id, state=File.State.IN_PLACE, modified_ns__isnull=False)
    return found.count()


def _forget(lease: Lease, capture: Capture) -> None:
    """Take from what an earlier run listed the mark that it is there: what is not found again is not enrolled."""
    listed = File.objects.filter(capture=capture, state=File.State.IN_PLACE, modified_ns__isnull=False)
    while some := list(listed.values_list("pk", flat=True)[:BATCH]):
        with _held(lease):
            File.objects.filter(pk__in=some).update(modified_ns=None)


def _enter(lease: Lease, capture: Capture, walk: Walk) -> int:
    """Write a row for each file; how many there are."""
    files, count = iter(walk), 0
    while some := list(islice(files, BATCH)):
        with _held(lease):
            File.objects.bulk_create(
                [_row(capture, listed) for listed in some],
                update_conflicts=True,
                unique_fields=["capture", "name_digest"],
                update_fields=FIELDS,
            )
        count += len(some)
    return count


def _row(capture: Capture, listed: Listed) -> File:
    return File(
        capture=capture,
        name=listed.name,
        name_digest=names.digest(listed.name),
        size=listed.size,
        modified_ns=listed.modified_ns,
        state=File.State.IN_PLACE,
    )


@contextmanager
def _held(lease: Lease) -> Iterator[None]:
    """A transaction in which nobody else gets the job. Raises ``LeaseLost`` where that has happened already.

    A run that is cancelled may see another folder chosen for its capture, which must not get the files of this one.
    """
    with transaction.atomic():
        mine = Job.objects.select_for_update().filter(pk=lease.job, lease_token=lease.token)
        if not mine.exists():
            raise LeaseLost
        yield


def _failed(lease: Lease, sentence: str) -> Outcome:
    return Outcome(write=lambda: analysis.fail(lease.analysis, sentence))
