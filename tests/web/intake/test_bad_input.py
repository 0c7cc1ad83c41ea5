"""Bad input through an upload: each kind ends in one named state, and the good files beside it are checked."""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client, RequestFactory

from tests.web.conftest import Api
from validator.intake import archive, browser, spool
from validator.models import File, Instance, Pack

Drain = Callable[..., int]


def zipped(entries: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return buffer.getvalue()


def analysed(api: Api, drain: Drain, files: dict[str, bytes]) -> dict[str, tuple[str, str]]:
    """State and kind of every file, by name, after a run over one capture."""
    case = api.new_case("source")
    assert api.send(case, 0, files).status_code == 201
    assert api.post(f"cases/{case}/analyse").status_code == 202
    drain()
    assert api.get(f"cases/{case}").json()["state"] == "done"
    rows = Instance.objects.order_by("ordinal").values_list("file__name", "state", "kind")
    return {name: (state, kind) for name, state, kind in rows}


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(200), "JPEG image"),
        (b"%PDF-1.7\n" + bytes(200), "PDF document"),
        (b"MSH|^~\\&|RIS|HOSP|PACS|HOSP|202401010000||ORM^O01|1|P|2.5\r", "HL7 message"),
    ],
)
def test_what_is_not_dicom_is_listed_as_what_it_is(
    api: Api, drain: Drain, ct_small: bytes, content: bytes, kind: str
) -> None:
    found = analysed(api, drain, {"a.dcm": ct_small, "b": content})
    assert found["a.dcm"] == ("checked", "")
    assert found["b"][0] == "not-dicom"
    assert kind.split(maxsplit=1)[0] in found["b"][1]


def test_an_empty_file_is_listed(api: Api, drain: Drain) -> None:
    state, kind = analysed(api, drain, {"empty": b""})["empty"]
    assert state == "not-dicom"
    assert kind


def test_a_damaged_file_is_checked_as_far_as_it_can_be_read(api: Api, drain: Drain, ct_small: bytes) -> None:
    assert analysed(api, drain, {"cut.dcm": ct_small[:3000]}) == {"cut.dcm": ("damaged", "")}
    findings = api.report(_case())["check"]["files"][0]["findings"]
    assert all(isinstance(finding["offset"], int) for finding in findings if finding["code"].startswith("FIL"))
    assert findings


def test_an_executable_in_the_preamble_is_flagged(api: Api, drain: Drain, ct_small: bytes) -> None:
    analysed(api, drain, {"a.dcm": b"MZ\x90\x00".ljust(128, b"\0") + ct_small[128:]})
    findings = api.report(_case())["check"]["files"][0]["findings"]
    at_the_start = [(finding["code"], finding["path"]) for finding in findings if finding["offset"] == 0]
    assert at_the_start == [("FIL003", "")]


@pytest.mark.parametrize(
    ("entries", "limit", "reason"),
    [
        ({"zeros": bytes(3_000_000)}, archive.Limits(free=1_000_000), "It is a bomb"),
        ({"../up": b"x"}, None, "It contains a name that leads outside the archive."),
        ({"deep.zip": zipped({"deeper.zip": zipped({"a": b"x"})})}, None, "It is nested too deep"),
    ],
)
def test_an_archive_that_breaks_a_limit_is_refused_by_name_and_the_rest_goes_on(
    api: Api,
    drain: Drain,
    ct_small: bytes,
    monkeypatch: pytest.MonkeyPatch,
    entries: dict[str, bytes],
    limit: archive.Limits | None,
    reason: str,
) -> None:
    if limit is not None:
        monkeypatch.setattr(archive, "Limits", lambda: limit)
    found = analysed(api, drain, {"a.dcm": ct_small, "bad.zip": zipped(entries)})
    assert found.pop("a.dcm") == ("checked", "")
    ((state, kind),) = found.values()
    assert state == "not-dicom"
    assert kind.startswith(f"ZIP archive, refused: {reason}")


