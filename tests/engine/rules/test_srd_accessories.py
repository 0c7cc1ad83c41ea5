"""SRD095."""

from pydicom import Dataset
from pydicom.sequence import Sequence

from tests.engine.rules.harness import allows, flags
from tests.engine.rules.radiotherapy import beam, ion_plan, item, plan


def blocked(points: int, count: int) -> Dataset:
    block = item(BlockNumber="1", BlockNumberOfPoints=str(points), BlockData=[str(value) for value in range(count)])
    return plan(beam(1, NumberOfBlocks="1", BlockSequence=Sequence([block])))


def test_a_block_with_a_point_too_few():
    (finding,) = flags(blocked(4, 6), ("SRD095", "(300A,00B0)[0].(300A,00F4)[0].(300A,0106)"))
    assert "has 6 numbers, and 8 are announced" in finding.message
    allows("SRD095", blocked(4, 8))


def test_a_compensator_of_another_size():
    plate = item(CompensatorNumber="1", CompensatorRows="2", CompensatorColumns="3")
    plate.CompensatorThicknessData = [str(value) for value in range(5)]
    made = plan(beam(1, NumberOfCompensators="1", CompensatorSequence=Sequence([plate])))
    flags(made, ("SRD095", "(300A,00B0)[0].(300A,00E3)[0].(300A,00EC)"))
    plate.CompensatorThicknessData = [str(value) for value in range(6)]
    allows("SRD095", made)


def spots(number: int, positions: int, weights: int) -> Dataset:
    point = item(ControlPointIndex="0", CumulativeMetersetWeight="0", NumberOfScanSpotPositions=str(number))
    point.ScanSpotPositionMap = [float(value) for value in range(positions)]
    point.ScanSpotMetersetWeights = [float(value) for value in range(weights)]
    return ion_plan(item(BeamNumber="1", NumberOfControlPoints="1", IonControlPointSequence=Sequence([point])))


def test_spots_of_an_ion_beam():
    where = "(300A,03A2)[0].(300A,03A8)[0]"
    flags(spots(3, 4, 3), ("SRD095", f"{where}.(300A,0394)"))
    flags(spots(3, 6, 2), ("SRD095", f"{where}.(300A,0396)"))
    allows("SRD095", spots(3, 6, 3))
