"""Lists from an archive's index on the web: sent, shown, corrected, held against files, told in the report."""

import json
from collections.abc import Callable

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.conftest import Api
from validator.models import Analysis, AuditEvent, Capture, DoomedBlob, File, Row
from validator.services import tables

STUDY = "1.3.6.1.4.1.5962.1.2.1.20040119072730.12322"
INDEX = f"Study UID;Pat-ID;Ort\n{STUDY};7;x\n1.2.3;;y\n1.2E+45;;\n".encode()


def put(api: Api, case: int, position: int, content: bytes, query: str = ""):
    address = f"/api/v1/cases/{case}/captures/{position}/manifest{query}"
    return api.client.put(address, content, content_type="text/csv")


def send(api: Api, case: int, position: int, content: bytes, name: str = "index.csv"):
    file = SimpleUploadedFile(name, content)
    return api.client.post(f"/cases/{case}/captures/{position}/list/", {"do": "send", "list": file})


@pytest.fixture
def case(api: Api, ct_small: bytes) -> int:
    """A list, then two captures of the same file."""
    number = api.new_case("PACS", "Source", "Archive")
    for position in (1, 2):
        assert api.send(number, position, {"a.dcm": ct_small}).status_code == 201
    return number


def done(api: Api, case: int, drain: Callable[..., int]) -> Analysis:
    assert api.post(f"cases/{case}/analyse").status_code == 202
    drain()
    run = Analysis.objects.latest("number")
    assert (run.state, run.error) == (Analysis.State.DONE, "")
    return run


def test_a_list_is_shown_as_it_will_be_read(api: Api, case: int) -> None:
    assert send(api, case, 0, INDEX).status_code == 302
    page = api.client.get(f"/cases/{case}/captures/0/list/").content.decode()
    assert "studies, with one attribute to compare" in page
    assert "UTF-8, columns separated by semicolons" in page
    assert (
        "3 lines. 1 line cannot be used: line 4 (a spreadsheet turned it into a number and its digits are lost" in page
    )
    assert '<option value="StudyInstanceUID" selected>' in page
    assert "not known" in page
    capture = Capture.objects.get(case=case, label="PACS")
    assert (capture.kind, capture.columns) == (Capture.Kind.MANIFEST, {})
    file = capture.files.get()
    assert (file.name, file.state, file.size) == ("index.csv", File.State.MANIFEST, len(INDEX))
    event = AuditEvent.objects.get(action="manifest.received")
    assert event.detail == {"position": 0, "size": len(INDEX)}


def test_columns_are_corrected(api: Api, case: int) -> None:
    send(api, case, 0, INDEX)
    fields = {"do": "columns", "column-1": "StudyInstanceUID", "column-2": "", "column-3": "AccessionNumber"}
    assert api.client.post(f"/cases/{case}/captures/0/list/", fields).status_code == 302
    capture = Capture.objects.get(case=case, label="PACS")
    assert capture.columns == {"StudyInstanceUID": "#1", "AccessionNumber": "#3", "PatientID": ""}
    page = api.client.get(f"/cases/{case}/captures/0/list/").content.decode()
    assert '<option value="AccessionNumber" selected>' in page
    assert '<option value="PatientID" selected>' not in page


def test_a_refused_choice_of_columns_stays_in_the_fields(api: Api, case: int) -> None:
    send(api, case, 0, INDEX)
    fields = {"do": "columns", "column-1": "StudyInstanceUID", "column-2": "StudyInstanceUID"}
    page = api.client.post(f"/cases/{case}/captures/0/list/", fields).content.decode()
    assert page.count('<option value="StudyInstanceUID" selected>') == 2


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        (
            {"column-1": "StudyInstanceUID", "column-2": "StudyInstanceUID"},
            "Two columns are said to be StudyInstanceUID",
        ),
        ({"column-1": "", "column-2": "PatientID"}, "No head line was found"),
        ({"column-1": "Rows"}, "&#x27;Rows&#x27; is no attribute that a list is compared by"),
        ({"column-1": "StudyInstanceUID", "column-99": "PatientID"}, "There is no column &#x27;#99&#x27;"),
        ({"column-2": "StudyInstanceUID"}, "None of its 3 lines can be used: line 2 (its dots are gone"),
    ],
)
def test_columns_that_make_no_sense_are_refused(api: Api, case: int, chosen: dict[str, str], told: str) -> None:
    send(api, case, 0, INDEX)
    refused = api.client.post(f"/cases/{case}/captures/0/list/", {"do": "columns", **chosen})
    assert refused.status_code == 400
    assert told in refused.content.decode()
    assert Capture.objects.get(case=case, label="PACS").columns == {}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"Study UID\n", "The list has a head line and nothing below it"),
        (b"Study UID,N\n1.2.3,a\n1.2.4,&quot;".replace(b"&quot;", b'"') + b"x\n" * 90_000, "Line 3: a cell is longer"),
        (b"Study UID\n" + b"1" * 1_100_000, "Line 2 is longer than 1,048,576 characters"),
    ],
)
def test_what_is_no_list_is_refused_and_nothing_is_kept(api: Api, case: int, content: bytes, told: str) -> None:
    refused = send(api, case, 0, content)
    assert refused.status_code == 400
    assert told in refused.content.decode()
    capture = Capture.objects.get(case=case, label="PACS")
    assert (capture.kind, capture.files.count()) == (Capture.Kind.FILES, 0)


