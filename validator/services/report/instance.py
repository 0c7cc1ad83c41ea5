"""The page of one file: what it is, what was found in it, its header and its bytes."""

from typing import NamedTuple

from validator.engine.model import Header, Undecided
from validator.engine.rules import undecided
from validator.engine.standard.uids import uid
from validator.models import Instance, Member
from validator.services import results
from validator.services.errors import NotFound, Outdated
from validator.services.headers import header_of
from validator.services.report.files import STATES
from validator.services.report.findings import SEVERITIES
from validator.services.report.header import Tree, header_tree
from validator.services.report.run import Run
from validator.services.report.sections import path_name
from validator.services.report.shelf import HexDump, find_element, hex_dump
from validator.services.standard.links import Definition, attribute_key, definition_of


class FindingLine(NamedTuple):
    """One finding in this file."""

    code: str
    severity: str
    path: str
    offset: int | None
    message: str
    attribute: str
    """The name of the attribute; empty where the finding is about the file."""
    attribute_key: str
    """What stands for it in addresses; empty where it has no page."""
    definition: Definition | None
    """Where the IOD tells of it; ``None`` where it does not list it, or the standard has no IOD of this class."""


class Sibling(NamedTuple):
    """The same instance at another capture, or another copy of it."""

    ordinal: int
    capture: str


class InstancePage(NamedTuple):
    """The whole page."""

    name: str
    capture: str
    what: str
    iod: Definition | None
    """``None`` where the standard has no IOD of its SOP Class."""
    state: str
    syntax: str
    size: int
    sha256: str
    lineage: int | None
    siblings: tuple[Sibling, ...]
    findings: tuple[FindingLine, ...]
    outdated: bool
    """Whether an older version of the program stored findings that this one cannot read."""
    tree: Tree | None
    """``None`` where there is no header, or the file is gone."""
    undecided: tuple[Undecided, ...]
    """The absent attributes of which no machine can tell whether they are required."""
    at: str
    """The path that the address points to."""
    dump: HexDump | None
    gone: bool


def instance_page(run: Run, ordinal: int, *, at: str = "", sought: str = "", first: int = 0) -> InstancePage:
    """One file of one run. Raises ``NotFound``."""
    instance = (
        Instance.objects.filter(analysis=run.analysis, ordinal=ordinal)
        .select_related("file", "capture", "analysis")
        .first()
    )
    if instance is None:
        raise NotFound(f"This run has no file number {ordinal}.")
    header, gone = _header(instance)
    findings, outdated = _findings(instance)
    lineage, siblings = _siblings(run, instance)
    place = find_element(header, at) if header and at else None
    return InstancePage(
        name=instance.name,
        capture=instance.capture.label,
        what=instance.kind or _named(instance.sop_class),
        iod=definition_of(instance.sop_class, ""),
        state=STATES.get(instance.state, instance.state),
        syntax=_named(instance.syntax),
        size=instance.file.size,
        sha256=instance.sha256,
        lineage=lineage,
        siblings=siblings,
        findings=findings,
        outdated=outdated,
        tree=header_tree(header, sought=sought, first=first, severities=_worst(findings)) if header else None,
        undecided=undecided(header) if header else (),
        at=place.path if place else "",
        dump=hex_dump(instance, header, place.element) if header and place else None,
        gone=gone,
    )


def _header(instance: Instance) -> tuple[Header | None, bool]:
    """The header, and whether the file is not kept any more."""
    if instance.state not in (Instance.State.CHECKED, Instance.State.DAMAGED):
        return None, False
    try:
        return header_of(instance), False
    except FileNotFoundError:
        return None, True


def _findings(instance: Instance) -> tuple[tuple[FindingLine, ...], bool]:
    """What was found, and whether that cannot be read any more: the header still can."""
    try:
        told = results.checked_file(instance).findings
    except Outdated:
        return (), True
    found = [
        FindingLine(
            code=finding.code,
            severity=str(finding.severity),
            path=finding.path,
            offset=finding.offset,
            message=finding.message,
            attribute=path_name(finding.path) if finding.path else "",
            attribute_key=attribute_key(finding.path),
            definition=_defined(instance, finding.path),
        )
        for finding in told
    ]
    return tuple(sorted(found, key=lambda finding: SEVERITIES.index(finding.severity))), False


def _defined(instance: Instance, path: str) -> Definition | None:
    found = definition_of(instance.sop_class, path) if path else None
    return found if found is not None and found.module else None


def _worst(findings: tuple[FindingLine, ...]) -> dict[str, str]:
    """The severity of the worst finding at each path; the findings are sorted, the worst first."""
    return {finding.path: finding.severity for finding in reversed(findings)}


def _siblings(run: Run, instance: Instance) -> tuple[int | None, tuple[Sibling, ...]]:
    own = Member.objects.filter(analysis=run.analysis, instance=instance).first()
    if own is None:
        return None, ()
    others = Member.objects.filter(analysis=run.analysis, lineage=own.lineage).exclude(instance=instance)
    rows = others.order_by("capture", "rank").values_list("instance__ordinal", "capture")
    return own.lineage, tuple(Sibling(ordinal, run.label(capture)) for ordinal, capture in rows)


def _named(text: str) -> str:
    known = uid(text)
    return f"{known.name} ({text})" if known else text
