"""One child for all tests that decode well-behaved pictures."""

from collections.abc import Callable, Iterator

import pytest

from validator.engine.header import scan
from validator.engine.model import SampleComparison
from validator.engine.pixels.decoding import SampleComparer

Compare = Callable[[bytes, bytes], SampleComparison]


@pytest.fixture(scope="session")
def comparer() -> Iterator[SampleComparer]:
    with SampleComparer() as comparer:
        yield comparer


@pytest.fixture
def compare(comparer: SampleComparer) -> Compare:
    """The comparison of two files, given as bytes."""

    def compare(before: bytes, after: bytes) -> SampleComparison:
        return comparer.compare((before, scan(before)), (after, scan(after)))

    return compare
