"""Captures: added, named, put in order and removed, until they are sealed."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.web.conftest import Api
from validator.models import Analysis, AuditEvent, Case, DoomedBlob, File
from validator.services import captures, uploads
from validator.services.errors import Invalid, NotFound, Sealed

ANYBODY = AnonymousUser()


@pytest.fixture
def case(api: Api, ct_small: bytes) -> Case:
    number = api.new_case("source", "router", "archive")
    for position, name in enumerate(("s.dcm", "r.dcm", "a.dcm")):
        api.send(number, position, {name: ct_small + name.encode() + b" "})
    return Case.objects.get(pk=number)


def chain(case: Case) -> list[tuple[int, str, list[str]]]:
    return [
        (capture.position, capture.label, [file.name for file in capture.files.all()])
        for capture in case.captures.order_by("position")
    ]


def test_a_capture_is_added_at_the_end(case: Case) -> None:
    captures.add(ANYBODY, case, label=" deep  archive ")
    assert chain(case)[-1] == (3, "deep archive", [])


def test_what_is_done_to_captures_is_on_record(case: Case) -> None:
    captures.add(ANYBODY, case, label="more")
    captures.describe(ANYBODY, case, 3, label="deep archive")
    captures.reorder(ANYBODY, case, [1, 0, 2, 3])
    captures.remove(ANYBODY, case, 3)
    events = AuditEvent.objects.filter(case_number=case.pk, action__startswith="capture").order_by("id")
    assert [(event.action, event.detail) for event in events] == [
        ("capture.added", {"position": 3}),
        ("capture.described", {"position": 3}),
        ("captures.reordered", {}),
        ("capture.removed", {"files": 0}),
    ]


def test_captures_are_put_in_another_order_with_their_files(case: Case) -> None:
    captures.reorder(ANYBODY, case, [2, 0, 1])
    assert chain(case) == [(0, "archive", ["a.dcm"]), (1, "source", ["s.dcm"]), (2, "router", ["r.dcm"])]


@pytest.mark.parametrize("order", [[0, 1], [0, 1, 1], [0, 1, 3]])
def test_an_order_names_each_position_once(case: Case, order: list[int]) -> None:
    with pytest.raises(Invalid, match=r"^The order must name each position once\.$"):
        captures.reorder(ANYBODY, case, order)
    assert [label for _, label, _ in chain(case)] == ["source", "router", "archive"]


def test_a_removed_capture_takes_its_files_along_and_the_others_move_up(case: Case) -> None:
    captures.remove(ANYBODY, case, 1)
    assert chain(case) == [(0, "source", ["s.dcm"]), (1, "archive", ["a.dcm"])]
    assert not File.objects.filter(name="r.dcm").exists()
    assert DoomedBlob.objects.count() == 1


def test_the_last_capture_stays(case: Case) -> None:
    for _ in range(2):
        captures.remove(ANYBODY, case, 0)
    with pytest.raises(Invalid, match="needs at least one capture"):
        captures.remove(ANYBODY, case, 0)


def test_a_capture_is_described(case: Case) -> None:
    captures.describe(ANYBODY, case, 1, label="gateway", ae_title=" GATEWAY1 ", method="c-store")
    capture = captures.find(case, 1)
    assert (capture.label, capture.ae_title, capture.method) == ("gateway", "GATEWAY1", "c-store")


def test_two_captures_do_not_share_a_label(case: Case) -> None:
    with pytest.raises(Invalid, match=r"^There is a capture 'source' already: give each its own label\.$"):
        captures.describe(ANYBODY, case, 1, label="source")


def test_a_capture_that_is_not_there_is_not_found(case: Case) -> None:
    with pytest.raises(NotFound):
        captures.remove(ANYBODY, case, 7)


def test_a_report_keeps_its_chain_but_a_run_that_came_to_nothing_does_not(
    api: Api, case: Case, drain: Callable[..., int]
) -> None:
    api.post(f"cases/{case.pk}/analyse")
    api.post(f"cases/{case.pk}/cancel")
    api.post(f"cases/{case.pk}/reopen")
    captures.describe(ANYBODY, case, 0, label="modality")
    assert not Analysis.objects.exists()
    api.post(f"cases/{case.pk}/analyse")
    drain()
    api.post(f"cases/{case.pk}/reopen")
    before = chain(case)
    for change in (
        lambda: captures.reorder(ANYBODY, case, [2, 1, 0]),
        lambda: captures.describe(ANYBODY, case, 0, label="other"),
        lambda: captures.remove(ANYBODY, case, 0),
        lambda: uploads.remove(ANYBODY, case, File.objects.get(name="s.dcm").pk),
    ):
        with pytest.raises(Sealed, match=r"^This case has a report"):
            change()
    captures.describe(ANYBODY, case, 0, label="modality", ae_title="CT1")
    assert chain(case) == before
    captures.add(ANYBODY, case, label="deep archive")
    captures.remove(ANYBODY, case, 3)
    captures.add(ANYBODY, case, label="deep archive")
    assert chain(case) == [*before, (3, "deep archive", [])]
    assert len(api.report(case.pk)["check"]["files"]) == 3


def test_sealed_captures_stay_as_they_are(api: Api, case: Case, drain: Callable[..., int]) -> None:
    api.post(f"cases/{case.pk}/analyse")
    before = chain(case)
    for change in (
        lambda: captures.add(ANYBODY, case, label="more"),
        lambda: captures.reorder(ANYBODY, case, [2, 1, 0]),
        lambda: captures.describe(ANYBODY, case, 0, label="other"),
        lambda: captures.remove(ANYBODY, case, 0),
    ):
        with pytest.raises(Sealed):
            change()
    assert chain(case) == before
