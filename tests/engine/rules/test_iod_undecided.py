"""What no machine can decide is said on request: the condition in words, no finding."""

from tests import build
from tests.engine.rules.harness import check, content
from validator.engine.header import scan
from validator.engine.model import Undecided
from validator.engine.rules import undecided

SPECIES = "(0010,2201)"


def test_what_only_people_know_is_told_with_its_module_and_condition():
    told = {each.path: each for each in undecided(scan(content(build.ct())))}
    assert told[SPECIES] == Undecided(
        SPECIES,
        "Patient Species Description",
        "Patient",
        "Patient Species Code Sequence is absent and the patient is an animal",
    )


def test_it_is_no_finding():
    assert not [finding for finding in check(build.ct()).findings if finding.path == SPECIES]


def test_what_is_there_need_not_be_decided():
    told = undecided(scan(content(build.ct(PatientSpeciesDescription="Equus caballus"))))
    assert SPECIES not in {each.path for each in told}


def test_an_unknown_class_has_no_conditions():
    assert undecided(scan(content(build.ct(SOPClassUID="1.2.840.113619.4.30")))) == ()
