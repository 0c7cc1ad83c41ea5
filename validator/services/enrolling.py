"""The phase ``enrol``: every file gets its ordinal, in an order that depends on labels and names only."""

import hashlib

from validator.jobs.queue import Lease
from validator.models import Analysis, Capture, File, Instance
from validator.services.outcome import Outcome

BATCH = 500
UNENROLLED = (File.State.EXPANDED, File.State.ARCHIVE)
"""An archive that was unpacked is represented by its entries."""


def run(lease: Lease) -> Outcome:
    """List the instances of an analysis. Can be repeated: the same files give the same rows."""
    analysis = Analysis.objects.get(pk=lease.analysis)
    digest = hashlib.sha256()
    rows: list[Instance] = []
    ordinal = 0
    for capture in Capture.objects.filter(case_id=analysis.case_id).order_by("position"):
        files = File.objects.filter(capture=capture).exclude(state__in=UNENROLLED)
        # Sorted here, since every database has its own idea of the order of names.
        for name, sha256, file in sorted(files.values_list("name", "sha256", "pk")):
            digest.update(f"{capture.label}\0{name}\0{sha256}\0".encode())
            rows.append(Instance(analysis=analysis, ordinal=ordinal, capture=capture, file_id=file))
            ordinal += 1
            if len(rows) == BATCH:
                Instance.objects.bulk_create(rows, ignore_conflicts=True)
                rows = []
    Instance.objects.bulk_create(rows, ignore_conflicts=True)
    found = digest.hexdigest()
    return Outcome(write=lambda: _note(analysis.pk, found))


def _note(analysis: int, digest: str) -> None:
    Analysis.objects.filter(pk=analysis).update(inputs_digest=digest)
