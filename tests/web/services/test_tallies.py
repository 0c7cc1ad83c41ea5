"""Counting into groups: exact numbers, bitmaps that say which ordinals, the worst line first."""

import pytest

from validator.models import Analysis, Case, Group, Posting
from validator.services.tallies import Key, Tallies

pytestmark = pytest.mark.django_db
SEEN = {0, 1, 8, 4095, 4096, 9000}


@pytest.fixture
def analysis() -> Analysis:
    return Analysis.objects.create(case=Case.objects.create(title="x"), number=1, engine_version="1")


def bits(bitmap: bytes) -> set[int]:
    return {8 * place + bit for place, byte in enumerate(bitmap) for bit in range(8) if byte >> bit & 1}


def test_bitmaps_say_which_ordinals(analysis: Analysis) -> None:
    tallies = Tallies()
    key = Key("finding", 0, "UID003", "(0008,0018)", severity="error")
    for ordinal in [*SEEN, 8]:
        tallies.of(key).count([ordinal])
    tallies.write(analysis)
    group = Group.objects.get()
    assert (group.n, group.members, group.rank, group.capture) == (7, 6, 0, 0)
    postings = Posting.objects.filter(group=group).order_by("block")
    assert [(posting.block, posting.n, bits(bytes(posting.bitmap))) for posting in postings] == [
        (0, 4, {0, 1, 8, 4095}),
        (1, 1, {0}),
        (2, 1, {808}),
    ]
    assert len(postings[1].bitmap) == 1


def test_the_worst_line_comes_first_then_the_most_frequent(analysis: Analysis) -> None:
    tallies = Tallies()
    lines = {
        Key("change", 1, "encoding.padding", "a", level="encoding", impact="cosmetic"): 9,
        Key("change", 1, "value.case", "b", level="meaning", impact="degrades"): 5,
        Key("change", 1, "value.truncated", "c", level="meaning", impact="breaks"): 1,
        Key("change", 2, "value.truncated", "d", level="meaning", impact="breaks"): 3,
        Key("finding", 1, "OPS001", "e", severity="warning"): 4,
        Key("finding", 1, "UID001", "f", severity="error"): 2,
    }
    for key, count in lines.items():
        for ordinal in range(count):
            tallies.of(key).count([ordinal])
    tallies.write(analysis)
    assert list(Group.objects.order_by("rank").values_list("path", flat=True)) == ["f", "e", "d", "c", "b", "a"]


def test_a_few_examples_that_differ_are_kept() -> None:
    tally = Tallies().of(Key("change", 1, "value.case", ""))
    for what in ("a", "a", "b", "c", "d", "e", "f"):
        if tally.wants(what):
            tally.examples.append({"value": what})
    assert [example["value"] for example in tally.examples] == ["a", "b", "c", "d", "e"]
