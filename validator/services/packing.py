"""The engine's plain values as compressed JSON, the form in which workers leave them for each other.

A value that gained a field with a default since it was stored is read with that default.
"""

import hashlib
import json
import zlib
from collections.abc import Collection, Iterator
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

LEVEL = 6
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
    return f"{__version__}+{hashlib.sha256(json.dumps(shapes).encode()).hexdigest()[:8]}"


def pack(value: Any) -> bytes:
    return zlib.compress(
        json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"), LEVEL
    )


def unpack(blob: bytes | memoryview) -> Any:
    return json.loads(zlib.decompress(blob).decode("utf-8", "surrogatepass"))


def results(analysis: int, phase: Phase, *, covering: Collection[int] | None = None) -> Iterator[Any]:
    """What the jobs of a phase found, one result at a time, in the order of their ranges.

    ``covering`` leaves out the jobs that had none of these ordinals.
    """
    jobs = Job.objects.filter(analysis_id=analysis, phase=phase, result__isnull=False).order_by("first")
    for job, first, last in jobs.values_list("pk", "first", "last"):
        if covering is None or any(first <= ordinal <= last for ordinal in covering):
            yield unpack(ChunkResult.objects.get(pk=job).blob)


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
