"""SRD056 to SRD059."""

import pytest
from pydicom import Dataset
from pydicom.sequence import Sequence

from tests.engine.rules.harness import allows, flags
from tests.engine.rules.presentations import annotation, layer, line, state

GRAPHIC = "(0070,0001)[0].(0070,0009)[0]"


def drawn(*graphics: Dataset) -> Dataset:
    return state(GraphicAnnotationSequence=Sequence([annotation(*graphics)]))


def test_a_layer_that_is_not_declared():
    marks = Sequence([annotation(line(1, 1, 5, 5), layer="OTHER")])
    flags(state(GraphicAnnotationSequence=marks), ("SRD056", "(0070,0001)[0].(0070,0002)"))
    allows(
        "SRD056",
        state(GraphicAnnotationSequence=marks, GraphicLayerSequence=Sequence([layer("MARKS"), layer("OTHER")])),
    )


def test_an_overlay_in_a_layer_that_is_not_declared():
    marked = state()
    marked.add_new(0x60001001, "CS", "OTHER")
    flags(marked, ("SRD056", "(6000,1001)"))


def test_more_points_than_data():
    (finding,) = flags(drawn(line(1, 1, 5, 5, NumberOfGraphicPoints=3)), ("SRD057", f"{GRAPHIC}.(0070,0021)"))
    assert "is 3, and the Graphic Data have 4 numbers" in finding.message
    allows("SRD057", drawn(line(1, 1, 5, 5)))


@pytest.mark.parametrize(("kind", "count"), [("POINT", 4), ("CIRCLE", 6), ("ELLIPSE", 4), ("POLYLINE", 2)])
def test_points_that_do_not_fit(kind: str, count: int):
    filled = "N" if kind in ("CIRCLE", "ELLIPSE") else None
    flags(drawn(line(*range(count), GraphicType=kind, GraphicFilled=filled)), ("SRD058", f"{GRAPHIC}.(0070,0022)"))


@pytest.mark.parametrize(("kind", "count"), [("POINT", 2), ("CIRCLE", 4), ("ELLIPSE", 8), ("INTERPOLATED", 6)])
def test_points_that_fit(kind: str, count: int):
    filled = "N" if kind in ("CIRCLE", "ELLIPSE") else None
    allows("SRD058", drawn(line(*range(count), GraphicType=kind, GraphicFilled=filled)))


def test_a_closed_line_that_does_not_say_whether_it_is_filled():
    flags(drawn(line(1, 1, 5, 1, 5, 5, 1, 1)), ("SRD059", f"{GRAPHIC}.(0070,0024)"))
    allows("SRD059", drawn(line(1, 1, 5, 1, 5, 5, 1, 1, GraphicFilled="N")))
    allows("SRD059", drawn(line(1, 1, 5, 1, 5, 5, 1, 2)))
