"""JUnit XML for build servers: one suite a file or an instance, one case a finding or a change."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from validator.engine.catalogue import RULES
from validator.engine.model import (
    Change,
    CheckedFile,
    CollectionFinding,
    DeltaState,
    Discrepancy,
    ExpectationResult,
    Facts,
    FindingDelta,
    Level,
    Lineage,
    Presence,
    Reconciliation,
    Severity,
)
from validator.engine.report.contents import CheckReport, CompareReport, fails, is_unexpected
from validator.engine.report.inert import markup
from validator.engine.report.reconciled import discrepancy_words
from validator.engine.report.wording import count_of

UNMET = "required-change-missing"
"""The type of the failure of an expectation."""


class Case(NamedTuple):
    """One test case: what was looked at, what is to be said about it, and whether that is a failure."""

    name: str
    classname: str
    text: str
    failure: str | None
    """The type of the failure; ``None`` where the case passes."""


def check_suites(report: CheckReport) -> Iterator[str]:
    """A finding below the report's ``fail_on`` passes and says its text as output; so does a file without findings."""
    yield from _document(_check_suites(report))


def compare_suites(report: CompareReport) -> Iterator[str]:
    """An unexpected change of meaning fails, and a required one that did not happen; others pass, as output.

    So do the findings that a hop introduced: what fails is what the exit status counts. Of a list from an index,
    whatever the files do not bear out fails.
    """
    yield from _document(_compare_suites(report))


def _check_suites(report: CheckReport) -> Iterator[str]:
    for checked in report.files:
        yield _suite(checked.file, _file_cases(checked, report.fail_on))
    joint = [_collection_case(finding, report.fail_on) for finding in report.collection]
    if joint:
        yield _suite("all files together", joint)


def _file_cases(checked: CheckedFile, fail_on: Severity) -> list[Case]:
    if not checked.findings:
        return [Case("no findings", checked.state, checked.kind or "", None)]
    return [_finding_case(one.code, one.severity, one.path, one.message, fail_on) for one in checked.findings]


def _collection_case(finding: CollectionFinding, fail_on: Severity) -> Case:
    message = f"{finding.message} Files: {', '.join(finding.files)}"
    return _finding_case(finding.code, finding.severity, finding.path, message, fail_on)


def _finding_case(code: str, severity: Severity, path: str, message: str, fail_on: Severity) -> Case:
    failure = code if fails(severity, fail_on=fail_on) else None
    return Case(f"{code} {path}".strip(), severity, message, failure)


def _compare_suites(report: CompareReport) -> Iterator[str]:
    changes = groupby(report.changes, key=lambda change: change.lineage)
    lineage, changed = next(changes, (0, iter(())))
    for one in report.lineages:
        cases: list[Case] = []
        if one.id == lineage:
            cases = [_change_case(change) for change in changed]
            lineage, changed = next(changes, (0, iter(())))
        yield _suite(_lineage_name(one), cases or [Case("no changes", one.paired_by, "", None)])
    if report.presence:
        yield _suite("instances", [_presence_case(one) for one in report.presence])
    introduced = [_delta_case(one) for one in report.facts.delta if one.state is DeltaState.INTRODUCED]
    if introduced:
        yield _suite("findings introduced", introduced)
    required = [_expectation_case(result) for result in report.facts.expectations if result.required]
    if required:
        yield _suite("expectations", required)
    yield from _list_suites(report.facts)


def _list_suites(facts: Facts) -> Iterator[str]:
    """A suite for each list and capture: a case for each level, and one that fails for each discrepancy."""
    pairs: dict[tuple[str, str], list[Case]] = {}
    for one in facts.reconciled:
        pairs.setdefault((one.capture, one.against), []).append(_level_case(one))
    failures = Counter((one.capture, one.against) for one in facts.discrepancies)
    for pair in {**pairs, **failures}:
        cases = pairs.get(pair, [])
        yield _head(" against ".join(filter(None, pair)), tests=len(cases) + failures[pair], failures=failures[pair])
        yield from map(_case, cases)
        found = (one for one in facts.discrepancies if (one.capture, one.against) == pair) if failures[pair] else ()
        yield from (_case(_discrepancy_case(one)) for one in found)
        yield "</testsuite>\n"


def _level_case(one: Reconciliation) -> Case:
    text = f"{one.found:,} of {one.listed:,} are among the files"
    return Case(f"{one.entity.plural} listed", one.against, text, None)


def _discrepancy_case(one: Discrepancy) -> Case:
    name = f"{one.kind} {one.entity.noun} {one.uid} {one.attribute}"
    return Case(" ".join(name.split()), one.against or one.capture, discrepancy_words(one), f"list.{one.kind}")


def _presence_case(presence: Presence) -> Case:
    text = f"{presence.kind} at {presence.capture}: {presence.file}{_allowed(presence.expected)}"
    failure = presence.kind if is_unexpected(presence) else None
    return Case(f"{presence.kind} {presence.file}", presence.capture, text, failure)


def _expectation_case(result: ExpectationResult) -> Case:
    text = f"{count_of(result.unmet, 'instance')} without it: {result.text}" if result.unmet else result.text
    return Case(f"line {result.line}: {result.text}", result.capture, text, UNMET if result.unmet else None)


def _delta_case(delta: FindingDelta) -> Case:
    name = f"{RULES[delta.code].name}, " if delta.code in RULES else ""
    text = f"{delta.severity}: {name}in {count_of(delta.count, 'instance')}, not there at {delta.capture_before}"
    return Case(f"{delta.code} {delta.path}".strip(), delta.capture, text, None)


def _allowed(expected: str | None) -> str:
    return f" (expected: {expected})" if expected else ""


def _change_case(change: Change) -> Case:
    text = f"{change.before!r} became {change.after!r} {change.detail}".strip() + _allowed(change.expected)
    failure = change.kind if is_unexpected(change) else None
    where = f"{change.path} {change.keyword}".strip() or "whole data set"
    level = "encoding only" if change.level is Level.ENCODING else change.impact.value
    return Case(f"{change.kind} {where}", f"{change.capture}: {level}", text, failure)


def _lineage_name(lineage: Lineage) -> str:
    first = next((names[0] for names in lineage.files if names), "")
    return f"instance {lineage.id}: {first}"


def _document(suites: Iterable[str]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="dicomcheck">\n'
    yield from suites
    yield "</testsuites>\n"


def _suite(name: str, cases: list[Case]) -> str:
    failures = sum(case.failure is not None for case in cases)
    head = _head(name, tests=len(cases), failures=failures)
    return head + "".join(map(_case, cases)) + "</testsuite>\n"


def _head(name: str, *, tests: int, failures: int) -> str:
    return f'<testsuite name="{markup(name)}" tests="{tests}" failures="{failures}" errors="0">\n'


def _case(case: Case) -> str:
    if case.failure is not None:
        body = f'<failure type="{markup(case.failure)}" message="{markup(case.text)}"/>'
    else:
        body = f"<system-out>{markup(case.text)}</system-out>" if case.text else ""
    return f'<testcase name="{markup(case.name)}" classname="{markup(case.classname)}">{body}</testcase>\n'
