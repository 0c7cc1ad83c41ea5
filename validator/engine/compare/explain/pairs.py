"""The values of one lineage at its hops, paired: those that changed and those that did not."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from hashlib import blake2b
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from validator.engine.compare.alignment import PRIVATE, Partners, align, block_of, creators_of, pair_by_tag
from validator.engine.compare.comparison import side_of
from validator.engine.compare.explain.observation import Observation, Source
from validator.engine.compare.explain.sources import Sources
from validator.engine.compare.explain.targets import Target, Targets
from validator.engine.compare.explain.values import EXPLAINED_VRS, meaning, text_of
from validator.engine.compare.items import Renaming, align_items
from validator.engine.compare.opaque import opaque_items
from validator.engine.compare.reading import Side, reading_vr
from validator.engine.compare.survey import Survey
from validator.engine.model import Element, Header, Item, Lineage
from validator.engine.text import charset_of

STUDY_INSTANCE_UID = 0x0020000D
REMEMBERED = 256
"""Bytes of a value whose text is remembered."""
_Form = tuple[int, str, str, int, bytes | None]
_form: Callable[[Element], _Form] = itemgetter(0, 1, 2, 3, 6)
"""All of an element but where it stands."""
_Told = tuple[str, str | None, str | None]
"""The VR that a pair of values is read by, and their texts before and after."""


class _Level(NamedTuple):
    """Two data sets, or two items, that answer to each other."""

    before: tuple[Element, ...]
    after: tuple[Element, ...]
    sides: tuple[Side, Side]


def observe(
    lineage: Lineage, headers: Mapping[str, Header], survey: Survey, *, targets: Targets
) -> Iterator[Observation]:
    """Each pair of values of one lineage that holds a target on a side, over all its hops.

    ``headers`` are by capture label, as ``compare_lineage`` has them. What is on disk, too long or of a VR that is
    neither text nor number is left out.
    """
    present = [at for at, label in enumerate(survey.labels) if label in headers]
    for hop in pairwise(present):
        before, after = (survey.labels[at] for at in hop)
        wanted = targets.by_capture.get(after)
        if wanted:
            pair = _Pair(headers[before], headers[after], survey.renaming(hop))
            yield from pair.observations(wanted, after, lineage.id)


class _Pair:
    """One instance before and after one hop."""

    def __init__(self, before: Header, after: Header, renamed: Renaming) -> None:
        self._before, self._after, self._renamed = before, after, renamed
        self._gets = before.by_tag.get, after.by_tag.get
        top = _Level(before.elements, after.elements, (side_of(before), side_of(after)))
        self._levels: dict[tuple[int, ...], list[_Level]] = {(): [top]}
        self._partners: dict[tuple[int, ...], list[dict[int, Partners]]] = {}
        study = before.get(STUDY_INSTANCE_UID) or after.get(STUDY_INSTANCE_UID)
        uid = (study.value or b"").strip(b" \0") if study is not None else b""
        self._context = blake2b(uid, digest_size=6).hexdigest()

    @cached_property
    def _sources(self) -> Sources:
        (top,) = self._levels[()]
        return Sources(top.before, top.sides[0])

    def observations(self, wanted: Iterable[Target], capture: str, lineage: int) -> Iterator[Observation]:
        """What is seen of each target, of one in items once for each pair of items."""
        (top,) = self._levels[()]
        reading, contexts = _reading(top.sides), (self._context,)
        before_by_tag, after_by_tag = self._gets
        doubled = self._doubled
        for target in wanted:
            *way, tag = target.tags
            if not way and not tag & PRIVATE and tag not in doubled:
                before, after = before_by_tag(tag), after_by_tag(tag)
                if before is after is None:
                    continue
                found = [_told(before, after, "", reading)]
            else:
                found = self._told_at(tuple(way), tag)
            for told in found:
                if told is None:
                    continue
                vr, one, other = told
                sources: tuple[Source, ...] = ()
                if target.foreign and other and vr != "UI":
                    sources = self._sources.of(other, tag)
                yield Observation(capture, target.path, vr, one, other, sources, lineage, 1, contexts)

    def _told_at(self, way: tuple[int, ...], tag: int) -> list[_Told | None]:
        """The values of an attribute in all levels at the end of a way of sequences."""
        return [
            _told(*found, _reading(level.sides))
            for level, partners in zip(self._at(way), self._partners_at(way), strict=True)
            if (found := partners.get(tag))
        ]

    @cached_property
    def _doubled(self) -> frozenset[int]:
        """Attributes that stand twice in one of the data sets."""
        return _doubled(self._before) | _doubled(self._after)

    def _at(self, way: tuple[int, ...]) -> list[_Level]:
        """The levels at the end of a way of sequences: the items that answer to each other."""
        if way not in self._levels:
            inner: list[_Level] = []
            for level, partners in zip(self._at(way[:-1]), self._partners_at(way[:-1]), strict=True):
                found = partners.get(way[-1])
                if found is not None and found.before is not None and found.after is not None:
                    inner += self._items(level, found.before, found.after)
            self._levels[way] = inner
        return self._levels[way]

    def _items(self, level: _Level, before: Element, after: Element) -> Iterator[_Level]:
        items = _items(before), _items(after)
        for one, other in align_items(*items, self._renamed).pairs:
            if one is not None and other is not None:
                left, right = items[0][one], items[1][other]
                sides = tuple(
                    side._replace(charset=charset_of(item.elements, side.charset))
                    for item, side in zip((left, right), level.sides, strict=True)
                )
                yield _Level(left.elements, right.elements, (sides[0], sides[1]))

    def _partners_at(self, way: tuple[int, ...]) -> list[dict[int, Partners]]:
        """For each level there, its elements by tag; a private one by the tag that it has afterwards."""
        if way not in self._partners:
            self._partners[way] = [_partners(level) for level in self._at(way)]
        return self._partners[way]


def _doubled(header: Header) -> frozenset[int]:
    if len(header.by_tag) == len(header.elements) + len(header.meta):
        return frozenset()
    counted = Counter(element.tag for element in (*header.meta, *header.elements))
    return frozenset(tag for tag, count in counted.items() if count > 1)


def _told(before: Element | None, after: Element | None, creator: str, reading: "_Reading") -> _Told | None:
    """The VR that a pair of values is read by, and their texts; ``None`` where they are out of reach of a rule."""
    if (before is None or _is_short(before)) and (after is None or _is_short(after)):
        forms = None if before is None else _form(before), None if after is None else _form(after)
        return _texts(*forms, creator, reading)
    return _texts_of(before, after, creator, reading.sides)


def _is_short(element: Element) -> bool:
    value = element[6]
    return value is not None and len(value) <= REMEMBERED and element[8] is None


class _Reading:
    """How the values of both sides are read; told from another by its identity, which is quick."""

    def __init__(self, sides: tuple[Side, Side]) -> None:
        self.sides = sides


@lru_cache(maxsize=64)
def _reading(sides: tuple[Side, Side]) -> _Reading:
    return _Reading(sides)


@lru_cache(maxsize=16_384)
def _texts(before: "_Form | None", after: "_Form | None", creator: str, reading: _Reading) -> _Told | None:
    elements = [None if form is None else Element(*form[:4], 0, 0, form[4]) for form in (before, after)]
    return _texts_of(elements[0], elements[1], creator, reading.sides)


def _texts_of(before: Element | None, after: Element | None, creator: str, sides: tuple[Side, Side]) -> _Told | None:
    element = after or before
    if element is None:
        return None
    vr = reading_vr(before or element, element, creator)
    one, other = text_of(before, vr, sides[0]), text_of(after, vr, sides[1])
    if vr not in EXPLAINED_VRS or (before is not None and one is None) or (after is not None and other is None):
        return None
    if one is not None and other is not None and one != other and meaning(one, vr) == meaning(other, vr):
        other = one  # written otherwise, which is no matter of a rule
    return vr, one, other


def _partners(level: _Level) -> dict[int, Partners]:
    pairs = pair_by_tag(level.before, level.after)
    if pairs is None:
        found = list(align(level.before, level.after))
    else:
        owners = creators_of(level.after)
        found = [Partners(*pair, _owner(pair, owners)) for pair in pairs]
    return {element.tag: each for each in found if (element := each.after or each.before) is not None}


def _owner(pair: tuple[Element | None, Element | None], owners: dict[int, str]) -> str:
    element = pair[1] or pair[0]
    return owners.get(block_of(element.tag), "") if element is not None and element.is_private else ""


def _items(element: Element) -> tuple[Item, ...]:
    if element.items is not None:
        return element.items
    return (opaque_items(element.value) if element.value else None) or ()
