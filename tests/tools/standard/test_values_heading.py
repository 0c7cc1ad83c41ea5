"""Headings of lists of terms: whose values they are about, which of them, and when."""

import pytest

from tools.standard.values_heading import Heading, read


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Enumerated Values:", Heading("enumerated", (), 0, None)),
        ("Enumerated Value:", Heading("enumerated", (), 0, None)),
        ("Enumerated values:", Heading("enumerated", (), 0, None)),
        ("Defined Terms", Heading("defined", (), 0, None)),
        ("Retired Defined Terms:", Heading("defined", (), 0, None)),
        ("Defined Terms for Value 3:", Heading("defined", (), 3, None)),
        ("Defined Terms for Image Type Value 3:", Heading("defined", (), 3, None)),
        ("Value 2 Enumerated Values:", Heading("enumerated", (), 2, None)),
        ("Enumerated Values of High Bit (0028,0102):", Heading("enumerated", ("0028,0102",), 0, None)),
        (
            "Defined Terms for Strain Nomenclature (0010,0213) and Genetic Modifications Nomenclature (0010,0223):",
            Heading("defined", ("0010,0213", "0010,0223"), 0, None),
        ),
    ],
)
def test_a_heading_tells_the_kind_the_attribute_and_the_position(text: str, heading: Heading) -> None:
    assert read(text) == heading


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        (
            "Enumerated Values if Segmentation Type (0062,0001) is BINARY:",
            ["is", ["", "SegmentationType"], 0, ["BINARY"]],
        ),
        (
            "Enumerated Values when Dose Type (3004,0004) not ERROR:",
            ["is-not", ["", "DoseType"], 0, ["ERROR"]],
        ),
        (
            "Enumerated Values if Image Type (0008,0008) Value 3 is LOCALIZER or LABEL:",
            ["is", ["", "ImageType"], 3, ["LOCALIZER", "LABEL"]],
        ),
        (
            "Defined Terms if Execution Status (2100,0020) is DONE, CREATING or IDLE:",
            ["is", ["", "ExecutionStatus"], 0, ["DONE", "CREATING", "IDLE"]],
        ),
        (
            "Enumerated Values if Pixel Data (7FE0,0010) or Pixel Data Provider URL (0028,7FE0) is present:",
            ["any", ["present", ["", "PixelData"]], ["present", ["", "PixelDataProviderURL"]]],
        ),
        ("Enumerated Values if Bits Stored = 8:", ["number", ["", "BitsStored"], "=", 8]),
    ],
)
def test_a_heading_tells_the_condition_in_the_language_of_the_overlays(text: str, condition: object) -> None:
    heading = read(text)
    assert heading is not None
    assert heading.condition == condition


@pytest.mark.parametrize(
    "text",
    [
        "Recommended text for Stress Echo stage names:",
        "Bit Map Values for Value 4:",
        "Enumerated Values for Bit 0 (lsb):",
        "Defined Terms for CT:",
        "Enumerated Values if RT Image IOD :",
        "Equation C.11-1.",
    ],
)
def test_a_heading_of_something_else_or_with_an_unreadable_condition_is_none(text: str) -> None:
    assert read(text) is None
