"""What is the machine's fault is told apart from what is a file's, and nobody is blamed for it."""

import errno
import sqlite3
from collections.abc import Callable
from datetime import timedelta

import psycopg
import pytest
from botocore.exceptions import ClientError, EndpointConnectionError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.db.models.functions import Now

from tests.web.conftest import Api
from validator.intake import spool
from validator.jobs import queue
from validator.jobs.limits import CHUNK
from validator.jobs.tasks import work
from validator.models import Analysis, Case, DoomedBlob, File, Job
from validator.models.analysis import Phase
from validator.services import working
from validator.services.surroundings import Trouble, trouble


def sqlite_error(code: int) -> Exception:
    error = sqlite3.OperationalError("quoted by nobody")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (spool.SpoolFull(), Trouble.ROOM),
        (OSError(errno.ENOSPC, "x"), Trouble.ROOM),
        (OSError(errno.EDQUOT, "x"), Trouble.ROOM),
        (OSError(errno.ESTALE, "x"), Trouble.STORE),
        (FileNotFoundError(errno.ENOENT, "x"), None),
        (sqlite_error(13), Trouble.ROOM),
        (sqlite_error(5 | 2 << 8), Trouble.DATABASE),
        (sqlite_error(1), None),
        (psycopg.errors.DiskFull(), Trouble.ROOM),
        (psycopg.errors.AdminShutdown(), Trouble.DATABASE),
        (psycopg.errors.DeadlockDetected(), Trouble.DATABASE),
        (psycopg.OperationalError("server closed the connection"), Trouble.DATABASE),
        (psycopg.InterfaceError("the connection is closed"), Trouble.DATABASE),
        (psycopg.errors.UniqueViolation(), None),
        (psycopg.DataError("NUL"), None),
        (EndpointConnectionError(endpoint_url="http://s3"), Trouble.STORE),
        (ClientError({"ResponseMetadata": {"HTTPStatusCode": 503}}, "PutObject"), Trouble.STORE),
        (ClientError({"ResponseMetadata": {"HTTPStatusCode": 403}}, "PutObject"), None),
        (ValueError("a file's fault"), None),
    ],
)
def test_an_exception_tells_what_is_missing(error: Exception, expected: Trouble | None) -> None:
    assert trouble(error) == expected


def test_what_caused_an_exception_counts(db: None) -> None:
    outer = OperationalError("x")
    outer.__cause__ = sqlite_error(13)
    assert trouble(outer) is Trouble.ROOM
    assert trouble(OperationalError("x")) is None


@pytest.fixture
def reading(api: Api, drain: Callable[..., int], ct_small: bytes) -> int:
    case = api.new_case("source")
    api.send(case, 0, {f"{number:02}.dcm": ct_small + bytes(2 * number) for number in range(8)})
    api.post(f"cases/{case}/analyse")
    drain(1)
    return case


def full(*args: object, **options: object) -> None:
    raise spool.SpoolFull


