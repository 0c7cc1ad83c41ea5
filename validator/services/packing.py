"""The engine's plain values as compressed JSON, the form in which workers leave them for each other.

A value that gained a field with a default since it was stored is read with that default.
"""

import hashlib
import json
import zlib
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping
from typing import Any

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
from validator.services.memory import Memory

LEVEL = 6
LAYOUT = 4
"""Of the blobs; another one cannot be read."""
HEAD_AT = 4
"""Bytes of a chunk before its head: the length of that, little endian."""
ROWS_IN_BLOCK = 25
CHUNKS_HELD = 48 * 1024**2
"""Bytes of chunks that a process remembers."""
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


class Chunk:
    """What one job found of each file or lineage of its range.

    Packed it is the length of a head, the head, and blocks of rows, each compressed by itself: who compares some
    lineages asks for files that stand in many chunks, and should not unpack and parse what stands beside them.
    """

    __slots__ = ("_blob", "_blocks", "_numbers", "head")

    def __init__(self, blob: bytes) -> None:
        """Raises ``TypeError`` or ``ValueError`` where the blob has another layout."""
        end = HEAD_AT + int.from_bytes(blob[:HEAD_AT], "little")
        try:
            self.head, blocks = _parsed(zlib.decompress(blob[HEAD_AT:end]))
        except zlib.error as error:
            raise ValueError("this is no result of this version") from error
        self._blob = blob
        self._blocks: list[tuple[int, int, list[int]]] = []
        """Offset, length, and the numbers of the rows."""
        for length, numbers in blocks:
            self._blocks.append((end, length, numbers))
            end += length
        self._numbers = {number: block for block in self._blocks for number in block[2]}

    def __contains__(self, number: int) -> bool:
        return number in self._numbers

    def __len__(self) -> int:
        """About how many bytes it takes."""
        return len(self._blob) + 100 * len(self._numbers)

    def rows(self, only: Collection[int] | None = None) -> Iterator[tuple[int, Any]]:
        """Number and row, in the order in which they were found; all, or those of these numbers."""
        for offset, length, numbers in self._blocks:
            if only is None or any(number in only for number in numbers):
                lines = zlib.decompress(self._blob[offset : offset + length]).split(b"\n")
                yield from (
                    (number, _parsed(line))
                    for number, line in zip(numbers, lines, strict=True)
                    if only is None or number in only
                )


CHUNKS: Memory[Chunk] = Memory(CHUNKS_HELD)


def pack(value: Any) -> bytes:
    return zlib.compress(_written(value), LEVEL)


def unpack(blob: bytes | memoryview) -> Any:
    return _parsed(zlib.decompress(blob))


def pack_chunk(rows: Mapping[int, Any], *, head: Any = None) -> bytes:
    """See ``Chunk``."""
    numbers, index, blocks = list(rows), [], []
    for first in range(0, len(numbers), ROWS_IN_BLOCK):
        some = numbers[first : first + ROWS_IN_BLOCK]
        blocks.append(zlib.compress(b"\n".join([_written(rows[number]) for number in some]), LEVEL))
        index.append([len(blocks[-1]), some])
    first_part = pack([head, index])
    return b"".join((len(first_part).to_bytes(HEAD_AT, "little"), first_part, *blocks))


def chunks(analysis: int, phase: Phase, *, covering: Collection[int] | None = None) -> Iterator[Chunk]:
    """What the jobs of a phase that packed chunks found, in the order of their ranges.

    ``covering`` leaves out the jobs that had none of these ordinals or lineages; the others are remembered, for they
    are asked for again.
    """
    if covering is None:
        return map(Chunk, _blobs(analysis, phase))
    return (chunk_of(job) for job in _jobs(analysis, phase, covering))


def chunk_of(job: int) -> Chunk:
    """What a job found that packed a chunk; it never changes. Raises ``ChunkResult.DoesNotExist``."""
    return CHUNKS.get(job, lambda: Chunk(bytes(ChunkResult.objects.get(pk=job).blob)), size=len)


def forget() -> None:
    """Remember nothing of what was read."""
    CHUNKS.clear()


def results(analysis: int, phase: Phase) -> Iterator[Any]:
    """What the jobs of any other phase found, one result at a time, in the order of their ranges."""
    return map(unpack, _blobs(analysis, phase))


def _blobs(analysis: int, phase: Phase) -> Iterator[bytes]:
    return (bytes(ChunkResult.objects.get(pk=job).blob) for job in _jobs(analysis, phase, None))


def _jobs(analysis: int, phase: Phase, covering: Collection[int] | None) -> Iterator[int]:
    wanted = None if covering is None else sorted(covering)
    jobs = Job.objects.filter(analysis_id=analysis, phase=phase, result__isnull=False).order_by("first")
    for job, first, last in jobs.values_list("pk", "first", "last"):
        if wanted is None or bisect_left(wanted, first) < bisect_left(wanted, last + 1):
            yield job


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
