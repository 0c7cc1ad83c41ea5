"""CSV: nothing vanishes, and every row has every column."""

import csv
import io

from tests.engine.report.reports import check_report, compare_report
from validator.engine.report.table import check_table, compare_table


def rows(chunks) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(chunks))))


def test_every_finding_and_every_file_without_findings_has_a_row():
    told = [
        (row["scope"], row["file"], row["state"], row["code"], row["offset"])
        for row in rows(check_table(check_report()))
    ]
    assert told == [
        ("file", "a.dcm", "checked", "UID003", "372"),
        ("file", "a.dcm", "checked", "OPS001", "500"),
        ("file", "b/c.dcm", "checked", "", ""),
        ("file", "d.dcm", "damaged", "FIL001", "0"),
        ("file", "e.jpg", "not-dicom", "", ""),
        ("collection", "a.dcm", "", "UID010", ""),
        ("collection", "b/c.dcm", "", "UID010", ""),
    ]


def test_a_finding_has_its_message_and_value():
    first = rows(check_table(check_report()))[0]
    assert (first["severity"], first["path"], first["message"], first["value"]) == (
        *("error", "(0008,0018)"),
        *("A component begins with 0.", "1.02.3"),
    )


def test_changes_and_presence_have_rows():
    told = rows(compare_table(compare_report()))
    assert [(row["record"], row["lineage"], row["kind"]) for row in told] == [
        ("change", "1", "value.truncated"),
        ("change", "2", "encoding.file-meta"),
        ("change", "3", "value.removed"),
        ("presence", "4", "instance.missing"),
    ]
    assert told[0]["also"] == "value.replaced"
    assert told[2]["expected"] == "contract line 4"
    assert (told[3]["file_before"], told[3]["file_after"]) == ("CT4.dcm", "")


def test_an_added_instance_is_named_after_the_hop():
    report = compare_report()
    added = report.presence[0]._replace(kind="instance.added", file="new.dcm")
    row = rows(compare_table(report._replace(changes=[], presence=(added,))))[0]
    assert (row["file_before"], row["file_after"]) == ("", "new.dcm")