def test_where_no_column_is_known_somebody_can_say_it(api: Api, case: int, drain: Callable[..., int]) -> None:
    assert send(api, case, 0, f"wer;was\n7;{STUDY}\n".encode()).status_code == 302
    page = api.client.get(f"/cases/{case}/captures/0/list/").content.decode()
    assert "No head line was found in the first 50 lines" in page
    assert f"<td>{STUDY}</td>" in page
    refused = api.post(f"cases/{case}/analyse")
    assert refused.status_code == 400
    assert refused.json()["error"].startswith("The list of capture 'PACS' cannot be read yet. No head line was found")
    fields = {"do": "columns", "column-1": "PatientID", "column-2": "StudyInstanceUID"}
    assert api.client.post(f"/cases/{case}/captures/0/list/", fields).status_code == 302
    assert api.get(f"cases/{case}/captures/0/manifest").json()["head_line"] == 1
    assert put(api, case, 0, b"wer;was\n7;1.2.3\n").status_code == 400


def test_a_hostile_list_is_shown_inert(api: Api, case: int) -> None:
    send(api, case, 0, "Study UID,<script>alert(1)</script>\n1.2.3,\u202eevil\x00\x1b[31m\n".encode(), "\u202e<b>.csv")
    page = api.client.get(f"/cases/{case}/captures/0/list/").content.decode()
    assert "<script>alert" not in page
    assert "<b>.csv" not in page
    assert not {"\u202e", "\x00", "\x1b"} & set(page)


def test_a_list_is_replaced_and_removed(api: Api, case: int) -> None:
    send(api, case, 0, INDEX)
    before = File.objects.get(state=File.State.MANIFEST).sha256
    send(api, case, 0, b"Series UID\n1.2.3\n", "other.csv")
    assert File.objects.get(state=File.State.MANIFEST).name == "other.csv"
    assert DoomedBlob.objects.filter(sha256=before).exists()
    assert api.client.post(f"/cases/{case}/captures/0/list/", {"do": "remove"}).status_code == 302
    capture = Capture.objects.get(case=case, label="PACS")
    assert (capture.kind, capture.files.count()) == (Capture.Kind.FILES, 0)


def test_files_and_lists_keep_apart(api: Api, case: int, ct_small: bytes) -> None:
    send(api, case, 0, INDEX)
    refused = api.send(case, 0, {"a.dcm": ct_small})
    assert (refused.status_code, refused.json()["error"]) == (
        400,
        "Capture 'PACS' is a list from an archive's index, so it takes no files.",
    )
    assert "has received files already" in send(api, case, 1, INDEX).content.decode()


def test_a_list_is_held_against_every_capture_and_takes_no_part_in_the_chain(
    api: Api, case: int, drain: Callable[..., int]
) -> None:
    put(api, case, 0, INDEX)
    run = done(api, case, drain)
    assert [(capture["position"], capture["label"], capture["files"]) for capture in run.summary["captures"]] == [
        (0, "Source", 1),
        (1, "Archive", 1),
    ]
    assert [sentence["text"] for sentence in run.summary["sentences"]] == [
        "Nothing changed: 1 of 1 instance says the same at both captures.",
        "Of 2 studies that PACS lists, 1 is not among the files of Source; 1 differs in counts or values",
        "Of 2 studies that PACS lists, 1 is not among the files of Archive; 1 differs in counts or values",
    ]
    facts = tables.facts(run)
    assert [(one.against, one.listed, one.missing, one.differing, one.unusable) for one in facts.reconciled] == [
        ("Source", 2, 1, 1, 1),
        ("Archive", 2, 1, 1, 1),
    ]
    assert [(one.against, one.kind, one.uid, one.line) for one in facts.discrepancies] == [
        ("", "unusable", "", 4),
        ("Source", "value", STUDY, 2),
        ("Source", "missing", "1.2.3", 3),
        ("Archive", "value", STUDY, 2),
        ("Archive", "missing", "1.2.3", 3),
    ]
    told = api.report(case)["compare"]
    assert [one["label"] for one in told["captures"]] == ["Source", "Archive"]
    assert len(told["discrepancies"]) == 5


