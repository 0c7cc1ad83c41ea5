"""What an analysis found, read back as the engine's plain values, in the order in which reports show it."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from validator.engine.compare import Outline, Settlement, pattern_of
from validator.engine.compare.explain import explained
from validator.engine.model import Change, ChangeGroup, CheckedFile, CollectionFinding, Lineage, Sentence
from validator.models import Analysis, Capture, Instance
from validator.models.analysis import Phase
from validator.services import packing, pairing, settling, tables
from validator.services.captures import chain
from validator.services.comparing import raw_changes
from validator.services.errors import NotFound, Outdated
from validator.services.pairing import Paired
from validator.services.reading import StoredReading, crashed, stored

__all__ = [
    "captures",
    "change_groups",
    "changes",
    "changes_at",
    "changes_of",
    "checked_file",
    "checked_files",
    "collection_findings",
    "lineages",
    "outline_of",
    "paired",
    "sentences",
    "settlement",
    "size",
    "verify",
]
OUTDATED = "This report was made by an older version of the program and cannot be read any more: start a new run."


@contextmanager
def stored_by(run: Analysis) -> Iterator[None]:
    """Turn a stored value that does not fit into ``Outdated``, where another version of the program stored it."""
    try:
        yield
    except (TypeError, ValueError, LookupError) as error:
        if run.engine_version == packing.engine_version():
            raise
        raise Outdated(OUTDATED) from error


def verify(run: Analysis) -> None:
    """Read everything once where another version stored it, before the first byte of an answer is written.

    Raises ``Outdated``.
    """
    if run.engine_version == packing.engine_version():
        return
    for values in (checked_files(run), collection_findings(run), changes(run), change_groups(run), sentences(run)):
        for _ in values:
            pass
    with stored_by(run):
        tables.facts(run)


def paired(run: Analysis) -> Paired:
    """What showed when all instances were seen together."""
    with stored_by(run):
        return pairing.paired(run.pk)


def lineages(run: Analysis) -> tuple[Lineage, ...]:
    """Every instance, followed through the captures."""
    return tuple(each_lineage(run))


def each_lineage(run: Analysis) -> Iterator[Lineage]:
    """The same one after the other, so that memory holds one of them."""
    return pairing.lineages(run.pk, len(captures(run)))


def captures(run: Analysis) -> list[Capture]:
    """Those that the run read; others may have been added behind them since."""
    return list(chain(run.case_id)[: len(run.summary["captures"])])


def size(run: Analysis, capture: Capture) -> int:
    """How many files of a capture the analysis saw."""
    return Instance.objects.filter(analysis=run, capture=capture).count()


def checked_files(run: Analysis) -> Iterator[tuple[Capture, CheckedFile]]:
    """Every file with its findings, by ordinal; those that could not be read among them."""
    by_id = {capture.pk: capture for capture in captures(run)}
    places = Instance.objects.filter(analysis=run).order_by("ordinal")
    unread = {
        instance.ordinal: instance for instance in places.filter(state=Instance.State.CRASHED).select_related("file")
    }
    readings = stored(run.pk)
    for ordinal, capture in places.values_list("ordinal", "capture_id").iterator():
        if ordinal in unread:
            yield by_id[capture], crashed(unread[ordinal])
            continue
        with stored_by(run):
            checked = _following(readings, ordinal).checked
        yield by_id[capture], checked


def checked_file(instance: Instance) -> CheckedFile:
    """One file with its findings. Raises ``NotFound`` where the run has not read it."""
    if instance.state == Instance.State.CRASHED:
        return crashed(instance)
    with stored_by(instance.analysis):
        reading = _reading(instance)
        if reading is not None:
            return reading.checked
    raise NotFound(f"This run has not read its file number {instance.ordinal} yet, so there is nothing to show.")


def collection_findings(run: Analysis) -> Iterator[tuple[Capture, CollectionFinding]]:
    """What showed only over several files of one capture."""
    for capture, findings in zip(captures(run), paired(run).collection, strict=True):
        for finding in findings:
            yield capture, finding


def changes(run: Analysis) -> Iterator[Change]:
    """Every change, by lineage."""
    with stored_by(run):
        yield from settling.judged(run.pk, raw_changes(run.pk))


def changes_of(run: Analysis, lineage: int) -> list[Change]:
    """The changes of one lineage over all its hops."""
    with stored_by(run):
        found = _rows(run, Phase.COMPARE, lineage)
        return list(settling.judged(run.pk, (packing.change_from_json(row) for _, rows in found for row in rows)))


def changes_at(run: Analysis, path: str, lineages: Collection[int]) -> Iterator[Change]:
    """The changes of some lineages at one path, by lineage; ``path`` leaves item numbers open.

    What is stored is stored by ranges of lineages: the nearer they lie to each other, the less is read.
    """
    with stored_by(run):
        for chunk in packing.chunks(run.pk, Phase.COMPARE, covering=lineages):
            rows = [row for _, found in chunk.rows(lineages) for row in found]
            told = (packing.change_from_json(row) for row in rows if pattern_of(row["path"]) == path)
            yield from settling.judged(run.pk, told)


def outline_of(instance: Instance) -> Outline | None:
    """What was noted of a file for comparing it; ``None`` where it is no instance or was not read."""
    with stored_by(instance.analysis):
        reading = _reading(instance)
        return None if reading is None else reading.outline


def settlement(run: Analysis) -> Settlement:
    """What only many pairs could decide."""
    with stored_by(run):
        return settling.settled(run.pk).settlement


def change_groups(run: Analysis) -> list[ChangeGroup]:
    with stored_by(run):
        return explained(settling.settled(run.pk).groups, tables.read(run, tables.Table.RULES))


def sentences(run: Analysis) -> list[Sentence]:
    """The verdict."""
    with stored_by(run):
        return [packing.sentence_from_json(row) for row in run.summary["sentences"]]


def _following(readings: Iterator[StoredReading], ordinal: int) -> StoredReading:
    """The next reading that is of this ordinal. Raises ``LookupError`` where there is none."""
    for reading in readings:
        if reading.ordinal == ordinal:
            return reading
    raise LookupError(f"there is no reading of file number {ordinal}")


def _reading(instance: Instance) -> StoredReading | None:
    rows = _rows(instance.analysis, Phase.READ, instance.ordinal)
    return next((StoredReading(*row) for row in rows), None)


def _rows(run: Analysis, phase: Phase, number: int) -> Iterator[tuple[int, Any]]:
    """The row of this ordinal or lineage, where there is one."""
    for chunk in packing.chunks(run.pk, phase, covering=(number,)):
        yield from chunk.rows((number,))
