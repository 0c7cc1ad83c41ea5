"""The lines of a report as stored, turned back into plain values with their examples."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from validator.models import Group


class ChangeExample(NamedTuple):
    """One change out of a group of changes."""

    lineage: int
    path: str
    """With its item numbers."""
    file_before: str
    file_after: str
    before: str | None
    after: str | None
    detail: str
    also: tuple[str, ...]
    declared: str
    expected: str
    writer: str
    since: str
    """The capture that it was compared with: not the one before where that lacks the instance."""
    evidence: Mapping[str, Any]


class FindingExample(NamedTuple):
    """One finding out of a group of findings."""

    ordinal: int | None
    """Of the instance; ``None`` for a finding over several files."""
    file: str
    path: str
    offset: int | None
    message: str
    value: str | None
    files: tuple[str, ...] = ()
    """All the files that a finding over several files concerns, or the first of them."""


def change_examples(group: Group) -> tuple[ChangeExample, ...]:
    """The examples that were kept of a group of changes, the first lineage first."""
    return tuple(
        ChangeExample(
            lineage=entry["lineage"],
            path=entry["path"],
            file_before=entry["file_before"],
            file_after=entry["file_after"],
            before=entry["before"],
            after=entry["after"],
            detail=entry.get("detail") or "",
            also=tuple(entry.get("also") or ()),
            declared=entry.get("declared") or "no",
            expected=entry.get("expected") or "",
            writer=entry.get("writer") or "",
            since=entry["capture_before"],
            evidence=_facts(entry.get("evidence")),
        )
        for entry in group.sample.get("examples", ())
    )


def common_detail(code: str, examples: Iterable[ChangeExample], *, of: ChangeExample) -> str:
    """What was done, in the words of one example; of pixels nothing where others were changed in another measure."""
    if code.startswith("pixel.") and any(each.detail != of.detail for each in examples):
        return ""
    return of.detail


def finding_examples(group: Group) -> tuple[FindingExample, ...]:
    """The examples that were kept of a group of findings."""
    return tuple(
        FindingExample(
            ordinal=entry.get("ordinal"),
            file=entry.get("file") or "",
            path=entry.get("path") or group.path,
            offset=entry.get("offset"),
            message=entry["message"],
            value=entry.get("value"),
            files=tuple(entry.get("files") or ()),
        )
        for entry in group.sample.get("examples", ())
    )


def _facts(evidence: Any) -> Mapping[str, Any]:
    pairs: Iterable[Any] = evidence.items() if isinstance(evidence, Mapping) else evidence or ()
    return {str(name): value for name, value in pairs}
