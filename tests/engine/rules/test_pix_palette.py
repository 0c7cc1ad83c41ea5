"""PIX022 and PIX023."""

import pytest
from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build
from tests.engine.rules.harness import allows, flags

GREY = ("WindowCenter", "WindowWidth", "RescaleIntercept", "RescaleSlope", "RescaleType")
"""What says how samples become grey."""


def palette(*, entries: int = 256, bits: int = 16, length: int = 512) -> Dataset:
    """An image of 4 rows and 6 columns of indices into three tables."""
    image = build.ct(PhotometricInterpretation="PALETTE COLOR", BitsAllocated=8, BitsStored=8, HighBit=7)
    for colour in ("Red", "Green", "Blue"):
        setattr(image, f"{colour}PaletteColorLookupTableDescriptor", [entries, 0, bits])
        setattr(image, f"{colour}PaletteColorLookupTableData", bytes(length))
    return build.changed(image, PixelData=bytes(24), **dict.fromkeys(GREY))


def test_a_palette_that_is_not_there():
    image = build.changed(palette(), GreenPaletteColorLookupTableDescriptor=None, GreenPaletteColorLookupTableData=None)
    flags(image, ("PIX022", "(0028,1102)"), ("PIX022", "(0028,1202)"))
    allows("PIX022", palette())


def test_a_palette_without_pixels():
    presentation = build.sr()
    for attribute in palette():
        if attribute.keyword.endswith(("TableDescriptor", "TableData")):
            presentation.add(attribute)
    allows("PIX022", presentation)
    del presentation.BluePaletteColorLookupTableData
    flags(presentation, ("PIX022", "(0028,1203)"))


def test_a_table_that_is_missing_among_segmented_ones():
    image = palette()
    image.SegmentedRedPaletteColorLookupTableData = bytes(16)
    del image.RedPaletteColorLookupTableData, image.BluePaletteColorLookupTableData
    flags(image, ("PIX022", "(0028,1223)"))


def test_a_palette_of_the_standard_needs_no_table():
    image = build.ct(PhotometricInterpretation="PALETTE COLOR", PaletteColorLookupTableUID="1.2.840.10008.1.5.1")
    allows("PIX022", build.changed(image, **dict.fromkeys(GREY)))


def test_a_palette_table_shorter_than_its_descriptor():
    (finding, *_) = flags(
        palette(length=256), ("PIX023", "(0028,1201)"), ("PIX023", "(0028,1202)"), ("PIX023", "(0028,1203)")
    )
    assert "has 256 bytes, which does not fit 256 entries of 16 bits" in finding.message


@pytest.mark.parametrize(("entries", "bits", "length"), [(256, 8, 256), (256, 8, 512), (0, 16, 131072), (255, 8, 256)])
def test_palette_tables_that_fit(entries: int, bits: int, length: int):
    allows("PIX023", palette(entries=entries, bits=bits, length=length))


def test_a_descriptor_of_other_bits():
    flags(palette(bits=12), ("PIX023", "(0028,1101)"), ("PIX023", "(0028,1102)"), ("PIX023", "(0028,1103)"))


def test_descriptors_that_differ():
    image = palette()
    image.BluePaletteColorLookupTableDescriptor = [256, 16, 16]
    (finding,) = flags(image, ("PIX023", "(0028,1103)"))
    assert "is not the same as that of the red palette" in finding.message


def test_the_palette_of_an_icon():
    icon = Dataset()
    icon.RedPaletteColorLookupTableDescriptor = [16, 0, 8]
    icon.RedPaletteColorLookupTableData = bytes(8)
    path = "(0088,0200)[0].(0028,1201)"
    flags(build.ct(IconImageSequence=Sequence([icon])), ("PIX023", path))
