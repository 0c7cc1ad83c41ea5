"""Files received for a capture: kept in the spool, then entered; only then are they acknowledged."""

from collections.abc import Sequence
from typing import NamedTuple

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import Q

from validator.intake import names, spool
from validator.intake.archive import is_archive
from validator.models import Capture, Case, File
from validator.models.case import Actor
from validator.services import audit, retention
from validator.services.captures import open_case, open_chain
from validator.services.errors import Full
from validator.services.surroundings import Trouble, trouble

BATCH = 500
NO_ROOM = "There is no room left on the disk, so none of these files was kept. Make room and send them again."
TWICE = "Its bytes were here already under another name; they are stored once."


class Arrived(NamedTuple):
    """One file that has arrived and is not yet kept."""

    name: str
    part: spool.Part
    is_too_large: bool = False


class Outcome(NamedTuple):
    """What became of one file: ``stored``, ``known`` (the same was here already) or ``refused``."""

    name: str
    state: str
    detail: str = ""


def receive(actor: Actor, case: Case, capture: Capture, arrived: Sequence[Arrived]) -> list[Outcome]:
    """Acknowledge files: when this returns, bytes and rows survive whatever happens.

    Raises ``Sealed`` where a run was started meanwhile, and ``Full``; then nothing of the request is kept.
    """
    wanted = [(each.name, each.part) for each in arrived if not each.is_too_large]
    try:
        if not all(each.part.is_whole for each in arrived):
            raise spool.SpoolFull
        known = keep([part for _, part in wanted])
        with open_case(case):
            entered = enter(capture, wanted, known=known)
            audit.record(actor, "files.received", case=case.pk, position=capture.position, files=len(entered))
    except (spool.SpoolFull, DatabaseError) as error:
        if trouble(error) is not Trouble.ROOM:
            raise
        raise Full(NO_ROOM) from error
    finally:
        for each in arrived:
            each.part.discard()
    limit = f"It is larger than {settings.UPLOAD_FILE_BYTES:,} bytes, the limit for one file."
    refused = [Outcome(names.printable(each.name), "refused", limit) for each in arrived if each.is_too_large]
    return [*entered, *refused]


def keep(parts: Sequence[spool.Part]) -> set[str]:
    """Make the parts durable, marked before, so that those are found again whose rows are never written."""
    retention.expect(part.sha256 for part in parts)
    return spool.keep(parts)


def enter(
    capture: Capture, kept: Sequence[tuple[str, spool.Part]], *, known: set[str], archive: File | None = None
) -> list[Outcome]:
    """Write the rows of files whose bytes are in the spool; one outcome for each, in order.

    The same bytes under the same name are the same file, sent twice. Other bytes under a name that is taken get a
    number behind it.
    """
    shown = [names.printable(name) for name, _ in kept]
    taken = _taken(capture, shown)
    rows, outcomes, here = [], [], set(known)
    for name, (_, part) in zip(shown, kept, strict=True):
        free, number = name, 1
        while taken.get(names.digest(free), part.sha256) != part.sha256:
            number += 1
            free = names.numbered(name, number)
            if names.digest(free) not in taken:
                taken.update(_taken(capture, [free]))
        if names.digest(free) in taken:
            outcomes.append(Outcome(free, "known", "The same file was here already; it is kept once."))
            continue
        taken[names.digest(free)] = part.sha256
        rows.append(
            File(
                capture=capture,
                name=free,
                name_digest=names.digest(free),
                sha256=part.sha256,
                size=part.size,
                state=File.State.ARCHIVE if is_archive(part.head) else File.State.STORED,
                archive=archive,
            )
        )
        outcomes.append(Outcome(free, "stored", TWICE if part.sha256 in here else ""))
        here.add(part.sha256)
    with transaction.atomic():
        retention.spare([part for _, part in kept])
        File.objects.bulk_create(rows, batch_size=BATCH)
    return outcomes


def _taken(capture: Capture, shown: Sequence[str]) -> dict[str, str]:
    """The SHA-256 of the files that have these names, by the digest of the name."""
    wanted = [names.digest(name) for name in shown]
    found: dict[str, str] = {}
    for start in range(0, len(wanted), BATCH):
        rows = File.objects.filter(capture=capture, name_digest__in=wanted[start : start + BATCH])
        found.update(rows.values_list("name_digest", "sha256"))
    return found


def within(archive: int) -> Q:
    """The files that were unpacked from an archive, or from an archive in it."""
    return Q(archive=archive) | Q(archive__archive=archive)


def remove(actor: Actor, case: Case, file: int) -> None:
    """Take one received file out of its capture again, with what was unpacked from it."""
    with open_chain(case):
        files = File.objects.filter(capture__case=case)
        retention.doom(files.filter(Q(pk=file) | within(file)))
        files.filter(pk=file).delete()
        audit.record(actor, "file.removed", case=case.pk)
