"""Partners for instances that share no UID: candidates in small crowds, the most alike first, one to one."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, product
from typing import NamedTuple, TypeVar

from validator.engine.compare.acquisition import POSITIONS, AcquisitionKey, likeness
from validator.engine.compare.instances import HELD, Instances
from validator.engine.compare.outline import Outline
from validator.engine.kept import Buckets, digest_of
from validator.engine.pixels.digest import BLANK

CROWD = 24 * 24
"""So many pairs of keys are weighed in one crowd; a larger one is first divided by finer attributes."""
BLOCKS: tuple[tuple[int, ...], ...] = (
    (0x00080016, 0x00200011, 0x00200013, 0x00080033, 0x00200032),
    (0x00080016, 0x0020000E, 0x00200013),
    (0x00080020, 0x00080030, 0x00200011, 0x00200013),
    (0x0020000D, 0x00200011, 0x00200013),
    (0x00200013, 0x00200032, 0x00200011),
    (0x00080013, 0x00200013),
    (0x00080033, 0x00200013),
    (0x00080033,),
    (0x0008002A,),
    (0x0020000E,),
    (0x0020000D,),
)
"""Attributes that candidates must share, from fine to coarse: class, numbers, times, position, series, study."""
NUMBERS = (0x00200011, 0x00200013)
"""Series Number and Instance Number."""

Pair = tuple[int, int]
Crowd = tuple[list[int], list[int]]
"""Candidates before and after."""
Classes = list[list[int]]
"""Candidates of one side, alike ones together."""
Shared = str | tuple[str, ...]
"""What candidates have in common; empty where there is nothing."""
Common = TypeVar("Common", Shared, bytes)
"""The same, or its digest."""


class Matches:
    """What was found among some instances before and after: two numbers for each pair."""

    def __init__(self) -> None:
        self.torn: list[Crowd] = []
        """Who fit each other equally well. Some are among the pairs: where any stands for any other."""
        self._ones, self._others = array("I"), array("I")

    def add(self, one: int, other: int) -> None:
        """Both have to be free."""
        self._ones.append(one)
        self._others.append(other)

    @property
    def pairs(self) -> Iterator[Pair]:
        """In the order in which they were found."""
        return zip(self._ones, self._others, strict=True)


class _Settled(NamedTuple):
    pairs: list[Pair]
    torn: list[Crowd]


def match_contents(before: Instances, after: Instances) -> Matches:
    """Pair instances without a SOP Instance UID whose data sets are the same; nothing else could name them.

    Of several such files any stands for any other, to the last value: that is no ambiguity.
    """
    matches = Matches()
    for ones, others in _crowds(before.nameless(), after.nameless(), lambda outline: outline.data_set_digest):
        for one, other in zip(ones, others, strict=False):
            matches.add(one, other)
    return matches


def match_pixels(before: Instances, after: Instances) -> Matches:
    """Pair instances with the same pixel data; where several have them, the acquisition keys decide.

    A blank picture proves nothing.
    """
    matches = Matches()
    for crowd in _crowds(before, after, _picture):
        _divide(crowd, before, after, matches, proven=True)
    return matches


def match_keys(before: Instances, after: Instances) -> Matches:
    """Pair instances whose acquisition keys convince."""
    matches = Matches()
    _divide((before.numbers, after.numbers), before, after, matches, proven=False)
    return matches


def match_documents(before: Instances, after: Instances) -> Matches:
    """Pair instances without pixel data, each the only one left of its class and numbers; little may contradict.

    Where a hop takes names, dates and UIDs away, nothing else is left of a report or a plan. Plans have no Instance
    Number: a number that both lack tells nothing against them. Ask only for a hop that renewed UIDs: elsewhere a
    report that is gone and one that is new are two.
    """
    matches = Matches()
    for ones, others in _crowds(before, after, _document):
        if len(ones) == len(others) == 1 and likeness(before[ones[0]].key, after[others[0]].key).is_enough:
            matches.add(ones[0], others[0])
    return matches


def match_names(before: Instances, after: Instances) -> Matches:
    """Pair instances without a SOP Instance UID by the names of their files, where their class is the same."""
    named = {outline.file: index for index, outline in after.nameless().items()}
    matches = Matches()
    for one, outline in before.nameless().items():
        other = named.get(outline.file)
        if other is not None and after[other].sop_class == outline.sop_class:
            matches.add(one, other)
    return matches


def _document(outline: Outline) -> str:
    if outline.pixel_digest or not outline.sop_class or not outline.key:
        return ""
    return "\\".join((outline.sop_class, *(outline.key[POSITIONS[tag]] for tag in NUMBERS)))


def _picture(outline: Outline) -> str:
    return "" if outline.pixel_digest.startswith(BLANK) else outline.pixel_digest


def _divide(
    crowd: tuple[Sequence[int], Sequence[int]], before: Instances, after: Instances, matches: Matches, *, proven: bool
) -> None:
    """Settle a crowd, block by block if it is too large; ``proven`` tells that the keys need not convince."""
    if proven and len(crowd[0]) == len(crowd[1]) == 1:
        matches.add(crowd[0][0], crowd[1][0])
        return
    left, right = before.among(crowd[0]), after.among(crowd[1])
    for block in ((), *BLOCKS) if proven else BLOCKS:
        if not left or not right:
            return
        gone = array("I"), array("I")
        for part in _crowds(left, right, _block(block)):
            classes = _classes(part, left, right)
            if classes is not None:
                settled = _settle(classes, left, right, proven=proven)
                matches.torn.extend(settled.torn)
                for one, other in settled.pairs:
                    matches.add(one, other)
                    gone[0].append(one)
                    gone[1].append(other)
        left, right = _without(left, gone[0]), _without(right, gone[1])
    if proven and left and right and len(left) + len(right) > 2:
        # What was never weighed, being too many, has the same pixel data all the same.
        matches.torn.append((list(left), list(right)))


def _without(instances: Instances, gone: Sequence[int]) -> Instances:
    if not gone:
        return instances
    marked = bytearray(max(gone) + 1 if len(gone) > HELD else 0)
    for number in gone if marked else ():
        marked[number] = True
    few = frozenset() if marked else frozenset(gone)
    return instances.among(
        number for number in instances if number not in few and (number >= len(marked) or not marked[number])
    )


def _block(tags: tuple[int, ...]) -> Callable[[Outline], Shared]:
    """What candidates have in common that share these attributes; nothing where one of them is unknown."""
    positions = [POSITIONS[tag] for tag in tags]

    def texts(outline: Outline) -> Shared:
        key = outline.key
        if not key:
            return () if positions else ("",)
        found = tuple([key[position] for position in positions])
        return () if "" in found else found or ("",)

    return texts


def _crowds(left: Instances, right: Instances, shared: Callable[[Outline], Shared]) -> Iterator[Crowd]:
    """Those that have something in common, where both sides have some; each in its order."""
    if not left or not right:
        return
    sides = [((number, shared(outline)) for number, outline in each.items()) for each in (left, right)]
    if len(left) + len(right) <= 2 * HELD:
        yield from _met(*sides)
    else:
        buckets = [
            Buckets((number, digest_of(repr(common) if common else "")) for number, common in side) for side in sides
        ]
        for ones, others in zip(*buckets, strict=True):
            yield from _met(ones, others)


def _met(left: Iterable[tuple[int, Common]], right: Iterable[tuple[int, Common]]) -> Iterator[Crowd]:
    crowds: dict[Common, Crowd] = {}
    for index, common in left:
        if common:
            found = crowds.get(common)
            if found is None:
                crowds[common] = found = ([], [])
            found[0].append(index)
    for index, common in right:
        if (found := crowds.get(common)) is not None:
            found[1].append(index)
    return (crowd for crowd in crowds.values() if crowd[1])


def _classes(crowd: Crowd, left: Instances, right: Instances) -> tuple[Classes, Classes] | None:
    """Instances that their keys cannot tell apart, together; ``None`` where more than a crowd can be told apart."""
    ones = _alike(crowd[0], left)
    others = _alike(crowd[1], right) if ones else None
    return (ones, others) if ones and others and len(ones) * len(others) <= CROWD else None


def _alike(indices: Iterable[int], instances: Instances) -> Classes | None:
    classes: dict[AcquisitionKey, list[int]] = defaultdict(list)
    for index in indices:
        classes[instances[index].key].append(index)
        if len(classes) > CROWD:
            return None
    return list(classes.values())


def _settle(classes: tuple[Classes, Classes], left: Instances, right: Instances, *, proven: bool) -> _Settled:
    """The pairs of one crowd, best score first."""
    candidates = []
    members = tuple({indices[0]: indices for indices in side} for side in classes)
    keys = [{head: side[head].key for head in heads} for heads, side in zip(members, (left, right), strict=True)]
    for one, other in product(*members):
        like = likeness(keys[0][one], keys[1][other])
        if proven or like.convinces:
            candidates.append((-like.score, one, other))
    settled = _Settled([], [])
    gone: set[tuple[int, int]] = set()  # (side, index) of classes that are paired, or torn between equals
    for _, group in groupby(sorted(candidates), key=lambda candidate: candidate[0]):
        equals = [(one, other) for _, one, other in group if not {(0, one), (1, other)} & gone]
        for heads in _linked(equals):
            gone.update((side, head) for side in (0, 1) for head in heads[side])
            ones, others = (sorted(i for head in heads[side] for i in members[side][head]) for side in (0, 1))
            alike = min(len(heads[0]), len(heads[1])) == 1
            if len(heads[0]) == len(heads[1]) == 1 or (alike and len(ones) == len(others)):
                settled.pairs.extend(zip(ones, others, strict=False))
            if len(ones) + len(others) > 2:
                settled.torn.append((ones, others))
    return settled


def _linked(pairs: list[Pair]) -> Iterator[Crowd]:
    """Who hangs together by these pairs; most often each pair stands alone."""
    rivals = Counter(end for one, other in pairs for end in ((0, one), (1, other)))
    tangled = []
    for one, other in pairs:
        if rivals[0, one] == rivals[1, other] == 1:
            yield [one], [other]
        else:
            tangled.append(([one], [other]))
    yield from merge_crowds(tangled)


def merge_crowds(crowds: Iterable[Crowd]) -> list[Crowd]:
    """Crowds that share a member become one; members sorted, crowds by their first ones."""
    parent: dict[tuple[int, int], tuple[int, int]] = {}

    def root(end: tuple[int, int]) -> tuple[int, int]:
        parent.setdefault(end, end)
        while parent[end] != end:
            parent[end] = end = parent[parent[end]]
        return end

    for ones, others in crowds:
        ends = [root(end) for end in (*((0, one) for one in ones), *((1, other) for other in others))]
        parent.update(dict.fromkeys(ends, min(ends)))
    merged: dict[tuple[int, int], Crowd] = defaultdict(lambda: ([], []))
    for side, index in sorted(parent):
        merged[root((side, index))][side].append(index)
    return sorted(merged.values())
