"""The captures of a case: added, described, reordered, removed, until they are sealed."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now

from validator.models import Analysis, Capture, Case, Instance, Pack
from validator.models.case import Actor
from validator.services import audit, retention
from validator.services.errors import Forbidden, Invalid, NotFound, Sealed

SEALED = "This case has been analysed, so its captures are sealed. Start a new run to add or change files."
REPORTED = (
    "This case has a report, so the captures that it read stay as they are. A new run can add files and further "
    "captures; for another chain make a new case."
)
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Controls, what turns the direction of the text around it, and halves of characters, which UTF-8 cannot hold."""
AWAY = 10_000
"""Added to positions while they are exchanged, since each may be there only once at any moment."""


def find(case: Case, position: int) -> Capture:
    """Raises ``NotFound``."""
    capture = Capture.objects.filter(case=case, position=position).first()
    if capture is None:
        raise NotFound(f"Case {case.pk} has no capture at position {position}; positions are counted from 0.")
    return capture


def chain(case: int) -> QuerySet[Capture]:
    """The captures that have files, in order; from the start of a run on, lists from an index stand behind them."""
    captures: QuerySet[Capture] = Capture.objects.filter(case_id=case).exclude(kind=Capture.Kind.MANIFEST)
    return captures.order_by("position")


def put_lists_last(case: Case) -> None:
    """Move lists from an index behind all that have files, so that positions count these; inside ``open_case``."""
    stored = list(Capture.objects.filter(case=case).order_by("position"))
    ordered = sorted(stored, key=lambda capture: capture.kind == Capture.Kind.MANIFEST)
    if ordered != stored:
        Capture.objects.filter(case=case).update(position=F("position") + AWAY)
        for position, capture in enumerate(ordered):
            Capture.objects.filter(pk=capture.pk).update(position=position)


def add(actor: Actor, case: Case, *, label: str) -> Capture:
    """A further capture at the end of the chain."""
    with open_case(case):
        label = _free_label(case, label)
        count = Capture.objects.filter(case=case).count()
        audit.record(actor, "capture.added", case=case.pk, position=count)
        return Capture.objects.create(case=case, position=count, label=label)


def describe(
    actor: Actor,
    case: Case,
    position: int,
    *,
    label: str,
    ae_title: str = "",
    method: str = "unknown",
    taken_at: datetime | None = None,
) -> Capture:
    """Name a capture and say how and when it was taken."""
    if method not in Capture.Method.values:
        raise Invalid(f"There is no method {method!r}: use one of {', '.join(Capture.Method.values)}.")
    with open_case(case):
        capture = find(case, position)
        if clean_label(label) != capture.label:
            free_chain(case)
            capture.label = _free_label(case, label)
        capture.ae_title = ae_title.strip()[:16]
        capture.method = Capture.Method(method)
        capture.taken_at = taken_at
        capture.save(update_fields=["label", "ae_title", "method", "taken_at"])
        audit.record(actor, "capture.described", case=case.pk, position=position)
    return capture


def remove(actor: Actor, case: Case, position: int) -> None:
    """Remove a capture with its files; those after it move up."""
    with open_case(case):
        capture = find(case, position)
        if Instance.objects.filter(analysis__case=case, capture__position__gte=position).exists():
            free_chain(case)
        if Capture.objects.filter(case=case).count() == 1:
            raise Invalid("A case needs at least one capture: add another one first.")
        audit.record(actor, "capture.removed", case=case.pk, files=capture.files.count())
        retention.doom(capture.files.all())
        capture.delete()
        for later in Capture.objects.filter(case=case, position__gt=position).order_by("position"):
            Capture.objects.filter(pk=later.pk).update(position=F("position") - 1)


def reorder(actor: Actor, case: Case, order: Sequence[int]) -> None:
    """Put the captures in this order, given as their present positions."""
    with open_chain(case):
        captures = {capture.position: capture.pk for capture in Capture.objects.filter(case=case)}
        if sorted(order) != sorted(captures):
            raise Invalid("The order must name each position once.")
        Capture.objects.filter(case=case).update(position=F("position") + AWAY)
        for position, former in enumerate(order):
            Capture.objects.filter(pk=captures[former]).update(position=position)
        audit.record(actor, "captures.reordered", case=case.pk)


def require_change(case: Case) -> None:
    """Raises ``Forbidden`` where the case was found for somebody who may only look at it."""
    if case.is_for_looking:
        raise Forbidden("The sample is there for everybody to look at, and administrators alone change it.")


@contextmanager
def open_case(case: Case) -> Iterator[None]:
    """A transaction in which nobody else can seal the case. Raises ``Sealed`` where that has happened already."""
    require_change(case)
    with transaction.atomic():
        # On PostgreSQL this waits for a run that is being started; on SQLite the transaction itself does.
        if not Case.objects.select_for_update().filter(pk=case.pk).exists():
            raise NotFound(f"Case {case.pk} has been deleted.")
        if Capture.objects.filter(case=case, sealed_at__isnull=False).exists():
            raise Sealed(SEALED)
        yield


@contextmanager
def open_chain(case: Case) -> Iterator[None]:
    """Like ``open_case``, for what changes the chain itself. Raises ``Sealed`` where a report stands on it."""
    with open_case(case):
        free_chain(case)
        yield


def require_receiving(capture: Capture) -> None:
    """Raises ``Invalid`` where a capture is a folder of the server or a list; call it inside ``open_case``."""
    if Capture.objects.filter(pk=capture.pk, kind=Capture.Kind.MANIFEST).exists():
        raise Invalid(f"Capture {capture.label!r} is a list from an archive's index, so it takes no files.")
    if Capture.objects.filter(pk=capture.pk, kind=Capture.Kind.FOLDER).exists():
        raise Invalid(f"Capture {capture.label!r} is read from a folder of the server, so it takes no files.")


def free_chain(case: Case) -> None:
    """Runs that came to nothing go; one that has a report keeps its captures and files as it read them."""
    nothing = Analysis.objects.filter(case=case, state__in=(Analysis.State.FAILED, Analysis.State.CANCELLED))
    retention.doom(Pack.objects.filter(analysis__in=nothing))
    nothing.delete()
    if Analysis.objects.filter(case=case).exists():
        raise Sealed(REPORTED)


def seal(case: Case) -> None:
    """Take no file any more; call it inside ``open_case``."""
    Capture.objects.filter(case=case).update(sealed_at=Now())


def unseal(case: Case) -> None:
    Capture.objects.filter(case=case).update(sealed_at=None)


def one_line(text: str) -> str:
    """Text that people typed, composed (Unicode NFC), on one line; empty where nothing of it can be seen."""
    cleaned = " ".join(UNPRINTABLE.sub(" ", unicodedata.normalize("NFC", text)).split())
    return cleaned if any(unicodedata.category(letter) != "Cf" for letter in cleaned) else ""


def clean_label(label: str) -> str:
    cleaned = one_line(label)
    if not cleaned:
        raise Invalid("A capture needs a label: the system at which it was taken.")
    if len(cleaned) > 64:
        raise Invalid("A label is at most 64 characters long: shorten it.")
    return cleaned


def _free_label(case: Case, label: str) -> str:
    label = clean_label(label)
    if Capture.objects.filter(case=case, label=label).exists():
        raise Invalid(f"There is a capture {label!r} already: give each its own label.")
    return label
