"""The engine's plain values as compressed JSON, the form in which workers leave them for each other.

A value that gained a field with a default since it was stored is read with that default.
"""

import hashlib
import json
import zlib
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from validator import __version__
from validator.engine.compare import Outline, Pairing, Settlement, Survey
from validator.engine.model import (
    Ambiguity,
    Change,
    ChangeGroup,
    CheckedFile,
    CollectionFinding,
    Deidentification,
    EntityCount,
    Evidence,
    ExpectationResult,
    Finding,
    FindingDelta,
    Impact,
    InferredRule,
    Level,
    Lineage,
    Presence,
    ReferenceLink,
    ReferenceNode,
    Sentence,
    Severity,
    State,
    Topic,
    UidMap,
)
from validator.engine.rules import Identity
from validator.models import ChunkResult, Job
from validator.models.analysis import Phase

LEVEL = 6
LAYOUT = 3
"""Of the blobs; another one cannot be read."""
STORED = (
    Ambiguity,
    Change,
    ChangeGroup,
    CheckedFile,
    CollectionFinding,
    Deidentification,
    EntityCount,
    Evidence,
    ExpectationResult,
    Finding,
    FindingDelta,
    Identity,
    InferredRule,
    Lineage,
    Outline,
    Pairing,
    Presence,
    ReferenceLink,
    ReferenceNode,
    Sentence,
    Settlement,
    Survey,
    UidMap,
)
"""The values whose shapes decide whether a stored result can still be read."""


def engine_version() -> str:
    """The version with a fingerprint of the stored shapes: results of another one may not fit any more."""
    shapes = [(kind.__name__, list(kind.__annotations__)) for kind in STORED]
    return f"{__version__}+{hashlib.sha256(json.dumps([LAYOUT, shapes]).encode()).hexdigest()[:8]}"


class Chunk(NamedTuple):
    """What one job found of each file or lineage of its range.

    Packed it is lines of JSON: the head and the numbers of the rows, then each row. To parse is what costs, so that
    each row waits until it is asked for.
    """

    head: Any
    """What the job found over all of them."""
    lines: Mapping[int, bytes]
    """Its rows by ordinal or lineage, not yet parsed."""

    @classmethod
    def unpack(cls, blob: bytes | memoryview) -> "Chunk":
        """Raises ``TypeError`` or ``ValueError`` where the blob has another layout."""
        first, *lines = zlib.decompress(blob).split(b"\n")
        head, numbers = _parsed(first)
        return cls(head, dict(zip(numbers, lines, strict=True)))

    def row(self, number: int) -> Any:
        """Raises ``KeyError`` where there is none."""
        return _parsed(self.lines[number])

    def rows(self, only: Collection[int] | None = None) -> Iterator[tuple[int, Any]]:
        """Number and row, in the order in which they were found."""
        return ((number, _parsed(line)) for number, line in self.lines.items() if only is None or number in only)


def pack(value: Any) -> bytes:
    return zlib.compress(_written(value), LEVEL)


def unpack(blob: bytes | memoryview) -> Any:
    return _parsed(zlib.decompress(blob))


def pack_chunk(rows: Mapping[int, Any], *, head: Any = None) -> bytes:
    """See ``Chunk``."""
    return zlib.compress(b"\n".join([_written([head, list(rows)]), *map(_written, rows.values())]), LEVEL)


def chunks(analysis: int, phase: Phase, *, covering: Collection[int] | None = None) -> Iterator[Chunk]:
    """What the jobs of a phase that packed chunks found, in the order of their ranges.

    ``covering`` leaves out the jobs that had none of these ordinals or lineages.
    """
    return map(Chunk.unpack, _blobs(analysis, phase, covering))


def results(analysis: int, phase: Phase) -> Iterator[Any]:
    """What the jobs of any other phase found, one result at a time, in the order of their ranges."""
    return map(unpack, _blobs(analysis, phase, None))


def _blobs(analysis: int, phase: Phase, covering: Collection[int] | None) -> Iterator[bytes | memoryview]:
    wanted = None if covering is None else sorted(covering)
    jobs = Job.objects.filter(analysis_id=analysis, phase=phase, result__isnull=False).order_by("first")
    for job, first, last in jobs.values_list("pk", "first", "last"):
        if wanted is None or bisect_left(wanted, first) < bisect_left(wanted, last + 1):
            yield ChunkResult.objects.get(pk=job).blob


def _written(value: Any) -> bytes:
    """On one line: JSON escapes what would end it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _parsed(line: bytes) -> Any:
    return json.loads(line.decode("utf-8", "surrogatepass"))


def checked_to_json(checked: CheckedFile) -> list[Any]:
    return [*checked[:6], [list(finding) for finding in checked.findings], *checked[7:]]


def checked_from_json(row: list[Any]) -> CheckedFile:
    file, state, sop_class, sop_instance, declared, actual, findings, *rest = row
    found = tuple(map(finding_from_json, findings))
    return CheckedFile(file, State(state), sop_class, sop_instance, declared, actual, found, *rest)


def finding_from_json(row: list[Any]) -> Finding:
    code, severity, *rest = row
    return Finding(code, Severity(severity), *rest)


def collection_to_json(finding: CollectionFinding) -> list[Any]:
    return [*finding[:4], *map(list, finding[4:])]


def collection_from_json(row: list[Any]) -> CollectionFinding:
    code, severity, path, message, *lists = row
    return CollectionFinding(code, Severity(severity), path, message, *map(tuple, lists))


def change_to_json(change: Change) -> dict[str, Any]:
    return change._asdict()


def change_from_json(row: dict[str, Any]) -> Change:
    return Change(
        **{
            **row,
            "level": Level(row["level"]),
            "impact": Impact(row["impact"]),
            "also": tuple(row["also"]),
            "evidence": tuple((name, value) for name, value in row.get("evidence", ())),
        }
    )


def sentence_from_json(row: dict[str, Any]) -> Sentence:
    """Of the fields that are known: the list of cases shows sentences of every version."""
    impact = row["impact"]
    known = {name: row[name] for name in Sentence._fields if name in row}
    facts = {
        "impact": None if impact is None else Impact(impact),
        "topic": Topic(row.get("topic", Topic.CHANGES)),
        "evidence": tuple(Evidence(*line) for line in row.get("evidence", ())),
    }
    return Sentence(**{**known, **facts})
