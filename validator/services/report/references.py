"""References: who cites whom at each capture, which of them are broken, and what became of the UIDs."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from django.db.models import IntegerField, Sum
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from validator.engine.model import Entity, ReferenceLink, ReferenceNode, ReferenceState, UidMap, UidMove
from validator.models import Row
from validator.services import tables
from validator.services.report.filters import Filters
from validator.services.report.graph import STATES, Drawing, arrange, draw_graph, name_of
from validator.services.report.run import Run
from validator.services.report.sections import path_name

MOST_DRAWN = 24
"""So many nodes are drawn; those with broken references come first."""
MOST_LINKS = 500
"""So many links are looked at; the table says so where there are more."""
BROKEN = tuple(state for state in ReferenceState if state.is_broken)
KIND_OF = {
    ReferenceState.STRAYED: "reference.dangling",
    ReferenceState.WRONG_GENERATION: "reference.dangling",
    ReferenceState.DANGLING: "reference.dangling",
    ReferenceState.CONTEXT_STALE: "reference.context-stale",
}
"""The kind of change whose page explains a broken reference."""


class HopChoice(NamedTuple):
    """One capture, and how many references are broken there."""

    position: int
    label: str
    broken: int


class StateCell(NamedTuple):
    """The references of one line at one capture."""

    parts: tuple[tuple[str, int], ...]
    """What they do in words, and how many do."""
    broken: bool


class Line(NamedTuple):
    """The references from one node to another at the same places, through all captures."""

    source: str
    target: str
    cited: str
    """What is cited: ``Series``."""
    places: tuple[tuple[str, str], ...]
    """Path and name of where they stand."""
    cells: tuple[StateCell, ...]
    lineages: tuple[int, ...]
    example: tuple[str, str]
    """Of the worst of them: the UID as it is cited, and the UID that the target has."""
    kind: str
    """The kind of change that explains the worst state; empty where all is well."""

    @property
    def broken(self) -> bool:
        return any(cell.broken for cell in self.cells)


class UidLine(NamedTuple):
    """What a hop made of the UIDs of one kind of entity."""

    label: str
    entity: str
    told: tuple[str, ...]
    """What became of them, in words."""
    worrying: bool
    moves: tuple[UidMove, ...]


class ReferencePage(NamedTuple):
    """Everything the tab shows."""

    hops: tuple[HopChoice, ...]
    chosen: int
    """The position of the capture that is drawn, beside the one before it."""
    drawings: tuple[Drawing, ...]
    undrawn: int
    """Nodes that the drawing leaves out."""
    labels: tuple[str, ...]
    lines: tuple[Line, ...]
    uids: tuple[UidLine, ...]
    cut: bool
    """Whether there are more links than were looked at."""


def reference_page(run: Run, filters: Filters) -> ReferencePage:
    """The drawings of one hop, and every line of references with its broken ones first."""
    links = _links(run)
    broken = count_broken(run)
    hops = tuple(HopChoice(each.position, each.label, broken.get(each.position, 0)) for each in run.captures)
    chosen = _chosen(hops, filters)
    nodes = _nodes(run, links)
    drawn = _drawn(nodes, links)
    return ReferencePage(
        hops=hops,
        chosen=chosen,
        drawings=_drawings(run, drawn, links, chosen),
        undrawn=len(nodes) - len(drawn),
        labels=tuple(capture.label for capture in run.captures),
        lines=tuple(_lines(run, nodes, links)),
        uids=tuple(_uid_line(moved) for moved in tables.read(run.analysis, Row.Table.UIDS) if _is_moved(moved)),
        cut=len(links) >= MOST_LINKS,
    )


def count_broken(run: Run) -> Mapping[int, int]:
    """By the position of the capture; also of those for which the page has no room."""
    return _counted(run.analysis.pk, run.analysis.finished_at)


@lru_cache(maxsize=64)
def _counted(analysis: int, finished_at: datetime | None) -> Mapping[int, int]:
    """Of a run that ended then, counted once by each process: it never changes."""
    rows = Row.objects.filter(analysis=analysis, table=Row.Table.LINKS, key__in=BROKEN, capture__isnull=False)
    counted = Sum(Cast(KeyTextTransform("count", "value"), IntegerField()))
    return dict(rows.order_by().values_list("capture").annotate(references=counted))


def _links(run: Run) -> list[ReferenceLink]:
    """The broken ones first, then as many others as there is room for."""
    found: list[ReferenceLink] = tables.read(run.analysis, Row.Table.LINKS, most=MOST_LINKS, only={"key__in": BROKEN})
    others = [state for state in ReferenceState if not state.is_broken]
    return found + tables.read(run.analysis, Row.Table.LINKS, most=MOST_LINKS - len(found), only={"key__in": others})


def _nodes(run: Run, links: Sequence[ReferenceLink]) -> list[ReferenceNode]:
    wanted = {str(number) for link in links for number in (link.source, link.target)}
    return tables.read(run.analysis, Row.Table.NODES, only={"key__in": sorted(wanted)[:MOST_LINKS]})


def _chosen(hops: Sequence[HopChoice], filters: Filters) -> int:
    """The capture that was asked for, else the first one with broken references, else the last."""
    asked = filters.hop if filters.hop is not None else filters.capture
    if asked is not None and asked < len(hops):
        return asked
    return next((hop.position for hop in hops if hop.broken), hops[-1].position)


def _drawn(nodes: Sequence[ReferenceNode], links: Sequence[ReferenceLink]) -> list[ReferenceNode]:
    ends = Counter(number for link in links if link.state.is_broken for number in (link.source, link.target))
    worst = sorted(nodes, key=lambda node: (-ends[node.id], node.id))[:MOST_DRAWN]
    return sorted(worst, key=lambda node: node.id)


def _drawings(
    run: Run, nodes: Sequence[ReferenceNode], links: Sequence[ReferenceLink], chosen: int
) -> tuple[Drawing, ...]:
    known = {node.id for node in nodes} | {0}
    shown = [link for link in links if {link.source, link.target} <= known]
    if not shown:
        return ()
    layout = arrange(shown)
    return tuple(
        draw_graph(
            layout,
            nodes,
            [link for link in shown if link.capture == capture.label],
            label=capture.label,
            position=capture.position,
        )
        for capture in run.captures
        if chosen - 1 <= capture.position <= chosen
    )


def _lines(run: Run, nodes: Sequence[ReferenceNode], links: Sequence[ReferenceLink]) -> list[Line]:
    names = {0: "outside of the case"} | {node.id: name_of(node) for node in nodes}
    alike: dict[tuple[int, int, str, tuple[str, ...]], list[ReferenceLink]] = defaultdict(list)
    for link in links:
        alike[link.source, link.target, link.entity, link.places].append(link)
    lines = [
        _line(run, names.get(source, ""), names.get(target, ""), Entity(entity).term if entity else "", found)
        for (source, target, entity, _), found in alike.items()
    ]
    return sorted(lines, key=lambda line: not line.broken)


def _line(run: Run, source: str, target: str, cited: str, links: Sequence[ReferenceLink]) -> Line:
    worst = max(links, key=lambda link: (link.state.is_broken, link.state is ReferenceState.DANGLING))
    by_capture: dict[str, list[ReferenceLink]] = defaultdict(list)
    for link in links:
        by_capture[link.capture].append(link)
    cells = tuple(
        StateCell(
            tuple((STATES[link.state].told, link.count) for link in by_capture[capture.label]),
            any(link.state.is_broken for link in by_capture[capture.label]),
        )
        for capture in run.captures
    )
    return Line(
        source=source,
        target=target,
        cited=cited,
        places=tuple((path, path_name(path)) for path in worst.places),
        cells=cells,
        lineages=worst.lineages,
        example=worst.example if worst.state.is_broken else ("", ""),
        kind=KIND_OF[worst.state] if worst.state.is_broken else "",
    )


def _is_moved(moved: UidMap) -> bool:
    return bool(moved.renewed or moved.split or moved.merged or moved.reused or moved.scattered)


def _uid_line(moved: UidMap) -> UidLine:
    told = (
        (moved.kept, "kept"),
        (moved.renewed, "renewed, one to one"),
        (moved.split, "split into several"),
        (moved.merged, "made of several"),
        (moved.reused, "used before for another one"),
        (moved.scattered, "scattered over several studies"),
    )
    return UidLine(
        label=moved.capture,
        entity=moved.entity.term,
        told=tuple(f"{number:,} {words}" for number, words in told if number),
        worrying=bool(moved.split or moved.merged or moved.reused or moved.scattered),
        moves=moved.examples,
    )
