"""SRD085 to SRD088."""

import pytest
from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build
from tests.engine.rules.harness import allows, check, flags
from tests.engine.rules.radiotherapy import beam, group, item, plan
from tests.engine.rules.test_srd_structures import contour, structures

GROUP = "(300A,0070)[0]"


def test_two_beams_with_one_number():
    groups = Sequence([group(1)])
    flags(plan(beam(1), beam(1), FractionGroupSequence=groups), ("SRD085", "(300A,00B0)[1].(300A,00C0)"))
    allows("SRD085", plan(beam(1), beam(2)))


def test_two_regions_with_one_number():
    made = structures(contour())
    made.StructureSetROISequence.append(made.StructureSetROISequence[0])
    flags(made, ("SRD085", "(3006,0020)[1].(3006,0022)"))


def test_a_fraction_group_with_a_beam_that_does_not_exist():
    groups = Sequence([group(1, 2)])
    flags(plan(beam(1), FractionGroupSequence=groups), ("SRD086", f"{GROUP}.(300C,0004)[1].(300C,0006)"))
    allows("SRD086", plan(beam(1), beam(2)))


def test_a_beam_with_a_setup_that_does_not_exist():
    flags(plan(beam(1, ReferencedPatientSetupNumber="2")), ("SRD086", "(300A,00B0)[0].(300C,006A)"))


@pytest.mark.parametrize(
    ("sequence", "path"),
    [("ROIContourSequence", "(3006,0039)[0].(3006,0084)"), ("RTROIObservationsSequence", "(3006,0080)[0].(3006,0084)")],
)
def test_contours_and_observations_of_no_region(sequence: str, path: str):
    made = structures(contour())
    made[sequence][0].ReferencedROINumber = "9"
    flags(made, ("SRD086", path))
    allows("SRD086", structures(contour()))


def test_a_relation_to_no_region():
    made = structures(contour())
    made.RTROIObservationsSequence[0].RTRelatedROISequence = Sequence([item(ReferencedROINumber="9")])
    flags(made, ("SRD086", "(3006,0080)[0].(3006,0030)[0].(3006,0084)"))


def brachytherapy(setups: int = 1, cited: str = "1") -> Dataset:
    made = plan()
    del made.BeamSequence
    fractions = group(NumberOfBrachyApplicationSetups=str(setups), ReferencedBeamSequence=None)
    fractions.ReferencedBrachyApplicationSetupSequence = Sequence([item(ReferencedBrachyApplicationSetupNumber=cited)])
    made.FractionGroupSequence = Sequence([fractions])
    channel = item(ChannelNumber="1", NumberOfControlPoints="1", BrachyControlPointSequence=Sequence([item()]))
    made.ApplicationSetupSequence = Sequence([item(ApplicationSetupNumber="1", ChannelSequence=Sequence([channel]))])
    return made


def test_brachytherapy_that_cites_a_setup():
    allows("SRD086", brachytherapy())
    flags(brachytherapy(cited="2"), ("SRD086", f"{GROUP}.(300C,000A)[0].(300C,000C)"))


def test_an_instance_of_its_own_cites_numbers_of_another():
    made = plan()
    del made.BeamSequence
    allows("SRD086", made)


def test_more_control_points_than_there_are():
    (finding,) = flags(plan(beam(1, NumberOfControlPoints="3")), ("SRD087", "(300A,00B0)[0].(300A,0110)"))
    assert "is 3, and there are 2 items" in finding.message
    allows("SRD087", plan())


def test_more_beams_than_are_cited():
    groups = Sequence([group(1, NumberOfBeams="2")])
    flags(plan(FractionGroupSequence=groups), ("SRD087", f"{GROUP}.(300A,0080)"))


def test_more_setups_than_are_cited():
    flags(brachytherapy(setups=2), ("SRD087", f"{GROUP}.(300A,00A0)"))


def test_a_wedge_that_is_not_counted():
    wedged = beam(1, WedgeSequence=Sequence([item(WedgeNumber="1")]))
    flags(plan(wedged), ("SRD087", "(300A,00B0)[0].(300A,00D0)"))


def test_control_points_behind_the_end_of_the_file_are_not_missed():
    whole = build.file(plan(beam(1, NumberOfControlPoints="3")))
    assert "SRD087" not in {finding.code for finding in check(whole[:-30]).findings}


def test_beams_beside_brachytherapy():
    groups = Sequence([group(1, NumberOfBrachyApplicationSetups="1")])
    (finding,) = flags(plan(FractionGroupSequence=groups), ("SRD088", f"{GROUP}.(300A,00A0)"))
    assert "is 1 in a fraction group with 1 beams" in finding.message
    allows("SRD088", plan())
