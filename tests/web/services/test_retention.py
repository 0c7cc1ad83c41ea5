"""Bytes go when nothing needs them, and not before."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now

from tests.web.conftest import Api
from validator.intake import spool
from validator.intake.spool import Part
from validator.models import DoomedBlob, File
from validator.services import retention


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
