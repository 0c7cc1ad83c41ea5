"""Which rule explains the pairs of a sample best, and whether the pairs are enough to say so.

A rule is worth stating if stating it, together with every pair that it does not reproduce, is shorter than stating
every changed pair (minimum description length). Lengths are in bits, see ``steps``; a pair seen in several studies
must be stated for each of them, a pair that the rule would have changed and that stayed counts as an exception. Of
several rules the one with the shortest statement wins; then the simpler one; then the one whose text comes first.

Shortness alone would believe three examples. So besides:

- A rule needs ``LEAST_EVIDENCE`` more different pairs than it has parameters. Equal pairs count once: 512 slices of
  one patient say one thing about Patient ID. The entries of a table count once for each study that shows them, and
  each must be shown by ``RECURS`` studies (see ``proposals``).
- It must reproduce ``LEAST_SHARE`` of the different pairs that changed, or should have changed by it; a table, which
  has few different ones, of all pairs.
- Each of two steps must be needed by ``LEAST_STEP`` different pairs that the other step alone does not explain.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from validator.engine.compare.explain.observation import Observation
from validator.engine.compare.explain.replacements import Table
from validator.engine.compare.explain.rule import Rule
from validator.engine.compare.explain.sample import Sample, Stratum
from validator.engine.compare.explain.steps import KIND, text_cost

LEAST_EVIDENCE, LEAST_SHARE, LEAST_STEP = 4, 0.9, 3
MARGIN = 8
"""Bits that a rule must save at least: less than two characters save is chance."""


class _Score(NamedTuple):
    """How well a rule does; the smallest is the best."""

    total: float
    cost: int
    text: str


def best(rules: Iterable[Rule], sample: Sample) -> tuple[Rule | None, bool]:
    """The rule that the pairs prove, if they prove any, and whether it reproduces all of them."""
    changed, unchanged = _Weighed(sample.changed), _Weighed(sample.unchanged)
    everything = changed.cost_of(changed.observations)
    scored: list[tuple[_Score, Rule]] = []
    for rule in rules:
        missed = changed.cost_of(changed.missed(rule))
        if rule.cost + missed + MARGIN <= everything:
            total = rule.cost + missed + unchanged.cost_of(unchanged.missed(rule))
            scored.append((_Score(round(total, 3), rule.cost, rule.text), rule))
    for score, rule in sorted(scored, key=lambda entry: entry[0]):
        if score.total + MARGIN <= everything and is_proven(rule, sample):
            return rule, score.total == rule.cost
    return None, False


def is_proven(rule: Rule, sample: Sample) -> bool:
    """Whether there is evidence enough, and little enough against it."""
    changed, unchanged = _Weighed(sample.changed), _Weighed(sample.unchanged)
    held = [seen for seen in changed.observations if rule.reproduces(input_of(rule, seen), seen.after)]
    number = _pairs if _is_table(rule) else len
    concerned = changed.scale * number(changed.observations) + unchanged.scale * number(list(unchanged.missed(rule)))
    if changed.scale * number(held) < LEAST_SHARE * concerned:
        return False
    return _evidence(rule, held) >= LEAST_EVIDENCE + rule.parameters and _is_needed(rule, held)


def input_of(rule: Rule, seen: Observation) -> str | None:
    """What the rule starts from: the value before, or that of the other attribute where it was noted."""
    if not rule.source:
        return seen.before
    return next((text for path, text in seen.sources if path == rule.source), None)


def _evidence(rule: Rule, held: Sequence[Observation]) -> int:
    if _is_table(rule):
        return sum(len(seen.contexts) for seen in held)
    return len({(input_of(rule, seen), seen.after) for seen in held})


def _is_table(rule: Rule) -> bool:
    return any(isinstance(step, Table) for step in rule.steps)


def _pairs(observations: Sequence[Observation]) -> int:
    return sum(seen.count for seen in observations)


def _is_needed(rule: Rule, held: Sequence[Observation]) -> bool:
    """Whether no step of the rule rests on one or two values only."""
    if len(rule.steps) + bool(rule.source) < 2:
        return True
    return all(
        len({seen.key[3:5] for seen in held if not less.reproduces(input_of(less, seen), seen.after)}) >= LEAST_STEP
        for less in _shortened(rule)
    )


def _shortened(rule: Rule) -> Iterator[Rule]:
    """The rule with one thing left out."""
    if rule.source:
        yield Rule(rule.steps, rule.vr)
        if rule.steps:
            yield Rule((), rule.vr, rule.source)
    else:
        yield from (Rule((step,), rule.vr) for step in rule.steps)


class _Weighed:
    """The observations of a stratum with what it costs to state them."""

    def __init__(self, stratum: Stratum) -> None:
        self.observations = stratum.observations
        self.scale = stratum.scale if self.observations else 0.0

    def missed(self, rule: Rule) -> Iterator[Observation]:
        return (seen for seen in self.observations if not rule.reproduces(input_of(rule, seen), seen.after))

    def cost_of(self, observations: Iterable[Observation]) -> float:
        return self.scale * sum(len(seen.contexts) * (KIND + text_cost(seen.after)) for seen in observations)
