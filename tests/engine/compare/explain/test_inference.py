"""The whole way: what is told of rules, in which order, and how the groups of a summary learn of them."""

from tests.engine.compare.explain.seen import inferred, observations
from validator.engine.compare.explain import explained, infer
from validator.engine.compare.explain.inference import EXCEPTIONS_TOLD
from validator.engine.model import ChangeGroup, RuleException


def test_everything_is_told_of_a_rule() -> None:
    pairs = [(f"P{at}", f"GH-P{at}") for at in range(40)] + [("P7", "XX"), ("P8", "P8"), ("P8", "P8")]
    (rule,) = inferred(observations(pairs), labels=("a", "b"))
    assert rule._replace(expressions=()) == (
        "b",
        "(0010,0020)",
        "prefix “GH-”",
        "puts “GH-” in front of Patient ID",
        40,
        43,
        (RuleException("P8", "P8", "GH-P8", 42, 2), RuleException("P7", "XX", "GH-P7", 41, 1)),
        3,
        (),
        0,
        "",
        (),
    )


def test_rules_come_by_capture_and_path() -> None:
    pairs = [(f"P{at}", f"GH-P{at}") for at in range(20)]
    seen = [
        each._replace(capture=capture)
        for capture in ("z", "m")
        for path in ("(0010,0020)", "(0008,0050)")
        for each in observations(pairs, path=path)
    ]
    rules = inferred(seen, labels=("a", "z", "m"))
    assert [(rule.capture, rule.path) for rule in rules] == [
        ("z", "(0008,0050)"),
        ("z", "(0010,0020)"),
        ("m", "(0008,0050)"),
        ("m", "(0010,0020)"),
    ]


def test_observations_are_read_twice_and_never_held() -> None:
    passes = []

    def read():
        passes.append(1)
        return iter(observations([(f"P{at}", f"GH-P{at}") for at in range(20)]))

    assert [rule.support for rule in infer(read, labels=("a", "b"))] == [20]
    assert len(passes) == 2


def test_a_sample_decides_and_all_pairs_are_counted() -> None:
    pairs = [(f"{at * 7919:07d}", f"GH-{at * 7919:07d}") for at in range(5000)]
    spoiled = [(before, "?") if at % 40 == 0 else (before, after) for at, (before, after) in enumerate(pairs)]
    (rule,) = inferred(observations(spoiled, path="(0008,1030)"), labels=("a", "b"))
    assert (rule.text, rule.support, rule.exception_count) == ("prefix “GH-”", 4875, 125)
    assert [exception.lineage for exception in rule.exceptions] == [1 + 40 * at for at in range(EXCEPTIONS_TOLD)]


def test_groups_learn_the_rule_of_their_attribute() -> None:
    rules = inferred(observations([(f"P{at}", f"GH-P{at}") for at in range(20)]), labels=("a", "b"))
    groups = [ChangeGroup("b", "(0010,0020)", "value.prefixed", 20), ChangeGroup("b", "(0010,0010)", "value.case", 3)]
    assert explained(groups, rules) == [
        ChangeGroup("b", "(0010,0020)", "value.prefixed", 20, "prefix “GH-”", 20, 0),
        groups[1],
    ]
