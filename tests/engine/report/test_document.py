"""The JSON documents: the fields of the specification, streamed, and a digest that anyone can recompute."""

import hashlib
import json

from tests.engine.report.reports import (
    CHECKED,
    CUT,
    GROUPS,
    META,
    PICTURE,
    check_report,
    compare_report,
    hostile_check_report,
)
from validator.engine.report import CheckReport, check_document, compare_document


def test_check_document_has_the_fields_of_the_specification():
    assert json.loads("".join(check_document(check_report(files=[CHECKED])))) == {
        "schema": "dicomcheck.check/1",
        "standard_edition": "2024c",
        "files": [
            {
                "file": "a.dcm",
                "state": "checked",
                "sop_class": "1.2.3",
                "sop_instance": "1.2.3.4",
                "transfer_syntax": {"declared": "1.2.840.10008.1.2.1", "actual": "1.2.840.10008.1.2.1"},
                "findings": [
                    {
                        "code": "UID003",
                        "severity": "error",
                        "path": "(0008,0018)",
                        "offset": 372,
                        "message": "A component begins with 0.",
                        "value": "1.02.3",
                    },
                    {
                        "code": "OPS001",
                        "severity": "warning",
                        "path": "(0010,0020)",
                        "offset": 500,
                        "message": "Patient ID is empty.",
                        "value": "",
                    },
                ],
            }
        ],
        "collection": [
            {
                "code": "UID010",
                "severity": "error",
                "path": "(0008,0018)",
                "message": "One UID, two contents.",
                "files": ["a.dcm", "b/c.dcm"],
            }
        ],
    }


def test_what_is_not_dicom_says_what_it_is():
    document = json.loads("".join(check_document(check_report(files=[PICTURE], collection=[]))))
    assert document["files"] == [
        {
            "file": "e.jpg",
            "state": "not-dicom",
            "kind": "JPEG image",
            "sop_class": None,
            "sop_instance": None,
            "transfer_syntax": {"declared": None, "actual": None},
            "findings": [],
        }
    ]
    assert document["collection"] == []


def test_collection_is_read_after_the_files():
    """What only all files together show is computed from the files that went by."""
    seen = []

    def files():
        for number in range(3):
            seen.append(number)
            yield CHECKED._replace(file=f"{number}.dcm")

    def collection():
        assert seen == [0, 1, 2]
        yield from ()

    document = json.loads("".join(check_document(CheckReport(files(), collection(), "2024c"))))
    assert [file["file"] for file in document["files"]] == ["0.dcm", "1.dcm", "2.dcm"]


def test_a_file_is_written_before_the_next_is_read():
    read = []

    def files():
        for number in range(2):
            read.append(number)
            yield CHECKED._replace(file=f"{number}.dcm")

    written = ""
    for chunk in check_document(check_report(files=files())):
        written += chunk
        if "0.dcm" in written:
            break
    assert read == [0]


def test_a_change_is_written_before_the_next_is_read():
    read = []

    def changes():
        for number in range(1, 3):
            read.append(number)
            yield CUT._replace(lineage=number, file_after=f"after-{number}.dcm")

    written = ""
    for chunk in compare_document(compare_report(changes=changes())):
        written += chunk
        if "after-1.dcm" in written:
            break
    assert read == [1]


def test_compare_document_has_the_fields_of_the_specification():
    document = json.loads("".join(compare_document(compare_report(changes=[CUT]))))
    assert list(document) == [
        *("schema", "run", "ambiguous", "breakdown", "captures", "lineages", "changes", "deidentifications", "delta"),
        *("discrepancies", "expectations", "presence", "reconciled", "reference_links", "reference_nodes", "rules"),
        *("sampling", "studies", "summary", "uids", "digest"),
    ]
    assert document["schema"] == "dicomcheck.compare/1"
    assert document["run"] == {"host": "here"}
    assert document["captures"] == [{"label": "source", "files": 4}, {"label": "archive", "files": 4}]
    assert document["lineages"][1:] == [
        {
            "id": 2,
            "paired_by": "pixel-digest",
            "score": 1.0,
            "reasons": ["Rows"],
            "files": {"source": ["CT2.dcm"], "archive": ["y.dcm"]},
        },
        {
            "id": 3,
            "paired_by": "sop-instance-uid",
            "score": 1.0,
            "reasons": [],
            "files": {"source": ["CT3.dcm"], "archive": ["z.dcm", "z2.dcm"]},
        },
        {"id": 4, "paired_by": "single", "score": 1.0, "reasons": [], "files": {"source": ["CT4.dcm"]}},
    ]
    assert document["changes"] == [
        {
            "capture_before": "source",
            "capture": "archive",
            "lineage": 1,
            "file_before": "CT1.dcm",
            "file_after": "x.dcm",
            "path": "(0008,0050)",
            "keyword": "AccessionNumber",
            "kind": "value.truncated",
            "also": ["value.replaced"],
            "level": "meaning",
            "before": "ACC-2024-00081500",
            "after": "ACC-2024-0008150",
            "count": 1,
            "impact": "breaks",
            "declared": "no",
            "expected": None,
            "writer": "ARCHIVE_1",
            "detail": "cut at 16 characters, the limit of SH",
            "evidence": {"limit": 16},
        }
    ]
    assert document["presence"] == [
        {"capture": "archive", "kind": "instance.missing", "lineage": 4, "file": "CT4.dcm", "expected": None},
    ]
    assert [(row["path"], row["kind"]) for row in document["summary"]] == [
        ("", "encoding.file-meta"),
        ("(0008,0050)", "value.removed"),
        ("(0008,0050)", "value.truncated"),
    ]
    assert document["summary"][2] == {
        "capture": "archive",
        "path": "(0008,0050)",
        "kind": "value.truncated",
        "count": 1,
        "rule": "first 16 characters",
        "support": 1,
        "exceptions": 0,
        "expected": 0,
    }


def test_digest_is_that_of_the_canonical_document_without_run():
    document = json.loads("".join(compare_document(compare_report())))
    told = document.pop("digest")
    del document["run"]
    canonical = json.dumps(document, sort_keys=True, separators=(",", ":"))
    assert told == hashlib.sha256(canonical.encode("ascii")).hexdigest()


def test_digest_of_a_document_without_rows_is_canonical_too():
    empty = compare_report(captures=(), lineages=(), changes=[], presence=(), groups=[])
    document = json.loads("".join(compare_document(empty)))
    told = document.pop("digest")
    del document["run"]
    canonical = json.dumps(document, sort_keys=True, separators=(",", ":"))
    assert told == hashlib.sha256(canonical.encode("ascii")).hexdigest()


def test_digest_does_not_depend_on_the_order_of_the_groups():
    def digest(**fields) -> str:
        return json.loads("".join(compare_document(compare_report(**fields))))["digest"]

    assert digest(groups=GROUPS[::-1]) == digest(groups=GROUPS)


def test_digest_does_not_depend_on_the_run_but_on_every_change():
    def digest(**fields) -> str:
        return json.loads("".join(compare_document(compare_report(**fields))))["digest"]

    assert digest() == digest(run={"host": "elsewhere", "started": "later"})
    assert digest() != digest(changes=[CUT, META])


def test_documents_are_ascii_and_keep_hostile_values_as_they_are():
    text = "".join(check_document(hostile_check_report()))
    assert text.isascii()
    assert "\x1b" not in text
    value = json.loads(text)["files"][0]["findings"][0]["value"]
    assert value == "<script>alert(1)</script>\x1b[2J\u202e\x00]]>&\"'"
