"""The phase ``enrol``: every file gets its ordinal, in an order that depends on labels and names only."""

import hashlib
from collections.abc import Iterator
from itertools import islice

from django.db import connection
from django.db.models import Q
from django.db.models.functions import Collate

from validator.jobs.queue import Lease
from validator.models import Analysis, Capture, File, Instance
from validator.services.outcome import Outcome

BATCH = 500
BINARY = {"sqlite": "BINARY", "postgresql": "C"}
"""The collations that compare the bytes of UTF-8, and thereby code points."""
UNENROLLED = Q(state__in=(File.State.EXPANDED, File.State.ARCHIVE, File.State.MANIFEST)) | Q(
    state=File.State.IN_PLACE, modified_ns=None
)
"""An archive that was unpacked is represented by its entries; of a folder, what was found there this time counts."""


def run(lease: Lease) -> Outcome:
    """List the instances of an analysis. Can be repeated: the same files give the same rows."""
    analysis = Analysis.objects.get(pk=lease.analysis)
    digest = hashlib.sha256()
    ordinal = 0
    for capture in Capture.objects.filter(case_id=analysis.case_id).order_by("position"):
        files = _files(capture)
        while some := list(islice(files, BATCH)):
            for file in some:
                digest.update(f"{capture.label}\0{file.name}\0{_identity(file)}\0".encode())
            rows = (
                Instance(analysis=analysis, ordinal=number, capture=capture, file=file)
                for number, file in enumerate(some, ordinal)
            )
            Instance.objects.bulk_create(rows, ignore_conflicts=True)
            ordinal += len(some)
    found = digest.hexdigest()
    return Outcome(write=lambda: _note(analysis.pk, found))


def _files(capture: Capture) -> Iterator[File]:
    """Those that are read, by the code points of their names: every database has its own idea of the order of names."""
    by_code_point = Collate("name", BINARY[connection.vendor])
    rows = File.objects.filter(capture=capture).exclude(UNENROLLED).order_by(by_code_point)
    return rows.only("name", "sha256", "size", "modified_ns").iterator(chunk_size=2000)


def _identity(file: File) -> str:
    """What stands for its bytes: of a file that stays in its folder, size and time of its last change."""
    return file.sha256 or f"{file.size}:{file.modified_ns}"


def _note(analysis: int, digest: str) -> None:
    Analysis.objects.filter(pk=analysis).update(inputs_digest=digest)
