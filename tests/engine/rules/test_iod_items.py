"""IOD020 and IOD021."""

from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build
from tests.engine.rules.harness import allows, flags
from tests.engine.rules.test_srd_blending import blending
from tests.multiframe import segmentation


def blended(*positions: str) -> Dataset:
    """A presentation state that blends these layers."""
    state = blending(*positions)
    for item in state.BlendingSequence:
        build.changed(item, RescaleIntercept=0, RescaleSlope=1, RescaleType="US")
    return state


def regions(count: int) -> Sequence:
    return Sequence(build.code("51185008", "SCT", "Chest") for _ in range(count))


def test_two_items_where_one_is_meant():
    (finding,) = flags(build.ct(AnatomicRegionSequence=regions(2)), ("IOD020", "(0008,2218)"))
    assert finding.message == ("(0008,2218) Anatomic Region Sequence has 2 items: the General Image module allows one.")


def test_two_shared_items():
    dataset = segmentation()
    shared = dataset.SharedFunctionalGroupsSequence
    dataset.SharedFunctionalGroupsSequence = Sequence([shared[0], shared[0]])
    flags(dataset, ("IOD020", "(5200,9229)"))


def test_as_many_items_as_allowed():
    allows("IOD020", build.ct(AnatomicRegionSequence=regions(1), ProcedureCodeSequence=regions(3)))


def test_fewer_items_than_the_module_requires():
    (finding,) = flags(blended("SUPERIMPOSED"), ("IOD021", "(0070,0402)"))
    assert finding.message == (
        "(0070,0402) Blending Sequence has 1, fewer than the items that the Presentation State Blending module "
        "requires (at least 2)."
    )


def test_more_items_than_the_two_of_a_module():
    (finding,) = flags(blended("SUPERIMPOSED", "UNDERLYING", "UNDERLYING"), ("IOD020", "(0070,0402)"))
    assert finding.message.endswith("has 3 items: the Presentation State Blending module allows at most 2.")


def test_as_many_items_as_required():
    allows("IOD021", blended("SUPERIMPOSED", "UNDERLYING"))
