"""Partners for instances that share no UID: candidates in small crowds, the most alike first, one to one."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby, product

from validator.engine.compare.acquisition import likeness, parts
from validator.engine.compare.outline import Outline
from validator.engine.pixels.digest import BLANK

CROWD = 24
"""So many candidates are weighed against each other; a larger crowd is first divided by finer attributes."""
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


def match_pixels(before: Instances, after: Instances) -> dict[int, int]:
    """Pair instances with the same pixel data; where several have them, the acquisition keys decide.

    What even the keys cannot tell apart is paired in its order where both sides have as many of it: any of them
    stands for any other. A blank picture proves nothing.
    """
    left, right = dict(before), dict(after)
    found: dict[int, int] = {}
    for block in ((), *BLOCKS):
        for crowd in _crowds(left, right, block, _picture, limit=CROWD):
            _take(found, left, right, _settle(crowd, left, right, proven=True))
    for ones, others in _crowds(left, right, (), _picture, limit=None):
        if len(ones) == len(others):
            found.update(zip(ones, others, strict=True))
    return found


def match_contents(before: Instances, after: Instances) -> dict[int, int]:
    """Pair instances without a SOP Instance UID whose data sets are the same; nothing else could name them."""
    left, right = map(_nameless, (before, after))
    found: dict[int, int] = {}
    for ones, others in _crowds(left, right, (), lambda outline: outline.data_set_digest, limit=None):
        found.update(zip(ones, others, strict=False))
    return found


def match_names(before: Instances, after: Instances) -> dict[int, int]:
    """Pair instances without a SOP Instance UID by the names of their files, where their class is the same."""
    named = {outline.file: index for index, outline in _nameless(after).items()}
    return {
        one: other
        for one, outline in _nameless(before).items()
        if (other := named.get(outline.file)) is not None and after[other].sop_class == outline.sop_class
    }


def _nameless(instances: Instances) -> dict[int, Outline]:
    return {index: outline for index, outline in instances.items() if not outline.sop_instance}


def match_keys(before: Instances, after: Instances) -> dict[int, int]:
    """Pair instances whose acquisition keys convince; who has two equally good partners stays alone."""
    left, right = dict(before), dict(after)
    found: dict[int, int] = {}
    for block in BLOCKS:
        for crowd in _crowds(left, right, block, lambda outline: "key" if outline.key else "", limit=CROWD):
            _take(found, left, right, _settle(crowd, left, right, proven=False))
    return found


def match_documents(before: Instances, after: Instances) -> dict[int, int]:
    """Pair instances without pixel data, each the only one left of its class and numbers; little may contradict.

    Where a hop takes names, dates and UIDs away, nothing else is left of a report. Ask only for a hop that renewed
    UIDs: elsewhere a report that is gone and one that is new are two.
    """
    found = {}
    for (one,), (other,) in _crowds(before, after, NUMBERS, _document, limit=1):
        like = likeness(before[one].key, after[other].key)
        if like.is_enough:
            found[one] = other
    return found


def _document(outline: Outline) -> str:
    return "" if outline.pixel_digest else outline.sop_class


def _picture(outline: Outline) -> str:
    return "" if outline.pixel_digest.startswith(BLANK) else outline.pixel_digest


def _crowds(
    left: Instances, right: Instances, block: tuple[int, ...], common: Callable[[Outline], str], *, limit: int | None
) -> list[Crowd]:
    """Those that agree in ``common`` and in all attributes of the block, where both sides have some."""
    if not left or not right:
        return []
    crowds: dict[tuple[str, tuple[str, ...]], Crowd] = defaultdict(lambda: ([], []))
    for side, instances in enumerate((left, right)):
        for index in sorted(instances):
            shared, key = common(instances[index]), parts(instances[index].key, *block)
            if shared and (key or not block):
                crowds[shared, key][side].append(index)
    return [
        (ones, others)
        for ones, others in crowds.values()
        if ones and others and (limit is None or max(len(ones), len(others)) <= limit)
    ]


def _take(found: dict[int, int], left: dict[int, Outline], right: dict[int, Outline], pairs: Iterator[Pair]) -> None:
    for one, other in list(pairs):
        found[one] = other
        del left[one], right[other]


def _settle(crowd: Crowd, left: Instances, right: Instances, *, proven: bool) -> Iterator[Pair]:
    """The pairs of one crowd, best score first; ``proven`` tells that the keys need not convince."""
    candidates = []
    for one, other in product(*crowd):
        like = likeness(left[one].key, right[other].key)
        if proven or like.convinces:
            candidates.append((-like.score, one, other))
    gone: set[tuple[int, int]] = set()  # (side, index) of those that are paired, or torn between equals
    for _, group in groupby(sorted(candidates), key=lambda candidate: candidate[0]):
        pairs = [(one, other) for _, one, other in group if not {(0, one), (1, other)} & gone]
        rivals = Counter(end for one, other in pairs for end in ((0, one), (1, other)))
        clear = [(one, other) for one, other in pairs if rivals[0, one] == rivals[1, other] == 1]
        torn = [pair for pair in pairs if pair not in clear]
        yield from clear
        if torn and len({left[one].key for one, _ in torn}) == len({right[other].key for _, other in torn}) == 1:
            ones, others = (sorted({pair[side] for pair in torn}) for side in (0, 1))
            yield from zip(ones, others, strict=False)
        gone.update(rivals)
