"""Bytes go when nothing needs them, and not before."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from tests.web.conftest import Api
from validator.intake import spool
from validator.intake.spool import Part
from validator.models import Analysis, AuditEvent, Case, DoomedBlob, File, Instance, Pack
from validator.services import contents, headers, packing, retention
from validator.services.contents import Unreachable


def stored() -> int:
    return len([path for path in spool.incoming().parent.rglob("*") if path.is_file()])


def let_time_pass() -> None:
    DoomedBlob.objects.update(marked_at=Now() - retention.GRACE - timedelta(seconds=1))


@pytest.fixture
def case(api: Api, ct_small: bytes) -> int:
    number = api.new_case("source")
    api.send(number, 0, {"a.dcm": ct_small})
    return number


def test_the_bytes_of_a_deleted_case_go_after_a_while(api: Api, case: int) -> None:
    api.client.delete(f"/api/v1/cases/{case}")
    assert retention.sweep() == 0
    assert stored() == 1
    let_time_pass()
    assert retention.sweep() == 1
    assert (stored(), DoomedBlob.objects.count()) == (0, 0)


def test_bytes_that_another_case_holds_stay(api: Api, case: int, ct_small: bytes) -> None:
    api.send(api.new_case("archive"), 0, {"b.dcm": ct_small})
    api.client.delete(f"/api/v1/cases/{case}")
    let_time_pass()
    assert retention.sweep() == 0
    assert (stored(), DoomedBlob.objects.count()) == (1, 0)


def test_bytes_that_come_again_lose_their_mark(api: Api, case: int, ct_small: bytes) -> None:
    api.client.delete(f"/api/v1/cases/{case}")
    api.send(api.new_case("source"), 0, {"a.dcm": ct_small})
    assert DoomedBlob.objects.count() == 0
    assert stored() == 1


def test_bytes_that_go_while_they_come_again_are_kept_once_more(
    api: Api, case: int, ct_small: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look into the spool and the row of the file, the old bytes are swept."""
    api.client.delete(f"/api/v1/cases/{case}")
    let_time_pass()
    keep = spool.keep

    def kept_and_swept(parts: list[Part]) -> set[str]:
        known = keep(parts)
        retention.sweep()
        monkeypatch.setattr(spool, "keep", keep)
        return known

    monkeypatch.setattr(spool, "keep", kept_and_swept)
    assert api.send(api.new_case("source"), 0, {"a.dcm": ct_small}).status_code == 201
    with spool.local(File.objects.get().sha256) as path:
        assert path.read_bytes() == ct_small
    assert list(spool.incoming().iterdir()) == []


@pytest.fixture
def done(api: Api, drain: Callable[..., int], large: bytes) -> int:
    """A case of two captures with a report; its pixel data are too long to stand in a header."""
    number = api.new_case("source", "archive")
    api.send(number, 0, {"a.dcm": large})
    api.send(number, 1, {"a.dcm": large.replace(b"1CT1", b"1CT2", 1)})
    api.post(f"cases/{number}/analyse")
    drain()
    return number


@pytest.fixture
def large(ct_small: bytes) -> bytes:
    """An image of 200 KiB: its rows are taken eight times, and their number is written down."""
    head, pixels = ct_small[: -32768 - 138], ct_small[-32768 - 138 : -138]
    assert head.endswith(b"\xe0\x7f\x10\x00OW\x00\x00" + (32768).to_bytes(4, "little"))
    rows = b"\x28\x00\x10\x00US\x02\x00"
    assert head.count(rows) == 1
    head = head.replace(rows + (128).to_bytes(2, "little"), rows + (1024).to_bytes(2, "little"))
    return head[:-4] + (8 * 32768).to_bytes(4, "little") + 8 * pixels


def age(case: int, days: float) -> None:
    """Let everything in a case have happened so many days earlier."""
    File.objects.filter(capture__case=case).update(received_at=timezone.now() - timedelta(days=days))
    Analysis.objects.filter(case=case).update(finished_at=timezone.now() - timedelta(days=days))


def dropped(api: Api, case: int) -> None:
    age(case, 31)
    assert retention.expire() == 1
    let_time_pass()
    retention.sweep()
    headers.forget()
    packing.forget()


