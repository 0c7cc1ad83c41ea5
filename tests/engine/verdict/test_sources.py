"""Which different values became the same: counted as if all of them were held."""

import random
from collections import defaultdict

import pytest

from validator.engine.verdict import sources
from validator.engine.verdict.sources import Sources


@pytest.mark.parametrize("seed", range(20))
def test_collisions_are_those_of_the_values_themselves(seed):
    rng = random.Random(seed)
    found, wanted = Sources(), defaultdict(set)
    for _ in range(300):
        before = f"RAD-{rng.randrange(200)}"
        after = before[: rng.choice((4, 5, 6))]
        found.add(before, after)
        wanted[after].add(before)
    assert found.collisions == [len(values) for values in wanted.values() if len(values) > 1]


def test_beyond_the_bound_nothing_is_told(monkeypatch):
    monkeypatch.setattr(sources, "MOST_VALUES", 3)
    found = Sources()
    for before in ("A1", "A2", "A3", "A1", "A3"):
        found.add(before, "A")
    assert found.collisions == [3]
    found.add("A4", "A")
    assert found.collisions == []
    for before in ("A1", "A2"):
        found.add(before, "A")
    assert found.collisions == []
