"""Uploads that are repeated, spared because their bytes are here, or come as excerpts."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.functions import Now
from django.test import Client

from tests.web.conftest import Api
from validator.engine.header import Excerpt, scan
from validator.intake import browser, spool
from validator.models import Capture, DoomedBlob, File, Instance, Receipt
from validator.services import retention, uploads


def send(api: Api, case: int, files: Mapping[str, bytes], *, key: str, position: int = 0) -> Any:
    """Upload files with an Idempotency-Key."""
    parts = [SimpleUploadedFile(f"part{number}", content) for number, content in enumerate(files.values())]
    return api.client.post(
        f"/api/v1/cases/{case}/captures/{position}/files",
        {"files": parts, "paths": json.dumps(list(files))},
        headers={"Idempotency-Key": key},
    )


def claim(api: Api, case: int, position: int, files: Mapping[str, bytes]) -> Any:
    """Ask which of these need not be sent."""
    claims = [
        {"path": path, "sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
        for path, content in files.items()
    ]
    return api.post(f"cases/{case}/captures/{position}/known", {"files": claims})


def states(response: Any) -> list[tuple[str, str]]:
    assert response.status_code in (200, 201), response.content
    return [(file["name"], file["state"]) for file in response.json()["files"]]


# -- repeated requests


def test_a_repeated_request_gets_the_same_answer_and_enters_nothing(
    api: Api, ct_small: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = api.new_case("source")
    api.send(case, 0, {"taken.dcm": b"other"})
    files = {"a.dcm": ct_small, "same.dcm": ct_small, "taken.dcm": b"new", "bad\x01name": b"x"}
    first = send(api, case, files, key="k1")
    assert states(first) == [
        ("a.dcm", "stored"), ("same.dcm", "stored"), ("taken (2).dcm", "stored"), ("bad\\x01name", "stored"),
    ]  # fmt: skip
    monkeypatch.setattr(spool.Part, "write", lambda part, chunk: pytest.fail("nothing of it is written again"))
    again = send(api, case, files, key="k1")
    assert (again.status_code, again.json()) == (first.status_code, first.json())
    assert File.objects.count() == 5
    assert list(spool.incoming().iterdir()) == []


def test_what_was_refused_is_refused_again(api: Api, settings: Any) -> None:
    settings.UPLOAD_FILE_BYTES = 10
    case = api.new_case("source")
    files = {"large.dcm": bytes(11), "small.dcm": b"small"}
    first = send(api, case, files, key="k1")
    assert states(first) == [("large.dcm", "refused"), ("small.dcm", "stored")]
    assert send(api, case, files, key="k1").json() == first.json()


def test_the_answer_is_kept_although_a_run_sealed_the_capture_since(api: Api, ct_small: bytes) -> None:
    case = api.new_case("source")
    first = send(api, case, {"a.dcm": ct_small}, key="k1")
    api.post(f"cases/{case}/analyse")
    assert send(api, case, {"a.dcm": ct_small}, key="k1").json() == first.json()
    assert send(api, case, {"a.dcm": ct_small}, key="k2").status_code == 409


def test_the_same_key_with_other_paths_is_refused(api: Api, ct_small: bytes) -> None:
    case = api.new_case("source", "archive")
    send(api, case, {"a.dcm": ct_small}, key="k1")
    response = send(api, case, {"b.dcm": ct_small}, key="k1")
    assert (response.status_code, response.json()) == (
        400,
        {"error": "This Idempotency-Key was used before for other files: make up a new one for each request."},
    )
    assert File.objects.count() == 1
    assert states(send(api, case, {"b.dcm": ct_small}, key="k1", position=1)) == [("b.dcm", "stored")]


def test_two_requests_with_one_key_at_a_time_enter_the_files_once(
    api: Api, ct_small: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second one passes the first look before the first one has written its receipt."""
    case = api.new_case("source")
    first = send(api, case, {"a.dcm": ct_small}, key="k1")
    monkeypatch.setattr(uploads, "has_answered", lambda capture, key: False)
    assert send(api, case, {"a.dcm": ct_small}, key="k1").json() == first.json()
    assert (File.objects.count(), Receipt.objects.count()) == (1, 1)
    DoomedBlob.objects.update(marked_at=Now() - timedelta(days=1))
    assert retention.sweep() == 0


@pytest.mark.parametrize("key", ["k" * 65, "with space", "ümlaut"])
def test_a_key_that_is_none_is_refused(api: Api, key: str) -> None:
    case = api.new_case("source")
    response = send(api, case, {"a.dcm": b"x"}, key=key)
    assert (response.status_code, response.json()) == (
        400,
        {"error": "An Idempotency-Key has 1 to 64 visible ASCII characters: make one up for each request."},
    )


