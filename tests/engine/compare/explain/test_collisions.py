"""Identifiers that became equal, with and without a rule that did it."""

from tests.engine.compare.explain.seen import found, observations
from validator.engine.model import Collision

PATIENT_ID, ACCESSION, DESCRIPTION = "(0010,0020)", "(0008,0050)", "(0008,1030)"


def test_values_that_became_equal_when_cut_collide() -> None:
    values = [f"A2024-{at:04d}-{end}" for at in range(30) for end in "XY"]
    (each,) = found(observations([(value, value[:10]) for value in values], path=ACCESSION, vr="SH"))
    assert each.told.text == "first 10 characters"
    assert each.told.collision_count == 30
    assert each.told.collisions[0] == Collision("A2024-0000", ("A2024-0000-X", "A2024-0000-Y"), 2)


def test_a_value_that_stayed_collides_with_one_that_became_it() -> None:
    (each,) = found(observations([("AB", "AB"), ("ABC", "AB"), ("X", "X")]))
    assert each.rule is None
    assert (each.told.text, each.told.pairs, each.told.support) == ("", 3, 0)
    assert each.told.collisions == (Collision("AB", ("AB", "ABC"), 2),)


def test_a_constant_is_a_collision_by_design() -> None:
    (each,) = found(observations([(f"P{at}", "ANON") for at in range(25)]))
    assert each.told.text == "always “ANON”"
    assert each.told.collisions == (Collision("ANON", tuple(sorted(f"P{at}" for at in range(25))[:10]), 25),)


def test_descriptions_may_become_equal() -> None:
    (each,) = found(observations([(f"Thorax {at}", "Thorax") for at in range(25)], path=DESCRIPTION))
    assert each.told.collisions == ()
    assert found(observations([("Thorax 1", "Thorax"), ("Thorax 2", "Thorax")], path=DESCRIPTION)) == []


def test_the_same_value_seen_twice_is_no_collision() -> None:
    assert found(observations([("P1", "P2")] * 5, studies=1)) == []


def test_empty_and_absent_values_do_not_collide() -> None:
    assert found(observations([("P1", ""), ("P2", ""), (None, "P3"), ("", "P3")])) == []


def test_references_that_became_equal_collide_by_the_attribute_itself() -> None:
    pairs = [("1.2.3", "1.2.9"), ("1.2.4", "1.2.9")]
    (each,) = found(observations(pairs, path="(0008,1115)[*].(0020,000E)", vr="UI"))
    assert each.told.collision_count == 1
