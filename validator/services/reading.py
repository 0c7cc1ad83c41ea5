"""The phase ``read``: each file scanned, checked, identified and outlined."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from validator.engine.catalogue import RULES
from validator.engine.compare import Outline, outline
from validator.engine.header import Excerpt, excerpt, scan
from validator.engine.model import CheckedFile, Finding, Header, Severity, State
from validator.engine.rules import Identity, check_header, identify
from validator.engine.rules.eng import CRASHED as CRASHED_RULE
from validator.jobs.queue import Lease
from validator.models import File, Instance
from validator.models.analysis import Phase
from validator.services import contents, packing
from validator.services.headers import batches
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


class Scanned(NamedTuple):
    """One file whose bytes were read, and need not be any more."""

    instance: Instance
    header: Header
    outline: Outline | None
    """Of DICOM only."""
    excerpt: Excerpt | None
    """``None`` also where it would be too much to keep."""


def run(lease: Lease) -> Outcome:
    """Read the instances of a range of ordinals, and keep their headers."""
    wanted = Instance.objects.filter(analysis=lease.analysis, ordinal__range=(lease.first, lease.last))
    instances = list(wanted.select_related("file", "file__capture").order_by("ordinal"))
    readings: dict[int, Reading] = {}
    with Packer(lease) as packer:
        for batch in batches(_scanned(instances, readings), lambda one: (one.header,)):
            for one in batch:
                if one.excerpt is not None:
                    packer.add(one.instance.ordinal, one.excerpt, one.header)
            readings.update((reading.ordinal, reading) for reading in _readings(batch))
        packer.keep()
    for instance in instances:
        if instance.ordinal in readings:
            _note(instance, readings[instance.ordinal])
    rows = {ordinal: readings[ordinal].to_json() for ordinal in sorted(readings)}

    def write() -> None:
        packer.enter()
        _write(instances)

    return Outcome(result=packing.pack_chunk(rows), write=write)


def _scanned(instances: Iterable[Instance], readings: dict[int, Reading]) -> Iterator[Scanned]:
    """The files that can be scanned; into ``readings`` goes what is known of one without."""
    for instance in instances:
        if instance.file.state == File.State.REFUSED:
            readings[instance.ordinal] = _refused(instance)
            continue
        try:
            yield _scan(instance)
        except contents.Unreachable as error:
            instance.state, instance.kind = Instance.State.CRASHED, str(error)[:KIND_LENGTH]


def _refused(instance: Instance) -> Reading:
    """An archive that was not unpacked."""
    file = instance.file
    kind = f"ZIP archive, refused: {file.detail}"
    refused = CheckedFile(file.name, State.NOT_DICOM, None, None, None, None, (), kind)
    return Reading(instance.ordinal, refused, None, None)


def _scan(instance: Instance) -> Scanned:
    """All that the bytes of a file are needed for. Raises ``Unreachable``."""
    with contents.opened(instance.file) as source:
        header = scan(source)
        if not header.is_dicom:
            return Scanned(instance, header, None, None)
        seen = outline(header, source, file=instance.file.name)
        return Scanned(instance, header, seen, excerpt(source, header, pixels=seen.pixel_digest))


def _readings(batch: Sequence[Scanned]) -> list[Reading]:
    """Everything that these files tell, each by itself."""
    identities = [None if one.outline is None else identify(one.header, file=one.instance.file.name) for one in batch]
    checked = [check_header(one.header, file=one.instance.file.name) for one in batch]
    return [
        Reading(one.instance.ordinal, found, identity, one.outline)
        for one, found, identity in zip(batch, checked, identities, strict=True)
    ]


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
