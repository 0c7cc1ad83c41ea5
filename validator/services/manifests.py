"""A list from an archive's index as a capture: received, shown as it will be read, corrected, replaced, removed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from django.db import DatabaseError

from validator.engine.manifest import (
    ATTRIBUTES,
    COUNTS,
    UIDS,
    ManifestError,
    Preview,
    Reconciler,
    Told,
    UnknownColumns,
    beginning,
    preview,
)
from validator.intake import names, spool
from validator.models import Capture, Case, File
from validator.models.case import Actor
from validator.services import audit, captures, retention, uploads
from validator.services.errors import Full, Invalid, NotFound, TooLarge
from validator.services.surroundings import Trouble, trouble

SHOWN = 8
"""Lines of a list that are shown."""
FAULTS_SHOWN = 3
"""Lines that cannot be used, and repeated ones, of which a sentence tells."""
READ_AT_ONCE = 8 * 1024 * 1024
"""Bytes; a longer list is read to its end by the run only, so that nobody waits for it."""
FOLDER = "Capture {!r} is read from a folder of the server: choose no folder first, or add a capture for the list."
UNUSABLE = "None of its {} can be used: {}. Say which column holds the UIDs, or export the list again."
HAS_FILES = "Capture {!r} has received files already: add a capture for the list, or remove this one with its files."
NO_LIST = "Capture {!r} is not a list from an archive's index."
KEYWORDS = (*UIDS, *COUNTS, *ATTRIBUTES)
"""What a column can be."""


class Understood(NamedTuple):
    """A list as it will be read."""

    file: File
    preview: Preview | None
    """``None`` where it cannot be read at all."""
    fault: str = ""
    """Why it cannot be read, or not yet."""


def find(case: Case, position: int) -> Capture:
    """The capture that is a list. Raises ``NotFound``."""
    capture = captures.find(case, position)
    if capture.kind != Capture.Kind.MANIFEST:
        raise NotFound(NO_LIST.format(capture.label))
    return capture


def understood(capture: Capture) -> Understood | None:
    """How the list of a capture will be read; ``None`` where it has none."""
    file = File.objects.filter(capture=capture, state=File.State.MANIFEST).first()
    if file is None:
        return None
    try:
        with spool.local(file.sha256) as path:
            return _understood(file, path, capture.columns)
    except ManifestError as error:
        return Understood(file, None, str(error))
    except FileNotFoundError:
        return Understood(file, None, "Its bytes are gone from the spool: send the list again.")


def receive(
    actor: Actor,
    case: Case,
    position: int,
    arrived: uploads.Arrived,
    columns: Mapping[str, str] | None = None,
    *,
    asks: bool = False,
) -> Capture:
    """Make a capture stand for a list; one that was there is replaced, and its columns with it.

    Raises ``Invalid`` where it cannot be read as one, with the line; then nothing is kept. One of which no column is
    known is kept where the sender can be asked (``asks``).
    """
    try:
        captures.require_change(case)
        if arrived.is_too_large:
            raise TooLarge("The list is larger than this installation takes: divide it over several captures.")
        if not arrived.part.is_whole:
            raise spool.SpoolFull
        arrived.part.close()
        try:
            detail = _read_to_end(arrived.part.path, arrived.part.size, columns or {})
        except UnknownColumns as error:
            if not asks:
                raise Invalid(str(error)) from error
            detail = ""
        uploads.keep([arrived.part])
        with captures.open_case(case):
            capture = _free_capture(case, position)
            retention.doom(capture.files.all())
            capture.files.all().delete()
            retention.spare([arrived.part])
            _enter(capture, arrived, detail)
            capture.kind, capture.columns = Capture.Kind.MANIFEST, dict(columns or {})
            capture.save(update_fields=["kind", "columns"])
            audit.record(actor, "manifest.received", case=case.pk, position=position, size=arrived.part.size)
    except (spool.SpoolFull, DatabaseError) as error:
        if trouble(error) is not Trouble.ROOM:
            raise
        raise Full(uploads.NO_ROOM) from error
    finally:
        arrived.part.discard()
    return capture


def set_columns(actor: Actor, case: Case, position: int, chosen: Mapping[int, str]) -> Capture:
    """Say which column is which attribute, by place counted from 1; empty for one that is left out.

    Raises ``Invalid`` where the list cannot be read like that.
    """
    captures.require_change(case)
    twice = [keyword for keyword, number in Counter(filter(None, chosen.values())).items() if number > 1]
    if twice:
        raise Invalid(f"Two columns are said to be {twice[0]}: choose one of them.")
    capture = find(case, position)
    known = understood(capture)
    before = known.preview.listing.columns.places if known and known.preview else {}
    columns = dict.fromkeys((keyword for keyword in before if keyword not in chosen.values()), "")
    columns |= {keyword: f"#{place}" for place, keyword in chosen.items() if keyword}
    with captures.open_case(case):
        file = File.objects.get(capture=capture, state=File.State.MANIFEST)
        with spool.local(file.sha256) as path:
            try:
                file.detail = _read_to_end(path, file.size, columns)
            except UnknownColumns as error:
                raise Invalid(str(error)) from error
        file.save(update_fields=["detail"])
        capture.columns = columns
        capture.save(update_fields=["columns"])
        audit.record(actor, "manifest.columns", case=case.pk, position=position)
    return capture


def require_known(case: Case) -> None:
    """Raises ``Invalid`` where a list waits for somebody to say which of its columns is what."""
    for capture in Capture.objects.filter(case=case, kind=Capture.Kind.MANIFEST).order_by("position"):
        known = understood(capture)
        if known is not None and known.fault:
            raise Invalid(f"The list of capture {capture.label!r} cannot be read yet. {known.fault}")


def remove(actor: Actor, case: Case, position: int) -> Capture:
    """Take the list away; the capture takes files again."""
    with captures.open_case(case):
        capture = find(case, position)
        retention.doom(capture.files.all())
        capture.files.all().delete()
        capture.kind, capture.columns = Capture.Kind.FILES, {}
        capture.save(update_fields=["kind", "columns"])
        audit.record(actor, "manifest.removed", case=case.pk, position=position)
    return capture


def _understood(file: File, path: Path, columns: Mapping[str, str]) -> Understood:
    try:
        return Understood(file, preview(path, columns, most=SHOWN))
    except UnknownColumns as error:
        return Understood(file, beginning(path, most=SHOWN), str(error))


def _free_capture(case: Case, position: int) -> Capture:
    """The capture, where nothing but a list stands in it."""
    capture = captures.find(case, position)
    if capture.kind == Capture.Kind.FOLDER:
        raise Invalid(FOLDER.format(capture.label))
    if capture.files.exclude(state=File.State.MANIFEST).exists():
        raise Invalid(HAS_FILES.format(capture.label))
    return capture


def _enter(capture: Capture, arrived: uploads.Arrived, detail: str) -> None:
    name = names.printable(arrived.name) or "index.csv"
    File.objects.create(
        capture=capture,
        name=name,
        name_digest=names.digest(name),
        sha256=arrived.part.sha256,
        size=arrived.part.size,
        state=File.State.MANIFEST,
        detail=detail,
    )


def _read_to_end(path: Path, size: int, columns: Mapping[str, str]) -> str:
    """What the lines of a list come to, as a sentence; empty for a long one.

    Raises ``UnknownColumns``, and ``Invalid`` for what cannot be mended by saying which column is what.
    """
    try:
        if size > READ_AT_ONCE:
            preview(path, columns, most=1)
            return ""
        with Reconciler() as reconciler:
            told = reconciler.add_list("", path, columns)
            faults = [f"line {one.line:,} ({one.note})" for one in islice(reconciler.reconcile()[1], FAULTS_SHOWN)]
    except UnknownColumns:
        raise
    except ManifestError as error:
        raise Invalid(str(error)) from error
    if told.unusable == told.lines:
        raise Invalid(UNUSABLE.format(_lines(told.lines), "; ".join(faults)))
    return _summary(told, faults)


def _summary(told: Told, faults: Sequence[str]) -> str:
    more = f"; and {told.unusable - len(faults):,} more" if told.unusable > len(faults) else ""
    first = ", ".join(f"{uid} (first in line {line:,})" for uid, line in told.repeats[:FAULTS_SHOWN])
    verb = "repeats" if told.repeated == 1 else "repeat"
    parts = (
        f"{_lines(told.lines)}.",
        f"{_lines(told.unusable)} cannot be used: {'; '.join(faults)}{more}." if faults else "",
        f"{_lines(told.repeated)} {verb} what an earlier one lists: {first}." if first else "",
    )
    return " ".join(filter(None, parts))


def _lines(number: int) -> str:
    return f"{number:,} line{'' if number == 1 else 's'}"