def test_the_report_shows_what_does_not_agree(api: Api, case: int, drain: Callable[..., int]) -> None:
    put(api, case, 0, INDEX)
    done(api, case, drain)
    page = api.client.get(f"/cases/{case}/lists/").content.decode()
    assert page.count("not among the files") >= 3
    assert "the files say" in page.casefold()
    only = api.client.get(f"/cases/{case}/lists/?kind=missing&capture=1").content.decode()
    rows = only.rpartition("<tbody>")[2].partition("</tbody>")[0]
    assert rows.count("<tr>") == 1
    assert "1.2.3" in rows
    for tab in ("changes", "findings", "instances", "files"):
        assert api.client.get(f"/cases/{case}/{tab}/").status_code == 200
    said = api.client.get(f"/cases/{case}/").content.decode()
    assert f"/cases/{case}/lists/" in said


def test_a_run_without_a_list_does_not_say_that_it_agrees(api: Api, chain: int) -> None:
    page = api.client.get(f"/cases/{chain}/lists/").content.decode()
    assert "There is no list in this run" in page
    assert "agree" not in page


def test_one_folder_and_one_list_are_a_validation_with_a_reconciliation(
    api: Api, ct_small: bytes, drain: Callable[..., int]
) -> None:
    case = api.new_case("PACS", "Archive")
    put(api, case, 0, f"StudyInstanceUID,images\n{STUDY},1\n".encode())
    api.send(case, 1, {"a.dcm": ct_small})
    run = done(api, case, drain)
    assert run.summary["sentences"][0]["text"] == "PACS lists 1 study: it is among the files of Archive"
    page = api.client.get(f"/cases/{case}/lists/").content.decode()
    assert "Lists and files agree" in page


def test_a_case_of_lists_alone_is_refused(api: Api) -> None:
    case = api.new_case("PACS")
    put(api, case, 0, INDEX)
    refused = api.post(f"cases/{case}/analyse")
    assert (refused.status_code, refused.json()["error"]) == (
        400,
        "Every capture is a list: add one with files that the lists can be held against.",
    )


def test_a_list_that_breaks_off_ends_the_run_with_its_line(
    api: Api, case: int, drain: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("validator.services.manifests.READ_AT_ONCE", 100)
    content = b"Study UID,N\n" + b"1.2.3,a\n" * 60 + b'1.2.4,"' + b"x\n" * 90_000
    assert put(api, case, 0, content).status_code == 201
    api.post(f"cases/{case}/analyse")
    drain()
    run = Analysis.objects.get()
    assert run.state == Analysis.State.FAILED
    assert run.error.startswith("The list of capture 'PACS' cannot be read. Line 62: a cell is longer than 131,072")
    assert not Row.objects.exists()


def test_the_api_takes_tells_and_removes_a_list(api: Api, case: int) -> None:
    answer = put(api, case, 0, b"7,1.2.3\n8,1.2.4\n", "?StudyInstanceUID=%232&name=ris.csv")
    assert answer.status_code == 201, answer.content
    told = api.get(f"cases/{case}/captures/0/manifest").json()
    assert told == answer.json()
    assert {name: told[name] for name in ("name", "lines", "encoding", "separator", "head_line", "lists")} == {
        "name": "ris.csv",
        "lines": "2 lines.",
        "encoding": "UTF-8",
        "separator": ",",
        "head_line": 0,
        "lists": ["study"],
    }
    assert [column["keyword"] for column in told["columns"]] == ["", "StudyInstanceUID"]
    assert api.client.delete(f"/api/v1/cases/{case}/captures/0/manifest").json()["kind"] == "files"
    assert api.get(f"cases/{case}/captures/0/manifest").json() == {"position": 0, "label": "PACS", "kind": "files"}
    assert api.client.delete(f"/api/v1/cases/{case}/captures/0/manifest").status_code == 404


def test_the_api_refuses_with_the_line(api: Api, case: int, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = put(api, case, 0, b"Study UID\nx\n")
    assert (refused.status_code, refused.json()["error"]) == (
        400,
        (
            "None of its 1 line can be used: line 2 (this is no UID: digits and dots are expected)."
            " Say which column holds the UIDs, or export the list again."
        ),
    )
    monkeypatch.setattr(settings, "UPLOAD_FILE_BYTES", 10)
    assert put(api, case, 0, INDEX).status_code == 413
    assert put(api, case, 9, INDEX).status_code == 404
    assert not json.loads(api.get(f"cases/{case}").content)["captures"][0]["files"]


def test_nobody_else_sees_or_changes_a_list(api: Api, case: int, accounts: None) -> None:
    for answer in (
        api.client.get(f"/api/v1/cases/{case}/captures/0/manifest"),
        put(api, case, 0, INDEX),
        api.client.get(f"/cases/{case}/captures/0/list/"),
        send(api, case, 0, INDEX),
    ):
        assert answer.status_code in (302, 401, 403, 404)
    assert not File.objects.filter(state=File.State.MANIFEST).exists()
