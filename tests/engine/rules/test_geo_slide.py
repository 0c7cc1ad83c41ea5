"""GEO040."""

from tests import multiframe
from tests.engine.rules.harness import allows, flags


def test_a_slide_that_is_larger_than_its_pixels():
    (finding,) = flags(multiframe.slide(ImagedVolumeWidth=6.0), ("GEO040", "(0048,0001)"))
    assert "is 6 mm, but 12 pixels of 0.0005 mm make 0.006 mm." in finding.message
    flags(multiframe.slide(ImagedVolumeHeight=0.006), ("GEO040", "(0048,0002)"))
    allows("GEO040", multiframe.slide(ImagedVolumeWidth=0.00601))
