"""What was expected, in every format: counted and folded, never dropped; what was required and is missing fails."""

import csv
import json
import xml.etree.ElementTree as ET
from typing import Any

import validator.engine.contract  # noqa: F401  its rule registers itself
from tests.engine.report.reports import CUT, MISSING, compare_report
from validator.engine.model import ChangeGroup, ExpectationResult, Facts
from validator.engine.report import FORMATS, is_unexpected

MET = ExpectationResult(1, 3, "archive", "(0008,0050)", "value.truncated", "archive: cut, <b>", True, 2, 1)
UNMET = ExpectationResult(
    2, 7, "archive", "(0010,0021)", "value.added", "archive: issuer", True, 0, unmet=3, lineages=(1, 2, 3)
)
ALLOWED = ExpectationResult(3, 9, "*", "*", "encoding.*", "every hop: encoding", False, 1)
EXPECTED = CUT._replace(expected=MET.text)
REPORT = compare_report(
    changes=[EXPECTED, CUT._replace(lineage=2)],
    presence=(MISSING._replace(expected="gone on purpose"),),
    groups=(ChangeGroup("archive", "(0008,0050)", "value.truncated", 5, expected=2),),
    facts=Facts(expectations=(MET, UNMET, ALLOWED)),
)


def written(name: str) -> str:
    return "".join(FORMATS[name].compare(REPORT))


def test_only_what_nothing_allows_is_unexpected():
    assert [is_unexpected(each) for each in (CUT, EXPECTED, MISSING, REPORT.presence[0])] == [True, False, True, False]


def test_text_folds_what_was_expected_and_lists_the_expectations():
    text = written("text")
    assert "(0008,0050) AccessionNumber  Truncated  ×3\n" in text
    assert "  Expected: Instance missing 1, Truncated 2\n" in text
    assert "CT4.dcm" not in text
    assert text.endswith(
        "Expectations\n"
        "  line 3  archive: cut, <b>  2 changes, 1 with values too long to be judged\n"
        "  error     line 7  archive: issuer  unmet in 3 instances, 0 changes\n"
        "  line 9  every hop: encoding  1 change\n"
    )


def test_the_page_does_the_same_and_stays_inert():
    page = written("html")
    assert "Expected: Instance missing 1, Truncated 2" in page
    assert "<td>archive: cut, &lt;b&gt;</td><td>2 changes, 1 with values too long to be judged</td>" in page
    assert '<td><span class="error">✖ unmet in 3 instances, 0 changes</span></td>' in page


def test_the_documents_hold_everything():
    document: dict[str, Any] = json.loads(written("json"))
    assert [change["expected"] for change in document["changes"]] == [MET.text, None]
    assert [presence["expected"] for presence in document["presence"]] == ["gone on purpose"]
    assert [(group["count"], group["expected"]) for group in document["summary"]] == [(5, 2)]
    assert [(one["line"], one["allowed"], one["unmet"]) for one in document["expectations"]] == [
        (3, 2, 0),
        (7, 0, 3),
        (9, 1, 0),
    ]
    lines = [json.loads(line) for line in written("ndjson").splitlines()]
    assert [line["line"] for line in lines if line["record"] == "expectation"] == [3, 7, 9]


def test_rows_tell_what_came_of_each_entry():
    rows = list(csv.DictReader(written("csv").splitlines()))
    assert [(row["expected"], row["count"], row["detail"]) for row in rows if row["record"] == "expectation"] == [
        ("archive: cut, <b>", "2", ""),
        ("archive: issuer", "0", "unmet in 3 instances"),
        ("every hop: encoding", "1", ""),
    ]
    assert [row["expected"] for row in rows if row["record"] == "presence"] == ["gone on purpose"]


def test_in_build_servers_the_expected_passes_and_the_missing_fails():
    suites = {suite.get("name"): suite for suite in ET.fromstring(written("junit"))}
    failures = {name: suite.get("failures") for name, suite in suites.items()}
    assert failures["instance 1: CT1.dcm"] == "0"
    assert failures["instance 2: CT2.dcm"] == "1"
    assert failures["instances"] == "0"
    assert [(case.get("name"), len(case.findall("failure"))) for case in suites["expectations"]] == [
        ("line 3: archive: cut, <b>", 0),
        ("line 7: archive: issuer", 1),
    ]


def test_in_code_scanning_the_expected_passes_and_the_missing_is_an_error():
    run = json.loads(written("sarif"))["runs"][0]
    assert [(one["ruleId"], one["level"], one.get("kind")) for one in run["results"]] == [
        ("value.truncated", "none", "pass"),
        ("value.truncated", "error", None),
        ("instance.missing", "none", "pass"),
        ("CON001", "error", None),
    ]
    assert run["results"][0]["message"]["text"].endswith("Expected: archive: cut, <b>")
    assert "CON001" in {rule["id"] for rule in run["tool"]["driver"]["rules"]}
