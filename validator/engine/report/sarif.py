"""SARIF 2.1.0 (OASIS) for code-scanning tools: the catalogue as rules, one result a finding or a change."""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any
from urllib.parse import quote

from validator.engine.catalogue import KINDS, RULES, Page, Scope
from validator.engine.model import (
    Change,
    CheckedFile,
    CollectionFinding,
    DeltaState,
    ExpectationResult,
    Finding,
    FindingDelta,
    Impact,
    Level,
    Presence,
    Severity,
)
from validator.engine.report.contents import CheckReport, CompareReport
from validator.engine.report.inert import visible
from validator.engine.report.wording import count_of, paragraphs

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
SEVERITY_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
IMPACT_LEVELS = {Impact.BREAKS: "error", Impact.DEGRADES: "warning", Impact.COSMETIC: "note"}
Object = dict[str, Any]
UNMET = "CON001"
"""The rule on required changes that did not happen."""


def check_sarif(report: CheckReport) -> Iterator[str]:
    """One log with one run; a result points at the file, the byte offset and the tag path."""
    rules = (
        _rule(rule.code, rule.name, rule.page, SEVERITY_LEVELS[rule.severity]) for _code, rule in sorted(RULES.items())
    )
    yield from _log(rules, _check_results(report))


def compare_sarif(report: CompareReport) -> Iterator[str]:
    """One log with one run; a result points at the later file and the tag path, and names the hop.

    A finding that a hop introduced is one result at the first files that have it.
    """
    introduced = [delta for delta in report.facts.delta if delta.state is DeltaState.INTRODUCED]
    codes = {delta.code for delta in introduced}
    rules = [_rule(kind.name, kind.title, kind.page, "warning") for _name, kind in sorted(KINDS.items())]
    rules += [
        _rule(rule.code, rule.name, rule.page, SEVERITY_LEVELS[rule.severity])
        for _code, rule in sorted(RULES.items())
        if rule.scope is Scope.CHAIN or rule.code in codes
    ]
    yield from _log(rules, chain(_compare_results(report), _introduced_results(report, introduced)))


def _check_results(report: CheckReport) -> Iterator[Object]:
    for checked in report.files:
        for finding in checked.findings:
            yield _finding_result(checked, finding)
    for joint in report.collection:
        yield _collection_result(joint)


def _finding_result(checked: CheckedFile, finding: Finding) -> Object:
    location = _location(checked.file, finding.path, finding.offset)
    return _result(finding.code, SEVERITY_LEVELS[finding.severity], finding.message, [location])


def _collection_result(finding: CollectionFinding) -> Object:
    locations = [_location(file, finding.path, None) for file in finding.files]
    return _result(finding.code, SEVERITY_LEVELS[finding.severity], finding.message, locations)


def _compare_results(report: CompareReport) -> Iterator[Object]:
    for change in report.changes:
        yield _change_result(change)
    for presence in report.presence:
        yield _presence_result(presence)
    for result in report.facts.expectations:
        if result.unmet:
            yield _unmet_result(result)


def _change_result(change: Change) -> Object:
    level = "none" if change.level is Level.ENCODING else IMPACT_LEVELS[change.impact]
    hop = f"{change.capture_before} to {change.capture}"
    text = f"{hop}: {change.keyword or 'data set'}: {change.before!r} became {change.after!r}. {change.detail}".strip()
    location = _location(f"{change.capture}/{change.file_after}", change.path, None)
    return _judged(_result(change.kind, level, text, [location]), change.expected)


def _presence_result(presence: Presence) -> Object:
    text = f"{presence.kind} at {presence.capture}: {presence.file}"
    location = _location(f"{presence.capture}/{presence.file}", "", None)
    return _judged(_result(presence.kind, "error", text, [location]), presence.expected)


def _unmet_result(result: ExpectationResult) -> Object:
    text = f"{count_of(result.unmet, 'instance')} passed without it: {result.text}"
    where = [] if result.path == "*" else [{"logicalLocations": [{"fullyQualifiedName": result.path}]}]
    return _result(UNMET, SEVERITY_LEVELS[RULES[UNMET].severity], text, where)


def _introduced_results(report: CompareReport, introduced: Sequence[FindingDelta]) -> Iterator[Object]:
    wanted = {lineage for delta in introduced for lineage in delta.lineages}
    lineages = {lineage.id: lineage for lineage in report.lineages if lineage.id in wanted}
    positions = {capture.label: position for position, capture in enumerate(report.captures)}
    for delta in introduced:
        names = [lineages[number].files[positions[delta.capture]][0] for number in delta.lineages]
        name = f"{RULES[delta.code].name}: " if delta.code in RULES else ""
        text = f"{name}introduced by {delta.capture} in {count_of(delta.count, 'instance')}"
        locations = [_location(f"{delta.capture}/{file}", delta.path, None) for file in names]
        yield _result(delta.code, SEVERITY_LEVELS[delta.severity], text, locations)


def _judged(result: Object, expected: str | None) -> Object:
    """A result that is no problem must say so in its kind, or "none" is not allowed as its level (SARIF 3.27.10)."""
    if expected is not None:
        message = {"text": f"{result['message']['text']} Expected: {visible(expected)}"}
        return result | {"kind": "pass", "level": "none", "message": message}
    return result | {"kind": "informational"} if result["level"] == "none" else result


def _result(rule: str, level: str, text: str, locations: list[Object]) -> Object:
    return {"ruleId": rule, "level": level, "message": {"text": visible(text)}, "locations": locations}


def _location(file: str, path: str, offset: int | None) -> Object:
    physical: Object = {"artifactLocation": {"uri": quote(file)}}
    if offset is not None:
        physical["region"] = {"byteOffset": offset}
    location: Object = {"physicalLocation": physical}
    if path:
        location["logicalLocations"] = [{"fullyQualifiedName": path}]
    return location


def _rule(identifier: str, name: str, page: Page, level: str) -> Object:
    return {
        "id": identifier,
        "shortDescription": {"text": name},
        "fullDescription": {"text": "\n\n".join(paragraphs(page.what))},
        "help": {"text": "\n\n".join((*paragraphs(page.why), *paragraphs(page.fix)))},
        "defaultConfiguration": {"level": level},
    }


def _log(rules: Iterable[Object], results: Iterable[Object]) -> Iterator[str]:
    yield f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{\n'
    yield '"tool": {"driver": {"name": "dicomcheck", "rules": ['
    yield from _listed(rules)
    yield ']}},\n"columnKind": "utf16CodeUnits", "results": ['
    yield from _listed(results)
    yield "]}]}\n"


def _listed(objects: Iterable[Object]) -> Iterator[str]:
    separator = "\n "
    for each in objects:
        yield separator + json.dumps(each)
        separator = ",\n "