def test_a_refused_archive_stands_in_the_verdict(api: Api, drain: Drain) -> None:
    analysed(api, drain, {"bad.zip": zipped({"../up": b"x"})})
    sentences = api.get(f"cases/{_case()}").json()["verdict"]["sentences"]
    assert [(sentence["impact"], sentence["text"]) for sentence in sentences] == [
        ("breaks", "source holds 1 archive that could not be unpacked"),
        ("degrades", "Nothing was checked: there is no DICOM file here."),
    ]


def test_an_archive_is_unpacked_into_its_capture(api: Api, drain: Drain, ct_small: bytes) -> None:
    inner = zipped({"IM2": ct_small + bytes(2)})
    found = analysed(api, drain, {"study.zip": zipped({"ST1/IM1": ct_small, "more.zip": inner})})
    assert found == {
        "study.zip/ST1/IM1": ("checked", ""),
        "study.zip/more.zip/IM2": ("checked", ""),
    }


def test_archives_inside_one_share_its_limits(
    api: Api, drain: Drain, ct_small: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of them by itself would be small enough."""
    limits = archive.Limits(free=1_000_000)
    monkeypatch.setattr(archive, "Limits", lambda: limits)
    outer = {f"{number}.zip": zipped({"zeros": bytes(400_000) + bytes([number])}) for number in range(4)}
    found = analysed(api, drain, {"a.dcm": ct_small, "outer.zip": zipped(outer)})
    refused = [name for name, (_, kind) in found.items() if kind.startswith("ZIP archive, refused: It is a bomb")]
    assert refused == ["outer.zip/0.zip", "outer.zip/1.zip"]


def test_what_comes_out_of_an_archive_inside_goes_with_the_one_outside(api: Api, drain: Drain, ct_small: bytes) -> None:
    from validator.models import DoomedBlob
    from validator.services import unpacking

    analysed(api, drain, {"outer.zip": zipped({"IM1": ct_small, "inner.zip": zipped({"IM2": ct_small + bytes(2)})})})
    unpacking.refuse(File.objects.get(name="outer.zip"), "It is left out.")
    assert list(File.objects.values_list("name", "state")) == [("outer.zip", "refused")]
    assert DoomedBlob.objects.count() == 3


def test_two_entries_of_one_name_are_two_files(api: Api, drain: Drain, ct_small: bytes) -> None:
    content = zipped({"AAAA": ct_small, "AAAB": ct_small + bytes(2)}).replace(b"AAAB", b"AAAA")
    assert list(analysed(api, drain, {"a.zip": content})) == ["a.zip/AAAA", "a.zip/AAAA (2)"]


def test_an_archive_can_be_unpacked_twice_without_doubling(api: Api, drain: Drain, ct_small: bytes) -> None:
    from validator.services import unpacking

    analysed(api, drain, {"study.zip": zipped({"IM1": ct_small})})
    unpacking.expand(File.objects.get(name="study.zip"), depth=1, budget=archive.Budget(1))
    assert list(File.objects.order_by("name").values_list("name", "state")) == [
        ("study.zip", "expanded"),
        ("study.zip/IM1", "stored"),
    ]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../../etc/cron.d/x", "../../../etc/cron.d/x"),
        ("..", ".."),
        ("a\0b.dcm", "a\\x00b.dcm"),
        ("é" * 4096, "é" * 4096),
        ("😀/患者.dcm", "😀/患者.dcm"),
        ("<script>alert(1)</script>.dcm", "<script>alert(1)</script>.dcm"),
    ],
)
def test_names_are_kept_as_data(api: Api, drain: Drain, ct_small: bytes, name: str, shown: str) -> None:
    assert analysed(api, drain, {name: ct_small}) == {shown: ("checked", "")}
    stored = {path.name for path in spool.incoming().parent.rglob("*") if path.is_file()}
    assert stored == {File.objects.get().sha256, *Pack.objects.values_list("sha256", flat=True)}


def test_a_name_in_another_encoding_inside_an_archive_is_read(api: Api, drain: Drain, ct_small: bytes) -> None:
    content = zipped({"AAAA.dcm": ct_small}).replace(b"AAAA", "山田".encode("shift_jis"))
    assert analysed(api, drain, {"a.zip": content}) == {"a.zip/山田.dcm": ("checked", "")}


def test_the_same_file_sent_twice_is_stored_once_and_said_so(api: Api, ct_small: bytes) -> None:
    case = api.new_case("source")
    api.send(case, 0, {"a.dcm": ct_small})
    again = api.send(case, 0, {"a.dcm": ct_small, "copy.dcm": ct_small}).json()["files"]
    assert again == [
        {"name": "a.dcm", "state": "known", "detail": "The same file was here already; it is kept once."},
        {
            "name": "copy.dcm",
            "state": "stored",
            "detail": "Its bytes were here already under another name; they are stored once.",
        },
    ]
    assert list(File.objects.order_by("name").values_list("name", flat=True)) == ["a.dcm", "copy.dcm"]
    assert len([path for path in spool.incoming().parent.rglob("*") if path.is_file()]) == 1


def test_other_bytes_under_a_name_that_is_taken_get_a_number(api: Api, ct_small: bytes) -> None:
    case = api.new_case("source")
    api.send(case, 0, {"a.dcm": ct_small})
    assert api.send(case, 0, {"a.dcm": ct_small + b"\0\0"}).json()["files"] == [
        {"name": "a (2).dcm", "state": "stored", "detail": ""}
    ]


def test_a_file_over_the_limit_is_refused_and_the_others_are_kept(api: Api, ct_small: bytes, settings: Any) -> None:
    settings.UPLOAD_FILE_BYTES = len(ct_small)
    case = api.new_case("source")
    response = api.send(case, 0, {"a.dcm": ct_small, "large.dcm": ct_small + b"\0\0"})
    assert response.status_code == 201
    assert [(file["name"], file["state"]) for file in response.json()["files"]] == [
        ("a.dcm", "stored"),
        ("large.dcm", "refused"),
    ]
    assert api.send(case, 0, {"large.dcm": ct_small + b"\0\0"}).status_code == 413
    assert list(spool.incoming().iterdir()) == []


def test_a_full_disk_is_said_and_nothing_is_half_kept(
    api: Api, ct_small: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = api.new_case("source")

    def full(part: spool.Part, chunk: bytes) -> None:
        raise spool.SpoolFull

    monkeypatch.setattr(spool.Part, "write", full)
    response = api.send(case, 0, {"a.dcm": ct_small})
    assert response.status_code == 507
    assert response.json()["error"].startswith("There is no room left on the disk")
    assert not File.objects.exists()
    assert list(spool.incoming().iterdir()) == []


@pytest.mark.django_db
def test_half_an_upload_is_not_kept(rf: RequestFactory, ct_small: bytes) -> None:
    head = b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.dcm"\r\n\r\n'
    request = rf.post("/")
    request.META |= {
        "CONTENT_LENGTH": str(len(head) + len(ct_small)),
        "CONTENT_TYPE": "multipart/form-data; boundary=b",
    }
    # As a server hands it over when the connection ends too early.
    request._stream = io.BytesIO(head + ct_small[:1000])
    with pytest.raises(browser.UploadBroken):
        browser.receive(request)
    assert list(spool.incoming().iterdir()) == []


def test_a_file_whose_bytes_are_gone_is_named(api: Api, drain: Drain, ct_small: bytes) -> None:
    case = api.new_case("source")
    api.send(case, 0, {"a.dcm": ct_small, "b.dcm": ct_small + b"\0\0"})
    spool.storage().delete(spool.key(File.objects.get(name="b.dcm").sha256))
    api.post(f"cases/{case}/analyse")
    drain()
    assert list(Instance.objects.order_by("ordinal").values_list("state", "kind")) == [
        ("checked", ""),
        ("crashed", "Its bytes are gone from the spool: send it again in a new run."),
    ]


def test_paths_and_files_must_be_as_many(api: Api, client: Client, ct_small: bytes) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    case = api.new_case("source")
    response = client.post(
        f"/api/v1/cases/{case}/captures/0/files",
        {"files": [SimpleUploadedFile("a", ct_small)], "paths": json.dumps(["a", "b"])},
    )
    assert response.status_code == 400
    assert response.json()["error"].startswith("The field 'paths' names 2 files, but 1 arrived")
    assert not File.objects.exists()


def _case() -> int:
    from validator.models import Case

    return Case.objects.get().pk