def test_work_waits_for_room_without_blame_and_says_so(
    api: Api, reading: int, drain: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("validator.services.reading.scan", full)
        patched.setattr(queue, "REST", timedelta(seconds=-1))
        for _ in range(5):
            lease = queue.claim(CHUNK)
            assert lease is not None
            assert not working.perform(lease)
    assert list(Job.objects.filter(phase=Phase.READ).values_list("key", "state", "attempts", "losses", "error")) == [
        ("0-7", "due", 0, 0, "waits for room on the disk")
    ]
    progress = api.get(f"cases/{reading}").json()["progress"]
    assert (progress["waiting"], progress["label"]) == (
        True, "waiting for room on the disk to go on with reading and checking the files",
    )  # fmt: skip
    drain()
    assert api.get(f"cases/{reading}").json()["state"] == "done"


def test_a_worker_that_cannot_write_waits_for_the_database(
    reading: int, drain: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    lease = queue.claim(CHUNK)
    assert lease is not None
    calls: list[str] = []
    postpone = queue.postpone

    def gone(*args: object, **options: object) -> None:
        calls.append("gone")
        raise OperationalError from psycopg.OperationalError()

    def back_at_the_third_time(*args: object, missing: str) -> None:
        if len(calls) < 3:
            gone()
        postpone(lease, missing=missing)

    with monkeypatch.context() as patched:
        patched.setattr(working, "PAUSE", 0)
        patched.setattr(queue, "REST", timedelta(seconds=-1))
        patched.setattr(queue, "finish", gone)
        patched.setattr(queue, "postpone", back_at_the_third_time)
        assert not working.perform(lease)
    assert calls == ["gone"] * 3
    drain()
    assert Analysis.objects.get().state == "done"


def test_a_disk_that_is_full_is_seen_by_whoever_asks_how_far_it_is(
    api: Api, reading: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool, "is_full", lambda: True)
    assert api.get(f"cases/{reading}").json()["progress"]["label"] == (
        "waiting for room on the disk to go on with reading and checking the files"
    )


@pytest.mark.parametrize(
    ("cause", "status", "sentence"),
    [
        (sqlite_error(13), 507, "There is no room left on the disk. Make room and try again."),
        (psycopg.OperationalError(), 503, "There is no access to the database at the moment. Try again in a minute."),
    ],
)
def test_a_request_that_fails_for_want_of_something_says_of_what(
    api: Api, monkeypatch: pytest.MonkeyPatch, cause: Exception, status: int, sentence: str
) -> None:
    def fail(*args: object, **options: object) -> None:
        raise OperationalError from cause

    monkeypatch.setattr("validator.services.cases.create", fail)
    response = api.post("cases", {"title": "x", "captures": ["a"]})
    assert (response.status_code, response.json()) == (status, {"error": sentence})
    page = api.client.post("/cases/new/", {"title": "x", "label": ["a"]})
    assert (page.status_code, page.content.decode()) == (status, sentence)


def test_a_form_on_a_full_disk_is_answered_with_a_sentence_and_leaves_nothing(
    api: Api, ct_small: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = api.new_case("source")
    monkeypatch.setattr("validator.intake.spool.sync", full)
    files = [SimpleUploadedFile("a", ct_small), SimpleUploadedFile("b", ct_small + b"\0\0")]
    response = api.client.post(f"/cases/{case}/intake/", {"do": "save", "files-0": files})
    assert response.status_code == 507
    assert "There is no room left on the disk, so none of these files was kept." in response.content.decode()
    assert (File.objects.count(), list(spool.incoming().iterdir())) == (0, [])


def test_bytes_that_came_too_late_for_a_run_are_marked_to_go(
    api: Api, ct_small: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run was started between the look at the case and the rows of the files."""
    case = api.new_case("source")
    api.send(case, 0, {"a.dcm": ct_small})
    keep = spool.keep

    def kept_and_sealed(parts: list[spool.Part]) -> set[str]:
        known = keep(parts)
        api.post(f"cases/{case}/analyse")
        return known

    monkeypatch.setattr(spool, "keep", kept_and_sealed)
    assert api.send(case, 0, {"late.dcm": ct_small + b"\0\0"}).status_code == 409
    assert list(File.objects.values_list("name", flat=True)) == ["a.dcm"]
    marked = set(DoomedBlob.objects.values_list("sha256", flat=True))
    stored = {path.name for path in spool.incoming().parent.rglob("*") if path.is_file()}
    assert stored - marked == {File.objects.get().sha256}
    assert len(marked) == 1
    assert Case.objects.count() == 1


def test_what_waits_lets_others_go_first(
    api: Api, drain: Callable[..., int], ct_small: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = api.new_case("source")
    api.send(case, 0, {f"{number:02}.dcm": ct_small + bytes(2 * number) for number in range(12)})
    api.post(f"cases/{case}/analyse")
    drain(1)
    with monkeypatch.context() as patched:
        patched.setattr("validator.services.reading.scan", full)
        lease = queue.claim(CHUNK)
        assert lease is not None
        working.perform(lease)
    other = queue.claim(CHUNK)
    assert (other and other.first, queue.claim(CHUNK)) == (8, None)
    Job.objects.filter(first=0).update(lease_until=Now() - timedelta(seconds=1))
    again = queue.claim(CHUNK)
    assert (again and again.first) == 0
    assert not Job.objects.filter(error__startswith="waits").exists()


def test_a_worker_takes_nothing_while_the_disk_is_full(
    reading: int, monkeypatch: pytest.MonkeyPatch, drain: Callable[..., int]
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(spool, "is_full", lambda: True)
        assert work(CHUNK) == 0
    assert Job.objects.get(phase=Phase.READ).attempts == 0
    assert work(CHUNK) == 1
