"""GEO050 and GEO052."""

import pytest
from pydicom.sequence import Sequence

from tests import build, multiframe
from tests.engine.rules.harness import allows, check, flags

LATERALITY = "(0020,0060)"
KNEE = {"BodyPartExamined": "KNEE"}


def test_left_and_right_at_once():
    both = build.ct(**KNEE, Laterality="L", ImageLaterality="R")
    finding, *_ = [one for one in check(both).findings if one.code == "GEO050"]
    assert finding.path == "(0020,0062)"
    assert finding.message.endswith("names the other side than (0020,0060) Laterality.")
    flags(both, ("GEO050", "(0020,0062)"), ("IOD013", LATERALITY))
    allows("GEO050", build.ct(**KNEE, ImageLaterality="B"))


def test_a_frame_of_the_other_side():
    odd = multiframe.segmentation(**KNEE, Laterality="L")
    region = build.code("72696002", "SCT", "Knee")
    anatomy = multiframe.item(FrameLaterality="R", AnatomicRegionSequence=Sequence([region]))
    odd.PerFrameFunctionalGroupsSequence[1].FrameAnatomySequence = Sequence([anatomy])
    found = [finding for finding in check(odd).findings if finding.code == "GEO050"]
    assert [finding.path for finding in found] == ["(5200,9230)[1].(0020,9071)[0].(0020,9072)"]


@pytest.mark.parametrize("value", ["", "L"])
def test_a_side_of_the_chest(value: str):
    flags(build.ct(Laterality=value), ("GEO052", LATERALITY))
    allows("GEO052", build.ct(**KNEE, Laterality="R"))


def test_documents_have_no_such_series():
    report = build.sr(BodyPartExamined="KNEE")
    assert not [finding for finding in check(report).findings if finding.code.startswith("GEO")]
