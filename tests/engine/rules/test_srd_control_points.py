"""SRD090 to SRD094."""

from pydicom import Dataset
from pydicom.sequence import Sequence

from tests.engine.rules.harness import allows, flags
from tests.engine.rules.radiotherapy import beam, collimator, control_point, ion_plan, item, plan

POINTS = "(300A,00B0)[0].(300A,0111)"


def indexed(*indices: int) -> Dataset:
    weights = [str(place / (len(indices) - 1)) for place in range(len(indices))]
    points = [control_point(index, weight) for index, weight in zip(indices, weights, strict=True)]
    return plan(beam(1, ControlPointSequence=Sequence(points), NumberOfControlPoints=str(len(points))))


def test_control_points_that_begin_with_one():
    (first, _) = flags(indexed(1, 2), ("SRD090", f"{POINTS}[0].(300A,0112)"), ("SRD090", f"{POINTS}[1].(300A,0112)"))
    assert "is 1 in item 1" in first.message
    allows("SRD090", indexed(0, 1, 2))


def test_control_points_with_a_gap():
    flags(indexed(0, 1, 3), ("SRD090", f"{POINTS}[2].(300A,0112)"))


def test_weights_that_begin_somewhere():
    flags(plan(beam(1, "0.1", "1")), ("SRD091", f"{POINTS}[0].(300A,0134)"))
    allows("SRD091", plan(beam(1, "0", "1")))


def test_weights_that_become_smaller():
    flags(plan(beam(1, "0", "0.5", "0.4", "1")), ("SRD092", f"{POINTS}[2].(300A,0134)"))
    allows("SRD092", plan(beam(1, "0", "0.5", "0.5", "1")))


def test_weights_may_be_left_out():
    allows("SRD092", plan(beam(1, "0", "", "0.5", "1")))


def test_another_final_weight():
    flags(plan(beam(1, "0", "0.98")), ("SRD093", "(300A,00B0)[0].(300A,010E)"))
    allows("SRD093", plan(beam(1, "0", "0.999999")))
    allows("SRD093", plan(beam(1, "0", "100", final="100")))


def test_the_weights_of_an_ion_beam():
    points = Sequence([item(ControlPointIndex="0", CumulativeMetersetWeight="5"), item(ControlPointIndex="1")])
    ions = item(BeamNumber="1", NumberOfControlPoints="2", IonControlPointSequence=points)
    flags(ion_plan(ions), ("SRD091", "(300A,03A2)[0].(300A,03A8)[0].(300A,0134)"))


def test_positions_for_another_collimator():
    points = [control_point(0, "0", positions=6), control_point(1, "1")]
    (finding,) = flags(
        plan(beam(1, ControlPointSequence=Sequence(points))), ("SRD094", f"{POINTS}[0].(300A,011A)[0].(300A,011C)")
    )
    assert "has 6 values, and 4 fit" in finding.message
    allows("SRD094", plan())


def test_a_boundary_too_many():
    devices = Sequence([collimator(boundaries=4)])
    flags(plan(beam(1, BeamLimitingDeviceSequence=devices)), ("SRD094", "(300A,00B0)[0].(300A,00B6)[0].(300A,00BE)"))
