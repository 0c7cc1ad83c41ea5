"""The phase ``read``: each file scanned, checked, identified and outlined."""

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from validator.engine.catalogue import RULES
from validator.engine.compare import Outline, outline
from validator.engine.header import excerpt, scan
from validator.engine.model import CheckedFile, Finding, Severity, State
from validator.engine.rules import Identity, check_header, identify
from validator.engine.rules.eng import CRASHED as CRASHED_RULE
from validator.jobs.queue import Lease
from validator.models import File, Instance
from validator.models.analysis import Phase
from validator.services import contents, packing
from validator.services.outcome import Outcome
from validator.services.packs import Packer

CRASHED = "It stopped the program that reads it, twice, so it was left out."
FIELDS = (
    "state", "kind", "sop_class", "sop_uid", "study_uid", "series_uid", "syntax", "errors", "warnings", "infos"
)  # fmt: skip
UID_LENGTH = 64
KIND_LENGTH = 100


class Reading(NamedTuple):
    """What was read of one file; identity and outline only where it is DICOM."""

    ordinal: int
    checked: CheckedFile
    identity: Identity | None
    outline: Outline | None

    def to_json(self) -> list[Any]:
        return [
            packing.checked_to_json(self.checked),
            self.identity and self.identity.to_json(),
            self.outline and self.outline.to_json(),
        ]


class StoredReading(NamedTuple):
    """What was read of one file, read back: nobody needs all of it, so each part is made where it is asked for."""

    ordinal: int
    row: list[Any]

    @property
    def checked(self) -> CheckedFile:
        return packing.checked_from_json(self.row[0])

    @property
    def identity(self) -> Identity | None:
        return None if self.row[1] is None else Identity.from_json(self.row[1])

    @property
    def outline(self) -> Outline | None:
        return None if self.row[2] is None else Outline.from_json(self.row[2])


def stored(analysis: int, only: Collection[int] | None = None) -> Iterator[StoredReading]:
    """What was read of all files of an analysis, or of those with these ordinals; by ordinal."""
    for chunk in packing.chunks(analysis, Phase.READ, covering=only):
        yield from (StoredReading(*row) for row in chunk.rows(only))


def run(lease: Lease) -> Outcome:
    """Read the instances of a range of ordinals, and keep their headers."""
    wanted = Instance.objects.filter(analysis=lease.analysis, ordinal__range=(lease.first, lease.last))
    instances = list(wanted.select_related("file", "file__capture").order_by("ordinal"))
    rows: dict[int, Any] = {}
    with Packer(lease) as packer:
        for instance in instances:
            try:
                reading = read(instance, packer)
            except contents.Unreachable as error:
                instance.state, instance.kind = Instance.State.CRASHED, str(error)[:KIND_LENGTH]
                continue
            _note(instance, reading)
            rows[reading.ordinal] = reading.to_json()
        packer.keep()

    def write() -> None:
        packer.enter()
        _write(instances)

    return Outcome(result=packing.pack_chunk(rows), write=write)


def read(instance: Instance, packer: Packer) -> Reading:
    """Everything that one file tells by itself; what is kept of it goes into the pack. Raises ``Unreachable``."""
    file = instance.file
    if file.state == File.State.REFUSED:
        kind = f"ZIP archive, refused: {file.detail}"
        refused = CheckedFile(file.name, State.NOT_DICOM, None, None, None, None, (), kind)
        return Reading(instance.ordinal, refused, None, None)
    with contents.opened(file) as source:
        header = scan(source)
        checked = check_header(header, file=file.name)
        if not header.is_dicom:
            return Reading(instance.ordinal, checked, None, None)
        seen = outline(header, source, file=file.name)
        kept = excerpt(source, header, pixels=seen.pixel_digest)
    if kept is not None:
        packer.add(instance.ordinal, kept, header)
    return Reading(instance.ordinal, checked, identify(header, file=file.name), seen)


def crashed(instance: Instance) -> CheckedFile:
    """What a report says of a file that could not be read: damaged, with the reason as its one finding."""
    finding = Finding(CRASHED_RULE, RULES[CRASHED_RULE].severity, "", None, instance.kind)
    return CheckedFile(instance.name, State.DAMAGED, None, None, None, None, (finding,), instance.kind)


def crash(analysis: int, ordinal: int) -> None:
    """The terminal state of a file that took its reader with it."""
    Instance.objects.filter(analysis=analysis, ordinal=ordinal).update(state=Instance.State.CRASHED, kind=CRASHED)


def _note(instance: Instance, reading: Reading) -> None:
    """Put on the row what lists and look-ups need. Over-long or odd UIDs are in the findings; the row cuts them."""
    checked, seen = reading.checked, reading.outline
    severities = Counter(finding.severity for finding in checked.findings)
    instance.state = Instance.State(checked.state)
    instance.kind = (checked.kind or "")[:KIND_LENGTH]
    instance.sop_class = _uid(checked.sop_class)
    instance.sop_uid = _uid(checked.sop_instance)
    instance.study_uid = _uid(seen.study if seen else "")
    instance.series_uid = _uid(seen.series if seen else "")
    instance.syntax = _uid(checked.actual_syntax or checked.declared_syntax)
    instance.errors = severities[Severity.ERROR]
    instance.warnings = severities[Severity.WARNING]
    instance.infos = severities[Severity.INFO]


def _uid(text: str | None) -> str:
    return (text or "").replace("\0", "").encode("utf-8", "replace").decode()[:UID_LENGTH]


def _write(instances: list[Instance]) -> None:
    # An upsert of rows that are there: a third of the time of bulk_update, which writes a CASE for each field and row.
    Instance.objects.bulk_create(
        instances, update_conflicts=True, unique_fields=["id"], update_fields=FIELDS, batch_size=50
    )
