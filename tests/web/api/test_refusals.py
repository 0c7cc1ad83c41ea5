"""What the API refuses, with which status, and with a sentence that says what to do."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.web.conftest import Api
from validator.intake import spool
from validator.models import Case, File


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({}, '"title" must be a text.'),
        ({"title": "", "captures": ["a"]}, "A case needs a title: a few words by which you will know it again."),
        ({"title": "x"}, '"captures" must be a list of labels, in the order in which the data travels.'),
        ({"title": "x", "captures": []}, "A case needs at least one capture: give each point of the chain a label."),
        ({"title": "x", "captures": ["a", "a"]}, "Two captures have the same label: give each its own."),
        ({"title": "x", "captures": ["e\u0301", "\u00e9"]}, "Two captures have the same label: give each its own."),
        (
            {"title": "\0\ud800", "captures": ["a"]},
            "A case needs a title: a few words by which you will know it again.",
        ),
        (
            {"title": "x", "captures": ["\u200b\u202e"]},
            "A capture needs a label: the system at which it was taken.",
        ),
        ({"title": "x", "captures": [" "]}, "A capture needs a label: the system at which it was taken."),
        ({"title": "x", "captures": ["a"] * 33}, "A case has at most 32 captures."),
        ({"title": "x" * 201, "captures": ["a"]}, "The title is longer than 200 characters: shorten it."),
    ],
)
def test_a_case_that_makes_no_sense_is_refused(api: Api, body: Any, sentence: str) -> None:
    response = api.post("cases", body)
    assert (response.status_code, response.json()) == (400, {"error": sentence})
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("body", "content_type", "sentence"),
    [
        ("{", "application/json", "The body is not JSON."),
        ("[" * 100_000, "application/json", "The body is not JSON."),
        ("[]", "application/json", "The body must be a JSON object."),
        ("a=b", "text/plain", "Send the body as JSON, with the header Content-Type: application/json."),
    ],
)
def test_a_body_that_is_no_json_object_is_refused(
    api: Api, client: Client, body: str, content_type: str, sentence: str
) -> None:
    response = client.post("/api/v1/cases", body, content_type=content_type)
    assert (response.status_code, response.json()) == (400, {"error": sentence})


@pytest.mark.parametrize("path", ["cases/7", "cases/7/report.json", "nothing/here"])
def test_what_is_not_there_is_a_404_in_json(api: Api, path: str) -> None:
    response = api.get(path)
    assert response.status_code == 404
    assert list(response.json()) == ["error"]


def test_a_capture_that_is_not_there_is_a_404(api: Api, ct_small: bytes) -> None:
    case = api.new_case("source")
    response = api.send(case, 1, {"a.dcm": ct_small})
    assert response.status_code == 404
    assert response.json() == {"error": f"Case {case} has no capture at position 1; positions are counted from 0."}


def test_another_method_is_a_405_that_names_the_right_ones(api: Api, client: Client) -> None:
    response = client.put("/api/v1/cases")
    assert (response.status_code, response["Allow"]) == (405, "GET, POST")


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        ("{", "The field 'paths' is not JSON: send a list of texts."),
        ("[" * 100_000, "The field 'paths' is not JSON: send a list of texts."),
        ("{}", "The field 'paths' must be a list of texts, one for each file."),
        ("[1]", "The field 'paths' must be a list of texts, one for each file."),
        ('[""]', "The field 'paths' must be a list of texts, one for each file."),
    ],
)
def test_paths_that_make_no_sense_are_refused(
    api: Api, client: Client, ct_small: bytes, field: str, sentence: str
) -> None:
    case = api.new_case("source")
    file = SimpleUploadedFile("a", ct_small)
    response = client.post(f"/api/v1/cases/{case}/captures/0/files", {"files": file, "paths": field})
    assert (response.status_code, response.json()) == (400, {"error": sentence})
    assert list(spool.incoming().iterdir()) == []


NO_FORM = (
    "Send the files as multipart/form-data, as a browser's form does. File names longer than 1,000 bytes go "
    "into the field 'paths'."
)
MULTIPART = "multipart/form-data; boundary=b"
PART = b'--b\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n%sx\r\n--b--\r\n'


@pytest.mark.parametrize(
    ("body", "content_type", "sentence"),
    [
        (b"x", "multipart/form-data", NO_FORM),
        (b"a=b", "application/x-www-form-urlencoded", NO_FORM),
        (PART % (b"X: " + b"n" * 5000 + b"\r\n\r\n"), MULTIPART, NO_FORM),
        (
            PART % b"Content-Transfer-Encoding: base64\r\n\r\n",
            MULTIPART,
            NO_FORM,
        ),
        (
            b"".join(b'--b\r\nContent-Disposition: form-data; name="%d"\r\n\r\n\r\n' % n for n in range(1100))
            + PART % b"\r\n",
            MULTIPART,
            "The fields beside the files are too many or too long: send files and 'paths' only.",
        ),
    ],
)
def test_a_body_that_is_no_form_is_refused(
    api: Api, client: Client, body: bytes, content_type: str, sentence: str
) -> None:
    case = api.new_case("source")
    response = client.post(f"/api/v1/cases/{case}/captures/0/files", body, content_type=content_type)
    assert (response.status_code, response.json()) == (400, {"error": sentence})
    assert not File.objects.exists()
    assert list(spool.incoming().iterdir()) == []


def test_an_upload_without_a_file_is_refused(api: Api, client: Client) -> None:
    case = api.new_case("source")
    response = client.post(f"/api/v1/cases/{case}/captures/0/files", {"note": "no file"})
    assert response.status_code == 400
    assert response.json()["error"].startswith("There was no file in this request.")


def test_too_many_files_in_one_request_are_a_413(api: Api, ct_small: bytes, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    case = api.new_case("source")
    response = api.send(case, 0, {f"{number}.dcm": ct_small for number in range(3)})
    assert (response.status_code, response.json()) == (
        413, {"error": "These are too many files for one request: send them in several."},
    )  # fmt: skip
    assert not File.objects.exists()


def test_a_run_needs_files_in_every_capture(api: Api, ct_small: bytes) -> None:
    case = api.new_case("source", "archive")
    api.send(case, 0, {"a.dcm": ct_small})
    response = api.post(f"cases/{case}/analyse")
    assert (response.status_code, response.json()) == (
        400, {"error": "Capture 'archive' has no files yet: add some, or remove the capture."},
    )  # fmt: skip


def test_a_report_before_its_time_is_a_409(api: Api, ct_small: bytes) -> None:
    case = api.new_case("source")
    assert api.get(f"cases/{case}/report.json").status_code == 409
    api.send(case, 0, {"a.dcm": ct_small})
    api.post(f"cases/{case}/analyse")
    response = api.get(f"cases/{case}/report.json")
    assert response.json() == {
        "error": f"Case {case} is running, so there is no report. Ask again when its state is 'done'."
    }


def test_files_that_come_after_the_start_answer_409_until_a_new_run(
    api: Api, drain: Callable[..., int], ct_small: bytes
) -> None:
    sealed = "This case has been analysed, so its captures are sealed. Start a new run to add or change files."
    case = api.new_case("source")
    api.send(case, 0, {"a.dcm": ct_small})
    api.post(f"cases/{case}/analyse")
    for response in (api.send(case, 0, {"b.dcm": ct_small}), api.post(f"cases/{case}/analyse")):
        assert (response.status_code, response.json()) == (409, {"error": sealed})
    assert api.post(f"cases/{case}/reopen").json() == {
        "error": "The analysis is still running: wait until it is done, or cancel it."
    }
    drain()
    assert api.send(case, 0, {"b.dcm": ct_small}).status_code == 409
    assert api.post(f"cases/{case}/reopen").json()["state"] == "open"
    assert api.send(case, 0, {"b.dcm": ct_small}).status_code == 201
    assert api.post(f"cases/{case}/analyse").json()["run"] == 2
    drain()
    assert [file["file"] for file in api.report(case)["check"]["files"]] == ["a.dcm", "b.dcm"]


def test_a_running_analysis_can_be_cancelled_and_run_again(
    api: Api, drain: Callable[..., int], ct_small: bytes
) -> None:
    case = api.new_case("source")
    api.send(case, 0, {"a.dcm": ct_small})
    assert api.post(f"cases/{case}/cancel").status_code == 400
    api.post(f"cases/{case}/analyse")
    assert api.post(f"cases/{case}/cancel").json()["state"] == "cancelled"
    assert drain() == 0
    api.post(f"cases/{case}/reopen")
    assert api.post(f"cases/{case}/analyse").status_code == 202
    drain()
    assert api.get(f"cases/{case}").json()["state"] == "done"


def test_a_deleted_case_is_gone_with_its_files(api: Api, client: Client, ct_small: bytes) -> None:
    case = api.new_case("source")
    api.send(case, 0, {"a.dcm": ct_small})
    assert client.delete(f"/api/v1/cases/{case}").json() == {"id": case, "state": "deleted"}
    assert api.get(f"cases/{case}").status_code == 404
    assert not File.objects.exists()
