"""The graph of references as it is drawn: who cites on the left, what is cited on the right, arrows between them.

Lengths are units of the SVG's view box, which are CSS pixels where the page is wide enough. Boxes and arrows have the
same place at every capture, so that two drawings side by side show what changed.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from validator.engine.model import Entity, ReferenceLink, ReferenceNode, ReferenceState
from validator.engine.standard.uids import uid

BOX_WIDTH = 176
LEAST_HEIGHT = 46
PORT = 24
"""What an arrow needs of a box's height."""
BOX_GAP = 14
STUB = 178
"""How far an arrow runs straight, so that its words stand on it."""
GAP = 262
"""Between the columns."""
MARGIN = 2
TIP = 6
LETTERS = 20
"""That fit into a box."""
OUTSIDE = 0
"""The number of what lies outside of the case."""


class Words(NamedTuple):
    """What references of one state do."""

    told: str
    """Completes "4 …" in a table."""
    drawn: str
    """The same beside an arrow, where little room is; empty where the arrow says it."""


STATES = {
    ReferenceState.RESOLVED: Words("resolved", ""),
    ReferenceState.REMAPPED: Words("follow the new UID", "follow the new UID"),
    ReferenceState.STRAYED: Words("lead to another instance", "cite another one"),
    ReferenceState.WRONG_GENERATION: Words("cite a UID that it had before", "cite the old UID"),
    ReferenceState.PREDECESSOR: Words("cite what they were made from", "made from it"),
    ReferenceState.DANGLING: Words("lead nowhere", "lead nowhere"),
    ReferenceState.CONTEXT_STALE: Words("cite the wrong study or series", "in the wrong study or series"),
    ReferenceState.OUTSIDE: Words("lead out of the case", ""),
}


class Box(NamedTuple):
    """One node as drawn."""

    x: int
    y: int
    height: int
    title: str
    note: str
    full_title: str
    state: str
    """``here``, ``gone`` (nothing of it is at this capture) or ``outside``."""


class Arrow(NamedTuple):
    """The references from one node to another as drawn."""

    line: str
    """The path of the curve."""
    x: int
    y: int
    """Where its words begin."""
    words: str
    title: str
    state: ReferenceState
    """The worst of them."""


class Drawing(NamedTuple):
    """The references of one capture."""

    label: str
    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


class Route(NamedTuple):
    """What one arrow stands for."""

    source: int
    target: int
    entity: str


class Layout(NamedTuple):
    """Where everything stands, whatever the capture."""

    sources: dict[int, tuple[int, int]]
    """By node: where its box begins in the left column, and its height."""
    targets: dict[int, tuple[int, int]]
    """The same for the right column."""
    routes: dict[Route, tuple[int, int]]
    """Where each arrow begins and ends."""
    height: int


def arrange(links: Iterable[ReferenceLink]) -> Layout:
    """Place the nodes of these links in two columns; the right one in the order in which arrows arrive."""
    routes = sorted({route_of(link) for link in links})
    sources, leave = _column([(route.source, route) for route in routes])
    arrivals: dict[int, list[int]] = {}
    for route in routes:
        arrivals.setdefault(route.target, []).append(leave[route])
    height_of = {target: sum(at) / len(at) for target, at in arrivals.items()}

    def place(route: Route) -> tuple[bool, float, int, int]:
        return route.target == OUTSIDE, height_of[route.target], route.target, leave[route]

    arriving = sorted(routes, key=place)
    targets, arrive = _column([(route.target, route) for route in arriving])
    lowest = max((y + height for column in (sources, targets) for y, height in column.values()), default=0)
    return Layout(sources, targets, {route: (leave[route], arrive[route]) for route in routes}, lowest + MARGIN)


def route_of(link: ReferenceLink) -> Route:
    return Route(link.source, link.target, link.entity)


def _column(ends: Sequence[tuple[int, Route]]) -> tuple[dict[int, tuple[int, int]], dict[Route, int]]:
    """A box for each node, as high as its arrows need, and where each arrow touches it."""
    boxes: dict[int, tuple[int, int]] = {}
    ports: dict[Route, int] = {}
    y = MARGIN
    for node, alike in groupby(ends, key=lambda end: end[0]):
        routes = [route for _, route in alike]
        height = max(LEAST_HEIGHT, PORT * len(routes) + 6)
        boxes[node] = y, height
        first = y + (height - PORT * (len(routes) - 1)) // 2
        ports |= {route: first + at * PORT for at, route in enumerate(routes)}
        y += height + BOX_GAP
    return boxes, ports


def draw_graph(
    layout: Layout, nodes: Sequence[ReferenceNode], links: Iterable[ReferenceLink], *, label: str, position: int
) -> Drawing:
    """The nodes and links of one capture, given by its label and position, on the layout of all captures."""
    known = {node.id: node for node in nodes}
    right = MARGIN + BOX_WIDTH + GAP
    boxes = [
        _box(known.get(node), x, place, position)
        for x, column in ((MARGIN, layout.sources), (right, layout.targets))
        for node, place in column.items()
    ]
    alike = groupby(sorted(links, key=route_of), key=route_of)
    arrows = [_arrow(list(found), layout.routes[route]) for route, found in alike]
    # Broken ones are drawn last, over the others.
    arrows.sort(key=lambda arrow: arrow.state.is_broken)
    return Drawing(label, right + BOX_WIDTH + MARGIN, layout.height, tuple(boxes), tuple(arrows))


def name_of(node: ReferenceNode) -> str:
    """``SEG · Segmentation``; of what is no series what it is."""
    if node.entity is not Entity.SERIES:
        return node.entity.noun.capitalize()
    known = uid(node.sop_class)
    kind = known.name.removesuffix(" Storage") if known else node.sop_class
    return " · ".join(part for part in (node.modality, kind) if part) or "Series"


def _box(node: ReferenceNode | None, x: int, place: tuple[int, int], position: int) -> Box:
    if node is None:
        return Box(x, *place, "Outside of the case", "never seen here", "UIDs that no capture holds", "outside")
    name = name_of(node)
    here = node.counts[position]
    noun = "instance" if here == 1 else "instances"
    return Box(
        x,
        *place,
        title=name if len(name) <= LETTERS else name[: LETTERS - 1].rstrip() + "…",
        note=f"{here:,} {noun}" if here else "not here",
        full_title=f"{name}, {node.uid}",
        state="here" if here else "gone",
    )


def _arrow(links: Sequence[ReferenceLink], ends: tuple[int, int]) -> Arrow:
    """One arrow for all references of a route, whatever their state; the worst decides how it looks."""
    ranked = sorted(links, key=lambda link: not link.state.is_broken)
    left, right = MARGIN + BOX_WIDTH, MARGIN + BOX_WIDTH + GAP - TIP
    bend = left + STUB
    middle = (bend + right) // 2
    begin, end = ends
    told = [" ".join(part for part in (f"{link.count:,}", STATES[link.state].drawn) if part) for link in ranked]
    words, short = ", ".join(told), told[0]
    if len(told) > 1:
        short = f"{told[0]}, {sum(link.count for link in ranked[1:]):,} more"
    places = sorted({place for link in ranked for place in link.places})
    return Arrow(
        line=f"M{left} {begin}H{bend}C{middle} {begin} {middle} {end} {right} {end}",
        x=left + 8,
        y=begin - 5,
        words=short,
        title=f"{words}: {', '.join(places)}",
        state=ranked[0].state,
    )
