"""Folders of the server as captures: which there are to choose from, and the choice."""

from typing import NamedTuple

from django.db import transaction

from validator.intake import folders, names
from validator.models import Capture, Case, File
from validator.models.case import Actor, is_unlimited
from validator.services import audit, captures
from validator.services.errors import Forbidden, Invalid, NotFound

SHOWN = 500
"""Folders that are listed at one place."""
OFF = "This installation reads no folders of the server. An administrator allows them with DICOMCHECK_IMPORT_FOLDERS."
ADMINISTRATORS = (
    "A folder of the server may hold patients of anybody, so administrators alone choose one: ask one of them to do it."
)
HAS_FILES = (
    "Capture {label!r} has received files already: add a capture for the folder, or remove this one with its files."
)


class Choice(NamedTuple):
    """A folder to choose or to look into."""

    name: str
    path: str


class Shelf(NamedTuple):
    """One place while a folder is chosen."""

    path: str
    """Empty where the allowed folders themselves are listed."""
    above: str | None
    """One step back: empty for the list of allowed folders; ``None`` where that is shown."""
    folders: tuple[Choice, ...]
    is_cut: bool
    """Whether only the first ``SHOWN`` are here."""


def are_offered(actor: Actor) -> bool:
    """Whether there is anything that this actor may choose from."""
    return folders.are_offered() and is_unlimited(actor)


def browse(actor: Actor, path: str = "") -> Shelf:
    """What is right below an allowed folder; the allowed folders where no path is given.

    Raises ``Forbidden`` and ``NotFound``.
    """
    _require_on(actor)
    if not path.strip():
        return Shelf("", None, tuple(Choice(allowed, allowed) for allowed in folders.offered()), is_cut=False)
    try:
        here = names.of_path(str(folders.resolve(path)))
        found = folders.below(here, most=SHOWN)
    except folders.FolderRefused as refusal:
        raise NotFound(str(refusal)) from refusal
    choices = tuple(Choice(name, f"{here.rstrip('/')}/{name}") for name in found.names)
    return Shelf(here, _above(here), choices, is_cut=found.is_cut)


def choose(actor: Actor, case: Case, position: int, *, path: str) -> Capture:
    """Make a capture stand for a folder of the server, or with an empty path for received files again.

    Nothing is read yet: the next run lists the folder. Raises ``Forbidden``, ``Invalid``, ``NotFound`` and ``Sealed``.
    """
    _require_on(actor)
    found = _resolved(path) if path.strip() else ""
    with captures.open_case(case):
        capture = captures.find(case, position)
        if found == capture.folder and (capture.kind == Capture.Kind.FOLDER) == bool(found):
            return capture
        captures.free_chain(case)
        if (
            capture.kind == Capture.Kind.MANIFEST
            or File.objects.filter(capture=capture).exclude(state=File.State.IN_PLACE).exists()
        ):
            raise Invalid(HAS_FILES.format(label=capture.label))
        File.objects.filter(capture=capture).delete()
        capture.kind = Capture.Kind.FOLDER if found else Capture.Kind.FILES
        capture.folder = found
        with transaction.atomic():
            capture.save(update_fields=["kind", "folder"])
            audit.record(actor, "capture.folder", case=case.pk, position=position, chosen=int(bool(found)))
    return capture


def _require_on(actor: Actor) -> None:
    if not is_unlimited(actor):
        raise Forbidden(ADMINISTRATORS)
    if not folders.are_offered():
        raise NotFound(OFF)


def _resolved(path: str) -> str:
    try:
        return names.of_path(str(folders.resolve(path)))
    except folders.FolderRefused as refusal:
        raise Invalid(str(refusal)) from refusal


def _above(path: str) -> str:
    """The folder around this one; empty where it is not allowed itself."""
    around = path.rstrip("/").rpartition("/")[0]
    try:
        return names.of_path(str(folders.resolve(around)))
    except folders.FolderRefused:
        return ""
