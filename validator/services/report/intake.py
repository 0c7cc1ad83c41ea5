"""What the page that takes files shows: a case's captures and what each has received."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from django.db.models import Count, Q, Sum

from validator.models import Capture, Case, File
from validator.services.cases import MOST_CAPTURES

REFUSED_SHOWN = 20


class Refusal(NamedTuple):
    """A file that was received and could not be used."""

    name: str
    reason: str


class Column(NamedTuple):
    """One capture."""

    key: str
    """Its id; empty while the case is not stored yet."""
    label: str
    ae_title: str = ""
    method: str = Capture.Method.UNKNOWN
    taken_at: datetime | None = None
    files: int = 0
    folder: str = ""
    """The folder of the server that it is read from, in place; empty where files are received."""
    manifest: str = ""
    """The name of the list from an archive's index that it is; empty where it has files."""
    excerpts: int = 0
    """Files of which only the header was sent."""
    bytes: int = 0
    refused: tuple[Refusal, ...] = ()

    @property
    def taken(self) -> str:
        """When it was taken, in UTC, as a field for date and time wants it; empty where nobody said it."""
        return self.taken_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M") if self.taken_at else ""

    @property
    def is_described(self) -> bool:
        """Whether anything is said of how it was taken."""
        return bool(self.ae_title or self.taken_at) or self.method != Capture.Method.UNKNOWN


class Intake(NamedTuple):
    """The whole page."""

    number: int | None
    title: str
    columns: tuple[Column, ...]
    sealed: bool = False
    runs: int = 0
    sample: int | None = None
    """How many lineages the next run compares; ``None`` for all."""

    @property
    def takes_files(self) -> bool:
        """Whether files may be sent: to a capture that is no folder of the server and no list."""
        return not self.sealed and any(not column.folder and not column.manifest for column in self.columns)

    @property
    def full(self) -> bool:
        """Whether no further capture may be added."""
        return len(self.columns) >= MOST_CAPTURES


def draft(title: str, labels: Sequence[str]) -> Intake:
    """The page of a case that is not stored yet."""
    return Intake(None, title, tuple(Column("", label) for label in labels))


def intake_of(case: Case) -> Intake:
    """The page of a stored case."""
    received = ~Q(files__state=File.State.REFUSED)
    captures = case.captures.annotate(
        received=Count("files", filter=received & Q(files__archive=None)),
        excerpts=Count("files", filter=Q(files__state=File.State.EXCERPT)),
        bytes=Sum("files__size", filter=received),
    ).order_by("position")
    refused: dict[int, list[Refusal]] = {}
    rows = File.objects.filter(capture__case=case, state=File.State.REFUSED).order_by("id")
    for capture, name, detail in rows.values_list("capture_id", "name", "detail")[:REFUSED_SHOWN]:
        refused.setdefault(capture, []).append(Refusal(name, detail))
    lists = dict(File.objects.filter(capture__case=case, state=File.State.MANIFEST).values_list("capture", "name"))
    columns = [
        Column(
            key=str(capture.pk),
            label=capture.label,
            ae_title=capture.ae_title,
            method=capture.method,
            taken_at=capture.taken_at,
            files=capture.received,
            folder=capture.folder,
            manifest=lists.get(capture.pk, ""),
            excerpts=capture.excerpts,
            bytes=capture.bytes or 0,
            refused=tuple(refused.get(capture.pk, ())),
        )
        for capture in captures
    ]
    return Intake(
        case.pk,
        case.title,
        tuple(columns),
        sealed=Capture.objects.filter(case=case, sealed_at__isnull=False).exists(),
        runs=case.analyses.count(),
        sample=case.sample,
    )
