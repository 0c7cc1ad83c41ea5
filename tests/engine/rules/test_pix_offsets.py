"""PIX096 to PIX098."""

import pytest

from tests import build
from tests.engine.rules.harness import allows, flags
from tests.engine.rules.test_pix_fragments import FRAME, TAKEN, clip, long_table

TABLE, LENGTHS = "(7FE0,0001)", "(7FE0,0002)"
BOTH = {"ExtendedOffsetTable": long_table(0, TAKEN), "ExtendedOffsetTableLengths": long_table(4, 4)}


def test_a_table_of_uncompressed_pixels():
    tables = {"ExtendedOffsetTable": long_table(0), "ExtendedOffsetTableLengths": long_table(48)}
    flags(build.ct(**tables), ("PIX096", TABLE), ("PIX096", LENGTHS))
    allows("PIX096", clip(FRAME, FRAME, **BOTH))


def test_lengths_without_a_table():
    flags(clip(FRAME, FRAME, ExtendedOffsetTableLengths=long_table(4, 4)), ("PIX097", LENGTHS))
    allows("PIX097", clip(FRAME, FRAME, **BOTH))


@pytest.mark.parametrize("length", [2, 5, 1 << 40])
def test_a_length_that_is_not_that_of_the_fragment(length: int):
    source = clip(FRAME, FRAME, **{**BOTH, "ExtendedOffsetTableLengths": long_table(4, length)})
    (finding,) = flags(source, ("PIX098", LENGTHS))
    assert f"entry 2 says {length} bytes, but its fragment has 4" in finding.message


@pytest.mark.parametrize("length", [3, 4])
def test_a_length_with_or_without_the_byte_of_padding(length: int):
    allows("PIX098", clip(FRAME, FRAME, **{**BOTH, "ExtendedOffsetTableLengths": long_table(4, length)}))
