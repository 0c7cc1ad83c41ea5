"""Names and sections of what PS3.3 defines."""

import pytest

from tools.standard.names import iod_name, iod_section, macro_name, module_name, module_section, sequence_name

pytestmark = pytest.mark.usefixtures("sources")


@pytest.mark.parametrize(
    ("key", "name", "section"),
    [
        ("ct-image", "CT Image", "PS3.3 A.3.3"),
        ("positron-emission-tomography-image", "PET Image", "PS3.3 A.21.3"),
        ("photoacoustic-image", "Photoacoustic Image", "PS3.3 A"),
    ],
)
def test_iods(key: str, name: str, section: str) -> None:
    assert (iod_name(key), iod_section(key)) == (name, section)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("image-plane", "Image Plane"),
        ("sop-common", "SOP Common"),
        ("rt-tolerance-tables", "RT Tolerance Tables"),
        ("waveform-presentation-montage", "Waveform Presentation Montage"),
    ],
)
def test_modules(key: str, name: str) -> None:
    assert module_name(key) == name


@pytest.mark.parametrize(
    ("key", "section"),
    [
        ("image-plane", "PS3.3 C.7.6.2"),
        ("patient", "PS3.3 C.7.1.1"),
        ("enhanced-ct-image-multi-frame-functional-groups", "PS3.3 C.7.6.16"),
        ("waveform-presentation-montage", "PS3.3 C"),
    ],
)
def test_sections_of_modules(key: str, section: str) -> None:
    assert module_section(key) == section


def test_functional_groups() -> None:
    assert macro_name("pixel-measures") == "Pixel Measures"
    assert sequence_name(0x0062000A) == "Segment Identification"
