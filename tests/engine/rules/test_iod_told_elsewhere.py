"""What the IOD rules leave to other families, those tell: no absence that an IOD objects to goes unsaid."""

import pytest
from pydicom import Dataset

from tests import build
from validator.engine.header import scan
from validator.engine.model import Severity
from validator.engine.rules import check_header
from validator.engine.rules.conformance.deviation import Difference
from validator.engine.rules.iod.hits import TOLD_ELSEWHERE
from validator.engine.rules.subject import DataSet
from validator.engine.standard import iods

MISSING = (
    Difference.TYPE_1_MISSING,
    Difference.TYPE_1C_MISSING,
    Difference.TYPE_2_MISSING,
    Difference.TYPE_2C_MISSING,
)


@pytest.mark.parametrize("sop_class", iods.sop_classes())
def test_an_absence_is_told_by_somebody(sop_class: str):
    data_set = Dataset()
    data_set.SOPClassUID = sop_class
    data_set.SOPInstanceUID = f"{build.ROOT}.4.1"
    header = scan(build.file(data_set))
    deviations = DataSet(header).deviations
    missed = {deviation.path for difference in MISSING for deviation in deviations.get(difference, ())}
    told = {each.path for each in check_header(header, file="a.dcm").findings if each.severity is Severity.ERROR}
    assert (missed & TOLD_ELSEWHERE) - told == set()
