"""Trying again what failed: a run of its own does that alone, and takes over the rest."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from tests.web.conftest import Api
from validator.engine.compare import compare_lineage
from validator.engine.compare.explain import observe
from validator.engine.header import scan
from validator.models import Analysis, AuditEvent, ChunkResult, File, Instance, Job, Pack
from validator.models.analysis import Phase
from validator.services import reading, retrying, unpacking

FILES = 12
UID = b"1.3.6.1.4.1.5962.1.1.1.1.1.20040119072730.12322"


@pytest.fixture
def case(api: Api, ct_small: bytes) -> int:
    """Twelve instances whose Patient ID the archive put in capitals, with their analysis begun."""
    number = api.new_case("source", "archive")
    for position, patient in enumerate((b"pt%02d", b"PT%02d")):
        files = {
            f"{at:02}.dcm": ct_small.replace(UID, UID[:-2] + b"%02d" % at).replace(b"1CT1", patient % at)
            for at in range(FILES)
        }
        api.send(number, position, files)
    api.post(f"cases/{number}/analyse")
    return number


def done_anew(number: int) -> dict[str, list[str]]:
    """The keys of the jobs that a run did itself, by phase."""
    found: dict[str, list[str]] = {}
    jobs = Job.objects.filter(analysis__number=number, attempts__gt=0).order_by("first")
    for phase, key in jobs.values_list("phase", "key"):
        found.setdefault(phase, []).append(key)
    return found


def facts(report: Any) -> Any:
    return {"check": report["check"], "compare": {**report["compare"], "run": None}}


def undisturbed(api: Api, case: int, drain: Callable[..., int]) -> Any:
    """The report of a further run in which nothing fails."""
    api.post(f"cases/{case}/reopen")
    api.post(f"cases/{case}/analyse")
    drain()
    return facts(api.report(case))


def poisoned(number: int, patched: pytest.MonkeyPatch) -> None:
    """A single instance of the first capture cannot be read."""
    sha256 = Instance.objects.get(analysis__number=1, ordinal=number).file.sha256

    def fail(source: Any, **options: Any) -> Any:
        if sha256 in str(source):
            raise RecursionError
        return scan(source, **options)

    patched.setattr(reading, "scan", fail)


def test_what_could_not_be_read_is_read_again_and_nothing_else(
    api: Api, case: int, drain: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    drain(1)
    with monkeypatch.context() as patched:
        poisoned(5, patched)
        drain()
    assert [(each.what, each.name, each.ordinal) for each in retrying.failures(Analysis.objects.get())] == [
        ("instance", "05.dcm", 5)
    ]
    answer = api.post(f"cases/{case}/retry")
    assert (answer.status_code, answer.json()["retry"]) == (
        202,
        {"run": 2, "of": 1, "failed": 1, "taken_over": 2 * FILES - 1, "whole": False},
    )
    drain()
    second = Analysis.objects.get(number=2)
    assert done_anew(2)["read"] == ["5-5"]
    assert {"pair", "compare", "settle", "explain", "conclude"} <= set(done_anew(2))
    assert set(second.instances.values_list("state", flat=True)) == {"checked"}
    assert Analysis.objects.get(number=1).instances.filter(state="crashed").count() == 1
    covered = sorted(Pack.objects.filter(analysis=second).values_list("first", "last"))
    assert [number for first, last in covered for number in range(first, last + 1)] == list(range(2 * FILES))
    assert facts(api.report(case)) == undisturbed(api, case, drain)
    event = AuditEvent.objects.get(action="analysis.retried")
    assert (event.case_number, event.detail) == (case, {"analysis": 2, "of": 1, "failed": 1})


@pytest.mark.parametrize(("phase", "what"), [(Phase.COMPARE, "comparison"), (Phase.EXPLAIN, "explanation")])
def test_a_lineage_that_was_left_behind_is_tried_again_and_no_other(
    api: Api, case: int, drain: Callable[..., int], monkeypatch: pytest.MonkeyPatch, phase: Phase, what: str
) -> None:
    def fail_at_five(real: Callable[..., Any]) -> Callable[..., Any]:
        return lambda lineage, *args, **options: 1 // 0 if lineage.id == 5 else real(lineage, *args, **options)

    with monkeypatch.context() as patched:
        target, real = (
            ("comparing.compare_lineage", compare_lineage)
            if phase is Phase.COMPARE
            else ("explaining.observe", observe)
        )
        patched.setattr(f"validator.services.{target}", fail_at_five(real))
        drain()
    first = Analysis.objects.get()
    assert [(each.what, each.lineage) for each in retrying.failures(first)] == [(what, 5)]
    assert api.post(f"cases/{case}/retry").status_code == 202
    drain()
    anew = done_anew(2)
    assert "read" not in anew
    assert anew[phase] == ["5-5"]
    assert ("compare" in anew) == (phase is Phase.COMPARE)
    assert facts(api.report(case)) == undisturbed(api, case, drain)


def test_a_run_that_was_cancelled_goes_on_where_it_stopped(api: Api, case: int, drain: Callable[..., int]) -> None:
    drain(3)
    api.post(f"cases/{case}/cancel")
    read = list(Job.objects.filter(phase=Phase.READ, state="done").values_list("key", flat=True))
    assert read == ["0-7", "8-15"]
    assert api.post(f"cases/{case}/retry").json()["retry"]["taken_over"] == 16
    drain()
    assert done_anew(2)["read"] == ["16-23"]
    assert facts(api.report(case)) == undisturbed(api, case, drain)


def test_a_run_that_failed_in_the_end_takes_over_all_chunks(
    api: Api, case: int, drain: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("validator.services.concluding.Conclusion.draw_up", lambda self: 1 // 0)
        drain()
    assert api.get(f"cases/{case}").json()["state"] == "failed"
    api.post(f"cases/{case}/retry")
    drain()
    assert set(done_anew(2)) == {"pair", "settle", "conclude"}
    assert facts(api.report(case)) == undisturbed(api, case, drain)


def test_an_archive_that_stopped_the_program_makes_the_run_a_whole_one(
    api: Api, drain: Callable[..., int], ct_small: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("c.dcm", ct_small)
    case = api.new_case("source")
    api.send(case, 0, {"a.dcm": ct_small, "b.zip": packed.getvalue()})
    api.post(f"cases/{case}/analyse")
    with monkeypatch.context() as patched:
        patched.setattr(unpacking, "expand", lambda *args, **options: 1 // 0)
        drain()
    assert retrying.failures(Analysis.objects.get())[0][:3] == ("archive", "b.zip", unpacking.CRASHED)
    assert api.post(f"cases/{case}/retry").json()["retry"] == {
        "run": 2, "of": 1, "failed": 1, "taken_over": 0, "whole": True,
    }  # fmt: skip
    drain()
    names = Instance.objects.filter(analysis__number=2).values_list("file__name", flat=True)
    assert list(names) == ["a.dcm", "b.zip/c.dcm"]


def test_an_archive_refused_for_good_is_told_of_the_run_that_goes_on(
    api: Api, drain: Callable[..., int], ct_small: bytes
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("c.dcm", ct_small)
    case = api.new_case("source")
    api.send(case, 0, {"a.dcm": ct_small, "b.zip": packed.getvalue()[:-2000]})
    api.post(f"cases/{case}/analyse")
    drain(2)
    api.post(f"cases/{case}/cancel")
    assert not api.post(f"cases/{case}/retry").json()["retry"]["whole"]
    drain()
    second = Analysis.objects.get(number=2)
    assert [(each.what, each.name) for each in retrying.failures(second)] == [("archive", "b.zip")]
    assert b"Every file was read" not in api.client.get(f"/cases/{case}/left/").content


def test_a_run_of_another_version_is_not_taken_over(api: Api, case: int, drain: Callable[..., int]) -> None:
    drain(3)
    api.post(f"cases/{case}/cancel")
    Analysis.objects.update(engine_version="0")
    assert api.post(f"cases/{case}/retry").json()["retry"]["whole"]
    drain()
    assert done_anew(2)["read"] == ["0-7", "8-15", "16-23"]


def test_there_is_a_sentence_where_nothing_can_be_tried_again(
    api: Api, case: int, drain: Callable[..., int], ct_small: bytes
) -> None:
    def refusal(number: int) -> tuple[int, str]:
        answer = api.post(f"cases/{number}/retry")
        return answer.status_code, answer.json()["error"]

    assert refusal(case) == (409, retrying.RUNNING)
    drain()
    assert refusal(case) == (400, "Run 1 left nothing undone, so there is nothing to try again.")
    api.post(f"cases/{case}/reopen")
    assert refusal(case) == (400, retrying.OPEN_CASE)
    fresh = api.new_case("source")
    assert refusal(fresh) == (400, f"Case {fresh} has not been analysed yet: start its first run.")
    assert refusal(fresh + 1)[0] == 404


def test_what_was_taken_over_is_a_copy(api: Api, case: int, drain: Callable[..., int]) -> None:
    drain(3)
    api.post(f"cases/{case}/cancel")
    api.post(f"cases/{case}/retry")
    mine = ChunkResult.objects.filter(job__analysis__number=2)
    theirs = ChunkResult.objects.filter(job__analysis__number=1)
    assert [bytes(each.blob) for each in mine.order_by("job__first").filter(job__phase="read")] == [
        bytes(each.blob) for each in theirs.order_by("job__first").filter(job__phase="read")
    ]
    Analysis.objects.get(number=1).delete()
    drain()
    assert Analysis.objects.get().state == "done"
    assert File.objects.count() == 2 * FILES
