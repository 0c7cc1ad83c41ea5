"""The hop strip: where each capture and each hop is drawn.

Lengths are units of the SVG's view box, which are CSS pixels where the page is wide enough.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple
from unicodedata import east_asian_width

NODE_TOP = 14
FIRST_LINE = 31
"""From the top of a box to the ground line of the label's first line."""
LINE_HEIGHT = 20
NOTE_LINE, NEXT_NOTE = 22, 18
"""From the ground line of the label's last line to that of the first note, and from each note to the next."""
NODE_FOOT = 19
"""Under the last note's ground line."""
MOST_LINES = 2
"""Lines that a label may take."""
RADIUS = 26
"""Of what can be clicked around the middle of a hop."""
FIRST_CAPTION = 44
"""From the middle of a hop to the ground line of its first caption."""
CAPTION_RISE = 16
"""From the foot of the boxes to that ground line, where a caption is wider than the gap between them."""
CAPTION_HEIGHT = 18
FOOT = 10
WIDEST_NODE = 260
NARROWEST_NODE = 142
WIDEST_GAP = 250
GOOD_GAPS = {2: 250, 3: 250, 4: 158, 5: 116}
"""Between captures, by their number: with more of them the names need the room."""
NARROWEST_GAP = 84
FULL_WIDTH = 1278
LETTER_WIDTH = 9.6
"""Of the labels' bold 16 px type, on average."""
WIDE_LETTER_WIDTH = 16
"""Of the ideographs and kana in it."""
NOTE_LETTER_WIDTH = 6.9
"""Of the notes' 13 px type, on average."""
PADDING, NARROW_PADDING = 16, 12
WIDE_NODE = 200
"""From this width on a box has the wider padding."""
WORD_END = re.compile(r"[ _/.-]+")


class Stop(NamedTuple):
    """What is known of one capture, and of the hop that leads to it."""

    position: int
    label: str
    notes: tuple[str, ...]
    """Under the label, a line each: the AE Title and the number of files, who wrote them."""
    kinds: int
    """How many kinds of change of level meaning the hop before it made, kinds of presence included."""
    changes: int
    impact: str | None
    """The worst of the hop; ``None`` where it did no harm."""
    presence: tuple[str, ...] = ()
    """What the hop did to the presence of instances, in words: ``2 missing``, ``1 added``."""
    encoding: int = 0
    """Differences of level encoding."""
    expected: int = 0
    """Changes that the expectations allow; they are in none of the other numbers."""


class Line(NamedTuple):
    """One line of words."""

    text: str
    y: int


class Node(NamedTuple):
    """One capture as drawn."""

    position: int
    lines: tuple[Line, ...]
    """The label as it fits the box."""
    full_label: str
    notes: tuple[Line, ...]
    x: int
    width: int

    @property
    def text_x(self) -> int:
        """Where its words begin."""
        return self.x + _padding(self.width)


class Hop(NamedTuple):
    """One hop as drawn: the circle between two captures."""

    position: int
    """Of the capture it leads to."""
    x: int
    start: int
    end: int
    sign: str
    """What stands in the circle: how many kinds of change, or that there is none."""
    captions: tuple[Line, ...]
    """The lines under the circle, measured from its middle."""
    title: str
    impact: str | None

    @property
    def height(self) -> int:
        """Of what can be clicked."""
        return RADIUS + self.captions[-1].y + FOOT


class Strip(NamedTuple):
    """The whole drawing."""

    width: int
    height: int
    node_height: int
    middle: int
    nodes: tuple[Node, ...]
    hops: tuple[Hop, ...]
    description: str


