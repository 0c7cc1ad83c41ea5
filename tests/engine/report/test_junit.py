"""JUnit: what fails is what the exit status counts, and every file or instance has a suite."""

from xml.etree import ElementTree

from tests.engine.report.reports import check_report, compare_report
from validator.engine.model import Severity
from validator.engine.report.junit import check_suites, compare_suites


def suites(chunks) -> dict[str, list[tuple[str, str | None]]]:
    """By suite: the name of each case and the type of its failure."""
    root = ElementTree.fromstring("".join(chunks))
    assert root.tag == "testsuites"
    told = {}
    for suite in root:
        cases = [
            (case.get("name"), failure.get("type") if (failure := case.find("failure")) is not None else None)
            for case in suite
        ]
        assert suite.get("tests") == str(len(cases))
        assert suite.get("failures") == str(sum(failure is not None for _, failure in cases))
        told[suite.get("name")] = cases
    return told


def test_findings_at_the_threshold_fail_and_others_pass():
    assert suites(check_suites(check_report())) == {
        "a.dcm": [("UID003 (0008,0018)", "UID003"), ("OPS001 (0010,0020)", None)],
        "b/c.dcm": [("no findings", None)],
        "d.dcm": [("FIL001", None)],
        "e.jpg": [("no findings", None)],
        "all files together": [("UID010 (0008,0018)", "UID010")],
    }


def test_the_threshold_can_be_lowered():
    told = suites(check_suites(check_report(fail_on=Severity.INFO)))
    assert told["a.dcm"] == [("UID003 (0008,0018)", "UID003"), ("OPS001 (0010,0020)", "OPS001")]
    assert told["d.dcm"] == [("FIL001", "FIL001")]


def test_unexpected_changes_of_meaning_fail_and_every_instance_has_a_suite():
    assert suites(compare_suites(compare_report())) == {
        "instance 1: CT1.dcm": [("value.truncated (0008,0050) AccessionNumber", "value.truncated")],
        "instance 2: CT2.dcm": [("encoding.file-meta whole data set", None)],
        "instance 3: CT3.dcm": [("value.removed (0008,0050) AccessionNumber", None)],
        "instance 4: CT4.dcm": [("no changes", None)],
        "instances": [("instance.missing CT4.dcm", "instance.missing")],
    }
