"""Files received for a capture: kept in the spool, then entered; only then are they acknowledged."""

import hashlib
import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import Q
from django.db.models.functions import Now

from validator.engine.header import is_excerpt
from validator.intake import names, spool
from validator.intake.archive import is_archive
from validator.models import Capture, Case, File, Receipt
from validator.models.case import Actor
from validator.services import audit, retention
from validator.services.captures import open_case, open_chain, require_receiving
from validator.services.errors import Full, Invalid
from validator.services.surroundings import Trouble, trouble

BATCH = 500
NO_ROOM = "There is no room left on the disk, so none of these files was kept. Make room and send them again."
TWICE = "Its bytes were here already under another name; they are stored once."
SAME = "The same file was here already; it is kept once."
OTHER_PATHS = "This Idempotency-Key was used before for other files: make up a new one for each request."
RECEIPTS_KEPT = timedelta(days=2)
"""So long a request may be sent again with its Idempotency-Key."""
RECEIVED = (File.State.STORED, File.State.EXCERPT, File.State.ARCHIVE, File.State.EXPANDED, File.State.REFUSED)
"""States of files whose bytes came with an upload."""


class Arrived(NamedTuple):
    """One file that has arrived and is not yet kept."""

    name: str
    part: spool.Part
    is_too_large: bool = False


class Claim(NamedTuple):
    """A file that somebody has and may not need to send."""

    name: str
    sha256: str
    """Of its bytes, in hexadecimal, lower case."""
    size: int
    """In bytes."""


class Outcome(NamedTuple):
    """What became of one file: ``stored``, ``known`` (the same was here already), ``refused`` or ``missing``."""

    name: str
    state: str
    detail: str = ""


class _Entry(NamedTuple):
    """Bytes in the spool that are to become a file."""

    name: str
    """As it was sent."""
    sha256: str
    size: int
    state: File.State


def receive(actor: Actor, case: Case, capture: Capture, arrived: Sequence[Arrived], *, key: str = "") -> list[Outcome]:
    """Acknowledge files: when this returns, bytes and rows survive whatever happens; one outcome for each, in order.

    With an Idempotency-Key the answer is kept beside the rows; where it was kept before, that one is given again.
    Raises ``Sealed`` where a run was started meanwhile, and ``Full``; then nothing of the request is kept.
    """
    sent = [each.name for each in arrived]
    wanted = [(each.name, each.part) for each in arrived if not each.is_too_large]
    try:
        if not all(each.part.is_whole for each in arrived):
            raise spool.SpoolFull
        known = keep([part for _, part in wanted])
        with open_case(case):
            require_receiving(capture)
            before = answered(capture, key, sent)
            if before is not None:
                return before
            entered = iter(enter(capture, wanted, known=known))
            outcomes = [_refused(each.name) if each.is_too_large else next(entered) for each in arrived]
            if key:
                Receipt.objects.create(capture=capture, key=key, outcome=_told(sent, outcomes))
            audit.record(actor, "files.received", case=case.pk, position=capture.position, files=len(wanted))
    except (spool.SpoolFull, DatabaseError) as error:
        if trouble(error) is not Trouble.ROOM:
            raise
        raise Full(NO_ROOM) from error
    finally:
        for each in arrived:
            each.part.discard()
    return outcomes


def _refused(name: str) -> Outcome:
    limit = f"It is larger than {settings.UPLOAD_FILE_BYTES:,} bytes, the limit for one file."
    return Outcome(names.printable(name), "refused", limit)


def has_answered(capture: Capture, key: str) -> bool:
    """Whether a request with this Idempotency-Key was answered before."""
    return bool(key) and Receipt.objects.filter(capture=capture, key=key).exists()


def answered(capture: Capture, key: str, sent: Sequence[str]) -> list[Outcome] | None:
    """What was answered to the request with this Idempotency-Key; ``None`` where there was none.

    Raises ``Invalid`` where that one brought other files.
    """
    receipt = Receipt.objects.filter(capture=capture, key=key).first() if key else None
    if receipt is None:
        return None
    if receipt.outcome["paths"] != _digest_of(sent):
        raise Invalid(OTHER_PATHS)
    others: dict[str, list[str]] = receipt.outcome["others"]
    return [
        Outcome(*others[str(place)]) if str(place) in others else Outcome(names.printable(name), "stored")
        for place, name in enumerate(sent)
    ]


