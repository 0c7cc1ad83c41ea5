"""What a hop did to the findings: introduced, fixed, inherited; over hops, gaps, items and chunks."""

import json

import pytest

from validator.engine.model import DeltaState, Finding, FindingDelta, Severity
from validator.engine.verdict import DeltaTally
from validator.engine.verdict.delta import MOST_LINEAGES

LABELS = ("a", "b", "c")


def finding(code: str, path: str = "(0010,0020)", severity: Severity = Severity.ERROR) -> Finding:
    return Finding(code, severity, path, 0, "message", "value")


def told(*deltas: FindingDelta) -> list[tuple[str, str, str, str, str, int]]:
    return [(one.capture_before, one.capture, one.state, one.code, one.path, one.count) for one in deltas]


def test_a_hop_introduces_fixes_and_inherits() -> None:
    tally = DeltaTally(LABELS)
    stays, comes, goes = finding("VRV001"), finding("VRV002"), finding("VRV003")
    tally.add(7, [("a", [stays, goes]), ("b", [stays, comes])])
    assert tally.deltas() == (
        FindingDelta("a", "b", "VRV002", Severity.ERROR, "(0010,0020)", DeltaState.INTRODUCED, 1, (7,)),
        FindingDelta("a", "b", "VRV003", Severity.ERROR, "(0010,0020)", DeltaState.FIXED, 1, (7,)),
        FindingDelta("a", "b", "VRV001", Severity.ERROR, "(0010,0020)", DeltaState.INHERITED, 1, (7,)),
    )


def test_the_findings_of_the_source_are_no_hops_doing() -> None:
    tally = DeltaTally(LABELS)
    tally.add(1, [("a", [finding("VRV001")])])
    tally.add(2, [("c", [finding("VRV001")])])
    assert tally.deltas() == ()


def test_what_comes_and_goes_is_told_on_both_hops() -> None:
    tally = DeltaTally(LABELS)
    tally.add(1, [("a", []), ("b", [finding("VRV001")]), ("c", [])])
    assert told(*tally.deltas()) == [
        ("a", "b", "introduced", "VRV001", "(0010,0020)", 1),
        ("b", "c", "fixed", "VRV001", "(0010,0020)", 1),
    ]


def test_where_a_capture_lacks_the_instance_the_hop_is_the_interval() -> None:
    tally = DeltaTally(LABELS)
    tally.add(1, [("a", []), ("c", [finding("VRV001")])])
    tally.add(2, [("a", []), ("b", []), ("c", [finding("VRV001")])])
    assert told(*tally.deltas()) == [
        ("b", "c", "introduced", "VRV001", "(0010,0020)", 1),
        ("a", "c", "introduced", "VRV001", "(0010,0020)", 1),
    ]


def test_items_are_counted_not_compared_by_their_number() -> None:
    tally = DeltaTally(LABELS)
    first, second = (finding("VRV001", f"(0040,0275)[{number}].(0008,0050)") for number in (0, 1))
    tally.add(1, [("a", [first]), ("b", [second])])
    tally.add(2, [("a", [first]), ("b", [first, second])])
    tally.add(3, [("a", [first, second]), ("b", [first])])
    path = "(0040,0275)[*].(0008,0050)"
    assert told(*tally.deltas()) == [
        ("a", "b", "introduced", "VRV001", path, 1),
        ("a", "b", "fixed", "VRV001", path, 1),
        ("a", "b", "inherited", "VRV001", path, 3),
    ]


def test_lines_stand_by_fate_then_severity_then_number() -> None:
    tally = DeltaTally(LABELS)
    for lineage in range(3):
        often = [finding("VRV009")] if lineage else []
        tally.add(lineage, [("a", []), ("b", [finding("OPS001", severity=Severity.WARNING), *often])])
        tally.add(lineage + 10, [("a", []), ("b", [finding("VRV001")] if not lineage else [])])
    assert [(one.code, one.count) for one in tally.deltas()] == [("VRV009", 2), ("VRV001", 1), ("OPS001", 3)]


@pytest.mark.parametrize("chunks", [1, 2, 7])
def test_chunks_merge_in_any_order_to_the_same(chunks: int) -> None:
    whole = DeltaTally(LABELS)
    parts = [DeltaTally(LABELS) for _ in range(chunks)]
    for lineage in range(50):
        captures = [
            ("a", [finding("VRV001")] if lineage % 3 else []),
            ("b", [finding("VRV001")] if lineage % 2 else []),
            ("c", [finding("OPS001", severity=Severity.WARNING)]),
        ]
        whole.add(lineage, captures)
        parts[lineage % chunks].add(lineage, captures)
    merged = DeltaTally(LABELS)
    for part in reversed(parts):
        merged.merge(DeltaTally.from_json(json.loads(json.dumps(part.to_json()))))
    assert merged.deltas() == whole.deltas()
    assert max(len(one.lineages) for one in whole.deltas()) == MOST_LINEAGES
    introduced = next(one for one in whole.deltas() if (one.capture, one.state) == ("b", DeltaState.INTRODUCED))
    assert (introduced.count, introduced.lineages) == (8, (3, 9, 15, 21, 27, 33, 39, 45))
