"""Findings grouped by rule: how many, in which capture, and an example of each."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from validator.engine.catalogue import FAMILIES, RULES
from validator.engine.rules.symptoms import SYMPTOMS, symptoms_of
from validator.models import Group
from validator.services.report.filters import Filters
from validator.services.report.groups import FindingExample, finding_examples
from validator.services.report.run import Run
from validator.services.report.sections import path_name

SCOPES = (Group.Scope.FINDING, Group.Scope.COLLECTION)
HEADINGS = {
    "error": "Errors: the standard is violated or data are lost",
    "warning": "Warnings: legal, but they break systems",
    "info": "Information",
}
SEVERITIES = tuple(HEADINGS)


class RuleRow(NamedTuple):
    """One rule that was broken."""

    code: str
    name: str
    severity: str
    example: FindingExample | None
    places: str
    """The attribute, or how many of them."""
    path: str
    """Of the attribute where it is only one."""
    counts: tuple[int, ...]
    """Findings by capture, in order."""
    total: int
    symptoms: frozenset[str]
    """What people may notice, by the keys of the symptoms."""


class FindingSection(NamedTuple):
    """The rules under one heading."""

    key: str
    title: str
    note: str
    severity: str
    """Where the heading is one."""
    rows: tuple[RuleRow, ...]


class RuleTable(NamedTuple):
    """The whole table."""

    labels: tuple[str, ...]
    sections: tuple[FindingSection, ...]
    families: tuple[tuple[str, str], ...]
    """Code and title of the families that have findings, filtered or not."""

    @property
    def worst(self) -> str:
        """The code of the first row; empty where there is none."""
        return self.sections[0].rows[0].code if self.sections else ""


def rule_table(run: Run, filters: Filters) -> RuleTable:
    """The rules that were broken, errors first, then by how often."""
    every = list(Group.objects.filter(analysis=run.analysis, scope__in=SCOPES).order_by("rank"))
    by_code: dict[str, list[Group]] = defaultdict(list)
    for group in every:
        if _chosen(group, filters):
            by_code[group.code].append(group)
    rows = [_row(run, code, groups) for code, groups in by_code.items()]
    rows.sort(key=lambda row: (SEVERITIES.index(row.severity), -row.total, row.code))
    sections = _by_symptom(rows) if filters.by == "symptom" else _by_severity(rows)
    present = sorted({group.code[:3] for group in every}, key=list(FAMILIES).index)
    families = tuple((code, FAMILIES[code]) for code in present)
    return RuleTable(tuple(capture.label for capture in run.captures), tuple(sections), families)


def _by_severity(rows: Sequence[RuleRow]) -> list[FindingSection]:
    sections = []
    for severity, title in HEADINGS.items():
        found = tuple(row for row in rows if row.severity == severity)
        if found:
            sections.append(FindingSection(severity, title, "", severity, found))
    return sections


def _by_symptom(rows: Sequence[RuleRow]) -> list[FindingSection]:
    """A rule stands under each complaint that it may explain."""
    sections = []
    for symptom in SYMPTOMS:
        found = tuple(row for row in rows if symptom.key in row.symptoms)
        if found:
            note = f"look first at: {symptom.look_first}"
            sections.append(FindingSection(symptom.key, symptom.title, note, "", found))
    rest = tuple(row for row in rows if not row.symptoms)
    return [*sections, FindingSection("other", "Nothing that people would notice", "", "", rest)] if rest else sections


def _chosen(group: Group, filters: Filters) -> bool:
    position = filters.capture if filters.capture is not None else filters.hop
    if position is not None and group.capture not in (None, position):
        return False
    if filters.severity and group.severity != filters.severity:
        return False
    if filters.rule and not group.code.startswith(filters.rule):
        return False
    words = filters.sought.casefold().split()
    if not words:
        return True
    rule = RULES.get(group.code)
    examples = " ".join(f"{example.message} {example.value}" for example in finding_examples(group))
    text = f"{group.code} {rule.name if rule else ''} {group.path} {path_name(group.path)} {examples}".casefold()
    return all(word in text for word in words)


def _row(run: Run, code: str, groups: Sequence[Group]) -> RuleRow:
    rule = RULES.get(code)
    examples = [example for group in groups for example in finding_examples(group)]
    paths = sorted({group.path for group in groups})
    counts = [0] * len(run.captures)
    for group in groups:
        if group.capture is not None and group.capture < len(counts):
            counts[group.capture] += group.n
    return RuleRow(
        code=code,
        name=rule.name if rule else code,
        severity=groups[0].severity,
        example=examples[0] if examples else None,
        places=(path_name(paths[0]) if paths[0] else "") if len(paths) == 1 else f"{len(paths)} attributes",
        path=paths[0] if len(paths) == 1 else "",
        counts=tuple(counts),
        total=sum(group.n for group in groups),
        symptoms=frozenset(symptom for group in groups for symptom in symptoms_of(code, group.path)),
    )
