"""PIX116 to PIX118."""

from typing import Any

import pytest

from tests import build
from tests.engine.pixels.codestreams import jpeg, jpeg2000
from tests.engine.rules.harness import allows, flags
from tests.engine.rules.test_pix_codestream import JPEG_2000_ANY, even, image

RATIO, METHOD = "(0028,2112)", "(0028,2114)"
JPEG, JPEG_2000 = "ISO_10918_1", "ISO_15444_1"


def lossy(ratio: Any, method: Any) -> bytes:
    """An image in JPEG Baseline with this history."""
    eight = build.ct(BitsAllocated=8, BitsStored=8, HighBit=7)
    return build.compressed(
        even(jpeg()), dataset=eight, LossyImageCompressionRatio=ratio, LossyImageCompressionMethod=method
    )


def test_another_number_of_ratios_than_methods():
    (finding,) = flags(lossy(["2", "3"], JPEG), ("PIX116", METHOD))
    assert "Ratio has 2 values and (0028,2114) Lossy Image Compression Method 1 value" in finding.message
    flags(lossy("2", [JPEG_2000, JPEG]), ("PIX116", RATIO))
    allows("PIX116", lossy(["2", "3"], [JPEG_2000, JPEG]))


def test_the_method_of_another_compression():
    (finding,) = flags(lossy("2", JPEG_2000), ("PIX117", METHOD))
    assert "does not end with ISO_10918_1, although the pixels are compressed with JPEG Baseline" in finding.message
    flags(lossy(["2", "3"], [JPEG, JPEG_2000]), ("PIX117", METHOD))
    allows("PIX117", lossy(["2", "3"], [JPEG_2000, JPEG]))


@pytest.mark.parametrize("reversible", [True, False])
def test_a_syntax_that_may_lose_is_judged_by_its_codestream(reversible: bool):
    history = {"LossyImageCompressionRatio": "9", "LossyImageCompressionMethod": JPEG}
    source = image(jpeg2000(reversible=reversible), JPEG_2000_ANY, LossyImageCompression="01", **history)
    flags(source, *([] if reversible else [("PIX117", METHOD)]))


def test_a_history_that_is_denied():
    history = {"LossyImageCompressionRatio": "9", "LossyImageCompressionMethod": JPEG}
    flags(build.ct(LossyImageCompression="00", **history), ("PIX118", RATIO), ("PIX118", METHOD))
    allows("PIX118", build.ct(LossyImageCompression="01", **history))
    allows("PIX118", build.ct(LossyImageCompression="00"))
