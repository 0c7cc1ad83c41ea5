"""The phase ``unpack``: archives become files of their capture."""

from django.db import transaction

from validator.intake import archive, spool
from validator.jobs.queue import Lease
from validator.models import File
from validator.services import retention, uploads
from validator.services.outcome import Outcome

BATCH = 200
"""How many entries are made durable at once."""
CRASHED = "It stopped the program that unpacks it, twice, so it was left out."


def run(lease: Lease) -> Outcome:
    """Unpack one received archive and the archives in it.

    Each step can be repeated: entries that are there already are the same entries.
    """
    waiting = [(file, depth_of(file)) for file in File.objects.filter(pk=lease.first)]
    budget = archive.Budget(sum(file.size for file, _ in waiting))
    while waiting:
        file, depth = waiting.pop()
        expand(file, depth=depth, budget=budget)
        nested = File.objects.filter(archive=file, state=File.State.ARCHIVE)
        waiting.extend((inner, depth + 1) for inner in nested)
    return Outcome()


def depth_of(file: File) -> int:
    """1 for an archive that was received, 2 for one in it: a run that was cancelled may have left it to the next."""
    return 1 if file.archive is None else 1 + depth_of(file.archive)


def expand(file: File, *, depth: int, budget: archive.Budget) -> None:
    """Enter what is in one archive, or say why it was refused; then none of its entries stays."""
    try:
        with spool.local(file.sha256) as path:
            batch: list[tuple[str, spool.Part]] = []
            for name, part in archive.entries(path, depth=depth, budget=budget):
                batch.append((f"{file.name}/{name}", part))
                if len(batch) == BATCH:
                    _enter(file, batch)
                    batch = []
            _enter(file, batch)
    except archive.IsDocument:
        _settle(file, File.State.STORED)
    except archive.ArchiveRefused as refusal:
        refuse(file, str(refusal))
    except FileNotFoundError:
        refuse(file, "Its bytes are gone from the spool.")
    else:
        _settle(file, File.State.EXPANDED)


def refuse(file: File, sentence: str) -> None:
    with transaction.atomic():
        entries = File.objects.filter(uploads.within(file.pk))
        retention.doom(entries)
        entries.delete()
        _settle(file, File.State.REFUSED, sentence)


def _enter(file: File, batch: list[tuple[str, spool.Part]]) -> None:
    try:
        known = uploads.keep([part for _, part in batch])
        uploads.enter(file.capture, batch, known=known, archive=file)
    finally:
        for _, part in batch:
            part.discard()


def _settle(file: File, state: File.State, detail: str = "") -> None:
    File.objects.filter(pk=file.pk).update(state=state, detail=detail)
