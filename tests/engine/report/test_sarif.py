"""SARIF: the catalogue as rules, and results that point at file, byte and tag."""

import json

from tests.engine.report.reports import check_report, compare_report
from validator.engine.catalogue import KINDS, RULES, Scope
from validator.engine.report.sarif import check_sarif, compare_sarif


def run_of(chunks) -> dict:
    log = json.loads("".join(chunks))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    return run


def test_results_point_at_file_byte_and_tag():
    results = run_of(check_sarif(check_report()))["results"]
    assert [(result["ruleId"], result["level"]) for result in results] == [
        ("UID003", "error"),
        ("OPS001", "warning"),
        ("FIL001", "note"),
        ("UID010", "error"),
    ]
    assert results[0] == {
        "ruleId": "UID003",
        "level": "error",
        "message": {"text": "A component begins with 0."},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": {"uri": "a.dcm"}, "region": {"byteOffset": 372}},
                "logicalLocations": [{"fullyQualifiedName": "(0008,0018)"}],
            }
        ],
    }
    assert [place["physicalLocation"]["artifactLocation"]["uri"] for place in results[3]["locations"]] == [
        "a.dcm",
        "b/c.dcm",
    ]


def test_changes_are_levelled_by_impact_and_encoding_is_no_problem():
    results = run_of(compare_sarif(compare_report()))["results"]
    assert [(result["ruleId"], result["level"], result.get("kind")) for result in results] == [
        ("value.truncated", "error", None),
        ("encoding.file-meta", "none", "informational"),
        ("value.removed", "none", "pass"),
        ("instance.missing", "error", None),
    ]
    assert results[0]["message"]["text"] == (
        "source to archive: AccessionNumber: 'ACC-2024-00081500' became 'ACC-2024-0008150'. "
        "cut at 16 characters, the limit of SH"
    )


def test_the_rules_are_the_catalogue():
    checked = run_of(check_sarif(check_report()))["tool"]["driver"]
    compared = run_of(compare_sarif(compare_report()))["tool"]["driver"]
    assert [rule["id"] for rule in checked["rules"]] == sorted(RULES)
    of_chains = sorted(code for code, rule in RULES.items() if rule.scope is Scope.CHAIN)
    assert [rule["id"] for rule in compared["rules"]] == [*sorted(KINDS), *of_chains]
