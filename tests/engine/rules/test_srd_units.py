"""SRD137 and SRD138."""

import pytest
from pydicom import Dataset
from pydicom.sequence import Sequence

from tests.build import code
from tests.engine.rules.documents import number, report
from tests.engine.rules.harness import allows, flags
from validator.engine.rules.srd.units import is_well_formed

UNIT = "(0040,A730)[0].(0040,A300)[0].(0040,08EA)[0]"


def measured(unit: Dataset) -> Dataset:
    document = report(number())
    document.ContentSequence[0].MeasuredValueSequence[0].MeasurementUnitsCodeSequence = Sequence([unit])
    return document


@pytest.mark.parametrize(
    "unit",
    ["1", "mm", "mm2", "%", "g/ml", "1/min", "/min", "10*6/L", "10^6", "[hnsf'U]", "mm[Hg]", "{counts}", "uGy.m2",
     "(m2.s-1)/kg", "ml/min/{1.73_m2}", "{SUVbw}g/ml", "g/ml{SUVbw}", "cm3.m-2"],
)  # fmt: skip
def test_units_as_ucum_builds_them(unit: str):
    assert is_well_formed(unit)


@pytest.mark.parametrize(
    "unit", ["mm^2", "mm 2", "mm2)", "(mm", "m//s", "m.", ".m", "{a b}", "ml/min/1.73m2", "\xb5m", "[in_i", "m*s"]
)
def test_units_as_ucum_does_not(unit: str):
    assert not is_well_formed(unit)


def test_a_power_with_a_hat():
    flags(measured(code("mm^2", "UCUM", "square millimetre")), ("SRD137", f"{UNIT}.(0008,0100)"))
    allows("SRD137", measured(code("mm2", "UCUM", "square millimetre")))


def test_a_unit_of_ones_own():
    flags(measured(code("MM", "99EXAMPLE", "millimetre")), ("SRD138", f"{UNIT}.(0008,0102)"))
    allows("SRD138", measured(code("mm", "UCUM", "millimetre")))