def told(api: Api, case: int) -> Any:
    """The report but for when it was made."""
    report = api.report(case)
    del report["compare"]["run"]
    return report


def instance(ordinal: int = 0) -> Instance:
    return Instance.objects.select_related("analysis", "file", "file__capture").get(ordinal=ordinal)


def test_files_go_when_their_time_is_up_and_headers_stay(api: Api, done: int) -> None:
    before = told(api, done)
    header = headers.header_of(instance())
    age(done, 29)
    assert retention.expire() == 0
    dropped(api, done)
    assert set(spool.incoming().parent.rglob("??/*")) == {
        spool.incoming().parent / spool.key(sha256) for sha256 in Pack.objects.values_list("sha256", flat=True)
    }
    assert headers.header_of(instance()) == header
    with pytest.raises(Unreachable, match=f"^{contents.DROPPED}$"), contents.opened(instance().file):
        pass
    assert told(api, done) == before
    event = AuditEvent.objects.get(action="files.dropped")
    assert (event.case_number, event.detail) == (done, {"files": 2, "days": 30})


def test_the_pages_stay_when_the_files_are_gone(api: Api, done: int) -> None:
    dropped(api, done)
    for page in ("", "instances/0/", "instances/0/?at=(0010,0020)", "instances/0/?at=(7FE0,0010)", "lineages/1/"):
        answer = api.client.get(f"/cases/{done}/{page}")
        assert answer.status_code == 200, page
        assert "is not kept any more" not in answer.content.decode(), page
    assert "The files of this case were deleted on" in api.client.get(f"/cases/{done}/").content.decode()
    shown = api.client.get(f"/cases/{done}/instances/0/?at=(7FE0,0010)").content.decode()
    assert "E0 7F 10 00" in shown


def test_a_case_without_files_is_not_run_again(api: Api, done: int) -> None:
    dropped(api, done)
    day = Case.objects.get().files_dropped_at
    for step in ("reopen", "analyse"):
        answer = api.post(f"cases/{done}/{step}")
        assert (answer.status_code, answer.json()["error"]) == (400, retention.WITHOUT_FILES.format(day=day))


def test_what_happens_in_a_case_keeps_its_files(api: Api, done: int, large: bytes) -> None:
    """A file that came later, and a run that is going on."""
    age(done, 31)
    api.post(f"cases/{done}/reopen")
    api.send(done, 0, {"b.dcm": large + bytes(2)})
    assert retention.expire() == 0
    age(done, 31)
    api.post(f"cases/{done}/analyse")
    assert retention.expire() == 0
    assert not DoomedBlob.objects.exists()


def test_files_stay_for_ever_where_that_is_wanted(api: Api, done: int, settings: Any) -> None:
    settings.FILE_DAYS = 0
    age(done, 10_000)
    assert retention.expire() == 0


def test_a_case_that_was_never_run_keeps_its_files(api: Api, case: int) -> None:
    File.objects.update(received_at=timezone.now() - timedelta(days=1000))
    assert retention.expire() == 0


def test_bytes_that_another_case_still_keeps_stay(api: Api, done: int, large: bytes) -> None:
    other = api.new_case("source")
    api.send(other, 0, {"a.dcm": large})
    dropped(api, done)
    with contents.opened(File.objects.get(capture__case=other)) as source:
        assert source.read_bytes() == large  # type: ignore[union-attr]


def test_packs_go_with_their_case(api: Api, done: int) -> None:
    assert Pack.objects.count() == 1
    api.client.delete(f"/api/v1/cases/{done}")
    let_time_pass()
    assert retention.sweep() == 3
    assert stored() == 0


def test_a_pack_that_two_runs_share_stays_with_the_other(api: Api, done: int, drain: Callable[..., int]) -> None:
    api.post(f"cases/{done}/reopen")
    api.post(f"cases/{done}/analyse")
    drain()
    assert len(set(Pack.objects.values_list("sha256", flat=True))) == 1
    Analysis.objects.filter(number=1).update(state=Analysis.State.FAILED)
    retention.doom(Pack.objects.filter(analysis__number=1))
    Analysis.objects.filter(number=1).delete()
    let_time_pass()
    assert retention.sweep() == 0
    assert headers.header_of(instance()).is_dicom
