"""What repeats from file to file: in a series most elements stand in every file, in the same place and to the byte.

Some data sets that were read are remembered. Where another one has the same bytes, their elements are taken over.
"""

from functools import cached_property
from itertools import accumulate

from validator.engine.header.heads import LONGEST, SIZE, PlainHeads
from validator.engine.header.limits import Limits
from validator.engine.model import Element, Encoding

REMEMBERED = 16
"""Data sets, none of more than the bytes that are read at once from the start of a file."""
LEAST_ELEMENTS = 32
"""A data set with fewer of them is read as quickly as it is compared."""
LEAP = 8
"""By so much longer is each stretch that is tried, as long as they are the same."""


class Repeats:
    """The elements at the start of a data set that was read without a fault, and the bytes in which they stand.

    In the same encoding and under the same limits the same bytes give the same elements.
    """

    def __init__(self, window: bytes, window_at: int, elements: tuple[Element, ...]) -> None:
        self.elements = elements
        self.window_at = window_at
        """The offset at which the bytes stood."""
        self._window = window
        self._ends: dict[int, int] = {}
        """By the index from which on elements were the same: up to which, the last time."""

    @cached_property
    def tags(self) -> list[int]:
        return [element.tag for element in self.elements]

    @cached_property
    def counts(self) -> list[int]:
        """How many elements and items there are before each element, those inside others included."""
        return [0, *accumulate(map(_size, self.elements))]

    @cached_property
    def starts(self) -> list[int]:
        """Where in the window each element begins that can be taken over; at last, where the others begin."""
        starts = []
        window_at, last = self.window_at, len(self._window) - SIZE
        for element in self.elements:
            at = element.offset - window_at
            if at > last:
                break
            starts.append(at)
            if (element.value is None or element.fragments or element.length > LONGEST) and not _is_whole(element):
                break
        return starts

    @cached_property
    def _probe(self) -> int:
        """Where in the window the last element begins whose head it holds."""
        last = len(self._window) - SIZE
        places = (element.offset - self.window_at for element in reversed(self.elements))
        return next((place for place in places if place <= last), 0)

    def fits(self, window: bytes, window_at: int) -> bool:
        """Whether the last element begins in the same place: then all lengths before it add up to the same."""
        probed = slice(self._probe, self._probe + SIZE)
        return window_at == self.window_at and window[probed] == self._window[probed]

    def take(self, index: int, window: bytes, heads: PlainHeads) -> list[Element]:
        """The elements from ``index`` on that stand in the same place, up to the first whose head is another one.

        What is plain and has the same head differs in its value alone.
        """
        starts, known, window_at = self.starts, self._window, self.window_at
        last = len(starts) - 1
        taken: list[Element] = []
        while index < last:
            to = self._follow(index, window)
            taken += self.elements[index:to]
            if to == last:
                break
            element = self.elements[to]
            at, value_at, stop = starts[to], element.value_offset - window_at, starts[to + 1]
            if (
                known[at:value_at] != window[at:value_at]
                or element.items is not None
                or heads[window[at : at + SIZE]] is None
                or stop > len(window)
            ):
                break
            tag, written, vr, length, offset, value_offset, *_ = element
            taken.append(Element(tag, written, vr, length, offset, value_offset, window[value_at:stop]))
            index = to + 1
        return taken

    def _follow(self, index: int, window: bytes) -> int:
        """Up to which index the elements from ``index`` on are the same to the byte."""
        starts, known = self.starts, self._window
        same, end, step = index, len(starts), 1
        # From file to file of a series the same elements differ: most often the stretch is as long as it was before.
        usual = self._ends.get(index, index)
        if known[starts[index] : starts[usual]] == window[starts[index] : starts[usual]]:
            same = usual
        while same + 1 < end:
            to = min(same + step, end - 1)
            if known[starts[same] : starts[to]] == window[starts[same] : starts[to]]:
                same, step = to, step * LEAP
            elif to == same + 1:
                break
            else:
                end, step = to, max((to - same) // 2, 1)
        self._ends[index] = same
        return same


_remembered: list[tuple[Encoding, Limits, Repeats]] = []
"""The latest first."""


def recall(window: bytes, window_at: int, encoding: Encoding, limits: Limits) -> Repeats | None:
    """A data set whose elements may stand in this one too, in the same places."""
    for form, bounds, repeats in tuple(_remembered):
        if repeats.fits(window, window_at) and form == encoding and bounds == limits:
            return repeats
    return None


def remember(repeats: Repeats, encoding: Encoding, limits: Limits) -> None:
    """Keep what was read for data sets to come, and forget what was kept longest."""
    if len(repeats.elements) > LEAST_ELEMENTS:
        # Replaced as a whole: other threads may be looking through it.
        _remembered[:] = [(encoding, limits, repeats), *_remembered[: REMEMBERED - 1]]


def _is_whole(element: Element) -> bool:
    """Whether an element is held, its items included."""
    if element.items is None:
        return element.value is not None and element.fragments is None and element.length <= LONGEST
    return all(_is_whole(inner) for item in element.items for inner in item.elements)


def _size(element: Element) -> int:
    return 1 + sum(1 + sum(map(_size, item.elements)) for item in element.items or ())
