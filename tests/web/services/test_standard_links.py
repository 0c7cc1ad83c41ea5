"""From a place in an instance to the pages of the standard."""

import pytest

from validator.services.standard.links import Definition, attribute_key, definition_of

CT, PRIVATE = "1.2.840.10008.5.1.4.1.1.2", "1.2.3.4"


@pytest.mark.parametrize(
    ("path", "module", "way", "place"),
    [
        ("(0010,0020)", "patient", "", "PatientID"),
        ("(0008,0008)", "ct-image", "", "ImageType"),
        ("(0008,2218)[0]", "general-image", "", "AnatomicRegionSequence"),
        (
            "(0008,2218)[*].(0008,0100)",
            "general-image",
            "AnatomicRegionSequence",
            "AnatomicRegionSequence.CodeValue",
        ),
        ("(0018,9321)", "", "", ""),
        ("(0009,1001)", "", "", ""),
        ("", "", "", ""),
    ],
)  # fmt: skip
def test_a_path_leads_to_the_module_of_its_iod(path: str, module: str, way: str, place: str) -> None:
    found = definition_of(CT, path)
    assert found is not None
    assert (found.iod, found.iod_name) == ("ct-image", "CT Image")
    assert (found.module, found.way, found.place) == (module, way, place)


def test_the_type_is_that_of_the_place() -> None:
    assert definition_of(CT, "(0010,0020)") == Definition(
        "ct-image", "CT Image", "patient", "Patient", "", "PatientID", "2"
    )


def test_a_private_sop_class_leads_nowhere() -> None:
    assert definition_of(PRIVATE, "(0010,0020)") is None


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("(0010,0020)", "PatientID"),
        ("(0008,1115)[0].(0020,000E)", "SeriesInstanceUID"),
        ("(6002,3000)", "OverlayData"),
        ("(0008,1115)[0]", "ReferencedSeriesSequence"),
        ("(0009,1001)", ""),
        ("(0008,0000)", ""),
        ("", ""),
    ],
)
def test_the_attribute_at_the_end_of_a_path_has_a_page(path: str, key: str) -> None:
    assert attribute_key(path) == key
