"""Mistakes put into files: one at a time, the same in every run."""

from io import BytesIO

from pydicom import dcmread

from tests.differential.bases import base_file
from tests.differential.mutations import OPERATIONS, Mutation, mutated, mutations
from tests.differential.tree import read_tree
from validator.engine.header import scan


def _values(operation: str, path: str, *, source: str = "plan") -> list[tuple[str, bytes | None]]:
    """What the file with the mistake holds that the file without it does not, by path."""
    tree = read_tree(base_file(source))
    plain = {where: element.value for where, element in scan(base_file(source)).walk()}
    wrong = mutated(tree, Mutation(source, operation, path))
    assert tree.to_bytes() == base_file(source)
    return [(where, element.value) for where, element in scan(wrong).walk() if plain.get(where) != element.value]


def test_a_value_changes_and_nothing_else():
    assert _values("empty", "(300A,0002)") == [("(300A,0002)", b"")]
    assert _values("unknown-term", "(300A,00B0)[0].(300A,00C4)") == [("(300A,00B0)[0].(300A,00C4)", b"WRONG_TERM")]
    assert _values("extra-value", "(0010,0040)") == [("(0010,0040)", b"M\\M ")]
    assert _values("bad-form", "(300A,0006)") == [("(300A,0006)", b"20241301")]
    assert _values("negative", "(300A,0070)[0].(300A,0078)") == [("(300A,0070)[0].(300A,0078)", b"-1")]
    assert _values("unknown-number", "(0028,0103)", source="ct") == [("(0028,0103)", b"\x4d\0")]
    assert _values("zero", "(0028,0010)", source="ct") == [("(0028,0010)", b"\0\0")]


def test_an_attribute_is_taken_away_wherever_it_stands():
    wrong = mutated(read_tree(base_file("plan")), Mutation("plan", "delete", "(300A,00B0)[0].(300A,00C4)"))
    plan = dcmread(BytesIO(wrong))
    assert "BeamType" not in plan.BeamSequence[0]
    assert len(plan.BeamSequence[0]) == len(dcmread(BytesIO(base_file("plan"))).BeamSequence[0]) - 1


def test_items_are_added_and_emptied():
    tree = read_tree(base_file("plan"))
    more = dcmread(BytesIO(mutated(tree, Mutation("plan", "extra-item", "(300A,0180)"))))
    assert [setup.PatientSetupNumber for setup in more.PatientSetupSequence] == [1, 1]
    less = dcmread(BytesIO(mutated(tree, Mutation("plan", "empty-item", "(300A,0180)"))))
    assert [len(setup) for setup in less.PatientSetupSequence] == [0]
    none = dcmread(BytesIO(mutated(tree, Mutation("plan", "empty", "(300A,0180)"))))
    assert list(none.PatientSetupSequence) == []


def test_the_vr_is_written_wrong_and_the_value_stays():
    wrong = scan(mutated(read_tree(base_file("ct")), Mutation("ct", "other-vr", "(0008,0060)")))
    modality = wrong.get(0x00080060)
    assert (modality.vr_written, modality.value) == ("LO", b"CT")


def test_a_larger_sample_contains_the_smaller_one():
    tree = read_tree(base_file("ct"))
    assert mutations("ct", tree, limit=100)[:40] == mutations("ct", tree, limit=40)
    assert len(set(mutations("ct", tree))) == len(mutations("ct", tree)) > 300


def test_every_operation_is_used():
    every = {mutation.operation for name in ("plan", "ct") for mutation in mutations(name, read_tree(base_file(name)))}
    assert every == set(OPERATIONS)
