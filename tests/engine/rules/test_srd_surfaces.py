"""SRD073 to SRD076."""

import struct
from typing import Any

from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build
from tests.engine.rules.harness import allows, flags

SURFACE_SEGMENTATION = "1.2.840.10008.5.1.4.1.1.66.5"


def meshes(*numbers: int, cited: tuple[int, ...] = (), **attributes: Any) -> Dataset:
    """A Surface Segmentation of triangles, with one segment for each entry of ``cited``."""
    made = build.instance(SURFACE_SEGMENTATION, Modality="SEG", SeriesDescription="Organs")
    made.NumberOfSurfaces = len(numbers)
    made.SurfaceSequence = Sequence([mesh(number) for number in numbers])
    made.SegmentSequence = Sequence([_segment(place, number) for place, number in enumerate(cited or numbers, 1)])
    return build.changed(made, **attributes)


def mesh(number: int, *, points: int = 3, vectors: int = 3) -> Dataset:
    """A triangle that announces these numbers of points and normals."""
    corners, normals = Dataset(), Dataset()
    corners.NumberOfSurfacePoints = points
    corners.PointCoordinatesData = struct.pack("<9f", *range(9))
    normals.NumberOfVectors = vectors
    normals.VectorDimensionality = 3
    normals.VectorCoordinateData = struct.pack("<9f", *range(9))
    surface = Dataset()
    surface.SurfaceNumber = number
    surface.SurfacePointsSequence = Sequence([corners])
    surface.SurfacePointsNormalsSequence = Sequence([normals])
    return surface


def _segment(number: int, surface: int) -> Dataset:
    cited = Dataset()
    cited.ReferencedSurfaceNumber = surface
    segment = Dataset()
    segment.SegmentNumber = number
    segment.ReferencedSurfaceSequence = Sequence([cited])
    return segment


def test_more_surfaces_than_there_are():
    (finding,) = flags(meshes(1, 2, NumberOfSurfaces=3), ("SRD073", "(0066,0001)"))
    assert "is 3, and the Surface Sequence has 2 items" in finding.message
    allows("SRD073", meshes(1, 2))


def test_surfaces_with_a_gap():
    flags(meshes(1, 3), ("SRD074", "(0066,0002)[1].(0066,0003)"))
    allows("SRD074", meshes(1, 2, 3))


def test_a_segment_of_a_surface_that_is_not_there():
    flags(meshes(1, 2, cited=(1, 3)), ("SRD075", "(0062,0002)[1].(0066,002B)[0].(0066,002C)"))
    allows("SRD075", meshes(1, 2, cited=(2, 1)))


def test_coordinates_that_are_counted_as_points():
    surfaces = Sequence([mesh(1, points=9)])
    (finding,) = flags(meshes(1, SurfaceSequence=surfaces), ("SRD076", "(0066,0002)[0].(0066,0011)[0].(0066,0016)"))
    assert "has 9 numbers, and 27 are announced" in finding.message
    allows("SRD076", meshes(1))


def test_normals_that_do_not_fit_their_number():
    surfaces = Sequence([mesh(1, vectors=2)])
    flags(meshes(1, SurfaceSequence=surfaces), ("SRD076", "(0066,0002)[0].(0066,0012)[0].(0066,0021)"))
