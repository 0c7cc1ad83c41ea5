"""SRD160 to SRD165."""

import struct
from typing import Any

import pytest
from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build
from tests.build import ROOT
from tests.engine.rules.harness import allows, flags
from tests.engine.rules.radiotherapy import item

BULK = "1.2.840.10008.5.1.4.1.1.91.1"
GROUP = "(006A,0002)[0]"


def annotations(*groups: Dataset, coordinates: str = "2D") -> Dataset:
    made = build.instance(BULK, Modality="ANN", SeriesDescription="Nuclei")
    made.AnnotationCoordinateType = coordinates
    made.AnnotationGroupSequence = Sequence(groups)
    return made


def group(kind: str, annotations: int, numbers: int, *indices: int, place: int = 1, **attributes: Any) -> Dataset:
    """A group that announces ``annotations`` and has this many numbers, and indices."""
    made = item(AnnotationGroupNumber=place, AnnotationGroupUID=f"{ROOT}.8.{place}", GraphicType=kind)
    made.NumberOfAnnotations = annotations
    made.PointCoordinatesData = struct.pack(f"<{numbers}f", *range(numbers))
    if indices:
        made.LongPrimitivePointIndexList = struct.pack(f"<{len(indices)}I", *indices)
    return build.changed(made, **attributes)


def test_points_with_a_number_too_many():
    (finding,) = flags(annotations(group("POLYGON", 1, 7, 1)), ("SRD160", f"{GROUP}.(0066,0016)"))
    assert "has 7 numbers, which is no multiple of the 2" in finding.message
    allows("SRD160", annotations(group("POLYGON", 1, 6, 1)))


def test_points_in_space():
    flags(annotations(group("POLYGON", 1, 8, 1), coordinates="3D"), ("SRD160", f"{GROUP}.(0066,0016)"))
    allows("SRD160", annotations(group("POLYGON", 1, 9, 1), coordinates="3D"))
    allows("SRD160", annotations(group("POLYGON", 1, 8, 1, CommonZCoordinateValue=2.0), coordinates="3D"))


def test_coordinates_of_double_precision():
    made = group("POINT", 3, 0, PointCoordinatesData=None)
    made.DoublePointCoordinatesData = struct.pack("<4d", 1, 2, 3, 4)
    flags(annotations(made), ("SRD161", f"{GROUP}.(0066,0022)"))


@pytest.mark.parametrize(("kind", "numbers"), [("POINT", 4), ("RECTANGLE", 12), ("ELLIPSE", 4)])
def test_points_that_do_not_fit_the_annotations(kind: str, numbers: int):
    flags(annotations(group(kind, 1, numbers)), ("SRD161", f"{GROUP}.(0066,0016)"))


@pytest.mark.parametrize(("kind", "numbers"), [("POINT", 4), ("RECTANGLE", 16), ("ELLIPSE", 16)])
def test_points_that_fit_the_annotations(kind: str, numbers: int):
    allows("SRD161", annotations(group(kind, 2, numbers)))


def test_an_index_too_many():
    (finding,) = flags(annotations(group("POLYGON", 2, 12, 1, 7, 9)), ("SRD162", f"{GROUP}.(0066,0040)"))
    assert "has 3 values, and there are 2 annotations" in finding.message
    allows("SRD162", annotations(group("POLYGON", 2, 12, 1, 7)))


@pytest.mark.parametrize(
    ("indices", "said"),
    [
        ((0, 7), "does not begin with 1"),
        ((1, 1), "is not greater than the last"),
        ((1, 13), "leads behind the 12 numbers"),
    ],
)
def test_indices_that_lead_astray(indices: tuple[int, ...], said: str):
    (finding,) = flags(annotations(group("POLYGON", 2, 12, *indices)), ("SRD163", f"{GROUP}.(0066,0040)"))
    assert said in finding.message
    allows("SRD163", annotations(group("POLYGON", 2, 12, 1, 7)))


def test_a_group_that_was_copied():
    first, second = group("POINT", 1, 2), group("POINT", 1, 2, place=2)
    allows("SRD164", annotations(first, second))
    second.AnnotationGroupUID = first.AnnotationGroupUID
    flags(annotations(first, second), ("SRD164", "(006A,0002)[1].(006A,0003)"))
    flags(annotations(group("POINT", 1, 2, place=3)), ("SRD164", f"{GROUP}.(0040,A180)"))


def measured(values: int, *named: int) -> Dataset:
    made = item(FloatingPointValues=struct.pack(f"<{values}f", *range(values)))
    if named:
        made.AnnotationIndexList = struct.pack(f"<{len(named)}I", *named)
    measurement = item(MeasurementValuesSequence=Sequence([made]))
    return annotations(group("POINT", 3, 6, MeasurementsSequence=Sequence([measurement])))


def test_measurements_of_some_annotations():
    where = f"{GROUP}.(0066,0121)[0].(0066,0132)[0].(0066,0125)"
    (finding,) = flags(measured(2), ("SRD165", where))
    assert "has 2 values for 3 annotations" in finding.message
    flags(measured(2, 3), ("SRD165", where))
    allows("SRD165", measured(3))
    allows("SRD165", measured(2, 1, 3))
