"""Each value of a report as one JSON object: the one place that names the fields and their order."""

from typing import Any

from validator.engine.model import (
    Change,
    ChangeGroup,
    CheckedFile,
    CollectionFinding,
    Finding,
    Lineage,
    Presence,
    State,
)
from validator.engine.report.contents import CaptureSize, CompareReport

Record = dict[str, Any]


def plain(value: Any) -> Any:
    """A value of the engine without its types: named tuples as objects with their fields, other tuples as lists."""
    if isinstance(value, tuple):
        names = getattr(value, "_fields", None)
        return [*map(plain, value)] if names is None else dict(zip(names, map(plain, value), strict=True))
    return value


def file_record(checked: CheckedFile) -> Record:
    """One file with its findings; what is not DICOM also says, under ``kind``, what it is instead."""
    record: Record = {"file": checked.file, "state": checked.state}
    if checked.state is State.NOT_DICOM:
        record["kind"] = checked.kind
    record |= {
        "sop_class": checked.sop_class,
        "sop_instance": checked.sop_instance,
        "transfer_syntax": {"declared": checked.declared_syntax, "actual": checked.actual_syntax},
        "findings": [finding_record(finding) for finding in checked.findings],
    }
    if checked.undecided:
        record["not_evaluable"] = [plain(each) for each in checked.undecided]
    return record


def finding_record(finding: Finding) -> Record:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "path": finding.path,
        "offset": finding.offset,
        "message": finding.message,
        "value": finding.value,
    }


def collection_record(finding: CollectionFinding) -> Record:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "path": finding.path,
        "message": finding.message,
        "files": list(finding.files),
    }


def run_record(report: CompareReport) -> Record:
    """What differs between two runs over the same files, and by what they were made."""
    made = {name: value for name, value in plain(report.provenance).items() if value}
    return {**made, **report.run}


def capture_record(capture: CaptureSize) -> Record:
    return {"label": capture.label, "files": capture.files}


def lineage_record(lineage: Lineage, labels: tuple[str, ...]) -> Record:
    """One instance; captures that lack it are left out."""
    files = {label: list(names) for label, names in zip(labels, lineage.files, strict=True) if names}
    return {
        "id": lineage.id,
        "paired_by": lineage.paired_by,
        "score": lineage.score,
        "reasons": list(lineage.reasons),
        "files": files,
    }


def change_record(change: Change) -> Record:
    return {
        "capture_before": change.capture_before,
        "capture": change.capture,
        "lineage": change.lineage,
        "file_before": change.file_before,
        "file_after": change.file_after,
        "path": change.path,
        "keyword": change.keyword,
        "kind": change.kind,
        "also": list(change.also),
        "level": change.level,
        "before": change.before,
        "after": change.after,
        "count": change.count,
        "impact": change.impact,
        "declared": change.declared,
        "expected": change.expected,
        "writer": change.writer,
        "detail": change.detail,
        "evidence": dict(change.evidence),
    }


def presence_record(presence: Presence) -> Record:
    return {
        "capture": presence.capture,
        "kind": presence.kind,
        "lineage": presence.lineage,
        "file": presence.file,
        "expected": presence.expected,
    }


def group_record(group: ChangeGroup) -> Record:
    return {
        "capture": group.capture,
        "path": group.path,
        "kind": group.kind,
        "count": group.count,
        "rule": group.rule,
        "support": group.support,
        "exceptions": group.exceptions,
        "expected": group.expected,
    }
