"""Which element of one data set answers to which of the other: by tag, private ones by their creator (PS3.5 7.8.1)."""

from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple

from validator.engine.model import Element

FIRST_BLOCK, LAST_BLOCK = 0x10, 0xFF
"""Element numbers of private creators; each reserves the block of 256 elements that it numbers."""
PRIVATE = 0x10000
"""The bit of a tag that makes its group number odd (PS3.5 7.8)."""
CREATOR_BITS = 0x1FF00
"""Of these no private creator has another bit than ``PRIVATE``."""
PIXELS = 0x7FE00000
"""Where pixel data begin, which are compared by more than their bytes (PS3.3 C.7.6.3)."""


Pair = tuple[Element | None, Element | None]
"""An element before and after; ``None`` where one side lacks it."""


class Partners(NamedTuple):
    """A pair that was aligned by more than its tag."""

    before: Element | None
    after: Element | None
    creator: str = ""
    """Of a private element: whose block it stands in."""


def is_creator(tag: int) -> bool:
    """Whether this is the element that names the owner of a private block."""
    return bool(tag & PRIVATE) and FIRST_BLOCK <= tag & 0xFFFF <= LAST_BLOCK


def block_of(tag: int) -> int:
    """The tag of the private creator that reserves the block in which a private element stands."""
    return tag & 0xFFFF0000 | tag >> 8 & 0xFF


def creator_name(element: Element) -> str:
    return (element.value or b"").decode("latin-1").strip(" \0")


def pair_in_place(before: Sequence[Element], after: Sequence[Element]) -> list[Pair] | None:
    """Of two levels that hold the same tags in the same order, what is not the same to the byte; pixel data always.

    ``None`` where the tags or the owners of private blocks are others than before.
    """
    if len(before) != len(after):
        return None
    pairs: list[Pair] = [
        (one, other)
        for one, other in zip(before, after, strict=True)
        if (value := one[6]) != other[6]
        or (tag := one[0]) != other[0]
        or one[1] != other[1]
        or value is None
        or one[8] is not None
        or tag >= PIXELS
    ]
    in_place = all(one.tag == other.tag and not is_creator(one.tag) for one, other in pairs if one and other)
    return pairs if in_place else None


def pair_by_tag(
    before: Sequence[Element], after: Sequence[Element], *, only_differing: bool = False
) -> list[Pair] | None:
    """Pair the elements of one level by nothing but their tags, for speed; in no order.

    With ``only_differing`` those that are the same to the byte are left out, as ``pair_in_place`` has it. ``None``
    where tags are not enough: one stands twice, or private blocks have other owners than before.
    """
    left, right = {element[0]: element for element in before}, {element[0]: element for element in after}
    if len(left) < len(before) or len(right) < len(after) or creators_of(before) != creators_of(after):
        return None
    pairs: list[Pair] = [
        (one, other)
        for tag, one in left.items()
        if (other := right.get(tag)) is None
        or not only_differing
        or one[6] != other[6]
        or one[1] != other[1]
        or one[6] is None
        or one[8] is not None
        or tag >= PIXELS
    ]
    return pairs + [(None, other) for tag, other in right.items() if tag not in left]


def align(before: Sequence[Element], after: Sequence[Element]) -> Iterable[Partners]:
    """Pair the elements of one level, in the order of their tags.

    A tag that stands twice is paired with its like in the order of the file. Two elements of a private block whose
    creator was lost, or came, or is spelt otherwise, are paired by tag; so are the creators.
    """
    left, right = _keyed(before), _keyed(after)
    partners = [Partners(one, right.get(key), _creator_in(key)) for key, one in left.items() if key in right]
    lost = [one for key, one in left.items() if key not in right]
    gained = [(key, other) for key, other in right.items() if key not in left]
    names_before, names_after = creators_of(before), creators_of(after)
    stayed = _renamed(lost, [other for _, other in gained])
    by_tag = {other.tag: other for _, other in gained if other.tag & PRIVATE}
    taken: set[int] = set()
    for one in lost:
        block = one.tag if is_creator(one.tag) else block_of(one.tag)
        names = names_before.get(block, ""), names_after.get(block, "")
        other = by_tag.get(one.tag)
        by_place = block in stayed or (_may_be_orphan(one) and not all(names))
        if other is not None and by_place and id(other) not in taken:
            taken.add(id(other))
            partners.append(Partners(one, other, names[0] or names[1]))
        else:
            partners.append(Partners(one, None, names[0] if one.tag & PRIVATE else ""))
    partners += [Partners(None, other, _creator_in(key)) for key, other in gained if id(other) not in taken]
    return sorted(partners, key=_tag)


def _renamed(lost: Sequence[Element], gained: Sequence[Element]) -> frozenset[int]:
    """The creators whose name is gone, came, or is the same but for case and white space: nobody else took over."""
    names = creators_of(lost), creators_of(gained)
    spelt = ({tag: "".join(name.casefold().split()) for tag, name in each.items()} for each in names)
    one, other = spelt
    return frozenset(
        tag for tag in one.keys() & other.keys() if one[tag] == other[tag] or not (one[tag] and other[tag])
    )


def _tag(partners: Partners) -> int:
    element = partners.after or partners.before
    return element.tag if element else 0


def _may_be_orphan(element: Element) -> bool:
    return bool(element.tag & PRIVATE) and element.tag & 0xFFFF >= 0x1000


def creators_of(elements: Iterable[Element]) -> dict[int, str]:
    """The names of the owners of private blocks, by the tag of their creator element."""
    return {
        element.tag: creator_name(element)
        for element in elements
        if element.tag & CREATOR_BITS == PRIVATE and is_creator(element.tag)  # asking each element costs
    }


def _keyed(elements: Sequence[Element]) -> dict[tuple[Hashable, ...], Element]:
    creators = creators_of(elements)
    found: dict[tuple[Hashable, ...], Element] = {}
    for element in elements:
        key = _key(element, creators)
        repeated = 1
        while key in found:
            repeated += 1
            key = (*key[:3], repeated)
        found[key] = element
    return found


def _key(element: Element, creators: dict[int, str]) -> tuple[Hashable, ...]:
    tag = element.tag
    if not tag & PRIVATE:
        return (tag, "", 0)
    if is_creator(tag):
        return (tag >> 16, creator_name(element), -1)
    owner = creators.get(block_of(tag), "")
    return (tag >> 16, owner, tag & 0xFF) if owner else (tag, "", 0)


def _creator_in(key: tuple[Hashable, ...]) -> str:
    return str(key[1])
