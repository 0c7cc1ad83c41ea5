"""By which rule a hop did it, as far as the pairs of the case tell."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from validator.engine.model import InferredRule
from validator.engine.verdict.tally import Case, Tally
from validator.engine.verdict.wording import collisions_phrase, counted, listed

MOST_RULES = 3
"""So many different rules are quoted in one sentence."""


class Rules(NamedTuple):
    """The inferred rules of a case, each by what it explains most of."""

    by_place: dict[tuple[str, str], InferredRule]
    """By hop and place."""
    foremost: dict[tuple[str, str], Tally]
    """The changes at the same place that befell most instances: those the rule is about, the others are exceptions."""

    def of(self, tallies: Iterable[Tally]) -> list[tuple[Tally, InferredRule]]:
        """The changes of which a rule tells, with the rule."""
        places = [(tally, (tally.capture, tally.pattern)) for tally in tallies]
        return [(tally, self.by_place[place]) for tally, place in places if self.foremost.get(place) is tally]


def rules_of(case: Case, rules: Iterable[InferredRule]) -> Rules:
    """Each rule with the changes that it is about."""
    by_place = {(rule.capture, rule.path): rule for rule in rules}
    foremost: dict[tuple[str, str], Tally] = {}
    for tally in case.noteworthy():
        place = tally.capture, tally.pattern
        if place in by_place and (place not in foremost or tally.instances > foremost[place].instances):
            foremost[place] = tally
    return Rules(by_place, foremost)


def rule_clause(tallies: Sequence[Tally], found: Sequence[tuple[Tally, InferredRule]]) -> str:
    """The rules in words, with how often they hold; empty where no rule explains any of the pairs.

    ``found`` are those of ``tallies``; the attributes are named where a rule does not stand for all of them.
    """
    texts: dict[str, list[tuple[Tally, InferredRule]]] = {}
    for tally, rule in found:
        if rule.text:
            texts.setdefault(rule.text, []).append((tally, rule))
    told = []
    for text, held in list(texts.items())[:MOST_RULES]:
        names = "" if len(held) == len(tallies) else f"{listed([tally.name for tally, _ in held])}: "
        told.append(f"{names}{text}, {_support([rule for _, rule in held])}")
    if len(texts) > MOST_RULES:
        told.append(f"{len(texts) - MOST_RULES:,} more")
    return f"by the {'rule' if len(texts) == 1 else 'rules'}: {'; '.join(told)}" if told else ""


def _support(rules: Sequence[InferredRule]) -> str:
    """How often a rule holds, over all attributes that it was found for."""
    support, pairs = sum(rule.support for rule in rules), sum(rule.pairs for rule in rules)
    exceptions = sum(rule.exception_count for rule in rules)
    if not exceptions:
        return f"holds for all {pairs:,}" if pairs > 1 else "seen once"
    return f"holds for {support:,} of {pairs:,}, {counted(exceptions, 'exception')}"


def collisions_clause(tallies: Sequence[Tally], found: Sequence[tuple[Tally, InferredRule]]) -> str:
    """What became equal: as the rules counted it, else as the changes themselves show."""
    known = {id(tally): rule for tally, rule in found}
    merged: list[int] = []
    more = 0
    for tally in tallies:
        rule = known.get(id(tally))
        if rule is None:
            merged += tally.collisions
        else:
            merged += [collision.total for collision in rule.collisions]
            more += rule.collision_count - len(rule.collisions)
    if not merged:
        return ""
    names = list(dict.fromkeys(tally.name for tally in tallies))
    return collisions_phrase(merged, names[0] if len(names) == 1 else "", more=more)
