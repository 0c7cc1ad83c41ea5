"""Two data sets held against each other: every place where they differ, and how their writing as a whole changed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, NamedTuple

from validator.engine.compare.alignment import (
    PRIVATE,
    Pair,
    Partners,
    align,
    block_of,
    creators_of,
    is_creator,
    pair_by_tag,
    pair_in_place,
)
from validator.engine.compare.classify.encoding_kinds import VR_UNKNOWN
from validator.engine.compare.difference import Difference, Rewriting
from validator.engine.compare.equality import SAME, equality, vr_equality
from validator.engine.compare.items import Renaming, align_items, same_bytes
from validator.engine.compare.opaque import CONTENT, content_digest, opaque_items
from validator.engine.compare.reading import Side, in_order, reading_vr
from validator.engine.model import PIXEL_DATA, UNDEFINED_LENGTH, Element, Header, Item, tag_text
from validator.engine.standard.representations import word_size
from validator.engine.text import DEFAULT, TEXT_VRS, charset_of

Bulk = Mapping[str, str]
"""Digests by path of the values that stayed on disk, as ``Outline.bulk`` has them."""

LABELLED_VRS = TEXT_VRS | {"UN"}
"""What may read differently under another character set."""


class _Level(NamedTuple):
    """Two data sets, or two items, that answer to each other."""

    prefix: str
    prefix_before: str
    order: tuple[int, ...]
    before: tuple[Element, ...]
    after: tuple[Element, ...]
    sides: tuple[Side, Side]


@dataclass(slots=True)
class Comparison:
    """Two data sets held against each other; ``run`` fills ``differences`` and ``rewriting``.

    ``renamed`` tells which UID became which, so that items are found again; ``bulk`` has the digests of the values
    that stayed on disk, before and after. Pixel Data of the data set itself are always listed: their bytes are not
    at hand here.
    """

    renamed: Renaming
    bulk: tuple[Bulk, Bulk]
    differences: list[Difference] = field(default_factory=list)
    rewriting: Rewriting = field(default_factory=Rewriting)
    relabelled: list[Difference] = field(default_factory=list)
    """The texts for which another character set is in force than before, whether or not anything else differs."""
    sides: tuple[Side, Side] = (Side(DEFAULT, True, True), Side(DEFAULT, True, True))
    """How the two data sets are read at their top level."""
    _levels: list[_Level] = field(default_factory=list)

    def run(self, before: Header, after: Header) -> list[Difference]:
        """Compare two data sets, nested ones without recursion; sorted as they stand in the file."""
        self.sides = side_of(before), side_of(after)
        self._levels = [_Level("", "", (), before.elements, after.elements, self.sides)]
        while self._levels:
            self._compare_level(self._levels.pop())
        self.differences.sort(key=lambda difference: difference.order)
        return self.differences

    def _compare_level(self, level: _Level) -> None:
        before_side, after_side = level.sides
        same_label = before_side.charset == after_side.charset
        read_alike = same_label and before_side.little == after_side.little
        pairs = pair_in_place(level.before, level.after) if read_alike else None
        if pairs is None:
            pairs = pair_by_tag(level.before, level.after, only_differing=read_alike)
        for partners in align(level.before, level.after) if pairs is None else _differing(level, pairs, self.rewriting):
            before, after, _ = partners
            if before is None or after is None:
                self._one_sided(level, partners)
            elif before.items is not None or after.items is not None:
                self._sequences(level, partners, before, after)
            elif not level.prefix and after.tag in PIXEL_DATA:
                self._note(level, partners, reading_vr(before, after))
            else:
                self._values(level, partners, before, after, same_label=same_label)

    def _one_sided(self, level: _Level, partners: Partners) -> None:
        element = partners.after or partners.before
        if element is None:
            return
        orphans = 0
        if partners.after is None and is_creator(element.tag) and element.tag not in creators_of(level.after):
            orphans = sum(other.tag & 0x10000 > 0 and block_of(other.tag) == element.tag for other in level.after)
        self._note(level, partners, reading_vr(element, element, partners.creator), orphans=orphans)

    def _values(self, level: _Level, partners: Partners, before: Element, after: Element, *, same_label: bool) -> None:
        vr = reading_vr(before, after, partners.creator)
        same_order = level.sides[0].little == level.sides[1].little
        self.rewriting.words += not same_order and word_size(vr) > 1 and bool(before.length or after.length)
        self.rewriting.vrs += bool(before.vr_written) != bool(after.vr_written) and before.vr == after.vr != "UN"
        if not _is_at_hand(before) or not _is_at_hand(after):
            equal = self._by_digest(level, before, after, vr)
        else:
            equal = equality(before, after, vr, level.sides)
            if not same_label and vr in TEXT_VRS:
                self.relabelled.append(_difference(level, partners, vr))
        if equal != SAME or before.tag != after.tag:
            self._note(level, partners, vr, equal=equal)

    def _by_digest(self, level: _Level, before: Element, after: Element, vr: str) -> str | None:
        paths = f"{level.prefix_before}{tag_text(before.tag)}", f"{level.prefix}{tag_text(after.tag)}"
        digests = [
            bulk.get(path) or blake2b(in_order(element, vr, side), digest_size=16).hexdigest()
            for bulk, path, element, side in zip(self.bulk, paths, (before, after), level.sides, strict=True)
        ]
        return vr_equality(before, after) if digests[0] == digests[1] else None

    def _sequences(self, level: _Level, partners: Partners, before: Element, after: Element) -> None:
        items = items_of(before), items_of(after)
        if items[0] is None or items[1] is None:
            self._note(level, partners, "SQ", equal=self._by_opaque_digest(level, before, after))
            return
        if bool(items[0]) != bool(items[1]):
            self._note(level, partners, "SQ")
            return
        same_sides = level.sides[0] == level.sides[1]
        if same_sides and _is_written_alike(before, after) and same_bytes(items[0], items[1]):
            return
        equal = vr_equality(before, after) or SAME
        if (before.items is None) != (after.items is None):
            equal = VR_UNKNOWN
        if equal != SAME or before.tag != after.tag:
            self._note(level, partners, "SQ", equal=equal)
        self.rewriting.vrs += bool(before.vr_written) != bool(after.vr_written) and equal == SAME
        self.rewriting.lengths += _undefined(before) != _undefined(after)
        self._pair_items(level, before, after, (items[0], items[1]))

    def _by_opaque_digest(self, level: _Level, before: Element, after: Element) -> str | None:
        """Whether a sequence on one side holds what stands as bytes on disk on the other, its VR lost."""
        digests = [
            bulk.get(f"{prefix}{tag_text(element.tag)}{CONTENT}")
            or content_digest(element.items or (), lambda inner: inner.value)
            for bulk, prefix, element in (
                (self.bulk[0], level.prefix_before, before),
                (self.bulk[1], level.prefix, after),
            )
        ]
        return VR_UNKNOWN if digests[0] is not None and digests[0] == digests[1] else None

    def _pair_items(
        self, level: _Level, before: Element, after: Element, items: tuple[tuple[Item, ...], tuple[Item, ...]]
    ) -> None:
        aligned = align_items(*items, self.renamed)
        if aligned.reordered:
            self._note(level, Partners(before, after), "SQ", reordered=True)
        for one, other in aligned.pairs:
            if one is None or other is None:
                self._note_item(level, before if other is None else None, after if one is None else None, one, other)
                continue
            left, right = items[0][one], items[1][other]
            if level.sides[0] == level.sides[1] and same_bytes((left,), (right,)):
                continue
            self.rewriting.lengths += _undefined(left) != _undefined(right)
            self._levels.append(
                _Level(
                    f"{level.prefix}{tag_text(after.tag)}[{other}].",
                    f"{level.prefix_before}{tag_text(before.tag)}[{one}].",
                    (*level.order, after.tag, other),
                    left.elements,
                    right.elements,
                    (inside(left, level.sides[0]), inside(right, level.sides[1])),
                )
            )

    def _note_item(
        self, level: _Level, before: Element | None, after: Element | None, one: int | None, other: int | None
    ) -> None:
        index = other if other is not None else one
        sequence = _difference(level, Partners(before, after), "SQ")
        order = (*sequence.order, index or 0)
        self.differences.append(sequence._replace(path=f"{sequence.path}[{index}]", order=order, item=True))

    def _note(self, level: _Level, partners: Partners, vr: str, **more: Any) -> None:
        self.differences.append(_difference(level, partners, vr, **more))


def _differing(level: _Level, pairs: Iterable[Pair], rewriting: Rewriting) -> Iterator[Partners]:
    """The pairs without those that are the same to the byte and are read alike: most often few are left.

    Those that have an explicit VR on one side only are counted in ``rewriting``.
    """
    before_side, after_side = level.sides
    same_label = before_side.charset == after_side.charset
    same_order = before_side.little == after_side.little
    owners: dict[int, str] | None = None
    for before, after in pairs:
        if (
            before is not None
            and after is not None
            and before.value == after.value
            and before.value is not None
            and same_order
            and before.fragments is None
            and before.tag not in PIXEL_DATA
            and (same_label or before.vr not in LABELLED_VRS)
        ):
            if before.vr_written == after.vr_written:
                continue
            if not (before.vr_written and after.vr_written) and before.vr == after.vr != "UN":
                rewriting.vrs += 1
                continue
        tag = after.tag if after is not None else before.tag if before is not None else 0
        if tag & PRIVATE:
            owners = creators_of(level.after) if owners is None else owners
            yield Partners(before, after, owners.get(block_of(tag), ""))
        else:
            yield Partners(before, after)


def _difference(level: _Level, partners: Partners, vr: str, **more: Any) -> Difference:
    before, after, creator = partners
    tag = after.tag if after is not None else before.tag if before is not None else 0
    prefix = level.prefix if after is not None else level.prefix_before
    path = f"{prefix}{tag_text(tag)}"
    return Difference(path, tag, (*level.order, tag), before, after, level.sides, vr, creator, **more)


def side_of(header: Header) -> Side:
    """How a data set is read at its top level."""
    return Side(charset_of(header.elements), header.encoding.little, header.encoding.explicit)


def inside(item: Item, side: Side) -> Side:
    return side._replace(charset=charset_of(item.elements, side.charset))


def items_of(element: Element) -> tuple[Item, ...] | None:
    """The items of a sequence, also of one that stands there as bytes of unknown VR."""
    if element.items is not None:
        return element.items
    if element.value == b"":
        return ()
    return opaque_items(element.value) if element.value is not None else None


def _is_written_alike(before: Element, after: Element) -> bool:
    """Whether two sequences have the same head but for a length that follows from their items."""
    return (
        before.tag == after.tag
        and before.vr_written == after.vr_written
        and (before.items is None) == (after.items is None)
        and _undefined(before) == _undefined(after)
    )


def _is_at_hand(element: Element) -> bool:
    return element.value is not None and element.fragments is None


def _undefined(container: Element | Item) -> bool:
    return container.length == UNDEFINED_LENGTH