def draw_strip(stops: Sequence[Stop]) -> Strip:
    """Place the captures from left to right, as large as their number allows; there is at least one."""
    count = len(stops)
    good_gap = GOOD_GAPS.get(count, NARROWEST_GAP)
    width = _between(NARROWEST_NODE, (FULL_WIDTH - (count - 1) * good_gap) // count, WIDEST_NODE)
    gap = _between(NARROWEST_GAP, (FULL_WIDTH - count * width) // max(1, count - 1), WIDEST_GAP)
    nodes = tuple(_node(stop, 1 + index * (width + gap), width) for index, stop in enumerate(stops))
    node_height = max(node.notes[-1].y for node in nodes) + NODE_FOOT - NODE_TOP
    widest = max((len(text) for stop in stops[1:] for text in _captions(stop)), default=0) * NOTE_LETTER_WIDTH
    captions_from = FIRST_CAPTION if widest < gap else max(FIRST_CAPTION, node_height // 2 + CAPTION_RISE)
    hops = tuple(
        _hop(before, after, stop, captions_from)
        for before, after, stop in zip(nodes, nodes[1:], stops[1:], strict=False)
    )
    middle = NODE_TOP + node_height // 2
    lowest = max([NODE_TOP + node_height, *(middle + hop.captions[-1].y for hop in hops)])
    return Strip(
        width=nodes[-1].x + width + 1,
        height=lowest + FOOT,
        node_height=node_height,
        middle=middle,
        nodes=nodes,
        hops=hops,
        description=", then ".join(stop.label for stop in stops),
    )


def _between(least: int, length: int, most: int) -> int:
    return max(least, min(most, length))


def _padding(width: int) -> int:
    return PADDING if width >= WIDE_NODE else NARROW_PADDING


def _node(stop: Stop, x: int, width: int) -> Node:
    room = width - 2 * _padding(width)
    lines = tuple(
        Line(text, NODE_TOP + FIRST_LINE + at * LINE_HEIGHT)
        for at, text in enumerate(_wrapped(stop.label, int(room / _letter_width(stop.label))))
    )
    first = lines[-1].y + NOTE_LINE
    notes = tuple(
        Line(_shortened(note, int(room / NOTE_LETTER_WIDTH)), first + at * NEXT_NOTE)
        for at, note in enumerate(stop.notes)
    )
    return Node(stop.position, lines, stop.label, notes, x, width)


def _letter_width(label: str) -> float:
    """Of this label's letters, on average."""
    widths = [WIDE_LETTER_WIDTH if east_asian_width(letter) in "WF" else LETTER_WIDTH for letter in label]
    return sum(widths) / len(widths) if widths else LETTER_WIDTH


def _hop(before: Node, after: Node, stop: Stop, captions_from: int) -> Hop:
    start = before.x + before.width
    captions = _captions(stop)
    kinds = (f"{stop.kinds:,} kind{'' if stop.kinds == 1 else 's'} of change",) if stop.kinds else ()
    return Hop(
        position=stop.position,
        x=(start + after.x) // 2,
        start=start,
        end=after.x,
        sign=_sign(stop),
        captions=tuple(Line(text, captions_from + at * CAPTION_HEIGHT) for at, text in enumerate(captions)),
        title=f"{before.full_label} to {after.full_label}: {', '.join((*kinds, *captions))}",
        impact=stop.impact,
    )


def _sign(stop: Stop) -> str:
    if stop.kinds:
        return str(stop.kinds)
    return "▲" if stop.impact else "✓"


def _captions(stop: Stop) -> tuple[str, ...]:
    changes = f"{stop.changes:,} change{'' if stop.changes == 1 else 's'}" if stop.changes else ""
    # An encoding that does harm, such as a private VR that was lost, is not passed over as no change.
    is_only_encoding = stop.impact and not changes and not stop.presence
    encoding = f"{stop.encoding:,} in encoding" if is_only_encoding else ""
    expected = f"{stop.expected:,} expected" if stop.expected else ""
    return tuple(line for line in (changes, *stop.presence, encoding, expected) if line) or ("no change",)


def _wrapped(label: str, letters: int) -> tuple[str, ...]:
    """The label broken where its words end, the last line shortened where it is still too long."""
    lines: list[str] = []
    rest = label
    while len(rest) > letters and len(lines) < MOST_LINES - 1:
        ends = [match.end() for match in WORD_END.finditer(rest, 0, letters)]
        at = ends[-1] if ends else letters
        lines.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return (*lines, _shortened(rest, letters))


def _shortened(text: str, letters: int) -> str:
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"
