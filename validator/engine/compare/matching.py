"""Partners for instances that share no UID: candidates in small crowds, the most alike first, one to one."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby, product
from typing import NamedTuple

from validator.engine.compare.acquisition import POSITIONS, likeness, parts
from validator.engine.compare.outline import Outline
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

Instances = Mapping[int, Outline]
Pair = tuple[int, int]
Crowd = tuple[list[int], list[int]]
"""Candidates before and after."""


class Matches(NamedTuple):
    """What was found among some instances before and after."""

    pairs: dict[int, int]
    torn: list[Crowd]
    """Who fit each other equally well. Some are among the pairs: where any stands for any other."""


class _Settled(NamedTuple):
    pairs: list[Pair]
    torn: list[Crowd]


def match_contents(before: Instances, after: Instances) -> Matches:
    """Pair instances without a SOP Instance UID whose data sets are the same; nothing else could name them.

    Of several such files any stands for any other, to the last value: that is no ambiguity.
    """
    found: dict[int, int] = {}
    for ones, others in _crowds(_nameless(before), _nameless(after), (), lambda outline: outline.data_set_digest):
        found.update(zip(ones, others, strict=False))
    return Matches(found, [])


def match_pixels(before: Instances, after: Instances) -> Matches:
    """Pair instances with the same pixel data; where several have them, the acquisition keys decide.

    A blank picture proves nothing.
    """
    return _match(before, after, ((), *BLOCKS), _picture, proven=True)


def match_keys(before: Instances, after: Instances) -> Matches:
    """Pair instances whose acquisition keys convince."""
    return _match(before, after, BLOCKS, lambda outline: "key" if outline.key else "", proven=False)


def match_documents(before: Instances, after: Instances) -> Matches:
    """Pair instances without pixel data, each the only one left of its class and numbers; little may contradict.

    Where a hop takes names, dates and UIDs away, nothing else is left of a report or a plan. Plans have no Instance
    Number: a number that both lack tells nothing against them. Ask only for a hop that renewed UIDs: elsewhere a
    report that is gone and one that is new are two.
    """
    found = {}
    for ones, others in _crowds(before, after, (), _document):
        if len(ones) == len(others) == 1 and likeness(before[ones[0]].key, after[others[0]].key).is_enough:
            found[ones[0]] = others[0]
    return Matches(found, [])


def match_names(before: Instances, after: Instances) -> Matches:
    """Pair instances without a SOP Instance UID by the names of their files, where their class is the same."""
    named = {outline.file: index for index, outline in _nameless(after).items()}
    found = {
        one: other
        for one, outline in _nameless(before).items()
        if (other := named.get(outline.file)) is not None and after[other].sop_class == outline.sop_class
    }
    return Matches(found, [])


def _nameless(instances: Instances) -> dict[int, Outline]:
    return {index: outline for index, outline in instances.items() if not outline.sop_instance}


def _document(outline: Outline) -> str:
    if outline.pixel_digest or not outline.sop_class or not outline.key:
        return ""
    return "\\".join((outline.sop_class, *(outline.key[POSITIONS[tag]] for tag in NUMBERS)))


def _picture(outline: Outline) -> str:
    return "" if outline.pixel_digest.startswith(BLANK) else outline.pixel_digest


def _match(
    before: Instances,
    after: Instances,
    blocks: Iterable[tuple[int, ...]],
    common: Callable[[Outline], str],
    *,
    proven: bool,
) -> Matches:
    """Divide into crowds, from fine to coarse, and settle each; ``proven`` tells that the keys need not convince."""
    left = {index: outline for index, outline in before.items() if common(outline)}
    right = {index: outline for index, outline in after.items() if common(outline)}
    found: dict[int, int] = {}
    torn: list[Crowd] = []
    for block in blocks:
        for crowd in _crowds(left, right, block, common):
            classes = _classes(crowd[0], left), _classes(crowd[1], right)
            if len(classes[0]) * len(classes[1]) <= CROWD:
                settled = _settle(classes, left, right, proven=proven)
                torn += settled.torn
                for one, other in settled.pairs:
                    found[one] = other
                    del left[one], right[other]
    if proven:  # what was never weighed, being too many, has the same pixel data all the same
        torn += [crowd for crowd in _crowds(left, right, (), common) if len(crowd[0]) + len(crowd[1]) > 2]
    return Matches(found, torn)


def _crowds(left: Instances, right: Instances, block: tuple[int, ...], common: Callable[[Outline], str]) -> list[Crowd]:
    """Those that agree in ``common`` and in all attributes of the block, where both sides have some."""
    if not left or not right:
        return []
    crowds: dict[tuple[str, tuple[str, ...]], Crowd] = defaultdict(lambda: ([], []))
    for side, instances in enumerate((left, right)):
        for index in sorted(instances):
            shared, key = common(instances[index]), parts(instances[index].key, *block)
            if shared and (key or not block):
                crowds[shared, key][side].append(index)
    return [(ones, others) for ones, others in crowds.values() if ones and others]


def _classes(indices: Iterable[int], instances: Instances) -> list[list[int]]:
    """Instances that their keys cannot tell apart, together."""
    classes: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index in indices:
        classes[instances[index].key].append(index)
    return list(classes.values())


def _settle(
    classes: tuple[list[list[int]], list[list[int]]], left: Instances, right: Instances, *, proven: bool
) -> _Settled:
    """The pairs of one crowd, best score first."""
    candidates = []
    members = tuple({indices[0]: indices for indices in side} for side in classes)
    for one, other in product(*members):
        like = likeness(left[one].key, right[other].key)
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
