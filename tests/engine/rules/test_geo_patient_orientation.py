"""GEO003 to GEO006."""

import pytest

from tests import build
from tests.engine.rules.harness import allows, check, flags

PATH = "(0020,0020)"
DOG = {"AnatomicalOrientationType": "QUADRUPED"}
DOG_FLAGS = [("IOD010", "(0010,2292)"), ("IOD010", "(0010,2202)")]


def codes(dataset: build.Dataset) -> set[str]:
    """The codes about geometry that are found in a data set."""
    return {finding.code for finding in check(dataset).findings if finding.code.startswith("GEO")}


@pytest.mark.parametrize("value", [["S", "P"], ["L", "PHLA"], ["L", ""], ["LAT", "P"]])
def test_unknown_letters(value: list[str]):
    flags(build.ct(PatientOrientation=value), ("GEO003", PATH))


def test_an_empty_value_beside_another():
    (finding,) = flags(build.ct(PatientOrientation=["L", ""]), ("GEO003", PATH))
    assert "has an empty value" in finding.message


@pytest.mark.parametrize("value", [["L", "P"], ["LAF", "PF"], "", ["", ""]])
def test_known_letters(value: list[str]):
    allows("GEO003", build.ct(PatientOrientation=value))


def test_opposite_directions_in_one_value():
    (finding,) = flags(build.ct(PatientOrientation=["LR", "P"]), ("GEO004", PATH))
    assert "one of its values names two opposite directions." in finding.message
    allows("GEO004", build.ct(PatientOrientation=["LA", "PF"]))


def test_rows_that_lead_where_columns_lead():
    (finding,) = flags(
        build.ct(PatientOrientation=["L", "L"], ImageOrientationPatient=[1, 0, 0, 0.8, 0.6, 0]),
        ("GEO004", PATH),
        ("GEO002", "(0020,0037)"),
    )[:1]
    assert "rows and columns are said to lead in the same direction." in finding.message


def test_letters_of_quadrupeds_in_a_human():
    (finding,) = flags(build.ct(PatientOrientation=["LE", "V"]), ("GEO005", PATH))
    assert "has letters for a quadruped, but" in finding.message
    assert finding.message.endswith("the patient is a biped.")
    allows("GEO005", build.ct(PatientOrientation=["L", "P"]))


def test_letters_of_humans_in_a_quadruped():
    dog = build.ct(PatientOrientation=["A", "H"], **DOG)
    assert codes(dog) == {"GEO005"}
    assert codes(build.changed(dog, PatientOrientation=["LEV", "CD"])) == set()
    assert codes(build.changed(dog, PatientOrientation=["LERT", "CD"])) == {"GEO004"}


def test_letters_against_cosines():
    coronal = build.ct(PatientOrientation=["L", "P"], ImageOrientationPatient=[1, 0, 0, 0, 0, -1])
    (finding,) = flags(coronal, ("GEO006", PATH))
    assert "says that the columns lead to P, but" in finding.message
    allows("GEO006", build.changed(coronal, PatientOrientation=["L", "F"]))


def test_oblique_planes_are_given_the_benefit_of_the_doubt():
    oblique = build.ct(ImageOrientationPatient=["0.6", "0.8", "0", "-0.8", "0.6", "0"])
    allows("GEO006", build.changed(oblique, PatientOrientation=["L", "P"]))
    allows("GEO006", build.changed(oblique, PatientOrientation=["PL", "RP"]))
    flags(build.changed(oblique, PatientOrientation=["R", "P"]), ("GEO006", PATH))
