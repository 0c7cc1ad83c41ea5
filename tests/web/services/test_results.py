"""What was stored is read back whole; what another version stored is read as far as it fits, or said to be old."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.web.conftest import Api
from validator.engine.model import CollectionFinding, Severity
from validator.engine.standard.dictionary import EDITION
from validator.models import Analysis, ChunkResult, Instance
from validator.models.analysis import Phase
from validator.services import packing, pairing, results, settling
from validator.services.errors import NotFound, Outdated

OLD = "This report was made by an older version of the program and cannot be read any more: start a new run."


@pytest.fixture
def case(api: Api, drain: Callable[..., int], ct_small: bytes) -> int:
    number = api.new_case("source", "archive")
    api.send(number, 0, {"a.dcm": ct_small})
    api.send(number, 1, {"a.dcm": ct_small.replace(b"1CT1", b"1CT2", 1)})
    api.post(f"cases/{number}/analyse")
    drain()
    return number


def rewrite(phase: Phase, change: Callable[[Any], None]) -> None:
    """Store a result as another version might have."""
    for result in ChunkResult.objects.filter(job__phase=phase):
        if phase in (Phase.READ, Phase.COMPARE):
            chunk = packing.Chunk(result.blob)
            value = {"head": chunk.head, "rows": dict(chunk.rows())}
            change(value)
            blob = packing.pack_chunk(value["rows"], head=value["head"])
        else:
            value = packing.unpack(result.blob)
            change(value)
            blob = packing.pack(value)
        ChunkResult.objects.filter(pk=result.pk).update(blob=blob)
    packing.forget()
    pairing.paired.cache_clear()
    settling.settled.cache_clear()


def test_the_values_of_a_collection_finding_are_kept() -> None:
    finding = CollectionFinding("IDN001", Severity.ERROR, "(0010,0010)", "Two names.", ("a", "b"), ("A^B", "A^C"))
    assert packing.collection_from_json(json.loads(json.dumps(packing.collection_to_json(finding)))) == finding


def test_a_collection_finding_without_values_is_read() -> None:
    assert packing.collection_from_json(["IDN001", "error", "", "x", ["a"]]) == CollectionFinding(
        "IDN001", Severity.ERROR, "", "x", ("a",)
    )


def test_the_report_names_the_edition_as_the_command_line_does(api: Api, case: int) -> None:
    assert api.report(case)["check"]["standard_edition"] == EDITION


def test_fields_that_a_value_gained_since_are_read_with_their_defaults(api: Api, case: int) -> None:
    def forget(chunk: Any) -> None:
        for rows in chunk["rows"].values():
            for row in rows:
                del row["evidence"], row["detail"]

    before = api.report(case)
    rewrite(Phase.COMPARE, forget)
    Analysis.objects.update(engine_version="0.0.1+00000000")
    after = api.report(case)
    assert after["check"] == before["check"]
    assert len(after["compare"]["changes"]) == len(before["compare"]["changes"])


@pytest.mark.parametrize("phase", [Phase.READ, Phase.COMPARE, Phase.PAIR, Phase.SETTLE])
def test_a_result_that_does_not_fit_any_more_is_said_to_be_old(api: Api, case: int, phase: Phase) -> None:
    rewrite(phase, spoil)
    Analysis.objects.update(engine_version="0.0.1+00000000")
    response = api.get(f"cases/{case}/report.json")
    assert (response.status_code, response.json()) == (410, {"error": OLD})
    assert api.client.get("/").status_code == 200
    assert api.get(f"cases/{case}").json()["state"] == "done"


def test_a_file_of_an_older_version_says_so(case: int) -> None:
    rewrite(Phase.READ, spoil)
    Analysis.objects.update(engine_version="0.0.1+00000000")
    with pytest.raises(Outdated, match=f"^{OLD}$"):
        results.checked_file(Instance.objects.select_related("analysis").get(ordinal=0))


def test_a_fault_of_this_version_is_not_passed_off_as_age(case: int) -> None:
    rewrite(Phase.READ, spoil)
    with pytest.raises((TypeError, ValueError)):
        results.checked_file(Instance.objects.get(ordinal=0))


def test_a_file_whose_result_is_missing_is_said_to_be_unread(case: int) -> None:
    ChunkResult.objects.filter(job__phase=Phase.READ).delete()
    with pytest.raises(NotFound, match=r"^This run has not read its file number 0 yet"):
        results.checked_file(Instance.objects.select_related("analysis").get(ordinal=0))


def test_the_version_changes_with_the_shapes(monkeypatch: pytest.MonkeyPatch) -> None:
    before = packing.engine_version()
    monkeypatch.setattr(packing, "STORED", packing.STORED[1:])
    assert packing.engine_version() != before
    assert len(before) <= 32


def spoil(value: Any) -> None:
    """Put in a field too many, wherever fields stand."""
    if isinstance(value, dict):
        for each in list(value.values()):
            spoil(each)
        value["unheard of"] = 1
    elif isinstance(value, list):
        for each in value:
            spoil(each)
        value += ["unheard of"] * 9