def _told(sent: Sequence[str], outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """What a receipt keeps: the outcomes that are not simply "stored"; whoever asks again brings the names along."""
    others = {
        str(place): list(outcome)
        for place, (name, outcome) in enumerate(zip(sent, outcomes, strict=True))
        if outcome != Outcome(names.printable(name), "stored")
    }
    return {"paths": _digest_of(sent), "others": others}


def _digest_of(sent: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps(list(sent)).encode()).hexdigest()


def forget_receipts() -> int:
    """Delete the receipts of requests that nobody will send again; how many."""
    return Receipt.objects.filter(at__lt=Now() - RECEIPTS_KEPT).delete()[0]


def recognise(actor: Actor, case: Case, capture: Capture, claims: Sequence[Claim]) -> list[Outcome]:
    """Enter the files whose bytes this case holds already, under their names; one outcome for each, in order.

    What another case holds is ``missing`` here: nobody can find out in this way what others have sent.
    """
    backend = spool.storage()
    wanted = _held(case, {claim.sha256 for claim in claims})
    # Bytes that a row names are not deleted; this finds those that were lost, and takes long where they are far away.
    there = {sha256 for sha256 in wanted if backend.exists(spool.key(sha256))}
    with open_case(case):
        require_receiving(capture)
        held = _held(case, there)
        retention.unmark(held)
        is_here = [claim.sha256 in held and held[claim.sha256][0] == claim.size for claim in claims]
        entries = [
            _Entry(claim.name, claim.sha256, claim.size, held[claim.sha256][1])
            for claim, found in zip(claims, is_here, strict=True)
            if found
        ]
        entered = iter(_write(capture, entries, here=set()))
        outcomes = [
            next(entered) if found else Outcome(names.printable(claim.name), "missing")
            for claim, found in zip(claims, is_here, strict=True)
        ]
        if entries:
            audit.record(actor, "files.recognised", case=case.pk, position=capture.position, files=len(entries))
    return outcomes


def _held(case: Case, digests: set[str]) -> dict[str, tuple[int, File.State]]:
    """Size and first state of the files of a case that have these bytes."""
    found: dict[str, tuple[int, File.State]] = {}
    wanted = sorted(digests)
    for start in range(0, len(wanted), BATCH):
        rows = File.objects.filter(
            capture__case=case, sha256__in=wanted[start : start + BATCH], state__in=RECEIVED
        ).order_by()
        for sha256, size, state in rows.values_list("sha256", "size", "state"):
            is_opened = state in (File.State.EXPANDED, File.State.REFUSED)
            found[sha256] = (size, File.State.ARCHIVE if is_opened else File.State(state))
    return found


def keep(parts: Sequence[spool.Part]) -> set[str]:
    """Make the parts durable, marked before, so that those are found again whose rows are never written."""
    retention.expect(part.sha256 for part in parts)
    return spool.keep(parts)


def enter(
    capture: Capture, kept: Sequence[tuple[str, spool.Part]], *, known: set[str], archive: File | None = None
) -> list[Outcome]:
    """Write the rows of files whose bytes are in the spool; one outcome for each, in order.

    ``known`` are the digests that the spool held before; what of them only other cases have is not told.
    """
    entries = [_Entry(name, part.sha256, part.size, _state(part.head)) for name, part in kept]
    here = set(_held(capture.case, known)) if known else set()
    with transaction.atomic():
        retention.spare([part for _, part in kept])
        return _write(capture, entries, here=here, archive=archive)


def _state(head: bytes) -> File.State:
    """What a file is received as, by its first bytes."""
    if is_excerpt(head):
        return File.State.EXCERPT
    return File.State.ARCHIVE if is_archive(head) else File.State.STORED


def _write(
    capture: Capture, entries: Sequence[_Entry], *, here: set[str], archive: File | None = None
) -> list[Outcome]:
    """The same bytes under the same name are the same file, sent twice.

    Other bytes under a name that is taken get a number behind it. ``here`` are the digests that the case has already.
    """
    shown = [names.printable(entry.name) for entry in entries]
    taken = _taken(capture, shown)
    rows, outcomes = [], []
    for name, entry in zip(shown, entries, strict=True):
        free, number = name, 1
        while taken.get(names.digest(free), entry.sha256) != entry.sha256:
            number += 1
            free = names.numbered(name, number)
            if names.digest(free) not in taken:
                taken.update(_taken(capture, [free]))
        if names.digest(free) in taken:
            outcomes.append(Outcome(free, "known", SAME))
            continue
        taken[names.digest(free)] = entry.sha256
        rows.append(
            File(
                capture=capture,
                name=free,
                name_digest=names.digest(free),
                sha256=entry.sha256,
                size=entry.size,
                state=entry.state,
                archive=archive,
            )
        )
        outcomes.append(Outcome(free, "stored", TWICE if entry.sha256 in here else ""))
        here.add(entry.sha256)
    File.objects.bulk_create(rows, batch_size=BATCH)
    return outcomes


def _taken(capture: Capture, shown: Sequence[str]) -> dict[str, str]:
    """The SHA-256 of the files that have these names, by the digest of the name."""
    wanted = [names.digest(name) for name in shown]
    found: dict[str, str] = {}
    for start in range(0, len(wanted), BATCH):
        rows = File.objects.filter(capture=capture, name_digest__in=wanted[start : start + BATCH])
        found.update(rows.order_by().values_list("name_digest", "sha256"))
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
