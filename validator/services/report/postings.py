"""Which lineages or instances groups stand for, read from their bitmaps."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from validator.models import Posting
from validator.models.report import BLOCK


def members(groups: Iterable[int]) -> list[int]:
    """The ordinals of all the groups together, ascending."""
    return [ordinal for block, bits in _united(groups) for ordinal in _ordinals(block, bits)]


def counts(wanted: Mapping[str, Iterable[int]]) -> dict[str, int]:
    """For each name, how many ordinals its groups stand for together, each counted once; all in one query."""
    named = {group: name for name, groups in wanted.items() for group in groups}
    united: dict[tuple[str, int], int] = defaultdict(int)
    rows = Posting.objects.filter(group__in=list(named)).values_list("group_id", "block", "bitmap")
    for group, block, bitmap in rows:
        united[named[group], block] |= int.from_bytes(bitmap, "little")
    totals = dict.fromkeys(wanted, 0)
    for (name, _), bits in united.items():
        totals[name] += bits.bit_count()
    return totals


def _united(groups: Iterable[int]) -> Iterator[tuple[int, int]]:
    blocks: dict[int, int] = defaultdict(int)
    for block, bitmap in Posting.objects.filter(group__in=list(groups)).values_list("block", "bitmap"):
        blocks[block] |= int.from_bytes(bitmap, "little")
    yield from sorted(blocks.items())


def _ordinals(block: int, bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield block * BLOCK + lowest.bit_length() - 1
        bits ^= lowest
