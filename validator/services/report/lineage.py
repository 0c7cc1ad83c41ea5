"""One instance through all captures: its changes at every hop, or one hop of it element by element."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from validator.engine.compare import pattern_of
from validator.engine.model import Change, Level
from validator.engine.standard.uids import uid
from validator.models import Instance, Member
from validator.services import results
from validator.services.errors import NotFound
from validator.services.report.cells import Cell, changed_cell, note_of, value_cell
from validator.services.report.copies import changes_between
from validator.services.report.instances import PAIRED_BY
from validator.services.report.pair import PairFile, PairTable, pair_table
from validator.services.report.pair_choice import PairChoice
from validator.services.report.run import Run
from validator.services.report.sections import SECTIONS, path_name, section_of

REASONS_SHOWN = 6
Held = Mapping[int, Sequence[Instance]]
"""The files of the lineage by position of the capture, the one that is compared first."""


class Stand(NamedTuple):
    """The instance at one capture."""

    position: int
    label: str
    instances: tuple[Instance, ...]
    """The one that is compared first."""


class HopChoice(NamedTuple):
    """One step of the lineage, from a capture that has it to the next that has."""

    position: int
    before: str
    after: str
    changes: int
    """Of meaning."""
    encoding: int


class LineageLine(NamedTuple):
    """One attribute of the instance at all captures."""

    path: str
    key: str
    """The path with item numbers left open."""
    name: str
    encoding: bool
    """Whether nothing but its encoding changed."""
    position: int
    """Of the first capture at which it changed."""
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
    score: float
    reasons: tuple[str, ...]
    stands: tuple[Stand, ...]
    hops: tuple[HopChoice, ...]
    sections: tuple[LineageSection, ...]
    """At all captures; empty where a pair is shown."""
    changes: int
    previous: int | None
    next: int | None
    pair: PairTable | None
    files: tuple[PairFile, ...]
    """The two of the pair."""
    missing: str
    """The capture that was asked for and does not have the instance, or is its first."""

    @property
    def in_doubt(self) -> bool:
        """Whether the pairing stands on less than the identity of the instance."""
        return bool(self.reasons)

    @property
    def first_reasons(self) -> tuple[str, ...]:
        return self.reasons[:REASONS_SHOWN]

    @property
    def more_reasons(self) -> int:
        return max(0, len(self.reasons) - REASONS_SHOWN)


def lineage_page(run: Run, lineage: int, choice: PairChoice) -> LineagePage:
    """One lineage as the choice has it. Raises ``NotFound``."""
    members = list(
        Member.objects.filter(analysis=run.analysis, lineage=lineage)
        .select_related("instance__file", "instance__analysis")
        .order_by("capture", "rank")
    )
    if not members:
        raise NotFound(f"This run has no lineage {lineage}.")
    held: dict[int, list[Instance]] = defaultdict(list)
    for member in members:
        held[member.capture].append(member.instance)
    changes = results.changes_of(run.analysis, lineage)
    files, between = _chosen(run, held, changes, choice)
    is_pair = choice.hop is not None or choice.of_copies
    first = members[0].instance
    known = uid(first.sop_class)
    others = Member.objects.filter(analysis=run.analysis)
    return LineagePage(
        lineage=lineage,
        sop_class=known.name if known else first.sop_class,
        sop_uid=first.sop_uid,
        paired_by=PAIRED_BY.get(members[0].paired_by, members[0].paired_by),
        score=members[0].score,
        reasons=tuple(members[0].reasons),
        stands=tuple(
            Stand(capture.position, capture.label, tuple(held.get(capture.position, ()))) for capture in run.captures
        ),
        hops=tuple(_hops(run, held, changes)),
        sections=() if is_pair else tuple(_sections(run, held, changes)),
        changes=len(changes),
        previous=lineage - 1 if others.filter(lineage=lineage - 1).exists() else None,
        next=lineage + 1 if others.filter(lineage=lineage + 1).exists() else None,
        pair=pair_table(*files, between, choice) if files else None,
        files=files or (),
        missing=run.label(choice.hop) if is_pair and not files else "",
    )


def _chosen(
    run: Run, held: Held, changes: Sequence[Change], choice: PairChoice
) -> tuple[tuple[PairFile, PairFile] | None, Sequence[Change]]:
    """The two files that were asked for, and what differs between them. Raises ``NotFound``."""
    if choice.of_copies:
        pair = _file(run, held, choice.before), _file(run, held, choice.after)
        try:
            return pair, changes_between(pair[0].instance, pair[1].instance)
        except FileNotFoundError:
            return pair, ()
    if choice.hop is None or not held.get(choice.hop):
        return None, ()
    earlier = max((position for position in held if position < choice.hop), default=None)
    if earlier is None:
        return None, ()
    before = PairFile(run.label(earlier), held[earlier][0])
    after = PairFile(run.label(choice.hop), held[choice.hop][0])
    return (before, after), [change for change in changes if change.capture == after.capture]


def _file(run: Run, held: Held, ordinal: int | None) -> PairFile:
    for position, instances in held.items():
        for instance in instances:
            if instance.ordinal == ordinal:
                return PairFile(run.label(position), instance)
    raise NotFound(f"File number {ordinal} is not one of this instance.")


def _hops(run: Run, held: Held, changes: Sequence[Change]) -> Iterable[HopChoice]:
    positions = sorted(held)
    for before, after in itertools.pairwise(positions):
        label = run.label(after)
        levels = [change.level for change in changes if change.capture == label]
        meaning = levels.count(Level.MEANING)
        yield HopChoice(after, run.label(before), label, meaning, len(levels) - meaning)


def _sections(run: Run, held: Held, changes: Sequence[Change]) -> Iterable[LineageSection]:
    by_path: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_path[change.path].append(change)
    lines: dict[str, list[LineageLine]] = defaultdict(list)
    for path in sorted(by_path):
        line = _line(run, path, held, by_path[path])
        lines["encoding" if line.encoding else section_of(path)].append(line)
    for key, title in SECTIONS.items():
        if lines[key]:
            yield LineageSection(title, tuple(lines[key]))


def _line(run: Run, path: str, held: Held, changes: Sequence[Change]) -> LineageLine:
    by_label = {change.capture: change for change in reversed(changes)}
    cells: list[Cell] = []
    for capture in run.captures:
        change = by_label.get(capture.label)
        if change is not None:
            cells.append(_changed(run, path, change, capture.position))
        elif capture.position not in held:
            cells.append(Cell("missing"))
        elif all(cell.state == "missing" for cell in cells):
            cells.append(value_cell(path, changes[0].before))
        else:
            cells.append(Cell("same"))
    encoding = all(change.level is Level.ENCODING for change in changes)
    first = min(capture.position for capture in run.captures if capture.label in by_label)
    return LineageLine(path, pattern_of(path), path_name(path), encoding, first, tuple(cells))


def _changed(run: Run, path: str, change: Change, position: int) -> Cell:
    since = "" if change.capture_before == run.label(position - 1) else change.capture_before
    note = note_of(change.kind, path, detail=change.detail, expected=change.expected or "", since=since)
    impact = "expected" if change.expected else str(change.impact)
    return changed_cell(change.kind, path, change.before, change.after, impact=impact, note=note)
