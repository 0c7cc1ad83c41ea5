"""RT plans, cut down to what the rules about them look at."""

from typing import Any

from pydicom import Dataset
from pydicom.sequence import Sequence

from tests.build import changed, instance

RT_PLAN, RT_ION_PLAN = "1.2.840.10008.5.1.4.1.1.481.5", "1.2.840.10008.5.1.4.1.1.481.8"


def plan(*beams: Dataset, **attributes: Any) -> Dataset:
    """An RT Plan of these beams, or of one, in one fraction group and with one patient setup."""
    made = instance(RT_PLAN, Modality="RTPLAN", SeriesDescription="Plan")
    made.BeamSequence = Sequence(beams or (beam(1),))
    made.FractionGroupSequence = Sequence([group(*(int(one.BeamNumber) for one in made.BeamSequence))])
    made.PatientSetupSequence = Sequence([item(PatientSetupNumber="1", PatientPosition="HFS")])
    return changed(made, **attributes)


def ion_plan(*beams: Dataset) -> Dataset:
    made = plan(SOPClassUID=RT_ION_PLAN)
    del made.BeamSequence
    made.IonBeamSequence = Sequence(beams)
    return made


def item(**attributes: Any) -> Dataset:
    return changed(Dataset(), **attributes)


def group(*beams: int, **attributes: Any) -> Dataset:
    """A fraction group that cites these beams."""
    made = item(FractionGroupNumber="1", NumberOfBeams=str(len(beams)), NumberOfBrachyApplicationSetups="0")
    made.ReferencedBeamSequence = Sequence([item(ReferencedBeamNumber=str(number)) for number in beams])
    return changed(made, **attributes)


def beam(number: int, *weights: str, final: str = "1", **attributes: Any) -> Dataset:
    """A beam with a control point for each weight, from 0 to 1 unless said otherwise, and a collimator of 2 pairs."""
    made = item(BeamNumber=str(number), NumberOfWedges="0", NumberOfBlocks="0", ReferencedPatientSetupNumber="1")
    made.BeamLimitingDeviceSequence = Sequence([collimator()])
    made.FinalCumulativeMetersetWeight = final
    points = [control_point(index, weight) for index, weight in enumerate(weights or ("0", "1"))]
    made.NumberOfControlPoints = str(len(points))
    made.ControlPointSequence = Sequence(points)
    return changed(made, **attributes)


def collimator(boundaries: int = 3) -> Dataset:
    """A collimator of two pairs."""
    edges = [str(edge) for edge in range(boundaries)]
    return item(RTBeamLimitingDeviceType="MLCX", NumberOfLeafJawPairs="2", LeafPositionBoundaries=edges)


def control_point(index: int, weight: str, positions: int = 4) -> Dataset:
    made = item(ControlPointIndex=str(index), CumulativeMetersetWeight=weight)
    leaves = [str(place) for place in range(positions)]
    made.BeamLimitingDevicePositionSequence = Sequence([item(RTBeamLimitingDeviceType="MLCX", LeafJawPositions=leaves)])
    return made
