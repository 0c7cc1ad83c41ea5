"""SRD010 to SRD016."""

from typing import Any

import pytest
from pydicom import Dataset

from tests.engine.rules.documents import (
    COMPREHENSIVE_3D,
    EXTENSIBLE,
    image,
    item,
    reference,
    region,
    space,
    text,
    with_evidence,
)
from tests.engine.rules.harness import allows, flags

TYPE, DATA = "(0040,A730)[0].(0070,0023)", "(0040,A730)[0].(0070,0022)"


def in_space(kind: str, *data: float) -> Dataset:
    return with_evidence(space(kind, data), sop_class=COMPREHENSIVE_3D)


def moment(kind: str, source: Dataset | None = None, **attributes: Any) -> Dataset:
    """A TCOORD item below a document, selected from an image."""
    return item(
        "CONTAINS", "TCOORD", source or image(relationship="SELECTED FROM"), TemporalRangeType=kind, **attributes
    )


def test_a_polygon_in_an_image():
    (finding,) = flags(with_evidence(region("POLYGON")), ("SRD010", TYPE))
    assert "none of the terms for SCOORD: POINT, MULTIPOINT, POLYLINE, CIRCLE, ELLIPSE" in finding.message
    allows("SRD010", with_evidence(region("POLYLINE")))


def test_a_circle_in_space():
    flags(in_space("CIRCLE", 1, 2, 3, 4, 5, 6), ("SRD010", TYPE))
    allows("SRD010", in_space("POINT", 1, 2, 3))


def test_an_unknown_range_of_time():
    flags(with_evidence(moment("ALWAYS", ReferencedTimeOffsets="1")), ("SRD010", "(0040,A730)[0].(0040,A130)"))
    allows("SRD010", with_evidence(moment("POINT", ReferencedTimeOffsets="1")))


@pytest.mark.parametrize(
    ("kind", "count"), [("POINT", 4), ("POLYLINE", 2), ("CIRCLE", 2), ("CIRCLE", 6), ("ELLIPSE", 4), ("MULTIPOINT", 3)]
)
def test_points_that_do_not_fit_in_an_image(kind: str, count: int):
    flags(with_evidence(region(kind, (1.0,) * count)), ("SRD011", DATA))


@pytest.mark.parametrize(
    ("kind", "count"),
    [("POINT", 2), ("POLYLINE", 4), ("POLYLINE", 20), ("CIRCLE", 4), ("ELLIPSE", 8), ("MULTIPOINT", 2)],
)
def test_points_that_fit_in_an_image(kind: str, count: int):
    allows("SRD011", with_evidence(region(kind, (1.0,) * count)))


@pytest.mark.parametrize(
    ("kind", "count"), [("POINT", 6), ("MULTIPOINT", 4), ("ELLIPSE", 9), ("ELLIPSOID", 12), ("POLYGON", 6)]
)
def test_points_that_do_not_fit_in_space(kind: str, count: int):
    flags(in_space(kind, *(1.0,) * count), ("SRD011", DATA))


@pytest.mark.parametrize(("kind", "count"), [("POINT", 3), ("ELLIPSE", 12), ("ELLIPSOID", 18), ("POLYGON", 12)])
def test_points_that_fit_in_space(kind: str, count: int):
    allows("SRD011", in_space(kind, *(1.0,) * count))


def test_the_message_says_how_many_numbers_there_should_be():
    (finding,) = flags(with_evidence(region("POLYLINE", (1.0,) * 5)), ("SRD011", DATA))
    assert "has 5 numbers, and a POLYLINE in SCOORD has a multiple of 2, at least 4" in finding.message


def test_a_polygon_that_is_open():
    flags(in_space("POLYGON", 0, 0, 0, 1, 0, 0, 1, 1, 0), ("SRD012", DATA))
    allows("SRD012", in_space("POLYGON", 0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 0, 0))


def test_an_outline_left_of_the_image():
    flags(with_evidence(region(data=(1, 1, -0.5, 1))), ("SRD013", DATA))
    allows("SRD013", with_evidence(region(data=(0, 0, 0.5, 1))))


def test_coordinates_in_space_may_be_negative():
    allows("SRD013", in_space("POINT", -1, -2, -3))


def test_an_outline_without_image():
    flags(with_evidence(region(source=None)), ("SRD014", "(0040,A730)[0].(0040,A730)"))
    flags(
        with_evidence(region(source=text(relationship="HAS CONCEPT MOD"))),
        ("SRD014", "(0040,A730)[0].(0040,A730)"),
    )
    allows("SRD014", with_evidence(region()))


def test_an_outline_may_refer_to_its_image():
    outline = region(source=reference("SELECTED FROM", 1, 2))
    allows("SRD014", with_evidence(outline, image()))
    flags(with_evidence(outline, text()), ("SRD002", "(0040,A730)[0].(0040,A730)[0].(0040,A010)"),
          ("SRD014", "(0040,A730)[0].(0040,A730)"))  # fmt: skip


def test_a_moment_may_be_selected_from_a_region():
    outline = region(relationship="SELECTED FROM")
    allows("SRD014", with_evidence(moment("POINT", outline, ReferencedTimeOffsets="1")))
    flags(
        with_evidence(moment("POINT", text(relationship="HAS CONCEPT MOD"), ReferencedTimeOffsets="1")),
        ("SRD014", "(0040,A730)[0].(0040,A730)"),
    )


def test_an_image_below_an_outline_that_is_contained():
    outline = region(source=image(relationship="HAS PROPERTIES"))
    flags(with_evidence(outline, sop_class=EXTENSIBLE), ("SRD015", "(0040,A730)[0].(0040,A730)[0].(0040,A010)"))
    allows("SRD015", with_evidence(region(), sop_class=EXTENSIBLE))


def test_where_there_is_a_table_of_relationships_it_says_so_alone():
    outline = region(source=image(relationship="HAS PROPERTIES"))
    flags(with_evidence(outline), ("SRD002", "(0040,A730)[0].(0040,A730)[0].(0040,A010)"))


@pytest.mark.parametrize(
    ("kind", "offsets"),
    [("POINT", ["1", "2"]), ("SEGMENT", ["1"]), ("MULTISEGMENT", ["1", "2", "3"]), ("BEGIN", ["1", "2"])],
)
def test_moments_that_do_not_fit(kind: str, offsets: list[str]):
    flags(with_evidence(moment(kind, ReferencedTimeOffsets=offsets)), ("SRD016", "(0040,A730)[0].(0040,A138)"))


@pytest.mark.parametrize(
    ("kind", "attributes"),
    [
        ("POINT", {"ReferencedTimeOffsets": "1"}),
        ("SEGMENT", {"ReferencedDateTime": ["20240229", "20240301"]}),
        ("MULTISEGMENT", {"ReferencedTimeOffsets": ["1", "2", "3", "4"]}),
        ("MULTIPOINT", {"ReferencedTimeOffsets": ["1", "2", "3"]}),
    ],
)
def test_moments_that_fit(kind: str, attributes: dict[str, Any]):
    allows("SRD016", with_evidence(moment(kind, **attributes)))
