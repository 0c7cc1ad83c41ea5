"""What only many pairs prove: copies."""

from tests import build
from tests.engine.compare.harness import trace
from validator.engine.compare import pattern_of, summarise
from validator.engine.model import ChangeGroup


def numbered(accessions: list[str], study_ids: list[str]) -> dict[str, bytes]:
    return {
        str(number): build.file(
            build.ct(SOPInstanceUID=f"{build.ROOT}.4.{number}", AccessionNumber=accession, StudyID=study_id)
        )
        for number, (accession, study_id) in enumerate(zip(accessions, study_ids, strict=True))
    }


def test_a_value_that_another_attribute_held_is_copied() -> None:
    ids = ["S-01", "S-02", "S-03"]
    traced = trace(numbered(["A", "B", "C"], ids), numbered(ids, ids))
    assert [kind for *_, kind in traced.of_meaning()] == ["value.copied"] * 3
    assert {change.detail for change in traced.changes} == {"from (0020,0010) Study ID"}
    assert {change.evidence for change in traced.changes} == {(("copied_from", "(0020,0010)"),)}


def test_two_pairs_prove_no_copy_and_a_constant_is_none() -> None:
    two = ["S-01", "S-02"]
    assert [kind for *_, kind in trace(numbered(["A", "B"], two), numbered(two, two)).of_meaning()] == [
        "value.replaced"
    ] * 2
    same = ["S-01"] * 3
    assert [kind for *_, kind in trace(numbered(["A", "B", "C"], same), numbered(same, same)).of_meaning()] == [
        "value.replaced"
    ] * 3


def test_the_pair_that_does_not_fit_stays_replaced() -> None:
    ids = ["S-01", "S-02", "S-03", "S-04"]
    traced = trace(numbered(["A", "B", "C", "D"], ids), numbered([*ids[:3], "other"], ids))
    assert [kind for *_, kind in traced.of_meaning()] == ["value.copied"] * 3 + ["value.replaced"]


def test_groups_count_instances_with_item_numbers_left_open() -> None:
    assert pattern_of("(0008,1115)[0].(0008,1140)[12].(0008,1155)") == "(0008,1115)[*].(0008,1140)[*].(0008,1155)"
    before, after = numbered(["A", "B"], ["1", "2"]), numbered(["X", "Y"], ["1", "2"])
    assert summarise(trace(before, after).changes) == [ChangeGroup("b", "(0008,0050)", "value.replaced", 2)]
