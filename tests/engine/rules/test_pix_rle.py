"""PIX092."""

import pytest

from tests import build
from tests.engine.pixels.codestreams import rle
from tests.engine.rules.harness import allows, flags

PIXELS = "(7FE0,0010)"
RUN = b"\xd9\0"


@pytest.mark.parametrize(
    ("frame", "problem"),
    [
        (rle(RUN), "has 1 segment, but its samples need 2"),
        (rle(RUN, RUN, RUN), "has 3 segments, but its samples need 2"),
        (rle(RUN, RUN, count=0), "claims 0 segments"),
        (rle(RUN, RUN, count=1 << 20), "claims 1048576 segments"),
        (rle(RUN, RUN, offsets=(64, 60)), "has segments that do not follow one another"),
        (rle(RUN, RUN, offsets=(0, 66)), "has segments that do not follow one another"),
        (rle(RUN, RUN, offsets=(64, 640)), "has segments that do not follow one another"),
        (b"\2\0\0\0", "has 4 bytes, less than the header of 64"),
    ],
)
def test_headers_that_do_not_fit(frame: bytes, problem: str):
    (finding,) = flags(build.compressed(frame, dataset=build.ct(), syntax=build.RLE), ("PIX092", PIXELS))
    assert problem in finding.message


def test_a_segment_for_each_byte_of_each_sample():
    allows("PIX092", build.compressed(rle(RUN, RUN), dataset=build.ct(), syntax=build.RLE))
    allows("PIX092", build.compressed(rle(RUN, RUN, RUN), dataset=build.colour(), syntax=build.RLE))
