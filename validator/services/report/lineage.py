"""One instance through all captures: its changes, one by one."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from validator.engine.model import Change
from validator.engine.standard.uids import uid
from validator.models import Instance, Member
from validator.services import results
from validator.services.errors import NotFound
from validator.services.report.cells import Cell, changed_cell, note_of, value_cell
from validator.services.report.instances import PAIRED_BY
from validator.services.report.run import Run
from validator.services.report.sections import SECTIONS, path_name, section_of


class Stand(NamedTuple):
    """The instance at one capture."""

    label: str
    instances: tuple[Instance, ...]
    """The one that is compared first."""


class LineageLine(NamedTuple):
    """One attribute of the instance at all captures."""

    path: str
    name: str
    encoding: bool
    """Whether nothing but its encoding changed."""
    cells: tuple[Cell, ...]


class LineageSection(NamedTuple):
    """Lines about one subject."""

    title: str
    lines: tuple[LineageLine, ...]


class LineagePage(NamedTuple):
    """The whole page."""

    lineage: int
    sop_class: str
    sop_uid: str
    paired_by: str
    stands: tuple[Stand, ...]
    sections: tuple[LineageSection, ...]
    changes: int
    previous: int | None
    next: int | None


def lineage_page(run: Run, lineage: int) -> LineagePage:
    """All changes of one lineage. Raises ``NotFound``."""
    members = Member.objects.filter(analysis=run.analysis, lineage=lineage).select_related("instance__file")
    held: dict[int, list[Instance]] = defaultdict(list)
    paired_by = ""
    for member in members.order_by("capture", "rank"):
        held[member.capture].append(member.instance)
        paired_by = member.paired_by
    if not held:
        raise NotFound(f"This run has no lineage {lineage}.")
    first = held[min(held)][0]
    known = uid(first.sop_class)
    changes = results.changes_of(run.analysis, lineage)
    others = Member.objects.filter(analysis=run.analysis)
    return LineagePage(
        lineage=lineage,
        sop_class=known.name if known else first.sop_class,
        sop_uid=first.sop_uid,
        paired_by=PAIRED_BY.get(paired_by, paired_by),
        stands=tuple(Stand(capture.label, tuple(held.get(capture.position, ()))) for capture in run.captures),
        sections=tuple(_sections(run, changes)),
        changes=len(changes),
        previous=lineage - 1 if others.filter(lineage=lineage - 1).exists() else None,
        next=lineage + 1 if others.filter(lineage=lineage + 1).exists() else None,
    )


def _sections(run: Run, changes: Sequence[Change]) -> Iterable[LineageSection]:
    by_path: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_path[change.path].append(change)
    lines: dict[str, list[LineageLine]] = defaultdict(list)
    for path in sorted(by_path):
        line = _line(run, path, by_path[path])
        lines["encoding" if line.encoding else section_of(path)].append(line)
    for key, title in SECTIONS.items():
        if lines[key]:
            yield LineageSection(title, tuple(lines[key]))


def _line(run: Run, path: str, changes: Sequence[Change]) -> LineageLine:
    by_label = {change.capture: change for change in reversed(changes)}
    first = changes[0].before
    cells = []
    for capture in run.captures:
        change = by_label.get(capture.label)
        if change is not None:
            note = note_of(change.kind, path, detail=change.detail, expected=change.expected or "")
            cells.append(
                changed_cell(change.kind, path, change.before, change.after, impact=str(change.impact), note=note)
            )
        else:
            cells.append(Cell("same") if capture.position else value_cell(path, first))
    encoding = all(change.level == "encoding" for change in changes)
    return LineageLine(path, path_name(path), encoding, tuple(cells))
