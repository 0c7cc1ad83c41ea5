"""The sample case: made once, finished quickly, and showing what its text says."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.web.conftest import Api
from validator.engine.header import scan
from validator.engine.rules import check_header
from validator.services import sample

# The overlong Accession Number is the point of the sample.
pytestmark = pytest.mark.filterwarnings("ignore:The value length:UserWarning")


@pytest.fixture
def document(api: Api, drain: Callable[..., int]) -> Any:
    """What was told of the sample."""
    case = sample.create_once()
    assert case is not None
    drain()
    return api.report(case.pk)["compare"]


@pytest.fixture
def told(document: Any) -> dict[str, list[tuple[str, str, int]]]:
    """The changes of meaning by capture: path, kind, in how many instances."""
    found: dict[str, list[tuple[str, str, int]]] = {}
    for group in document["summary"]:
        if not group["kind"].startswith("encoding."):
            found.setdefault(group["capture"], []).append((group["path"], group["kind"], group["count"]))
    found["missing"] = [(row["file"], row["kind"], 1) for row in document["presence"]]
    return {capture: sorted(rows) for capture, rows in found.items()}


def test_each_hop_did_what_it_is_said_to_do(told: dict[str, list[tuple[str, str, int]]]) -> None:
    assert told == {
        "Router": [
            ("(0008,0005)", "charset.relabelled", 16),
            ("(0008,0018)", "uid.regenerated", 16),
            ("(0008,1030)", "charset.reinterpreted", 16),
            ("(0008,1115)[*].(0008,1140)[*].(0008,1155)", "reference.dangling", 1),
            ("(0008,1115)[*].(0020,000E)", "reference.dangling", 1),
            ("(0010,0010)", "charset.reinterpreted", 16),
            ("(0020,000D)", "uid.regenerated", 16),
            ("(0020,000E)", "uid.regenerated", 16),
            ("(0020,0052)", "uid.regenerated", 15),
        ],
        "Archive": [("(0008,0050)", "value.truncated", 15), ("(0010,0020)", "value.zero-padded", 15)],
        "missing": [("CT/slice-06.dcm", "instance.missing", 1)],
    }


def test_nothing_is_found_but_the_long_accession_number_and_what_the_hops_are_said_to_do() -> None:
    source, routed, archived = (
        {
            (finding.code, finding.path)
            for content in capture.values()
            for finding in check_header(scan(content), file="").findings
        }
        for capture in sample.chain()
    )
    text = {("CHR011", "(0008,1030)"), ("CHR011", "(0010,0010)"), ("CHR013", "(0010,0010)")}
    assert source == {("IDN006", "(0008,0050)"), ("VRV001", "(0008,0050)")}
    assert routed == text | source
    assert archived == text | {("IDN008", "(0008,0050)")}


def test_it_is_made_only_where_there_never_was_a_case(api: Api) -> None:
    number = api.new_case("source")
    api.client.delete(f"/api/v1/cases/{number}")
    assert sample.create_once() is None


def test_the_archive_s_rules_are_found_and_so_is_the_order_that_it_lost(document: Any) -> None:
    rules = {rule["path"]: rule for rule in document["rules"] if rule["capture"] == "Archive"}
    assert {path: (rule["text"], rule["support"], rule["pairs"]) for path, rule in rules.items()} == {
        "(0008,0050)": ("first 16 characters", 15, 15),
        "(0010,0020)": ("padded with zeros to 10 characters", 15, 15),
    }
    (collision,) = rules["(0008,0050)"]["collisions"]
    assert collision["before"] == ["RAD-2026-0004711-CT-01", "RAD-2026-0004711-CT-02"]