def test_nothing_is_answered_again_of_a_request_that_failed(
    api: Api, ct_small: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = api.new_case("source")

    def full(*args: Any) -> None:
        raise spool.SpoolFull

    with monkeypatch.context() as patch:
        patch.setattr(spool, "keep", full)
        assert send(api, case, {"a.dcm": ct_small}, key="k1").status_code == 507
    assert states(send(api, case, {"a.dcm": ct_small}, key="k1")) == [("a.dcm", "stored")]


def test_receipts_are_forgotten_after_a_while(api: Api) -> None:
    case = api.new_case("source")
    send(api, case, {"a": b"a"}, key="old")
    Receipt.objects.update(at=Now() - uploads.RECEIPTS_KEPT - timedelta(seconds=1))
    send(api, case, {"b": b"b"}, key="new")
    assert uploads.forget_receipts() == 1
    assert list(Receipt.objects.values_list("key", flat=True)) == ["new"]


def test_a_key_says_nothing_about_what_stands_in_other_cases(api: Api, ct_small: bytes) -> None:
    send(api, api.new_case("source"), {"a.dcm": ct_small}, key="k1")
    other = api.new_case("source")
    assert send(api, other, {"b.dcm": ct_small}, key="k1").json() == {
        "files": [{"name": "b.dcm", "state": "stored", "detail": ""}]
    }


# -- bytes that are here


def test_bytes_that_the_case_holds_are_entered_without_being_sent(api: Api, ct_small: bytes) -> None:
    case = api.new_case("source", "archive")
    api.send(case, 0, {"a.dcm": ct_small})
    files = {"a.dcm": ct_small, "b.dcm": ct_small, "new.dcm": b"new"}
    asked = claim(api, case, 0, files)
    assert states(asked) == [("a.dcm", "known"), ("b.dcm", "stored"), ("new.dcm", "missing")]
    assert states(claim(api, case, 1, {"x/a.dcm": ct_small})) == [("x/a.dcm", "stored")]
    held = File.objects.order_by("id").values_list("capture__position", "name", "size", "state")
    assert list(held) == [(0, "a.dcm", len(ct_small), "stored"), (0, "b.dcm", len(ct_small), "stored"),
                          (1, "x/a.dcm", len(ct_small), "stored")]  # fmt: skip


def test_bytes_of_another_case_are_missing(api: Api, ct_small: bytes) -> None:
    api.send(api.new_case("source"), 0, {"a.dcm": ct_small})
    other = api.new_case("source")
    assert states(claim(api, other, 0, {"a.dcm": ct_small})) == [("a.dcm", "missing")]
    assert api.send(other, 0, {"a.dcm": ct_small}).json()["files"][0]["detail"] == ""


def test_bytes_that_were_lost_are_asked_for(api: Api, ct_small: bytes) -> None:
    case = api.new_case("source")
    api.send(case, 0, {"a.dcm": ct_small})
    spool.storage().delete(spool.key(File.objects.get().sha256))
    assert states(claim(api, case, 0, {"a.dcm": ct_small})) == [("a.dcm", "missing")]


def test_bytes_that_are_marked_are_spared(api: Api, ct_small: bytes) -> None:
    case = api.new_case("source", "archive")
    api.send(case, 0, {"a.dcm": ct_small})
    retention.doom(File.objects.all())
    claim(api, case, 1, {"a.dcm": ct_small})
    File.objects.filter(capture__position=0).delete()
    assert DoomedBlob.objects.count() == 0


def test_an_archive_that_is_recognised_is_unpacked_again(api: Api, drain: Callable[..., int], ct_small: bytes) -> None:
    from tests.web.intake.test_bad_input import zipped

    case = api.new_case("source", "archive")
    archive = zipped({"IM1": ct_small})
    api.send(case, 0, {"a.zip": archive})
    File.objects.update(state=File.State.EXPANDED)
    claim(api, case, 1, {"b.zip": archive})
    assert File.objects.get(name="b.zip").state == File.State.ARCHIVE


def test_a_sealed_capture_recognises_nothing(api: Api, ct_small: bytes) -> None:
    case = api.new_case("source")
    api.send(case, 0, {"a.dcm": ct_small})
    api.post(f"cases/{case}/analyse")
    assert claim(api, case, 0, {"b.dcm": ct_small}).status_code == 409


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({}, '"files" must be a list of objects with "path", "sha256" and "size".'),
        ({"files": []}, '"files" must be a list of objects with "path", "sha256" and "size".'),
        ({"files": ["a"]}, 'Each of "files" must be an object with "path", "sha256" and "size".'),
        ({"files": [{"path": ""}]}, '"path" must be a text that is not empty.'),
        ({"files": [{"path": "a", "sha256": "A" * 64, "size": 1}]},
         '"sha256" must be 64 hexadecimal digits in lower case.'),
        ({"files": [{"path": "a", "sha256": "a" * 64, "size": True}]}, '"size" must be a number of bytes.'),
        ({"files": [{}] * 1001}, "Ask for at most 1,000 files in one request."),
    ],
)  # fmt: skip
def test_a_question_that_makes_no_sense_is_refused(api: Api, body: Any, sentence: str) -> None:
    case = api.new_case("source")
    response = api.post(f"cases/{case}/captures/0/known", body)
    assert (response.status_code, response.json()) == (400, {"error": sentence})


