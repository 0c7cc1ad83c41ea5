"""SRD060 and SRD061."""

from tests import build
from tests.engine.rules.harness import allows, flags
from tests.engine.rules.presentations import state

EDGES = ("ShutterLeftVerticalEdge", "ShutterRightVerticalEdge", "ShutterUpperHorizontalEdge",
         "ShutterLowerHorizontalEdge")  # fmt: skip


def shutter(*edges: int) -> build.Dataset:
    values = dict(zip(EDGES, map(str, edges), strict=True))
    return state(ShutterShape="RECTANGULAR", ShutterPresentationValue=0, **values)


def test_a_left_edge_on_the_right():
    flags(shutter(60, 4, 2, 30), ("SRD060", "(0018,1602)"))
    allows("SRD060", shutter(4, 60, 2, 30))


def test_an_upper_edge_below():
    flags(shutter(4, 60, 30, 2), ("SRD060", "(0018,1606)"))


def polygon(*corners: str) -> build.Dataset:
    return state(ShutterShape="POLYGONAL", ShutterPresentationValue=0, VerticesOfThePolygonalShutter=list(corners))


def test_a_polygon_of_two_corners():
    (finding,) = flags(polygon("1", "1", "30", "60"), ("SRD061", "(0018,1620)"))
    assert "has 4 numbers" in finding.message
    allows("SRD061", polygon("1", "1", "30", "60", "1", "60"))
