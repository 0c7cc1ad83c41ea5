"""PIX090 and PIX091."""

from typing import Any

import pytest

from tests import build
from tests.engine.pixels.codestreams import jpeg, jpeg2000
from tests.engine.rules.harness import allows, flags
from tests.engine.rules.test_pix_codestream import JPEG_2000, JPEG_2000_ANY, even

PIXELS, PHOTOMETRIC = "(7FE0,0010)", "(0028,0004)"
LOSSY = {"LossyImageCompression": "01", "LossyImageCompressionRatio": "10"}


def j2k(term: str, *, lossy: bool = False, **parameters: Any) -> bytes:
    """A colour image in JPEG 2000 with this Photometric Interpretation."""
    attributes = {**LOSSY, "LossyImageCompressionMethod": "ISO_15444_1"} if lossy else {}
    dataset = build.colour(PhotometricInterpretation=term, **attributes)
    codestream = jpeg2000(components=3, precision=8, **parameters)
    return build.compressed(even(codestream), dataset=dataset, syntax=JPEG_2000_ANY if lossy else JPEG_2000)


def coloured(term: str, **parameters: Any) -> bytes:
    """A colour image in JPEG Baseline with this Photometric Interpretation."""
    return build.compressed(
        even(jpeg(components=3, **parameters)), dataset=build.colour(PhotometricInterpretation=term)
    )


@pytest.mark.parametrize("term", ["RGB", "YBR_FULL"])
def test_a_transformation_that_the_attribute_does_not_name(term: str):
    (finding,) = flags(j2k(term, transformed=True), ("PIX090", PIXELS))
    assert f"transforms its components, but the Photometric Interpretation is {term}" in finding.message


def test_no_transformation_where_the_attribute_names_one():
    (finding,) = flags(j2k("YBR_RCT"), ("PIX090", PIXELS))
    assert "does not transform its components" in finding.message


def test_the_wavelet_of_the_other_transformation():
    (finding,) = flags(j2k("YBR_ICT", lossy=True, transformed=True), ("PIX090", PIXELS))
    assert "uses the reversible (5-3) wavelet" in finding.message
    (finding,) = flags(j2k("YBR_RCT", lossy=True, transformed=True, reversible=False), ("PIX090", PIXELS))
    assert "uses the irreversible (9-7) wavelet" in finding.message


def test_transformations_that_fit():
    allows("PIX090", j2k("YBR_RCT", transformed=True))
    allows("PIX090", j2k("YBR_ICT", lossy=True, transformed=True, reversible=False))
    allows("PIX090", j2k("RGB"))


@pytest.mark.parametrize(
    ("term", "parameters", "held"),
    [
        ("RGB", {"chroma": 0x22}, "has fewer samples of colour"),
        ("RGB", {"adobe": 1}, "says that it is in YBR_FULL"),
        ("YBR_FULL_422", {"adobe": 0}, "says that it is in RGB"),
        ("YBR_FULL_422", {"identifiers": b"RGB"}, "says that it is in RGB"),
    ],
)
def test_a_jpeg_in_other_colours(term: str, parameters: dict[str, Any], held: str):
    (finding,) = flags(coloured(term, **parameters), ("PIX091", PHOTOMETRIC))
    assert f"is {term}, but the codestream {held}" in finding.message


@pytest.mark.parametrize(
    ("term", "parameters"),
    [
        ("RGB", {}),
        ("RGB", {"adobe": 0}),
        ("YBR_FULL_422", {"chroma": 0x21}),
        ("YBR_FULL_422", {"adobe": 1, "chroma": 0x22}),
        ("YBR_FULL_422", {}),
    ],
)
def test_a_jpeg_in_the_colours_that_are_said(term: str, parameters: dict[str, Any]):
    allows("PIX091", coloured(term, **parameters))