# -- excerpts


def excerpt_of(content: bytes) -> bytes:
    """What a browser makes of a file with native pixel data."""
    (pixels,) = [element for element in scan(content).elements if element.tag == 0x7FE00010]
    gap = (pixels.value_offset, pixels.length)
    kept = content[: gap[0]] + content[sum(gap) :]
    return Excerpt(len(content), (gap,), kept, "n" + "0" * 32, True).pack()


def analysed(api: Api, drain: Callable[..., int], files: dict[str, bytes]) -> dict[str, tuple[str, str, str]]:
    """State as it was received, state and kind as it was read, by name."""
    case = api.new_case("source")
    assert api.send(case, 0, files).status_code == 201
    assert api.post(f"cases/{case}/analyse").status_code == 202
    drain()
    assert api.get(f"cases/{case}").json()["state"] == "done"
    rows = Instance.objects.order_by("ordinal").values_list("file__name", "file__state", "state", "kind")
    return {name: tuple(rest) for name, *rest in rows}


def test_an_excerpt_is_read_like_its_file_and_named_as_what_it_is(
    api: Api, drain: Callable[..., int], client: Client, ct_small: bytes
) -> None:
    found = analysed(api, drain, {"a.dcm": excerpt_of(ct_small)})
    assert found == {"a.dcm": ("excerpt", "checked", "")}
    case = Capture.objects.get().case_id
    assert b">headers only</small>" in client.get(f"/cases/{case}/files/").content
    html = client.get(f"/cases/{case}/intake/").content.decode()
    assert "headers only: all" in html
    report = api.report(case)["check"]["files"][0]
    assert report["sop_class"] == "1.2.840.10008.5.1.4.1.1.2"


@pytest.mark.parametrize(
    "broken",
    [
        b"DICMEXC1",
        b"DICMEXC1\xff\xff\xff\xff{}",
        b"DICMEXC1\x02\x00\x00\x00{}",
        b"DICMEXC1\x02\x00\x00\x00[]rest",
        b"DICMEXC1" + (100_000).to_bytes(4, "little") + b"[" * 100_000,
        Excerpt(100, ((0, 50), (40, 10)), bytes(40), "").pack(),
        Excerpt(100, ((90, 20),), bytes(80), "").pack(),
        Excerpt(1 << 61, ((0, (1 << 61) - 3),), b"abc", "").pack().replace(b"2305843009213693952", b"1e400"),
        Excerpt(10, ((5, 5),), b"12345", "").pack().replace(b"[5,5]", b"[-5,5]"),
        Excerpt(10, ((5, 5),), b"12345", "").pack().replace(b'"pixels":""', b'"pixels":"x"'),
        Excerpt(10, ((5, 5),), b"12345", "").pack().replace(b"[[5,5]]", b'{"5":5}'),
    ],
)
def test_a_forged_excerpt_is_named_as_such(api: Api, drain: Callable[..., int], broken: bytes) -> None:
    assert analysed(api, drain, {"a.dcm": broken}) == {
        "a.dcm": ("excerpt", "not-dicom", "broken excerpt of a DICOM file")
    }


@pytest.mark.parametrize(
    "hidden", [(0, 132), (132, 400), (340, 200), (900, 3000)], ids=["preamble", "meta", "first", "middle"]
)
def test_gaps_where_no_pixel_data_are_do_no_harm(
    api: Api, drain: Callable[..., int], ct_small: bytes, hidden: tuple[int, int]
) -> None:
    at, length = hidden
    packed = Excerpt(len(ct_small), (hidden,), ct_small[:at] + ct_small[at + length :], "n" + "0" * 32).pack()
    ((_, state, kind),) = analysed(api, drain, {"a.dcm": packed}).values()
    assert (state, bool(kind)) in {("damaged", False), ("not-dicom", True)}


def test_a_claim_of_enormous_pixel_data_costs_nothing(api: Api, drain: Callable[..., int], ct_small: bytes) -> None:
    (pixels,) = [element for element in scan(ct_small).elements if element.tag == 0x7FE00010]
    head = ct_small[: pixels.value_offset - 4] + (0xFFFFFFFE).to_bytes(4, "little")
    packed = Excerpt(len(head) + 0xFFFFFFFE, ((len(head), 0xFFFFFFFE),), head, "n" + "0" * 32).pack()
    ((received, state, _),) = analysed(api, drain, {"a.dcm": packed}).values()
    assert (received, state) == ("excerpt", "checked")


def test_a_repeated_body_is_read_without_being_written(rf: Any, db: None) -> None:
    request = rf.post("/", {"files": SimpleUploadedFile("a", bytes(100)), "paths": '["a"]'})
    fields, _, handler = browser.receive(request, is_wanted=False)
    assert (fields["paths"], [part.size for part in handler.parts]) == ('["a"]', [0])
    assert list(spool.incoming().iterdir()) == []
