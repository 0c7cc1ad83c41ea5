"""NDJSON: every line is one object that says what it is."""

import json

from tests.engine.report.reports import check_report, compare_report
from validator.engine.report.lines import check_lines, compare_lines


def test_check_lines_come_in_the_order_of_the_report():
    rows = [json.loads(line) for line in check_lines(check_report())]
    assert [row["record"] for row in rows] == ["schema", "file", "file", "file", "file", "collection"]
    assert rows[0] == {"record": "schema", "schema": "dicomcheck.check/1", "standard_edition": "2024c"}
    assert [row["file"] for row in rows[1:5]] == ["a.dcm", "b/c.dcm", "d.dcm", "e.jpg"]
    assert rows[5]["files"] == ["a.dcm", "b/c.dcm"]


def test_compare_lines_come_in_the_order_of_the_report():
    rows = [json.loads(line) for line in compare_lines(compare_report())]
    assert [row["record"] for row in rows] == [
        "schema",
        *["capture"] * 2,
        *["lineage"] * 4,
        *["change"] * 3,
        "presence",
        *["summary"] * 3,
    ]
    assert rows[0] == {"record": "schema", "schema": "dicomcheck.compare/1", "run": {"host": "here"}}
    assert [row["kind"] for row in rows[7:10]] == ["value.truncated", "encoding.file-meta", "value.removed"]
    assert rows[10] == {
        "record": "presence",
        "capture": "archive",
        "kind": "instance.missing",
        "expected": None,
        "lineage": 4,
        "file": "CT4.dcm",
    }
